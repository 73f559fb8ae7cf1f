"""A course without a network: the web app manifest, its icons, and the service worker with its list.

The worker is `sw.js` at the site's root, since it answers for what lies beside and below it. Its list
names every file with a hash of its content, so that an edition is fetched as far as it is new.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from mkdocs.structure.pages import Page

from lessonry.website.app_icons import MASKABLE, PAPER, ROUND, TOUCHED, icons
from lessonry.website.assets import FOLDER, RUNTIME, bare, plain
from lessonry.website.built import Sources
from lessonry.website.digests import Digests
from lessonry.website.site import Site

WORKER: Final = "sw.js"
MANIFEST: Final = "manifest.webmanifest"
HOME: Final = f"{FOLDER}/offline"
"""The folder of the site with the list, the page for what is not kept, and the icons."""
LIST: Final = f"{HOME}/files.json"
LOOK: Final = f"{HOME}/page.css"
MEDIA: Final = {
    ".mp4", ".m4v", ".webm", ".ogv", ".mov", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav",
}  # fmt: skip
"""What is kept only when the learner asks for it, too."""
NEVER: Final = (
    WORKER, MANIFEST, LIST, "404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt", "CNAME",
    "status/", "self-service/status/", "assets/javascripts/lunr/", "assets/javascripts/workers/",
)  # fmt: skip
"""What is asked of the network or not at all: standing must be what it is today."""
PRINT_PAGES: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?print/(?:(?:modules|worksheets|answers)/|index\.html|heads\.css)"
)
"""The course over again, on paper: of no use on a train."""
HASH: Final = 16
"""Hexadecimal digits of a file's hash, as the worker compares them."""


class Offline:
    """What a site needs to be kept and installed; a preview, or a course without it, takes it back."""

    def __init__(self) -> None:
        """Begin with no site."""
        self.is_serving = False
        self.is_on = True
        self.digests = Digests()
        """What the site's files hold, as far as somebody has asked already."""
        self.sources: Sources | None = None
        """What the build reads; nothing where nothing is kept for later ones."""
        self.is_hosted = True
        """Whether the site has a host, without which there is neither worker nor manifest."""

    def on_page(self, output: str, page: Page, site: Site) -> str:
        """Return a page that names the manifest, or says that nothing is to be kept."""
        if not self.is_hosted:
            return output
        site.page = page.file.src_uri
        if self.is_serving or not self.is_on:
            tags = '<meta name="lessonry-offline" content="off" data-lr-offline="off">'
        else:
            manifest, icon = site.file_url(MANIFEST), site.file_url(f"{HOME}/{TOUCHED}")
            tags = (
                f'<link rel="manifest" href="{manifest}" data-lr-offline>'
                f'<link rel="apple-touch-icon" href="{icon}">'
            )
        return output.replace("</head>", f"{tags}</head>", 1)

    def on_built(self, folder: Path, site: Site) -> Iterator[str]:
        """Lay the files beside the pages, the list of all last; yield what the trainer should know."""
        if not self.is_hosted:
            return
        if (folder / WORKER).is_file():
            yield f"docs/{WORKER} is the course's service worker, so lessonry adds none of its own."
            return
        if self.is_serving:
            return
        if not self.is_on:
            (folder / WORKER).write_text(_script("stop.js"), encoding="utf-8")
            return
        home = folder / HOME
        (home / "index.html").parent.mkdir(parents=True, exist_ok=True)
        drawn = icons(site.course, site.layout.certificates, self.sources)
        for name, picture in drawn.items():
            (home / name).write_bytes(picture)
        (folder / LOOK).write_text(plain(RUNTIME / "offline" / "page.css"), encoding="utf-8")
        unkept = site.environment.get_template("offline-page.html.jinja").render(
            course=site.course,
            language=site.words.language,
            direction="rtl" if site.words.is_right_to_left else "ltr",
        )
        (home / "index.html").write_text(unkept, encoding="utf-8")
        (folder / MANIFEST).write_text(_manifest(site, bool(drawn)), encoding="utf-8")
        self._list(folder)

    def _list(self, folder: Path) -> None:
        """Write the list and the worker that goes by it, of the same edition."""
        files: dict[str, tuple[str, int]] = {}
        for path in _files(folder):
            if not _is_left_out(path):
                digest, size = self.digests.of(path, f"{folder}/{path}")
                files[path_of(path)] = (digest[:HASH], size)
        self.digests.write()
        said = json.dumps(files, sort_keys=True)
        version = hashlib.sha256((said + _script("worker.js")).encode()).hexdigest()[:HASH]
        listed: dict[str, Any] = {
            "version": version,
            "first": [f"{HOME}/", LOOK],
            "media": [path for path in files if Path(path).suffix.lower() in MEDIA],
            "files": files,
        }
        text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
        (folder / LIST).write_text(text, encoding="utf-8")
        worker = _script("worker.js").replace('VERSION = ""', f'VERSION = "{version}"', 1)
        (folder / WORKER).write_text(worker, encoding="utf-8")


def path_of(path: str) -> str:
    """Return what a file is asked for by: a folder's page by the folder."""
    return path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path


def _files(folder: Path) -> list[str]:
    """Return the paths of a site's files, in the order in which they are listed."""
    found: list[str] = []
    for here, _, names in os.walk(folder):
        place = Path(here).relative_to(folder).as_posix()
        before = "" if place == "." else f"{place}/"
        found += [before + name for name in names if Path(here, name).is_file()]
    return sorted(found, key=lambda path: path.split("/"))


def _is_left_out(path: str) -> bool:
    if PRINT_PAGES.match(path):
        return True
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    return is_hidden or path.startswith(NEVER) or path.endswith(".map")


def _script(name: str) -> str:
    return bare((RUNTIME / "offline" / name).read_text(encoding="utf-8"))


def _manifest(site: Site, has_icons: bool) -> str:
    """Return the web app manifest (W3C): addresses in it are relative to itself."""
    course = site.course
    is_ours = _is_in_our_colors(site)
    told: dict[str, Any] = {
        "id": "./",
        "name": course.title,
        **({"short_name": course.title} if len(course.title) <= 14 else {}),
        **({"description": course.description} if course.description else {}),
        "lang": course.language,
        "dir": "rtl" if site.words.is_right_to_left else "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        **({"background_color": PAPER, "theme_color": PAPER} if is_ours else {}),
        "categories": ["education"],
    }
    if has_icons:
        shown = [(f"{side}x{side}", name, "any") for side, name in ROUND.items()]
        told["icons"] = [
            {"src": f"{HOME}/{name}", "sizes": sizes, "type": "image/png", "purpose": purpose}
            for sizes, name, purpose in (*shown, ("512x512", MASKABLE, "maskable"))
        ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _is_in_our_colors(site: Site) -> bool:
    text = site.layout.config.read_text("utf-8", errors="ignore")
    return "primary: custom" in text
