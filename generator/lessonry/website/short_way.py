"""From the save of a lesson or a quiz to the pages that show it, without a build.

A file is read again, and where all that others take of it is what it was, only the pages are made that
show its text. Whatever else was changed, or cannot be known, is left to a whole build.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from lessonry.checks import check_quiz
from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.concealment import published
from lessonry.domain.course import Course, Lesson, Page
from lessonry.domain.identity import edition_of, in_edition
from lessonry.domain.quiz import Mode, Quiz
from lessonry.project.access import settle_access
from lessonry.project.downloads import load_downloads
from lessonry.project.media import load_media
from lessonry.project.reading import OWN_BLOCKS
from lessonry.readers.files import read_source
from lessonry.readers.page import read_lesson, read_module_page, read_page
from lessonry.readers.quiz import read_quiz
from lessonry.website.known import reads_its_folder_alone
from lessonry.website.outward import is_same_page, is_same_quiz, looks_around, shown
from lessonry.website.site import Site

GATHERING: Final = frozenset({"literate-nav", "tags"})
"""Plugins that make pages, or the menu, of what stands on others."""
INCLUDING: Final = frozenset({"snippets", "pymdownx.snippets"})
"""Extensions that put files into pages."""
INCLUDED: Final = "8<"
MAP: Final = re.compile(r"^[ >]*/{3,}[ ]*course\b", re.MULTILINE)
NEW: Final = "-being-written"


class WholeBuildError(Exception):
    """A save changes more than the pages that show the file; the text says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a whole build leaves behind, as MkDocs has it."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    site: Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a save changes: the course, and the files that are to lie in the site in place of others."""

    course: Course
    edition: str
    quizzes: dict[str, str]
    """What the edition hashes of those that are changed."""
    written: dict[Path, Path]
    """Files that are made, each with the place that it is for."""
    paths: frozenset[str]
    """Of the files that were read, as diagnostics have them."""
    diagnostics: Diagnostics


@dataclass(slots=True, kw_only=True)
class _Read:
    """What was read of the files of one save."""

    lessons: dict[str, Lesson] = field(default_factory=dict)
    """By their paths in `docs/`."""
    pages: dict[str, Page] = field(default_factory=dict)
    """The others that the course knows of, likewise."""
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    """The pages that are to be made again."""
    paths: set[str] = field(default_factory=set)
    diagnostics: Diagnostics = field(default_factory=Diagnostics)


class ShortWay:
    """The short way from one whole build on; after each save the next begins with what that left."""

    def __init__(self, made: Made) -> None:
        """Begin with what a whole build left."""
        self.made = made
        self.site = made.site
        self._quizzes: dict[str, str] = {}

    def prepare(self) -> None:
        """Reckon what the first save would have to wait for."""
        if not self.reason:
            course = self.site.course
            self._quizzes = {quiz.identifier: in_edition(published(quiz)) for quiz in course.taught}
            _ = self.pages, self.drawn_from, self._all_pages

    def change(self, paths: Iterable[str], root: Path) -> Change:
        """Return what a save of these files changes in the site at `root`.

        Until `take` is called with it, it is not so; then what is written must be moved to its place.

        Raises:
            WholeBuildError: It changes more than a few pages.
        """
        if self.reason:
            raise WholeBuildError(self.reason)
        former, read = self.site.course, _Read()
        for path in paths:
            self._read(os.path.realpath(path), read)
        for name, quiz in read.quizzes.items():
            read.shown.update(_placing(former, name))
            read.diagnostics.extend(check_quiz(quiz, language=former.language))
        course = _replaced(former, read)
        changed = {
            quiz.identifier: in_edition(published(quiz))
            for quiz in course.taught
            if quiz.identifier in read.quizzes
        }
        said = {**self._quizzes, **changed}
        edition = edition_of(course, said)
        if any(one.course in (edition, former.edition) for one in former.around.editions):
            raise WholeBuildError("the edition has a name")
        self.site.course = course
        try:
            written = dict(self._written(sorted(read.shown), root))
        except Exception:
            self.site.course = former
            raise
        return Change(
            course=course,
            edition=edition,
            quizzes=changed,
            written=written,
            paths=frozenset(read.paths),
            diagnostics=read.diagnostics,
        )

    def take(self, change: Change) -> None:
        """Go on from a change."""
        self._quizzes.update(change.quizzes)
        for file, place in change.written.items():
            file.replace(place)

    @cached_property
    def reason(self) -> str | None:
        """Return why no file of this course goes the short way; nothing where some do."""
        config = self.made.config
        if not reads_its_folder_alone(config, self.site.layout.folder):
            return "not all that a build reads is known"
        if GATHERING & {name.removeprefix("material/") for name in config.plugins}:
            return "a plugin gathers what stands on pages"
        if self.site.layout.translations:
            return "there are translations"
        if looks_around(config):
            return "a template looks at all pages"
        if INCLUDING & {*map(str, config.markdown_extensions)} and self._includes():
            return "files include others"
        return None

    @cached_property
    def pages(self) -> dict[str, File]:
        """Return the pages that a trainer wrote, by their real paths."""
        return {
            os.path.realpath(file.abs_src_path): file
            for file in self.made.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
            if file.abs_src_path and file.generated_by is None and file.page is not None
        }

    @cached_property
    def drawn_from(self) -> frozenset[str]:
        """Return the quizzes whose items others may ask."""
        return frozenset(
            sought.name
            for quiz in self.site.course.quizzes
            for section in quiz.sections
            if section.selection
            for sought in section.selection.files
        )

    def _maps(self) -> Iterator[str]:
        """Yield the pages with the course's map, which says how many questions each lesson asks."""
        for file in self._all_pages:
            if file.page and MAP.search(file.page.markdown or ""):
                yield file.src_uri

    def _includes(self) -> bool:
        texts = (file.page.markdown or "" for file in self.pages.values() if file.page)
        sources = (quiz.place.source.text for quiz in self.site.course.quizzes)
        return any(INCLUDED in text for some in (texts, sources) for text in some)

    def _read(self, path: str, read: _Read) -> None:
        layout = self.site.layout
        is_quiz = Path(path).parent == layout.quizzes.resolve() and path.endswith(".md")
        file = self.pages.get(path)
        if (file is None) is not is_quiz:
            raise WholeBuildError(f"{path} is neither a page nor a quiz")
        here = layout.quizzes / Path(path).name if is_quiz else Path(path)
        if file is not None:
            here = layout.docs / file.src_uri
        label = layout.label(here)
        source = read_source(here, label, read.diagnostics)
        if source is None:
            raise WholeBuildError(f"{label} cannot be read")
        read.paths.add(label)
        if file is not None:
            read.shown.add(file.src_uri)
            self._page(source, file, read)
        else:
            quiz = read_quiz(source, read.diagnostics, identifier=here.stem)
            self._quiz(quiz, read)

    def _quiz(self, quiz: Quiz, read: _Read) -> None:
        """Take a quiz, if nothing but its text is new."""
        former = self.site.course.quiz(quiz.identifier)
        if former is None or former.place.source.path != quiz.place.source.path:
            raise WholeBuildError(f"`{quiz.identifier}` is new")
        if former.mode is not Mode.PRACTICE or quiz.identifier in self.drawn_from:
            raise WholeBuildError(f"`{quiz.identifier}` counts elsewhere, too")
        if any(section.selection for section in (*quiz.sections, *former.sections)):
            raise WholeBuildError(f"`{quiz.identifier}` takes items from others")
        if not is_same_quiz(quiz, former):
            raise WholeBuildError(f"`{quiz.identifier}` is told of elsewhere, too")
        if quiz.asked != former.asked:
            read.shown.update(self._maps())
        read.quizzes[quiz.identifier] = quiz

    def _page(self, source: Source, file: File, read: _Read) -> None:
        """Take a page, if nothing but its text is new."""
        course, path, layout = self.site.course, file.src_uri, self.site.layout
        if path in OWN_BLOCKS or not path.endswith(".md"):
            raise WholeBuildError(f"{path} is looked for by others")
        lesson = course.lesson_at(path)
        former: Page | None = lesson or next((p for p in course.pages if p.path == path), None)
        page: Page
        if lesson is not None:
            page, inline = read_lesson(source, path, lesson.identifier, read.diagnostics)
            downloads = load_downloads(source, path, layout, read.diagnostics)
            page = replace(page, downloads=downloads)
        else:
            page, inline = read_page(source, path, read.diagnostics)
        media = load_media(source, path, layout, read.diagnostics, in_front=lesson is not None)
        page = replace(page, media=media)
        page = self._settled(page)
        self._module_page(source, file, read.diagnostics)
        if former is None:
            if page.placements or page.requires or page.media or page.access.is_full:
                raise WholeBuildError(f"{path} says something of the course")
        else:
            if not is_same_page(page, former):
                raise WholeBuildError(f"{path} is told of elsewhere, too")
            if isinstance(page, Lesson):
                read.lessons[path] = page
            else:
                read.pages[path] = page
        written = {
            quiz.identifier for quiz in course.quizzes if quiz.place.source.path == source.path
        }
        if written != {quiz.identifier for quiz in inline} or len(written) != len(inline):
            raise WholeBuildError(f"{path} has another quiz")
        for quiz in inline:
            self._quiz(quiz, read)

    def _settled(self, page: Page) -> Page:
        """Return a page with the access that its folder says, where it says none itself."""
        course = self.site.course
        others = (one for one in _pages(course) if one.path != page.path)
        if isinstance(page, Lesson):
            return settle_access({page.path: page}, others)[0][page.path]
        return settle_access({}, [*others, page])[1][-1]

    def _module_page(self, source: Source, file: File, diagnostics: Diagnostics) -> None:
        """Let nothing pass that a module takes from its own page."""
        path = file.src_uri
        module = next((one for one in self.site.course.modules if one.path == path), None)
        if module is None:
            return
        said = read_module_page(source, path, diagnostics)
        former = file.page.meta.get("title") if file.page else None
        told = (said.description, said.objectives, said.title)
        if told != (module.description, module.objectives, former):
            raise WholeBuildError(f"{path} tells something of its module")

    def _written(self, paths: Sequence[str], root: Path) -> Iterator[tuple[Path, Path]]:
        """Make pages as MkDocs and all plugins do, each beside its place; yield both."""
        made, exams = self.made, {exam.identifier for exam in self.site.course.exams}
        for path in paths:
            file = made.files.get_file_from_path(path)
            if file is None or file.page is None or exams & set(_placed_on(self.site, path)):
                raise WholeBuildError(f"{path} is no page that can be made alone")
            if any(one.path == path and one.access.is_full for one in _pages(self.site.course)):
                raise WholeBuildError(f"{path} is closed")
            page, former = file.page, shown(file.page)
            _populate_page(page, made.config, made.files)
            if shown(page) != former:
                raise WholeBuildError(f"{path} is told of elsewhere, too")
            place = root / file.dest_uri
            beside = place.with_name(f"{place.name}{NEW}")
            beside.unlink(missing_ok=True)
            file.abs_dest_path = str(beside)
            _build_page(
                page,
                made.config,
                self._all_pages,
                made.nav,
                made.env,
                excluded=file.inclusion.is_excluded(),
            )
            page.validate_anchor_links(
                files=made.files, log_level=made.config.validation.links.anchors
            )
            if not beside.is_file():
                raise WholeBuildError(f"{path} is empty")
            yield beside, place

    @cached_property
    def _all_pages(self) -> Sequence[File]:
        return self.made.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)


def _replaced(course: Course, read: _Read) -> Course:
    """Return the course with what was read in the place of what was there."""
    modules = course.modules
    if read.lessons:
        modules = tuple(
            replace(
                module, lessons=tuple(read.lessons.get(one.path, one) for one in module.lessons)
            )
            if any(one.path in read.lessons for one in module.lessons)
            else module
            for module in modules
        )
    return replace(
        course,
        modules=modules,
        pages=tuple(read.pages.get(page.path, page) for page in course.pages),
        quizzes=tuple(read.quizzes.get(quiz.identifier, quiz) for quiz in course.quizzes),
    )


def _pages(course: Course) -> tuple[Page, ...]:
    return (*course.lessons, *course.pages)


def _placing(course: Course, quiz: str) -> Iterator[str]:
    """Yield the pages that place a quiz."""
    for page in _pages(course):
        if any(placement.quiz == quiz for placement in page.placements):
            yield page.path


def _placed_on(site: Site, path: str) -> Iterator[str]:
    return (
        one.quiz for page in _pages(site.course) if page.path == path for one in page.placements
    )
