"""What the expressions of response processing come to."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from lessonry.domain.patterns import PatternError
from lessonry.domain.patterns import matches as pattern_matches
from lessonry.importers.qti.comparison import NEAR_ENOUGH, alike, mapped, same, tolerance
from lessonry.importers.qti.patterns import from_xsd
from lessonry.importers.qti.tree import Element, is_true, whole
from lessonry.importers.qti.variables import Declared, Scalar, Value, number, scalar

MOST_STEPS: Final = 20_000
"""Elements that one response's processing may look at."""
MOST_FIGURES: Final = 30
OF_THE_SESSION: Final[dict[str, Value]] = {"numAttempts": 1.0, "duration": 0.0}
"""Variables that every item has, as they are at the first answer."""
PARSING: Final = ("parsecommadecimal", "parsedotdecimal", "parsedecimal")
"""Operators of Cito's tools that read a text as a number."""
PASSING: Final = ("trim", "toascii")
"""Operators of Cito's tools that make a text comparable; entries here are trimmed and read so."""


class CannotFollow(Exception):
    """The processing does what is not known here; its text says what."""


@dataclass(slots=True)
class Run:
    """One response on its way through the rules."""

    declared: Declared
    given: Mapping[str, Value]
    outcomes: dict[str, Value]
    steps: int = 0


def value_of(run: Run, expression: Element) -> Value:
    """Return what an expression comes to.

    Raises:
        CannotFollow: It is of a kind that is not known here, or goes on for too long.
    """
    run.steps += 1
    if run.steps > MOST_STEPS:
        raise CannotFollow("is too long")
    tag = str(expression.tag)
    known = EXPRESSIONS.get(tag)
    if known is None:
        raise CannotFollow(f"uses {tag}")
    if len(expression) != OPERANDS.get(tag, len(expression)):
        raise CannotFollow(f"uses {tag} in another way than QTI has it")
    return known(run, expression)


def _all(run: Run, expression: Element) -> list[Value]:
    return [value_of(run, child) for child in expression]


def _variable(run: Run, expression: Element) -> Value:
    name = expression.get("identifier") or ""
    if name in run.declared.answers or name in run.given:
        return run.given.get(name)
    return run.outcomes.get(name, OF_THE_SESSION.get(name))


def _correct(run: Run, expression: Element) -> Value:
    one = run.declared.answers.get(expression.get("identifier") or "")
    return one.value(list(one.correct)) if one is not None else None


def _base_value(run: Run, expression: Element) -> Value:
    text = "".join(map(str, expression.itertext()))
    base_type = expression.get("baseType") or "string"
    return scalar(text if base_type == "string" else text.strip(), base_type)


def _map_response(run: Run, expression: Element) -> Value:
    one = run.declared.answers.get(expression.get("identifier") or "")
    return mapped(run.given.get(one.name), one) if one is not None else None


def _match(run: Run, expression: Element) -> Value:
    one, other = _all(run, expression)[:2]
    if one is None or other is None:
        return None
    several = [value for child in expression for value in alternatives(run, child)]
    if several:
        given = other if expression[0].tag == "correct" else one
        return not isinstance(given, list) and any(alike(given, value) for value in several)
    named = [
        run.declared.answers.get(child.get("identifier") or "")
        for child in expression
        if child.tag in ("variable", "correct")
    ]
    return same(one, other, next((n for n in named if n is not None), None))


def alternatives(run: Run, expression: Element) -> list[Scalar]:
    """Return the values of a key that names several where one is to be given: each is right."""
    if expression.tag != "correct":
        return []
    one = run.declared.answers.get(expression.get("identifier") or "")
    return one.alternatives if one is not None else []


def _string_match(run: Run, expression: Element) -> Value:
    one, other = _all(run, expression)[:2]
    if one is None or other is None:
        return None
    left, right = str(one), str(other)
    if not is_true(expression, "caseSensitive"):
        left, right = left.lower(), right.lower()
    if expression.tag == "substring":
        return left in right
    return right in left if is_true(expression, "substring") else left == right


def _pattern_match(run: Run, expression: Element) -> Value:
    given = _all(run, expression)[0]
    if given is None:
        return None
    pattern, ignore_case = from_xsd(expression.get("pattern") or "")
    try:
        return pattern_matches(pattern, str(given), ignore_case=ignore_case)
    except PatternError as error:
        raise CannotFollow("uses a pattern that cannot be read") from error


def _equal(run: Run, expression: Element) -> Value:
    one, other = map(_as_number, _all(run, expression)[:2])
    if not isinstance(one, float) or not isinstance(other, float):
        return None if one is None or other is None else one == other
    low, high = tolerance(expression, other)
    return low - NEAR_ENOUGH <= one <= high + NEAR_ENOUGH


def _as_number(value: Value) -> Value:
    """Return a text that is compared as a number as one, which it is with a comma as well."""
    return number(value) if isinstance(value, str) and number(value) is not None else value


def _custom(run: Run, expression: Element) -> Value:
    """Return what an operator of a vendor's makes of a text: a number, or the same where it trims.

    Raises:
        CannotFollow: It does more.
    """
    said = custom_name(expression)
    if not said.endswith(PASSING + PARSING) or len(expression) != 1:
        raise CannotFollow(f"uses customOperator {said}".strip())
    value = value_of(run, expression[0])
    return number(value) if said.endswith(PARSING) and isinstance(value, str) else value


def custom_name(expression: Element) -> str:
    """Return how a vendor's operator is called, in small letters."""
    return (expression.get("definition") or expression.get("class") or "").lower()


def _equal_rounded(run: Run, expression: Element) -> Value:
    one, other = _all(run, expression)[:2]
    if not isinstance(one, float) or not isinstance(other, float):
        return None
    figures = min(whole(expression, "figures", 1), MOST_FIGURES)
    if expression.get("roundingMode") == "decimalPlaces":
        return round(one, figures) == round(other, figures)
    return f"{one:.{max(1, figures) - 1}e}" == f"{other:.{max(1, figures) - 1}e}"


def _compared(test: Callable[[float, float], bool]) -> Callable[[Run, Element], Value]:
    def compare(run: Run, expression: Element) -> Value:
        one, other = _all(run, expression)[:2]
        if not isinstance(one, float) or not isinstance(other, float):
            return None
        return test(one, other)

    return compare


def _reckoned(of: Callable[[list[float]], float]) -> Callable[[Run, Element], Value]:
    def reckon(run: Run, expression: Element) -> Value:
        numbers: list[float] = []
        for value in _all(run, expression):
            for one in value if isinstance(value, list) else [value]:
                if not isinstance(one, float):
                    return None
                numbers.append(one)
        try:
            return of(numbers) if numbers else None
        except (ArithmeticError, ValueError, IndexError, TypeError):
            return None

    return reckon


def _member(run: Run, expression: Element) -> Value:
    one, other = _all(run, expression)[:2]
    if one is None or other is None:
        return None
    container = other if isinstance(other, list) else [other]
    container = alternatives(run, expression[1]) or container
    return any(same(one, value) for value in container)


def _contains(run: Run, expression: Element) -> Value:
    one, other = _all(run, expression)[:2]
    if one is None or other is None:
        return None
    wanted = other if isinstance(other, list) else [other]
    there = one if isinstance(one, list) else [one]
    return all(any(alike(value, known) for known in there) for value in wanted)


def _index(run: Run, expression: Element) -> Value:
    container = _all(run, expression)[0]
    place = whole(expression, "n", 0)
    if not isinstance(container, list) or not 1 <= place <= len(container):
        return None
    return container[place - 1]


def _gathered(run: Run, expression: Element) -> Value:
    made: list[Scalar] = []
    for value in _all(run, expression):
        made += value if isinstance(value, list) else [] if value is None else [value]
    return made or None


def _any_n(run: Run, expression: Element) -> Value:
    right = sum(value is True for value in _all(run, expression))
    return whole(expression, "min", 0) <= right <= whole(expression, "max", len(expression))


def _container_size(run: Run, expression: Element) -> Value:
    value = _all(run, expression)[0]
    return float(len(value)) if isinstance(value, list) else 0.0 if value is None else 1.0


def _round(run: Run, expression: Element) -> Value:
    value = _all(run, expression)[0]
    if not isinstance(value, float):
        return None
    if not math.isfinite(value):
        return None
    return float(math.floor(value + 0.5) if expression.tag == "round" else math.trunc(value))


def _and(run: Run, expression: Element) -> Value:
    said = _all(run, expression)
    return False if any(v is False for v in said) else None if None in said else True


def _or(run: Run, expression: Element) -> Value:
    said = _all(run, expression)
    return True if any(v is True for v in said) else None if None in said else False


def _not(run: Run, expression: Element) -> Value:
    said = _all(run, expression)[0]
    return None if said is None else said is not True


def _is_null(run: Run, expression: Element) -> Value:
    said = _all(run, expression)[0]
    return said is None or said == [] or said == ""


def _default(run: Run, expression: Element) -> Value:
    return run.declared.defaults.get(expression.get("identifier") or "")


def _product(numbers: list[float]) -> float:
    return math.prod(numbers)


EXPRESSIONS: Final[dict[str, Callable[[Run, Element], Value]]] = {
    "variable": _variable,
    "correct": _correct,
    "default": _default,
    "baseValue": _base_value,
    "customOperator": _custom,
    "null": lambda run, expression: None,
    "mapResponse": _map_response,
    "mapTolResponse": _map_response,  # ONYX's, which forgives slips of the keyboard besides
    "match": _match,
    "stringMatch": _string_match,
    "substring": _string_match,
    "patternMatch": _pattern_match,
    "equal": _equal,
    "equalRounded": _equal_rounded,
    "isNull": _is_null,
    "and": _and,
    "or": _or,
    "not": _not,
    "anyN": _any_n,
    "gt": _compared(lambda one, other: one > other),
    "gte": _compared(lambda one, other: one >= other - NEAR_ENOUGH),
    "lt": _compared(lambda one, other: one < other),
    "lte": _compared(lambda one, other: one <= other + NEAR_ENOUGH),
    "sum": _reckoned(math.fsum),
    "product": _reckoned(_product),
    "subtract": _reckoned(lambda numbers: numbers[0] - numbers[1]),
    "divide": _reckoned(lambda numbers: numbers[0] / numbers[1]),
    "power": _reckoned(lambda numbers: float(numbers[0] ** min(numbers[1], 50.0))),
    "max": _reckoned(max),
    "min": _reckoned(min),
    "round": _round,
    "truncate": _round,
    "integerToFloat": lambda run, expression: _all(run, expression)[0],
    "integerDivide": _reckoned(lambda numbers: float(numbers[0] // numbers[1])),
    "integerModulus": _reckoned(lambda numbers: float(numbers[0] % numbers[1])),
    "member": _member,
    "contains": _contains,
    "index": _index,
    "multiple": _gathered,
    "ordered": _gathered,
    "containerSize": _container_size,
}
"""What is understood; of anything else the importer says that it is not."""
ONE: Final = ("patternMatch", "isNull", "not", "index", "containerSize", "round", "truncate")
TWO: Final = (
    "match", "stringMatch", "substring", "equal", "equalRounded", "gt", "gte", "lt", "lte",
    "subtract", "divide", "power", "integerDivide", "integerModulus", "member", "contains",
)  # fmt: skip
OPERANDS: Final = {"integerToFloat": 1, **dict.fromkeys(ONE, 1), **dict.fromkeys(TWO, 2)}
"""How many expressions stand inside of each, where that is fixed."""
