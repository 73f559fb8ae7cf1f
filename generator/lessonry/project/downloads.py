"""Finds the files that a lesson offers: beside the lesson or in docs/, a translation's own first."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lessonry.diagnostics import Diagnostics, Source
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.about import Download
from lessonry.project.layout import Layout
from lessonry.readers.downloads import Offered, read_downloads


def load_downloads(
    source: Source, path: str, layout: Layout, diagnostics: Diagnostics
) -> tuple[Download, ...]:
    """Return what a lesson offers, with the files' sizes.

    Args:
        source: The lesson's file.
        path: The lesson, relative to `docs/`.
        layout: Where the course's files lie, or those of its translation.
        diagnostics: Where faults go.
    """
    if "downloads" not in source.text:
        return ()
    return tuple(
        found
        for offered in read_downloads(source, diagnostics)
        if (found := _found(offered, posixpath.dirname(path), layout, diagnostics))
    )


def _found(
    offered: Offered, folder: str, layout: Layout, diagnostics: Diagnostics
) -> Download | None:
    folders = [layout.docs, *([layout.original.docs] if layout.original else [])]
    for docs in folders:
        for name in _names(offered.file, folder):
            if not name.startswith("../") and (docs / name).is_file():
                return Download(
                    path=name,
                    title=offered.title or _spoken(name),
                    about=offered.about,
                    size=(docs / name).stat().st_size,
                    place=offered.place,
                )
    docs = folders[-1]
    name = next(_names(offered.file, folder)).removeprefix("../")
    message = f"There is no file `{layout.label(docs)}/{name}`."
    guess = _guess(offered.file, folder, docs)
    help = f"Did you mean `{guess}`?" if guess else None
    diagnostics.add("LR662", message, offered.place, help)
    return None


def _names(written: str, folder: str) -> Iterator[str]:
    """Yield where the file may lie, relative to `docs/`."""
    plain = unquote(written).replace("\\", "/")
    if not plain.startswith("/"):
        yield posixpath.normpath(posixpath.join(folder, plain))
    yield posixpath.normpath(plain.lstrip("/"))


def _guess(written: str, folder: str, docs: Path) -> str | None:
    """Return a file of a name much like it: one there, or one beside the lesson."""
    near: dict[str, str] = {}
    for name in (*_names(written, folder), posixpath.join(folder, "x")):
        place = docs / posixpath.dirname(name)
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            if file.suffix != ".md" and file.is_file():
                near.setdefault(file.name, file.relative_to(docs).as_posix())
    guess = suggestion(posixpath.basename(written), near)
    return near[guess] if guess else None


def _spoken(path: str) -> str:
    """Return what a file is called where the author gives no title."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    words = stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or path
