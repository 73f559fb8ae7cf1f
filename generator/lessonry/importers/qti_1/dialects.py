"""Brings what single systems write in their own way to what QTI 1.2 means, before an item is read."""

from __future__ import annotations

from typing import Final

from lessonry.importers.qti_1.scoring import RESPONSES, affirmed, number
from lessonry.importers.qti_1.tree import (
    Element,
    attribute,
    children,
    first,
    metadata,
    within,
    words,
)

TYPED: Final = ("response_str", "response_num")
HELD: Final = "conditionvar"
SHOWN: Final = "displayfeedback"
NOTHING: Final = frozenset({"", "0", "0.0"})
RIGHT: Final = frozenset({"correct", "allcorrect"})
"""By what rules without points say that the answer is right."""
LISTED: Final = "listed"
"""An attribute of ours: the response is a list in the text, and no choice below it."""
ILIAS: Final = "ilias_version"
DEPTH: Final = "answerdepth"
"""What ILIAS calls a number beside each thing to order, which nobody sees."""
COUNTED: Final = "D2L_Correct"
"""Brightspace's count of what is right, to which an empty rule adds one."""


def common(item: Element) -> None:
    """Bring an item of Brightspace, Blackboard, ILIAS or Sakai to the common way, in place."""
    _name_responses(item)
    _leave_depths(item)
    _name_choices(item, _offered_lists(item))
    _name_answers(item)
    _ask_typed(item)
    _bound_numbers(item)
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


def _leave_depths(item: Element) -> None:
    """Leave out the depths that ILIAS writes beside the things to order."""
    for one in list(within(item, "mattext")):
        parent = one.getparent()
        if attribute(one, "label").lower() == DEPTH and parent is not None:
            parent.remove(one)


def _offered_lists(item: Element) -> frozenset[str]:
    """Make lists of responses that say they are typed and offer choices, and return their names."""
    found = [
        one
        for one in within(item, *TYPED)
        if next(within(one, "render_choice"), None) is not None
        and next(within(one, "render_fib"), None) is None
    ]
    for one in found:
        one.tag = "response_lid"
        one.set(LISTED, "yes")
    return frozenset(attribute(one, "ident") for one in found)


def _name_choices(item: Element, by_text: frozenset[str]) -> None:
    """Let rules that ask for the words of a choice ask for its name.

    Args:
        item: The item.
        by_text: Lists of ILIAS's gaps, whose rules know the words alone: these may be `1`, as the
            name of another choice is.
    """
    names: dict[str, set[str]] = {}
    of_words: dict[str, dict[str, list[str]]] = {}
    for response in within(item, "response_lid"):
        own = attribute(response, "ident")
        for label in within(response, "response_label"):
            name = attribute(label, "ident")
            said = " ".join(words(label).split()).casefold()
            names.setdefault(own, set()).add(name)
            of_words.setdefault(own, {}).setdefault(said, []).append(name)
    for one in within(item, "varequal"):
        own, asked = attribute(one, "respident"), words(one).strip()
        found = of_words.get(own, {}).get(" ".join(asked.split()).casefold(), [])
        if len(found) == 1 and (own in by_text or asked not in names[own]):
            one.text = found[0]


def _ask_typed(item: Element) -> None:
    """Let rules about words ask for them as all others do, where they ask for a subset of one."""
    names = {attribute(one, "ident") for one in within(item, *TYPED)}
    for one in within(item, "varsubset"):
        if attribute(one, "respident") in names:
            one.tag = "varequal"


def _bound_numbers(item: Element) -> None:
    """Write the bounds of numbers into the rules: ILIAS has them in its boxes, Sakai as `1|2`."""
    is_ilias = ILIAS in metadata(item)
    bounds: dict[str, tuple[str, str] | None] = {}
    for response in within(item, *TYPED):
        box = next(within(response, "render_fib", "render_fin"), None)
        if box is not None and is_ilias and response.tag == "response_num":
            said = (attribute(box, "minnumber"), attribute(box, "maxnumber"))
            is_bound = all(number(end) is not None for end in said)
            bounds[attribute(response, "ident")] = said if is_bound else None
        elif box is not None and box.tag == "render_fin":
            bounds[attribute(response, "ident")] = None
    for one in list(within(item, "varequal")):
        name = attribute(one, "respident")
        if name not in bounds:
            continue
        low, bar, high = words(one).strip().partition("|")
        between = (low.strip(), high.strip()) if bar else bounds[name]
        if between is not None and all(number(end) is not None for end in between):
            _bound(one, between, is_range=bool(bar))


def _bound(equal: Element, between: tuple[str, str], *, is_range: bool) -> None:
    """Let a comparison hold between two numbers as well, or there alone."""
    parent = equal.getparent()
    assert parent is not None
    both = equal.makeelement("and", {})
    for tag, bound in zip(("vargte", "varlte"), between, strict=True):
        end = equal.makeelement(tag, {"respident": attribute(equal, "respident")})
        end.text = bound
        both.append(end)
    held = both if is_range else equal.makeelement("or", {})
    parent.replace(equal, held)
    if not is_range:
        held.extend([equal, both])


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
        names = {attribute(one, "ident") for one in within(response, "response_label")}
        if any(
            attribute(equal, "respident") in names and words(equal).strip() in names
            for equal in within(item, "varequal")
        ):
            continue  # Sakai's pairs
        response.tag = "response_lid"
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
        if any(attribute(one, "linkrefid").lower() in RIGHT for one in children(rule, SHOWN))
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
