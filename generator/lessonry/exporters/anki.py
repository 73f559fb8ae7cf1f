"""A deck of cards for Anki: a question in front, on the back what is right and why; gaps as clozes.

A note is known by its course, quiz and question alone, so a deck that is imported again adds nothing,
and a question whose words have changed changes its note.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import sqlite3
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA
from lxml import etree

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.gaps import Gap, InlineChoiceGap
from lessonry.domain.items import (
    ExtendedTextItem,
    GapItem,
    Item,
    MatrixItem,
    ScenarioItem,
    variants,
)
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.items.gap import shown_answer
from lessonry.domain.languages import RIGHT_TO_LEFT, known_language
from lessonry.domain.quiz import Quiz
from lessonry.exporters.archive import moment
from lessonry.exporters.exported import Content, Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.prose import Element, HtmlProse
from lessonry.exporters.written.card_types import CHANGED, CLOZE, PLAIN
from lessonry.exporters.written.fidelity import fidelity
from lessonry.exporters.written.keys import also
from lessonry.exporters.written.packed import Packed, address
from lessonry.exporters.written.questions import WrittenQuiz
from lessonry.locales.words import Words

FIRST: Final = 1_577_836_800
"""The first moment of 2020: the age of notes whose file tells none."""
SPREAD: Final = 1 << 36
"""Milliseconds after it, some two years, over which the notes' numbers lie."""
NUMBER: Final = re.compile("\ue000gap([0-9]+)\ue001")
SPECIAL: Final = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$)")
"""What Anki plays or typesets where it stands in a field."""
NOTICE: Final = (
    "Anki shows the answer, and learners say themselves whether theirs was right: it counts no "
    "points and changes no order of choices."
)
SQLITE: Final = (3, 46, 0)
"""The version that a deck says it was written with, whichever one wrote it."""


def export(request: Request) -> Exported:
    """Return the deck: one of its own for each quiz, under that of the course."""
    deck = _Deck(request)
    report = tuple(one for quiz in request.quizzes for one in deck.quiz(quiz))
    names = sorted(deck.packed.pictures.files)
    files: list[tuple[str, Content]] = [
        ("collection.anki2", deck.collection()),
        ("media", json.dumps({str(n): _flat(name) for n, name in enumerate(names)}).encode()),
    ]
    files += [(str(n), deck.packed.pictures.files[name]) for n, name in enumerate(names)]
    notes = (
        NOTICE,
        *deck.packed.told,
    )
    return Exported(files=tuple(files), report=report, notes=notes)


class _Deck:
    """Makes the notes of one course."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.course = request.course
        self.words = Words(known_language(self.course.language) or "en")
        self.prose = HtmlProse(
            request.folder, url=self.course.url, address=address, part=request.part
        )
        self.packed = Packed(self.prose, self.words, has_tex=True)
        self.decks: list[tuple[genanki.Deck, list[tuple[genanki.Note, int, int]]]] = []
        """Each with its notes, the moment of each, and its number."""
        self.numbers: set[int] = set()

    def quiz(self, quiz: Quiz) -> Iterator[Fidelity]:
        """Add a quiz; yield what became of its items."""
        names = (self.course.title, quiz.title)
        deck = genanki.Deck(
            _number("deck", self.course.identifier, quiz.identifier, below=1 << 31) + (1 << 31),
            "::".join(" ".join(name.replace("::", ": ").split()) for name in names),
        )
        notes: list[tuple[genanki.Note, int, int]] = []
        self.decks.append((deck, notes))
        written = WrittenQuiz(quiz=quiz, prefix="q", prose=self.prose, words=self.words)
        for item in quiz.items:
            if isinstance(item, MatrixItem) and item.survey:
                yield fidelity(item, ["A survey has no answer to learn."], Carried.LEFT)
                continue
            told = []
            if item.variants:
                count = len(item.variants) + 1
                told.append(
                    f"It has random values: there is a note for each of its {count} variants."
                )
            if isinstance(item, ScenarioItem):
                told.append("All scenes stand on one card, and learners follow the numbers.")
            if isinstance(item, ExtendedTextItem):
                told.append("There is no place to write: learners think of their answer.")
            for number, variant in enumerate(variants(item)):
                note = self._note(written, variant, number, due=len(notes))
                notes.append((note, self._moment(variant), self._unused(str(note.guid))))
            yield fidelity(item, told)

    def _note(self, written: WrittenQuiz, item: Item, number: int, due: int) -> genanki.Note:
        quiz = written.quiz
        stem = f'<p class="stem">{self.prose.inline(item.heading)}</p>' if item.heading else ""
        if isinstance(item, GapItem) and item.body is not None:
            front = self._field(stem + f"<div>{self.prose.block(item.body)}</div>", quiz)
            front = NUMBER.sub(
                lambda mark: _cloze(item.gaps[int(mark[1])]), front.replace("{{", "&#123;&#123;")
            )
            model, key = CLOZE, _accepted(item)
        else:
            front = self._field(stem + written.asked(item, "q"), quiz)
            model, key = PLAIN, ""
        answer = key + written.told(item, has_key=model is PLAIN)
        source = self._field(escape(f"{self.course.title} · {quiz.title}"), quiz)
        said = item.heading or item.body
        return genanki.Note(
            model=model,
            fields=[front, self._field(answer, quiz), source],
            sort_field=GAP_MARK.sub("…", said.folded) if said else item.identifier,
            guid=_guid(self.course.identifier, quiz.identifier, item.identifier, str(number)),
            tags=[re.sub(r"\s+", "-", tag) for tag in item.tags],
            due=due,
        )

    def _field(self, html: str, quiz: Quiz) -> str:
        """Return what a field of a note holds."""
        if not html:
            return ""
        root = self.packed.page(html)
        for picture in root.iter("img"):
            picture.set("src", _flat(picture.get("src") or ""))
        for link in root.iter("a"):
            if (link.get("href") or "#").startswith("#"):
                _unlink(link)  # a card has no places to go to
        language = quiz.language or self.course.language
        first = language.lower().replace("_", "-").partition("-")[0]
        root.set("lang", language)
        root.set("dir", "rtl" if first in RIGHT_TO_LEFT else "ltr")
        return SPECIAL.sub("&#91;", _html(root))

    def _moment(self, item: Item) -> int:
        """Return when a note was changed last: Anki takes it over only where it is newer than its own.

        Where `SOURCE_DATE_EPOCH` says nothing, its file's own date does: of the same folder the deck
        is the same, and a question that was mended is newer than it was.
        """
        if (said := moment()) is not None:
            return int(said.timestamp())
        try:
            file = self.request.folder / Path(item.place.source.path)
            return max(FIRST, int(file.stat().st_mtime))
        except OSError:
            return FIRST

    def _unused(self, guid: str) -> int:
        """Return a number for a note, and for the cards behind it: all of them differ."""
        number = FIRST * 1000 + _number("note", guid, below=SPREAD) * 2
        while number in self.numbers:
            number += 2
        self.numbers.add(number)
        return number

    def collection(self) -> bytes:
        """Return the deck as Anki keeps it: a database, the same bytes for the same notes."""
        connection = sqlite3.connect(":memory:")
        try:
            cursor = connection.cursor()
            cursor.executescript(APKG_SCHEMA)
            cursor.executescript(APKG_COL)
            for deck, notes in self.decks:
                deck.add_model(PLAIN)
                deck.add_model(CLOZE)
                deck.write_to_db(cursor, float(CHANGED), iter(()))
                for note, changed, number in notes:
                    # A note has one card: all gaps of a question are asked together.
                    note.write_to_db(cursor, float(changed), deck.deck_id, itertools.count(number))
            connection.commit()
            connection.execute("VACUUM")
            data = bytearray(connection.serialize())
        finally:
            connection.close()
        major, minor, patch = SQLITE
        data[96:100] = (major * 1_000_000 + minor * 1_000 + patch).to_bytes(4, "big")
        return bytes(data)


def _cloze(gap: Gap) -> str:
    """Return a gap as Anki hides it, with the words to choose from."""
    hint = ""
    if isinstance(gap, InlineChoiceGap):
        hint = "::" + _inert(" / ".join(choice.text for choice in gap.choices))
    return f"{{{{c1::{_inert(shown_answer(gap))}{hint}}}}}"


def _inert(text: str) -> str:
    """Return text in which nothing ends or divides a cloze."""
    for sign in "{}:":
        text = text.replace(sign, f"\ue002{ord(sign)}\ue003")
    return re.sub("\ue002([0-9]+)\ue003", r"&#\1;", escape(text))


def _accepted(item: GapItem) -> str:
    """Return what else its gaps accept."""
    told = [(number, also(gap)) for number, gap in enumerate(item.gaps, start=1)]
    lines = "".join(
        f"<li>({number}) {' / '.join(map(escape, texts))}</li>" for number, texts in told if texts
    )
    return f'<ul class="accepted">{lines}</ul>' if lines else ""


def _unlink(link: Element) -> None:
    if link.get("href") is not None:
        del link.attrib["href"]


def _html(root: Element) -> str:
    return etree.tostring(root, encoding="unicode", method="html", with_tail=False)


def _flat(name: str) -> str:
    """Return a picture's name in Anki's one folder of media."""
    return name.rpartition("/")[2]


def _guid(*names: str) -> str:
    digest = hashlib.sha256("\0".join(names).encode()).digest()
    return base64.urlsafe_b64encode(digest[:9]).decode()


def _number(*names: str, below: int) -> int:
    digest = hashlib.sha256("\0".join(names).encode()).digest()
    return int.from_bytes(digest[:8], "big") % below
