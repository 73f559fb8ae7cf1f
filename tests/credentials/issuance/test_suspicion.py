from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from lessonry.credentials.issuance import suspicion
from lessonry.credentials.issuance.suspicion import Print
from lessonry.domain.attempt import Attempt, Learner
from tests.credentials.academy import NOW


def attempt(**changes) -> Attempt:
    facts: dict[str, Any] = {
        "identifier": "1", "course": "c", "quiz": "q", "edition": "e1",
        "learner": Learner(name="Anna"), "started": NOW, "ended": NOW + timedelta(minutes=20),
        "given": (),
    }  # fmt: skip
    return Attempt(**facts | changes)


def kinds(one: Attempt, **changes) -> list[str]:
    facts: dict[str, Any] = {
        "asked": 10, "most": 2, "editions": {"e1": NOW - timedelta(days=1)}, "current": "e2",
        "now": NOW + timedelta(hours=1),
    }  # fmt: skip
    return [sign.kind for sign in suspicion.of_one(one, **facts | changes)]


def test_an_honest_attempt_is_not_odd() -> None:
    assert kinds(attempt()) == []
    assert kinds(attempt(edition="e2")) == []
    assert kinds(attempt(edition="e9"), editions={}) == []


def test_a_clock_may_be_a_little_wrong() -> None:
    late = NOW + timedelta(minutes=9)
    assert kinds(attempt(), editions={"e1": late}, now=NOW + timedelta(minutes=11)) == []
    assert kinds(attempt(), editions={"e1": NOW + timedelta(minutes=11)}) == ["before-edition"]
    assert kinds(attempt(), now=NOW) == ["in-future"]


def test_a_time_that_nobody_reads_in_is_odd() -> None:
    assert kinds(attempt(ended=NOW + timedelta(seconds=29))) == ["too-fast"]
    assert kinds(attempt(ended=NOW + timedelta(seconds=30))) == []
    assert kinds(attempt(ended=NOW - timedelta(days=1))) == []  # told with the time limit
    assert kinds(attempt(), asked=0) == []


def test_editions_and_attempts_that_there_were_not_are_odd() -> None:
    assert kinds(attempt(edition="e9")) == ["unknown-edition"]
    assert kinds(attempt(number=3)) == ["too-many-attempts"]
    assert kinds(attempt(number=3), most=None) == []


def test_the_same_responses_of_one_learner_are_not_odd() -> None:
    said = Print(whole=b"x", wrong=2, asked=10)
    records = [("1", "anna@b", "Anna", said), ("2", "anna@b", "Anna L.", said)]
    assert suspicion.same_responses(records) == {}
    found = suspicion.same_responses([*records, ("3", "bert", "Bert", said)])
    assert found["3"].text == (
        "All 10 responses are those of “Anna”, “Anna L.”; 2 responses are the same wrong ones."
    )
    assert found["1"].kind == "same-responses"


def test_a_crowd_is_counted_and_not_listed() -> None:
    said = Print(whole=b"x", wrong=0, asked=3)
    found = suspicion.same_responses((f"{n}", f"{n}", f"L{n}", said) for n in range(2000))
    assert "“L1”, “L2”, “L3” and 1996 more" in found["0"].text
    assert {sign.kind for sign in found.values()} == {"same-right-responses"}


def test_each_of_a_crowd_is_told_the_others_in_their_order() -> None:
    said = Print(whole=b"x", wrong=0, asked=3)
    # Addresses a and b; names that one bears alone, that both bear, and that one bears twice.
    for names in itertools.product("PQR", repeat=4):
        for owners in itertools.product("ab", repeat=4):
            group = list(zip(owners, names, strict=True))
            records = [(str(n), who, name, said) for n, (who, name) in enumerate(group)]
            found = suspicion.same_responses(records)
            for n, (who, _) in enumerate(group if len(set(owners)) > 1 else ()):
                others = dict.fromkeys(name for other, name in group if other != who)
                listed = ", ".join(f"“{name}”" for name in others)
                assert f"are those of {listed}, and all are right" in found[str(n)].text


def test_thousands_with_one_code_or_one_name_take_no_longer_each() -> None:
    said = Print(whole=b"x", wrong=0, asked=3)
    many = suspicion.same_responses((f"{n}", f"{n}", "Anna", said) for n in range(20_000))
    assert len(many) == 20_000 and "those of “Anna”, and" in many["0"].text
    many = suspicion.used_twice((f"{n}", "AA", f"L{n}") for n in range(20_000))
    assert many["1"].text == (
        "Its code AA came with 20000 attempts, also with “L0”, “L2”, “L3” and 19996 more."
    )


def test_a_record_that_lies_there_twice_uses_its_code_once() -> None:
    assert suspicion.used_twice([("1", "AA", "Anna"), ("1", "AA", "Anna")]) == {}
    found = suspicion.used_twice([("1", "AA", "Anna"), ("2", "AA", "Bert"), ("3", "BB", "Cleo")])
    assert set(found) == {"1", "2"} and "also with “Bert”" in found["1"].text
