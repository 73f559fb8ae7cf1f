"""Response processing, in the few expressions that every player knows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lessonry.exporters.qti.tree import Element, number, qti

Rule = Element
Branch = tuple[Element, Sequence[Rule]]
"""A condition, and what is done where it holds."""


def variable(name: str) -> Element:
    """Return the value of a response or an outcome."""
    return qti("variable", {"identifier": name})


def correct(name: str) -> Element:
    """Return the key of a response."""
    return qti("correct", {"identifier": name})


def value(kind: str, said: str) -> Element:
    """Return a fixed value of a base type."""
    return qti("baseValue", {"baseType": kind}, text=said)


def decimal(said: Fraction) -> Element:
    """Return a fixed number."""
    return value("float", number(said))


def op(name: str, *of: Element, **attributes: str) -> Element:
    """Return an expression of others."""
    return qti(name, attributes, *of)


def is_null(name: str) -> Element:
    """Return whether nothing was given."""
    return op("isNull", variable(name))


def any_of(tests: Sequence[Element]) -> Element:
    """Return whether one of the conditions holds."""
    return tests[0] if len(tests) == 1 else op("or", *tests)


def all_of(tests: Sequence[Element]) -> Element:
    """Return whether all conditions hold."""
    return tests[0] if len(tests) == 1 else op("and", *tests)


def put(name: str, said: Element) -> Rule:
    """Return the rule that gives an outcome a value."""
    return qti("setOutcomeValue", {"identifier": name}, said)


def score(points: Fraction) -> Rule:
    """Return the rule that makes the score so many points."""
    return put("SCORE", decimal(points))


def add(points: Fraction) -> Rule:
    """Return the rule that adds points to the score."""
    return put("SCORE", op("sum", variable("SCORE"), decimal(points)))


def condition(branches: Sequence[Branch], otherwise: Sequence[Rule] = ()) -> Rule:
    """Return the rule that does what stands behind the first condition that holds."""
    made = qti("responseCondition")
    for place, (test, rules) in enumerate(branches):
        made.append(qti("responseElseIf" if place else "responseIf", {}, test, *rules))
    if otherwise:
        made.append(qti("responseElse", {}, *otherwise))
    return made


def match_correct(points: Fraction, name: str = "RESPONSE") -> Rule:
    """Return what the template of that name does, with points of its own."""
    test = op("match", variable(name), correct(name))
    return condition([(test, [score(points)])], [score(Fraction(0))])


def map_response(name: str = "RESPONSE") -> Rule:
    """Return what the template of that name does."""
    mapped = op("mapResponse", identifier=name)
    return condition([(is_null(name), [score(Fraction(0))])], [put("SCORE", mapped)])


def not_below_nothing() -> Rule:
    """Return the rule that ends a score below nothing."""
    test = op("lt", variable("SCORE"), decimal(Fraction(0)))
    return condition([(test, [score(Fraction(0))])])


def only_if_all(parts: int, points: Fraction) -> Rule:
    """Return the rule that turns a count of right parts into all points or none."""
    test = op("gte", variable("SCORE"), decimal(Fraction(parts)))
    return condition([(test, [score(points)])], [score(Fraction(0))])
