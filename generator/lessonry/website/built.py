"""Remembers what a site was built from, so that a build which would make the same site makes nothing.

What it knows stands in the course's `.cache/lessonry/`: of every file that a build may read, and of
every file of the site, its size and the moment it was written; of those that are small, a hash too,
since a copy or a `git checkout` writes the same text at another moment. Nothing is remembered of a
build whose plugins or extensions may read what is not listed here. Only the standard library is
needed to look, so that looking costs a fraction of what loading MkDocs does.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

FORM: Final = 3
"""Of the record; one of another form is as good as none."""
CACHE: Final = Path(".cache") / "lessonry"
"""Where, in the course's folder, what can be made again is kept."""
RECORD: Final = "built.json"
PAGES_RECORD: Final = "pages.json"
"""What is known of the pages that are kept."""
PRINT_RECORD: Final = "print.json"
"""Likewise of the print pages."""
NOT_READ: Final = frozenset(
    {".cache", ".git", ".hg", ".svn", ".tox", ".venv", "__pycache__", "node_modules", "venv"}
)
"""Folders beside `docs/` that no build reads."""
HASHED: Final = 1_000_000
"""Bytes of a file up to which its content is compared where its moment is another."""
SETTLED: Final = 2_000_000_000
"""Nanoseconds: a file written later than this before it was looked at may change within one tick."""
VARIABLES: Final = ("SOURCE_DATE_EPOCH", "HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")
OWN_VARIABLES: Final = "LESSONRY_"
DRAWS: Final = ("lessonry", "packages", "python")
"""Of what stands around a course, the programs: what they make of nothing else stays as long as they."""
PACKAGE: Final = Path(__file__).parents[1]
COMPILED: Final = ".pyc"
"""What Python leaves beside a program that it ran first, which says nothing else than that."""

COLORS: Final = {"ERROR": "red", "WARNING": "yellow"}
"""Of what a build says is doubtful."""

Files = dict[str, list[Any]]
"""By path: size in bytes, moments in nanoseconds, and a hash or an empty text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a build reads, as it stood at one moment."""

    folder: Path
    """The course's."""
    files: Files
    """Of the course, by their paths in its folder."""
    around: dict[str, Any]
    """What else decides what a site becomes: programs, variables, options, the day."""
    sites: tuple[Path, ...]
    """The folders that sites go into, which no build reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site that stands as it was built, and would be built so again."""

    target: Path
    messages: tuple[tuple[str, str], ...]
    """What the build said was doubtful: the level's name and the text."""


def asked(site_dir: Path | None, *, strict: bool) -> dict[str, Any]:
    """Return what was asked of a build, as it is remembered."""
    return {"site_dir": str(site_dir.resolve()) if site_dir else "", "strict": strict}


def look(
    folder: Path, options: Mapping[str, Any], *sites: Path, known: Sources | None = None
) -> Sources:
    """Return what a build of the course in `folder` would read now.

    Args:
        folder: The course's folder.
        options: What was asked of the build; values are JSON's.
        sites: The folders that its sites go into, which no build reads.
        known: What a former look saw: a file with the moments of then is not read again.
    """
    folder = folder.resolve()
    former = known.files if known is not None else _noted(folder)
    return Sources(
        folder=folder,
        files=_files(folder, _left_out(sites), datetime.now(UTC).timestamp(), former),
        around=_around(options),
        sites=sites,
    )


def standing(folder: Path, options: Mapping[str, Any]) -> Built | None:
    """Return the site of the last build where another one would make the same; nothing else."""
    folder = folder.resolve()
    try:
        kept = json.loads((folder / CACHE / RECORD).read_text("utf-8"))
        if kept["form"] != FORM or kept["around"] != _around(options):
            return None
        target = Path(kept["target"])
        if not (
            _same(folder, kept["files"], _left_out(map(Path, kept["sites"])))
            and _same(Path(kept["keys"]), kept["key_files"], set())
            and kept["site"] == _fingerprint(target)
        ):
            return None
        messages = tuple((str(level), str(text)) for level, text in kept["messages"])
        return Built(target=target, messages=messages)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # none, or a damaged one: a build makes another


def _noted(folder: Path) -> Files:
    """Return the files of the course as the last build noted them; nothing where it did not."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads((folder / CACHE / RECORD).read_text("utf-8"))
        if kept["form"] == FORM:
            files: Files = kept["files"]
            return files
    return {}


def note(
    before: Sources, target: Path, keys: Path, messages: Iterable[tuple[str, str]], after: Sources
) -> None:
    """Remember that a site was built, unless what it was built from changed meanwhile.

    Args:
        before: What stood before the build.
        target: The site.
        keys: The folder with the keys of all courses; a build notes the edition there.
        messages: What the build said was doubtful.
        after: What stands now.
    """
    if before.around != after.around or not _alike(before.files, after.files):
        forget(before.folder)
        return
    record = {
        "form": FORM,
        "around": after.around,
        "files": after.files,
        "keys": str(keys),
        "key_files": _files(keys, set(), datetime.now(UTC).timestamp(), {}),
        "target": str(target),
        "sites": [*map(str, after.sites)],
        "site": _fingerprint(target),
        "messages": list(messages),
    }
    home = before.folder / CACHE
    beside = home / f".{RECORD}-{os.getpid()}"
    # A folder that nobody may write to is built each time, which is no fault.
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        (home / ".gitignore").write_text("*\n", encoding="utf-8")
        try:
            beside.write_text(json.dumps(record, separators=(",", ":")), encoding="utf-8")
            beside.replace(home / RECORD)
        finally:
            beside.unlink(missing_ok=True)


def forget(folder: Path) -> None:
    """Forget what was built of a course."""
    for name in (RECORD, PAGES_RECORD, PRINT_RECORD):
        with suppress(OSError):
            (folder / CACHE / name).unlink(missing_ok=True)


def _around(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what decides on a site beside the course's own files."""
    own = {
        name: hashlib.sha256(value.encode("utf-8", "surrogateescape")).hexdigest()
        for name, value in os.environ.items()
        if name in VARIABLES or name.startswith(OWN_VARIABLES)
    }
    places = []
    for name in sys.path:
        with suppress(OSError):
            places.append([name, Path(name or ".").stat().st_mtime_ns])
    return {
        "options": dict(options),
        "variables": own,
        "python": sys.version,
        # A package that comes, goes or gets another version is a folder beside it.
        "packages": places[1:],  # the first is the folder one stands in
        "lessonry": _fingerprint(PACKAGE, without=COMPILED),
        "day": datetime.now(UTC).date().isoformat(),
    }


def _left_out(sites: Iterable[Path]) -> set[Path]:
    """Return the folders of sites, and what builds of them have beside."""
    return {one for site in sites for one in (site, *site.parent.glob(f".{site.name}-*"))}


def _walked(folder: Path, left_out: set[Path]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files of a folder and its folders, by path with `/`; none twice by way of a link."""
    without = {str(path) for path in left_out}
    left = [("", str(folder))]
    seen: set[tuple[int, int]] = set()
    while left:
        before, here = left.pop()
        with suppress(FileNotFoundError, NotADirectoryError):
            place = Path(here).stat()
            if (place.st_dev, place.st_ino) in seen:
                continue
            seen.add((place.st_dev, place.st_ino))
            with os.scandir(here) as found:
                entries = list(found)
            for entry in entries:
                if not entry.is_dir():
                    yield before + entry.name, entry
                elif not (entry.name in NOT_READ and not before) and entry.path not in without:
                    left.append((f"{before}{entry.name}/", entry.path))


def _files(folder: Path, left_out: set[Path], now: float, former: Mapping[str, list[Any]]) -> Files:
    found: Files = {}
    for path, entry in _walked(folder, left_out):
        stat = entry.stat()
        is_settled = now * 1e9 - max(_moments(stat)) > SETTLED
        if stat.st_size <= HASHED:
            moments = _moments(stat) if is_settled else []
            known = former.get(path)
            if moments and known is not None and known[:2] == [stat.st_size, moments]:
                found[path] = known
            else:
                found[path] = [stat.st_size, moments, _hash(entry.path)]
        else:
            found[path] = [stat.st_size, _moments(stat), ""]
    return found


def _alike(one: Files, other: Files) -> bool:
    """Return whether files have the same content, as far as it is known."""

    def content(files: Files) -> dict[str, tuple[Any, Any]]:
        return {path: (size, digest or moment) for path, (size, moment, digest) in files.items()}

    return content(one) == content(other)


def _same(folder: Path, files: Files, left_out: set[Path]) -> bool:
    """Return whether the files of a folder are those that were noted."""
    seen = 0
    for path, entry in _walked(folder, left_out):
        noted = files.get(path)
        if noted is None:
            return False
        stat = entry.stat()
        size, moments, digest = noted
        if stat.st_size != size:
            return False
        if _moments(stat) != moments and (not digest or _hash(entry.path) != digest):
            return False
        seen += 1
    return seen == len(files)


def _moments(stat: os.stat_result) -> list[int]:
    """Return when a file was written, and when anything of it changed: of that none can be told lies."""
    return [stat.st_mtime_ns, stat.st_ctime_ns]


def _fingerprint(folder: Path, *, without: str = "") -> str:
    """Return a hash of the sizes and moments of a folder's files; of none that end `without`."""
    lines = []
    for path, entry in _walked(folder, set()):
        if without and path.endswith(without):
            continue
        stat = entry.stat()
        lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()


def _hash(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 -- thousands of them: a Path for each takes as long again
        return hashlib.sha256(file.read()).hexdigest()
