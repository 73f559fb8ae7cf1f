"""All spellings of QTI brought to one: names of QTI 2 without namespaces, whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element  # the class of lxml's elements has no public name

QTI_3: Final = "qti-"
DASH: Final = re.compile("-([a-z0-9])")
IRREGULAR: Final = {"durationLt": "durationLT", "durationGte": "durationGTE"}
WRAPPERS: Final = frozenset({"contentBody", "stimulusBody"})
"""What QTI 3 puts around the contents of blocks."""
BLOCK_INTERACTIONS: Final = frozenset(
    [
        "choiceInteraction",
        "orderInteraction",
        "matchInteraction",
        "associateInteraction",
        "gapMatchInteraction",
        "hottextInteraction",
        "hotspotInteraction",
        "selectPointInteraction",
        "graphicOrderInteraction",
        "graphicAssociateInteraction",
        "graphicGapMatchInteraction",
        "positionObjectInteraction",
        "extendedTextInteraction",
        "sliderInteraction",
        "mediaInteraction",
        "drawingInteraction",
        "uploadInteraction",
        "customInteraction",
        "portableCustomInteraction",
    ]
)
INLINE_INTERACTIONS: Final = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
INTERACTIONS: Final = BLOCK_INTERACTIONS | INLINE_INTERACTIONS


def normal(root: Element) -> Element:
    """Return the tree with QTI 2's names and no namespaces; HTML stays as it is.

    Comments and instructions are gone before: `read_xml` leaves them out.
    """
    tag = str(root.tag)
    name = tag.rpartition("}")[2].rpartition(":")[2]
    is_3 = name.startswith(QTI_3)
    if is_3:
        name = camel(name.removeprefix(QTI_3))
        name = IRREGULAR.get(name, name)
    made: Element = etree.Element(name)
    for key, value in root.attrib.items():
        bare = str(key).rpartition("}")[2]
        is_own = is_3 and not bare.startswith("data-")
        made.set(camel(bare) if is_own else bare, str(value))
    made.text = root.text
    for child in root:
        _take(made, normal(child), child.tail)
    return made


def _take(parent: Element, child: Element, tail: str | None) -> None:
    """Append a child, or what is in it where it only wraps."""
    if child.tag not in WRAPPERS or parent.tag == "assessmentStimulus":
        child.tail = tail
        parent.append(child)
        return
    _add(parent, child.text)
    parent.extend(list(child))
    _add(parent, tail)


def _add(parent: Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def camel(name: str) -> str:
    """Return `choice-interaction` as `choiceInteraction`."""
    return DASH.sub(lambda found: found[1].upper(), name)


def find(root: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names, at any depth, in the order of the document."""
    return (element for element in root.iter(*names) if element is not root)


def first(root: Element, name: str) -> Element | None:
    """Return the first element of that name among the children."""
    return next((child for child in root if child.tag == name), None)


def words(element: Element | None) -> str:
    """Return the text of an element with blanks folded."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def inner(element: Element) -> str:
    """Return what an element holds as HTML."""
    parts = [_escaped(element.text or "")]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def remove(element: Element) -> None:
    """Take an element out of its tree, and leave the text behind it."""
    parent = element.getparent()
    if parent is not None:
        replace(element, element.tail or "")


def replace(element: Element, text: str) -> None:
    """Put text into the place of an element; its tail is not kept."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    parent.remove(element)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def is_true(element: Element, name: str) -> bool:
    """Return whether an attribute says yes."""
    return (element.get(name) or "").strip().lower() in ("true", "1")


def whole(element: Element, name: str, otherwise: int) -> int:
    """Return an attribute that is a whole number."""
    said = (element.get(name) or "").strip()
    return int(said) if re.fullmatch("-?[0-9]{1,9}", said) else otherwise
