"""Numeric entry as written: what each notation accepts."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from lessonry.domain.gaps import NumericEntryGap
from lessonry.domain.gaps.numeric_entry import accepts, key, shown
from lessonry.domain.items import GapItem
from tests.cases import read
from tests.machine import ROOT, Command

TAKES = {
    "= 42": ("42 42.0 +42 4.2e1 84/2", "41 43 42.0001 four"),
    "=42": ("42", "-42"),
    "= 3.14 ± 0.01": ("3.13 3.14 3,15", "3.129 3.151"),
    "= 3,14 +- 0,01": ("3.13 3.15", "3.16"),
    "= 3.14+/-0.01": ("3.13 3.15", "3.12"),
    "= 5 ± 2%": ("4.9 5 5.1", "4.89 5.11"),
    "= -5 ± 2 %": ("-4.9 -5.1", "5 -5.2"),
    "= 10..20": ("10 15,5 20", "9.99 20.01"),
    "= -20 .. -10": ("-20 -10", "-9 10"),
    "= 10…20": ("10 20", "21"),
    "= 3.14159 sf 3": ("3.14 3.1416 3.144", "3.1 3.146 3"),
    "= 1500 sf 2": ("1500 1,500 1549", "1400 1551"),
    "= 4 | = -4": ("4 -4 −4", "0 8"),
    "= 4 | -4": ("4 -4", "0"),
    "= 1/3": ("1/3 2/6", "0.333 0.3333333333"),
    "= 1/3 ± 1%": ("0.333 1/3", "0.32"),
    "= 1234": ("1234 1,234 1.234 1'234", "1234.5"),
    "= 1.234": ("1.234 1,234", "1.2"),
    "= 1,234,567": ("1234567 1.234.567", "1"),
    "= 1.234,5": ("1234.5 1,234.5", "1.2345"),
    "= 6.02e23 sf 3": ("6.02e23 6.02·10²³ 6,022x10^23", "6.03e23"),
    "= 1.6 · 10⁻¹⁹": ("1.6e-19", "1.6e19"),
    "= 5%": ("5% 5percent 50‰", "5 0.05 6%"),
    "= 4..6 %": ("4% 6%", "5 7%"),
    "= 5 ± 10% %": ("4.5% 5.5%", "4%"),
    "= 10..20 km/h": ("10km/h 20kmh 5m/s", "10 9km/h 5m"),
    "= 10 km .. 20 km": ("15km", "21km"),
    "= $5": ("$5 5$ 5USD", "5 €5"),
    "= -5..5 °C": ("-5°C 41°F 0C", "42°F 0"),
}


def only(inside: str) -> NumericEntryGap:
    quiz, diagnostics = read(f"## A\n\nIt is [[{inside}]].\n\n!!! explanation\n    So.\n")
    assert [str(d) for d in diagnostics] == []
    (item,) = quiz.items
    assert isinstance(item, GapItem)
    (gap,) = item.gaps
    assert isinstance(gap, NumericEntryGap)
    return gap


@pytest.mark.parametrize("inside", TAKES)
def test_a_notation_takes_what_it_says(inside: str) -> None:
    gap = only(inside)
    right, wrong = TAKES[inside]
    assert [typed for typed in right.split() if not accepts(gap, typed)] == []
    assert [typed for typed in wrong.split() if accepts(gap, typed)] == []
    if ".." not in inside and "…" not in inside:
        assert accepts(gap, shown(gap)), "What is shown as the key is right."


def test_the_key_is_shown_without_its_tolerance_and_with_its_unit() -> None:
    written = (
        "= 3,14 ± 0.01",
        "= 5 ± 2% km",
        "= 10..20 km/h",
        "= 3.14159 sf 3 m²",
        "= $5",
        "= 4 | -4",
    )
    said = ["3,14", "5 km", "10 to 20 km/h", "3.14159 m²", "5 $", "4"]
    assert [shown(only(inside)) for inside in written] == said


def test_a_number_is_kept_exactly() -> None:
    (answer,) = only("= 0.1 ± 0.2").answers
    assert (answer.low, answer.high) == (Fraction(-1, 10), Fraction(3, 10))


@pytest.mark.parametrize("inside", ["=", "==", "==|===", "=>", "x = 5", "=~"])
def test_signs_of_code_are_words_to_type(inside: str) -> None:
    quiz, diagnostics = read(f"## A\n\n[[{inside}]]\n\n!!! explanation\n    So.\n")
    (item,) = quiz.items
    assert isinstance(item, GapItem) and not len(diagnostics)
    assert item.gaps[0].kind == "text-entry"


def test_the_browser_takes_what_we_take(node: Command) -> None:
    gaps = [only(inside) for inside in TAKES]
    typed = sorted({word for words in TAKES.values() for side in words for word in side.split()})
    runtime = (ROOT / "generator/lessonry/runtime/gaps/numeric-entry.js").as_uri()
    script = f"""
        import {{ accepts }} from {json.dumps(runtime)};
        const [keys, typed] = {json.dumps([[key(gap) for gap in gaps], typed])};
        console.log(JSON.stringify(keys.map((key) => typed.map((entry) => accepts(key, entry)))));
    """
    theirs = json.loads(node("--input-type=module", "--eval", script).stdout)
    assert theirs == [[accepts(gap, entry) for entry in typed] for gap in gaps]
