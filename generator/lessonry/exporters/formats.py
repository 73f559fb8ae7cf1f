"""The formats that can be written, what each is made of, and whether it holds the keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

from lessonry.diagnostics.spelling import meant
from lessonry.domain.course import Course
from lessonry.domain.quiz import Quiz
from lessonry.errors import UsageError
from lessonry.exporters.exported import Exported


class Matter(Enum):
    """What a package is made of."""

    QUIZZES = "quizzes"
    """Quizzes alone; their keys are in it."""
    COURSE = "course"
    """Lessons and quizzes, as they are written."""
    SITE = "site"
    """The built site, which keeps an exam's lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be exported."""

    course: Course
    quizzes: tuple[Quiz, ...]
    """Those that were asked for, whole: with their keys."""
    folder: Path
    """The course's folder: a prose's links are relative to the file that it stands in, whose path
    (`place.source.path`) is relative to this."""
    site: Path | None = None
    """The built site, for a package of the site and for books: pages named `….html`, no `index.html`
    left out."""
    part: str = ""
    """Of a translation, the part of the site that holds it: `es/`."""
    with_answers: bool = True
    """Whether a book or a sheet shows the answers."""


class Exporter(Protocol):
    """What a format's module has."""

    def export(self, request: Request) -> Exported:
        """Return the package."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """One format."""

    name: str
    """As the command takes it."""
    title: str
    """As people call it."""
    ending: str
    """Of the file that it becomes."""
    matter: Matter
    module: str
    """In this package."""
    is_archive: bool = True
    """Whether it is a zip; else it is a single file."""
    stored: tuple[str, ...] = ()
    """Names of files in the zip that are not compressed."""
    has_lessons: bool = False
    """Whether a format of quizzes takes the lessons along."""

    @property
    def needs_site(self) -> bool:
        """Return whether it is made from the built site: what is read is what the site shows."""
        return self.matter is not Matter.QUIZZES or self.has_lessons

    @property
    def can_leave_answers_out(self) -> bool:
        """Return whether it is to be read, which needs no keys: without them exams may be in it."""
        return self.matter is Matter.COURSE or self.module == "sheet"

    @property
    def exporter(self) -> Exporter:
        """Return its module, which is loaded now."""
        module = import_module(f"lessonry.exporters.{self.module}")
        return cast("Exporter", module)


FORMATS: Final = (
    ExportFormat(
        name="scorm-1.2",
        title="SCORM 1.2",
        ending=".zip",
        matter=Matter.SITE,
        module="scorm_12",
    ),
    ExportFormat(
        name="scorm-2004",
        title="SCORM 2004 4th edition",
        ending=".zip",
        matter=Matter.SITE,
        module="scorm_2004",
    ),
    ExportFormat(
        name="cmi5",
        title="cmi5",
        ending=".zip",
        matter=Matter.SITE,
        module="cmi5",
    ),
    ExportFormat(
        name="xapi",
        title="xAPI",
        ending=".zip",
        matter=Matter.SITE,
        module="xapi",
    ),
    ExportFormat(
        name="qti-3.0",
        title="QTI 3.0",
        ending=".zip",
        matter=Matter.QUIZZES,
        module="qti_30",
    ),
    ExportFormat(
        name="qti-2.2",
        title="QTI 2.2",
        ending=".zip",
        matter=Matter.QUIZZES,
        module="qti_22",
    ),
    ExportFormat(
        name="qti-2.1",
        title="QTI 2.1",
        ending=".zip",
        matter=Matter.QUIZZES,
        module="qti_21",
    ),
    ExportFormat(
        name="canvas",
        title="QTI 1.2 for Canvas",
        ending=".zip",
        matter=Matter.QUIZZES,
        module="canvas",
    ),
    ExportFormat(
        name="common-cartridge",
        title="Common Cartridge 1.1",
        ending=".imscc",
        matter=Matter.QUIZZES,
        module="common_cartridge",
        has_lessons=True,
    ),
    ExportFormat(
        name="moodle-xml",
        title="Moodle XML",
        ending=".xml",
        matter=Matter.QUIZZES,
        module="moodle_xml",
        is_archive=False,
    ),
    ExportFormat(
        name="gift",
        title="GIFT",
        ending=".txt",
        matter=Matter.QUIZZES,
        module="gift",
        is_archive=False,
    ),
    ExportFormat(
        name="anki",
        title="Anki",
        ending=".apkg",
        matter=Matter.QUIZZES,
        module="anki",
    ),
    ExportFormat(
        name="epub",
        title="EPUB 3",
        ending=".epub",
        matter=Matter.COURSE,
        module="epub",
        stored=("mimetype",),
    ),
    ExportFormat(
        name="book",
        title="PDF book",
        ending=".pdf",
        matter=Matter.COURSE,
        module="book",
        is_archive=False,
    ),
    ExportFormat(
        name="sheet",
        title="printable quiz sheet with its answer sheet",
        ending=".pdf",
        matter=Matter.QUIZZES,
        module="sheet",
        is_archive=False,
    ),
)
"""In the order in which the command lists them."""


def named(name: str) -> ExportFormat:
    """Return the format of that name.

    Raises:
        UsageError: There is none.
    """
    found = next((one for one in FORMATS if one.name == name), None)
    if found is None:
        names = [one.name for one in FORMATS]
        near = meant(name, names)
        listed = f"These can be written: {', '.join(names)}."
        raise UsageError(
            f"There is no format {name}.", help=f"Did you mean {near}? {listed}" if near else listed
        )
    return found
