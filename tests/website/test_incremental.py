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

IS_LONG = "LESSONRY_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("LESSONRY_EXAMPLES", "4"))
"""How many lists of edits are tried; a long run wants thousands."""
AT_ONCE = 1 if IS_LONG else 5
"""How many edits of all kinds are made before each build."""
FAULT = "Traceback"
"""Where a program ends by a fault: here only somebody else's, such as of a snippet that is missing."""
ALONE: dict[str, dict[str, tuple[int, ...]]] = {
    "plain": {
        # Of a lesson and its quiz: what others show of it, and what they do not.
        "body": (0,), "heading": (1, 5), "link": (0, 5), "title": (0,), "objective": (5,),
        "named objective": (5,), "minutes": (4,), "place of a quiz": (0,), "another quiz": (4,),
        "title at the top": (0,), "requires": (0,), "weight": (4,), "access": (0,), "tested": (0, 4),
        "related": (0,), "stem": (0,), "choice": (0,), "feedback": (4,), "identifier": (4,),
        "quiz's title": (0,), "draw": (0,), "pool": (0, 5), "exam": (5,), "inline": (0,),
        # Of other pages, and what stands around all of them.
        "module": (0, 5), "plain page": (5,), "home": (0,), "at the module's top": (0,), "rest": (0,),
        "snippet": (0,), "snippet below": (5,), "theme": (0,), "part of the theme": (5,),
        "what the theme looks at": (0, 5, 10), "picture": (0,), "edition": (0,), "nav": (0, 1, 2),
        "addresses": (0,), "order": (0,), "template": (1,), "another day": (1,), "variable": (0,),
        # Of files, the site and the cache.
        "as many letters in the same moment": (0, 3), "removed": (0, 5), "renamed": (0, 2),
        "swapped": (0, 1), "damage to the site": (0, 1, 2), "damage to the cache": (3, 11, 19, 27, 5),
        "asked for otherwise": (0,), "another program": (0,),
    },
    "in two languages": {"German lesson": (0,), "German quiz": (0,), "heading": (0,), "stem": (0,)},
    "with its edition on each page": {"body": (0,), "plain page": (0,)},
    "with all that is made of pages": {"body": (0,), "stem": (4,), "damage to the site": (1,)},
}  # fmt: skip
"""Edits that are tried alone, each with the numbers of its ways."""
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
    derandomize=not IS_LONG,
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


def alone() -> Iterator[tuple[str, str, int]]:
    """Yield edits that are made alone: a course, the edit, and its number."""
    if IS_LONG:
        yield from (("plain", name, number) for name in EDITS for number in range(12))
    for kind, numbers in ALONE.items():
        for name, each in numbers.items():
            yield from ((kind, name, number) for number in each)


@pytest.mark.parametrize(("kind", "name", "number"), [*alone()])
def test_after_one_edit_a_site_is_what_a_build_from_nothing_makes(
    bench: SideBySide, kind: str, name: str, number: int
) -> None:
    """Make one edit of a course that has just been built: then most of its pages are kept."""
    tried(bench, bench.begin(kind), [(name, number)])


def test_after_all_kinds_of_edits_a_site_is_what_a_build_from_nothing_makes(
    bench: SideBySide,
) -> None:
    """Make every kind of edit once, in an order that no author thinks of, some before each build."""
    chance = random.Random(6)
    late = {name for kind in KINDS.values() for name in kind}  # with these, builds take longer
    names = [*chance.sample(sorted({*EDITS} - late), len(EDITS) - len(late)), *sorted(late)]
    world = bench.begin()
    for at in range(0, len(names), AT_ONCE):
        step = [(name, chance.randint(0, 40)) for name in names[at : at + AT_ONCE]]
        try:
            tried(bench, world, step)
        except AssertionError as error:
            raise AssertionError(f"{step}, after {names[:at]}:\n{error}") from error
