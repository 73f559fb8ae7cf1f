from __future__ import annotations

from typing import Any

from markdown import Markdown

from lessonry.diagnostics import Source
from lessonry.domain.prose import Prose
from lessonry.website.prose import SiteProse
from lessonry.website.site import Site, load_site
from tests.website.conftest import Small

EXTENSIONS = ["abbr", "attr_list", "footnotes", "pymdownx.highlight", "pymdownx.superfences"]
CONFIGS: dict[str, dict[str, Any]] = {
    "pymdownx.highlight": {"anchor_linenums": True, "linenums": True},
    "pymdownx.tabbed": {"alternate_style": True},
}
TABS = '=== "A"\n\n    One\n\n=== "B"\n\n    Two'
NOTE = "A claim.[^1]\n\n[^1]: The note."
CODE = "```python\nx = 1\n```"
LINK = "[there][x]\n\n[x]: https://example.org"


def course(small: Small, *more: str) -> Site:
    """Return a course whose trainer switched on `more` besides."""
    site = load_site(small({}))
    site.extensions = lambda: ([*EXTENSIONS, "pymdownx.tabbed", *more], CONFIGS)
    return site


def rendered(site: Site, *texts: str) -> list[str]:
    """Return what a page shows of texts."""
    assert site.extensions is not None
    names, configs = site.extensions()
    page = Markdown(extensions=names, extension_configs=dict(configs))
    prose = SiteProse(page, site)
    place = Source(path="quizzes/one.md", text="").at(1)
    return [prose.block(Prose(markdown=text, place=place)) for text in texts]


def test_a_page_shows_the_same_whatever_page_came_before(small: Small) -> None:
    texts = [TABS, "Plain words.", NOTE, CODE, "Of HTML", "[there][x]", "Plain words.", NOTE]
    alone = rendered(course(small), *texts)
    site = course(small)
    rendered(site, CODE, NOTE, TABS, LINK, "HTML\n\n*[HTML]: A language", "Plain words.")
    first = site.pieces
    assert rendered(site, *texts) == alone
    assert site.pieces is first


def test_pieces_of_one_page_share_no_ids(small: Small) -> None:
    site = course(small)
    one, two = rendered(site, NOTE, NOTE)
    assert one != two
    assert 'id="fn:1-1"' in one
    assert 'id="fn:2-1"' in two
    assert rendered(site, "*Often*", "*Often*") == ["<p><em>Often</em></p>"] * 2


def test_what_an_unknown_extension_keeps_stays_on_its_page(small: Small) -> None:
    site = course(small, "meta")
    assert rendered(site, "Key: value\n\nWords.") == ["<p>Words.</p>"]
    first = site.pieces
    rendered(site, "Words.")
    assert site.pieces is not first


def test_other_settings_are_taken_up_from_the_next_page_on(small: Small) -> None:
    site = course(small)
    assert rendered(site, '"So"') == ['<p>"So"</p>']
    site.extensions = lambda: ([*EXTENSIONS, "smarty"], {})
    assert rendered(site, '"So"') == ["<p>&ldquo;So&rdquo;</p>"]
