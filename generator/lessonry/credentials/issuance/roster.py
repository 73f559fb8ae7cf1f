"""Who may have a certificate: the trainer's list of learners, and who of it a record is from.

A CSV file as people have it: of any spreadsheet, its columns in any order.
"""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lessonry.credentials.issuance import invitations
from lessonry.domain.attempt import Attempt, is_address
from lessonry.errors import UsageError

LARGEST = 20_000_000
"""Bytes of a list that is read."""
COLUMNS = {
    "name": "name", "learner": "name", "full name": "name", "participant": "name",
    "e-mail": "email", "email": "email", "mail": "email", "e-mail address": "email",
    "email address": "email",
    "code": "code", "invitation": "code", "invitation code": "code",
}  # fmt: skip
"""A column's heading → what stands in it."""
FIRST, LAST = ("first name", "given name", "firstname"), ("last name", "surname", "lastname")
NEAR = 0.75
"""How alike two names are that may be the same."""
MOST_SEARCHES = 200
"""Learners for whom the nearest name is looked for: with more, it is another course's roster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A line of the roster."""

    name: str = ""
    email: str = ""
    code: str = ""
    """As it is compared."""
    line: int


class Roster:
    """The people of a list, found by code, else address, else name."""

    def __init__(self, people: Iterable[Person], label: str, notes: tuple[str, ...] = ()) -> None:
        self.people = tuple(people)
        self.label = label
        self.notes = notes
        """What reading it has to say, in sentences."""
        self._searches = MOST_SEARCHES
        self._codes = {p.code: p for p in self.people if p.code}
        self._addresses = {p.email.casefold(): p for p in self.people if p.email}
        self._names: dict[str, list[Person]] = {}
        for person in self.people:
            if person.name:
                self._names.setdefault(folded(person.name), []).append(person)

    @property
    def has_codes(self) -> bool:
        """Return whether people have codes."""
        return bool(self._codes)

    def find(self, attempt: Attempt) -> Person | str:
        """Return whose a record is, or in a sentence why nobody's."""
        learner = attempt.learner
        if attempt.code:
            code = invitations.read(attempt.code)
            if person := self._codes.get(code):
                return person
            if self.has_codes:
                return f"Its code {code} is not on the roster.{self._near_code(code)}"
        if learner.email and (person := self._addresses.get(learner.email.casefold())):
            return person
        found = self._names.get(folded(learner.name), [])
        if len(found) == 1:
            if learner.email and found[0].email:
                return (
                    f"“{learner.name}” is on the roster with the address {found[0].email} "
                    f"({self.label}:{found[0].line}), and the record says {learner.email}."
                )
            return found[0]
        if found:
            lines = ", ".join(str(person.line) for person in found[:5])
            return (
                f"The roster has {len(found)} people of that name (lines {lines}), "
                "and the record has neither a code nor an address of one of them."
            )
        return f"“{learner.name}” is not on the roster.{self._near(attempt)}"

    def _near(self, attempt: Attempt) -> str:
        if self._searches == 0:
            return ""
        self._searches -= 1
        names = difflib.get_close_matches(folded(attempt.learner.name), self._names, 1, NEAR)
        if names:
            return self._asked(self._names[names[0]][0])
        address = (attempt.learner.email or "").casefold()
        addresses = difflib.get_close_matches(address, self._addresses, 1, NEAR) if address else []
        return self._asked(self._addresses[addresses[0]]) if addresses else ""

    def _near_code(self, code: str) -> str:
        codes = difflib.get_close_matches(code, self._codes, 1, NEAR)
        return self._asked(self._codes[codes[0]]) if codes else ""

    def _asked(self, person: Person) -> str:
        shown = person.name or person.email or person.code
        return f" Did you mean “{shown}” ({self.label}:{person.line})?"


def folded(name: str) -> str:
    """Return a name without case, accents, marks and the order of its parts."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("ø", "o").replace("ł", "l")
    letters = "".join(
        char if char.isalnum() else " " for char in plain if not unicodedata.combining(char)
    )
    return " ".join(sorted(letters.split()))


def read(file: Path) -> Roster:
    """Return the roster in a CSV file.

    Raises:
        UsageError: It has faults; the message names each with its line.
    """
    text, notes = _text(file)
    rows, lines = _rows(file, text)
    heading = next((n for n, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if heading is None:
        raise UsageError(f"{file} is empty.", help=_wanted())
    names = [" ".join(cell.split()).casefold() for cell in rows[heading]]
    columns = {COLUMNS[name]: n for n, name in reversed([*enumerate(names)]) if name in COLUMNS}
    parts = [next((names.index(n) for n in wanted if n in names), None) for wanted in (FIRST, LAST)]
    if not columns and parts[1] is None:
        raise UsageError(
            f"{file}:{heading + 1}: the first line names no column that a learner could be found by.",
            help=_wanted(),
        )
    people, faults = [], []
    for number, row in enumerate(rows[heading + 1 :], heading + 1):
        if not any(cell.strip() for cell in row):
            continue
        cells = {what: " ".join(row[n].split()) for what, n in columns.items() if n < len(row)}
        if "name" not in columns:
            said = (row[n] for n in parts if n is not None and n < len(row))
            cells["name"] = " ".join(" ".join(said).split())
        line = lines[number]
        person = Person(
            name=cells.get("name", ""),
            email=cells.get("email", ""),
            code=invitations.read(cells.get("code", "")),
            line=line,
        )
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            faults.append(
                f"{file}:{line}: the line has {len(row)} cells, and the first {len(names)}."
            )
        elif not (person.name or person.email or person.code):
            faults.append(f"{file}:{line}: the line names nobody.")
        elif person.email and not is_address(person.email):
            faults.append(f"{file}:{line}: “{person.email[:80]}” is not an e-mail address.")
        people.append(person)
    faults += _twice(file, people)
    if faults:
        more = [f"… and {len(faults) - 20} more."] if len(faults) > 20 else []
        raise UsageError("\n".join([*faults[:20], *more]), help="Mend the roster and issue again.")
    if not people:
        raise UsageError(f"{file} names nobody below its first line.", help=_wanted())
    return Roster(people, file.name, notes)


def _twice(file: Path, people: Iterable[Person]) -> list[str]:
    """Return the faults of codes and addresses that two people have."""
    faults = []
    for what in ("code", "email"):
        seen: dict[str, int] = {}
        for person in people:
            value = str(getattr(person, what)).casefold()
            if value and value in seen:
                faults.append(
                    f"{file}:{person.line}: the {'code' if what == 'code' else 'address'} "
                    f"“{getattr(person, what)}” stands in line {seen[value]} already."
                )
            seen.setdefault(value, person.line)
    return faults


def _text(file: Path) -> tuple[str, tuple[str, ...]]:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}.") from error
    if len(data) > LARGEST:
        raise UsageError(f"{file} is larger than any roster ({LARGEST // 1_000_000} MB).")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UsageError(
            f"{file} is a spreadsheet and not a CSV file.", help="Save it as “CSV UTF-8” first."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise UsageError(f"{file} begins as UTF-16 and is not.") from None
    try:
        text, note = data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("cp1252", errors="replace")
        note = (
            f"{file}:{line}: the roster is not UTF-8, so it was read as Windows-1252; "
            "look whether its names are right."
        )
    if "\0" in text:
        raise UsageError(f"{file} is no text file.", help=_wanted())
    return text, (note,) if note else ()


def _rows(file: Path, text: str) -> tuple[list[list[str]], list[int]]:
    """Return the rows, and on which line each begins: a cell in quotes may hold line ends."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, lines = [], [1]
    try:
        for row in reader:
            # Spreadsheets may say first what stands between the cells.
            is_said = len(lines) == 1 and "".join(row).strip().casefold() == "sep="
            rows.append([] if is_said else row)
            lines.append(reader.line_num + 1)
    except csv.Error as error:
        raise UsageError(
            f"{file}:{lines[-1]}: this is no CSV: {error}.",
            help="Look at its quotation marks, or save it again from the spreadsheet as “CSV UTF-8”.",
        ) from error
    return rows, lines


def _delimiter(text: str) -> str:
    """Return what stands between the cells of the first line that says something."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", ";", "\t"), key=first.count)


def _wanted() -> str:
    return (
        "Its first line names the columns, one or more of: name (or first name and last name), "
        "e-mail, code."
    )
