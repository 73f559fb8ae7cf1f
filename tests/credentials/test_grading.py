from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from lessonry.credentials import record
from lessonry.credentials.grading import Examined, examine
from lessonry.credentials.record import RecordError
from lessonry.domain.concealment import conceal
from lessonry.domain.identity import fingerprint
from lessonry.domain.quiz import Mode
from tests.credentials.academy import Academy, choice_item


def examined(academy: Academy, payload: Any, **changes: Any) -> Examined:
    attempt = record.read(json.dumps(payload).encode()).attempt
    return examine(replace(academy.course, **changes), attempt)


def test_responses_are_graded_with_the_real_key(standing: Academy) -> None:
    for right in range(5):
        found = examined(standing, standing.payload(right=right))
        assert found.graded.total.score == right
        assert found.graded.passed is (right >= 3)


def test_a_fail_says_what_was_missing(standing: Academy) -> None:
    found = examined(standing, standing.payload(right=2))
    assert found.shortfall() == "2 of 4 points, and the pass mark asks for 3."
    assert found.missed_by_objective() == [("details-2", 1, 2), (None, 0, 1)]


def test_another_edition_with_the_same_items_is_accepted_with_a_note(standing: Academy) -> None:
    found = examined(standing, standing.payload(), edition="f" * 16)
    assert found.graded.passed
    assert len(found.notes) == 1
    assert "0123456789abcdef" in found.notes[0]


def test_changed_items_are_named(standing: Academy) -> None:
    exam = standing.course.quizzes[0]
    items = (choice_item("gift", "Changed?"), *exam.items[1:])
    section = replace(exam.sections[0], items=items)
    with pytest.raises(RecordError, match="Changed since the learner saw it: “gift”"):
        examined(standing, standing.payload(), quizzes=(replace(exam, sections=(section,)),))


def test_a_key_that_was_corrected_since_still_grades(standing: Academy) -> None:
    # The fingerprint is of what was published, and no key ever is.
    exam = standing.course.quizzes[0]
    item = choice_item("gift", "Gift?", "details-1")
    other = tuple(replace(c, is_key=c.identifier == "a") for c in item.choices)
    corrected = replace(item, choices=other)
    assert fingerprint(conceal(corrected)) == fingerprint(conceal(item))
    section = replace(exam.sections[0], items=(corrected, *exam.items[1:]))
    found = examined(standing, standing.payload(), quizzes=(replace(exam, sections=(section,)),))
    assert found.graded.total.score == 3


def test_items_must_be_what_the_exam_asks(standing: Academy) -> None:
    payload = standing.payload()
    items = payload["items"]
    cases = [
        (items[:3], "answers 3 items, and the exam asks 4"),
        ([*items[:3], items[0]], "“gift” more than once"),
        ([*items[:3], items[3] | {"id": "other"}], "no “other”"),
        ([*items[:3], items[3] | {"fingerprint": "0" * 12}], "Changed .* “word”"),
    ]
    for changed, reason in cases:
        with pytest.raises(RecordError, match=reason):
            examined(standing, payload | {"items": changed})


def test_an_exam_that_draws_takes_any_of_its_items(standing: Academy) -> None:
    exam = replace(standing.course.quizzes[0], draw=3)
    payload = standing.payload()
    payload["items"] = payload["items"][1:]
    assert examined(standing, payload, quizzes=(exam,)).graded.passed


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"course": "other"}, "of the course “other”"), ({"quiz": "other"}, "no exam “other”")],
)
def test_another_courses_record_is_refused(
    standing: Academy, change: dict[str, str], reason: str
) -> None:
    with pytest.raises(RecordError, match=reason):
        examined(standing, standing.payload() | change)


def test_a_practice_quiz_and_an_unearning_exam_certify_nothing(standing: Academy) -> None:
    exam = standing.course.quizzes[0]
    for changed, reason in (
        (replace(exam, mode=Mode.PRACTICE), "no exam"),
        (replace(exam, achievement=None), "earns no achievement"),
    ):
        with pytest.raises(RecordError, match=reason):
            examined(standing, standing.payload(), quizzes=(changed,))
