"""What a package for an LMS tells its tracker of the course: `course.json`, with no key of an exam."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, assert_never

from lessonry.domain.concealment import published
from lessonry.domain.course import Course
from lessonry.domain.gaps import InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
    choice,
    gap,
    hotspot,
    match,
    matrix,
    order,
    variants,
)
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Mode, Quiz
from lessonry.exporters.plain import text_of
from lessonry.exporters.prose import HtmlProse

LONGEST_TEXT: Final = 250
"""Characters of an item's text: what SCORM 2004 takes."""
LONGEST_NAME: Final = 100
"""Characters of an item's name in the LMS."""
NO_NAME: Final = re.compile(r"[^A-Za-z0-9_.]+")
OUTLINE: Final = re.compile(r"^export default (\{.*\});?\s*$", re.DOTALL)
SITE: Final = "course"
"""The folder of the package with the site."""


def tracked(course: Course, folder: Path, site: Path, pages: Sequence[str]) -> bytes:
    """Return what `runtime/tracking/course.js` describes.

    Args:
        course: The course.
        folder: Its folder.
        site: The built site.
        pages: The addresses of the site's pages, the home first.
    """
    told = {
        "course": course.identifier,
        "title": course.title,
        "language": course.language,
        "edition": course.edition,
        "site": SITE,
        "pages": list(pages),
        "items": list(_items(course, folder)),
        "exams": [_exam(exam) for exam in course.exams if course.page_of(exam.identifier)],
        "outline": _outline(course, site),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def name_of(text: str, known: set[str]) -> str:
    """Return a text as a name that every LMS takes, and no other thing has; `known` gets it."""
    name = NO_NAME.sub("_", text)[:LONGEST_NAME].strip("_") or "item"
    if name != text or name in known:
        digest = hashlib.sha256(text.encode()).hexdigest()[:6]
        # A hyphen is the one change that leaves a name what it was, as long as no other is the same.
        is_near = name == text.replace("-", "_") and name not in known
        name = name if is_near else f"{name}_{digest}"
    known.add(name)
    return name


def _outline(course: Course, site: Path) -> dict[str, Any]:
    """Return the outline that the site has, in the course's own language."""
    for name in ("outline.js", f"outline-{course.language}.js"):
        file = site / "lessonry" / name
        found = OUTLINE.match(file.read_text(encoding="utf-8")) if file.is_file() else None
        if found:
            outline: dict[str, Any] = json.loads(found[1])
            return outline
    raise FileNotFoundError(f"{site} has no outline of the course")


def _exam(exam: Quiz) -> dict[str, Any]:
    limit = {} if exam.max_attempts is None else {"attempts": exam.max_attempts}
    return {"id": exam.identifier, "locked": exam.is_locked, **limit}


def _items(course: Course, folder: Path) -> Iterator[dict[str, Any]]:
    known: set[str] = set()
    rendered = HtmlProse(folder)
    for quiz in map(published, course.taught):
        is_exam = quiz.mode is Mode.EXAM
        for item in quiz.items:
            forms = variants(item)
            told: dict[str, Any] = {
                "quiz": quiz.identifier,
                "item": item.identifier,
                "id": name_of(f"{quiz.identifier}.{item.identifier}", known),
                "form": form_of(item),
                "text": _text(item, rendered),
                "points": "0" if is_survey(item) else str(item.points),
                "print": fingerprint(item),
            }
            if is_exam:
                told["exam"] = True
            if len(forms) > 1:
                told["forms"] = len(forms)
            elif not is_exam and (right := _right(item)):
                told["right"] = right
            if isinstance(item, GapItem) and (texts := _texts(item)):
                told["texts"] = texts
            yield told


def is_survey(item: Item) -> bool:
    """Return whether it is asked and not graded."""
    return item.points == Fraction(0) or (isinstance(item, MatrixItem) and item.survey)


def form_of(item: Item) -> str:
    """Return how an item is answered, in the words of `runtime/tracking/course.js`."""
    match item:
        case ChoiceItem() | HotspotItem():
            return "choice"
        case OrderItem():
            return "sequencing"
        case MatchItem():
            return "matching"
        case MatrixItem():
            is_scale = item.survey and len(item.rows) == 1 and not item.multiple
            return "likert" if is_scale else "matching"
        case GapItem():
            if all(isinstance(one, InlineChoiceGap) for one in item.gaps):
                return "matching"
            is_number = len(item.gaps) == 1 and isinstance(item.gaps[0], NumericEntryGap)
            return "numeric" if is_number else "fill-in"
        case ExtendedTextItem():
            return "long"
        case ScenarioItem():
            return "path"
        case _:
            assert_never(item)


def _right(item: Item) -> list[str]:
    """Return a response to a practice item that is right; nothing where there is no such thing."""
    if is_survey(item):
        return []
    match item:
        case ChoiceItem():
            return choice.key(item)
        case HotspotItem():
            return hotspot.key(item)
        case OrderItem():
            return order.key(item)
        case MatchItem():
            return match.key(item)
        case MatrixItem():
            return matrix.key(item) or []
        case GapItem():
            return [_answer(one) for one in item.gaps]
        case ExtendedTextItem() | ScenarioItem():
            return []
        case _:
            assert_never(item)


def _answer(one: TextEntryGap | NumericEntryGap | InlineChoiceGap) -> str:
    return min(one.key) if isinstance(one, InlineChoiceGap) else gap.shown_answer(one)


def _texts(item: GapItem) -> list[dict[str, str] | None]:
    """Return what the choices of each gap say that has some; nothing where none has."""
    texts = [
        {one.identifier: one.text for one in each.choices}
        if isinstance(each, InlineChoiceGap)
        else None
        for each in item.gaps
    ]
    return texts if any(texts) else []


def _text(item: Item, rendered: HtmlProse) -> str:
    """Return the stem as a line of text."""
    said = " ".join(_line(prose, rendered) for prose in (item.heading, item.body) if prose)
    return said if len(said) <= LONGEST_TEXT else f"{said[: LONGEST_TEXT - 1].rstrip()}…"


def _line(prose: Prose, rendered: HtmlProse) -> str:
    text = GAP_MARK.sub("____", text_of(rendered.tree(prose)))
    return " ".join(text.split())
