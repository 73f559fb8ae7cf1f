"""What the interface says in one language: looked up by its English, placeholders filled.

A message is English with placeholders, `{title}`. A counted one is two, for one and for many, and has
`{n}`; a catalogue holds a form for each of its language's plurals. The browser says the same messages
by `runtime/words.js`, from files that `for_browser` makes.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from lessonry.domain.languages import RIGHT_TO_LEFT

SAMPLES = range(1000)
"""Numbers among which each plural of a language has its example."""
RUNTIME = "runtime/"
GROUPS = {
    "lock": "exam", "certificate": "exam",
} | {
    folder: folder
    for folder in ("exam", "verify", "course", "review", "media", "access", "about", "search", "offline")
}  # fmt: skip
"""Which group the words of a folder of the runtime are loaded with: most by themselves, some with what
brings them; those of all others come together, as the group `quiz`."""

Form = str | dict[str, str]
"""A translation; of a counted message its forms by the CLDR's names: `one`, `few`, `other`."""


def filled(pattern: str, values: Mapping[str, object]) -> str:
    """Return a pattern with its placeholders filled; what is put in is not looked into again."""
    return re.sub(
        r"\{(\w+)\}", lambda hole: str(values[hole[1]]) if hole[1] in values else hole[0], pattern
    )


class Words:
    """The interface in one language."""

    def __init__(self, language: str = "en") -> None:
        """Load the catalogue of `language`, one of `languages.LANGUAGES`; English has none."""
        self.language = language
        self.forms = catalogue(language)

    @property
    def is_right_to_left(self) -> bool:
        """Return whether the language is written from the right."""
        return self.language in RIGHT_TO_LEFT

    def pattern(self, text: str) -> str:
        """Return a message in the language, its placeholders open."""
        form = self.forms.get(text)
        return form if isinstance(form, str) else text

    def counted_pattern(self, number: float, one: str, many: str) -> str:
        """Return the form of a counted message that goes with `number`, its placeholders open."""
        form = self.forms.get(one)
        if not isinstance(form, dict):
            return one if number == 1 else many
        category = Locale.parse(self.language).plural_form(number)
        return form.get(category, form["other"])

    def say(self, text: str, /, **values: object) -> str:
        """Return a message in the language."""
        return filled(self.pattern(text), values)

    def counted(self, number: float, one: str, many: str, /, **values: object) -> str:
        """Return a counted message; `{n}` is the number where nothing else is given for it."""
        return filled(self.counted_pattern(number, one, many), {"n": number, **values})


@cache
def catalogue(language: str) -> Mapping[str, Form]:
    """Return the translations of a language by their English, as far as there are any."""
    return {} if language == "en" else dict(_forms(_read(language)))


@cache
def for_browser(language: str) -> Mapping[str, Mapping[str, Form]]:
    """Return the messages of the browser's own code, by group and by their English.

    A group that has none is there too: a page that asks for its file finds it.
    """
    if language == "en":
        return {}
    groups: dict[str, dict[str, Form]] = {group: {} for group in ("quiz", *GROUPS.values())}
    read = _read(language)
    forms = dict(_forms(read))
    for message in read:
        english = _english(message.id)
        for place, _ in message.locations:
            if place.startswith(RUNTIME) and english in forms:
                folder = place.removeprefix(RUNTIME).partition("/")[0]
                group = GROUPS.get(folder, "quiz")
                groups[group][english] = forms[english]
    return groups


@cache
def _read(language: str) -> Catalog:
    with files("lessonry").joinpath("locales", f"{language}.po").open("rb") as opened:
        return read_po(opened, locale=language)


def _english(identifier: Any) -> str:
    return str(identifier[0] if isinstance(identifier, tuple) else identifier)


def _forms(read: Catalog) -> Mapping[str, Form]:
    """Return each translated message; what is not translated stays English."""
    categories = _categories(read)
    forms: dict[str, Form] = {}
    for message in read:
        if not message.id or message.fuzzy:
            continue
        if not isinstance(message.id, tuple):
            if message.string:
                forms[str(message.id)] = str(message.string)
        elif all(message.string or [""]):
            strings = [str(string) for string in message.string or ()]
            forms[_english(message.id)] = {
                category: strings[index] for category, index in categories.items()
            }
    return forms


def _categories(read: Catalog) -> dict[str, int]:
    """Return which form of a catalogue goes with each of the CLDR's plurals.

    A plural that whole numbers below a thousand never have, such as that of fractions, takes the last.
    """
    index = gettext.c2py(read.plural_expr)
    locale = Locale.parse(str(read.locale))
    found = {"other": read.num_plurals - 1}
    for number in SAMPLES:
        found[locale.plural_form(number)] = index(number)
    return found
