"""Spares MkDocs a look at thousands of icons, none of which it would copy into a site.

For the files of a theme that go into the site, MkDocs lists all of its folders, and then leaves out
whatever is hidden. Material keeps more than ten thousand icons in a hidden folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from lessonry.website.compiled import Compiled

NAME: Final = "get_env"


def take_place(theme: Theme) -> None:
    """Let a theme's templates be listed without those in hidden folders, which can still be loaded.

    Whoever asks for the templates, as Material's search does thrice, shares what is compiled of them.
    """
    theirs, compiled = theme.get_env, Compiled()
    if NAME in vars(theme):
        return

    def get_env() -> Environment:
        env = theirs()
        env.bytecode_cache = compiled
        if type(env.loader) is FileSystemLoader:  # another one may list what is in no folder
            loader: Any = env.loader
            loader.list_templates = lambda: sorted({*_shown(loader)})
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def _shown(loader: FileSystemLoader) -> Iterator[str]:
    """Yield what a loader lists, but for hidden folders."""
    for home in loader.searchpath:
        for folder, folders, files in os.walk(home, followlinks=loader.followlinks):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = folder[len(home) :].strip(os.path.sep).replace(os.path.sep, "/")
            for name in files:
                yield f"{inside}/{name}" if inside else name
