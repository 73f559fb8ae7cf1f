"""HTML without anything that runs: what an author wrote by hand passes here before it leaves."""

from __future__ import annotations

from typing import Final

import nh3

MATHML_NAMES = """
    math maction mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
    msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
"""
MATHML: Final = frozenset(MATHML_NAMES.split())
MEDIA: Final = frozenset({"audio", "video", "source", "track"})
TAGS: Final = (nh3.ALLOWED_TAGS - {"map", "area", "center", "rtc", "hgroup"}) | MATHML | MEDIA
GONE: Final = frozenset({"script", "style", "template", "iframe", "object", "embed", "svg"})
"""What goes with all that is in it."""
ATTRIBUTES: Final = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"alt", "height", "src", "width"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label"},
    "math": {"display", "xmlns"},
    "mo": {"stretchy", "fence", "separator"},
    "mi": {"mathvariant"},
    "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "align", "scope", "style"},
    "details": {"open"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "data"})
STYLES: Final = frozenset({"text-align"})
"""Of cells, as Markdown's tables have it."""


def sanitised(html: str) -> str:
    """Return the HTML with what browsers show and never run; `data:` stays in pictures alone."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(GONE),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes=set(SCHEMES),
        filter_style_properties=set(STYLES),
        link_rel=None,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    if name in ("href", "src", "poster") and value.strip().lower().startswith("data:"):
        return value if tag == "img" and value.strip().lower().startswith("data:image/") else None
    return value
