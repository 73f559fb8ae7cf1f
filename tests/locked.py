"""Exams to be locked, of as many items and as large as a test needs."""

from __future__ import annotations

from collections.abc import Iterable

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.quiz import Quiz
from lessonry.readers.quiz import read_quiz

HEAD = "---\ntitle: Exam\nmode: exam\npass_mark: {mark}\nlock: true\n{more}---\n"


def exam(items: Iterable[str], *, mark: str = "80%", more: str = "lock_weak: accept\n") -> Quiz:
    """Return an exam of these items, each as it is written; nothing in it may be wrong."""
    quiz, diagnostics = read(HEAD.format(mark=mark, more=more) + "\n".join(items))
    assert not list(diagnostics), [fault.message for fault in diagnostics]
    return quiz


def read(text: str, name: str = "exam") -> tuple[Quiz, Diagnostics]:
    diagnostics = Diagnostics()
    source = Source(path=f"quizzes/{name}.md", text=text)
    return read_quiz(source, diagnostics, identifier=name), diagnostics


def choice(number: int, *, options: int = 4, key: int = 0, points: int = 1) -> str:
    """Return an item of one key among so many options."""
    lines = [f"- ({'x' if place == key else ' '}) Way {place}" for place in range(options)]
    return f"## Which, {number}? {{ #q{number} points={points} }}\n\n" + "\n".join(lines) + "\n"


def choices(count: int, *, options: int = 4) -> list[str]:
    """Return so many items, whose keys stand in different places."""
    return [choice(n, options=options, key=n * 7 % options) for n in range(count)]
