"""A terminal's line that is written again and again, and is gone where anything else is said."""

from __future__ import annotations

import logging
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

WIDTH: Final = 80
"""Columns of a terminal that does not say how many it has."""


def is_terminal() -> bool:
    """Return whether somebody looks at what is said: no file, no build server, no teletype."""
    # MkDocs and its plugins write to whatever `sys.stderr` is by then, or is not.
    return (
        sys.stderr is not None
        and sys.stderr.isatty()
        and not os.environ.get("CI")
        and os.environ.get("TERM") != "dumb"
    )


class TerminalLine:
    """The line, on what was `sys.stderr` when it was made."""

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._is_shown = False

    def show(self, text: str) -> None:
        """Write `text` in the place of what stands there, as much of it as the terminal is wide."""
        room = self._columns - 1  # in the last column, some terminals begin a new line
        text, width = _cut(text, room)
        self._is_shown = True
        self._write(f"\r{text}{' ' * (room - width)}")

    def clear(self) -> None:
        """Leave the line empty, and what is written next at its beginning."""
        if self._is_shown:
            self._is_shown = False
            self._write(f"\r{' ' * (self._columns - 1)}\r")

    @contextmanager
    def kept_clean(self) -> Iterator[None]:
        """Clear the line before anything else is said or logged, and at the end of the block."""
        # Where click writes to Windows' consoles itself, only the log tells what comes.
        logger, handler = logging.getLogger("mkdocs"), _Clearing(self)
        out, err = sys.stdout, sys.stderr
        logger.addHandler(handler)
        logger.handlers.insert(0, logger.handlers.pop(logger.handlers.index(handler)))
        sys.stderr = _Told(err, self)
        if out is not None and out.isatty():
            sys.stdout = _Told(out, self)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = out, err
            logger.removeHandler(handler)
            self.clear()

    @property
    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or WIDTH
        except OSError:
            return WIDTH

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class _Clearing(logging.Handler):
    """Clears the line before others write what is logged."""

    def __init__(self, line: TerminalLine) -> None:
        super().__init__()
        self.line = line

    def emit(self, record: logging.LogRecord) -> None:
        self.line.clear()


class _Told:
    """A stream, such that the line is clear before something else is written to it."""

    def __init__(self, stream: Any, line: TerminalLine) -> None:
        self._stream, self._line = stream, line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write to the stream."""
        self._line.clear()
        written: int = self._stream.write(text)
        return written


def _cut(text: str, room: int) -> tuple[str, int]:
    """Return as much of a text as there is room for, and how many columns that takes."""
    width = 0
    for at, letter in enumerate(text):
        wide = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width + wide > room:
            return text[:at], width
        width += wide
    return text, width
