"""Cuts a GIFT file into its questions, as Moodle does: at every blank line, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lessonry.importers.foreign import MOST_QUESTIONS, ForeignError

BLANKS: Final = " \t\n\r\0\x0b"
"""What Moodle takes for blank: a line of other white space parts nothing."""
CATEGORY: Final = "$CATEGORY:"
FENCE: Final = "```"
FENCED = re.compile("```[a-zA-Z]*")
PRE: Final = ("<pre", "</pre>")
NO_CODE: Final = ("::", CATEGORY)
BRACE = re.compile(r"(?<!\\)[{}]")
LONGEST_CODE: Final = 200
"""Lines in which the end of code is looked for."""
ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f])+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One question as it stands, or a line that names a category."""

    line: int
    """Its first line that is no comment, from 1."""
    text: str
    """Its lines without comments, without blanks around each."""
    comments: str
    original: str
    """As it stands in the file."""
    after_nought: bool = False
    """Whether a line with nothing but `0` ended it, which Moodle takes for a blank one."""
    is_joined: bool = False
    """Whether blank lines took it apart, of which Moodle could read no piece."""
    is_swallowed: bool = False
    """Whether it stands right under a category, where Moodle takes it for the category's name."""

    @property
    def number(self) -> str | None:
        """Return what the comments give as its identifier."""
        found = ID.search(self.comments)
        return found[1].strip().replace("\\]", "]") if found else None

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags that the comments give it."""
        found = (tag.strip().replace("\\]", "]") for tag in TAG.findall(self.comments))
        return tuple(dict.fromkeys(tag for tag in found if tag))


def blocks(text: str, name: str) -> Iterator[Block]:
    """Yield the questions and categories of a file, in order.

    Args:
        text: The file's.
        name: The file's, for messages.

    Raises:
        ForeignError: There are more than can be read.
    """
    whole = text.split("\n")
    code = _code(whole)
    begin = count = 0
    for at, line in enumerate([*whole, ""]):
        stripped = line.strip(BLANKS)
        if at in code or (stripped and stripped != "0"):
            continue
        for block in _block(whole, range(begin, at), code, after_nought=stripped == "0"):
            count += 1
            if count > MOST_QUESTIONS:
                raise too_many(name)
            yield block
        begin = at + 1


def _code(lines: list[str]) -> set[int]:
    """Return the lines within `<pre>` or fences, which stay as they are.

    Moodle takes away what indents them, drops comments, and begins a question at a blank one.
    """
    code: set[int] = set()
    begin, end, is_answered = 0, "", False
    for at, line in enumerate(lines):
        stripped = line.strip(BLANKS)
        if end and (stripped == end or (end != FENCE and end in stripped)):
            code.update(range(begin, at + 1))
            end = ""
            continue
        has_brace = BRACE.search(stripped) is not None
        if end and (at - begin > LONGEST_CODE or has_brace or stripped.startswith(NO_CODE)):
            end = ""
        is_answered = bool(stripped) and (is_answered or has_brace)
        if not (end or is_answered):
            begin, end = at + 1, _end_of_code(stripped)
    return code


def _end_of_code(line: str) -> str:
    """Return what ends the code that begins in a line; nothing where none does."""
    if line.startswith(FENCE):
        return "" if "`" in line.lstrip("`") else FENCE
    begins, ends = (line.rfind(tag) for tag in PRE)
    return PRE[1] if begins > ends else ""


def unfenced(text: str) -> str:
    """Return the text without the fences around all of it: so a chat or a page hands GIFT over."""
    lines = text.split("\n")
    said = [at for at, line in enumerate(lines) if line.strip(BLANKS)]
    if len(said) < 2 or FENCED.fullmatch(lines[said[0]].strip(BLANKS)) is None:
        return text
    lines[said[0]] = ""
    if lines[said[-1]].strip(BLANKS) == FENCE:
        lines[said[-1]] = ""
    return "\n".join(lines)


def too_many(name: str) -> ForeignError:
    """Return what is said of a file with too many questions."""
    return ForeignError(
        f"{name} has more than {MOST_QUESTIONS:,} questions.",
        help="Split it into several files.",
    )


def _block(
    whole: list[str], numbers: range, code: set[int], *, after_nought: bool = False
) -> Iterator[Block]:
    """Yield what a run of lines holds: nothing where all of them are comments.

    A category without a blank line below it would swallow the question there; here it does not.
    """
    stripped = {at: whole[at].strip(BLANKS) for at in numbers}
    comments = [at for at in numbers if at not in code and stripped[at].startswith("//")]
    kept = [at for at in numbers if at in code or not stripped[at].startswith("//")]
    if not kept:
        return
    begin, is_swallowed = numbers.start, False
    if stripped[kept[0]].startswith(CATEGORY):
        begin, is_swallowed = kept[0] + 1, True
        yield Block(line=begin, text=stripped[kept[0]], comments="", original=whole[kept[0]])
        kept = kept[1:]
        if not kept:
            return
    said = (whole[at].rstrip(BLANKS) if at in code else stripped[at] for at in kept)
    yield Block(
        line=kept[0] + 1,
        text="\n".join(said).strip(BLANKS),
        comments="\n".join(stripped[at] for at in comments),
        original="\n".join(whole[begin : numbers.stop]),
        after_nought=after_nought,
        is_joined=any(not stripped[at] for at in kept),
        is_swallowed=is_swallowed,
    )
