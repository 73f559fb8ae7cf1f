"""The formats that can be read, and which of them a file is in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast

from lessonry.diagnostics.spelling import meant
from lessonry.errors import UsageError
from lessonry.importers.drafts import Names
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz, Rewritten


class Importer(Protocol):
    """What a format's module has."""

    def matches(self, file: ForeignFile) -> bool:
        """Return whether the file looks like one of this format, from its name and its first bytes."""
        ...

    def read(self, file: ForeignFile) -> tuple[ImportedQuiz, ...]:
        """Return the quizzes in the file, at least one.

        Raises:
            ForeignError: It cannot be read at all.
        """
        ...


class Rewriter(Protocol):
    """What the module of a format has whose questions stay on their pages."""

    def rewrite(self, file: ForeignFile, names: Names | None = None) -> Rewritten:
        """Return the page with its questions in our grammar."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFormat:
    """One format."""

    name: str
    """As the command takes it."""
    title: str
    """As people call it."""

    @property
    def importer(self) -> Importer:
        """Return its module, which is loaded now."""
        module = import_module(f"lessonry.importers.{self.name.replace('-', '_')}")
        return cast("Importer", module)

    @property
    def rewriter(self) -> Rewriter:
        """Return its module as one that rewrites pages."""
        return cast("Rewriter", self.importer)


FORMATS: Final = (
    ImportFormat(name="qti", title="QTI 2.1, 2.2 and 3.0"),
    ImportFormat(name="qti-1", title="QTI 1.2, of Canvas and others, and Common Cartridge"),
    ImportFormat(name="moodle-xml", title="Moodle XML"),
    ImportFormat(name="mdbook-quiz", title="mdbook-quiz (TOML)"),
    ImportFormat(name="csv", title="CSV"),
    ImportFormat(name="mkdocs-quiz", title="mkdocs-quiz (`<quiz>` blocks)"),
    ImportFormat(name="quizdown", title="quizdown"),
    ImportFormat(name="liascript", title="LiaScript"),
    ImportFormat(name="aiken", title="Aiken"),
    ImportFormat(name="gift", title="GIFT"),
)
"""In the order in which a file is held against them: the last ones take nearly any text."""


def named(name: str) -> ImportFormat:
    """Return the format of that name.

    Raises:
        UsageError: There is none.
    """
    found = next((one for one in FORMATS if one.name == name), None)
    if found is None:
        names = [one.name for one in FORMATS]
        near = meant(name, names)
        listed = f"These can be read: {', '.join(names)}."
        raise UsageError(
            f"There is no format {name}.", help=f"Did you mean {near}? {listed}" if near else listed
        )
    return found


def format_of(file: ForeignFile) -> ImportFormat:
    """Return the format that the file is in.

    Raises:
        UsageError: It is empty, or looks like none of them.
    """
    if not file.data.strip():
        raise UsageError(f"{file.name} is empty.")
    found = next((one for one in FORMATS if one.importer.matches(file)), None)
    if found is None:
        names = ", ".join(one.name for one in FORMATS)
        raise UsageError(
            f"{file.name} looks like none of the formats that can be read.",
            help=f"If you know it, name it with --from; these can be read: {names}.",
        )
    return found
