"""What a finished page is made of: where all of that is what it was, so is the page.

A page is made of its own text and those of the quizzes on it; of what the course tells of itself on
every page, such as titles and what requires what; and of all that surrounds a course: its other files,
the configuration, and whatever programs make pages.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from lessonry.diagnostics import Place
from lessonry.domain.course import Page
from lessonry.domain.quiz import Mode, Quiz
from lessonry.website.built import Sources
from lessonry.website.site import Site
from lessonry.website.translated import Translated

OF_THE_COURSE: Final = re.compile(
    r"^[ \t>]*/{3,}[ \t]*(?:course|progress|verify|offline|video|audio)\b", re.MULTILINE
)
"""Our blocks that show more than a quiz."""
INCLUDED: Final = "8<"
"""The mark of `pymdownx.snippets`."""
SNIPPETS: Final = ("snippets", "pymdownx.snippets")
THROUGH_FILES: Final = frozenset({"config_file_path", "docs_dir", "plugins", "site_dir", "theme"})
"""Of a configuration, what is told in other words here, or names a place on a disk."""
LEFT_OUT: Final[Mapping[str, frozenset[str]]] = {
    "Course": frozenset({"edition", "translations"}),
    "Lesson": frozenset({"digest", "text_digest"}),
    "Page": frozenset({"digest"}),
    "Quiz": frozenset({"sections", "place", "field_places"}),
    "UnreadQuiz": frozenset({"sections", "place", "field_places"}),
}
"""By the class, what only that page shows whose text it is, and what is asked about apart."""
COUNTED: Final = frozenset({"workshops"})
"""What differs though it is left out where lessons are compared."""


@dataclass(frozen=True, kw_only=True)  # no slots, for its cached properties
class Ingredients:
    """What the pages of one build are made of, those of one language."""

    site: Site
    config: MkDocsConfig
    files: Files
    sources: Sources
    """What the build reads."""
    is_hosted: bool
    """Whether the pages are for a host."""
    translated: Translated | None = None

    def of(self, file: File) -> str | None:
        """Return a hash of what a page is made of; nothing for one that is made each time."""
        if file.abs_src_path is None or file.generated_by is not None:
            return None
        course = self.site.course
        path = file.src_uri
        page: Page | None = course.lesson_at(path) or self._pages.get(path)
        placed = [course.quiz(one.quiz) for one in page.placements] if page else []
        if page is not None and (page.access.is_full or page.media):
            return None
        text = Path(file.abs_src_path).read_bytes()
        texts = [text.decode("utf-8", errors="ignore")]
        for quiz in placed:
            if quiz is None or quiz.mode is not Mode.PRACTICE:
                return None
            texts += self._texts(quiz)
        if any(OF_THE_COURSE.search(one) or INCLUDED in one for one in texts):
            return None
        headings = self.translated.headings.get(path, ()) if self.translated else ()
        made = [path, hashlib.sha256(text).hexdigest(), *texts[1:], headings]
        return _hash([self.around, made])

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.path: page for page in self.site.course.pages}

    def _texts(self, quiz: Quiz) -> Iterable[str]:
        """Return the texts that the items of a quiz stand in."""
        yield quiz.place.source.text
        if quiz.is_taking:
            yield self._all_quizzes
        if self.translated is not None:
            original = self.translated.original.course.quiz(quiz.identifier)
            yield original.place.source.text if original else ""

    @cached_property
    def _all_quizzes(self) -> str:
        """Return a hash of all quizzes and pools, which others may take items from."""
        courses = [
            self.site.course,
            *([self.translated.original.course] if self.translated else []),
        ]
        every = (quiz for course in courses for quiz in (*course.quizzes, *course.pools))
        return _hash([quiz.place.source.text for quiz in every])

    @cached_property
    def around(self) -> str:
        """Return a hash of what all pages have in common.

        Raises:
            TypeError: Something of it is of a kind that cannot be told.
        """
        site, theme = self.site, self.config.theme
        around = {name: one for name, one in self.sources.around.items() if name != "options"}
        return _hash(
            [
                around,
                self._other_files,
                sorted(
                    [one.src_uri, one.dest_uri, one.inclusion.name, one.generated_by is None]
                    for one in self.files
                ),
                {
                    name: _plain(self.config[name])
                    for name in self.config
                    if name not in THROUGH_FILES
                },
                [
                    theme.name,
                    [*map(str, theme.dirs)],
                    _plain(dict(theme)),
                    sorted(theme.static_templates),
                ],
                _within(site.layout.docs, self.sources.folder),
                told(site.course),
                [site.folder, site.directory_urls, site.print_page, site.pictures, self.is_hosted],
            ]
        )

    @cached_property
    def _other_files(self) -> list[Any]:
        """Return all files of the course but the texts of its pages and quizzes, which pages have."""
        layout, folder = self.site.layout, self.sources.folder
        appended = self._appended()
        original = layout.original or layout
        homes = [
            _within(place, folder)
            for place in (original.docs, original.quizzes, layout.docs, layout.quizzes)
        ]
        places = tuple(f"{place}/" for place in homes if place)
        return [
            [path, None]
            if path.startswith(places) and path.endswith(".md") and Path(path).name not in appended
            else [path, size, digest or moment]
            for path, (size, moment, digest) in sorted(self.sources.files.items())
        ]

    def _appended(self) -> set[str]:
        """Return the names of files that an extension appends to every page."""
        found: set[str] = set()
        for name in SNIPPETS:
            said = (self.config.mdx_configs or {}).get(name) or {}
            found.update(Path(str(one)).name for one in said.get("auto_append") or ())
        return found


def told(value: object) -> Any:
    """Return a value as JSON can have it: of a course what its pages tell besides their own texts.

    Raises:
        TypeError: Of its kind nothing is known.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [told(one) for one in value]
    if isinstance(value, Place):
        return None
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Fraction | date | Path):
        return str(value)
    if isinstance(value, Mapping):
        return sorted([str(name), told(one)] for name, one in value.items())
    if is_dataclass(value) and not isinstance(value, type):
        return [told(getattr(value, name)) for name in _told_of(type(value))]
    raise TypeError(f"{type(value).__name__} cannot be told")


@cache
def _told_of(kind: type) -> tuple[str, ...]:
    """Return the names of a class's fields that are told."""
    left_out = LEFT_OUT.get(kind.__name__, frozenset())
    return tuple(
        one.name
        for one in fields(kind)
        if (one.compare or one.name in COUNTED) and one.name not in left_out
    )


def menu(items: Iterable[Any], files: Files) -> str:
    """Return a hash of what a menu shows, and of what pages say of themselves to one another.

    Args:
        items: Those of the menu, in order.
        files: With all pages, those in no menu, too.
    """
    pages = [
        [one.page.title, one.page.url, _plain(dict(one.page.meta))]
        for one in files.documentation_pages()
        if one.page is not None
    ]
    return _hash([[_item(one) for one in items], pages])


def _item(item: Any) -> Any:
    children = [_item(one) for one in item.children or ()]
    return [type(item).__name__, item.title, getattr(item, "url", None), children]


def _plain(value: Any) -> Any:
    """Return a value of a configuration as JSON has it; of objects their class."""
    if isinstance(value, Mapping):
        return sorted(([str(name), _plain(one)] for name, one in value.items()), key=_name)
    if isinstance(value, list | tuple | set | frozenset):
        listed = [_plain(one) for one in value]
        return sorted(map(repr, listed)) if isinstance(value, set | frozenset) else listed
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value) if isinstance(value, date) else type(value).__qualname__


def _name(pair: list[Any]) -> str:
    return str(pair[0])


def _within(place: Path, folder: Path) -> str:
    """Return a folder's path in the course; nothing for one that is elsewhere."""
    resolved = place.resolve()
    return resolved.relative_to(folder).as_posix() if resolved.is_relative_to(folder) else ""


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
