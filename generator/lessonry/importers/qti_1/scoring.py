"""Runs the response processing of a QTI 1.2 item, to see what each response is worth.

Dialects write the same key in many ways; what a response scores is what they agree about. Source:
IMS QTI ASI information model 1.2.1, section 3.5 (response processing).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lessonry.importers.drafts import tidy
from lessonry.importers.qti_1.tree import Element, attribute, children, first, within, words

Responses = Mapping[str, tuple[str, ...]]
"""Of each response identifier what is given to it."""
WHOLE = Fraction(100)
NUMBER = re.compile(
    r"[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,2})?|[+-]?\d{1,20}/\d{1,20}", re.ASCII
)
"""Numbers of a size that anybody asks for: `1e999999999` would fill the memory."""
MOST_SCORE = Fraction(10**12)
RESPONSES = (
    "response_lid",
    "response_str",
    "response_num",
    "response_grp",
    "response_xy",
)
REGULAR = "x_webct_v01_varregex"
"""WebCT's own test: a regular expression."""
COMPARED = ("varlt", "varlte", "vargt", "vargte")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One `respcondition`."""

    condition: Element | None
    sets: tuple[tuple[str, str], ...]
    """What it does to the score: an action such as `set` or `add`, and a value as written."""
    feedback: tuple[str, ...]
    goes_on: bool
    """Whether the next rules are looked at where this one holds."""

    @property
    def is_for_others(self) -> bool:
        """Return whether it is for what no other rule knows."""
        return self.condition is not None and [str(one.tag) for one in self.condition] == ["other"]


@dataclass(frozen=True, kw_only=True)
class Scoring:
    """The response processing of one item; no slots, since its rules are read once."""

    item: Element
    is_single: frozenset[str] = frozenset()
    """Responses of one value: two that must both be equal are meant as alternatives."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in order, of all blocks of response processing."""
        return tuple(
            _rule(found)
            for block in children(self.item, "resprocessing")
            for found in children(block, "respcondition")
        )

    @cached_property
    def maximum(self) -> Fraction:
        """Return what is declared as the highest score."""
        for declared in within(self.item, "decvar"):
            found = number(attribute(declared, "maxvalue"))
            if found is not None and found > 0:
                return found
        return WHOLE

    @cached_property
    def rights(self) -> Mapping[str, str]:
        """Return of each response what the rule that gives most asks for, or else any that gives."""
        made: dict[str, str] = {}
        asked = {attribute(one, "ident") for one in within(self.item, *RESPONSES)}
        best = self.best()
        for rule in (*([best] if best else []), *self.giving()):
            for one in affirmed(rule.condition):
                name = attribute(one, "respident")
                if one.tag in ("varequal", "vargte", "varlte") and name in asked:
                    made.setdefault(name, words(one).strip())
        return made

    @cached_property
    def whole(self) -> Fraction:
        """Return what is scored by all that the rules which give anything ask for."""
        declared = [number(attribute(one, "maxvalue")) for one in within(self.item, "decvar")]
        if most := next((found for found in declared if found), None):
            return most
        asked: dict[str, tuple[str, ...]] = {n: (v,) for n, v in self.rights.items()}
        for rule in self.giving():
            for one in affirmed(rule.condition):
                name = attribute(one, "respident")
                if one.tag == "varequal" and name in asked and name not in self.is_single:
                    asked[name] = (*asked[name], words(one).strip())
                elif one.tag == "varsubset":  # pairs, each of which is given
                    asked[name] = (*asked.get(name, ()), *parts(words(one)))
        if (total := self.score(asked)) > 0:
            return total
        for rule in self.giving():  # of single choices, which some rules ask by their own names
            for one in affirmed(rule.condition):
                if one.tag == "varequal":
                    asked.setdefault(attribute(one, "respident"), (words(one).strip(),))
        return self.score(asked)

    def worth(self, response: str, value: str) -> Fraction:
        """Return what a value scores where all other responses are right."""
        others = {name: (right,) for name, right in self.rights.items() if name != response}
        return self.score({**others, response: (value,)})

    def score(self, responses: Responses) -> Fraction:
        """Return what these responses score."""
        total = Fraction(0)
        is_given = False
        for rule in self._holding(responses):
            if is_given and rule.is_for_others:
                continue
            is_given = is_given or bool(rule.sets)
            for action, written in rule.sets:
                value = self._value(written)
                if action == "add":
                    total += value
                elif action == "subtract":
                    total -= value
                elif action == "multiply":
                    total *= value
                elif action == "divide" and value:
                    total /= value
                elif action == "set":
                    total = value
                total = max(-MOST_SCORE, min(MOST_SCORE, total)).limit_denominator(10**12)
        return total

    def feedback(self, responses: Responses) -> tuple[str, ...]:
        """Return the identifiers of the feedback that these responses show."""
        return tuple(ref for rule in self._holding(responses) for ref in rule.feedback)

    def best(self) -> Rule | None:
        """Return the rule that gives most, the first of several."""
        giving = [
            (max((self._value(v) for _, v in rule.sets), default=Fraction(0)), rule)
            for rule in self.rules
        ]
        top = max((worth for worth, _ in giving), default=Fraction(0))
        return next((rule for worth, rule in giving if worth == top), None) if top > 0 else None

    def giving(self) -> Iterator[Rule]:
        """Yield the rules that give something."""
        for rule in self.rules:
            if any(self._value(v) > 0 and a in ("set", "add") for a, v in rule.sets):
                yield rule

    def gives(self, rule: Rule) -> Fraction:
        """Return the most that a rule sets or adds."""
        return max(
            (self._value(v) for a, v in rule.sets if a in ("set", "add")), default=Fraction(0)
        )

    def texts(self, response: str) -> list[Element]:
        """Return the `varequal`s about one response, each text once, those denied left out."""
        found: dict[str, Element] = {}
        for rule in self.rules:
            for equal in affirmed(rule.condition):
                if equal.tag == "varequal" and attribute(equal, "respident") in (response, ""):
                    found.setdefault(words(equal).strip(), equal)
        return list(found.values())

    def _holding(self, responses: Responses) -> Iterator[Rule]:
        for rule in self.rules:
            if rule.condition is None or self._holds(rule.condition, responses):
                yield rule
                if not rule.goes_on:
                    return

    def _value(self, written: str) -> Fraction:
        if written.upper().endswith(".MAX"):
            return self.maximum
        return number(written) or Fraction(0)

    def _holds(self, condition: Element, responses: Responses) -> bool:
        match condition.tag:
            case "or":
                return any(self._holds(one, responses) for one in children(condition))
            case "not":
                return not all(self._holds(one, responses) for one in children(condition))
            case "conditionvar" | "and":
                return self._all(condition, responses)
            case "other":
                return True
            case "unanswered":
                return not responses.get(attribute(condition, "respident"))
            case "durequal" | "durlt" | "durlte" | "durgt" | "durgte":
                return False
            case _:
                return self._compares(condition, responses)

    def _all(self, condition: Element, responses: Responses) -> bool:
        """Return whether all hold; texts for one response of one value are alternatives."""
        others: list[Element] = []
        equals: defaultdict[str, list[Element]] = defaultdict(list)
        for one in children(condition):
            response = attribute(one, "respident")
            if one.tag == "varequal" and response in self.is_single:
                equals[response].append(one)
            else:
                others.append(one)
        return all(self._holds(one, responses) for one in others) and all(
            any(self._holds(one, responses) for one in same) for same in equals.values()
        )

    def _compares(self, condition: Element, responses: Responses) -> bool:
        given = responses.get(attribute(condition, "respident"), ())
        wanted = words(condition).strip()
        if condition.tag == "varequal":
            if attribute(condition, "case").lower() == "yes":
                return wanted in given
            return wanted.casefold() in (one.casefold() for one in given)
        if condition.tag == "varsubstring":
            return any(wanted.casefold() in one.casefold() for one in given)
        if condition.tag == "varsubset":
            return set(parts(wanted)) <= set(given)
        if condition.tag in COMPARED:
            bound = number(wanted)
            numbers = [found for one in given if (found := number(one)) is not None]
            if bound is None:
                return False
            return any(_compared(condition.tag, found, bound) for found in numbers)
        return False


def affirmed(condition: Element | None) -> Iterator[Element]:
    """Yield the comparisons of a condition that stand under no `not`, in document order."""
    if condition is None:
        return
    for one in children(condition):
        if one.tag in ("and", "or", "conditionvar"):
            yield from affirmed(one)
        elif one.tag != "not":
            yield one


def parts(text: str) -> list[str]:
    """Return what a list such as `A,B` holds."""
    return [part.strip() for part in text.split(",") if part.strip()]


def number(text: str) -> Fraction | None:
    """Return the number that a text is, with a stop or a comma; nothing where it is none."""
    plain = text.strip().replace(",", ".")
    if NUMBER.fullmatch(plain) is None:
        return None
    try:
        return tidy(Fraction(plain))
    except ZeroDivisionError:
        return None


def _compared(name: str, found: Fraction, bound: Fraction) -> bool:
    return {
        "varlt": found < bound,
        "varlte": found <= bound,
        "vargt": found > bound,
        "vargte": found >= bound,
    }[name]


def _rule(found: Element) -> Rule:
    sets = tuple(
        (attribute(one, "action", "Set").lower() or "set", words(one).strip())
        for one in children(found, "setvar")
        if "incorrect" not in attribute(one, "varname").lower()
    )
    goes_on = attribute(found, "continue").lower()
    is_sum = any(action == "add" for action, _ in sets)
    return Rule(
        condition=first(found, "conditionvar"),
        sets=sets,
        feedback=tuple(attribute(one, "linkrefid") for one in children(found, "displayfeedback")),
        # Canvas leaves `continue` out where it adds parts up, and means that they are.
        goes_on=goes_on == "yes" or (not goes_on and (is_sum or not sets)),
    )
