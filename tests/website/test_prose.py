"""What a trainer switched on works inside a quiz as it does on the page around it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from lessonry.website.build import build_site
from tests.website.conftest import FILES, Small

EXTENSIONS = """markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - smarty
  - tables
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem
  - pymdownx.blocks.details
  - pymdownx.details
  - pymdownx.highlight: {anchor_linenums: true, linenums: true}
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
  - pymdownx.tilde
"""
TABS = '=== "{0} A"\n\n    {0} first\n\n=== "{0} B"\n\n    {0} second\n'
SHOWN = [
    ("`code`", "<code>code</code>"),
    ("`:::python 1`", r"<code class=\"highlight\">"),
    ("$x^2$", "arithmatex"),
    ("++ctrl+s++", "<kbd"),
    ("==marked==", "<mark>marked</mark>"),
    ("~~gone~~", "<del>gone</del>"),
    ('"quoted"', "&ldquo;quoted&rdquo;"),
    ("(c)", "©|&copy;"),
    ("{ .big } *x*{ .loud }", 'class="loud"'),
    ("| A | B |\n| --- | --- |\n| 1 | 2 |", "<table>"),
    ("Term\n:   What it means.", "<dl>"),
    ('!!! note "Mind"\n    This.', "admonition"),
    ('??? note "Open"\n    This.', "<details"),
    ("/// details | Open\nThis.\n///", "<details"),
    ("```python\nx = 1\n```", 'class="(?:language-python )?highlight'),
    ("A claim.[^1]\n\n[^1]: The note.", 'class="footnote"'),
    (TABS.format("Q"), "tabbed-set"),
    ("<div markdown>\n*x*\n</div>", "<em>x</em>"),
]


def built(small: Small, lesson: str, quiz: str) -> str:
    """Build a course with the extensions and return the page of its lesson."""
    files = {
        "mkdocs.yml": FILES["mkdocs.yml"] + EXTENSIONS,
        "docs/one.md": f"# One\n\n{lesson}\n\n/// quiz | one\n///\n",
        "quizzes/one.md": quiz,
    }
    folder = small(files)
    assert build_site(folder, quiet=True)
    return (folder / "site" / "one" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(("markdown", "shown"), SHOWN, ids=[s[0].split("\n")[0] for s in SHOWN])
def test_an_extension_works_in_stem_and_explanation(
    markdown: str, shown: str, small: Small
) -> None:
    told = "\n".join(f"    {line}".rstrip() for line in markdown.splitlines())
    page = built(
        small,
        "A lesson.",
        f"## Which?\n\n{markdown}\n\n- (x) This\n- ( ) That\n\n!!! explanation\n{told}\n",
    )
    assert len(re.findall(shown, page)) >= 2, page


def test_no_two_things_of_a_page_share_an_id(small: Small) -> None:
    code = "```python\nx = 1\n```"
    note = "A claim.[^1]\n\n[^1]: The note."
    told = "\n".join(f"    {line}" for line in (TABS.format("E") + "\n" + note).splitlines())
    page = built(
        small,
        f"{TABS.format('L')}\n{code}\n\n{note}",
        f"## Which?\n\n{TABS.format('Q')}\n{code}\n\n{note}\n\n- (x) This\n- ( ) That\n\n"
        f"!!! explanation\n{told}\n",
    )
    counts = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert [name for name, count in counts.items() if count > 1] == []
    for name in re.findall(r'\bfor="([^"]+)"|href="#([^"]+)"', page):
        assert "".join(name) in counts, name


def test_the_blocks_of_a_choice_stand_in_what_can_hold_them(small: Small) -> None:
    page = built(
        small,
        "A lesson.",
        "## Which?\n\n- (x) This:\n\n    ```\n    x = 1\n    ```\n- ( ) That\n    > No.\n",
    )
    assert not re.search(r"<(p|span)\b[^>]*>(?:(?!</\1>).)*<(?:pre|div)\b", page, re.DOTALL)


def test_a_template_that_does_not_work_is_told_in_a_sentence(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    folder: Path = small({"templates/items/choice.html.jinja": "{% block %}"})
    assert not build_site(folder, quiet=True)
    told = capsys.readouterr().err
    assert "items/choice.html.jinja" in told and "Traceback" not in told
