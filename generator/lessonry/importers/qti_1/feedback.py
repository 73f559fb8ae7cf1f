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


RIGHT = ("correct", "correct_fb", "general_correct_fb")
WRONG = ("incorrect", "incorrect_fb", "general_incorrect_fb")
ALWAYS = ("general_fb", "neutral_fb", "feedback", "solution")
"""What dialects call the feedback that belongs to no single answer."""


def told(item: Element, scoring: Scoring) -> Told:
    """Return what an item tells."""
    texts: dict[str, str] = {}
    made = Told()
    for one in children(item, "itemfeedback"):
        name = attribute(one, "ident")
        for part in within(one, "hint"):
            made.hint = made.hint or material(part)
        for part in within(one, "solution"):
            made.solution = made.solution or material(part)
        if next(within(one, "hint", "solution"), None) is None:
            texts[name] = material(one)
    for rule in scoring.rules:
        for name in rule.feedback:
            _take(made, rule, name, texts.get(name, ""))
    for name, text in texts.items():
        _by_name(made, name, text)
    return made


def _take(made: Told, rule: Rule, name: str, text: str) -> None:
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
        made.right = made.right or text
    elif any(one.tag == "other" for one in asked):
        made.always = made.always or text
    else:
        made.wrong = made.wrong or text


def _by_name(made: Told, name: str, text: str) -> None:
    """Take what no rule shows and its name tells, as Blackboard and Respondus leave it."""
    low = name.lower()
    if low in RIGHT:
        made.right = made.right or text
    elif low in WRONG:
        made.wrong = made.wrong or text
    elif low in ALWAYS:
        made.always = made.always or text
    elif low.endswith("_fb"):
        made.of.setdefault(name[: -len("_fb")], text)
