from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.credentials import (
    certificate,
    document,
    jcs,
    keys,
    multibase,
    proof,
    sheet_digest,
    token,
)
from lessonry.credentials import status_list as lists
from lessonry.credentials.verification import (
    Intact,
    IssuerKnown,
    LevelSaid,
    Sheet,
    Status,
    Time,
    Verification,
)
from lessonry.domain.credential import Level
from tests.credentials.academy import CREDENTIAL, NOW, Academy, credential_in
from tests.credentials.academy import course as make_course
from tests.credentials.test_proof import SIGNED, VECTOR


def answers(verification: Verification) -> list[str]:
    return [answer.answer.value for answer in verification.answers.values()]


def signed(academy: Academy, **changes: Any) -> dict[str, Any]:
    """A credential as the academy would sign it, were it asked to."""
    unsigned = document.write(
        replace(CREDENTIAL, **changes),
        academy.desk,
        required=None,
        salt="",
        file_digest="z",
    )
    return proof.sign(unsigned, academy.keys.signing, method=academy.method, created=NOW)


def as_bytes(value: object) -> bytes:
    return json.dumps(value).encode()


def with_credential(pdf: bytes, credential: bytes) -> bytes:
    (place,) = sheet_digest.attachments(pdf)
    return pdf[: place.start] + credential.ljust(place.end - place.start) + pdf[place.end :]


def test_a_certificate_answers_every_question_well(standing: Academy, pdf: bytes) -> None:
    verification = standing.verifier().verify(pdf)
    assert answers(verification) == [
        "yes", "this-course", "in-time", "not-revoked", "2", "as-issued",
    ]  # fmt: skip
    assert verification.exit_code == 0
    assert verification.vouched.name == "Anna Lind"
    assert verification.vouched.achievement == "Customer Service Beyond Expectations"
    assert verification.vouched.issuer == "Delight Academy"
    assert verification.vouched.score == "100 %"


def test_the_credential_alone_verifies_without_a_sheet(standing: Academy, pdf: bytes) -> None:
    verification = standing.verifier().verify(as_bytes(credential_in(pdf)))
    assert verification.is_well
    assert verification.sheet.answer is Sheet.NOT_GIVEN


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "name": lambda c: c["credentialSubject"]["identifier"][0].update(identityHash="Bert Lind"),
    "score": lambda c: c["credentialSubject"]["result"][0].update(value="99"),
    "achievement": lambda c: c["credentialSubject"]["achievement"].update(name="Doctor"),
    "edition": lambda c: c["credentialSubject"]["achievement"].update(version="0"),
    "date": lambda c: c.update(validFrom="2020-01-01T00:00:00Z"),
    "expiry": lambda c: c.update(validUntil="2099-01-01T00:00:00Z"),
    "issuer's name": lambda c: c["issuer"].update(name="Harvard"),
    "level": lambda c: c["evidence"][0].update(genre=f"{document.LEVELS}#3"),
    "status": lambda c: c["credentialStatus"][0].update(statusListIndex="5"),
    "no suspension": lambda c: c["credentialStatus"].pop(),
    "no status": lambda c: c.pop("credentialStatus"),
    "sheet": lambda c: c["relatedResource"][0].update(digestMultibase="z1"),
    "more": lambda c: c.update(note="hello"),
    "one proof": lambda c: c["proof"].pop(),
    "other proof": lambda c: c["proof"].pop(0),
    "the same proof twice": lambda c: c["proof"].__setitem__(0, c["proof"][1]),
    "proofs swapped": lambda c: c["proof"][0].update(proofValue=c["proof"][1]["proofValue"]),
    # The same RDF under another name: only the other proof sees it.
    "alias": lambda c: c.update(
        {"https://www.w3.org/2018/credentials#credentialStatus": c.pop("credentialStatus")}
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_field_shows(standing: Academy, pdf: bytes, change: str) -> None:
    credential = credential_in(pdf)
    CHANGES[change](credential)
    verification = standing.verifier().verify(as_bytes(credential))
    assert verification.intact.answer is Intact.CHANGED
    assert verification.issuer.answer is IssuerKnown.UNKNOWN
    assert verification.level.answer is LevelSaid.UNKNOWN
    assert verification.exit_code == 1


def test_proofs_in_the_other_order_are_as_good(standing: Academy, pdf: bytes) -> None:
    credential = credential_in(pdf)
    credential["proof"].reverse()
    assert standing.verifier().verify(as_bytes(credential)).is_well


def test_a_level_is_not_dressed_up(standing: Academy) -> None:
    low = signed(standing, level=Level.UNLOCKED)
    assert standing.verifier().verify(as_bytes(low)).level.answer is LevelSaid.UNLOCKED
    low["evidence"] = signed(standing)["evidence"]
    verification = standing.verifier().verify(as_bytes(low))
    assert verification.intact.answer is Intact.CHANGED
    assert verification.level.answer is LevelSaid.UNKNOWN


def test_another_issuers_certificate_is_another_issuers(standing: Academy, tmp_path) -> None:
    other = Academy(folder=tmp_path, course=make_course(url="https://other.example.org/"))
    with other.sheets:
        verification = standing.verifier().verify(other.certificate())
    assert verification.intact.answer is Intact.YES
    assert verification.issuer.answer is IssuerKnown.ANOTHER
    assert verification.status.answer is Status.UNKNOWN
    assert "did:web:other.example.org" in verification.issuer.sentence
    assert verification.exit_code == 1


def test_a_strangers_key_under_the_issuers_name_is_a_forgery(standing: Academy, tmp_path) -> None:
    forger = Academy(folder=tmp_path)
    with forger.sheets:
        verification = standing.verifier().verify(forger.certificate())
    assert verification.issuer.answer is IssuerKnown.ANOTHER
    assert "forgery" in verification.issuer.sentence


def test_a_strangers_signature_under_the_issuers_key_is_changed(standing: Academy) -> None:
    forged = signed(standing)
    stranger = keys.new()
    bare = {name: value for name, value in forged.items() if name != "proof"}
    forged = proof.sign(bare, stranger.signing, method=standing.method, created=NOW)
    verification = standing.verifier().verify(as_bytes(forged))
    assert verification.intact.answer is Intact.CHANGED


def test_without_keys_at_hand_the_issuer_is_unknown(standing: Academy, pdf: bytes) -> None:
    verifier = replace(standing.verifier(), issuer=None)
    verification = verifier.verify(pdf)
    assert answers(verification)[:2] == ["yes", "unknown"]
    assert verification.exit_code == 1


def test_the_published_vector_is_intact_and_anothers(standing: Academy) -> None:
    verification = standing.verifier().verify(as_bytes(SIGNED))
    assert answers(verification)[:2] == ["yes", "another"]
    assert VECTOR["source"].startswith("1EdTech")


def test_an_expired_or_future_one_says_so(standing: Academy) -> None:
    credential = as_bytes(signed(standing, expires=NOW + timedelta(days=10)))
    cases = [(-1, Time.NOT_YET), (0, Time.IN_TIME), (9, Time.IN_TIME), (10, Time.EXPIRED)]
    for days, expected in cases:
        verification = standing.verifier(now=NOW + timedelta(days=days)).verify(credential)
        assert verification.time.answer is expected
        assert verification.intact.answer is Intact.YES
        assert verification.is_well is (expected is Time.IN_TIME)


def test_a_revoked_one_says_so_and_its_neighbour_does_not(standing: Academy) -> None:
    credential = as_bytes(signed(standing))
    index = CREDENTIAL.status_index
    assert standing.verifier(index).verify(credential).status.answer is Status.REVOKED
    assert standing.verifier(index + 1, index - 1, index ^ 7).verify(credential).is_well


def test_a_list_that_does_not_hold_tells_nothing(standing: Academy, tmp_path) -> None:
    credential = as_bytes(signed(standing))
    index = CREDENTIAL.status_index
    theirs = Academy(folder=tmp_path)
    forged = theirs.status_list()
    elsewhere = Academy(folder=tmp_path, course=make_course(url="https://b.example/"))
    elsewhere.keys = standing.keys
    changed = json.loads(standing.status_list(index))
    changed["credentialSubject"] = json.loads(standing.status_list())["credentialSubject"]
    for made in (theirs, elsewhere):
        made.sheets.__exit__(None, None, None)
    for listed in (forged, elsewhere.status_list(), as_bytes(changed), b"[]", b"{}", b"", None):
        verification = replace(standing.verifier(), status_list=listed).verify(credential)
        assert verification.status.answer is Status.UNKNOWN
        assert verification.exit_code == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"issuer": "did:web:other.example.org"},
        {"address": "https://academy.example.org/delight/status/2.json"},
    ],
)
def test_only_the_list_it_names_counts(standing: Academy, facts: dict[str, str]) -> None:
    named = {"address": standing.desk.status_list, "issuer": standing.did} | facts
    unsigned = lists.credential(lists.empty(), valid_from=NOW, **named)
    listed = proof.sign(unsigned, standing.keys.signing, method=standing.method, created=NOW)
    verifier = replace(standing.verifier(), status_list=as_bytes(listed))
    assert verifier.verify(as_bytes(signed(standing))).status.answer is Status.UNKNOWN


def test_another_names_sheet_with_this_credential_is_seen(standing: Academy, pdf: bytes) -> None:
    other = standing.certificate("Bert Lind", attempt=2)
    inside = jcs.canonicalize(credential_in(pdf))
    verification = standing.verifier().verify(with_credential(other, inside))
    assert verification.intact.answer is Intact.YES
    assert verification.sheet.answer is Sheet.CHANGED
    assert verification.vouched.name == "Anna Lind"
    assert verification.exit_code == 1


def edited(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def overdraw(opened: pikepdf.Pdf) -> None:
    page = opened.pages[0]
    page.contents_add(b"q 1 0 0 rg 0 0 100 100 re f Q")


def annotate(opened: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 99, 99],
        Contents="Bert Lind", DA="/Helv 20 Tf",
    )  # fmt: skip
    opened.pages[0].Annots = pikepdf.Array([opened.make_indirect(note)])


@pytest.mark.parametrize("change", [overdraw, annotate, lambda opened: None])
def test_an_edited_or_resaved_sheet_is_seen(standing: Academy, pdf: bytes, change: Any) -> None:
    verification = standing.verifier().verify(edited(pdf, change))
    assert verification.intact.answer is Intact.YES
    assert verification.sheet.answer is Sheet.CHANGED


def test_a_sheet_behind_a_false_type_is_seen(standing: Academy, pdf: bytes) -> None:
    # What calls itself metadata is no page content by the book; a page may show it all the same.
    content = zlib.compress(b"BT (Bert Lind) Tj ET")
    at = pdf.rfind(b"%%EOF")
    hidden = b"\n99 0 obj\n<</Length %d/Type/Metadata/Filter/FlateDecode>>\nstream\n" % len(content)
    turned = pdf[:at] + hidden + content + b"\nendstream\nendobj\n" + pdf[at:]
    assert standing.verifier().verify(turned).sheet.answer is Sheet.CHANGED


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.99999), bit=st.integers(0, 7))
def test_a_flipped_byte_of_the_file_shows(
    standing: Academy, pdf: bytes, place: float, bit: int
) -> None:
    at = int(place * len(pdf))
    (hole,) = sheet_digest.attachments(pdf)
    blanks = hole.start + len(jcs.canonicalize(credential_in(pdf)))
    changed = pdf[:at] + bytes([pdf[at] ^ 1 << bit]) + pdf[at + 1 :]
    verification = standing.verifier().verify(changed)
    if not blanks <= at < hole.end:
        assert not verification.is_well


def test_every_flipped_byte_of_a_credential_is_refused(standing: Academy, pdf: bytes) -> None:
    data = certificate.credential_in(pdf) or b""
    verifier = standing.verifier()
    assert verifier.verify(data).is_well
    for at in range(len(data)):
        flipped = data[:at] + bytes([data[at] ^ 1 << at % 7]) + data[at + 1 :]
        assert not verifier.verify(flipped).is_intact, at


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"%PDF-1.7\n", "only a picture"),
        (b"%PDF-1.7\n/Encrypt 5 0 R", "encrypted"),
        (b"%PDF-1.7\n1 0 obj <</Type/EmbeddedFile>> stream\n{\nendstream", "cannot be read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(5000), "no badge: it is damaged"),
        (b"GIF89a" + bytes(5000), "neither a PDF"),
        (b"x" * 20_000_001, "larger than 20 MB"),
        (b"{" * 100_000, "levels deep"),
        (b'{"a":' * 2_000_000, "larger than any credential"),
        (b"{}", "no Open Badges"),
        (b'{"type":"OpenBadgeCredential"}', "no signature"),
        (b'{"type":{"a":1}}', "no Open Badges"),
        (b'{"type":["OpenBadgeCredential"],"proof":"x"}', "not written as"),
        (b'{"type":["OpenBadgeCredential"],"proof":[{"type":7,"cryptosuite":[]}]}', "key"),
        (b"hello", "no certificate"),
    ],
)
def test_garbage_is_told_for_what_it_is(standing: Academy, data: bytes, reason: str) -> None:
    verification = standing.verifier().verify(data)
    told = verification.intact.sentence
    assert reason in told, told
    assert not verification.is_well


WRONG: list[object] = [
    None,
    5,
    True,
    "x",
    [],
    {},
    [[]],
    [None],
    [{}],
    {"id": []},
    "<b>",
    "z" * 9000,
]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_wrong_type_anywhere_brings_it_down(standing: Academy, pdf: bytes, data: Any) -> None:
    credential: Any = credential_in(pdf)
    here: Any = credential
    while True:
        name = data.draw(
            st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here)))
        )
        if not isinstance(here[name], dict | list) or not here[name] or data.draw(st.booleans()):
            break
        here = here[name]
    here[name] = data.draw(st.sampled_from(WRONG))
    verification = standing.verifier().verify(as_bytes(credential))
    assert not verification.is_well
    assert json.dumps(verification.as_json())


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_signed_credential_of_any_shape_is_answered(standing: Academy, data: Any) -> None:
    # Who holds a key can sign what they like; nothing signed may bring the verifier down.
    whole = signed(standing)
    whole.pop("proof")
    name = data.draw(st.sampled_from(sorted(set(whole) - {"@context", "type"})))
    whole[name] = data.draw(st.sampled_from(WRONG))
    options = {
        "type": "DataIntegrityProof", "cryptosuite": proof.JCS, "proofPurpose": "assertionMethod",
        "verificationMethod": standing.method,
    }  # fmt: skip
    signature = standing.keys.signing.sign(proof._hash(whole, options))
    whole["proof"] = options | {"proofValue": multibase.encode(signature)}
    assert json.dumps(standing.verifier().verify(as_bytes(whole)).as_json())


def test_a_token_of_a_strange_key_cannot_be_checked(standing: Academy, tmp_path) -> None:
    other = Academy(folder=tmp_path)
    other.sheets.__exit__(None, None, None)
    facts = token.Token(
        level=2, key=token.key_id(other.keys.public), status_index=5, issued=NOW.date(),
        expires=None, score=None, credential=UUID(int=5),
        achievement="delight", name="Bert",
    )  # fmt: skip
    text = token.write(facts, other.did, other.keys.signing)
    verification = standing.verifier().verify_token(text)
    assert verification.issuer.answer is IssuerKnown.ANOTHER
    assert verification.exit_code == 1
    # The right key's name with a stranger's signature:
    dressed = replace(facts, key=token.key_id(standing.keys.public))
    text = token.write(dressed, standing.did, other.keys.signing)
    assert standing.verifier().verify_token(text).intact.answer is Intact.CHANGED
