"""Identity: what makes an item another item, and what an exam's hashes must not know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.concealment import conceal, published, secrets
from lessonry.domain.identity import fingerprint, slug
from lessonry.domain.items import ChoiceItem, GapItem, Item
from lessonry.domain.items.gap import shown_answer
from lessonry.domain.quiz import Mode
from tests.cases import read

CHOICE = (
    "## Which *one*? { #which }\n\nRead  this.\n\n- (x) First\n    > Why first.\n- ( ) Second\n"
    "    > Why not.\n- ( ) Third\n\n??? hint\n    Look.\n\n!!! explanation\n    Because.\n"
)
GAPS = (
    "## Fill in { #fill }\n\nIt is [[so|thus]] and [[/no[tn]/]].\n\n!!! explanation\n    Because.\n"
)
Edit = Callable[[str], str]


def swapped(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return edit


HIDDEN: list[tuple[str, Edit]] = [
    (CHOICE, swapped("(x) First\n    > Why first.\n- ( )", "( ) First\n    > Why first.\n- (x)")),
    (CHOICE, swapped("Why first.", "For another reason.")),
    (CHOICE, swapped("    > Why not.\n", "")),
    (CHOICE, swapped("Because.", "So it is.")),
    (CHOICE, swapped("\n!!! explanation\n    Because.\n", "")),
    (GAPS, swapped("[[so|thus]]", "[[otherwise]]")),
    (GAPS, swapped("[[/no[tn]/]]", "[[none|not]]")),
    (GAPS, swapped("Because.", "So it is.")),
]  # fmt: skip
SEEN: list[tuple[str, Edit]] = [
    (CHOICE, swapped("Which", "What")),
    (CHOICE, swapped("Read  this", "Read that")),
    (CHOICE, swapped("Second", "Next")),
    (CHOICE, swapped("- ( ) Third\n", "")),
    (CHOICE, swapped("Look.", "Look again.")),
    (CHOICE, swapped("#which", "#which points=2")),
    (CHOICE, lambda text: text.replace("(x)", "[x]").replace("( )", "[ ]")),
    (GAPS, swapped("It is", "It was")),
    (GAPS, swapped(" and [[/no[tn]/]]", "")),
]
BLANK: list[tuple[str, Edit]] = [
    (CHOICE, swapped("Read  this", "Read\nthis")),
    (CHOICE, swapped("- (x) First", "-   (x)  First  ")),
    (CHOICE, swapped("\n\n- (x)", "\n\n\n\n- (x)")),
    (CHOICE, swapped("    > Why first.", "    >   Why\n    > first.")),
    (GAPS, swapped("    Because.", "    Because.   \n\n")),
]


def item(text: str) -> Item:
    (only,) = read(text)[0].items
    return only


@pytest.mark.parametrize(("text", "edit"), HIDDEN)
def test_what_an_exam_hides_is_not_in_its_fingerprint(text: str, edit: Edit) -> None:
    before, after = item(text), item(edit(text))
    assert fingerprint(before) != fingerprint(after), "A practice item has changed."
    assert fingerprint(conceal(before)) == fingerprint(conceal(after))
    assert conceal(before) == conceal(after)


@pytest.mark.parametrize(("text", "edit"), SEEN)
def test_what_a_learner_sees_is_in_both_fingerprints(text: str, edit: Edit) -> None:
    before, after = item(text), item(edit(text))
    assert fingerprint(before) != fingerprint(after)
    assert fingerprint(conceal(before)) != fingerprint(conceal(after))


@pytest.mark.parametrize(("text", "edit"), BLANK)
def test_white_space_alone_makes_no_other_item(text: str, edit: Edit) -> None:
    assert text != edit(text)
    assert fingerprint(item(text)) == fingerprint(item(edit(text)))


def test_an_identifier_or_a_place_makes_no_other_fingerprint() -> None:
    moved = item("# Part\n\n" + CHOICE.replace("#which", "#other"))
    assert fingerprint(moved) == fingerprint(item(CHOICE))


def test_a_fingerprint_is_twelve_hex_digits() -> None:
    for text in (CHOICE, GAPS):
        assert re.fullmatch("[0-9a-f]{12}", fingerprint(item(text)))


@pytest.mark.parametrize("text", [CHOICE, GAPS])
def test_concealing_leaves_nothing_to_conceal(text: str) -> None:
    bare = conceal(item(text))
    assert conceal(bare) == bare and secrets(bare) == ()
    if isinstance(bare, ChoiceItem):
        assert not bare.key and bare.explanation is None
        assert [c.feedback for c in bare.choices] == [None] * 3
    else:
        assert isinstance(bare, GapItem)
        assert [shown_answer(gap) for gap in bare.gaps] == ["", ""]
    assert bare.hint == item(text).hint


def test_secrets_are_all_that_concealing_takes_away() -> None:
    assert [s.markdown for s in secrets(item(CHOICE))] == ["Why first.", "Why not.", "Because."]
    assert [s.markdown for s in secrets(item(GAPS))] == ["so", "thus", "no[tn]", "Because."]


def test_only_exams_are_concealed() -> None:
    quiz, _ = read(CHOICE + "\n" + GAPS)
    assert published(quiz) is quiz
    exam = replace(quiz, mode=Mode.EXAM)
    assert [secrets(i) for i in published(exam).items] == [(), ()]
    assert [i.identifier for i in published(exam).items] == ["which", "fill"]


@given(st.text())
def test_a_slug_of_a_slug_is_the_slug(text: str) -> None:
    once = slug(text)
    assert slug(once) == once
    assert not once.startswith("-") and not once.endswith("-") and "--" not in once
    assert all(c.isalnum() or c == "-" or unicodedata.category(c)[0] == "M" for c in once)


def test_a_slug_keeps_the_words_of_every_script() -> None:
    assert slug("Größe: 3 m²!") == "größe-3-m2"
    assert slug("नमस्ते दुनिया") == "नमस्ते-दुनिया"
    assert slug("__a__b--c ") == "a-b-c" and slug("👩‍👧") == ""
