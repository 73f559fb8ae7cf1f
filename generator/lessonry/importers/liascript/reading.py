"""Reads the quizzes of a LiaScript course: the text right above each is its question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from lessonry.diagnostics import Source
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.drafts import Draft, points_of
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.liascript import questions
from lessonry.importers.liascript.assembling import Quiz, heading_of, quizzes_of
from lessonry.importers.liascript.blocks import Block, Kind, blocks
from lessonry.importers.liascript.lines import Line, lines_of
from lessonry.importers.liascript.questions import LiaError
from lessonry.importers.liascript.texts import code, plain, unquoted
from lessonry.importers.markdown_text import read as read_markdown

BOXES = re.compile(r"^\s*(?:- ?)?\[(?:\([ xX]\)|\[[ xX]\])\]\s+\S", re.MULTILINE)
HEADER = re.compile(
    r"\A\s*<!--(?:(?!-->).)*^\s*(?:narrator|script|import|logo|version|author|language)\s*:",
    re.DOTALL | re.MULTILINE,
)
GAP = re.compile(r"\[(?:->)?\[[^\[\]\n]+\]\]")
SCORE = re.compile(r"data-score\s*=\s*[\"']?(\d{1,4}(?:\.\d{1,4})?)")
TRIALS = re.compile(r"data-max-trials\s*=")
HINT = re.compile(r"^\s*(?:- ?)?\[\[\?\]\]\s*")
NUMBERED = re.compile(r"\A(?:[0-9]{1,3}[.)][ \t]+)+(?=\S)")
"""What counts the questions: `1. ` or `1. 2. `."""
ANY_CAPITALS = re.compile(r"to(?:Locale)?(?:Lower|Upper)Case\s*\(|/[a-z]{0,5}i[a-z]{0,5}\s*[.)]")
"""How a script says that capitals do not count."""
SCRIPTED: Final = "Its script, which checks or changes the answer, is not carried over."
PARTED: Final = (
    "Blank lines part its answers: LiaScript makes a quiz of each part, and here it is one."
)
MOST_NAMES: Final = 8
"""How many macros of other files are named."""


def matches(file: ForeignFile) -> bool:
    """Return whether the file looks like a LiaScript course with quizzes."""
    if file.ending not in (".md", ".markdown", ".txt", ""):
        return False
    head = file.head
    if BOXES.search(head) or "liascript" in head.lower():
        return "[[" in file.text or "[(" in file.text
    return bool(HEADER.match(head) and (GAP.search(file.text) or BOXES.search(file.text)))


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return the quizzes of the course as one quiz.

    Raises:
        ForeignError: There is none in it.
    """
    collection = Collection(file)
    lines = lines_of(file.text)
    found = list(blocks(lines))
    asked = quizzes_of(found)
    collection.expect(len(asked))
    course = _Course(lines=lines, written=file.text.split("\n"), collection=collection)
    for one in asked:
        course.read(one)
    if not collection.report:
        raise ForeignError(f"{file.name} has no quiz of LiaScript.")
    title = next((heading_of(b) for b in found if b.kind is Kind.HEADING), "") or file.stem
    quiz = collection.quiz(slug(file.stem) or "quiz", title)
    collection.notes.append("Only the quizzes of the course are carried over, and not its lessons.")
    collection.notes += course.notes()
    return (collection.imported(quiz),)


@dataclass(slots=True, kw_only=True)
class _Course:
    """A course on its way."""

    lines: Sequence[Line]
    written: Sequence[str]
    """The lines as they stand in the file."""
    collection: Collection

    def read(self, quiz: Quiz) -> None:
        """Read one quiz."""
        notes: list[str] = []

        def markdown(text: str, *, bold: bool = False) -> str:
            made = read_markdown(plain(text, notes, bold=bold))
            notes.extend(made.notes)
            return made.markdown.strip()

        original = Original(kind=quiz.kind, text=self._original(quiz), line=quiz.line)
        if self.collection.is_too_long(quiz.heading, original):
            return
        stem = "\n\n".join(
            code(one.text) if one.kind is Kind.CODE else markdown(one.text)
            for one in _without_quotation(quiz.texts)
        )
        stem = NUMBERED.sub("", stem)
        if not stem.strip():
            stem = quiz.heading
            notes.append("No text stands above it, so the heading became the question.")
        draft = Draft(
            place=Source(path=self.collection.file.name, text="").at(1),
            identifier="",
            stem=stem,
            hint=_hint(quiz.parts, markdown, notes),
            explanation=markdown("\n".join(quiz.solution), bold=True) or None,
            points=_points(quiz.attributes),
        )
        notes += self._told(quiz)
        try:
            item = _item(quiz, draft, markdown, notes)
        except LiaError as error:
            self.collection.leave(stem, original, str(error), *notes)
            return
        said = item.heading or item.body
        identifier = self.collection.names.take(
            said.markdown if said else None, quiz.heading, "question"
        )
        self.collection.carry(replace(item, identifier=identifier), original, notes)

    def notes(self) -> list[str]:
        """Return what is to be said of the course as a whole."""
        names = sorted({name for line in self.lines for name in line.foreign})
        said = [f"Macros of other files are not carried over: {_named(names)}."] if names else []
        if any(TRIALS.search(line.text) for line in self.lines):
            said.append("How often a quiz may be tried there is not carried over.")
        return said

    def _told(self, quiz: Quiz) -> list[str]:
        """Return what of a quiz stays behind."""
        said = [PARTED] if quiz.is_parted else []
        if quiz.has_unseen:
            said.append("A text above it that LiaScript only reads aloud is left out.")
        if any(part.kind is Kind.SCRIPT for part in quiz.parts):
            said.append(SCRIPTED)
        begin, end = quiz.begin, quiz.end
        names = sorted({name for line in self.lines[begin:end] for name in line.foreign})
        if names:
            said.append(
                "What macros of other files show there, or check, is not carried over:"
                f" {_named(names)}."
            )
        if quiz.has_quiz_in_solution:
            said.append("A quiz in its solution is text here.")
        return said

    def _original(self, quiz: Quiz) -> str:
        numbers = [line.number for line in self.lines[quiz.begin : quiz.end]]
        return "\n".join(self.written[min(numbers) - 1 : max(numbers)]).strip("\n")


def _without_quotation(texts: Sequence[Block]) -> list[Block]:
    """Return the blocks of a question; one that is all of it is no quotation."""
    prose = [block for block in texts if block.kind is Kind.TEXT]
    if len(prose) != 1:
        return list(texts)
    bare = tuple(unquoted(prose[0].text).split("\n"))
    return [replace(one, lines=bare) if one is prose[0] else one for one in texts]


def _item(quiz: Quiz, draft: Draft, read: questions.Read, notes: list[str]) -> Item:
    block = quiz.block
    scripts = "\n".join(part.text for part in quiz.parts if part.kind is Kind.SCRIPT)
    in_any_capitals = ANY_CAPITALS.search(scripts) is not None
    if block is None:
        return questions.with_gaps(quiz.texts, draft, read, notes, in_any_capitals=in_any_capitals)
    if block.kind is Kind.DRAWING:
        raise LiaError(questions.DRAWN)
    if block.kind is Kind.MATRIX:
        return questions.matrix(block, draft, read, notes)
    if block.kind is Kind.LINE:
        return questions.line(block, draft, read, notes, in_any_capitals=in_any_capitals)
    return questions.choice(block, draft, read, notes)


def _hint(parts: Sequence[Block], read: questions.Read, notes: list[str]) -> str | None:
    """Return the hints as one: the first, and a list where there are several."""
    hints = [
        hint
        for part in parts
        if part.kind is Kind.HINT
        for line in part.lines
        if (hint := read(HINT.sub("", line)))
    ]
    if len(hints) > 1:
        notes.append("Its hints, which came one by one, are one list here.")
        return "\n".join(f"- {hint}" for hint in hints)
    return hints[0] if hints else None


def _points(attributes: str) -> Fraction:
    found = SCORE.search(attributes)
    return points_of(Fraction(found[1])) if found else Fraction(1)


def _named(names: Sequence[str]) -> str:
    shown = [f"`{name}`" for name in names[:MOST_NAMES]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
