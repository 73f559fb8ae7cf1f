"""Puts the quizzes of a LiaScript course together: the text above each, hints, scripts, solutions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lessonry.importers.liascript import questions
from lessonry.importers.liascript.blocks import HEADING, SQUARE, Block, Kind, gaps_in
from lessonry.importers.liascript.texts import FORMULA, is_heading

ASKING: Final = (Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.LINE, Kind.DRAWING)
RULE = re.compile(r"\s*(?:-[ \t]*){3,}\s*")
UNSEEN = re.compile(r"(?:left|top)\s*:\s*-\d{3,}|display\s*:\s*none")
"""How a text is put out of sight that is only read aloud."""
LIST = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
WORD = re.compile(r"[^\W\d_]{2,}")
FEW_WORDS: Final = 2
"""As many words around its gaps do not say what is asked."""
DEEPEST: Final = 60
"""How deep solutions and steps of a slide may stand in each other."""
LONGEST_RUN: Final = 500
"""Blocks that a solution, or a step of a slide, may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A quiz of the course with what stands around it."""

    texts: tuple[Block, ...]
    block: Block | None
    """Nothing where the gaps stand in the text."""
    parts: tuple[Block, ...]
    """Hints and script below it."""
    solution: tuple[str, ...]
    """The lines of its solution."""
    end: int
    """The line behind it, of those that were made ready."""
    attributes: str
    heading: str
    has_unseen: bool = False
    """Whether a text above it is only read aloud."""
    is_parted: bool = False
    """Whether blank lines stand between its answers."""
    has_quiz_in_solution: bool = False

    @property
    def first(self) -> Block:
        """Return the block that it begins with."""
        return self.texts[0] if self.texts else self.parts[0] if self.block is None else self.block

    @property
    def begin(self) -> int:
        """Return its first line, of those that were made ready."""
        return self.first.begin

    @property
    def line(self) -> int:
        """Return its first line in the file."""
        return self.first.line

    @property
    def kind(self) -> str:
        """Return what LiaScript calls its kind."""
        if self.block is None:
            return "gap text"
        if self.block.kind is not Kind.LINE:
            return str(self.block.kind.value)
        if "[!]" in self.block.text:
            return "generic"
        is_list = "|" in self.block.text or "->" in self.block.text
        return "selection" if is_list else "text input"


def quizzes_of(found: Sequence[Block]) -> list[Quiz]:
    """Return the quizzes, each with the text above it and what belongs to it below."""
    return _Walk(found).quizzes()


class _Walk:
    """One way through the blocks of a course."""

    def __init__(self, found: Sequence[Block]) -> None:
        self.found = found
        self.stops: dict[int, int] = {}
        """Of the places where a run of blocks begins, where it stops."""
        self.depth = 0
        self.has_unseen = False

    def quizzes(self) -> list[Quiz]:
        """Return the quizzes, in order."""
        made: list[Quiz] = []
        texts: list[Block] = []
        heading = attributes = ""
        at = 0
        while at < len(self.found):
            block = self.found[at]
            if self._is_quiz(at):
                quiz, at = self._quiz(at, texts, attributes, heading)
                made.append(quiz)
                texts, attributes = [], ""
                self.has_unseen = False
                continue
            at += 1
            if block.kind is Kind.HEADING:
                heading, texts = heading_of(block), []
                self.has_unseen = False
            elif block.kind is Kind.TEXT and UNSEEN.search(attributes):
                self.has_unseen = True
            elif block.kind in (Kind.TEXT, Kind.CODE) and not RULE.fullmatch(block.text):
                texts.append(block)
            attributes = block.text if block.kind is Kind.ATTRIBUTES else ""
        return made

    def _is_quiz(self, at: int) -> bool:
        block = self.found[at]
        return block.kind in ASKING or questions.has_gaps(block)

    def _quiz(
        self, at: int, texts: Sequence[Block], attributes: str, heading: str
    ) -> tuple[Quiz, int]:
        """Return the quiz at a block, and the block behind it."""
        block = self.found[at]
        body = self._body_end(at)
        end = self._parts_end(body)
        is_asked = block.kind in ASKING and not _is_text(block)
        if is_asked:
            own = _above(texts)
            lines = tuple(line for one in self.found[at:body] for line in one.lines)
            block = replace(block, lines=lines)
        else:
            own = [*(_above(texts) if _is_bare(block) else ()), replace(block, kind=Kind.TEXT)]
        inside = self._solution(end)
        quiz = Quiz(
            texts=tuple(own),
            block=block if is_asked else None,
            parts=tuple(self.found[body:end]),
            solution=tuple(line for one in inside for line in _spaced(one, inside)),
            end=self.found[end - 1].end,
            attributes=attributes,
            heading=heading,
            has_unseen=self.has_unseen,
            is_parted=body > at + 1,
            has_quiz_in_solution=any(
                one.kind in ASKING or questions.has_gaps(one) for one in inside
            ),
        )
        return quiz, end + len(inside) + (2 if inside or self._has_empty_solution(end) else 0)

    def _body_end(self, at: int) -> int:
        """Return the block behind the answers: blank lines that part each of them are passed over."""
        kind = self.found[at].kind
        end = at
        if kind in (Kind.SINGLE, Kind.MULTIPLE):
            while end < len(self.found) and _is_one_answer(self.found[end], kind):
                end += 1
        return max(end, at + 1)

    def _parts_end(self, at: int) -> int:
        """Return the block behind the hints and the script of a quiz."""
        while at < len(self.found):
            kind = self.found[at].kind
            behind = self.found[at + 1].kind if at + 1 < len(self.found) else None
            if kind in (Kind.HINT, Kind.SCRIPT):
                at += 1
            elif kind is Kind.ATTRIBUTES and behind is Kind.SCRIPT:
                at += 2
            else:
                break
        return at

    def _solution(self, at: int) -> list[Block]:
        """Return the blocks of the solution that begins at a line of stars right below a quiz."""
        stop = self._solution_end(at)
        return list(self.found[at + 1 : stop]) if stop else []

    def _has_empty_solution(self, at: int) -> bool:
        return self._solution_end(at) == at + 1

    def _solution_end(self, at: int) -> int:
        """Return the line of stars that ends a solution; 0 where none begins, as LiaScript sees it."""
        if at >= len(self.found) or self.found[at].kind is not Kind.STARS:
            return 0
        if self.found[at].begin != self.found[at - 1].end:
            return 0
        stop = self._stop(at + 1)
        is_end = stop < len(self.found) and self.found[stop].kind is Kind.STARS
        return stop if is_end else 0

    def _stop(self, at: int) -> int:
        """Return where a run of blocks stops: at stars that are nobody's, or at the next heading."""
        if at in self.stops:
            return self.stops[at]
        begin = at
        self.depth += 1
        end = min(begin + LONGEST_RUN, len(self.found))
        while self.depth < DEEPEST and at < end:
            kind = self.found[at].kind
            if kind in (Kind.STARS, Kind.HEADING):
                break
            if kind is Kind.OPENING:
                stop = self._stop(at + 1)
                is_end = stop < len(self.found) and self.found[stop].kind is Kind.STARS
                at = stop + 1 if is_end else at + 1
            elif self._is_quiz(at):
                at = self._parts_end(self._body_end(at))
                at = (self._solution_end(at) or at - 1) + 1
            else:
                at += 1
        self.depth -= 1
        if self.depth + 1 < DEEPEST:
            self.stops[begin] = at
        return at


def heading_of(block: Block) -> str:
    """Return the words of a heading."""
    found = HEADING.fullmatch(block.lines[0])
    return found["text"].strip() if found else ""


def _spaced(block: Block, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the lines of a block of a solution, with a blank one where one stood below it."""
    if block.kind in (Kind.ATTRIBUTES, Kind.SCRIPT, Kind.STARS, Kind.OPENING):
        return ()
    return (*block.lines, "") if block is not blocks[-1] else block.lines


def _is_one_answer(block: Block, kind: Kind) -> bool:
    return block.kind is kind and len(block.lines) == 1 and not _is_text(block)


def _is_text(block: Block) -> bool:
    """Return whether a line that looks like one of a survey begins a text with gaps."""
    if block.kind is not Kind.MULTIPLE or len(block.lines) > 1:
        return False
    found = SQUARE.fullmatch(block.lines[0])
    return found is not None and found["mark"].strip().lower() not in ("", "x")


def _is_bare(block: Block) -> bool:
    """Return whether a text with gaps does not say by itself what is asked."""
    text = block.text
    for gap in reversed(list(gaps_in(text))):
        text = text[: gap.start()] + " " + text[gap.end() :]
    return text.lstrip().startswith("|") or len(WORD.findall(FORMULA.sub(" ", text))) <= FEW_WORDS


def _above(texts: Sequence[Block]) -> list[Block]:
    """Return the last paragraph, with the code and the list that it is about, and its heading."""
    kept: list[Block] = []
    for block in reversed(texts):
        if kept and kept[0].kind is Kind.TEXT and not _is_figure(kept[0]):
            if is_heading(block.text) and not is_heading(kept[0].text):
                kept.insert(0, block)
            break
        kept.insert(0, block)
    return kept


def _is_figure(block: Block) -> bool:
    lines = block.text.strip().split("\n")
    is_list = LIST.match(lines[0]) and (len(lines) > 1 or lines[0].lstrip()[0] in "-*+")
    return lines[0].startswith(("|", "!", "$$", ">")) or bool(is_list)
