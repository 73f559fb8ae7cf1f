"""Takes one save after the other: by the short way, or by a whole build beside what is being read."""

from __future__ import annotations

import html
import logging
import os
import shutil
import time
import traceback
from pathlib import Path
from typing import Any, Final, cast

from jinja2 import Environment, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer, _timestamp
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from lessonry.diagnostics import Diagnostic, Diagnostics, Report, Severity
from lessonry.website.faults import sentence
from lessonry.website.second_look import SecondLook
from lessonry.website.sending import Previewed, Sending
from lessonry.website.serving import FAULT_PAGE, watch, with_ranges
from lessonry.website.short_way import Change, Made, ShortWay, WholeBuildError
from lessonry.website.site import Site
from lessonry.website.watching import ALL, Watcher, take_over

log = logging.getLogger("mkdocs.plugins.lessonry")
QUIET: Final = 0.1
"""Seconds without another change before a whole build begins."""
SOON: Final = 1.0
"""Seconds without a save before the course is looked at as a whole."""


class Preview:
    """One course for as long as it is served."""

    def __init__(self, plugin: Previewed) -> None:
        """Begin before there is a site."""
        self.plugin = plugin
        self.nav: Navigation | None = None
        """The menu of the build that is going on."""
        self._made: Made | None = None
        self._beside: str | None = None
        """Where the build that is going on writes to, if not where MkDocs would."""
        self._way: ShortWay | None = None
        self._look: SecondLook | None = None
        self._known: set[str] = set()
        """The real paths of the files that the last build may have read."""
        self._folders: tuple[str, ...] = ()

    def begin(self, server: LiveReloadServer) -> None:
        """Take over a server of MkDocs that has its first site."""
        self._server = cast("Any", server)
        self._folders = (server.root, f"{server.root}-beside")
        self._watcher: Watcher = take_over(self._server)
        watch(server, self.plugin.site.layout, lambda: self._watcher.note({ALL}))
        self._sending = Sending(server, self.plugin, lambda: self._watcher.note({ALL}))
        self._server.error_handler = self._error_page
        self._server._build_loop = self._loop
        app = server.get_app() or server.serve_request
        server.set_app(with_ranges(self._sending.app(app)))

    def end(self) -> None:
        """Leave nothing behind."""
        self._leave_look()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)

    def take_place(self, config: MkDocsConfig) -> None:
        """Let a build that begins write beside the site that is being read."""
        if self._beside is not None:
            config.site_dir = self._beside

    def note(
        self, config: MkDocsConfig, files: Files, nav: Navigation, env: Environment, site: Site
    ) -> None:
        """Keep what a build has made of its files, before it writes pages."""
        self._made = Made(config=config, files=files, nav=nav, env=env, site=site)

    def prepare(self) -> None:
        """Make ready, after a whole build, for what comes the short way."""
        self._way = ShortWay(self._made) if self._made else None
        self._known |= self._files()
        if self._way is not None:
            self._way.prepare()

    def save(self, paths: set[str]) -> None:
        """Show what was changed in these files."""
        if self._goes_short(paths):
            return
        while more := self._watcher.changed(QUIET):
            paths |= more
        # An editor may have been in the middle of putting a new file into the place of the old.
        if self._counting(paths) and not self._goes_short(paths):
            self.build()

    def build(self) -> None:
        """Build the whole beside what is being read, and put it into its place."""
        log.info("Detected file changes")
        self._leave_look()
        self._known = self._files()  # what is removed while it is read was there
        former = self._server.root
        beside = next(folder for folder in self._folders if folder != former)
        Path(beside).mkdir(exist_ok=True)
        with self._sending.work:
            self._way = self._made = None
            self._beside, fault = beside, ""
            try:
                self._server.builder()
            except (MkDocsException, TemplateError) as error:
                fault = sentence(error)
                log.error("%s", fault)
            except Exception:
                fault = traceback.format_exc()
                log.exception("The course could not be built")
            page = FAULT_PAGE.format(fault=html.escape(fault)) if fault else ""
            with self._sending.door:
                if not fault:
                    self._server.root = beside
                self._sending.fresh(page)
        if fault:
            self._made = None
        self._wake()
        shutil.rmtree(beside if fault else former, ignore_errors=True)
        self.prepare()

    def _loop(self) -> None:
        self.prepare()
        while not self._server._shutdown:
            paths = self._watcher.changed(self._server.shutdown_delay)
            if paths:
                self.save(paths)
            elif self._look is not None and self._look.is_done(SOON):
                self._take_look(self._look)

    def _goes_short(self, paths: set[str]) -> bool:
        """Show what was changed by the short way; return whether that was possible."""
        counting = self._counting(paths)
        if self._way is None or self._made is None or not counting or ALL in counting:
            return False
        begun = time.monotonic()
        with self._sending.work:
            try:
                change = self._way.change(counting, Path(self._server.root))
            except WholeBuildError as reason:
                log.debug("This takes a whole build: %s.", reason)
                return False
            except Exception as error:
                # Whatever it is, a whole build tells of it as ever.
                log.debug("This takes a whole build: %r.", error)
                return False
            with self._sending.door:
                self._way.take(change)
                self.plugin.closed.course = change.course
                self._sending.age(self._made, change.edition)
            self._put(_with(self.plugin.site.diagnostics, change))
        self._wake()
        shown = ", ".join(sorted(change.paths))
        log.info("%s is shown, %.2f seconds after its save", shown, time.monotonic() - begun)
        self._leave_look()
        self._look = SecondLook(self.plugin.site)
        return True

    def _files(self) -> set[str]:
        """Return the real paths of what a build reads."""
        layout = self.plugin.site.layout
        folders = (layout.docs, layout.quizzes, layout.certificates, layout.folder / "templates")
        files = {os.path.realpath(file) for folder in folders for file in folder.rglob("*")}
        return files | {os.path.realpath(layout.config)}

    def _counting(self, paths: set[str]) -> set[str]:
        """Return those that are part of the course, or were: not what came and went in one save."""
        known = (path for path in paths if os.path.realpath(path) in self._known)
        files = {path for path in paths if path == ALL or Path(path).is_file()}
        return files | {path for path in known if not Path(path).is_dir()}

    def _take_look(self, look: SecondLook) -> None:
        """Tell what only a look at the whole course finds."""
        self._look = None
        found = look.found()
        if found is not None and self._put(found):
            self._wake()

    def _leave_look(self) -> None:
        if self._look is not None:
            self._look.end()
            self._look = None

    def _put(self, found: Diagnostics) -> bool:
        """Say what is wrong now and was not; return whether the faults on the pages are others."""
        site, report = self.plugin.site, Report(diagnostics=found)
        former, faults = {*map(_said, site.diagnostics)}, self.plugin.faults
        for one in found:
            if _said(one) not in former:
                write = log.error if one.severity is Severity.ERROR else log.warning
                write(report.entry(one))
        site.diagnostics = found
        return self.plugin.faults != faults

    def _wake(self) -> None:
        """Let the browsers load their pages again."""
        server = self._server
        with server._epoch_cond:
            server._visible_epoch = max(_timestamp(), server._visible_epoch + 1)
            server._wanted_epoch = server._visible_epoch
            server._epoch_cond.notify_all()

    def _error_page(self, code: int) -> bytes | None:
        file = Path(self._server.root) / f"{code}.html"
        return file.read_bytes() if file.is_file() else None


def _with(diagnostics: Diagnostics, change: Change) -> Diagnostics:
    """Return what is wrong after a change, as far as the files tell that were read."""
    kept = (one for one in diagnostics if one.place.source.path not in change.paths)
    return Diagnostics([*kept, *change.diagnostics.found])


def _said(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return what is said of a fault, wherever in its file it is by now."""
    return diagnostic.code, diagnostic.message, diagnostic.place.source.path
