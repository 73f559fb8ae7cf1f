"""Sheets of every look, made without an issuer's keys, and names in every script the package draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from lessonry.credentials.document import Desk
from lessonry.credentials.sheets.sheet import Sheets, VerifyLink
from lessonry.domain.attempt import Learner
from lessonry.domain.credential import Credential
from lessonry.domain.look import Design, Look, Orientation, Paper, Signature
from tests.credentials.academy import CREDENTIAL, course

LINK = VerifyLink(page="https://academy.example.org/delight/verify/", token="a1b2" * 45)
LOOKS = [
    Look(design=design, paper=paper, orientation=orientation)
    for design in Design
    for paper in Paper
    for orientation in Orientation
]
SEEDS = {
    "Latin": "Maria Constanza Guadalupe Trinidad Fernández Álvarez de Luna",
    "Vietnamese": "Nguyễn Thị Phương Thảo",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Cyrillic": "Александр Сергеевич Пушкин",
    "Arabic": "محمد عبد الله الأنصاري",
    "Hebrew": "יצחק בן־גוריון",
    "Armenian": "Արամ Խաչատրյան",
    "Georgian": "შოთა რუსთაველი",
    "Ethiopic": "ጌታቸው አበበ",
    "Devanagari": "अर्जुन श्रीवास्तव",
    "Bengali": "রবীন্দ্রনাথ ঠাকুর",
    "Gujarati": "મોહનદાસ ગાંધી",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Kannada": "ಕುವೆಂಪು ಗೌಡ",
    "Malayalam": "ശ്രീനാരായണ ഗുരു",
    "Tamil": "தமிழ்ச்செல்வன் குமார்",
    "Telugu": "శ్రీనివాస రావు",
    "Sinhala": "සිරිමාවෝ බණ්ඩාරනායක",
    "Thai": "สมชาย ใจดี",
    "Lao": "ສົມສັກ ວົງ",
    "Khmer": "សុខ សុភាព",
    "Myanmar": "အောင်ဆန်း ကြည်",
    "Han": "山田太郎",
    "Hiragana": "さくらももこ",
    "Katakana": "サトウケンイチ",
    "Hangul": "김철수박영희",
}
SIXTY = {script: (f"{seed} " * 30)[:60].strip() for script, seed in SEEDS.items()}
LONG = {
    "two letters": "Li",
    "one word of 40 letters": "Wolfeschlegelsteinhausenbergerdorffwarten"[:40],
    "100 letters": ("Maria Constanza Guadalupe Trinidad Fernández Álvarez de Luna y " * 2)[:100],
    "100 wide letters": "W" * 100,
    "hyphens": "Müller-Lüdenscheidt-" * 5,
}
LONG_TITLE = ("Advanced certificate in delightful service for every front desk " * 2)[:120]
LONG_COURSE = ("Delight: service beyond expectations, the whole course in parts " * 2)[:120]
SIGNERS = (
    Signature(name="Margarethe Sørensen", role="Course director", image="hand.svg"),
    Signature(name="Ida Holm", role="Head of the Delight Academy"),
)
HAND = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">'
    '<path d="M2 15C15 0 20 25 30 8S50 2 58 12" fill="none" stroke="#114"/></svg>'
)


def credential(name: str = "Anna Lind", look: Look | None = None, **changes: Any) -> Credential:
    """Return a credential that expires; `title` and `course` may be given."""
    earned = replace(
        CREDENTIAL.achievement,
        look=look or Look(),
        name=changes.get("title", CREDENTIAL.achievement.name),
    )
    return replace(
        CREDENTIAL,
        learner=Learner(name=name),
        achievement=earned,
        course_title=changes.get("course", CREDENTIAL.course_title),
        expires=CREDENTIAL.issued + timedelta(days=730),
    )


def sheets(folder: Path | None = None, **issuer: Any) -> Sheets:
    """Return the sheets of an issuer with these fields."""
    known = course().issuer
    assert known
    desk = Desk(
        did="did:web:academy.example.org",
        issuer=replace(known, **issuer),
        site="https://academy.example.org/delight/",
    )
    return Sheets(desk, folder)


def made(at: Sheets, one: Credential, link: VerifyLink | None = LINK) -> bytes:
    return at.compile(one, link=link, attachment=b"{}")


def joined(pdfs: Iterable[bytes], file: Path) -> Path:
    """Write several sheets as the pages of one file, for tools that take long to start."""
    with pikepdf.new() as whole:
        for pdf in pdfs:
            with pikepdf.open(BytesIO(pdf)) as one:
                whole.pages.extend(one.pages)
        whole.save(file)
    return file


def pictures(poppler: Any, file: Path, dots: int = 50) -> list[Image.Image]:
    """Return the pages of a file in grey."""
    poppler("pdftoppm", "-r", str(dots), "-gray", "-png", file, file.with_suffix(""))
    found = sorted(file.parent.glob(f"{file.stem}-*.png"))
    return [Image.open(path).convert("L") for path in found]
