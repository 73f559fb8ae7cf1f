"""A build that is killed, or meets a full disk or another build, leaves what the next goes on with."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine import ROOT
from tests.website.builder import PATIENCE, Ended
from tests.website.edits import CACHE, EDITS, SITE, World
from tests.website.side_by_side import (
    OTHER,
    SideBySide,
    Site,
    assert_alike,
    files_in,
    remove,
)

ACCIDENTS = int(os.environ.get("LESSONRY_ACCIDENTS", "1"))
"""At how many changes of files something happens, and at how many of the last ones."""
BEGUN = (("body", 0), ("stem", 1), ("title", 4))
"""The edits before the build that something befalls: some pages stay, some do not."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SideBySide]:
    made = SideBySide(tmp_path_factory.mktemp("accidents"))
    yield made
    made.close()


@pytest.fixture
def world(bench: SideBySide) -> World:
    return edited(bench)


def mended(bench: SideBySide, world: World) -> None:
    """Build again, and after one more edit: all must be as from nothing, and nothing lie about."""
    for edit in ((), ("heading", 0)):
        if edit:
            EDITS[edit[0]](world, edit[1])
        kept, (clean, expected) = bench.both(world)
        assert (kept.code, kept.said) == (0, clean.said)
        assert_alike(bench.site(world), expected)
    around = [path.name for path in (*world.folder.iterdir(), *world.folder.parent.iterdir())]
    assert not [name for name in around if name.startswith((".site", ".other"))]
    cache = world.folder / CACHE
    assert not [path for path in cache.rglob(".*") if path.name != ".gitignore"]


def whole(bench: SideBySide, world: World, former: Site) -> None:
    """Check that a site stands that was built: the former or the new one, and no half of it."""
    site = bench.site(world)
    if site != former:
        assert_alike(site, bench.clean(world)[1])


def moments(bench: SideBySide, wanted: int) -> list[int]:
    """Choose changes of files at which something befalls a build: any, and those of its last steps."""
    made = bench.build(edited(bench), at=-1)
    count, taken = made.changes, made.taken
    chance = random.Random(6)
    steps = [*range(taken - 3, taken + 3), *range(count - 12, count + 1)]
    return sorted(
        {
            *chance.sample(range(1, count + 1), wanted),
            *chance.sample(steps, min(wanted, len(steps))),
        }
    )


def edited(bench: SideBySide) -> World:
    """Return a course that was built, and edited since."""
    world = bench.begin()
    for name, number in BEGUN:
        EDITS[name](world, number)
    return world


def test_a_build_that_is_killed_leaves_a_site_and_a_cache_to_go_on_with(bench: SideBySide) -> None:
    for at in moments(bench, ACCIDENTS):
        world = edited(bench)
        former = bench.site(world)
        ended = bench.build(world, at=at, what="kill")
        assert ended.code == -signal.SIGKILL, f"{at} of them: {ended}"
        if (world.folder / SITE).exists():  # else it is beside, and the next build puts it back
            whole(bench, world, former)
        try:
            mended(bench, world)
        except AssertionError as error:
            raise AssertionError(f"killed at change {at}: {error}") from error


def test_a_build_that_is_killed_at_any_moment_does_so_too(bench: SideBySide) -> None:
    chance = random.Random(1)
    for _ in range(3):
        world = edited(bench)
        ended = bench.build(world, seconds=chance.uniform(0.02, 0.3))
        assert ended.code in (-signal.SIGALRM, 0)
        mended(bench, world)


def test_what_a_killed_first_build_left_is_swept_away(bench: SideBySide, world: World) -> None:
    remove(world.folder / SITE)
    remove(world.folder / CACHE)
    assert bench.build(world, at=150, what="kill").code == -signal.SIGKILL
    mended(bench, world)


def test_a_full_disk_leaves_the_former_site_and_says_so(bench: SideBySide) -> None:
    for at in moments(bench, ACCIDENTS):
        world = edited(bench)
        former = bench.site(world)
        ended = bench.build(world, at=at, what="full")
        assert "Traceback" not in ended.said, f"{at}: {ended.said}"
        if ended.code:
            assert (ended.code, "No space left on device" in ended.said) == (3, True), (
                f"{at}: {ended}"
            )
            assert_alike(bench.site(world), former)
        else:
            assert_alike(bench.site(world), bench.clean(world)[1])
        mended(bench, world)


@pytest.mark.parametrize("target", [[], ["--site-dir", OTHER]], ids=["one place", "two places"])
def test_two_builds_at_once_do_not_hurt_each_other(bench: SideBySide, target: list[str]) -> None:
    """Let one build wait somewhere in its midst until another of the same course is done."""
    for at in moments(bench, ACCIDENTS):
        world = edited(bench)
        former = bench.site(world)
        one, other = together(bench, world, target, at)
        for ended in (one, other):
            assert ended.code == 0 and "Traceback" not in ended.said, f"{at}: {ended}"
        expected = bench.clean(world)[1]
        assert_alike(bench.site(world), expected)
        if target:
            assert_alike(files_in(world.folder / OTHER), expected)
        assert former != expected
        mended(bench, world)


def together(bench: SideBySide, world: World, target: list[str], at: int) -> tuple[Ended, Ended]:
    """Build twice at once, the second while the first waits at one of its changes."""
    waits = bench.home / "told0"
    for name in (".waits", ".go"):
        waits.with_suffix(name).unlink(missing_ok=True)
    bench.order(0, world.folder, world, at=at, what="wait")
    end = time.monotonic() + PATIENCE
    while not waits.with_suffix(".waits").exists() and time.monotonic() < end:
        time.sleep(0.005)
    world.target = target
    bench.order(1, world.folder, world)
    other = bench.ended(1, world.folder)
    waits.with_suffix(".go").touch()
    one = bench.ended(0, world.folder)
    world.target = []
    return one, other


def test_two_builds_side_by_side_do_not_hurt_each_other(bench: SideBySide, world: World) -> None:
    for _ in range(2):
        EDITS["body"](world, 0)
        for number in (0, 1):
            bench.order(number, world.folder, world)
        for number in (0, 1):
            ended = bench.ended(number, world.folder)
            assert ended.code == 0, ended.said
        mended(bench, world)


def test_what_cannot_be_kept_is_made_each_time(bench: SideBySide, world: World) -> None:
    cache = world.folder / CACHE
    for edit in ("nothing", "body", "stem"):
        before = files_in(cache)
        EDITS[edit](world, 0)
        ended = bench.build(world, refused=str(cache))
        clean, expected = bench.clean(world)
        assert (ended.code, ended.said) == (0, clean.said)
        assert_alike(bench.site(world), expected)
        assert_alike(files_in(cache), before)
    mended(bench, world)


def test_nothing_is_taken_from_earlier_builds_where_that_is_asked_for(
    bench: SideBySide, world: World
) -> None:
    world.options = ["--no-cache"]
    built, (clean, expected) = bench.both(world)
    assert (built.code, built.said) == (0, clean.said)
    assert_alike(bench.site(world), expected)
    (world.folder / SITE / "index.html").write_text("mine", "utf-8")
    assert bench.build(world).code == 0
    assert_alike(bench.site(world), expected)
    world.options = []
    mended(bench, world)


PACKAGE = ROOT / "generator" / "lessonry"
ANOTHER = 'html += "<!-- another version -->" + sealed_downloads('


def test_what_another_version_has_kept_is_none(
    bench: SideBySide, world: World, tmp_path: Path
) -> None:
    other = tmp_path / "lessonry"
    shutil.copytree(PACKAGE, other, ignore=shutil.ignore_patterns("__pycache__"))
    template = other / "rendering" / "templates" / "quiz.html.jinja"
    template.write_text(
        "{# another #}<!-- another version -->" + template.read_text("utf-8"), "utf-8"
    )

    def built(path: Path) -> Site:
        environment = {**os.environ, **world.variables, "PYTHONPATH": str(path)}
        command = [sys.executable, "-m", "lessonry", "build", "--quiet"]
        done = subprocess.run(
            command, cwd=world.folder, env=environment, capture_output=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return bench.site(world)

    expected = bench.clean(world)[1]
    assert_alike(built(PACKAGE.parent), expected)
    theirs = built(tmp_path)
    assert b"another version" in theirs["first/bowls/index.html"]
    for _ in range(2):
        EDITS["plain page"](world, 0)
        theirs = built(tmp_path)
        assert b"another version" in theirs["second/cups/index.html"]
    assert_alike(built(PACKAGE.parent), expected)
