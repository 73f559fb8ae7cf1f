"""What an item declares: its responses with their keys and mappings, its outcomes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from lessonry.importers.qti.tree import Element, find, first, is_true, words

Scalar = str | float | bool
Value = Scalar | list[Scalar] | None
"""A value of QTI: pairs are two identifiers with a blank between; nothing is its NULL."""
NUMBERS = frozenset({"float", "integer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEntry:
    """What one answer is worth."""

    key: str
    points: float
    cased: bool
    """Whether its capitals matter, where it is a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A response as it is declared."""

    name: str
    cardinality: str
    base_type: str
    correct: tuple[str, ...] = ()
    entries: tuple[MapEntry, ...] = ()
    otherwise: float = 0.0
    lower: float | None = None
    upper: float | None = None
    is_mapped: bool = False

    @property
    def is_text(self) -> bool:
        """Return whether it is words that are typed."""
        return self.base_type == "string"

    @property
    def is_number(self) -> bool:
        """Return whether it is a number."""
        return self.base_type in NUMBERS

    @property
    def alternatives(self) -> list[Scalar]:
        """Return the values of a key that names several where only one can be given."""
        if self.cardinality != "single" or len(self.correct) < 2:
            return []
        made = (scalar(text, self.base_type) for text in self.correct)
        return [one for one in made if one is not None]

    def value(self, texts: list[str]) -> Value:
        """Return texts as a value of this response."""
        made = [scalar(text, self.base_type) for text in texts]
        known = [one for one in made if one is not None]
        if not known:
            return None
        return known[0] if self.cardinality == "single" else known


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What an outcome is for values of something else."""

    rows: tuple[tuple[float, Scalar], ...]
    """From a value on, or at it, the outcome; the highest first where it counts from one on."""
    exact: bool
    otherwise: Scalar | None = None

    def value(self, source: float) -> Scalar | None:
        """Return the outcome for a value."""
        for bound, target in self.rows:
            if source == bound or (not self.exact and source > bound):
                return target
        return self.otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """All that an item declares."""

    answers: Mapping[str, Answers]
    defaults: Mapping[str, Value]
    """Of the outcomes."""
    most: float | None
    """The points that it says it is worth; nothing where it does not."""
    outcomes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Of each outcome its cardinality and its base type."""
    tables: Mapping[str, Table] = field(default_factory=dict)
    """Of outcomes that are looked up where they are."""


def declared(item: Element) -> Declared:
    """Return what an item declares."""
    answers = {one.name: one for one in map(_answers, find(item, "responseDeclaration"))}
    defaults: dict[str, Value] = {}
    outcomes: dict[str, tuple[str, str]] = {}
    maxima: dict[str, float] = {}
    tables: dict[str, Table] = {}
    for outcome in find(item, "outcomeDeclaration"):
        name = outcome.get("identifier") or ""
        base_type = outcome.get("baseType") or "string"
        cardinality = outcome.get("cardinality") or "single"
        outcomes[name] = (cardinality, base_type)
        said = [words(v) for d in find(outcome, "defaultValue") for v in find(d, "value")]
        known = [one for one in (scalar(text, base_type) for text in said) if one is not None]
        value: Value = None
        if known:
            value = known[0] if cardinality == "single" else known
        elif base_type in NUMBERS and cardinality == "single":
            value = 0.0
        defaults[name] = value
        if (table := _table(outcome, base_type)) is not None:
            tables[name] = table
        greatest = number(outcome.get("normalMaximum"))
        if name == "SCORE" and greatest is not None:
            maxima["SCORE"] = greatest
        if name == "MAXSCORE" and known and isinstance(value, float):
            maxima["MAXSCORE"] = value
    most = maxima.get("MAXSCORE", maxima.get("SCORE"))
    return Declared(answers=answers, defaults=defaults, most=most, outcomes=outcomes, tables=tables)


def _table(outcome: Element, base_type: str) -> Table | None:
    """Return the table of an outcome: of values, or of bounds from which on something is so."""
    found = first(outcome, "matchTable")
    exact = found is not None
    found = found if found is not None else first(outcome, "interpolationTable")
    if found is None:
        return None
    rows: list[tuple[float, Scalar]] = []
    for entry in find(found, "matchTableEntry", "interpolationTableEntry"):
        source = number(entry.get("sourceValue"))
        target = scalar(entry.get("targetValue") or "", base_type)
        if source is not None and target is not None:
            rows.append((source, target))
    if not exact:
        rows.sort(key=lambda row: -row[0])
    return Table(
        rows=tuple(rows),
        exact=exact,
        otherwise=scalar(found.get("defaultValue") or "", base_type) or None,
    )


def _answers(element: Element) -> Answers:
    key = first(element, "correctResponse")
    mapping = first(element, "mapping")
    entries: list[MapEntry] = []
    if mapping is not None:
        for entry in find(mapping, "mapEntry"):
            entries.append(
                MapEntry(
                    key=entry.get("mapKey") or "",
                    points=number(entry.get("mappedValue")) or 0.0,
                    cased=entry.get("caseSensitive") is None or is_true(entry, "caseSensitive"),
                )
            )
    return Answers(
        name=element.get("identifier") or "RESPONSE",
        cardinality=element.get("cardinality") or "single",
        base_type=element.get("baseType") or "identifier",
        correct=tuple(_value(v) for v in find(key, "value")) if key is not None else (),
        entries=tuple(entries),
        otherwise=(number(mapping.get("defaultValue")) or 0.0) if mapping is not None else 0.0,
        lower=number(mapping.get("lowerBound")) if mapping is not None else None,
        upper=number(mapping.get("upperBound")) if mapping is not None else None,
        is_mapped=mapping is not None,
    )


def _value(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def scalar(text: str, base_type: str) -> Scalar | None:
    """Return a text as a value of a base type; nothing where it is none."""
    if base_type in NUMBERS:
        return number(text)
    if base_type == "boolean":
        return text.strip().lower() in ("true", "1")
    return " ".join(text.split()) if base_type != "string" else text


def number(text: str | None) -> float | None:
    """Return a text as a number; nothing where it is none."""
    try:
        value = float((text or "").strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
