from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from lessonry.credentials.issuance import record
from lessonry.credentials.issuance.grading import Examined, examine
from lessonry.credentials.issuance.record import RecordError
from lessonry.domain.concealment import conceal
from lessonry.domain.gaps import TextAnswer, TextEntryGap
from lessonry.domain.identity import fingerprint
from lessonry.domain.quiz import Mode, PassMark, Section, TimeLimit
from tests.credentials.academy import Academy, choice_item, entry_item


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
    assert [(r.right, r.asked) for r in found.graded.by_objective(standing.course)] == [(2, 4)]


def test_a_near_miss_is_never_told_as_the_pass_mark(standing: Academy) -> None:
    exam = standing.course.quizzes[0]
    above = PassMark(value=Fraction(3001, 1000), in_points=True)
    found = examined(standing, standing.payload(right=3), quizzes=(replace(exam, pass_mark=above),))
    assert not found.graded.passed
    assert found.shortfall() == "3 of 4 points, and the pass mark asks for 3.01."
    gift = replace(exam.items[0], points=Fraction(999, 1000))
    items = replace(exam.sections[0], items=(gift, *exam.items[1:]))
    three = replace(exam, sections=(items,), pass_mark=PassMark(value=Fraction(3), in_points=True))
    payload = standing.payload(right=3)
    payload["items"][0]["fingerprint"] = fingerprint(conceal(gift))
    found = examined(standing, payload, quizzes=(three,))
    assert found.shortfall() == "2.99 of 4 points, and the pass mark asks for 3."


@pytest.mark.parametrize("part", ["course", "quiz", "edition", "id"])
def test_nothing_of_a_record_moves_the_terminal(standing: Academy, part: str) -> None:
    payload = standing.payload()
    (payload["items"][0] if part == "id" else payload)[part] = "a\x1b[2Jb\u202e"
    try:
        said = " ".join(examined(standing, payload).notes)
    except RecordError as error:
        said = str(error)
    assert "a?[2Jb?" in said and said.isprintable()


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


def test_a_record_is_graded_by_the_key_of_the_language_that_it_was_made_in(
    standing: Academy,
) -> None:
    exam = standing.course.quizzes[0]
    word = entry_item("word")
    spanish = TextEntryGap(answers=(TextAnswer(text="propina"),), place=word.place)
    items = (*exam.items[:3], replace(word, gaps=(spanish,), original=word))
    quiz = replace(exam, sections=(Section(items=items),))
    translated = replace(standing.course, language="es", quizzes=(quiz,))
    said = standing.payload(right=3)
    said["items"][3]["response"] = ["Propina"]
    for language, points in (({}, 3), ({"language": "en"}, 3), ({"language": "es"}, 4)):
        found = examined(standing, said | language, translations=(translated,))
        assert found.graded.total.score == points
    with pytest.raises(RecordError, match="made in the language “fr”"):
        examined(standing, said | {"language": "fr"}, translations=(translated,))


def test_a_practice_quiz_and_an_unearning_exam_certify_nothing(standing: Academy) -> None:
    exam = standing.course.quizzes[0]
    for changed, reason in (
        (replace(exam, mode=Mode.PRACTICE), "no exam"),
        (replace(exam, achievement=None), "earns no achievement"),
    ):
        with pytest.raises(RecordError, match=reason):
            examined(standing, standing.payload(), quizzes=(changed,))


LIMIT = TimeLimit(seconds=2400, extra=(Fraction(1, 2),))


@pytest.mark.parametrize(
    ("limit", "time", "minutes", "said"),
    [
        (LIMIT, {"limit": 2400, "extra": "0"}, 40, []),
        (LIMIT, {"limit": 2400, "extra": "0"}, 41, ["41 min, and the time was over after 40 min"]),
        (LIMIT, {"limit": 2400, "extra": "1/2"}, 60, ["With 50 % extra time"]),
        (LIMIT, {"limit": 2400, "extra": "1/2"}, 61, ["With 50 %", "was over after 60 min"]),
        (LIMIT, {"limit": 2400, "extra": "3"}, 60, ["With 300 %", "does not offer that much"]),
        (LIMIT, {"limit": 9999, "extra": "0"}, 60, ["limit was 166 min 39 s, and the exam has 40"]),
        (LIMIT, None, 50, ["says nothing of the time limit of 40 min; .* took 50 min"]),
        (None, {"limit": 2400, "extra": "0"}, 40, ["and the exam sets no limit"]),
        (None, None, 400, []),
        (None, None, -1, ["ended before it began"]),
    ],
)  # fmt: skip
def test_the_times_of_a_record_are_compared_and_told_of(
    standing: Academy, limit: TimeLimit | None, time: Any, minutes: int, said: list[str]
) -> None:
    exam = replace(standing.course.quizzes[0], time_limit=limit)
    payload = standing.payload()
    start = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    ended = start + timedelta(minutes=minutes)
    payload["attempt"] |= {"ended": f"{ended:%Y-%m-%dT%H:%M:%SZ}"}
    if time:
        payload["time"] = time
    found = examined(standing, payload, quizzes=(exam,))
    assert found.graded.passed, "A clock proves nothing."
    assert len(found.notes) == len(said), found.notes
    for note, wanted in zip(found.notes, said, strict=True):
        assert re.search(wanted, note)


def test_a_limit_of_another_edition_is_none_of_its_faults(standing: Academy) -> None:
    exam = replace(standing.course.quizzes[0], time_limit=LIMIT)
    payload = standing.payload() | {"time": {"limit": 6000, "extra": "1"}}
    found = examined(standing, payload, quizzes=(exam,), edition="f" * 16)
    assert [note[:10] for note in found.notes] == ["With 100 %", "Taken in e"]


def test_attempts_beyond_those_allowed_are_told_of(standing: Academy) -> None:
    exam = replace(standing.course.quizzes[0], max_attempts=2)
    payload = standing.payload()
    payload["attempt"]["number"] = 3
    (note,) = examined(standing, payload, quizzes=(exam,)).notes
    assert note == "This is attempt 3 in that browser, and the exam allows 2."


def test_each_section_must_be_answered_by_its_own_draw(standing: Academy) -> None:
    exam = standing.course.quizzes[0]
    items = exam.items
    sections = (Section(title="One", items=items[:2], draw=1), Section(items=items[2:]))
    quizzes = (replace(exam, sections=sections, pass_mark=PassMark(value=Fraction(1, 2))),)
    payload = standing.payload()
    given = payload["items"]
    assert examined(standing, payload | {"items": given[1:]}, quizzes=quizzes).graded.passed
    with pytest.raises(RecordError, match="2 items of the section “One”, and the exam asks 1"):
        examined(standing, payload | {"items": given[:3]}, quizzes=quizzes)


def test_a_variant_is_graded_by_its_own_key_and_known_by_its_own_print(standing: Academy) -> None:
    exam = standing.course.quizzes[0]
    plain = choice_item("gift", "Gift?")
    other = choice_item("gift", "Another gift?")
    other = replace(
        other, choices=tuple(replace(c, is_key=c.identifier == "c") for c in other.choices)
    )
    item = replace(plain, variants=(other,))
    section = replace(exam.sections[0], items=(item, *exam.items[1:]))
    quizzes = (replace(exam, sections=(section,)),)
    payload = standing.payload()
    first = {"id": "gift", "fingerprint": fingerprint(conceal(other)), "response": ["c"]}
    for variant, reason in ((1, None), (0, "Changed"), (2, "Changed"), (-1, "whole number")):
        items = [first | {"variant": variant}, *payload["items"][1:]]
        if reason is None:
            found = examined(standing, payload | {"items": items}, quizzes=quizzes)
            assert found.graded.total.score == 4
            continue
        with pytest.raises(RecordError, match=reason):
            examined(standing, payload | {"items": items}, quizzes=quizzes)
