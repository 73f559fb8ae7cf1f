"""The pieces that Markdown is made of, as readers look at them; markdown-it-py where it takes that.

Most courses are read without it, and loading it takes as long as reading twenty quizzes: so nothing but
this module knows it, and that when it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token as Parsed


@dataclass(slots=True)
class Token:
    """The beginning of a block, or one that has nothing inside."""

    type: str
    """As markdown-it-py names it."""
    level: int
    """How many blocks it stands in."""
    map: list[int] | None
    """Its first line and the one after its last, from 0."""
    markup: str = ""
    content: str = ""
    info: str = ""
    nesting: int = 1


def parsed(text: str) -> list[Parsed]:
    """Return all that markdown-it-py finds in a text, but what stands inside of lines."""
    return _blocks().parse(text)


def parsed_line(text: str) -> list[Parsed]:
    """Return what markdown-it-py finds inside of a line."""
    return _lines().parseInline(text)[0].children or []


@cache
def _blocks() -> MarkdownIt:
    """Return the reader of blocks; shared, since parsing keeps no state in it."""
    return _reader().enable("table").disable("inline")


@cache
def _lines() -> MarkdownIt:
    return _reader()


def _reader() -> MarkdownIt:
    library: Any = import_module("markdown_it")
    reader: MarkdownIt = library.MarkdownIt("commonmark")
    return reader
