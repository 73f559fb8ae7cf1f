"""Inline choice as written: what the list shows, and what of it is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.concealment import published
from lessonry.domain.gaps import InlineChoiceGap
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import GapItem
from tests.cases import read

LISTS = {
    " (is) | isn't ": (["is", "isn't"], ["is"]),
    "isn't | (is)": (["is", "isn't"], ["is"]),
    "(b) | a | (c)": (["a", "b", "c"], ["b", "c"]),
    "(10) | 9 | 100": (["9", "10", "100"], ["10"]),
    "(1/2) | 0,3 | −1": (["−1", "0,3", "1/2"], ["1/2"]),
    "(10 km) | 9 km": (["9 km", "10 km"], ["10 km"]),
    "(10 km) | 9 m": (["10 km", "9 m"], ["10 km"]),
    "(left (far)) | right": (["left (far)", "right"], ["left (far)"]),
    "(x) | f(x) | (a) or (b)": (["(a) or (b)", "f(x)", "x"], ["x"]),
    r"(a \* b) | a \_ b": (["a * b", "a _ b"], ["a * b"]),
    "(a * b) | a ** b | 2 * 3 * 4": (["2 * 3 * 4", "a * b", "a ** b"], ["a * b"]),
    "(Zebra) | ant | Ant": (["Ant", "ant", "Zebra"], ["Zebra"]),
    "(/etc/) | /usr/": (["/etc/", "/usr/"], ["/etc/"]),
    r"(:\)) | :\(": ([":(", ":)"], [":)"]),
    r"(\*b\*) | \(c\)": (["(c)", "*b*"], ["*b*"]),
}


def only(inside: str, options: str = "") -> InlineChoiceGap:
    quiz, diagnostics = read(f"## A {options}\n\nIt [[{inside}]] so.\n\n!!! explanation\n    So.\n")
    assert [str(d) for d in diagnostics] == []
    (item,) = quiz.items
    assert isinstance(item, GapItem)
    (gap,) = item.gaps
    assert isinstance(gap, InlineChoiceGap)
    return gap


def texts(gap: InlineChoiceGap) -> tuple[list[str], list[str]]:
    right = [choice.text for choice in gap.choices if choice.identifier in gap.key]
    return [choice.text for choice in gap.choices], right


@pytest.mark.parametrize("inside", LISTS)
def test_a_list_shows_its_choices_by_their_texts_or_values(inside: str) -> None:
    assert texts(only(inside)) == LISTS[inside]
    in_table = inside.replace("|", "\\|")
    assert texts(only(in_table)) == LISTS[inside], "In a table the bars are escaped."


def test_an_author_may_keep_the_order() -> None:
    gap = only("(small) | medium | large", "{ shuffle=false }")
    assert texts(gap) == (["small", "medium", "large"], ["small"])
    assert [choice.identifier for choice in gap.choices] == ["a", "b", "c"]


WORDS = st.lists(
    st.text("abcXYZ 0123456789.,-é", min_size=1, max_size=6)
    .map(str.strip)
    .filter(lambda text: text and " ".join(text.split()) == text),
    min_size=2,
    max_size=6,
    unique=True,
)


@given(WORDS, st.data())
def test_moving_the_key_moves_nothing_that_an_exam_publishes(
    words: list[str], data: st.DataObject
) -> None:
    seen = set()
    for _ in range(2):
        keys = data.draw(st.sets(st.sampled_from(words), min_size=1, max_size=len(words) - 1))
        order = data.draw(st.permutations(words))
        inside = " | ".join(f"({word})" if word in keys else word for word in order)
        quiz, _ = read(f"---\nmode: exam\npass_mark: 1\n---\n## A\n\nIt is [[ {inside} ]].\n")
        (item,) = published(quiz).items
        assert isinstance(item, GapItem)
        (gap,) = item.gaps
        assert isinstance(gap, InlineChoiceGap) and not gap.key
        seen.add((fingerprint(item), tuple((c.identifier, c.text) for c in gap.choices)))
    assert len(seen) == 1
