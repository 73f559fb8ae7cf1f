"""Writes extended text items: `[[...]]`, with the rubric and the model answer below."""

from __future__ import annotations

import re

from lessonry.domain.items import Criterion, ExtendedTextItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.readers.brackets import is_choice
from lessonry.readers.headings import BRACES
from lessonry.writers.decimals import decimal
from lessonry.writers.escape import in_told
from lessonry.writers.frame import PLACES, body, write_item
from lessonry.writers.lines import list_line

PLACE = "[[...]]"
MARK = re.compile(r"[\[(]")


def write(item: ExtendedTextItem, policy: PartialCredit) -> str:
    """Return the item as it stands in a file."""
    told = []
    if item.rubric:
        lines = [line for criterion in item.rubric for line in _criterion(criterion)]
        told.append(("rubric", "\n".join(lines)))
    if item.model_answer:
        told.append(("model-answer", in_told(item.model_answer.markdown)))
    return write_item(item, policy, [PLACE], stem=body(item), told=told)


def _criterion(criterion: Criterion) -> list[str]:
    text = in_told(criterion.text.markdown)
    if is_choice(f"- {text}"):
        text = MARK.sub(lambda mark: f"\\{mark.group()}", text, count=1)
    braces = BRACES.search(text.split("\n")[-1])
    if criterion.points != 1 or (braces and "=" in braces["inside"]):
        end = "\n" if "\n" in text else " "  # behind a block of code nothing may stand
        text = f"{text}{end}{{ points={decimal(criterion.points, PLACES)} }}"
    return list_line("-", text)
