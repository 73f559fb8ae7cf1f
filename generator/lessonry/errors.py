"""What can go wrong outside a course's own files, one line to the user each.

    LessonryError
    ├── UsageError   exit 2: the call, or a thing that it names, is not as it must be
    └── WorldError   exit 3: the disk, a key, a file of the machine's does not do its part

What an author wrote wrong is never raised: it is a `Diagnostic` (exit 1).
"""

from __future__ import annotations


class LessonryError(Exception):
    """An error with a message for the user and, where there is one, a way out."""

    exit_code = 3

    def __init__(self, message: str, *, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        """What to do about it, in a sentence."""


class UsageError(LessonryError):
    """The caller named something that is not there or not fit."""

    exit_code = 2


class WorldError(LessonryError):
    """The machine did not do its part: disk full, no permission, a key that does not open."""

    exit_code = 3
