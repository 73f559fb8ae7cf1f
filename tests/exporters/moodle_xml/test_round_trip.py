"""Quizzes that went out as Moodle XML and came back are what they were, as far as the report says so."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.strategies import SearchStrategy

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.items import (
    ChoiceItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    OrderItem,
)
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Quiz
from lessonry.exporters.moodle_xml import export
from lessonry.exporters.plain import one_line
from lessonry.importers import moodle_xml
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz
from tests.exporters.moodle_xml.small import request
from tests.quizzes import (
    HERE,
    choices,
    gaps,
    matches,
    orders,
    quizzes,
)

KINDS: dict[str, SearchStrategy[Item]] = {
    "choice": choices(),
    "order": orders(),
    "match": matches(),
    "gap": gaps(),
}
"""The kinds that Moodle can hold whole."""


BARE = Path(__file__).parent
"""A folder without settings: quotation marks stay as they are."""
LAW = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a quiz takes minutes
    suppress_health_check=list(HealthCheck),
)


@lru_cache(maxsize=10_000)
def words(markdown: str) -> str:
    """Return the words that prose shows; marks around them may be written otherwise."""
    return one_line(Prose(markdown=markdown, place=HERE), BARE)


def said(prose: Prose | None) -> str:
    return words(prose.markdown) if prose is not None else ""


def frame(item: Item) -> tuple[object, ...]:
    """Return what every item says: heading and body as one, since either may hold the question."""
    stem = " ".join(filter(None, (said(item.heading), said(item.body))))
    return (
        item.identifier,
        item.kind,
        stem,
        said(item.hint),
        said(item.explanation),
        item.points,
        item.objective,
        item.tags,
    )


def gap(one: Gap) -> tuple[object, ...]:
    match one:
        case TextEntryGap():
            return ("text", *((a.text.strip(), a.is_pattern, a.ignore_case) for a in one.answers))
        case NumericEntryGap():
            return ("number", one.unit, *((a.low, a.high) for a in one.answers))
        case InlineChoiceGap():
            return ("list", *((c.text, c.identifier in one.key) for c in one.choices))


def rest(item: Item) -> tuple[object, ...]:
    """Return what is particular to a kind."""
    match item:
        case ChoiceItem():
            lines = [(said(c.text), c.is_key, said(c.feedback)) for c in item.choices]
            return (item.multiple, item.shuffle, *lines)
        case OrderItem():
            return tuple(said(entry.text) for entry in item.in_order)
        case MatchItem():
            pairs = [
                (said(left.text), said(item.partner(index).text))
                for index, left in enumerate(item.lefts)
            ]
            return (*pairs, *sorted(said(right.text) for right in item.rights))
        case GapItem():
            return tuple(gap(one) for one in item.gaps)
        case HotspotItem():
            return (item.key,)
        case _:
            return ()


def suited(quiz: Quiz) -> Quiz:
    """Return a quiz whose items count as Moodle counts, so that most of them can be whole."""
    sections = tuple(
        replace(section, items=tuple(map(_suited, section.items))) for section in quiz.sections
    )
    return replace(quiz, sections=sections)


def _suited(item: Item) -> Item:
    policy = PartialCredit.PER_PART
    points = item.points
    if isinstance(item, ChoiceItem):
        policy = PartialCredit.RIGHT_MINUS_WRONG
    elif isinstance(item, GapItem) and len(item.gaps) > 1:
        points = Fraction(len(item.gaps))
    return replace(item, partial_credit=policy, points=points, use=None, variants=())


def again(quiz: Quiz, folder: Path) -> tuple[ImportedQuiz, dict[str | None, Carried], bytes]:
    out = export(request(folder, quiz))
    assume(any(one.carried is not Carried.LEFT for one in out.report))
    name, data = out.files[0]
    assert isinstance(data, bytes)
    (back,) = moodle_xml.read(ForeignFile(name=name, data=data))
    return back, {one.item: one.carried for one in out.report}, data


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_to_be_whole_comes_back(kind: str, tmp_path: Path) -> None:
    @settings(LAW)
    @given(quizzes(items=KINDS[kind], most=2).filter(lambda quiz: quiz.items))
    def law(any_quiz: Quiz) -> None:
        quiz = suited(any_quiz)
        back, carried, data = again(quiz, tmp_path)
        assert back.quiz.identifier == quiz.identifier
        read = {item.identifier: item for item in back.quiz.items}
        for item in quiz.items:
            if carried[item.identifier] is not Carried.WHOLE:
                continue
            found = read.get(item.identifier)
            assert found is not None, (back.report, data.decode())
            assert frame(found) == frame(item), data.decode()
            assert rest(found) == rest(item), data.decode()
        twice = export(request(tmp_path, quiz)).files[0][1]
        assert twice == data

    law()


def test_a_second_round_changes_nothing(tmp_path: Path) -> None:
    @settings(LAW)
    @given(quizzes(most=3).filter(lambda quiz: quiz.items))
    def law(quiz: Quiz) -> None:
        first, _, _ = again(quiz, tmp_path)
        if not first.quiz.items:
            return
        second, carried, data = again(first.quiz, tmp_path)
        read = {item.identifier: item for item in second.quiz.items}
        for item in first.quiz.items:
            if carried[item.identifier] is Carried.WHOLE:
                assert frame(read[item.identifier]) == frame(item), data.decode()
                assert rest(read[item.identifier]) == rest(item), data.decode()

    law()
