"""Reads a QTI 1.2 document, or a package of them: each assessment and each bank becomes a quiz."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from lessonry.domain.fidelity import Fidelity
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.archive_reader import Archive, is_archive, names_in, open_archive
from lessonry.importers.drafts import Names, place_of
from lessonry.importers.foreign import MOST_QUESTIONS, ForeignError, ForeignFile
from lessonry.importers.imported import Attachment, ImportedQuiz
from lessonry.importers.qti_1.items import read_item
from lessonry.importers.qti_1.scoring import number
from lessonry.importers.qti_1.tree import (
    Element,
    attribute,
    children,
    metadata,
    plain,
    within,
    words,
)
from lessonry.importers.xml_reader import read_xml

ROOT: Final = re.compile(r"<(?:[\w.-]+:)?questestinterop[\s>]", re.IGNORECASE)
DOCUMENTS: Final = (".xml", ".qti", ".dat")
MANIFEST: Final = "imsmanifest.xml"
META: Final = "assessment_meta.xml"
BASES: Final = (
    "$IMS-CC-FILEBASE$",
    "$IMS_CC_FILEBASE$",
    "%24IMS-CC-FILEBASE%24",
    "%24IMS_CC_FILEBASE%24",
    "$IMS-CC-FILEBASE",
)
WEB_FOLDERS: Final = ("web_resources", "")
DATA: Final = re.compile(r"data:(?P<type>[\w.+/-]+)(?:;[\w=.-]+)*;base64,(?P<data>.*)", re.DOTALL)
ENDINGS: Final = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
LONGEST_NAME: Final = 60
LONGEST_ENDING: Final = 10
"""Characters of a file's name: letters of any script, which take up to four bytes each."""
RULES: Final = {
    "cc_maxattempts": "a number of attempts",
    "allowed_attempts": "a number of attempts",
    "qmd_timelimit": "a time limit",
    "time_limit": "a time limit",
}
"""What a test says that only an exam knows here."""


def matches(file: ForeignFile) -> bool:
    """Return whether the file is a QTI 1.2 document or a package with one."""
    if not is_archive(file):
        return ROOT.search(file.head) is not None
    names = names_in(file)
    if not any(posixpath.basename(name).lower() == MANIFEST for name in names):
        return False
    return next(_documents(open_archive(file)), None) is not None


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return a quiz for each assessment and each bank of questions.

    Raises:
        ForeignError: It cannot be read, or holds no question.
    """
    if is_archive(file):
        package = _Package(archive=open_archive(file), name=file.name)
        made = tuple(package.quizzes())
    else:
        package = _Package(archive=None, name=file.name)
        made = tuple(package.document(file, file.stem))
    if not made:
        raise ForeignError(
            f"{file.name} holds no question in QTI 1.2.",
            help="Export the quiz itself, and not a course without its quizzes.",
        )
    return made


def _documents(archive: Archive) -> Iterator[str]:
    """Yield the names of files with questions; of a quiz that Canvas writes twice, the fuller one."""
    found = [
        name
        for name in archive.names
        if name.lower().endswith(DOCUMENTS)
        and posixpath.basename(name).lower() not in (MANIFEST, META)
        and ROOT.search(archive.file(name).head)
    ]
    fuller = {
        posixpath.basename(name).split(".")[0]
        for name in found
        if name.startswith("non_cc_assessments/")
    }
    for name in found:
        folder = posixpath.basename(posixpath.dirname(name))
        if folder not in fuller or name.startswith("non_cc_assessments/"):
            yield name


@dataclass(slots=True, kw_only=True)
class _Package:
    """What all documents of one file share."""

    archive: Archive | None
    name: str
    quiz_names: Names = field(default_factory=Names)
    questions: int = 0

    def quizzes(self) -> Iterator[ImportedQuiz]:
        assert self.archive is not None
        for name in _documents(self.archive):
            stem = posixpath.basename(name).split(".")[0]
            yield from self.document(self.archive.file(name), stem, inside=name)

    def document(
        self, file: ForeignFile, stem: str, inside: str | None = None
    ) -> Iterator[ImportedQuiz]:
        """Yield the quizzes of one document."""
        xml = read_xml(file.data, file.name)
        root = plain(xml.root)
        top = root if root.tag == "questestinterop" else next(within(root, "questestinterop"), root)
        meta = self._meta(inside)
        tests = list(children(top, "assessment", "objectbank")) or [top]
        for test in tests:
            reading = _Test(
                package=self,
                element=test,
                inside=inside,
                meta=meta,
                stem=stem,
                notes=list(xml.notes),
            )
            made = reading.quiz()
            if made is not None:
                yield made

    def counted(self) -> None:
        """Count one more question."""
        self.questions += 1
        if self.questions > MOST_QUESTIONS:
            raise ForeignError(
                f"{self.name} holds more than {MOST_QUESTIONS:,} questions.",
                help="Export it in parts.",
            )

    def _meta(self, inside: str | None) -> dict[str, str]:
        """Return what Canvas says of a quiz in a file of its own."""
        if self.archive is None or inside is None:
            return {}
        stem = posixpath.basename(inside).split(".")[0]
        for folder in (posixpath.dirname(inside), stem):
            name = self.archive.find(posixpath.join(folder, META))
            if name is not None:
                root = plain(read_xml(self.archive.read(name), name).root)
                return {str(one.tag): words(one).strip() for one in children(root)}
        return {}


@dataclass(slots=True, kw_only=True)
class _Test:
    """One assessment or bank."""

    package: _Package
    element: Element
    inside: str | None
    meta: dict[str, str]
    stem: str
    notes: list[str]
    identifier: str = ""
    names: Names = field(default_factory=Names)
    report: list[Fidelity] = field(default_factory=list)
    files: dict[str, Attachment] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    """By the address in the file: the path here."""

    def quiz(self) -> ImportedQuiz | None:
        title = self._title()
        self.identifier = self.package.quiz_names.take(title, self.stem)
        sections = list(self._sections(self.element, None, None))
        if not self.report:
            return None
        self._rules()
        description = " ".join(re.sub(r"<[^>]*>", " ", self.meta.get("description", "")).split())
        quiz = Quiz(
            identifier=self.identifier,
            title=title or self.identifier.replace("-", " ").capitalize(),
            description=description or None,
            shuffle=self.meta.get("shuffle_answers", "").lower() == "true",
            sections=tuple(sections),
            place=place_of(self.package.name),
        )
        return ImportedQuiz(
            quiz=quiz,
            report=tuple(self.report),
            attachments=tuple(self.files.values()),
            notes=tuple(dict.fromkeys(self.notes)),
        )

    def _title(self) -> str:
        said = self.meta.get("title") or attribute(self.element, "title")
        return said or metadata(self.element).get("bank_title", "")

    def _rules(self) -> None:
        said = {**metadata(self.element), **self.meta}
        for name, what in RULES.items():
            value = said.get(name, "")
            if (number(value) or 0) > 0:
                self.notes.append(
                    f"The test has {what} ({value}). It is practice here; see “Practice and exam” for"
                    " what an exam says."
                )

    def _sections(self, element: Element, title: str | None, draw: int | None) -> Iterator[Section]:
        """Yield the items of a section, and then the sections within it."""
        items: list[Item] = []
        deeper: list[tuple[Element, str | None, int | None]] = []
        for child in children(element):
            if child.tag == "item":
                self.package.counted()
                item, told = read_item(
                    child, file=self.package.name, link=self.link, names=self.names
                )
                self.report.append(told)
                items += [item] if item is not None else []
            elif child.tag in ("section", "assessment", "objectbank"):
                deeper.append((child, attribute(child, "title") or None, self._draw(child)))
            elif child.tag in ("itemref", "sectionref", "sourcebank_ref"):
                self.notes.append(
                    "The test takes questions from a bank that is not in this part of the file."
                )
        if items:
            yield Section(title=title, items=tuple(items), draw=_possible(draw, len(items)))
        is_only = not items and len(deeper) == 1
        for child, own, asked in deeper:
            yield from self._sections(child, title if is_only and draw is None else own, asked)

    def _draw(self, section: Element) -> int | None:
        found = next(
            (
                number(words(one))
                for ordering in children(section, "selection_ordering")
                for one in within(ordering, "selection_number")
            ),
            None,
        )
        if next(within(section, "sourcebank_ref"), None) is not None:
            self.notes.append(
                "The test takes questions from a bank that is not in this part of the file."
            )
        return int(found) if found and found >= 1 else None

    def link(self, address: str) -> str | None:
        """Return where an address of the file leads here; the file behind it comes along."""
        if address not in self.taken:
            found = self._data(address) if address.startswith("data:") else self._member(address)
            if found is None:
                return None
            name, data = found
            self.taken[address] = self._take(name, data)
        return self.taken[address]

    def _data(self, address: str) -> tuple[str, bytes] | None:
        found = DATA.fullmatch(address)
        ending = ENDINGS.get(found["type"].lower()) if found else None
        if found is None or ending is None:
            return None
        try:
            data = base64.b64decode(found["data"], validate=False)
        except (binascii.Error, ValueError):
            return None
        return f"{hashlib.sha256(data).hexdigest()[:12]}{ending}", data

    def _member(self, address: str) -> tuple[str, bytes] | None:
        archive = self.package.archive
        if archive is None:
            return None
        bare = address
        for base in BASES:
            bare = bare.replace(base, "")
        bare = unquote(bare).lstrip("/")
        here = posixpath.dirname(self.inside or "")
        for folder in (here, *WEB_FOLDERS):
            name = archive.find(posixpath.join(folder, bare))
            if name is not None:
                return self._unpacked(archive, name)
        wanted = posixpath.basename(bare.split("?")[0]).lower()
        alike = [name for name in archive.names if posixpath.basename(name).lower() == wanted]
        return self._unpacked(archive, alike[0]) if wanted and len(alike) == 1 else None

    def _unpacked(self, archive: Archive, name: str) -> tuple[str, bytes] | None:
        """Return a picture; where it alone is damaged, the questions are still there."""
        try:
            return posixpath.basename(name), archive.read(name)
        except ForeignError as error:
            self.notes.append(str(error))
            return None

    def _take(self, name: str, data: bytes) -> str:
        stem, ending = posixpath.splitext(name)
        tidy = re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:LONGEST_NAME] or "file"
        ending = re.sub(r"[^\w.]+", "", ending.lower())[:LONGEST_ENDING]
        path = f"{self.identifier}/{tidy}{ending}"
        copy = 1
        while path in self.files and self.files[path].data != data:
            copy += 1
            path = f"{self.identifier}/{tidy}-{copy}{ending}"
        self.files[path] = Attachment(path=path, data=data)
        return path


def _possible(draw: int | None, there: int) -> int | None:
    return draw if draw is not None and draw < there else None
