"""Checks of extended text items: a rubric with something in it, and nothing in it twice."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.items.frame import explained
from lessonry.diagnostics import Diagnostic
from lessonry.domain.items import ExtendedTextItem


def check(item: ExtendedTextItem) -> Iterator[Diagnostic]:
    """Yield what is wrong with one extended text item."""
    seen: dict[str, int] = {}
    for criterion in item.rubric:
        line = criterion.place.span.line
        first = seen.setdefault(criterion.text.folded.casefold(), line)
        if first != line:
            yield Diagnostic(
                code="LR181",
                message=f"This criterion is the same as the one in line {first}.",
                place=criterion.place,
                help="Keep one of them; to let it weigh more, write `{ points=2 }` behind it.",
            )
    yield from explained(item, told_by_choice=item.model_answer is not None)
