"""Rendering hotspots: areas drawn and numbered as the list is, and nothing of the key in an exam."""

from __future__ import annotations

import re
from dataclasses import replace

from lessonry.domain.quiz import Mode, Quiz
from lessonry.rendering.environment import make_environment
from lessonry.rendering.quiz import Surroundings, render_quiz
from tests.cases import read
from tests.rendering.test_quiz import Escaping

AREAS = (
    "(x) circle(50,70.5,8) The cup",
    "( ) rect(5,30,90,60) The till",
    "( ) poly(1,2 3,4 5.25,0) The plant",
)
WHY = "\n\n!!! explanation\n    Because.\n"


def page(quiz: Quiz) -> str:
    where = Surroundings(course_id="c", edition="0" * 16)
    return render_quiz(quiz, make_environment(), Escaping(), where)


def quiz_of(*areas: str, under: str = "") -> Quiz:
    lines = "\n".join(f"- {area}{under}" for area in areas)
    return read(f"## Where? {{ #where }}\n\n![A counter](a.svg)\n\n{lines}{WHY}")[0]


def test_areas_are_drawn_in_per_cent() -> None:
    shown = page(quiz_of(*AREAS))
    assert shown.count('x="5%" y="30%" width="90%" height="60%"') == 3
    assert 'x="50%" y="70.5%"' in shown and '<circle class="lr-area-over" r="8"' in shown
    assert 'points="1,2 3,4 5.25,0"' in shown
    assert "style=" not in shown, "A strict policy takes no style in the markup."


def test_smaller_areas_lie_above_larger_ones_and_numbers_are_those_of_the_list() -> None:
    shown = page(quiz_of(*AREAS))
    drawn = re.findall(r'data-lr-area="(\w)".*?<text[^>]*>(\d+)</text>', shown, re.DOTALL)
    assert drawn == [("b", "2"), ("a", "1"), ("c", "3")]
    listed = re.findall(r'value="(\w)">\s*<span class="lr-area-number">(\d+)<', shown)
    assert listed == [("a", "1"), ("b", "2"), ("c", "3")]


def test_the_drawing_is_for_the_eye_alone() -> None:
    shown = page(quiz_of(*AREAS))
    (drawing,) = re.findall(r'<svg class="lr-areas"[^>]*>', shown)
    assert 'aria-hidden="true"' in drawing and 'focusable="false"' in drawing


def test_an_exam_is_the_same_whatever_its_key() -> None:
    moved = [re.sub(r"^\(.\)", "( )", area) for area in AREAS]
    exams = []
    for key in range(len(moved)):
        areas = [area.replace("( )", "(x)") if n == key else area for n, area in enumerate(moved)]
        under = f"\n    > Feedback {key}."
        exams.append(page(replace(quiz_of(*areas, under=under), mode=Mode.EXAM)))
    assert len({*exams}) == 1
    assert "Feedback" not in exams[0] and "The cup" in exams[0] and "lr-area" in exams[0]
