"""What is done with one record: it is looked at, and later made into what it is to become.

Both are done by whichever process is free, so each begins with the file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from lessonry.credentials import sheet_digest
from lessonry.credentials.issuance import letter, record, suspicion
from lessonry.credentials.issuance.counting import Chosen
from lessonry.credentials.issuance.grading import Examined
from lessonry.credentials.issuance.press import PDF, Press
from lessonry.credentials.issuance.record import RecordError
from lessonry.credentials.issuance.suspicion import Print
from lessonry.credentials.issuance.workers import Office
from lessonry.credentials.register import Entry, Known
from lessonry.credentials.sheets.sheet import SheetRefusedError
from lessonry.domain.attempt import Attempt
from lessonry.domain.course import Course

INDEXES = ("index.md", "README.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a file says nothing."""

    message: str
    help: str | None = None
    learner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is kept of a record until all are opened."""

    file: Path
    attempt: Attempt
    """Without its responses."""
    digest: str
    said: Print | None
    """Nothing where it cannot be graded any more."""
    passes: bool
    share: Fraction
    shortfall: str
    known: Known | None
    notes: tuple[str, ...]
    results: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Return whether it was certified before."""
        return self.known is not None

    @property
    def is_pass(self) -> bool:
        """Return whether it is enough, or was when it was issued."""
        return self.known is not None or self.passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be made of a record."""

    file: Path
    digest: str
    learner: str
    """Whom the record names."""
    index: int | None = None
    """The place in the status list, where a certificate is to be made."""
    letter: tuple[Chosen | None, bool] | None = None
    """Which attempt counts, and whether there is a certificate; where a letter is to be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of a record."""

    entry: Entry | None = None
    letter: str | None = None


def look(press: Press, office: Office, file: Path) -> Seen | Fault:
    """Return what is kept of a file."""
    try:
        read = press.read(_read(file))
    except RecordError as error:
        return Fault(message=str(error), help=error.help)
    examined = read.examined
    attempt = replace(read.attempt, given=())
    if examined is None:
        fault = read.fault
        return Seen(
            file=file, attempt=attempt, digest=read.digest, said=None, passes=False,
            share=Fraction(0), shortfall=(fault.help or "") if fault else "", known=None,
            notes=(str(fault),), results=(),
        )  # fmt: skip
    results = letter.result_lines(examined, office.course) if office.with_results else ()
    return Seen(
        file=file,
        attempt=attempt,
        digest=read.digest,
        said=suspicion.print_of(examined),
        passes=examined.graded.passed,
        share=examined.graded.share,
        shortfall="" if examined.graded.passed else examined.shortfall(),
        known=None,
        notes=(*read.notes, *examined.notes),
        results=tuple(results),
    )


def work(press: Press, office: Office, job: Job) -> Made | Fault:
    """Return what is to be made of a record."""
    try:
        read = press.read(_read(job.file))
        examined = read.examined
        if read.digest != job.digest or examined is None:
            return Fault(message="The file was changed while it was being issued.")
        entry = None if job.index is None else press.make(examined, status_index=job.index)
    except (RecordError, SheetRefusedError) as error:
        return Fault(message=str(error), help=error.help)
    written = None if job.letter is None else _letter(examined, office, *job.letter)
    return Made(entry=entry, letter=written)


def refuse_other(known: Entry, said: str, name: str) -> None:
    """Raise a RecordError where an attempt that was issued comes again and says something else.

    Args:
        known: What was issued for the attempt.
        said: The digest of what the record says now.
        name: The learner's name in it.
    """
    if known.record != said:
        raise RecordError(
            f"This attempt was issued to “{known.learner}” already, "
            f"and the record now says something else (“{name}”).",
            "Nothing was issued. Ask who sent it first; `lessonry correct` mends a name, and the first "
            "record gives the same certificate again.",
        )


def _letter(examined: Examined, office: Office, chosen: Chosen | None, is_certified: bool) -> str:
    course = office.course.in_language(examined.attempt.language)
    folder = "" if course is office.course else f"{course.language}/"

    def url_of(path: str) -> str | None:
        return address(course, path, folder=folder, directory_urls=office.directory_urls)

    return letter.write(examined, course, chosen=chosen, is_certified=is_certified, url_of=url_of)


def address(course: Course, path: str, *, directory_urls: bool, folder: str = "") -> str | None:
    """Return the address of a page of `docs/`, as MkDocs publishes it.

    Args:
        course: Whose page it is.
        path: Relative to `docs/`, as the original has it.
        directory_urls: Whether `a.md` is at `a/`.
        folder: Of the site, where a translation lies.
    """
    site = course.url
    if site is None:
        return None
    site += folder
    page = PurePosixPath(path)
    if page.name in INDEXES:
        page = page.parent / "index.md"
    if not directory_urls:
        return site + quote(f"{page.with_suffix('.html')}")
    place = page.parent if page.name == "index.md" else page.with_suffix("")
    return site + ("" if str(place) == "." else quote(f"{place}/"))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(record.LARGEST + 1)
            if data.startswith(PDF):
                data += opened.read(sheet_digest.LARGEST_FILE)
            return data
    except OSError as error:
        raise RecordError(f"The file cannot be read: {error.strerror or error}.") from error
