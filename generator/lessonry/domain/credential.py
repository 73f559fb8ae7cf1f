"""The signed statement that an achievement was earned, before it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from fractions import Fraction

from lessonry.domain.about import Edition
from lessonry.domain.achievement import Achievement
from lessonry.domain.attempt import Learner


class Level(IntEnum):
    """What was checked before the credential was signed; every certificate says it in words."""

    UNLOCKED = 1
    COUNTERSIGNED = 2
    SUPERVISED = 3

    @property
    def words(self) -> str:
        """Return what the level means, as the sheet and the verify page print it."""
        return {
            Level.UNLOCKED: "Whoever made this certificate knew enough answers of this exam.",
            Level.COUNTERSIGNED: (
                "The issuer graded the responses against the key and vouches for the name."
            ),
            Level.SUPERVISED: (
                "A server drew the items, timed and graded the attempt, "
                "and confirmed who the learner is."
            ),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """Who earned what, when, how well, and how strongly it was checked."""

    identifier: str
    """A `urn:uuid:` that stays the same however often the same attempt is issued."""
    learner: Learner
    achievement: Achievement
    course_title: str
    edition: str
    counted: Edition | None = None
    """What the author calls that edition, and of which day it is, where that is known."""
    level: Level
    issued: datetime
    """In UTC, whole seconds."""
    expires: datetime | None = None
    share: Fraction | None = None
    """The score from 0 to 1, where it is to be stated."""
    status_index: int
    """Its bit in the issuer's status list."""
