"""Reads inline choice: `[[ (right) | wrong | wrong ]]`."""

from __future__ import annotations

import re

from lessonry.domain.gaps import Gap, InlineChoice, InlineChoiceGap
from lessonry.domain.numbers import read_quantity
from lessonry.readers.gaps.frame import GapReader, GapSource

MOST_CHOICES = 26
MARKUP = re.compile(
    r"\*\*\S.*?\*\*|(?<![\w*])\*[^\s*](?:[^*]*[^\s*])?\*(?![\w*])|`[^`]+`|!?\[[^\]]*\]\([^)]*\)"
    r"|</?[A-Za-z][^<>]*>|(?<!\\)\$\S[^$]*\S\$"
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def is_of(gap: GapSource) -> bool:
    """Return whether one of the alternatives stands in parentheses."""
    return any(is_marked(text) for _, text in written(gap))


def written(gap: GapSource) -> list[tuple[int, str]]:
    """Return the alternatives as written, with where each begins in the gap."""
    found = []
    for alternative in gap.alternatives():
        text = alternative.group()
        text = text[:-1].removesuffix("\\") if text.endswith("|") else text
        lead = len(text) - len(text.lstrip())
        found.append((alternative.start() + lead, text.strip()))
    return found


def is_marked(text: str) -> bool:
    """Return whether one pair of parentheses holds all of `text`."""
    depth = 0
    for index, char in enumerate(_unescaped(text)):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return bool(index) and index == len(text) - 1
    return False


def _unescaped(text: str) -> str:
    """Return `text` with blanks for the signs that a backslash makes ordinary ones."""
    return ESCAPED.sub("  ", text)


def read(gap: GapSource) -> Gap | None:
    """Return the gap, whatever is wrong with it noted (LR130, LR136, LR138)."""
    alternatives = written(gap)
    if all(is_marked(text) for _, text in alternatives):
        said = " or ".join(f"`{text}`" for _, text in alternatives[:3])
        message = (
            f"This gap reads two ways: {said} to type, parentheses and all, "
            "or a list that drops down without a wrong choice."
        )
        help = "To have parentheses typed, write a pattern: `[[/\\(a\\)/]]`; to choose, add a wrong one."
        gap.note("LR136", message, help=help)
        return None
    if len(alternatives) > MOST_CHOICES:
        gap.note("LR138", f"More than {MOST_CHOICES} choices are too many for a list.")
        return None
    texts: list[tuple[str, bool, int, int]] = []
    is_whole = True
    for start, text in alternatives:
        right = is_marked(text)
        inside = text[1:-1].strip() if right else text
        if not inside:
            gap.note(
                "LR130", "One of the choices is empty.", gap.at(start, len(text)) if text else None
            )
            is_whole = False
            continue
        if markup := MARKUP.search(_unescaped(inside)):
            at = start + text.index(inside) + markup.start()
            message = "A list that drops down shows plain text only, and these marks as they are."
            gap.note("LR138", message, gap.at(at, len(markup.group())))
        shown = " ".join(ESCAPED.sub(r"\1", inside).split())
        texts.append((shown, right, start, len(text)))
    if not is_whole:
        return None
    if gap.item.options.get("shuffle", ("true", None))[0] != "false":
        texts = _sorted(texts)
    choices = tuple(
        InlineChoice(identifier=chr(ord("a") + index), text=text, place=gap.at(start, length))
        for index, (text, _, start, length) in enumerate(texts)
    )
    key = frozenset(
        choice.identifier for choice, text in zip(choices, texts, strict=True) if text[1]
    )
    return InlineChoiceGap(choices=choices, key=key, place=gap.place)


def _sorted(texts: list[tuple[str, bool, int, int]]) -> list[tuple[str, bool, int, int]]:
    """Return the choices by their texts, or by their values where all of them are numbers.

    By what is shown and by nothing else: the place of a choice must not tell whether it is right.
    """
    numbers = [read_quantity(text) for text, *_ in texts]
    if all(numbers) and len({readings[0][1] for readings in numbers}) == 1:
        by_value = sorted(
            zip(numbers, texts, strict=True), key=lambda pair: (pair[0][0][0], pair[1][0])
        )
        return [text for _, text in by_value]
    return sorted(texts, key=lambda text: (text[0].casefold(), text[0]))


READER = GapReader(name="a list that drops down", is_of=is_of, read=read)
