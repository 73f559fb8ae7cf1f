"""Makes what is searched: Pagefind's index of the built pages, and the titles that stand in for it.

Pagefind gets of each page its article alone. The navigation around it, which no search looks into, is
most of a page in a large course: to have it parsed takes three times as long.
"""

from __future__ import annotations

import html
import importlib
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from lessonry.website.assets import FOLDER

INDEX: Final = f"{FOLDER}/pagefind"
"""The folder of the site that holds the index."""
TITLES: Final = f"{FOLDER}/search/titles"
"""The folder of the site that holds the titles and headings, a module for each language."""
ENTRY: Final = "pagefind-entry.json"
ENGINES: Final = ("pagefind_bin_extended", "pagefind_bin")
"""The packages that ship the engine; the first also tells the words of Chinese and Japanese apart."""
NOT_SEARCHED: Final = (
    "[data-lr-quiz]", "[data-lr-mode]", "[data-lr-verify]", "[data-search-exclude]", ".headerlink",
    ".lr-lesson-head", ".lr-exam-head", ".lr-lesson-foot",
    "[data-lr-course-map]", "[data-lr-progress]", ".lr-unscripted", "[hidden]:not(details *)",
)  # fmt: skip
"""What of a page is no text of its own."""
SPARE: Final = ("*-ui.js", "*-ui.css", "pagefind-highlight.js", "pagefind-worker.js")
"""What the engine lays beside the index for those who have no page of their own for it."""
ARTICLE: Final = re.compile(r'<article class="md-content__inner md-typeset"')
WHOLE_ARTICLE: Final = re.compile(
    rf"{ARTICLE.pattern} data-pagefind-body([^>]*)>(.*)</article>", re.DOTALL
)
PAGE: Final = re.compile(r"<html[^>]*>")
THEIRS: Final = "data-pagefind-"
"""Attributes by which a page tells the engine what to do: the trainer may have some of their own."""
MODULE: Final = re.compile(r' data-lr-module="([^"]*)"')
LANGUAGE: Final = re.compile(r' lang="?([a-zA-Z-]+)')
HEADING: Final = re.compile(r'<h([1-3])(?:[^>]*? id="([^"]*)")?[^>]*>(.*?)</h\1>', re.DOTALL)
QUIET: Final = re.compile(
    r'<a class="headerlink".*?</a>|<section[^>]*data-lr-mode.*?</section>', re.DOTALL
)
TAG: Final = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page that has something to find."""

    path: str
    """Relative to the site."""
    opening: str
    """Its first tag, which names its language."""
    article: re.Match[str] | None
    """Its text; nothing where it is searched by marks of the trainer's own alone."""
    is_marked: bool
    """Whether something outside of its article is marked for the engine, too."""
    text: str
    """All of it."""

    @property
    def searched(self) -> str:
        """Return what of it the engine must see."""
        if self.article is None or self.is_marked:
            return self.text
        return self.opening + self.article[0]


def pages(site: Path) -> Iterator[Found]:
    """Yield the pages of a built site that have something to find."""
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8", errors="ignore")
        if THEIRS not in text:
            continue
        article = WHOLE_ARTICLE.search(text)
        opening = PAGE.search(text)
        begin, end = article.span() if article else (0, 0)
        yield Found(
            path=file.relative_to(site).as_posix(),
            opening=opening[0] if opening else "",
            article=article,
            is_marked=text.find(THEIRS, 0, begin) >= 0 or text.find(THEIRS, end) >= 0,
            text=text,
        )


@dataclass(kw_only=True)
class Titles:
    """The titles and headings of a site's pages, by the languages of these."""

    found: dict[str, list[list[Any]]] = field(default_factory=dict)

    def add(self, page: Found) -> None:
        """Take a page in."""
        if page.article is not None:
            language = LANGUAGE.search(page.opening)
            tag = language[1].lower() if language else "en"
            self.found.setdefault(tag, []).append(_entry(page.path, page.article))

    def write(self, site: Path) -> None:
        """Write a module for each language into a built site."""
        target = site / TITLES
        target.mkdir(parents=True, exist_ok=True)
        for tag, entries in self.found.items():
            said = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
            (target / f"{tag}.js").write_text(f"export default {said};\n", encoding="utf-8")


@dataclass(kw_only=True)
class Indexing:
    """Pagefind at work on the pages of a site: a process of its own, beside which a build goes on."""

    site: Path
    engine: Path
    pages: Path
    """The folder that it reads."""
    _process: subprocess.Popen[str] | None = None

    def add(self, page: Found) -> None:
        """Let a page be indexed."""
        file = self.pages / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.searched, encoding="utf-8")

    def begin(self) -> str | None:
        """Set the engine to work; return why it does not, if so."""
        index = (self.site / INDEX).resolve()
        command = [self.engine, "--site", self.pages, "--output-path", index, "--silent"]
        for selector in NOT_SEARCHED:
            command += ["--exclude-selectors", selector]
        try:
            self._process = subprocess.Popen(
                [*map(str, command)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        except OSError as error:
            return error.strerror or str(error)
        return None

    def end(self) -> str | None:
        """Wait for the index; return why there is none, if so."""
        assert self._process is not None
        out, said = self._process.communicate()
        made = self.site / INDEX
        if self._process.returncode or not (made / "pagefind.js").is_file():
            return ((said or out).strip().splitlines() or ["nothing"])[-1]
        for pattern in SPARE:
            for file in made.glob(pattern):
                file.unlink()
        # The engine names the languages in any order; the same course shall make the same bytes.
        told = json.loads((made / ENTRY).read_text("utf-8"))
        told["languages"] = dict(sorted(told["languages"].items()))
        said = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        (made / ENTRY).write_text(said, encoding="utf-8")
        return None

    def stop(self) -> None:
        """Stop the engine, where it is still at work."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


@contextmanager
def indexing(site: Path, engine: Path) -> Iterator[Indexing]:
    """Give the engine a folder for as long as the block lasts."""
    with TemporaryDirectory(prefix="lessonry-") as folder:
        index = Indexing(site=site, engine=engine, pages=Path(folder))
        try:
            yield index
        finally:
            index.stop()


def find_engine() -> Path | None:
    """Return Pagefind's binary, where a package for this machine ships it."""
    for name in ENGINES:
        try:
            found: Path = importlib.import_module(name).get_executable()
        except (ImportError, OSError):
            continue
        return found
    return None


def write_index(site: Path, engine: Path) -> str | None:
    """Make the index of a built site; return why there is none, if so."""
    with indexing(site, engine) as index:
        for page in pages(site):
            index.add(page)
        return index.begin() or index.end()


def _entry(path: str, article: re.Match[str]) -> list[Any]:
    """Return what is known of a page: its URL, title, module, and headings with their anchors."""
    module = MODULE.search(article[1])
    title, headings = "", []
    for level, anchor, inner in HEADING.findall(QUIET.sub("", article[2])):
        said = html.unescape(TAG.sub("", inner)).strip()
        if level == "1":
            title = title or said
        elif anchor and said:
            headings.append([anchor, said])
    url = path.removesuffix("index.html")
    return [url, title or url, html.unescape(module[1]) if module else "", headings]
