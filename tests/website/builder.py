"""Builds courses, each in a process of its own: a copy of one that has loaded all that builds need.

A builder is a program that is asked by lines of JSON. What an order says of accidents befalls its
build alone: that it is killed, or waits, at a certain change of a file, or that a disk refuses it.
"""

from __future__ import annotations

import errno
import gc
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from jinja2 import Environment, FileSystemBytecodeCache

from lessonry.cli import main
from tests.machine import ROOT

LOADED: Final = (
    "lessonry.website.build", "lessonry.website.built", "lessonry.website.plugin", "material",
    "material.plugins.search.plugin", "mkdocs.__main__", "pymdownx.snippets", "pymdownx.details",
    "markdown.extensions.admonition", "markdown.extensions.footnotes",
)  # fmt: skip
CHANGES: Final = frozenset({
    "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate",
})  # fmt: skip
"""Audit events that change what lies on a disk; opening to write is one more."""
TAKES_ROOM: Final = frozenset({"open", "os.link", "os.mkdir", "os.symlink"})
"""Those of them that a full disk refuses."""
WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
PATIENCE: Final = 60
"""Seconds that a build waits to go on, or is waited for."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a build ended, and what it said."""

    code: int
    """As programs end; less than nothing where a signal ended it."""
    said: str
    changes: int = 0
    """How many changes of files it made, where an accident was wanted."""
    taken: int = 0
    """Of these, the one by which the new site took the place of another."""


class Builder:
    """A process that builds what it is told."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.website.builder"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            # Its own variables, and not a test's, are what each build begins with.
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        self._told: Path | None = None

    def begin(
        self,
        folder: Path,
        arguments: Sequence[str],
        variables: Mapping[str, str],
        told: Path,
        **accidents: Any,
    ) -> None:
        """Begin to build.

        Args:
            folder: Where the program is called.
            arguments: The command; the first names the program, `lessonry` or `mkdocs`.
            variables: Of the environment.
            told: The file that takes what is said.
            accidents: What `_Accidents` knows; `day`, on which it seems to be built; `seconds`, after
                which it is ended without a word.
        """
        order = {
            "folder": str(folder),
            "arguments": list(arguments),
            "variables": dict(variables),
            "told": str(told),
            **accidents,
        }
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        self._told = told

    def end(self) -> Ended:
        """Wait until the build has ended."""
        assert self._told and self._process.stdout
        code = int(self._process.stdout.readline())
        counted = self._told.with_suffix(".changes")
        changes, taken = map(int, counted.read_text().split() if counted.exists() else (0, 0))
        counted.unlink(missing_ok=True)
        return Ended(code, self._told.read_text("utf-8"), changes, taken)

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE)


class _Accidents:
    """What befalls a build: an audit hook that counts the changes it is about to make below a folder."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.root = os.path.realpath(order["root"])
        self.at, self.what = order.get("at", -1), order.get("what", "")
        self.counted = Path(order["told"]).with_suffix(".changes")
        self.refused: str | None = order.get("refused")
        """A folder that takes nothing, as one of which all that is in it is read-only."""
        self.count, self.taken, self.is_busy = 0, 0, False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.is_busy or not (event in CHANGES or event == "open"):
            return
        path = arguments[0]
        if isinstance(path, int) or (event == "open" and not arguments[2] & WRITES):
            return
        self.is_busy = True
        try:
            self._meet(event, str(Path.cwd() / os.fsdecode(path)))
        finally:
            self.is_busy = False

    def _meet(self, event: str, path: str) -> None:
        if self.refused and f"{path}/".startswith(f"{self.refused}/"):
            raise OSError(errno.EROFS, "Read-only file system", path)
        if not path.startswith(self.root):
            return
        self.count += 1
        if event == "os.rename" and path.endswith("/site"):
            self.taken = self.count
        if self.what == "full" and event in TAKES_ROOM and self.count >= self.at:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        if self.count == self.at and self.what == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.count == self.at and self.what == "wait":
            self.counted.with_suffix(".waits").touch()
            end = time.monotonic() + PATIENCE
            while not self.counted.with_suffix(".go").exists() and time.monotonic() < end:
                time.sleep(0.002)


def _on(day: str) -> None:
    """Let it be another day, for all that asks `datetime`."""
    given = datetime.fromisoformat(day)

    class Someday(datetime):
        is_now = False

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Someday:
            moment = cls.fromtimestamp(time.time(), tz)
            moment = moment.replace(year=given.year, month=given.month, day=given.day)
            moment.is_now = True
            return moment

        def timestamp(self) -> float:
            # What is compared with the moments of files is the file system's clock.
            return time.time() if self.is_now else super().timestamp()

    for name, module in list(sys.modules.items()):
        if name.startswith("lessonry.") and getattr(module, "datetime", None) is datetime:
            module.datetime = Someday  # type: ignore[attr-defined]


def _built(order: dict[str, Any]) -> int:
    """Build in this process; return how programs end."""
    # A word too many on the way would be heard by who asked for the build.
    file = os.open(order["told"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1), os.dup2(file, 2)
    os.environ.update(order["variables"])
    os.chdir(order["folder"])
    if day := order.get("day"):
        _on(day)
    signal.setitimer(signal.ITIMER_REAL, order.get("seconds", 0))
    accidents = _Accidents(order) if "root" in order else None
    program, *arguments = order["arguments"]
    try:
        if accidents:
            sys.addaudithook(accidents)
        if program == "mkdocs":
            import_module("mkdocs.__main__").cli(arguments, prog_name="mkdocs")
        else:
            main(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except BaseException:
        traceback.print_exc()
        return 99
    finally:
        if accidents:
            accidents.is_busy = True
            accidents.counted.write_text(f"{accidents.count} {accidents.taken}")
        sys.stdout.flush(), sys.stderr.flush()
    return 0


def _keep_compiled(folder: str) -> None:
    """Let each build find what Jinja has compiled before it: a third of what a small one takes."""
    begin = Environment.__init__

    def begun(self: Environment, *arguments: Any, **options: Any) -> None:
        begin(self, *arguments, **options)
        kind = (type(self).__name__, self.autoescape, sorted(self.extensions))
        place = Path(folder, hashlib.sha256(repr(kind).encode()).hexdigest()[:16])
        place.mkdir(exist_ok=True)
        self.bytecode_cache = FileSystemBytecodeCache(str(place))

    Environment.__init__ = begun  # type: ignore[method-assign]


def _serve() -> None:
    for name in LOADED:
        import_module(name)
    compiled = TemporaryDirectory()
    _keep_compiled(compiled.name)
    gc.freeze()
    with compiled:
        _obey()


def _obey() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        process = os.fork()
        if process == 0:
            try:
                os._exit(_built(order))
            finally:
                os._exit(98)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _serve()
