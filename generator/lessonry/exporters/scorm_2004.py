"""SCORM 2004 4th edition: the built site as one SCO, which tells completion and success apart."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.manifest import manifest
from lessonry.exporters.site_package import START, site_package, site_report

MANIFEST: Final = "imsmanifest.xml"
NAMESPACES: Final = """xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
  xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
  xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
  xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd
    http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd
    http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd
    http://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd
    http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd\""""
SCHEMAS: Final = Path(__file__).parent / "schemas"
"""Files that ADL's validator looks for at the package's root. These are lessonry's own, of what its
manifests have: the standards bodies' own carry no word that lets anybody pass them on."""
SEQUENCING: Final = """
        <imsss:sequencing>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>"""
"""The course says itself how it stands: an LMS would else call it complete when it is left."""
LONGEST: Final = 4000
"""Characters of an answer."""


def export(request: Request) -> Exported:
    """Return the package."""
    package = site_package(request, "scorm-2004", ("scorm-2004.js",))
    told = manifest(
        request.course,
        (name for name, _ in package.files),
        attributes=NAMESPACES,
        version="2004 4th Edition",
        sco='adlcp:scormType="sco"',
        start=START,
        inside_item=SEQUENCING,
    )
    schemas = ((file.name, file) for file in sorted(SCHEMAS.glob("*.xsd")))
    return Exported(
        files=((MANIFEST, told), *schemas, *package.files),
        report=site_report(request.quizzes, LONGEST),
        notes=package.notes,
    )
