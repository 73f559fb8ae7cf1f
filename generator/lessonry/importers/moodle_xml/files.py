"""Files that lie inside of a Moodle export: decoded where a text shows them, and kept once."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from typing import Final
from urllib.parse import unquote

from lxml.etree import _Element

from lessonry.domain.identity import slug
from lessonry.importers.imported import Attachment

MARK: Final = "@@PLUGINFILE@@"
KNOWN: Final = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "webp",
        "avif",
        "svg",
        "bmp",
        "ico",
        "tif",
        "tiff",
        "mp3",
        "ogg",
        "oga",
        "opus",
        "m4a",
        "wav",
        "flac",
        "mp4",
        "webm",
        "ogv",
        "m4v",
        "mov",
        "vtt",
        "srt",
        "pdf",
        "txt",
        "csv",
        "tsv",
        "docx",
        "xlsx",
        "pptx",
        "odt",
        "ods",
        "odp",
        "epub",
        "zip",
    ]
)
"""Endings of what may lie beside a quiz: nothing that a browser would run."""
KINDS: Final = {
    "image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg", "image/gif": "gif",
    "image/webp": "webp", "image/svg+xml": "svg", "image/bmp": "bmp", "audio/mpeg": "mp3",
    "audio/mp3": "mp3", "audio/ogg": "ogg", "audio/wav": "wav", "video/mp4": "mp4", "video/webm": "webm",
}  # fmt: skip
DATA = re.compile(r"data:(?P<kind>[a-z0-9.+/-]{3,60})(?:;[^,;]{0,60})*;base64,", re.IGNORECASE)
RUNS = re.compile(rb"<script|<foreignobject|javascript:|\son[a-z]+\s*=|<!entity", re.IGNORECASE)
"""What a drawing must not have."""


class Shelf:
    """The files of one quiz that its texts show."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        """The name of the quiz, which the files' folder has, too."""
        self.kept: dict[str, bytes] = {}

    def put(self, name: str, data: bytes) -> str:
        """Return the path of a file, which is kept once however often it comes."""
        stem, dot, ending = name.rpartition(".")
        plain, number = f"{slug(stem)[:60] or 'file'}{dot}{ending.lower()}", 1
        path = f"{self.folder}/{plain}"
        while self.kept.get(path, data) != data:
            number += 1
            path = f"{self.folder}/{plain.removesuffix(f'.{ending.lower()}')}-{number}.{ending.lower()}"
        self.kept[path] = data
        return path

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Return the files, in the order in which they were met."""
        return tuple(Attachment(path=path, data=data) for path, data in self.kept.items())


class Files:
    """The files inside of one question."""

    def __init__(self, question: _Element, shelf: Shelf, notes: list[str]) -> None:
        self.shelf = shelf
        self.notes = notes
        self.found: dict[str, _Element] = {}
        for element in question.iter("file"):
            folder = (element.get("path") or "").strip("/")
            name = (element.get("name") or "").strip()
            key = posixpath.join(folder, name)
            self.found.setdefault(key, element)
        self.beside: tuple[str, ...] = ()
        """Pictures that old exports have beside the text, and not in it."""
        image, data = question.find("image"), question.find("image_base64")
        if image is not None and data is not None and (image.text or "").strip() and data.text:
            name = (image.text or "").strip().replace("/", "_")
            data.set("name", name)
            self.found.setdefault(name, data)
            self.beside = (name,)

    def link(self, address: str) -> str | None:
        """Return where the file at an address of a text is kept; nothing where it is not there."""
        if (found := DATA.match(address)) is not None:
            ending = KINDS.get(found["kind"].lower())
            data = _decoded(unquote(address[found.end() :]))
            return self._put(f"picture.{ending}", data) if ending and data else None
        if MARK not in address:
            return None
        name = address.partition(MARK)[2].partition("?")[0].partition("#")[0].lstrip("/")
        element = next(
            (self.found[one] for one in (unquote(name), name) if one in self.found), None
        )
        return self.put(element) if element is not None else None

    def put(self, element: _Element) -> str | None:
        """Keep the file that an element holds, and return its path; nothing where it may not stay."""
        name = posixpath.basename((element.get("name") or "").replace("\\", "/")) or "file"
        data = _decoded(element.text or "")
        if data is None:
            self.notes.append(f"The file `{name[:80]}` in it cannot be read.")
            return None
        return self._put(name, data)

    def _put(self, name: str, data: bytes) -> str | None:
        ending = name.rpartition(".")[2].lower()
        if ending not in KNOWN:
            self.notes.append(f"The file `{name[:80]}` is of a kind that could run on a page.")
            return None
        if ending == "svg" and RUNS.search(data):
            self.notes.append(f"The drawing `{name[:80]}` has a script in it.")
            return None
        return self.shelf.put(name, data)


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None
