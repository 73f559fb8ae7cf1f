"""Units: every spelling that a learner may type for the author's, worth what pint says."""

from __future__ import annotations

import subprocess
import sys
import time
from fractions import Fraction
from typing import Any

import pint
import pytest

from lessonry.domain.gaps import NumericAnswer, NumericEntryGap
from lessonry.domain.gaps.numeric_entry import accepts, unit_of
from lessonry.domain.items import GapItem
from lessonry.domain.numbers import fold_unit
from lessonry.readers.unit_names import FAMILIES
from lessonry.readers.units import MOST_SPELLINGS, UnitError, units
from tests.cases import read
from tests.keyed import PLACE

REGISTRY: pint.UnitRegistry[Any] = pint.UnitRegistry()
SAME = {
    "km": "1 km=1000 m=100000 cm=1e6 mm=1 kilometre=1 Kilometers=0.621371 miles=3280.84 feet",
    "km/h": "36 km/h=36 km/hr=36 kmh=10 m/s=10 metres per second=22.3694 mph=36 kilometres per hour"
    "=36 KM/H=10 m s^-1=10 m·s⁻¹=19.4384 knots",
    "°C": "20 °C=20 C=20 degrees Celsius=68 °F=68 F=293.15 K=20 ℃",
    "kg": "2 kg=2000 g=2 Kilograms=4.40925 lb=4.40925 pounds=0.002 t=2 KG",
    "min": "90 min=1.5 h=5400 s=1.5 hours=90 Minutes=5400 seconds",
    "L": "2 L=2 l=2000 ml=2 litres=2 liters=2 dm^3=2 dm³=2000 cc=0.002 m3=0.002 cubic metres",
    "m²": "50 m²=50 m^2=50 m2=50 sq m=50 square metres=0.005 ha=538.196 sq ft",
    "%": "5 %=5%=5 percent=5 per cent=50 ‰",
    "kWh": "1 kWh=3.6 MJ=3600 kJ=1 kW h",
    "N": "9 N=9 newtons=9 kg m/s^2=9 kg·m·s⁻²=0.009 kN",
    "J/(kg K)": "4 J/(kg K)=4 J/kg/K=4 J/(kg·K)=0.004 kJ/(kg K)=4 J kg^-1 K^-1",
    "€": "5 €=€5=5 euros=5 EUR=5 euro",
    "psi": "1 psi=6894.757 Pa=6.894757 kPa=0.06894757 bar",
    "mW": "5 mW=0.005 W=5 milliwatts=5e-9 MW",
    "Hz": "50 Hz=50/s=50 s^-1=0.05 kHz",
    "GB": "2 GB=2000 MB=2 gigabytes=2e9 bytes",
}  # fmt: skip


def gap(unit: str, value: Fraction, within: Fraction) -> NumericEntryGap:
    answer = NumericAnswer(shown="", low=value - within, high=value + within)
    return NumericEntryGap(answers=(answer,), unit=unit, units=units(unit), place=PLACE)


@pytest.mark.parametrize("unit", SAME)
def test_what_a_learner_may_type_for_a_unit_is_taken(unit: str) -> None:
    first, *others = SAME[unit].split("=")
    value = Fraction(first.split()[0])
    asked = gap(unit, value, abs(value) / 10_000)
    assert [typed for typed in (first, *others) if not accepts(asked, typed)] == []
    assert not accepts(asked, first.split()[0]), "The number alone is not the answer."
    assert not accepts(asked, f"{value * 2} {unit}")


@pytest.mark.parametrize("unit", ["km", "km/h", "kg", "L", "m^2", "kWh", "mol/L", "W/m^2", "psi"])
def test_every_spelling_is_worth_what_pint_says(unit: str) -> None:
    found = units(unit)
    assert found[0].spelling == fold_unit(unit) and found[0].factor == 1 and not found[0].offset
    assert len(found) <= MOST_SPELLINGS
    assert len({one.spelling for one in found}) == len(found)
    judged = 0
    for one in found:
        expression = one.spelling.replace("^", "**").replace("μ", "u")
        try:
            said = REGISTRY.Quantity(1, expression).to(unit.replace("^", "**")).magnitude
        except (pint.errors.PintError, AssertionError, TypeError, ValueError):
            continue  # a spelling of ours alone, `square metres`
        assert float(one.factor) == pytest.approx(said, rel=1e-9), one
        judged += 1
    assert judged >= len(found) // 4


def test_degrees_have_an_offset() -> None:
    by_name = {one.spelling: one for one in units("°C")}
    for typed in ("°F", "K"):
        name = {"°F": "degF", "K": "kelvin"}[typed]
        for degrees in (-40, 0, 451):
            said = REGISTRY.Quantity(degrees, name).to("degC").magnitude
            ours = degrees * by_name[typed].factor + by_name[typed].offset
            assert float(ours) == pytest.approx(said)


def test_pint_knows_every_unit_of_the_table() -> None:
    for family in FAMILIES:
        dimensions = {
            REGISTRY.Unit(written.pint).dimensionality
            for measure in family.measures
            for written in measure.spellings()
        }
        assert len(dimensions) == 1, family


def test_capitals_matter_where_they_make_another_unit() -> None:
    power, length = units("mW"), units("km")
    assert unit_of(power, "MW") != unit_of(power, "mW") and unit_of(power, "mw") is None
    assert unit_of(length, "KM") == length[0] and unit_of(length, "MM") is None
    assert unit_of(length, "") is None and unit_of(length, "kg") is None


@pytest.mark.parametrize(
    ("unit", "help"),
    [
        ("people", None),
        ("metrs", "Did you mean `meters`?"),
        ("kilogram/hor", "Did you mean `hour`?"),
        ("x^9", None),
        ("1", None),
        ("km/", "Did you mean `km`?"),
        ("km//h", None),
        ("__import__", None),
        ("a" * 100, None),
        ("C", "Write `°C` or `coulomb`."),
    ],
)
def test_what_is_no_unit_is_told(unit: str, help: str | None) -> None:
    with pytest.raises(UnitError) as caught:
        units(unit)
    assert caught.value.help == help


def test_a_unit_that_the_table_lacks_is_pints() -> None:
    assert {one.spelling for one in units("furlong")} == {"furlong", "furlongs"}


def test_a_quiz_without_a_unit_never_waits_for_pint() -> None:
    script = (
        "import sys\nfrom lessonry.cli import main\nfrom lessonry.readers.quiz import read_quiz\n"
        "from lessonry.diagnostics import Diagnostics, Source\n"
        "text = '## A\\n\\n[[= 5 ± 2%]] [[= {}]] [[(a)|b]]\\n'.format(sys.argv[1])\n"
        "read_quiz(Source(path='a', text=text), Diagnostics(), identifier='a')\n"
        "print('pint' in sys.modules)\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script, number], capture_output=True, text=True, check=True
        ).stdout.strip()
        for number in ("5", "5 km")
    ]
    assert said == ["False", "True"]


def test_a_gap_keeps_the_unit_as_it_was_written() -> None:
    quiz, diagnostics = read("## A\n\n[[= 5 ± 2% km / h]]\n\n!!! explanation\n    So.\n")
    (item,) = quiz.items
    assert isinstance(item, GapItem)
    (found,) = item.gaps
    assert isinstance(found, NumericEntryGap) and found.unit == "km / h" and not len(diagnostics)


@pytest.mark.parametrize(
    "unit", ["kg*m*s*A*K", "kg^2*m^3/s^3/A^3/K^2", "m^3*s^3*kg^3*A^3*K^3", "m*m", "km*h/h", "m⁴"]
)
def test_a_long_product_is_read_in_no_time(unit: str) -> None:
    units("km")  # the registry's own time is not meant
    begin = time.process_time()
    assert 1 <= len(units(unit)) <= MOST_SPELLINGS
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("unit", ["a*b*c*d*e*f*g*h", "((((((((", "1**9", "m^99", "km/(h", "%/h/"])
def test_what_would_be_a_program_is_no_unit(unit: str) -> None:
    with pytest.raises(UnitError):
        units(unit)


def test_a_unit_that_a_course_asks_for_again_costs_nothing() -> None:
    assert units("km/h") is units("km/h")
