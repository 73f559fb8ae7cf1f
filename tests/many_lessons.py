"""Courses of any size for the benchmark: the same lessons whoever builds them, ten items each.

A lesson has about 800 words: seven parts with headings, two tables, three admonitions, three pieces of
code, two lists, a picture and five links to other lessons. The same number of lessons gives the same
bytes on every machine. Nothing here is meant to be read.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Literal

Quizzes = Literal["none", "lessonry", "mkdocs-quiz"]
PER_MODULE = 10
ITEMS = 10
STEMS = """
access account action address agent answer array asset audit backup batch block
branch bucket buffer build cache call case certificate channel check client
cluster code column command commit config connection container context control
copy course cursor data deploy detail device disk document domain driver engine
entry error event example exercise failure field file filter flow folder format
frame function gateway goal group handler header host image index input instance
interface item job journal key label language layer learner lesson library limit
line link list loader lock log loop manager memory message method metric migration
mode model module monitor name network node note object operator option order
output owner package page parameter parser partition password patch path pattern
permission pipeline plan plugin policy pool port practice process profile project
protocol proxy query queue quiz range record region register release report
request resource response result retry review role route rule runtime sample
scale schedule schema scope script section secret segment server service session
setting shard shell signal site snapshot socket source stack stage state step
storage stream structure subject summary switch symbol system table tag target
task team template term test text thread ticket timeout token tool topic trace
trainer transaction tree trigger type unit update user value variable version
view volume window worker workflow workspace zone
""".split()  # noqa: SIM905 -- words read as words
ENDINGS = ("", "", "", "s", "ing", "ed", "er", "able")
GLUE = """
the a an of to and in for with on is are that this which when after before from
by as it each every into must can should then so but or not only also until
""".split()  # noqa: SIM905
CODE = {
    "python": (
        "from dataclasses import dataclass\n\n\n@dataclass\nclass {A}:\n"
        '    """One {b} of a {c}."""\n\n    {b}: int = {n}\n    {c}: str = "{d}"\n\n'
        "    def {d}(self, limit: int = {m}) -> list[int]:\n        # keep the even ones only\n"
        "        return [i * self.{b} for i in range(limit) if i % 2 == 0]\n"
    ),
    "bash": (
        "# make the {a} ready\nset -euo pipefail\n"
        'for {b} in $(seq 1 {n}); do\n  echo "{c} ${{{b}}}" >> {d}.log\ndone\n'
        "grep -c {c} {d}.log | sort -n | head -{m}\n"
    ),
    "yaml": (
        "{a}:\n  name: {b}\n  replicas: {n}\n  {c}:\n    - path: /srv/{d}\n"
        "      size: {m}Gi\n      read_only: true\n    - path: /tmp/{b}\n      size: 1Gi\n"
    ),
}
CONFIGURATION = """\
site_name: Synthetic course
site_url: https://course.example/
theme:
  name: material
  font: false
  features:
    - content.code.copy
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - toc:
      permalink: true
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.inlinehilite
  - pymdownx.superfences
plugins:
  - search
{plugins}nav:
  - Course: index.md
"""
PLUGINS = {
    "none": "",
    "lessonry": "  - lessonry{options}\n",
    "mkdocs-quiz": "  - mkdocs_quiz\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with four answers."""

    text: str
    answers: tuple[tuple[str, bool], ...]
    explanation: str


@dataclass(slots=True, kw_only=True)
class Lesson:
    """One lesson, before it is in anybody's dialect."""

    number: int
    title: str
    text: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def name(self) -> str:
        return f"lesson-{self.number:05d}"

    @property
    def folder(self) -> str:
        return f"module-{(self.number - 1) // PER_MODULE + 1:04d}"


class _Writer:
    """Writes prose in which few words are frequent and many are rare, as in any language."""

    def __init__(self) -> None:
        self.rng = random.Random(1)
        self.words = list(dict.fromkeys(stem + ending for ending in ENDINGS for stem in STEMS))
        self.rng.shuffle(self.words)
        self.weights = list(
            accumulate((1.0 / (i + 4) for i in range(len(self.words))), initial=0.0)
        )[1:]

    def word(self) -> str:
        return self.rng.choices(self.words, cum_weights=self.weights)[0]

    def some(self, count: int) -> str:
        return " ".join(self.word() for _ in range(count))

    def title(self, count: int) -> str:
        return self.some(count).capitalize()

    def sentence(self, low: int = 9, high: int = 17, *, markup: bool = False) -> str:
        count = self.rng.randint(low, high)
        words = [self.rng.choice(GLUE) if i % 2 else self.word() for i in range(count)]
        if markup:
            place = self.rng.randrange(1, count)
            words[place] = self.rng.choice(("**{}**", "*{}*", "`{}`")).format(words[place])
        return " ".join(words).capitalize() + "."

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence(markup=True) for _ in range(sentences))

    def code(self, language: str) -> str:
        a, b, c, d = (self.word().replace("-", "_") for _ in range(4))
        n, m = self.rng.randint(2, 90), self.rng.randint(2, 90)
        return CODE[language].format(a=a, A=a.title(), b=b, c=c, d=d, n=n, m=m)


def lessons(count: int) -> list[Lesson]:
    """Return `count` lessons, each with its quiz."""
    writer = _Writer()
    made = [
        Lesson(number=number, title=f"{number}. {writer.title(3)}")
        for number in range(1, count + 1)
    ]
    for lesson in made:
        lesson.text = "\n".join((f"# {lesson.title}\n", *_blocks(lesson, made, writer)))
        lesson.questions = tuple(_questions(writer))
    return made


def _blocks(lesson: Lesson, all_: list[Lesson], writer: _Writer) -> Iterator[str]:
    rng = writer.rng
    languages = iter(CODE)
    yield writer.paragraph(3) + "\n"
    yield "\n".join(f"- {writer.sentence(5, 9)}" for _ in range(4)) + "\n"
    for part in range(7):
        yield f"## {writer.title(3)}\n"
        yield writer.paragraph(3) + "\n"
        if part in (0, 2, 4):
            yield f"### {writer.title(2)}\n"
            kind = {0: "note", 2: "warning", 4: "tip"}[part]
            yield f'!!! {kind} "{writer.title(2)}"\n\n    {writer.paragraph(2)}\n'
        if part in (1, 3, 5):
            language = next(languages)
            yield f"```{language}\n{writer.code(language)}```\n"
        if part in (1, 4):
            head = " | ".join([writer.word() for _ in range(4)])
            rows = [" | ".join([writer.some(2) for _ in range(4)]) for _ in range(5)]
            yield (
                "\n".join([f"| {head} |", "|" + " --- |" * 4, *(f"| {row} |" for row in rows)])
                + "\n"
            )
        if part == 2:
            yield f"![Diagram of {writer.some(2)}]({lesson.name}.svg)\n"
        if part == 3:
            yield "\n".join(f"{n}. {writer.sentence(5, 9)}" for n in range(1, 5)) + "\n"
        if part < 5:
            target = all_[rng.randint(1, len(all_)) - 1]
            text, label = writer.sentence(5, 8), writer.some(2)
            yield f"{text} See [{label}](../{target.folder}/{target.name}.md).\n"


def _questions(writer: _Writer) -> Iterator[Question]:
    rng = writer.rng
    for _ in range(ITEMS):
        right = rng.randrange(4)
        is_multiple = rng.random() < 0.3
        texts: dict[str, None] = {}
        while len(texts) < 4:
            texts[writer.some(3)] = None
        answers = tuple(
            (text, i == right or (is_multiple and i == (right + 1) % 4))
            for i, text in enumerate(texts)
        )
        text = writer.sentence(8, 12)[:-1] + "?"
        yield Question(text=text, answers=answers, explanation=writer.sentence(10, 16, markup=True))


def picture(lesson: Lesson) -> str:
    """Return the lesson's picture, as SVG."""
    rng = random.Random(lesson.number)
    boxes = "".join(
        f'<rect x="{20 + 95 * i}" y="{rng.randint(20, 90)}" width="70" height="40" '
        f'rx="6" fill="#{rng.randrange(0x404040, 0xC0C0C0):06x}"/>'
        for i in range(6)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 160" '
        f'width="600" height="160" role="img"><title>{lesson.name}</title>{boxes}</svg>\n'
    )


def in_our_grammar(lesson: Lesson) -> str:
    """Return the lesson's quiz as a file of `quizzes/`."""
    parts = [f"---\ntitle: Quiz {lesson.number}\n---\n"]
    for number, question in enumerate(lesson.questions, start=1):
        left, right = "()" if sum(good for _, good in question.answers) == 1 else "[]"
        rows = (f"- {left}{'x' if good else ' '}{right} {text}" for text, good in question.answers)
        parts.append(f"## {question.text} {{ #q{number} }}\n")
        parts.append("\n".join(rows) + "\n")
        parts.append(f"!!! explanation\n    {question.explanation}\n")
    return "\n".join(parts)


def in_mkdocs_quiz(lesson: Lesson) -> str:
    """Return the same questions as mkdocs-quiz has them in a page."""
    parts = ["## Quiz\n"]
    for question in lesson.questions:
        rows = "\n".join(f"- [{'x' if good else ' '}] {text}" for text, good in question.answers)
        parts.append(f"<quiz>\n{question.text}\n{rows}\n\n{question.explanation}\n</quiz>\n")
    return "\n".join(parts)


def write_course(folder: Path, count: int, quizzes: Quizzes, options: str = "") -> Path:
    """Write a course of `count` lessons into `folder`, with the quizzes of one maker.

    Args:
        folder: Where to; made where it is not there.
        count: How many lessons, ten to a module.
        quizzes: Whose grammar they are in.
        options: What stands after `- lessonry` in the configuration.
    """
    made = lessons(count)
    plugins = PLUGINS[quizzes].format(options=options)
    lines = [CONFIGURATION.format(plugins=plugins)]
    files = {"docs/index.md": f"# Course\n\nA course of {count} lessons.\n"}
    for lesson in made:
        place = f"{lesson.folder}/{lesson.name}"
        if lesson.number % PER_MODULE == 1:
            lines.append(f"  - Module {lesson.number // PER_MODULE + 1}:\n")
        lines.append(f"      - {place}.md\n")
        text = lesson.text
        if quizzes == "lessonry":
            text += f"\n/// quiz | {lesson.name}\n///\n"
            files[f"quizzes/{lesson.name}.md"] = in_our_grammar(lesson)
        elif quizzes == "mkdocs-quiz":
            text += "\n" + in_mkdocs_quiz(lesson)
        files[f"docs/{place}.md"] = text.rstrip() + "\n"
        files[f"docs/{place}.svg"] = picture(lesson)
    files["mkdocs.yml"] = "".join(lines)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
