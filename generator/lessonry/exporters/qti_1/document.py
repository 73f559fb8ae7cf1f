"""A quiz as a document of QTI 1.2, with what became of each of its items."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.items import Item, variants
from lessonry.domain.quiz import Quiz, Section
from lessonry.exporters.prose import NO_XML
from lessonry.exporters.qti_1.asking import Asking
from lessonry.exporters.qti_1.question import Question
from lessonry.exporters.qti_1.questions import questions_of
from lessonry.exporters.qti_1.texts import Texts, identifier

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
NO_RANDOM = "Random values are fixed there: each variant is a question of its own."


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A quiz with its questions made."""

    quiz: Quiz
    sections: tuple[tuple[Section, tuple[Question, ...]], ...]
    report: tuple[Fidelity, ...]

    @property
    def identifier(self) -> str:
        """Return what packages call it."""
        return identifier("quiz", self.quiz.identifier)

    @property
    def points(self) -> Fraction:
        """Return what all its questions are worth."""
        return sum((q.points for _, questions in self.sections for q in questions), Fraction(0))


def make(quiz: Quiz, texts: Texts, *, is_cartridge: bool) -> Document:
    """Return the questions of a quiz, section by section."""
    report: list[Fidelity] = []
    sections = tuple(
        (section, tuple(_questions(quiz, section, texts, report, is_cartridge=is_cartridge)))
        for section in quiz.sections
    )
    return Document(quiz=quiz, sections=sections, report=tuple(report))


def written(root: Element) -> bytes:
    """Return a tree as a file, the same each time, without signs that no XML can hold."""
    for element in root.iter():
        element.text = NO_XML.sub("", element.text) if element.text else element.text
        for name, value in element.items():
            element.set(name, NO_XML.sub("", value))
    indent(root)
    out = BytesIO()
    ElementTree(root).write(out, encoding="UTF-8", xml_declaration=True)
    return out.getvalue() + b"\n"


def description_html(quiz: Quiz) -> str:
    """Return what stands under a quiz's title, as HTML."""
    return f"<p>{html.escape(quiz.description)}</p>" if quiz.description else ""


def add_sections(
    parent: Element, document: Document, item: Callable[[Question], Element], *, draws: bool
) -> None:
    """Write the questions into a section of the root, or into one each where they are drawn."""
    for number, (section, questions) in enumerate(document.sections, start=1):
        holder = parent
        draw = section.draw
        if draws and draw is not None and draw < len(questions):
            name = identifier("section", document.quiz.identifier, str(number))
            holder = SubElement(parent, "section", ident=name, title=section.title or f"{number}")
            selection = SubElement(SubElement(holder, "selection_ordering"), "selection")
            SubElement(selection, "selection_number").text = str(draw)
            extension = SubElement(selection, "selection_extension")
            SubElement(extension, "points_per_item").text = str(float(questions[0].points))
        for question in questions:
            holder.append(item(question))


def _questions(
    quiz: Quiz, section: Section, texts: Texts, report: list[Fidelity], *, is_cartridge: bool
) -> Iterator[Question]:
    for item in section.items:
        made: list[Question] = []
        notes: list[str] = []
        every = variants(item)
        for number, one in enumerate(every):
            name = f"{quiz.identifier}\0{item.identifier}\0{number}"
            asking = Asking(item=one, name=name, texts=texts, is_cartridge=is_cartridge)
            found = questions_of(asking)
            made += found.questions
            notes += found.notes
        if len(every) > 1:
            notes.append(NO_RANDOM)
        notes = list(dict.fromkeys(notes))
        report.append(_fidelity(item, notes, texts, is_there=bool(made)))
        yield from made


def _fidelity(item: Item, notes: list[str], texts: Texts, *, is_there: bool) -> Fidelity:
    return Fidelity(
        name=texts.title(item),
        kind=item.kind,
        carried=changed(notes) if is_there else Carried.LEFT,
        notes=tuple(notes),
        line=item.place.span.line,
        item=item.identifier,
    )
