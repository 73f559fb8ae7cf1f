"""Which pages are lessons, in which module and order: from `nav`, or from the folders."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lessonry.domain.languages import known_language
from lessonry.project.layout import Layout

INDEXES = ("index.md", "README.md")
CODE = re.compile("[a-z]{2}(-[A-Za-z]{2,4})?")
"""How the folder of a translation is called."""


@dataclass(slots=True, kw_only=True)
class Outline:
    """One module to be: its title and the pages in it."""

    title: str | None
    folder: str | None = None
    pages: list[str] = field(default_factory=list)
    index: str | None = None
    """The module's own page, where it has lessons beside it."""


def find_pages(docs: Path) -> list[str]:
    """Return the Markdown files under `docs`, relative, as MkDocs sorts them: index first.

    Links to folders are followed, as MkDocs follows them; one that leads back into itself is not.
    """
    found: list[PurePosixPath] = []
    seen: set[Path] = set()
    for folder, folders, files in os.walk(docs, followlinks=True):
        real = Path(folder).resolve()
        folders[:] = [] if real in seen else [name for name in folders if name[0] != "."]
        if real in seen:
            continue
        seen.add(real)
        here = PurePosixPath(Path(folder).relative_to(docs).as_posix())
        found += [here / name for name in files if name.endswith(".md") and name[0] != "."]
    in_order = sorted(found, key=lambda p: (p.parts[:-1], p.name not in INDEXES, p.name))
    return [path.as_posix() for path in in_order]


def find_own_pages(layout: Layout) -> list[str]:
    """Return the Markdown files of a course's `docs/`, less those of its translations."""
    return [page for page in find_pages(layout.docs) if layout.is_original(page)]


def undeclared(layout: Layout, pages: list[str]) -> dict[str, str]:
    """Return the first page of each folder that looks like a translation and is declared as none.

    Such a folder is called by a language's code, and its pages by the names that others have outside.
    """
    found: dict[str, str] = {}
    known = set(pages)
    for page in pages:
        folder, _, twin = page.partition("/")
        is_code = CODE.fullmatch(folder) and known_language(folder) and folder != layout.language
        if is_code and twin in known and twin not in INDEXES:
            found.setdefault(folder, page)
    return found


def outline(layout: Layout, pages: list[str]) -> list[Outline]:
    """Return the modules with their lessons' paths, in order; empty modules are left out."""
    if isinstance(layout.nav, list):
        modules = _from_nav(layout.nav, set(pages))
    else:
        modules = _from_folders(pages)
    taken: set[str] = set()
    for module in modules:
        kept = [
            page
            for page in dict.fromkeys(module.pages)
            if layout.is_lesson(page) and page not in taken
        ]
        taken.update(kept)
        lessons = [page for page in kept if PurePosixPath(page).name not in INDEXES]
        module.pages = lessons or kept
        if lessons and module.title:
            module.index = next((page for page in kept if page not in lessons), None)
    return [module for module in modules if module.pages]


def missing_in_nav(nav: object, pages: list[str]) -> list[str]:
    """Return the pages that `nav` names and that are not there, less those that are made."""
    named = _nav_pages(nav) if isinstance(nav, list) else ()
    known = {*pages, "progress.md", "verify.md"}
    return [page for page in dict.fromkeys(named) if page.endswith(".md") and page not in known]


def identifiers(paths: list[str]) -> dict[str, str]:
    """Return what each lesson is called: its file's name, with its folder where names repeat."""
    names = Counter(_name(path) for path in paths)
    return {
        path: _name(path) if names[_name(path)] == 1 else path.removesuffix(".md") for path in paths
    }


def _name(path: str) -> str:
    pure = PurePosixPath(path)
    return pure.parent.name if pure.name in INDEXES and pure.parent.name else pure.stem


def _from_nav(nav: list[object], known: set[str]) -> list[Outline]:
    modules: list[Outline] = []
    loose: Outline | None = None
    for entry in nav:
        title, value = (
            next(iter(entry.items())) if isinstance(entry, dict) and entry else (None, entry)
        )
        if isinstance(value, list):
            pages = [page for page in _nav_pages(value) if page in known]
            modules.append(Outline(title=str(title), pages=pages))
            loose = None
        elif isinstance(value, str) and value in known:
            if loose is None:
                loose = Outline(title=None)
                modules.append(loose)
            loose.pages.append(value)
    return modules


def _nav_pages(entries: list[object]) -> Iterator[str]:
    for entry in entries:
        values = list(entry.values()) if isinstance(entry, dict) else [entry]
        for value in values:
            if isinstance(value, list):
                yield from _nav_pages(value)
            elif isinstance(value, str):
                yield value


def _from_folders(pages: list[str]) -> list[Outline]:
    modules: dict[str, Outline] = {}
    for page in pages:
        parts = PurePosixPath(page).parts
        folder = parts[0] if len(parts) > 1 else ""
        title = folder.replace("-", " ").replace("_", " ").capitalize() if folder else None
        module = modules.setdefault(folder, Outline(title=title, folder=folder or None))
        module.pages.append(page)
    return list(modules.values())
