"""Searches a built site for what stands behind a preview, and for the codes that open it.

What is looked for are runs of words that a sealed part shows and its author wrote, and that no free
page says. So an excerpt is found as well as the whole, and words of the interface are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
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
from lessonry.website.audit import BINARY
from lessonry.website.readings import INVISIBLE, TAG, decoded, readings, unfolded

RUN = 8
"""Words that make a run: fewer stand in two places by chance."""
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
"""A word; Chinese and Japanese, which write no blanks, go letter by letter."""
TARGET = re.compile(r"\](?:\([^)]*\)|\[[^\]]*\])")
ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.]|[\w-]+=)[^{}]*\}")
TIMES = re.compile(r"(?m)^.*-->.*$|^\d+\s*$")
"""In captions, what stands between two lines that are spoken."""
CAPTIONS = (".vtt", ".srt")
TITLED = re.compile(r"(?m)^#\s.*$")
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


def audit_closed(
    site: Path,
    course: Course,
    layout: Layout,
    parts: Collection[tuple[str, str]],
    held: Collection[str],
) -> list[ClosedLeak]:
    """Return what the files under `site` tell of sealed parts; nothing is as it should be.

    Args:
        site: The built site.
        course: With its pages.
        layout: Where their sources lie.
        parts: Each sealed part: the title of its page, and its HTML.
        held: The codes that open them.
    """
    if not parts:
        return []
    needles = _needles(course, layout, parts)
    by_anchor: dict[str, list[tuple[int, Run]]] = {}
    for run in needles:
        place = max(range(RUN), key=lambda at: len(run[at]))
        by_anchor.setdefault(run[place], []).append((place, run))
    leaks: list[ClosedLeak] = []
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site).as_posix()
        if BINARY.fullmatch(name):
            continue
        raw = unfolded(file.read_bytes())
        told = next(_found(set(readings(raw)), by_anchor), None)
        if told is not None:
            said = " ".join(told)
            what = f"tells of the full page “{needles[told]}”: “… {said} …”"
            leaks.append(ClosedLeak(file=name, what=what))
        if _names_code(decoded(raw), held):
            leaks.append(ClosedLeak(file=name, what="names an access code"))
    return leaks


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
    words = WORD.findall(INVISIBLE.sub("", text).lower())
    for at in range(len(words) - RUN + 1):
        yield tuple(words[at : at + RUN])


def _found(texts: Iterable[str], by_anchor: dict[str, list[tuple[int, Run]]]) -> Iterator[Run]:
    """Yield the runs that stand in any of the texts."""
    for text in texts:
        words = WORD.findall(INVISIBLE.sub("", text).lower())
        for at, word in enumerate(words):
            for place, run in by_anchor.get(word, ()):
                if at >= place and tuple(words[at - place : at - place + RUN]) == run:
                    yield run


def _names_code(text: str, held: Collection[str]) -> bool:
    """Return whether a text has a code that holds, in groups or in one."""
    written = (*codes.WRITTEN.findall(text), *re.findall(r"\b[0-9A-Z]{20}\b", text))
    return any(codes.read(each) in held for each in written)
