"""The sheet that people look at: typst makes a PDF/A-3a and PDF/UA-1 file of a credential's facts."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

import typst

from lessonry.credentials import document, glyphs, ornament
from lessonry.credentials.document import Desk
from lessonry.domain.credential import Credential
from lessonry.errors import UsageError

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
ACCENT = "#1d3557"
GOLD = "#a3843b"
CONTRAST = 5.0
"""Of the accent on white where it colours words; WCAG 2.2 asks for 4.5 (§1.4.3)."""
FAMILIES = ("EB Garamond", "Noto Serif", "Noto Naskh Arabic")
"""Asked first; whatever they lack comes from any font at hand that has it."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
LOGOS = frozenset({".svg", ".png", ".jpg", ".jpeg"})
NOT_FOR_SHEETS = frozenset({"achievements", "fonts", "status", "did.json", "issuer.yml"})
"""What of a course's `certificates/` a template has no use for."""
NO_GLYPH = re.compile(r"could not be displayed with")


class SheetRefusedError(ValueError):
    """No sheet can be made for this learner; the message is a sentence for the trainer."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.help = help
        """What to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyLink:
    """Where the sheet sends whoever wants to verify it."""

    page: str
    """The verify page's address."""
    token: str
    """What stands behind `#t=` in the QR code."""


class Sheets:
    """Makes the sheets of one course; a context manager, since typst reads from a folder."""

    def __init__(self, desk: Desk, certificates: Path | None = None) -> None:
        """Prepare for the issuer's `certificates/` folder, with its logo, fonts and template."""
        self.desk = desk
        self.certificates = certificates
        self.fonts = glyphs.font_folders(certificates / "fonts" if certificates else None)
        self._folder = tempfile.TemporaryDirectory(prefix="lessonry-")
        self.root = Path(self._folder.name)
        try:
            self._lay_out()
        except BaseException:
            self._folder.cleanup()
            raise

    def __enter__(self) -> Sheets:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.cleanup()

    def compile(
        self, credential: Credential, *, link: VerifyLink | None, attachment: bytes
    ) -> bytes:
        """Return the PDF with `attachment` inside; the same bytes for the same arguments.

        Raises:
            SheetRefusedError: A character has no font, or the course's template has a fault.
        """
        compiler = self._plain if not self._missing(credential) else self._with_system_fonts
        (self.root / "credential.json").write_bytes(attachment)
        try:
            pdf = compiler.compile(
                format="pdf",
                sys_inputs={"data": json.dumps(self.data(credential, link), ensure_ascii=False)},
                pdf_standards=STANDARDS,
                timestamp=credential.issued,
            )
        except typst.TypstError as error:
            raise self._told(credential, error) from error
        if not isinstance(pdf, bytes):
            raise SheetRefusedError("The sheet came out in several parts.")
        return pdf

    def data(self, credential: Credential, link: VerifyLink | None) -> dict[str, Any]:
        """Return what a template gets (docs/reference/certificates.md), as JSON values."""
        issuer, achievement = self.desk.issuer, credential.achievement
        accent = issuer.color or ACCENT
        title = f"Certificate: {achievement.name}, {credential.learner.name}"
        return {
            "title": title,
            "summary": f"{title}, issued by {issuer.name}",
            "language": "en",
            "fonts": list(FAMILIES),
            "learner": {
                "name": credential.learner.name,
                "rtl": _is_right_to_left(credential.learner.name),
            },
            "achievement": {
                "name": achievement.name,
                "description": achievement.description,
                "criteria": achievement.criteria,
            },
            "course": credential.course_title,
            "issuer": {
                "name": issuer.name,
                "url": issuer.url,
                "signed_by": issuer.signed_by,
                "role": issuer.role,
            },
            "date": _date(credential.issued),
            "expires": _date(credential.expires) if credential.expires else None,
            "score": (
                None if credential.share is None else f"{document.percent(credential.share)} %"
            ),
            "level": {
                "number": credential.level.value,
                "name": credential.level.name.lower(),
                "title": document.level_name(credential.level),
                "words": credential.level.words,
            },
            "id": credential.identifier,
            "verify": _verify(link),
            "logo": self.logo,
            "accent": accent,
            "ink": readable(accent),
            "gold": GOLD,
            "frame": ornament.frame(accent, GOLD),
            "seal": ornament.seal(accent, GOLD),
        }

    @property
    def logo(self) -> str | None:
        """Return the logo's path in the folder that typst reads, where there is one."""
        name = self.desk.issuer.logo
        if not name or not self.certificates or not (self.certificates / name).is_file():
            return None
        return f"logo{Path(name).suffix.lower()}"

    @property
    def has_own_template(self) -> bool:
        """Return whether the course brings a template of its own."""
        return bool(self.certificates and (self.certificates / "template.typ").is_file())

    @cached_property
    def _plain(self) -> typst.Compiler:
        return self._compiler(system=False)

    @cached_property
    def _with_system_fonts(self) -> typst.Compiler:
        return self._compiler(system=True)

    def _compiler(self, *, system: bool) -> typst.Compiler:
        fonts = typst.Fonts(
            include_system_fonts=system,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in self.fonts.folders],
        )
        return typst.Compiler(str(self.root / "main.typ"), root=str(self.root), font_paths=fonts)

    def _lay_out(self) -> None:
        """Copy what typst may read: the package's template, and over it the course's own files."""
        package = Path(str(files("lessonry.credentials").joinpath("template")))
        shutil.copyfile(package / "main.typ", self.root / "main.typ")
        for name in ("template.typ", "lessonry.typ"):
            shutil.copyfile(package / "template.typ", self.root / name)
        if self.certificates is None:
            return
        if self.has_own_template:
            for file in _own_files(self.certificates):
                copy = self.root / file.relative_to(self.certificates)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
        logo = self.desk.issuer.logo
        if logo and self.logo:
            source = (self.certificates / logo).resolve()
            if source.suffix.lower() not in LOGOS:
                raise UsageError(
                    f"The logo {logo} is neither an SVG nor a PNG nor a JPEG picture.",
                    help="Name another file at `logo:` in certificates/issuer.yml.",
                )
            shutil.copyfile(source, self.root / self.logo)

    def _missing(self, credential: Credential) -> str:
        issuer = self.desk.issuer
        texts = (
            credential.learner.name,
            credential.achievement.name,
            credential.course_title,
            issuer.name,
            issuer.signed_by or "",
            issuer.role or "",
        )
        return "".join(self.fonts.missing(text) for text in texts)

    def _told(self, credential: Credential, error: typst.TypstError) -> SheetRefusedError:
        missing = self._missing(credential)
        if missing and NO_GLYPH.search(str(error)):
            in_name = self.fonts.missing(credential.learner.name)
            return SheetRefusedError(
                f"There is no font for {glyphs.script_names(in_name or missing)}, which "
                f"{'the name' if in_name else 'the certificate'} is written in.",
                "Put a font that has it into certificates/fonts/ of the course "
                "(for most scripts: Noto Serif, which is free) and issue again.",
            )
        reason = " ".join(str(error.message).split()).removeprefix("assertion failed: ")
        if not self.has_own_template:
            return SheetRefusedError(f"The sheet cannot be made into a PDF: {reason}.")
        found = re.search(rf"{self.root.name}[\\/](\S+\.typ:\d+:\d+)", error.diagnostic)
        place = found[1] if found and not found[1].startswith("main.typ") else "template.typ"
        return SheetRefusedError(
            f"certificates/{place}: {reason}.",
            " ".join(error.hints)
            or "A template defines `#let certificate(data) = …`; "
            "docs/reference/certificates.md tells what it gets and what PDF/UA asks of it.",
        )


def readable(accent: str) -> str:
    """Return the colour, darkened until words in it can be read on white."""
    red, green, blue = (int(accent[i : i + 2], 16) for i in (1, 3, 5))
    while _contrast(red, green, blue) < CONTRAST:
        red, green, blue = (int(part * 0.94) for part in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _contrast(*parts: int) -> float:
    """Return the contrast of a colour on white (WCAG 2.2, relative luminance)."""
    linear = [
        c / 12.92 if (c := part / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _own_files(certificates: Path) -> Iterator[Path]:
    for entry in sorted(certificates.iterdir()):
        if entry.name in NOT_FOR_SHEETS or entry.name.startswith("."):
            continue
        if entry.name in {"main.typ", "credential.json"}:
            raise UsageError(
                f"certificates/{entry.name} has a name that lessonry needs for itself.",
                help="Give the file another name.",
            )
        yield from (
            (f for f in sorted(entry.rglob("*")) if f.is_file()) if entry.is_dir() else [entry]
        )


def _date(time: datetime) -> dict[str, Any]:
    return {
        "year": time.year,
        "month": time.month,
        "day": time.day,
        "words": f"{time.day} {MONTHS[time.month - 1]} {time.year}",
    }


def _verify(link: VerifyLink | None) -> dict[str, Any] | None:
    if link is None:
        return None
    shown = re.sub(r"^https?://", "", link.page).rstrip("/")
    return {"page": link.page, "shown": shown, "qr": ornament.qr(f"{link.page}#t={link.token}")}


def _is_right_to_left(text: str) -> bool:
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((d for d in directions if d in {"L", "R", "AL"}), "L") != "L"
