"""What an item tells afterwards: of a choice, or of the whole, as its conditions have it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from html import escape
from typing import Final

from lessonry.domain.items import Choice, ChoiceItem, HotspotItem, Item
from lessonry.domain.items.hotspot import Area
from lessonry.domain.prose import Prose
from lessonry.importers.drafts import trimmed
from lessonry.importers.markup import markdown_of
from lessonry.importers.qti.expressions import CannotFollow
from lessonry.importers.qti.processing import Result
from lessonry.importers.qti.question import Made, Question
from lessonry.importers.qti.tree import find

RIGHT_ONLY: Final = "What was told after a right answer alone is told after every answer now."
WRONG_ONLY: Final = "What was told after a wrong answer alone is told after every answer now."
LATE: Final = "What was told after several attempts is told after every answer now."
MANY: Final = 9.0
"""Attempts after which all is told that is told after some."""
UNKNOWN: Final = "When a piece of feedback is shown could not be followed; it is explanation now."
BUTTON: Final = "endAttemptInteraction"
EXPLANATION: Final = "EXPLANATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One piece of feedback, and when it is shown."""

    outcome: str
    name: str
    shows: bool
    text: str

    def is_told(self, result: Result) -> bool:
        """Return whether it is shown after this result."""
        value = dict(result.outcomes).get(self.outcome)
        said = value if isinstance(value, list) else [] if value is None else [value]
        return (self.name in [_name(one) for one in said]) is self.shows


def _name(value: object) -> str:
    """Return an outcome as the name of a piece of feedback: a truth is `true`, as XML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


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
            text = _heading(question, element.get("title") or "") + text
            made.append(
                Told(
                    outcome=element.get("outcomeIdentifier") or "FEEDBACK",
                    name=element.get("identifier") or "",
                    shows=(element.get("showHide") or "show") != "hide",
                    text=text,
                )
            )
    return made


def _heading(question: Question, title: str) -> str:
    """Return the title over a piece of feedback as a line of its own."""
    if not title.strip() or question.is_ours:
        return ""
    return f"{markdown_of(f'<p><strong>{escape(title.strip())}</strong></p>').markdown.strip()}\n\n"


def with_feedback(question: Question, made: Made, told: list[Told]) -> Item:
    """Return the item with feedback behind its choices, and the rest as its explanation.

    Where several choices may be right, what is told of one alone and neither of the right ones nor
    of all is of none of them: it speaks of a choice that was missed.
    """
    item = made.item
    if not told:
        return item
    try:
        alone = [_result(question, made, probe.values) for probe in made.alone]
        right = [_result(question, made, probe.values) for probe in made.probes[:1]]
        others = [p for p in made.probes[1:9] if p.values != made.probes[0].values]
        wrong = (
            alone
            or [_result(question, made, probe.values) for probe in others]
            or [question.process({})]
        )
        late = _late(question, made)
        every = tuple(value for probe in made.alone for value in probe.values)
        most = [*right, _result(question, made, every)] if every else right
    except CannotFollow:
        alone, right, wrong, most, late = [], [], [], [], []
    asked = _asked(question)
    is_several = isinstance(item, ChoiceItem) and item.multiple
    general: dict[str, set[str]] = {}
    hints: list[str] = []
    of_choice: dict[int, list[str]] = {}
    for one in told:
        if not right and not alone:
            general[one.text] = set()
            if one.name != EXPLANATION:
                question.note(UNKNOWN)
            continue
        shown = [index for index, result in enumerate(alone) if one.is_told(result)]
        is_missed = is_several and not any(one.is_told(result) for result in most)
        if alone and shown and len(shown) < len(alone) and not is_missed:
            for index in shown:
                of_choice.setdefault(index, []).append(one.text)
            continue
        after = {RIGHT_ONLY} if any(one.is_told(result) for result in right) else set()
        after |= {WRONG_ONLY} if any(one.is_told(result) for result in wrong) else set()
        if not after and any(one.is_told(result) for result in asked):
            hints.append(one.text)
            continue
        if not after and any(one.is_told(result) for result in late):
            after = {LATE}
        general.setdefault(one.text, set()).update(after or {UNKNOWN})
    for after in general.values():
        if len(after) == 1:
            question.note(*after)
    if hints:
        hint = Prose(markdown=trimmed("\n\n".join(hints)), place=question.draft.place)
        item = dataclasses.replace(item, hint=hint)
    return _with(question, item, of_choice, list(general))


def _asked(question: Question) -> list[Result]:
    """Return what comes of a press on each button that ends an attempt, such as one for a hint."""
    names = [one.get("responseIdentifier") or "" for one in find(question.root, BUTTON)]
    try:
        return [question.process({name: True}) for name in names]
    except CannotFollow:
        return []


def _result(question: Question, made: Made, values: tuple[str, ...]) -> Result:
    probe = dataclasses.replace(made.probes[0] if made.probes else made.alone[0], values=values)
    return question.process(made.given(probe))


def _late(question: Question, made: Made) -> list[Result]:
    """Return what comes of answers that were given after many others.

    Raises:
        CannotFollow: It uses something that cannot be followed.
    """
    given = [made.given(probe) for probe in (made.alone or made.probes[:9])] or [{}]
    return [question.process({**one, "numAttempts": MANY}) for one in given]


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
