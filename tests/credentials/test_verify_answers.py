"""The cases of tests/runtime/verify/fixtures/answers.json, which the verify page's tests run too."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lessonry.credentials import did, keys, proof
from lessonry.credentials.verifier import Verifier

FIXTURES = Path(__file__).parents[1] / "runtime" / "verify" / "fixtures"
SHARED = json.loads((FIXTURES / "answers.json").read_text("utf-8"))
CREDENTIAL = (FIXTURES / "credential.json").read_text("utf-8")
CERTIFICATE = (FIXTURES / "certificate.pdf").read_bytes().decode("latin-1")
NOW = datetime(2026, 12, 1, tzinfo=UTC)
STRANGER = keys.new()


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_the_command_answers_as_the_page(case: dict[str, Any]) -> None:
    listed = "status-1-revoked.json" if case.get("revoked") else "status-1.json"
    verifier = Verifier(
        issuer=did.read((FIXTURES / "did.json").read_bytes()),
        status_list=(FIXTURES / listed).read_bytes(),
        now=datetime.fromisoformat(case["now"].replace("Z", "+00:00")) if "now" in case else NOW,
    )
    for pointer, given in variants(case):
        expected = case.get("but", {}).get(pointer, case["answers"])
        found = verifier.verify(given).answers
        told = {question: answer.answer.value for question, answer in found.items()}
        assert told == SHARED["answers"][expected], pointer


def variants(case: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield what is verified, each with the place that was changed in it."""
    if case.get("pdf"):
        attached = "".join(
            f"99 0 obj\n<</Type/EmbeddedFile/Length {len(content)}>>\n"
            f"stream\n{content}\nendstream\nendobj\n"
            for content in case.get("attach", [])
        )
        yield "", (replaced(CERTIFICATE, case) + attached).encode("latin-1")
        return
    changed = replaced(CREDENTIAL, case)
    if not case.keys() & {"set", "remove", "sign", "each"}:
        yield "", changed.encode()
        return
    document = json.loads(changed)
    if "sign" in case:
        for pointer, value in case["sign"].items():
            put(document, pointer, value)
        document = by_a_stranger(document)
    for pointer, value in case.get("set", {}).items():
        put(document, pointer, value)
    for pointer in case.get("remove", []):
        parent, name = at(document, pointer)
        del parent[name]
    if "each" not in case:
        yield "", json.dumps(document).encode()
        return
    for pointer in leaves(document, ""):
        bent = copy.deepcopy(document)
        parent, name = at(bent, pointer)
        was = parent[name]
        parent[name] = f"{was}x" if isinstance(was, str) else not was
        yield pointer, json.dumps(bent).encode()


def by_a_stranger(document: dict[str, Any]) -> dict[str, Any]:
    """Return it signed by eddsa-jcs-2022 alone, as the page's tests do."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    method = did.method_of("did:web:lessonry.example:delight", STRANGER.public)
    signed = proof.sign(bare, STRANGER.signing, method=method, created=NOW)
    return signed | {"proof": signed["proof"][1:]}


def replaced(whole: str, case: dict[str, Any]) -> str:
    """Return a text with the case's change in it."""
    if "text" not in case:
        return whole
    old, new = case["text"]
    assert old in whole
    return whole.replace(old, new, 1)


def leaves(value: Any, pointer: str) -> Iterator[str]:
    """Yield a JSON Pointer to each value that holds no others."""
    for name, entry in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(entry, dict | list):
            yield from leaves(entry, f"{pointer}/{name}")
        else:
            yield f"{pointer}/{name}"


def at(document: Any, pointer: str) -> tuple[Any, Any]:
    """Return what holds the value that a JSON Pointer names, and its name there."""
    *steps, last = pointer.split("/")[1:]
    for step in steps:
        document = document[int(step) if isinstance(document, list) else step]
    return document, int(last) if isinstance(document, list) else last


def put(document: Any, pointer: str, value: Any) -> None:
    """Set the value that a JSON Pointer names."""
    parent, name = at(document, pointer)
    parent[name] = value
