"""Plain text stays plain text: a page shows exactly what stood in the cell, the line, the string."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings

from lessonry.importers.markup.text import EMPTY, MATHEMATICS
from lessonry.importers.plain_text import escaped, escaped_line, shown, shown_line
from tests.effort import within
from tests.quiz_texts import PLAIN

EXTENSIONS = [
    *("admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "footnotes", "abbr"),
    *("pymdownx.betterem", "pymdownx.details", "pymdownx.mark", "pymdownx.superfences"),
    "pymdownx.tilde",
]
"""Those of a new course, and a few that others use."""
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000\ue001\ufeff\ufffe\uffff]")


class Page(HTMLParser):
    """What a page shows, and by which elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()
        self.feed(markdown.markdown(text, extensions=EXTENSIONS))
        self.close()

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.said.append("\n" if tag == "br" else "")


def folded(text: str) -> str:
    for end in "\x0b\x0c\x85":
        text = text.replace(end, "\n")
    return " ".join(INVISIBLE.sub("", text).split())


@settings(max_examples=300, deadline=None)
@given(PLAIN)
def test_a_page_shows_just_the_text(text: str) -> None:
    page = Page(escaped(text))
    assert folded("".join(page.said)) == folded(text)
    assert page.tags <= {"p", "br"}


@pytest.mark.parametrize("text", ["$5-$10 or $7", "$HOME/$USER", "x $a.$b y", "&#160", "a &#xA0 b"])
def test_prices_names_and_numbers_of_signs_are_no_formulas_and_no_signs(text: str) -> None:
    page = markdown.markdown(escaped(text), extensions=["pymdownx.arithmatex"])
    assert unescape(page) == f"<p>{text}</p>"


def test_formulas_stay_formulas_where_they_are_wanted() -> None:
    text = r"So $$\frac{a}{b}$$ and \(x_1*y_1\), not {z} or \d."
    assert shown_line(text) == r"So \(\frac{a}{b}\) and \(x_1*y_1\), not \{z} or \d."
    assert shown("Let\n\n\\[a \\\\ b\\]\n\n\\(\\)be") == "Let\n\n$$a \\\\ b$$\n\nbe"
    assert shown("a*b*") == escaped("a*b*")


@settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_text_without_formulas_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == escaped(text) or MATHEMATICS.search(text) or EMPTY.search(text)


def test_lines_and_paragraphs_stay() -> None:
    assert escaped("one\ntwo\r\n\r\n\r\nthree\n") == "one<br>\ntwo\n\nthree"
    assert escaped_line(" one\n two ") == "one two"
    assert escaped("x\n    indented") == "x<br>\n&nbsp;&nbsp;&nbsp;&nbsp;indented"


def test_text_that_needs_nothing_stays_as_a_person_writes_it() -> None:
    for text in (
        "What comes first?",
        "3 * 4 = 12, and 5 < 6 & so on",
        "snake_case costs 50 % (about $5); see http://a.b/c_d",
        "a | b",
        "It's “so” – “isn't it?”",
        "x == y",
    ):
        assert escaped(text) == text


@pytest.mark.parametrize(
    "sign", ["[", "=", "~", "*", "_", "-", "\\", "`", "<", "[a](", "| ", "== "]
)
def test_a_huge_text_takes_no_long_time(sign: str) -> None:
    with within(5):
        escaped(sign * 100_000)
