"""A timestamp authority: what it says goes into the seal, and nothing that it should not say."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator import ValidationContext

from lessonry.credentials.seals import der, seal_keys
from lessonry.credentials.seals.timestamp import Authority
from lessonry.errors import UsageError, WorldError
from tests.credentials.academy import Academy
from tests.credentials.pyhanko_judge import validated
from tests.credentials.timestamp_authority import serving, stamped, stamper


def test_the_timestamp_is_in_the_seal_and_is_judged_with_it(academy: Academy) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    held = seal_keys.make(academy.folder, name="Delight Academy", passphrase=None, now=now)
    with serving() as url:
        issued = academy.issue(seal=held.seal(now, Authority(url=url)))
    pdf = issued.entry.certificate
    assert academy.verifier().verify(pdf).is_well
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    authority = held.certificates[-1].public_bytes(serialization.Encoding.DER)
    roots = [type(stamper()[1]).load(authority), stamper()[1]]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = validated(signature, context, timestamps=context)
    assert status.intact and status.valid and status.trusted
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.valid and status.timestamp_validity.trusted


def refusing(question: bytes) -> bytes:
    said = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["not today"]})
    return der.sequence(said.dump())


def of_something_else(question: bytes) -> bytes:
    asked = tsp.TimeStampReq.load(question)
    asked["message_imprint"]["hashed_message"] = bytes(32)
    return stamped(asked.dump(force=True))


def of_another_question(question: bytes) -> bytes:
    asked = tsp.TimeStampReq.load(question)
    asked["nonce"] = 1
    return stamped(asked.dump(force=True))


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [
        (stamped, 500, "did not answer"),
        (refusing, 200, "refused: not today"),
        (lambda question: b"<html>", 200, "no timestamp"),
        (lambda question: b"", 200, "no timestamp"),
        (lambda question: stamped(question)[:-40], 200, "no timestamp"),
        (of_something_else, 200, "something else"),
        (of_another_question, 200, "another question"),
    ],
)
def test_an_authority_that_fails_leaves_nothing_issued(
    academy: Academy, answer, status: int, reason: str
) -> None:
    held = seal_keys.make(academy.folder, name="A", passphrase=None, now=academy.now)
    with serving(answer, status) as url, pytest.raises(WorldError, match=reason) as caught:
        academy.issue(seal=held.seal(academy.now, Authority(url=url)))
    assert "was not issued" in (caught.value.help or "")
    assert not academy.issue().again


def test_nobody_at_home_is_a_sentence() -> None:
    with pytest.raises(WorldError, match="did not answer"):
        Authority(url="http://127.0.0.1:9/tsr")(b"signature")


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "tsa.example.org", "https://tsä.example"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        Authority(url=url)
