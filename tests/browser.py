"""A browser that a test drives: pages that start with nothing kept, and a host for a built site."""

from __future__ import annotations

import functools
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.machine import BROWSER, ROOT, find

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
"""No name but this machine's resolves: a page that calls another host is found out, not served."""

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

ALIVE = """() => ![...document.querySelectorAll("section[data-lr-mode]")]
  .some((quiz) => !["done", "failed"].includes(quiz.dataset.lrMounted))"""
"""Whether the scripts of every quiz have come: what a hasty hand does before, nobody hears."""

Serve = Callable[..., str]
"""What the fixture `serve` is: `serve(folder, prefix="/", headers={})` returns the site's URL."""
Axe = Callable[[Page], list[str]]
"""What the fixture `axe` is: the failings of a page as it stands now, a line each."""


def _made_patient(page: Page) -> None:
    """Let a page wait for its quizzes' scripts whenever it is loaded."""

    def patient(load: Callable[..., Any]) -> Callable[..., Any]:
        def loaded(*arguments: Any, **options: Any) -> Any:
            answer = load(*arguments, **options)
            page.wait_for_function(ALIVE)
            return answer

        return loaded

    page.goto = patient(page.goto)  # type: ignore[method-assign]
    page.reload = patient(page.reload)  # type: ignore[method-assign]


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser that this machine has, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(BROWSER), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass  # no slots: Playwright keeps its wrappers of `_watch` here
class Pages:
    """What the fixture `open_page` is: a factory of pages, each with a storage of its own.

    A page that throws, writes an error to its console or calls another host fails its test, unless
    it was opened with `faults=True`; `page.context.new_page()` is a second tab of the same learner.
    """

    browser: Browser
    found: list[str] = field(default_factory=list)
    """What the pages opened so far did that a learner's browser must not see."""
    _contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        url: str | None = None,
        *,
        viewport: tuple[int, int] = (1280, 800),
        color_scheme: str = "light",
        javascript: bool = True,
        faults: bool = False,
        **options: Any,
    ) -> Page:
        """Open a page at `url`; `options` are those of Playwright's `new_context`."""
        width, height = viewport
        options.setdefault("reduced_motion", "reduce")
        # What a test routes, a worker would answer past it.
        options.setdefault("service_workers", "block")
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=color_scheme,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        if not faults:
            context.on("page", self._watch)
            if javascript:
                context.on("page", _made_patient)
        page = context.new_page()
        if url:
            page.goto(url)
        return page

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.found.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._note_message(page, message))
        page.on("request", lambda request: self._note_host(page, request.url))

    def _note_message(self, page: Page, message: ConsoleMessage) -> None:
        place = str(message.location["url"])
        unasked = place.endswith("/favicon.ico")  # a browser asks for it by itself
        if message.type == "error" and not unasked:
            self.found.append(f"{page.url}: {message.text} ({place})")

    def _note_host(self, page: Page, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {
            "localhost",
            "127.0.0.1",
        }:
            self.found.append(f"{page.url}: calls {url}")

    def close(self) -> None:
        """Close every page, and fail where one did what it must not."""
        for context in self._contexts:
            context.close()
        assert not self.found, "\n".join(["A page did what it must not:", *self.found])


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, prefix: str, headers: Mapping[str, str], **kwargs: Any) -> None:
        self._prefix = prefix
        self._headers = headers
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        clean = urlsplit(path).path
        if not clean.startswith(self._prefix):
            return os.devnull + "/nothing"
        return super().translate_path("/" + path[len(self._prefix) :])

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send a part of a file where that is asked for, as players do and hosts allow."""
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        file = Path(self.translate_path(self.path))
        if asked is None or not file.is_file():
            return super().send_head()
        content = file.read_bytes()
        first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        return io.BytesIO(content[first : last + 1])

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("Accept-Ranges", "bytes")
        for name, value in self._headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a test's own words matter."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hangs up early."""


@contextmanager
def hosted(
    folder: Path, *, prefix: str = "/", headers: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve `folder` under `prefix` (such as `/course/`, as a code host's pages are); yield the URL."""
    handler = functools.partial(
        _Handler, directory=str(folder), prefix=prefix, headers=headers or {}
    )
    server = _Server(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def failings(page: Page) -> list[str]:
    """Return what axe-core finds on `page` as it stands now, once its animations have ended."""
    assert AXE.is_file(), "The tests need axe-core from node_modules: run `make setup`."
    page.evaluate(
        "() => Promise.all(document.getAnimations().filter("
        "(animation) => animation.effect?.getComputedTiming().endTime !== Infinity)"
        ".map((animation) => animation.finished.catch(() => {})))"
    )
    script = AXE.read_text(encoding="utf-8")
    found = []
    for frame in page.frames:
        if not frame.evaluate("() => 'axe' in window"):
            frame.evaluate(script)
    result = page.evaluate(
        "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags},"
        " resultTypes: ['violations']})",
        list(WCAG),
    )
    for violation in result["violations"]:
        for place in violation["nodes"]:
            found.append(
                f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
                f"    {' '.join(map(str, place['target']))}\n    {place['html'][:200]}"
            )
    return found
