"""Reads what mkdocs.yml says of the languages that the course is translated into."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.domain.languages import Translation
from lessonry.readers.workshops import read_workshop_words

CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3}|-[0-9]{3})?")
FIELDS = ("site_name", "site_description", "copyright", "nav", "workshops")
TRANSLATED_FROM = re.compile(r"""translated_from:\s*["']?(?P<digest>[0-9a-f]*)["']?\s*(?:#.*)?""")

PlaceOf = Callable[[str], Place]
"""Returns where a name stands in the configuration."""


def read_translations(
    value: object, own: str, place_of: PlaceOf, diagnostics: Diagnostics
) -> Iterator[Translation]:
    """Yield the languages that are declared, each fault noted (LR640).

    Args:
        value: What `languages:` says.
        own: The language that the course is written in.
        place_of: Where a name stands in the configuration.
        diagnostics: Where faults go.
    """
    if value is None:
        return
    if not isinstance(value, dict):
        message = "`languages` must be a mapping of languages to what they say."
        diagnostics.add("LR640", message, place_of("languages"))
        return
    for name, said in value.items():
        code, place = str(name), place_of(str(name))
        if not CODE.fullmatch(code):
            message = f"`{code}` is no code of a language."
            help = "Write a code such as `es`, or `pt-BR` for a regional one; in quotes for `no`."
            diagnostics.add("LR640", message, place, help)
        elif code == own:
            message = f"The course is written in `{code}`, so it is not translated into it."
            help = "Take the entry out, or correct `language:` of the theme."
            diagnostics.add("LR640", message, place, help)
        else:
            fields = {} if said is None else said
            yield _translation(code, fields, place_of, diagnostics)


def _translation(
    code: str, fields: object, place_of: PlaceOf, diagnostics: Diagnostics
) -> Translation:
    if not isinstance(fields, dict):
        message = f"What is said of `{code}` must be a mapping."
        diagnostics.add("LR640", message, place_of(code))
        return Translation(code=code)
    texts: dict[str, str] = {}
    for name, value in fields.items():
        if name not in FIELDS:
            known = ", ".join(f"`{field}`" for field in FIELDS)
            message = f"A language has no field `{name}`."
            diagnostics.add("LR640", message, place_of(str(name)), f"Known here: {known}.")
        elif name == "workshops":
            continue
        elif name != "nav" and isinstance(value, str):
            texts[str(name)] = value.strip()
        elif name != "nav" and value is not None:
            message = f"`{name}` of `{code}` must be a text."
            diagnostics.add("LR640", message, place_of(str(name)), "Put the text in quotes.")
    titles = fields.get("nav") or {}
    if not isinstance(titles, dict):
        message = f"`nav` of `{code}` must be a mapping of titles."
        help = "Write `Opening: Apertura`, a line for each title of the original's `nav`."
        diagnostics.add("LR640", message, place_of("nav"), help)
        titles = {}
    return Translation(
        code=code,
        title=texts.get("site_name") or None,
        description=texts.get("site_description") or None,
        copyright=texts.get("copyright") or None,
        workshops=read_workshop_words(fields.get("workshops"), place_of(code), diagnostics),
        titles={str(title): str(said) for title, said in titles.items() if said is not None},
    )


def translated_from(source: Source) -> tuple[str, Place] | None:
    """Return what digest of the original a file says it was translated from, and where it says so."""
    if source.line(1).rstrip() != "---":
        return None
    for number, line in enumerate(source.lines[1:], start=2):
        if line.rstrip() == "---":
            return None
        found = TRANSLATED_FROM.fullmatch(line.rstrip())
        if found:
            return found["digest"], source.find("translated_from", number)
    return None
