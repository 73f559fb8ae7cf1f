from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.credentials import jcs

NUMBERS = {  # RFC 8785, appendix B
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_are_written_as_the_rfc_has_them(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert jcs.canonicalize(number) == text.encode()


def test_names_are_sorted_by_utf16_units() -> None:
    # RFC 8785, §3.2.3: by code point, the smiling face would stand last.
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    found = json.loads(jcs.canonicalize(dict.fromkeys(names, 0)), object_pairs_hook=list)
    assert [name for name, _ in found] == [
        "\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33",
    ]  # fmt: skip


def test_strings_are_escaped_no_more_than_they_must_be() -> None:
    assert (
        jcs.canonicalize('\u20ac$\u000f\nA\'B"\\\\"/')
        == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()
    )


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.floats(-(2.0**53), 2.0**53),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=20,
    )
)
def test_a_value_means_the_same_in_its_canonical_form(value: object) -> None:
    text = jcs.canonicalize(value)
    assert jcs.read(text) == value
    assert jcs.canonicalize(jcs.read(text)) == text


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=50))
def test_a_number_reads_back_as_itself(numbers: list[float]) -> None:
    for number in numbers:
        assert float(jcs.canonicalize(number)) == number


def test_javascript_writes_the_same_numbers(node: Callable[..., CompletedProcess[str]]) -> None:
    numbers = [
        sign * mantissa * 10.0**exponent
        for sign in (1, -1)
        for mantissa in (1, 1.5, 123456789.123, 9.999999999999999, math.pi)
        for exponent in range(-30, 31)
    ]
    script = f"console.log(JSON.stringify({json.dumps(numbers)}))"
    assert node("-e", script).stdout.strip() == jcs.canonicalize(numbers).decode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff{}", "UTF-8"),
        (b"[" * 100_000, "levels deep"),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "levels deep"),
        (b'{"a":1,"a":2}', "same name"),
        (b"[NaN]", "NaN"),
        (b"[1e999]", "too large"),
        (b'["\\ud800"]', "surrogate"),
        (b"{", "not JSON"),
        (b"9" * 5000, "not JSON"),
    ],
)
def test_what_two_readers_could_read_differently_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(jcs.JsonError, match=reason):
        jcs.read(data)


def test_brackets_inside_a_text_are_no_nesting() -> None:
    assert jcs.read(b'["' + b"[" * 500 + b'\\"["]') == ["[" * 500 + '"[']
