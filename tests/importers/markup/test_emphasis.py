"""What is bold or slanted elsewhere is so on our pages, and no star of it is seen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parsing
from lxml.etree import _Element
from markdown import Markdown

from lessonry.importers.markup import markdown_of

BOLD, SLANTED = ("b", "strong"), ("i", "em")
ENGINES = (["extra"], ["md_in_html", "pymdownx.betterem"])
WORDS = st.sampled_from(["a", "bc", " d", "e ", "f, g", "h.", "(i)", " ", '"j"', ": k", "l'", "日"])


def within(tag: str, inside: list[str]) -> str:
    return f"<{tag}>{''.join(inside)}</{tag}>"


NESTED = st.recursive(
    WORDS,
    lambda one: st.builds(
        within, st.sampled_from([*BOLD, *SLANTED, "u"]), st.lists(one, min_size=1, max_size=3)
    ),
    max_leaves=10,
)


def looks(html: str) -> list[tuple[str, bool, bool]]:
    """Return each sign, whether it is bold and whether it is slanted."""
    made: list[tuple[str, bool, bool]] = []

    def add(words: str | None, *, bold: bool, slanted: bool) -> None:
        made.extend((sign, bold, slanted) for sign in words or "" if not sign.isspace())

    def walk(node: _Element, *, bold: bool, slanted: bool) -> None:
        bold, slanted = bold or node.tag in BOLD, slanted or node.tag in SLANTED
        add(node.text, bold=bold, slanted=slanted)
        for child in node:
            walk(child, bold=bold, slanted=slanted)
            add(child.tail, bold=bold, slanted=slanted)

    walk(parsing.fromstring(f"<div>{html}</div>"), bold=False, slanted=False)
    return made


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<b>a</b><b>b</b><strong>c</strong>", "**abc**"),
        ("<b>a</b><span><span lang='en'><b>b</b></span></span>", "**ab**"),
        ("<code>a</code><span><code>b`</code></span>", "`` ab` ``"),
        ("<i>a</i><em><b>b</b></em><i>c</i>", "*a**b**c*"),
        ("<b>x<br></b><b>y<i>z</i></b><b>w</b> v", "**x**<br>\n**y*z*w** v"),
        ("<code>a</code><code>b</code>", "`ab`"),
        (
            '<span style="font-weight:bold">a</span><span style="font-weight:bold">b</span>',
            "**ab**",
        ),
        ("<b><i>a</i></b>", "***a***"),
        ("<b>a</b><i>b</i>", "**a**<em>b</em>"),
        ("<b>Note:</b>word", "<strong>Note:</strong>word"),
        ("<b>Note:</b> word, <i>(so)</i>.", "**Note:** word, *(so)*."),
        ("l'<b>eau</b>.", "l'**eau**."),
        ("a\x04b", "a b"),
    ],
)
def test_marks_stand_where_they_are_read(html: str, markdown: str) -> None:
    assert markdown_of(html).markdown == markdown


@settings(max_examples=300, deadline=None)
@given(st.lists(NESTED, min_size=1, max_size=4))
def test_any_emphasis_looks_the_same(pieces: list[str]) -> None:
    html = f"z {''.join(pieces)} z"
    for extensions in ENGINES:
        page = Markdown(extensions=extensions).convert(markdown_of(html).markdown)
        assert looks(page) == looks(html)


def test_many_pieces_are_read_in_little_time() -> None:
    assert markdown_of("<b>a<br></b>" * 20_000).markdown.count("**") == 40_000
