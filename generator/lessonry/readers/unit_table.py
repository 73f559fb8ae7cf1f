"""The table of unit names by each of its spellings, as they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lessonry.domain.numbers import fold_unit
from lessonry.readers.unit_names import FAMILIES, Family, Spellings


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One unit of the table, with its prefix."""

    pint: str
    symbols: tuple[str, ...]
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    also: tuple[str, ...]
    family: Family
    rank: int
    """How far it is from the commonest of its family."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return all of them, folded; symbols first."""
        return (*self.symbols, *self.plural, *self.singular)


@lru_cache(maxsize=1)
def table() -> dict[str, Known]:
    """Return the units of the table by each of their spellings."""
    found: dict[str, Known] = {}
    for family in FAMILIES:
        for place, measure in enumerate(family.measures):
            for prefix, written in enumerate(measure.spellings()):
                known = _known(written, family, place + prefix)
                for spelling in known.spellings:
                    found.setdefault(spelling, known)
    return found


def _known(written: Spellings, family: Family, rank: int) -> Known:
    symbols, singular, plural, also = (
        tuple(fold_unit(name) for name in names)
        for names in (written.symbols, written.singular, written.plural, written.also)
    )
    return Known(
        pint=written.pint,
        symbols=symbols,
        singular=singular,
        plural=plural,
        also=also,
        family=family,
        rank=rank,
    )


@lru_cache(maxsize=1)
def distinct() -> tuple[Known, ...]:
    """Return the units of the table, each once."""
    return tuple({known.pint: known for known in table().values()}.values())
