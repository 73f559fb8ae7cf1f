"""Plain xAPI: the built site with a `tincan.xml`, for record stores of any kind."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement

from lessonry.domain.course import Course
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.manifest import iri
from lessonry.exporters.qti_1.document import written
from lessonry.exporters.site_package import START, site_package, site_report

STRUCTURE: Final = "tincan.xml"
NAMESPACE: Final = "http://projecttincan.com/tincan.xsd"
COURSE: Final = "http://adlnet.gov/expapi/activities/course"
SCRIPTS: Final = (
    "at-home.js",
    "lrs.js",
    "recorded.js",
    "scorm-2004.js",
    "statements.js",
    "xapi.js",
)


def export(request: Request) -> Exported:
    """Return the package."""
    package = site_package(request, "xapi", SCRIPTS)
    return Exported(
        files=((STRUCTURE, structure(request.course)), *package.files),
        report=site_report(request.quizzes, None),
        notes=package.notes,
    )


def structure(course: Course) -> bytes:
    """Return what tells a host of the course and of what to open."""
    root = Element("tincan", xmlns=NAMESPACE)
    activity = SubElement(
        SubElement(root, "activities"), "activity", id=iri(course, "activity"), type=COURSE
    )
    SubElement(activity, "name", lang=course.language).text = course.title
    described = SubElement(activity, "description", lang=course.language)
    described.text = course.description or course.title
    SubElement(activity, "launch", lang=course.language).text = START
    return written(root)
