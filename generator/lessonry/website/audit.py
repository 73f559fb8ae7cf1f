"""Looks in the files of a built site for anything that an exam keeps to itself.

Every file is read in every way that `readings` knows. A sentence of an exam's feedback or
explanation may stand nowhere. A secret of a few words (a typed answer, "Yes.") stands on pages by
right and by chance, in a lesson or in the theme's own markup: it is looked for where it would tell
something, in the exam itself, in comments, in the search index and in side files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from lessonry.credentials.lock.sealing import unsealed_parts
from lessonry.domain.concealment import published, secrets
from lessonry.domain.course import Course
from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.items import (
    ChoiceItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
    variants,
)
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.items.gap import shown_answer
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import decimal
from lessonry.rendering.environment import TEMPLATES
from lessonry.website.readings import TAG, readings, words
from lessonry.website.site_files import SiteFile

FEW_WORDS = 3
"""A secret of so few words may stand in a lesson by right."""
TEXTS = frozenset({".json", ".txt", ".xml", ".md", ".csv", ".tsv", ".yml", ".yaml", ""})
"""Side files that could tell a few words; scripts and styles are the theme's and the runtime's."""
OURS = ("lessonry/", "did.json", ".well-known/did.json", "status/", "self-service/", "sitemap.xml")
"""Files that are made of other things than items."""
LOCKS = "lessonry/locks/"
EXAM = re.compile(r"<section[^>]*data-lr-mode=\"?exam.*?</section>", re.DOTALL)
TELLING = re.compile(
    r"data-lr-(?:key|answer|right|feedback-of|explanation|debrief|tone)\b|<input[^>]*\s(?:checked|value=\"\")"
)
"""Attributes by which a practice item carries its key."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ATTRIBUTE = re.compile(r"""\s([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
SAYING_NOTHING = re.compile(
    r"data-lr-.*|aria-.*|class|id|for|name|type|role|href|src|rel|style|d|value|auto.*|spellcheck"
    r"|maxlength|size|inputmode|dir|tabindex|viewbox|focusable|max|novalidate|hidden|data-search-exclude",
    re.IGNORECASE,
)
"""Attributes of our own templates, which carry names and numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One secret found where everybody can read it."""

    file: str
    """Relative to the site."""
    quiz: str
    what: str

    def __str__(self) -> str:
        return f"{self.file} tells of the exam `{self.quiz}`: {self.what}"


@dataclass(frozen=True, kw_only=True)  # no slots, for its cached properties
class Needle:
    """Words that tell a secret."""

    quiz: str
    words: str
    secret: str
    """What messages show, with its place."""
    is_filled: bool = False
    """Whether it is a sentence with its gap filled: a lesson may say the same by right."""

    @cached_property
    def is_short(self) -> bool:
        """Return whether so few words may stand somewhere by chance."""
        return len(self.words.split()) <= FEW_WORDS

    @cached_property
    def each(self) -> frozenset[str]:
        """Return its words: a text that lacks one of them needs no search for the whole."""
        return frozenset(self.words.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamAudit:
    """Looks for what would tell of the exams of a course, in all of its languages."""

    course: Course
    """With its keys."""
    needles: tuple[Needle, ...]
    sealed: Mapping[str, str]
    """What a code opens on the pages of these files."""

    def leaks_in(self, file: SiteFile) -> Iterator[Leak]:
        """Yield what a file tells."""
        if file.name.startswith(LOCKS):
            yield from _open_parts(file.name, file.raw, self.course)
            return
        if file.name in self.sealed:
            file = replace(file, opened=self.sealed[file.name])
        yield from _telling_marks(file.name, file.text, self.course)
        pointed = _pointed(file)
        told: dict[Leak, None] = {}
        for needle in self.needles:
            if needle.is_short:
                is_there = needle.words in pointed
            else:
                is_there = needle.each <= file.vocabulary and needle.words in file.said
            if is_there:
                told[Leak(file=file.name, quiz=needle.quiz, what=needle.secret)] = None
        yield from told


def exam_audit(
    *courses: Course,
    public: Iterable[str] = (),
    sealed: Mapping[str, str] = MappingProxyType({}),
) -> ExamAudit | None:
    """Return what looks for what courses' exams keep to themselves; nothing where there is no exam.

    Args:
        courses: With their keys: the course, and what it is in other languages.
        public: Texts that are published by right (lessons): they excuse a secret of few words.
        sealed: What a code opens on the pages of these files: no exam's answer may stand there either.
    """
    courses = tuple(course for course in courses if course.exams)
    if not courses:
        return None
    public = tuple(public)
    needles = tuple(needle for course in courses for needle in _in_order(course, public))
    return ExamAudit(course=courses[0], needles=needles, sealed=sealed)


def _in_order(course: Course, public: Iterable[str]) -> list[Needle]:
    """Return what would tell of a course's exams, less what it says by right elsewhere."""
    templates = (file.read_text("utf-8") for file in sorted(TEMPLATES.rglob("*.jinja")))
    excused = words(" ".join([*public, *_shown(course), *templates]))
    needles = {
        needle
        for quiz in course.exams
        for item in quiz.items
        for needle in _needles(quiz.identifier, item)
        if not ((needle.is_short or needle.is_filled) and needle.words in excused)
    }
    return sorted(needles, key=lambda needle: (needle.quiz, needle.secret))


def _open_parts(name: str, raw: bytes, course: Course) -> Iterator[Leak]:
    """Yield what a lock file says besides what a lock has to: all else in it is sealed or random."""
    try:
        lock = json.loads(raw)
        quiz = str(lock["quiz"])
        faults = tuple(unsealed_parts(lock, course.quiz(quiz)))
    except (ValueError, KeyError, TypeError, AttributeError):
        quiz, faults = course.exams[0].identifier, ("it is no lock",)
    yield from (Leak(file=name, quiz=quiz, what=fault) for fault in faults)


def _needles(quiz: str, item: Item) -> Iterator[Needle]:
    """Yield what would tell the item's key, feedback or explanation."""
    for secret in secrets(item):
        pieces = [piece for text in _pieces(secret.markdown) if (piece := words(text)).strip()]
        said = f"“{secret.folded}” ({secret.place})"
        needles = [Needle(quiz=quiz, words=piece, secret=said) for piece in pieces]
        long = [needle for needle in needles if not needle.is_short]
        yield from long or needles
    said = f"the key of `{item.identifier}` ({item.place})"
    for key in (key for variant in variants(item) for key in _sources_of_key(variant)):
        is_filled = isinstance(item, GapItem | MatchItem | OrderItem)
        needle = Needle(quiz=quiz, words=words(key), secret=said, is_filled=is_filled)
        if not needle.is_short:
            yield needle


def _sources_of_key(item: Item) -> Iterator[str]:
    """Yield the key as its source has it: marked choices, and sentences with their gaps filled."""
    if isinstance(item, ChoiceItem):
        yield from (f"x {choice.text.markdown}" for choice in item.choices if choice.is_key)
    elif isinstance(item, HotspotItem):
        for area in item.areas:
            numbers = " ".join(decimal(number) for number in area.shape.numbers)
            if area.is_key:
                yield f"x {area.shape.name} {numbers} {area.text.markdown}"
    elif isinstance(item, ScenarioItem):
        turns = [turn for scene in item.scenes for turn in scene.turns if turn.points]
        yield from (f"{t.text.markdown} {t.target} points {decimal(t.points)}" for t in turns)
    elif isinstance(item, MatrixItem):
        # A blank cell shows no word, so the ticks of a row stand behind its text.
        yield from (f"{row.text.markdown} {'x ' * len(row.key)}" for row in item.rows if row.key)
    elif isinstance(item, OrderItem):
        in_order = [entry.text.markdown for entry in item.in_order]
        yield " ".join(f"{number} {text}" for number, text in enumerate(in_order, start=1))
        yield " ".join(in_order)
    elif isinstance(item, MatchItem) and item.key:
        yield " ".join(
            f"{left.text.markdown} {item.partner(index).text.markdown}"
            for index, left in enumerate(item.lefts)
        )
    elif isinstance(item, GapItem) and item.body and item.gaps:
        filled = shown = item.body.markdown
        for index, gap in enumerate(item.gaps):
            filled = filled.replace(gap_mark(index), shown_answer(gap))
            lines = gap.choices if isinstance(gap, InlineChoiceGap) else ()
            shown = shown.replace(gap_mark(index), " ".join(line.text for line in lines))
        pieces = zip(*map(_pieces, (item.body.markdown, filled, shown)), strict=False)
        # A list whose first line is right shows it behind the sentence: so does every exam.
        yield from (b for a, b, c in pieces if a != b and words(b) not in words(c))


def _pieces(markdown: str) -> list[str]:
    """Return the paragraphs and list lines of Markdown, less what does not show as words."""
    markdown = re.sub(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])", "\n\n", markdown)
    markdown = re.sub(r"\](?:\([^)]*\)|\[[^\]]*\])", "]", markdown)
    markdown = re.sub(r"\{:?\s*(?:[#.]|[\w-]+=)[^{}]*\}|<[^<>]*>", " ", markdown)
    return re.split(r"(?m)\n\s*\n|\||^\s*(?:[-*+]|\d+[.)])\s", markdown)


def _telling_marks(name: str, text: str, course: Course) -> Iterator[Leak]:
    """Yield a leak for each mark of a key inside an exam's own section."""
    if not name.endswith(".html") or "data-lr-mode" not in text:
        return
    for section in EXAM.findall(text):
        for mark in sorted(set(TELLING.findall(section))):
            quiz = re.search(r'data-lr-quiz="([^"]*)"', section)
            yield Leak(
                file=name,
                quiz=quiz.group(1) if quiz else course.exams[0].identifier,
                what=f"its section holds `{mark}`",
            )


def _pointed(file: SiteFile) -> str:
    """Return the words of those texts in which even a single one would tell an exam's answer."""
    name = file.name
    if name.endswith(".html"):
        sections = EXAM.findall(file.text)
        shown = (TAG.sub(_said_by_tag, section).encode() for section in sections)
        texts = [*COMMENT.findall(file.text), *(text for each in shown for text in readings(each))]
    elif name.startswith(OURS):
        return ""
    elif name.endswith("search_index.json"):
        texts = [TAG.sub(" ", value) for value in _values(file.text)]
    elif PurePosixPath(name.removesuffix(".gz")).suffix in TEXTS:
        return file.said
    else:
        return ""
    return "\n".join(map(words, texts))


def _said_by_tag(tag: re.Match[str]) -> str:
    """Return the values of a tag's attributes that are none of ours."""
    said = [
        value.strip("\"'")
        for attribute, value in ATTRIBUTE.findall(tag.group())
        if not SAYING_NOTHING.fullmatch(attribute)
    ]
    return f" {' '.join(said)} " if said else ""


def _values(text: str) -> Iterator[str]:
    """Yield the texts of MkDocs' search index, without the names of its fields."""
    try:
        entries: list[dict[str, Any]] = json.loads(text)["docs"]
        yield from (str(entry.get(field, "")) for entry in entries for field in ("title", "text"))
    except (ValueError, KeyError, TypeError, AttributeError):
        yield text


def _shown(course: Course) -> Iterator[str]:
    """Yield what the course and its published quizzes say by right."""
    yield from (course.title, course.description or "")
    yield from (text for a in course.achievements for text in (a.name, a.description))
    if course.issuer:
        yield course.issuer.name
    for module in course.modules:
        yield module.title or ""
    for page in (*course.lessons, *course.pages):
        yield page.title
    for quiz in course.quizzes:
        yield from (quiz.title, quiz.description or "")
        shown = published(quiz).items
        for item in (variant for one in shown for variant in variants(one)):
            told: list[Prose | None] = [item.heading, item.body, item.hint, item.explanation]
            for parts in ("choices", "entries", "lefts", "rights"):
                told += [part.text for part in getattr(item, parts, ())]
            told += [area.text for area in getattr(item, "areas", ())]
            told += [area.feedback for area in getattr(item, "areas", ())]
            told += [line.text for line in getattr(item, "rows", ())]
            told += [column.text for column in getattr(item, "columns", ())]
            told += [choice.feedback for choice in getattr(item, "choices", ())]
            for scene in getattr(item, "scenes", ()):
                told += [scene.title, scene.body, scene.debrief]
                told += [text for turn in scene.turns for text in (turn.text, turn.feedback)]
            yield from (prose.markdown for prose in told if prose is not None)
            if isinstance(item, GapItem):
                lists = [gap for gap in item.gaps if isinstance(gap, InlineChoiceGap)]
                yield from (choice.text for gap in lists for choice in gap.choices)
