"""A file of another tool's, as a trainer hands it over: its bytes, its text, what it may weigh."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from lessonry.errors import UsageError, WorldError

MOST_BYTES: Final = 256 * 1024 * 1024
"""What one file may weigh; pictures inside count."""
MOST_TEXT: Final = 32 * 1024 * 1024
"""What one file of plain text may weigh: some hundred thousand questions."""
MOST_QUESTIONS: Final = 50_000
"""How many questions one file may hold."""


class ForeignError(UsageError):
    """A file cannot be read as what it claims to be, or holds more than can be read."""


@dataclass(frozen=True, kw_only=True)
class ForeignFile:
    """One file to import; it has no slots, since its text is found once."""

    name: str
    """As the trainer named it: what messages print."""
    data: bytes = field(repr=False)

    @property
    def ending(self) -> str:
        """Return the ending of its name, in small letters and with its dot."""
        return Path(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Return its name without folder and ending."""
        return Path(self.name).stem

    @property
    def title(self) -> str:
        """Return its name as a title: words with blanks between, the first with a capital."""
        words = " ".join(self.stem.replace("_", " ").replace("-", " ").split())
        return words[:1].upper() + words[1:]

    @property
    def head(self) -> str:
        """Return the beginning of its text, by which formats are told apart."""
        return _decoded(self.data[:65_536])[0]

    @cached_property
    def text(self) -> str:
        """Return its text with `\\n` line ends and no byte order mark.

        Raises:
            ForeignError: It is too big for a file of text.
        """
        if len(self.data) > MOST_TEXT:
            raise ForeignError(
                f"{self.name} has {len(self.data) / 1e6:.0f} MB of text;"
                f" {MOST_TEXT / 1e6:.0f} MB can be read.",
                help="Split it into several files.",
            )
        text = _decoded(self.data)[0]
        return (
            text.replace("\r\r\n", "\n")
            .replace("\r\n", "\n")
            .replace("\r", "\n")
            .replace("\0", "\ufffd")
        )

    @property
    def encoding_note(self) -> str | None:
        """Return a sentence where its encoding had to be guessed."""
        guessed = _decoded(self.data)[1]
        if not guessed:
            return None
        return "The file is not UTF-8 and was read as Windows-1252: look at its accented letters."


def open_file(path: Path, name: str | None = None) -> ForeignFile:
    """Return the file at `path`.

    Raises:
        UsageError: It is not there, or weighs more than `MOST_BYTES`.
        WorldError: It cannot be read.
    """
    name = name or str(path)
    try:
        if not path.is_file():
            raise UsageError(f"There is no file {name}.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ForeignError(
                f"{name} has {size / 1e6:.0f} MB; {MOST_BYTES / 1e6:.0f} MB can be read.",
                help="Export it in parts, such as one category at a time.",
            )
        return ForeignFile(name=name, data=path.read_bytes())
    except OSError as error:
        raise WorldError(f"{name} cannot be read: {error.strerror or error}.") from error


def _decoded(data: bytes) -> tuple[str, bool]:
    """Return the text, and whether its encoding was guessed."""
    for mark, encoding in (
        (BOM_UTF8, "utf-8"),
        (BOM_UTF16_LE, "utf-16-le"),
        (BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 3 and len(data) == 65_536:
            return data[: error.start].decode("utf-8", errors="replace"), False  # a head, cut
    return data.decode("cp1252", errors="replace"), True
