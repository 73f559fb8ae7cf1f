"""Reads one file of a course, and checks what it says by itself: work that any process may do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from lessonry.checks import check_quiz
from lessonry.diagnostics import Diagnostic, Diagnostics, Source
from lessonry.domain.concealment import published
from lessonry.domain.course import Lesson, Page
from lessonry.domain.identity import in_edition
from lessonry.domain.quiz import Quiz
from lessonry.project.downloads import load_downloads
from lessonry.project.layout import Layout
from lessonry.project.media import load_media
from lessonry.project.processes import processes_for, shared
from lessonry.readers.files import read_source
from lessonry.readers.page import ModulePage, read_lesson, read_module_page, read_page
from lessonry.readers.placements import has_block
from lessonry.readers.quiz import read_quiz

OWN_BLOCKS = {
    "progress.md": ("progress", "learners find nothing there of what they did"),
    "verify.md": ("verify", "nobody can check a certificate there, and its QR code leads there"),
}
"""The pages that lessonry makes where nobody wrote them: their block, and what is lost without it."""


@dataclass(slots=True, kw_only=True)
class ReadFile:
    """What one file says, and what is wrong with it."""

    lesson: Lesson | None = None
    page: Page | None = None
    """Of a file in `docs/` that is no lesson."""
    module: ModulePage | None = None
    """Of a module's own page."""
    quizzes: tuple[Quiz, ...] = ()
    """The one of a quiz file, or those that are written in a page."""
    noted: list[Diagnostic] = field(default_factory=list)
    """What reading found, in that order."""
    checked: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """What is wrong with its quizzes, by their names, where nothing else has to be known for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of a course, or of its translation, that are to be read."""

    layout: Layout
    quizzes: list[Path]
    pages: list[str]
    """Relative to `docs/`."""
    lessons: dict[str, str]
    """What those of `pages` that are lessons are called."""
    modules: frozenset[str | None]
    """Those of `pages` that are a module's own."""
    are_checked: bool
    """Whether quizzes are as they will be: a translation is laid over the original first."""

    def read(self, processes: int | None) -> tuple[list[ReadFile], list[ReadFile]]:
        """Return what the quizzes and what the pages say, each in their order.

        Args:
            processes: How many read; as many as there are cores where nothing is said.
        """
        pieces = len(self.quizzes) + len(self.pages)
        found = shared(self._file, pieces, processes_for(pieces, processes))
        return found[: len(self.quizzes)], found[len(self.quizzes) :]

    def _file(self, number: int) -> ReadFile:
        diagnostics = Diagnostics()
        if number < len(self.quizzes):
            read = self._quiz(self.quizzes[number], diagnostics)
        else:
            read = self._page(self.pages[number - len(self.quizzes)], diagnostics)
        read.noted = diagnostics.found
        if self.are_checked:
            for quiz in read.quizzes:
                in_edition(published(quiz))  # reckons the fingerprints, which the items keep
                if not any(section.selection for section in quiz.sections):
                    language = self.layout.language
                    read.checked[quiz.identifier] = list(check_quiz(quiz, language=language))
        return read

    def _quiz(self, file: Path, diagnostics: Diagnostics) -> ReadFile:
        source = read_source(file, self.layout.label(file), diagnostics)
        if source is None:
            return ReadFile()
        return ReadFile(quizzes=(read_quiz(source, diagnostics, identifier=file.stem),))

    def _page(self, path: str, diagnostics: Diagnostics) -> ReadFile:
        layout, file = self.layout, self.layout.docs / path
        source = read_source(file, layout.label(file), diagnostics)
        if source is None:
            return ReadFile()
        of_media = layout.original or layout
        if path in self.lessons:
            lesson, inline = read_lesson(source, path, self.lessons[path], diagnostics)
            media = load_media(source, path, of_media, diagnostics, in_front=True)
            offered = load_downloads(source, path, layout, diagnostics)
            return ReadFile(lesson=replace(lesson, media=media, downloads=offered), quizzes=inline)
        page, inline = read_page(source, path, diagnostics)
        media = load_media(source, path, of_media, diagnostics, in_front=False)
        self._check_block(source, path, diagnostics)
        own = path in self.modules
        return ReadFile(
            page=replace(page, media=media),
            quizzes=inline,
            module=read_module_page(source, path, diagnostics) if own else None,
        )

    def _check_block(self, source: Source, path: str, diagnostics: Diagnostics) -> None:
        """Note a page that the course leads to and that lacks what it leads there for."""
        block, loss = OWN_BLOCKS.get(path, ("", ""))
        issued = (self.layout.original or self.layout).certificates / "issuer.yml"
        if block and not has_block(source, block) and (block != "verify" or issued.is_file()):
            if any(d.code == "LR212" and d.place.source is source for d in diagnostics.found):
                return  # it is there, misspelt
            message = f"`{source.path}` has no `/// {block}`, so {loss}."
            help = f"Write `/// {block}` and, on the next line, `///`, with a blank line before."
            diagnostics.add("LR218", message, source.at(1), help)
