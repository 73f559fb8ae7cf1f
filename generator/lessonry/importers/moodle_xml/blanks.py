"""Reads texts with places for words: `gapselect` and `ddwtos`."""

from __future__ import annotations

import re
from collections.abc import Collection

from lessonry.domain.gaps import Gap
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.drafts import inline_gap, text_gap
from lessonry.importers.moodle_xml.question import Left, Question
from lessonry.importers.moodle_xml.texts import source, unmarked

PLACE = re.compile(r"\[\[([0-9]{1,4})\]\]")


def gapselect(question: Question) -> Item:
    """Return a gap item with a list in each place."""
    return _with_lists(question, "selectoption")


def ddwtos(question: Question) -> Item:
    """Return a gap item with a list in each place, where Moodle has words to drag."""
    question.notes.append("Words to drag became lists that drop down.")
    return _with_lists(question, "dragbox")


def _with_lists(question: Question, name: str) -> Item:
    options = []
    for one in question.element.findall(name):
        group = (one.findtext("group") or "1").strip()
        options.append((unmarked(source(one)), group))
    if any(
        "<" in source(one) and not unmarked(source(one)) for one in question.element.findall(name)
    ):
        raise Left("Its words are pictures; a list in a text shows words alone.")
    gaps: list[Gap] = []
    pieces: list[str] = []
    done = 0
    text = question.source
    for place in PLACE.finditer(text):
        number = int(place[1])
        if not 0 < number <= len(options):
            raise Left(f"The place {place[0]} in its text has no word.")
        right, group = options[number - 1]
        words = dict.fromkeys(said for said, one in options if one == group and said)
        pieces += [text[done : place.start()], gap_mark(len(gaps))]
        gaps.append(_gap(question, right, words))
        done = place.end()
    if not gaps:
        raise Left("Its text has no places for words.")
    stem = question.stem("".join([*pieces, text[done:]]))
    policy = PartialCredit.PER_PART if len(gaps) > 1 else PartialCredit.ALL_OR_NOTHING
    return question.draft(stem, policy=policy).gaps(gaps)


def _gap(question: Question, right: str, words: Collection[str]) -> Gap:
    """Return a list of the words; a word that is the only one has to be typed."""
    if len(words) > 1:
        return inline_gap(question.place, [(word, word == right) for word in words])
    if not right:
        raise Left("The only word for one of its places is empty.")
    question.notes.append(
        f"For one of its places there is but a single word, “{right[:60]}”: it has to be typed."
    )
    return text_gap(question.place, [right])
