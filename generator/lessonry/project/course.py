"""Loads a course: every file read once, every fault of every file in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path

from lessonry.checks import check_course
from lessonry.diagnostics import Diagnostics, Place, Source
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
from lessonry.project.downloads import load_downloads
from lessonry.project.layout import Layout, find_layout
from lessonry.project.media import load_media
from lessonry.project.pictures import find_missing_pictures
from lessonry.project.pools import join
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
from lessonry.project.translations import Quizzes, add_translations
from lessonry.readers.certificates import read_achievement, read_issuer
from lessonry.readers.files import read_source
from lessonry.readers.page import ModulePage, read_lesson, read_module_page, read_page
from lessonry.readers.placements import has_block
from lessonry.readers.public_keys import read_did, read_recipient
from lessonry.readers.quiz import read_quiz

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".md.txt")
"""How files are called that look like quizzes, in small letters."""

OWN_BLOCKS = {
    "progress.md": ("progress", "learners find nothing there of what they did"),
    "verify.md": ("verify", "nobody can check a certificate there, and its QR code leads there"),
}
"""The pages that lessonry makes where nobody wrote them: their block, and what is lost without it."""


def load_course(folder: Path, *, config: Path | None = None) -> tuple[Course, Diagnostics]:
    """Return the course in `folder` and everything that is wrong with it.

    Raises:
        UsageError: There is no course in that folder.
    """
    diagnostics = Diagnostics()
    layout = find_layout(folder, diagnostics, config=config)
    loading = _Loading(layout=layout, diagnostics=diagnostics)
    course = loading.course()
    diagnostics.extend(check_course(course))
    course = add_translations(course, loading.quizzes, layout, _read, diagnostics)
    diagnostics.extend(find_private_keys(layout))
    return course, diagnostics


def _read(
    layout: Layout, translate: Callable[[Quizzes], Quizzes], diagnostics: Diagnostics
) -> Course:
    return _Loading(layout=layout, diagnostics=diagnostics, translate=translate).course()


@dataclass(slots=True, kw_only=True)
class _Loading:
    """One run over the folder."""

    layout: Layout
    diagnostics: Diagnostics
    translate: Callable[[Quizzes], Quizzes] | None = None
    """Of a translation, what its quizzes become before pools are joined."""
    quizzes: dict[str, Quiz] = field(default_factory=dict)

    def course(self) -> Course:
        layout = self.layout
        files = sorted(layout.quizzes.glob("[!.]*.md"))
        self._not_read(files)
        for file in files:
            source = read_source(file, layout.label(file), self.diagnostics)
            if source is not None:
                self._add(read_quiz(source, self.diagnostics, identifier=file.stem))
        modules, pages = self._pages()
        recipient, did = self._public_keys()
        if self.translate is None:
            # A translation's links are written as the original's, whose pictures these are.
            self.diagnostics.extend(find_missing_pictures(self.quizzes.values(), layout))
        read = self.translate(self.quizzes) if self.translate else self.quizzes
        quizzes, pools = join(read, self.diagnostics)
        course = Course(
            identifier=slug(layout.identifier or layout.name) or "course",
            title=layout.name,
            description=layout.description,
            language=layout.language,
            url=layout.url,
            verify_url=layout.verify_url,
            modules=modules,
            pages=pages,
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

    def _pages(self) -> tuple[tuple[Module, ...], tuple[Page, ...]]:
        """Return the modules, and the pages that are no lessons but say something of the course."""
        paths = find_own_pages(self.layout)
        for missing in missing_in_nav(self.layout.nav, paths):
            place = self._line_of(missing)
            guess = suggestion(missing, paths)
            help = f"Did you mean `{guess}`?" if guess else None
            self.diagnostics.add("LR213", f"There is no page `{missing}`.", place, help)
        if self.translate is None:
            self._note_undeclared(paths)
        modules = outline(self.layout, paths)
        names = identifiers([path for module in modules for path in module.pages])
        lessons: dict[str, Lesson] = {}
        indexes = {module.index for module in modules}
        about: dict[str | None, ModulePage] = {}
        pages: list[Page] = []
        for path in paths:
            file = self.layout.docs / path
            source = read_source(file, self.layout.label(file), self.diagnostics)
            if source is None:
                continue
            if path in names:
                lesson, inline = read_lesson(source, path, names[path], self.diagnostics)
                media = load_media(
                    source,
                    path,
                    self.layout.original or self.layout,
                    self.diagnostics,
                    in_front=True,
                )
                offered = load_downloads(source, path, self.layout, self.diagnostics)
                lessons[path] = replace(lesson, media=media, downloads=offered)
            else:
                page, inline = read_page(source, path, self.diagnostics)
                media = load_media(
                    source,
                    path,
                    self.layout.original or self.layout,
                    self.diagnostics,
                    in_front=False,
                )
                pages.append(replace(page, media=media))
                self._check_block(source, path)
                if path in indexes:
                    about[path] = read_module_page(source, path, self.diagnostics)
            for quiz in inline:
                self._add(quiz)
        for path in [path for path, lesson in lessons.items() if self._is_exam_page(lesson)]:
            pages.append(_as_page(lessons.pop(path)))
        lessons, pages = settle_access(lessons, pages)
        made = tuple(
            _module(outlined, number, lessons, about.get(outlined.index))
            for number, outlined in enumerate(modules, start=1)
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

    def _check_block(self, source: Source, path: str) -> None:
        """Note a page that the course leads to and that lacks what it leads there for."""
        block, loss = OWN_BLOCKS.get(path, ("", ""))
        issued = (self.layout.original or self.layout).certificates / "issuer.yml"
        if block and not has_block(source, block) and (block != "verify" or issued.is_file()):
            if any(d.code == "LR212" and d.place.source is source for d in self.diagnostics.found):
                return  # it is there, misspelt
            message = f"`{source.path}` has no `/// {block}`, so {loss}."
            help = f"Write `/// {block}` and, on the next line, `///`, with a blank line before."
            self.diagnostics.add("LR218", message, source.at(1), help)

    def _line_of(self, page: str) -> Place:
        """Return where the configuration names a page; its top where a parent one does."""
        source = self.layout.place.source
        lines = (n for n, line in enumerate(source.lines, start=1) if page in line)
        return source.find(page, next(lines, 1))

    def _is_exam_page(self, lesson: Lesson) -> bool:
        """Return whether the page is there for an exam: it places one and teaches nothing."""
        placed = [self.quizzes.get(placement.quiz) for placement in lesson.placements]
        return not lesson.objectives and any(q is not None and q.mode is Mode.EXAM for q in placed)

    def _add(self, quiz: Quiz) -> None:
        """Keep a quiz; a second one of its name is noted."""
        first = self.quizzes.get(quiz.identifier)
        if first is None:
            self.quizzes[quiz.identifier] = quiz
            return
        message = f"Two quizzes are called `{quiz.identifier}`."
        help = f"{first.place} has the name already: give this quiz another."
        self.diagnostics.add("LR207", message, quiz.place, help)

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
