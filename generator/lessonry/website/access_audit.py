"""Looks in the files of a built site for what stands behind a preview, and for the codes that open it.

What is looked for are runs of words that a sealed part shows and its author wrote, and that no free
page says. So an excerpt is found as well as the whole, and words of the interface are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from lessonry.access import codes
from lessonry.diagnostics import Diagnostics
from lessonry.domain.course import Course
from lessonry.project import Layout
from lessonry.project.structure import find_pages
from lessonry.readers.access import MORE
from lessonry.readers.files import read_source
from lessonry.website.readings import TAG, words
from lessonry.website.site_files import UNSPACED, SiteFile, letter_by_letter

RUN = 8
"""Words that make a run: fewer stand in two places by chance. Of Chinese and Japanese, letters count."""
TARGET = re.compile(r"\](?:\([^)]*\)|\[[^\]]*\])")
ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.]|[\w-]+=)[^{}]*\}")
TIMES = re.compile(r"(?m)^.*-->.*$|^\d+\s*$")
"""In captions, what stands between two lines that are spoken."""
CAPTIONS = (".vtt", ".srt")
TITLED = re.compile(r"(?m)^#\s.*$")
GROUPS = re.compile(r"-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-")
"""What every code in groups has in it: begun by a hyphen, it is sought ten times as fast as a code."""
IN_ONE = 20
"""Letters of a code that is written without hyphens."""
SPOKEN = re.compile(r"""\s(?:alt|title)=("[^"]*"|'[^']*')""")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLeak:
    """Something of a full page found where everybody can read it."""

    file: str
    """Relative to the site."""
    what: str

    def __str__(self) -> str:
        return f"{self.file} {self.what}"


Needles = Mapping[str, Sequence[tuple[Run, str]]]
"""By the longest of its words each run, with the title of its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedAudit:
    """Looks for what only sealed parts say, and for the codes that open them."""

    spaced: Needles
    unspaced: Needles
    """The runs that have letters of Chinese or Japanese in them."""
    held: Collection[str]
    """The codes."""

    def leaks_in(self, file: SiteFile) -> Iterator[ClosedLeak]:
        """Yield what a file tells: of all the runs one is enough to find where it comes from."""
        told = _first(self.spaced, file.vocabulary, file.said)
        if told is None and self.unspaced:
            told = _first(self.unspaced, frozenset(file.letters.split()), file.letters)
        if told is not None:
            run, title = told
            what = f"tells of the full page “{title}”: “… {' '.join(run)} …”"
            yield ClosedLeak(file=file.name, what=what)
        if _names_code(file, self.held):
            yield ClosedLeak(file=file.name, what="names an access code")


def _first(needles: Needles, vocabulary: frozenset[str], said: str) -> tuple[Run, str] | None:
    """Return a run that is said, with the title of its page; most have a word that is not there."""
    for longest in sorted(needles.keys() & vocabulary):
        for run, title in needles[longest]:
            if vocabulary.issuperset(run) and f" {' '.join(run)} " in said:
                return run, title
    return None


def closed_audit(
    course: Course, layout: Layout, parts: Collection[tuple[str, str]], held: Collection[str]
) -> ClosedAudit | None:
    """Return what looks for what sealed parts say; nothing where there are none.

    Args:
        course: With its pages.
        layout: Where their sources lie.
        parts: Each sealed part: the title of its page, and its HTML.
        held: The codes that open them.
    """
    if not parts:
        return None
    spaced: dict[str, list[tuple[Run, str]]] = {}
    unspaced: dict[str, list[tuple[Run, str]]] = {}
    for run, title in _needles(course, layout, parts).items():
        needles = unspaced if any(map(UNSPACED.search, run)) else spaced
        needles.setdefault(max(run, key=len), []).append((run, title))
    return ClosedAudit(spaced=spaced, unspaced=unspaced, held=held)


def _needles(course: Course, layout: Layout, parts: Iterable[tuple[str, str]]) -> dict[Run, str]:
    """Return the runs that only sealed parts say, each with the title of its page."""
    shown = {
        run: title
        for title, html in parts
        for text in (_text(html), *(unescape(alt) for alt in SPOKEN.findall(html)))
        for run in runs(text)
    }
    written: set[Run] = set()
    free: set[Run] = set(runs(layout.config.read_text("utf-8", errors="ignore")))
    for text, is_free in _sources(course, layout):
        for form in (text, _plain(text)):
            found = set(runs(form))
            written |= found
            if is_free:
                free |= found
    return {run: title for run, title in shown.items() if run in written and run not in free}


def _sources(course: Course, layout: Layout) -> Iterator[tuple[str, bool]]:
    """Yield what the author wrote, and whether everybody may read it."""
    pages = [p for one in (course, *course.translations) for p in (*one.lessons, *one.pages)]
    closed = {page.path for page in pages if page.access.is_full}
    placed = {p.quiz for page in pages if page.path not in closed for p in page.placements}
    folders = tuple(f"{language.code}/" for language in layout.translations)
    for path in find_pages(layout.docs):
        text = _read(layout.docs / path)
        if _without(path, folders) not in closed:
            yield text, True
            continue
        mark = MORE.search(text)
        title = TITLED.search(text)
        at = mark.start() if mark else title.end() if title else _front_end(text)
        yield text[:at], True
        yield text[at:], False
    for file in sorted(layout.quizzes.rglob("*.md")):
        yield _read(file), file.stem in placed
    heard = {
        c.path for page in pages if page.path not in closed for m in page.media for c in m.captions
    }
    for file in sorted(layout.docs.rglob("*")):
        if file.suffix in CAPTIONS:
            is_free = file.relative_to(layout.docs).as_posix() in heard
            yield TIMES.sub("\n", _read(file)), is_free


def _without(path: str, folders: tuple[str, ...]) -> str:
    """Return the path of a page's original, where it lies in the folder of a translation."""
    folder = next((folder for folder in folders if path.startswith(folder)), "")
    return path.removeprefix(folder)


def _front_end(text: str) -> int:
    """Return where the front matter ends."""
    found = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return found.end() if found else 0


def _read(file: Path) -> str:
    source = read_source(file, file.name, Diagnostics())
    return source.text if source else ""


def _plain(markdown: str) -> str:
    return TAG.sub(" ", ATTRIBUTES.sub(" ", TARGET.sub("]", markdown)))


def _text(html: str) -> str:
    return unescape(
        TAG.sub("", re.sub(r"</?(?:p|li|h\d|div|td|th|dd|dt|br|span)\b", r" \g<0>", html))
    )


def runs(text: str) -> Iterator[Run]:
    """Yield every run of words of a text."""
    said = letter_by_letter(words(text)).split()
    for at in range(len(said) - RUN + 1):
        yield tuple(said[at : at + RUN])


def _names_code(file: SiteFile, held: Collection[str]) -> bool:
    """Return whether a file has a code that holds, in groups or in one."""
    grouped = codes.WRITTEN.findall(file.text) if GROUPS.search(file.text) else ()
    in_one = (word for word in file.vocabulary if len(word) == IN_ONE)
    return any(codes.read(each) in held for each in (*grouped, *in_one))
