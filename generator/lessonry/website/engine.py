"""What the Markdown extension needs where no plugin of ours runs, as in Zensical: course and page.

Such an engine tells its extensions which page comes, and nothing else. So a page's text is marked
with where it begins and ends, its addresses are written down for later, and `finishing` does the rest.
"""

from __future__ import annotations

import copy
import hashlib
import html
import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.toc import TableOfContents

from lessonry import __version__
from lessonry.diagnostics import Diagnostics
from lessonry.project import Layout, find_layout
from lessonry.website.about import sealed_downloads
from lessonry.website.access import Closed, open_access
from lessonry.website.locks import open_locks
from lessonry.website.media import front_media
from lessonry.website.preview import ID
from lessonry.website.site import Site, load_site

log = logging.getLogger("lessonry")
ROOT: Final = "lessonry-site:/"
"""The site's root in an address that is still to be mended: engines leave schemes alone."""
BEGIN: Final = '<template data-lr-page="{page}" data-lr-made="{state}"></template>\n'
END: Final = "\n<template data-lr-page-end></template>"
MARKED: Final = re.compile(
    r'<template data-lr-page="?([^\s">]+)"? data-lr-made="?(\w+)"?>\s*</template>'
    r"(.*)<template data-lr-page-end(?:=\"\")?>\s*</template>",
    re.DOTALL,
)
"""A page's text in a built page: its path in `docs/`, the state of the course, the text."""
CONTEXT: Final = "ContextPreprocessor"
"""What Zensical calls the processor that has the page and the configuration."""
READ: Final = {".md", ".yml", ".yaml", ".jinja", ".vtt"}
"""Files whose words get into pages; of others it counts that they are there."""
LOOKS: Final = 1.0
"""Seconds until the course's files are looked at again."""
_loading = Lock()
_loaded: dict[Path, tuple[float, tuple[object, ...], EngineSite]] = {}


@dataclass(kw_only=True)
class EngineSite(Site):
    """A site that such an engine builds: where a page lies is said when all pages are there."""

    closed: Closed
    state: str
    """What the course's files are like: pages of two states do not fit together."""

    def url_of(self, path: str) -> str:
        """Return the URL of a page of `docs/`, to be mended."""
        return ROOT + self.own_url(path)

    def file_url(self, path: str) -> str:
        """Return the URL of a file of the site, to be mended."""
        return ROOT + quote(path)


def site_for(markdown: Markdown, folder: Path) -> Site:
    """Return what the blocks of the page show that `markdown` is going to convert.

    Args:
        markdown: The page's, as its host made it.
        folder: The course's, where the host does not say.

    Raises:
        UsageError: There is no course.
    """
    context: Any = next(
        (one for one in markdown.preprocessors if type(one).__name__ == CONTEXT), None
    )
    if context is None:
        return load_site(folder)
    config = context.config
    site = copy.copy(engine_site(Path(config.get("root_dir") or folder)))
    site.page = path = context.page.path
    if not site.layout.is_original(path):
        site.locks = (
            None  # a translation's, which goes: a lock is made once, on the page that stays
        )
    site.extensions = lambda: (
        [
            extension
            for extension in config["markdown_extensions"]
            if type(extension).__name__ != "ContextExtension"
        ],
        config["mdx_configs"],
    )
    marks = _Marks(markdown, site, context.page)
    markdown.postprocessors.register(marks, "lessonry-marks", -1000)
    markdown.treeprocessors.register(_Last(markdown, marks), "lessonry-last", -1000)
    return site


def engine_site(folder: Path) -> EngineSite:
    """Return the course in `folder`, loaded again when its files have changed.

    An engine makes a Markdown object for each page, and may run for as long as a trainer writes.

    Raises:
        UsageError: There is no course.
    """
    folder = folder.resolve()
    with _loading:
        looked, seen, site = _loaded.get(folder, (0.0, (), None))
        if site is not None and time.monotonic() - looked < LOOKS:
            return site
        layout = find_layout(folder, Diagnostics())
        now = tuple(
            (path.as_posix(), path.stat().st_mtime_ns, path.stat().st_size)
            for path in _files(layout)
        )
        if site is None or now != seen:
            site = _load(folder, layout)
        _loaded[folder] = (time.monotonic(), now, site)
        return site


def _load(folder: Path, layout: Layout) -> EngineSite:
    site = load_site(folder, directory_urls=layout.directory_urls)
    return EngineSite(
        layout=site.layout,
        course=site.course,
        diagnostics=site.diagnostics,
        directory_urls=site.directory_urls,
        locks=open_locks(site.course, site.layout.certificates, keep=True),
        closed=open_access(site.course, is_preview=False),
        state=_state(layout),
    )


def _files(layout: Layout) -> list[Path]:
    """Return the files that the course is made of."""
    folders = (layout.docs, layout.quizzes, layout.certificates, layout.folder / "templates")
    found = {
        path
        for folder in folders
        for path in folder.rglob("*")
        # What a build or an issuing writes there is no part of the course.
        if path.is_file() and (folder != layout.certificates or path.suffix in READ)
    }
    return [layout.config, *sorted(found)]


def _state(layout: Layout) -> str:
    digest = hashlib.sha256(__version__.encode())
    for path in _files(layout):
        said = path.read_bytes() if path.suffix in READ else str(path.stat().st_size).encode()
        digest.update(f"\0{layout.label(path)}\0{len(said)}\0".encode() + said)
    return digest.hexdigest()[:16]


class _Marks(Postprocessor):
    """Marks where a page's text begins and ends; of a full page it leaves what everybody may read."""

    def __init__(self, markdown: Markdown, site: EngineSite, page: Any) -> None:
        super().__init__(markdown)
        self.site = site
        self.page = page
        self.is_whole = False
        """Whether the page comes: `toc` runs all postprocessors over each heading before."""

    def run(self, text: str) -> str:
        """Return the marked text."""
        if not self.is_whole:
            return text
        site = self.site
        assert site.page is not None
        if site.closed.page_at(site.page):
            text += sealed_downloads(site)
            self.page.meta.setdefault("status", "full")
            text, _ = site.closed.take(site, text, front_media(site), mkdocs_page(site))
            tokens = getattr(self.md, "toc_tokens", [])
            self.md.toc_tokens = _shown(tokens, set(ID.findall(text)))  # type: ignore[attr-defined]
        while site.warnings:
            log.warning(site.warnings.pop(0))
        begin = BEGIN.format(page=html.escape(site.page), state=site.state)
        return begin + text + END


class _Last(Treeprocessor):
    """Says that what is written out next is the page."""

    def __init__(self, markdown: Markdown, marks: _Marks) -> None:
        super().__init__(markdown)
        self.marks = marks

    def run(self, root: Element) -> None:
        """Leave the tree as it is."""
        self.marks.is_whole = True


def _shown(tokens: list[dict[str, Any]], ids: set[str]) -> list[dict[str, Any]]:
    """Return those entries of a table of contents whose headings are still there."""
    return [
        {**token, "children": _shown(token["children"], ids)}
        for token in tokens
        if token["id"] in ids
    ]


def mkdocs_page(site: Site) -> Any:
    """Return the page that is being rendered, as far as our modules ask what MkDocs has of it."""
    assert site.page is not None
    url = site.own_url(site.page)
    dest = unquote(f"{url}index.html" if not url or url.endswith("/") else url)
    file = SimpleNamespace(src_uri=site.page, dest_uri=dest)
    return SimpleNamespace(file=file, url=url, markdown="", toc=TableOfContents([]), meta={})
