"""Packs a course into a zip that opens by a double click: no host, no network, nothing to install."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import click

from lessonry.errors import UsageError, WorldError
from lessonry.exporters.archive import files_of, pack
from lessonry.website.build import build_site
from lessonry.website.disk import open_from_disk
from lessonry.website.site import load_site

INSIDE: Final = "course"
"""The folder with the site; beside it stands nothing but the page that opens it."""
START: Final = "start.html.jinja"


def pack_site(
    folder: Path, *, target: Path | None = None, strict: bool = False, quiet: bool = False
) -> bool:
    """Build the course in `folder` for a disk, and pack it; return whether there is a new zip.

    Args:
        folder: The course folder.
        target: Where the zip goes; `<course>.zip` in the course folder where nothing is given.
        strict: Whether warnings stop the build.
        quiet: Whether to say only what is wrong.

    Raises:
        UsageError: There is no course there, or `target` is no file's place.
        WorldError: The disk did not take the zip.
    """
    site = load_site(folder, directory_urls=False)
    name = site.course.identifier
    target = (target or folder / f"{name}.zip").resolve()
    if target.is_dir():
        raise UsageError(
            f"{target} is a folder.", help=f"Name a file: --to {target.name}/{name}.zip"
        )
    if target.is_relative_to(site.layout.docs.resolve()):
        raise UsageError(
            f"{target} lies among the lessons, and would be packed into the next zip.",
            help="Name a file outside of that folder.",
        )
    try:
        with tempfile.TemporaryDirectory(prefix="lessonry-") as temporary:
            whole = Path(temporary) / name
            whole.mkdir()
            if not build_site(
                folder, site_dir=whole / INSIDE, strict=strict, quiet=True, for_disk=True
            ):
                return False
            open_from_disk(whole / INSIDE)
            start = site.environment.get_template(START).render(
                course=site.course,
                language=site.words.language,
                direction="rtl" if site.words.is_right_to_left else "ltr",
                inside=f"{INSIDE}/index.html",
            )
            (whole / "index.html").write_text(start, encoding="utf-8", newline="\n")
            pack(files_of(Path(temporary)), target)
    except OSError as error:
        raise WorldError(
            f"The zip could not be written: {error.strerror or error}.",
            help="What was there before is still there. Make room, or name another place with --to.",
        ) from error
    if not quiet:
        size = target.stat().st_size / 1e6
        click.echo(f"The course is in {target} ({size:.1f} MB).", err=True)
    return True
