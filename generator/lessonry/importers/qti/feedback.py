"""What an item tells afterwards: of a choice, or of the whole, as its conditions have it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

from lessonry.domain.items import Choice, ChoiceItem, HotspotItem, Item
from lessonry.domain.items.hotspot import Area
from lessonry.domain.prose import Prose
from lessonry.importers.drafts import trimmed
from lessonry.importers.qti.expressions import CannotFollow
from lessonry.importers.qti.processing import Result, process
from lessonry.importers.qti.question import Made, Question
from lessonry.importers.qti.tree import find
from lessonry.importers.qti.variables import Value

RIGHT_ONLY: Final = "What was told after a right answer alone is told after every answer now."
WRONG_ONLY: Final = "What was told after a wrong answer alone is told after every answer now."
UNKNOWN: Final = "When a piece of feedback is shown could not be followed; it is explanation now."
EXPLANATION: Final = "EXPLANATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One piece of feedback, and when it is shown."""

    outcome: str
    name: str
    shows: bool
    text: str

    def is_shown(self, outcomes: dict[str, Value]) -> bool:
        """Return whether these outcomes show it."""
        value = outcomes.get(self.outcome)
        said = value if isinstance(value, list) else [] if value is None else [value]
        return (self.name in [str(one) for one in said]) is self.shows


def pieces(question: Question) -> list[Told]:
    """Return the feedback of an item, but for what stands inside of its choices."""
    made: list[Told] = []
    inside = [
        one
        for one in find(question.body, "feedbackBlock", "feedbackInline")
        if next(one.iterancestors("simpleChoice"), None) is None
    ]
    for element in [*find(question.root, "modalFeedback"), *inside]:
        text = question.text(element)
        if text.strip():
            made.append(
                Told(
                    outcome=element.get("outcomeIdentifier") or "FEEDBACK",
                    name=element.get("identifier") or "",
                    shows=(element.get("showHide") or "show") != "hide",
                    text=text,
                )
            )
    return made


def with_feedback(question: Question, made: Made, told: list[Told]) -> Item:
    """Return the item with feedback behind its choices, and the rest as its explanation."""
    item = made.item
    if not told:
        return item
    try:
        alone = [_result(question, made, probe.values) for probe in made.alone]
        right = [_result(question, made, probe.values) for probe in made.probes[:1]]
        empty = process(question.root, question.declared, {})
        wrong = (
            alone
            or [_result(question, made, probe.values) for probe in made.probes[1:9]]
            or [empty]
        )
    except CannotFollow:
        alone, right, wrong = [], [], []
    general: list[str] = []
    of_choice: dict[int, list[str]] = {}
    for one in told:
        shown = [index for index, result in enumerate(alone) if one.is_shown(dict(result.outcomes))]
        if not right and not alone:
            general.append(one.text)
            if one.name != EXPLANATION:
                question.note(UNKNOWN)
            continue
        if alone and shown and len(shown) < len(alone):
            for index in shown:
                of_choice.setdefault(index, []).append(one.text)
            continue
        general.append(one.text)
        for_right = any(one.is_shown(dict(result.outcomes)) for result in right)
        for_wrong = bool(shown) or any(one.is_shown(dict(result.outcomes)) for result in wrong)
        if for_right and not for_wrong:
            question.note(RIGHT_ONLY)
        elif for_wrong and not for_right:
            question.note(WRONG_ONLY)
        elif not for_right and not for_wrong:
            question.note(UNKNOWN)
    return _with(question, item, of_choice, list(dict.fromkeys(general)))


def _result(question: Question, made: Made, values: tuple[str, ...]) -> Result:
    probe = dataclasses.replace(made.probes[0] if made.probes else made.alone[0], values=values)
    return process(question.root, question.declared, made.given(probe))


def _with(
    question: Question, item: Item, of_choice: dict[int, list[str]], general: list[str]
) -> Item:
    if isinstance(item, ChoiceItem):
        choices = tuple(
            _choice(question, c, of_choice.get(i, [])) for i, c in enumerate(item.choices)
        )
        item = dataclasses.replace(item, choices=choices)
    elif isinstance(item, HotspotItem):
        areas = tuple(_area(question, a, of_choice.get(i, [])) for i, a in enumerate(item.areas))
        item = dataclasses.replace(item, areas=areas)
    if not general:
        return item
    parts = [item.explanation.markdown] if item.explanation else []
    text = "\n\n".join([*parts, *general])
    explanation = Prose(markdown=trimmed(text), place=question.draft.place)
    changed: Item = dataclasses.replace(item, explanation=explanation)
    return changed


def _choice(question: Question, choice: Choice, texts: list[str]) -> Choice:
    return dataclasses.replace(choice, feedback=_joined(question, choice.feedback, texts))


def _area(question: Question, area: Area, texts: list[str]) -> Area:
    return dataclasses.replace(area, feedback=_joined(question, area.feedback, texts))


def _joined(question: Question, before: Prose | None, texts: list[str]) -> Prose | None:
    said = ([before.markdown] if before else []) + texts
    if not said:
        return None
    return Prose(markdown=trimmed("\n\n".join(said)), place=question.draft.place)
