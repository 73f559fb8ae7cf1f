"""What is left out of an article changes nothing of what the engine finds in it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from lessonry.website.search_index import find_engine, indexing
from lessonry.website.search_text import searched_text

HEAD = (
    '<article class="md-content__inner md-typeset" data-pagefind-body data-lr-module="A &amp; B"'
    ' data-pagefind-meta="module[data-lr-module]">'
)
TITLE = '<h1 id="t">Forks<a class="headerlink" href="#t" title="Link">&para;</a></h1>'
QUIZ = (
    '<section class="lr-quiz" aria-labelledby="q-title" data-lr-quiz="q" data-lr-course="c"'
    ' data-lr-mode="practice"><h2 id="q-title">Quizword</h2><form><p>Is it <b>so</b>?'
    '<svg viewBox="0 0 9 9"><path d="M5 12"/></svg><img alt="In a quiz" src="q.png"></p></form>'
    "{}</section>"
)
SIMPLE = {
    "blocks": "<p>one</p><p>two</p>"
    "<ul><li>a</li><li>b</li></ul><table><tr><th>x</th><th>y</th></tr></table>",
    "lines": '<p>po<b>ly</b>mer<br>next <span class="k">de</span><span class="w"> </span>f<wbr>g</p>',
    "headings": '<h2 id="s">A <em>small</em> <code>fork</code></h2>'
    '<p>x</p><h3 id="u">U<mark>v</mark></h3>',
    "sentences": "<p>She said “no”</p><p>निष्</p><p>Is it?</p><div>\n<p>Yes</p>\n</div>"
    "<p>&amp;am<b>p;</b></p>",
    "footnotes": '<p>As said<sup id="fnref:1"><a href="#fn:1">1</a></sup>.</p><div class="footnote"><ol>'
    '<li id="fn:1"><p>Where.&#160;<a href="#fnref:1">&#8617;</a></p></li></ol></div>',
    "scripts": '<script type="math/tex">a < b</script><style>p > a {}</style><p>c<!-- <p>no --></p>',
    "formulas": '<p>\\(x<em>y</em>\\) <math><mi>x</mi><mspace/><mo>=</mo><mn>2</mn></math></p>',
    "pictures": '<p><img src="a.png" alt="First &gt; one"><img src="b.png" alt="Second"></p>',
    "quiz": f"<p>before</p>{QUIZ.format('')}<p>after</p>",
    "quiz with an essay": f"<p>a</p>{QUIZ.format('<textarea>no <b></textarea>')}<p>b</p>",
    "left out": '<p class="a lr-unscripted">no</p>'
    '<h2 id="w" data-search-exclude>A <em>b</em></h2><p hidden>c</p>',
    "tabs": '<div class="tabbed-set"><input id="__t1" type="radio">'
    '<label for="__t1">No</label><p>Yes</p></div>',
    "details": "<details><summary>More</summary><p>Text</p></details>"
    "<blockquote><p>Said</p></blockquote>",
    "not what it seems": '<p title="data-lr-quiz headerlink">a</p><p data-id="q">b</p><P CLASS=x>c</P>',
}  # fmt: skip
ODD = (
    "<p>never ended", "a < b", "<p>x</b></p>", '<p a"b>c</p>', "<div/>x", "<textarea>x", "<!-- x",
    '<p data-pagefind-ignore>x</p>', "<svg><p>x</p></svg>", "<plaintext>",
)  # fmt: skip
ATTRIBUTES = (
    "", "", "", ' id="a{}"', ' class="headerlink"',
    ' class="x lr-unscripted y"', " class=lr-lesson-foot",
    " hidden", ' title="a > b"', " ID=b{}", ' data-lr-mode="x"', "\n class='headerlink'",
    ' title="id=3"',
    ' title="<b>"', ' class="n"', " id", " data-lr-progress-link",
)  # fmt: skip
NAMES = (
    "h1", "h2", "h3", "p", "div", "ul", "li", "span", "span", "b", "em", "code", "a", "td", "tr",
    "section", "mark", "del", "details", "label", "form", "nav", "footer", "header", "button", "sup",
    "pre", "kbd",
    "noscript", "aside", "template", "P",
)  # fmt: skip
TEXTS = ("a", "b ", "fox", "&amp;", "it's", ". ", "? ", "\n", " ", "日本", '"', "x > y", "निष्", "")
PIECES = (
    "<br>", "<br/>", '<img src="i{}.png" alt="A">', "<img src='i.png' id=\"i{}\">", "<hr />",
    '<input id="in{}">', "<!-- c <b> -->", '<script>x < "</p>"</script>', "<textarea>t <b></textarea>",
    '<svg><path d="m"/><title>t</title></svg>', '<textarea><span class="n">x</span></textarea>',
    '<!-- <section class="lr-quiz" data-lr-quiz="1" data-lr-mode="x"> -->',
    "<noscript><p>n</p></noscript>",
    "<title>tt</title>",
)  # fmt: skip


def found(folder: Path, articles: dict[str, str]) -> dict[str, Any]:
    """Return what the engine finds of articles, by their names; and the words that it knows."""
    engine = find_engine()
    assert engine is not None
    with indexing(folder / "site", engine) as index:
        for name, article in articles.items():
            index.add(f"{name}.html", f'<html lang="en">{article}'.encode(), name)
        assert index.begin() is None and index.end() is None
    made = folder / "site" / "lessonry" / "pagefind"
    pages = {}
    for file in (made / "fragment").iterdir():
        text = gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")
        page = json.loads(text)
        pages[page["url"].strip("/").removesuffix(".html")] = page
    words = sorted(file.name for file in (made / "index").iterdir())
    return {"pages": pages, "words": words}


def wild(random: Random, depth: int) -> str:
    """Return HTML as nobody should write it."""
    chance = random.random()
    if depth == 0 or chance < 0.3:
        return random.choice(TEXTS)
    if chance < 0.42:
        return random.choice(PIECES).format(random.randrange(99))
    if chance < 0.46:
        return QUIZ.format(wild(random, depth - 1))
    name, attributes = random.choice(NAMES), random.choice(ATTRIBUTES).format(random.randrange(99))
    inner = "".join(wild(random, depth - 1) for _ in range(random.randrange(5)))
    return f"<{name}{attributes}>{inner}</{name}>"


def test_a_page_is_found_by_what_it_was_found_by(tmp_path: Path) -> None:
    whole = {name: f"{HEAD}{TITLE}{body}</article>" for name, body in SIMPLE.items()}
    cut = {name: searched_text(article) for name, article in whole.items()}
    assert [name for name, article in cut.items() if article is None] == ["left out"]
    short = {name: article or whole[name] for name, article in cut.items()}
    assert "<span" not in short["lines"] and "Quizword" not in short["quiz"]
    seen, now = found(tmp_path / "whole", whole), found(tmp_path / "cut", short)
    assert now == seen
    page = seen["pages"]["quiz"]
    assert page["content"] == "Forks. before. after." and page["meta"]["module"] == "A & B"
    assert page["meta"]["image"] == "q.png"
    assert seen["pages"]["headings"]["anchors"][1]["text"] == "A small fork"


@pytest.mark.parametrize("body", ODD)
def test_what_is_odd_is_handed_over_as_it_is(body: str) -> None:
    assert searched_text(f"{HEAD}{TITLE}{body}</article>") is None


@pytest.mark.parametrize("seed", [1, 2])
def test_html_as_nobody_should_write_it_is_found_as_before(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    whole: dict[str, str] = {}
    cut: dict[str, str] = {}
    for number in range(1500):
        title = TITLE if random.random() < 0.7 else ""
        article = f"{HEAD}{title}{''.join(wild(random, 4) for _ in range(6))}</article>"
        short = searched_text(article)
        if short is not None:
            whole[str(number)], cut[str(number)] = article, short
    assert len(whole) > 300
    assert found(tmp_path / "cut", cut) == found(tmp_path / "whole", whole)
