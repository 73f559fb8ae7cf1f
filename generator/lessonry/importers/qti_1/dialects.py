"""Brings what single systems write in their own way to what QTI 1.2 means, before an item is read."""

from __future__ import annotations

from typing import Final

from lessonry.importers.qti_1.scoring import RESPONSES, affirmed, number
from lessonry.importers.qti_1.tree import Element, attribute, children, first, within, words

TYPED: Final = ("response_str", "response_num")
HELD: Final = "conditionvar"
SHOWN: Final = "displayfeedback"
NOTHING: Final = frozenset({"", "0", "0.0"})
COUNTED: Final = "D2L_Correct"
"""Brightspace's count of what is right, to which an empty rule adds one."""


def common(item: Element) -> None:
    """Bring an item of Brightspace or Blackboard to the common way, in place."""
    _name_responses(item)
    _name_answers(item)
    _mend_sums(item)
    _number_order(item)
    _add_parts(item)
    _score_right(item)


def _name_responses(item: Element) -> None:
    """Give a response its identifier where it stands as `respident`."""
    for response in within(item, *RESPONSES):
        name = attribute(response, "respident")
        if name and not attribute(response, "ident"):
            response.set("ident", name)


def _name_answers(item: Element) -> None:
    """Let rules ask for a response that is typed, and not for the label in it."""
    names = {attribute(one, "ident") for one in within(item, *RESPONSES)}
    owners: dict[str, str | None] = {}
    for response in within(item, *TYPED):
        for label in within(response, "response_label"):
            name = attribute(label, "ident")
            owners[name] = None if name in owners else attribute(response, "ident")
    for rules in children(item, "resprocessing"):
        for one in rules.iterdescendants():
            asked = attribute(one, "respident") if isinstance(one.tag, str) else ""
            owner = owners.get(asked) if asked not in names else None
            if owner:
                one.set("respident", owner)


def _mend_sums(item: Element) -> None:
    """Write out what is added where nothing is said, and leave out copies of other sums."""
    for one in list(within(item, "setvar")):
        said = words(one).strip()
        if not said and attribute(one, "varname") == COUNTED:
            one.text = "1"
        elif said.startswith("D2L_"):
            parent = one.getparent()
            if parent is not None:
                parent.remove(one)


def _number_order(item: Element) -> None:
    """Write places that rules ask single entries for as an order of all of them."""
    for response in within(item, "response_grp", "response_lid"):
        if attribute(response, "rcardinality").lower() != "ordered":
            continue
        response.tag = "response_lid"
        names = {attribute(one, "ident") for one in within(response, "response_label")}
        for equal in within(item, "varequal"):
            entry = attribute(equal, "respident")
            if entry in names and number(words(equal)) is not None:
                equal.set("index", words(equal).strip())
                equal.set("respident", attribute(response, "ident"))
                equal.text = entry


def _add_parts(item: Element) -> None:
    """Add up rules of which each sets the score for another gap."""
    asked: set[str] = set()
    giving = []
    for rule in within(item, "respcondition"):
        sets = [one for one in children(rule, "setvar") if (number(words(one)) or 0) > 0]
        if not sets:
            continue
        names = {attribute(one, "respident") for one in affirmed(first(rule, HELD))}
        if len(names) != 1 or attribute(sets[0], "action", "Set").lower() != "set":
            return
        asked |= names
        giving.append((rule, sets))
    if len(asked) < 2 or len(asked) != sum(1 for _ in within(item, *RESPONSES)):
        return
    for rule, sets in giving:
        for one in sets:
            one.set("action", "Add")
        rule.set("continue", "Yes")


def _score_right(item: Element) -> None:
    """Let rules give all where none gives anything, and some say that the answer is right."""
    rules = list(within(item, "respcondition"))
    if any(words(one).strip() not in NOTHING for rule in rules for one in children(rule, "setvar")):
        return
    right = [
        rule
        for rule in rules
        if any(attribute(one, "linkrefid").lower() == "correct" for one in children(rule, SHOWN))
    ]
    asked = {attribute(one, "respident") for rule in right for one in affirmed(first(rule, HELD))}
    for rule in right:
        given = rule.makeelement("setvar", {"varname": "SCORE", "action": "Set"})
        given.text = "SCORE.max"
        if len(asked) > 1 and len(right) == len(asked):
            given.set("action", "Add")
            given.text = f"100/{len(asked)}"
            rule.set("continue", "Yes")
        rule.append(given)
