"""Puts quizzes into one GIFT file: a category each, their items below it."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.items import Item
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.quiz import Quiz, Section
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.gift.items import ORDERING, NotHeld, Writer
from lessonry.exporters.gift.texts import Texts

RULES = (
    "GIFT holds questions and no rules: the pass mark, the draw, the time limit and whatever else a quiz"
    " says are set in Moodle's quiz."
)
SECTIONS = "Each section with a title is a category below its quiz's."


def export(request: Request) -> Exported:
    """Return one text file with the quizzes, and what became of each item."""
    texts = Texts(request.folder, request.course.url, request.part)
    writer = Writer(texts)
    parts: list[str] = []
    report: list[Fidelity] = []
    notes: list[str] = []
    taken: set[str] = set()
    for quiz in request.quizzes:
        if quiz.has_rules:
            notes.append(RULES)
        for path, section in _categories(quiz, taken):
            parts.append(f"$CATEGORY: $course$/top/{path}\n")
            for item in section.items:
                report.append(_add(item, writer, parts))
        if any(section.title for section in quiz.sections):
            notes.append(SECTIONS)
    if writer.has_orders:
        notes.append(ORDERING)
    names = [quiz.identifier for quiz in request.quizzes]
    name = names[0] if len(names) == 1 else request.course.identifier or "quizzes"
    text = "\n".join(parts)
    return Exported(
        files=((f"{name}.txt", text.encode()),),
        report=tuple(report),
        notes=tuple(dict.fromkeys(notes)),
    )


def _add(item: Item, writer: Writer, parts: list[str]) -> Fidelity:
    """Add an item's questions, and return what became of it."""
    said = item.heading or item.body
    name = " ".join(GAP_MARK.sub("…", said.markdown).split())[:80] if said else ""
    try:
        parts += writer.questions(item)
    except NotHeld as error:
        return Fidelity(
            name=name or item.identifier,
            kind=item.kind,
            carried=Carried.LEFT,
            notes=(str(error), *dict.fromkeys(writer.notes)),
            item=item.identifier,
        )
    return Fidelity(
        name=name or item.identifier,
        kind=item.kind,
        carried=changed(writer.notes),
        notes=tuple(writer.notes),
        item=item.identifier,
    )


def _categories(quiz: Quiz, taken: set[str]) -> Iterator[tuple[str, Section]]:
    """Yield the sections with their paths of categories; a second quiz of one title is another."""
    title = f"{quiz.title} ({quiz.identifier})" if quiz.title in taken else quiz.title
    taken.add(title)
    for section in quiz.sections:
        if section.items:
            names = [title, *([section.title] if section.title else [])]
            yield "/".join(map(_named, names)), section


def _named(title: str) -> str:
    """Return a title as a name in a path; Moodle gives no escaped sign back there."""
    return " ".join(title.replace("\\", " ").split()).replace("/", "//")
