"""An `assessmentTest`: which items it asks, in which sections, by which rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from lessonry.domain.quiz import FeedbackTime, PassMark
from lessonry.importers.qti.numbers import exact
from lessonry.importers.qti.tree import Element, find, first, is_true, whole
from lessonry.importers.qti.variables import number

NESTED: Final = "Its sections within sections are sections of their own now."
ORDERED: Final = "One of its sections keeps its order; here a quiz shuffles as a whole."
CONDITIONS: Final = (
    "It leads on by conditions (branch rules, preconditions); here all learners go the same way."
)
TIME: Final = "Its time limit has an effect only in an exam here: write mode: exam at its top."
REFERENCE: Final = "It refers to sections in other files, which are not followed."
RUBRIC: Final = "Texts of its sections for learners were left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One item that a test asks."""

    name: str
    path: str
    weight: Fraction


@dataclass(slots=True, kw_only=True)
class TestSection:
    """A run of items."""

    title: str | None
    draw: int | None
    references: list[Reference] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class TestPlan:
    """A test as far as a quiz of ours can be like it."""

    title: str
    identifier: str
    sections: list[TestSection]
    shuffle: bool
    seconds: int | None
    pass_mark: PassMark | None
    feedback: FeedbackTime
    notes: tuple[str, ...]


def plan_of(root: Element) -> TestPlan:
    """Return what a test asks, from its normal tree."""
    notes: dict[str, None] = {}
    sections: list[TestSection] = []
    shuffled: list[bool] = []
    for part in find(root, "testPart"):
        for section in part:
            if section.tag == "assessmentSection":
                _section(section, None, sections, shuffled, notes)
    if not any(section.references for section in sections):
        loose = TestSection(title=None, draw=None)
        loose.references += [_reference(one) for one in find(root, "assessmentItemRef")]
        sections = [loose]
    if next(find(root, "branchRule", "preCondition"), None) is not None:
        notes[CONDITIONS] = None
    if next(find(root, "assessmentSectionRef"), None) is not None:
        notes[REFERENCE] = None
    if any(shuffled) and not all(shuffled):
        notes[ORDERED] = None
    seconds = _seconds(root)
    if seconds is not None:
        notes[TIME] = None
    return TestPlan(
        title=" ".join((root.get("title") or "").split()),
        identifier=root.get("identifier") or "",
        sections=[section for section in sections if section.references],
        shuffle=any(shuffled),
        seconds=seconds,
        pass_mark=_pass_mark(root),
        feedback=_feedback(root),
        notes=tuple(notes),
    )


def _section(
    section: Element,
    above: str | None,
    sections: list[TestSection],
    shuffled: list[bool],
    notes: dict[str, None],
) -> None:
    """Add a section, and those in it behind what stands before them."""
    visible = section.get("visible") is None or is_true(section, "visible")
    title = " ".join((section.get("title") or "").split()) if visible else ""
    name = title or above
    selection = first(section, "selection")
    draw = whole(selection, "select", 0) or None if selection is not None else None
    ordering = first(section, "ordering")
    current = TestSection(title=name, draw=draw)
    sections.append(current)
    if first(section, "rubricBlock") is not None:
        notes[RUBRIC] = None
    has_items = False
    for child in section:
        if child.tag == "assessmentItemRef":
            has_items = True
            if sections[-1] is not current:
                current = TestSection(title=name, draw=None)
                sections.append(current)
            current.references.append(_reference(child))
        elif child.tag == "assessmentSection":
            notes[NESTED] = None
            _section(child, name, sections, shuffled, notes)
    if has_items and draw != 1:  # one of its items asks in no order
        shuffled.append(ordering is not None and is_true(ordering, "shuffle"))


def _reference(element: Element) -> Reference:
    weight = Fraction(1)
    said = [exact(one.get("value") or "") for one in find(element, "weight")]
    if said and said[0] is not None and said[0] >= 0:
        weight = said[0]
    return Reference(
        name=element.get("identifier") or "", path=element.get("href") or "", weight=weight
    )


def _seconds(root: Element) -> int | None:
    limits = [one for one in root if one.tag == "timeLimits"]
    for part in find(root, "testPart"):
        limits += [one for one in part if one.tag == "timeLimits"]
    said = [number(one.get("maxTime")) for one in limits]
    known = [one for one in said if one is not None and one >= 1]
    return int(known[0]) if known else None


def _feedback(root: Element) -> FeedbackTime:
    """Return when a test tells what was right, as far as it says so."""
    part = next(find(root, "testPart"), None)
    control = first(part, "itemSessionControl") if part is not None else None
    if part is not None and part.get("submissionMode") == "simultaneous":
        return FeedbackTime.END
    if control is not None and control.get("showFeedback") == "false":
        return FeedbackTime.END
    return FeedbackTime.IMMEDIATE


def _pass_mark(root: Element) -> PassMark | None:
    """Return how much is enough, where a comparison of the whole score says it."""
    for test in _comparisons(root):
        if test[0].tag != "variable" or test[0].get("identifier") != "SCORE":
            continue
        if test[1].tag == "baseValue":
            value = exact("".join(map(str, test[1].itertext())))
            if value is not None and value >= 0:
                return PassMark(value=value, in_points=True)
        if test[1].tag == "product":
            names = {one.get("identifier") for one in find(test[1], "variable")}
            shares = [
                exact("".join(map(str, one.itertext()))) for one in find(test[1], "baseValue")
            ]
            if names == {"MAXSCORE"} and shares and shares[0] is not None and 0 <= shares[0] <= 1:
                return PassMark(value=shares[0])
    for outcome in find(root, "outcomeDeclaration"):
        mastery = exact(outcome.get("masteryValue") or "")
        if outcome.get("identifier") == "SCORE" and mastery is not None and mastery >= 0:
            return PassMark(value=mastery, in_points=True)
    return None


def _comparisons(root: Element) -> Iterator[Element]:
    for processing in find(root, "outcomeProcessing"):
        for test in find(processing, "gte", "gt"):
            if len(test) == 2:
                yield test
