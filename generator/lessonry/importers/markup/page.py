"""What the conversion of one piece of HTML knows on its way: where links lead, and what was lost."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

WEB: Final = ("http", "https", "mailto", "tel")
STRANGE = re.compile(r"[\s<>()\[\]\"'`\\|{}*]")
"""Signs of an address that Markdown would trip over."""
FILE_MARKS = ("@@PLUGINFILE@@", "$IMS-CC-FILEBASE$", "$CANVAS_COURSE_REFERENCE$", "$@FILEPHP@$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where addresses lead once they are ours."""

    link: Callable[[str], str | None] | None

    def of(self, address: str) -> str | None:
        """Return the address as it is written here; nothing where it leads nowhere."""
        address = "".join(address.split("\n")).strip()
        if not address or address.startswith("#"):
            return None
        if address.startswith("//"):
            address = f"https:{address}"
        try:
            scheme = urlsplit(address).scheme.lower()
        except ValueError:
            return None
        if scheme in WEB:
            return quoted(address)
        if scheme and scheme != "data" and len(scheme) > 1:
            return None
        found = self.link(address) if self.link is not None else None
        return quoted(found) if found else None


@dataclass(slots=True, kw_only=True)
class Page:
    """One conversion."""

    links: Links
    notes: list[str] = field(default_factory=list)

    def address(self, written: str, what: str) -> str | None:
        """Return an address as ours; where it leads nowhere, a note says so.

        Args:
            written: The address.
            what: What it is of: `picture`, `file`.
        """
        found = self.links.of(written)
        if found is None and written.strip() and not written.startswith("#"):
            self.notes.append(f"The {what} {name_of(written)} is not in the file and was left out.")
        return found


def quoted(address: str) -> str:
    """Return an address with signs escaped that would end it in Markdown."""
    return STRANGE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), address)


def name_of(address: str) -> str:
    """Return what people would call the file at an address."""
    if address.startswith("data:"):
        return "inside the text"
    path = address.split("?", 1)[0].split("#", 1)[0].rstrip("/")
    name = unquote(posixpath.basename(path)) or address
    return f"`{name[:80]}`"
