"""Gives a translated item the identity of the original: what is the same thing in two languages.

Identifiers are given by place or by the alphabet, and the alphabet sorts every language otherwise. So
the parts of a translated item get the identifiers that the same parts have in the original: a response
then means the same in both, and one key grades it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from lessonry.diagnostics import Place
from lessonry.domain.gaps import Gap, InlineChoiceGap
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
    Scene,
    variants,
)

SHAPE, KEY, VALUES = "LR645", "LR646", "LR650"
"""What may differ: kinds and numbers of parts, what is right, random values."""


class UnlikeError(ValueError):
    """A translated item is no translation of the original; the message is a sentence."""

    def __init__(self, code: str, message: str, place: Place) -> None:
        super().__init__(message)
        self.code = code
        """One of `SHAPE`, `KEY` and `VALUES`."""
        self.place = place
        """In the translation."""


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


P = TypeVar("P", bound=_Placed)


def aligned(original: Item, said: Item) -> Item:
    """Return `said` as a translation of `original`: its words, and the original's everything else.

    Raises:
        UnlikeError: It is another item.
    """
    if original.kind != said.kind:
        raise UnlikeError(SHAPE, f"This is {_kind(said)}, and {_kind(original)} there.", said.place)
    ours, theirs = variants(original), variants(said)
    if [one.values for one in ours] != [one.values for one in theirs]:
        raise UnlikeError(
            VALUES,
            f"The random values differ from those of `{original.identifier}`.",
            said.place,
        )
    first, *further = (_one(one, other) for one, other in zip(ours, theirs, strict=True))
    return replace(first, variants=tuple(further))


def _one(original: Item, said: Item) -> Item:
    """Return one variant of an item as a translation."""
    for name in ("hint", "explanation"):
        if bool(getattr(original, name)) != bool(getattr(said, name)):
            has = "no" if getattr(original, name) else "a"
            wanted = "has one" if getattr(original, name) else "has none"
            article = "an" if name == "explanation" and has == "a" else has
            message = f"This item has {article} {name}, and the original {wanted}."
            raise UnlikeError(SHAPE, message, said.place)
    if said.points not in (original.points, 1):
        raise UnlikeError(
            KEY, f"This item counts {said.points}, and {original.points} there.", said.place
        )
    return replace(
        _parts(original, said),
        identifier=original.identifier,
        points=original.points,
        partial_credit=original.partial_credit,
        shuffle=original.shuffle,
        objective=original.objective,
        tags=original.tags,
        use=original.use,
        original=replace(original, variants=()),
    )


def _parts(original: Item, said: Item) -> Item:
    """Return the item with its parts named as in the original, which have the same key."""
    match original, said:
        case ChoiceItem(), ChoiceItem():
            _same_kind_of_choice(original, said)
            _count("choices", original.choices, said.choices, said.place)
            for number, (one, other) in enumerate(
                zip(original.choices, said.choices, strict=True), start=1
            ):
                _same_mark(one.is_key, other.is_key, f"choice {number}", other.place)
            return said
        case HotspotItem(), HotspotItem():
            _same_kind_of_choice(original, said)
            _count("areas", original.areas, said.areas, said.place)
            for number, (here, there) in enumerate(
                zip(original.areas, said.areas, strict=True), start=1
            ):
                _same_mark(here.is_key, there.is_key, f"area {number}", there.place)
            return said
        case OrderItem(), OrderItem():
            return _order(original, said)
        case MatchItem(), MatchItem():
            return _match(original, said)
        case MatrixItem(), MatrixItem():
            return _matrix(original, said)
        case GapItem(), GapItem():
            _count("gaps", original.gaps, said.gaps, said.place)
            gaps = tuple(map(_gap, original.gaps, said.gaps))
            return replace(said, gaps=gaps)
        case ExtendedTextItem(), ExtendedTextItem():
            _count("criteria", original.rubric, said.rubric, said.place)
            for criterion, translated in zip(original.rubric, said.rubric, strict=True):
                if translated.points not in (criterion.points, 1):
                    message = (
                        f"This criterion counts {translated.points}, and {criterion.points} there."
                    )
                    raise UnlikeError(KEY, message, translated.place)
            rubric = tuple(
                replace(there, points=here.points)
                for here, there in zip(original.rubric, said.rubric, strict=True)
            )
            return replace(said, rubric=rubric)
        case ScenarioItem(), ScenarioItem():
            return _scenario(original, said)
        case _:
            raise AssertionError("kinds were compared before")


def _same_kind_of_choice(
    original: ChoiceItem | HotspotItem | MatrixItem, said: ChoiceItem | HotspotItem | MatrixItem
) -> None:
    if original.multiple != said.multiple:
        several = "several can be right" if said.multiple else "one is right"
        message = (
            f"Here {several} (`{'[ ]' if said.multiple else '( )'}`), and not in the original."
        )
        raise UnlikeError(SHAPE, message, said.place)


def _order(original: OrderItem, said: OrderItem) -> OrderItem:
    _count("entries", original.key, said.key, said.place)
    named = dict(zip(said.key, original.key, strict=True))
    entries = tuple(replace(one, identifier=named[one.identifier]) for one in said.entries)
    return replace(said, entries=entries, key=original.key)


def _match(original: MatchItem, said: MatchItem) -> MatchItem:
    """Return the pairs with the original's names: of a right by its pair, of a distractor by place."""
    _count("pairs", original.lefts, said.lefts, said.place)
    _count("partners", original.rights, said.rights, said.place)
    named: dict[str, str] = {}
    for left, here, there in zip(said.lefts, original.key, said.key, strict=True):
        if named.setdefault(there, here) != here:
            message = "This pair has a partner that belongs to another one in the original."
            raise UnlikeError(KEY, message, left.place)
    if len(set(named.values())) != len(named):
        message = "Two partners of this item are one in the original."
        raise UnlikeError(KEY, message, said.place)
    spare = [right for right in _by_place(original.rights) if right.identifier not in original.key]
    others = [right for right in _by_place(said.rights) if right.identifier not in said.key]
    for right, distractor in zip(spare, others, strict=True):
        named[distractor.identifier] = right.identifier
    rights = tuple(replace(one, identifier=named[one.identifier]) for one in said.rights)
    return replace(said, rights=rights, key=original.key)


def _matrix(original: MatrixItem, said: MatrixItem) -> MatrixItem:
    _same_kind_of_choice(original, said)
    _count("columns", original.columns, said.columns, said.place)
    _count("rows", original.rows, said.rows, said.place)
    if original.survey != said.survey:
        which = "a survey" if said.survey else "graded"
        raise UnlikeError(KEY, f"This table is {which}, and the original is not.", said.place)
    for number, (row, translated) in enumerate(zip(original.rows, said.rows, strict=True), start=1):
        if row.key != translated.key:
            message = f"In row {number} other cells are marked than in the original."
            raise UnlikeError(KEY, message, translated.place)
    return said


def _gap(original: Gap, said: Gap) -> Gap:
    """Return a gap; what is typed into it may be another text, what is chosen may not."""
    if original.kind != said.kind:
        message = f"This gap is a {said.kind}, and a {original.kind} in the original."
        raise UnlikeError(SHAPE, message, said.place)
    if not (isinstance(original, InlineChoiceGap) and isinstance(said, InlineChoiceGap)):
        return said
    _count("choices in this gap", original.choices, said.choices, said.place)
    pairs = zip(_by_place(said.choices), _by_place(original.choices), strict=True)
    named = {there.identifier: here.identifier for there, here in pairs}
    if {named[name] for name in said.key} != original.key:
        message = "In this gap another choice is marked as right than in the original."
        raise UnlikeError(KEY, message, said.place)
    choices = tuple(replace(one, identifier=named[one.identifier]) for one in said.choices)
    return replace(said, choices=choices, key=original.key)


def _scenario(original: ScenarioItem, said: ScenarioItem) -> ScenarioItem:
    _count("scenes", original.scenes, said.scenes, said.place)
    named = {
        there.identifier: here.identifier
        for here, there in zip(original.scenes, said.scenes, strict=True)
    }
    scenes = tuple(
        _scene(here, there, named) for here, there in zip(original.scenes, said.scenes, strict=True)
    )
    return replace(said, scenes=scenes, best=original.best)


def _scene(original: Scene, said: Scene, named: Mapping[str, str]) -> Scene:
    _count("turns in this scene", original.turns, said.turns, said.place)
    for here, there in zip(original.turns, said.turns, strict=True):
        if named.get(there.target, there.target) != here.target:
            message = (
                f"This turn leads to another scene than in the original: `{here.target}` there."
            )
            raise UnlikeError(KEY, message, there.place)
        if there.points not in (here.points, 0):
            message = f"This turn is worth {there.points}, and {here.points} in the original."
            raise UnlikeError(KEY, message, there.place)
    turns = tuple(
        replace(there, target=here.target, points=here.points)
        for here, there in zip(original.turns, said.turns, strict=True)
    )
    return replace(said, identifier=original.identifier, turns=turns, tone=original.tone)


def _count(what: str, ours: Sequence[object], theirs: Sequence[object], place: Place) -> None:
    if len(ours) != len(theirs):
        message = f"Another number of {what}: {len(theirs)} here, {len(ours)} in the original."
        raise UnlikeError(SHAPE, message, place)


def _same_mark(ours: bool, theirs: bool, what: str, place: Place) -> None:
    if ours != theirs:
        marked = "is marked" if theirs else "is not marked"
        is_there = "is not" if theirs else "is"
        message = f"Here {what} {marked} as right, and in the original it {is_there}."
        raise UnlikeError(KEY, message, place)


def _by_place(parts: Sequence[P]) -> list[P]:
    return sorted(parts, key=lambda part: (part.place.span.line, part.place.span.column))


def _kind(item: Item) -> str:
    return f"an item of the kind {item.kind}"
