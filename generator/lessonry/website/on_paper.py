"""Makes a page's HTML fit for paper and another page: no answers, no controls, links that lead on."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote, urlsplit

QUIZ = re.compile(r'<section class="lr-quiz[ "][^>]*?\sdata-lr-quiz="([^"]+)"[^>]*>')
EXAM = re.compile(r'<section [^>]*?data-lr-mode="exam"[^>]*>')
ITEM = re.compile(r'<form class="lr-item"[^>]*>')
LEGEND = re.compile(r"<legend[^>]*>")
ANSWER = re.compile(r'<div class="lr-answer-body"[^>]*>')
FURTHER = re.compile(r'<form class="lr-item"(?=[^>]*?\sdata-lr-variant="[1-9])[^>]*>')
"""An item with other random values: on paper there is one."""
PRACTICE = ' data-lr-mode="practice"'
"""Says that a quiz can be answered."""
CONTROLS = tuple(
    re.compile(rf"<{tag} (?=[^>]*?{mark})[^>]*>")
    for tag, mark in (
        ("details", r'class="lr-answer"'),
        ("details", r'class="lr-hint"'),
        ("footer", "data-lr-foot"),
        ("ul", "data-lr-objectives"),
        ("p", r'class="[^"]*lr-unscripted'),
        ("div", r'class="lr-actions"'),
        ("div", r'class="lr-media-(?:ask|bar)"'),
        ("div", r'class="lr-transcript-tools"'),
        ("a", r'class="headerlink"'),
    )
)
"""What only a screen has a use for, and the answers."""
TRANSCRIPT = re.compile(r'<div class="lr-transcript-box"[^>]*>')
SAID_LANGUAGE = re.compile(r'<p class="lr-transcript-language"[^>]*>')
NAMES = re.compile(
    r'(\s(?:id|for|name|headers|aria-labelledby|aria-describedby))="([^"]+)"(?=[^<>]*>)'
)
LINK = re.compile(r'(\s(?:href|src|poster|data))="([^"]+)"(?=[^<>]*>)')
ATTRIBUTE = '="'
"""Is in whatever has a name or a link; most questions and answers are plain words."""
SOURCES = re.compile(r'(\ssrcset)="([^"]+)"(?=[^<>]*>)')
ROOT = "/0/1/2/3/4/5/6/7"
"""Stands for the root of the site's part in a language: links may lead above it."""


def spans(html: str, opening: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield from where to where the elements go that begin so, not those inside of them."""
    at = 0
    while found := opening.search(html, at):
        name = re.match(r"<(\w+)", found[0])
        assert name is not None
        depth, at = 1, found.end()
        for tag in re.compile(rf"<(/?){name[1]}\b").finditer(html, at):
            depth += -1 if tag[1] else 1
            if not depth:
                at = html.find(">", tag.end()) + 1
                break
        else:
            at = len(html)
        yield found.start(), at, found


def inside(html: str, opening: re.Pattern[str]) -> str | None:
    """Return what stands in the first element that begins so; nothing where there is none."""
    for _, end, found in spans(html, opening):
        return html[found.end() : html.rfind("</", 0, end)]
    return None


def replaced(html: str, opening: re.Pattern[str], by: str = "") -> str:
    """Return HTML with other words in place of the elements that begin so."""
    if not opening.search(html):
        return html
    parts, at = [], 0
    for start, end, _ in spans(html, opening):
        parts += [html[at:start], by]
        at = end
    return "".join([*parts, html[at:]])


def quizzes_in(html: str) -> dict[str, str]:
    """Return the practice quizzes of a page by their identifiers."""
    html = replaced(html, EXAM)
    return {found[1]: html[start:end] for start, end, found in spans(html, QUIZ)}


def for_paper(html: str, *, exam: str, language: str) -> str:
    """Return HTML without answers and controls, all of its details open.

    Args:
        html: Of a page, or a part of one.
        exam: What stands in an exam's place.
        language: Of the page: of a transcript in several it has this one.
    """
    if "<" not in html:
        return html
    html = replaced(html, EXAM, exam)
    html = in_one_language(html, language)
    for opening in (FURTHER, *CONTROLS):
        html = replaced(html, opening)
    html = html.replace(PRACTICE, "")
    return re.sub(r"<details(?![^>]*\sopen\b)", "<details open", html)


def in_one_language(html: str, language: str) -> str:
    """Return HTML with each transcript in the page's language alone, where it has that."""
    parts, at = [], 0
    own = re.split("[-_]", language)[0]
    for start, end, _ in spans(html, TRANSCRIPT):
        box = html[start:end]
        if re.search(rf'<div lang="{re.escape(own)}[-"]', box):
            others = re.compile(
                rf'<div lang="(?!{re.escape(own)}[-"])[^"]*"[^>]*\sdata-lr-said=[^>]*>'
            )
            box = replaced(replaced(box, others), SAID_LANGUAGE)
        parts += [html[at:start], box]
        at = end
    return "".join([*parts, html[at:]])


def answers_of(quiz: str) -> Iterator[tuple[str, str]]:
    """Yield what each item of a practice quiz asks, and what is right, where it tells that."""
    quiz = replaced(quiz, FURTHER)
    for start, end, _ in spans(quiz, ITEM):
        item = quiz[start:end]
        answer = inside(item, ANSWER)
        if answer is not None:
            yield inside(item, LEGEND) or "", answer


def named_apart(html: str, prefix: str) -> str:
    """Return HTML whose ids and names begin with a prefix, so that it can stand beside others."""
    if ATTRIBUTE not in html:
        return html

    def named(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(prefix + name for name in found[2].split())}"'

    html = NAMES.sub(named, html)
    return re.sub(r'(\shref)="#(?=[^"])', rf'\1="#{prefix}', html)


def moved(html: str, here: str, there: str, on_page: Mapping[str, str] | None = None) -> str:
    """Return HTML whose links lead from another page to where they led.

    Args:
        html: Of the page `here`.
        here: Its address, relative to the site's part in its language.
        there: The address of the page that shows it now, likewise.
        on_page: Prefixes of pages that stand on that page, too, by their addresses.
    """
    if ATTRIBUTE not in html:
        return html

    def each(found: re.Match[str]) -> str:
        ways = (part.strip().split(" ", 1) for part in found[2].split(","))
        sources = (" ".join([way(link, here, there), *size]) for link, *size in ways)
        return f'{found[1]}="{", ".join(sources)}"'

    html = LINK.sub(lambda found: f'{found[1]}="{way(found[2], here, there, on_page)}"', html)
    return SOURCES.sub(each, html)


def way(link: str, here: str, there: str, on_page: Mapping[str, str] | None = None) -> str:
    """Return a link of the page `here` as the page `there` has it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or link.startswith("/"):
        return link
    slash = "/" if parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", "..") else ""
    inner, path = _target(parts.path, posixpath.dirname(here), posixpath.dirname(there))
    if on_page and inner + slash in on_page:
        return f"#{on_page[inner + slash]}{parts.fragment or 'lesson'}"
    return path + slash + link[len(parts.path) :]


@lru_cache(maxsize=10_000)
def _target(path: str, here: str, there: str) -> tuple[str, str]:
    """Return where a path of the folder `here` leads: from the root, unquoted, and from `there`."""
    target = _folders(posixpath.join(ROOT, here, path))
    inner = unquote("/".join(_from(_folders(ROOT), target)))
    return inner, "/".join(_from(_folders(posixpath.join(ROOT, there)), target))


@lru_cache(maxsize=10_000)
def _folders(path: str) -> tuple[str, ...]:
    return tuple(posixpath.normpath(path).split("/"))


def _from(start: tuple[str, ...], target: tuple[str, ...]) -> tuple[str, ...]:
    """Return the way from one folder to another: what `relpath` does, without cleaning both again."""
    shared = 0
    for one, other in zip(start, target, strict=False):
        if one != other:
            break
        shared += 1
    return ("..",) * (len(start) - shared) + target[shared:] or (".",)
