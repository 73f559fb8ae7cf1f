"""What comes of a pile of completion records: each opened, each learner's counting one certified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from lessonry.credentials import letter, record
from lessonry.credentials.counting import Counted, count
from lessonry.credentials.issuing import Issued, Issuing, NotPassed, Opened
from lessonry.credentials.record import RecordError
from lessonry.credentials.register import save
from lessonry.credentials.sheet import SheetRefusedError

INDEXES = ("index.md", "README.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of one file, for the table and for the exit code."""

    file: Path
    learner: str = ""
    score: str = ""
    outcome: str
    result: str = ""
    """The certificate's path, where there is one."""
    lines: tuple[str, ...] = ()
    """More about it, in sentences."""
    is_well: bool = False
    """Whether it is a pass, or an attempt that does not count beside one that is."""
    letter: str | None = None
    """What to send to the learner; nothing for an attempt that does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """The records of one run; all are opened before any is settled."""

    issuing: Issuing
    out: Path
    """Where certificates go."""
    directory_urls: bool
    """Whether a page `a.md` is at `a/`."""

    def open(self, found: Iterable[Path]) -> dict[Path, Opened | Told]:
        """Return what each file says, or why it says nothing."""
        opened: dict[Path, Opened | Told] = {}
        for file in found:
            try:
                opened[file] = self.issuing.open(_read(file))
            except RecordError as error:
                opened[file] = _refused(file, error)
        return opened

    def tell(self, opened: Mapping[Path, Opened | Told]) -> Iterator[Told]:
        """Yield what came of each file, in their order, having issued what is to be issued."""
        counted = self._counted([one for one in opened.values() if isinstance(one, Opened)])
        for file, one in opened.items():
            if isinstance(one, Told):
                yield one
                continue
            group = counted[one.attempt.identifier]
            if one.attempt.identifier == group.counting.attempt.identifier:
                yield self._settled(file, one, group)
            else:
                yield self._beside(file, one, group)

    def _counted(self, opened: list[Opened]) -> dict[str, Counted]:
        """Return each attempt's group by the attempt's identifier."""
        found = {}
        for name in {one.attempt.quiz for one in opened}:
            of_exam = [one for one in opened if one.attempt.quiz == name]
            for group in count(of_exam, self.issuing.course.quiz(name)):
                found.update({one.attempt.identifier: group for one in group.attempts})
        return found

    def _settled(self, file: Path, one: Opened, group: Counted) -> Told:
        try:
            result = self.issuing.settle(one)
        except (RecordError, SheetRefusedError) as error:
            return replace(_refused(file, error), learner=one.attempt.learner.name)
        match result:
            case NotPassed():
                share = result.examined.graded.share
                told = Told(
                    file=file,
                    learner=one.attempt.learner.name,
                    score=f"{int(share * 100)} %",
                    outcome="not passed",
                    lines=(f"Not passed: {result.examined.shortfall()}",),
                )
                notes = (*one.notes, *result.examined.notes)
            case Issued():
                told = Told(
                    file=file,
                    learner=result.entry.learner,
                    score=f"{result.entry.score} %",
                    outcome="issued before" if result.again else "issued",
                    result=str(save(result.entry, self.out)),
                    is_well=True,
                )
                notes = result.notes
        said = [*told.lines, *self._results(one), *([group.note] if group.note else []), *notes]
        return replace(told, lines=tuple(said), letter=self._letter(one, group, told))

    def _beside(self, file: Path, one: Opened, group: Counted) -> Told:
        """Return what is told of an attempt that does not count."""
        counting = group.counting
        lines = [group.note or "", *self._results(one)]
        if one.known is not None:
            lines.append("A certificate was issued for this attempt before, and stays valid.")
        return Told(
            file=file,
            learner=one.attempt.learner.name,
            score=f"{int(one.share * 100)} %",
            outcome="not counted",
            lines=tuple(line for line in lines if line),
            is_well=counting.is_pass,
        )

    def _results(self, one: Opened) -> list[str]:
        if one.examined is None:
            return []
        return [f"  {line}" for line in letter.result_lines(one.examined, self.issuing.course)]

    def _letter(self, one: Opened, group: Counted, told: Told) -> str | None:
        if one.examined is None:
            return None
        return letter.write(
            one.examined,
            self.issuing.course,
            note=group.note,
            is_certified=told.is_well,
            url_of=self._url_of,
        )

    def _url_of(self, path: str) -> str | None:
        """Return the address of a page of `docs/`, as MkDocs publishes it."""
        site = self.issuing.course.url
        if site is None:
            return None
        page = PurePosixPath(path)
        if page.name in INDEXES:
            page = page.parent / "index.md"
        if not self.directory_urls:
            return site + quote(f"{page.with_suffix('.html')}")
        folder = page.parent if page.name == "index.md" else page.with_suffix("")
        return site + ("" if str(folder) == "." else quote(f"{folder}/"))


def _refused(file: Path, error: RecordError | SheetRefusedError) -> Told:
    lines = (str(error), *([error.help] if error.help else []))
    return Told(file=file, outcome="refused", lines=lines)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(record.LARGEST + 1)
    except OSError as error:
        raise RecordError(f"The file cannot be read: {error.strerror or error}.") from error
