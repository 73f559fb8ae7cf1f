"""Makes the kits of locked exams: what their pages make certificates from.

It is loaded by name, and only where a locked exam earns something: with it come the libraries of
certificates, whose loading takes as long as rendering dozens of pages.
"""

from __future__ import annotations

import json
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from lessonry.credentials.desk import self_signed
from lessonry.credentials.document import Desk
from lessonry.credentials.lock.writing import Lock
from lessonry.credentials.sheets import browser_fonts, sheet_kit
from lessonry.credentials.sheets.sheet import SheetRefusedError
from lessonry.domain.achievement import Achievement
from lessonry.domain.course import Course
from lessonry.domain.quiz import Quiz


class KitRefusedError(ValueError):
    """A page can make no certificates; the message says why."""


def files_of(
    course: Course,
    quiz: Quiz,
    lock: Lock,
    *,
    achievement: Achievement,
    desk: Desk,
    certificates: Path,
    total: Fraction,
    now: datetime,
) -> dict[str, bytes] | None:
    """Return the files of an exam's kit by their paths in the site, the kit's own first.

    Args:
        course: With its issuer and its site.
        quiz: The exam.
        lock: Of the exam.
        achievement: What passing earns.
        desk: What certifies for the issuer.
        certificates: The course's folder of that name.
        total: The points of one attempt.
        now: In UTC.

    Returns:
        Nothing where the page can certify nothing.

    Raises:
        KitRefusedError: The sheet or the credential cannot be prepared.
    """
    try:
        sheet = sheet_kit.kit(course, achievement, desk, certificates)
        credential, _ = opened(
            course, quiz, lock, certificates=certificates, total=total, now=now, keep=False
        )
    except (SheetRefusedError, self_signed.KitError) as error:
        raise KitRefusedError(str(error)) from error
    if credential is None:
        return None
    path = f"lessonry/kits/{quiz.identifier}-{lock.digest}.json"
    kit = {"credential": credential, "sheet": sheet}
    content = json.dumps(kit, ensure_ascii=False, separators=(",", ":")).encode()
    return {path: content} | dict(browser_fonts.published(certificates / "fonts"))


def opened(
    course: Course,
    quiz: Quiz,
    lock: Lock,
    *,
    certificates: Path,
    total: Fraction,
    now: datetime,
    keep: bool,
) -> tuple[dict[str, Any] | None, bool]:
    """Return the credential's part of an exam's kit, and whether its key is newly certified."""
    return self_signed.open_kit(
        certificates,
        course,
        quiz,
        digest=lock.digest,
        seed=lock.seed,
        total=total,
        now=now,
        keep=keep,
    )
