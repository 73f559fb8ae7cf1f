"""Reads a page of `docs/`: its front matter, the quizzes it places and those written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.domain.course import Citation, Lesson, Objective, Page, Placement
from lessonry.domain.identity import digest
from lessonry.domain.quiz import Quiz
from lessonry.readers.access import read_access
from lessonry.readers.fields import Fields, read_front_matter
from lessonry.readers.goals import read_lesson_goals
from lessonry.readers.placements import Block, find_blocks
from lessonry.readers.quiz import read_quiz
from lessonry.readers.related import read_related, read_workshop_names
from lessonry.readers.tokens import parsed, parsed_line

MARKS = re.compile(r"[\n\\`*_\[<&]")
"""What begins something else than text inside a line."""
PLAIN_HEADING = re.compile(r"# +([^#\r\0]+)")
"""A heading that needs no parser to be told from other blocks."""
TEXT_DIGEST_LENGTH = 8
LONGEST_TITLE = 500
"""Characters of a heading that are looked at for a title."""
MOST_WEIGHT = 1000
CITATION_FIELDS = ("title", "by", "date", "url", "used")
DURATION = re.compile(r"(\d+)\s*(?:min(?:utes?)?\.?)?")


def read_page(source: Source, path: str, diagnostics: Diagnostics) -> tuple[Page, tuple[Quiz, ...]]:
    """Return a page that is no lesson, and the quizzes written in it."""
    fields = read_front_matter(source, diagnostics)
    blocks = find_blocks(source, fields.body_line, diagnostics)
    requires = fields.texts("requires")
    page = Page(
        path=path,
        title=_title(fields, path),
        requires=tuple(name for name, _ in requires),
        require_places=tuple(place for _, place in requires),
        placements=_placements(blocks),
        digest=_digest(source, blocks),
        access=read_access(fields),
    )
    return page, _inline(source, blocks, page.title, diagnostics)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePage:
    """What a module's own page says of it."""

    path: str
    title: str | None
    """As its front matter has it."""
    description: str | None
    objectives: tuple[str, ...]


def read_module_page(source: Source, path: str, diagnostics: Diagnostics) -> ModulePage:
    """Return what the page of a module says at its top; the rest of it `read_page` reads."""
    fields = read_front_matter(source, Diagnostics())  # its faults are told by `read_page`
    fields.diagnostics = diagnostics
    return ModulePage(
        path=path,
        title=fields.text("title"),
        description=fields.text("description"),
        objectives=tuple(text for text, _ in fields.texts("objectives")),
    )


def read_lesson(
    source: Source, path: str, identifier: str, diagnostics: Diagnostics
) -> tuple[Lesson, tuple[Quiz, ...]]:
    """Return a lesson, and the quizzes written in it.

    Args:
        source: Its file.
        path: Relative to `docs/`, with forward slashes.
        identifier: What it is called in the course.
        diagnostics: Where faults go.
    """
    fields = read_front_matter(source, diagnostics)
    blocks = find_blocks(source, fields.body_line, diagnostics)
    for name in ("video", "audio", "downloads", "translated_from"):
        fields.get(name)  # readers of their own read them
    requires = fields.texts("requires")
    lesson = Lesson(
        identifier=identifier,
        path=path,
        title=_title(fields, path),
        description=fields.text("description"),
        minutes=_minutes(fields),
        objectives=_objectives(fields, identifier),
        requires=tuple(name for name, _ in requires),
        require_places=tuple(place for _, place in requires),
        sources=_citations(fields),
        related=read_related(fields),
        workshops=read_workshop_names(fields),
        placements=_placements(blocks),
        digest=_digest(source, blocks),
        weight=_weight(fields),
        goals=read_lesson_goals(fields),
        text_digest=_text_digest(source, fields.body_line, blocks),
        access=read_access(fields),
    )
    fields.close(foreign=True)
    return lesson, _inline(source, blocks, lesson.title, diagnostics)


def _title(fields: Fields, path: str) -> str:
    """Return the front matter's title, else the first `#` heading, else the file's name."""
    title = fields.text("title")
    if title:
        return title
    lines = fields.source.lines[fields.body_line - 1 :]
    title = _heading(_first_line(lines)) or _heading(lines)
    if title:
        return title
    pure = PurePosixPath(path)
    name = pure.parent.name if pure.stem in ("index", "README") and pure.parent.name else pure.stem
    return name.replace("-", " ").replace("_", " ").capitalize()


def _first_line(lines: Sequence[str]) -> Sequence[str]:
    """Return the first line that says something, where it is a heading that takes no look at others."""
    start = next((index for index, line in enumerate(lines) if line.strip(" \t")), len(lines))
    first, below = lines[start : start + 1], lines[start + 1 : start + 2]
    is_heading = any(line.startswith("#") for line in first)
    return first if is_heading and not any(line.strip(" \t") for line in below) else ()


def _heading(lines: Sequence[str]) -> str:
    """Return the words of the first `#` heading, or nothing."""
    found = PLAIN_HEADING.fullmatch(lines[0]) if len(lines) == 1 else None
    for content in [found[1].strip()] if found else _headings(lines):
        plain = re.sub(r"\s*\{[^{}]*\}\s*$", "", _words(content)).strip()
        if plain:
            return plain
    return ""


def _headings(lines: Sequence[str]) -> Iterator[str]:
    """Yield what stands in each heading of the first level."""
    for opening, inline in pairwise(parsed("\n".join(lines)) if lines else ()):
        if opening.type == "heading_open" and opening.tag == "h1" and opening.level == 0:
            yield inline.content


def _words(content: str) -> str:
    """Return what a heading says, without its marks."""
    content = content[:LONGEST_TITLE]
    if not MARKS.search(content):
        return content
    parts = parsed_line(content)
    return "".join(part.content for part in parts if part.type != "html_inline")


def _minutes(fields: Fields) -> int | None:
    found = fields.get("duration")
    if found is None:
        return None
    written = DURATION.fullmatch(str(found.value).strip())
    if written is None or int(written.group(1)) < 1:
        fields.wrong(found, "a number of minutes, such as `15`")
        return None
    return int(written.group(1))


def _weight(fields: Fields) -> int:
    weight = fields.number("weight", least=0)
    if weight is not None and weight > MOST_WEIGHT:
        fields.wrong(fields.fields["weight"], f"a whole number of at most {MOST_WEIGHT}")
    return 1 if weight is None else min(weight, MOST_WEIGHT)


def _objectives(fields: Fields, lesson: str) -> tuple[Objective, ...]:
    found = fields.get("objectives")
    if found is None:
        return ()
    if isinstance(found.value, dict):
        return tuple(
            Objective(identifier=str(name), text=str(found.value[name]), place=place)
            for name, place in found.entries
        )
    return tuple(
        Objective(identifier=f"{lesson}-{number}", text=text, place=place)
        for number, (text, place) in enumerate(fields.texts("objectives"), start=1)
    )


def _citations(fields: Fields) -> tuple[Citation, ...]:
    found = fields.get("sources")
    if found is None:
        return ()
    if not isinstance(found.value, list):
        fields.wrong(found, "a list of texts or of `title:` with `by:`, `date:`, `url:`, `used:`")
        return ()
    citations = []
    for value, place in found.entries:
        if isinstance(value, dict):
            citations.append(_citation(fields, value, place))
        elif isinstance(value, str):
            citations.append(Citation(title=value))
        else:
            message = "`sources` must be a list of texts or of mappings with a `title:`."
            fields.diagnostics.add("LR011", message, place, "Put the text in quotes.")
    return tuple(citation for citation in citations if citation is not None)


def _citation(fields: Fields, value: dict[object, object], place: Place) -> Citation | None:
    for name in value:
        if name not in CITATION_FIELDS:
            help = f"Known here: {', '.join(f'`{known}`' for known in CITATION_FIELDS)}."
            fields.diagnostics.add("LR010", f"Unknown field `{name}` in a source.", place, help)
    texts = {str(name): str(text) for name, text in value.items() if text is not None}
    url = texts.get("url")
    if url and not url.startswith(("https://", "http://")):
        message = f"`{url}` is not a web address."
        fields.diagnostics.add("LR011", message, place, "Begin it with `https://`.")
        url = None
    if "title" not in texts:
        fields.diagnostics.add("LR012", "This source has no title.", place, "Add `title: …`.")
        return None
    return Citation(
        title=texts["title"],
        by=texts.get("by"),
        date=texts.get("date"),
        url=url,
        used=texts.get("used"),
    )


def _placements(blocks: list[Block]) -> tuple[Placement, ...]:
    return tuple(Placement(quiz=block.name, place=block.place) for block in blocks)


def _inline(
    source: Source, blocks: list[Block], title: str, diagnostics: Diagnostics
) -> tuple[Quiz, ...]:
    return tuple(
        read_quiz(
            source,
            diagnostics,
            identifier=block.name,
            first=block.first,
            last=block.last,
            title=title,
        )
        for block in blocks
        if block.is_inline
    )


def _digest(source: Source, blocks: list[Block]) -> str:
    """Return the hash of the page without inline quizzes, whose keys must not be in it."""
    return digest(_outside(source, 1, blocks))


def _text_digest(source: Source, first: int, blocks: list[Block]) -> str:
    """Return the hash of what there is to read: no front matter, no quizzes, no line breaks."""
    text = " ".join(" ".join(_outside(source, first, blocks)).split())
    return digest(text)[:TEXT_DIGEST_LENGTH]


def _outside(source: Source, first: int, blocks: list[Block]) -> list[str]:
    """Return the lines from `first` on that stand in no quiz."""
    inside = {line for b in blocks for line in range(b.first, b.last + 1)}
    lines = enumerate(source.lines, start=1)
    return [text for number, text in lines if number >= first and number not in inside]
