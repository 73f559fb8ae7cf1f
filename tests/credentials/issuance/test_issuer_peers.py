"""Verifiers that we did not write, on what the issuer sealed, renewed and corrected."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from lessonry.credentials import did
from lessonry.credentials.issuance.reissuing import Reissuing
from lessonry.credentials.register import Register
from lessonry.credentials.seals import seal_keys
from tests.credentials.academy import LONG_AGO, URL, Academy, credential_in

SCRIPT = Path(__file__).parents[1] / "peers" / "verify-desk.js"
Node = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """An academy of days gone by, since verifiers of others take the machine's clock."""
    made = Academy(folder=tmp_path_factory.mktemp("academy"), now=LONG_AGO)
    with made.sheets:
        yield made


@pytest.fixture(scope="module")
def issued(early: Academy) -> list[dict[str, Any]]:
    """A sealed, a renewed and a corrected credential."""
    held = seal_keys.make(early.folder, name="Delight Academy", passphrase=None, now=early.now)
    entry = early.issue(seal=held.seal(early.now)).entry
    with Register(early.folder) as register:
        again = Reissuing(press=early.press(), register=register)
        renewed = again.renew(entry).entry
        corrected = again.correct(renewed, "Anna Lindqvist").entry
    return [credential_in(one.certificate) for one in (entry, renewed, corrected)]


@pytest.fixture
def ask(early: Academy, node: Node, tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    def asked(*credentials: dict[str, Any], revoked: tuple[int, ...] = ()) -> list[dict[str, Any]]:
        files = {
            f"{URL}did.json": did.write(early.keys.document(early.did)),
            f"{URL}status/1.json": json.loads(early.status_list(*revoked)),
            f"{URL}status/2.json": json.loads(early.status_list(purpose="suspension")),
        }
        question = tmp_path / "peers.json"
        question.write_text(json.dumps({"files": files, "credentials": credentials}), "utf-8")
        found: list[dict[str, Any]] = json.loads(node(SCRIPT, question).stdout)
        return found

    return asked


def test_others_accept_what_was_sealed_renewed_and_corrected(
    issued: list[dict[str, Any]], ask: Callable[..., list[dict[str, Any]]]
) -> None:
    assert len({one["id"] for one in issued}) == 3
    for found in ask(*issued):
        assert (found["bazaar"], found["reason"], found["revoked"]) == (True, "", False)
        assert found["fatal"] == []
        assert found["core"]["valid_signature"] is True
        assert found["core"]["revocation_status"] is True


def test_others_refuse_it_changed_or_revoked(
    issued: list[dict[str, Any]], ask: Callable[..., list[dict[str, Any]]]
) -> None:
    sealed, renewed, corrected = issued
    changed = json.loads(json.dumps(corrected).replace("Lindqvist", "Lindquist"))
    raised = json.loads(json.dumps(renewed).replace('"100"', '"101"'))
    index = int(sealed["credentialStatus"][0]["statusListIndex"])
    taken_back, *others = ask(sealed, changed, raised, revoked=(index,))
    assert taken_back["revoked"]
    assert taken_back["core"]["revocation_status"] is not True
    for found in others:
        assert found["bazaar"] is False
        assert found["core"].get("valid_signature") is not True
