"""What of a trainer's configuration is known to read the course's folder, and to do nothing else.

Whatever is not listed here may look at a clock, a history or the network, or may remember what it has
seen: with it every page is made in order, in one process, each time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

PLUGINS: Final = MappingProxyType({
    "awesome-nav": "mkdocs_awesome_nav",
    "awesome-pages": "mkdocs_awesome_pages_plugin",
    "exclude": "mkdocs_exclude",
    "glightbox": "mkdocs_glightbox",
    "lessonry": "lessonry",
    "literate-nav": "mkdocs_literate_nav",
    "meta": "material",
    "minify": "mkdocs_minify_plugin",
    "offline": "material",
    "redirects": "mkdocs_redirects",
    "search": "material|mkdocs",
    "section-index": "mkdocs_section_index",
    "tags": "material",
})  # fmt: skip
"""The plugins, each with the packages that it may come from: others may have its name."""
EXTENSIONS: Final = re.compile(
    r"(markdown\.extensions|material\.extensions|pymdownx|lessonry)(\.|$)"
)
NAMED_SHORT: Final = frozenset({
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes",
    "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
})  # fmt: skip
PACKAGES: Final = frozenset({"builtins", "functools", "markdown", "material", "mkdocs", "pymdownx"})
"""Where what a configuration names for its extensions may be from: a slug, a fence, an icon."""
OUTSIDE: Final = re.compile(r"!ENV|^INHERIT|(?<![\w./])\.\./|url_download", re.MULTILINE)
"""In a configuration: another file than itself, a variable, a file beyond the folder, the network."""


def is_known(config: MkDocsConfig) -> bool:
    """Return whether nothing in a configuration remembers one page while it makes another."""
    names = [one for one in config.markdown_extensions if isinstance(one, str)]
    return (
        all(_is_theirs(name.removeprefix("material/"), one) for name, one in config.plugins.items())
        and not config.hooks
        and all(name in NAMED_SHORT or EXTENSIONS.match(name) for name in names)
        and all(_package(value) in PACKAGES for value in _values(config.mdx_configs))
    )


def reads_its_folder_alone(config: MkDocsConfig, folder: Path) -> bool:
    """Return whether a build reads nothing but the course's folder, the packages and the keys."""
    theme = config.theme.custom_dir
    read = [Path(config.docs_dir), *([Path(theme)] if theme else [])]
    text = Path(config.config_file_path).read_text("utf-8", errors="ignore")
    return (
        is_known(config)
        and all(place.resolve().is_relative_to(folder.resolve()) for place in read)
        and not any(map(_is_outside(folder), _values(config.mdx_configs)))
        and not OUTSIDE.search(text)
    )


def _is_theirs(name: str, plugin: BasePlugin[Any]) -> bool:
    package, *_ = type(plugin).__module__.split(".")
    return package in PLUGINS.get(name, "").split("|")


def _values(settings: object) -> Iterator[object]:
    """Yield what stands in settings, however deep."""
    if isinstance(settings, Mapping):
        settings = settings.values()
    if isinstance(settings, Iterable) and not isinstance(settings, str | bytes):
        for one in settings:
            yield from _values(one)
    else:
        yield settings


def _package(value: object) -> str:
    """Return the package that a function, a class or any other value is from."""
    while isinstance(value, partial):
        value = value.func
    module = getattr(value, "__module__", None) or type(value).__module__
    return str(module).partition(".")[0]


def _is_outside(folder: Path) -> Callable[[object], bool]:
    """Return what tells whether a setting is the path of something beyond a folder."""

    def is_outside(value: object) -> bool:
        if not isinstance(value, str | os.PathLike) or _package(value) == "mkdocs":
            return False  # what MkDocs' `!relative` gives leads where its text says
        try:
            path = Path(value).expanduser()
            return path.is_absolute() and not path.resolve().is_relative_to(folder.resolve())
        except (OSError, RuntimeError, ValueError):
            return True  # a path of nobody knows what

    return is_outside
