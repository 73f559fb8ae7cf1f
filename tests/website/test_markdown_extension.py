"""The extension by itself, in Python-Markdown without MkDocs, and what stands inside a quiz."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from lessonry.errors import UsageError
from lessonry.website.build import build_site
from tests.website.conftest import FILES, Small

EXTENSIONS = ["admonition", "attr_list", "tables", "toc", "footnotes", "pymdownx.superfences"]


def convert(folder: Path, page: str, **settings: object) -> str:
    markdown = Markdown(
        extensions=[*EXTENSIONS, "lessonry"],
        extension_configs={"lessonry": {"folder": str(folder)}},
        **settings,  # type: ignore[arg-type]
    )
    return markdown.convert(page)


def test_the_extension_needs_no_mkdocs(small: Small) -> None:
    page = convert(small(), "# One\n\n/// quiz | one\n///\n\nText.\n")
    assert page.count("<form") == 1 and "<p>Text.</p>" in page
    assert 'data-lr-lesson="one"' in page
    assert 'href="one.md#one"' in page, "A link is mended to where the quiz is placed."


def test_the_folder_is_where_one_stands_if_nothing_is_said(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small())
    page = Markdown(extensions=["lessonry"]).convert("/// quiz | exam\n///\n")
    assert page.count("<form") == 2 and "data-lr-key" not in page


def test_a_folder_without_a_course_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"mkdocs\.yml"):
        convert(tmp_path, "Text.")


def test_the_map_and_the_verify_tool_are_blocks_too(small: Small) -> None:
    page = convert(small(), "/// course\n///\n\n/// verify\n///\n")
    assert "data-lr-course-map" in page and "data-lr-verify" in page


def test_a_quiz_that_is_none_is_a_notice(small: Small) -> None:
    page = convert(small(), "/// quiz | <b>none\n///\n")
    assert "There is no quiz “&lt;b&gt;none”" in page


def test_blocks_stand_in_admonitions_and_not_in_code(small: Small) -> None:
    page = convert(
        small(),
        "!!! note\n    /// quiz | one\n    ///\n\n```\n/// quiz | one\n///\n```\n\n"
        "    /// quiz | one\n    ///\n",
    )
    assert page.count("<form") == 1 and page.count("/// quiz | one") == 2


def test_one_object_converts_page_after_page(small: Small) -> None:
    markdown = Markdown(
        extensions=[*EXTENSIONS, "lessonry"],
        extension_configs={"lessonry": {"folder": str(small())}},
    )
    pages = [markdown.reset().convert("/// quiz | one\n///\n") for _ in range(3)]
    assert pages[0] == pages[1] == pages[2] and 'id="lr-1-1"' in pages[0]
    both = markdown.reset().convert("/// quiz | one\n///\n\n/// quiz | exam\n///\n")
    assert 'id="lr-1-1"' in both and 'id="lr-2-1"' in both


RICH = """## Rich *stem* with `code` { #rich }

| a | b |
| --- | --- |
| [[one]] | `x [[two]] y` |

```python
def f():
    return [[three]]
```

A [[four|4]] ends it[^1].

[^1]: A footnote.

!!! note "Mind"
    Inside.

!!! explanation
    Because:

    - of this
    - *and* that
"""


def test_gaps_become_fields_in_tables_code_and_prose(small: Small) -> None:
    config = "\nmarkdown_extensions: [admonition, tables, pymdownx.superfences]\n"
    folder = small({"quizzes/one.md": RICH, "mkdocs.yml": FILES["mkdocs.yml"] + config})
    page = convert(folder, "/// quiz | one\n///\n")
    fields, filled = page.split('class="lr-gaps-filled"')
    assert fields.count('class="lr-gap"') == 4
    assert (
        fields.index("<td><input") < fields.index("<td><code>x <input") < fields.index("highlight")
    )
    assert not {"\ue000", "\ue001"} & set(page) and "gap0" not in page
    assert [word for word in ("one", "two", "three", "four") if f">{word}</mark>" in filled] == [
        "one", "two", "three", "four",
    ]  # fmt: skip
    assert "Rich <em>stem</em> with <code>code</code>" in page
    assert '<p class="admonition-title">Mind</p>' in page and "<em>and</em> that" in page


def test_html_of_an_author_stays_and_no_script_of_a_title_does(small: Small) -> None:
    quiz = (
        "---\ntitle: '<script>alert(1)</script>'\n---\n"
        "## A <b>stem</b>\n\n- (x) <i>Yes</i> & <no>\n    > <mark>Why</mark>\n- ( ) 2 < 3\n"
    )
    page = convert(small({"quizzes/one.md": quiz}), "/// quiz | one\n///\n")
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "A <b>stem</b>" in page and "<i>Yes</i> &amp;" in page and "2 &lt; 3" in page


DEEP_LIST = "".join("    " * depth + "- in\n" for depth in range(300))


@pytest.mark.parametrize("text", [">" * 400 + " deep", "[" * 2000, "*" * 2000, DEEP_LIST])
def test_depth_without_end_is_rendered_all_the_same(small: Small, text: str) -> None:
    quiz = f"## Which?\n\n{text}\n\nIt is [[so]].\n"
    page = convert(small({"quizzes/one.md": quiz}), "/// quiz | one\n///\n")
    assert page.count("<form") == 1 and 'class="lr-gap"' in page


def build(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert build_site(folder)
    return capsys.readouterr().err


LINKS = "## Which? {{ #which }}\n\nSee [x]({}).\n\n- (x) Yes\n    > So.\n- ( ) No\n"


@pytest.mark.parametrize(
    ("link", "href", "warning"),
    [
        ("../docs/one.md#one", 'href="./#one"', None),
        ("../docs/exam.md", 'href="../exam/"', None),
        ("../docs/deep/two.md#there", 'href="../deep/two/#there"', None),
        ("https://example.org/a?b#c", 'href="https://example.org/a?b#c"', None),
        ("mailto:a@example.org", 'href="mailto:a@example.org"', None),
        ("#which", 'href="#which"', None),
        ("../docs/none.md", None, "'none.md', but the target is not found"),
        ("../mkdocs.yml", None, "quizzes/one.md:3:1: `../mkdocs.yml` leads outside docs/"),
        ("../../../etc/passwd", None, "leads outside docs/"),
        ("http://[broken", 'href="#"', "no link that a browser can follow"),
    ],
)
def test_a_link_is_written_as_seen_from_the_quiz_file(
    small: Small,
    capsys: pytest.CaptureFixture[str],
    link: str,
    href: str | None,
    warning: str | None,
) -> None:
    folder = small(
        {"quizzes/one.md": LINKS.format(link), "docs/deep/two.md": "# Two\n\n## There\n"}
    )
    said = build(folder, capsys)
    page = (folder / "site" / "one" / "index.html").read_text("utf-8")
    if href:
        assert f"<a {href}>x</a>" in page
    assert (warning in said) if warning else ("not found" not in said), said


def test_a_picture_is_found_as_seen_from_the_quiz_file(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    text = LINKS.format("../docs/one.md").replace("[x]", "![a plate](../docs/p.svg) [x]")
    folder = small({"quizzes/one.md": text, "docs/p.svg": "<svg/>"})
    assert "p.svg" not in build(folder, capsys)
    assert 'src="../p.svg"' in (folder / "site/one/index.html").read_text("utf-8")


def test_an_inline_quiz_links_as_its_page_does(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "# In\n\n/// quiz | inline\n" + LINKS.format("one.md") + "///\n"
    folder = small({"docs/in.md": page})
    assert "not found" not in build(folder, capsys)
    assert '<a href="../one/">x</a>' in (folder / "site/in/index.html").read_text("utf-8")
