"""Codes: always the same, never another's, and a slip is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lessonry.access import codes

SECRET = bytes(32)
SOME = st.integers(1, 10_000).map(lambda number: codes.derived(SECRET, "cohort", number))


def test_a_cohort_has_as_many_codes_as_it_counts_and_always_the_same() -> None:
    made = [codes.derived(SECRET, "cohort", number) for number in range(1, 2001)]
    assert len(set(made)) == 2000
    assert made[6] == codes.derived(SECRET, "cohort", 7)
    assert made[6] != codes.derived(SECRET, "another", 7)
    assert made[6] != codes.derived(bytes(31) + b"x", "cohort", 7)


@given(code=SOME)
def test_a_code_is_read_however_it_is_written(code: str) -> None:
    assert codes.is_sound(code)
    assert codes.WRITTEN.fullmatch(codes.shown(code))
    typed = codes.shown(code).lower().replace("-", " ").replace("0", "o").replace("1", "L")
    assert codes.read(f" {typed}\n") == code


@given(code=SOME, at=st.integers(0, 19), letter=st.sampled_from(codes.ALPHABET))
def test_a_letter_mistyped_is_told(code: str, at: int, letter: str) -> None:
    slipped = code[:at] + letter + code[at + 1 :]
    assert codes.is_sound(slipped) == (slipped == code)


@given(code=SOME, at=st.integers(0, 16))
def test_two_neighbours_swapped_are_told(code: str, at: int) -> None:
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert codes.is_sound(swapped) == (swapped == code)
