"""What a preview needs beyond MkDocs': later folders, a page for what stops it, parts of files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from lessonry.project import Layout
from lessonry.rendering.environment import TEMPLATES
from lessonry.website.assets import RUNTIME

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

RANGE = re.compile(r"bytes=(\d+)-(\d*)")
FAULT_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not built</title></head>
<body><h1>This course cannot be shown</h1><pre>{fault}</pre>
<p>Mend it and save: this page comes back by itself.</p></body></html>
"""


def watch(server: LiveReloadServer, layout: Layout, build: Callable[[], None]) -> None:
    """Watch what a course is made from: its own folders, now or later, and our templates.

    Args:
        server: Of the preview.
        layout: Where the course's files lie.
        build: Asks for a whole build.
    """
    folders = (layout.quizzes, layout.certificates, layout.folder / "templates")
    for folder in (*folders, TEMPLATES, RUNTIME):
        if folder.is_dir():
            server.watch(str(folder))
    parents = {folder.parent for folder in folders if folder.parent.is_dir()}
    for parent in parents:
        newcomer = _Newcomer(server, folders, build)
        server.observer.schedule(newcomer, str(parent), recursive=False)


class _Newcomer(FileSystemEventHandler):
    """Begins to watch a folder of the course that is made while the preview runs."""

    def __init__(
        self, server: LiveReloadServer, folders: tuple[Path, ...], build: Callable[[], None]
    ) -> None:
        self.server = server
        self.folders = {str(folder): folder for folder in folders}
        self.build = build

    def on_created(self, event: FileSystemEvent) -> None:
        """Watch the folder, and build: what is in it already gives no event of its own."""
        folder = self.folders.get(str(event.src_path))
        if folder is None or not event.is_directory:
            return
        if str(folder) in self.server._watched_paths:  # it was there, and its watch went with it
            self.server.unwatch(str(folder))
        self.server.watch(str(folder))
        self.build()


def with_ranges(app: WSGIApplication) -> WSGIApplication:
    """Return `app` such that it sends parts of files, without which no player goes to a moment."""

    def ranged(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = RANGE.fullmatch(environ.get("HTTP_RANGE", ""))
        if asked is None:
            return app(environ, start_response)
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[..., object]:
            begun.append((status, headers))
            return lambda data: None

        content = b"".join(app(environ, begin))
        status, headers = begun[0]
        first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
        if status.startswith("200") and first <= last:
            status = "206 Partial Content"
            headers = [pair for pair in headers if pair[0] != "Content-Length"]
            headers.append(("Content-Range", f"bytes {first}-{last}/{len(content)}"))
            headers.append(("Content-Length", str(last + 1 - first)))
            content = content[first : last + 1]
        start_response(status, headers)
        return [content]

    return ranged
