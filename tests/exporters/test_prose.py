"""Prose leaves as well-formed XHTML that runs nothing, with its pictures and without loose links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from lessonry.diagnostics import Source
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.prose import Prose
from lessonry.exporters.plain import one_line, plain
from lessonry.exporters.prose import HtmlProse


def prose(markdown: str, path: str = "quizzes/x.md") -> Prose:
    return Prose(markdown=markdown, place=Source(path=path, text=markdown).at(1))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "course" / "docs" / "part").mkdir(parents=True)
    (tmp_path / "course" / "quizzes").mkdir()
    folder = tmp_path / "course"
    (folder / "docs" / "part" / "one.md").write_text("# One\n", encoding="utf-8")
    (folder / "docs" / "a cat.png").write_bytes(b"cat")
    (folder / "docs" / "dog.png").write_bytes(b"dog")
    (folder / "docs" / "part" / "dog.png").write_bytes(b"other dog")
    (tmp_path / "secret.png").write_bytes(b"secret")
    return folder


def test_what_lessons_use_is_rendered_and_well_formed(course: Path) -> None:
    text = (
        "A *b* & **c** < d\n\n| x | y |\n| - | :-: |\n| 1 | 2 |\n\n```python\na < b\n```\n\n"
        "!!! note\n    Take care.\n\nTerm\n:   Meaning\n\n- one\n    - two\n"
    )
    made = HtmlProse(course).block(prose(text))
    etree.fromstring(f"<div>{made}</div>")
    assert "<em>b</em> &amp; <strong>c</strong> &lt; d" in made
    assert '<td style="text-align:center">2</td>' in made
    assert '<code class="language-python">a &lt; b</code>' in made
    assert '<div class="admonition note">' in made
    assert "<dt>Term</dt>" in made


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("a <script>alert(1)</script>", "alert"),
        ('<a href="javascript:alert(1)" onclick="x()">z</a>', "javascript"),
        ('<img src="x.png" onerror="alert(1)">', "onerror"),
        ("[z](javascript:alert(1))", "javascript"),
        ("[z](data:text/html;base64,PHNjcmlwdD4=)", "data:"),
        ("<iframe src='https://a.example'></iframe>", "iframe"),
        ("<style>p{}</style><svg onload=alert(1)></svg>", "alert"),
        ("a{ onclick=alert(1) }\n{ onclick=alert(1) }", 'onclick="'),
        ("bad \x0b\x00 sign", "\x0b"),
    ],
)
def test_nothing_that_runs_leaves(course: Path, text: str, gone: str) -> None:
    made = HtmlProse(course).block(prose(text))
    etree.fromstring(f"<div>{made}</div>")
    assert gone not in made


def test_pictures_are_collected_once_and_none_from_outside(course: Path) -> None:
    html = HtmlProse(course, under="media/", address=lambda name: f"../{name}")
    text = (
        "![a cat](../docs/a%20cat.png) ![dog](../docs/dog.png) ![again](../docs/dog.png)"
        " ![other](../docs/part/dog.png) ![secret](../../secret.png) ![gone](gone.png)"
    )
    made = html.block(prose(text))
    names = sorted(html.files)
    assert len(names) == 3
    assert all(name.startswith("media/") and " " not in name for name in names)
    assert 'src="../media/dog.png"' in made
    assert "<span>secret</span> <span>gone</span>" in made
    assert len(html.notes) == 2
    assert {Path(str(path)).read_bytes() for path in html.files.values()} == {
        b"cat",
        b"dog",
        b"other dog",
    }


def test_a_picture_in_the_text_becomes_a_file(course: Path) -> None:
    html = HtmlProse(course)
    made = html.block(prose("![dot](data:image/png;base64,iVBORw0KGgo=)"))
    assert list(html.files.values()) == [b"\x89PNG\r\n\x1a\n"]
    assert f'src="{next(iter(html.files))}"' in made


def test_a_link_to_a_lesson_leads_home_or_becomes_text(course: Path) -> None:
    text = prose("See [one](../docs/part/one.md#a) and [two](https://b.example/) and [up](#x)")
    home = HtmlProse(course, url="https://a.example/c/").block(text)
    assert 'href="https://a.example/c/part/one/#a"' in home
    assert 'href="https://b.example/"' in home
    alone = HtmlProse(course)
    assert "See one and" in alone.block(text)
    assert len(alone.notes) == 1


def test_gaps_can_be_filled_and_cut(course: Path) -> None:
    html = HtmlProse(course)
    text = prose(f"| a |\n| - |\n| {gap_mark(0)} |\n\n`x = {gap_mark(1)}`")
    made = html.block(text, lambda index: f'<input name="{index}"/>')
    root = etree.fromstring(f"<div>{made}</div>")
    assert [one.get("name") for one in root.iter("input")] == ["0", "1"]
    pieces = html.pieces(text)
    assert pieces[1::2] == [0, 1]


def test_inline_has_no_blocks(course: Path) -> None:
    html = HtmlProse(course)
    assert html.inline(prose("A *b*")) == "A <em>b</em>"
    made = html.inline(prose("One.\n\n- a\n- b\n\n| x | y |\n| - | - |\n| 1 | 2 |"))
    assert made == "One.<br/>• a<br/>• b<br/>x  | y<br/>1  | 2"


def test_extensions_follow_the_configuration_of_the_course(course: Path) -> None:
    text = prose('~~old~~ and H~2~O and $x$ and "q"')
    assert "~~old~~" in HtmlProse(course).block(text)
    (course / "mkdocs.yml").write_text(
        "markdown_extensions:\n  - pymdownx.tilde\n  - pymdownx.arithmatex:\n      generic: true\n",
        encoding="utf-8",
    )
    made = HtmlProse(course).block(text)
    assert "<del>old</del>" in made
    assert "<sub>2</sub>" in made
    assert r'<span class="arithmatex">\(x\)</span>' in made


def test_nothing_is_a_formula_that_is_none_on_the_site(course: Path) -> None:
    text = prose("$5 and $6, $x$ or \\(y\\)\n\n```math\nz\n```\n")
    formulas = r'class="arithmatex">(.*?)<'

    def found(configuration: str) -> list[str]:
        (course / "mkdocs.yml").write_text(configuration, encoding="utf-8")
        made = HtmlProse(course).block(text)
        return [one.strip() for one in re.findall(formulas, made, re.DOTALL)]

    assert found("site_name: x\n") == []
    assert found("markdown_extensions: [pymdownx.arithmatex]\n") == [r"\(x\)", r"\(y\)"]
    assert found("markdown_extensions:\n  - pymdownx.arithmatex: {inline_syntax: [round]}\n") == [
        r"\(y\)"
    ]
    fence = "{name: math, class: arithmatex, format: !!python/name:other.fence }"
    assert found(
        "markdown_extensions:\n"
        "  pymdownx.arithmatex: {smart_dollar: false}\n"
        f"  pymdownx.superfences: {{custom_fences: [{fence}]}}\n"
    ) == [r"\(5 and \)", r"\(x\)", r"\(y\)", "\\[\nz\n\\]"]


def test_a_formula_in_a_line_stays_one(course: Path) -> None:
    (course / "mkdocs.yml").write_text("markdown_extensions: [pymdownx.arithmatex]\n")
    made = HtmlProse(course).inline(prose("So\n\n$$\nx\n$$\n\nis it."))
    assert made == 'So<br/><span class="arithmatex">\\[\nx\n\\]</span><br/>is it.'


def test_plain_text_has_no_marks() -> None:
    text = prose(
        f"A *b* ![cat](x.png)\n\n- one\n- two\n\n| x | y |\n| - | - |\n| 1 | {gap_mark(0)} |"
    )
    assert plain(text) == "A b cat\n- one\n- two\nx | y\n1 | ____"
    assert one_line(prose("a\nb\n\nc")) == "a b c"
