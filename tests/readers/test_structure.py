"""What is read of plain lines is what markdown-it-py reads of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.readers.page import PLAIN_HEADING, _headings
from lessonry.readers.structure import _plain_blocks, blocks_of, headings_of
from lessonry.readers.tokens import parsed
from tests.readers.test_laws import TEXTS, WRITTEN

BEGINNINGS = (
    "", "", "", " ", "  ", "   ", "    ", "     ", "\t", " \t", "- ", "* ", "+ ", "-  ", "-    ",
    "-     ", "1. ", "2. ", "1) ", "12.  ", "1234567890. ", "    > ", "  > ", "> ", "     >", "      > ",
    "   >    ", "   >     ", "#", "# ", "## ", " ## ", "### ", "##\t",
)  # fmt: skip
ENDINGS = (
    "", "", "a", "text", "(x) Yes", "[ ] No", "[x] One", "[a]: b", "[[gap]]", "[a](b)", "[a\\]b] c",
    "**bold**", "* * *", "***", "---", "-", "--", "===", "=", "_a_", "___", "__x", "`code` x",
    "``` x", "```", "~~~", "~", "<div>", "<!-- note", "-->", "a | b", "| a |", "|---|---|", ":-: | -",
    "--- | ---", "!!! note", "![a](b)", "1", "1.", "1.5", "-5", "+", "- a", "> b", "\u00a0x",
    "\x0bx", "\u2028", "x\ry", "あ", "# x", "  ", "\t", "\\[", "$x$", "{ #a }", "\u0661. x", "- - x",
)  # fmt: skip
LINES = st.lists(
    st.tuples(st.sampled_from(BEGINNINGS), st.sampled_from(ENDINGS)).map("".join), max_size=14
)


def told(tokens: Iterable[Any]) -> list[tuple[str, int, list[int] | None]]:
    return [(token.type, token.level, token.map) for token in tokens]


def assert_alike(lines: list[str]) -> None:
    all_ = parsed("\n".join(lines))
    blocks = [token for token in all_ if token.nesting >= 0 and token.type != "inline"]
    assert told(blocks_of(lines)) == told(blocks)
    headings = [
        (int(token.tag[1]), *token.map, token.markup in ("-", "="))
        for token in blocks
        if token.type == "heading_open" and not token.level and token.tag in ("h1", "h2")
        if token.map
    ]
    assert list(headings_of(lines)) == headings


@given(st.text("#  \t\\{}.a*_&<\x0b\u2028é1", max_size=12))
def test_a_heading_by_itself_reads_alike(text: str) -> None:
    line = f"# {text}"
    assert (found := PLAIN_HEADING.fullmatch(line)) is None or (
        [found[1].strip()] == [*_headings([line])]
    )


@given(LINES)
def test_lines_of_every_form_read_alike(lines: list[str]) -> None:
    assert_alike(lines)


@given(TEXTS, st.data())
def test_stretches_of_quizzes_read_alike(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    first = data.draw(st.integers(0, len(lines)))
    assert_alike(lines[first : first + data.draw(st.integers(0, 30))])


@pytest.mark.parametrize("text", WRITTEN)
def test_whole_files_read_alike(text: str) -> None:
    assert_alike(text.split("\n"))


@pytest.mark.parametrize("depth", range(8, 24))
@pytest.mark.parametrize("mark", ["- ", "> ", ">", "-\t", "1. "])
def test_a_heading_below_deep_lists_is_what_it_is_everywhere(mark: str, depth: int) -> None:
    assert_alike([mark * depth + "x", "", "## Which?"])
    width = len(mark.expandtabs(4))
    steps = [" " * (width * n) + mark + "x" for n in range(depth)]
    assert_alike([*steps, "", "## Which?"])


def test_an_item_as_most_are_is_read_without_the_slow_reader() -> None:
    item = "\nWhich is right?\n\n- (x) This\n    > For a reason.\n- ( ) That\n\n1. One\n2. Two\n"
    assert _plain_blocks(item.split("\n")) is not None
