"""Numeric entry: a number typed into a gap, with a unit where the author asks for one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from lessonry.diagnostics import Place
from lessonry.domain.numbers import read_quantity, rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericAnswer:
    """One thing that a gap accepts: the numbers from `low` to `high`, or one to so many figures."""

    shown: str
    """As the author wrote it, without the tolerance: what is shown as the key."""
    low: Fraction
    high: Fraction
    figures: int | None = None
    """Significant figures to which a number must agree with `low`, which `high` then equals."""
    relative: bool = False
    """Whether the tolerance is a share of the number."""

    def accepts(self, number: Fraction) -> bool:
        """Return whether `number`, in the gap's own unit, is this answer."""
        if self.figures is None:
            return self.low <= number <= self.high
        return rounded(number, self.figures) == rounded(self.low, self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One spelling of a unit that a gap takes, and how to come from it to the gap's own."""

    spelling: str
    """As `numbers.fold_unit` leaves it."""
    factor: Fraction
    offset: Fraction = Fraction(0)
    """Added after the factor: for degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericEntryGap:
    """A gap to type a number into."""

    kind: ClassVar[str] = "numeric-entry"

    answers: tuple[NumericAnswer, ...]
    """What it accepts; empty in a concealed item."""
    unit: str | None = None
    """The author's spelling of the unit; nothing for a bare number, and in a concealed item."""
    units: tuple[Unit, ...] = ()
    """Every spelling that can be converted to it, its own first; empty in a concealed item."""
    place: Place = field(compare=False, repr=False)


def accepts(gap: NumericEntryGap, value: str) -> bool:
    """Return whether `value` is a number that is right, in whichever unit it is given.

    `1,234` reads two ways, and both are tried: a learner shall not fail for a decimal mark.
    """
    for number, spelling in read_quantity(value):
        if gap.units:
            unit = unit_of(gap.units, spelling)
            if unit is None:
                continue
            number = number * unit.factor + unit.offset
        elif spelling:
            continue
        if any(answer.accepts(number) for answer in gap.answers):
            return True
    return False


def unit_of(units: tuple[Unit, ...], spelling: str) -> Unit | None:
    """Return the unit that is spelt so; capitals are forgiven where they could mean but one.

    `KM` is a kilometre; `MW` and `mW` are two units, and `mw` is neither.
    """
    if not spelling:
        return None
    for unit in units:
        if unit.spelling == spelling:
            return unit
    alike = [unit for unit in units if unit.spelling.lower() == spelling.lower()]
    means = {(unit.factor, unit.offset) for unit in alike}
    return alike[0] if len(means) == 1 else None


def shown(gap: NumericEntryGap) -> str:
    """Return the number that is shown as the key, with its unit."""
    number = gap.answers[0].shown if gap.answers else ""
    return f"{number} {gap.unit}" if number and gap.unit else number


def key(gap: NumericEntryGap) -> dict[str, object]:
    """Return what the page needs to grade it, as JSON values; fractions as `numerator/denominator`."""
    return {
        "kind": gap.kind,
        "answers": [
            {"low": str(a.low), "high": str(a.high)}
            | ({"figures": a.figures} if a.figures is not None else {})
            for a in gap.answers
        ],
        "units": {u.spelling: [str(u.factor), str(u.offset)] for u in gap.units},
    }


def content(gap: NumericEntryGap) -> list[object]:
    """Return what the gap is, for the fingerprint of its item."""
    answers = [[a.shown, str(a.low), str(a.high), a.figures or 0] for a in gap.answers]
    return [answers, gap.unit or ""]


def conceal(gap: NumericEntryGap) -> NumericEntryGap:
    """Return the gap without its answers and its unit."""
    return replace(gap, answers=(), unit=None, units=())


def secrets(gap: NumericEntryGap) -> tuple[str, ...]:
    """Return the texts that concealing it takes away.

    Of the numbers themselves nothing is looked for: `5` stands on every page by chance.
    """
    return tuple(answer.shown for answer in gap.answers if len(answer.shown) > 4)
