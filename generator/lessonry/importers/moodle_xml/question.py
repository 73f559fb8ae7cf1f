"""One question of a Moodle export, with what every kind has: name, text, points, hints, feedback."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from lxml.etree import _Element, tostring

from lessonry.diagnostics import Place
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.importers.drafts import Draft, labelled, points_of, trimmed
from lessonry.importers.moodle_xml.files import MARK, Files, Shelf
from lessonry.importers.moodle_xml.texts import (
    PRIVATE,
    Texts,
    format_of,
    is_said,
    source,
    tag_in,
    unmarked,
)

NUMBER = re.compile(r"\s*([+-]?)([0-9]{0,40})(?:[.,]([0-9]{0,40}))?(?:[eE]([+-]?[0-9]{1,3}))?\s*")
"""Programs write all digits that they have: 17 of them, and noughts before."""
OBJECTIVE: Final = "objective:"
"""Begins the tag by which our own exports say which objective a question tests."""
SHOWN = re.compile(r"<(?:img|audio|video|object|embed|iframe|math|svg|canvas)\b", re.IGNORECASE)
"""What says something without words."""
LONGEST_ORIGINAL: Final = 4_000
LONGEST_QUOTE: Final = 200
"""Characters of a text that a note quotes."""
USUAL: Final = frozenset(
    text.casefold()
    for text in (
        "Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect.",
        "Correct", "Partially correct", "Incorrect", "Right", "Wrong", "Well done!", "Correct answer",
        "Die Antwort ist richtig.", "Die Antwort ist teilweise richtig.", "Die Antwort ist falsch.",
        "Ihre Antwort ist richtig.", "Ihre Antwort ist teilweise richtig.", "Ihre Antwort ist falsch.",
        "Votre réponse est correcte.", "Votre réponse est partiellement correcte.",
        "Votre réponse est incorrecte.", "Respuesta correcta", "Respuesta parcialmente correcta.",
        "Respuesta incorrecta.", "Tu respuesta es correcta.", "Tu respuesta es incorrecta.",
        "Risposta corretta.", "Risposta parzialmente esatta.", "Risposta errata.",
        "Sua resposta está correta.", "Sua resposta está parcialmente correta.",
        "Sua resposta está incorreta.", "Uw antwoord is correct.", "Je antwoord is correct.",
        "Uw antwoord is gedeeltelijk correct.", "Uw antwoord is niet correct.",
        "A sua resposta está correta.", "A sua resposta está incorreta.",
    )
)  # fmt: skip
"""What Moodle itself puts there for every question: our pages say as much."""
PENALTIES: Final = frozenset({Fraction(0), Fraction(1), Fraction(1, 10), Fraction(3333333, 10**7)})
"""What Moodle takes away for another try where nobody chose anything."""


class Left(Exception):
    """A question that is not carried; its text says why, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of any kind of question."""

    element: _Element
    share: Fraction
    """What it is worth, from -1 to 1."""

    @property
    def text(self) -> str:
        """Return the answer as it is written."""
        return source(self.element)


class Question:
    """One question on its way."""

    def __init__(self, element: _Element, shelf: Shelf, place: Place, identifier: str) -> None:
        self.element = element
        self.place = place
        self.identifier = identifier
        self.notes: list[str] = []
        """What becomes another, as sentences."""
        self.files = Files(element, shelf, self.notes)
        stem = element.find("questiontext")
        self.format = format_of(stem)
        self.texts = Texts(self.files, self.notes, self.format)

    @property
    def kind(self) -> str:
        """Return what Moodle calls its kind."""
        return (self.element.get("type") or "").strip()

    @property
    def name(self) -> str:
        """Return what teachers call it; learners never see that."""
        return " ".join(source(self.element.find("name")).split())

    @property
    def source(self) -> str:
        """Return its text as it is written, with the picture that old exports have beside it."""
        text = source(self.element.find("questiontext"))
        return text + "".join(
            f'<p><img src="{MARK}/{name}" alt=""></p>' for name in self.files.beside
        )

    def said(self, name: str, default: str = "") -> str:
        """Return the text of a field without a text element, such as `single`."""
        found = self.element.find(name)
        return (found.text or "").strip() if found is not None else default

    def is_said(self, name: str, *, default: bool) -> bool:
        """Return whether a field says yes; an empty one says no, as with Moodle."""
        if self.element.find(name) is None:
            return default
        return self.said(name).lower() not in ("", "0", "false", "no")

    def stem(self, text: str | None = None) -> str:
        """Return the question's text as Markdown: its own, or one with gaps put in.

        Where it says nothing, its name stands there.
        """
        made = self.texts.of(self.source if text is None else text, self.format)
        if made:
            return made
        if not self.name:
            raise Left("It has no text.")
        self.notes.append("The question has no text, so its name stands there.")
        return self.texts.plain(self.name)

    def stem_with(self, count: int = 1) -> str:
        """Return the text with gaps below it."""
        return "\n\n".join([self.stem(), *(gap_mark(index) for index in range(count))])

    def draft(
        self,
        stem: str,
        *,
        policy: PartialCredit = PartialCredit.ALL_OR_NOTHING,
        shuffle: bool = True,
    ) -> Draft:
        """Return the item before its kind."""
        return Draft(
            place=self.place,
            identifier=self.identifier,
            stem=stem,
            hint=self._hint(),
            explanation=self.texts.optional(self.element.find("generalfeedback")),
            points=points_of(number(self.said("defaultgrade"), Fraction(1))),
            partial_credit=policy,
            shuffle=shuffle,
            objective=self._objective(),
            tags=self._tags(),
        )

    def answers(self) -> list[Answer]:
        """Return the answers that say something; Moodle passes over those that do not, too.

        `<p>` or `<br>` by itself is what an editor leaves, unless the right answer is a tag.
        """
        found = self.typed()
        are_tags = any(
            one.share > 0 and not unmarked(one.text) and not SHOWN.search(one.text) for one in found
        )
        return [
            one
            for one in found
            if SHOWN.search(one.text) or is_said(one.text) or (are_tags and _is_meant(one))
        ]

    def typed(self) -> list[Answer]:
        """Return the answers that are typed, letter by letter: `<p>` is one."""
        found = [
            Answer(element=one, share=number(one.get("fraction") or "", Fraction(0)) / 100)
            for one in self.element.findall("answer")
        ]
        return [one for one in found if one.text]

    def feedback(self, answer: Answer) -> str | None:
        """Return what is said to who gave an answer."""
        return self.texts.optional(answer.element.find("feedback"))

    def explained(self, draft: Draft, told: Sequence[tuple[str, str | None]]) -> Draft:
        """Return a draft whose explanation holds what is said to single answers as well.

        Args:
            draft: The draft.
            told: Answers as Markdown, each with its feedback.
        """
        said = [(answer, feedback) for answer, feedback in told if feedback]
        if not said:
            return draft
        self.notes.append("What is said to single answers stands in the explanation.")
        if len(told) == 1 and draft.explanation is None:
            return replace(draft, explanation=said[0][1])
        lines = dict.fromkeys(labelled(answer or "…", feedback) for answer, feedback in said)
        parts = [draft.explanation or "", "\n".join(lines)]
        return replace(draft, explanation="\n\n".join(filter(None, parts)))

    def note_rest(self) -> None:
        """Note what no kind of ours has a place for."""
        for name, what in (
            ("correctfeedback", "a right answer"),
            ("partiallycorrectfeedback", "a partly right answer"),
            ("incorrectfeedback", "a wrong answer"),
        ):
            text = self.texts.markdown(self.element.find(name))
            if text and text.casefold().strip() not in USUAL:
                self.notes.append(f"What is said to {what} was left out: “{quoted(text)}”.")
        penalty = number(self.said("penalty"), Fraction(0))
        if all(abs(penalty - usual) > Fraction(1, 200) for usual in PENALTIES):
            self.notes.append(
                f"Another try costs {float(penalty * 100):g} % in Moodle; here it costs nothing."
            )
        if self.said("hidden") == "1":
            self.notes.append("It is hidden in Moodle.")

    def _hint(self) -> str | None:
        hints = [
            self.texts.markdown(one if one.find("hintcontent") is None else one.find("hintcontent"))
            for one in self.element.findall("hint")
        ]
        hints = [one for one in hints if one]
        if len(hints) > 1:
            rest = " / ".join(quoted(one) for one in hints[1:])
            self.notes.append(f"It has several hints; the first was kept. The others: “{rest}”.")
        return hints[0] if hints else None

    def _tags(self) -> tuple[str, ...]:
        found = [source(one) for one in self.element.findall("tags/tag")]
        plain = (" ".join(re.sub(r"[,\"'{}]", " ", one).split()) for one in found)
        return tuple(dict.fromkeys(one for one in plain if one and not one.startswith(OBJECTIVE)))

    def _objective(self) -> str | None:
        found = (source(one) for one in self.element.findall("tags/tag"))
        return next((one[len(OBJECTIVE) :] for one in found if one.startswith(OBJECTIVE)), None)

    def original(self) -> str:
        """Return the question as it stands in the file, without the files in it."""
        for file in self.element.iter("file", "image_base64"):
            file.text = "…"
        written = str(tostring(self.element, encoding="unicode", with_tail=False))
        written = "\n".join(line for line in written.splitlines() if line.strip())
        return PRIVATE.sub("\ufffd", written)[:LONGEST_ORIGINAL]


def _is_meant(answer: Answer) -> bool:
    """Return whether a tag that shows nothing is an answer, and not what an editor left."""
    tag = tag_in(answer.text)
    return bool(tag) and (answer.share > 0 or tag == answer.text)


def number(text: str, default: Fraction) -> Fraction:
    """Return a number as Moodle writes it."""
    found = NUMBER.fullmatch(text)
    if found is None or not (found[2] or found[3]):
        return default
    value = Fraction(f"{found[2] or 0}.{found[3] or 0}") * Fraction(10) ** int(found[4] or 0)
    return -value if found[1] == "-" else value


def quoted(text: str) -> str:
    """Return the beginning of a text, for a note."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"


def listed(texts: Iterable[str]) -> str:
    """Return the beginnings of texts, for a note."""
    return ", ".join(f"“{quoted(text)}”" for text in texts)


def with_body_only(item: Item, stem: str) -> Item:
    """Return an item whose whole stem stands under its heading, which says nothing."""
    return replace(item, heading=None, body=Prose(markdown=trimmed(stem), place=item.place))
