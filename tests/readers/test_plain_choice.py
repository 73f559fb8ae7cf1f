"""What is read of plain lists of choices is what the readers of all items read of them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonry.diagnostics import Diagnostics, Source
from lessonry.readers import quiz_body
from lessonry.readers.plain_choice import plain_choices
from lessonry.readers.quiz import read_quiz
from tests.readers.test_laws import TEXTS, WRITTEN
from tests.readers.test_structure import BEGINNINGS, ENDINGS

HEADINGS = (
    "## Which? { #one }", "## Which?", "## Which is `x`? { points=2 tags=a,b }", "## ",
    "## A [[gap]]", "## Which? { partial_credit=part }",
    "## Which? { objective=o shuffle=false for=exam }", "# Part", "## { #bare }",
    "## Fewer? { wrong=1 }",
)  # fmt: skip
BEFORE = (
    "", "", "", "- (x) ", "- ( ) ", "- ( ) ", "- [ ] ", "- [x] ", "- () ", "* (X) ", "+ [ ]  ",
    "-  ( ) ", "    > ", "  > ", "     > ", "   >", "      > ", "    >  ", " - (x) ", "-(x) ",
    "- (x)", "- [\u00a0] ", "- (x)\u00a0", "!!! explanation", "??? hint", "!!! rubric", "    ",
    "!!! note", "1. ", "- ", "> ", "| ",
)  # fmt: skip
AFTER = (
    "", "a", "That", "This one  ", "(x) Yes", "[ ] No", "[[gap]]", "[[...]]", "“So”",
    '"So" he said', "12 days", "1. One", "1) (x)", "12", "1.5", "`code`", "```", "``a`` b", "*so*",
    "**so** it is", "* (x)", "*(x)", "a | b", "rect(1,2,3,4) here", "box (1, 2)", "circle(50%)",
    "f(x) there", "a => b", "a \\=> b", "`\\[[`", "\\(x) a", "a\tb", "\u00a0x", "x\u00a0", "\x0bx",
    "あ", "é", "_a_", "<b>x</b>", "<!-- (x) -->", "--", "===", "---", "!explanation",
    "!!explanation", "explanation", "/// x", "{ #a }", "[a]: b", "$x$", "…", "{{ a }}", "¿Qué?",
    "•  (x) a", "#", "# x", "\u0661. x", "a\\", "&amp;", "![a](b)",
)  # fmt: skip
FREQUENT = (
    "", "", "", "Text.", "- (x) This", "- ( ) That", "- [x] One", "- [ ] Two", "    > Said.",
    "    > For a reason.", "!!! explanation", "    Because.", "??? hint",
)  # fmt: skip
LINES = st.one_of(
    st.tuples(st.sampled_from(BEFORE), st.sampled_from(AFTER)).map("".join),
    st.tuples(st.sampled_from(BEGINNINGS), st.sampled_from(ENDINGS)).map("".join),
    st.sampled_from(FREQUENT),
)
USUAL = ("This", "That", "`code`", "*so*", "“So”", "12 days", "f(x) there", "a => b", "あ") * 40
PLAIN = st.tuples(
    st.sampled_from([[], [""], ["Text."], ["Text.", "more", ""], ["**So**", "", "“More”"]]),
    st.lists(
        st.tuples(
            st.sampled_from(["- (x) ", "- ( ) ", "- ( ) ", "    > "]),
            st.sampled_from(USUAL + AFTER),
        ).map("".join),
        max_size=6,
    ),
    st.sampled_from(
        [[], [""], ["", "!!! explanation", "    Because.", ""], ["", "??? hint", "    So"]]
    ),
).map(lambda parts: [line for part in parts for line in part])
ITEMS = st.tuples(st.sampled_from(HEADINGS), st.one_of(st.lists(LINES, max_size=12), PLAIN)).map(
    lambda item: "\n".join([item[0], "", *item[1]]).replace("\r", "")  # no source has any
)


def parts(value: object) -> object:
    """Return a value with its places, which no comparison of values looks at."""
    if isinstance(value, Source):
        return value.path
    if is_dataclass(value):
        return [type(value).__name__, *(parts(getattr(value, one.name)) for one in fields(value))]
    if isinstance(value, tuple | list):
        return [parts(one) for one in value]
    return repr(value)


def said(text: str) -> object:
    diagnostics = Diagnostics()
    source = Source(path="quizzes/case.md", text=text)
    quiz = read_quiz(source, diagnostics, identifier="case")
    return parts((quiz, diagnostics.found))


def assert_alike(text: str) -> None:
    here = said(text)
    with patch.object(quiz_body, "plain_choices", lambda _: None):
        assert here == said(text)


@settings(max_examples=400)
@given(st.lists(ITEMS, min_size=1, max_size=2).map("\n".join))
def test_items_of_every_form_read_alike(text: str) -> None:
    assert_alike(text)


@given(TEXTS)
def test_quizzes_read_alike(text: str) -> None:
    assert_alike(text)


@pytest.mark.parametrize("text", WRITTEN)
def test_whole_files_read_alike(text: str) -> None:
    assert_alike(text)


def test_an_item_as_most_are_takes_one_look() -> None:
    text = (
        "## Which? { #one points=2 }\n\nSee **there**.\n\n- (x) This\n    > For a reason:\n    > this.\n"
        "- ( ) That\n    > No.\n- ( ) 12 days\n\n!!! explanation\n    So it is.\n\n"
        "??? hint\n    Think.\n"
    )
    seen = []

    def looked(*given: object) -> object:
        seen.append(plain_choices(*given))  # type: ignore[arg-type]
        return seen[-1]

    with patch.object(quiz_body, "plain_choices", looked):
        said(text)
    assert [one is not None for one in seen] == [True]
    assert_alike(text)
