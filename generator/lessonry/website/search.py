"""What learners search: Pagefind's index of the built pages, and the titles that stand in for it.

The index is cut into pieces that a browser fetches as it needs them, so that a search costs the same
in a course of ten lessons and of a thousand. Quizzes and exams are not in it. Where its engine does not
run (no binary for the machine that builds, no WebAssembly in the page, a course opened from a
folder), titles and headings are searched.
"""

from __future__ import annotations

import html
import importlib
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.pages import Page

from lessonry.website.assets import FOLDER
from lessonry.website.site import Site

INDEX: Final = f"{FOLDER}/pagefind"
"""The folder of the site that holds the index."""
TITLES: Final = f"{FOLDER}/search/titles"
"""The folder of the site that holds the titles and headings, a module for each language."""
ENGINES: Final = ("pagefind_bin_extended", "pagefind_bin")
"""The packages that ship the engine; the first also tells the words of Chinese and Japanese apart."""
NOT_SEARCHED: Final = (
    "[data-lr-quiz]", "[data-lr-mode]", "[data-lr-verify]", "[data-search-exclude]", ".headerlink",
    ".lr-lesson-head", ".lr-exam-head", ".lr-lesson-foot",
    "[data-lr-course-map]", "[data-lr-progress]", ".lr-unscripted", "[hidden]:not(details *)",
)  # fmt: skip
"""What of a page is no text of its own."""
UNSPACED: Final = {"zh", "ja"}
"""Languages that write no spaces between words."""
SPARE: Final = ("*-ui.js", "*-ui.css", "pagefind-highlight.js", "pagefind-worker.js")
"""What the engine lays beside the index for those who have no page of their own for it."""
THEIR_DIALOG: Final = '<div class="md-search" data-md-component="search" role="dialog"'
THEIR_FIELD: Final = re.compile(r'<input[^>]*class="md-search__input"[^>]*aria-label="([^"]*)"')
"""Material's own search, which has no name (WCAG 4.1.2) but that of its field."""
ARTICLE: Final = re.compile(r'<article class="md-content__inner md-typeset"')
HEADER: Final = re.compile(
    r'<nav class="md-header__inner.*?(?=<div class="md-header__source">|</nav>)', re.DOTALL
)
WHOLE_ARTICLE: Final = re.compile(
    rf"{ARTICLE.pattern} data-pagefind-body([^>]*)>(.*)</article>", re.DOTALL
)
MODULE: Final = re.compile(r' data-lr-module="([^"]*)"')
LANGUAGE: Final = re.compile(r'<html[^>]*? lang="?([a-zA-Z-]+)')
HEADING: Final = re.compile(r'<h([1-3])(?:[^>]*? id="([^"]*)")?[^>]*>(.*?)</h\1>', re.DOTALL)
QUIET: Final = re.compile(
    r'<a class="headerlink".*?</a>|<section[^>]*data-lr-mode.*?</section>', re.DOTALL
)
TAG: Final = re.compile(r"<[^>]+>")


class Search:
    """The search of one site after another, where Material's header has a place for it."""

    def __init__(self) -> None:
        """Begin with no site."""
        self.is_serving = False
        """Whether it is a preview, whose index is made when somebody searches: a save stays quick."""
        self.is_fetched = True
        """Whether pages may fetch: from a disk they may not, and an index would be of no use."""
        self.is_on = False
        self._is_stale = False
        self._making = Lock()

    def take_place(self, config: MkDocsConfig, *, wanted: bool) -> None:
        """Take the place of Material's own search, which would fetch all its index at once."""
        self.is_on = wanted and config.theme.name == "material"
        theirs: Any = config.plugins.get("material/search")
        if self.is_on and theirs is not None:
            theirs.config.enabled = False

    def on_page(self, output: str, page: Page, site: Site) -> str:
        """Return a page with the box in its header, and its text marked as something to find."""
        if not self.is_on:
            field = THEIR_FIELD.search(output)
            named = f'{THEIR_DIALOG} aria-label="{field[1]}"' if field else THEIR_DIALOG
            return output.replace(THEIR_DIALOG, named, 1)
        header = HEADER.search(output)
        if header is None:
            return output
        site.page = page.file.src_uri
        box = site.environment.get_template("search.html.jinja").render(
            course=site.course, home=site.url_of("index.md")
        )
        output = output[: header.end()] + box + output[header.end() :]
        said = page.meta.get("search")
        if isinstance(said, dict) and said.get("exclude"):
            return output
        lesson = site.course.lesson_at(page.file.src_uri)
        module = site.course.module_of(lesson) if lesson else None
        marks = (
            " data-pagefind-body" if lesson else ' data-pagefind-body data-pagefind-weight="0.5"'
        )
        if module and module.title:
            marks += (
                f' data-lr-module="{html.escape(module.title)}"'
                ' data-pagefind-meta="module[data-lr-module]"'
            )
        return ARTICLE.sub(lambda found: found[0] + marks, output, count=1)

    def on_built(self, folder: Path) -> Iterator[str]:
        """Lay the titles and the index beside the pages; yield what the trainer should know."""
        if not self.is_on:
            return
        languages = write_titles(folder)
        if not self.is_fetched:
            return
        engine = find_engine()
        if engine is None:
            yield (
                "The search finds titles and headings only: there is no Pagefind for this machine."
            )
            return
        spaceless = sorted(UNSPACED & {language.split("-")[0] for language in languages})
        if spaceless and ENGINES[0] not in str(engine):
            yield (
                f"Words of this language ({', '.join(spaceless)}) have no spaces between them: install "
                "`lessonry[cjk]`, or the search finds only what begins a sentence."
            )
        if self.is_serving:
            self._is_stale = True
            return
        fault = write_index(folder, engine)
        if fault:
            yield f"The search finds titles and headings only: Pagefind said “{fault}”."

    def on_serve(self, server: LiveReloadServer, folder: Path) -> None:
        """Let a preview make its index once somebody searches."""
        if self.is_on:
            server.set_app(self._indexing(server.get_app(), folder))  # type: ignore[arg-type]

    def _indexing(self, app: Callable[..., Iterable[bytes]], folder: Path) -> Callable[..., Any]:
        def indexed(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            if f"/{INDEX}/" in environ.get("PATH_INFO", "") and self._is_stale:
                with self._making:
                    engine = find_engine()
                    if self._is_stale and engine:
                        self._is_stale = False
                        write_index(folder, engine)
            return app(environ, start_response)

        return indexed


def find_engine() -> Path | None:
    """Return Pagefind's binary, where a package for this machine ships it."""
    for name in ENGINES:
        try:
            found: Path = importlib.import_module(name).get_executable()
        except (ImportError, OSError):
            continue
        return found
    return None


def write_index(folder: Path, engine: Path) -> str | None:
    """Make the index of a built site; return why there is none, if so."""
    command = [engine, "--site", folder, "--output-subdir", INDEX, "--silent"]
    for selector in NOT_SEARCHED:
        command += ["--exclude-selectors", selector]
    try:
        done = subprocess.run(
            [*map(str, command)], capture_output=True, text=True, check=False, encoding="utf-8"
        )
    except OSError as error:
        return error.strerror or str(error)
    made = folder / INDEX
    if done.returncode or not (made / "pagefind.js").is_file():
        return (
            (done.stderr or done.stdout).strip().splitlines()[-1:][0] if done.stderr else "nothing"
        )
    for pattern in SPARE:
        for file in made.glob(pattern):
            file.unlink()
    return None


def write_titles(folder: Path) -> list[str]:
    """List the pages' titles and headings in a module for each language; return the languages."""
    found: dict[str, list[list[Any]]] = {}
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8", errors="ignore")
        article = WHOLE_ARTICLE.search(text)
        if article is None:
            continue
        language = LANGUAGE.search(text)
        entry = _entry(file.relative_to(folder).as_posix(), article)
        found.setdefault(language[1].lower() if language else "en", []).append(entry)
    target = folder / TITLES
    target.mkdir(parents=True, exist_ok=True)
    for tag, entries in found.items():
        said = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
        (target / f"{tag}.js").write_text(f"export default {said};\n", encoding="utf-8")
    return sorted(found)


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
