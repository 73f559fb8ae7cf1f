"""A self-service desk at work: a locked exam's key, its kit, and pages that sign with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from lessonry.credentials import did as dids
from lessonry.credentials import multibase, proof, status_list
from lessonry.credentials.desk import exam_keys, self_service, self_signed
from lessonry.credentials.desk.exam_keys import ExamKey
from lessonry.credentials.did import DidDocument
from lessonry.credentials.verifier import Verifier
from lessonry.domain.course import Course
from lessonry.domain.did import IssuerDid
from tests.credentials.academy import NOW, PLACE, Academy, course

SCRIPT = Path(__file__).parent.parent / "runtime" / "certificate" / "issue.js"
SECRET = bytes(range(32))
DIGEST = "0123456789abcdef"
FILE_DIGEST = multibase.encode(multibase.SHA256_PREFIX + bytes(range(32)))
ENDED = "2026-11-22T09:40:00.250Z"
BEGAN = datetime(2025, 11, 1, tzinfo=UTC)
Node = Callable[..., CompletedProcess[str]]


def locked_course(**achievement: Any) -> Course:
    made = course(**achievement)
    return replace(made, did=IssuerDid(name="did:web:academy.example.org:delight", place=PLACE))


@dataclass(kw_only=True)
class DeskAtWork:
    academy: Academy
    folder: Path
    node: Node
    course: Course = field(default_factory=locked_course)
    seed: bytes = self_service.exam_seed(SECRET, "delight", "final-exam", DIGEST)
    digest: str = DIGEST

    @property
    def did(self) -> str:
        return f"{self.academy.did}:self-service"

    @property
    def issuer(self) -> DidDocument:
        return replace(self.academy.keys.document(self.academy.did), desk=self.did)

    @property
    def method(self) -> str:
        return dids.method_of(self.did, self_service.public_of(self.seed))

    @property
    def kit(self) -> dict[str, Any]:
        made, _ = self_signed.open_kit(
            self.folder,
            self.course,
            self.course.quizzes[0],
            digest=self.digest,
            seed=self.seed,
            total=Fraction(4),
            now=BEGAN,
        )
        assert made is not None
        return made

    @property
    def keys(self) -> tuple[ExamKey, ...]:
        return exam_keys.load(self.folder)

    def pages(self, *names: str, **given: Any) -> list[dict[str, Any]]:
        """Return what the page makes for learners of these names."""
        common = {"attempt": "a-1", "ended": ENDED, "percent": 87}
        question = {
            "kit": self.kit,
            "seed": multibase.encode_base64url(self.seed),
            "digest": FILE_DIGEST,
            "given": [common | {"name": name} | given for name in names],
        }
        file = self.folder / "question.json"
        file.write_text(json.dumps(question), "utf-8")
        found: list[dict[str, Any]] = json.loads(self.node(SCRIPT, file).stdout)
        return found

    def credential(self, name: str = "Anna Lind", **given: Any) -> dict[str, Any]:
        (made,) = self.pages(name, **given)
        found: dict[str, Any] = json.loads(made["credential"])
        return found

    def sign(self, credential: dict[str, Any], seed: bytes | None = None) -> dict[str, Any]:
        """Sign anything with the exam's key, as somebody may who has opened the exam."""
        bare = {name: value for name, value in credential.items() if name != "proof"}
        key = self_service.private_of(seed or self.seed)
        public = key.public_key().public_bytes_raw()
        method = dids.method_of(str(bare["issuer"]["id"]), public)
        created = datetime.fromisoformat(str(bare["validFrom"]))
        return proof.sign(bare, key, method=method, created=created)

    def lists(self, *revoked: int) -> tuple[bytes, ...]:
        """Return both of the desk's status lists."""
        found = []
        for purpose, number in status_list.NUMBERS.items():
            bits = status_list.empty()
            for index in revoked if number == 1 else ():
                bits = status_list.with_bit(bits, index)
            unsigned = status_list.credential(
                bits,
                address=f"{self_service.site_of(self.academy.course.url or '')}status/{number}.json",
                issuer=self.did,
                valid_from=BEGAN,
                purpose=purpose,
            )
            method = dids.method_of(self.did, self.academy.keys.public)
            signed = proof.sign(unsigned, self.academy.keys.signing, method=method, created=BEGAN)
            found.append(json.dumps(signed).encode())
        return tuple(found)

    def verifier(self, *revoked: int, now: datetime = NOW) -> Verifier:
        return Verifier(
            issuer=self.issuer,
            exam_keys=self.keys,
            status_list=None,
            more_lists=self.lists(*revoked),
            now=now,
        )
