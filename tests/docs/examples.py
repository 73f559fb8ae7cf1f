"""Finds what a page of Markdown shows: its code blocks, the live quizzes under them, links, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown.extensions.toc import slugify

FENCE = re.compile(
    r"^(?P<indent> *)(?P<ticks>`{3,})(?P<language>\w*)(?:\s+title=\"(?P<title>[^\"]*)\")?\s*$"
)
FAULTS = re.compile(r"<!-- faults: ([A-Z0-9 ]+) -->")
LIVE = re.compile(r"^/// quiz \| \S+$")
INLINE_CODE = re.compile(r"`+[^`\n]*`+")
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(?P<text>.*?)(?:\s*\{ *#(?P<id>[\w.-]+) *\})?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One code block of a page."""

    page: Path
    line: int
    """Of its first line, from 1."""
    language: str
    title: str
    text: str
    faults: frozenset[str]
    """The codes that it is said to give: it shows a mistake."""
    live: str | None
    """The body of the inline quiz that follows it, without its front matter."""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def examples(page: Path) -> Iterator[Example]:
    """Yield the code blocks of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    index = 0
    while index < len(lines):
        opening = FENCE.match(lines[index])
        if opening is None:
            index += 1
            continue
        closing = f"{opening['indent']}{opening['ticks']}"
        end = next(n for n in range(index + 1, len(lines)) if lines[n].rstrip() == closing)
        inside = [line.removeprefix(opening["indent"]) for line in lines[index + 1 : end]]
        said = FAULTS.fullmatch(lines[index - 1].strip()) if index else None
        yield Example(
            page=page,
            line=index + 2,
            language=opening["language"],
            title=opening["title"] or "",
            text="\n".join(inside) + "\n",
            faults=frozenset(said.group(1).split()) if said else frozenset(),
            live=_live(lines, end + 1),
        )
        index = end + 1


def _live(lines: list[str], index: int) -> str | None:
    while index < len(lines) and not lines[index].strip():
        index += 1
    if index >= len(lines) or not LIVE.match(lines[index]):
        return None
    body = "\n".join(lines[index + 1 : lines.index("///", index)]) + "\n"
    return re.sub(r"\A---\n.*?\n---\n+", "", body, flags=re.DOTALL)


def prose(page: Path) -> list[str]:
    """Return the lines of a page, blank where they are a block of code."""
    lines = page.read_text(encoding="utf-8").splitlines()
    for example in examples(page):
        end = example.line - 1 + example.text.count("\n")
        lines[example.line - 2 : end + 1] = [""] * (end - example.line + 3)
    return lines


def links(page: Path) -> Iterator[str]:
    """Yield where the links and pictures of a page lead; links to scenes stay in their scenario."""
    is_live = False
    for line in prose(page):
        is_live = bool(LIVE.match(line)) or (is_live and line != "///")
        for found in LINK.finditer(INLINE_CODE.sub("``", line)):
            if not (is_live and found["target"].startswith("#")):
                yield found["target"]


def anchors(page: Path) -> set[str]:
    """Return what of a page a link can lead to."""
    headings = filter(None, (HEADING.match(line) for line in prose(page)))
    return {found["id"] or slugify(re.sub(r"[`*]", "", found["text"]), "-") for found in headings}


def tables(page: Path, heading: str) -> Iterator[list[str]]:
    """Yield the rows of the first table under a heading that begins with `heading`, as cells."""
    found = False
    rows = 0
    for line in prose(page):
        if line.startswith("#"):
            found = line.lstrip("# ").startswith(heading)
        elif found and line.startswith("|"):
            rows += 1
            if rows > 2:
                yield [cell.strip() for cell in line.strip("|").split("|")]
        elif rows:
            return
