"""The trainer's side and the browser score alike, on thousands of cases that nobody wrote."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.scoring.alike import cases, decimals, differences, here
from tests.test_completeness import KINDS_OF_ITEM

BATCH = 4000
"""Cases of one process of Node."""
BATCHES = 6
"""Of which hypothesis gives the seeds: 24,000 cases in all."""


@settings(
    max_examples=BATCHES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 2**64))
def test_both_sides_score_every_case_alike(seed: int) -> None:
    found = differences(cases(seed, BATCH))
    assert not found, f"{len(found)} of {BATCH} differ (seed {seed}):\n" + "\n".join(found[:5])


def test_both_sides_write_every_number_alike() -> None:
    assert decimals(1, 3000) == []


def test_cases_are_of_every_kind_and_of_every_outcome() -> None:
    made = cases(1, 3000)
    by_kind = {kind.kind: Counter[str]() for kind in KINDS_OF_ITEM}
    for one in made:
        share = here(one)
        by_kind[one["item"]["kind"]][share if share in "01" else "between"] += 1
    for kind, shares in by_kind.items():
        assert min(shares["0"], shares["1"], shares["between"]) >= 5, (kind, shares)
