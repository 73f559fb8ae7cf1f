"""Reads one block of mkdocs-quiz: choices with feedback, or blanks to fill in, and what follows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from textwrap import dedent
from typing import Final

from lessonry.diagnostics import Place
from lessonry.domain.gaps import Gap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.drafts import Draft, text_gap
from lessonry.importers.markdown_text import blocks_of_code
from lessonry.importers.markup import Converted
from lessonry.importers.mkdocs_quiz.pages import Found

BLANK = re.compile(r"\[\[([^\]]+)\]\]")
CHOICE = re.compile(r"^[-*] \[(.?)\] (.*)$")
FEEDBACK = re.compile(r"^\s*>\s?(.*)$")
OPTION = re.compile(r"^\s*(?:show-correct|auto-submit|disable-after-submit):\s*\S+\s*$")
"""What a block could say in version 1.0, and what the move from 0.x leaves in it."""
OLD_FIELD = re.compile(r"\s*(question|answer-correct|answer|content):\s?(.*)$")
KEPT: Final = ("x", "X", " ", "")


class QuizError(ValueError):
    """A block that mkdocs-quiz refuses; the message says why, as a sentence."""


def item_in(
    found: Found,
    identifier: str,
    place: Place,
    read: Callable[[str], Converted],
    notes: list[str],
) -> Item:
    """Return the item of a block.

    Args:
        found: The block.
        identifier: The item's.
        place: Where it comes from.
        read: Reads Markdown.
        notes: Where a sentence goes for each thing that is another.

    Raises:
        QuizError: mkdocs-quiz would refuse it.
    """

    def markdown(text: str) -> str:
        made = read(text)
        notes.extend(made.notes)
        return made.markdown

    draft = Draft(place=place, identifier=identifier, stem="")
    if found.is_old:
        return _old(found.inside, draft, markdown)
    inside = dedent(found.inside)
    if has_blank(inside):
        return _blanks(inside, draft, markdown)
    return _choices(inside, draft, markdown, notes)


def kind_of(found: Found) -> str:
    """Return what mkdocs-quiz calls the kind of a block."""
    return "fill-in-the-blank" if not found.is_old and has_blank(found.inside) else "choice"


def has_blank(inside: str) -> bool:
    """Return whether a block has a blank; two brackets in code, as a shell has them, are none."""
    pieces = blocks_of_code(dedent(inside))
    return any(not is_code and BLANK.search(piece) for piece, is_code in pieces)


def _choices(inside: str, draft: Draft, markdown: Callable[[str], str], notes: list[str]) -> Item:
    lines = inside.split("\n")
    first = next((at for at, line in enumerate(lines) if CHOICE.match(line)), None)
    if first is None:
        raise QuizError("It has no answers: each is written as `- [x] text` or `- [ ] text`.")
    asked = [line for line in lines[:first] if not OPTION.match(line)]
    if len(asked) < first:
        notes.append("What it says of its buttons has no place here.")
    answers, at = _answers(lines, first)
    if not "\n".join(asked).strip():
        raise QuizError("It has no question above its answers.")
    keys = {text for text, is_key, _ in answers if is_key}
    rest = lines[at:]
    if FEEDBACK.match(next(filter(str.strip, rest), "")) and any(map(CHOICE.match, rest)):
        raise QuizError(
            "Feedback, `> …`, has to stand right below its answer, without a blank line between."
        )
    if not keys:
        raise QuizError("None of its answers is ticked.")
    choices = [
        (markdown(text), text in keys, markdown(told) or None if told else None)
        for text, _, told in answers
    ]
    draft = replace(
        draft,
        stem=markdown("\n".join(asked)),
        explanation=markdown("\n".join(rest).strip("\n")) or None,
    )
    return draft.choice(choices, multiple=sum(is_key for _, is_key, _ in choices) > 1)


def _answers(lines: list[str], at: int) -> tuple[list[tuple[str, bool, str]], int]:
    """Return the answers with their feedback, and the line behind the last of them."""
    answers: list[tuple[str, bool, str]] = []
    end = at
    while at < len(lines):
        found = CHOICE.match(lines[at])
        if found is None:
            if lines[at].strip():
                break
            at += 1
            continue
        if found[1] not in KEPT:
            raise QuizError(f"`[{found[1]}]` is no box: only `[x]` and `[ ]` are.")
        at += 1
        told = []
        while at < len(lines) and (quoted := FEEDBACK.match(lines[at])):
            told.append(quoted[1])
            at += 1
        answers.append((found[2].strip(), found[1].lower() == "x", "\n".join(told).rstrip()))
        end = at
    return answers, end


def _blanks(inside: str, draft: Draft, markdown: Callable[[str], str]) -> Item:
    """Return an item of gaps; what stands below a line of `---` is told afterwards."""
    lines = inside.split("\n")
    cut = next((at for at, line in enumerate(lines) if line.strip() == "---"), None)
    asked = [line for line in lines[:cut] if not OPTION.match(line)]
    told = lines[cut + 1 :] if cut is not None else []
    answers: list[str] = []
    text = markdown("\n".join(asked))

    def mark(found: re.Match[str]) -> str:
        answers.append(" ".join(found[1].split()))
        return gap_mark(len(answers) - 1)

    stem = "".join(
        piece if is_code else BLANK.sub(mark, piece) for piece, is_code in blocks_of_code(text)
    )
    if not answers:
        raise QuizError("Its blank stands below the line, where it is told and not asked.")
    gaps: list[Gap] = [text_gap(draft.place, [answer]) for answer in answers]
    explanation = markdown("\n".join(told).strip("\n")) or None
    # All blanks have to be right there, as here.
    draft = replace(
        draft,
        stem=stem,
        explanation=explanation,
        partial_credit=PartialCredit.ALL_OR_NOTHING,
    )
    return draft.gaps(gaps)


def _old(inside: str, draft: Draft, markdown: Callable[[str], str]) -> Item:
    """Return the item of a block from before version 1.0: `question:`, `answer:`, `content:`."""
    question = ""
    answers: list[tuple[str, bool, str | None]] = []
    content: list[str] | None = None
    for line in dedent(inside).strip("\n").split("\n"):
        field = OLD_FIELD.match(line) if content is None else None
        if content is not None:
            content.append(line)
        elif field is None:
            continue
        elif field[1] == "question":
            question = field[2].strip()
        elif field[1] == "content":
            content = [field[2]]
        else:
            answers.append((markdown(field[2].strip()), field[1] == "answer-correct", None))
    if not question:
        raise QuizError("It has no line `question:`.")
    keys = sum(is_key for _, is_key, _ in answers)
    if not keys:
        raise QuizError("It has no line `answer-correct:`.")
    explanation = markdown(dedent("\n".join(content or [])).strip("\n")) or None
    draft = replace(draft, stem=markdown(question), explanation=explanation)
    return draft.choice(answers, multiple=keys > 1)
