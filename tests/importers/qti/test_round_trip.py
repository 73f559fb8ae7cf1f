"""What is exported as QTI and imported again asks and scores the same, as far as the report says."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import Gap, InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.gaps.text_entry import shown as shown_gap
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
)
from lessonry.domain.items.gap import accepts
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Quiz
from lessonry.exporters.archive import pack
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request, named
from lessonry.exporters.plain import text_of
from lessonry.exporters.prose import HtmlProse
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.qti import read
from tests.exporters.qti.every_kind import every_kind
from tests.quizzes import QUIZZES

VERSIONS = ("qti-3.0", "qti-2.2", "qti-2.1")


def there_and_back(request: Request, version: str) -> tuple[Exported, tuple[ImportedQuiz, ...]]:
    exported = named(version).exporter.export(request)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "x.zip"
        pack(exported.files, target)
        data = target.read_bytes()
    return exported, read(ForeignFile(name="x.zip", data=data))


@pytest.mark.parametrize("version", VERSIONS)
def test_every_kind_comes_back_the_same(version: str, tmp_path: Path) -> None:
    request = every_kind(tmp_path)
    exported, (back,) = there_and_back(request, version)
    (quiz,) = request.quizzes
    assert back.quiz.shuffle
    assert back.quiz.pass_mark == quiz.pass_mark
    assert [(s.title, s.draw) for s in back.quiz.sections] == [
        (s.title, s.draw) for s in quiz.sections
    ]
    whole = {one.item for one in exported.report if one.carried is Carried.WHOLE}
    assert len(whole) >= 15
    assert [one.item for one in back.report if one.carried is not Carried.WHOLE] == []
    for ours, theirs in zip(quiz.items, back.quiz.items, strict=True):
        assert theirs.identifier == ours.identifier
        if ours.identifier == "pi":  # of a range the middle is shown
            continue
        if isinstance(ours, HotspotItem):
            ours = dataclasses.replace(
                ours,
                image=Prose(markdown="![A grey field](every-kind/field.svg)", place=ours.place),
            )
        if isinstance(ours, MatrixItem) and version != "qti-3.0":
            ours = dataclasses.replace(ours, corner=None)
        assert fingerprint(theirs) == fingerprint(ours), ours.identifier
        for name in ("partial_credit", "shuffle", "tags", "objective"):
            assert getattr(theirs, name) == getattr(ours, name), (ours.identifier, name)


MARKUP = re.compile(r"\{x\}|\(b\)|!?\[a|\]\(b\.png\)|[\\\\\[\]]")
"""What looks like an attribute list or half a link: how it is escaped is the business of `markup`."""
ASKED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("version", ["qti-3.0", "qti-2.1"])
@ASKED
@given(quiz=QUIZZES)
def test_any_quiz_comes_back_with_its_keys(version: str, quiz: Quiz) -> None:
    bare = [dataclasses.replace(section, selection=None, draw=None) for section in quiz.sections]
    quiz = dataclasses.replace(quiz, sections=tuple(bare), draw=None)
    with tempfile.TemporaryDirectory() as folder:
        course = Course(identifier="c", title="C", quizzes=(quiz,))
        request = Request(course=course, quizzes=(quiz,), folder=Path(folder))
        exported = named(version).exporter.export(request)
        carried = {one.item for one in exported.report if one.carried is not Carried.LEFT}
        if not carried:
            return
        _, (back,) = there_and_back(request, version)
        html = HtmlProse(Path(folder))

        def shown(prose: Prose | None) -> str:
            text = "" if prose is None else "".join(text_of(html.tree(prose)).split())
            return MARKUP.sub("", text)

        items = {item.identifier: item for item in back.quiz.items}
        told = {one.item: one for one in back.report}
        for ours in quiz.items:
            if ours.identifier in carried and ours.identifier in items:
                _compare(ours, items[ours.identifier], shown)
            elif ours.identifier in carried:
                assert any(one.carried is Carried.LEFT for one in told.values())


def _compare(ours: Item, theirs: Item, shown: Callable[[Prose | None], str]) -> None:
    """Hold what counts of two items against each other: what they show, and what they take for right."""
    assert _said(theirs, shown) == _said(ours, shown)
    if not isinstance(ours, ExtendedTextItem) or ours.rubric:
        assert theirs.points == ours.points
    if isinstance(ours, GapItem) and isinstance(theirs, GapItem):
        for gap, other in zip(ours.gaps, theirs.gaps, strict=True):
            assert accepts(other, _filled(gap, other)) or isinstance(gap, NumericEntryGap)


def _filled(gap: Gap, other: Gap) -> str:
    """Return the answer that a gap shows, as the other one takes it."""
    if isinstance(gap, InlineChoiceGap) and isinstance(other, InlineChoiceGap):
        text = next(choice.text for choice in gap.choices if choice.identifier in gap.key)
        return next(choice.identifier for choice in other.choices if choice.text == text)
    assert isinstance(gap, TextEntryGap | NumericEntryGap)
    if isinstance(gap, TextEntryGap) and all(answer.is_pattern for answer in gap.answers):
        return {"colou?r": "color", "a|b": "a", "\\(a\\)": "(a)", "[a-c]{2,5}": "abc"}.get(
            gap.answers[0].text, gap.answers[0].text.replace("\\", "")
        )
    return shown_gap(gap) if isinstance(gap, TextEntryGap) else str(float(gap.answers[0].low))


def _said(item: Item, shown: Callable[[Prose | None], str]) -> object:
    match item:
        case ChoiceItem():
            said: object = (
                [(shown(c.text), c.is_key, shown(c.feedback)) for c in item.choices],
                item.multiple,
            )
        case OrderItem():
            said = [shown(entry.text) for entry in item.in_order]
        case MatchItem():
            pairs = [
                (shown(left.text), shown(item.partner(n).text)) for n, left in enumerate(item.lefts)
            ]
            said = pairs, sorted(shown(right.text) for right in item.rights)
        case MatrixItem():
            columns = [shown(column.text) for column in item.columns]
            rows = [(shown(row.text), sorted(row.key)) for row in item.rows]
            said = columns, rows, item.survey
        case ExtendedTextItem():
            said = [(shown(c.text), c.points) for c in item.rubric], shown(item.model_answer)
        case HotspotItem():
            said = [(area.is_key, shown(area.feedback)) for area in item.areas]
        case _:
            said = None
    return type(item), said, shown(item.hint), shown(item.explanation)
