"""From the unit that an author writes to every spelling that a learner may type for it.

The factors are pint's, as exact fractions; they travel with the quiz, and the browser needs no
table of units.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain, islice, product
from typing import TYPE_CHECKING, Any

from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.gaps import Unit
from lessonry.domain.numbers import fold_unit
from lessonry.readers.unit_names import FAMILIES, MONEY, TWO_WAYS, Family
from lessonry.readers.unit_table import distinct, table

if TYPE_CHECKING:
    from pint import UnitRegistry

MOST_SPELLINGS = 400
"""A gap's key holds no more."""
MOST_WAYS = 20_000
"""Of putting other units into a product, that are looked at."""
MOST_A_WAY = 40
"""Spellings of one of them."""
LONGEST_UNIT = 40
LARGEST_POWER = 4
MOST_TERMS = 5
TERM = re.compile(r"(?P<sign>[*/]|^)(?P<word>[^*/^]+)(?:\^(?P<power>[+-]?[0-9]))?")
BELOW = re.compile(r"/\(([^()/]*)\)")
"""What one bar divides by as a whole, as in `J/(kg*K)`."""
WORDED = re.compile(r"(?<![^*/])(?P<power>square|sq|cubic|cu)\*(?P<word>[^*/^]+)")
"""`square metres`, and what it stands for."""
POWERS = {2: ("{}^2", "{}2", "square*{}", "sq*{}"), 3: ("{}^3", "{}3", "cubic*{}", "cu*{}")}
"""How a power is written."""


class UnitError(ValueError):
    """A unit that cannot be used; its text says why."""

    def __init__(self, message: str, help: str | None = None, *, two_ways: bool = False) -> None:
        super().__init__(message)
        self.help = help
        self.two_ways = two_ways
        """Whether it is one that reads two ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One factor of a unit: `h` with the power -1 in `km/h`."""

    word: str
    power: int


@lru_cache(maxsize=128)
def units(written: str) -> tuple[Unit, ...]:
    """Return every spelling that stands for `written` or can be converted to it, its own first.

    Raises:
        UnitError: Neither the table nor pint knows it, or it reads two ways.
    """
    own = fold_unit(written)
    if own in TWO_WAYS:
        one, other = TWO_WAYS[own]
        message = f"The unit `{own}` reads two ways: `{one}` and `{other}`"
        raise UnitError(message, f"Write `{one}` or `{other}`.", two_ways=True)
    for currency in MONEY:
        spellings = [fold_unit(spelling) for spelling in currency]
        if own in spellings:
            return tuple(
                Unit(spelling=name, factor=Fraction(1)) for name in dict.fromkeys([own, *spellings])
            )
    terms = _terms(own)
    expression = _expression(terms)
    _defined(terms)
    factor, offset = _base(expression)
    found: dict[str, Unit] = {}
    for spelling, other in chain([(own, expression)], _alike(own, terms, expression)):
        if len(found) == MOST_SPELLINGS:
            break
        if spelling in found:
            continue
        others, zero = _base(other)
        found[spelling] = Unit(
            spelling=spelling, factor=others / factor, offset=(zero - offset) / factor
        )
    return tuple(found.values())


def _alike(own: str, terms: tuple[Term, ...], expression: str) -> Iterator[tuple[str, str]]:
    """Yield spellings of the units that can stand for the author's, with what pint calls them."""
    if len(terms) == 1 and terms[0].power == 1:
        known = table().get(own)
        if known is None:
            yield from ((name, own) for name in _names(own))
            return
        yield from ((spelling, known.pint) for spelling in known.spellings)
        yield from _of_family(known.family)
        return
    own_names = [_names(term.word) for term in terms]
    for spelling in islice(_written(terms, own_names), MOST_SPELLINGS // 3):
        yield spelling, expression
    dimension = _dimension(expression)
    for family in FAMILIES:
        if family.compounds and _dimension(family.measures[0].pint) == dimension:
            yield from _of_family(family)
    yield from _in_other_units(terms)


def _of_family(family: Family) -> Iterator[tuple[str, str]]:
    for known in distinct():
        if known.family is family:
            yield from ((name, known.pint) for name in (*known.spellings, *known.also))
    for compound in family.compounds.split():
        terms = _terms(compound)
        for spelling in _written(terms, [_few_names(term) for term in terms]):
            yield spelling, _expression(terms)


def _in_other_units(terms: tuple[Term, ...]) -> Iterator[tuple[str, str]]:
    """Yield the product with its factors in other units of their families, the commonest first."""
    others = []
    for term in terms:
        known = table().get(term.word)
        alike = [k for k in distinct() if known is not None and k.family is known.family]
        others.append([(0, term.word), *((k.rank, k.symbols[0]) for k in alike)])
    ways = sorted(islice(product(*others), MOST_WAYS), key=lambda way: sum(n for n, _ in way))
    for way in ways[:MOST_SPELLINGS]:
        changed = tuple(
            Term(word=word, power=term.power) for (_, word), term in zip(way, terms, strict=True)
        )
        names = [_few_names(term) for term in changed]
        other = _expression(changed)
        yield from ((spelling, other) for spelling in islice(_written(changed, names), MOST_A_WAY))


def _written(terms: tuple[Term, ...], names: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the ways to write a product whose factors have these names."""
    ways = [
        [form.format(name) for name in options for form in _forms(abs(term.power))]
        for term, options in zip(terms, names, strict=True)
    ]
    for way in product(*ways):
        above = "*".join(part for part, term in zip(way, terms, strict=True) if term.power > 0)
        below = [part for part, term in zip(way, terms, strict=True) if term.power < 0]
        yield "/".join([above, *below])
        if len(below) > 1:
            yield f"{above}/({'*'.join(below)})"
    symbols = [options[0] for options in names]
    yield "*".join(
        symbol if term.power == 1 else f"{symbol}^{term.power}"
        for symbol, term in zip(symbols, terms, strict=True)
    )


def _forms(power: int) -> tuple[str, ...]:
    return ("{}",) if power == 1 else POWERS.get(power, (f"{{}}^{power}", f"{{}}{power}"))


def _names(word: str) -> tuple[str, ...]:
    """Return the spellings of one factor: the table's, or what pint calls it."""
    known = table().get(word)
    if known is not None:
        return tuple(dict.fromkeys([word, *known.spellings]))
    name = _registry().get_name(word).replace("_", "*")
    return tuple(dict.fromkeys([word, name, f"{name}s"]))


def _few_names(term: Term) -> tuple[str, ...]:
    """Return how a factor is most likely written: `metres` above the bar, `second` below it."""
    known = table().get(term.word)
    if known is None:
        return _names(term.word)[:1]
    named = known.plural if term.power > 0 else known.singular
    return (known.symbols[0], *named[:2])


def _terms(folded: str) -> tuple[Term, ...]:
    """Return the factors of a folded unit.

    Raises:
        UnitError: It is not written as a product of powers.
    """
    found = []
    position = 0
    whole = table().get(folded)
    if whole is not None:
        return (Term(word=folded, power=1),)
    if len(folded) > LONGEST_UNIT:
        raise _unknown(folded)
    folded = WORDED.sub(lambda m: f"{m['word']}^{2 if m['power'][0] == 's' else 3}", folded)
    folded = BELOW.sub(lambda below: "/" + below.group(1).replace("*", "/"), folded)
    while position < len(folded):
        term = TERM.match(folded, position)
        power = int(term.group("power") or 1) if term else 0
        if (
            term is None
            or (position and not term.group("sign"))
            or not 0 < abs(power) <= LARGEST_POWER
        ):
            raise _unknown(folded)
        below = term.group("sign") == "/"
        found.append(Term(word=term.group("word"), power=-power if below else power))
        position = term.end()
    if not found:
        raise _unknown(folded)
    if len(found) > MOST_TERMS:
        raise _unknown(folded)
    return tuple(found)


def _defined(terms: tuple[Term, ...]) -> None:
    """Do nothing where each factor is a unit.

    Raises:
        UnitError: One of them is none.
    """
    registry = _registry()
    for term in terms:
        if term.word in table():
            continue
        if term.word in TWO_WAYS or not re.fullmatch(r"[^\W\d]\w*", term.word):
            raise _unknown(term.word)
        try:
            registry.parse_units(term.word)
            _base(term.word)
        except Exception as error:  # pint raises many kinds, those of its parser among them
            raise _unknown(term.word) from error


def _unknown(unit: str) -> UnitError:
    guess = suggestion(unit, table()) if len(unit) > 1 else None
    return UnitError(f"There is no unit `{unit}`", f"Did you mean `{guess}`?" if guess else None)


def _expression(terms: tuple[Term, ...]) -> str:
    """Return the unit as pint reads it."""
    return "*".join(
        f"({known.pint if (known := table().get(term.word)) else term.word})**({term.power})"
        for term in terms
    )


@lru_cache(maxsize=4096)
def _base(expression: str) -> tuple[Fraction, Fraction]:
    """Return how a unit becomes its base units: a factor, and what is added behind it."""
    registry = _registry()
    unit = registry.parse_units(expression)
    zero, one = (
        Fraction(registry.Quantity(Fraction(number), unit).to_base_units().magnitude)
        for number in (0, 1)
    )
    return one - zero, zero


@lru_cache(maxsize=1024)
def _dimension(expression: str) -> frozenset[tuple[str, Any]]:
    return frozenset(_registry().parse_units(expression).dimensionality.items())


@lru_cache(maxsize=1)
def _registry() -> UnitRegistry[Any]:
    """Return pint's registry, which reckons in fractions.

    Imported here and not above: pint and its registry take a third of a second, which no course
    without a unit shall pay.
    """
    pint = importlib.import_module("pint")
    registry: UnitRegistry[Any] = pint.UnitRegistry(non_int_type=Fraction)
    return registry
