"""Where the issuer's private keys lie on this machine."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import platformdirs

from lessonry.domain.did import web_did
from lessonry.errors import UsageError

FOLDER_VARIABLE = "LESSONRY_KEYS"
SIGNING = "signing-key.pem"


def root() -> Path:
    """Return the folder that holds the key folders of all courses."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    return Path(platformdirs.user_data_dir("lessonry", appauthor=False)) / "keys"


def folder_for(course: str, did: str) -> Path:
    """Return the key folder of one issuer."""
    return root() / f"{course}-{hashlib.sha256(did.encode()).hexdigest()[:8]}"


def folders_of(course: str) -> tuple[Path, ...]:
    """Return the key folders that were made for a course of that identifier."""
    if not root().is_dir():
        return ()
    return tuple(
        folder
        for folder in sorted(root().glob(f"{course}-????????"))
        if (folder / SIGNING).is_file()
    )


def locate(course: str, url: str | None, did: str | None) -> Path:
    """Return the key folder of a course's issuer.

    Args:
        course: The course's identifier.
        url: Where its site is published.
        did: The issuer, where `did.json` says it.

    Raises:
        UsageError: There are no keys on this machine, or several and nothing tells them apart.
    """
    if did is None and url:
        did = web_did(url)
    if did is not None:
        folder = folder_for(course, did)
        if (folder / SIGNING).is_file():
            return folder
        raise UsageError(
            f"This machine has no private keys of {did} (looked in {folder}).",
            help=f"Bring the key folder back, or name the folder it lies in: {FOLDER_VARIABLE}. "
            "A course that never had keys gets them from `lessonry keys new`.",
        )
    folders = folders_of(course)
    if len(folders) == 1:
        return folders[0]
    if not folders:
        raise UsageError(
            f"The course “{course}” has no keys yet (looked in {root()}).",
            help="Make them: `lessonry keys new`.",
        )
    raise UsageError(
        f"There are {len(folders)} key folders for a course “{course}” in {root()}, "
        "and no did.json tells which is meant.",
        help="Bring certificates/did.json back, or move the others away.",
    )
