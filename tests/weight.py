"""What a page costs a learner who comes for the first time: its requests, and their bytes as sent."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest"}
"""What hosts send compressed."""
SEARCHES = ("/search/search_index.json", "/lessonry/pagefind/", "/lessonry/search/titles/")
QUIET = """() => performance.now() - Math.max(0, ...performance.getEntriesByType("resource")
  .map((one) => one.responseEnd)) > 600 && !document.querySelector("[data-lr-mounted='']")"""
"""Whether all that the page brings to life is alive, and nothing has come for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """One page's requests, with the bytes of their bodies as they were sent."""

    files: dict[str, int]
    """By path from the site's root; the page itself has the empty one."""
    foreign: tuple[str, ...]
    """Requests to other hosts."""
    early: tuple[str, ...]
    """What of a search was fetched before anybody searched."""

    @property
    def whole(self) -> int:
        """Return the bytes of everything."""
        return sum(self.files.values())

    def ours(self, suffix: str) -> int:
        """Return the bytes of our own files of a kind."""
        return sum(
            size
            for path, size in self.files.items()
            if path.startswith("lessonry/") and path.endswith(suffix)
        )


class _Handler(SimpleHTTPRequestHandler):
    def send_head(self) -> io.BytesIO | BinaryIO | None:
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if file.suffix not in PACKED or not file.is_file():
            return super().send_head()
        content = gzip.compress(file.read_bytes(), 6, mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def hosted_packed(folder: Path) -> Iterator[str]:
    """Serve a folder as hosts do, with what is text compressed; yield the URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def weigh(browser: Browser, root: str, page: str, *, width: int = 412) -> Weight:
    """Open a page of the site at `root` with nothing in the cache, and weigh all that it asks for.

    The service worker stays out: what it fetches besides, it fetches when the page is there.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 823}, service_workers="block", reduced_motion="reduce"
    )
    try:
        shown = context.new_page()
        asked: list[Request] = []

        def note(request: Request) -> None:
            asked.append(request)

        shown.on("requestfinished", note)
        shown.goto(root + page, wait_until="load")
        shown.wait_for_function(QUIET, timeout=60_000)
        files, foreign = {}, []
        for request in asked:
            if urlsplit(request.url).scheme not in {"http", "https"}:
                continue
            if not request.url.startswith(root):
                foreign.append(request.url)
                continue
            path = request.url.removeprefix(root)
            size = request.sizes()["responseBodySize"]
            files["" if path == page else path] = size
        return Weight(
            files=files,
            foreign=tuple(foreign),
            early=tuple(path for path in files if f"/{path}".startswith(SEARCHES)),
        )
    finally:
        context.close()
