"""Reads what stands in the braces of a GIFT question: answers, weights, feedback, numbers, pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from lessonry.importers.gift.blocks import BLANKS
from lessonry.importers.gift.question import FALSE, TRUE, GiftError, Text, text_in, unmarked

WEIGHT = re.compile(r"%(-*)([0-9]{1,2})(\.?[0-9]{0,20})%")
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
COMMA = re.compile(r"[+-]?[0-9]{1,40},[0-9]{1,40}")
BARE_NUMBER = re.compile(
    r"=\s*(?:%[^%\s]{1,12}%\s*)?"
    r"([+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?(?::(?:0|[0-9]{0,40}\.[0-9]{1,40})|\.\.[+-]?[0-9.]{1,40}))"
    r"\s*(?=[=#]|\Z)"
)
"""A number with a tolerance, or a range, as a numerical question has it; `10:30` may be a time."""
STRAY = re.compile(r"(?<=[^\s~])=|=(?=[\s=]|\Z)")
"""An `=` within a line that stands as in a sum or an attribute, and not as before an answer."""
WHOLE: Final = Fraction(1)
NOTHING: Final = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer with its weight and its feedback."""

    text: Text
    share: Fraction
    """Of the question's points; from -1 to 1."""
    feedback: Text

    @property
    def is_full(self) -> bool:
        """Return whether it earns all there is."""
        return self.share == WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers that an answer takes; none where Moodle would take anything at all."""

    low: Fraction
    high: Fraction
    shown: str
    is_range: bool
    notes: tuple[str, ...] = ()


def choices_in(answers: str, format: str) -> list[Answer]:
    """Return the answers of a multiple choice question: `=right ~wrong ~%50%partly`."""
    parts = _parts(answers.replace("=", "~="), "~")
    if len(parts) < 2:
        raise GiftError("It has fewer than two answers: Moodle refuses such a question.")
    both = [  # `~=right` is an answer of nothing, and one that is right
        not part and after.startswith("=") for part, after in pairwise((*parts, ""))
    ]
    found = []
    for part, is_both in zip(parts, both, strict=True):
        if part.startswith("="):
            found.append(_weighted(part[1:].strip(BLANKS), WHOLE, format))
        elif not (is_both and "~=" in answers):
            found.append(_weighted(part, NOTHING, format))
    return found


def odd_weights_in(answers: str) -> list[str]:
    """Return what Moodle would show of weights in a multiple choice question: `=%100%`, `~%a%`."""
    parts = _parts(answers.replace("=", "~="), "~")
    right = [WEIGHT.match(part[1:].strip(BLANKS)) for part in parts if part.startswith("=")]
    return [found[0] for found in right if found]


def stray_sign_in(answers: str) -> str:
    """Return an answer on a line of its own with an `=` in its midst; nothing where none has one."""
    lines = [line.strip() for line in answers.split("\n")]
    own = [line for line in lines if line.startswith(("=", "~"))]
    if len(own) < 2:
        return ""
    return next((unmarked(line) for line in own if STRAY.search(line[1:].removeprefix("="))), "")


def bare_numbers_in(answers: str) -> list[str]:
    """Return what in a short answer question looks like the answer of a numerical one."""
    return [found[1] for found in BARE_NUMBER.finditer(answers)]


def words_in(answers: str, format: str) -> list[Answer]:
    """Return the answers of a short answer question: `=right =%50%partly`."""
    parts = _parts(answers, "=")
    if not parts:
        raise GiftError("It has no answer: Moodle refuses such a question.")
    return [_weighted(part, WHOLE, format) for part in parts]


def numbers_in(answers: str, format: str) -> tuple[list[Answer], Text | None]:
    """Return the answers of a numerical question, and the feedback for any other number."""
    answers, wrong, told = answers.removeprefix("#").partition("~")
    parts = _parts(answers, "=")
    if not parts:
        raise GiftError("It has no number: Moodle refuses such a question.")
    found = [_weighted(part, WHOLE, format) for part in parts]
    feedback = text_in(told.partition("#")[2], format) if wrong and "#" in told else None
    return found, feedback


def pairs_in(answers: str, format: str) -> list[tuple[Text, str]]:
    """Return the pairs of a matching question: `=left -> right`; what is right is plain text."""
    parts = _parts(answers, "=")
    if len(parts) < 2:
        raise GiftError("It has fewer than two pairs: Moodle refuses such a question.")
    found = []
    for part in parts:
        left, arrow, right = part.partition("->")
        if not arrow:
            raise GiftError(
                f"There is no `->` in the pair “{unmarked(part)[:60]}”: Moodle refuses such a question."
            )
        found.append((text_in(left, format), unmarked(right).strip(BLANKS)))
    return found


def truth_in(answers: str, format: str) -> tuple[bool, Text, Text]:
    """Return whether the sentence is true, and the feedback for a wrong and for a right answer."""
    said, *told = answers.split("#", 2)
    texts = [text_in(one, format) for one in (*told, "", "")]
    assert said.strip(BLANKS) in (*TRUE, *FALSE)
    return said.strip(BLANKS) in TRUE, texts[0], texts[1]


def entries_in(entries: str) -> list[str]:
    """Return the lines of an ordering question, in their right order."""
    found = [unmarked(line).strip(BLANKS) for line in re.split(r"[\r\n]+", entries)]
    return [line for line in found if line and line != "0"]


def numbers_of(written: str) -> Numbers | None:
    """Return the numbers that an answer takes: `3`, `3:0.5`, `2..4`.

    Nothing for what is no number: Moodle reads that as “anything”, which asks for nothing.

    Raises:
        GiftError: Moodle refuses the tolerance.
    """
    if written.find("..") > 0:
        low, high = (part.strip(BLANKS) for part in written.split("..", 1))
        first, last = _number(low), _number(high)
        if first is None or last is None:
            return None
        notes: tuple[str, ...] = ()
        if first > last:
            first, last = last, first
            low, high = high, low
            notes = (
                "The range ran backwards, which Moodle can never match; here it runs forwards.",
            )
        return Numbers(
            low=first,
            high=last,
            shown=f"{low} to {high}".replace(",", "."),
            is_range=True,
            notes=(*notes, *_comma(low, high)),
        )
    value, _, off = written.partition(":") if written.find(":") > 0 else (written, "", "0")
    value, off = value.strip(BLANKS), off.strip(BLANKS)
    tolerance = _number(off)
    if tolerance is None:
        raise GiftError(f"The tolerance “{off[:40]}” is no number: Moodle refuses such a question.")
    number = _number(value)
    if number is None:
        return None
    tolerance = abs(tolerance)
    return Numbers(
        low=number - tolerance,
        high=number + tolerance,
        shown=value.replace(",", "."),
        is_range=False,
        notes=_comma(value, off),
    )


def _comma(*written: str) -> tuple[str, ...]:
    """Return what is to be said of a decimal comma."""
    found = next((one for one in written if COMMA.fullmatch(one)), None)
    if found is None:
        return ()
    return (f"Moodle cannot read `{found}` as a number; here the comma is a decimal one.",)


def _number(written: str) -> Fraction | None:
    if COMMA.fullmatch(written):
        return Fraction(written.replace(",", "."))
    return Fraction(written) if NUMBER.fullmatch(written) else None


def _parts(answers: str, sign: str) -> list[str]:
    """Return what stands between the signs; what is before the first counts where it says something."""
    first, *others = (part.strip(BLANKS) for part in answers.split(sign))
    return [*([first] if first and first != "0" else []), *others]


def _weighted(part: str, share: Fraction, format: str) -> Answer:
    """Return an answer with the weight in front of it, or else this one."""
    found = WEIGHT.match(part)
    if found is None:
        return _answer(part, share, format)
    share = Fraction((found[2] + found[3]).rstrip(".")) / 100
    return _answer(part[found.end() :], -share if found[1] else share, format)


def _answer(part: str, share: Fraction, format: str) -> Answer:
    text, _, told = part.partition("#")
    return Answer(text=text_in(text, format), share=share, feedback=text_in(told, format))
