from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.credentials import keys, multibase
from lessonry.credentials.issuance import record
from lessonry.credentials.issuance.record import RecordError
from tests.credentials.academy import Academy, seal

KEYS = keys.new()


def opened(data: bytes, using: keys.Keys = KEYS) -> record.Record:
    return record.read(record.unseal(data, using.opening, using.recipient["kid"]))


def test_what_the_browser_seals_is_opened(standing: Academy) -> None:
    found = opened(standing.seal(standing.payload()), standing.keys).attempt
    assert found.learner.name == "Anna Lind"
    assert found.quiz == "final-exam"
    assert [given.item for given in found.given] == ["gift", "rule", "tone", "word"]
    assert found.given[3].response.values == ("Tip ",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b'{"type":"CompletionRecord"}', "is JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "not text"),
        (b"hello", "not a completion record"),
        (b"a.b.c.d.e", "head is no JSON"),
        (b"W10.b.c.d.e", "head is no JSON object"),
        (b"e30.b.c.d.e", "not a completion record of lessonry"),
        (b"x" * (record.LARGEST + 1), "larger than any"),
    ],
)
def test_garbage_is_told_for_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        opened(data)


def test_a_record_for_another_key_says_so(standing: Academy) -> None:
    with pytest.raises(RecordError, match="another issuer's key"):
        opened(standing.seal(standing.payload()))


@pytest.mark.parametrize("header", [{"zip": "DEF"}, {"enc": "A128GCM"}])
def test_another_way_of_sealing_is_refused(standing: Academy, header: dict[str, str]) -> None:
    with pytest.raises(RecordError, match="cannot open"):
        opened(standing.seal(standing.payload(), **header), standing.keys)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.999), bit=st.integers(0, 6))
def test_a_flipped_or_cut_record_never_opens(standing: Academy, place: float, bit: int) -> None:
    sealed = standing.seal(standing.payload()).strip()
    at = int(place * len(sealed))
    changed = sealed[:at] + bytes([sealed[at] ^ 1 << bit]) + sealed[at + 1 :]
    for data in (changed, sealed[:at]):
        with pytest.raises(RecordError):
            opened(data, standing.keys)


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_random_bytes_never_open(data: bytes) -> None:
    with pytest.raises(RecordError):
        opened(data)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"type": "Other"}, "no completion record"),
    ({"version": 2}, "Update|version"),
    ({"version": None}, "version"),
    ({"version": True}, "`version` is missing or not a whole number"),
    ({"version": "1"}, "`version` is missing or not a whole number"),
    ({"course": ""}, "`course`"),
    ({"course": 5}, "`course`"),
    ({"quiz": "q" * 300}, "more than 200"),
    ({"attempt": []}, "`attempt`"),
    ({"attempt.id": "1"}, "UUID"),
    ({"attempt.id": None}, "attempt.id"),
    ({"attempt.started": "yesterday"}, "attempt.started"),
    ({"attempt.ended": "2026-02-31T00:00:00Z"}, "attempt.ended"),
    ({"attempt.ended": "2026-02-21T00:00:00.٣Z"}, "attempt.ended"),
    ({"learner": None}, "`learner`"),
    ({"learner.name": "  "}, "learner.name"),
    ({"learner.name": "🎉 Anna"}, "PARTY POPPER"),
    ({"learner.name": "A\u0000B"}, "control"),
    ({"learner.email": "nobody"}, "e-mail"),
    ({"learner.email": ["a@b.c"]}, "e-mail"),
    ({"learner.email": "a\x1b[2J@b.c"}, "e-mail"),
    ({"ratings": [5]}, "`ratings`"),
    ({"ratings": {"unasked": 6}}, "steps from 1 to 5"),
    ({"ratings": {"unasked": True}}, "steps from 1 to 5"),
    ({"ratings": {"": 1}}, "steps from 1 to 5"),
    ({"items": []}, "no list of items"),
    ({"items": {}}, "no list of items"),
    ({"items": ["x"]}, "item 1"),
    ({"items": [{"id": "gift", "fingerprint": "f", "response": "b"}]}, "no response"),
    ({"items": [{"id": "gift", "fingerprint": "f", "response": [1]}]}, "no response"),
    ({"items": [{"fingerprint": "f", "response": []}]}, "items.1.id"),
]


@pytest.mark.parametrize(("change", "reason"), WRONG)
def test_every_wrong_thing_is_a_sentence(
    standing: Academy, change: dict[str, Any], reason: str
) -> None:
    payload = standing.payload()
    for name, value in change.items():
        inside = payload
        *way, last = name.split(".")
        for step in way:
            inside = inside[step]
        inside[last] = value
    with pytest.raises(RecordError, match=reason) as caught:
        record.read(json.dumps(payload).encode())
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff", b'{"a":1,"a":2}', b"[" * 9999])
def test_content_that_is_no_object_is_a_sentence(content: bytes) -> None:
    sealed = seal(content, KEYS.recipient)
    with pytest.raises(RecordError, match="opens"):
        opened(sealed)


def test_a_point_off_the_curve_is_refused(standing: Academy) -> None:
    head, *rest = standing.seal(standing.payload()).decode().strip().split(".")
    header = json.loads(multibase.decode_base64url(head))
    header["epk"]["x"] = multibase.encode_base64url(bytes(31) + b"\x05")
    forged = multibase.encode_base64url(json.dumps(header).encode())
    with pytest.raises(RecordError, match="does not open"):
        opened(".".join([forged, *rest]).encode(), standing.keys)


@pytest.mark.parametrize(
    "time",
    [[], "45", {}, {"limit": "60"}, {"limit": 0}, {"limit": 60, "extra": "half"}, {"limit": True},
     {"limit": 60, "extra": "1/0"}, {"limit": 60, "extra": "١"}, {"limit": 60, "extra": "-1"},
     {"limit": 10**9}],
)  # fmt: skip
def test_a_time_that_is_none_is_refused(standing: Academy, time: object) -> None:
    with pytest.raises(RecordError):
        record.read(json.dumps(standing.payload() | {"time": time}).encode())


def test_time_and_variants_are_read_and_may_be_missing(standing: Academy) -> None:
    payload = standing.payload() | {"time": {"limit": 2700, "extra": "1/2"}}
    payload["items"][0]["variant"] = 3
    attempt = record.read(json.dumps(payload).encode()).attempt
    assert attempt.time is not None and attempt.time.seconds == 4050
    assert [given.variant for given in attempt.given[:2]] == [3, 0]
    del payload["time"], payload["attempt"]["number"]
    attempt = record.read(json.dumps(payload).encode()).attempt
    assert attempt.time is None and attempt.number == 1


def test_ratings_are_read_where_the_learner_offers_them(standing: Academy) -> None:
    payload = standing.payload()
    assert record.read(json.dumps(payload).encode()).attempt.ratings == ()
    payload["ratings"] = {"unasked": 5, "moments": 1}
    attempt = record.read(json.dumps(payload).encode()).attempt
    assert attempt.ratings == (("moments", 1), ("unasked", 5))
