"""Makes a built site one that opens from a disk: its modules in a script that browsers take from there.

A page that was opened by a double click may load scripts, styles and pictures, but no module, and
may fetch nothing. So one plain script, `from-disk.js`, has the text of every module; it makes them
known under their own addresses by an import map, and answers `fetch` from scripts that have the bytes.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import re
from pathlib import Path
from typing import Final

from lessonry.website.assets import FOLDER, OTHERS, RUNTIME, SCRIPT, bare
from lessonry.website.modules import ADDRESS, NAMED, place_of

STARTER: Final = "from-disk.js"
HERE: Final = "lessonry-root:/"
"""In a module's text the site's root, which only the page knows."""
ELSEWHERE: Final = "https://lessonry.invalid/"
"""A root for other people's modules: some read a disk's files in a way of their own."""
FETCHED: Final = {".json", ".wasm", ".z"}
"""Kinds of files below the runtime that its modules fetch: data, the shaper, slices of fonts."""
PUBLIC: Final = ("did.json", ".well-known/did.json", "self-service/keys.json")
"""What the verify page asks for: of who issues it is told, of what was taken back it is not."""
USELESS: Final = (
    "404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt", "CNAME", ".nojekyll",
    "status", "self-service/status", "sw.js", "manifest.webmanifest",
    "assets/javascripts/lunr", "assets/javascripts/workers",
)  # fmt: skip
"""What only a host has a use for; standing would be that of the day of packing. And the theme's own
search, which asks for a worker."""
SCRIPT_TAG: Final = re.compile(
    rf"""<script\b(?=[^>]*\btype=["']?module)[^>]*\bsrc=["']?([^"'\s>]*){re.escape(SCRIPT)}["']?[^>]*>"""
)


def open_from_disk(site: Path) -> None:
    """Change the site in a folder so that its pages work when they are opened from there."""
    for name in USELESS:
        _remove(site / name)
    modules: dict[str, str] = {}
    files: dict[str, str] = {}
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_file():
            continue
        if path.startswith("assets/") and file.name.endswith((".js.map", ".css.map")):
            file.unlink()
        elif path in PUBLIC or (path.startswith(f"{FOLDER}/") and file.suffix in FETCHED):
            files[path] = mimetypes.types_map.get(file.suffix, "application/octet-stream")
            _as_script(file, path)
        elif path.startswith(f"{FOLDER}/") and file.suffix == ".js":
            modules[path] = absolute(file.read_text(encoding="utf-8"), path)
    for path in modules:
        (site / path).unlink()
    starter = bare((RUNTIME / "offline" / STARTER).read_text(encoding="utf-8"))
    starter = starter.replace("MODULES = {}", f"MODULES = {_json(modules)}", 1)
    starter = starter.replace("FILES = {}", f"FILES = {_json(files)}", 1)
    (site / FOLDER / STARTER).write_text(starter, encoding="utf-8", newline="\n")
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        changed = SCRIPT_TAG.sub(rf'<script src="\1{FOLDER}/{STARTER}">', text)
        if changed != text:
            file.write_text(changed, encoding="utf-8", newline="\n")
    for folder in sorted(site.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def absolute(module: str, path: str) -> str:
    """Return a module's text such that what it imports is named from the site's root."""
    root = ELSEWHERE if OTHERS in path.split("/") else HERE

    def named(found: re.Match[str]) -> str:
        before, quote, target = found.groups()
        quote = "`" if quote == "`" else '"'
        return f"{before}{quote}{HERE}{place_of(path, target)}{quote}"

    return ADDRESS.sub(lambda _: json.dumps(root + path), NAMED.sub(named, module))


def _as_script(file: Path, path: str) -> None:
    """Lay a file there as a script that hands its bytes over."""
    told = base64.b64encode(file.read_bytes()).decode()
    script = f"lessonryFile({_json(path)},{_json(told)});\n"
    file.with_name(f"{file.name}.js").write_text(script, encoding="utf-8", newline="\n")
    file.unlink()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _remove(path: Path) -> None:
    if path.is_dir():
        for inner in sorted(path.rglob("*"), reverse=True):
            inner.rmdir() if inner.is_dir() else inner.unlink()
        path.rmdir()
    else:
        path.unlink(missing_ok=True)
