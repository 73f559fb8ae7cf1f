"""Specimens of a course's sheets: awkward names on them, so that nobody's is a surprise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from lessonry.credentials.sheets.sheet_data import VerifyLink
from lessonry.domain.achievement import Achievement
from lessonry.domain.attempt import Learner
from lessonry.domain.credential import Credential, Level

NAMES = (
    "Anna Lind",
    "Bo Wu",
    "Zoë Østergård-Łuczak",
    "Nguyễn Thị Phương Thảo",
    "Maria Constanza Guadalupe Trinidad Fernández Álvarez de Luna",
    "Wolfeschlegelsteinhausenbergerdorffwarten",
    "Γιώργος Παπαδόπουλος",
    "Александр Сергеевич Пушкин",
    "محمد عبد الله الأنصاري",
    "יצחק בן־גוריון",
    "अर्जुन श्रीवास्तव",
    "রবীন্দ্রনাথ ঠাকুর",
    "தமிழ்ச்செல்வன்",
    "สมชาย ใจดี",
    "შოთა რუსთაველი",
    "山田 太郎",
    "김철수",
)
"""Short and long, of many scripts."""
DAY = datetime(2026, 11, 22, tzinfo=UTC)
NUMBER = "urn:uuid:00000000-0000-5000-8000-000000000000"
TOKEN_LENGTH = 190
"""Characters of a QR code's token, so that the specimen's is as fine as a real one."""


def credentials(
    achievement: Achievement, course_title: str, names: Iterable[str]
) -> list[Credential]:
    """Return a credential that nobody signs for each name."""
    days = achievement.valid_for_days
    return [
        Credential(
            identifier=NUMBER,
            learner=Learner(name=name),
            achievement=achievement,
            course_title=course_title,
            edition="0" * 16,
            level=Level.COUNTERSIGNED,
            issued=DAY,
            expires=DAY + timedelta(days=days) if days else None,
            share=Fraction(7, 8) if achievement.show_score else None,
            status_index=0,
        )
        for name in names
    ]


def link(page: str | None) -> VerifyLink | None:
    """Return a link whose token says nothing, to the course's verify page where it has one."""
    if page is None:
        return None
    token = hashlib.shake_256(b"lessonry: a specimen").hexdigest(TOKEN_LENGTH // 2)
    return VerifyLink(page=page, token=token)
