"""Makes what is searched: Pagefind's index of the built pages, and the titles that stand in for it.

Pagefind gets of each page its article alone, and of that what it looks into: to have the navigation
and the quizzes parsed, which are most of a page in a large course, takes ten times as long.
"""

from __future__ import annotations

import hashlib
import html
import importlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lessonry.website.assets import FOLDER
from lessonry.website.search_given import Given
from lessonry.website.search_tags import NOT_SEARCHED, THEIRS
from lessonry.website.search_text import searched_text, without_quizzes

INDEX: Final = f"{FOLDER}/pagefind"
"""The folder of the site that holds the index."""
TITLES: Final = f"{FOLDER}/search/titles"
"""The folder of the site that holds the titles and headings, a module for each language."""
ENTRY: Final = "pagefind-entry.json"
ENGINES: Final = ("pagefind_bin_extended", "pagefind_bin")
"""The packages that ship the engine; the first also tells the words of Chinese and Japanese apart."""
SPARE: Final = ("*-ui.js", "*-ui.css", "pagefind-highlight.js", "pagefind-worker.js")
"""What the engine lays beside the index for those who have no page of their own for it."""
ARTICLE: Final = '<article class="md-content__inner md-typeset"'
BODY: Final = f"{ARTICLE} data-pagefind-body".encode()
END: Final = b"</article>"
PAGE: Final = re.compile(rb"<html[^>]*>")
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
    article: str | None
    """Its text; nothing where it is searched by marks of the trainer's own alone."""
    short: str
    """The same without most of its quizzes."""
    whole: bytes | None
    """All of it, where something outside of its article is marked for the engine, too."""

    @property
    def searched(self) -> str:
        """Return what of it the engine must see."""
        if self.whole is not None:
            return _text(self.whole)
        assert self.article is not None
        return self.opening + (searched_text(self.article, self.short) or self.article)

    @property
    def language(self) -> str:
        """Return the language that it says it is in."""
        language = LANGUAGE.search(self.opening)
        return language[1].lower() if language else "en"

    @property
    def entry(self) -> list[Any] | None:
        """Return its URL, title, module, and headings with their anchors; nothing without an article."""
        return _entry(self.path, self.short) if self.article is not None else None


def pages(site: Path) -> Iterator[Found]:
    """Yield the pages of a built site that have something to find."""
    for path in paths(site):
        found = look_at(path, (site / path).read_bytes())
        if found is not None:
            yield found


def paths(site: Path) -> list[str]:
    """Return the paths of a site's pages, in the order in which they are listed."""
    found: list[str] = []
    for folder, _, names in os.walk(site):
        here = Path(folder).relative_to(site).as_posix()
        before = "" if here == "." else f"{here}/"
        found += [before + name for name in names if name.endswith(".html")]
    return sorted(found, key=lambda path: path.split("/"))


def look_at(path: str, data: bytes) -> Found | None:
    """Return a page where it has something to find.

    Args:
        path: Relative to the site.
        data: All of it.
    """
    first = data.find(THEIRS.encode())
    if first < 0:
        return None
    begin, end = data.find(BODY), data.rfind(END)
    opened = data.find(b">", begin + len(BODY))
    article = None
    is_marked = True
    if 0 <= begin < opened < end:
        end += len(END)
        article = _text(data[begin:end])
        is_marked = first < begin or data.find(THEIRS.encode(), end) >= 0
    opening = PAGE.search(data)
    return Found(
        path=path,
        opening=_text(opening[0]) if opening else "",
        article=article,
        short=without_quizzes(article, is_lone=True) if article else "",
        whole=data if is_marked else None,
    )


def _text(data: bytes) -> str:
    text = data.decode("utf-8", errors="ignore")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@dataclass(kw_only=True)
class Titles:
    """The titles and headings of a site's pages, by the languages of these."""

    found: dict[str, list[list[Any]]] = field(default_factory=dict)

    def add(self, language: str, entry: list[Any]) -> None:
        """Take a page in."""
        self.found.setdefault(language, []).append(entry)

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
    given: Given
    """What it reads."""
    _process: subprocess.Popen[str] | None = None

    def has(self, path: str, digest: str) -> bool:
        """Return whether a page's text, of that hash, is to be indexed."""
        return self.given.has(path, digest)

    def add(self, path: str, text: bytes, digest: str) -> None:
        """Let a page be indexed: an index of others is of no use then."""
        self.discard()
        self.given.add(path, text, digest)

    def begin(self) -> str | None:
        """Set the engine to work; return why it does not, if so."""
        index = (self.site / INDEX).resolve()
        self.given.tidy()
        command = [self.engine, "--site", self.given.folder, "--output-path", index, "--silent"]
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

    def discard(self) -> None:
        """Stop the engine, where it has begun, and leave nothing of what it made."""
        if self._process is not None:
            self.stop()
            self._process = None
            shutil.rmtree(self.site / INDEX, ignore_errors=True)

    def stop(self) -> None:
        """Stop the engine, where it is still at work, and hear it out."""
        process = self._process
        if process is not None and process.stdout is not None and not process.stdout.closed:
            process.kill()
            process.communicate()


@contextmanager
def indexing(site: Path, engine: Path, home: Path | None = None) -> Iterator[Indexing]:
    """Give the engine a folder for as long as the block lasts.

    Args:
        site: What is searched.
        engine: What makes the index.
        home: The folder that keeps what it reads; nothing where nothing is kept.
    """
    given = Given(home)
    with given.taken():
        index = Indexing(site=site, engine=engine, given=given)
        try:
            yield index
        finally:
            index.stop()


def digest_of(content: bytes) -> str:
    """Return the hash by which a text is known."""
    return hashlib.sha256(content).hexdigest()


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
            text = page.searched.encode()
            index.add(page.path, text, digest_of(text))
        return index.begin() or index.end()


def _entry(path: str, article: str) -> list[Any]:
    """Return what is known of a page: its URL, title, module, and headings with their anchors."""
    at = article.find(">")
    module = MODULE.search(article[:at])
    title, headings = "", []
    for level, anchor, inner in HEADING.findall(QUIET.sub("", article[at + 1 :])):
        said = html.unescape(TAG.sub("", inner)).strip()
        if level == "1":
            title = title or said
        elif anchor and said:
            headings.append([anchor, said])
    url = path.removesuffix("index.html")
    return [url, title or url, html.unescape(module[1]) if module else "", headings]
