"""Reads a sheet: its separator, its header in the words of several languages, its rows by column."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lessonry.importers.foreign import MOST_QUESTIONS, ForeignError

SEPARATORS: Final = (";", ",", "\t", "|")
SAID: Final = re.compile(r"sep=(.)", re.IGNORECASE)
"""The line by which Excel is told of the separator."""
COLUMNS: Final = {
    "quiz": ("quiz", "category", "section", "test", "kategorie", "categoría", "catégorie"),
    "title": ("title", "name", "id", "identifier", "titel", "titre", "título", "bezeichnung"),
    "kind": ("kind", "type", "question type", "art", "typ", "fragetyp", "tipo", "genre"),
    "question": (
        "question", "text", "stem", "question text", "prompt", "frage", "fragetext",
        "pregunta"),
    "key": (
        *("key", "correct", "correct answer", "correct answers", "right", "right answer", "solution"),
        *("answer", "answers", "answer key", "lösung", "richtig", "richtige antwort", "schlüssel"),
        *("correcta", "respuesta", "respuesta correcta", "réponse", "bonne réponse"),
    ),
    "explanation": (
        *("explanation", "feedback", "general feedback", "rationale", "erklärung", "begründung"),
        *("explicación", "explication"),
    ),
    "hint": ("hint", "clue", "hinweis", "tipp", "pista", "indice"),
    "points": ("points", "score", "marks", "mark", "grade", "punkte", "puntos"),
    "tags": ("tags", "tag", "keywords", "schlagwörter", "stichwörter", "etiquetas"),
    "objective": ("objective", "goal", "lernziel", "ziel", "objetivo", "objectif"),
    "model": ("model answer", "sample answer", "musterantwort", "musterlösung"),
    "shuffle": ("shuffle", "mischen"),
}  # fmt: skip
"""The columns, each with the words that a header may call it."""
NAMED: Final = {word: name for name, words in COLUMNS.items() for word in words}
NUMBERED: Final = re.compile(
    r"(?P<what>choice|option|answer|response|distractor|antwort|auswahl|opción|respuesta|réponse|"
    r"feedback|rückmeldung)?\s*(?P<at>\d{1,2}|[a-z])"
)
"""A column of which there are several: `choice 1`, `option b`, `A`, `feedback 2`."""
FEEDBACK: Final = ("feedback", "rückmeldung")
MOST_COLUMNS: Final = 200
NO_HEADER: Final = (
    "Let its first line name the columns: title,kind,question,choice 1,choice 2,choice 3,key,"
    "explanation. Only `question` must be there."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question as it stands in the sheet."""

    line: int
    """In the file, from 1."""
    cells: dict[str, str]
    """What is said under each column that there is once."""
    choices: tuple[str, ...]
    """Without those behind the last one that says anything."""
    feedback: tuple[str, ...]
    original: str

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Sheet:
    """A header and its rows."""

    name: str
    text: str
    notes: list[str] = field(default_factory=list)
    separator: str = ","

    def rows(self) -> Iterator[Row]:
        """Yield the rows that say anything.

        Raises:
            ForeignError: There is no header, or a cell or the sheet is too big.
        """
        text = self.text
        first, _, rest = text.partition("\n")
        if said := SAID.fullmatch(first.strip()):
            self.separator, text = said[1], rest
        else:
            self.separator = separator_of(text)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.separator)
        shift = 1 if said else 0
        columns: list[tuple[str, int]] | None = None
        line, count = shift + 1, 0
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                message = f"{self.name}, line {line}: the row cannot be read ({error})."
                help = "Look for a quotation mark that is opened and not closed."
                raise ForeignError(message, help=help) from error
            if cells is None:
                break
            start, line = line, reader.line_num + shift + 1
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = self._columns(cells)
                continue
            count += 1
            if count > MOST_QUESTIONS:
                raise ForeignError(
                    f"{self.name} has more than {MOST_QUESTIONS:,} questions.",
                    help="Split it into several files.",
                )
            yield self._row(start, cells, columns)
        if columns is None:
            raise ForeignError(f"{self.name} has no header.", help=NO_HEADER)

    def _columns(self, header: Sequence[str]) -> list[tuple[str, int]]:
        """Return what each column is, with its number where there are several of it."""
        columns = [column_of(cell) for cell in header[:MOST_COLUMNS]]
        if not any(name == "question" for name, _ in columns):
            raise ForeignError(f"{self.name} has no column `question`.", help=NO_HEADER)
        for word, (name, _) in zip(header, columns, strict=False):
            if not name and word.strip():
                self.notes.append(f"The column `{word.strip()}` is not known and was left out.")
        twice = Counter(column for column in columns if column[0])
        for (name, at), number in twice.items():
            if number > 1:
                said = f"{name} {at}" if at else name
                self.notes.append(
                    f"There are {number} columns `{said}`; the first that says anything counts."
                )
        return columns

    def _row(self, line: int, cells: Sequence[str], columns: Sequence[tuple[str, int]]) -> Row:
        said: dict[str, str] = {}
        several: dict[str, dict[int, str]] = {"choice": {}, "feedback": {}}
        for cell, (name, at) in zip(cells, columns, strict=False):
            if at and cell.strip():
                several[name].setdefault(at, cell.strip())
            elif name and cell.strip():
                said.setdefault(name, cell.strip())
        last = max(several["choice"], default=0)
        return Row(
            line=line,
            cells=said,
            choices=tuple(several["choice"].get(at, "") for at in range(1, last + 1)),
            feedback=tuple(several["feedback"].get(at, "") for at in range(1, last + 1)),
            original=self.separator.join(cells),
        )


def column_of(word: str) -> tuple[str, int]:
    """Return what a word of the header means, with its number where there are several of it."""
    plain = " ".join(re.sub(r"[_\-.:]+", " ", word.replace("\ufeff", "")).casefold().split())
    if plain in NAMED:
        return NAMED[plain], 0
    found = NUMBERED.fullmatch(plain)
    if found is None:
        return "", 0
    at = int(found["at"]) if found["at"].isdigit() else ord(found["at"]) - ord("a") + 1
    if not 1 <= at <= MOST_COLUMNS or (found["what"] is None and found["at"].isdigit()):
        return "", 0
    return ("feedback" if found["what"] in FEEDBACK else "choice"), at


def separator_of(text: str) -> str:
    """Return what parts the cells: the sign that parts the header into the most known columns."""
    head = text[:20_000]

    def known(separator: str) -> int:
        try:
            cells = next(csv.reader(io.StringIO(head, newline=""), delimiter=separator), [])
        except csv.Error:
            return 0
        return sum(bool(column_of(cell)[0]) for cell in cells)

    return max(SEPARATORS, key=known)


def has_header(text: str) -> bool:
    """Return whether a text begins with a header of ours."""
    first = text.lstrip().partition("\n")[0]
    if SAID.fullmatch(first.strip()):
        return True
    names = [column_of(cell.strip(' "'))[0] for cell in first.split(separator_of(first))]
    return "question" in names and len([name for name in names if name]) > 2
