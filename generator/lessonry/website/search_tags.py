"""Names what tags are to the search: to Pagefind, to a browser that reads them, and among our own."""

from __future__ import annotations

import re
from typing import Final

NOT_SEARCHED: Final = (
    "[data-lr-quiz]", "[data-lr-mode]", "[data-lr-verify]", "[data-search-exclude]", ".headerlink",
    ".lr-lesson-head", ".lr-exam-head", ".lr-lesson-foot",
    "[data-lr-course-map]", "[data-lr-progress]", ".lr-unscripted",
)  # fmt: skip
"""What of a page is no text of its own, as selectors by an attribute or a class."""
THEIRS: Final = "data-pagefind-"
"""Attributes by which a page tells the engine what to do: the trainer may have some of their own."""

MARKS: Final = frozenset(one[1:-1] for one in NOT_SEARCHED if one.startswith("["))
CLASSES: Final = frozenset(one[1:] for one in NOT_SEARCHED if one.startswith("."))
TELLING: Final = re.compile(
    r"\bid(?![^\s=/])|" + "|".join(map(re.escape, sorted(MARKS | CLASSES))),
    re.ASCII | re.IGNORECASE,
)
"""What stands among the attributes of every tag that matters by them, and rarely elsewhere."""
UNSEEN: Final = frozenset({"script", "style", "svg"})
"""What is never text."""
IGNORED: Final = frozenset({"footer", "form", "label", "nav", "template"})
"""What Pagefind leaves out by itself, as it does frames and what stands in for scripts."""
WITHIN: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdo", "big", "br", "button", "cite", "code", "dfn", "em", "i", "img",
    "input", "kbd", "label", "map", "object", "output", "q", "samp", "script", "select", "small", "span",
    "strong", "sub", "sup", "textarea", "time", "tt", "var",
})  # fmt: skip
"""What Pagefind takes for part of the line that it stands in."""
DROPPED: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdo", "big", "cite", "code", "dfn", "em", "i", "kbd", "q", "samp",
    "small", "span", "strong", "sub", "sup", "time", "tt", "var",
})  # fmt: skip
"""Of that, what tells nothing but by its text."""
BLOCKS: Final = frozenset({
    "blockquote", "dd", "div", "dl", "dt", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
})  # fmt: skip
"""What stands for itself where it has no attributes."""
EMPTY: Final = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
"""What has no end."""
FOREIGN: Final = frozenset({"svg", "math"})
DRAWN: Final = frozenset({
    "animate", "circle", "clippath", "defs", "desc", "ellipse", "filter", "g", "line", "lineargradient",
    "marker", "mask", "path", "pattern", "polygon", "polyline", "radialgradient", "rect", "stop", "svg",
    "symbol", "text", "tspan", "use",
    "annotation", "math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot",
    "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext",
    "mtr", "munder", "munderover", "semantics",
})  # fmt: skip
"""What stands in drawings and formulas without ending them; any of it may end itself by a slash."""

VALUE: Final = r"""\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++)"""
ATTRIBUTES: Final = rf"""(?:\s++[^\s"'<>/=]++(?:{VALUE})?+)*+\s*+/?+"""
TOKEN: Final = re.compile(
    r"<(?:(!--(?!-?>)(?:(?!--!?>).)*+-->"
    r"|(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript)(?=[\s>])"
    rf"{ATTRIBUTES}>[^<]*+(?:<(?!/\2[\s/>]|!--)[^<]*+)*+</\2\s*>)"
    rf"|(/?)([a-z][a-z0-9:-]*+)({ATTRIBUTES})>)",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
"""A comment, an element whose content is no markup, or a tag as a browser reads it."""
PLAIN: Final = re.compile(
    r"""<(/?[a-z][a-z0-9-]*+)(?=[\s/>])[^<>"']*+(?:"[^"<]*+"[^<>"']*+)*+>""", re.ASCII
)
"""A tag that is no riddle."""
QUIZ: Final = re.compile(r'<section class="lr-quiz[^<>]* data-lr-quiz=[^<>]* data-lr-mode=')
SECTION: Final = re.compile(r"<(/?)section(?=[\s>])", re.ASCII)
COLORED: Final = re.compile(r'<span class="[a-z][a-z0-9]{0,2}">([^<]*+)</span>')
"""What Pygments makes of code."""
STRESSED: Final = re.compile(r"<(b|code|em|i|strong|sub|sup)>([^<]*+)</\1>")
LINKED: Final = re.compile(r"headerlink[^<>]*+>[^<]*+<(?!/)")
"""A heading's link to itself that is more than a sign."""
RAW: Final = re.compile(
    r"<(?:textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext)", re.IGNORECASE
)
"""Where what looks like a tag may be text."""
RIDDLES: Final = frozenset({
    "h1", "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea",
    "title", "xmp",
})  # fmt: skip
"""What a quiz must not have to be left out at a glance."""
SHAPES: Final = frozenset({"circle", "ellipse", "line", "path", "polygon", "polyline", "rect"})
"""What our own drawings consist of; each ends itself."""
SPACES: Final = re.compile(r"[ \t\n\f\r]+")
TAG: Final = re.compile(r"<[^>]*>")
PICTURE: Final = re.compile(r"<img[^<>]*+>")
ATTRIBUTE: Final = re.compile(rf"""([^\s"'<>/=]++)({VALUE})?+""", re.ASCII)
