"""cmi5: the built site as one assignable unit, judged by the statements that it sends.

Source: cmi5 specification, first edition (“Quartz”), sections 13 (course structure) and 14 (package).
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from lessonry.domain.course import Course
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.manifest import iri
from lessonry.exporters.qti_1.document import written
from lessonry.exporters.site_package import START, site_package, site_report

STRUCTURE: Final = "cmi5.xml"
NAMESPACE: Final = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
SCRIPTS: Final = (
    "at-home.js",
    "cmi5.js",
    "lrs.js",
    "recorded.js",
    "scorm-2004.js",
    "statements.js",
)
"""The adapter, and what it is made of: an answer is written as in SCORM 2004."""


def export(request: Request) -> Exported:
    """Return the package."""
    package = site_package(request, "cmi5", SCRIPTS)
    return Exported(
        files=((STRUCTURE, structure(request.course)), *package.files),
        report=site_report(request.quizzes, None),
        notes=package.notes,
    )


def structure(course: Course) -> bytes:
    """Return the course structure."""
    root = Element("courseStructure", xmlns=NAMESPACE)
    whole = SubElement(root, "course", id=iri(course, "course"))
    _described(whole, course)
    said = {"id": iri(course, "au"), "launchMethod": "AnyWindow", "moveOn": move_on(course)}
    if (mastery := mastery_of(course)) is not None:
        said["masteryScore"] = mastery
    unit = SubElement(root, "au", said)
    _described(unit, course)
    SubElement(unit, "url").text = START
    return written(root)


def move_on(course: Course) -> str:
    """Return what an LMS waits for: the page knows of a pass only where the exam has a lock."""
    exams = [exam for exam in course.exams if course.page_of(exam.identifier)]
    is_known = bool(exams) and all(exam.is_locked for exam in exams)
    return "CompletedAndPassed" if is_known else "Completed"


def mastery_of(course: Course) -> str | None:
    """Return the share of the points that is a pass, where one exam says so by itself."""
    exams = [exam for exam in course.exams if course.page_of(exam.identifier)]
    if len(exams) != 1 or not exams[0].is_locked:
        return None
    mark = exams[0].pass_mark
    if mark is None or mark.in_points:
        return None
    share = Decimal(mark.value.numerator) / Decimal(mark.value.denominator)
    return f"{share.quantize(Decimal('0.0001'), rounding=ROUND_FLOOR).normalize():f}"


def _described(holder: Element, course: Course) -> None:
    said = (("title", course.title), ("description", course.description or course.title))
    for name, text in said:
        SubElement(SubElement(holder, name), "langstring", lang=course.language).text = text
