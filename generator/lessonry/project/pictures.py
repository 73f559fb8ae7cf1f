"""Looks for the pictures of hotspots: where one is missing, its areas are areas of nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import HotspotItem, variants
from lessonry.domain.quiz import Quiz
from lessonry.project.layout import Layout
from lessonry.readers.items.hotspot import target


def find_missing_pictures(quizzes: Iterable[Quiz], layout: Layout) -> Iterator[Diagnostic]:
    """Yield an error for each picture of a hotspot that is not among the files of the site."""
    for quiz in quizzes:
        if all(item.kind != HotspotItem.kind for item in quiz.glimpses):
            continue
        for item in quiz.own_items:
            for variant in variants(item):
                if isinstance(variant, HotspotItem):
                    yield from _missing(variant, layout)


def _missing(item: HotspotItem, layout: Layout) -> Iterator[Diagnostic]:
    written = target(item.image)
    try:
        parts = urlsplit(written)
    except ValueError:
        return  # The build says that this is no address.
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return
    folder = posixpath.dirname(item.image.place.source.path)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    docs = layout.label(layout.docs)
    if not parts.path or not (layout.folder / path).is_file():
        message = f"There is no picture `{path}`." if parts.path else "This picture has no path."
        yield Diagnostic(code="LR188", message=message, place=item.image.place)
    elif not path.startswith(f"{docs}/"):
        yield Diagnostic(
            code="LR188",
            message=f"The picture `{path}` lies outside {docs}/, so it is not on the site.",
            place=item.image.place,
            help=f"Put it into {docs}/, and write the path as seen from the file you write it in.",
        )
