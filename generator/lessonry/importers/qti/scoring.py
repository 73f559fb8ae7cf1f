"""Finds which of our ways of partial credit an item is scored by: both score the same responses."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from lessonry.domain.items import ChoiceItem, ExtendedTextItem, Item, MatrixItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.response import Response
from lessonry.domain.scoring import share
from lessonry.importers.credit import CLOSE, OTHERWISE, policy_of
from lessonry.importers.drafts import points_of
from lessonry.importers.qti.expressions import CannotFollow
from lessonry.importers.qti.question import Made, Question

NOT_FOLLOWED: Final = (
    "How it is scored cannot be followed, since its response processing {reason}: here only a wholly"
    " right answer counts, unless you say otherwise."
)
ANOTHER: Final = "In the file another answer earns more than the one that it calls right."
NOT_THE_MOST: Final = (
    "In the file the right answer earns {earned}, and MAXSCORE says {most}; here it is worth what"
    " MAXSCORE says."
)
ALSO_RIGHT: Final = (
    "In the file other answers are wholly right as well; here only those that it calls right."
)
TOGETHER: Final = "There its parts count together, or one upon another; here each by itself."
NONE_EARNS: Final = "In the file no answer earns anything; here the right one does."


def scored(question: Question, made: Made, weight: Fraction) -> Item:
    """Return the item with its points and its way of partial credit.

    Args:
        question: Where it comes from; what differs is noted there.
        made: The item, and responses to compare by.
        weight: What the test multiplies its score by.
    """
    item, most, part = made.item, question.declared.most, question.part
    if part is not None:
        most = part.points
        if not part.stands_alone:
            question.note(TOGETHER)
    if isinstance(item, ExtendedTextItem):
        return _with(item, points=_points(most, 1.0, weight) if item.rubric else Fraction(0))
    if isinstance(item, MatrixItem) and item.survey:
        return _with(item, points=Fraction(0))
    try:
        others = question.process({}).score if question.part is not None else 0.0
        results = [question.process(made.given(probe)).score - others for probe in made.probes]
    except CannotFollow as reason:
        question.note(NOT_FOLLOWED.format(reason=reason))
        return _with(item, points=_points(most, 1.0, weight))
    best = max(results, default=0.0)
    if best <= 0:
        has_key = not isinstance(item, ChoiceItem) or bool(item.key)
        if results and most != 0 and has_key:
            question.note(NONE_EARNS)
        return _with(item, points=_points(most, 1.0, weight))
    if results[0] < best - CLOSE * best:
        question.note(ANOTHER)
    elif question.part is None and most and abs(results[0] - most) > CLOSE * most:
        question.note(NOT_THE_MOST.format(earned=f"{results[0]:g}", most=f"{most:g}"))
    item = _with(item, points=_points(most if most else best, best, weight))
    return _with(item, policy=_policy(question, item, made.probes, [r / best for r in results]))


def _points(most: float | None, best: float, weight: Fraction) -> Fraction:
    value = most if most is not None else best
    return points_of(Fraction(str(round(max(0.0, value), 6))).limit_denominator(10_000) * weight)


def _policy(
    question: Question, item: Item, probes: Sequence[Response], wanted: list[float]
) -> PartialCredit:
    """Return the policy that gives these shares, or comes nearest."""
    strict = _with(item, policy=PartialCredit.ALL_OR_NOTHING)
    tried = list(zip(probes, wanted, strict=True))
    if wanted[0] >= 1 - CLOSE:
        tried = [one for one in tried if one[1] < 1 - CLOSE or share(strict, one[0]) == 1]
        if len(tried) < len(probes):
            question.note(ALSO_RIGHT)
    policy, is_same = policy_of(item, [p for p, _ in tried], [w for _, w in tried])
    if not is_same:
        question.note(OTHERWISE.format(policy=policy.value))
    return policy


def _with(
    item: Item, *, points: Fraction | None = None, policy: PartialCredit | None = None
) -> Item:
    changed = item
    if points is not None:
        changed = dataclasses.replace(changed, points=points)
    if policy is not None:
        changed = dataclasses.replace(changed, partial_credit=policy)
    return changed
