"""Puts the files that only sealed parts use into them, and takes them off the site.

A picture of a sealed part that lay beside the site under its name could be fetched by anybody who
guesses the name. What a free page shows as well is public, and stays.
"""

from __future__ import annotations

import base64
import html as escapes
import mimetypes
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

LARGEST = 5_000_000
"""Bytes of one file."""
LARGEST_PAGE = 20_000_000
"""Bytes of all files of one page."""
TAG = re.compile(
    r"""<[a-zA-Z][\w-]*(?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*\s*/?>"""
)
ATTRIBUTE = re.compile(
    r"""(\s)(src|href|poster|data|srcset|data-[\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)"""
)
CONTENT = re.compile(r"""\scontent=["'](https?://[^"']*)""")
STYLE_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
SIZED = re.compile(r"(\S+)(\s+\S+)?")
"""One picture of a `srcset`."""
MOMENT = " data-lr-from="
"""Is on a link to a moment of a recording."""
TYPES = {".vtt": "text/vtt", ".webp": "image/webp", ".avif": "image/avif", ".opus": "audio/ogg"}
PAGES = (".html", ".htm")
TEXTS = (".js", ".json", ".xml", ".webmanifest", ".txt")
NOT_THEIRS = ("assets/", "lessonry/", "sitemap")
"""Files of the theme and of ours, in which no trainer names a file."""


@dataclass(kw_only=True)
class Enclosing:
    """The files of one build's sealed parts."""

    site: Path
    docs: Path
    taken: set[str] = field(default_factory=set)
    """Files that travel inside parts, by their path in the site."""
    left: set[str] = field(default_factory=set)
    """Files that are too large for a part that shows them, and so stay."""

    def enclosed(self, part: str, page: str) -> tuple[str, list[str]]:
        """Return the HTML of a part with its files in it, and those that were too large.

        Args:
            part: Of a page.
            page: The page's file, relative to the site.
        """
        budget = LARGEST_PAGE
        too_large: dict[str, None] = {}

        def address_of(address: str) -> str | None:
            nonlocal budget
            file = self._own(page, address)
            if file is None:
                return None
            size = (self.site / file).stat().st_size
            if size > min(LARGEST, budget):
                too_large[file] = None
                return None
            budget -= size
            self.taken.add(file)
            return self._as_address(file)

        def attribute(tag: str, found: re.Match[str]) -> str:
            value = escapes.unescape(found[3].strip("\"'"))
            if found[2] == "srcset":
                pictures = (SIZED.fullmatch(each) for each in _split(value))
                made = ", ".join(
                    (address_of(each[1]) or escapes.escape(each[1])) + (each[2] or "")
                    for each in pictures
                    if each
                )
                return f'{found[1]}srcset="{made}"'
            if found[2] == "href" and MOMENT in tag:
                return ""  # The player that is beside it has the file already.
            address = address_of(value)
            if address is None:
                return found[0]
            # Browsers follow no link to data: they keep the file.
            saves = re.match(r"<a\b", tag) and " download" not in tag
            name = escapes.escape(posixpath.basename(urlsplit(value).path))
            return f'{found[1]}{found[2]}="{address}"' + (f' download="{name}"' if saves else "")

        whole = TAG.sub(
            lambda tag: ATTRIBUTE.sub(lambda found: attribute(tag[0], found), tag[0]), part
        )
        self.left.update(too_large)
        return whole, list(too_large)

    def remove(self) -> None:
        """Take the files off the site, but for those that stay public for some page."""
        for file in self.taken - self.left:
            (self.site / file).unlink(missing_ok=True)

    def _own(self, page: str, address: str) -> str | None:
        """Return the path of a file that only sealed parts use, if the address names one."""
        path = resolved(page, address)
        if path is None or path.endswith(PAGES) or path in self._shown:
            return None
        is_there = (self.site / path).is_file() and (self.docs / path).is_file()
        return path if is_there else None

    def _as_address(self, file: str) -> str:
        suffix = posixpath.splitext(file)[1].lower()
        kind = TYPES.get(suffix) or mimetypes.guess_type(file)[0] or "application/octet-stream"
        data = base64.b64encode((self.site / file).read_bytes()).decode()
        return f"data:{kind};base64,{data}"

    @cached_property
    def _shown(self) -> set[str]:
        """Return the files of the course that public pages, styles and side files name."""
        shown: set[str] = set()
        said = []
        for file in self.site.rglob("*"):
            name = file.relative_to(self.site).as_posix()
            if file.suffix in PAGES:
                text = file.read_text("utf-8", errors="ignore")
                shown.update(_named(name, text))
                # `og:image` and its like say whole addresses.
                said += CONTENT.findall(text)
            elif file.suffix == ".css" and not name.startswith(NOT_THEIRS):
                urls = STYLE_URL.findall(file.read_text("utf-8", errors="ignore"))
                shown.update(path for url in urls if (path := resolved(name, url)))
            elif file.suffix in TEXTS and not name.startswith(NOT_THEIRS):
                said.append(file.read_text("utf-8", errors="ignore"))
        texts = "\n".join(said)
        names = (f.relative_to(self.docs).as_posix() for f in self.docs.rglob("*") if f.is_file())
        return shown | {name for name in names if not name.endswith(".md") and name in texts}


def resolved(page: str, address: str) -> str | None:
    """Return the path in the site that a relative address on a page leads to.

    Args:
        page: The page's file, relative to the site.
        address: As an attribute has it, its entities undone.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return None if path.startswith("..") else path


def _named(page: str, html: str) -> Iterator[str]:
    """Yield the paths that a page's attributes name."""
    for tag in TAG.findall(html):
        for _, name, value in ATTRIBUTE.findall(tag):
            plain = escapes.unescape(value.strip("\"'"))
            for address in map(str.split, _split(plain)) if name == "srcset" else [[plain]]:
                path = resolved(page, address[0]) if address else None
                if path:
                    yield path


def _split(pictures: str) -> list[str]:
    """Return the pictures of a `srcset`."""
    return [each.strip() for each in re.split(r",\s+", pictures) if each.strip()]
