"""Reads entries of lists in YAML: texts or mappings, each fault with the entry's place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lessonry.diagnostics import Diagnostics, Place
from lessonry.diagnostics.spelling import listed, suggestion

WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of a list."""

    what: str
    """What messages call it: `a download`."""
    values: dict[str, object]
    place: Place
    diagnostics: Diagnostics

    def only(self, *known: str) -> Entry:
        """Note each field that is not among the known ones."""
        for name in self.values:
            if name not in known:
                guess = suggestion(name, known)
                help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(known)}."
                message = f"Unknown field `{name}` of {self.what}."
                self.diagnostics.add("LR010", message, self.place, help)
        return self

    def text(self, name: str) -> str | None:
        """Return a text in one line."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, (str, int, float, date)) and not isinstance(value, bool):
            return " ".join(str(value).split()) or None
        self.wrong(name, "a text")
        return None

    def required(self, name: str) -> str | None:
        """Return a text that must be there."""
        found = self.text(name)
        if found is None and self.values.get(name) is None:
            message = f"{self.what[0].upper()}{self.what[1:]} has no `{name}`."
            self.diagnostics.add("LR012", message, self.place, f"Add `{name}: …`.")
        return found

    def url(self, name: str) -> str | None:
        """Return a web address."""
        found = self.text(name)
        if found is None or found.startswith(WEB):
            return found
        message = f"`{found}` is not a web address."
        self.diagnostics.add("LR011", message, self.place, "Begin it with `https://`.")
        return None

    def day(self, name: str) -> date | None:
        """Return a day, such as `2026-11-04`; of a moment its day."""
        value = self.values.get(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date) or value is None:
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            message = f"`{name}` of {self.what} is no day: `{value}`."
            help = "Write year, month and day: `2026-11-04`."
            self.diagnostics.add("LR664", message, self.place, help)
            return None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        value = self.values.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        if all(isinstance(one, (str, int)) and not isinstance(one, bool) for one in values):
            return tuple(str(one).strip() for one in values)
        self.wrong(name, "a text, or a list of texts")
        return ()

    def wrong(self, name: str, wanted: str) -> None:
        """Note that a value is not what it must be."""
        message = f"`{name}` of {self.what} must be {wanted}."
        self.diagnostics.add("LR011", message, self.place, f"Write {wanted}.")


def entries(
    pairs: list[tuple[object, Place]], what: str, short: str | None, diagnostics: Diagnostics
) -> Iterator[Entry]:
    """Yield the entries of a list.

    Args:
        pairs: Each value with its place.
        what: What one of them is, for messages.
        short: The field that a plain text stands for; nothing where an entry must be a mapping.
        diagnostics: Where faults go.
    """
    for value, place in pairs:
        if isinstance(value, dict):
            named = {str(name): one for name, one in value.items()}
            yield Entry(what, named, place, diagnostics)
        elif short and isinstance(value, (str, int)) and not isinstance(value, bool):
            yield Entry(what, {short: str(value)}, place, diagnostics)
        else:
            wanted = f"a text or fields such as `{short}:`" if short else "fields with values"
            message = f"This should be {what}: {wanted}."
            diagnostics.add("LR011", message, place, "Put a text in quotes.")
