"""Who signed it, and may they: the issuer levels 2 and 3, its self-service desk level 1.

A signature that holds says which key made it. Whether that key may say what it says is asked here:
an exam's key is in many hands, and signs credentials of its exam and no others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lessonry.credentials import claims
from lessonry.credentials.desk import self_service, templates
from lessonry.credentials.desk.exam_keys import ExamKey
from lessonry.credentials.did import DidDocument
from lessonry.credentials.token import Token
from lessonry.credentials.verification import Answer, IssuerKnown
from lessonry.domain.credential import Level

UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PERCENT = re.compile(r"100|[1-9]?[0-9]")
NO_KEYS = "no course's keys are at hand to tell whether that is so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatories:
    """Whose keys are at hand."""

    issuer: DidDocument | None
    exam_keys: tuple[ExamKey, ...] | None = None
    """What the issuer's desk has certified; nothing where its list is not at hand."""

    @property
    def desk(self) -> DidDocument | None:
        """Return the desk with the keys of its exams."""
        return self.issuer and self_service.of_exams(self.issuer, self.exam_keys or ())

    def key(self, method: str) -> bytes | None:
        """Return the key of a verification method of the issuer's or of its desk's."""
        for party in (self.issuer, self.desk):
            if party is not None and method in party.signers:
                return party.signers[method]
        return None

    def of_credential(self, value: dict[str, Any], methods: set[str]) -> Answer:
        """Return who signed a credential, whose proofs were made by `methods` and hold."""
        said = claims.read(value).issuer_id
        if self.issuer is None:
            return _answer(
                IssuerKnown.UNKNOWN, f"It says that {said or 'nobody'} issued it; {NO_KEYS}."
            )
        if said == self.issuer.identifier:
            return self._of_issuer(self.issuer, value, methods)
        desk = self.desk
        if desk is not None and said == desk.identifier:
            return self._of_desk(desk, value, methods)
        return _answer(
            IssuerKnown.ANOTHER,
            f"It says that {said or 'nobody'} issued it, which is not this course's issuer.",
        )

    def of_token(self, token: Token, party: DidDocument, key: bytes) -> Answer:
        """Return who signed a scanned code, whose signature by a key of `party` holds."""
        assert self.issuer is not None
        if party.identifier == self.issuer.identifier:
            if token.level == Level.UNLOCKED:
                return _beyond(self.issuer, token.level)
            return this_course(self.issuer)
        if token.level != Level.UNLOCKED:
            return _beyond(party, token.level)
        exam = next(one for one in self.exam_keys or () if one.public == key)
        lasts = token.expires and (token.expires - token.issued).days
        index = self_service.status_index(f"urn:uuid:{token.credential}")
        if token.status_index != index or not any(
            one.achievement == token.achievement and one.days == lasts for one in exam.certifies
        ):
            return _unlike(party)
        return self_service_desk(party)

    def _of_issuer(self, issuer: DidDocument, value: dict[str, Any], methods: set[str]) -> Answer:
        if not methods <= issuer.signers.keys():
            return _answer(
                IssuerKnown.ANOTHER,
                "It names this course's issuer, "
                "but the key that signed it is none of the issuer's: it is a forgery.",
            )
        level = claims.level_number(value)
        if level == Level.UNLOCKED:
            return _beyond(issuer, level)
        return this_course(issuer)

    def _of_desk(self, desk: DidDocument, value: dict[str, Any], methods: set[str]) -> Answer:
        if self.exam_keys is None:
            return _answer(
                IssuerKnown.UNKNOWN,
                "It names the self-service desk of this course's issuer; the desk's list of keys "
                "(self-service.json) is not at hand to tell whether that is so.",
            )
        if len(methods) != 1 or not methods <= desk.signers.keys():
            return _answer(
                IssuerKnown.ANOTHER,
                "It names the self-service desk of this course's issuer, "
                "but the desk has certified no such key: it is a forgery.",
            )
        level = claims.level_number(value)
        if level != Level.UNLOCKED:
            return _beyond(desk, level)
        public = desk.signers[next(iter(methods))]
        exam = next(one for one in self.exam_keys if one.public == public)
        return self_service_desk(desk) if _is_like(value, exam) else _unlike(desk)


def this_course(issuer: DidDocument) -> Answer:
    """Return that the issuer itself signed it."""
    return _answer(
        IssuerKnown.THIS_COURSE,
        f"It is signed with a key of this course's issuer, {issuer.identifier}.",
    )


def self_service_desk(desk: DidDocument) -> Answer:
    """Return that whoever opened an exam signed it."""
    return _answer(
        IssuerKnown.SELF_SERVICE,
        "It is signed by the self-service desk of this course's issuer, which signs level 1 only: "
        f"{desk.identifier}.",
    )


def _is_like(value: dict[str, Any], exam: ExamKey) -> bool:
    """Return whether a credential says what those of this exam say: its quiz and edition, too."""
    try:
        template = templates.digest(value)
        lasts = _lasts(value)
        places = {entry["statusListIndex"] for entry in value["credentialStatus"]}
        index = str(self_service.status_index(value["id"]))
        scores = [result["value"] for result in value["credentialSubject"].get("result", [])]
        is_score = all(PERCENT.fullmatch(score) for score in scores)
        is_named = UUID.fullmatch(value["id"])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return False
    return (
        places == {index}
        and is_score
        and is_named is not None
        and any(one.template == template and one.days == lasts for one in exam.certifies)
    )


def _lasts(value: dict[str, Any]) -> int | None:
    """Return for how many days a credential says that it holds; ValueError where they are not whole."""
    if "validUntil" not in value:
        return None
    begins, ends = (datetime.fromisoformat(value[name]) for name in ("validFrom", "validUntil"))
    days, rest = divmod(ends - begins, timedelta(days=1))
    if rest:
        raise ValueError("not a whole number of days")
    return days


def _beyond(party: DidDocument, level: int | None) -> Answer:
    signs = "levels 2 and 3" if level == Level.UNLOCKED else "level 1"
    return _answer(
        IssuerKnown.ANOTHER,
        f"It says {f'level {level}' if level else 'no level'}, and {party.identifier} signs {signs} "
        "only: it is a forgery.",
    )


def _unlike(party: DidDocument) -> Answer:
    return _answer(
        IssuerKnown.ANOTHER,
        f"It is signed with the key of an exam, and does not say what {party.identifier} lets that "
        "key say: it is a forgery.",
    )


def _answer(answer: IssuerKnown, sentence: str) -> Answer:
    return Answer(answer=answer, sentence=sentence)
