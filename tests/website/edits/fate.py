"""What befalls a course between two builds: other days, other programs, damage to its site and cache."""

from __future__ import annotations

import os
import shutil

from tests.website.edits.world import CACHE, SITE, World, edit, sources


@edit("undone")
def undone(world: World, n: int) -> None:
    """Make the course what it was before the last edits, now or as of that moment."""
    if world.former is None:
        return
    for file in sources(world):
        file.unlink()
    copy = shutil.copy2 if n % 2 else shutil.copyfile
    shutil.copytree(world.former, world.folder, copy_function=copy, dirs_exist_ok=True)


@edit("variable")
def variable(world: World, n: int) -> None:
    name, *values = (
        ("SOURCE_DATE_EPOCH", "1795305600", "1800000000"), ("LESSON_WORDS", "", "dishes", "cups"),
        ("LESSONRY_LOCK", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "A" * 43),
    )[n % 3]  # fmt: skip
    world.variables[name] = values[
        (values.index(world.variables.get(name, values[0])) + 1) % len(values)
    ]


@edit("another day")
def another_day(world: World, n: int) -> None:
    world.day = (None, "2027-02-03", "2031-12-24")[n % 3]


@edit("asked for otherwise")
def asked(world: World, n: int) -> None:
    if n % 2:
        world.options = ["--strict"]
    else:
        world.target = ["--site-dir", "../other"]


@edit("another program")
def another_program(world: World, n: int) -> None:
    world.program = "mkdocs"


@edit("damage to the site")
def damaged_site(world: World, n: int) -> None:
    """Do to the site what a hand may do: to a page of it, to any file, to all."""
    files = world.made(SITE)
    pages = [file for file in files if file.suffix == ".html"]
    if n % 5 == 0 and pages:
        pages[n % len(pages)].write_text("damaged", "utf-8")
    elif n % 5 == 1 and pages:
        pages[n % len(pages)].unlink()
    elif n % 5 == 2 and files:
        file = files[n * 7 % len(files)]
        moment = file.stat().st_mtime
        file.write_bytes(file.read_bytes() + b"\n")
        os.utime(file, (moment, moment))
    elif n % 5 == 3:
        shutil.rmtree(world.file(SITE), ignore_errors=True)
    elif pages:
        world.write("site/left/index.html", "left")
        pages[0].write_bytes(pages[0].read_bytes()[::-1])


@edit("damage to the cache")
def damaged_cache(world: World, n: int) -> None:
    """Do to a file of the cache what a bad disk, a full one, or another program may do."""
    files = [file for file in world.made(CACHE) if file.name != ".gitignore"]
    if not files:
        return
    file = files[n // 8 % len(files)]
    content = file.read_bytes()
    middle = len(content) // 2
    match n % 8:
        case 0:
            file.unlink()
        case 1:
            file.write_bytes(content[:middle])
        case 2:
            file.write_bytes(b"")
        case 3:
            file.write_bytes(
                content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
                if content
                else b""
            )
        case 4:
            file.write_bytes((b"[]", b"null", b'{"form": 1}', b"\xff\x00")[n // 8 % 4])
        case 5:
            other = files[(n // 8 + 1) % len(files)]
            file.write_bytes(other.read_bytes())
        case 6:
            file.unlink()
            file.mkdir()
        case 7:
            for each in files:
                each.write_bytes(each.read_bytes()[: n * 100])


@edit("loss of the cache")
def lost_cache(world: World, n: int) -> None:
    shutil.rmtree(world.file(CACHE), ignore_errors=True)
    if n % 3 == 1:
        world.write(CACHE, "a file")
    elif n % 3 == 2:
        world.write(f"{CACHE}/lessonry", "a file")


@edit("odd things in the cache")
def odd_cache(world: World, n: int) -> None:
    if world.file(CACHE).is_dir():
        world.write(f"{CACHE}/odd", "a file")
        if world.file(f"{CACHE}/lessonry").is_dir():
            world.write(f"{CACHE}/lessonry/odd", b"\x00" * 100)


@edit("nothing")
def nothing(world: World, n: int) -> None:
    """Leave all as it is."""
