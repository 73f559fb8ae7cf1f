"""What the self-service desk signs, before Python's verifier: level 1 of one exam, and no more."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from lessonry.credentials import did as dids
from lessonry.credentials import jcs, proof, sheet_digest, token
from lessonry.credentials.desk import exam_keys, self_service
from lessonry.credentials.verification import Intact, IssuerKnown, LevelSaid, Sheet, Status, Time
from tests.credentials.academy import NOW, Academy
from tests.credentials.self_service_desk import SECRET, DeskAtWork, Node, locked_course

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def desk(standing: Academy, tmp_path_factory: pytest.TempPathFactory, node: Node) -> DeskAtWork:
    return DeskAtWork(academy=standing, folder=tmp_path_factory.mktemp("desk"), node=node)


@pytest.fixture(scope="module")
def made(desk: DeskAtWork) -> dict[str, Any]:
    (found,) = desk.pages("Anna Lind")
    return found


@pytest.fixture
def credential(made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made["credential"])
    return found


def test_what_a_page_made_is_well_at_level_1(desk: DeskAtWork, made: dict[str, Any]) -> None:
    found = desk.verifier().verify(made["credential"].encode())
    assert found.is_well
    assert found.issuer.answer is IssuerKnown.SELF_SERVICE
    assert found.level.answer is LevelSaid.UNLOCKED
    assert found.status.answer is Status.NOT_REVOKED
    assert found.vouched.name == "Anna Lind"


def test_so_is_its_code(desk: DeskAtWork, made: dict[str, Any]) -> None:
    found = desk.verifier().verify_token(made["token"])
    assert found.is_well
    assert found.issuer.answer is IssuerKnown.SELF_SERVICE
    assert found.level.answer is LevelSaid.UNLOCKED
    assert found.status.answer is Status.NOT_REVOKED
    changed = desk.verifier().verify_token(made["token"].replace("A", "B", 1))
    assert not changed.is_well


def test_every_changed_byte_of_it_is_refused(desk: DeskAtWork, made: dict[str, Any]) -> None:
    verifier, data = desk.verifier(), made["credential"].encode()
    for at in range(len(data)):
        flipped = data[:at] + bytes([data[at] ^ (1 << at % 7)]) + data[at + 1 :]
        assert not verifier.verify(flipped).is_intact, at


def test_what_expires_cannot_be_drawn_out(standing: Academy, tmp_path: Path, node: Node) -> None:
    course = locked_course(valid_for_days=30)
    desk = DeskAtWork(academy=standing, folder=tmp_path, node=node, course=course)
    credential = desk.credential()
    for until in ("2026-12-22T09:40:00Z", "2026-12-23T09:40:00Z", "2026-12-22T09:40:01Z"):
        forged = desk.sign(credential | {"validUntil": until})
        found = desk.verifier().verify(jcs.canonicalize(forged))
        assert found.is_well is (until == "2026-12-22T09:40:00Z"), until


def test_it_expires_on_its_day(standing: Academy, tmp_path: Path, node: Node) -> None:
    course = locked_course(valid_for_days=30)
    desk = DeskAtWork(academy=standing, folder=tmp_path, node=node, course=course)
    (made,) = desk.pages("Anna Lind")
    for days, time in ((29, Time.IN_TIME), (31, Time.EXPIRED)):
        verifier = desk.verifier(now=NOW + timedelta(days=days))
        assert verifier.verify(made["credential"].encode()).time.answer is time
        assert verifier.verify_token(made["token"]).time.answer is time


def test_the_issuer_can_revoke_it(desk: DeskAtWork, made: dict[str, Any]) -> None:
    verifier = desk.verifier(int(made["values"]["index"]))
    assert verifier.verify(made["credential"].encode()).status.answer is Status.REVOKED
    assert verifier.verify_token(made["token"]).status.answer is Status.REVOKED


def _level_2(credential: dict[str, Any]) -> None:
    credential["evidence"][0]["genre"] = credential["evidence"][0]["genre"].replace("#1", "#2")


def _no_level(credential: dict[str, Any]) -> None:
    del credential["evidence"]


def _another_achievement(credential: dict[str, Any]) -> None:
    credential["credentialSubject"]["achievement"]["name"] = "Chief Surgeon"


def _another_edition(credential: dict[str, Any]) -> None:
    credential["credentialSubject"]["achievement"]["version"] = "fedcba9876543210"


def _expiry_made_up(credential: dict[str, Any]) -> None:
    credential["validUntil"] = "2040-01-01T00:00:00Z"


def _another_place_in_the_list(credential: dict[str, Any]) -> None:
    for entry in credential["credentialStatus"]:
        entry["statusListIndex"] = "7"


def _another_issuer_s_name(credential: dict[str, Any]) -> None:
    credential["issuer"]["name"] = "The University"


def _words_for_a_score(credential: dict[str, Any]) -> None:
    credential["credentialSubject"]["result"][0]["value"] = "100, with honours"


def _another_learner_beside(credential: dict[str, Any]) -> None:
    identity = credential["credentialSubject"]["identifier"][0]
    credential["credentialSubject"]["identifier"].append(identity | {"identityHash": "Bert"})


@pytest.mark.parametrize(
    "change",
    [
        _level_2,
        _no_level,
        _another_achievement,
        _another_edition,
        _expiry_made_up,
        _another_place_in_the_list,
        _another_issuer_s_name,
        _another_learner_beside,
        _words_for_a_score,
    ],
)
def test_who_opened_an_exam_can_sign_nothing_else_with_its_key(
    desk: DeskAtWork, credential: dict[str, Any], change: Change
) -> None:
    forged = copy.deepcopy(credential)
    change(forged)
    found = desk.verifier().verify(jcs.canonicalize(desk.sign(forged)))
    assert found.intact.answer is Intact.YES
    assert found.issuer.answer is IssuerKnown.ANOTHER
    assert "forgery" in found.issuer.sentence
    assert not found.is_well


FREE = {
    ("validFrom",),
    ("credentialSubject", "identifier", 0, "identityHash"),
    ("credentialSubject", "result", 0, "value"),
    ("relatedResource", 0, "digestMultibase"),
}
"""What differs between two learners, and so is the page's word alone."""


def test_of_all_that_it_says_only_what_learners_differ_in_is_free(
    desk: DeskAtWork, credential: dict[str, Any]
) -> None:
    bare = {name: value for name, value in credential.items() if name not in {"proof", "@context"}}
    paths = list(_leaves(bare, ()))
    assert len(paths) > 50
    for path in paths:
        forged = copy.deepcopy(credential)
        *above, last = path
        parent: Any = reduce(lambda value, step: value[step], above, forged)
        was = parent[last]
        parent[last] = "2026-11-22T08:00:00Z" if last == "validFrom" else _other(was)
        try:
            found = desk.verifier().verify(jcs.canonicalize(desk.sign(forged)))
        except (proof.ProofError, ValueError):
            continue  # nothing that can be signed at all
        assert found.is_well is (path in FREE), path


def _leaves(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for name, entry in entries:
            yield from _leaves(entry, (*path, name))
    else:
        yield path


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return f"{value[:-1]}{'1' if value[-1] != '1' else '2'}"


def test_a_credential_s_name_hides_no_words(desk: DeskAtWork, credential: dict[str, Any]) -> None:
    """What the desk certifies leaves the name open, in all texts: it must not carry words there."""
    uuid = credential["id"].removeprefix("urn:uuid:")
    for name in ("-and-Chief-Surgeon", "0e702a5a-6971-545a-be61-69d04b108c98", uuid):
        forged = json.loads(json.dumps(credential).replace(uuid, name))
        index = str(self_service.status_index(forged["id"]))
        for entry in forged["credentialStatus"]:
            entry["id"] = f"{entry['id'].rpartition('#')[0]}#{index}"
            entry["statusListIndex"] = index
        signed = jcs.canonicalize(desk.sign(forged))
        assert desk.verifier().verify(signed).is_well is not name.startswith("-")
        forged["credentialSubject"]["achievement"]["name"] += name
        found = desk.verifier().verify(jcs.canonicalize(desk.sign(forged)))
        assert found.issuer.answer is IssuerKnown.ANOTHER, name


def test_a_sheet_that_the_exam_s_key_signed_is_said_to_be_its_holder_s(
    desk: DeskAtWork, credential: dict[str, Any]
) -> None:
    place = b"%PDF-1.7\n1 0 obj\n<</Type/EmbeddedFile/Length 20000>>\nstream\n"
    painted = b"\nendstream\nendobj\n% Level 3: supervised\n"
    digest = sheet_digest.of_file(place + bytes(20_000) + painted)
    credential["relatedResource"][0]["digestMultibase"] = digest
    inside = jcs.canonicalize(desk.sign(credential)).ljust(20_000)
    found = desk.verifier().verify(place + inside + painted)
    assert found.sheet.answer is Sheet.AS_ISSUED
    assert "rely on the fields below" in found.sheet.sentence


def test_the_same_signed_again_is_no_forgery(desk: DeskAtWork, credential: dict[str, Any]) -> None:
    assert desk.verifier().verify(jcs.canonicalize(desk.sign(credential))).is_well


def test_an_exam_s_key_under_the_issuer_s_own_name_is_a_forgery(
    desk: DeskAtWork, credential: dict[str, Any]
) -> None:
    credential["issuer"]["id"] = desk.academy.did
    found = desk.verifier().verify(jcs.canonicalize(desk.sign(credential)))
    assert found.issuer.answer is IssuerKnown.ANOTHER


def test_the_issuer_s_own_key_signs_no_level_1(
    desk: DeskAtWork, credential: dict[str, Any]
) -> None:
    credential["issuer"]["id"] = desk.academy.did
    seed = desk.academy.keys.signing.private_bytes_raw()
    found = desk.verifier().verify(jcs.canonicalize(desk.sign(credential, seed)))
    assert found.issuer.answer is IssuerKnown.ANOTHER
    assert "level 1" in found.issuer.sentence


def test_keys_that_the_desk_has_not_certified_sign_nothing(
    desk: DeskAtWork, credential: dict[str, Any]
) -> None:
    for seed in (bytes(32), desk.academy.keys.signing.private_bytes_raw()):
        found = desk.verifier().verify(jcs.canonicalize(desk.sign(credential, seed)))
        assert found.intact.answer is Intact.YES
        assert found.issuer.answer is IssuerKnown.ANOTHER
        assert "certified no such key" in found.issuer.sentence


def test_another_exam_s_key_signs_nothing_of_this_one(
    desk: DeskAtWork, credential: dict[str, Any]
) -> None:
    seed = self_service.exam_seed(SECRET, "delight", "quick-test", "f" * 16)
    quick = replace(desk.course.quizzes[0], identifier="quick-test")
    course = replace(desk.course, quizzes=(quick,))
    other = replace(desk, course=course, seed=seed, digest="f" * 16)
    own = json.dumps(other.credential()).encode()
    assert other.verifier().verify(own).is_well
    found = other.verifier().verify(jcs.canonicalize(desk.sign(credential, seed)))
    assert found.issuer.answer is IssuerKnown.ANOTHER
    assert "forgery" in found.issuer.sentence


def test_a_code_cannot_dress_up_either(desk: DeskAtWork) -> None:
    uuid = UUID(int=7, version=4)
    honest = token.Token(
        level=1,
        key=token.key_id(self_service.public_of(desk.seed)),
        status_index=self_service.status_index(f"urn:uuid:{uuid}"),
        issued=date(2026, 11, 22),
        expires=None,
        score=87,
        credential=uuid,
        achievement="delight",
        name="Anna Lind",
    )
    forged = [
        replace(honest, level=2),
        replace(honest, achievement="surgeon"),
        replace(honest, expires=date(2040, 1, 1)),
        replace(honest, status_index=honest.status_index ^ 1),
    ]
    key = self_service.private_of(desk.seed)
    assert desk.verifier().verify_token(token.write(honest, desk.did, key)).is_well
    for one in forged:
        found = desk.verifier().verify_token(token.write(one, desk.did, key))
        assert found.issuer.answer is IssuerKnown.ANOTHER
    foreign = desk.verifier().verify_token(token.write(honest, desk.academy.did, key))
    assert foreign.intact.answer is Intact.CHANGED
    own = replace(honest, key=token.key_id(desk.academy.keys.public))
    signed = token.write(own, desk.academy.did, desk.academy.keys.signing)
    assert desk.verifier().verify_token(signed).issuer.answer is IssuerKnown.ANOTHER


def test_a_revoked_exam_key_counts_no_more_from_its_day_on(
    desk: DeskAtWork, made: dict[str, Any]
) -> None:
    for when, well in ((NOW - timedelta(days=2), False), (NOW + timedelta(days=2), True)):
        keys = tuple(replace(key, revoked=when) for key in desk.keys)
        verifier = replace(desk.verifier(), exam_keys=keys)
        for found in (
            verifier.verify(made["credential"].encode()),
            verifier.verify_token(made["token"]),
        ):
            assert found.is_well is well
            assert (found.issuer.answer is IssuerKnown.REVOKED_KEY) is not well


def test_without_the_desk_s_list_nothing_is_claimed(desk: DeskAtWork, made: dict[str, Any]) -> None:
    found = replace(desk.verifier(), exam_keys=None).verify(made["credential"].encode())
    assert found.issuer.answer is IssuerKnown.UNKNOWN
    assert not found.is_well
    code = replace(desk.verifier(), exam_keys=None).verify_token(made["token"])
    assert code.issuer.answer is IssuerKnown.UNKNOWN
    assert "self-service desk" in code.issuer.sentence
    no_desk = replace(desk.verifier(), issuer=replace(desk.issuer, desk=None))
    assert no_desk.verify(made["credential"].encode()).issuer.answer is IssuerKnown.ANOTHER


def test_an_exam_s_key_signs_no_status_list(desk: DeskAtWork, made: dict[str, Any]) -> None:
    value = json.loads(desk.lists()[0])
    bare = {name: entry for name, entry in value.items() if name != "proof"}
    key = self_service.private_of(desk.seed)
    forged = proof.sign(bare, key, method=desk.method, created=datetime(2026, 11, 2, tzinfo=UTC))
    lists = (json.dumps(forged).encode(), desk.lists()[1])
    found = replace(desk.verifier(), more_lists=lists).verify(made["credential"].encode())
    assert found.status.answer is Status.UNKNOWN


def test_a_text_that_changes_is_certified_beside_the_former(
    standing: Academy, tmp_path: Path, node: Node
) -> None:
    desk = DeskAtWork(academy=standing, folder=tmp_path, node=node)
    before = desk.credential()
    first = desk.course.achievements[0]
    desk.course = replace(
        desk.course,
        achievements=(replace(first, criteria="Pass it well."),),
        edition="9" * 16,
    )
    after = desk.credential()
    (key,) = exam_keys.load(tmp_path)
    assert len(key.certifies) == 2
    assert after["credentialSubject"]["achievement"]["criteria"]["narrative"] == "Pass it well."
    for credential in (before, after):
        assert desk.verifier().verify(json.dumps(credential).encode()).is_well


def test_the_desk_s_document_lists_both_its_kinds_of_keys(desk: DeskAtWork) -> None:
    _ = desk.kit
    value = self_service.document(desk.issuer, desk.keys)
    assert value is not None
    assert value["id"] == desk.did
    assert value["assertionMethod"][0] == dids.method_of(desk.did, desk.academy.keys.public)
    assert desk.method in value["assertionMethod"]
    assert self_service.document(replace(desk.issuer, desk=None), desk.keys) is None
