"""What pages are made of while a site is built: the course, its templates, its public keys."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment

from lessonry.diagnostics import Diagnostics
from lessonry.domain.course import Course, Lesson
from lessonry.domain.languages import known_language
from lessonry.domain.quiz import Quiz
from lessonry.locales.words import Words
from lessonry.project import Layout, find_layout, read_course
from lessonry.project.reading import Former
from lessonry.project.structure import find_pages
from lessonry.readers.files import read_source
from lessonry.readers.placements import find_blocks
from lessonry.rendering.environment import make_environment
from lessonry.website.locks import Locks
from lessonry.website.pieces import Pieces, Settings


@dataclass(kw_only=True)
class Site:
    """One build of one course."""

    layout: Layout
    course: Course
    diagnostics: Diagnostics
    directory_urls: bool = True
    """Whether a page `a.md` is at `a/` (MkDocs: `use_directory_urls`)."""
    extensions: Settings | None = None
    """The Markdown extensions that the trainer switched on, where the host says."""
    page: str | None = None
    """The page that is being rendered, as its path in `docs/`; nothing where the host does not say."""
    warnings: list[str] = field(default_factory=list)
    """What rendering found amiss, in sentences."""
    locks: Locks | None = None
    """What locks its exams; nothing where the host publishes no files beside pages."""
    folder: str = ""
    """Of a translation, the part of the site that holds it: `es/`."""
    print_page: str | None = None
    """Where the course is as a whole for paper, as a path in `docs/`; nothing where it is nowhere."""
    pictures: dict[str, str] = field(default_factory=dict)
    """Of its modules, by their identifiers, and of its home, by nothing: paths in `docs/`."""
    pieces: Pieces | None = None
    """What rendered the quizzes of the page before."""
    prints: dict[str, tuple[Quiz, str]] = field(default_factory=dict)
    """Of quizzes, by their identifiers, what the outline says of their items."""
    has_lightbox: bool = False
    """Whether another plugin makes each picture of a page one that opens on a click."""
    outward: Callable[[str], str] | None = None
    """Of a translation, what makes the links of a piece lead to the files of the original."""

    @cached_property
    def environment(self) -> Environment:
        """Return the templates, the course's own first."""
        return make_environment(self.layout.folder / "templates", self.words)

    @cached_property
    def words(self) -> Words:
        """Return the interface in the course's language, in English where it does not speak that."""
        return Words(known_language(self.course.language) or "en")

    @property
    def lesson(self) -> Lesson | None:
        """Return the lesson that is being rendered."""
        return self.course.lesson_at(self.page) if self.page else None

    def url_of(self, path: str) -> str:
        """Return the URL of a page of `docs/`, relative to the page that is being rendered."""
        here = _url(self.page or "index.md", directory_urls=self.directory_urls)
        there = _url(path, directory_urls=self.directory_urls)
        base = posixpath.dirname(here) or "."
        relative = posixpath.relpath(there or ".", base)
        return quote(relative + "/" if there.endswith("/") or not there else relative)

    def own_url(self, path: str) -> str:
        """Return the URL of a page of `docs/`, relative to the site's part in its language."""
        return quote(_url(path, directory_urls=self.directory_urls))

    def root_url(self, path: str) -> str:
        """Return the URL of a page of `docs/`, relative to the site's root; `./` for the root itself."""
        return quote(self.folder + _url(path, directory_urls=self.directory_urls)) or "./"

    def file_url(self, path: str) -> str:
        """Return the URL of a file of the site, relative to the page that is being rendered."""
        here = _url(self.page or "index.md", directory_urls=self.directory_urls)
        return quote(posixpath.relpath(path, posixpath.dirname(here) or "."))

    def public_texts(self) -> Iterator[str]:
        """Yield the configuration, and the text of every page less the exams that are written in it."""
        yield self.layout.config.read_text("utf-8", errors="ignore")
        for page in find_pages(self.layout.docs):
            file = self.layout.docs / page
            if file.is_relative_to(self.layout.quizzes):
                continue
            source = read_source(file, self.layout.label(file), Diagnostics())
            if source is None:
                continue
            exams = {exam.identifier for exam in self.course.exams}
            hidden = {
                line
                for block in find_blocks(source, 1, Diagnostics())
                if block.name in exams
                for line in range(block.first, block.last + 1)
            }
            yield "\n".join(
                text for line, text in enumerate(source.lines, start=1) if line not in hidden
            )


def load_site(
    folder: Path,
    *,
    config: Path | None = None,
    directory_urls: bool = True,
    processes: int | None = None,
    former: Former | None = None,
) -> Site:
    """Return the site of the course in `folder`.

    Args:
        folder: Where it lies.
        config: Its configuration, where that is not `mkdocs.yml` in the folder.
        directory_urls: Whether a page `a.md` is at `a/`.
        processes: How many read a big course; as many as there are cores where nothing is said.
        former: What earlier builds have read, where that is kept.

    Raises:
        UsageError: There is no course in that folder.
    """
    diagnostics = Diagnostics()
    layout = find_layout(folder, diagnostics, config=config)
    return Site(
        layout=layout,
        course=read_course(layout, diagnostics, processes=processes, former=former),
        diagnostics=diagnostics,
        directory_urls=directory_urls,
    )


@lru_cache(maxsize=10_000)
def _url(path: str, *, directory_urls: bool) -> str:
    """Return where MkDocs puts a page, relative to the site's root; nothing for the root itself."""
    stem = path.removesuffix(".md")
    folder, name = posixpath.split(stem)
    if name in ("index", "README"):
        stem = posixpath.join(folder, "index")
        return (f"{folder}/" if folder else "") if directory_urls else f"{stem}.html"
    return f"{stem}/" if directory_urls else f"{stem}.html"
