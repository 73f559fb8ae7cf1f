"""Reads text entry: `[[answer]]`, `[[one|other]]`, `[[/pattern/i]]`."""

from __future__ import annotations

import re

from lessonry.domain.gaps import Gap, TextAnswer, TextEntryGap
from lessonry.domain.patterns import PatternError, compile_pattern
from lessonry.domain.response import is_blank
from lessonry.readers.gaps.frame import GapReader, GapSource
from lessonry.readers.item_source import ItemSource

MOST_TYPOS = 3
HALF_PATTERN = re.compile(r"/[^/]*[?*+^$\\()\[\]{}][^/]*")
"""A pattern, it seems, whose second slash is missing."""
SPECIAL = re.compile(r"[\\/.?*+^$()\[\]{}]")
"""What a backslash makes an ordinary sign of a pattern."""
CHOICES = {
    "case_sensitive": ("false", "true"),
    "accents": ("matter", "ignore"),
    "typos": tuple(str(number) for number in range(MOST_TYPOS + 1)),
}
"""The options with the values that they take, the usual one first."""


def read(gap: GapSource) -> Gap | None:
    """Return the gap, whatever is wrong with it noted (LR130, LR131)."""
    answers = []
    options = {name: _option(gap.item, name) for name in CHOICES}
    for found in gap.alternatives():
        if found.group("pattern"):
            if answer := _pattern(gap, found, options["accents"] == "ignore"):
                answers.append(answer)
        elif not is_blank(text := found.group("text").strip()):
            if HALF_PATTERN.fullmatch(text):
                _two_ways(gap, gap.inside.find(text, found.start()))
            answers.append(
                TextAnswer(
                    text=text,
                    ignore_case=options["case_sensitive"] == "false",
                    ignore_accents=options["accents"] == "ignore",
                    typos=int(options["typos"]),
                )
            )
        else:
            message = (
                "One of the alternatives is empty." if gap.inside.strip() else "This gap is empty."
            )
            gap.note("LR130", message)
    return TextEntryGap(answers=tuple(answers), place=gap.place)


def _two_ways(gap: GapSource, start: int) -> None:
    """Note what from `start` on may be meant as a pattern, bars and all (LR136)."""
    text = gap.inside[start:].split("|/", 1)[0].rstrip()
    message = f"`{text}` reads as these very signs, and looks like a pattern without its last `/`."
    plain = SPECIAL.sub(lambda sign: f"\\{sign.group()}", text)
    help = f"Write the pattern as `{text}/`, or the very signs as `/{plain}/`."
    gap.note("LR136", message, gap.at(start, len(text)), help)


def note_idle_typos(item: ItemSource, gaps: list[Gap]) -> None:
    """Note slips that are to be forgiven where no gap of the item can forgive any (LR139)."""
    value, place = item.options.get("typos", ("0", item.place))
    words = [gap for gap in gaps if isinstance(gap, TextEntryGap)]
    idle = words and not any(answer.forgiven for gap in words for answer in gap.answers)
    if idle and value in CHOICES["typos"][1:]:
        item.diagnostics.add("LR139", "No gap of this item can forgive a slip.", place)


def unread(gap: GapSource) -> TextEntryGap:
    """Return a gap that accepts nothing, for one that cannot be read."""
    return TextEntryGap(answers=(), place=gap.place)


def _option(item: ItemSource, name: str) -> str:
    usual, *others = CHOICES[name]
    value = item.options.get(name, (usual, item.place))[0]
    return value if value in others else usual


def check_options(item: ItemSource) -> None:
    """Note values that the options do not take (LR114)."""
    for name, values in CHOICES.items():
        value, place = item.options.get(name, (values[0], item.place))
        if value not in values:
            allowed = ", ".join(f"`{v}`" for v in values[:-1]) + f" or `{values[-1]}`"
            item.diagnostics.add("LR114", f"`{name}` must be {allowed}.", place)


def _pattern(gap: GapSource, found: re.Match[str], ignore_accents: bool) -> TextAnswer | None:
    text, flags = found.group("pattern"), found.group("flags")
    unknown = flags.replace("i", "", 1)
    if unknown:
        message = f"The flag `{unknown}` is not known; only `i` is (case does not matter)."
        gap.note("LR131", message, gap.at(found.start("flags"), len(flags)))
    try:
        compile_pattern(text, ignore_case="i" in flags)
    except PatternError as error:
        place = gap.at(found.start("pattern") + error.position, 1)
        gap.note("LR131", f"The pattern cannot be used: {error}.", place)
        return None
    return TextAnswer(
        text=text, is_pattern=True, ignore_case="i" in flags, ignore_accents=ignore_accents
    )


READER = GapReader(
    name="words to type",
    is_of=lambda gap: True,
    read=read,
    options=frozenset(CHOICES),
    check_options=check_options,
)
