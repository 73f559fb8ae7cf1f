"""A small course with an exam, its issuer's keys, and learners who hand in records."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

from joserfc import jwe
from joserfc.jwk import ECKey

from lessonry.credentials import certificate, proof, status_list
from lessonry.credentials import did as dids
from lessonry.credentials import keys as key_store
from lessonry.credentials.document import Desk
from lessonry.credentials.issuance import record
from lessonry.credentials.issuance.press import Press
from lessonry.credentials.issuance.steps import refuse_other
from lessonry.credentials.issuance.workers import Office
from lessonry.credentials.register import Entry, Register
from lessonry.credentials.sheets.sheet import Sheets
from lessonry.credentials.verifier import Verifier
from lessonry.diagnostics import Place, Source
from lessonry.domain.about import Edition
from lessonry.domain.achievement import Achievement, Issuer
from lessonry.domain.attempt import Learner
from lessonry.domain.concealment import conceal
from lessonry.domain.course import Course
from lessonry.domain.credential import Credential, Level
from lessonry.domain.did import web_did
from lessonry.domain.gaps import TextAnswer, TextEntryGap
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Choice, ChoiceItem, GapItem
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Mode, PassMark, Quiz, Section

URL = "https://academy.example.org/delight/"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
"""Verifiers of others take the machine's clock for a status list."""
PLACE: Place = Source(path="test", text="").at(1)


def prose(text: str) -> Prose:
    return Prose(markdown=text, place=PLACE)


def choice_item(identifier: str, stem: str = "Which?", objective: str | None = None) -> ChoiceItem:
    choices = tuple(
        Choice(identifier=name, text=prose(f"{name} of {stem}"), is_key=name == "b", place=PLACE)
        for name in "abc"
    )
    return ChoiceItem(
        identifier=identifier,
        heading=prose(stem),
        body=None,
        choices=choices,
        multiple=False,
        objective=objective,
        place=PLACE,
    )


def entry_item(identifier: str) -> GapItem:
    gap = TextEntryGap(answers=(TextAnswer(text="tip"),), place=PLACE)
    return GapItem(
        identifier=identifier, heading=None, body=prose("Write"), gaps=(gap,), place=PLACE
    )


def course(url: str | None = URL, **achievement: Any) -> Course:
    items = (
        choice_item("gift", "Gift?", "details-1"),
        choice_item("rule", "Rule?", "details-2"),
        choice_item("tone", "Tone?", "details-2"),
        entry_item("word"),
    )
    exam = Quiz(
        identifier="final-exam",
        title="Final exam",
        mode=Mode.EXAM,
        sections=(Section(items=items),),
        pass_mark=PassMark(value=Fraction(3, 4)),
        achievement="delight",
        place=PLACE,
    )
    earned = Achievement(
        identifier="delight",
        name="Customer Service Beyond Expectations",
        description="Knows how to delight.",
        criteria="Pass the final exam.",
        place=PLACE,
        **achievement,
    )
    issuer = Issuer(
        name="Delight Academy",
        url="https://academy.example.org/",
        email="desk@academy.example.org",
        signed_by="Margarethe Sørensen",
        role="Course director",
        place=PLACE,
    )
    return Course(
        identifier="delight",
        title="Delight: service beyond expectations",
        url=url,
        quizzes=(exam,),
        achievements=(earned,),
        issuer=issuer,
        edition="0123456789abcdef",
    )


CREDENTIAL = Credential(
    identifier="urn:uuid:0e702a5a-6971-545a-be61-69d04b108c98",
    learner=Learner(name="Anna Lind", email="Anna@Example.org"),
    achievement=course().achievements[0],
    course_title="Delight",
    edition="0123456789abcdef",
    counted=Edition(number="2026.12", day=date(2026, 9, 30), changes=(), place=PLACE),
    level=Level.COUNTERSIGNED,
    issued=NOW,
    expires=None,
    share=Fraction(7, 8),
    status_index=70_001,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What stands in the register, and whether it stood there before."""

    entry: Entry
    again: bool


@dataclass(kw_only=True)
class Academy:
    """An issuer at work in a folder of its own."""

    folder: Path
    course: Course = field(default_factory=course)
    keys: key_store.Keys = field(default_factory=key_store.new)
    now: datetime = NOW
    sheets: Sheets = field(init=False)

    def __post_init__(self) -> None:
        self.sheets = Sheets(self.desk, self.folder)

    @property
    def did(self) -> str:
        url = self.course.url
        return web_did(url) if url else dids.key_did(self.keys.public)

    @property
    def desk(self) -> Desk:
        assert self.course.issuer
        site = dids.site_of(self.did, self.course.url)
        return Desk(did=self.did, issuer=self.course.issuer, site=site)

    @property
    def method(self) -> str:
        return dids.method_of(self.did, self.keys.public)

    def status_list(self, *places: int, purpose: str = "revocation") -> bytes:
        bits = status_list.empty()
        for index in places:
            bits = status_list.with_bit(bits, index)
        unsigned = status_list.credential(
            bits,
            address=self.desk.list_of(purpose),
            issuer=self.did,
            valid_from=LONG_AGO,
            purpose=purpose,
        )
        return json.dumps(
            proof.sign(unsigned, self.keys.signing, method=self.method, created=NOW)
        ).encode()

    def verifier(
        self, *revoked: int, suspended: tuple[int, ...] = (), now: datetime | None = None
    ) -> Verifier:
        document = dids.read(json.dumps(dids.write(self.keys.document(self.did))).encode())
        return Verifier(
            issuer=document,
            status_list=self.status_list(*revoked),
            more_lists=(self.status_list(*suspended, purpose="suspension"),),
            now=now or self.now,
        )

    def payload(self, name: str = "Anna Lind", *, right: int = 4, attempt: int = 1) -> Any:
        given = [["b"], ["b"], ["b"], ["Tip "]]
        items = [
            {
                "id": item.identifier,
                "fingerprint": fingerprint(conceal(item)),
                "response": given[place] if place < right else ["c"],
            }
            for place, item in enumerate(self.course.quizzes[0].items)
        ]
        return {
            "type": "CompletionRecord",
            "version": 1,
            "course": self.course.identifier,
            "edition": self.course.edition,
            "quiz": "final-exam",
            "attempt": {
                "id": str(UUID(int=attempt, version=4)),
                "number": 1,
                "started": "2026-11-22T09:00:00Z",
                "ended": "2026-11-22T09:40:00.250Z",
            },
            "learner": {"name": name, "email": "anna@example.org"},
            "items": items,
        }

    def seal(self, payload: Any, **header: Any) -> bytes:
        return seal(payload, self.keys.recipient, **header)

    def office(self, **changes: Any) -> Office:
        facts: dict[str, Any] = {
            "course": self.course,
            "desk": self.desk,
            "keys": self.keys,
            "certificates": self.folder,
            "verify_page": f"{self.course.url}verify/" if self.course.url else None,
            "now": self.now,
        }
        return Office(**facts | changes)

    def press(self, sheets: Sheets | None = None, **changes: Any) -> Press:
        return self.office(**changes).press(sheets or self.sheets)

    def issue(self, payload: Any = None, sheets: Sheets | None = None, **changes: Any) -> Issued:
        """Certify one record that passes, without a batch; return what the register now holds.

        What is wrong with it is raised, not told.
        """
        press = self.press(sheets, **changes)
        read = press.read(self.seal(payload or self.payload()))
        with Register(self.folder) as register:
            known = register.find(read.attempt.identifier)
            if known is not None:
                refuse_other(known, read.digest, read.attempt.learner.name)
                return Issued(entry=known, again=True)
            if read.fault is not None:
                raise read.fault
            assert read.examined is not None and read.examined.graded.passed
            index = status_list.free_index(register.taken())
            entry = press.make(read.examined, status_index=index)
            assert register.add(entry)
        return Issued(entry=entry, again=False)

    def certificate(self, name: str = "Anna Lind", attempt: int = 1) -> bytes:
        return self.issue(self.payload(name, attempt=attempt)).entry.certificate


def seal(payload: Any, jwk: dict[str, str], **header: Any) -> bytes:
    """Seal as the exam page does."""
    content = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    head = {"alg": "ECDH-ES", "enc": "A256GCM", "typ": record.TYPE, "kid": jwk["kid"]} | header
    key = ECKey.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y")})
    return jwe.encrypt_compact(head, content, key).encode() + b"\n"


def credential_in(pdf: bytes) -> dict[str, Any]:
    inside = certificate.credential_in(pdf)
    assert inside is not None
    found: dict[str, Any] = json.loads(inside)
    return found
