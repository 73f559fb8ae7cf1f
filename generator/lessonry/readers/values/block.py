"""The fenced block ```` ```vars ````: one assignment a line, `name = expression`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import suggestion
from lessonry.readers.tokens import parsed
from lessonry.readers.values.drawing import Draw
from lessonry.readers.values.expression import Expression, parse
from lessonry.readers.values.helpers import HELPERS, ExpressionError, Value

FENCES = ("```", "~~~")
INFO = re.compile(r"\{?[ .]*(?P<word>[\w-]+)")
ASSIGNMENT = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*=(?!=)\s*(?P<value>.*\S)\s*")
NOTE = re.compile(r"""(?P<kept>(?:"[^"]*"|'[^']*'|[^"'#])*?)\s*(?:#.*)?""")
RESERVED = frozenset(
    [
        "true",
        "false",
        "none",
        "True",
        "False",
        "None",
        "and",
        "or",
        "not",
        "in",
        "is",
        "if",
        "else",
        "loop",
        "self",
    ]
)
MOST = 100
"""Assignments of one block."""
LINE_HELP = "Write one assignment a line: `price = randint(2, 9)`."
MEANT = ("var", "variable", "variables", "values", "random")
"""Words behind the fence that mean a block of random values, where assignments stand in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One line of a block."""

    name: str
    expression: Expression
    line: int
    """Of the source, from 1."""
    start: int
    """Where the expression begins in it, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of random values, whatever is wrong with it noted."""

    first: int
    """Its first line in the item, from 0."""
    end: int
    """The line behind it."""
    assignments: tuple[Assignment, ...]
    is_whole: bool
    """Whether every line of it could be read."""

    def values(
        self,
        source: Source,
        seed: str,
        diagnostics: Diagnostics,
        seeds: Mapping[str, str] = MappingProxyType({}),
    ) -> dict[str, Value] | None:
        """Return the values of one variant; nothing where one cannot be reckoned, which is noted.

        Each name draws from a stream of its own, so that what is added to the block leaves the
        others as they were.

        Args:
            source: Where the block stands.
            seed: Of the variant.
            diagnostics: Where faults go (LR145).
            seeds: Of names that draw from another one.
        """
        values: dict[str, Value] = {}
        for assignment in self.assignments:
            draw = Draw(f"{seeds.get(assignment.name, seed)}/{assignment.name}")
            try:
                values[assignment.name] = assignment.expression.value(values, draw)
            except ExpressionError as problem:
                place = place_of(
                    source,
                    assignment.line,
                    assignment.start,
                    assignment.expression.text,
                    problem.word,
                )
                diagnostics.add("LR145", problem.message, place, _help(problem.word, values))
                return None
        return values


def place_of(source: Source, line: int, start: int, text: str, word: str) -> Place:
    """Return the place of a word in an expression, or of the whole of it."""
    found = re.search(rf"\b{re.escape(word)}\b", text) if word else None
    if found is None:
        return source.at(line, start + 1, max(1, len(text)))
    return source.at(line, start + found.start() + 1, len(word))


def _help(word: str, values: dict[str, Value]) -> str | None:
    if not word or word in HELPERS:
        return None
    guess = suggestion(word, [*values, *HELPERS])
    return f"Did you mean `{guess}`?" if guess else None


def find_block(
    source: Source, first: int, lines: Sequence[str], diagnostics: Diagnostics
) -> Block | None:
    """Return the block of an item.

    Args:
        source: The author's file.
        first: The line of it that `lines[0]` is, from 1.
        lines: Of the item, behind its heading.
        diagnostics: Where faults go (LR145).
    """
    text = "\n".join(lines)
    if not any(fence in text for fence in FENCES):
        return None
    found: Block | None = None
    for token in parsed(text):
        if token.type != "fence" or token.map is None:
            continue
        info = INFO.match(token.info.strip())
        word = info.group("word") if info else ""
        start, end = token.map
        place = source.find(token.info.strip(), first + start)
        is_slip = word.casefold() != "vars" and _is_meant(word, token.content)
        if is_slip:
            message = f"`{word}` is not read as a block of random values."
            diagnostics.add("LR145", message, place, "Did you mean `vars`?")
        if word.casefold() != "vars" and (not is_slip or found):
            continue
        if token.level:
            message = "A block of random values stands inside something else."
            diagnostics.add("LR145", message, place, "Let it begin at the beginning of a line.")
        elif found is not None:
            message = "A second block of random values stands in one item."
            diagnostics.add("LR145", message, place, "Put all assignments into one block.")
        else:
            if not _is_closed(lines, token.markup, end):
                message = "This block is never closed."
                diagnostics.add(
                    "LR145", message, place, "Close it with the same marks on a line of their own."
                )
                return Block(first=start, end=end, assignments=(), is_whole=False)
            found = _read(source, first, start, end, token.content, diagnostics)
            found = replace(found, is_whole=found.is_whole and not is_slip)
            if not token.content.strip():
                diagnostics.add("LR145", "This block assigns nothing.", place, LINE_HELP)
    return found


def _is_meant(word: str, content: str) -> bool:
    if word.casefold() not in MEANT and suggestion(word, ("vars",)) is None:
        return False
    lines = [line for line in content.split("\n") if line.strip()]
    return bool(lines) and all(ASSIGNMENT.fullmatch(line) for line in lines) and "(" in content


def _is_closed(lines: Sequence[str], markup: str, end: int) -> bool:
    last = lines[end - 1].strip()
    return len(last) >= len(markup) and set(last) == {markup[0]}


def _read(
    source: Source, first: int, start: int, end: int, content: str, diagnostics: Diagnostics
) -> Block:
    """Return the block whose fence opens in line `start` of the item."""
    found: dict[str, Assignment] = {}
    faults = len(diagnostics.found)
    for number, written in enumerate(content.split("\n"), start=first + start + 1):
        kept = NOTE.fullmatch(written)
        line = kept.group("kept") if kept else written
        if not line.strip():
            continue
        assignment = ASSIGNMENT.fullmatch(line)
        if assignment is None:
            message = "This line assigns nothing."
            diagnostics.add("LR145", message, source.find(line.strip(), number), LINE_HELP)
            continue
        name, text = assignment.group("name"), assignment.group("value")
        place = source.find(name, number)
        if name in RESERVED or name in HELPERS:
            diagnostics.add(
                "LR145", f"`{name}` has a meaning already.", place, "Take another name."
            )
            continue
        if name in found:
            message = f"`{name}` has a value already, from line {found[name].line}."
            diagnostics.add("LR145", message, place, "Take another name.")
            continue
        begin = max(0, source.line(number).find(text))
        try:
            expression = parse(text)
        except ExpressionError as problem:
            where = place_of(source, number, begin, text, problem.word)
            diagnostics.add("LR145", problem.message, where)
            continue
        found[name] = Assignment(name=name, expression=expression, line=number, start=begin)
    if len(found) > MOST:
        message = f"This block assigns {len(found)} values, and {MOST} are the most."
        diagnostics.add("LR145", message, source.at(first + start))
    is_whole = len(diagnostics.found) == faults
    return Block(first=start, end=end, assignments=tuple(found.values()), is_whole=is_whole)
