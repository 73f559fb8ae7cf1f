"""What an author's expressions may call: draws, sums, and ways to write a number."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from lessonry.readers.values import numbers
from lessonry.readers.values.drawing import Draw
from lessonry.readers.values.numbers import Number

Value: TypeAlias = "bool | int | Fraction | str | tuple[Value, ...]"
Function: TypeAlias = "Callable[..., Value]"

MOST = 1000
"""Letters of a text, or things in a list with all that is in them."""
CENT = Fraction(1, 100)


class ExpressionError(Exception):
    """An expression that has no value, with the reason as a sentence."""

    def __init__(self, message: str, word: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.word = word
        """The part of the expression that is to blame, where it is one word."""


def bounded(value: Value) -> Value:
    """Return `value`, unless it is longer than anybody's question."""
    if (len(value) if isinstance(value, str) else _size(value)) > MOST:
        raise ExpressionError(f"This is longer than {MOST}.")
    return value


def _size(value: Value) -> int:
    # What is inside was measured when it was made, so this ends soon.
    return 1 + sum(map(_size, value)) if isinstance(value, tuple) else 1


def shown(value: Value) -> str:
    """Return a value as it stands in the item, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return " ".join(value.splitlines())
    if isinstance(value, tuple):
        return ", ".join(map(shown, value))
    return numbers.written(value)


def number_of(value: Value) -> Number:
    """Return a value that must be a number."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        raise ExpressionError(f"`{shown(value)[:40]}` is no number.")
    return value


def _whole(value: Value) -> int:
    number = number_of(value)
    if not isinstance(number, int):
        raise ExpressionError(f"`{shown(value)}` is no whole number.")
    return number


def _list(value: Value) -> tuple[Value, ...]:
    if not isinstance(value, tuple) or not value:
        raise ExpressionError("Here a list is needed, such as `[3, 5, 7]`, with something in it.")
    return value


def _drawn(draw: Draw | None) -> Draw:
    if draw is None:
        raise ExpressionError(
            "What is drawn must be drawn in the block, and be given a name there."
        )
    return draw


def _randint(draw: Draw | None, low: Value, high: Value) -> Value:
    a, b = _whole(low), _whole(high)
    if a > b:
        raise ExpressionError(f"There is no number from {a} to {b}.")
    return a + _drawn(draw).below(b - a + 1)


def _uniform(draw: Draw | None, low: Value, high: Value, step: Value = CENT) -> Value:
    a, b, by = number_of(low), number_of(high), number_of(step)
    if by <= 0 or a > b:
        raise ExpressionError("`uniform(a, b, step)` goes from a up to b, by a step above nothing.")
    return numbers.plain(a + by * _drawn(draw).below(int((b - a) // by) + 1))


def _choice(draw: Draw | None, things: Value) -> Value:
    several = _list(things)
    return several[_drawn(draw).below(len(several))]


def _pick(draw: Draw | None, *things: Value) -> Value:
    return _choice(draw, things)


def _sample(draw: Draw | None, things: Value, count: Value) -> Value:
    several, number = _list(things), _whole(count)
    if not 0 <= number <= len(several):
        raise ExpressionError(f"{number} cannot be taken of {len(several)}.")
    return _drawn(draw).sample(several, number)


def _decimals(_: Draw | None, number: Value, decimals: Value = 2) -> Value:
    places = _whole(decimals)
    if not 0 <= places <= numbers.MOST_DECIMALS:
        raise ExpressionError(f"A number has 0 to {numbers.MOST_DECIMALS} decimals here.")
    return numbers.fixed(number_of(number), places)


def _round(_: Draw | None, number: Value, decimals: Value = 0) -> Value:
    places = _whole(decimals)
    if abs(places) > numbers.MOST_DECIMALS:
        raise ExpressionError(f"Rounding goes to {numbers.MOST_DECIMALS} decimals.")
    return numbers.rounded(number_of(number), places)


def _several(values: tuple[Value, ...]) -> list[Number]:
    """Return the numbers that were given one by one, or as one list."""
    alone = len(values) == 1 and isinstance(values[0], tuple)
    return [number_of(value) for value in (_list(values[0]) if alone else _list(values))]


def _length(_: Draw | None, value: Value) -> Value:
    return len(value) if isinstance(value, str) else len(_list(value))


def _join(_: Draw | None, things: Value, between: Value = ", ") -> Value:
    return shown(between).join(map(shown, _list(things)))


HELPERS: dict[str, Function] = {
    "randint": _randint,
    "uniform": _uniform,
    "choice": _choice,
    "pick": _pick,
    "sample": _sample,
    "round": _round,
    "min": lambda _, *values: min(_several(values)),
    "max": lambda _, *values: max(_several(values)),
    "sum": lambda _, *values: numbers.plain(sum(_several(values), Fraction(0))),
    "sqrt": lambda _, number: numbers.root(number_of(number)),
    "abs": lambda _, number: abs(number_of(number)),
    "floor": lambda _, number: number_of(number).__floor__(),
    "ceil": lambda _, number: number_of(number).__ceil__(),
    "len": _length,
}
"""What may be called, by name; each is given the draw first."""
FILTERS: dict[str, Function] = {
    "money": lambda _, number: numbers.fixed(number_of(number), 2),
    "decimals": _decimals,
    "round": _round,
    "abs": HELPERS["abs"],
    "length": _length,
    "join": _join,
    "upper": lambda _, text: shown(text).upper(),
    "lower": lambda _, text: shown(text).lower(),
    "capitalize": lambda _, text: shown(text)[:1].upper() + shown(text)[1:],
}
"""What may stand behind a bar, by name."""
USAGE = {
    "randint": "randint(1, 6)",
    "uniform": "uniform(0.5, 2, 0.1)",
    "choice": "choice([3, 5, 7])",
    "sample": "sample([3, 5, 7], 2)",
    "round": "round(x, 2)",
    "sqrt": "sqrt(x)",
    "abs": "abs(x)",
    "decimals": "x | decimals(2)",
    "money": "x | money",
}
"""How the commoner ones are written, for messages."""
