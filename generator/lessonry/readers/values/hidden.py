"""Values that a key depends on and no learner sees: one is drawn anew, and all else stays."""

from __future__ import annotations

from lessonry.diagnostics import Diagnostics
from lessonry.domain.concealment import conceal
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item
from lessonry.domain.keys import key
from lessonry.readers.values.block import Assignment, Block
from lessonry.readers.values.rendered import Read
from lessonry.readers.values.template import Template

DRAWS = 12
"""Draws of one name in which another value is looked for."""
READS = 2
"""Other values of one name that are tried."""
MOST_NAMES = 12
"""Names that are looked at."""


def note_hidden(
    block: Block, template: Template, seed: str, first: Item, read: Read, diagnostics: Diagnostics
) -> None:
    """Note each value that changes the key and nothing that is asked (LR149).

    Args:
        block: What assigns the values.
        template: What shows them.
        seed: Of `first`.
        first: A variant in which nothing is wrong.
        read: What reads one.
        diagnostics: Where faults go.
    """
    used = template.uses(block)
    for assignment in [each for each in block.assignments if each.name in used][:MOST_NAMES]:
        name = assignment.name
        if any(
            key(other) != key(first) and fingerprint(conceal(other)) == fingerprint(conceal(first))
            for other in _others(block, template, seed, assignment, read)
            if type(other) is type(first)
        ):
            message = f"The key depends on `{name}`, which the question does not show."
            place = template.source.find(name, assignment.line)
            help = f"Show `{{{{ {name} }}}}` in the question."
            diagnostics.add("LR149", message, place, help)


def _others(
    block: Block, template: Template, seed: str, assignment: Assignment, read: Read
) -> list[Item]:
    """Return variants in which only this name was drawn anew, and what depends on it."""
    values = block.values(template.source, seed, Diagnostics())
    seen = [] if values is None else [values[assignment.name]]
    found: list[Item] = []
    for number in range(DRAWS):
        seeds = {assignment.name: f"{seed}/{number}"}
        values = block.values(template.source, seed, Diagnostics(), seeds)
        if values is None or values[assignment.name] in seen:
            continue
        seen.append(values[assignment.name])
        source = template.render(values, Diagnostics())
        item = None if source is None else read(source, Diagnostics())
        found += [] if item is None else [item]
        if len(seen) > READS:
            break
    return found
