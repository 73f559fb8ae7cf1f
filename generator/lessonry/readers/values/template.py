"""An item with `{{ … }}` in it, and what becomes of its lines with one variant's values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessonry.diagnostics import Diagnostics, Source
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.domain.prose import Prose
from lessonry.readers.comments import without_code
from lessonry.readers.item_source import next_fence
from lessonry.readers.values.block import Block, place_of
from lessonry.readers.values.expression import Expression, parse
from lessonry.readers.values.helpers import FILTERS, HELPERS, ExpressionError, Value, shown
from lessonry.readers.values.rendered import Piece, RenderedLine, RenderedSource

BRACES = re.compile(r"(?<!\\)\{\{(?!\{)(?P<inside>.*?)\}\}")
GAP = re.compile(r"\[\[.*?\]\]")
STATEMENT = re.compile(r"(?<!\\)\{%.*?%\}")
UNCLOSED = re.compile(r"(?<!\\)\{\{(?!\{)(?!.*\}\})")
SINGLE = re.compile(
    r"(?<![\\{])\{\s*(?P<inside>(?P<name>[^\W\d]\w*)\s*(?:\|[^{}]{0,200})?)\}(?!\})"
)
"""What looks as though its other braces were forgotten."""
NAMED = re.compile(r"(?<![\\{])\{\{\s*[^\W\d]\w*\b[^{}]{0,200}\}\}(?!\})")
"""What looks as though a value should stand there."""
MATHEMATICS = re.compile(r"(?<!\\)(\$\$?)(?!\s).{1,200}?(?<!\s)\1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One `{{ … }}`, from 0 in its line."""

    start: int
    end: int
    inside: int
    """Where its expression begins."""
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The lines of an item, heading and all, with its slots."""

    source: Source
    first: int
    """The line of the source that `lines[0]` is, from 1."""
    lines: Sequence[str]
    """Without the block; a comment before a line's text may be missing from it."""
    slots: Sequence[tuple[Slot, ...]]
    """Of each line."""
    is_whole: bool
    """Whether every slot could be read."""

    def uses(self, block: Block) -> set[str]:
        """Return the names that what is shown depends on, by way of other names or straight."""
        used = {name for line in self.slots for slot in line for name in slot.expression.names}
        for assignment in reversed(block.assignments):
            if assignment.name in used:
                used |= assignment.expression.names
        return used

    def stem(self, heading: Prose | None) -> str:
        """Return the words of the stem that all variants share, nothing of a key among them."""
        texts = [heading.markdown] if heading else []
        texts += [line for line in self.lines[1:] if line.strip()][: 0 if texts else 1]
        return GAP.sub(" ", BRACES.sub(" ", " ".join(texts)))

    def render(self, values: dict[str, Value], diagnostics: Diagnostics) -> RenderedSource | None:
        """Return the file with these values; nothing where a slot has none, which is noted (LR146)."""
        rendered: dict[int, RenderedLine] = {}
        for number, (line, slots) in enumerate(
            zip(self.lines, self.slots, strict=True), start=self.first
        ):
            written = self.source.line(number)
            shift = len(written) - len(line) if line and written.endswith(line) else 0
            text, pieces, done = "", list[Piece](), 0
            for slot in slots:
                try:
                    value = shown(slot.expression.value(values, None))
                except ExpressionError as problem:
                    start = slot.inside + shift
                    place = place_of(self.source, number, start, slot.expression.text, problem.word)
                    is_filter = "filter" in problem.message
                    help = _help(problem.word, values, is_filter=is_filter)
                    diagnostics.add("LR146", problem.message, place, help)
                    return None
                text += line[done : slot.start]
                piece = Piece(
                    start=len(text),
                    end=len(text) + len(value),
                    written_start=slot.start + shift,
                    written_end=slot.end + shift,
                )
                text, done = text + value, slot.end
                pieces.append(piece)
            if shift:
                pieces.insert(0, Piece(start=0, end=0, written_start=0, written_end=shift))
            rendered[number] = RenderedLine(text=text + line[done:], pieces=tuple(pieces))
        return RenderedSource(
            path=self.source.path, text=self.source.text, original=self.source, rendered=rendered
        )


def _help(word: str, values: dict[str, Value], *, is_filter: bool) -> str | None:
    if not word or word in FILTERS or word in HELPERS:
        return None
    if is_filter:
        return f"Known here: {listed(FILTERS)}."
    guess = suggestion(word, values)
    return f"Did you mean `{guess}`?" if guess else f"Known here: {listed(values)}."


def read_template(
    source: Source, first: int, lines: Sequence[str], block: Block, diagnostics: Diagnostics
) -> Template:
    """Return the template of an item.

    Args:
        source: The author's file.
        first: The line of it that `lines[0]` is, from 1: the heading.
        lines: Of the item; the block's are counted in them.
        block: What assigns the values.
        diagnostics: Where faults go (LR146).
    """
    kept = list(lines)
    kept[block.first : block.end] = [""] * (block.end - block.first)
    faults = len(diagnostics.found)
    slots: list[tuple[Slot, ...]] = []
    fence = ""
    for number, line in enumerate(kept, start=first):
        before, fence = fence, next_fence(fence, line.lstrip(" \t>"))
        is_code = bool(before or fence)
        slots.append(() if is_code else tuple(_slots(source, number, line, diagnostics)))
    is_whole = len(diagnostics.found) == faults
    if is_whole:
        _note_single(source, first, kept, block, diagnostics)
    return Template(source=source, first=first, lines=kept, slots=slots, is_whole=is_whole)


def _slots(source: Source, number: int, line: str, diagnostics: Diagnostics) -> Iterator[Slot]:
    for found in BRACES.finditer(line):
        text = found.group("inside").strip()
        try:
            expression = parse(text)
        except ExpressionError as problem:
            place = source.find(found.group(), number)
            diagnostics.add("LR146", problem.message, place)
            continue
        inside = found.start("inside") + found.group("inside").find(text)
        yield Slot(start=found.start(), end=found.end(), inside=inside, expression=expression)
    statement = STATEMENT.search(line)
    if statement:
        message = f"`{statement.group()}` is not read: only `{{{{ … }}}}` has a value here."
        help = "Reckon it in the block: `much = 'many' if n > 3 else 'few'`, then `{{ much }}`."
        diagnostics.add("LR146", message, source.find(statement.group(), number), help)
    unclosed = UNCLOSED.search(line)
    if unclosed:
        place = source.find(line[unclosed.start() :].rstrip(), number)
        message = "These braces are never closed."
        help = "Close them with `}}` on the same line; to show braces as they are, write `\\{{`."
        diagnostics.add("LR146", message, place, help)


def _note_single(
    source: Source, first: int, lines: Sequence[str], block: Block, diagnostics: Diagnostics
) -> None:
    """Note the first `{ name }` with a name that the block assigns (LR148)."""
    names = {assignment.name for assignment in block.assignments}
    for number, found in _outside_code(first, lines, SINGLE):
        if found["name"] in names:
            message = f"`{found.group()}` is shown as it is: a value stands in two braces."
            help = f"Did you mean `{{{{ {found['inside'].strip()} }}}}`?"
            diagnostics.add("LR148", message, source.find(found.group(), number), help)
            return


def _outside_code(
    first: int, lines: Sequence[str], wanted: re.Pattern[str]
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield what is found in each line, with its number; code and mathematics are left out."""
    for number, text in enumerate(without_code(lines), start=first):
        plain = MATHEMATICS.sub(lambda m: " " * len(m.group()), text)
        for found in wanted.finditer(plain):
            yield number, found


def note_unassigned(
    source: Source, first: int, lines: Sequence[str], diagnostics: Diagnostics
) -> None:
    """Note the first `{{ name }}` of an item without a block (LR148), code and mathematics left out."""
    if not any("{{" in line for line in lines):
        return
    for number, found in _outside_code(first, lines, NAMED):
        message = f"`{found.group()}` is shown as it is: this item has no random values."
        diagnostics.add("LR148", message, source.find(found.group(), number))
        return
