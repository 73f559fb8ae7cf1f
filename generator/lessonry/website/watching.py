"""Watches what a course is made from by the operating system's events, and gathers what a save does.

An editor saves in several steps: through a file beside, by a rename, in two writes. What comes within a
few milliseconds is one save, and a file that is being written is waited for.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Condition
from typing import Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

NOT_INPUT: Final = re.compile(
    r"\.|4913$|#.*#$|.*~$|.*\.(?:tmp|swp|swx|crswap)$|.*___jb_(?:tmp|old)___$"
)
"""Names of the files that editors lay beside those that are edited."""
TOLD: Final = frozenset({"created", "modified", "closed", "moved", "deleted"})
"""What happens to a file; to look at one is also an event."""
DONE: Final = frozenset({"closed", "moved", "deleted"})
"""After these nobody is writing any more."""
ALL: Final = ""
"""In the place of a path: whatever there is."""
SHORTLY: Final = 0.015
"""Seconds of quiet after which a save is over."""
WRITING: Final = 0.06
"""Seconds to wait for the end of a write, which not every system tells."""


class Watcher(FileSystemEventHandler):
    """Gathers the files that were changed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._changed: set[str] = set()
        self._quiet_from = 0.0
        self._condition = Condition()
        self._files: set[str] = set()
        """The files that are watched by themselves, their folders being watched in their stead."""
        self._folders: set[str] = set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what an event tells, if it is of a file that may count."""
        kind = event.event_type
        if kind not in TOLD or (event.is_directory and kind == "modified"):
            return
        paths = {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
        wait = SHORTLY if kind in DONE or event.is_directory else WRITING
        self.note({path for path in paths if self._counts(path)}, wait)

    def note(self, paths: set[str], wait: float = SHORTLY) -> None:
        """Note that files were changed; nobody is told of them for `wait` seconds of quiet."""
        if not paths:
            return
        with self._condition:
            self._changed |= paths
            self._quiet_from = time.monotonic() + wait
            self._condition.notify_all()

    def changed(self, patience: float) -> set[str]:
        """Return what was changed, as soon as it is quiet; nothing after `patience` seconds without."""
        end = time.monotonic() + patience
        with self._condition:
            while not self._changed:
                left = end - time.monotonic()
                if left <= 0:
                    return set()
                self._condition.wait(left)
            while (left := self._quiet_from - time.monotonic()) > 0:
                self._condition.wait(left)
            changed, self._changed = self._changed, set()
            return changed

    def watch(self, observer: Any, path: str, *, recursive: bool) -> Any:
        """Watch a folder, or a file by its folder: what is renamed over a file is not the file.

        Returns:
            What the observer knows it by.
        """
        if Path(path).is_dir():
            self._folders.add(path)
            return observer.schedule(self, path, recursive=recursive)
        self._files.add(path)
        return observer.schedule(self, str(Path(path).parent), recursive=False)

    def _counts(self, path: str) -> bool:
        if path in self._files:
            return True
        for folder in self._folders:
            inside = path.removeprefix(f"{folder}{os.sep}")
            if inside != path:
                return not any(NOT_INPUT.match(part) for part in Path(inside).parts)
        return path in self._folders


def take_over(server: Any) -> Watcher:
    """Watch for a server of MkDocs by events, what it watches already and what it will be told to.

    Where the system has no events, or no more of them, the files are looked at twice a second, as
    MkDocs does.
    """
    watcher = Watcher()
    paths = [*server._watched_paths]
    for make in (Observer, lambda: PollingObserver(timeout=0.5)):
        server.observer = make()
        server._watched_paths.clear()
        server._watch_refs.clear()
        server.watch = _watch(server, watcher)
        try:
            for path in paths:
                server.watch(path)
            server.observer.start()
        except OSError:
            server.observer.unschedule_all()
            continue
        # MkDocs starts it as it begins to serve; what was changed until then is not to be missed.
        server.observer.start = lambda: None
        break
    return watcher


def _watch(server: Any, watcher: Watcher) -> Callable[..., None]:
    def watch(path: str, func: object = None, *, recursive: bool = True) -> None:
        path = str(Path(path).absolute())
        known = server._watched_paths.get(path, 0)
        server._watched_paths[path] = known + 1
        if not known:
            server._watch_refs[path] = watcher.watch(server.observer, path, recursive=recursive)

    return watch
