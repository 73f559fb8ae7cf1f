"""What a QTI 1.2 item tells afterwards: to one choice, to right and wrong answers, to everybody."""

from __future__ import annotations

from dataclasses import dataclass, field

from lessonry.importers.qti_1.material import material
from lessonry.importers.qti_1.scoring import Rule, Scoring, affirmed
from lessonry.importers.qti_1.tree import Element, attribute, children, within, words


@dataclass(slots=True, kw_only=True)
class Told:
    """The feedback of an item, as HTML."""

    of: dict[str, str] = field(default_factory=dict)
    """By the value that was given."""
    right: str = ""
    wrong: str = ""
    always: str = ""
    hint: str = ""
    solution: str = ""


RIGHT = ("correct", "correct_fb", "general_correct_fb", "allcorrect", "response_allcorrect")
WRONG = ("incorrect", "incorrect_fb", "general_incorrect_fb", "response_onenotcorrect")
ALWAYS = ("general_fb", "neutral_fb", "feedback", "solution")
"""What dialects call the feedback that belongs to no single answer."""


def told(item: Element, scoring: Scoring) -> Told:
    """Return what an item tells."""
    texts: dict[str, str] = {}
    made = Told()
    labels = {attribute(one, "ident") for one in within(item, "response_label")} - {""}
    made.hint = "".join(material(one) for one in children(item, "hint"))
    made.solution = "".join(material(one) for one in children(item, "solution", "answer_key"))
    for one in children(item, "itemfeedback"):
        name = attribute(one, "ident")
        if name in labels:  # Blackboard writes it as a solution
            made.of.setdefault(name, material(one))
            continue
        for part in within(one, "hint"):
            made.hint = _and(made.hint, material(part))
        for part in within(one, "solution"):
            made.solution = _and(made.solution, material(part))
        if next(within(one, "hint", "solution"), None) is None:
            texts[name] = material(one)
    is_of_parts = len(scoring.rights) > 1
    for rule in scoring.rules:
        for name in rule.feedback:
            _take(made, rule, name, texts.get(name, ""), is_of_parts=is_of_parts)
    shown = {name for rule in scoring.rules for name in rule.feedback}
    for name, text in texts.items():
        _by_name(made, name, text, is_shown=name in shown)
    return made


def _take(made: Told, rule: Rule, name: str, text: str, *, is_of_parts: bool) -> None:
    if not text.strip():
        return
    asked = list(affirmed(rule.condition))
    gives = any(value not in ("0", "0.0", "") for _, value in rule.sets)
    low = name.lower()
    if low in RIGHT:
        made.right = text
    elif low in WRONG:
        made.wrong = text
    elif low in ALWAYS:
        made.always = text
    elif len(asked) == 1 and asked[0].tag == "varequal":
        made.of.setdefault(words(asked[0]).strip(), text)
    elif gives:
        made.right = _and(made.right, text)
    elif any(one.tag == "other" for one in asked):
        made.always = _and(made.always, text)
    elif not asked and is_of_parts:
        made.of.setdefault(name, text)
    else:
        made.wrong = _and(made.wrong, text)


def _and(before: str, text: str) -> str:
    """Return what is told already, and another text where that is not in it."""
    if not before or text in before:
        return before or text
    return f"<div>{before}</div><div>{text}</div>"


def _by_name(made: Told, name: str, text: str, *, is_shown: bool) -> None:
    """Take what no rule shows and its name tells, as Blackboard and Respondus leave it."""
    low = name.lower()
    if low in RIGHT:
        made.right = made.right or text
    elif low in WRONG:
        made.wrong = made.wrong or text
    elif low in ALWAYS:
        made.always = made.always or text
    elif low.endswith("_fb") and name not in made.of:
        made.of.setdefault(name[: -len("_fb")], text)
    elif not is_shown:  # Brightspace's word on the whole question
        made.always = _and(made.always, text)
