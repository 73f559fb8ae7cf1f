"""A quiz as an `assessmentTest`: its sections, what is drawn from them, time and pass mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lessonry.domain.quiz import FeedbackTime, Mode, Quiz, Section
from lessonry.exporters.qti import processing as rp
from lessonry.exporters.qti.item import ncname
from lessonry.exporters.qti.spelling import XML, Spelling
from lessonry.exporters.qti.tree import Element, indented, number, qti, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A document of an item, as a test names it."""

    name: str
    path: str
    """As seen from the test."""


def write_test(
    quiz: Quiz,
    documents: Mapping[int, Sequence[Reference]],
    spelling: Spelling,
    language: str,
) -> bytes:
    """Return the document of a quiz.

    Args:
        quiz: What is asked, and by which rules.
        documents: Of each item, by its `id`, one document a variant; none where it is left.
        spelling: The version.
        language: Of its texts.
    """
    root = qti(
        "assessmentTest",
        {
            "identifier": ncname(quiz.identifier),
            "title": quiz.title,
            **({f"{{{XML}}}lang": language} if spelling.is_3 else {}),
            "toolName": "lessonry",
        },
    )
    root.extend(_outcomes(quiz))
    if quiz.time_limit is not None:
        root.append(qti("timeLimits", {"maxTime": str(quiz.time_limit.seconds)}))
    root.append(_part(quiz, documents))
    root.append(_processing(quiz))
    indented(root)
    return written(spelling.spelt(root))


def notes_of(quiz: Quiz) -> tuple[str, ...]:
    """Return a sentence for each rule of the quiz that a test of QTI has no place for."""
    notes: list[str] = []
    if quiz.draw is not None and len(quiz.sections) > 1:
        notes.append("draws from all its items, so its sections are one.")
    if quiz.max_attempts is not None:
        notes.append(
            f"may be taken {quiz.max_attempts} times; QTI leaves that to the system that runs it."
        )
    if quiz.time_limit is not None and quiz.time_limit.extra:
        notes.append("lets learners choose more time; QTI leaves that to the system that runs it.")
    if quiz.mode is not Mode.PRACTICE:
        notes.append(f"is of the mode {quiz.mode.value} here, which a test of QTI does not know.")
    if quiz.description:
        notes.append("has a description, which a test of QTI has no place for.")
    return tuple(f"The quiz {quiz.identifier} {note}" for note in notes)


def _outcomes(quiz: Quiz) -> list[Element]:
    score = {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    whole = sum((item.points for item in quiz.items), start=quiz.lowest_maximum * 0)
    if quiz.pass_mark is not None and quiz.lowest_maximum == whole:
        score["masteryValue"] = number(quiz.pass_mark.needed(whole))
    zero = qti("defaultValue", {}, qti("value", text="0"))
    made = [qti("outcomeDeclaration", score, zero)]
    most = {"identifier": "MAXSCORE", "cardinality": "single", "baseType": "float"}
    made.append(qti("outcomeDeclaration", most))
    if quiz.pass_mark is not None:
        passed = {"identifier": "PASS", "cardinality": "single", "baseType": "boolean"}
        false = qti("defaultValue", {}, qti("value", text="false"))
        made.append(qti("outcomeDeclaration", passed, false))
    return made


def _part(quiz: Quiz, documents: Mapping[int, Sequence[Reference]]) -> Element:
    """Return the one part of the test."""
    at_once = quiz.mode is not Mode.EXAM and quiz.feedback is FeedbackTime.IMMEDIATE
    control = {
        "maxAttempts": "0" if at_once else "1",
        "showFeedback": "true" if at_once else "false",
    }
    part = qti(
        "testPart",
        {
            "identifier": "part-1",
            "navigationMode": "nonlinear",
            "submissionMode": "individual" if at_once else "simultaneous",
        },
        qti("itemSessionControl", control),
    )
    sections = quiz.sections
    if quiz.draw is not None and len(sections) > 1:
        sections = (Section(items=quiz.items, draw=quiz.draw),)
    elif quiz.draw is not None and sections:
        sections = (Section(title=sections[0].title, items=quiz.items, draw=quiz.draw),)
    for index, section in enumerate(sections or (Section(),), start=1):
        part.append(_section(quiz, section, index, documents))
    return part


def _section(
    quiz: Quiz, section: Section, index: int, documents: Mapping[int, Sequence[Reference]]
) -> Element:
    made = qti(
        "assessmentSection",
        {
            "identifier": f"section-{index}",
            "title": section.title or quiz.title,
            "visible": "true" if section.title else "false",
        },
    )
    there = [item for item in section.items if documents.get(id(item))]
    if section.draw is not None:
        made.append(qti("selection", {"select": str(min(section.draw, len(there)))}))
    if quiz.shuffle:
        made.append(qti("ordering", {"shuffle": "true"}))
    for item in there:
        references = documents[id(item)]
        if len(references) == 1:
            made.append(_reference(references[0]))
            continue
        variants = {
            "identifier": f"variants-of-{references[0].name}",
            "title": section.title or quiz.title,
            "visible": "false",
        }
        chosen = qti("selection", {"select": "1"})
        made.append(
            qti("assessmentSection", variants, chosen, *(_reference(one) for one in references))
        )
    return made


def _reference(one: Reference) -> Element:
    return qti("assessmentItemRef", {"identifier": one.name, "href": one.path})


def _processing(quiz: Quiz) -> Element:
    """Return how the test is scored: all scores together, and whether they are enough."""

    def all_of(name: str) -> Element:
        return rp.put(name, rp.op("sum", qti("testVariables", {"variableIdentifier": name})))

    made = qti("outcomeProcessing", {}, all_of("SCORE"), all_of("MAXSCORE"))
    if quiz.pass_mark is None:
        return made
    needed = rp.decimal(quiz.pass_mark.value)
    if not quiz.pass_mark.in_points:
        needed = rp.op("product", rp.variable("MAXSCORE"), needed)
    enough = rp.op("gte", rp.variable("SCORE"), needed)
    passed = qti("outcomeIf", {}, enough, rp.put("PASS", rp.value("boolean", "true")))
    failed = qti("outcomeElse", {}, rp.put("PASS", rp.value("boolean", "false")))
    made.append(qti("outcomeCondition", {}, passed, failed))
    return made
