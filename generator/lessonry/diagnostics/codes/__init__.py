"""The register of codes: what each one means, why it matters, an example and how to mend it.

`lessonry explain LR120` prints an entry, and `docs/reference/codes.md` lists them all.
"""

from __future__ import annotations

from lessonry.diagnostics.codes import (
    about,
    access,
    certificates,
    choices,
    course,
    extended_texts,
    files,
    gaps,
    hotspots,
    items,
    languages,
    lists,
    locks,
    matrices,
    media,
    quizzes,
    scenarios,
    values,
    writing,
)
from lessonry.diagnostics.codes.code import Code

__all__ = ["CODES", "Code"]

_GROUPS = (
    files,
    items,
    choices,
    gaps,
    lists,
    extended_texts,
    matrices,
    hotspots,
    values,
    quizzes,
    locks,
    course,
    certificates,
    scenarios,
    languages,
    media,
    access,
    about,
    writing,
)

CODES: dict[str, Code] = {code.code: code for group in _GROUPS for code in group.CODES}
"""Every code by its name, group after group."""

if len(CODES) != sum(len(group.CODES) for group in _GROUPS):
    raise ValueError("two entries share a code")
