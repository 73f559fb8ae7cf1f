"""One thing that is wrong with what an author wrote, as a value: collected and shown, never raised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from lessonry.diagnostics.codes import CODES
from lessonry.diagnostics.source import Place


class Severity(Enum):
    """How much a diagnostic matters: an error stops the build, a warning stops a strict one."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """What is wrong, where, and how to mend it."""

    code: str
    """One of `CODES`, such as `LR120`."""
    message: str
    """What is wrong here, in one sentence for somebody who writes courses and no programs."""
    place: Place
    help: str | None = None
    """What to write instead, where the code's own advice is not specific enough."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code} is not in the register of codes")

    @property
    def severity(self) -> Severity:
        """Return what the register says of the code."""
        return Severity(CODES[self.code].severity)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return the order in which a reader wants them: by file, by place, by code."""
        span = self.place.span
        return (self.place.source.path, span.line, span.column, self.code, self.message)


@dataclass(slots=True)
class Diagnostics:
    """All that was found in one run, in the order found; iterating gives them by place."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, message: str, place: Place, help: str | None = None) -> None:
        """Note one more."""
        self.found.append(Diagnostic(code=code, message=message, place=place, help=help))

    def extend(self, others: Iterable[Diagnostic]) -> None:
        """Note several more."""
        self.found.extend(others)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(set(self.found), key=lambda diagnostic: diagnostic.sort_key))

    def __len__(self) -> int:
        return len(set(self.found))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return those that stop a build."""
        return tuple(d for d in self if d.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """Return those that stop a strict build only."""
        return tuple(d for d in self if d.severity is Severity.WARNING)
