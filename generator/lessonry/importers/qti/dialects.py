"""Brings what single systems write in their own way to what QTI means, before an item is read."""

from __future__ import annotations

from lessonry.importers.qti.tree import Element, find, remove, words


def common(root: Element) -> None:
    """Bring an item to the common way, in place."""
    for block in list(find(root, "teacherInstructions")):
        block.tag = "rubricBlock"
        block.set("view", "tutor")
    for corner in list(find(root, "cornerText")):
        parent = corner.getparent()
        if parent is not None:
            parent.set("data-first-column-header", words(corner))
        remove(corner)
    for reasons in list(find(root, "choiceRationales")):
        _tell(root, reasons)
        remove(reasons)


def _tell(root: Element, reasons: Element) -> None:
    """Put what speaks of single choices into them, as their feedback."""
    told = {one.get("identifier"): one for one in find(reasons, "rationale")}
    for interaction in find(root, "choiceInteraction"):
        if interaction.get("responseIdentifier") != reasons.get("responseIdentifier"):
            continue
        for choice in find(interaction, "simpleChoice"):
            one = told.get(choice.get("identifier"))
            if one is not None:
                one.tag, one.tail = "feedbackInline", None
                choice.append(one)
