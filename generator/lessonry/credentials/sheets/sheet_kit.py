"""The sheet kit: a level 1 sheet with empty places, taken apart, from which a browser makes a PDF file.

typst draws all that is the same for every learner, and leaves a picture of one pixel in each slot
(template/slots.typ). Here that picture's drawing becomes one of a Form XObject, which the browser
writes, and what tells one file from another (title, dates, identifiers, attachments) becomes a hole.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from lessonry.credentials import document, sheet_digest
from lessonry.credentials.document import Desk
from lessonry.credentials.sheets import browser_fonts, words
from lessonry.credentials.sheets.sheet import SheetRefusedError, Sheets, VerifyLink
from lessonry.domain.achievement import Achievement
from lessonry.domain.attempt import Learner
from lessonry.domain.course import Course
from lessonry.domain.credential import Credential, Level

VERSION = 1
NAME = "LESSONRY-NAME"
"""Stands for the learner's name while typst works."""
DAY = datetime(2001, 2, 3, tzinfo=UTC)
"""Stands for the day."""
MARK = "\x01"
"""Before and behind the name of a hole in a text."""
NEEDED = ("learner", "facts", "id")
"""The slots that every sheet has; `qr` as well where there is a verify page."""

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
STREAM = re.compile(rb"<<(.*?)>>\nstream\n", re.DOTALL)
ROOT = re.compile(rb"/Root (\d+) 0 R/Info (\d+) 0 R")
DRAWN = re.compile(
    rb"/(?:Span|Figure)<</MCID (\d+)/Alt\(lessonry:slot:(\w+)\)>>BDC(.*?)EMC", re.DOTALL
)
PICTURE = re.compile(rb"/x\d+ Do")
FIGURE = re.compile(rb"/S/Figure/P (\d+) 0 R/Alt\(lessonry:slot:(\w+)\)(/A\[<<.*?>>\])?")
STRING = rb"(?:\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>)"
"""A string of PDF (ISO 32000-1 §7.3.4) as typst writes it: no open parentheses inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One object of the file."""

    number: int
    dictionary: bytes
    """The whole object where it has no stream."""
    stream: bytes | None


def kit(
    course: Course,
    achievement: Achievement,
    desk: Desk,
    certificates: Path,
) -> dict[str, Any]:
    """Return the sheet's part of a locked exam's kit, as JSON values.

    Args:
        course: What was passed.
        achievement: What a pass earns.
        desk: The issuer's self-service desk.
        certificates: The course's folder of that name.

    Raises:
        SheetRefusedError: typst cannot draw the sheet, or its template places something by hand.
    """
    page = course.verify_url
    credential = Credential(
        identifier=document.identifier(desk.did, NAME),
        learner=Learner(name=NAME),
        achievement=achievement,
        course_title=course.title,
        edition=course.edition,
        counted=course.counted(course.edition),
        level=Level.UNLOCKED,
        issued=DAY,
        expires=DAY if achievement.valid_for_days else None,
        share=Fraction(1) if achievement.show_score else None,
        status_index=0,
    )
    with Sheets(desk, certificates) as sheets:
        data = sheets.data(credential, VerifyLink(page=page, token="") if page else None)
        pdf, places = sheets.compile_kit(credential, data, attachment=b"a place")
    return {
        "version": VERSION,
        "title": data["title"].replace(NAME, MARK + "name" + MARK),
        "summary": data["summary"].replace(NAME, MARK + "name" + MARK),
        "verify": page,
        "language": data["language"],
        "facts": words.facts_kit(achievement, data["language"]),
        "print": _printed(data),
        **taken_apart(pdf, places, data["title"], data["summary"]),
        "fonts": browser_fonts.table(certificates / "fonts"),
    }


def _printed(data: dict[str, Any]) -> dict[str, Any]:
    """Return what a sheet says that the browser prints by its own means."""
    said, level = data["words"], data["level"]
    return {
        "rtl": data["rtl"],
        "heading": said["certificate"],
        "lines": [
            said["certify"],
            MARK + "name" + MARK,
            said["earned"],
            data["achievement"]["name"],
            data["course"].join(said["by_passing"]),
            MARK + "facts" + MARK,
        ],
        "signers": [[one["name"] or "", one["role"] or ""] for one in data["signatures"]],
        "issuer": data["issuer"]["name"],
        "level": [level["title"], " ".join(filter(None, (level["words"], data["edition"])))],
    }


def taken_apart(
    pdf: bytes, places: list[dict[str, Any]], title: str, summary: str
) -> dict[str, Any]:
    """Return the file's objects with holes, its slots, and what its trailer names.

    Raises:
        SheetRefusedError: A slot is missing or stands where no browser can fill it.
    """
    pieces = list(_pieces(pdf))
    found = ROOT.search(pdf)
    if found is None or not pieces:
        raise SheetRefusedError("The sheet's file has a form that is not known.")
    info = int(found[2])
    following = pieces[-1].number + 1
    slots: dict[str, dict[str, Any]] = {}
    for place in places:
        name = place["slot"]
        if name in slots:
            raise SheetRefusedError(f"The template has two places for “{name}”.")
        slots[name] = {**place, "object": following + len(slots), "element": None}
        slots[name]["align"] = place["align"] if place["align"] in {"left", "right"} else "center"
    drawn: set[str] = set()
    objects: list[list[Any]] = []
    attached = iter(("credential", "record"))
    for piece in pieces:
        if piece.number == info:
            text = _info(piece.dictionary, title, summary)
            objects.append([piece.number, text])
        elif piece.stream is None:
            changed = _structure(_resources(piece, slots), pieces, slots)
            objects.append([piece.number, changed.dictionary.decode("latin-1")])
        elif b"/Type/EmbeddedFile" in piece.dictionary and (hole := next(attached, None)):
            objects.append([piece.number, _plain_attachment(piece), {"hole": hole}])
        elif b"/Type/Metadata" in piece.dictionary:
            objects.append([piece.number, "/Type/Metadata/Subtype/XML", {"text": _xmp(piece, pdf)}])
        else:
            page = _page(piece, slots, drawn)
            data = base64.b64encode(page.stream or b"").decode()
            objects.append([page.number, page.dictionary.decode("latin-1"), {"data": data}])
    for name in (*NEEDED, *slots):
        if name not in drawn or slots[name]["element"] is None:
            raise SheetRefusedError(
                f"The template has no place for “{name}” that a browser can fill.",
                "Draw it with `slot` (docs/reference/certificates.md).",
            )
    return {"objects": objects, "slots": slots, "root": int(found[1]), "info": info}


def _pieces(pdf: bytes) -> Iterator[Piece]:
    """Yield the objects of a file that typst wrote, whose streams state their length."""
    position = 0
    while match := OBJECT.search(pdf, position):
        number, body = int(match[1]), match[2]
        start = match.start(2)
        opened = STREAM.match(pdf, start)
        if body.startswith(b"<<") and opened and opened.end() <= match.end(2):
            length = sheet_digest.LENGTH.search(opened[1])
            if length is None:
                raise SheetRefusedError("The sheet's file has a stream without a length.")
            end = opened.end() + int(length[1])
            dictionary = opened[1].replace(length[0], b"", 1)
            yield Piece(number=number, dictionary=dictionary, stream=pdf[opened.end() : end])
            position = pdf.index(b"endobj\n", end)
        else:
            yield Piece(number=number, dictionary=body, stream=None)
            position = match.end()


def _info(dictionary: bytes, title: str, summary: str) -> str:
    """Return the document information with holes; the browser writes its strings as UTF-16."""
    for key, hole in ((b"Title", b"title"), (b"Subject", b"summary")):
        dictionary = re.sub(
            rb"/" + key + STRING, b"/" + key + b"\x01text:" + hole + b"\x01", dictionary
        )
    text = _dated(dictionary).decode("latin-1")
    if NAME in text or not title or not summary:
        raise SheetRefusedError("The sheet's title has a form that is not known.")
    return text


def _dated(data: bytes) -> bytes:
    return data.replace(DAY.strftime("D:%Y%m%d000000Z").encode(), b"\x01pdf:date\x01")


def _xmp(piece: Piece, pdf: bytes) -> str:
    text = (piece.stream or b"").decode()
    text = text.replace(DAY.strftime("%Y-%m-%dT%H:%M:%SZ"), "\x01xml:date\x01")
    text = text.replace(NAME, "\x01xml:name\x01")
    identifiers = re.search(rb"/ID\[\((.*?)\)\((.*?)\)\]", pdf)
    if identifiers:
        for found, hole in ((identifiers[2], "instance"), (identifiers[1], "document")):
            text = text.replace(found.decode("latin-1"), f"\x01xml:{hole}\x01")
    return text


def _plain_attachment(piece: Piece) -> str:
    """Return an attachment's dictionary, its content not compressed and of any length."""
    text = piece.dictionary.decode("latin-1").replace("/Filter/FlateDecode", "")
    return _dated(re.sub(r"/Size \d+", "/Size \x01size\x01", text).encode("latin-1")).decode(
        "latin-1"
    )


def _resources(piece: Piece, slots: dict[str, dict[str, Any]]) -> Piece:
    """Return the page's resources with the slots' forms in them."""
    forms = "".join(f"/LR{name} {slot['object']} 0 R" for name, slot in slots.items()).encode()
    if not piece.dictionary.startswith(b"<<") or b"/ProcSet[" not in piece.dictionary:
        return piece
    return replace(
        piece, dictionary=piece.dictionary.replace(b"/XObject<<", b"/XObject<<" + forms, 1)
    )


def _structure(piece: Piece, pieces: list[Piece], slots: dict[str, dict[str, Any]]) -> Piece:
    """Return a structure element, its figure turned into text where a slot's is one."""
    found = FIGURE.search(piece.dictionary)
    name = found[2].decode() if found else ""
    if found is None or name not in slots:
        return piece
    slots[name]["element"] = piece.number
    parent = next((p.dictionary for p in pieces if p.number == int(found[1])), b"")
    inline = re.search(rb"/S/(?:P|H\d|Span|Strong|Em|Lbl|LBody)/", parent)
    role = b"Figure" if name == "qr" else b"Span" if inline else b"P"
    told = b"/Alt" if name == "qr" else b"/ActualText"
    kept = (found[3] or b"") if name == "qr" else b""
    element = b"/S/" + role + b"/P " + found[1] + b" 0 R" + told + b"\x01text:slot-" + name.encode()
    return replace(
        piece, dictionary=piece.dictionary.replace(found[0], element + b"\x01" + kept, 1)
    )


def _page(piece: Piece, slots: dict[str, dict[str, Any]], drawn: set[str]) -> Piece:
    """Return a content stream that draws the slots' forms where their pictures were."""
    if b"/FlateDecode" not in piece.dictionary or b"/Subtype" in piece.dictionary:
        return piece
    try:
        content = zlib.decompress(piece.stream or b"")
    except zlib.error:
        return piece

    def form(match: re.Match[bytes]) -> bytes:
        name = match[2].decode()
        if name not in slots or len(PICTURE.findall(match[3])) != 1:
            return match[0]
        drawn.add(name)
        width, height = slots[name]["width"], slots[name]["height"]
        # A picture is one by one; the form has the measures of its place.
        drawing = f" {1 / width:.9f} 0 0 {1 / height:.9f} 0 0 cm/LR{name} Do".encode()
        role = b"Figure" if name == "qr" else b"Span"
        return b"/%s<</MCID %s>>BDC%sEMC" % (role, match[1], PICTURE.sub(drawing, match[3]))

    changed = DRAWN.sub(form, content)
    return piece if changed == content else replace(piece, stream=zlib.compress(changed, 9))
