"""The tree that all three spellings are written from: QTI 2's names, apart from those of HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from lxml import etree

from lessonry.exporters.prose import NO_XML

Element = etree._Element  # the class of lxml's elements has no public name

QTI: Final = "lessonry:qti"
"""The namespace of QTI's own elements until they are spelt; HTML's have none."""
MARK: Final = re.compile("\ue000gap([0-9]+)\ue001")
MIXED: Final = frozenset(
    ["prompt", "simpleChoice", "simpleAssociableChoice", "modalFeedback", "contentBody", "value"]
)
"""Elements whose white space is their contents'."""
NAME: Final = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")


def qti(
    tag: str, attributes: dict[str, str] | None = None, *children: Element, text: str | None = None
) -> Element:
    """Return an element of QTI's, by its name in QTI 2."""
    made: Element = etree.Element(f"{{{QTI}}}{tag}")
    for name, value in (attributes or {}).items():
        made.set(name, clean(value))
    made.text = clean(text) if text is not None else None
    made.extend(children)
    return made


def html(
    tag: str, attributes: dict[str, str] | None = None, *children: Element, text: str | None = None
) -> Element:
    """Return an element of HTML's."""
    made: Element = etree.Element(tag)
    for name, value in (attributes or {}).items():
        made.set(name, clean(value))
    made.text = clean(text) if text is not None else None
    made.extend(children)
    return made


def clean(text: str) -> str:
    """Return text without the characters that no XML can hold."""
    return NO_XML.sub("", text)


def is_qti(element: Element) -> bool:
    """Return whether an element is one of QTI's."""
    return str(element.tag).startswith(f"{{{QTI}}}")


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(etree.QName(element).localname)


def fill(root: Element, made: Callable[[int], Element]) -> None:
    """Put an element into the place of each gap's mark."""
    for element in list(root.iter(etree.Element)):
        if element.text and MARK.search(element.text):
            element.text = _put(element, 0, element.text, made)
        parent, tail = element.getparent(), element.tail
        if parent is not None and tail and MARK.search(tail):
            element.tail = _put(parent, parent.index(element) + 1, tail, made)


def _put(parent: Element, place: int, text: str, made: Callable[[int], Element]) -> str:
    """Insert what stands for the marks of a text, and return what stands before the first."""
    first, *others = MARK.split(text)
    for offset, (index, after) in enumerate(zip(others[::2], others[1::2], strict=True)):
        element = made(int(index))
        parent.insert(place + offset, element)  # it brings no tail along
        element.tail = after
    return first


def indented(element: Element, depth: int = 0) -> None:
    """Put each child of an element of QTI's on a line of its own, where blanks mean nothing."""
    children = list(element)
    if not children or not is_qti(element) or (element.text or "").strip():
        return
    if local(element) in MIXED:
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in children:
        indented(child, depth + 1)
        child.tail = (child.tail or "").strip() + "\n" + "  " * (depth + 1)
    children[-1].tail = (children[-1].tail or "")[:-2]


def written(root: Element) -> bytes:
    """Return a document as bytes."""
    made = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + made + b"\n"


def number(value: Fraction) -> str:
    """Return a number as XML has it: all decimals of one that ends, sixteen digits of another."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        places = 0
        while (value * 10**places).denominator != 1:
            places += 1
        if places <= 15:
            digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(
                places + 1, "0"
            )
            return f"{'-' * (value < 0)}{digits[:-places]}.{digits[-places:]}"
    return repr(float(value))
