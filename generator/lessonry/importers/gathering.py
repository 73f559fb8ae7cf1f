"""Plans an import: reads every file, names every quiz, and says what would be written where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from lessonry.domain.fidelity import Fidelity
from lessonry.domain.quiz import Quiz
from lessonry.errors import LessonryError, WorldError
from lessonry.importers import formats
from lessonry.importers.drafts import Names
from lessonry.importers.foreign import ForeignError, ForeignFile, open_file
from lessonry.importers.formats import ImportFormat
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import SettledQuiz, settle

PAGES: Final = "mkdocs-quiz"
"""The format whose questions stay on their pages."""
FOREIGN: Final = re.compile(r"[\\:\x00-\x1f]")
"""What parts folders on some systems, or is in no name."""
RESERVED: Final = b"\0 a quiz"
"""What holds the name of a quiz until its text is known."""
OUTSIDE: Final = "The file {path} would leave the folder and is not written."


@dataclass(frozen=True, slots=True, kw_only=True)
class RewrittenPage:
    """A page with quizzes in it, rewritten in place."""

    path: Path
    before: str
    after: str
    data: bytes = field(repr=False)
    quizzes: tuple[Quiz, ...]
    report: tuple[Fidelity, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file of another tool's, and what it gives."""

    name: str
    format: ImportFormat
    quizzes: tuple[SettledQuiz, ...] = ()
    page: RewrittenPage | None = None

    @property
    def report(self) -> tuple[Fidelity, ...]:
        """Return what became of each question."""
        of_page = self.page.report if self.page else ()
        return (*of_page, *(one for quiz in self.quizzes for one in quiz.report))

    @property
    def items(self) -> int:
        """Return how many questions arrive."""
        return sum(quiz.items for quiz in self.quizzes) + (
            sum(len(quiz.items) for quiz in self.page.quizzes) if self.page else 0
        )


@dataclass(slots=True)
class Gathering:
    """All that one run imports."""

    into: Path
    read: list[ReadFile] = field(default_factory=list)
    failed: list[LessonryError] = field(default_factory=list)
    """Of the files that cannot be read, one each."""
    writes: dict[Path, bytes] = field(default_factory=dict)
    """What is to be written, each file once."""
    taken: dict[str, bytes] = field(default_factory=dict)
    """Of each path below the folder the bytes that were given to it; capitals part none."""
    names: Names = field(default_factory=Names)
    """Of the quizzes on pages, which are unlike in the whole course."""

    def add(self, paths: Iterable[Path], form: ImportFormat | None) -> None:
        """Read all files, each once; what is wrong with any of them is kept."""
        seen: set[Path] = set()
        for path in paths:
            if path.resolve() in seen:
                continue
            seen.add(path.resolve())
            try:
                self.read.append(self._read(path, form))
            except LessonryError as error:
                self.failed.append(error)
            except RecursionError:
                message = f"{path} is nested too deeply to be read."
                self.failed.append(ForeignError(message))

    @property
    def items(self) -> int:
        """Return how many questions arrive."""
        return sum(one.items for one in self.read)

    def _read(self, path: Path, form: ImportFormat | None) -> ReadFile:
        file = open_file(path)
        form = form or formats.format_of(file)
        if form.name == PAGES:
            return self._page(path, file, form)
        settled = []
        for imported in form.importer.read(file):
            named = self._named(imported)
            key = f"{named.quiz.identifier}.md".casefold()
            self.taken[key] = RESERVED
            quiz = self._with_files(settle(named))
            settled.append(quiz)
            del self.taken[key]
            if quiz.items:
                self._take(quiz.path, quiz.text.encode())
        return ReadFile(name=file.name, format=form, quizzes=tuple(settled))

    def _page(self, path: Path, file: ForeignFile, form: ImportFormat) -> ReadFile:
        made = form.rewriter.rewrite(file, self.names)
        page = RewrittenPage(
            path=path,
            before=file.text,
            after=made.text,
            data=made.data,
            quizzes=made.quizzes,
            report=made.report,
            notes=made.notes,
        )
        if made.is_changed:
            self.writes[path] = made.data
        return ReadFile(name=file.name, format=form, page=page)

    def _named(self, imported: ImportedQuiz) -> ImportedQuiz:
        """Return the quiz under a name that no other of this run has."""
        wanted = imported.quiz.identifier or "quiz"
        name, number = wanted, 1
        while f"{name}.md".casefold() in self.taken:
            number += 1
            name = f"{wanted}-{number}"
        if name == imported.quiz.identifier:
            return imported
        return replace(imported, quiz=replace(imported.quiz, identifier=name))

    def _with_files(self, quiz: SettledQuiz) -> SettledQuiz:
        """Return the quiz with its files under paths that hold nothing else, and nothing outside."""
        text, kept, notes = quiz.text, [], list(quiz.notes)
        for one in quiz.attachments if quiz.items else ():
            if not is_below(one.path):
                notes.append(OUTSIDE.format(path=one.path))
                continue
            path = self._take(one.path, one.data)
            if path != one.path:
                text = text.replace(one.path, path)
                text = text.replace(one.path.replace(" ", "%20"), path.replace(" ", "%20"))
            kept.append(replace(one, path=path))
        return replace(quiz, text=text, attachments=tuple(kept), notes=tuple(notes))

    def _take(self, wanted: str, data: bytes) -> str:
        """Return the path at which `data` is to be written: another where that one holds other bytes."""
        pure, path, number = PurePosixPath(wanted), wanted, 1
        while self.taken.get(path.casefold(), data) != data:
            number += 1
            path = str(pure.with_name(f"{pure.stem}-{number}{pure.suffix}"))
        self.taken[path.casefold()] = data
        self.writes[self.into.joinpath(*PurePosixPath(path).parts)] = data
        return path


def is_below(path: str) -> bool:
    """Return whether a path stays in its folder, on any system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not (FOREIGN.search(path) or {"..", "/"} & set(parts))


def in_the_way(writes: dict[Path, bytes], pages: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are there already and say something else.

    Raises:
        WorldError: One of them cannot be looked at.
    """
    in_place = set(pages)
    for path, data in writes.items():
        try:
            if path not in in_place and path.exists() and path.read_bytes() != data:
                yield path
        except OSError as error:
            raise WorldError(f"{path} cannot be read: {error.strerror or error}.") from error
