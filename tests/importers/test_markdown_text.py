"""Nothing in another tool's Markdown runs: what is made of it holds no script, whatever stood there."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from lessonry.importers.markdown_text import cleaned, of_commonmark, read

EXTENSIONS = ("attr_list", "md_in_html", "tables", "def_list", "admonition", "pymdownx.superfences")
ATTACKS = (
    "<script>alert(1)</script>",
    "<script",
    "</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="a>b" onerror=x>',
    "<a href='javascript:x'>",
    '<a href="java&#115;cript:x">',
    "[a](javascript:x)",
    "[a](java&#115;cript:x)",
    "[a]( <javascript:x>)",
    "[b]: javascript:x",
    "[a][b]",
    "![a](data:text/html,x)",
    "*a*{ onclick=x }",
    "{: onclick='x' }",
    "{ href=javascript:x }",
    "<svg onload=x>",
    "<svg/onload=x>",
    "<iframe src=x>",
    "<object data=x>",
    "<b onclick=x>",
    '<b title="<" onclick=x>',
    "<style>*{}</style>",
    "<math><mi>",
    "<p",
    "\n",
    "\n\n",
    "`",
    "``",
    "```",
    "\n```\n",
    "\n``` {.python onclick=x}\n",
    '\n```python title="x"\n',
    "    ",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?php",
    "<div markdown=1>",
    "<div>",
    "\n<div>\n",
    "<details>",
    "- ",
    "> ",
    "</div>",
    '"',
    "'",
    ">",
    "<",
    "<b>",
    "</b>",
    "\\",
    "\\`",
    "x",
    "&lt;",
)


class Dangers(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "object", "embed", "svg", "math", "form", "base"):
            self.found.append(tag)
        for name, value in attrs:
            plain = re.sub(r"[\x00-\x20]", "", html.unescape(value or "")).lower()
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "data") and plain.startswith(
                ("javascript:", "data:", "vbscript:")
            ):
                self.found.append(f"{tag} {name}={plain}")


def dangers(markdown: str, extensions: tuple[str, ...] = EXTENSIONS) -> list[str]:
    parser = Dangers()
    parser.feed(Markdown(extensions=list(extensions)).convert(markdown))
    parser.close()
    return parser.found


def test_the_test_sees_dangers() -> None:
    assert dangers("<img src=x onerror=alert(1)>") and dangers("[a](javascript:x)")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ATTACKS), max_size=7).map("".join))
def test_nothing_runs(text: str) -> None:
    assert dangers(cleaned(text).markdown) == []


@pytest.mark.parametrize(
    "text",
    [
        "Plain *text* with a < b and c > d, `<b>` and [a link](https://example.org/a?b=c).",
        "H<sub>2</sub>O, <kbd>Ctrl</kbd>, <br>, <https://example.org>, <me@example.org>",
        "```html\n<script>alert(1)</script>\n```",
        "~~~~\n<img onerror=x>\n~~~\n~~~~",
        '<a href="page.md" title="b">a</a> ![a](b.png){ width=100 }',
        "| a | b |\n|---|---|\n| <b>c</b> | d |",
        "{ braces } and {{ more }}",
    ],
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert cleaned(text).markdown == text
    assert not cleaned(text).notes


def test_a_block_of_code_gets_no_handler() -> None:
    text = "``` {.python onclick='x()'}\na = 1\n```"
    extensions = ("fenced_code", "attr_list")
    assert dangers(text, extensions) == ["code onclick"]
    assert dangers(cleaned(text).markdown, extensions) == []
    styled = cleaned(text.replace("onclick", "style")).markdown
    assert dangers(styled, extensions) == []


def test_code_with_a_title_stays_code() -> None:
    code = "Vec<String>\n[[a]](javascript:b)\n```\n"
    assert cleaned(f'```rust hl_lines="1 3-4"\n{code}').markdown.endswith(code)
    made = cleaned(f'```rust title="<tea>" linenums="1"\n{code}')
    assert made.markdown == f"```rust\n{code}" and "title" in made.notes[0]
    made = of_commonmark(f"A\n- b\n\n```rust title='tea'\n{code}")
    assert made.markdown == f"A\n\n- b\n\n```rust\n{code}" and len(made.notes) == 1


def test_what_is_taken_out_is_told() -> None:
    made = cleaned("a<script>x</script> <blink>b</blink> [c](javascript:x) d{ onclick=x }")
    assert made.markdown.startswith("a &lt;blink>b&lt;/blink> [c](#")
    assert len(made.notes) == 4


def test_pictures_that_do_not_come_along_are_told() -> None:
    made = read("![a](b.png) ![c](https://example.org/d.png) ![e](b.png)")
    assert len(made.notes) == 1 and "`b.png`" in made.notes[0]
