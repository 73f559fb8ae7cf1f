"""Scores the same cases on the trainer's side and in the browser's code, and says where they differ."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

from lessonry.domain.quiz import decimal
from lessonry.domain.response import Response
from lessonry.domain.scoring import score
from tests.keyed import item_of
from tests.machine import node
from tests.scoring.random_cases import Case, case

GRADE = Path(__file__).with_name("grade.js")
"""The browser's side, in Node."""


def cases(seed: int, count: int) -> list[Case]:
    """Return so many cases, the same for the same seed."""
    random = Random(seed)
    return [case(random) for _ in range(count)]


def here(given: Case) -> str:
    """Return the score that the trainer's side gives."""
    item = given["item"]
    made = item_of(item["kind"], item["key"], partial=item.get("partial", "all-or-nothing"))
    return str(score(made, Response(values=tuple(given["response"]))).score)


def there(lines: Iterable[object]) -> list[str]:
    """Return what the browser's code answers to each line."""
    done = subprocess.run(
        [node(), GRADE],
        input="".join(f"{json.dumps(line)}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def differences(given: Sequence[Case]) -> list[str]:
    """Return each case whose two scores differ, as a vector with the trainer's score in it."""
    found = []
    for one, theirs in zip(given, there(given), strict=True):
        ours = here(one)
        if ours != theirs:
            found.append(f"browser: {theirs}\n{json.dumps({**one, 'score': ours}, indent=1)}")
    return found


def decimals(seed: int, count: int) -> list[str]:
    """Return each number that the two sides write in different ways."""
    random = Random(seed)
    spread = (10, 1000, 10**9, 10**30)
    values = [
        Fraction(
            random.randrange(-(top := random.choice(spread)), top),
            random.choice((1, 2, 3, 8, 200, 400, 999)),
        )
        for _ in range(count)
    ]
    written = there([{"decimal": str(value)} for value in values])
    pairs = zip(values, written, strict=True)
    return [f"{v}: {decimal(v)} and {text}" for v, text in pairs if decimal(v) != text]
