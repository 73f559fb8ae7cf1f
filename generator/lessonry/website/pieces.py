"""The second Markdown object of a page: the page's extensions, for the pieces of a quiz.

MkDocs says which extensions a trainer switched on, and with what settings. Another host does not:
there they are made again from what they left on the page's object.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from lessonry.website.plain import PlainTexts, is_known

Settings = Callable[[], tuple[Sequence[str | Extension], Mapping[str, Mapping[str, Any]]]]
"""Returns the names of extensions, and the settings of each by its name."""
PAGE_ONLY = frozenset({"toc", "markdown.extensions.toc", "lessonry"})
"""Extensions that speak of a whole page; in a piece of one they would repeat ids."""
LEFT_OUT = frozenset({"TocExtension", "FootnoteExtension", "LessonryExtension"})
LEFT_OUT_MODULES = (
    "markdown.extensions.toc", "markdown.extensions.footnotes", "pymdownx.blocks", "mkdocs.",
)  # fmt: skip
"""Where processors of such extensions are defined, and MkDocs' own, which it adds to each page."""
FOOTNOTES = ("footnotes", "markdown.extensions.footnotes")


class Pieces:
    """A Markdown object for the pieces of quizzes.

    To make one takes as long as to render a quiz. So one serves all pages of a build, but where it has
    processors that are not known: what these keep from one page to the next nobody can say.
    """

    def __init__(self, page: Markdown, settings: Settings | None) -> None:
        self.markdown = pieces_like(page, settings)
        # Processors of others ask for the headings of what is rendered; a piece has none.
        vars(self.markdown).setdefault("toc_tokens", [])
        self.plain = PlainTexts(self.markdown) if is_known(self.markdown) else None
        """Nothing where there are such processors."""
        self.made_of = _made_of(page, settings)
        self.taken_by: object = None

    def take(self, links: Treeprocessor, relpath: Treeprocessor | None) -> Markdown:
        """Return the object as `links` needs it, which is of a page, with what its host adds to it."""
        if self.taken_by is not links:
            self.taken_by = links
            processors = self.markdown.treeprocessors
            processors.register(links, "lessonry-links", 1)
            if relpath is not None:
                processors.register(relpath, "relpath", 0)
            elif "relpath" in processors:
                processors.deregister("relpath")
        return self.markdown

    def number(self, number: int) -> None:
        """Give the notes of the piece that comes its number on the page."""
        for extension in self.markdown.registeredExtensions:
            if isinstance(extension, FootnoteExtension):
                extension.unique_prefix = number


def pieces_for(page: Markdown, settings: Settings | None, kept: Pieces | None) -> Pieces:
    """Return what renders the pieces of `page`: what was kept of a page before, where that will do."""
    if kept is None or kept.plain is None or settings is None:
        return Pieces(page, settings)
    return kept if kept.made_of == _made_of(page, settings) else Pieces(page, settings)


def _made_of(page: Markdown, settings: Settings | None) -> object:
    """Return a copy of the settings, which a trainer's hook may change from page to page."""
    if settings is None:
        return None
    names, configured = settings()
    configs = {name: dict(config) for name, config in configured.items()}
    return page.tab_length, list(names), configs


def pieces_like(page: Markdown, settings: Settings | None) -> Markdown:
    """Return a Markdown object that renders a piece as `page` would."""
    if settings is None:
        return _made_again(page)
    names, configured = settings()
    configs = {name: dict(config) for name, config in configured.items()}
    for name in FOOTNOTES:
        # Each piece counts from 1; without this, two notes of one page would share an id.
        configs[name] = {**configs.get(name, {}), "UNIQUE_IDS": True}
    kept = [
        _again(name) if isinstance(name, Extension) else name
        for name in names
        if name not in PAGE_ONLY and type(name).__name__ not in LEFT_OUT
    ]
    return Markdown(extensions=kept, extension_configs=configs, tab_length=page.tab_length)


def _made_again(page: Markdown) -> Markdown:
    pieces = Markdown(
        extensions=[
            _again(extension)
            for extension in page.registeredExtensions
            if type(extension).__name__ not in LEFT_OUT
        ],
        tab_length=page.tab_length,
    )
    _take_over(page, pieces)
    return pieces


def _again(extension: Extension) -> Extension:
    """Return a fresh extension with the same settings, or the same one where that cannot be."""
    try:
        return type(extension)(**extension.getConfigs())
    except (TypeError, KeyError, ValueError):
        return extension


def _take_over(page: Markdown, pieces: Markdown) -> None:
    """Copy what extensions added to `page` without registering themselves: tables, lists, HTML.

    Python-Markdown remembers only extensions that want to be reset; of the others (`tables`,
    `def_list`, `md_in_html`) nothing is left but their processors.
    """
    pieces.ESCAPED_CHARS = list(page.ESCAPED_CHARS)
    pieces.block_level_elements = list(page.block_level_elements)
    for theirs, ours in _registries(page, pieces):
        # A registry tells names and priorities to nobody.
        for name, priority in list(theirs._priority):  # type: ignore[attr-defined]
            processor = theirs[name]
            if type(processor).__module__.startswith(LEFT_OUT_MODULES):
                continue
            if name in ours and type(ours[name]) is type(processor):
                continue
            mine = copy.copy(processor)
            if getattr(mine, "md", None) is page:
                mine.md = pieces
            if getattr(mine, "parser", None) is page.parser:
                mine.parser = pieces.parser
            ours.register(mine, name, priority)


def _registries(page: Markdown, pieces: Markdown) -> Iterator[tuple[Registry[Any], Registry[Any]]]:
    yield page.preprocessors, pieces.preprocessors
    yield page.parser.blockprocessors, pieces.parser.blockprocessors
    yield page.inlinePatterns, pieces.inlinePatterns
    yield page.treeprocessors, pieces.treeprocessors
    yield page.postprocessors, pieces.postprocessors
