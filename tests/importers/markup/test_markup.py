"""HTML of other tools becomes Markdown that shows the same, and nothing in it runs."""

from __future__ import annotations

import html as entities
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parsing
from lxml.html import HtmlElement
from markdown import Markdown

from lessonry.importers.markup import is_html, markdown_of


def link(address: str) -> str | None:
    return address.replace("@@PLUGINFILE@@", "first-aid") if "@@PLUGINFILE@@" in address else None


GENERIC = {"pymdownx.arithmatex": {"generic": True}}


def made(html: str) -> str:
    return markdown_of(html, link=link).markdown


def notes(html: str) -> tuple[str, ...]:
    return markdown_of(html, link=link).notes


def page_of(markdown: str) -> HtmlElement:
    extensions = [
        "tables",
        "def_list",
        "attr_list",
        "sane_lists",
        "pymdownx.superfences",
        "pymdownx.betterem",
    ]
    page = Markdown(extensions=extensions).convert(markdown)
    return parsing.fragment_fromstring(page or " ", create_parent="div")


def shown(markdown: str) -> str:
    """Return the words that a page shows for Markdown."""
    return " ".join("".join(page_of(markdown).itertext()).split())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<p dir="ltr" style="text-align: left;">Hello&nbsp;<b>world </b>and<br></p>',
            "Hello **world** and",
        ),
        ("<p>a</p><p>&nbsp;</p><p><br></p><div>b</div>", "a\n\nb"),
        ("one<br><br />two<br>three", "one\n\ntwo<br>\nthree"),
        ('<p class="MsoNormal"><span lang="EN-US">Word<o:p></o:p></span></p>', "Word"),
        ('<span style="font-weight: bold;">a</span> <i>b</i> <em><i>c</i></em>', "**a** *b* *c*"),
        ('<b style="font-weight:normal">pasted</b>', "pasted"),
        (
            "H<sub>2</sub>O, x<sup>2</sup>, <u>u</u>, <s>s</s>",
            "H<sub>2</sub>O, x<sup>2</sup>, <u>u</u>, <s>s</s>",
        ),
        ("<h2>A heading</h2>text", "### A heading\n\ntext"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n    - b"),
        ("<ol start=3><li><p>x</p><p>y</p></li><li>z</li></ol>", "3. x\n\n    y\n\n4. z"),
        ("<dl><dt>cue</dt><dd>what she says</dd></dl>", "cue\n:   what she says"),
        ("<dl><dd><table><tr></tr></table></dd></dl>a", "a"),
        ("a<br>=<br>=", "a<br>\n&#61;<br>\n&#61;"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<p>x <code>a`b</code> <tt>c</tt></p>", "x ``a`b`` `c`"),
        (
            '<pre><code class="language-python">if a &lt; b:\n    pass</code></pre>',
            "```python\nif a < b:\n    pass\n```",
        ),
        ("<pre>a<br>b ```</pre>", "````\na\nb ```\n````"),
        ("<pre><div>a</div><div>&nbsp; b</div></pre>", "```\na\n  b\n```"),
        ("<p>What <code>a<br>&nbsp;&nbsp;b</code>?</p>", "What\n\n```\na\n  b\n```\n\n?"),
        ("<b>x <code>a<br>&nbsp; b</code></b>", "**x `a`**<br>\n&nbsp;&nbsp;**`b`**"),
        ("<code>a<br></code> <code><p>b</p></code>", "`a`\n\nb"),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>x|y</td><td><p>1</p><p>2</p></td></tr></table>",
            "| A | B |\n| --- | --- |\n| x\\|y | 1<br>2 |",
        ),
        ("<table><tr><td><p>only a place</p></td></tr></table>", "only a place"),
        ('<a href="https://a.b/c_d(e)">far</a>', "[far](https://a.b/c_d%28e%29)"),
        ('<a href="//a.b/c">far</a> <a href="#x">near</a>', "[far](https://a.b/c) near"),
        (
            '<img src="@@PLUGINFILE@@/my%20hand.png" alt="A [hand]" width="320" height="200">',
            '![A \\[hand\\]](first-aid/my%20hand.png){ width="320" }',
        ),
        (
            '<img src="@@PLUGINFILE@@/a.png" style="max-width:9em; width: 50%">',
            '![](first-aid/a.png){ width="50%" }',
        ),
        (
            "<p>\\(a_1 &lt;b\\) and $$x^2$$ and [tex]y[/tex]</p>",
            "\\(a_1 \\lt b\\) and \\(x^2\\) and \\(y\\)",
        ),
        ("<p>So<br>$$<br>a_1 = \\{2\\}<br>$$</p>", "So\n\n$$ a_1 = \\{2\\} $$"),
        ("<p>Let \\[a \\\\ b\\], then<br>c.</p>", "Let\n\n$$a \\\\ b,$$\n\nthen<br>\nc."),
        ("<p>$$a$$<br>$$b$$.</p><p>\\(\\)c\\[ \\]</p>", "$$a$$\n\n$$b.$$\n\nc"),
        ("<b>\\[a\\]</b> <u>$$b$$</u>", "**\\(a\\)** <u>\\(b\\)</u>"),
        ("<h3>Of \\[a\\]</h3>", "### Of \\(a\\)"),
        ("$5<br>to<b> $6</b> \\(5\\$\\) `", "&#36;5<br>\nto **&#36;6** \\(5\\$\\) \\`"),
        ("only $5 <b>of</b> it, $$5\\$$$", "only $5 **of** it, \\(5\\$\\)"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>\\(|x|\\)</td><td>c|d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| \\(\\vert x\\vert \\) | c\\|d |",
        ),
        ("<ul><li>a \\[b\\]</li></ul>", "- a\n\n    $$b$$"),
        ("\\(<br />a_1<BR>b_1\\)<br>c", "\\( a_1 b_1\\)<br>\nc"),
        ("Costs $$<b>two</b><br>and $$", "Costs &#36;&#36;**two**<br>\nand &#36;&#36;"),
        ('<script type="math/tex">x_1*y</script>', "\\(x_1*y\\)"),
        (
            "<math><mfrac><mn>1</mn><msup><mi>x</mi><mn>2</mn></msup></mfrac></math>",
            "\\(\\frac{1}{x^{2}}\\)",
        ),
        (
            (
                '<math><semantics><mi>q</mi><annotation encoding="application/x-tex">'
                "\\sqrt q</annotation></semantics></math>"
            ),
            "\\(\\sqrt q\\)",
        ),
        (
            '<img class="equation_image" data-equation-content="x^2" src="/equation_images/x">',
            "\\(x^2\\)",
        ),
    ],
)
def test_what_markdown_can_say_becomes_markdown(html: str, markdown: str) -> None:
    assert made(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("te\u200ba<b>\u200b</b>\ufeff <i>\u200bhot</i>", "tea *hot*"),
        ("<p>\u200b</p><p>te\ufeffa\u200b</p>", "tea"),
        ("ชา\u200bร้อน", "ชา\u200bร้อน"),
    ],
)
def test_signs_without_width_part_no_words(html: str, markdown: str) -> None:
    assert made(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<b>Note:</b>tea", "<strong>Note:</strong>tea"),
        ("<b>Note: </b>tea <i>(hot)</i>.", "**Note:** tea *(hot)*."),
        ("tea<i>(hot)</i>", "tea<em>(hot)</em>"),
        ("<b>「茶」</b>は", "<strong>「茶」</strong>は"),
        ("<i><b>Two.</b>3 cups</i>", "*<strong>Two.</strong>3 cups*"),
        ("<b>a</b><b>b.</b><i>c</i>", "<strong>ab.</strong>*c*"),
        ("<i>(a)</i><br>b", "*(a)*<br>\nb"),
        ("x<b>y</b>z\x04", "x**y**z"),
    ],
)
def test_emphasis_is_read_as_such_beside_any_sign(html: str, markdown: str) -> None:
    assert made(html) == markdown
    assert "*" not in shown(markdown)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a \\ b", "a \\\\ b"),
        ("C:\\<b>x</b>", "C:\\\\**x**"),
        ("C:\\tea", "C:\\tea"),
    ],
)
def test_a_backslash_escapes_nothing_that_follows(html: str, markdown: str) -> None:
    assert made(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a:<br>&nbsp;&nbsp;b<br>&nbsp; &nbsp; <b>c</b>", "a:<br>\n@@b<br>\n@@@@**c**"),
        ("a:<br><span> &nbsp;&nbsp;</span># b", "a:<br>\n@@\\# b"),
        ("<p>a:</p><p>&nbsp;&nbsp;&nbsp;b</p>", "a:\n\n@@@b"),
        ("<p>&nbsp;&nbsp;&nbsp;Who?</p>", "Who?"),
        ("\xa0\xa0Who?", "Who?"),
        ("<ul><li>&nbsp;&nbsp;a<br>&nbsp;b</li></ul>", "- a<br>\n    b"),
        ("a &nbsp;&nbsp; b<br>&nbsp;&nbsp;<br>c<i>&nbsp;&nbsp;</i>", "a b\n\nc"),
        ("<h4>&nbsp;&nbsp;a<br>&nbsp;&nbsp;b</h4>", "#### a<br>b"),
    ],
)
def test_blanks_that_indent_a_line_stay_and_no_others(html: str, markdown: str) -> None:
    assert made(html) == markdown.replace("@", "&nbsp;")


@pytest.mark.parametrize(
    "text",
    [
        "1. no list",
        "- no list",
        "# no heading",
        "> no quote",
        "a_b_c and _d_ and *e*",
        "2 * 3 * 4",
        "<b>",
        "&lt;",
        "`code`",
        "[link](to) [x] [[gap]] [[[",
        "{{ value }} {% a %} { #id }",
        "!!! note",
        "??? hint",
        "--- ===",
        "a\\*b\\n",
        "$5 and $6",
        "==a== ~~b~~ ^^c^^",
        "| a | b |",
        ":smile:",
        "[a]: b",
        "* star",
        "/// quiz",
        "***",
        "___",
        "x ^2^ ~3~",
        "(x) choice",
        "=> arrow",
    ],
)
def test_plain_words_are_shown_as_they_are(text: str) -> None:
    markdown = made(entities.escape(text))
    assert shown(markdown) == " ".join(text.split())


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab1 *_`[](){}<>#-+.!|\\~^=:$&\n\"'/?", max_size=30))
def test_any_words_are_shown_as_they_are(text: str) -> None:
    expected = " ".join(text.split())
    if re.search(r"\\\(.|\\\[.|\$\$.", text, re.DOTALL):
        return  # a formula
    assert shown(made(f"<p>{entities.escape(text)}</p>")) == expected


@pytest.mark.parametrize("text", ["[1]", "a [b] c", "[[1]] z", "[x]"])
def test_brackets_in_a_link_neither_end_it_nor_make_a_gap(text: str) -> None:
    markdown = made(f'<a href="http://x.example/">{text}</a>')
    page = Markdown(extensions=["extra"]).convert(markdown)
    assert page == f'<p><a href="http://x.example/">{text}</a></p>'
    assert "[[1]]" not in markdown


def test_no_formula_shows_its_marks_on_a_page() -> None:
    html = "<p>Let \\[a \\\\ b\\] be.<br>$$c$$<br>d $$e$$ f</p><ul><li>$$g$$ h</li></ul>"
    page = Markdown(extensions=["pymdownx.arithmatex"], extension_configs=GENERIC)
    said = page.convert(made(html))
    assert said.count('class="arithmatex"') == 4
    assert "$" not in said


def test_formulas_in_a_table_that_stays_html_are_marked_as_the_site_marks_them() -> None:
    cells = "<td>\\(a&lt;b\\)</td><td>$$c$$</td>"
    assert (
        made(f"<table><tr>{cells}</tr><tr>{cells}</tr></table>").count(
            '<td><span class="arithmatex">\\(a&lt;b\\)</span></td>'
            '<td><span class="arithmatex">\\[c\\]</span></td>'
        )
        == 2
    )


@pytest.mark.parametrize("tag", ["text", "set", "line", "filter", "int", "and", "tool"])
def test_words_in_tags_that_are_none_of_html_stay(tag: str) -> None:
    assert made(f"<p>a <{tag} x='1'>b</{tag}> c</p><pre><{tag}>{{</{tag}></pre>") == (
        "a b c\n\n```\n{\n```"
    )
    assert made("<p>a<svg><text>b</text></svg> <math><mi>c</mi></math></p>") == "a \\(c\\)"


def test_a_table_that_markdown_has_not_stays_html() -> None:
    html = (
        '<table class="x" style="y"><tr><td colspan="2">[[a]]</td></tr><tr><td><ul><li>1</li></ul></td>'
        '<td><img src="@@PLUGINFILE@@/b.png" onload="x()"></td></tr></table>'
    )
    assert made(html) == (
        '<table><tbody><tr><td colspan="2">&#91;[a]]</td></tr><tr><td><ul><li>1</li></ul></td><td>'
        '<img src="first-aid/b.png"></td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">a</a>',
        '<a href="java\nscript:alert(1)">a</a>',
        "<svg><script>alert(1)</script></svg>",
        '<iframe src="javascript:alert(1)"></iframe>',
        "<table><tr><td onclick=alert(1)>a<td>b</table>",
        '<form action="javascript:alert(1)"><button>go</button></form>',
        "<style>@import 'javascript:alert(1)'</style>",
        '<object data="data:text/html,<script>alert(1)</script>"></object>',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        '<video controls><source src="@@PLUGINFILE@@/a.mp4" onerror="alert(1)"></video>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_nothing_runs(html: str) -> None:
    page = Markdown(extensions=["tables", "md_in_html", "attr_list"]).convert(made(html))
    assert not re.search(
        r"<script|<[^>]*\son\w+\s*=|href=\"\s*java|src=\"\s*java|<form|<style", page
    )


def test_what_is_left_out_is_told() -> None:
    assert notes("<script>x</script>a") == ("A script was left out.",)
    assert notes('<a href="javascript:x">a</a>') == ("A link that runs a script was left out.",)
    assert notes('<img src="other.png" alt="A hand">') == (
        "The picture `other.png` is not in the file and was left out.",
    )
    assert made('<img src="other.png" alt="A hand">') == "A hand"
    assert notes('<iframe src="https://www.youtube.com/embed/x"></iframe>') == (
        "A frame of another page became a link to https://www.youtube.com/embed/x.",
    )
    assert notes("<p>all <b>well</b></p>") == ()


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>a</li><li>b</li></ul><ul><li>c</li></ul>",
        "<ol><li>a</li></ol>\n<ol><li>b</li></ol>",
        "<ul><li>a</li></ul><ol><li>b</li></ol>",
        "<ol><li>a</li></ol><div><ol><li>b</li></ol></div><ul><li>c</li></ul>",
        "<ul><li>a</li></ul><p>between</p><ul><li>b</li></ul>",
        "<ol><li>a<ol><li>b</li></ol><ol><li>c</li></ol></li><li>d</li></ol>",
        "<ul><li>a</li><ul><li>b</li></ul><ul><li>c</li></ul><li>d</li></ul>",
    ],
)
def test_lists_beside_each_other_stay_lists_of_their_own(html: str) -> None:
    def lists(page: HtmlElement) -> list[tuple[str, int]]:
        return [(str(one.tag), len(one.findall("li"))) for one in page.iter("ul", "ol")]

    source = parsing.fragment_fromstring(html, create_parent="div")
    written = page_of(made(html))
    assert lists(written) == lists(source)


@pytest.mark.parametrize(
    ("list_of", "is_told"),
    [
        ('<ol type="a">', True),
        ("<ol type = I>", True),
        ('<ol style="color: red; list-style-type: lower-alpha">', True),
        ('<ol type="1" style="list-style: upper-roman">', False),
        ("<ol>", False),
        ('<ul type="a">', False),
    ],
)
def test_letters_before_the_lines_of_a_list_are_told_where_they_become_numbers(
    list_of: str, is_told: bool
) -> None:
    told = notes(f"<p>Ask (b) first.</p>{list_of}<li>A towel</li><li>A glass of water</li>")
    said = "A list that counted in letters or Roman numerals counts in numbers here."
    assert told == ((said,) if is_told else ())


def test_sound_and_film_stay_where_their_files_are() -> None:
    kept = '<video controls=""><source src="first-aid/a.mp4"></video>'
    assert made('<video><source src="@@PLUGINFILE@@/a.mp4"></video>') == kept
    assert notes('<audio src="gone.mp3"></audio>') == ("The sound `gone.mp3` was left out.",)


def test_deep_nesting_is_read_as_text() -> None:
    assert made("<div>" * 5_000 + "deep" + "</div>" * 5_000) == "deep"
    assert made("<b>" * 2_000 + "deep") == "deep"


def test_html_is_told_from_text() -> None:
    assert is_html("a <b>c</b>")
    assert is_html("a &nbsp; b")
    assert is_html("<br/>")
    assert not is_html("a < b and c > d & e")
    assert not is_html("if x<y then")
