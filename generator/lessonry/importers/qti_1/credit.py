"""How a QTI 1.2 item of several parts is scored, tried out on responses of which some are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from lessonry.domain.items import ChoiceItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.response import Response as Given
from lessonry.importers.credit import OTHERWISE, Parts, policy_of, policy_of_parts
from lessonry.importers.qti_1.material import Response
from lessonry.importers.qti_1.question import Question
from lessonry.importers.qti_1.scoring import Responses
from lessonry.importers.qti_1.tree import attribute, metadata, within, words

WRONG: Final = "\ue002"
"""A value that nobody gives and no file accepts."""
MOST_PROBED: Final = 60
"""Parts of an item beyond which its whole and its first ones alone are looked at."""


GRADED: Final = {
    "0": PartialCredit.PER_PART,
    "1": PartialCredit.ALL_OR_NOTHING,
    "2": PartialCredit.RIGHT_MINUS_WRONG,
}
"""Brightspace's `grading_type`: weighted equally, all or nothing, right minus wrong."""
MISTAKES: Final = "D2L_Incorrect"
"""Brightspace's count of what is wrong: where a rule asks that it be nothing, all must be right."""
SAKAI: Final = {"true": PartialCredit.RIGHT_MINUS_WRONG, "false": PartialCredit.ALL_OR_NOTHING}
"""Sakai's `MCMS_PARTIAL_CREDIT`: right less wrong, or all or nothing."""


def graded(question: Question) -> PartialCredit | None:
    """Return the policy that an item names itself, as Brightspace and Sakai do."""
    said = next(within(question.element, "grading_type"), None)
    if said is not None:
        return GRADED.get(words(said).strip())
    for equal in within(question.element, "varequal"):
        if attribute(equal, "respident") == MISTAKES and words(equal).strip() == "0":
            return PartialCredit.ALL_OR_NOTHING
    return SAKAI.get(metadata(question.element).get("mcms_partial_credit", "").lower())


def of_pairs(question: Question, pairs: Sequence[tuple[str, str]]) -> PartialCredit:
    """Return the policy for responses that each have one right value."""
    if (named := graded(question)) is not None:
        return named

    def given(parts: Parts) -> Responses:
        return {
            name: (right if part else WRONG,)
            for (name, right), part in zip(pairs, parts, strict=True)
            if part is not None
        }

    return _of_parts(question, len(pairs), given)


def of_responses(question: Question) -> PartialCredit:
    """Return the policy for all responses of an item, by what its rules ask each of them for."""
    rights = question.scoring.rights
    names = [one.identifier for one in question.shown.responses if one.identifier in rights]
    return of_pairs(question, [(name, rights[name]) for name in names])


def _of_parts(question: Question, count: int, given: Callable[[Parts], Responses]) -> PartialCredit:
    whole = question.scoring.score(given((True,) * count))
    if whole <= 0 or count > MOST_PROBED:
        alone = question.scoring.score(given((True, *(None,) * (count - 1)))) if count else 0
        return PartialCredit.PER_PART if count > 1 and alone > 0 else PartialCredit.ALL_OR_NOTHING
    policy, is_same = policy_of_parts(
        count, lambda parts: float(question.scoring.score(given(parts)) / whole)
    )
    return _told(question, policy, is_same=is_same)


def of_choices(
    question: Question, response: Response, names: Sequence[str], item: ChoiceItem
) -> PartialCredit:
    """Return the policy for a choice of several.

    Args:
        question: Where it comes from; what differs is noted there.
        response: The one that it is.
        names: The foreign identifiers of its choices, in their order.
        item: As it will be.
    """
    if (named := graded(question)) is not None:
        return named
    foreign = {choice.identifier: name for choice, name in zip(item.choices, names, strict=True)}
    key = tuple(sorted(item.key))
    others = [one for one in foreign if one not in item.key]
    sets = [key, *((one,) for one in foreign)]
    sets += [tuple(one for one in key if one != left) for left in key]
    sets += [(*key, *others[:count]) for count in range(1, len(others) + 1)]
    probes = [Given(values=one) for one in sets[: 4 * MOST_PROBED]]
    scores = [
        question.scoring.score({response.identifier: tuple(foreign[v] for v in probe.values)})
        for probe in probes
    ]
    if scores[0] <= 0:
        return PartialCredit.ALL_OR_NOTHING
    shares = [float(max(Fraction(0), score) / scores[0]) for score in scores]
    policy, is_same = policy_of(item, probes, shares)
    return _told(question, policy, is_same=is_same)


def _told(question: Question, policy: PartialCredit, *, is_same: bool) -> PartialCredit:
    if not is_same:
        question.notes.append(OTHERWISE.format(policy=policy.value))
    return policy
