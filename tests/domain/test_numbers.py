"""Numbers: read exactly, in every notation that people type, and alike in the browser."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.numbers import LONGEST_NUMBER, fold_unit, read_quantity, rounded
from tests.machine import ROOT, Command

READINGS: dict[str, list[tuple[str, str]]] = {
    "42": [("42", "")],
    " +42 ": [("42", "")],
    "-5": [("-5", "")],
    "−5": [("-5", "")],
    "– 5": [("-5", "")],
    "3.14": [("157/50", "")],
    "3,14": [("157/50", "")],
    ".5": [("1/2", "")],
    ",5": [("1/2", "")],
    "3.": [("3", "")],
    "0,234": [("117/500", "")],
    "1,234": [("1234", ""), ("617/500", "")],
    "1.234": [("617/500", ""), ("1234", "")],
    "1,234.5": [("2469/2", "")],
    "1.234,5": [("2469/2", "")],
    "1,234,567": [("1234567", "")],
    "1.234.567,8": [("6172839/5", "")],
    "1 234 567": [("1234567", "")],
    "1\u202f234,5": [("2469/2", "")],
    "1'234.5": [("2469/2", "")],
    "1’234": [("1234", "")],
    "12,34,567": [("1234567", "")],
    "1,00,000.5": [("200001/2", "")],
    "3.141 592 653 5": [("6283185307/2000000000", "")],
    "٣٫٥": [("7/2", "")],
    "１２": [("12", "")],
    "1e3": [("1000", "")],
    "1.5E-3": [("3/2000", "")],
    "1,5 x 10^3": [("1500", "")],
    "1.5·10³": [("1500", "")],
    "1.5 × 10⁻³": [("3/2000", "")],
    "2*10**4": [("20000", "")],
    "10^3": [("1000", "")],
    "-10⁻²": [("-1/100", "")],
    "\ufeff5\ufeffkm": [("5", "km")],
    "1/3": [("1/3", "")],
    "-1 / 3": [("-1/3", "")],
    "1 1/2": [("3/2", "")],
    "1½": [("3/2", "")],
    "¾": [("3/4", "")],
    "4/8 km": [("1/2", "km")],
    "5 km": [("5", "km")],
    "5km.": [("5", "km")],
    "5 km / h": [("5", "km/h")],
    "5 km per h": [("5", "km/h")],
    "5 m²": [("5", "m^2")],
    "5 m^2": [("5", "m^2")],
    "5 kg·m²": [("5", "kg*m^2")],
    "20 °C": [("20", "°C")],
    "20ºC": [("20", "°C")],
    "50%": [("50", "%")],
    "5 µm": [("5", "μm")],
    "$5": [("5", "$")],
    "-€5,50": [("-11/2", "€")],
    "5 eV": [("5", "eV")],
    "5 e": [("5", "e")],
    "60/min": [("60", "/min")],
    "5²": [("5", "^2")],
    "": [],
    "five": [],
    "km": [],
    "--5": [],
    "1.2.3": [],
    "1,23,4": [],
    "12 34": [],
    "1.234,567.8": [],
    "1e301": [],
    "9" * (LONGEST_NUMBER + 1): [],
}


@pytest.mark.parametrize(("entry", "readings"), READINGS.items())
def test_an_entry_reads_as_people_mean_it(entry: str, readings: list[tuple[str, str]]) -> None:
    assert [(str(number), unit) for number, unit in read_quantity(entry)] == readings


@given(st.integers(-(10**30), 10**30), st.integers(0, 12), st.sampled_from(".,"))
def test_a_number_that_is_written_is_read_as_itself(digits: int, places: int, mark: str) -> None:
    value = Fraction(digits, 10**places)
    text = str(abs(digits)).rjust(places + 1, "0")
    whole, part = text[: len(text) - places], text[len(text) - places :]
    written = ("-" if digits < 0 else "") + whole + (mark + part if places else "")
    assert value in [number for number, _ in read_quantity(written)]


@given(st.integers(0, 10**15), st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", ".")]))
def test_groups_of_digits_change_no_number(whole: int, marks: tuple[str, str]) -> None:
    group, mark = marks
    written = f"{whole:,}".replace(",", group)
    assert read_quantity(f"{written}{mark}25") == [(whole + Fraction(1, 4), "")]


@given(st.text(max_size=40))
def test_any_text_is_read_without_raising(text: str) -> None:
    for number, unit in read_quantity(text):
        assert isinstance(number, Fraction) and fold_unit(unit) == unit


@given(st.fractions(max_denominator=10**9), st.integers(1, 12))
def test_significant_figures_keep_the_size_and_settle(number: Fraction, figures: int) -> None:
    once = rounded(number, figures)
    assert rounded(once, figures) == once
    assert abs(once - number) * 2 * 10 ** (figures - 1) <= abs(once) or not number


ALPHABET = "0123456789" * 3 + ".,' -+eE/*x^()%$€km½²³⁻·×−٣٫’ \t\xa0°º⁰"


def entries() -> list[str]:
    """Return entries as they come from a keyboard, the same each time."""
    random = Random(20261122)
    pieces = [*ALPHABET, "10^", "e3", " km", "m/s", "per ", "**", "1 234", "1,234", "1/2"]
    pieces += ["\u2028", "\ufeff", "\x1f", "\x85"]
    made = [
        "".join(random.choice(pieces) for _ in range(random.randint(0, 12))) for _ in range(20_000)
    ]
    return [*READINGS, *made]


def test_the_browser_reads_what_we_read(node: Command, tmp_path: Path) -> None:
    runtime = ROOT / "generator/lessonry/runtime"
    typed = entries()
    (tmp_path / "typed.json").write_text(json.dumps(typed), "utf-8")
    script = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ readQuantity, rounded }} from {json.dumps((runtime / "gaps/quantity.js").as_uri())};
        import {{ format }} from {json.dumps((runtime / "rational.js").as_uri())};
        const typed = JSON.parse(readFileSync({json.dumps(str(tmp_path / "typed.json"))}, "utf8"));
        console.log(JSON.stringify(typed.map((entry) => readQuantity(entry).map(
          ([number, unit]) => [format(number), unit, format(rounded(number, 3))]))));
    """
    theirs = json.loads(node("--input-type=module", "--eval", script).stdout)
    ours = [
        [[str(number), unit, str(rounded(number, 3))] for number, unit in read_quantity(entry)]
        for entry in typed
    ]
    differing = [
        (entry, mine, its)
        for entry, mine, its in zip(typed, ours, theirs, strict=True)
        if mine != its
    ]
    assert differing == [] and sum(map(bool, ours)) > 5000
