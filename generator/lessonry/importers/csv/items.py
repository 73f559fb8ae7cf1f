"""Makes an item of a row: choice, order, match, matrix, words and numbers to type, gaps, sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.domain.gaps import Gap
from lessonry.domain.items import GapItem, Item
from lessonry.domain.items.frame import gap_mark
from lessonry.importers.csv.sheet import Row
from lessonry.importers.drafts import Draft, text_gap
from lessonry.importers.plain_text import shown, shown_line
from lessonry.readers.brackets import GAP
from lessonry.readers.quiz import read_quiz

KINDS: Final = {
    "choice": "choice", "single": "choice", "single choice": "choice", "multiple choice": "choice",
    "multichoice": "choice", "mc": "choice", "radio": "choice", "auswahl": "choice",
    "einfachauswahl": "choice",
    "multiple": "multiple", "multiple answers": "multiple", "multiple response": "multiple",
    "checkbox": "multiple", "mr": "multiple", "mehrfachauswahl": "multiple",
    "true/false": "true-false", "truefalse": "true-false", "true false": "true-false",
    "tf": "true-false",
    "boolean": "true-false", "richtig/falsch": "true-false", "wahr/falsch": "true-false",
    "order": "order", "ordering": "order", "sequence": "order", "reihenfolge": "order",
    "match": "match", "matching": "match", "zuordnung": "match",
    "matrix": "matrix", "table": "matrix",
    "text": "text", "short answer": "text", "shortanswer": "text", "word": "text",
    "fill in": "text",
    "fill in the blank": "text", "text entry": "text", "kurzantwort": "text",
    "number": "number", "numeric": "number", "numerical": "number", "zahl": "number",
    "numerisch": "number",
    "gap": "gap", "gaps": "gap", "cloze": "gap", "lückentext": "gap",
    "essay": "essay", "extended text": "essay", "open": "essay", "freitext": "essay",
}  # fmt: skip
"""What may stand under `kind`, and what it means."""
ARROW: Final = re.compile(r"\s*(?:=>|→|->)\s*")
BLANK: Final = re.compile(r"_{3,}")
TRUE: Final = ("true", "t", "yes", "wahr", "richtig", "ja", "verdadero", "vrai", "1")
FALSE: Final = ("false", "f", "no", "falsch", "nein", "falso", "faux", "0")
SPLITS: Final = (r"\s*[|\n]\s*", r"\s*;\s*", r"\s*,\s*", r"\s+")
TAGS: Final = r"\s*[|,;\n]\s*"
BEGINS: Final = re.compile(r"=?\s*[-+−$€£]?\s*[.,]?\d")
"""How a key begins that may be a number."""
NUMBER: Final = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")


HELD: Final = re.compile("\ue010(?:([0-9]+)\ue011)?|\ue011")
"""What keeps the place of a gap while a text is escaped."""


class RowError(Exception):
    """No item can be made of a row; the message says why."""


def kind_of(row: Row) -> str | None:
    """Return the kind of a row, told from what it has where it does not say; nothing for an unknown."""
    said = " ".join(re.sub(r"[_\-]+", " ", row["kind"]).casefold().split())
    if said:
        return KINDS.get(said)
    choices = [choice for choice in row.choices if choice]
    if choices:
        return "match" if all(ARROW.search(choice) for choice in choices) else "choice"
    if not row["key"]:
        return "gap" if "[[" in row["question"] else "essay"
    if row["key"].casefold() in (*TRUE[:-1], *FALSE[:-1]):
        return "true-false"
    return "number" if _is_number(row["key"]) else "text"


def _is_number(key: str) -> bool:
    """Return whether a key is a number that a gap of ours can ask for, and not a word such as `7-Up`."""
    if not BEGINS.match(key):
        return False
    try:
        read_gap(_number_gap(key))
    except RowError:
        return False
    return True


def _number_gap(key: str) -> str:
    return f"[[= {key.lstrip('= ')}]]"


def read_gap(written: str) -> Gap:
    """Return a gap as it is written in a quiz, read by our own reader.

    Raises:
        RowError: It cannot be read.
    """
    diagnostics = Diagnostics()
    source = Source(path="x", text=f"## x {{ #x }}\n\n{written}\n")
    items = read_quiz(source, diagnostics, identifier="x").items
    for fault in diagnostics.errors:
        message = f"The gap `{written}` cannot be read: {fault.message} ({fault.code})"
        raise RowError(message)
    if not items or not isinstance(items[0], GapItem) or len(items[0].gaps) != 1:
        raise RowError(f"The gap `{written}` cannot be read.")
    return items[0].gaps[0]


@dataclass(slots=True)
class Rows:
    """Makes items of the rows of one file."""

    place: Place
    notes: list[str] = field(default_factory=list)

    def item(self, row: Row, kind: str, identifier: str) -> tuple[Item, list[str]]:
        """Return the item, and what is another in it.

        Raises:
            RowError: None can be made.
        """
        if not row["question"]:
            raise RowError("There is no question in this row.")
        self.notes = []
        draft = Draft(
            place=self.place,
            identifier=identifier,
            stem=shown(row["question"]),
            hint=shown(row["hint"]) or None,
            explanation=shown(row["explanation"]) or None,
            points=self._points(row),
            shuffle=row["shuffle"].casefold() not in FALSE,
            objective=row["objective"] or None,
            tags=tuple(dict.fromkeys(filter(None, re.split(TAGS, row["tags"])))),
        )
        return self._made(row, kind, draft), self.notes

    def _made(self, row: Row, kind: str, draft: Draft) -> Item:
        match kind:
            case "choice" | "multiple":
                return self._choice(row, draft, is_multiple=kind == "multiple")
            case "true-false":
                return self._true_false(row, draft)
            case "order":
                return draft.order([shown(text) for text in self._in_order(row)])
            case "match":
                return self._match(row, draft)
            case "matrix":
                return self._matrix(row, draft)
            case "essay":
                return self._essay(row, draft)
            case "gap":
                return self._gaps(draft, row["question"])
            case "number":
                return self._gaps(draft, _with_gap(row["question"], _number_gap(row["key"])))
            case _:
                return self._words(row, draft)

    def _points(self, row: Row) -> Fraction:
        written = row["points"]
        if not written:
            return Fraction(1)
        if NUMBER.fullmatch(written):
            return Fraction(written.replace(",", "."))
        self.notes.append(f"`{written}` is no number of points: it became 1.")
        return Fraction(1)

    def _choice(self, row: Row, draft: Draft, *, is_multiple: bool) -> Item:
        if len([choice for choice in row.choices if choice]) < 2:
            raise RowError("A choice needs two choices at least.")
        key = _places(row["key"], row.choices)
        said = [
            (shown(text), at in key, shown(row.feedback[at]) or None)
            for at, text in enumerate(row.choices)
            if text
        ]
        return draft.choice(said, multiple=is_multiple or len(key) > 1)

    def _true_false(self, row: Row, draft: Draft) -> Item:
        key = row["key"].casefold()
        if key not in (*TRUE, *FALSE):
            raise RowError(
                f"The key of a true/false question is `true` or `false`, and not `{row['key']}`."
            )
        texts = [choice for choice in row.choices if choice] or ["True", "False"]
        if len(texts) != 2:
            raise RowError(
                "A true/false question has two choices: what is shown for true, then for false."
            )
        feedback = [*row.feedback, "", ""][:2]
        pairs = zip(texts, feedback, (key in TRUE, key in FALSE), strict=True)
        return draft.choice(
            [(shown(text), is_key, shown(why) or None) for text, why, is_key in pairs],
            multiple=False,
        )

    def _in_order(self, row: Row) -> list[str]:
        """Return the entries of an order: as they stand, or as the key numbers them."""
        entries = [choice for choice in row.choices if choice]
        if len(entries) < 2:
            raise RowError("An order needs two entries at least.")
        if not row["key"]:
            return entries
        places = _places(row["key"], row.choices, in_order=True)
        if len(places) != len(entries):
            raise RowError(
                f"The key `{row['key']}` does not name each of the {len(entries)} entries once."
            )
        return [row.choices[at] for at in places]

    def _match(self, row: Row, draft: Draft) -> Item:
        pairs, others = [], []
        for text in filter(None, row.choices):
            left, right = _sides(text)
            if left:
                pairs.append((shown(left), shown(right)))
            else:
                others.append(shown(right))
        return draft.match(pairs, others)

    def _matrix(self, row: Row, draft: Draft) -> Item:
        rows = [
            (left, re.split(SPLITS[0], right))
            for left, right in map(_sides, filter(None, row.choices))
        ]
        columns = list(dict.fromkeys(one for _, rights in rows for one in rights if one))
        if len(columns) < 2:
            raise RowError("A matrix needs two different columns behind its arrows at least.")
        return draft.matrix(
            [shown_line(column) for column in columns],
            [
                (shown_line(left), [columns.index(one) for one in rights if one])
                for left, rights in rows
            ],
            multiple=any(len(rights) > 1 for _, rights in rows),
        )

    def _essay(self, row: Row, draft: Draft) -> Item:
        said = [text for text in re.split(SPLITS[0], row["key"]) if text]
        said += [choice for choice in row.choices if choice]
        if not said and draft.points:
            raise RowError(
                "Nothing says how the text is judged: put criteria under `key`, with bars between."
            )
        model = shown(row["model"]) or None
        return draft.extended_text([(shown(text), Fraction(1)) for text in said], model)

    def _words(self, row: Row, draft: Draft) -> Item:
        said = [text for text in re.split(SPLITS[0], row["key"]) if text]
        said += [choice for choice in row.choices if choice]
        if not said:
            raise RowError(
                "Nothing says which answer is right: put it under `key`, several with bars between."
            )
        pieces = BLANK.split(row["question"], maxsplit=1)
        pieces = pieces if len(pieces) == 2 else [f"{row['question']}\n\n", ""]
        return self._with_stem(draft, pieces, [text_gap(self.place, said)])

    def _gaps(self, draft: Draft, question: str) -> GapItem:
        """Return an item of the gaps in a question, which are written as in a quiz of ours."""
        written = [found for found in GAP.finditer(question) if found["close"]]
        if not written:
            raise RowError(
                "There is no gap in the question: write the answer in two brackets, `[[answer]]`."
            )
        pieces, gaps, done = [], list[Gap](), 0
        for found in written:
            pieces.append(question[done : found.start()])
            gaps.append(read_gap(found.group()))
            done = found.end()
        return self._with_stem(draft, [*pieces, question[done:]], gaps)

    def _with_stem(self, draft: Draft, pieces: Sequence[str], gaps: Sequence[Gap]) -> GapItem:
        """Return an item whose stem is plain text around gaps."""
        bare = [HELD.sub("", piece) for piece in pieces]
        marked = bare[0] + "".join(f"\ue010{at}\ue011{piece}" for at, piece in enumerate(bare[1:]))
        stem = HELD.sub(lambda mark: gap_mark(int(mark[1])) if mark[1] else "", shown(marked))
        return replace(draft, stem=stem).gaps(gaps)


def _with_gap(question: str, gap: str) -> str:
    """Return the question with a gap where it has a blank to fill in; below it where it has none."""
    if BLANK.search(question):
        return BLANK.sub(lambda _: gap, question, count=1)
    return question if gap in question else f"{question}\n\n{gap}"


def _sides(text: str) -> tuple[str, str]:
    """Return what stands on each side of an arrow.

    Raises:
        RowError: There is no arrow, or nothing behind it.
    """
    parts = ARROW.split(text, maxsplit=1)
    if len(parts) != 2 or not parts[1].strip():
        raise RowError(f"`{text}` is no pair: write `left => right`.")
    return parts[0].strip(), parts[1].strip()


def _places(key: str, choices: Sequence[str], *, in_order: bool = False) -> list[int]:
    """Return the indexes of the choices that a key names: by number, by letter or by their texts.

    Raises:
        RowError: It names none, one that is not there, or reads two ways.
    """
    if not key:
        raise RowError("Nothing says which choice is right: put its number or letter under `key`.")
    if not in_order and (whole := _named(key, choices)) is not None:
        return [whole]
    for split in SPLITS:
        parts = [part for part in re.split(split, key) if part]
        found = [_named(part, choices) for part in parts]
        if parts and all(at is not None for at in found):
            return list(dict.fromkeys(at for at in found if at is not None))
    raise RowError(
        f"The key `{key}` names none of the choices: write numbers or letters, such as `2` or `1;3`."
    )


def _named(part: str, choices: Sequence[str]) -> int | None:
    """Return the index of the choice that is meant.

    Raises:
        RowError: It may be two.
    """
    plain = part.strip().strip(".)").casefold()
    texts = [" ".join(choice.split()).casefold() for choice in choices]
    whole = " ".join(part.split()).casefold()
    by_text = texts.index(whole) if whole in texts else None
    by_place = None
    if re.fullmatch(r"[0-9]{1,2}", plain):
        by_place = int(plain) - 1
    elif re.fullmatch("[a-z]", plain):
        by_place = ord(plain) - ord("a")
    if by_place is None or not 0 <= by_place < len(choices) or not choices[by_place]:
        return by_text
    if by_text is not None and by_text != by_place:
        raise RowError(
            f"The key `{part}` reads two ways: choice {by_place + 1}, or the choice that says `{part}`."
        )
    return by_place
