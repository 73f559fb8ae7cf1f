"""Numbers are written as people write them, and exactly wherever a decimal can say them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.numbers import read_quantity
from lessonry.writers.decimals import exact, scientific


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"),
        ("-0.05", "-0.05"),
        ("1200", "1200"),
        ("0.000001", "0.000001"),
        ("1.6e-19", "1.6e-19"),
        ("-2e-7", "-2e-7"),
        ("6.022e23", "6.022e23"),
        ("123456789012345678", "123456789012345678"),
        ("1/3", "1/3"),
    ],
)
def test_a_number_is_written_as_people_write_it(value: str, written: str) -> None:
    assert exact(Fraction(value)) == written


@given(st.integers(-(10**18), 10**18), st.integers(-250, 250))
def test_a_decimal_of_any_size_reads_back_exactly(digits: int, power: int) -> None:
    value = digits * Fraction(10) ** power
    written = scientific(value)
    assert written is not None
    if len(written) <= 100:
        assert [number for number, _ in read_quantity(written)][:1] == [value]


def test_what_is_no_decimal_is_a_fraction() -> None:
    assert scientific(Fraction(1, 7)) is None
    assert exact(Fraction(-2, 7)) == "-2/7"
