"""One entry of the register of codes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One entry of the register."""

    code: str
    severity: str
    """`error` or `warning`."""
    title: str
    why: str
    """Why lessonry insists."""
    example: str
    """What sets it off, as a trainer would write it."""
    mend: str
    """What to do, in one sentence; the help line where a diagnostic brings none of its own."""


def error(code: str, title: str, why: str, example: str, mend: str) -> Code:
    """Return a code that stops a build."""
    return Code(code=code, severity="error", title=title, why=why, example=example, mend=mend)


def warning(code: str, title: str, why: str, example: str, mend: str) -> Code:
    """Return a code that stops a strict build only."""
    return Code(code=code, severity="warning", title=title, why=why, example=example, mend=mend)
