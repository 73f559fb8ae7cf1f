"""Edits of whole files: new ones, others' names, other bytes for the same words."""

from __future__ import annotations

import os

from tests.website import rich_course
from tests.website.edits.world import World, edit, sources
from tests.website.rich_course import FILES


@edit("a new page")
def new_page(world: World, n: int) -> None:
    words = ("# New\n", "# New\n\n/// quiz | drawn\n///\n", rich_course.lesson("new", "New"))[n % 3]
    world.write(("docs/new.md", "docs/first/about.md", "docs/second/new.md")[n % 3], words)


@edit("removed")
def removed(world: World, n: int) -> None:
    paths = (
        "docs/about.md", "docs/first/spoons.md", "docs/second/closed.md", "docs/first/index.md",
        "docs/changes.yml", "quizzes/forks.md", "docs/assets/card.txt", "texts/deeper.md",
        "theme/part.html", "docs/assets/talk.en.vtt", "docs/progress.md", "docs/new.md",
        "quizzes/exam.md", "docs/de/first/plates.md", "certificates/achievements/done.yml",
    )  # fmt: skip
    world.file(paths[n % len(paths)]).unlink(missing_ok=True)


@edit("made again")
def made_again(world: World, n: int) -> None:
    """Write what was there at first, where it is no longer."""
    for path, content in FILES.items():
        if not world.file(path).exists():
            world.write(path, content)


@edit("renamed")
def renamed(world: World, n: int) -> None:
    one, other = (
        ("docs/about.md", "docs/other.md"), ("docs/first/spoons.md", "docs/first/ladles.md"),
        ("docs/first/spoons.md", "docs/second/spoons.md"), ("quizzes/drawn.md", "quizzes/taken.md"),
        ("docs/assets/table.svg", "docs/assets/board.svg"), ("docs/changes.yml", "docs/other.yml"),
    )[n % 6]  # fmt: skip
    former, new = (one, other) if world.file(one).exists() else (other, one)
    if world.file(former).exists():
        world.file(former).rename(world.file(new))


@edit("swapped")
def swapped(world: World, n: int) -> None:
    """Exchange two files, each of which keeps its moment."""
    one, other = (
        ("docs/first/plates.md", "docs/first/spoons.md"), ("quizzes/plates.md", "quizzes/forks.md"),
        ("docs/about.md", "docs/progress.md"), ("texts/shared.md", "texts/deeper.md"),
    )[n % 4]  # fmt: skip
    first, second = world.file(one), world.file(other)
    if first.exists() and second.exists():
        first.rename(beside := first.with_suffix(".beside"))
        second.rename(first)
        beside.rename(second)


@edit("as many letters in the same moment")
def in_one_tick(world: World, n: int) -> None:
    path, old, new = (
        ("docs/first/plates.md", "with a [link]", "with 2 [link]"),
        ("quizzes/spoons.md", "That one", "Thatzone"), ("texts/deeper.md", "one below", "one above"),
        ("theme/part.html", "A part", "1 part"), ("docs/assets/table.svg", "red", "tan"),
        ("mkdocs.yml", "site_name: Rich", "site_name: Poor"),
        ("docs/second/forks.md", "weight: 2", "weight: 3"),
    )[n % 7]  # fmt: skip
    file = world.file(path)
    if file.exists():
        stat = file.stat()
        found = world.read(path)
        world.write(path, found.replace(new, old) if new in found else found.replace(old, new))
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@edit("touched")
def touched(world: World, n: int) -> None:
    for file in sources(world):
        os.utime(file, ((1, 1), None, (2e9, 2e9))[n % 3])


@edit("line ends")
def line_ends(world: World, n: int) -> None:
    paths = ("docs/first/plates.md", "quizzes/plates.md", "texts/shared.md", "docs/about.md")
    file = world.file(paths[n % 4])
    if file.exists():
        content = file.read_bytes()
        other = (
            content.replace(b"\r\n", b"\n") if b"\r" in content else content.replace(b"\n", b"\r\n")
        )
        file.write_bytes(other)


@edit("byte order mark")
def marked(world: World, n: int) -> None:
    file = world.file(("docs/first/plates.md", "quizzes/plates.md", "texts/shared.md")[n % 3])
    if file.exists():
        content = file.read_bytes()
        mark = b"\xef\xbb\xbf"
        file.write_bytes(content.removeprefix(mark) if content.startswith(mark) else mark + content)


@edit("letters that are none")
def no_letters(world: World, n: int) -> None:
    file = world.file(("docs/about.md", "quizzes/spoons.md")[n % 2])
    if file.exists():
        content = file.read_bytes()
        file.write_bytes(
            content.removesuffix(b"\xff") if content.endswith(b"\xff") else content + b"\xff"
        )
