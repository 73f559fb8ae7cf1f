"""Any quiz goes out to Canvas and into a cartridge, and what the report calls whole comes back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem, ExtendedTextItem, GapItem, Item, MatchItem
from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.quiz import Quiz
from lessonry.exporters.archive import pack
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import named
from lessonry.importers import qti_1
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle
from tests.exporters.moodle_xml.small import request
from tests.exporters.moodle_xml.test_round_trip import rest, said
from tests.quizzes import (
    choices,
    extended_texts,
    gaps,
    hotspots,
    matches,
    matrices,
    orders,
    quizzes,
    scenarios,
)

FORMATS = ("canvas", "common-cartridge")
SIGNS = re.compile(r"[\s•|-]|_{3,}")
KINDS: dict[str, SearchStrategy[Item]] = {
    "choice": choices(),
    "order": orders(),
    "match": matches(),
    "matrix": matrices(),
    "gap": gaps(),
    "extended-text": extended_texts(),
    "hotspot": hotspots(),
    "scenario": scenarios(),
}
LAW = settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a quiz takes minutes
    suppress_health_check=list(HealthCheck),
)


def exported(format: str, quiz: Quiz, folder: Path) -> tuple[Exported, bytes]:
    """Return what is exported, and the package."""
    made = named(format).exporter.export(request(folder, quiz))
    target = folder / "made.zip"
    pack(made.files, target)
    return made, target.read_bytes()


def again(format: str, quiz: Quiz, folder: Path) -> tuple[Exported, ImportedQuiz | None]:
    """Return what is exported, and what is read of it; nothing where nothing was carried."""
    made, data = exported(format, quiz, folder)
    assert exported(format, quiz, folder)[1] == data
    assert len(made.report) == len(quiz.items)
    if all(one.carried is Carried.LEFT for one in made.report):
        return made, None
    file = ForeignFile(name="made.zip", data=data)
    assert qti_1.matches(file)
    (back,) = qti_1.read(file)
    return made, back


def frame(item: Item) -> tuple[object, ...]:
    """Return what every item says that has a place there."""
    stem = " ".join(filter(None, (said(item.heading), said(item.body))))
    # Without a rubric nobody can give points, and the report of the import says so.
    points = None if isinstance(item, ExtendedTextItem) else item.points
    return (item.kind, shown(stem), shown(said(item.explanation)), points, *policy(item))


def policy(item: Item) -> tuple[object, ...]:
    """Return how an item of several parts is scored, and what else a kind has to say."""
    match item:
        case ChoiceItem():
            parts = sum(choice.is_key for choice in item.choices)
        case MatchItem():
            parts = len(item.lefts)
        case GapItem():
            parts = len(item.gaps)
        case ExtendedTextItem():
            return (shown(said(item.model_answer)),)
        case _:
            parts = 1
    return (item.partial_credit,) if parts > 1 else ()


def suited(quiz: Quiz) -> Quiz:
    """Return the quiz without what is never carried, so that most of it can be whole."""
    sections = tuple(
        replace(
            section,
            items=tuple(replace(one, hint=None, tags=(), use=None) for one in section.items),
        )
        for section in quiz.sections
    )
    return replace(quiz, sections=sections)


def shown(text: object) -> object:
    """Return the letters of texts: where they stand in a line there are no bars or bullets."""
    if isinstance(text, tuple):
        return tuple(map(shown, text))
    return SIGNS.sub("", GAP_MARK.sub("", text)) if isinstance(text, str) else text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format", FORMATS)
def test_what_is_said_to_be_whole_comes_back(format: str, kind: str, tmp_path: Path) -> None:
    @settings(LAW)
    @given(quizzes(items=KINDS[kind], most=1))
    def law(quiz: Quiz) -> None:
        made, back = again(format, suited(quiz), tmp_path)
        if back is None:
            return
        assert [one.notes for one in back.report if one.carried is Carried.LEFT] == []
        if any(one.carried is not Carried.WHOLE for one in made.report):
            return
        for before, after in zip(quiz.items, back.quiz.items, strict=True):
            assert frame(after) == frame(before)
            assert shown(rest(after)) == shown(rest(before))

    law()


@pytest.mark.parametrize("format", FORMATS)
def test_a_second_round_changes_nothing(format: str, tmp_path: Path) -> None:
    @settings(LAW)
    @given(quizzes(most=3))
    def law(quiz: Quiz) -> None:
        _, first = again(format, quiz, tmp_path)
        if first is None or not first.quiz.items:
            return
        settle(first)
        _, second = again(format, first.quiz, tmp_path)
        assert second is not None
        assert [(frame(one), shown(rest(one))) for one in second.quiz.items] == [
            (frame(one), shown(rest(one))) for one in first.quiz.items
        ]

    law()
