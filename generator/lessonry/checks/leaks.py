"""Checks of items against each other: whether the stem of one tells the key of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lessonry.checks.words import content_words, holds, plain, stem, words
from lessonry.diagnostics import Diagnostic
from lessonry.domain.gaps import TextEntryGap
from lessonry.domain.items import ChoiceItem, GapItem, Item
from lessonry.domain.quiz import Quiz

SHORTEST_WORD = 6
"""Letters of an answer of one word; shorter ones stand in other stems by chance."""
LONGEST_PHRASE = 12
"""Words; a longer key is not told by chance, and hardly on purpose."""
MOST_STEMS = 2
"""Stems that a telling phrase stands in; one that stands in more is what the quiz is about."""

Phrase = tuple[str, ...]


def check_leaks(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield the items whose answer stands word by word in the stem of another item.

    Every run of words of a stem is looked up once, so that the effort grows with the length of the
    quiz and not with its square.
    """
    items = [(item, words(stem(item))) for item in quiz.items]
    owners: defaultdict[Phrase, list[int]] = defaultdict(list)
    for number, (item, own) in enumerate(items):
        for phrase in _keys(item):
            if not holds(own, phrase):
                owners[phrase].append(number)
    topic = words(quiz.title)
    for phrase in [phrase for phrase in owners if holds(topic, phrase)]:
        del owners[phrase]  # what the quiz is about stands in many of its stems
    lengths = sorted({len(phrase) for phrase in owners}, reverse=True)
    begins = {phrase[0] for phrase in owners}
    found: defaultdict[Phrase, list[int]] = defaultdict(list)
    for number, (_, said) in enumerate(items):
        # In the order written, the longest first: of two phrases, the same is told in each run.
        starts = [start for start, word in enumerate(said) if word in begins]
        for phrase in dict.fromkeys(
            said[start : start + length]
            for length in lengths
            for start in starts
            if start + length <= len(said)
        ):
            if phrase in owners:
                found[phrase].append(number)
    told: set[tuple[int, int]] = set()
    for phrase, stems in found.items():
        pairs = [(owner, teller) for owner in owners[phrase] for teller in stems]
        for owner, teller in pairs if len(stems) <= MOST_STEMS else ():
            if (owner, teller) not in told:
                told.add((owner, teller))
                yield _told(items[owner][0], items[teller][0], phrase)


def _told(owner: Item, teller: Item, phrase: Phrase) -> Diagnostic:
    line = owner.place.span.line
    where = "" if owner.place.source is teller.place.source else f" of {owner.place.source.path}"
    said = " ".join(phrase)
    return Diagnostic(
        code="LR407",
        message=f"This stem says “{said}”, which is the answer to the item in line {line}{where}.",
        place=teller.place,
    )


def _keys(item: Item) -> set[Phrase]:
    """Return the answers of an item that are telling enough to be known again elsewhere."""
    if isinstance(item, ChoiceItem):
        phrases = {words(plain(choice.text)) for choice in item.choices if choice.is_key}
        return {p for p in phrases if len(p) <= LONGEST_PHRASE and content_words(p) >= 2}
    if not isinstance(item, GapItem):
        return set()
    # The first answer is the one that was meant; the others are there to be fair.
    first = [g.answers[0] for g in item.gaps if isinstance(g, TextEntryGap) and g.answers]
    phrases = {words(answer.text) for answer in first if not answer.is_pattern}
    return {
        phrase
        for phrase in phrases
        if content_words(phrase)
        and len(phrase) <= LONGEST_PHRASE
        and (len(phrase) > 1 or len(phrase[0]) >= SHORTEST_WORD)
    }
