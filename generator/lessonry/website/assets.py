"""What the plugin adds to a site: the browser's code and style, the issuer's public files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lessonry.domain.course import Course
from lessonry.project import Layout

RUNTIME = Path(__file__).parent.parent / "runtime"
FOLDER = "lessonry"
"""The folder of the site that holds the runtime."""
SCRIPT = f"{FOLDER}/main.js"
STYLE = f"{FOLDER}/lessonry.css"
VERIFY_PAGE = "---\ntitle: Verify a certificate\nhide: [navigation, toc]\n---\n\n/// verify\n///\n"


def runtime_files() -> Iterator[tuple[str, bytes]]:
    """Yield the runtime's files by their path in the site."""
    for file in sorted(RUNTIME.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield f"{FOLDER}/{file.relative_to(RUNTIME).as_posix()}", file.read_bytes()


def public_files(course: Course, layout: Layout) -> Iterator[tuple[str, bytes]]:
    """Yield what verifiers read: the course's summary, the DID document, the status lists."""
    yield f"{FOLDER}/course.json", course_summary(course)
    did = layout.certificates / "did.json"
    if did.is_file():
        document = did.read_bytes()
        yield "did.json", document
        yield ".well-known/did.json", document
    for status in sorted((layout.certificates / "status").glob("*.json")):
        yield f"status/{status.name}", status.read_bytes()
    # GitHub Pages leaves out folders that begin with a dot unless this file is there.
    yield ".nojekyll", b""


def course_summary(course: Course) -> bytes:
    """Return what the verify page tells of the course, as JSON."""
    issuer = course.issuer
    summary = {
        "id": course.identifier,
        "title": course.title,
        "edition": course.edition,
        "url": course.url,
        "achievements": [
            {"id": a.identifier, "name": a.name, "description": a.description}
            for a in course.achievements
        ],
        "issuer": {"name": issuer.name, "url": issuer.url} if issuer else None,
    }
    return json.dumps(summary, ensure_ascii=False, indent=1).encode()
