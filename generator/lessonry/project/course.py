"""Loads a course: every file read once, every fault of every file in one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path

from lessonry.checks import check_course
from lessonry.diagnostics import Diagnostic, Diagnostics, Place, Source
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.achievement import Achievement, Issuer
from lessonry.domain.concealment import published
from lessonry.domain.course import Course, Lesson, Module, Page
from lessonry.domain.did import IssuerDid
from lessonry.domain.identity import edition, slug
from lessonry.domain.languages import known_language
from lessonry.domain.look import Look
from lessonry.domain.quiz import Mode, Quiz
from lessonry.project.access import settle_access
from lessonry.project.changes import load_editions
from lessonry.project.layout import Layout, find_layout
from lessonry.project.pictures import find_missing_pictures
from lessonry.project.pools import join
from lessonry.project.processes import without_collecting
from lessonry.project.reading import Files, Former, ReadFile
from lessonry.project.secrets import find_private_keys
from lessonry.project.sheet_pictures import find_picture_faults
from lessonry.project.structure import (
    Outline,
    find_own_pages,
    identifiers,
    missing_in_nav,
    outline,
    undeclared,
)
from lessonry.project.translations import Translate, add_translations
from lessonry.readers.certificates import read_achievement, read_issuer
from lessonry.readers.files import read_source
from lessonry.readers.page import ModulePage
from lessonry.readers.public_keys import read_did, read_recipient

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".md.txt")
"""How files are called that look like quizzes, in small letters."""


def load_course(folder: Path, *, config: Path | None = None) -> tuple[Course, Diagnostics]:
    """Return the course in `folder` and everything that is wrong with it.

    Raises:
        UsageError: There is no course in that folder.
    """
    diagnostics = Diagnostics()
    return read_course(find_layout(folder, diagnostics, config=config), diagnostics), diagnostics


def read_course(
    layout: Layout,
    diagnostics: Diagnostics,
    *,
    processes: int | None = None,
    former: Former | None = None,
) -> Course:
    """Return the course of a layout.

    Args:
        layout: Where its files lie.
        diagnostics: Where everything goes that is wrong with it.
        processes: How many read a big course; as many as there are cores where nothing is said.
        former: What earlier builds have read, where that is kept.
    """
    with without_collecting():
        return _read(layout, diagnostics, processes, former)


def _read(
    layout: Layout, diagnostics: Diagnostics, processes: int | None, former: Former | None
) -> Course:
    loading = _Loading(layout=layout, diagnostics=diagnostics, processes=processes, former=former)
    course = loading.course()
    faults = list(check_course(course, loading.checked))
    diagnostics.extend(faults)
    if layout.translations:

        def read(own: Layout, translate: Translate, found: Diagnostics) -> Course:
            return _Loading(
                layout=own, diagnostics=found, processes=processes, translate=translate
            ).course()

        course = add_translations(course, loading.quizzes, layout, read, diagnostics, faults)
    diagnostics.extend(find_private_keys(layout))
    return course


@dataclass(slots=True, kw_only=True)
class _Loading:
    """One run over the folder."""

    layout: Layout
    diagnostics: Diagnostics
    processes: int | None
    """How many read, where that is said."""
    former: Former | None = None
    """What earlier builds have read, where that is kept."""
    translate: Translate | None = None
    """Of a translation, what its quizzes become before pools are joined."""
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    checked: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """What is wrong with those of them that are looked at already."""

    def course(self) -> Course:
        layout = self.layout
        files = sorted(layout.quizzes.glob("[!.]*.md"))
        paths = find_own_pages(layout)
        modules = outline(layout, paths)
        read, pages = Files(
            layout=layout,
            quizzes=files,
            pages=paths,
            lessons=identifiers([path for module in modules for path in module.pages]),
            modules=frozenset(module.index for module in modules),
            are_checked=self.translate is None,
        ).read(self.processes, self.former)
        self._not_read(files)
        for file in read:
            self._take(file)
        self._check_nav(paths)
        lessons, saying = self._pages(dict(zip(paths, pages, strict=True)), modules)
        recipient, did = self._public_keys()
        if self.translate is None:
            # A translation's links are written as the original's, whose pictures these are.
            self.diagnostics.extend(find_missing_pictures(self.quizzes.values(), layout))
        known = self.translate(self.quizzes) if self.translate else self.quizzes
        quizzes, pools = join(known, self.diagnostics)
        course = Course(
            identifier=slug(layout.identifier or layout.name) or "course",
            title=layout.name,
            description=layout.description,
            language=layout.language,
            url=layout.url,
            verify_url=layout.verify_url,
            modules=lessons,
            pages=saying,
            opening=layout.opening,
            completion=layout.completion,
            around=replace(layout.around, editions=load_editions(layout, self.diagnostics)),
            quizzes=quizzes,
            pools=pools,
            achievements=self._achievements(),
            issuer=self._issuer(),
            recipient=recipient,
            did=did,
        )
        if not course.lessons:
            message = "The course has no lessons."
            self.diagnostics.add("LR210", message, layout.place)
        return replace(
            course, edition=edition(course, tuple(published(quiz) for quiz in course.taught))
        )

    def _not_read(self, files: list[Path]) -> None:
        """Note what lies in the folder of quizzes, looks like one, and is none of `files`."""
        folder = self.layout.quizzes
        if self.layout.docs.is_relative_to(folder):
            return
        for file in sorted(set(folder.rglob("*")) - set(files)):
            if not self.layout.is_original(file.relative_to(folder).as_posix()):
                continue
            is_hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
            if is_hidden or not file.name.lower().endswith(MARKDOWN_ENDINGS) or file.is_dir():
                continue
            name = self.layout.label(file)
            stem = file.name.partition(".")[0]
            message = f"`{name}` is not read: a quiz lies in the folder itself and ends in `.md`."
            help = f"Move it to `{self.layout.label(folder)}/{stem}.md`."
            place = Source(path=name, text="").at(1)
            self.diagnostics.add("LR211", message, place, help)

    def _take(self, file: ReadFile) -> None:
        """Take what was found in a file, and its quizzes."""
        self.diagnostics.extend(file.noted)
        for quiz in file.quizzes:
            if self._add(quiz) and quiz.identifier in file.checked:
                self.checked[quiz.identifier] = file.checked[quiz.identifier]

    def _check_nav(self, paths: list[str]) -> None:
        for missing in missing_in_nav(self.layout.nav, paths):
            place = self._line_of(missing)
            guess = suggestion(missing, paths)
            help = f"Did you mean `{guess}`?" if guess else None
            self.diagnostics.add("LR213", f"There is no page `{missing}`.", place, help)
        if self.translate is None:
            self._note_undeclared(paths)

    def _pages(
        self, read: dict[str, ReadFile], outlined: list[Outline]
    ) -> tuple[tuple[Module, ...], tuple[Page, ...]]:
        """Return the modules, and the pages that are no lessons but say something of the course."""
        for file in read.values():
            self._take(file)
        lessons = {path: file.lesson for path, file in read.items() if file.lesson}
        pages = [file.page for file in read.values() if file.page]
        about = {path: file.module for path, file in read.items()}
        for path in [path for path, lesson in lessons.items() if self._is_exam_page(lesson)]:
            pages.append(_as_page(lessons.pop(path)))
        lessons, pages = settle_access(lessons, pages)
        made = tuple(
            _module(one, number, lessons, about.get(one.index or ""))
            for number, one in enumerate(outlined, start=1)
        )
        saying = tuple(
            page
            for page in pages
            if page.placements or page.requires or page.media or page.access.is_full
        )
        return _told_apart(module for module in made if module.lessons), saying

    def _note_undeclared(self, paths: list[str]) -> None:
        """Note the folders that look like translations and that no configuration declares."""
        for code, page in undeclared(self.layout, paths).items():
            place = Source(path=self.layout.label(self.layout.docs / page), text="").at(1)
            message = f"`{code}/` looks like a translation, and no language `{code}` is declared."
            help = (
                f"Write `languages:` with `{code}: {{}}` under it below `lessonry:` in mkdocs.yml."
            )
            self.diagnostics.add("LR651", message, place, help)

    def _line_of(self, page: str) -> Place:
        """Return where the configuration names a page; its top where a parent one does."""
        source = self.layout.place.source
        lines = (n for n, line in enumerate(source.lines, start=1) if page in line)
        return source.find(page, next(lines, 1))

    def _is_exam_page(self, lesson: Lesson) -> bool:
        """Return whether the page is there for an exam: it places one and teaches nothing."""
        placed = [self.quizzes.get(placement.quiz) for placement in lesson.placements]
        return not lesson.objectives and any(q is not None and q.mode is Mode.EXAM for q in placed)

    def _add(self, quiz: Quiz) -> bool:
        """Keep a quiz, and return whether it is kept; a second one of its name is noted."""
        first = self.quizzes.get(quiz.identifier)
        if first is None:
            self.quizzes[quiz.identifier] = quiz
            return True
        message = f"Two quizzes are called `{quiz.identifier}`."
        help = f"{first.place} has the name already: give this quiz another."
        self.diagnostics.add("LR207", message, quiz.place, help)
        return False

    def _issuer(self) -> Issuer | None:
        file = self.layout.certificates / "issuer.yml"
        if not file.is_file():
            return None
        source = read_source(file, self.layout.label(file), self.diagnostics)
        if source is None:
            return None
        issuer = read_issuer(source, self.diagnostics)
        self.diagnostics.extend(find_picture_faults(issuer, self.layout))
        language = known_language(self.layout.language)
        if language is None and issuer.look.language is None:
            message = f"Sheets are not written in the course's language, `{self.layout.language}`."
            self.diagnostics.add("LR326", message, issuer.place)
        course_look = Look(language=language)
        return replace(issuer, look=issuer.look.over(course_look))

    def _public_keys(self) -> tuple[str | None, IssuerDid | None]:
        """Return the key that records are sealed to and whom certificates name, if keys are made."""
        file = self.layout.certificates / "did.json"
        if not file.is_file():
            return None, None
        source = read_source(file, self.layout.label(file), self.diagnostics)
        if source is None:
            return "", None
        return read_recipient(source, self.diagnostics), read_did(source)

    def _achievements(self) -> tuple[Achievement, ...]:
        made = []
        for file in sorted((self.layout.certificates / "achievements").glob("[!.]*.yml")):
            source = read_source(file, self.layout.label(file), self.diagnostics)
            if source is not None:
                made.append(read_achievement(source, file.stem, self.diagnostics))
        return tuple(made)


def _module(
    outlined: Outline, number: int, lessons: dict[str, Lesson], about: ModulePage | None
) -> Module:
    """Return a module; a folder is called as its own page says."""
    title = outlined.title
    if about is not None and about.title and outlined.folder:
        title = about.title
    return Module(
        identifier=slug(outlined.title or "") or f"module-{number}",
        title=title,
        lessons=tuple(lessons[path] for path in outlined.pages if path in lessons),
        description=about.description if about else None,
        objectives=about.objectives if about else (),
        path=about.path if about else None,
    )


def _told_apart(modules: Iterable[Module]) -> tuple[Module, ...]:
    """Return the modules, each of those that are called alike with a number of its own."""
    told: dict[str, Module] = {}
    for module in modules:
        names = (f"{module.identifier}-{number}" for number in count(2))
        name = next(n for n in chain([module.identifier], names) if n not in told)
        told[name] = replace(module, identifier=name)
    return tuple(told.values())


def _as_page(lesson: Lesson) -> Page:
    return Page(
        path=lesson.path,
        title=lesson.title,
        requires=lesson.requires,
        require_places=lesson.require_places,
        placements=lesson.placements,
        digest=lesson.digest,
        media=lesson.media,
        access=lesson.access,
    )
