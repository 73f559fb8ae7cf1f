"""Aiken, read as Moodle reads it: a line of question, lettered choices, `ANSWER: B`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lessonry.diagnostics import Source
from lessonry.domain.identity import slug
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.drafts import Draft
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.plain_text import shown_line

CHOICE: Final = re.compile(r"([A-Z])[).]([ \t]*)(\S.*)")
ANSWER: Final = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE)
ENDINGS: Final = ("", ".txt", ".text", ".aiken", ".md")
KIND: Final = "multichoice"


@dataclass(slots=True)
class _Question:
    """One question, as far as it was read."""

    line: int
    lines: list[str] = field(default_factory=list)
    """As they stand in the file."""
    stem: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    answer: str | None = None


def matches(file: ForeignFile) -> bool:
    """Return whether the file has lettered choices with an `ANSWER:` below."""
    if file.ending == ".aiken":
        return True
    head = file.head.replace("\r\n", "\n").replace("\r", "\n")
    return file.ending in ENDINGS and "{" not in head[:1] and bool(_looks(head))


def _looks(head: str) -> bool:
    lines = [line.strip() for line in head.split("\n")]
    choices = sum(bool(CHOICE.match(line)) for line in lines)
    return choices >= 2 and any(re.match(r"ANSWER\s*:\s*[A-Za-z]\b", line) for line in lines)


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return the quiz in the file.

    Raises:
        ForeignError: There is no question in it, or there are too many.
    """
    collection = Collection(file)
    found = list(_questions(file.text))
    if not found:
        raise ForeignError(
            f"{file.name} holds no question in Aiken.",
            help="A question is a line of text, choices such as `A) yes`, and `ANSWER: A`.",
        )
    collection.expect(len(found))
    place = Source(path=file.name, text="").at(1)
    for question in found:
        stem = " ".join(question.stem)
        original = Original(kind=KIND, text="\n".join(question.lines), line=question.line)
        if collection.is_too_long(stem, original):
            continue
        wrong = _wrong(question)
        if wrong:
            collection.leave(stem, original, wrong)
            continue
        key = _key(question)
        draft = Draft(
            place=place,
            identifier=collection.names.take(stem, f"question-{len(collection.items) + 1}"),
            stem=shown_line(stem),
        )
        choices = [(shown_line(text), at == key, None) for at, text in enumerate(question.choices)]
        collection.carry(draft.choice(choices, multiple=False), original, _notes(question))
    name = slug(file.stem) or "questions"
    return (collection.imported(collection.quiz(name, file.title)),)


def _questions(text: str) -> Iterator[_Question]:
    """Yield the questions: each ends with its answer, or where the next one has begun."""
    question: _Question | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if len(line) < 2:
            continue  # as Moodle does
        choice, answer = _choice(line, question), ANSWER.match(line)
        if question and question.choices and not choice and not answer:
            yield question
            question = None
        question = question or _Question(line=number)
        question.lines.append(line)
        if choice:
            question.letters.append(choice[1])
            question.choices.append(choice[3].strip())
        elif answer:
            question.answer = answer[1].strip()
            yield question
            question = None
        else:
            question.stem.append(line)
    if question:
        yield question


def _choice(line: str, question: _Question | None) -> re.Match[str] | None:
    """Return what is a choice; without a blank behind its sign, only where its letter is the next.

    Moodle needs no blank, and so takes `U.S. law is …` for a choice as well.
    """
    found = CHOICE.match(line)
    if found is None or found[2]:
        return found
    is_next = question is not None and len(question.choices) == ord(found[1]) - ord("A")
    return found if is_next and question and question.stem else None


def _wrong(question: _Question) -> str | None:
    """Return why no item can be made of a question."""
    if not question.stem:
        return "No question stands above the choices."
    if len(question.choices) < 2:
        return f"It has {'one choice' if question.choices else 'no choices'}, and two are needed."
    if not question.answer:
        return "No line `ANSWER:` says which choice is right."
    if not 0 <= _key(question) < len(question.choices):
        return f"`ANSWER: {question.answer}` names none of its {len(question.choices)} choices."
    return None


def _key(question: _Question) -> int:
    """Return the index of the right choice: as in Moodle its letter counts the lines."""
    return ord((question.answer or "\0")[0].upper()) - ord("A")


def _notes(question: _Question) -> Iterator[str]:
    if len(question.stem) > 1:
        yield (
            "Its question has several lines, which became one; Moodle would keep the last of them only."
        )
    letter, rest = (question.answer or "")[:1], (question.answer or "")[1:].strip(" .)")
    if rest:
        yield f"Of `ANSWER: {question.answer}` only the first letter counts, as in Moodle."
    if not question.lines[-1].startswith("ANSWER:"):
        yield "Moodle knows the line of the answer only as `ANSWER:`, in capitals."
    if letter.islower():
        yield f"`{letter}` was taken for `{letter.upper()}`; Moodle would not."
    wanted = [chr(ord("A") + at) for at in range(len(question.letters))]
    if question.letters != wanted:
        yield (
            f"The choices are lettered {', '.join(question.letters)}; as in Moodle, the answer counts"
            " their lines."
        )
