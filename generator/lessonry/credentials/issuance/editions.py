"""When each edition of a course was first built on this machine, kept beside the private keys.

A record of an edition that was never built here, or begun before it was, is shown as odd.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from lessonry.credentials import document, files

FILE = "editions.json"
MOST = 10_000
"""Editions that are kept, the newest: a page saved is an edition."""


def known(folder: Path) -> dict[str, datetime]:
    """Return the editions of a key folder; nothing where no list can be read."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
        return {
            str(edition): datetime.strptime(built, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            for edition, built in found.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def note(folder: Path, edition: str, built: datetime) -> None:
    """Write down that an edition was built, unless it was before."""
    listed = known(folder)
    if edition in listed:
        return
    listed[edition] = built
    newest = sorted(listed.items(), key=lambda entry: entry[1])[-MOST:]
    said = {name: document.moment(time) for name, time in newest}
    files.write_private(folder / FILE, (json.dumps(said, indent=1) + "\n").encode())
