"""Reading hotspots: areas, the picture that they are of, and choices that only look like areas."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.items import ChoiceItem, HotspotItem, Shape
from lessonry.readers.areas import is_area, read_area
from tests.cases import read

WHY = "\n\n!!! explanation\n    So.\n"
AREAS = "- (x) circle(50,70.5,8) The cup\n    > Yes.\n- ( ) rect(5,30,25,45) The **till**\n  of old"


def hotspot(text: str) -> HotspotItem:
    quiz, diagnostics = read(text)
    assert [d.message for d in diagnostics] == []
    (item,) = quiz.items
    assert isinstance(item, HotspotItem)
    return item


def test_a_picture_and_areas_make_a_hotspot() -> None:
    item = hotspot("## Where?\n\nLook: ![A counter](../docs/a.svg) now.\n\n" + AREAS + WHY)
    assert item.image.markdown == "![A counter](../docs/a.svg)"
    assert str(item.image.place) == "quizzes/case.md:3:7"
    assert item.body is not None and item.body.markdown == "Look: now."
    assert [(a.identifier, a.text.markdown, a.is_key) for a in item.areas] == [
        ("a", "The cup", True),
        ("b", "The **till**\nof old", False),
    ]
    assert item.areas[0].shape == Shape(name="circle", numbers=numbers(50, 70.5, 8))
    assert item.areas[0].feedback is not None and item.areas[0].feedback.markdown == "Yes."
    assert str(item.areas[1].place) == "quizzes/case.md:7:24"


@pytest.mark.parametrize(
    "picture",
    [
        '![A](a.svg "Title")',
        "![A](<a b.svg>)",
        "![A](a_(1).svg){ width=300 }",
        "![A \\] B](a.svg#b)",
        "![A](a.svg  'Title' )",
        "![A](https://example.org/a.svg?b=c)",
    ],
)
def test_a_picture_is_taken_with_all_that_belongs_to_it(picture: str) -> None:
    item = hotspot(f"## Where?\n\n{picture}\n\n{AREAS}{WHY}")
    assert item.image.markdown == picture and item.body is None


def numbers(*values: float) -> tuple[Fraction, ...]:
    return tuple(Fraction(str(value)) for value in values)


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        ("rect(10,20,30,40) a", Shape(name="rect", numbers=numbers(10, 20, 30, 40))),
        (" rect ( 10 , 20% 30, 40 ) a", Shape(name="rect", numbers=numbers(10, 20, 30, 40))),
        ("circle(50, .5, 8.25) a", Shape(name="circle", numbers=numbers(50, 0.5, 8.25))),
        ("poly(1,2 3,4 5,0) a", Shape(name="poly", numbers=numbers(1, 2, 3, 4, 5, 0))),
        ("rect(0,0,100,100) a", Shape(name="rect", numbers=numbers(0, 0, 100, 100))),
    ],
)
def test_an_area_is_read_however_its_numbers_are_parted(written: str, shape: Shape) -> None:
    area = read_area(written)
    assert area is not None and area.shape == shape and written[area.end :] == " a"


@pytest.mark.parametrize(
    "written",
    [
        "rect(1,2,3)", "circle(1,2,3,4)", "poly(1,2,3,4)", "poly(1,1 2,2 3,3)", "poly(1,2 3,4 5)",
        "rect(1,2,0,4)", "circle(50,50,0)", "circle(50,50,-3)", "rect(1,2,100,4)",
        "circle(4,50,5)", "circle(50,101,5)", "rect(1,2,three,4)", "rect(,,,)", "Circle(5,5,1)",
        "oval(5,5,1)", "rect(1,2,3,4e9)", "poly()",
    ],
)  # fmt: skip
def test_an_area_that_is_none_says_why(written: str) -> None:
    area = read_area(written + " text")
    assert area is not None and area.shape is None and area.message.endswith(".")


@given(st.text(max_size=30).map(lambda text: f"rect({text}) a"))
def test_whatever_stands_in_the_brackets_an_area_is_read_or_refused(written: str) -> None:
    area = read_area(written)
    if area is not None and area.shape is not None:
        left, top, right, bottom = area.shape.bounds
        assert 0 <= left < right <= 100 and 0 <= top < bottom <= 100
        assert all(0 <= place <= 100 for place in area.shape.badge)
    assert area is not None or not is_area(written)


def test_choices_of_code_are_choices() -> None:
    for text in ("- (x) `circle(50, 50, 8)`\n- ( ) `rect(1, 2)`", "- (x) f(2)\n- ( ) rect(a, b)"):
        quiz, diagnostics = read(f"## Which?\n\n{text}{WHY}")
        assert isinstance(quiz.items[0], ChoiceItem) and not len(diagnostics)


def test_a_larger_area_covers_more() -> None:
    shapes = [
        Shape(name="rect", numbers=numbers(0, 0, 50, 50)),
        Shape(name="poly", numbers=numbers(0, 0, 50, 0, 50, 50)),
        Shape(name="circle", numbers=numbers(50, 50, 10)),
    ]
    assert [shape.size for shape in shapes[:2]] == [2500, 1250]
    assert sorted(shapes, key=lambda shape: -shape.size) == shapes
