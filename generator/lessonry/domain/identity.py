"""What stays the same thing: slugs, the fingerprint of an item, the edition of a course.

Both hashes cover what is published and nothing else. A hash that covered an exam's key would let
a patient reader try keys against it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import assert_never, cast

from lessonry.domain.course import Course
from lessonry.domain.glimpse import Glimpse
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
    choice,
    extended_text,
    gap,
    hotspot,
    match,
    matrix,
    order,
    scenario,
    variants,
)
from lessonry.domain.quiz import Quiz

FINGERPRINT_LENGTH = 12
"""Hexadecimal digits: 48 bits, plenty against chance among the versions of one item."""
EDITION_LENGTH = 16
NO_WORD = re.compile("[^a-z0-9]+")
CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
"""The one form in which JSON values are hashed."""


def slug(text: str) -> str:
    """Return `text` as an identifier: lower case, words of any script, hyphens between them.

    Marks belong to words: without its vowel signs a word of Hindi or Thai is another.
    """
    if text.isascii():  # as most are: the same, without a look at each character
        return NO_WORD.sub("-", text.lower()).strip("-")
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in plain)
    return re.sub("-+", "-", kept).strip("-")


def fingerprint(item: Item) -> str:
    """Return the hash of what `item` says; pass a concealed item for what an exam publishes.

    A translated item is the original's, so that what was answered in one language counts in the other.
    """
    if item.known_print is None:
        object.__setattr__(
            item, "known_print", _fingerprint(item)
        )  # what it is reckoned from is fixed
    return cast("str", item.known_print)


def prints(item: Item | Glimpse) -> tuple[str, ...]:
    """Return the fingerprints of an item and of its further variants."""
    if isinstance(item, Glimpse):
        return item.prints
    return tuple(map(fingerprint, variants(item)))


def _fingerprint(item: Item) -> str:
    if item.original is not None:
        return fingerprint(cast("Item", item.original))
    match item:
        case ChoiceItem():
            said = choice.content(item)
        case OrderItem():
            said = order.content(item)
        case MatchItem():
            said = match.content(item)
        case MatrixItem():
            said = matrix.content(item)
        case GapItem():
            said = gap.content(item)
        case ExtendedTextItem():
            said = extended_text.content(item)
        case HotspotItem():
            said = hotspot.content(item)
        case ScenarioItem():
            said = scenario.content(item)
        case _:
            assert_never(item)
    return digest(said)[:FINGERPRINT_LENGTH]


def edition(course: Course, published_quizzes: tuple[Quiz, ...]) -> str:
    """Return the name of this edition: a hash of the lessons' texts and of the published quizzes.

    Args:
        course: Its lessons' digests are taken, in order.
        published_quizzes: As `concealment.published` gives them.
    """
    return edition_of(course, {quiz.identifier: in_edition(quiz) for quiz in published_quizzes})


def in_edition(quiz: Quiz) -> str:
    """Return what the edition hashes of a published quiz, in its canonical form."""
    said = [
        quiz.identifier,
        quiz.title,
        str(quiz.pass_mark or ""),
        quiz.draw or 0,
        quiz.time_limit.seconds if quiz.time_limit else 0,
        [
            [
                section.title or "",
                section.draw or 0,
                [[item.identifier, *prints(item)] for item in section.items],
            ]
            for section in quiz.glimpsed
        ],
    ]
    return CANONICAL.encode(said)


def edition_of(course: Course, quizzes: Mapping[str, str]) -> str:
    """Return the name of an edition, from what it hashes of its published quizzes, by identifier.

    It is that of the JSON object with `course`, `lessons` and `quizzes`, put together by hand: a
    preview reckons it at each save, of thousands of quizzes of which one has changed.
    """
    identifier = CANONICAL.encode(course.identifier)
    lessons = CANONICAL.encode([[one.identifier, one.digest] for one in course.lessons])
    said = ",".join(quizzes[name] for name in sorted(quizzes))
    text = f'{{"course":{identifier},"lessons":{lessons},"quizzes":[{said}]}}'
    return hashlib.sha256(text.encode()).hexdigest()[:EDITION_LENGTH]


def digest(value: object) -> str:
    """Return the SHA-256 of a JSON value in its one canonical form, in hexadecimal."""
    return hashlib.sha256(CANONICAL.encode(value).encode()).hexdigest()
