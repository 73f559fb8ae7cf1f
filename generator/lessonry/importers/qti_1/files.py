"""The files that the questions of a QTI 1.2 test show, and where they are with us."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from lessonry.importers.archive_reader import Archive
from lessonry.importers.foreign import ForeignError
from lessonry.importers.imported import Attachment

BASES: Final = (
    "$IMS-CC-FILEBASE$",
    "$IMS_CC_FILEBASE$",
    "%24IMS-CC-FILEBASE%24",
    "%24IMS_CC_FILEBASE%24",
    "$IMS-CC-FILEBASE",
)
WEB_FOLDERS: Final = ("web_resources", "")
DATA: Final = re.compile(r"data:(?P<type>[\w.+/-]+)(?:;[\w=.-]+)*;base64,(?P<data>.*)", re.DOTALL)
ENDINGS: Final = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
LONGEST_NAME: Final = 60
LONGEST_ENDING: Final = 10
"""Characters of a file's name: letters of any script, which take up to four bytes each."""


@dataclass(slots=True, kw_only=True)
class Files:
    """Those of one test."""

    archive: Archive | None
    inside: str | None
    """The document that names them."""
    folder: str
    """In the folder of the quizzes."""
    notes: list[str]
    attachments: dict[str, Attachment] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    """By the address in the file: the path here."""

    def link(self, address: str) -> str | None:
        """Return where an address of the file leads here; the file behind it comes along."""
        if address not in self.taken:
            found = self._data(address) if address.startswith("data:") else self._member(address)
            if found is None:
                return None
            name, data = found
            self.taken[address] = self._take(name, data)
        return self.taken[address]

    def _data(self, address: str) -> tuple[str, bytes] | None:
        found = DATA.fullmatch(address)
        ending = ENDINGS.get(found["type"].lower()) if found else None
        if found is None or ending is None:
            return None
        try:
            data = base64.b64decode(found["data"], validate=False)
        except (binascii.Error, ValueError):
            return None
        return f"{hashlib.sha256(data).hexdigest()[:12]}{ending}", data

    def _member(self, address: str) -> tuple[str, bytes] | None:
        archive = self.archive
        if archive is None:
            return None
        bare = address
        for base in BASES:
            bare = bare.replace(base, "")
        bare = unquote(bare).lstrip("/")
        here = posixpath.dirname(self.inside or "")
        for folder in (here, *WEB_FOLDERS):
            name = archive.find(posixpath.join(folder, bare))
            if name is not None:
                return self._unpacked(archive, name)
        wanted = posixpath.basename(bare.split("?")[0]).lower()
        alike = [name for name in archive.names if posixpath.basename(name).lower() == wanted]
        return self._unpacked(archive, alike[0]) if wanted and len(alike) == 1 else None

    def _unpacked(self, archive: Archive, name: str) -> tuple[str, bytes] | None:
        """Return a picture; where it alone is damaged, the questions are still there."""
        try:
            return posixpath.basename(name), archive.read(name)
        except ForeignError as error:
            self.notes.append(str(error))
            return None

    def _take(self, name: str, data: bytes) -> str:
        stem, ending = posixpath.splitext(name)
        tidy = re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:LONGEST_NAME] or "file"
        ending = re.sub(r"[^\w.]+", "", ending.lower())[:LONGEST_ENDING]
        path = f"{self.folder}/{tidy}{ending}"
        copy = 1
        while path in self.attachments and self.attachments[path].data != data:
            copy += 1
            path = f"{self.folder}/{tidy}-{copy}{ending}"
        self.attachments[path] = Attachment(path=path, data=data)
        return path
