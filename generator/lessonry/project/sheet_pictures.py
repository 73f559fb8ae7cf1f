"""Looks at the pictures of certificates: a file that is missing, or that no sheet can show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonry.diagnostics import Diagnostic, Place
from lessonry.domain.achievement import Issuer
from lessonry.project.layout import Layout

LARGEST = 1_000_000
"""Bytes of a picture: every certificate carries it."""
KINDS = {
    ".png": (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    ".jpg": (b"\xff\xd8\xff", b"\xff\xd9"),
    ".jpeg": (b"\xff\xd8\xff", b"\xff\xd9"),
}
"""How the file of each kind begins and ends."""
SVG = re.compile(rb"<svg(?=[\s/>]).*(</svg\s*>|/>)\s*(<!--.*-->\s*)?\Z", re.DOTALL)


def find_picture_faults(issuer: Issuer, layout: Layout) -> Iterator[Diagnostic]:
    """Yield an error for each picture of `issuer.yml` that cannot stand on a sheet."""
    for key, name in issuer.pictures:
        place = issuer.field_places.get(key, issuer.place)
        fault = _fault(name, layout, place)
        if fault is not None:
            yield fault


def _fault(name: str, layout: Layout, place: Place) -> Diagnostic | None:
    folder = layout.certificates
    file = folder / name
    called = layout.label(folder)
    try:
        inside = file.resolve().is_relative_to(folder.resolve())
        is_file = inside and file.is_file()
    except (OSError, ValueError):
        inside, is_file = True, False
    if not inside:
        message = f"The picture `{name}` lies outside {called}/."
        return Diagnostic(code="LR323", message=message, place=place)
    if not is_file:
        message = f"There is no file `{name}` in {called}/."
        return Diagnostic(code="LR303", message=message, place=place)
    size = file.stat().st_size
    if size > LARGEST:
        message = f"`{name}` has {size / 1e6:.1f} MB; a sheet takes pictures up to 1 MB."
        return Diagnostic(code="LR322", message=message, place=place)
    reason = _broken(file.suffix.lower(), file.read_bytes())
    if reason is None:
        return None
    return Diagnostic(code="LR321", message=f"`{name}` {reason}.", place=place)


def _broken(suffix: str, data: bytes) -> str | None:
    """Return what keeps a picture from being shown."""
    if suffix == ".svg":
        return None if SVG.search(data) else "is no SVG picture, or not a whole one"
    if suffix not in KINDS:
        return "is neither an SVG nor a PNG nor a JPEG picture"
    begin, end = KINDS[suffix]
    if not data.startswith(begin):
        return "is not what its name says"
    return None if end in data[-4096:] else "is not whole: its end is missing"
