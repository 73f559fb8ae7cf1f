"""A quiz's rules: how many items an attempt asks, and what they can bring at least."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lessonry.domain.quiz import TimeLimit
from tests.cases import read


def item(name: str, points: int = 1) -> str:
    return f"\n## {name} {{ #{name} points={points} }}\n\nIt is [[so]].\n"


SECTIONS = (
    "# One {draw_one}\n" + item("a", 1) + item("b", 5) + "\n# Two\n" + item("c", 2) + item("d", 3)
)


@pytest.mark.parametrize(
    ("front", "section", "asked", "lowest"),
    [
        ("", "", 4, 11),
        ("", "{ draw=1 }", 3, 6),
        ("---\ndraw: 2\n---\n", "", 2, 3),
        ("---\ndraw: 9\n---\n", "", 4, 11),
    ],
)
def test_sections_and_quizzes_draw(front: str, section: str, asked: int, lowest: int) -> None:
    quiz, _ = read(front + SECTIONS.replace("{draw_one}", section))
    assert quiz.asked == asked
    assert quiz.lowest_maximum == lowest


def test_extra_time_is_a_share_of_the_limit() -> None:
    limit = TimeLimit(seconds=2700, extra=(Fraction(1, 2),))
    assert limit.with_extra(Fraction(1, 2)) == 4050


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("45 min", 2700), ("90 s", 90), ("1 h 30 min", 5400), ("2h", 7200), ("10 Minutes 5 sec", 605)],
)
def test_a_time_limit_is_read_with_its_units(written: str, seconds: int) -> None:
    quiz, _ = read(f"---\nmode: exam\ntime_limit: {written}\n---\n{item('a')}")
    assert quiz.time_limit is not None and quiz.time_limit.seconds == seconds
    assert quiz.time_limit.extra == (Fraction(1, 4), Fraction(1, 2), Fraction(1))


@pytest.mark.parametrize(
    ("written", "extra"),
    [("false", ()), ("true", (Fraction(1, 4), Fraction(1, 2), Fraction(1))), ("30%", (Fraction(3, 10),)),
     ("[100%, 25%, 25%]", (Fraction(1, 4), Fraction(1)))],
)  # fmt: skip
def test_extra_time_is_what_its_author_offers(written: str, extra: tuple[Fraction, ...]) -> None:
    front = f"---\nmode: exam\ntime_limit: 45 min\nextra_time: {written}\n---\n"
    quiz, _ = read(front + item("a"))
    assert quiz.time_limit is not None and quiz.time_limit.extra == extra
