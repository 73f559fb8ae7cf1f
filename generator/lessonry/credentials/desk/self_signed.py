"""The credential kit: what a page needs to sign a level 1 credential without an RDF library.

The credential is written here, with marks where learners differ, and canonicalised once. Every node
of it but one has a name, so the only blank node is `_:c14n0` whatever is filled in, and the canonical
form of a learner's credential is the kit's N-Quads with the marks replaced, sorted again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from lessonry.credentials import did as dids
from lessonry.credentials import document, multibase, proof
from lessonry.credentials.desk import exam_keys, self_service, templates
from lessonry.credentials.desk.exam_keys import Certified, ExamKey
from lessonry.domain.attempt import Learner
from lessonry.domain.course import Course
from lessonry.domain.credential import Credential, Level
from lessonry.domain.quiz import Quiz

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNNAMED = "IdentityObject"
"""The one type whose node has no name: nobody should be able to point at a learner's."""


class KitError(ValueError):
    """An exam's credential cannot be prepared; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What stands where learners differ: texts that no author has written."""

    stem: str

    def __call__(self, name: str) -> str:
        """Return the mark of a value."""
        return f"{self.stem}-{name}-"


def open_kit(
    certificates: Path,
    course: Course,
    quiz: Quiz,
    *,
    digest: str,
    seed: bytes,
    total: Fraction,
    now: datetime,
    keep: bool = True,
) -> tuple[dict[str, Any] | None, bool]:
    """Return a locked exam's kit, and whether its key is newly certified by it.

    Args:
        certificates: The course's folder of that name.
        course: As for `kit`.
        quiz: As for `kit`.
        digest: Of the exam's lock.
        seed: Of the exam's key: `self_service.exam_seed`.
        total: As for `kit`.
        now: In UTC; from when on the key is listed.
        keep: Whether to write the list: a preview certifies nothing.

    Raises:
        KitError: The issuer's document names no desk.
        UsageError: The list is broken.
        WorldError: It cannot be written.
    """
    _refuse_without_desk(certificates / "did.json")
    public = self_service.public_of(seed)
    listed = next((key for key in exam_keys.load(certificates) if key.public == public), None)
    key = listed or ExamKey(
        public=public, quiz=quiz.identifier, digest=digest, edition=course.edition, begins=now
    )
    made = kit(course, quiz, key, total=total)
    if made is None or not keep:
        return made, False
    certified = Certified(
        achievement=made["achievement"],
        days=made["validForDays"],
        template=templates.digest(made["document"]),
    )
    return made, exam_keys.certify(certificates, replace(key, certifies=(certified,)))


def kit(course: Course, quiz: Quiz, key: ExamKey, *, total: Fraction) -> dict[str, Any] | None:
    """Return the credential kit of a locked exam as JSON values.

    Args:
        course: With its issuer and its site.
        quiz: The exam.
        key: As the desk has certified it.
        total: The points of one attempt.

    Returns:
        Nothing where the page can certify nothing: the course has no place on the web, no issuer or
        no keys, or the exam earns nothing.
    """
    achievement = course.achievement(quiz.achievement) if quiz.achievement else None
    desk_did = self_service.desk_did(course.did.name) if course.did else None
    if not (achievement and desk_did and course.issuer and course.url and quiz.pass_mark):
        return None
    desk = document.Desk(did=desk_did, issuer=course.issuer, site=self_service.site_of(course.url))
    marks = Marks(stem=f"lr{hashlib.sha256(key.public).hexdigest()[:16]}")
    days = achievement.valid_for_days
    credential = Credential(
        identifier=f"urn:uuid:{marks('uuid')}",
        learner=Learner(name=marks("name")),
        achievement=achievement,
        course_title=course.title,
        edition=key.edition,
        level=Level.UNLOCKED,
        issued=EPOCH,
        expires=EPOCH if days else None,
        share=Fraction(0) if achievement.show_score else None,
        status_index=0,
    )
    required = quiz.pass_mark.needed(total) / total if total else None
    unsigned = document.write(
        credential, desk, required=required, salt="", file_digest=marks("digest")
    )
    _mark(unsigned, marks)
    exam = self_service.exam_name(course.identifier, quiz.identifier, key.digest)
    unsigned["evidence"][0]["id"] = exam
    _name(unsigned, credential.identifier)
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": proof.RDFC,
        "created": marks("from"),
        "verificationMethod": dids.method_of(desk_did, key.public),
        "proofPurpose": "assertionMethod",
    }
    vocabularies = {"@context": unsigned["@context"]}
    return {
        "did": desk_did,
        "key": multibase.encode_key(key.public),
        "marks": marks.stem,
        "achievement": achievement.identifier,
        "validForDays": days,
        "statesScore": achievement.show_score,
        "document": unsigned,
        "quads": _quads(unsigned),
        "proof": options,
        "proofQuads": _quads(options | vocabularies),
    }


def _refuse_without_desk(file: Path) -> None:
    """Raise a KitError where the issuer was published before it had a desk."""
    try:
        known = not file.is_file() or dids.read(file.read_bytes()).desk
    except (OSError, dids.DidError) as error:
        raise KitError(f"{file.name} cannot be read: {error}") from error
    if not known:
        raise KitError(
            f"{file.parent.name}/{file.name} names no self-service desk yet; "
            "`lessonry keys publish` writes it anew"
        )


def _mark(unsigned: dict[str, Any], marks: Marks) -> None:
    """Put marks where `document.write` takes times and numbers."""
    unsigned["validFrom"] = marks("from")
    if "validUntil" in unsigned:
        unsigned["validUntil"] = marks("until")
    for result in unsigned["credentialSubject"].get("result", ()):
        result["value"] = marks("percent")
    entries = unsigned["credentialStatus"]
    for entry in entries if isinstance(entries, list) else [entries]:
        entry["id"] = f"{entry['statusListCredential']}#{marks('index')}"
        entry["statusListIndex"] = marks("index")


def _name(node: dict[str, Any], base: str, path: str = "") -> None:
    """Give every node below `node` a name, after the credential and its place in it."""
    for member, value in node.items():
        if member == "@context":
            continue
        several = value if isinstance(value, list) else [value]
        for number, entry in enumerate(several):
            if not isinstance(entry, dict):
                continue
            place = f"{path}{member}{number or ''}"
            if entry.get("type") != UNNAMED:
                entry.setdefault("id", f"{base}#{place}")
            _name(entry, base, f"{place}-")


def _quads(value: dict[str, Any]) -> list[str]:
    """Return a document's canonical N-Quads, of which one node at most is unnamed."""
    lines = proof.canonicalize_rdf(value).decode().splitlines(keepends=True)
    if any("_:c14n1" in line for line in lines):
        raise KitError("the credential has more than one part without a name")
    return [line.removesuffix("\n") for line in lines]
