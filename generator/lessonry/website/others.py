"""Makes way between lessonry and other people's plugins, where one of them would spoil the other's work.

A plugin for pictures would make a choice that is a picture a link to it; one for dates or for feeds asks
for the history of pages that a build makes; one for languages would build a second course.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from lessonry.project.layout import TRANSLATING
from lessonry.website.progress_page import PAGE as PROGRESS
from lessonry.website.site import Site

MADE: Final = (PROGRESS, "verify.md")
"""Pages that a build makes where a trainer wrote none."""
LIGHTBOX: Final = "glightbox"
DATING: Final = ("git-authors", "git-committers", "git-revision-date-localized")
"""Plugins that ask git about each page, but those that `exclude` names."""
FEEDING: Final = "rss"


def make_way(config: MkDocsConfig, site: Site) -> None:
    """Let the plugins of a configuration, and the course, leave each other alone.

    Args:
        config: The configuration, its plugins loaded.
        site: The course.

    Raises:
        PluginError: One of them cannot work beside lessonry.
    """
    if TRANSLATING in config.plugins:
        # A build has ended by then with a fault and its place; a preview would go on until it broke.
        raise PluginError(
            f"The plugin {TRANSLATING} and lessonry each build a course in several languages. "
            f"Take {TRANSLATING} out, and write `languages:` under lessonry."
        )
    site.has_lightbox = LIGHTBOX in config.plugins
    made = [path for path in MADE if not (Path(config.docs_dir) / path).is_file()]
    for name in DATING:
        if name in config.plugins:
            options: Any = config.plugins[name].config
            options["exclude"] = [*dict.fromkeys([*(options.get("exclude") or []), *made])]
    if FEEDING in config.plugins and made:
        _leave_out(config.plugins[FEEDING], "|".join(path.removesuffix(".md") for path in made))


def _leave_out(feed: BasePlugin[Any], names: str) -> None:
    """Keep pages out of a feed, which knows pages by one pattern alone."""
    less = rf"(?!(?:{names})\.md$)"
    told: Any = feed.config
    if told.match_path.startswith(less):
        return
    told.match_path = less + told.match_path
    if hasattr(feed, "match_path_pattern"):  # it may have been configured before we were
        feed.match_path_pattern = re.compile(told.match_path)
