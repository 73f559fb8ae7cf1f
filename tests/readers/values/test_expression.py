"""Expressions are reckoned exactly, shown as people write them, and end soon whatever they ask for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessonry.readers.values.drawing import Draw
from lessonry.readers.values.expression import parse
from lessonry.readers.values.helpers import ExpressionError, Value, shown
from tests.effort import within


def value(text: str, **names: Value) -> Value:
    return parse(text).value(names, Draw("seed"))


def refusal(text: str, **names: Value) -> str:
    with pytest.raises(ExpressionError) as refused:
        value(text, **names)
    return refused.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2", "0.3"),
        ("0.1 + 0.2 == 0.3", "true"),
        ("1.10", "1.1"),
        ("3 * 0.4 / 1.2", "1"),
        ("1 / 3", "0.3333333333"),
        ("2000000 / 3", "666666.6667"),
        ("10 ** 11 / 3", "33333333333"),
        ("1 / 30000", "0.00003333333333"),
        ("-7 // 2", "-4"),
        ("-7 % 3", "2"),
        ("2 ** -2", "0.25"),
        ("2 ** 0.5", "1.41421356237"),
        ("sqrt(2.25)", "1.5"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(1234.567, -2)", "1200"),
        ("12.5 | money", "12.50"),
        ("-0.004 | money", "0.00"),
        ("1.005 | decimals(2)", "1.01"),
        ("3 | decimals(0)", "3"),
        ("min(3, 1, 2) + max([4, 5])", "6"),
        ("sum([0.1, 0.2]) + abs(-1) + floor(1.7) + ceil(1.2)", "4.3"),
        ("['a', 'b'][1] ~ 2", "b2"),
        ("'Ann' + 'a' | upper", "AnnA"),
        ("'yes' if 2 in [1, 2] and not 1 > 2 else 'no'", "yes"),
        ("[1, 0.5, 'x']", "1, 0.5, x"),
        ("[1, 2] | join(' + ')", "1 + 2"),
        ("'a\\nb'", "a b"),
        ("len([1, 2, 3]) + ('abcd' | length)", "7"),
    ],
)
def test_a_value_is_exact_and_shown_as_people_write_it(text: str, expected: str) -> None:
    assert shown(value(text)) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no value"),
        ("1 +", "cannot be read"),
        ("1 2", "too much"),
        ("x + 1", "`x` has no value"),
        ("randint", "needs brackets"),
        ("randomint(1, 2)", "no helper"),
        ("randint(1)", "another number of values: `randint(1, 6)`"),
        ("randint(a=1, b=2)", "have no names"),
        ("randint(6, 1)", "no number from 6 to 1"),
        ("randint(0.5, 2)", "no whole number"),
        ("uniform(1, 2, 0)", "step above nothing"),
        ("choice([])", "a list is needed"),
        ("sample([1], 2)", "2 cannot be taken of 1"),
        ("1 / 0", "divides by nothing"),
        ("1 % 0", "divides by nothing"),
        ("0 ** -1", "divides by nothing"),
        ("sqrt(-1)", "root of a number below nothing"),
        ("(-1) ** 0.5", "root of a number below nothing"),
        ("'a' * 3", "`a` is no number"),
        ("true + 1", "`true` is no number"),
        ("[1][2]", "no place 2"),
        ("'' | e", "no filter `e`"),
        ("none", "no value"),
        ("1 if false", "`else`"),
        ("{1: 2}", "more than can be reckoned"),
        ("1 is even", "more than can be reckoned"),
    ],
)
def test_what_has_no_value_is_refused_with_words(text: str, message: str) -> None:
    assert message in refusal(text)


HOSTILE = [
    "range(10**9)",
    "'a' * 10**9",
    "2 ** (10**9)",
    "10 ** 39 * 10 ** 39",
    "9 ** 9 ** 9 ** 9",
    "0.1 ** 10 ** 9",
    "2.5 ** 0.5 ** 1e308",
    "1e308 * 1e308",
    "1e99999",
    "round(1, 10**9)",
    "1 | decimals(10**9)",
    "'a'|center(10**9)",
    "'%1000000000d' % 3",
    "''.__class__.__mro__[1].__subclasses__()",
    "x.__class__",
    "x['__class__']",
    "randint.__globals__",
    "cycler.__init__.__globals__.os.popen('id')",
    "lipsum()",
    "self",
    "namespace()",
    "(" * 240 + "1" + ")" * 240,
    "[" * 240 + "]" * 240,
    "1" * 499,
    "a" * 501,
    "[" + "1," * 240 + "]" + "[0]" * 3 + "+ x",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_a_hostile_expression_ends_soon_and_is_refused(text: str) -> None:
    with within(1):
        refusal(text, x="text")


@pytest.mark.parametrize(
    ("text", "expected"), [("not " * 120 + "1", "true"), ("-" * 400 + "1", "1")]
)
def test_a_long_chain_has_its_value(text: str, expected: str) -> None:
    assert shown(value(text)) == expected


def grown(reached: Value, step: str) -> Value:
    for _ in range(100):
        reached = value(step, x=reached)
    return reached


@pytest.mark.parametrize(
    ("start", "step", "refused"),
    [((1, 2), "[x, x]", "longer than"), ("ab", "x ~ x", "longer than"), (3, "x * x", "digits")],
)
def test_what_grows_step_by_step_is_stopped(start: Value, step: str, refused: str) -> None:
    with pytest.raises(ExpressionError, match=refused):
        grown(start, step)


@example("0.\u0663")
@given(st.text(alphabet="0123456789.+-*/%()[]'\" abxi~|,<>=!{}_\n\u0663é", max_size=40))
def test_any_text_has_a_value_or_is_refused(text: str) -> None:
    try:
        said = shown(value(text, a=Fraction(1, 3), x="b"))
    except ExpressionError as refused:
        said = refused.message
    assert "\n" not in said


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4))
def test_a_number_is_shown_so_that_it_reads_as_itself(number: Fraction) -> None:
    text = shown(value("x", x=number))
    assert abs(Fraction(text) - number) <= abs(number) / 10**9
    if number.denominator in (1, 2, 4, 5, 8, 10, 100, 1000):
        assert Fraction(text) == number


def test_a_draw_repeats_and_covers_all_that_it_may_give() -> None:
    once = [Draw("a").below(6) for _ in range(3)]
    assert len(set(once)) == 1
    stream = Draw("a")
    assert {stream.below(6) for _ in range(200)} == set(range(6))
    assert [Draw(f"seed/{n}").below(1000) for n in range(5)] == [680, 608, 734, 351, 154]
    drawn = [value("randint(1, 3)")] + [
        parse("uniform(0.5, 2, 0.5)").value({}, Draw(str(n))) for n in range(50)
    ]
    assert set(map(shown, drawn[1:])) == {"0.5", "1", "1.5", "2"}
    sampled = parse("sample([1, 2, 3, 4], 3)").value({}, Draw("x"))
    assert isinstance(sampled, tuple) and len(set(sampled)) == 3
