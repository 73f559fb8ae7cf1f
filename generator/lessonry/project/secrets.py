"""Looks for private keys in a course folder, where they must never be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lessonry.diagnostics import Diagnostic, Source
from lessonry.project.layout import Layout

PRIVATE = re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\"d\"\s*:\s*\"[\w-]{40,}\"")
"""A PEM private key, or a JSON Web Key with its private part."""
LOCK_SECRET = "lock.key"
"""What the key folder calls the secret that locks exams (`credentials.self_service`)."""
ACCESS_CODES = "access-codes.json"
"""What the key folder calls the book of access codes (`access.book`)."""
LARGEST = 65_536
"""Bytes of a file that is looked into; keys are far smaller."""
SUSPECTS = frozenset({".pem", ".key", ".jwk", ".json", ".p8", ".txt", ".yml", ".yaml", ""})


def find_private_keys(layout: Layout) -> Iterator[Diagnostic]:
    """Yield an error for each private key at the top of the course and in the folders it publishes."""
    found = set(layout.folder.glob("*"))
    for folder in (layout.certificates, layout.docs, layout.quizzes):
        found.update(folder.rglob("*"))
    for file in sorted(one for one in found if one.suffix.lower() in SUSPECTS):
        if file.name == ACCESS_CODES and file.is_file():
            name = layout.label(file)
            yield Diagnostic(
                code="LR623",
                message=f"{name} holds the course's access codes.",
                place=Source(path=name, text="").at(1),
            )
        elif file.is_file() and _holds_key(file):
            name = layout.label(file)
            yield Diagnostic(
                code="LR301",
                message=f"{name} holds a private key.",
                place=Source(path=name, text="").at(1),
            )


def _holds_key(file: Path) -> bool:
    if file.name == LOCK_SECRET:
        return True
    try:
        return file.stat().st_size <= LARGEST and PRIVATE.search(file.read_bytes()) is not None
    except OSError:
        return False
