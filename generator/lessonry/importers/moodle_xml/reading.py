"""Reads a file of Moodle XML: a quiz for each category, and a line of the report for each question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

from lxml import etree
from lxml.etree import _Element

from lessonry.diagnostics import Source
from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.drafts import Names
from lessonry.importers.foreign import MOST_QUESTIONS, ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.moodle_xml.files import Shelf
from lessonry.importers.moodle_xml.kinds import item_of
from lessonry.importers.moodle_xml.question import Left, Question, quoted, with_body_only
from lessonry.importers.moodle_xml.texts import source, unmarked
from lessonry.importers.xml_reader import read_xml

ROOT = re.compile(r"<quiz(?:\s[^<>]*)?>")
QUESTION = re.compile(r"<question\s[^<>]*\btype\s*=")
CONTEXT = re.compile(r"\$[a-z]+[0-9]*\$")
SLASH = re.compile(r"(?<!/)/(?!/)")
"""What parts categories; two of them are one slash in a name."""
USUAL_INFO: Final = "The default category for questions shared in context"
BODY_ONLY: Final = re.compile(r"\s*<div class=\"lessonry-body\">")
"""How our own exports tell that a question has no heading."""


@dataclass(slots=True, kw_only=True)
class Category:
    """One category on its way to be a quiz."""

    identifier: str
    title: str
    description: str | None
    source: Source
    shelf: Shelf
    names: Names = field(default_factory=Names)
    items: list[Item] = field(default_factory=list)
    report: list[Fidelity] = field(default_factory=list)

    def quiz(self, notes: tuple[str, ...]) -> ImportedQuiz:
        """Return it as a quiz."""
        quiz = Quiz(
            identifier=self.identifier,
            title=self.title,
            description=self.description,
            sections=(Section(items=tuple(self.items)),),
            place=self.source.at(1),
        )
        return ImportedQuiz(
            quiz=quiz,
            report=tuple(self.report),
            attachments=self.shelf.attachments,
            notes=notes,
        )


def matches(file: ForeignFile) -> bool:
    """Return whether the file looks like an export of Moodle's question bank."""
    head = file.head.lstrip()
    if not head.startswith(("<?", "<!--", "<quiz")) or ROOT.search(head) is None:
        return False
    return QUESTION.search(head) is not None


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return a quiz for each category that has questions.

    Raises:
        ForeignError: It is no XML, holds no question, or more than can be read.
    """
    xml = read_xml(file.data, file.name)
    where = Source(path=file.name, text="")
    names = Names()
    found: dict[str, Category] = {}
    current: Category | None = None
    count = 0
    for element in _questions(xml.elements("question"), file.name):
        if (element.get("type") or "").strip() == "category":
            path = source(element.find("category"))
            current = found.get(path) or _category(element, path, where, names, file.stem)
            found[path] = current
            continue
        count += 1
        if count > MOST_QUESTIONS:
            raise ForeignError(
                f"{file.name} holds more than {MOST_QUESTIONS:,} questions.",
                help="Export it in parts, such as one category at a time.",
            )
        if current is None:
            current = found[""] = _nameless(where, names, file.stem)
        _take(element, current)
    kept = [one for one in found.values() if one.report]
    if not kept:
        raise ForeignError(f"{file.name} holds no questions.")
    return tuple(one.quiz(xml.notes if one is kept[0] else ()) for one in kept)


def _questions(elements: Iterator[_Element], name: str) -> Iterator[_Element]:
    try:
        yield from elements
    except etree.XMLSyntaxError as error:
        raise ForeignError(f"{name} is no well-formed XML: {error.msg}.") from error


def _take(element: _Element, category: Category) -> None:
    """Read one question into its category."""
    line = cast("int | None", element.sourceline)
    place = category.source.at(1)
    name = " ".join(source(element.find("name")).split())
    wished = " ".join(source(element.find("idnumber")).split())
    text = unmarked(source(element.find("questiontext")))
    identifier = category.names.keep(wished, name, text)
    question = Question(element, category.shelf, place, identifier)
    kept = dict(category.shelf.kept)
    item: Item | None = None
    notes: tuple[str, ...]
    try:
        item = item_of(question)
        question.note_rest()
        if BODY_ONLY.match(question.source) and item.heading is not None:
            item = with_body_only(item, _whole(item))
        notes = tuple(dict.fromkeys(question.notes))
    except Left as left:
        category.shelf.kept = kept
        notes = (str(left),)
    if item is not None:
        category.items.append(item)
    category.report.append(
        Fidelity(
            name=quoted(name or text)[:80] or identifier,
            kind=question.kind or "question",
            carried=changed(notes) if item is not None else Carried.LEFT,
            notes=notes,
            line=line,
            item=identifier if item is not None else None,
            original=question.original(),
        )
    )


def _whole(item: Item) -> str:
    parts = (item.heading, item.body)
    return "\n\n".join(one.markdown for one in parts if one is not None)


def _category(element: _Element, path: str, where: Source, names: Names, stem: str) -> Category:
    parts = [part.replace("//", "/").strip() for part in SLASH.split(path)]
    parts = [part for part in parts if part and not CONTEXT.fullmatch(part)]
    if parts and parts[0] == "top":
        parts = parts[1:]
    wished = " ".join(source(element.find("idnumber")).split())
    identifier = names.keep(wished, " ".join(parts), stem)
    info = element.find("info")
    shelf = Shelf(identifier)
    said = unmarked(source(info))
    return Category(
        identifier=identifier,
        title=parts[-1] if parts else stem,
        description=said if said and not said.startswith(USUAL_INFO) else None,
        source=where,
        shelf=shelf,
    )


def _nameless(where: Source, names: Names, stem: str) -> Category:
    identifier = names.take(slug(stem), "moodle")
    return Category(
        identifier=identifier, title=stem, description=None, source=where, shelf=Shelf(identifier)
    )
