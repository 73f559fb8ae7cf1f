"""The sheet that people look at: typst makes a PDF/A-3a and PDF/UA-1 file of a credential's facts."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

import typst

from lessonry.credentials.document import Desk
from lessonry.credentials.sheets import glyphs, sheet_data, sheet_folder
from lessonry.credentials.sheets.sheet_data import VerifyLink
from lessonry.domain.credential import Credential

__all__ = ["STANDARDS", "SheetRefusedError", "Sheets", "VerifyLink"]

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
SYSTEM_FONTS = True
"""Whether fonts of the machine are looked for where no other has a character."""
PAGES = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
KEPT = 1000
"""Texts of which a sitting remembers which characters have no font."""
NO_GLYPH = re.compile(r"could not be displayed with")
HELP = (
    "docs/reference/certificates.md tells which parts a template may define, what they get and "
    "what PDF/UA asks of them."
)


class SheetRefusedError(ValueError):
    """No sheet can be made for this learner; the message is a sentence for the trainer."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.help = help
        """What to do about it."""


class Sheets:
    """Makes the sheets of one course; a context manager, since typst reads from a folder."""

    def __init__(self, desk: Desk, certificates: Path | None = None) -> None:
        """Prepare for the issuer's `certificates/` folder, with its logo, fonts and template."""
        self.desk = desk
        self.certificates = certificates
        self.fonts = glyphs.font_folders(certificates / "fonts" if certificates else None)
        self._drawn: set[str] = set()
        self._compilers: dict[tuple[str, bool, bool], typst.Compiler] = {}
        self._lacking = lru_cache(maxsize=KEPT)(self.fonts.missing)
        self._is_cjk = lru_cache(maxsize=KEPT)(self.fonts.needs_cjk)
        self._folder = tempfile.TemporaryDirectory(prefix="lessonry-")
        self.root = Path(self._folder.name)
        try:
            sheet_folder.lay_out(self.root, desk.issuer, certificates)
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
        _, pdf = self._made(self.data(credential, link), credential, attachment)
        return pdf

    def compile_kit(
        self, credential: Credential, data: dict[str, Any], *, attachment: bytes
    ) -> tuple[bytes, list[dict[str, Any]]]:
        """Return the sheet with its slots empty, and what each slot says of its place.

        Raises:
            SheetRefusedError: As `compile`.
        """
        compiler, pdf = self._made({**data, "kit": True}, credential, attachment)
        places: list[dict[str, Any]] = json.loads(compiler.query("<lessonry-slot>", field="value"))
        return pdf, places

    def specimens(
        self, credentials: Iterable[Credential], link: VerifyLink | None, *, png: int | None = None
    ) -> list[bytes]:
        """Return one PDF of a page for each credential, or a PNG of each at `png` dots an inch.

        Nothing is attached, and every page says that it certifies nothing.

        Raises:
            SheetRefusedError: As `compile`.
        """
        data = [self.data(credential, link) for credential in credentials]
        compiler = self._compiler("preview.typ", data)
        self._hand_over(data)
        try:
            if png is None:
                made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
            else:
                made = compiler.compile(format="png", ppi=png)
        except typst.TypstError as error:
            raise self._told(data[0], error) from error
        files = made if isinstance(made, list) else [made]
        found = [file for file in files if file is not None]
        if (_pages(found[0]) if png is None else len(found)) > len(data):
            raise self._too_long()
        return found

    def missing(self, data: dict[str, Any]) -> str:
        """Return the characters of a sheet that neither the package's fonts nor the course's have."""
        return "".join(dict.fromkeys(c for text in _shown(data) for c in self._lacking(text)))

    def data(self, credential: Credential, link: VerifyLink | None) -> dict[str, Any]:
        """Return what a template gets (docs/reference/certificates.md), as JSON values."""
        for name, drawing in sheet_data.drawings(credential, self.desk).items():
            if name not in self._drawn:
                (self.root / name).write_text(drawing, "utf-8")
                self._drawn.add(name)
        return sheet_data.describe(
            credential, self.desk, link, pictures=self.pictures, own=self.has_own_template
        )

    @cached_property
    def pictures(self) -> dict[str, str]:
        """Return the issuer's pictures by their key, as they are called where typst reads them."""
        return sheet_folder.pictures(self.desk.issuer, self.certificates)

    @cached_property
    def has_own_template(self) -> bool:
        """Return whether the course brings a template of its own."""
        return bool(self.certificates and (self.certificates / "template.typ").is_file())

    def _compiler(self, file: str, data: Iterable[dict[str, Any]]) -> typst.Compiler:
        """Return a compiler with the fonts that some sheets need; one is kept for each set of fonts."""
        texts = [text for one in data for text in _shown(one)]
        system = any(self._lacking(text) for text in texts)
        cjk = any(self._is_cjk(text) for text in texts)
        if (file, system, cjk) not in self._compilers:
            folders = [*self.fonts.folders, glyphs.CJK] if cjk else self.fonts.folders
            fonts = typst.Fonts(
                include_system_fonts=system and SYSTEM_FONTS,
                include_embedded_fonts=False,
                font_paths=[str(folder) for folder in folders],
            )
            self._compilers[file, system, cjk] = typst.Compiler(
                str(self.root / file), root=str(self.root), font_paths=fonts
            )
        return self._compilers[file, system, cjk]

    def _made(
        self, data: dict[str, Any], credential: Credential, attachment: bytes
    ) -> tuple[typst.Compiler, bytes]:
        compiler = self._compiler("main.typ", [data])
        _put(self.root / sheet_folder.ATTACHMENT, attachment)
        self._hand_over(data)
        try:
            pdf = compiler.compile(
                format="pdf", pdf_standards=STANDARDS, timestamp=credential.issued
            )
        except typst.TypstError as error:
            raise self._told(data, error) from error
        if not isinstance(pdf, bytes) or _pages(pdf) != 1:
            raise self._too_long()
        return compiler, pdf

    def _hand_over(self, data: Any) -> None:
        """Write `data` where the templates read it: `sys.inputs` would undo what typst remembers."""
        text = json.dumps(data, ensure_ascii=False)
        _put(self.root / sheet_folder.DATA, text.encode("utf-8"))

    def _too_long(self) -> SheetRefusedError:
        where = "certificates/template.typ: what" if self.has_own_template else "What"
        return SheetRefusedError(
            f"{where} stands on the sheet needs more room than one page has.",
            "Make its parts smaller, or take something out.",
        )

    def _told(self, data: dict[str, Any], error: typst.TypstError) -> SheetRefusedError:
        missing = self.missing(data)
        if missing and NO_GLYPH.search(str(error)):
            in_name = self.fonts.missing(data["learner"]["name"])
            return SheetRefusedError(
                f"There is no font for {glyphs.script_names(in_name or missing)}, which "
                f"{'the name' if in_name else 'the certificate'} is written in.",
                "Put a font that has it into certificates/fonts/ of the course "
                "(for most scripts: Noto Serif, which is free) and issue again.",
            )
        reason = " ".join(str(error.message).split()).removeprefix("assertion failed: ")
        reason = reason.replace(str(self.root), "certificates")
        if not self.has_own_template:
            return SheetRefusedError(f"The sheet cannot be made into a PDF: {reason}.")
        named = re.findall(rf"{re.escape(self.root.name)}[\\/](\S+\.typ:\d+:\d+)", error.diagnostic)
        own = (place for place in named if place.partition(":")[0] not in sheet_folder.RESERVED)
        place = next(own, "template.typ")
        return SheetRefusedError(f"certificates/{place}: {reason}.", " ".join(error.hints) or HELP)


def _pages(pdf: bytes) -> int:
    found = PAGES.search(pdf)
    return int(found[1]) if found else 0


def _put(file: Path, data: bytes) -> None:
    """Write over what a file held, which takes a tenth of the time of making it anew."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.truncate()


def _shown(data: dict[str, Any]) -> list[str]:
    """Return the texts that a sheet shows, the learner's name first."""
    signers = [signed[part] for signed in data["signatures"] for part in ("name", "role")]
    said = [text for text in data["words"].values() if isinstance(text, str)]
    issuer, level = data["issuer"], data["level"]
    return [
        data["learner"]["name"],
        data["achievement"]["name"],
        data["course"],
        issuer["name"],
        issuer["capitals"],
        data["facts"],
        *(text for text in signers if text),
        *(level[part] for part in ("name", "title", "words")),
        *data["words"]["by_passing"],
        *said,
    ]
