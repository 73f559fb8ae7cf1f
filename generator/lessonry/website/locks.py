"""Locks the exams of a site: a lock file beside each, and what its page makes certificates from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Final

from lessonry.checks.lock import is_lockable
from lessonry.credentials.desk import self_service
from lessonry.credentials.document import Desk
from lessonry.credentials.lock.writing import Answer, Lock, make
from lessonry.domain.course import Course
from lessonry.domain.quiz import Quiz
from lessonry.rendering.answers import RenderedAnswer
from lessonry.website.lock_secret import secret_of

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
KITS: Final = "lessonry.website.kits"
"""What makes kits: most builds make none, and need not load what certificates are made with."""


@dataclass(kw_only=True)
class Locks:
    """The locks of one build: each is made where its exam is placed, all are written at the end."""

    course: Course
    certificates: Path
    secret: bytes | None
    """What they are made from; nothing where this machine has none."""
    keep: bool
    """Whether the exam's key is certified: a preview certifies nothing."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What is to be published, by its path in the site."""
    warnings: list[str] = field(default_factory=list)
    """What it could not do, in sentences."""
    made: dict[str, tuple[Lock, str | None]] = field(default_factory=dict)
    """Of each exam its lock, and the path of its kit."""

    def locks(self, quiz: Quiz) -> bool:
        """Return whether the exam is locked, and can be."""
        return self.secret is not None and quiz.is_locked and is_lockable(quiz)

    def of(
        self, quiz: Quiz, answers: Mapping[str, Sequence[RenderedAnswer]]
    ) -> tuple[Lock, str | None]:
        """Return an exam's lock and the path of its kit, made once.

        Args:
            quiz: An exam that is locked, with its keys.
            answers: What its review shows, as the page that places it renders it.
        """
        if quiz.identifier not in self.made:
            lock = make(
                quiz,
                course=self.course.identifier,
                secret=self.secret,
                answers={
                    name: [Answer(key=answer.key, html=answer.html) for answer in each]
                    for name, each in answers.items()
                },
            )
            self.files[lock.path] = lock.data
            self.made[quiz.identifier] = (lock, self._kit(quiz, lock))
        return self.made[quiz.identifier]

    def _kit(self, quiz: Quiz, lock: Lock) -> str | None:
        """Make the exam's kit; return its path, or nothing where the page can certify nothing."""
        achievement = self.course.achievement(quiz.achievement) if quiz.achievement else None
        desk = desk_of(self.course)
        if achievement is None or desk is None:
            return None
        kits = import_module(KITS)
        try:
            files: dict[str, bytes] | None = kits.files_of(
                self.course,
                quiz,
                lock,
                achievement=achievement,
                desk=desk,
                certificates=self.certificates,
                total=points_of(quiz),
                now=now(),
            )
        except kits.KitRefusedError as error:
            self.warnings.append(
                f"“{quiz.title}” opens without a certificate that is made at once: {error}"
            )
            return None
        if files is None:
            return None
        self.files.update(files)
        return next(iter(files))

    def write(self, site: Path) -> None:
        """Write the files into a built site."""
        for path, data in self.files.items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def certify(self) -> Iterator[str]:
        """List the keys of a site that will be published; yield a sentence for each new one."""
        for quiz in self.course.exams if self.keep else ():
            lock, kit = self.made.get(quiz.identifier, (None, None))
            if lock is None or kit is None:
                continue
            credential, is_new = import_module(KITS).opened(
                self.course,
                quiz,
                lock,
                certificates=self.certificates,
                total=points_of(quiz),
                now=now(),
                keep=True,
            )
            if credential is not None and is_new:
                yield (
                    f"“{quiz.title}” has a new key, {credential['key'][:12]}…, which is now listed in "
                    f"{self.certificates.name}/self-service.json: keep that file with the course."
                )


def open_locks(course: Course, certificates: Path, *, keep: bool) -> Locks:
    """Return the locks of a build that begins.

    Args:
        course: With its keys.
        certificates: The course's folder of that name.
        keep: Whether the site will be published.
    """
    locked = any(quiz.is_locked for quiz in course.exams)
    secret = secret_of(course) if locked else None
    return Locks(course=course, certificates=certificates, secret=secret, keep=keep)


def desk_of(course: Course) -> Desk | None:
    """Return the desk that certifies for the issuer; nothing for a course without a place or keys."""
    if course.issuer is None or course.did is None or course.url is None:
        return None
    did = self_service.desk_did(course.did.name)
    if did is None:
        return None
    return Desk(did=did, issuer=course.issuer, site=self_service.site_of(course.url))


def points_of(quiz: Quiz) -> Fraction:
    """Return the points of one attempt, which are the same for each draw of a locked exam."""
    return quiz.lowest_maximum


def now() -> datetime:
    """Return the time of the build: `SOURCE_DATE_EPOCH`, or now."""
    epoch = os.environ.get(EPOCH_VARIABLE, "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    return datetime.now(tz=UTC).replace(microsecond=0)
