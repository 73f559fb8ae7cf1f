"""HTML as each QTI takes it: that of XHTML 1 in QTI 2, nearly all of HTML 5 in QTI 3."""

from __future__ import annotations

from typing import Final

from lxml import etree

from lessonry.exporters.qti.spelling import MATHML, XML, Spelling
from lessonry.exporters.qti.tree import Element
from lessonry.exporters.sanitised import MATHML as MATHML_NAMES

OLD_NAMES = """
    a abbr acronym address b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2
    h3 h4 h5 h6 hr i img kbd li ol p pre q samp small span strong sub sup table tbody td tfoot th thead
    tr tt ul var
"""
OLD: Final = frozenset(OLD_NAMES.split())
"""What QTI 2 knows."""
INSTEAD: Final = {
    "details": "div",
    "summary": "p",
    "figure": "div",
    "figcaption": "p",
    "article": "div",
    "aside": "div",
    "section": "div",
    "header": "div",
    "footer": "div",
    "nav": "div",
}
"""What stands in QTI 2 for blocks that it does not know; anything else becomes a `span`."""
OBSOLETE: Final = {"acronym": "abbr", "big": "span", "tt": "code", "strike": "span", "u": "span"}
"""What HTML 5 has no more."""
EVERYWHERE: Final = frozenset({"class", "lang"})
ATTRIBUTES: Final = {
    "a": {"href"},
    "img": {"src", "alt", "height", "width"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "q": {"cite"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
}
NEW_ATTRIBUTES: Final = {
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label"},
    "ol": {"start", "type"},
}


def as_qti(root: Element, spelling: Spelling) -> Element:
    """Change a tree of sanitised HTML in place to what this version's schema allows."""
    for element in list(root.iter(etree.Element)):
        if element is not root:
            _element(element, spelling)
    return root


def blocks_of(root: Element) -> list[Element]:
    """Return the blocks of a `div`: what stands between them gets a paragraph of its own."""
    made: list[Element] = []
    loose: Element = etree.Element("p")
    loose.text = root.text
    for child in list(root):
        tail, child.tail = child.tail, None
        if str(child.tag) in INLINE or str(child.tag).startswith("{"):
            child.tail = tail
            loose.append(child)
            continue
        made += _paragraph(loose)
        made.append(child)
        loose = etree.Element("p")
        loose.text = tail
    return made + _paragraph(loose)


INLINE_NAMES = """
    a abbr acronym audio b bdi bdo big br cite code data del dfn em i img ins kbd mark q ruby s samp
    small span strong sub sup time tt u var video wbr
"""
INLINE: Final = frozenset(INLINE_NAMES.split())


def _paragraph(loose: Element) -> list[Element]:
    return [loose] if len(loose) or (loose.text or "").strip() else []


def _element(element: Element, spelling: Spelling) -> None:
    name = str(element.tag)
    if name in MATHML_NAMES:
        element.tag = f"{{{MATHML}}}{name}"
        if "xmlns" in element.attrib:
            element.attrib.pop("xmlns")
        return
    kept = EVERYWHERE | ATTRIBUTES.get(name, set())
    if spelling.is_3:
        kept |= NEW_ATTRIBUTES.get(name, set()) | {"dir", "title"}
        other = OBSOLETE.get(name, name)
    else:
        other = name if name in OLD else INSTEAD.get(name, "span")
    if name == "img" and element.get("alt") is None:
        element.set("alt", "")
    source = element.get("src")
    for key in list(element.attrib):
        if str(key) not in kept:
            element.attrib.pop(key)
    if language := element.get("lang"):
        element.attrib.pop("lang")
        element.set(f"{{{XML}}}lang", language)
    if other == name:
        return
    element.tag = other
    element.set("class", " ".join([name, *(element.get("class") or "").split()]))
    if name in ("audio", "video") and source:
        _link_instead(element, source, name)


def _link_instead(element: Element, source: str, words: str) -> None:
    """Make a link of a film or a sound, which QTI 2's HTML cannot hold."""
    for child in list(element):
        element.remove(child)
    element.text = None
    link = etree.SubElement(element, "a", href=source)
    link.text = words
