"""A quiz as it is read: its questions, and apart from them its answers, with ways to and fro."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from lessonry.domain.items import GapItem, Item, MatrixItem
from lessonry.domain.quiz import Quiz
from lessonry.exporters.prose import HtmlProse
from lessonry.exporters.written.keys import key
from lessonry.exporters.written.responses import response
from lessonry.locales.words import Words
from lessonry.rendering import figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where the questions and the answers of one quiz stand: the addresses of their pages.

    Empty for the page itself, nothing for what is nowhere.
    """

    questions: str | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenQuiz:
    """One quiz, ready to be written anywhere."""

    quiz: Quiz
    prefix: str
    """Of all its identifiers: a letter first, and no other quiz of the package has it."""
    prose: HtmlProse
    words: Words

    def questions(self, level: int, ways: Ways, *, title: bool = True) -> str:
        """Return the quiz without its answers, as XHTML.

        Args:
            level: Of the quiz's heading, or of the questions' where it has none.
            ways: Where its answers stand.
            title: Whether it has a heading.
        """
        quiz, parts = self.quiz, []
        if title:
            spoken = f' lang="{quiz.language}"' if quiz.language else ""
            parts.append(f'<h{level} class="quiz-title"{spoken}>{escape(quiz.title)}</h{level}>')
            level = min(level + 1, 6)
        bodies = {item.body.folded for item in quiz.items if item.body}
        if quiz.description and " ".join(quiz.description.split()) not in bodies:
            parts.append(f'<p class="about">{escape(quiz.description)}</p>')
        number, items = 0, []
        for section in quiz.sections:
            inner = level
            if section.title and section.items:
                items.append(f"<h{level}>{escape(section.title)}</h{level}>")
                inner = min(level + 1, 6)
            for item in section.items:
                number += 1
                items.append(self.question(item, number, inner, ways))
        return f'<div class="quiz" id="{self.prefix}">{"".join([*parts, *items])}</div>'

    def question(self, item: Item, number: int, level: int, ways: Ways) -> str:
        """Return one question."""
        name = f"{self.prefix}-{number}"
        said = self.words.say("Question {n} of {total}", n=number, total=len(self.quiz.items))
        if item.points not in (0, 1):
            said += f" · {figures.points(self.words, item.points)}"
        stem = f" {self.prose.inline(item.heading)}" if item.heading else ""
        way = ""
        if ways.answers is not None and self.has_answer(item):
            aim = f"{ways.answers}#{name}-answer"
            word = escape(self.words.say("Show the answer"))
            way = f'<p class="way"><a href="{aim}" id="{name}-way">{word}</a></p>'
        return (
            f'<div class="item" id="{name}">'
            f'<h{level} class="stem"><span class="number">{escape(said)}</span>{stem}</h{level}>'
            f"{self.asked(item, name)}{way}</div>"
        )

    def asked(self, item: Item, name: str) -> str:
        """Return what stands under an item's heading: its text, and what is answered."""
        body = ""
        if item.body and not isinstance(item, GapItem):
            body = f'<div class="body">{self.prose.block(item.body)}</div>'
        return body + response(item, self.prose, self.words, name)

    def answers(self, level: int, ways: Ways) -> str:
        """Return the answers as XHTML, under the quiz's title; empty where it has none."""
        told = "".join(
            self.answer(item, number, min(level + 1, 6), ways)
            for number, item in enumerate(self.quiz.items, start=1)
            if self.has_answer(item)
        )
        title = escape(self.quiz.title)
        return (
            f'<div class="answers" id="{self.prefix}-answers">'
            f'<h{level} class="quiz-title">{title}</h{level}>{told}</div>'
            if told
            else ""
        )

    def answer(self, item: Item, number: int, level: int, ways: Ways) -> str:
        """Return one answer."""
        name = f"{self.prefix}-{number}"
        said = escape(self.words.say("Question {n}", n=number))
        if ways.questions is not None:
            said = f'<a href="{ways.questions}#{name}">{said}</a>'
        stem = f" {self.prose.inline(item.heading)}" if item.heading else ""
        return (
            f'<div class="answer" id="{name}-answer">'
            f'<h{level} class="stem"><span class="number">{said}</span>{stem}</h{level}>'
            f"{self.told(item)}</div>"
        )

    def told(self, item: Item, *, has_key: bool = True) -> str:
        """Return what is right, unless that stands elsewhere, and why, and what an item hints at."""
        parts = [key(item, self.prose, self.words)] if has_key else []
        if item.explanation:
            parts.append(f'<div class="explanation">{self.prose.block(item.explanation)}</div>')
        if item.hint:
            label = f'<p class="label">{escape(self.words.say("Hint"))}</p>'
            parts.append(f'<div class="hint">{label}{self.prose.block(item.hint)}</div>')
        return "".join(parts)

    @staticmethod
    def has_answer(item: Item) -> bool:
        """Return whether anything is told of an item: of a mere survey often nothing is."""
        return not (isinstance(item, MatrixItem) and item.survey) or bool(item.explanation)
