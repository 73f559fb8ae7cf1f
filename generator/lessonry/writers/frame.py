"""Writes what every item has: its heading with what the braces say, hint and explanation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lessonry.domain.items.frame import GAP_MARK, ItemFrame
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.readers.structure import blocks_of, headings_of
from lessonry.writers.decimals import decimal
from lessonry.writers.escape import in_body, in_line, in_told

PLACES = 6
"""Decimals of points."""
FORBIDDEN = re.compile(r"[{}\n]+")
BARE = re.compile(r"[^\s\"'“”„«»‘’{}]+")
"""What may stand behind an equals sign without quotes."""
BULLETS = "-*+"


def write_item(
    item: ItemFrame,
    policy: PartialCredit,
    asked: Sequence[str] = (),
    *,
    stem: str | None = None,
    told: Iterable[tuple[str, str]] = (),
    options: Mapping[str, str] | None = None,
    skipped: Iterable[str] = (),
) -> str:
    """Return the lines of an item.

    Args:
        item: Of any kind.
        policy: What items of the quiz are scored by that do not say.
        asked: The lines of what there is to answer, below the question.
        stem: The question below the heading, as it is written.
        told: Blocks of the kind, each with its name.
        options: What its braces say besides what all kinds have.
        skipped: What all kinds have and its braces must not say.
    """
    heading, moved = _heading(item)
    parts = [heading, moved, stem or "", "\n".join(asked)]
    if item.hint:
        parts.append(block("??? hint", in_told(item.hint.markdown)))
    parts += [block(f"!!! {name}", text) for name, text in told]
    if item.explanation:
        parts.append(block("!!! explanation", in_told(item.explanation.markdown)))
    said = _said(item, policy) | dict(options or {})
    braces = [option(name, value) for name, value in said.items() if value and name not in skipped]
    parts[0] = f"{heading} {{ {' '.join([f'#{item.identifier}', *braces])} }}"
    if "\n" in heading:
        parts[0] += "\n---"
    return "\n\n".join(part for part in parts if part) + "\n"


def body(item: ItemFrame, *, quotes: bool = True, numbers: bool = True) -> str:
    """Return the prose under the heading, as it is written."""
    if item.body is None:
        return ""
    return in_body(item.body.markdown, quotes=quotes, numbers=numbers)


def block(opening: str, text: str) -> str:
    """Return a block whose text is indented by four blanks."""
    return "\n".join([opening, *indented(text.split("\n"), "    ")])


def indented(lines: Iterable[str], indent: str) -> list[str]:
    """Return lines behind `indent`; blank ones stay without."""
    return [f"{indent}{line}" if line.strip() else "" for line in lines]


def bullet(above: str) -> str:
    """Return what the lines of a list begin with that shall not go on with one that ends `above`."""
    if "\n" not in above and not above.startswith(tuple(BULLETS)):
        return BULLETS[0]
    last = [token for token in blocks_of(above.split("\n")) if not token.level][-1:]
    taken = {token.markup for token in last if token.type == "bullet_list_open"}
    return next(mark for mark in BULLETS if mark not in taken)


def option(name: str, value: str) -> str:
    """Return one option of the braces, in quotes where it takes them."""
    value = FORBIDDEN.sub(" ", value).strip()
    if BARE.fullmatch(value):
        return f"{name}={value}"
    quote = "'" if '"' in value else '"'
    return f"{name}={quote}{value.replace(quote, '')}{quote}"


def heading_line(marks: str, text: str) -> str:
    """Return a heading without its braces, which must follow."""
    return f"{marks} {in_line(text)}".rstrip()


def _heading(item: ItemFrame) -> tuple[str, str]:
    """Return the heading, and what of it stands in the body since no heading can hold it."""
    if item.heading is None:
        return "##", ""
    if not fits(item.heading):
        return "##", in_body(item.heading.markdown)
    if "\n" in item.heading.markdown:
        return "\n".join(in_line(line) for line in item.heading.markdown.split("\n")), ""
    return heading_line("##", item.heading.markdown), ""


def fits(heading: Prose) -> bool:
    """Return whether a heading can say this: lines of one paragraph, and no gap in it."""
    text = heading.markdown
    if GAP_MARK.search(text):
        return False
    return "\n" not in text or list(headings_of([*text.split("\n"), "---"])) == [
        (2, 0, text.count("\n") + 2, True)
    ]


def _said(item: ItemFrame, policy: PartialCredit) -> dict[str, str]:
    """Return what the braces say of an item of any kind, by name."""
    said = {} if item.points == 1 else {"points": decimal(item.points, PLACES)}
    if item.partial_credit is not policy:
        said["partial_credit"] = item.partial_credit.value
    if not item.shuffle:
        said["shuffle"] = "false"
    if item.objective:
        said["objective"] = item.objective
    if item.tags:
        said["tags"] = ",".join(tag.replace(",", " ") for tag in item.tags)
    if item.use:
        said["for"] = item.use
    return said
