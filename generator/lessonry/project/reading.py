"""Reads one file of a course, and checks what it says by itself: work that any process may do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

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
    source: Source | None = None
    """The file; nothing where it cannot be read."""


class Former(Protocol):
    """What earlier builds have read."""

    is_empty: bool

    def recall(self, key: str, source: Source) -> ReadFile | None:
        """Return what a file gave when it was read."""

    def note(self, key: str, read: ReadFile) -> None:
        """Remember what a file gave."""


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

    def read(
        self, processes: int | None, former: Former | None = None
    ) -> tuple[list[ReadFile], list[ReadFile]]:
        """Return what the quizzes and what the pages say, each in their order.

        Args:
            processes: How many read; as many as there are cores where nothing is said.
            former: What earlier builds have read.
        """
        count = len(self.quizzes) + len(self.pages)
        found: list[ReadFile | None] = [None] * count
        if former is not None and not former.is_empty and self.are_checked:
            found = [self._recalled(number, former) for number in range(count)]
        left = [number for number, one in enumerate(found) if one is None]
        pieces = len(left)
        made = shared(lambda n: self._file(left[n]), pieces, processes_for(pieces, processes))
        for number, one in zip(left, made, strict=True):
            found[number] = one
            if former is not None and self.are_checked and one.source is not None:
                former.note(self._key(number, one.source), one)
        read = [one for one in found if one is not None]
        return read[: len(self.quizzes)], read[len(self.quizzes) :]

    def _recalled(self, number: int, former: Former) -> ReadFile | None:
        """Return what a file gave when it was read last time, where it is the same."""
        is_quiz = number < len(self.quizzes)
        path = "" if is_quiz else self.pages[number - len(self.quizzes)]
        if path in OWN_BLOCKS or (is_quiz and self.layout.translations):
            return None  # what hangs on other files, and items that are all laid under translations
        file = self.quizzes[number] if is_quiz else self.layout.docs / path
        source = read_source(file, self.layout.label(file), Diagnostics())
        return former.recall(self._key(number, source), source) if source else None

    def _key(self, number: int, source: Source) -> str:
        """Return a hash of what decides on what a file gives."""
        said = [self.layout.language, source.path]
        if number >= len(self.quizzes):
            path = self.pages[number - len(self.quizzes)]
            said += [path, self.lessons.get(path, "/"), "/" if path in self.modules else ""]
        text = "\0".join([*said, source.text])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

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
        quiz = read_quiz(source, diagnostics, identifier=file.stem)
        return ReadFile(quizzes=(quiz,), source=source)

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
            lesson = replace(lesson, media=media, downloads=offered)
            return ReadFile(lesson=lesson, quizzes=inline, source=source)
        page, inline = read_page(source, path, diagnostics)
        media = load_media(source, path, of_media, diagnostics, in_front=False)
        self._check_block(source, path, diagnostics)
        own = path in self.modules
        return ReadFile(
            page=replace(page, media=media),
            quizzes=inline,
            module=read_module_page(source, path, diagnostics) if own else None,
            source=source,
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
