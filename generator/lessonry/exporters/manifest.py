"""`imsmanifest.xml`: how a SCORM package names itself, what is opened, and its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from lessonry.domain.course import Course

LONGEST_TITLE: Final = 200
"""Characters: what SCORM 1.2 takes."""
NO_NAME: Final = re.compile(r"[^A-Za-z0-9_.-]+")
NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def identifier(course: Course) -> str:
    """Return the course's name as XML takes one; two courses have two."""
    name = NO_NAME.sub("-", course.identifier).strip("-.")[:60]
    if name != course.identifier:
        digest = hashlib.sha256(course.identifier.encode()).hexdigest()[:8]
        name = f"{name}-{digest}".lstrip("-")
    return name if name[0].isalpha() else f"course-{name}"


def iri(course: Course, part: str) -> str:
    """Return an IRI that this part of the course alone has, in every edition."""
    return uuid5(NAMESPACE_URL, f"{course.url or ''} {course.identifier} {part}").urn


def manifest(
    course: Course,
    names: Iterable[str],
    *,
    attributes: str,
    version: str,
    sco: str,
    start: str,
    inside_item: str = "",
) -> bytes:
    """Return the manifest of a package that is one SCO.

    Prefixes stand as every example has them: there are LMSs that read names and no namespaces.

    Args:
        course: Whose title it has.
        names: The package's files.
        attributes: The namespaces, and where their schemas are.
        version: What `schemaversion` says, to the letter.
        sco: The attribute that makes the resource a SCO.
        start: The file that is opened.
        inside_item: What stands in the item besides its title.
    """
    name = identifier(course)
    title = escape(NO_XML.sub("", " ".join(course.title.split()))[:LONGEST_TITLE])
    files = "\n".join(f"      <file href={quoteattr(quote(each))}/>" for each in sorted(names))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{name}" version="1.0"
  {attributes}>
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>{version}</schemaversion>
  </metadata>
  <organizations default="{name}-organization">
    <organization identifier="{name}-organization">
      <title>{title}</title>
      <item identifier="{name}-item" identifierref="{name}-resource" isvisible="true">
        <title>{title}</title>{inside_item}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="{name}-resource" type="webcontent" {sco} href={quoteattr(quote(start))}>
{files}
    </resource>
  </resources>
</manifest>
""".encode()
