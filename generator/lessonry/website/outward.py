"""What others take of a page or a quiz: where that stays, a save changes nothing but a text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as SitePage

from lessonry.domain.course import Lesson, Page
from lessonry.domain.quiz import Quiz

LOOKING_AROUND: Final = re.compile(r"\bin\s+\(*(?:pages|nav)\b")
"""In a trainer's template: it goes through the pages, and may show of each what it likes."""
ICONS: Final = ".icons"
SHOWING_TIME: Final = re.compile(r"build_date_utc")
"""In a template: it shows when the site was built."""
SHOWING_TEXTS: Final = re.compile(
    r"""(?:(?<!\bpage)\.|\[\s*["']|attribute\s*=\s*["']|attr\(\s*["'])(?:content|toc|markdown)\b"""
)
"""In a trainer's template: it may show what stands on another page than the one it makes."""
OWN: Final = frozenset({"sections", "place", "field_places"})
"""What of a quiz only the pages show that place it."""
TEXT: Final = frozenset({"digest", "text_digest"})
"""What of a page changes with its text: editions and the browser's outline are made of it."""


def is_same_page(page: Page, former: Page) -> bool:
    """Return whether nothing but a page's text differs."""
    if isinstance(page, Lesson) and isinstance(former, Lesson):
        names = [tuple(name for name, _ in one.workshops) for one in (page, former)]
        if names[0] != names[1]:
            return False
    kinds = {page.access.kind or "free", former.access.kind or "free"}
    return len(kinds) == 1 and _alike(page, former, {*TEXT, "access", "workshops"})


def is_same_quiz(quiz: Quiz, former: Quiz) -> bool:
    """Return whether nothing but a quiz's items differs."""
    return _alike(quiz, former, OWN)


def _alike(one: Any, other: Any, less: Iterable[str]) -> bool:
    """Return whether two values have the same fields, those left out that `less` names."""
    return type(one) is type(other) and all(
        getattr(one, each.name) == getattr(other, each.name)
        for each in fields(one)
        if each.compare and each.name not in less
    )


def shown(page: SitePage) -> object:
    """Return what others may show of a page, and the theme of it in its menu."""
    typeset = getattr(page, "typeset", None)
    return page.title, dict(page.meta), typeset and typeset.title


def looks_around(config: MkDocsConfig) -> bool:
    """Return whether a template of the trainer's own goes through the pages."""
    return bool(config.extra_templates) or any(map(_is_looking, _own_templates(config)))


def shows_more(config: MkDocsConfig) -> bool:
    """Return whether a template may show more on a page than the page, all titles, and the course."""
    own = (template.read_text("utf-8", errors="ignore") for template in _own_templates(config))
    return (
        looks_around(config)
        or any(map(SHOWING_TEXTS.search, own))
        or any(
            SHOWING_TIME.search(template.read_text("utf-8", errors="ignore"))
            for folder in config.theme.dirs
            for template in _templates(folder)
        )
    )


def _templates(folder: str) -> Iterator[Path]:
    """Yield the templates in a folder of a theme, without a look at Material's thousands of icons."""
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ICONS]
        yield from (Path(here, name) for name in names if name.endswith(".html"))


def _own_templates(config: MkDocsConfig) -> Iterator[Path]:
    folder = config.theme.custom_dir
    return Path(folder).rglob("*.html") if folder else iter(())


def _is_looking(template: Path) -> bool:
    return bool(LOOKING_AROUND.search(template.read_text("utf-8", errors="ignore")))
