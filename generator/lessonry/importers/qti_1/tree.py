"""Elements of a QTI 1.2 document by their plain names: its dialects disagree about namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from lxml import etree

Element: TypeAlias = "etree._Element"
FIELDS: Final = frozenset({"qtimetadatafield", "qti_metadatafield"})
PRIVATE: Final = re.compile(
    "[\ue000-\ue0ff]|&#(?:x0*e0[0-9a-f]{2}|0*57[3-5][0-9]{2});?", re.IGNORECASE
)
"""Signs that stand for gaps with us, as themselves or as HTML; a file that has them means another."""


def plain(root: Element) -> Element:
    """Return the tree with names in small letters without namespaces, and no sign of a gap of ours."""
    for element in root.iter():
        if isinstance(element.tag, str):
            # A prefix without a namespace stands in the name itself.
            name = element.tag.rpartition("}")[2].rpartition(":")[2].lower()
            if name != element.tag:
                element.tag = name
            element.text = _public(element.text)
            for key, value in element.attrib.items():
                if PRIVATE.search(str(value)):
                    element.set(key, _public(str(value)) or "")
        element.tail = _public(element.tail)
    return root


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children of these names, or all elements where none is named."""
    for child in element:
        if isinstance(child.tag, str) and (not names or child.tag in names):
            yield child


def within(element: Element, *names: str) -> Iterator[Element]:
    """Yield everything below of these names, in document order."""
    for below in element.iterdescendants():
        if isinstance(below.tag, str) and below.tag in names:
            yield below


def first(element: Element, *path: str) -> Element | None:
    """Return the first child of a child of … these names."""
    found: Element | None = element
    for name in path:
        found = next(children(found, name), None) if found is not None else None
    return found


def words(element: Element | None) -> str:
    """Return all text in an element, as it stands."""
    return "" if element is None else "".join(str(text) for text in element.itertext())


def attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute whatever its case: `rcardinality`, `Rcardinality`."""
    for key, value in element.attrib.items():
        if str(key).lower() == name:
            return str(value).strip()
    return default


def _public(text: str | None) -> str | None:
    return PRIVATE.sub("\ufffd", text) if text and PRIVATE.search(text) else text


def metadata(element: Element) -> dict[str, str]:
    """Return what an element's own metadata say, labels in small letters.

    They stand as label and entry (Canvas, Common Cartridge), or as elements of their own
    (`qmd_itemtype`, `bbmd_questiontype`).
    """
    found: dict[str, str] = {}
    holders = [
        *children(element, "itemmetadata", "assessmentmetadata", "sectionmetadata", "qtimetadata")
    ]
    for holder in holders:
        for below in holder.iterdescendants():
            if below.tag in FIELDS:
                label = words(first(below, "fieldlabel")).strip().lower()
                found.setdefault(label, words(first(below, "fieldentry")).strip())
            elif len(below) == 0 and below.tag not in ("fieldlabel", "fieldentry"):
                found.setdefault(below.tag, words(below).strip())
    return found
