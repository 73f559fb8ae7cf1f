"""The self-service desk's own files: what verifiers of level 1 read, and what keeps them from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lessonry.credentials import did
from lessonry.credentials.desk import exam_keys, self_service
from lessonry.credentials.desk.exam_keys import ExamKeysError
from lessonry.diagnostics import Diagnostic, Source
from lessonry.project import Layout

KEYS = f"{self_service.FOLDER}/keys.json"
"""In the site: what `certificates/self-service.json` is in the course."""


def check_desk(layout: Layout) -> Iterator[Diagnostic]:
    """Yield an error where the list of exam keys is broken."""
    file = layout.certificates / exam_keys.LISTED
    if not file.is_file():
        return
    try:
        data = file.read_bytes()
        exam_keys.read(data)
    except (OSError, ExamKeysError) as error:
        name = layout.label(file)
        yield Diagnostic(
            code="LR330",
            message=f"{name} cannot be read: {error}.",
            place=Source(path=name, text="").at(1),
        )


def write_desk(layout: Layout, site: Path) -> None:
    """Write the desk's DID document and its keys into a built site, with those that it certified.

    Raises:
        UsageError: The list of keys is broken.
    """
    file = layout.certificates / "did.json"
    try:
        issuer = did.read(file.read_bytes()) if file.is_file() else None
    except did.DidError:
        return
    keys = exam_keys.load(layout.certificates)
    document = self_service.document(issuer, keys) if issuer else None
    if document is None:
        return
    (site / self_service.FOLDER).mkdir(parents=True, exist_ok=True)
    (site / self_service.FOLDER / "did.json").write_text(json.dumps(document, indent=2), "utf-8")
    (site / KEYS).write_bytes(exam_keys.write(keys))
