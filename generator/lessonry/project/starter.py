"""Makes a small complete course to begin with."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import yaml

from lessonry.domain.identity import slug
from lessonry.errors import UsageError, WorldError

STARTER = Path(__file__).parent / "starter"
RENAMED = {"gitignore": ".gitignore"}
"""Files that would act on our own source tree under their real name."""


def make_course(folder: Path, title: str) -> list[str]:
    """Write the starter course into `folder`; return its files, relative, in order.

    It is made beside and renamed, so that a folder either is a whole course or is not there.

    Raises:
        UsageError: There is something in that folder already.
        WorldError: The folder cannot be written to, or the disk is full.
    """
    folder = folder.absolute()
    try:
        return _make(folder, title)
    except OSError as error:
        raise WorldError(
            f"The course cannot be made in {folder}: {error.strerror or error}.",
            help="Name a folder where you may write, on a disk that has room.",
        ) from error


def _make(folder: Path, title: str) -> list[str]:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder} is there already and is not empty.",
            help="Name a folder that does not exist yet; nothing was changed.",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        files = []
        for source in sorted(path for path in STARTER.rglob("*") if path.is_file()):
            name = source.relative_to(STARTER)
            target = beside / name.with_name(RENAMED.get(name.name, name.name))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_filled(source.read_text("utf-8"), title), "utf-8", newline="\n")
            files.append(target.relative_to(beside).as_posix())
        if folder.exists():
            # Somebody may stand in it: fill the empty folder, do not put another in its place.
            for made in sorted(beside.iterdir()):
                made.rename(folder / made.name)
        else:
            beside.chmod(0o755)
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return files


def _filled(text: str, title: str) -> str:
    """Return a file's text with the course's title as a YAML value, and its identifier."""
    quoted = yaml.safe_dump(title, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()
    text = text.replace("{{ identifier }}", slug(title) or "course")
    return text.replace("{{ title }}", quoted)
