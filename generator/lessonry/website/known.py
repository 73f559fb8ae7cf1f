"""What of a trainer's configuration is known to read the course's folder, and to do nothing else.

Whatever is not listed here may look at a clock, a history or the network, or may remember what it has
seen: with it every page is made in order, in one process, each time.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

PLUGINS: Final = frozenset({"awesome-nav", "glightbox", "lessonry", "redirects", "search", "tags"})
EXTENSIONS: Final = re.compile(
    r"(markdown\.extensions|material\.extensions|pymdownx|lessonry)(\.|$)"
)
NAMED_SHORT: Final = frozenset({
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes",
    "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
})  # fmt: skip
OUTSIDE: Final = re.compile(r"!ENV|^INHERIT|(?<![\w./])\.\./|url_download", re.MULTILINE)
"""In a configuration: another file than itself, a variable, a file beyond the folder, the network."""


def is_known(config: MkDocsConfig) -> bool:
    """Return whether nothing in a configuration remembers one page while it makes another."""
    names = [one for one in config.markdown_extensions if isinstance(one, str)]
    return (
        {name.removeprefix("material/") for name in config.plugins} <= PLUGINS
        and not config.hooks
        and all(name in NAMED_SHORT or EXTENSIONS.match(name) for name in names)
    )


def reads_its_folder_alone(config: MkDocsConfig, folder: Path) -> bool:
    """Return whether a build reads nothing but the course's folder, the packages and the keys."""
    theme = config.theme.custom_dir
    read = [Path(config.docs_dir), *([Path(theme)] if theme else [])]
    text = Path(config.config_file_path).read_text("utf-8", errors="ignore")
    return (
        is_known(config)
        and all(place.resolve().is_relative_to(folder.resolve()) for place in read)
        and not OUTSIDE.search(text)
    )
