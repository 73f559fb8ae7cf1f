"""Puts quizzes into one file of Moodle XML: a category each, their items below it."""

from __future__ import annotations

from html import escape

from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.moodle_xml.parts import NotHeld
from lessonry.exporters.moodle_xml.questions import Writer
from lessonry.exporters.moodle_xml.texts import Texts, text
from lessonry.exporters.plain import one_line

RULES = (
    "Moodle's question bank holds questions and no rules: the pass mark, the draw, the time limit and"
    " whatever else a quiz says are set in Moodle's quiz."
)
SECTIONS = "A quiz is one category: the titles of its sections are left out."


def export(request: Request) -> Exported:
    """Return one file with the quizzes, and what became of each item."""
    writer = Writer(Texts(request.folder, request.course.url, request.part))
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
    report: list[Fidelity] = []
    notes: list[str] = []
    titles: set[str] = set()
    for quiz in request.quizzes:
        parts.append(_category(quiz, titles))
        report += [_add(item, writer, parts) for item in quiz.items]
        notes += [RULES] if quiz.has_rules else []
        notes += [SECTIONS] if any(section.title for section in quiz.sections) else []
    parts.append("</quiz>\n")
    names = [quiz.identifier for quiz in request.quizzes]
    name = names[0] if len(names) == 1 else request.course.identifier or "quizzes"
    return Exported(
        files=((f"{name}.xml", "".join(parts).encode()),),
        report=tuple(report),
        notes=tuple(dict.fromkeys(notes)),
    )


def _add(item: Item, writer: Writer, parts: list[str]) -> Fidelity:
    """Add an item's questions, and return what became of it."""
    prose = item.heading or item.body
    name = (one_line(prose)[:80] if prose else "") or item.identifier
    carried, notes = Carried.LEFT, tuple[str, ...]()
    try:
        parts += writer.questions(item)
    except NotHeld as error:
        notes = (str(error),)
    else:
        carried, notes = changed(writer.notes), tuple(writer.notes)
    return Fidelity(name=name, kind=item.kind, carried=carried, notes=notes, item=item.identifier)


def _category(quiz: Quiz, titles: set[str]) -> str:
    title = " ".join(quiz.title.split()).replace("/", "//") or quiz.identifier
    if title in titles:
        title = f"{title} ({quiz.identifier})"
    titles.add(title)
    info = escape(quiz.description, quote=False) if quiz.description else ""
    return (
        '  <question type="category">\n    <category>\n      '
        f"{text(f'$course$/top/{title}')}\n    </category>\n"
        f'    <info format="html">\n      {text(info)}\n    </info>\n'
        f"    <idnumber>{escape(quiz.identifier, quote=False)}</idnumber>\n  </question>\n"
    )
