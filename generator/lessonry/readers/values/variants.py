"""The variants of an item with random values: each is rendered, and read as an item of its own."""

from __future__ import annotations

from dataclasses import replace

from lessonry.diagnostics import Diagnostic, Diagnostics, Place
from lessonry.diagnostics.variants import told_once
from lessonry.domain.concealment import conceal
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import Item
from lessonry.readers.values.block import Block
from lessonry.readers.values.helpers import shown
from lessonry.readers.values.hidden import note_hidden
from lessonry.readers.values.rendered import Read
from lessonry.readers.values.template import Template

TRIES = 10
"""Draws for each variant that is wanted, before there are held to be no more."""


def read_variants(
    block: Block, template: Template, identifier: str, wanted: int, place: Place, read: Read
) -> tuple[list[Item], list[Diagnostic]]:
    """Return the variants that differ, and what is wrong with them, each fault once.

    The seed of each is the item's identifier and the variant's number, so that the same source
    gives the same variants anywhere, and no other item's change gives others.

    Args:
        block: What assigns the values.
        template: What shows them.
        identifier: The item's.
        wanted: How many variants there shall be.
        place: The item's.
        read: What reads one.
    """
    told: list[tuple[list[tuple[str, str]], list[Diagnostic]]] = []
    made: list[Item] = []
    seen: set[tuple[str, ...]] = set()
    prints: set[str] = set()
    for number in range(wanted * TRIES):
        if len(told) == wanted:
            break
        diagnostics = Diagnostics()
        values = block.values(template.source, f"{identifier}/{number}", diagnostics)
        source = None if values is None else template.render(values, diagnostics)
        said = [(name, shown(value)) for name, value in (values or {}).items()]
        item = None
        if source is not None:
            lines = tuple(line.text for line in source.rendered.values())
            if lines in seen:
                continue
            seen.add(lines)
            item = read(source, diagnostics)
        if item is not None:
            if made and type(item) is not type(made[0]):
                message = "This variant is of another kind than the first."
                diagnostics.add("LR146", message, place)
                item = None
            elif (print_ := fingerprint(conceal(item))) in prints:
                # What is asked alike is one question, and its exam must not tell how it is answered.
                continue
            else:
                prints.add(print_)
        told.append((said, list(diagnostics)))
        if item is not None:
            made.append(replace(item, identifier=identifier, values=tuple(said)))
    faults = told_once(told)
    if made and not faults:
        diagnostics = Diagnostics()
        note_hidden(block, template, f"{identifier}/0", made[0], read, diagnostics)
        faults += diagnostics
    return made, faults
