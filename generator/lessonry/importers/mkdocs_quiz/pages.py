"""Finds the blocks of mkdocs-quiz on a page, as it finds them itself, and the options of the page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

MARKS: Final = (("<quiz>", "</quiz>"), ("<?quiz?>", "<?/quiz?>"))
"""What a block stands between, since version 1.0 and before."""
FENCED = re.compile(
    r"^[ \t]*`{3,}.*?\n.*?^[ \t]*`{3,}|^[ \t]*~{3,}.*?\n.*?^[ \t]*~{3,}", re.MULTILINE | re.DOTALL
)
"""A block of code, as mkdocs-quiz sees one; a `<quiz>` in it is an example."""
FRONT = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
LONGEST_FRONT: Final = 20_000
"""Characters of front matter that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One block on a page."""

    start: int
    end: int
    line: int
    inside: str
    is_old: bool
    """Whether it is of the versions before 1.0: `<?quiz?>`."""
    indent: str
    """The white space before it, where nothing else stands on its line."""
    is_alone: bool
    """Whether nothing else stands on its first and its last line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the front matter says of the quizzes of a page."""

    enabled: bool = True
    shuffle: bool = False
    notes: tuple[str, ...] = ()


def found_in(text: str) -> Iterator[Found]:
    """Yield the blocks of a page, in order."""
    quizzes = _quizzes(text)
    begins = [start for start, _, _ in quizzes]
    line, done = 1, 0
    fences = [fence.span() for fence in FENCED.finditer(text) if not _is_in(fence, quizzes, begins)]
    fence_begins = [start for start, _ in fences]
    for start, end, opening in quizzes:
        line += text.count("\n", done, start)
        done = start
        at = bisect_right(fence_begins, start) - 1
        if at >= 0 and start < fences[at][1]:
            continue
        before = text[text.rfind("\n", 0, start) + 1 : start]
        line_end = text.find("\n", end)
        behind = text[end : line_end if line_end >= 0 else len(text)]
        is_first = not before.strip()
        closing = "</quiz>" if opening == "<quiz>" else "<?/quiz?>"
        yield Found(
            start=start,
            end=end,
            line=line,
            inside=text[start + len(opening) : end - len(closing)].replace("\r\n", "\n"),
            is_old=opening == "<?quiz?>",
            indent=before if is_first else "",
            is_alone=is_first and not behind.strip(),
        )


def has_blocks(text: str) -> bool:
    """Return whether a page has a block, be it an example in code."""
    return any(
        text.find(closing, text.find(opening)) > 0 for opening, closing in MARKS if opening in text
    )


def _quizzes(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and opening mark of each block, in order."""
    found: list[tuple[int, int, str]] = []
    for opening, closing in MARKS:
        at = text.find(opening)
        while at >= 0 and (end := text.find(closing, at)) >= 0:
            found.append((at, end + len(closing), opening))
            at = text.find(opening, end)
    return sorted(found)


def _is_in(fence: re.Match[str], quizzes: list[tuple[int, int, str]], begins: list[int]) -> bool:
    """Return whether a block of code stands in a quiz."""
    at = bisect_left(begins, fence.start()) - 1
    return at >= 0 and fence.start() < quizzes[at][1]


def options_of(text: str) -> Options:
    """Return the options of a page; what has no place here is told."""
    front = FRONT.match(text)
    if front is None or len(front["yaml"]) > LONGEST_FRONT:
        return Options()
    try:
        fields = yaml.safe_load(front["yaml"])
    except (yaml.YAMLError, RecursionError, ValueError):
        return Options()
    said = fields.get("quiz") if isinstance(fields, dict) else None
    if not isinstance(said, dict):
        return Options()
    notes = ["The page's option `quiz` has no effect any more: take it out of its front matter."]
    if said.get("show_correct") is False:
        notes.append(
            "With `show_correct: false` the right answer was not told; here it is, after checking."
        )
    if said.get("disable_after_submit") is False:
        notes.append("Learners can try again here as well.")
    return Options(
        enabled=said.get("enabled", True) is not False,
        shuffle=said.get("shuffle_answers") is True,
        notes=tuple(notes),
    )
