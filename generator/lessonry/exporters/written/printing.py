"""Makes PDF files and pictures of what was set: typst, with the fonts that certificates have."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import typst

from lessonry.credentials.sheets import glyphs
from lessonry.domain.languages import RIGHT_TO_LEFT
from lessonry.errors import WorldError
from lessonry.exporters.archive import moment
from lessonry.exporters.written import own_fonts
from lessonry.exporters.written.look import Colors

BINDING: Final = Path(str(files("lessonry.exporters.written"))) / "binding"
STANDARDS: Final[list[typst.PDFStandard]] = ["ua-1"]
UA: Final = "PDF/UA-1 error:"
EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(kw_only=True)
class Press:
    """One document: what it is made of, and what became of its characters."""

    course_fonts: Path | None = None
    """A folder with fonts of the course's own."""
    lost: dict[str, None] = field(default_factory=dict)
    """Characters that no font draws, in the order met."""
    broken: str | None = None
    """The rule of PDF/UA that the document breaks."""
    _all: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fonts = glyphs.font_folders(self.course_fonts)

    def drawn(self, text: str) -> str:
        """Return what can be drawn of a text; what cannot is remembered."""
        text = "".join(one if self._has(one) else normalize("NFC", one) for one in text)
        self._all.append(text)
        missing = {one for one in self.fonts.missing(text) if not own_fonts.draw(one)}
        if not missing:
            return text
        self.lost.update(dict.fromkeys(sorted(missing)))
        return "".join(
            one for one in text if one not in missing and not 0xFE00 <= ord(one) <= 0xFE0F
        )

    def _has(self, character: str) -> bool:
        """Return whether a font has a character itself: of others it may have the usual form."""
        return ord(character) in self.fonts.drawn or own_fonts.draw(character)

    def notes(self) -> tuple[str, ...]:
        """Return what the trainer should know of the document."""
        told = []
        if self.lost:
            shown = " ".join(list(self.lost)[:20])
            told.append(
                f"No font has these characters, so they are left out: {shown}. A font that has them "
                "can be put into certificates/fonts/."
            )
        if self.broken:
            told.append(
                "Screen readers may lose their way in the PDF, which is not marked as PDF/UA: "
                f"{self.broken}."
            )
        return tuple(told)

    def make(
        self,
        main: str,
        data: Mapping[str, Any],
        pictures: Mapping[str, bytes],
        *,
        png: float | None = None,
    ) -> list[bytes]:
        """Return the PDF file, or a PNG of each page.

        Args:
            main: The document in typst's words.
            data: What its templates read.
            pictures: Files that it shows, by their names.
            png: Dots an inch, for pictures.

        Raises:
            WorldError: typst cannot make it.
        """
        told = json.dumps(data, ensure_ascii=False)
        cjk = any(map(self.fonts.needs_cjk, [*self._all, told]))
        folders = [*self.fonts.folders, *((glyphs.CJK,) if cjk else ())]
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[str(folder) for folder in folders],
        )
        with tempfile.TemporaryDirectory(prefix="lessonry-") as temporary:
            root = Path(temporary)
            for template in BINDING.glob("*.typ"):
                (root / template.name).write_bytes(template.read_bytes())
            for name, content in pictures.items():
                file = root / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            (root / "data.json").write_text(told, encoding="utf-8")
            (root / "main.typ").write_text(main, encoding="utf-8")
            compiler = typst.Compiler(str(root / "main.typ"), root=str(root), font_paths=fonts)
            try:
                made = self._made(compiler, png)
            except typst.TypstError as error:
                reason = " ".join(str(error.message).split()).replace(temporary, "")
                raise WorldError(f"The PDF cannot be made: {reason}.") from error
        found = made if isinstance(made, list) else [made]
        return [one for one in found if one is not None]

    def _made(self, compiler: typst.Compiler, png: float | None) -> Any:
        """Return what typst makes: what breaks a rule of PDF/UA is a PDF without that mark."""
        if png is not None:
            return compiler.compile(format="png", ppi=png)
        date = moment() or EPOCH
        try:
            return compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=date)
        except typst.TypstError as error:
            reason = " ".join(str(error.message).split())
            if not reason.startswith(UA):
                raise
            self.broken = reason.removeprefix(UA).strip()
            return compiler.compile(format="pdf", timestamp=date)


def data_of(language: str, look: Colors) -> dict[str, Any]:
    """Return what every document's templates read."""
    first, _, rest = language.replace("_", "-").partition("-")
    region = next((part for part in rest.split("-") if re.fullmatch("[A-Za-z]{2}", part)), None)
    return {
        "lang": first.lower() if re.fullmatch("[A-Za-z]{2,3}", first) else "en",
        "region": region.upper() if region else None,
        "rtl": first.lower() in RIGHT_TO_LEFT or first.lower() in ("fa", "ur", "yi"),
        "look": {
            "accent": look.accent,
            "ink": look.ink,
            "second": look.second,
            "tint": look.tint,
            "on-accent": look.on_accent,
        },
    }
