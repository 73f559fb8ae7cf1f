"""Where a course's book of codes lies: in its key folder, or whole in a variable of a build server."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from lessonry.access import book
from lessonry.access.book import Book
from lessonry.credentials import key_folders
from lessonry.domain.did import web_did
from lessonry.errors import UsageError

VARIABLE = "LESSONRY_ACCESS"


def places(course: str, url: str | None, did: str | None) -> tuple[Path, ...]:
    """Return where the book may lie, the best place first.

    Args:
        course: The course's identifier.
        url: Where its site is published.
        did: The issuer, where `did.json` says it.
    """
    names = [did] if did else []
    if url:
        with suppress(ValueError, UnicodeError):  # reported with the configuration
            names.append(web_did(url))
    folders = [key_folders.folder_for(course, name) for name in dict.fromkeys(names)]
    # A course without issuer and address, and codes that it had before it got them.
    return tuple(
        folder / book.FILE for folder in (*folders, key_folders.root() / f"{course}-access")
    )


def find(course: str, url: str | None, did: str | None) -> Path | None:
    """Return the file of the course's book, where there is one."""
    return next((file for file in places(course, url, did) if file.is_file()), None)


def load(course: str, url: str | None, did: str | None) -> Book | None:
    """Return the book that a build takes codes from; nothing where this machine has none.

    Raises:
        UsageError: It is there and is not what it should be, or another course's.
        WorldError: It cannot be read.
    """
    given = os.environ.get(VARIABLE)
    where = f"The environment variable {VARIABLE}"
    file = None if given else find(course, url, did)
    if file is not None:
        where = str(file)
    elif not given:
        return None
    found = book.load(file) if file is not None else book.unpacked(given or "", where)
    if found.course != course:
        raise UsageError(
            f"{where} holds the codes of the course `{found.course}`, and this one is `{course}`.",
            help="A course is known by `course:` under `plugins: - lessonry:`; if you renamed it, "
            "write its former name there.",
        )
    return found
