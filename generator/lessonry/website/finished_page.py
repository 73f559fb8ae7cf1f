"""Finishes one page that another engine built: its frame, its styles and script, its addresses."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from lessonry.website import assets
from lessonry.website.engine import MARKED, ROOT, EngineSite, mkdocs_page
from lessonry.website.frame import frame
from lessonry.website.media import front_media
from lessonry.website.offline import Offline

FINISHED: Final = "<template data-lr-finished></template>"
THEIR_STYLE: Final = re.compile(r"<link [^>]*assets/stylesheets/[^>]*>")
ITS_STYLE: Final = re.compile(r'<link [^>]*href="?([^"\s>]*)assets/stylesheets/')
END_OF_TITLE: Final = re.compile(r"</h1>")
ADDRESS: Final = re.compile(r'(\s(?:href|src|poster)=")([^"]+)(?=")')
FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A page as the engine built it."""

    file: Path
    path: str
    """In `docs/`."""
    state: str
    """Of the course, when the page was made."""
    is_finished: bool


def built_pages(target: Path) -> list[Built]:
    """Return those pages of a site that our Markdown extension had a part in."""
    pages = []
    for file in sorted(target.rglob("*.html")):
        text = file.read_text("utf-8", errors="ignore")
        if found := MARKED.search(text):
            is_finished = FINISHED in text
            pages.append(Built(file=file, path=found[1], state=found[2], is_finished=is_finished))
    return pages


def finish_page(site: EngineSite, built: Built, target: Path, offline: Offline) -> None:
    """Put a page's frame around its text, and link what it needs."""
    text = built.file.read_text("utf-8")
    found = MARKED.search(text)
    assert found is not None
    site.page = built.path
    content = found[3]
    head, foot = frame(site)
    # Of a full page this is sealed, with the rest.
    front = "" if site.closed.page_at(built.path) else front_media(site)
    title = END_OF_TITLE.search(content)
    at = title.end() if title else 0
    # The marks stay, so that a second run sees what it has before it.
    content = FINISHED + content[:at] + head + front + content[at:] + foot
    text = text[: found.start(3)] + content + text[found.end(3) :]
    text = offline.on_page(_linked(site, text, content), mkdocs_page(site), site)
    file = built.file.relative_to(target).as_posix()
    built.file.write_text(from_root(text, file), "utf-8", newline="\n")


def _linked(site: EngineSite, text: str, content: str) -> str:
    """Return a page with our styles, before the trainer's own and after the theme's, and our script."""
    links = "".join(
        f'<link rel="stylesheet" href="{site.file_url(path)}">'
        for path in assets.styles_of(content)
    )
    theirs = [*THEIR_STYLE.finditer(text, 0, max(text.find("</head>"), 0))]
    at = theirs[-1].end() if theirs else max(text.find("</head>"), 0)
    text = text[:at] + links + text[at:]
    script = f'<script type="module" src="{site.file_url(assets.SCRIPT)}"></script>'
    at = text.rfind("</body>")
    return text[:at] + script + text[at:] if at >= 0 else text + script


def dress(file: Path) -> None:
    """Give a page that nobody wrote, such as that of a lost address, the look of the others."""
    text = file.read_text("utf-8", errors="ignore")
    found = ITS_STYLE.search(text)
    if found and assets.STYLE not in text:
        link = f'<link rel="stylesheet" href="{found[1]}{assets.STYLE}">'
        file.write_text(text.replace("</head>", f"{link}</head>", 1), "utf-8", newline="\n")


def from_root(html: str, file: str) -> str:
    """Return HTML with its addresses mended for a page that lies at `file` in the site."""
    return html.replace(ROOT, "../" * file.count("/") or "./")


def addressed(site: EngineSite, html: str, path: str) -> str:
    """Return a sealed part's HTML with its links named from the root: no engine has seen to them.

    Args:
        site: The site.
        html: With links as they were written.
        path: Of its page, in `docs/`.
    """
    folder = posixpath.dirname(path)

    def mended(found: re.Match[str]) -> str:
        parts = urlsplit(found[2])
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return found[0]
        there = posixpath.normpath(posixpath.join(folder, parts.path))
        url = site.url_of(there) if there.endswith(".md") else site.file_url(there)
        return found[1] + url + parts._replace(path="").geturl()

    return ADDRESS.sub(mended, html)


def body_of(text: str) -> str:
    """Return a page's text without its front matter."""
    return FRONT_MATTER.sub("", text)
