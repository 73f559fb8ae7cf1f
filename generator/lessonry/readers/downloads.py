"""Reads which files a lesson offers; whether they are there is for `project.downloads` to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.readers.entries import entries
from lessonry.readers.fields import read_front_matter
from lessonry.readers.related import listed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A file as the author names it."""

    file: str
    title: str | None
    about: str | None
    place: Place


def read_downloads(source: Source, diagnostics: Diagnostics) -> Iterator[Offered]:
    """Yield what `downloads:` names: files, or `file:` with `title:` and `about:`.

    Args:
        source: The lesson's file.
        diagnostics: Where faults go; those of the front matter's own YAML are told by who reads it.
    """
    fields = read_front_matter(source, Diagnostics())
    for entry in entries(listed_in(fields, "downloads"), "a download", "file", diagnostics):
        file = entry.only("file", "title", "about").required("file")
        if file:
            yield Offered(
                file=file, title=entry.text("title"), about=entry.text("about"), place=entry.place
            )
