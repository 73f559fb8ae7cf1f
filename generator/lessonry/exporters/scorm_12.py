"""SCORM 1.2: the built site as one SCO, for nearly every LMS there is."""

from __future__ import annotations

from typing import Final

from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.manifest import manifest
from lessonry.exporters.site_package import START, site_package, site_report

MANIFEST: Final = "imsmanifest.xml"
NAMESPACES: Final = """xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2\""""
LONGEST: Final = 255
"""Characters of an answer."""


def export(request: Request) -> Exported:
    """Return the package: no `masteryscore`, by which LMSs take half-done attempts for failed."""
    package = site_package(request, "scorm-1.2", ("scorm-12.js",))
    told = manifest(
        request.course,
        (name for name, _ in package.files),
        attributes=NAMESPACES,
        version="1.2",
        sco='adlcp:scormtype="sco"',
        start=START,
    )
    return Exported(
        files=((MANIFEST, told), *package.files),
        report=site_report(request.quizzes, LONGEST),
        notes=package.notes,
    )
