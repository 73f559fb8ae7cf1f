"""Which functions of a build are which of its stages, as `--profile` names them.

They are named and not imported, so that a function which another version of MkDocs does not have costs a
line of the table, and no build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from os.path import relpath
from pathlib import Path
from typing import Any, Final

from lessonry.website.timing import REST

PAGE: Final = "page"
QUIZ: Final = "quiz"

AUDIT: Final = "Searching the site for answers"
CHECKING: Final = "Checking the course"
CODES: Final = "Locks and access codes"
COMPARING: Final = "Comparing with the last build"
COPYING: Final = "Copying files"
FINISHING: Final = "Finishing pages"
FRAMES: Final = "Frames of lessons"
KEEPING: Final = "Pages of earlier builds"
LISTING: Final = "Files and menu"
MENU: Final = "Menu"
PAGES: Final = "Reading pages"
SEARCH: Final = "Search index"
SETTLING: Final = "Configuration"
SHARING: Final = "Sharing work with other processes"
SITEMAP: Final = "Sitemap and other templates"
TEMPLATES: Final = "Page templates"
WAITING: Final = "Waiting for other processes"

Name = Callable[..., tuple[str, str]]
"""Returns kind and name of the piece that a function makes, from what it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A function whose time is a stage's."""

    function: str
    """As whoever calls it sees it: `module:name` or `module:Class.name`."""
    stage: str
    piece: Name | None = None
    waits: bool = False
    counts: bool = False
    """Whether it is called once for each of what the stage's name speaks of."""


def _page(page: Any, config: Any, *given: Any, **named: Any) -> tuple[str, str]:
    """Return how a page is called: by the file that a trainer knows, in the course's folder."""
    source = page.file.abs_src_path
    if source is None:
        return PAGE, page.file.src_uri
    return PAGE, Path(relpath(source, _folder(config.config_file_path))).as_posix()


@lru_cache(maxsize=8)
def _folder(configuration: str) -> Path:
    return Path(configuration).resolve().parent


def _page_of_child(child: Any, page: Any, *given: Any, **named: Any) -> tuple[str, str]:
    return _page(page, child.config)


def _quiz(block: Any, *given: Any, **named: Any) -> tuple[str, str]:
    return QUIZ, (block.argument or "").strip()


def _once(stage: str, *functions: str, waits: bool = False) -> Iterator[Place]:
    for function in functions:
        yield Place(function=function, stage=stage, waits=waits)


def _each(stage: str, function: str, piece: Name | None = None) -> Iterator[Place]:
    yield Place(function=function, stage=stage, piece=piece, counts=True)


READING: Final = "lessonry.project.reading"
LOADING: Final = "lessonry.project.course"
SHARED: Final = "lessonry.project.processes:Sharing"
FORKED: Final = "lessonry.website.forked:Forked"
KEPT: Final = "lessonry.website.kept:Kept"
KEEPER: Final = "lessonry.website.keeping:Keeping"
PLUGIN: Final = "lessonry.website.plugin"
BUILD: Final = "lessonry.website.build"
BUILT: Final = "lessonry.website.built"
CLOSED: Final = "lessonry.website.access:Closed"
INDEXING: Final = "lessonry.website.search_index:Indexing"
MKDOCS: Final = "mkdocs.commands.build"
RENDERED: Final = "mkdocs.structure.pages:Page"
UTILS: Final = "mkdocs.utils"

PLACES: Final[Sequence[Place]] = (
    *_once(SETTLING, f"{BUILD}:load_config", "lessonry.website.languages:load_config"),
    *_once(COMPARING, f"{BUILT}:look", f"{BUILT}:note"),
    *_once("Reading the course", f"{PLUGIN}:load_site"),
    *_each("Reading quizzes", f"{READING}:Files._quiz"),
    *_each("Reading lessons", f"{READING}:Files._page"),
    *_once(CHECKING, f"{READING}:check_quiz", f"{LOADING}:check_course"),
    *_once("Reading translations", f"{LOADING}:add_translations"),
    *_once(CODES, f"{PLUGIN}:LessonryPlugin._open_locks", f"{PLUGIN}:LessonryPlugin._certify"),
    *_once(LISTING, f"{MKDOCS}:get_files", f"{MKDOCS}:get_navigation"),
    *_once(SHARING, f"{READING}:shared", "lessonry.website.forked:begin", f"{SHARED}.take"),
    *_once(WAITING, f"{SHARED}.end", waits=True),
    *_once(KEEPING, f"{KEPT}.__init__", f"{KEPT}.holds", f"{KEPT}.text", f"{KEPT}.lay"),
    *_once(KEEPING, f"{KEPT}.keep", f"{KEPT}.write"),
    *_once(KEEPING, f"{KEEPER}.begin", f"{KEEPER}.settle", f"{KEEPER}.take"),
    *_each(PAGES, f"{MKDOCS}:_populate_page", _page),
    *_each(PAGES, f"{FORKED}._rendered", _page_of_child),
    *_each("Markdown", f"{RENDERED}.render"),
    *_each("Highlighting code", "pymdownx.highlight:Highlight.highlight"),
    *_each("Quizzes", "lessonry.website.markdown_extension:QuizBlock.html", _quiz),
    *_once(COPYING, f"{UTILS}:clean_directory"),
    *_each(COPYING, "mkdocs.structure.files:File.copy_file"),
    *_once(SITEMAP, f"{MKDOCS}:_build_theme_template", f"{MKDOCS}:_build_extra_template"),
    *_once(SITEMAP, f"{PLUGIN}:without_dates"),
    *_each(TEMPLATES, f"{MKDOCS}:_build_page", _page),
    *_each(MENU, "lessonry.website.navigation:MadeOnce.html"),
    *_each("Writing files", f"{UTILS}:write_file"),
    *_once("Checking links", f"{RENDERED}.validate_anchor_links"),
    *_once(
        SEARCH,
        "lessonry.website.search:Search.foresee",
        "lessonry.website.search:Search._take_pages",
        f"{INDEXING}.begin",
    ),
    *_once("Waiting for the search index", f"{INDEXING}.end", waits=True),
    *_once(CODES, "lessonry.website.locks:Locks.write", f"{CLOSED}.write"),
    *_once("Print pages", "lessonry.website.print_pages:PrintPages.write"),
    *_once(AUDIT, f"{PLUGIN}:exam_audit", f"{CLOSED}.audit", f"{PLUGIN}:searched"),
    *_once("Offline list", "lessonry.website.offline:Offline.on_built"),
    *_once("Putting the site into its place", f"{BUILD}:_replace"),
)
"""The stages. A function within another's time takes its own time out of that."""

EVENTS: Final = {
    "startup": SETTLING,
    "config": SETTLING,
    "files": LISTING,
    "nav": LISTING,
    "page_markdown": PAGES,
    "page_content": FRAMES,
    "env": MENU,
    "page_context": TEMPLATES,
    "post_page": FINISHING,
    "post_template": SITEMAP,
    "post_build": "Finishing the site",
}
"""Stages of what lessonry's own plugin does at an event, and no place above counts."""
OWN_PIECES: Final = (FRAMES, FINISHING)
"""Those of them that are begun once a page, and that no place above counts."""
THEIRS: Final = "Plugin "
"""Before the names of other plugins."""


def stage_of(origin: str, event: str) -> str:
    """Return what is counted for what a plugin does at an event.

    Args:
        origin: What the plugin or hook is called; nothing where MkDocs does not know.
        event: The event's name, without `on_`.
    """
    if origin == "lessonry":
        return EVENTS.get(event, REST)
    return f"{THEIRS}{origin or 'without a name'}: on_{event}"


def counts(stage: str) -> bool:
    """Return whether what a plugin does at an event is one more piece of a stage."""
    return stage in OWN_PIECES or stage.startswith(THEIRS)
