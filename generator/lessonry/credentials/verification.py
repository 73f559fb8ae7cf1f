"""Verification as a value: each question by itself, with its answer in a word and in a sentence.

There is no one answer "valid": a credential can be intact and expired, or intact and another's.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Intact(Enum):
    """Is its content what was signed?"""

    YES = "yes"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


class IssuerKnown(Enum):
    """Who signed it?"""

    THIS_COURSE = "this-course"
    SELF_SERVICE = "self-service"
    REVOKED_KEY = "revoked-key"
    ANOTHER = "another"
    UNKNOWN = "unknown"


class Time(Enum):
    """Is it in time?"""

    IN_TIME = "in-time"
    NOT_YET = "not-yet"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Status(Enum):
    """Did the issuer take it back?"""

    NOT_REVOKED = "not-revoked"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


class LevelSaid(Enum):
    """How strongly was it checked before it was signed?"""

    UNLOCKED = "1"
    COUNTERSIGNED = "2"
    SUPERVISED = "3"
    UNKNOWN = "unknown"


class Sheet(Enum):
    """Is the sheet the one that was issued?"""

    AS_ISSUED = "as-issued"
    CHANGED = "changed"
    NOT_GIVEN = "not-given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question's answer."""

    answer: Intact | IssuerKnown | Time | Status | LevelSaid | Sheet
    sentence: str

    @property
    def is_well(self) -> bool:
        """Return whether somebody may rely on it: what cannot be told here does no harm by itself."""
        return self.answer not in BAD


BAD = frozenset(
    {
        Intact.CHANGED,
        Intact.UNREADABLE,
        IssuerKnown.REVOKED_KEY,
        IssuerKnown.ANOTHER,
        IssuerKnown.UNKNOWN,
        Time.NOT_YET,
        Time.EXPIRED,
        Time.UNKNOWN,
        Status.REVOKED,
        Status.SUSPENDED,
        Sheet.CHANGED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Every field that the signature covers, to be compared with the sheet in the hand."""

    name: str | None = None
    achievement: str | None = None
    edition: str | None = None
    issuer: str | None = None
    issuer_id: str | None = None
    issued: str | None = None
    expires: str | None = None
    score: str | None = None
    level: str | None = None
    id: str | None = None


QUESTIONS = ("intact", "issuer", "time", "status", "level", "sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The answers to all questions about one certificate, and what it says."""

    intact: Answer
    issuer: Answer
    time: Answer
    status: Answer
    level: Answer
    sheet: Answer
    vouched: Vouched = Vouched()

    @property
    def is_intact(self) -> bool:
        """Return whether what it says is what was signed."""
        return self.intact.answer is Intact.YES

    @property
    def answers(self) -> dict[str, Answer]:
        """Return the answers by their question, in the order in which they matter."""
        return {question: getattr(self, question) for question in QUESTIONS}

    @property
    def is_well(self) -> bool:
        """Return whether nothing speaks against relying on it."""
        return all(answer.is_well for answer in self.answers.values())

    @property
    def exit_code(self) -> int:
        """Return 0 where all is well, 2 for what is no certificate at all, 1 otherwise."""
        if self.is_well:
            return 0
        unreadable = self.intact.answer is Intact.UNREADABLE
        return 2 if unreadable and self.issuer.answer is IssuerKnown.UNKNOWN else 1

    def as_json(self) -> dict[str, Any]:
        """Return it for other programs."""
        told: dict[str, Any] = {
            question: {"answer": answer.answer.value, "sentence": answer.sentence}
            for question, answer in self.answers.items()
        }
        return told | {"well": self.is_well, "vouched": asdict(self.vouched)}


def unreadable(sentence: str) -> Verification:
    """Return the verification of something that is no certificate."""
    untold = "This cannot be told of a file that cannot be read."
    return Verification(
        intact=Answer(answer=Intact.UNREADABLE, sentence=sentence),
        issuer=Answer(answer=IssuerKnown.UNKNOWN, sentence=untold),
        time=Answer(answer=Time.UNKNOWN, sentence=untold),
        status=Answer(answer=Status.UNKNOWN, sentence=untold),
        level=Answer(answer=LevelSaid.UNKNOWN, sentence=untold),
        sheet=Answer(answer=Sheet.NOT_GIVEN, sentence=untold),
    )
