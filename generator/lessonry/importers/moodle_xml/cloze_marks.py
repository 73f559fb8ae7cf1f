"""Finds the `{1:SHORTANSWER:=…~…}` of a `cloze` text, as Moodle's own expression does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

START = re.compile(
    r"\{(?P<weight>[0-9]*):(?P<kind>NUMERICAL|NM|MULTICHOICE(?:_(?:VS|HS|V|H|S))?|MC(?:VS|HS|V|H|S)?"
    r"|SHORTANSWER(?:_C)?|SAC?|MWC?|MULTIRESPONSE(?:_(?:HS|H|S))?|MR(?:HS|H|S)?):"
)
SHARE = re.compile(r"=|%(?P<per_cent>-?[0-9]+(?:[.,][0-9]*)?)%")
END_OF_ANSWER = re.compile(r"(?<!\\)(?<!&)(?<!&amp;)[~#}]")
END_OF_FEEDBACK = re.compile(r"(?<!\\)[~}]")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
NUMBER: Final = r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?"
NUMERICAL = re.compile(rf"({NUMBER})(?::({NUMBER}))?")
FORMS: Final = {
    "NUMERICAL": "NM", "MULTICHOICE": "MC", "SHORTANSWER": "SA", "MULTIRESPONSE": "MR",
    "SAC": "SA_C", "MW": "SA", "MWC": "SA_C",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of the answers between the tildes."""

    text: str
    """Words to type; of a list, HTML."""
    share: Fraction
    tolerance: str
    feedback: str
    """As HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One question in the text."""

    start: int
    end: int
    kind: str
    """`SA`, `NM`, `MC` or `MR`."""
    form: str
    """How it is laid out: `V` one below the other, `H` side by side, `S` mixed; `C` for capitals."""
    weight: Fraction
    alternatives: tuple[Alternative, ...]


def marks(text: str) -> Iterator[Mark]:
    """Yield the questions in a text; what is none for Moodle stays text."""
    position = 0
    while (start := START.search(text, position)) is not None:
        kind, form = _kind(start["kind"])
        found = _alternatives(text, start.end(), kind)
        if found is None:
            return  # nothing ends from here on, so no other question does
        alternatives, position = found
        yield Mark(
            start=start.start(),
            end=position,
            kind=kind,
            form=form,
            weight=Fraction(start["weight"][:6]) if start["weight"] else Fraction(1),
            alternatives=tuple(alternatives),
        )


def _kind(name: str) -> tuple[str, str]:
    word, _, form = name.partition("_")
    short = FORMS.get(word, word)
    if short.endswith("_C"):
        return "SA", "C"
    if form:
        return short, form
    return (short[:2], short[2:]) if short[:2] in ("MC", "MR") else (short, "")


def _alternatives(text: str, position: int, kind: str) -> tuple[list[Alternative], int] | None:
    """Return the answers from a place on, and where the question ends; nothing where it has no end."""
    made: list[Alternative] = []
    if text.startswith("~", position):
        position += 1
    while True:
        share = SHARE.match(text, position)
        begin = share.end() if share else position
        end = END_OF_ANSWER.search(text, begin + 1)
        if end is None:
            return None
        answer, feedback, position = text[begin : end.start()], "", end.start()
        if text[position] == "#":
            closing = END_OF_FEEDBACK.search(text, position + 1)
            if closing is None:
                return None
            feedback, position = text[position + 1 : closing.start()], closing.start()
        made.append(_alternative(answer, share, feedback, kind))
        if text[position] == "}":
            return made, position + 1
        position += 1


def _alternative(answer: str, share: re.Match[str] | None, feedback: str, kind: str) -> Alternative:
    value = Fraction(0)
    if share is not None:
        said = share["per_cent"]
        value = Fraction(said.replace(",", ".").rstrip(".")) / 100 if said else Fraction(1)
    tolerance = ""
    if kind in ("SA", "NM"):
        answer = TAG.sub("", answer)  # the editor's, around what is typed
    if kind == "NM" and (found := NUMERICAL.fullmatch(answer.strip())) is not None:
        answer, tolerance = found[1], found[2] or ""
    return Alternative(
        text=_plain(html.unescape(answer)),
        share=value,
        tolerance=tolerance,
        feedback=_plain(html.unescape(feedback)),
    )


def _plain(text: str) -> str:
    r"""Return a text without the backslashes that keep a sign from ending it.

    Moodle takes them away before `}` and `#` only; `\~` is meant as `~` all the same.
    """
    return re.sub(r"\\([}#~])", r"\1", text).strip()
