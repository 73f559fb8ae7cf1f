"""Verifiers that we did not write, on credentials that a learner's browser signed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lessonry.credentials.desk import self_service
from tests.credentials.academy import URL, Academy
from tests.credentials.self_service_desk import DeskAtWork, Node

SCRIPT = Path(__file__).parents[1] / "peers" / "verify-desk.js"
ENDED = "2025-11-22T09:40:00Z"
"""Long ago, since the peers take the machine's clock."""


@pytest.fixture
def desk(academy: Academy, tmp_path: Path, node: Node) -> DeskAtWork:
    return DeskAtWork(academy=academy, folder=tmp_path, node=node)


def ask(desk: DeskAtWork, *credentials: dict[str, Any], revoked: int = -1) -> list[dict[str, Any]]:
    """Return what both say, in a web of the desk's public files and no others."""
    revocation, suspension = desk.lists(*([revoked] if revoked >= 0 else []))
    site = f"{URL}self-service/"
    files = {
        f"{site}did.json": self_service.document(desk.issuer, desk.keys),
        f"{site}status/1.json": json.loads(revocation),
        f"{site}status/2.json": json.loads(suspension),
    }
    question = desk.folder / "peers.json"
    question.write_text(json.dumps({"files": files, "credentials": credentials}), "utf-8")
    found: list[dict[str, Any]] = json.loads(desk.node(SCRIPT, question).stdout)
    return found


def test_others_accept_what_the_page_signed(desk: DeskAtWork) -> None:
    for found in ask(desk, desk.credential("Zoë “Z” \\ Lind", ended=ENDED)):
        assert (found["bazaar"], found["reason"], found["revoked"]) == (True, "", False)
        assert found["fatal"] == []
        assert found["core"]["valid_signature"] is True
        assert found["core"]["revocation_status"] is True


def test_others_refuse_it_changed_or_under_another_key(desk: DeskAtWork) -> None:
    credential = desk.credential(ended=ENDED)
    renamed = json.loads(json.dumps(credential).replace("Anna Lind", "Bert Blum"))
    foreign = desk.sign(credential, bytes(32))
    for found in ask(desk, renamed, foreign):
        assert found["bazaar"] is False
        assert found["core"].get("valid_signature") is not True


def test_others_see_the_desk_s_list(desk: DeskAtWork) -> None:
    credential = desk.credential(ended=ENDED)
    index = self_service.status_index(credential["id"])
    (found,) = ask(desk, credential, revoked=index)
    assert found["revoked"] is True
    assert found["core"]["revocation_status"] is False
