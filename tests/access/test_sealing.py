"""What a build publishes of full lessons: who opens it, and what it tells those who do not."""

from __future__ import annotations

import base64
import json
from datetime import date
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from lessonry.access import book, codes, place, sealing
from lessonry.errors import UsageError
from tests.machine import ROOT

SECRET = bytes(range(32))
HELD = [codes.derived(SECRET, "cohort", number) for number in range(1, 11)]
DAY = date(2026, 11, 22)


def test_the_published_vectors_hold() -> None:
    vectors = json.loads((ROOT / "tests" / "access-vectors.json").read_text("utf-8"))
    held = [
        codes.derived(bytes.fromhex(vectors["secret"]), vectors["cohort"], number + 1)
        for number in range(vectors["count"])
    ]
    ring = sealing.ring(bytes.fromhex(vectors["secret"]), vectors["course"], held)
    assert (ring.key.hex(), ring.salt.hex()) == (vectors["key"], vectors["salt"])
    shards = sealing.shards(ring, held)
    assert len(shards) == 1 << vectors["bits"]
    for number, shard in vectors["shards"].items():
        assert base64.b64encode(shards[int(number)]).decode() == shard
    part = vectors["part"]
    data = base64.b64decode(part["sealed"])
    assert sealing.opened(ring.key, part["name"], data).decode() == part["content"]


def test_every_code_that_holds_opens_and_no_other() -> None:
    ring = sealing.ring(SECRET, "course", HELD)
    files = sealing.shards(ring, HELD)
    assert all(sealing.unwrapped(code, "course", ring.salt, files) == ring.key for code in HELD)
    stranger = codes.derived(SECRET, "cohort", 11)
    assert sealing.unwrapped(stranger, "course", ring.salt, files) is None


def test_a_revoked_code_opens_nothing_of_the_next_list() -> None:
    before, after = sealing.ring(SECRET, "course", HELD), sealing.ring(SECRET, "course", HELD[1:])
    files = sealing.shards(after, HELD[1:])
    assert sealing.unwrapped(HELD[0], "course", after.salt, files) is None
    data = sealing.sealed(after, "lesson", b"new")
    with pytest.raises(InvalidTag):
        sealing.opened(before.key, "lesson", data)


def test_the_same_list_makes_the_same_bytes_in_any_order() -> None:
    one, other = sealing.ring(SECRET, "course", HELD), sealing.ring(SECRET, "course", HELD[::-1])
    assert one == other
    assert sealing.shards(one, HELD) == sealing.shards(other, HELD[::-1])
    assert sealing.sealed(one, "a", b"text") == sealing.sealed(other, "a", b"text")


def test_each_part_and_each_content_has_a_key_of_its_own() -> None:
    ring = sealing.ring(SECRET, "course", HELD)
    made = [sealing.sealed(ring, *each) for each in (("a", b"x"), ("a", b"y"), ("b", b"x"))]
    assert len({data[: sealing.SALT] for data in made}) == 3
    with pytest.raises(InvalidTag):
        sealing.opened(ring.key, "b", made[0])


@pytest.mark.parametrize(("count", "records", "files"), [(1, 16, 1), (17, 32, 1), (300, 512, 4)])
def test_how_many_codes_there_are_is_told_only_roughly(
    count: int, records: int, files: int
) -> None:
    held = [codes.derived(SECRET, "cohort", number) for number in range(1, count + 1)]
    shards = sealing.shards(sealing.ring(SECRET, "course", held), held)
    assert sum(map(len, shards)) == records * sealing.RECORD
    assert len(shards) == files


def test_ten_thousand_codes_cost_a_page_less_than_10_kb() -> None:
    held = [codes.derived(SECRET, "cohort", number) for number in range(1, 10_001)]
    shards = sealing.shards(sealing.ring(SECRET, "course", held), held)
    assert max(map(len, shards)) < 10_000


def test_a_book_is_kept_and_a_build_server_needs_only_a_word_of_it(tmp_path: Path) -> None:
    made, cohort = book.blank("course").with_cohort("Ada", 3, DAY, date(2026, 12, 31))
    made, _ = made.with_cohort("Old", 2, DAY, date(2026, 11, 1))
    first, second, _ = made.entries_of(cohort)
    made = made.without([first], DAY)
    file = tmp_path / "keys" / book.FILE
    book.save(made, file)
    assert book.load(file) == made
    assert file.stat().st_mode & 0o077 == 0
    assert made.held(DAY) == (second.code, list(made.entries_of(cohort))[2].code)
    assert made.held(date(2027, 1, 1)) == ()
    word = book.packed(made, DAY)
    assert book.unpacked(word, "here").held(DAY) == made.held(DAY)
    assert "Ada" not in repr(book.unpacked(word, "here"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2}',
        '{"version": 1, "course": "c", "secret": "AA", "cohorts": []}',
    ],
)
def test_what_is_no_book_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / book.FILE
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="does not hold a book"):
        book.load(file)


def test_a_variable_of_another_course_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = book.blank("course").with_cohort("Ada", 1, DAY, None)
    monkeypatch.setenv(place.VARIABLE, book.packed(made, DAY))
    found = place.load("course", None, None)
    assert found is not None
    assert found.held(DAY) == made.held(DAY)
    with pytest.raises(UsageError, match="of the course `course`"):
        place.load("other", None, None)
    monkeypatch.setenv(place.VARIABLE, "nonsense")
    with pytest.raises(UsageError, match=place.VARIABLE):
        place.load("course", None, None)
