"""What a program without knowledge does to a lock, beside what the lock is said to be worth."""

from __future__ import annotations

import random
import time
from itertools import combinations, product

from lessonry.credentials.lock.field import PRIME, evaluated
from lessonry.credentials.lock.opening import open_lock
from lessonry.credentials.lock.writing import make
from lessonry.domain.answer_lock.lockable import right
from lessonry.domain.answer_lock.shares import shares
from lessonry.domain.answer_lock.strength import RATE, Attack, Strength, strength_of
from lessonry.domain.quiz import Quiz
from tests import lock_solver
from tests.locked import choices, exam

ROUNDS = 2_000
ORDER = "## Order {0} {{ #o{0} }}\n\n" + "".join(f"{n}. Step {n}\n" for n in range(1, 6))
SEVERAL = (
    "## Several {0} {{ #s{0} }}\n\n- [x] One\n- [ ] Two\n- [x] Three\n- [ ] Four\n- [ ] Five\n"
)
MATCH = "## Match {0} {{ #m{0} }}\n\n- a => One\n- b => Two\n- c => Three\n- d => Four\n"
MATRIX = "## Matrix {0} {{ #x{0} }}\n\n| | Yes | No |\n| --- | --- | --- |\n" + "".join(
    f"| {row} | (x) | ( ) |\n" for row in ("One", "Two", "Three", "Four", "Five")
)


def worth(quiz: Quiz) -> Strength:
    return strength_of(quiz, shares(quiz))


def test_ten_items_of_four_options_are_broken_by_blind_guesses_as_often_as_stated() -> None:
    quiz = exam(choices(10))
    tries = 0
    for run in range(3):
        lock = make(quiz, course="course", secret=bytes([run]) * 32, rounds=ROUNDS).content
        found = lock_solver.candidates(lock, 0, quiz.items)
        broken = lock_solver.by_guessing(lock, found, seed=run, most=40_000)
        assert broken.opened
        tries += broken.tries
    stated = 2 ** worth(quiz).bits[Attack.GUESSING]
    assert stated / 4 < tries / 3 < stated * 4


def test_they_are_broken_by_the_cheapest_eight_as_well() -> None:
    quiz = exam(choices(10))
    lock = make(quiz, course="course", secret=bytes(32), rounds=ROUNDS).content
    found = lock_solver.candidates(lock, 0, quiz.items)
    broken = lock_solver.by_cheapest(lock, found, seed=1)
    stated = 2 ** worth(quiz).bits[Attack.CHEAPEST]
    assert broken.opened
    assert stated / 64 < broken.tries <= stated


def test_a_middle_one_takes_the_tries_that_are_stated() -> None:
    quiz = exam([*choices(2), *(SEVERAL.format(n) for n in range(3)), ORDER.format(1)], mark="80%")
    strength = worth(quiz)
    stated = 2 ** strength.bits[Attack.CHEAPEST]
    assert 2**16 < stated < 2**19
    assert strength.weakest is not Attack.GUESSING
    tries = 0
    for run in range(2):
        lock = make(quiz, course="course", secret=bytes([7 + run]) * 32, rounds=ROUNDS).content
        found = lock_solver.candidates(lock, 0, quiz.items)
        broken = lock_solver.by_cheapest(lock, found, seed=run)
        assert broken.opened
        tries += broken.tries
    assert stated / 4 < tries / 2 < stated


def test_a_strong_one_stands_and_would_for_as_long_as_stated() -> None:
    quiz = strong()
    lock = make(quiz, course="course", secret=bytes(32), rounds=ROUNDS).content
    found = lock_solver.candidates(lock, 0, quiz.items)
    begun = time.perf_counter()
    stood = lock_solver.by_cheapest(lock, found, seed=1, most=5_000)
    rate = stood.tries / (time.perf_counter() - begun)
    assert not stood.opened
    strength = worth(quiz)
    bits = strength.bits[Attack.CHEAPEST]
    assert bits > 60
    all_tries = 1
    for points in sorted(found, key=len)[: lock["needed"]]:
        all_tries *= len(points)
    projected = all_tries / rate / 3600
    stated = 2**bits / RATE / 3600
    assert 1 / 4 < projected / (stated * RATE / rate) < 4
    assert not lock_solver.by_guessing(lock, found, seed=1, most=20).opened


def strong() -> Quiz:
    kinds = [ORDER, SEVERAL, MATCH, MATRIX]
    return exam([kinds[n % 4].format(n) for n in range(20)], more="")


def test_plain_shamir_falls_to_halves_that_meet() -> None:
    """Where the x are public, the right responses are found in the root of the tries."""
    dice = random.Random(4)
    needed, ways = 5, 4
    polynomial = [dice.randrange(PRIME) for _ in range(needed)]
    keys = [dice.randrange(ways) for _ in range(needed + 1)]
    found = [
        [
            (x, evaluated(polynomial, x) if way == key else dice.randrange(PRIME))
            for way in range(ways)
        ]
        for x, key in enumerate(keys, start=1)
    ]
    sums = list(lock_solver.meeting(found, lock_solver.relation))
    assert len(sums) == 1
    assert sums[0] <= 2 * ways**3 < ways**6 / 30


def test_the_lock_does_not_since_its_x_are_unknown() -> None:
    quiz = exam(choices(8), mark="60%")
    lock = make(quiz, course="course", secret=bytes(32), rounds=ROUNDS).content
    found = lock_solver.candidates(lock, 0, quiz.items)[: lock["needed"] + 1]
    assert not list(lock_solver.meeting(found, lock_solver.relation))
    # The relation holds all the same, for whoever tries the whole product.
    rights = [
        next(
            points[place]
            for place, way in enumerate(lock_solver.options(item))
            if way == right(item)
        )
        for item, points in zip(quiz.items, found, strict=False)
    ]
    factors = lock_solver.relation(rights)
    assert sum(h * y for h, (_, y) in zip(factors, rights, strict=True)) % PRIME == 0


def test_fewer_right_responses_than_needed_open_nothing_whichever_they_are() -> None:
    quiz = exam(choices(6), mark="60%")
    lock = make(quiz, course="course", secret=bytes(32), rounds=ROUNDS)
    needed = lock.content["needed"]
    assert needed == 4
    places = range(len(quiz.items))
    for count in range(len(quiz.items) + 1):
        for known in combinations(places, count):
            for rest in (None, "choice\x1ez"):
                given = [right(i) if n in known else rest for n, i in enumerate(quiz.items)]
                opened = open_lock(lock.content, 0, given)
                assert (opened is not None) is (count >= needed)
                assert opened is None or opened.key == lock.seed


def test_right_responses_to_another_form_or_variant_are_none() -> None:
    quiz = exam(choices(8), more="lock_weak: accept\ndraw: 4\n")
    lock = make(quiz, course="course", secret=bytes(32), rounds=ROUNDS).content
    rights = {item.identifier: right(item) for item in quiz.items}
    for form, other in product(range(2), repeat=2):
        asked = [name for name, _ in lock["forms"][form]["items"]]
        moved = dict(lock, forms=[dict(lock["forms"][form], values=lock["forms"][other]["values"])])
        if form == other:
            continue
        assert open_lock(moved, 0, [rights[name] for name in asked]) is None
