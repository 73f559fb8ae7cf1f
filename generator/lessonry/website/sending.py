"""What a preview sends: the files of its site, and in them and beside them nothing of a former save.

What hangs on all pages is put in as it is sent (the course's edition, its faults) or made again when
it is asked for (what the browser is told of the course, print pages, the search).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Condition, Lock
from typing import TYPE_CHECKING, Any, Final, Protocol

from lessonry.website.access import Closed
from lessonry.website.assets import FOLDER, OUTLINE, QUESTIONS
from lessonry.website.faults import MARK
from lessonry.website.print_pages import FOLDER as PAPER
from lessonry.website.print_pages import PrintPages
from lessonry.website.search import Search
from lessonry.website.search_index import INDEX, TITLES
from lessonry.website.short_way import NEW, Made
from lessonry.website.site import Site

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

TEXT: Final = ("text/", "application/javascript", "application/json", "application/xml")
"""The kinds of files that may name the edition."""
LONGEST: Final = 600
"""Seconds that somebody waits who asks for what only a whole build makes."""
Maker = Callable[[Path], None]
"""Makes something again in a site's folder."""


class Previewed(Protocol):
    """What a preview asks of the plugin."""

    site: Site
    closed: Closed
    search: Search
    paper: PrintPages

    @property
    def faults(self) -> str:
        """Return the box on top of every page; nothing where there are no errors."""

    def told(self) -> dict[str, bytes]:
        """Return the files that tell the browser of the course, by their paths in the site."""


class Sending:
    """The site of a preview as it is sent."""

    def __init__(self, server: Any, plugin: Previewed, build: Callable[[], None]) -> None:
        """Begin with a fresh site.

        Args:
            server: MkDocs', which knows the site's folder.
            plugin: Which has the course.
            build: Asks for a whole build.
        """
        self.server = server
        self.plugin = plugin
        self.edition = self._built_edition = plugin.site.course.edition
        """The course's; files name that of the last whole build."""
        self.fault = ""
        """Why there is no site of what is written now, as a page."""
        self.door = Lock()
        """Held while pages are put in their places, and while one is opened."""
        self.work = Lock()
        """Held while something is made."""
        self._build = build
        self._stale: dict[str, Maker | None] = {}
        """By the beginnings of addresses, what makes them again; nothing where only a build does."""
        self._built = Condition()

    def fresh(self, fault: str = "") -> None:
        """Begin again with what a whole build left, or with the reason why it left nothing."""
        self.fault = fault
        if not fault:
            self.edition = self._built_edition = self.plugin.site.course.edition
            self._stale = {}
        with self._built:
            self._built.notify_all()

    def age(self, made: Made, edition: str) -> None:
        """Let all be stale that is made of more than a page; the door is held."""
        self.edition = edition
        stale: dict[str, Maker | None] = {
            f"{FOLDER}/{OUTLINE}": self._tell,
            f"{FOLDER}/{QUESTIONS}": self._tell,
            f"{FOLDER}/course.json": self._tell,
        }
        if self.plugin.paper.is_on and not any(
            file.dest_uri.startswith(f"{PAPER}/") for file in made.files
        ):
            stale[f"{PAPER}/"] = self._print
        if self.plugin.search.is_on:
            stale |= {f"{TITLES}/": self._list, f"{INDEX}/": self._list}
        for name in ("search", "material/search"):
            theirs: Any = made.config.plugins.get(name)
            if theirs is not None and theirs.config.get("enabled", True):
                stale["search/"] = None
        locks = self.plugin.site.locks
        if locks is not None and any(kit for _, kit in locks.made.values()):
            stale[f"{FOLDER}/kits/"] = None  # they are made for an edition
        self._stale = stale

    def app(self, app: WSGIApplication) -> WSGIApplication:
        """Return `app` such that nothing that it sends is of a former save."""

        def sent(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith("/livereload/"):
                return app(environ, start_response)
            inside = path.removeprefix(self.server.mount_path)
            if self.fault and ("." not in inside.rpartition("/")[2] or inside.endswith(".html")):
                said = self.server._inject_js_into_html(
                    self.fault.encode(), self.server._visible_epoch
                )
                length = str(len(said))
                start_response(
                    "200 OK", [("Content-Type", "text/html"), ("Content-Length", length)]
                )
                return [said]
            self._freshen(inside)
            begun: list[tuple[str, list[tuple[str, str]]]] = []

            def begin(status: str, headers: list[tuple[str, str]], *_: object) -> Any:
                begun.append((status, headers))
                return lambda data: None

            with self.door:
                body = app(environ, begin)
                made, now = self._built_edition, self.edition
            status, headers = begun[0]
            if not dict(headers).get("Content-Type", "").startswith(TEXT):
                start_response(status, headers)
                return body
            content = b"".join(body)
            if close := getattr(body, "close", None):
                close()
            if made != now:
                content = content.replace(made.encode(), now.encode())
            if (mark := MARK.encode()) in content:
                content = content.replace(mark, self.plugin.faults.encode())
            headers = [pair for pair in headers if pair[0] != "Content-Length"]
            start_response(status, [*headers, ("Content-Length", str(len(content)))])
            return [content]

        return sent

    def _freshen(self, inside: str) -> None:
        """Make again what is asked for, if a save has changed it."""
        start = next((start for start in self._stale if inside.startswith(start)), None)
        if start is None:
            return
        with self.work:
            make = self._stale.get(start)
            if make is not None:
                make(Path(self.server.root))
                left = {name: one for name, one in self._stale.items() if one != make}
                with self.door:
                    self._stale = left
                return
        with self._built:
            if start in self._stale:
                self._build()
                self._built.wait_for(lambda: start not in self._stale or self.fault, LONGEST)

    def _tell(self, root: Path) -> None:
        for path, content in self.plugin.told().items():
            file = root / path
            beside = file.with_name(f"{file.name}{NEW}")
            beside.write_bytes(content)
            beside.replace(file)

    def _print(self, root: Path) -> None:
        shutil.rmtree(root / PAPER, ignore_errors=True)
        # There are no translations, where a save goes the short way.
        list(self.plugin.paper.write(root, [self.plugin.site]))

    def _list(self, root: Path) -> None:
        shutil.rmtree(root / INDEX, ignore_errors=True)
        with self.plugin.search.on_built(root):
            pass  # the index itself waits until somebody searches
