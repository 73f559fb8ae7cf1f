"""Gathers what one file of another tool's gives: items, and for each question what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from lessonry.diagnostics import Source
from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.items import Item
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.drafts import Names
from lessonry.importers.foreign import MOST_QUESTIONS, ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz

LONGEST_NAME: Final = 80
LONGEST_ORIGINAL: Final = 4_000
LONGEST_QUESTION: Final = 200_000
"""Characters of a question: what is longer is no question, and would take minutes to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A question as it stands in its file."""

    kind: str
    """In the words used there."""
    text: str
    line: int | None = None


@dataclass(slots=True)
class Collection:
    """A quiz in the making."""

    file: ForeignFile
    names: Names = field(default_factory=Names)
    items: list[Item] = field(default_factory=list)
    report: list[Fidelity] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def expect(self, count: int) -> None:
        """Refuse a file with so many questions before any of them is read.

        Raises:
            ForeignError: There are more than can be read.
        """
        if count > MOST_QUESTIONS:
            raise ForeignError(
                f"{self.file.name} has more than {MOST_QUESTIONS:,} questions.",
                help="Split it into several files.",
            )

    def is_too_long(self, name: str, original: Original) -> bool:
        """Leave a question that is longer than any that a person wrote."""
        if len(original.text) <= LONGEST_QUESTION:
            return False
        said = f"It has {len(original.text):,} characters; {LONGEST_QUESTION:,} can be read."
        self.leave(name[:LONGEST_NAME], original, said)
        return True

    def carry(self, item: Item, original: Original, notes: Iterable[str] = ()) -> None:
        """Add an item, with what is another than it was."""
        said = tuple(dict.fromkeys(notes))
        self.items.append(item)
        self._report(_name(item), original, changed(said), said, item.identifier)

    def leave(self, name: str, original: Original, *notes: str) -> None:
        """Add a question that is not carried, with why."""
        said = tuple(dict.fromkeys(notes))
        self._report(shortened(name) or "…", original, Carried.LEFT, said, None)

    def _report(
        self,
        name: str,
        original: Original,
        carried: Carried,
        notes: tuple[str, ...],
        item: str | None,
    ) -> None:
        self.report.append(
            Fidelity(
                name=name,
                kind=original.kind,
                carried=carried,
                notes=notes,
                line=original.line,
                item=item,
                original=original.text[:LONGEST_ORIGINAL],
            )
        )

    def quiz(self, identifier: str, title: str, sections: Sequence[Section] = ()) -> Quiz:
        """Return the quiz; one section without a title where none are given."""
        return Quiz(
            identifier=identifier,
            title=" ".join(title.split()) or identifier,
            sections=tuple(sections) or (Section(items=tuple(self.items)),),
            place=Source(path=self.file.name, text="").at(1),
        )

    def imported(self, quiz: Quiz) -> ImportedQuiz:
        """Return the quiz with its report."""
        encoding = self.file.encoding_note
        notes = [*([encoding] if encoding else []), *self.notes]
        return ImportedQuiz(quiz=quiz, report=tuple(self.report), notes=tuple(dict.fromkeys(notes)))


def shortened(text: str) -> str:
    """Return a text as a name: one line, not too long."""
    text = " ".join(GAP_MARK.sub("…", text).split())
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def _name(item: Item) -> str:
    said = item.heading or item.body
    return shortened(said.markdown) if said else item.identifier
