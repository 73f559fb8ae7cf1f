"""One QTI 1.2 item while it is being read: its parts, its texts as Markdown, what is noted of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from html import unescape

from lxml import etree

from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.drafts import Draft, Names, place_of, points_of
from lessonry.importers.markup import markdown_of
from lessonry.importers.qti_1.dialects import common
from lessonry.importers.qti_1.feedback import Told, told
from lessonry.importers.qti_1.kinds import called
from lessonry.importers.qti_1.material import Presentation, presented
from lessonry.importers.qti_1.scoring import WHOLE, Scoring, number
from lessonry.importers.qti_1.tree import Element, attribute, metadata

Link = Callable[[str], str | None]
UNTELLING = re.compile(r"(?i)(?:question|item|frage|q|vraag|pregunta)?\W*\d*")
"""Titles that tools give to a question that has none."""
IN_WORDS = re.compile(r"</?(?:a|b|code|em|i|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>|\ue000gap[0-9]+\ue001")
LONGEST_NAME = 80
LONGEST_ORIGINAL = 4_000
WORTH = ("points_possible", "cc_weighting", "qmd_weighting", "qmd_absolutescore_max", "points")
"""Where dialects say what an item is worth."""
UNSAID = "qmd_weighting"
"""Where nought says nothing: Blackboard's pools have it in every item."""


@dataclass(slots=True, kw_only=True)
class Question:
    """One item while it is being read."""

    element: Element
    file: str
    link: Link
    names: Names
    notes: list[str] = field(default_factory=list)
    written: str = field(init=False, repr=False)
    """As it stood in the file."""
    shown: Presentation = field(init=False)
    scoring: Scoring = field(init=False)
    told: Told = field(init=False)

    def __post_init__(self) -> None:
        self.written = etree.tostring(self.element, encoding="unicode", with_tail=False)
        common(self.element)
        self.shown = presented(self.element)
        single = (one.identifier for one in self.shown.responses if one.cardinality == "single")
        self.scoring = Scoring(item=self.element, is_single=frozenset(single))
        self.told = told(self.element, self.scoring)

    def markdown(self, html: str) -> str:
        """Return HTML of the item as Markdown."""
        made = markdown_of(html, link=self.link)
        self.notes += made.notes
        return made.markdown

    def told_markdown(self, html: str) -> str | None:
        """Return feedback as Markdown; nothing where it says nothing."""
        return self.markdown(html).strip() or None if html.strip() else None

    def draft(
        self, stem: str, *, partial_credit: PartialCredit = PartialCredit.ALL_OR_NOTHING
    ) -> Draft:
        """Return what the item has whatever its kind; all that is not told to a choice explains."""
        explained = [
            text
            for html in dict.fromkeys((self.told.always, self.told.solution, self.told.right))
            if (text := self.told_markdown(html))
        ]
        if self.told.wrong.strip():
            self.notes.append(
                "What it tells to every wrong answer has no place here: "
                f"“{self.plain(self.told.wrong)}”."
            )
        return Draft(
            place=place_of(self.file),
            identifier=self.names.take(self._telling(), stem, attribute(self.element, "ident")),
            stem=stem,
            hint=self.told_markdown(self.told.hint),
            explanation="\n\n".join(explained) or None,
            points=self._points(),
            partial_credit=partial_credit,
        )

    def _points(self) -> Fraction:
        said = metadata(self.element)
        for name in WORTH:
            found = number(said.get(name, ""))
            if found is not None and (found > 0 or (found == 0 and name != UNSAID)):
                return points_of(found)
        # Dialects that say the points elsewhere reckon in per cent.
        whole = self.scoring.whole
        return points_of(whole) if 0 < whole != WHOLE else Fraction(1)

    def name(self) -> str:
        """Return what people call it: its title, or how its text begins."""
        said = self._telling() or self.plain(self.shown.stem)
        return (said or attribute(self.element, "title"))[:LONGEST_NAME]

    def _telling(self) -> str:
        """Return its title, or nothing where that says no more than what kind of question it is."""
        title = attribute(self.element, "title")
        if UNTELLING.fullmatch(title) or title.casefold() == called(self.element).casefold():
            return ""
        return title

    def plain(self, html: str) -> str:
        """Return the beginning of HTML as a line of text."""
        return self.text(html)[:LONGEST_NAME]

    def text(self, html: str) -> str:
        """Return HTML as a line of text, such as an answer to type."""
        bare = TAG.sub(" ", IN_WORDS.sub("", html))
        return " ".join(unescape(bare).split())

    def original(self) -> str:
        """Return the item as it stands in its file."""
        if len(self.written) <= LONGEST_ORIGINAL:
            return self.written
        return self.written[:LONGEST_ORIGINAL] + " …"


def several_notes(notes: list[str], texts: Sequence[str], what: str) -> None:
    """Note things of the same sort in one sentence."""
    if texts:
        notes.append(f"{what}: {', '.join(f'“{text}”' for text in texts)}.")
