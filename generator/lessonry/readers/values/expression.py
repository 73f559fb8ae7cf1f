"""Expressions in Jinja's language, reckoned exactly and under bounds.

Jinja parses; what it parsed is walked here node by node, so that nothing runs but what this module
names: no attributes, no loops, no numbers or texts without end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from inspect import signature

from jinja2 import Environment, TemplateError, nodes
from jinja2.parser import Parser

from lessonry.readers.values import numbers
from lessonry.readers.values.drawing import Draw
from lessonry.readers.values.helpers import (
    FILTERS,
    HELPERS,
    USAGE,
    ExpressionError,
    Function,
    Value,
    bounded,
    number_of,
    shown,
)

LONGEST = 500
"""Characters of an expression."""
ENVIRONMENT = Environment()
SLIPS = {
    "“": 'write straight quotes, as in `"tea"`.',
    "”": 'write straight quotes, as in `"tea"`.',
    "„": 'write straight quotes, as in `"tea"`.',
    "^": "write `n ** 2` for a power.",
    "×": "write `2 * n` for a product.",
    "·": "write `2 * n` for a product.",
    "÷": "write `n / 2` for a quotient.",
    "−": "write a minus as `-`.",
    ";": "write `,` between values and `.` as the decimal mark.",
}
"""What authors write by another habit, and what is meant here."""
BINARY: dict[type[nodes.BinExpr], str] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
}
COMPARE: dict[str, Callable[[int], bool]] = {
    "lt": lambda sign: sign < 0,
    "lteq": lambda sign: sign <= 0,
    "gt": lambda sign: sign > 0,
    "gteq": lambda sign: sign >= 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """What an author wrote on the right of an equals sign, or between `{{` and `}}`."""

    text: str
    tree: nodes.Expr

    def value(self, names: Mapping[str, Value], draw: Draw | None) -> Value:
        """Return what it is worth.

        Args:
            names: What was assigned before.
            draw: Where helpers such as `randint` take their numbers from; nothing where they may not.

        Raises:
            ExpressionError: It is worth nothing.
        """
        try:
            return bounded(_Walk(names=names, draw=draw).of(self.tree))
        except RecursionError:
            raise ExpressionError("This is nested too deeply.") from None
        except ZeroDivisionError:
            raise ExpressionError("This divides by nothing.") from None
        except numbers.TooLargeError:
            raise ExpressionError(f"This has more than {numbers.MOST_DIGITS} digits.") from None
        except ValueError as problem:
            raise ExpressionError(f"This takes {problem}.") from None

    @property
    def names(self) -> frozenset[str]:
        """Return the names that it uses."""
        found = {node.name for node in self.tree.find_all(nodes.Name)}
        if isinstance(self.tree, nodes.Name):
            found.add(self.tree.name)
        return frozenset(found)


def parse(text: str) -> Expression:
    """Return the expression.

    Raises:
        ExpressionError: Jinja does not understand it.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"This has more than {LONGEST} characters.")
    if not text.strip():
        raise ExpressionError("There is no value.")
    try:
        parser = Parser(ENVIRONMENT, text, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise ExpressionError(f"What stands from `{parser.stream.current}` on is too much.")
    except TemplateError as problem:
        reason = str(problem.message).rstrip(".").replace("'end of template'", "end")
        said = next((said for mark, said in SLIPS.items() if mark in text), f"{reason}.")
        raise ExpressionError(f"This cannot be read: {said}") from None
    except RecursionError:
        raise ExpressionError("This is nested too deeply.") from None
    except (ValueError, OverflowError, SyntaxError):
        # Jinja takes the digits of any script for a number, and Python only its own.
        raise ExpressionError("This holds a number that cannot be read.") from None
    return Expression(text=text, tree=tree)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """One walk over an expression."""

    names: Mapping[str, Value]
    draw: Draw | None

    def of(self, node: nodes.Node) -> Value:
        """Return what a node is worth."""
        match node:
            case nodes.Const():
                return _constant(node.value)
            case nodes.Name():
                return self._name(node.name)
            case nodes.List() | nodes.Tuple():
                return bounded(tuple(self.of(item) for item in node.items))
            case nodes.BinExpr() if type(node) in BINARY:
                return _binary(BINARY[type(node)], self.of(node.left), self.of(node.right))
            case nodes.Neg():
                return numbers.plain(-number_of(self.of(node.node)))
            case nodes.Pos():
                return number_of(self.of(node.node))
            case nodes.Not():
                return not self.of(node.node)
            case nodes.And():
                return self.of(node.left) and self.of(node.right)
            case nodes.Or():
                return self.of(node.left) or self.of(node.right)
            case nodes.CondExpr():
                return self._condition(node)
            case nodes.Concat():
                return bounded("".join(shown(self.of(part)) for part in node.nodes))
            case nodes.Compare():
                return self._compare(node)
            case nodes.Getitem():
                return self._item(node)
            case nodes.Call():
                return self._call(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Getattr():
                raise ExpressionError(f"There is no `.{node.attr}` here.")
        raise ExpressionError("This is more than can be reckoned here.")

    def _name(self, name: str) -> Value:
        if name in self.names:
            return self.names[name]
        if name in HELPERS:
            raise ExpressionError(f"`{name}` needs brackets behind it: `{name}(…)`.")
        raise ExpressionError(f"`{name}` has no value.", name)

    def _condition(self, node: nodes.CondExpr) -> Value:
        if node.expr2 is None:
            raise ExpressionError("What it is `else` is not said.")
        return self.of(node.expr1) if self.of(node.test) else self.of(node.expr2)

    def _compare(self, node: nodes.Compare) -> bool:
        left = self.of(node.expr)
        for operand in node.ops:
            right = self.of(operand.expr)
            if not _holds(operand.op, left, right):
                return False
            left = right
        return True

    def _item(self, node: nodes.Getitem) -> Value:
        things, index = self.of(node.node), self.of(node.arg)
        if not isinstance(things, (tuple, str)) or not isinstance(index, int):
            raise ExpressionError("Only a list has places, and they are whole numbers from 0.")
        if not -len(things) <= index < len(things):
            raise ExpressionError(f"There is no place {index} in a list of {len(things)}.")
        return things[index]

    def _call(self, node: nodes.Call) -> Value:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in HELPERS:
            raise ExpressionError(
                f"There is no helper `{name}`." if name else "This is no helper.", name
            )
        return self._called(name, HELPERS[name], [self.draw, *self._arguments(node)])

    def _filter(self, node: nodes.Filter) -> Value:
        if node.name not in FILTERS or node.node is None:
            raise ExpressionError(f"There is no filter `{node.name}`.", node.name)
        given: list[Value | Draw | None] = [None, self.of(node.node), *self._arguments(node)]
        return self._called(node.name, FILTERS[node.name], given)

    def _called(self, name: str, function: Function, given: list[Value | Draw | None]) -> Value:
        try:
            signature(function).bind(*given)
        except TypeError:
            message = f"`{name}` takes another number of values"
            usage = USAGE.get(name)
            raise ExpressionError(
                f"{message}: `{usage}`." if usage else f"{message}.", name
            ) from None
        return bounded(function(*given))

    def _arguments(self, node: nodes.Call | nodes.Filter) -> list[Value]:
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise ExpressionError("Arguments are given by their place, and have no names here.")
        return [self.of(argument) for argument in node.args]


def _constant(value: object) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return numbers.plain(Fraction(repr(value)))
    if isinstance(value, int):
        return numbers.plain(value)
    if isinstance(value, str):
        return value
    raise ExpressionError("Nothing (`none`) is no value.")


def _binary(sign: str, left: Value, right: Value) -> Value:
    if sign == "+" and isinstance(left, str) and isinstance(right, str):
        return bounded(left + right)
    if sign == "+" and isinstance(left, tuple) and isinstance(right, tuple):
        return bounded((*left, *right))
    a, b = number_of(left), number_of(right)
    match sign:
        case "+":
            return numbers.plain(a + b)
        case "-":
            return numbers.plain(a - b)
        case "*":
            return numbers.plain(a * b)
        case "/":
            return numbers.plain(Fraction(a) / Fraction(b))
        case "//":
            return a // b
        case "%":
            return numbers.plain(a % b)
    return numbers.power(a, b)


def _holds(operator: str, left: Value, right: Value) -> bool:
    match operator:
        case "eq":
            return left == right
        case "ne":
            return left != right
        case "in" | "notin":
            if not isinstance(right, tuple):
                raise ExpressionError("Only a list can be asked what is in it.")
            return (left in right) == (operator == "in")
    if isinstance(left, str) and isinstance(right, str):
        return COMPARE[operator]((left > right) - (left < right))
    a, b = number_of(left), number_of(right)
    return COMPARE[operator]((a > b) - (a < b))
