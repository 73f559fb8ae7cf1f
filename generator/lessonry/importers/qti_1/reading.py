"""Reads a QTI 1.2 document, or a package of them: each assessment and each bank becomes a quiz."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final

from lessonry.domain.fidelity import Fidelity
from lessonry.domain.items import ChoiceItem, Item, MatchItem
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.archive_reader import Archive, is_archive, names_in, open_archive
from lessonry.importers.drafts import Names, place_of
from lessonry.importers.foreign import MOST_QUESTIONS, ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.qti_1.files import Files
from lessonry.importers.qti_1.items import read_item
from lessonry.importers.qti_1.material import presented
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
PARENT: Final = "parent_stimulus_item_ident"
"""By what an item, or a section, says which passage it belongs to."""
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
    if not any(name.lower().endswith(DOCUMENTS) for name in names_in(file)):
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
        if made and package.failed:
            made = (replace(made[0], notes=(*package.failed, *made[0].notes)), *made[1:])
        elif package.failed:
            raise ForeignError(package.failed[0])
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """One document, opened."""

    top: Element
    tests: tuple[Element, ...]
    """Its assessments and banks; none where its questions stand by themselves."""
    inside: str | None
    """Its name in a package."""
    stem: str
    notes: tuple[str, ...]


def _opened(file: ForeignFile, stem: str, *, inside: str | None) -> _Document:
    xml = read_xml(file.data, file.name)
    root = plain(xml.root)
    top = root if root.tag == "questestinterop" else next(within(root, "questestinterop"), root)
    tests = tuple(children(top, "assessment", "objectbank"))
    return _Document(top=top, tests=tests, inside=inside, stem=stem, notes=tuple(xml.notes))


@dataclass(slots=True, kw_only=True)
class _Package:
    """What all documents of one file share."""

    archive: Archive | None
    name: str
    quiz_names: Names = field(default_factory=Names)
    questions: int = 0
    failed: list[str] = field(default_factory=list)
    """Of documents that cannot be read, where others may be."""
    loose: dict[str, Element] = field(default_factory=dict)
    """Questions that stand in documents of their own, by their identifiers."""
    asked: set[str] = field(default_factory=set)
    """Of these the ones that a test asks."""

    def quizzes(self) -> Iterator[ImportedQuiz]:
        """Yield the quizzes of a package: its tests, and then the questions that no test asks."""
        assert self.archive is not None
        found = [one for name in _documents(self.archive) for one in self._opened(name)]
        for one in found:
            if not one.tests:
                self.loose |= {attribute(i, "ident"): i for i in children(one.top, "item")}
        for one in found:
            if one.tests:
                yield from self._of(one)
        for one in found:
            if not one.tests and not self._is_asked(one):
                yield from self._of(one)

    def _is_asked(self, document: _Document) -> bool:
        items = [attribute(one, "ident") for one in children(document.top, "item")]
        return bool(items) and self.asked.issuperset(items)

    def document(self, file: ForeignFile, stem: str) -> Iterator[ImportedQuiz]:
        """Yield the quizzes of one document."""
        yield from self._of(_opened(file, stem, inside=None))

    def _opened(self, name: str) -> Iterator[_Document]:
        assert self.archive is not None
        stem = posixpath.basename(name).split(".")[0]
        try:
            yield _opened(self.archive.file(name), stem, inside=name)
        except ForeignError as error:
            self.failed.append(error.message)

    def _of(self, document: _Document) -> Iterator[ImportedQuiz]:
        meta = self._meta(document.inside)
        for test in document.tests or (document.top,):
            reading = _Test(
                package=self,
                element=test,
                inside=document.inside,
                meta=meta,
                stem=document.stem,
                notes=list(document.notes),
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
    shuffles: dict[str, bool] = field(default_factory=dict)
    """Of items with choices, by their identifiers, whether these change places."""
    files: Files = field(init=False)
    shared: dict[str, str] = field(default_factory=dict)
    """Passages of several items, as HTML by their identifiers."""

    def quiz(self) -> ImportedQuiz | None:
        """Return the quiz that it is; nothing where it holds no question."""
        self.shared = _shared(self.element)
        title = self._title()
        self.identifier = self.package.quiz_names.take(title, self.stem)
        self.files = Files(
            archive=self.package.archive,
            inside=self.inside,
            folder=self.identifier,
            notes=self.notes,
        )
        sections = list(self._sections(self.element, None, None))
        if not self.report:
            return None
        self._rules()
        description = " ".join(re.sub(r"<[^>]*>", " ", self.meta.get("description", "")).split())
        shuffle = self.meta.get("shuffle_answers", "").lower() == "true"
        if not shuffle and any(self.shuffles.values()):
            shuffle = True
            sections = [self._kept_in_order(section) for section in sections]
        quiz = Quiz(
            identifier=self.identifier,
            title=title or self.identifier.replace("-", " ").capitalize(),
            description=description or None,
            shuffle=shuffle,
            sections=tuple(sections),
            place=place_of(self.package.name),
        )
        return ImportedQuiz(
            quiz=quiz,
            report=tuple(self.report),
            attachments=tuple(self.files.attachments.values()),
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
        for found in children(element):
            child = self._referred(found)
            if child.tag == "item":
                self.package.counted()
                if attribute(child, "ident") in self.shared:
                    continue
                item, told = read_item(
                    child,
                    file=self.package.name,
                    link=self.files.link,
                    names=self.names,
                    passage=self._passage(child, element),
                )
                self.report.append(told)
                if item is not None:
                    items.append(item)
                    if isinstance(item, ChoiceItem | MatchItem):
                        self.shuffles[item.identifier] = _shuffles(child)
            elif child.tag in ("section", "assessment", "objectbank"):
                deeper.append((child, attribute(child, "title") or None, self._draw(child)))
            elif child.tag in ("itemref", "sectionref", "sourcebank_ref", "bankentry_item"):
                self.notes.append(
                    "The test takes questions from a bank that is not in this part of the file."
                )
        if items:
            yield Section(title=title, items=tuple(items), draw=_possible(draw, len(items)))
        is_only = not items and len(deeper) == 1
        for child, own, asked in deeper:
            yield from self._sections(child, title if is_only and draw is None else own, asked)

    def _kept_in_order(self, section: Section) -> Section:
        """Return the section; where single questions shuffle, the others say that they do not."""
        items = (
            one if self.shuffles.get(one.identifier, True) else replace(one, shuffle=False)
            for one in section.items
        )
        return replace(section, items=tuple(items))

    def _referred(self, element: Element) -> Element:
        """Return the question that an element refers to, or the element itself."""
        name = attribute(element, "linkrefid") if element.tag == "itemref" else ""
        found = self.package.loose.get(name)
        if found is None:
            return element
        self.package.asked.add(name)
        return found

    def _passage(self, item: Element, section: Element) -> str:
        """Return the passage that an item is about, as it or its section says."""
        own = metadata(item).get(PARENT, "")
        return self.shared.get(own) or self.shared.get(attribute(section, PARENT), "")

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


def _shared(test: Element) -> dict[str, str]:
    """Return the texts that items of a test say they belong to."""
    items = list(within(test, "item"))
    asked = {metadata(one).get(PARENT, "") for one in items}
    asked |= {attribute(one, PARENT) for one in within(test, "section")}
    made: dict[str, str] = {}
    for one in items:
        name = attribute(one, "ident")
        shown = presented(one) if name in asked else None
        if shown is not None and not shown.responses:
            title = attribute(one, "title")
            heading = f"<p>{escape(title)}</p>" if title else ""
            made[name] = f"{heading}{shown.stem}"
    return made


def _shuffles(item: Element) -> bool:
    """Return whether a question says that its choices change places; Sakai says it beside them."""
    said = metadata(item).get("randomize", "").lower() == "true"
    return said or any(
        attribute(one, "shuffle").lower() == "yes" for one in within(item, "render_choice")
    )


def _possible(draw: int | None, there: int) -> int | None:
    return draw if draw is not None and draw < there else None
