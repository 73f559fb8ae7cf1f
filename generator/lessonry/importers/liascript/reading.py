"""Reads the quizzes of a LiaScript course: the text right above each is its question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from textwrap import dedent
from typing import Final

from lessonry.diagnostics import Source
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.drafts import Draft, points_of
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.liascript import questions
from lessonry.importers.liascript.blocks import (
    HEADING,
    SQUARE,
    Block,
    Kind,
    blocks,
    without_effects,
)
from lessonry.importers.liascript.questions import LiaError
from lessonry.importers.markdown_text import read as read_markdown

BOXES = re.compile(r"^\s*(?:- ?)?\[(?:\([ xX]\)|\[[ xX]\])\]\s+\S", re.MULTILINE)
HEADER = re.compile(
    r"\A\s*<!--(?:(?!-->).)*^\s*(?:narrator|script|import|logo|version|author|language)\s*:",
    re.DOTALL | re.MULTILINE,
)
LONE = re.compile(r"^\s*\[\[[^\[\]\n]+\]\]\s*$", re.MULTILINE)
ASKING: Final = (Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.LINE)
SCORE = re.compile(r"data-score\s*=\s*[\"']?(\d{1,4}(?:\.\d{1,4})?)")
HINT = re.compile(r"^\s*(?:- ?)?\[\[\?\]\]\s*")
NUMBERED = re.compile(r"\A(?:[0-9]{1,3}[.)][ \t]+)+(?=\S)")
"""What counts the questions: `1. ` or `1. 2. `."""
RULE = re.compile(r"\s*(?:-[ \t]*){3,}\s*")


@dataclass(slots=True)
class _Quiz:
    """A quiz of the course with what stands around it."""

    texts: list[Block]
    block: Block | None
    """Nothing where the gaps stand in the text."""
    parts: list[Block]
    """Hints, solution and script below it."""
    attributes: str
    heading: str

    @property
    def first(self) -> Block:
        return self.texts[0] if self.texts else self.parts[0] if self.block is None else self.block


def matches(file: ForeignFile) -> bool:
    """Return whether the file looks like a LiaScript course with quizzes."""
    if file.ending not in (".md", ".markdown", ".txt", ""):
        return False
    head = file.head
    if BOXES.search(head) or "liascript" in head.lower():
        return "[[" in file.text or "[(" in file.text
    return bool(HEADER.match(head) and (LONE.search(file.text) or BOXES.search(file.text)))


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return the quizzes of the course as one quiz.

    Raises:
        ForeignError: There is none in it.
    """
    collection = Collection(file)
    found = list(blocks(file.text))
    asked = _quizzes(found)
    collection.expect(len(asked))
    for one in asked:
        _read(one, collection)
    if not collection.report:
        raise ForeignError(f"{file.name} has no quiz of LiaScript.")
    title = next((_heading(b) for b in found if b.kind is Kind.HEADING), "") or file.stem
    quiz = collection.quiz(slug(file.stem) or "quiz", title)
    collection.notes.append("Only the quizzes of the course are carried over, and not its lessons.")
    return (collection.imported(quiz),)


def _quizzes(found: Sequence[Block]) -> list[_Quiz]:
    """Return the quizzes, each with the text above it and what belongs to it below."""
    made: list[_Quiz] = []
    texts: list[Block] = []
    heading = attributes = ""
    at = 0
    while at < len(found):
        block = found[at]
        at += 1
        if block.kind is Kind.HEADING:
            heading, texts, attributes = _heading(block), [], ""
        elif block.kind is Kind.ATTRIBUTES:
            attributes = block.text
        elif block.kind in ASKING and not _is_text(block):
            end = _parts_end(found, at)
            made.append(_Quiz(_above(texts), block, list(found[at:end]), attributes, heading))
            texts, attributes, at = [], "", end
        elif questions.has_gaps(block) or _is_text(block):
            end = _parts_end(found, at)
            is_table = block.text.lstrip().startswith("|")
            own = [*(_above(texts) if is_table else ()), replace(block, kind=Kind.TEXT)]
            made.append(_Quiz(own, None, list(found[at:end]), attributes, heading))
            texts, attributes, at = [], "", end
        elif block.kind in (Kind.TEXT, Kind.CODE) and not RULE.fullmatch(block.text):
            texts.append(block)
        if block.kind not in (Kind.ATTRIBUTES, *ASKING) and block.kind is not Kind.HEADING:
            attributes = ""
    return made


def _is_text(block: Block) -> bool:
    """Return whether a line that looks like one of a survey begins a text with gaps."""
    if block.kind is not Kind.MULTIPLE or len(block.lines) > 1:
        return False
    found = SQUARE.fullmatch(block.lines[0])
    return found is not None and found["mark"].strip().lower() not in ("", "x")


def _above(texts: Sequence[Block]) -> list[Block]:
    """Return the last paragraph, with the code that it is about."""
    kept: list[Block] = []
    for block in reversed(texts):
        kept.insert(0, block)
        is_figure = block.text.lstrip().startswith(("|", "!", "$$", ">"))
        if block.kind is Kind.TEXT and not is_figure:
            break
    return kept


def _parts_end(found: Sequence[Block], at: int) -> int:
    """Return where the hints, the solution and the script of a quiz end."""
    while at < len(found) and found[at].kind in (Kind.HINT, Kind.SOLUTION, Kind.SCRIPT):
        at += 1
    return at


def _read(quiz: _Quiz, collection: Collection) -> None:
    notes: list[str] = []

    def read(text: str) -> str:
        made = read_markdown(without_effects(dedent(text)))
        notes.extend(made.notes)
        return made.markdown.strip()

    original = Original(kind=_kind(quiz), text=_original(quiz), line=quiz.first.line)
    if collection.is_too_long(quiz.heading, original):
        return
    stem = "\n\n".join(
        dedent(one.text) if one.kind is Kind.CODE else read(one.text) for one in quiz.texts
    )
    stem = NUMBERED.sub("", stem)
    if not stem.strip():
        stem = quiz.heading
        notes.append("No text stands above it, so the heading became the question.")
    draft = Draft(
        place=Source(path=collection.file.name, text="").at(1),
        identifier="",
        stem=stem,
        hint=_hint(quiz.parts, read, notes),
        explanation=_solution(quiz.parts, read),
        points=_points(quiz.attributes),
    )
    if any(part.kind is Kind.SCRIPT for part in quiz.parts):
        notes.append("Its script, which checks or changes the answer, is not carried over.")
    try:
        item = _item(quiz, draft, read, notes)
    except LiaError as error:
        collection.leave(stem, original, str(error), *notes)
        return
    said = item.heading or item.body
    identifier = collection.names.take(said.markdown if said else None, quiz.heading, "question")
    collection.carry(replace(item, identifier=identifier), original, notes)


def _item(quiz: _Quiz, draft: Draft, read: questions.Read, notes: list[str]) -> Item:
    block = quiz.block
    if block is None:
        return questions.with_gaps(quiz.texts, draft, read, notes)
    if block.kind is Kind.MATRIX:
        return questions.matrix(block, draft, read, notes)
    if block.kind is Kind.LINE:
        return questions.line(block, draft, read, notes)
    return questions.choice(block, draft, read, notes)


def _hint(parts: Sequence[Block], read: questions.Read, notes: list[str]) -> str | None:
    """Return the hints as one: the first, and a list where there are several."""
    hints = [
        read(HINT.sub("", line)) for part in parts if part.kind is Kind.HINT for line in part.lines
    ]
    if len(hints) > 1:
        notes.append("Its hints, which came one by one, are one list here.")
        return "\n".join(f"- {hint}" for hint in hints)
    return hints[0] if hints else None


def _solution(parts: Sequence[Block], read: questions.Read) -> str | None:
    told = [read("\n".join(p.lines[1:-1])) for p in parts if p.kind is Kind.SOLUTION]
    return "\n\n".join(told).strip() or None


def _points(attributes: str) -> Fraction:
    found = SCORE.search(attributes)
    return points_of(Fraction(found[1])) if found else Fraction(1)


def _kind(quiz: _Quiz) -> str:
    """Return what LiaScript calls the kind of a quiz."""
    block = quiz.block
    if block is None:
        return "gap text"
    if block.kind is not Kind.LINE:
        return str(block.kind.value)
    if "[!]" in block.text:
        return "generic"
    return "selection" if "|" in block.text or "->" in block.text else "text input"


def _original(quiz: _Quiz) -> str:
    parts = [*quiz.texts, *([quiz.block] if quiz.block else []), *quiz.parts]
    return "\n\n".join(part.text for part in parts)


def _heading(block: Block) -> str:
    found = HEADING.fullmatch(block.lines[0])
    return found["text"].strip() if found else ""
