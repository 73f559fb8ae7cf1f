"""Writes gaps as the questions inside of a `cloze` text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import assert_never

from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.exporters.moodle_answers import decimal, literal, starred, within

ENDS = re.compile(r"[\\}~#]")
ALMOST = re.compile(r"\{(?=[0-9]*:[A-Z])")
WEIGHED = re.compile(r"[=%]")


def mark(gap: Gap, weight: int, notes: list[str]) -> str | None:
    """Return the question that a gap becomes; nothing where Moodle has none like it.

    Args:
        gap: The gap.
        weight: What it counts among the others.
        notes: Where a sentence goes for each thing that is another in Moodle.
    """
    match gap:
        case TextEntryGap():
            return _words(gap, weight, notes)
        case NumericEntryGap():
            return _numbers(gap, weight, notes)
        case InlineChoiceGap():
            lines = [(one.text, one.identifier in gap.key) for one in gap.choices]
            return choices("MC", lines, weight)
        case _:
            assert_never(gap)


def choices(kind: str, lines: Iterable[tuple[str, bool]], weight: int) -> str:
    """Return a question with a list of words, each with whether it is right.

    Moodle reads the entities back and takes what it gets for HTML, so they are written twice.
    """
    made = []
    for words, is_key in lines:
        said = answer(escape(escape(words, quote=False), quote=False))
        sign = "=" if is_key else "%0%" if WEIGHED.match(said) else ""
        made.append(sign + said)
    return f"{{{weight}:{kind}:{'~'.join(made)}}}"


def answer(html: str) -> str:
    """Return HTML in which nothing ends an answer; Moodle reads the entities back.

    A backslash would keep only some of the signs, and an `&` at the end keeps the sign behind it.
    """
    said = ENDS.sub(lambda sign: f"&#{ord(sign[0])};", html.replace("\n", " "))
    return f"{said} " if said.endswith(("&", "&amp;")) else said


def beside(html: str) -> str:
    """Return a text in which nothing but our marks looks like a question."""
    return ALMOST.sub("&#123;", html)


def words(gap: TextEntryGap, notes: list[str]) -> tuple[list[str], bool]:
    """Return what Moodle accepts, with its stars, and whether capitals matter."""
    made: list[str] = []
    for one in gap.answers:
        wanted = starred(one.text) if one.is_pattern else literal(one.text)
        if wanted is None:
            notes.append(f"Moodle has no patterns: `/{one.text}/` is not accepted there.")
        elif wanted.strip() and wanted not in made:
            made.append(wanted)
    is_strict = [not one.ignore_case for one in gap.answers]
    if any(is_strict) and not all(is_strict):
        notes.append("In Moodle capitals matter in all of its answers, or in none: here in none.")
    if any(one.ignore_accents for one in gap.answers):
        notes.append("Moodle does not forgive accents.")
    if any(one.typos for one in gap.answers):
        notes.append("Moodle does not forgive slips of the keyboard.")
    return made, bool(is_strict) and all(is_strict)


def numbers(gap: NumericEntryGap, notes: list[str]) -> list[tuple[str, str]]:
    """Return what Moodle accepts, each number with its tolerance."""
    made = []
    for one in gap.answers:
        if one.figures is not None:
            notes.append(f"Significant figures ({one.figures}) became a tolerance.")
        elif " to " in one.shown:
            notes.append("A range became its middle with a tolerance.")
        written = [decimal(number) for number in within(one)]
        if not all(is_exact for _, is_exact in written):
            notes.append("A number has more digits than Moodle reckons with, and is rounded.")
        made.append((written[0][0], written[1][0]))
    return made


def _words(gap: TextEntryGap, weight: int, notes: list[str]) -> str | None:
    made, is_strict = words(gap, notes)
    if not made:
        return None
    said = "~".join(f"={answer(escape(one, quote=False))}" for one in made)
    return f"{{{weight}:{'SAC' if is_strict else 'SA'}:{said}}}"


def _numbers(gap: NumericEntryGap, weight: int, notes: list[str]) -> str | None:
    made = numbers(gap, notes)
    if not made:
        return None
    said = "~".join(f"={value}:{off}" if off != "0" else f"={value}" for value, off in made)
    behind = ""
    if gap.unit:
        notes.append("A gap in a text takes no unit in Moodle: it stands behind the gap.")
        behind = f" {escape(gap.unit, quote=False)}"
    return f"{{{weight}:NM:{said}}}{behind}"
