from __future__ import annotations

import gzip

import pytest

from lessonry.credentials import multibase, status_list
from lessonry.credentials.status_list import StatusListError


def test_a_set_bit_is_found_again_and_no_other_is() -> None:
    bits = status_list.with_bit(status_list.with_bit(status_list.empty(), 0), 70_001)
    read = status_list.decode(status_list.encode(bits))
    assert [i for i in range(status_list.BITS) if status_list.is_set(read, i)] == [0, 70_001]
    assert read[0] == 0x80


def test_an_empty_list_is_small_and_always_the_same() -> None:
    text = status_list.encode(status_list.empty())
    assert len(text) < 100
    assert text == status_list.encode(status_list.empty())


def packed(data: bytes) -> str:
    return "u" + multibase.encode_base64url(data)


# Gzip without a time: it stands in the tests' names, which two workers must find alike.
@pytest.mark.parametrize(
    "text",
    [
        "",
        "z1",
        "uAAAA",
        packed(gzip.compress(b"short", mtime=0)),
        packed(gzip.compress(bytes(16_384), mtime=0)[:-9]),
        packed(gzip.compress(bytes(5_000_000), mtime=0)),
    ],
    ids=["nothing", "another base", "no gzip", "short", "cut off", "long"],
)
def test_a_list_of_another_size_is_refused(text: str) -> None:
    with pytest.raises(StatusListError):
        status_list.decode(text)


@pytest.mark.parametrize("index", [-1, status_list.BITS])
def test_a_place_outside_the_list_is_refused(index: int) -> None:
    with pytest.raises(StatusListError):
        status_list.is_set(status_list.empty(), index)


def test_a_place_is_given_away_once() -> None:
    taken = set(range(status_list.BITS)) - {77}
    assert status_list.free_index(taken) == 77
    with pytest.raises(StatusListError, match="taken"):
        status_list.free_index(taken | {77})
