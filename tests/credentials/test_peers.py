"""Verifiers that we did not write, on credentials that we did."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from lessonry.credentials import did
from tests.credentials.academy import Academy, credential_in

SCRIPT = Path(__file__).parent / "peers" / "verify.js"
Node = Callable[..., CompletedProcess[str]]
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ask(standing: Academy, node: Node, tmp_path: Path) -> Ask:
    def asked(
        *credentials: dict[str, Any],
        revoked: tuple[int, ...] = (),
        suspended: tuple[int, ...] = (),
    ) -> list[dict[str, Any]]:
        file = tmp_path / "question.json"
        question = {
            "didDocument": did.write(standing.keys.document(standing.did)),
            "statusLists": [
                json.loads(standing.status_list(*revoked)),
                json.loads(standing.status_list(*suspended, purpose="suspension")),
            ],
            "credentials": credentials,
        }
        file.write_text(json.dumps(question), "utf-8")
        found: list[dict[str, Any]] = json.loads(node(SCRIPT, file).stdout)
        return found

    return asked


def test_digital_bazaar_accepts_our_credential(pdf: bytes, ask: Ask) -> None:
    (found,) = ask(credential_in(pdf))
    assert found == {
        "verified": True,
        "suites": ["eddsa-rdfc-2022"],
        "revoked": False,
        "reason": "",
    }


def test_digital_bazaar_refuses_a_changed_one(pdf: bytes, ask: Ask) -> None:
    credential = credential_in(pdf)
    named, levelled, dated = (copy.deepcopy(credential) for _ in range(3))
    named["credentialSubject"]["identifier"][0]["identityHash"] = "Bert Lind"
    levelled["evidence"][0]["genre"] += "0"
    dated["validFrom"] = "2020-01-01T00:00:00Z"
    assert [found["verified"] for found in ask(named, levelled, dated)] == [False] * 3


def test_digital_bazaar_reads_our_status_list(pdf: bytes, ask: Ask) -> None:
    credential = credential_in(pdf)
    index = int(credential["credentialStatus"][0]["statusListIndex"])
    (revoked,) = ask(credential, revoked=(index,))
    assert revoked["revoked"]
    (other,) = ask(credential, revoked=(index ^ 1,))
    assert other["verified"]
    assert not other["revoked"]
    (suspended,) = ask(credential, suspended=(index,))
    assert suspended["revoked"]
    (neither,) = ask(credential, suspended=(index ^ 1,))
    assert neither["verified"]
    assert not neither["revoked"]
