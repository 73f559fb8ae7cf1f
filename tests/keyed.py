"""Items made from their keys, as a page carries them: what the scoring vectors hold."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from lessonry.diagnostics import Place, Source
from lessonry.domain.gaps import (
    Gap,
    InlineChoice,
    InlineChoiceGap,
    NumericAnswer,
    NumericEntryGap,
    TextAnswer,
    TextEntryGap,
    Unit,
)
from lessonry.domain.items import (
    Area,
    Choice,
    ChoiceItem,
    Column,
    Criterion,
    Entry,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    Left,
    MatchItem,
    MatrixItem,
    OrderItem,
    Right,
    Row,
    ScenarioItem,
    Scene,
    Shape,
    Turn,
)
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose

PLACE: Place = Source(path="quizzes/a.md", text="a").at(1)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def prose(text: str) -> Prose:
    return Prose(markdown=text, place=PLACE)


def item_of(kind: str, key: Any, *, partial: str = "all-or-nothing", points: str = "1") -> Item:
    """Return an item of `kind` that has this key, as `data-lr-key` says it."""
    frame: dict[str, Any] = {
        "identifier": "a",
        "heading": prose("Which?"),
        "body": None,
        "points": Fraction(points),
        "partial_credit": PartialCredit(partial),
        "place": PLACE,
    }
    match kind:
        case "choice":
            return ChoiceItem(**frame, choices=choices(key), multiple=len(key) != 1)
        case "hotspot":
            return HotspotItem(
                **frame, image=prose("![a](a.png)"), areas=areas(key), multiple=len(key) != 1
            )
        case "order":
            entries = tuple(
                Entry(identifier=name, text=prose(name), place=PLACE) for name in sorted(key)
            )
            return OrderItem(**frame, entries=entries, key=tuple(key))
        case "match":
            lefts = tuple(Left(text=prose(str(n)), place=PLACE) for n, _ in enumerate(key))
            rights = tuple(
                Right(identifier=name, text=prose(name), place=PLACE) for name in sorted({*key})
            )
            return MatchItem(**frame, lefts=lefts, rights=rights, key=tuple(key))
        case "matrix":
            return matrix(frame, key)
        case "gap":
            return GapItem(**frame, gaps=tuple(gap_of(gap) for gap in key))
        case "extended-text":
            rubric = tuple(
                Criterion(text=prose("c"), points=Fraction(points), place=PLACE)
                for points in key["criteria"]
            )
            return ExtendedTextItem(**frame, rubric=rubric)
        case "scenario":
            return scenario(frame, key)
    raise AssertionError(kind)


def choices(key: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(identifier=name, text=prose(name), is_key=name in key, place=PLACE)
        for name in LETTERS[:8]
    )


def areas(key: Iterable[str]) -> tuple[Area, ...]:
    shape = Shape(name="circle", numbers=(Fraction(1), Fraction(2), Fraction(3)))
    return tuple(
        Area(identifier=name, shape=shape, text=prose(name), is_key=name in key, place=PLACE)
        for name in LETTERS[:8]
    )


def matrix(frame: dict[str, Any], key: list[str] | None) -> MatrixItem:
    columns = tuple(Column(identifier=name, text=prose(name)) for name in LETTERS[:5])
    rows = tuple(
        Row(text=prose(str(n)), key=frozenset(row.split()), place=PLACE)
        for n, row in enumerate(key or [""])
    )
    multiple = any(len(row.key) > 1 for row in rows)
    return MatrixItem(**frame, columns=columns, rows=rows, multiple=multiple, survey=key is None)


def gap_of(key: dict[str, Any]) -> Gap:
    match key["kind"]:
        case "text-entry":
            answers = tuple(
                TextAnswer(
                    text=a["text"],
                    is_pattern=a.get("pattern", False),
                    ignore_case=a.get("ignoreCase", True),
                    ignore_accents=a.get("ignoreAccents", False),
                    typos=a.get("typos", 0),
                )
                for a in key["answers"]
            )
            return TextEntryGap(answers=answers, place=PLACE)
        case "inline-choice":
            shown = tuple(
                InlineChoice(identifier=name, text=name, place=PLACE) for name in LETTERS[:5]
            )
            return InlineChoiceGap(choices=shown, key=frozenset(key["key"]), place=PLACE)
        case "numeric-entry":
            numbers = tuple(
                NumericAnswer(
                    shown=a["low"],
                    low=Fraction(a["low"]),
                    high=Fraction(a["high"]),
                    figures=a.get("figures"),
                )
                for a in key["answers"]
            )
            units = tuple(
                Unit(spelling=name, factor=Fraction(factor), offset=Fraction(offset))
                for name, (factor, offset) in key.get("units", {}).items()
            )
            unit = units[0].spelling if units else None
            return NumericEntryGap(answers=numbers, unit=unit, units=units, place=PLACE)
    raise AssertionError(key["kind"])


def scenario(frame: dict[str, Any], key: dict[str, Any]) -> ScenarioItem:
    names = sorted(key["scenes"], key=lambda name: (name != key["start"], name))
    made = tuple(
        scene(name, [(turn, s["to"], s["points"]) for turn, s in key["scenes"][name].items()])
        for name in names
    )
    return ScenarioItem(**frame, scenes=made, best=Fraction(key["best"]))


def scene(name: str, turns: Iterable[tuple[str, str, str | int]]) -> Scene:
    """Return a scene with these turns: the identifier, where it leads and the points of each."""
    return Scene(
        identifier=name,
        title=prose(name),
        body=None,
        place=PLACE,
        turns=tuple(
            Turn(identifier=turn, text=prose(turn), target=to, points=Fraction(worth), place=PLACE)
            for turn, to, worth in turns
        ),
    )
