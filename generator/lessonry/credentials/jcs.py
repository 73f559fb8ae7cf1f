"""JSON in its one canonical form (RFC 8785), and the strict reading that it needs (I-JSON, RFC 7493)."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

DEEPEST = 64
"""Levels of nesting; a credential has seven."""

TEXTS = json.JSONEncoder(ensure_ascii=False)
"""Made once: `json.dumps` would make one for each text."""


class JsonError(ValueError):
    """The text is not JSON, or not JSON that two readers must understand alike; the message says why."""


def read(data: bytes) -> Any:
    """Return the value of UTF-8 JSON: no name twice in an object, no NaN, no bottomless nesting."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise JsonError("it is not UTF-8 text") from None
    if _depth(text) > DEEPEST:
        raise JsonError(f"it is nested more than {DEEPEST} levels deep")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except JsonError:
        raise
    except ValueError as error:
        raise JsonError(f"it is not JSON ({error})") from None
    canonicalize(value)
    return value


def canonicalize(value: Any) -> bytes:
    """Return the canonical UTF-8 bytes of a JSON value."""
    try:
        return _text(value).encode("utf-8")
    except UnicodeEncodeError:
        raise JsonError("it holds half of a surrogate pair, which is no character") from None


def _text(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return TEXTS.encode(value)
        case int() | float():
            return _number(value)
        case list() | tuple():
            return "[" + ",".join(_text(entry) for entry in value) + "]"
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
            return "{" + ",".join(f"{_text(name)}:{_text(value[name])}" for name in names) + "}"
    raise JsonError(f"{type(value).__name__} is no JSON value")


def _number(value: float) -> str:
    """Return a number as ECMAScript writes it (ECMA-262, Number::toString)."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise JsonError("it holds a number too large for JSON")
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" and not exponent else part
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    tail = f".{digits[1:]}" if count > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _depth(text: str) -> int:
    """Return how deep the brackets nest, told without recursion and before anything is built."""
    depth = deepest = 0
    in_string = escaped = False
    for char in text:
        if in_string:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                in_string = False
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonError("an object in it has two members of the same name")
    return found


def _constant(name: str) -> NoReturn:
    raise JsonError(f"it holds {name}, which JSON does not have")
