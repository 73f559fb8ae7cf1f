"""Settles who may read pages that say nothing of it: as the `index.md` of their folder does."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from lessonry.domain.course import Lesson, Page
from lessonry.project.structure import INDEXES

SomePage = TypeVar("SomePage", bound=Page)


def settle_access(
    lessons: Mapping[str, Lesson], pages: Iterable[Page]
) -> tuple[dict[str, Lesson], list[Page]]:
    """Return lessons and pages with their access, that of the nearest folder's index for the silent.

    The home speaks for itself alone: what is full is said where it is, not of a whole course.
    """
    pages = list(pages)
    said = {
        posixpath.dirname(page.path): page.access.kind
        for page in (*lessons.values(), *pages)
        if posixpath.basename(page.path) in INDEXES and page.access.kind
    }
    said.pop("", None)
    return (
        {path: _settled(lesson, said) for path, lesson in lessons.items()},
        [_settled(page, said) for page in pages],
    )


def _settled(page: SomePage, said: Mapping[str, str]) -> SomePage:
    folder = posixpath.dirname(page.path)
    while page.access.kind is None and folder:
        if folder in said:
            return replace(page, access=replace(page.access, kind=said[folder]))
        folder = posixpath.dirname(folder)
    return page
