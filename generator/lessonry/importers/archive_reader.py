"""Zips of other people's making, read in memory: no more of them than fits, and nothing outside."""

from __future__ import annotations

import io
import lzma
import posixpath
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from lessonry.importers.foreign import ForeignError, ForeignFile

MOST_MEMBERS: Final = 20_000
MOST_MEMBER_BYTES: Final = 64 * 1024 * 1024
"""What one file of an archive may weigh, unpacked."""
MOST_UNPACKED: Final = 512 * 1024 * 1024
"""What all files of an archive may weigh, unpacked, as the archive itself tells it."""
MOST_RATIO: Final = 300
"""How many times its packed size a file may have; questions have up to a hundred."""
RATIO_COUNTS_FROM: Final = 4 * 1024 * 1024
"""Below that many bytes no ratio does harm."""
HELP: Final = "Export it again, or unpack it and import the files one by one."
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What Python's `zipfile` raises at a damaged archive."""


@dataclass(frozen=True, kw_only=True)
class Archive:
    """The files of a zip by their names, each unpacked when it is asked for."""

    name: str
    """Of the archive, for messages."""
    members: dict[str, zipfile.ZipInfo] = field(repr=False)
    """By their names with forward slashes; folders are none."""
    zipped: zipfile.ZipFile = field(repr=False)
    by_lower: dict[str, str] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all files, in the order of the archive."""
        return tuple(self.members)

    def find(self, path: str, *, seen_from: str = "") -> str | None:
        """Return the name of the file that `path` means; other capitals and `%20` are forgiven.

        Args:
            path: As a manifest or a question has it, perhaps with a query or a fragment behind it.
            seen_from: The name of the file that says so.
        """
        bare = path.replace("\\", "/").split("#")[0].split("?")[0]
        for text in (path, bare, unquote(bare)):
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(seen_from), text))
            for name in (wanted, self.by_lower.get(wanted.lower(), "")):
                if name in self.members:
                    return name
        return None

    def read(self, name: str) -> bytes:
        """Return the contents of the file of that name.

        Raises:
            ForeignError: It is damaged, or more than it said.
        """
        info = self.members[name]
        try:
            with self.zipped.open(info) as opened:
                data = opened.read(info.file_size + 1)
        except BROKEN as error:
            raise ForeignError(
                f"{name} in {self.name} is damaged and cannot be unpacked.", help=HELP
            ) from error
        if len(data) > info.file_size:
            raise ForeignError(
                f"{name} in {self.name} holds more than the archive says.", help=HELP
            )
        return data

    def file(self, name: str) -> ForeignFile:
        """Return a file of the archive as a file of its own, called as a trainer would find it."""
        return ForeignFile(name=f"{self.name}: {name}", data=self.read(name))


def is_archive(file: ForeignFile) -> bool:
    """Return whether a file is a zip, whatever its name ends with."""
    return file.data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def names_in(file: ForeignFile) -> tuple[str, ...]:
    """Return the names in a zip without a complaint, by which formats are told apart."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as zipped:
            return tuple(name.replace("\\", "/") for name in zipped.namelist()[:MOST_MEMBERS])
    except BROKEN:
        return ()


def open_archive(file: ForeignFile) -> Archive:
    """Return the archive that `file` is.

    Archives inside of it are files like others: nothing opens them.

    Raises:
        ForeignError: It is no zip, locked by a password, made to do harm, or too big.
    """
    try:
        zipped = zipfile.ZipFile(io.BytesIO(file.data))
        entries = zipped.infolist()
    except BROKEN as error:
        raise ForeignError(f"{file.name} is a damaged archive.", help=HELP) from error
    if len(entries) > MOST_MEMBERS:
        raise ForeignError(
            f"{file.name} holds {len(entries):,} files; {MOST_MEMBERS:,} can be read.", help=HELP
        )
    members: dict[str, zipfile.ZipInfo] = {}
    for info in entries:
        name = _checked_name(info, file.name)
        if name is None:
            continue
        _check_size(info, file.name)
        members[name] = info
    whole = sum(info.file_size for info in members.values())
    if whole > MOST_UNPACKED:
        raise ForeignError(
            f"{file.name} has {whole / 1e6:,.0f} MB unpacked; {MOST_UNPACKED / 1e6:,.0f} MB can be"
            " read.",
            help="Export fewer questions at a time.",
        )
    by_lower = {name.lower(): name for name in reversed(members)}
    return Archive(name=file.name, members=members, zipped=zipped, by_lower=by_lower)


def _checked_name(info: zipfile.ZipInfo, archive: str) -> str | None:
    """Return the name of a file; nothing for a folder."""
    name = info.filename.replace("\\", "/")
    if name.endswith("/"):
        return None
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name:
        raise ForeignError(
            f"{archive} holds a file whose name leads out of it: {name[:200]!r}.", help=HELP
        )
    if info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16):
        raise ForeignError(f"{archive} holds a link instead of a file: {name[:200]!r}.", help=HELP)
    if info.flag_bits & 0x1:
        raise ForeignError(
            f"{archive} is locked with a password.", help="Unlock it, or export it without one."
        )
    return "/".join(part for part in parts if part not in ("", "."))


def _check_size(info: zipfile.ZipInfo, archive: str) -> None:
    if info.file_size > MOST_MEMBER_BYTES:
        raise ForeignError(
            f"{info.filename[:200]} in {archive} has {info.file_size / 1e6:,.0f} MB unpacked;"
            f" {MOST_MEMBER_BYTES / 1e6:,.0f} MB can be read.",
            help="Leave out videos and the like, and put them on the site yourself.",
        )
    if info.file_size > RATIO_COUNTS_FROM and info.file_size > info.compress_size * MOST_RATIO:
        raise ForeignError(
            f"{info.filename[:200]} in {archive} unpacks to {MOST_RATIO} times its size and more,"
            " as no real file does.",
            help=HELP,
        )
