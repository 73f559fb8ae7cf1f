"""What comes of a pile of records: all are opened, each learner's counting one is certified.

First every file is opened and graded, and little of it kept; then, file by file, what is to be
issued is. Credentials are written down in the register some at a time, and only then as files, so
a run that ends anywhere has issued nothing that the next one does not find.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeGuard

from lessonry.credentials import files, status_list
from lessonry.credentials.issuance import invitations, suspicion
from lessonry.credentials.issuance.counting import Counted, count, folded
from lessonry.credentials.issuance.rebuilding import adopt
from lessonry.credentials.issuance.record import RecordError
from lessonry.credentials.issuance.roster import Person, Roster
from lessonry.credentials.issuance.roster import folded as folded_name
from lessonry.credentials.issuance.steps import Fault, Job, Made, Seen, look, refuse_other, work
from lessonry.credentials.issuance.suspicion import Sign
from lessonry.credentials.issuance.workers import Office, Workers
from lessonry.credentials.register import Entry, Known, Register, save
from lessonry.credentials.sheet_digest import is_sealed
from lessonry.credentials.status import standing
from lessonry.domain.attempt import Attempt

AT_ONCE = 50
"""Credentials that are written down together: one wait for the disk, and little to do again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of one file, for people and for the exit code."""

    file: Path
    learner: str = ""
    email: str = ""
    """Where a message to the learner goes: what the record says, else the roster."""
    language: str | None = None
    """That the exam was taken in, where the record says it."""
    code: str = ""
    ratings: tuple[tuple[str, int], ...] = ()
    """How useful the learner found lessons, who offers to tell it."""
    attempt: str = ""
    credential: str = ""
    score: str = ""
    outcome: str
    """`issued`, `issued before`, `would be issued`, `not passed`, `not counted`, `held back`,
    `refused`."""
    result: str = ""
    """The certificate's path, where there is one."""
    lines: tuple[str, ...] = ()
    """More about it, in sentences."""
    signs: tuple[Sign, ...] = ()
    """What is odd about it."""
    is_well: bool = False
    """Whether it is a pass, or an attempt that does not count beside one that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the trainer asks for."""

    out: Path
    roster: Roster | None = None
    accepted: frozenset[str] = frozenset()
    """Names as the roster compares them, and attempts, that are issued without it."""
    letters: bool = False
    dry: bool = False
    """Whether nothing is issued."""
    editions: Mapping[str, datetime] = field(default_factory=dict)
    """When each edition was first built, as far as is known."""
    post: Callable[[Entry, str, str | None], str | None] | None = None
    """Writes the message that brings a certificate to an address, in the language that the exam was
    taken in; says why there is none, if so."""


@dataclass(kw_only=True)
class Batch:
    """One run."""

    office: Office
    register: Register
    workers: Workers
    orders: Orders
    taken: set[int] = field(init=False)
    """Places in the status list that are given away, here or before."""
    _letters: set[str] = field(default_factory=set, init=False)
    _once: dict[Hashable, Any] = field(default_factory=dict, init=False)
    """What thousands of records say alike, each kept once."""

    def __post_init__(self) -> None:
        self.taken = set(self.register.taken())
        if not self.orders.dry:
            files.sweep(self.orders.out)

    def open(self, found: Sequence[Path]) -> Iterator[Seen | Told]:
        """Yield what each file says, or why it says nothing."""
        for file, seen in zip(found, self.workers.each(look, found), strict=False):
            if isinstance(seen, Fault):
                yield _refused(file, seen)
                continue
            adopt(
                self.register,
                self.workers.office.desk.did,
                seen.attempt.identifier,
                digest=seen.digest,
                learner=seen.attempt.learner.name,
            )
            known = self.register.known(seen.attempt.identifier)
            if seen.said is None and known is None:
                # What was certified stays so, whatever became of the exam.
                yield _refused(file, Fault(message=seen.notes[0], help=seen.shortfall or None))
                continue
            yield self._kept(seen, file, known)

    def _kept(self, seen: Seen, file: Path, known: Known | None) -> Seen:
        """Return what is kept of a record for the whole run, which may be of ten thousand."""
        attempt, once = seen.attempt, self._once.setdefault
        share = seen.share if seen.said or not known else Fraction(known.score, 100)
        return replace(
            seen,
            file=file,
            attempt=replace(
                attempt,
                course=once(attempt.course, attempt.course),
                quiz=once(attempt.quiz, attempt.quiz),
                edition=once(attempt.edition, attempt.edition),
                language=once(attempt.language, attempt.language),
                time=once(attempt.time, attempt.time),
            ),
            shortfall=once(seen.shortfall, seen.shortfall),
            known=known,
            share=once(share, share),
            notes=seen.notes if seen.said else (),
        )

    def tell(self, opened: Sequence[Seen | Told]) -> Iterator[Told]:
        """Yield what came of each file, in their order, having issued what is to be issued."""
        seen = [one for one in opened if isinstance(one, Seen)]
        counted = self._counted(seen)
        signs = self._signs(seen)
        # What is told of a record is thought of when its turn comes: all of it at once is much.
        yield from self._carried_out(
            (one, None)
            if isinstance(one, Told)
            else self._plan(one, counted, signs.get(one.file, ()))
            for one in opened
        )

    def _counted(self, seen: list[Seen]) -> dict[str, Counted[Seen]]:
        """Return each attempt's group by the attempt's identifier."""
        found = {}
        for name in {one.attempt.quiz for one in seen}:
            of_exam = [one for one in seen if one.attempt.quiz == name]
            for group in count(of_exam, self.office.course.quiz(name)):
                found.update({one.attempt.identifier: group for one in group.attempts})
        return found

    def _signs(self, seen: list[Seen]) -> dict[Path, tuple[Sign, ...]]:
        """Return what is odd, by file."""
        course, now = self.office.course, datetime.now(UTC)
        same = suspicion.same_responses(
            (str(one.file), _person(one.attempt), one.attempt.learner.name, one.said)
            for one in seen
            if one.said
        )
        twice = suspicion.used_twice(
            (one.attempt.identifier, invitations.read(one.attempt.code), one.attempt.learner.name)
            for one in seen
            if one.attempt.code
        )
        first: dict[str, Seen] = {}
        found = {}
        for one in seen:
            quiz = course.quiz(one.attempt.quiz)
            signs = list(
                suspicion.of_one(
                    one.attempt,
                    asked=one.said.asked if one.said else 0,
                    most=quiz.max_attempts if quiz else None,
                    editions=self.orders.editions,
                    current=course.edition,
                    now=now,
                )
            )
            signs += [s for s in (same.get(str(one.file)), twice.get(one.attempt.identifier)) if s]
            other = first.setdefault(one.attempt.identifier, one)
            if other.digest != one.digest:
                signs.append(
                    Sign(
                        kind="other-content",
                        text=f"{other.file.name} is the same attempt and says something else.",
                    )
                )
            if signs:
                found[one.file] = tuple(signs)
        return found

    def _plan(
        self, one: Seen, counted: Mapping[str, Counted[Seen]], signs: tuple[Sign, ...]
    ) -> tuple[Told, Job | None]:
        """Return what is told of a record; where something may be made of it, with that."""
        group = counted[one.attempt.identifier]
        learner = one.attempt.learner
        person = self._person(one)
        told = Told(
            file=one.file,
            learner=learner.name,
            email=learner.email or (person.email if isinstance(person, Person) else ""),
            language=one.attempt.language,
            code=one.attempt.code or "",
            ratings=one.attempt.ratings,
            attempt=one.attempt.identifier,
            score=f"{int(one.share * 100)} %",
            outcome="not counted",
            lines=tuple(f"  {line}" for line in one.results),
            signs=signs,
        )
        note = (group.note,) if group.note else ()
        if one.attempt.identifier != group.counting.attempt.identifier:
            before = "A certificate was issued for this attempt before, and stays valid."
            lines = (*note, *told.lines, *([before] if one.known else []))
            return replace(told, lines=lines, is_well=group.counting.is_pass), None
        told = replace(told, lines=(*told.lines, *note, *one.notes))
        if one.known is not None:
            told = replace(
                told, outcome="issued before", learner=one.known.learner, is_well=True,
                score=f"{one.known.score} %",
            )  # fmt: skip
        elif not one.passes:
            said = (f"Not passed: {one.shortfall}", *told.lines)
            told = replace(told, outcome="not passed", lines=said)
        elif isinstance(person, str):
            return replace(told, outcome="held back", lines=(person, *told.lines)), None
        else:
            outcome = "would be issued" if self.orders.dry else "issued"
            told = replace(told, outcome=outcome, is_well=True)
        new = one.passes and one.known is None
        writes = self.orders.letters and not self.orders.dry and one.said is not None
        job = Job(
            file=one.file,
            digest=one.digest,
            learner=learner.name,
            index=self._index() if new else None,
            letter=(group.chosen, told.is_well) if writes else None,
        )
        return told, job

    def _person(self, one: Seen) -> Person | str | None:
        """Return whose record it is on the roster, or why it is held back."""
        if self.orders.roster is None:
            return None
        found = self.orders.roster.find(one.attempt)
        named = {folded_name(one.attempt.learner.name), one.attempt.identifier}
        if isinstance(found, str) and named & self.orders.accepted:
            return None
        return found

    def _index(self) -> int:
        index = status_list.free_index(self.taken)
        self.taken.add(index)
        return index

    def _carried_out(self, plans: Iterable[tuple[Told, Job | None]]) -> Iterator[Told]:
        """Yield what is told, once that what it tells of stands in the register and on the disk."""
        planned: deque[tuple[Told, Job | None]] = deque()

        def jobs() -> Iterator[Job]:
            for plan in plans:
                planned.append(plan)
                if _is_work(plan[1]):
                    yield plan[1]

        held: list[tuple[Told, Job | None, Made | Fault]] = []
        for done in self.workers.each(work, jobs()):
            while not _is_work(planned[0][1]):
                held.append((*planned.popleft(), Made()))
            held.append((*planned.popleft(), done))
            if sum(isinstance(d, Made) and d.entry is not None for _, _, d in held) >= AT_ONCE:
                yield from self._settled(held)
                held = []
        yield from self._settled([*held, *((*plan, Made()) for plan in planned)])

    def _settled(self, held: list[tuple[Told, Job | None, Made | Fault]]) -> Iterator[Told]:
        entries = [done.entry for _, _, done in held if isinstance(done, Made) and done.entry]
        if not self.orders.dry and entries:
            self.register.add_all(entries)
        for told, job, done in held:
            yield told if job is None else self._delivered(told, job, done)

    def _delivered(self, told: Told, job: Job, done: Made | Fault) -> Told:
        if isinstance(done, Fault):
            return replace(_refused(told.file, done), learner=told.learner, signs=told.signs)
        if self.orders.dry:
            return told
        if told.is_well:
            try:
                entry, again = self._entry(told, job, done)
            except RecordError as error:
                fault = Fault(message=str(error), help=error.help, learner=job.learner)
                return replace(_refused(told.file, fault), signs=told.signs)
            told = replace(
                told,
                outcome="issued before" if again else told.outcome,
                credential=entry.credential,
                result=str(save(entry, self.orders.out)),
                lines=(*told.lines, *self._standing(entry)),
            )
            if why := self._posted(entry, told):
                told = replace(told, lines=(*told.lines, why))
        if done.letter is not None:
            files.write(self._letter_file(told.file), done.letter.encode())
        return told

    def _posted(self, entry: Entry, told: Told) -> str | None:
        """Write the message that brings a certificate; return why there is none, where one is asked."""
        if self.orders.post is None:
            return None
        return self.orders.post(entry, told.email, told.language)

    def _entry(self, told: Told, job: Job, done: Made) -> tuple[Entry, bool]:
        """Return what stands in the register for an attempt, and whether it stood there before."""
        made = done.entry
        while True:
            entry = self.register.find(told.attempt)
            if entry is not None:
                refuse_other(entry, job.digest, job.learner)
                return entry, made is None or entry.document != made.document
            # Its place in the status list was given away by another process meanwhile.
            self.taken |= self.register.taken()
            job = replace(job, index=self._index())
            (again,) = self.workers.each(work, [job])
            if isinstance(again, Fault):
                raise RecordError(again.message, again.help)
            made = again.entry
            assert made is not None
            self.register.add(made)

    def _standing(self, entry: Entry) -> Iterator[str]:
        event = standing.standing(standing.events(self.register, entry.credential))
        if event is not None:
            yield f"It was {event.kind.value} on {event.at[:10]}: {event.reason}"
        if self.office.seal is not None and not is_sealed(entry.certificate):
            yield (
                "It was issued without a seal, and stays as it was; "
                "`lessonry renew --seal` makes another."
            )

    def _letter_file(self, file: Path) -> Path:
        """Return where a record's letter goes: the name is that of the record, and taken once."""
        name, number = f"{file.stem}.txt", 1
        while name in self._letters:
            number += 1
            name = f"{file.stem}-{number}.txt"
        self._letters.add(name)
        return self.orders.out / name

    @property
    def letters(self) -> int:
        """Return how many letters were written."""
        return len(self._letters)


def _is_work(job: Job | None) -> TypeGuard[Job]:
    return job is not None and (job.index is not None or job.letter is not None)


def _person(attempt: Attempt) -> str:
    """Return by what two learners are told apart."""
    return folded(attempt.learner.email) or folded(attempt.learner.name)


def _refused(file: Path, fault: Fault) -> Told:
    lines = (fault.message, *([fault.help] if fault.help else []))
    return Told(file=file, outcome="refused", learner=fault.learner, lines=lines)
