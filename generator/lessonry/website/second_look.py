"""A look at the whole course, in a process of its own, while a preview shows what was saved.

It finds what one file alone does not tell: a quiz that nobody places any more, two that ask the same.
`python -m lessonry.website.second_look mkdocs.yml` writes it down as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from lessonry.diagnostics import Diagnostic, Diagnostics, Source
from lessonry.diagnostics.source import Place, Span
from lessonry.project import find_layout, load_course
from lessonry.website.access import check_codes
from lessonry.website.desk import check_desk
from lessonry.website.lock_secret import check_locks
from lessonry.website.site import Site


class SecondLook:
    """One look, which begins once it was quiet for a while."""

    def __init__(self, site: Site) -> None:
        """Wait.

        Args:
            site: Of the course.
        """
        self._config = site.layout.config
        self._from = time.monotonic()
        self._process: subprocess.Popen[bytes] | None = None
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the look)

    def is_done(self, patience: float) -> bool:
        """Return whether it is over; begin it after `patience` seconds."""
        if self._process is not None:
            return self._process.poll() is not None
        if time.monotonic() - self._from >= patience:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(self._config)],
                stdin=subprocess.DEVNULL,
                stdout=self._file,
                stderr=subprocess.DEVNULL,
            )
        return False

    def found(self) -> Diagnostics | None:
        """Return what it found; nothing where it could not look."""
        self._file.seek(0)
        said = self._file.read()
        is_whole = self._process is not None and self._process.returncode == 0
        self.end()
        return Diagnostics([_diagnostic(one) for one in json.loads(said)]) if is_whole else None

    def end(self) -> None:
        """Leave it."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._file.close()


def look(config: Path) -> Diagnostics:
    """Return what is wrong with the course of a configuration, as the plugin finds it."""
    course, diagnostics = load_course(config.parent, config=config)
    layout = find_layout(config.parent, Diagnostics(), config=config)
    diagnostics.extend(check_locks(course))
    diagnostics.extend(check_desk(layout))
    diagnostics.extend(check_codes(course))
    return diagnostics


def _told(one: Diagnostic) -> dict[str, Any]:
    span = one.place.span
    return {
        "code": one.code,
        "message": one.message,
        "help": one.help,
        "path": one.place.source.path,
        "line": one.place.source.line(span.line),
        "span": [span.line, span.column, span.length],
    }


def _diagnostic(said: dict[str, Any]) -> Diagnostic:
    """Return a diagnostic whose source has, of all its lines, the one that is shown."""
    line, column, length = said["span"]
    source = Source(path=said["path"], text="\n" * (line - 1) + said["line"])
    place = Place(source=source, span=Span(line=line, column=column, length=length))
    return Diagnostic(code=said["code"], message=said["message"], place=place, help=said["help"])


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(19)  # whoever saves meanwhile goes first
    sys.stdout.write(json.dumps([_told(one) for one in look(Path(sys.argv[1]))]))
