"""Makes the text of an imported quiz, and holds it against what was read: nothing gets lost unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from lessonry.diagnostics import Diagnostic, Diagnostics, Source
from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.imported import Attachment, ImportedQuiz
from lessonry.readers.quiz import read_quiz
from lessonry.writers.quiz import write_quiz

ALTERED = "Written down and read again, it is not quite the same: compare it with the original."
LONGEST_ORIGINAL = 4_000
"""Characters of a question that is left which the comment at the end of the file keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledQuiz:
    """A quiz that is ready to be written."""

    path: str
    """Relative to the folder of the quizzes."""
    text: str
    items: int
    report: tuple[Fidelity, ...]
    attachments: tuple[Attachment, ...]
    notes: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    """What a check would say of it: warnings, since what is an error has been left out."""


def settle(imported: ImportedQuiz) -> SettledQuiz:
    """Return the quiz as a file.

    What our own reader refuses, such as a choice without a key, is left out of the items, told in
    the report with the reader's own words, and kept in a comment at the end.
    """
    quiz, refused, altered = imported.quiz, dict[str, tuple[str, ...]](), set[str]()
    path = f"{quiz.identifier}.md"
    for item in quiz.items:
        read, found = _read_again(replace(quiz, sections=(Section(items=(item,)),)), path)
        said = tuple(f"{d.message} ({d.code})" for d in found.errors)
        if said or not read.items:
            refused[item.identifier] = said
        elif fingerprint(read.items[0]) != fingerprint(item):
            altered.add(item.identifier)
    report = [_settled(one, refused, altered) for one in imported.report]
    quiz = _without(quiz, frozenset(refused))
    text = write_quiz(quiz) + _kept(report)
    used = tuple(a for a in imported.attachments if a.path in text or _quoted(a.path) in text)
    return SettledQuiz(
        path=path,
        text=text,
        items=len(quiz.items),
        report=tuple(report),
        attachments=used,
        notes=imported.notes,
        diagnostics=tuple(_read_again(quiz, path)[1]) if quiz.items else (),
    )


def _read_again(quiz: Quiz, path: str) -> tuple[Quiz, Diagnostics]:
    found = Diagnostics()
    source = Source(path=path, text=write_quiz(quiz))
    return read_quiz(source, found, identifier=quiz.identifier), found


def _settled(one: Fidelity, refused: Mapping[str, tuple[str, ...]], altered: Set[str]) -> Fidelity:
    if one.item in refused:
        notes = (*refused[one.item], *one.notes)
        return replace(one, carried=Carried.LEFT, notes=notes, item=None)
    if one.item in altered:
        return replace(one, carried=Carried.CHANGED, notes=(*one.notes, ALTERED))
    return one


def _without(quiz: Quiz, names: frozenset[str]) -> Quiz:
    sections: list[Section] = []
    for section in quiz.sections:
        items: tuple[Item, ...] = tuple(i for i in section.items if i.identifier not in names)
        if items or not section.items:
            sections.append(replace(section, items=items))
    return replace(quiz, sections=tuple(sections))


def _kept(report: Iterable[Fidelity]) -> str:
    """Return a comment with what is not carried, so that nobody has to look for it."""
    left = [one for one in report if one.carried is Carried.LEFT]
    if not left:
        return ""
    lines = ["", "<!-- Not carried over:", ""]
    for one in left:
        lines.append(f"{one.name} ({one.kind}): {' '.join(one.notes)}")
        lines += [f"    {line}".rstrip() for line in one.original[:LONGEST_ORIGINAL].split("\n")]
        lines.append("")
    return "\n".join(line.replace("-->", "-- >") for line in lines) + "-->\n"


def _quoted(path: str) -> str:
    return path.replace(" ", "%20")
