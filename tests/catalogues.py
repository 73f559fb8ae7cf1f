"""Brings the catalogues up to the code: `make words`, and what `tests/locales/` holds them to.

New messages come in untranslated, those that nobody says any more go; what was translated stays.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from lessonry.credentials.sheets import words as sheet_words
from lessonry.domain.languages import LANGUAGES

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "generator" / "lessonry"
LOCALES = SOURCE / "locales"
KEYWORDS = {"say": None, "sayWith": None, "counted": (2, 3)}
METHODS = {".js": "javascript", ".jinja": "jinja2", ".py": "python"}
FOLDERS = (
    "runtime",
    "rendering",
    "website",
    "exporters",
    "credentials/issuance",
    "credentials/post",
)


def messages() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Yield each message of the code (two texts where it is counted) with its file."""
    for text in sheet_words.MESSAGES:
        yield text, "credentials/sheets/words.py"
    for folder in FOLDERS:
        for file in sorted((SOURCE / folder).rglob("*")):
            if file.suffix not in METHODS or "vendor" in file.parts:
                continue
            options = {"trimmed": "true"} if file.suffix == ".jinja" else {}
            with file.open("rb") as opened:
                found = extract(METHODS[file.suffix], opened, keywords=KEYWORDS, options=options)
                for _, message, _, _ in found:
                    if message:
                        yield message, file.relative_to(SOURCE).as_posix()


def template() -> Catalog:
    """Return all messages, untranslated, each with the files that say it."""
    made = Catalog(charset="utf-8")
    for message, place in messages():
        made.add(message, locations=[(place, 0)])
    return made


def updated(language: str) -> Catalog:
    """Return a language's catalogue with the code's messages in it and no others."""
    with (LOCALES / f"{language}.po").open("rb") as opened:
        former = read_po(opened, locale=language)
    made = Catalog(locale=language, charset="utf-8")
    for message in template():
        if message.id:
            kept = former.get(message.id)
            same = kept is not None and kept.id == message.id
            made.add(message.id, kept.string if kept and same else "", message.locations)
    return made


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as its file holds it: by file and message, without dates or versions."""
    file = io.BytesIO()
    write_po(file, catalogue, width=0, sort_by_file=True, omit_header=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return (header + file.getvalue().decode("utf-8").strip() + "\n").encode()


if __name__ == "__main__":
    for language in LANGUAGES:
        if language != "en":
            (LOCALES / f"{language}.po").write_bytes(written(updated(language)))
