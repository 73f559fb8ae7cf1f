"""Words as a learner reads them: Markdown without its marks, cut at word boundaries."""

from __future__ import annotations

import re
from functools import lru_cache

from lessonry.domain.items.frame import GAP_MARK, ItemFrame
from lessonry.domain.prose import Prose

IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])?")
LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.DOTALL | re.MULTILINE)
BLANK = re.compile(r"_{3,}")
"""A line to write on, as on paper."""
MARKS = re.compile(r"[*_`~]+|<[^<>\n]*>|^\s{0,3}(?:[-*+>]|\d+[.)])\s", re.MULTILINE)
ANY_MARK = re.compile(r"[*_`~<\[]|^\s{0,3}(?:[-+>]|\d+[.)])\s", re.MULTILINE)
"""What at least one of the patterns above needs to find anything."""
WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST_CONTENT = 4
"""Letters from which a word is taken to mean something by itself."""
KEPT = 1024
"""Texts whose words are kept: the checks of a quiz look at each text several times."""


def plain(prose: Prose | None) -> str:
    """Return prose without code blocks, pictures, addresses and marks, in one line."""
    return "" if prose is None else _plain(prose.markdown)


@lru_cache(maxsize=KEPT)
def _plain(markdown: str) -> str:
    if not ANY_MARK.search(markdown):
        return " ".join(markdown.split())
    text = IMAGE.sub(" ", FENCED.sub(" ", markdown))
    text = BLANK.sub("…", LINK.sub(r"\1", text))
    return " ".join(MARKS.sub("", text).split())


def stem(item: ItemFrame) -> str:
    """Return heading and body of an item, its gaps as `_`."""
    return _stem(plain(item.heading), plain(item.body))


@lru_cache(maxsize=KEPT)
def _stem(*parts: str) -> str:
    return " ".join(GAP_MARK.sub(" _ ", " ".join(parts)).split())


@lru_cache(maxsize=KEPT)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters; numbers stay whole."""
    if text.isascii():
        return tuple(WORD.findall(text.lower()))
    return tuple(found.casefold().replace("’", "'") for found in WORD.findall(text))


def content_words(phrase: tuple[str, ...]) -> int:
    """Return how many of the words mean something by themselves, as far as length tells."""
    return len({word for word in phrase if len(word) >= SHORTEST_CONTENT and word[0].isalpha()})


def holds(text: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Return whether `phrase` stands in `text`, word by word."""
    return bool(phrase) and f" {' '.join(phrase)} " in f" {' '.join(text)} "
