"""What of other tools' HTML is let in: nothing that runs, opens a frame or sends a form."""

from __future__ import annotations

import re
from typing import Final

import nh3
from lxml.html import defs

from lessonry.importers.markup import mathematics

INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
FOREIGN: Final = frozenset(["audio", "video", "source", "track", "iframe", "embed", "object"])
ATTRIBUTES: Final = {
    "*": {"title", "lang", "dir", "class", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-equation-content", "data-mathml"},
    "audio": {"src", "controls", "loop"},
    "video": {"src", "controls", "loop", "poster", "width", "height"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "iframe": {"src"},
    "embed": {"src"},
    "object": {"data"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "annotation": {"encoding"},
    "mfenced": {"open", "close", "separators"},
}
WITHOUT_CONTENT: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "noframes",
        "title",
        "head",
        "svg",
        "select",
        "textarea",
        "button",
        "applet",
    ]
)


TAG = re.compile(r"</?([a-zA-Z][\w:.-]*)(?:\s(?:\"[^\"<]*\"|'[^'<]*'|[^<>\"'])*)?/?>")
DRAWN = re.compile(r"(<(svg|math)\b(?:(?!<(?:svg|math)\b).)*?</\2\s*>)", re.IGNORECASE | re.DOTALL)
HTML: Final = INLINE | BLOCKS | FOREIGN | WITHOUT_CONTENT | defs.tags | {"image", "xmp", "listing"}
CLEANER: Final = nh3.Cleaner(
    tags=set(INLINE | BLOCKS | FOREIGN | mathematics.TAGS),
    clean_content_tags=set(WITHOUT_CONTENT),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto", "tel", "data"},
    link_rel=None,
)
"""Made once: that takes longer than to clean a text."""


def cleaned(html: str) -> str:
    """Return `html` with nothing in it that runs, opens a frame or sends a form."""
    parts = DRAWN.split(html)  # words, a drawing or a formula, its name, words …
    parts[::3] = [TAG.sub(_known, part) for part in parts[::3]]
    del parts[2::3]
    return CLEANER.clean("".join(parts))


def _known(tag: re.Match[str]) -> str:
    """Return a tag of HTML, and nothing for another.

    The cleaner does that as well, but takes all away that stands in a tag which has a namesake in
    drawings or formulas: `<text>`, `<set>`, `<line>`.
    """
    return tag[0] if tag[1].lower() in HTML else ""
