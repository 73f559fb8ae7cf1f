"""What all questions of one item share: its words, its points, and where they are put."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from lessonry.domain.items import Item
from lessonry.domain.partial_credit import PartialCredit
from lessonry.exporters.qti_1.question import Made, Question, Said
from lessonry.exporters.qti_1.texts import Texts, identifier

PARTS = "Each right part gives its share of the points there."


@dataclass(slots=True, kw_only=True)
class Asking:
    """One item while its questions are made."""

    item: Item
    name: str
    """What its identifiers are made of: the quiz's, the item's and the variant's names."""
    texts: Texts
    is_cartridge: bool
    """Whether only the few kinds of Common Cartridge are to be had."""
    made: Made = field(default_factory=Made)

    def asked(
        self, stem: str | None = None, *, number: int | None = None, points: Fraction | None = None
    ) -> Said:
        """Return what every question says."""
        title = self.texts.title(self.item)
        return Said(
            identifier=self.id("question", str(number or "")),
            title=f"{title} ({number})" if number else title,
            stem=self.stem() if stem is None else stem,
            points=self.item.points if points is None else points,
            explanation=self.texts.block(self.item.explanation),
        )

    def stem(self) -> str:
        """Return the item's own stem."""
        return self.texts.block(self.item.heading, self.item.body)

    def share(self, count: int) -> Fraction:
        """Return the points of one of several questions."""
        return self.item.points / max(1, count)

    def note_parts(self, count: int) -> None:
        """Note that parts are scored by themselves, where the item says otherwise."""
        if count > 1 and self.item.partial_credit is not PartialCredit.PER_PART:
            self.note(PARTS)

    def note(self, sentence: str) -> None:
        """Note a sentence, once."""
        if sentence not in self.made.notes:
            self.made.notes.append(sentence)

    def add(self, question: Question) -> None:
        """Add a question."""
        self.made.questions.append(question)

    def id(self, *parts: str) -> str:
        """Return an identifier of something of this item."""
        return identifier(self.name, *parts)
