"""The documents of a package: items, tests, shared passages, and what the manifest says of them."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from lessonry.domain.identity import slug
from lessonry.importers.archive_reader import Archive, names_in, open_archive
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import Attachment
from lessonry.importers.qti.cdata import NOTE, opened
from lessonry.importers.qti.tree import Element, find, normal, words
from lessonry.importers.xml_reader import XmlText, is_well_formed, read_xml

MANIFEST: Final = "imsmanifest.xml"
SPACES: Final = re.compile(
    r"imsqti_v2p[0-9]|imsqtiasi_v3p0|imsqti_item_v2p|\bqti-assessment-(?:item|test)\b"
)
ROOTS: Final = re.compile(
    r"<(?:[\w.-]+:)?(?:assessmentItem|assessmentTest|assessmentStimulus|qti-assessment-item"
    r"|qti-assessment-test|qti-assessment-stimulus)[\s>]"
)
KIND_OF_ROOT: Final = re.compile(
    r"<(?:[\w.-]+:)?(?:qti-)?assessment-?(?P<kind>[Ii]tem|[Tt]est|[Ss]timulus)[\s>]"
)
LONGEST_NAME: Final = 60
LONGEST_SOURCE: Final = 4_000


@dataclass(slots=True, kw_only=True)
class Document:
    """One file of XML in a package."""

    name: str
    kind: str
    """`item`, `test` or `stimulus`."""
    text: XmlText
    source: str
    """Its beginning, as it stood there."""

    @property
    def root(self) -> Element:
        """Return its normal tree, made anew."""
        return normal(self.text.root)


@dataclass(slots=True, kw_only=True)
class Package:
    """All documents of one file that was handed over."""

    archive: Archive | None
    documents: dict[str, Document]
    """By their names, in the order of the package."""
    keywords: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each document's name what the manifest calls it by."""
    title: str = ""
    notes: list[str] = field(default_factory=list)

    def find(self, path: str, seen_from: str) -> str | None:
        """Return the name of a document that another one names."""
        for here in (seen_from, ""):  # some say it from the package's top
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
            if beside in self.documents:
                return beside
            found = self.archive.find(path, seen_from=here) if self.archive is not None else None
            if found is not None:
                return found
        return None


def document_kind(head: str) -> str | None:
    """Return what kind of QTI document begins so; nothing where it is none."""
    found = KIND_OF_ROOT.search(head)
    if found is None:
        return None
    if (
        not SPACES.search(head)
        and "http" in head[: found.end() + 400]
        and "qti" not in head.lower()
    ):
        return None
    return found["kind"].lower()


def looks_like_package(file: ForeignFile) -> bool:
    """Return whether a zip has a document of QTI 2 or 3 in it."""
    names = [name for name in names_in(file) if name.lower().endswith((".xml", ".qti"))]
    if not names:
        return False
    archive = open_archive(file)
    manifest = next((n for n in archive.names if posixpath.basename(n).lower() == MANIFEST), None)
    if manifest is not None:
        said = archive.read(manifest)
        if re.search(rb"imsqti_\w*xmlv(?:2p[0-9]|3p0)", said):
            return True
        if re.search(rb"imsqti_xmlv1p[0-9]|imscc_xmlv1p", said):
            return False
    others = [name for name in archive.names if name != manifest and name.lower().endswith(".xml")]
    return any(_kind(archive.read(name)) is not None for name in others[:40])


def _kind(data: bytes) -> str | None:
    return document_kind(_head(data))


def _head(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return data[:16_384].decode(encoding, errors="replace")


def open_package(file: ForeignFile) -> Package:
    """Return the package that a zip is.

    Raises:
        ForeignError: It cannot be read.
    """
    archive = open_archive(file)
    package = Package(archive=archive, documents={})
    manifest = next((n for n in archive.names if posixpath.basename(n).lower() == MANIFEST), None)
    names = list(_listed(package, archive, manifest)) if manifest is not None else []
    others = [n for n in archive.names if n.lower().endswith((".xml", ".qti")) and n != manifest]
    for name in dict.fromkeys([*names, *others]):
        _add(package, name, archive.read(name))
    return package


def single(file: ForeignFile) -> Package:
    """Return a lone document as a package.

    Raises:
        ForeignError: It cannot be read.
    """
    package = Package(archive=None, documents={})
    _add(package, file.name, file.data)
    return package


def _add(package: Package, name: str, data: bytes) -> None:
    kind = _kind(data)
    if kind is None:
        return
    try:
        text = read_xml(data, name)
    except ForeignError as error:
        if package.archive is None:
            raise
        package.notes.append(error.message)
        return
    package.notes += [f"{name}: {note}" for note in text.notes]
    plain, places = opened(text.data)
    if places and is_well_formed(plain):
        text = XmlText(data=plain)
        package.notes.append(NOTE)
    source = _head(data)[:LONGEST_SOURCE]
    package.documents[name] = Document(name=name, kind=kind, text=text, source=source)
    if kind == "test":
        _add_items_within(package, name, text)


def _add_items_within(package: Package, name: str, text: XmlText) -> None:
    """Add the items that stand in a test itself, which QTI does not know, as documents beside it."""
    for element in text.elements("assessmentItem", "qti-assessment-item"):
        written = etree.tostring(element, encoding="UTF-8", with_tail=False)
        called = f"{element.get('identifier') or 'item'}.xml"
        beside = posixpath.join(posixpath.dirname(name), called)
        if beside not in package.documents:
            package.documents[beside] = Document(
                name=beside,
                kind="item",
                text=XmlText(data=written),
                source=_head(written)[:LONGEST_SOURCE],
            )


def _listed(package: Package, archive: Archive, manifest: str) -> Iterator[str]:
    """Yield what a manifest lists, in its order, and keep what it says of each."""
    try:
        root = normal(read_xml(archive.read(manifest), manifest).root)
    except ForeignError as error:
        package.notes.append(error.message)
        return
    for resource in find(root, "resource"):
        name = archive.find(resource.get("href") or "", seen_from=manifest)
        if name is None:
            continue
        package.keywords[name] = tuple(
            dict.fromkeys(text for one in find(resource, "keyword") if (text := words(one)))
        )
        yield name


@dataclass(slots=True, kw_only=True)
class Pictures:
    """The files that the questions of one quiz show."""

    package: Package
    folder: str
    """In the folder of the quizzes."""
    taken: dict[str, str] = field(default_factory=dict)
    """Of each file in the package its path with us."""
    attachments: list[Attachment] = field(default_factory=list)

    def link_from(self, document: str) -> Callable[[str], str | None]:
        """Return what leads the addresses in a document to files of ours."""

        def link(address: str) -> str | None:
            name = self.package.find(address, document)
            return self._path(name) if name is not None else None

        return link

    def _path(self, name: str) -> str | None:
        if name in self.taken:
            return self.taken[name]
        archive = self.package.archive
        if archive is None or name in self.package.documents:
            return None
        data = archive.read(name)
        stem, ending = posixpath.splitext(posixpath.basename(name))
        ending = re.sub(r"[^a-z0-9.]", "", ending.lower())[:10]
        plain = slug(stem)[:LONGEST_NAME] or "file"
        path = f"{self.folder}/{plain}{ending}"
        if path in self.taken.values():
            path = f"{self.folder}/{plain}-{hashlib.sha256(name.encode()).hexdigest()[:6]}{ending}"
        self.taken[name] = path
        self.attachments.append(Attachment(path=path, data=data))
        return path
