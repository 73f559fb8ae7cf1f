"""Reads a document of QTI 2 or 3, or a package of them: each test becomes a quiz."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz, Section, TimeLimit
from lessonry.importers.archive_reader import is_archive
from lessonry.importers.drafts import Draft, Names, place_of
from lessonry.importers.foreign import MOST_QUESTIONS, ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.qti.composite import parts_of
from lessonry.importers.qti.dialects import common
from lessonry.importers.qti.item import ReadItem, name_of, read_item, title_of
from lessonry.importers.qti.package import (
    Document,
    Package,
    Pictures,
    document_kind,
    looks_like_package,
    open_package,
    single,
)
from lessonry.importers.qti.passages import embed_pages, passages_of
from lessonry.importers.qti.shares import Part, shares
from lessonry.importers.qti.tests import Reference, TestPlan, plan_of

OBJECTIVE: Final = "objective:"
MISSING: Final = "The file of this item is not in the package."
NO_ITEMS: Final = "Import its whole package, in which its items are."


def matches(file: ForeignFile) -> bool:
    """Return whether the file is a document of QTI 2 or 3, or a zip with one."""
    if is_archive(file):
        return looks_like_package(file)
    return document_kind(file.head) in ("item", "test")


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return a quiz for each test, and one of the items that no test asks.

    Raises:
        ForeignError: It cannot be read, or holds no item.
    """
    package = open_package(file) if is_archive(file) else single(file)
    items = [one for one in package.documents.values() if one.kind == "item"]
    if len(items) > MOST_QUESTIONS:
        raise ForeignError(
            f"{file.name} holds {len(items):,} questions; {MOST_QUESTIONS:,} can be read.",
            help="Export it in parts.",
        )
    reading = _Reading(package=package, file=file)
    made = [
        reading.test(document) for document in package.documents.values() if document.kind == "test"
    ]
    left = [one for one in items if one.name not in reading.asked]
    if left:
        made.append(reading.loose(left))
    kept = tuple(one for one in made if one is not None and one.report)
    if not kept:
        raise ForeignError(
            f"{file.name} holds no item that can be read.",
            help=NO_ITEMS if package.archive is None else "Export the items along with the test.",
        )
    return kept


@dataclass(slots=True, kw_only=True)
class _Building:
    """A quiz in the making."""

    identifier: str
    names: Names
    pictures: Pictures
    report: list[Fidelity] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    """Of all that the report names: titles are often the same."""
    shuffles: dict[str, bool] = field(default_factory=dict)
    """Of items with choices, by their identifiers, whether these change places."""

    def told(self) -> list[Fidelity]:
        """Return the report; what is called the same has its identifier beside its name."""
        times = Counter(one.name for one in self.report)
        return [
            one if times[one.name] == 1 else replace(one, name=f"{one.name}, {identifier}")
            for one, identifier in zip(self.report, self.identifiers, strict=True)
        ]


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read of one file."""

    package: Package
    file: ForeignFile
    quizzes: Names = field(default_factory=Names)
    asked: set[str] = field(default_factory=set)
    """Names of the items that a test asks."""
    told: bool = False

    def test(self, document: Document) -> ImportedQuiz | None:
        """Return the quiz that a test is."""
        plan = plan_of(document.root)
        building = self._begin(plan.identifier if plan.identifier else plan.title, plan.title)
        sections: list[Section] = []
        for section in plan.sections:
            items = [
                item
                for reference in section.references
                for item in self._referred(building, document, reference)
            ]
            if not items:
                continue
            draw = section.draw if section.draw and section.draw < len(items) else None
            title = None if section.title == plan.title else section.title
            last = sections[-1] if sections else None
            if title is None and last is not None and last.draw is None and draw is None:
                sections[-1] = replace(last, items=(*last.items, *items))
                continue
            if title is None and last is not None:
                title = f"{plan.title or 'Part'} {len(sections) + 1}"
            sections.append(Section(title=title, items=tuple(items), draw=draw))
        return self._quiz(building, plan.title or self.file.stem, sections, plan)

    def loose(self, documents: list[Document]) -> ImportedQuiz | None:
        """Return a quiz of items that no test asks."""
        title = self.file.stem.replace("-", " ").replace("_", " ").strip() or "Questions"
        if self.package.archive is None and len(documents) == 1:
            title = title_of(documents[0].root) or title
        building = self._begin(self.file.stem, title)
        items = [item for one in documents for item in self._items(building, one, Fraction(1))]
        section = Section(items=tuple(items))
        return self._quiz(building, title, [section], None)

    def _begin(self, *wishes: str) -> _Building:
        identifier = self.quizzes.take(*wishes, "quiz")
        pictures = Pictures(package=self.package, folder=identifier)
        return _Building(identifier=identifier, names=Names(), pictures=pictures)

    def _referred(self, building: _Building, test: Document, reference: Reference) -> list[Item]:
        name = self.package.find(reference.path, test.name)
        document = self.package.documents.get(name or "")
        if document is None or document.kind != "item":
            building.identifiers.append(reference.path)
            building.report.append(
                Fidelity(
                    name=reference.name or reference.path,
                    kind="assessmentItemRef",
                    carried=Carried.LEFT,
                    notes=(MISSING,),
                    original=reference.path,
                )
            )
            return []
        self.asked.add(document.name)
        return self._items(building, document, reference.weight)

    def _items(self, building: _Building, document: Document, weight: Fraction) -> list[Item]:
        """Return the item of a document, or one for each thing that it asks, and tell of them."""
        whole = document.root
        common(whole)
        embed_pages(whole, document, self.package)
        parts = parts_of(whole)
        shared: list[Part | None] = [*shares(whole, parts)] if len(parts) > 1 else [None]
        keywords = self.package.keywords.get(document.name, ())
        objective = next((k for k in keywords if k.startswith(OBJECTIVE)), None)
        title = title_of(whole)
        made: list[Item] = []
        for number, (root, part) in enumerate(zip(parts, shared, strict=True), start=1):
            alone = len(parts) == 1
            name = title if alone else f"{title} ({number})"
            draft = Draft(
                place=place_of(f"quizzes/{building.identifier}.md"),
                identifier=building.names.take(*name_of(root)),
                stem="",
                objective=objective.removeprefix(OBJECTIVE) if objective else None,
                tags=tuple(k for k in keywords if not k.startswith(OBJECTIVE)),
            )
            passages, missing = passages_of(root, document, self.package)
            result = read_item(
                root,
                draft,
                building.pictures.link_from(document.name),
                weight=weight,
                passages=passages,
                part=part,
            )
            result = replace(result, notes=(*missing, *result.notes))
            self._tell(building, document, result, name or draft.identifier)
            building.identifiers.append(draft.identifier)
            if result.item is not None:
                made.append(result.item)
        return made

    def _tell(self, building: _Building, document: Document, result: ReadItem, name: str) -> None:
        item = result.item
        if result.shuffles is not None and item is not None:
            building.shuffles[item.identifier] = result.shuffles
        building.report.append(
            Fidelity(
                name=name,
                kind=result.kind,
                carried=changed(result.notes) if item is not None else Carried.LEFT,
                notes=result.notes,
                line=1 if self.package.archive is None else None,
                item=item.identifier if item is not None else None,
                original=document.source,
            )
        )

    def _quiz(
        self, building: _Building, title: str, sections: list[Section], plan: TestPlan | None
    ) -> ImportedQuiz | None:
        notes = [] if self.told else list(self.package.notes)
        self.told = True
        if plan is not None:
            notes += plan.notes
        shuffle = any(building.shuffles.values()) or (plan is not None and plan.shuffle)
        if shuffle:
            sections = [_kept_in_order(section, building.shuffles) for section in sections]
        quiz = Quiz(
            identifier=building.identifier,
            title=" ".join(title.split()),
            sections=tuple(sections),
            shuffle=shuffle,
            pass_mark=plan.pass_mark if plan is not None else None,
            time_limit=TimeLimit(seconds=plan.seconds) if plan and plan.seconds else None,
            place=place_of(f"quizzes/{building.identifier}.md"),
        )
        if plan is not None:
            quiz = replace(quiz, feedback=plan.feedback)
        return ImportedQuiz(
            quiz=quiz,
            report=tuple(building.told()),
            attachments=tuple(building.pictures.attachments),
            notes=tuple(dict.fromkeys(notes)),
        )


def _kept_in_order(section: Section, shuffles: Mapping[str, bool]) -> Section:
    """Return the section; what keeps the order of its choices says so, since the quiz shuffles."""
    items = tuple(
        replace(item, shuffle=shuffles.get(item.identifier, True)) for item in section.items
    )
    return replace(section, items=items)
