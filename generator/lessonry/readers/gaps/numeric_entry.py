"""Reads numeric entry: `[[= 42]]`, `[[= 5 ± 2% km]]`, `[[= 10..20]]`, `[[= 3.14159 sf 3]]`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from lessonry.diagnostics import Place
from lessonry.domain.gaps import Gap, NumericAnswer, NumericEntryGap, Unit
from lessonry.domain.numbers import fold_unit, read_quantity
from lessonry.readers import units
from lessonry.readers.gaps.frame import GapReader, GapSource

BEGINS = re.compile(r"\s*=(?![=>~])\s*\S")
"""How the first number of a gap begins; `==` and `=>` are words to type, in code."""
A_NUMBER = re.compile(r"\s*=\s*[-+−$€£]?\s*[.,]?\d")
TOLERANCE = re.compile(r"±|\+/-|\+-")
RANGE = re.compile(r"\.{2,3}|…")
DASH = re.compile(r"(\s*\d[\d.,]*)\s*[-–—]\s*(\d[\d.,]*(?:\s*[^\W\d][^-–—]*)?)")
"""What an author may mean by a range."""
FIGURES = re.compile(r"\bsf(?![A-Za-z])")
MOST_FIGURES = 15
MOST_DIGITS = 350
"""Of a numerator or denominator: the browser reads no longer ones."""
IN_CODE = "Values are put in where the item has a block `vars`, and not inside a block of code."
FORMS = (
    "Write `= 42`, `= 3.14 ± 0.01`, `= 5 ± 2% km`, `= 10..20` or `= 3.14159 sf 3`; "
    "a word to type that begins with `=` can be a pattern, `[[/= x/]]`."
)


class _Unreadable(Exception):
    """Ends the reading of one alternative, of which all is noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A piece of the gap's text, which knows where it stands."""

    gap: GapSource
    text: str
    start: int

    @property
    def place(self) -> Place:
        """Where it stands; the whole gap where it is empty."""
        if not self.text.strip():
            return self.gap.place
        lead = len(self.text) - len(self.text.lstrip())
        return self.gap.at(self.start + lead, len(self.text.strip()))

    def cut(self, start: int, end: int | None = None) -> _Part:
        return _Part(gap=self.gap, text=self.text[start:end], start=self.start + start)

    def refuse(self, code: str, message: str, help: str | None = None) -> _Unreadable:
        self.gap.note(code, message, self.place, help)
        return _Unreadable()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number with what follows it."""

    value: Fraction
    part: _Part
    unit: str
    """Folded."""

    @property
    def written(self) -> str:
        """The number as written, without its unit, which may stand before it where it is money."""
        text = self.part.text[: self._unit_start].strip()
        return text if self._unit_start else text.replace(self.unit, "").strip()

    @property
    def unit_part(self) -> _Part:
        """The unit as written; the whole where it stands before the number."""
        return self.part.cut(self._unit_start if self._unit_start else 0)

    @property
    def _unit_start(self) -> int | None:
        text = self.part.text
        if not self.unit:
            return None
        return next(
            (
                start
                for start in range(1, len(text))
                if text[start] not in " \t*" and fold_unit(text[start:]) == self.unit
            ),
            None,
        )


def is_of(gap: GapSource) -> bool:
    """Return whether the gap asks for a number."""
    written = [found.group() for found in gap.alternatives()]
    return bool(BEGINS.match(written[0])) or any(A_NUMBER.match(text) for text in written)


def read(gap: GapSource) -> Gap | None:
    """Return the gap, whatever is wrong with it noted (LR130, LR135 to LR137)."""
    answers: list[NumericAnswer] = []
    asked: dict[str, _Part] = {}
    for found in gap.alternatives():
        text = found.group()
        text = text[:-1].removesuffix("\\") if text.endswith("|") else text
        sign = re.match(r"\s*=?", text)
        assert sign is not None
        part = _Part(gap=gap, text=text, start=found.start()).cut(sign.end())
        if not part.text.strip():
            gap.note("LR130", "One of the alternatives is empty.")
            continue
        try:
            answer, number = _answer(part)
        except _Unreadable:
            continue
        answers.append(answer)
        if number.unit:
            asked.setdefault(number.unit, number.unit_part)
    unit, spellings = _units(gap, asked)
    return NumericEntryGap(answers=tuple(answers), unit=unit, units=spellings, place=gap.place)


def _units(gap: GapSource, asked: dict[str, _Part]) -> tuple[str | None, tuple[Unit, ...]]:
    """Return the gap's one unit as written, and every spelling that stands for it."""
    for other in list(asked.values())[1:]:
        message = "This gap asks for two units; what is typed in one is converted by itself."
        gap.note("LR137", message, other.place, "Write the answers in one unit.")
    for folded, part in asked.items():
        try:
            found = units.units(folded)
        except units.UnitError as error:
            code = "LR136" if error.two_ways else "LR137"
            gap.note(code, f"{error}.", part.place, error.help)
            return None, ()
        written = part.text.strip()
        return (written if fold_unit(written) == folded else folded), found
    return None, ()


def _answer(part: _Part) -> tuple[NumericAnswer, _Number]:
    """Return one alternative, and the number behind which its unit stands."""
    if found := TOLERANCE.search(part.text):
        return _with_tolerance(part.cut(0, found.start()), part.cut(found.end()))
    if found := RANGE.search(part.text):
        return _range(part.cut(0, found.start()), part.cut(found.end()))
    if found := FIGURES.search(part.text):
        return _with_figures(part.cut(0, found.start()), part.cut(found.end()))
    if found := DASH.fullmatch(part.text):
        low, high = (n.strip() for n in found.groups())
        message = f"`{part.text.strip()}` is no number: a range is written with two dots."
        raise part.refuse("LR135", message, f"Write `= {low}..{high}`.")
    number = _number(part)
    return _within(number.written, number.value, number.value, part), number


def _with_tolerance(before: _Part, behind: _Part) -> tuple[NumericAnswer, _Number]:
    value, tolerance = _number(before), _number(behind)
    relative = tolerance.unit.startswith("%")
    if value.unit == "%" and tolerance.unit == "%":
        shown, share = value.value, tolerance.value
        low, high = _decimal(shown - share), _decimal(shown + share)
        message = (
            f"This reads two ways: from {low} to {high} per cent, "
            f"or {value.written} per cent give or take {tolerance.written} per cent of that."
        )
        written = f"`= {low}..{high} %`, or `= {value.written} ± {tolerance.written}% %`"
        raise before.refuse("LR136", message, f"Write {written}.")
    if value.unit:
        raise _unit_first(value)
    unit = tolerance.unit[1:].lstrip("*") if relative else tolerance.unit
    if tolerance.value < 0:
        raise behind.refuse("LR135", "A tolerance cannot be less than nothing.", FORMS)
    width = abs(value.value) * tolerance.value / 100 if relative else tolerance.value
    if relative and not value.value:
        help = "Write how far off a number may be: `= 0 ± 0.1`."
        raise behind.refuse("LR135", "Per cent of nothing is nothing.", help)
    answer = _within(value.written, value.value - width, value.value + width, before)
    answer = replace(answer, relative=relative)
    return answer, _Number(value=value.value, part=behind, unit=unit)


def _range(before: _Part, behind: _Part) -> tuple[NumericAnswer, _Number]:
    low, high = _number(before), _number(behind)
    if low.unit and low.unit != high.unit:
        raise _unit_first(low)
    if low.value > high.value:
        help = "Write the smaller number first."
        raise before.refuse("LR135", "This range runs backwards.", help)
    return _within(f"{low.written} to {high.written}", low.value, high.value, before), high


def _with_figures(before: _Part, behind: _Part) -> tuple[NumericAnswer, _Number]:
    value, figures = _number(before), _number(behind)
    if value.unit:
        raise _unit_first(value)
    if figures.value.denominator != 1 or not 1 <= figures.value <= MOST_FIGURES:
        message = f"Significant figures are a whole number from 1 to {MOST_FIGURES}."
        raise behind.refuse("LR135", message, "Write `= 3.14159 sf 3`.")
    answer = _within(value.written, value.value, value.value, before, int(figures.value))
    return answer, figures


def _number(part: _Part) -> _Number:
    """Return the number that a part is.

    A comma before three digits reads two ways and is refused; a stop there is the decimal mark, as
    everywhere else in what an author writes.
    """
    readings = read_quantity(part.text)
    if not readings:
        said = part.text.strip()
        message = f"`{said}` is no number." if said else "A number is missing."
        raise part.refuse("LR135", message, IN_CODE if "{{" in said else FORMS)
    value, unit = readings[0]
    number = _Number(value=value, part=part, unit=unit)
    if len(readings) > 1 and "," in number.written:
        other = readings[1][0]
        message = f"`{number.written}` reads two ways: {_decimal(value)} and {_decimal(other)}."
        raise part.refuse("LR136", message, f"Write `{_decimal(value)}` or `{_decimal(other)}`.")
    return number


def _within(
    shown: str, low: Fraction, high: Fraction, part: _Part, figures: int | None = None
) -> NumericAnswer:
    sizes = [abs(n) for edge in (low, high) for n in (edge.numerator, edge.denominator)]
    if max(sizes) >= 10**MOST_DIGITS:
        raise part.refuse("LR135", "This number has too many digits.", FORMS)
    return NumericAnswer(shown=shown, low=low, high=high, figures=figures)


def _unit_first(number: _Number) -> _Unreadable:
    help = "Write `= 5 ± 2% km`, `= 10..20 km` or `= 5.02 sf 2 km`."
    return number.unit_part.refuse("LR135", "The unit stands last.", help)


def _decimal(value: Fraction) -> str:
    """Return a number with a decimal stop and no groups."""
    whole, places = value, 0
    while whole.denominator != 1 and places < MOST_FIGURES:
        whole, places = whole * 10, places + 1
    if whole.denominator != 1:
        return str(value)
    digits = str(abs(whole.numerator)).rjust(places + 1, "0")
    at = len(digits) - places
    sign = "-" if value < 0 else ""
    return sign + digits[:at] + (f".{digits[at:]}" if places else "")


READER = GapReader(name="a number", is_of=is_of, read=read)
