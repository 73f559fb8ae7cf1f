"""What is a comment and what is code: ticks behind a backslash begin neither."""

from __future__ import annotations

import pytest

from lessonry.readers.comments import plain_brackets, without_comments


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- b --> c", "a            c"),
        ("`a <!-- b -->` c", "`a <!-- b -->` c"),
        ("a \\` b <!-- c --> d \\` e", "a \\` b            d \\` e"),
        ("a \\\\`<!-- b -->` c", "a \\\\`<!-- b -->` c"),
        ("a \\<!-- b --> c", "a \\           c"),
    ],
)
def test_a_comment_is_taken_out_unless_it_is_code(text: str, left: str) -> None:
    assert without_comments(text.split("\n")) == left.split("\n")


def test_brackets_are_plain_in_code_alone() -> None:
    assert plain_brackets(r"`\[[a]]` \[[b]] \` \[[c]] \`") == r"`[[a]]` \[[b]] \` \[[c]] \`"
