"""Keeps what reading a course's files gave, for builds in which these files stay.

It is one file of the course's cache, under a seal: what each file gave, by a hash of all that this
depends on. Of another version, another day or another language, it is none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from lessonry.diagnostics import Source
from lessonry.domain.quiz import Mode
from lessonry.project.former import told, untold
from lessonry.project.reading import ReadFile
from lessonry.website.built import CACHE, Sources
from lessonry.website.sealed import read_json, write_json

RECORD: Final = "read.json"


class KeptReading:
    """What one build reads, and what the last one has read."""

    def __init__(self, sources: Sources) -> None:
        """Read what there is.

        Args:
            sources: What the build reads.
        """
        self._file: Path = sources.folder / CACHE / RECORD
        around = {name: one for name, one in sources.around.items() if name != "options"}
        # Read as JSON gives it back.
        self._form: Any = [[name, around[name]] for name in sorted(around)]
        self._former: dict[str, Any] = {}
        self._now: dict[str, Any] = {}
        self._has_exams = self._had_exams = False
        said = read_json(self._file)
        if isinstance(said, dict) and said.get("form") == self._form:
            files = said.get("files")
            self._former = files if isinstance(files, dict) else {}
            self._had_exams = said.get("exams") is True
        self.is_empty = not self._former

    def recall(self, key: str, source: Source) -> ReadFile | None:
        """Return what a file gave, where it was read before.

        An exam is compared with all that is asked elsewhere: where there is one, quizzes are read.
        """
        said = self._former.get(key)
        if said is None or (self._had_exams and said[1]):
            return None
        try:
            read = untold(said, source)
        except (TypeError, ValueError, LookupError, AttributeError):
            return None
        self._now[key] = said
        return read

    def note(self, key: str, read: ReadFile) -> None:
        """Remember what a file gave."""
        self._has_exams |= any(quiz.mode is Mode.EXAM for quiz in read.quizzes)
        said = told(read, read.source) if read.source else None
        if said is not None:
            self._now[key] = said

    def write(self) -> None:
        """Leave it to later builds, where it is not what the last one left."""
        if self._now.keys() != self._former.keys() or self._has_exams != self._had_exams:
            said = {"form": self._form, "exams": self._has_exams, "files": self._now}
            write_json(self._file, said)
