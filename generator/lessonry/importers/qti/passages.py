"""Texts outside of an item that it is about: shared passages, and pages that stand in it."""

from __future__ import annotations

import posixpath
from typing import Final

from lxml import etree, html

from lessonry.importers.qti.package import Document, Package
from lessonry.importers.qti.tree import Element, find, first

MISSING: Final = "The passage {href} that it is about is not in the file."
PAGES: Final = (".html", ".htm", ".xhtml")


def passages_of(
    root: Element, document: Document, package: Package
) -> tuple[list[Element], list[str]]:
    """Return the texts in other files that an item is about, and which of them are not there."""
    found: list[Element] = []
    missing: list[str] = []
    for reference in find(root, "assessmentStimulusRef"):
        href = reference.get("href") or ""
        stimulus = package.documents.get(package.find(href, document.name) or "")
        body = first(stimulus.root, "stimulusBody") if stimulus is not None else None
        if body is not None:
            found.append(body)
        else:
            missing.append(MISSING.format(href=href))
    return found, missing


def embed_pages(root: Element, document: Document, package: Package) -> None:
    """Put pages of HTML that an item shows in frames into it, in place, with their pictures."""
    for frame in list(find(root, "object")):
        address = frame.get("data") or ""
        if "html" not in (frame.get("type") or "") and not address.lower().endswith(PAGES):
            continue
        name = package.find(address, document.name)
        if name is None or package.archive is None or name in package.documents:
            continue
        body = _body(package.archive.read(name))
        if body is None:
            continue
        for picture in body.iter("img"):
            path = posixpath.join(posixpath.dirname(name), picture.get("src") or "")
            if package.archive.find(path) is not None:
                here = posixpath.dirname(document.name) or "."
                picture.set("src", posixpath.relpath(path, here))
        for key in list(frame.attrib):
            frame.attrib.pop(key)
        frame.tag, frame.text = "div", body.text
        for old in list(frame):
            frame.remove(old)
        frame.extend(list(body))


def _body(data: bytes) -> Element | None:
    """Return what a page shows; nothing where it cannot be read."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        page = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return next(page.iter("body"), None)
