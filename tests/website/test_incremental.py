"""Whatever is edited between two builds, the second makes what a build from nothing makes.

To look for longer: `LESSONRY_EXAMPLES=2000 pytest -n0 --timeout 0 -k any_edits` with this file.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.website.edits import EDITS, World, sources
from tests.website.side_by_side import KINDS, SideBySide, assert_alike, made_in, remove

EXAMPLES = int(os.environ.get("LESSONRY_EXAMPLES", "6"))
"""How many lists of edits are tried; a long run wants thousands."""
FAULT = "Traceback"
"""Where a program ends by a fault: here only somebody else's, such as of a snippet that is missing."""
Step = list[tuple[str, int]]
"""What is done before a build: edits by name, each with a number that says which of its ways."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SideBySide]:
    made = SideBySide(tmp_path_factory.mktemp("incremental"))
    yield made
    made.close()


def tried(bench: SideBySide, world: World, step: Step) -> bool:
    """Do what a step says, build, and compare; return whether there was a site to compare."""
    former, beside = bench.home / "former", bench.home / "next"
    remove(beside)
    shutil.copytree(world.folder, beside, ignore=made_in(world.folder))
    world.options, world.target, world.program = [], [], "lessonry"
    for name, number in step:
        EDITS[name](world, number)
    remove(former)
    world.former = beside.rename(former)
    before, files = bench.site(world), [*sources(world)]
    kept, (clean, expected) = bench.both(world)
    said, must_say = (one.said.partition(FAULT) for one in (kept, clean))
    assert not must_say[2] or "pymdownx" in must_say[2], clean.said
    assert kept.code == clean.code, f"{kept.said}\n--- from nothing ---\n{clean.said}"
    assert_alike({"words": said[0].encode()}, {"words": must_say[0].encode()})
    if clean.code == 0:
        assert_alike(bench.site(world), expected)
    elif world.program == "lessonry":
        assert_alike(bench.site(world), before)
    assert [*sources(world)] == files
    around = [*world.folder.iterdir(), *world.folder.parent.iterdir()]
    assert not [path for path in around if path.name.startswith((".site", ".other"))]
    if clean.code:
        EDITS["undone"](world, len(step))  # else all that follows were refused, too
    return clean.code == 0


@settings(
    max_examples=EXAMPLES,
    derandomize="LESSONRY_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(
    kind=st.sampled_from([*KINDS]),
    steps=st.lists(
        st.lists(
            st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 40)), min_size=1, max_size=2
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_after_any_edits_a_site_is_what_a_build_from_nothing_makes(
    bench: SideBySide, kind: str, steps: list[Step]
) -> None:
    world = bench.begin(kind)
    for step in steps:
        event("built" if tried(bench, world, step) else "refused")


def test_after_each_kind_of_edit_a_site_is_what_a_build_from_nothing_makes(
    bench: SideBySide,
) -> None:
    """Make every kind of edit once, two before each build, in an order that no author thinks of."""
    chance = random.Random(6)
    names = chance.sample(sorted(EDITS), len(EDITS))
    world = bench.begin()
    for at in range(0, len(names), 2):
        step = [(name, chance.randint(0, 40)) for name in names[at : at + 2]]
        try:
            tried(bench, world, step)
        except AssertionError as error:
            raise AssertionError(f"{step}, after {names[:at]}:\n{error}") from error
