"""The icons of a course that is installed: the issuer's logo, or the course's initial on a tile.

Drawing them takes longer than many a build has left to do, so they are kept from build to build.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from importlib import import_module
from pathlib import Path
from typing import Final

from lessonry.domain.course import Course
from lessonry.website.built import CACHE, DRAWS, Sources
from lessonry.website.sealed import read_json, write_json

GREEN: Final = "#0f5f52"
PAPER: Final = "#faf7f1"
TOUCH: Final = 180
"""Pixels of the icon that Apple's home screens show."""
ROUND: Final = {192: "icon-192.png", 512: "icon-512.png"}
MASKABLE: Final = "maskable-512.png"
"""The icon whose edges a system may cut off: what counts is in the inner 80 %."""
TOUCHED: Final = "apple-touch-icon.png"
DRAWING: Final = "lessonry.website.icon_drawing"
RECORD: Final = "icons.json"


def icons(course: Course, certificates: Path, sources: Sources | None = None) -> dict[str, bytes]:
    """Return the icons by the names of their files; none where no font draws the initial.

    Args:
        course: Its title and its issuer decide.
        certificates: The course's folder of that name.
        sources: What the build reads; nothing where nothing is kept.
    """
    issuer = course.issuer
    logo = certificates / issuer.logo if issuer and issuer.logo else None
    color = (issuer.color if issuer else None) or GREEN
    picture = (logo.suffix.lower(), logo.read_bytes()) if logo and logo.is_file() else None
    letter = _initial(course.title)
    if sources is None:
        return _drawn(letter, color, picture)
    around = [sources.around[name] for name in DRAWS]
    shown = [picture[0], hashlib.sha256(picture[1]).hexdigest()] if picture else None
    made_of = [letter, color, shown, around]
    record = sources.folder / CACHE / RECORD
    kept = read_json(record)
    if isinstance(kept, list) and kept[:1] == [made_of]:
        return {name: b64decode(text) for name, text in kept[1].items()}
    found = _drawn(letter, color, picture)
    said = {name: b64encode(content).decode() for name, content in found.items()}
    write_json(record, [made_of, said])
    return found


def _drawn(letter: str, color: str, picture: tuple[str, bytes] | None) -> dict[str, bytes]:
    found: dict[str, bytes] = import_module(DRAWING).drawn(letter, color, picture)
    return found


def _initial(title: str) -> str:
    return next((letter.upper() for letter in title if letter.isalnum()), "★")
