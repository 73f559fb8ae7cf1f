"""Blocks that only some may see, and feedback: what QTI 3 wraps once more than QTI 2."""

from __future__ import annotations

from collections.abc import Sequence

from lessonry.domain.prose import Prose
from lessonry.exporters.qti.parts import Setting
from lessonry.exporters.qti.tree import Element, qti


def rubric_block(
    blocks: Sequence[Element], view: str, setting: Setting, *, name: str = ""
) -> Element:
    """Return blocks that those in the role `view` see: `scorer`, `tutor`.

    Args:
        blocks: HTML of this version.
        view: The role.
        setting: What the item is written with.
        name: Its class, by which it is told apart from others.
    """
    attributes = {"class": name} if name else {}
    if setting.spelling.is_3:
        use = "scoring" if view == "scorer" else "instructions"
        content = qti("contentBody", {}, *blocks)
        return qti("rubricBlock", {**attributes, "use": use, "view": view}, content)
    return qti("rubricBlock", {**attributes, "view": view}, *blocks)


def modal_feedback(outcome: str, name: str, prose: Prose, setting: Setting) -> Element:
    """Return what is told once the outcome has that value."""
    attributes = {"outcomeIdentifier": outcome, "identifier": name, "showHide": "show"}
    blocks = setting.blocks(prose)
    if setting.spelling.is_3:
        return qti("modalFeedback", attributes, qti("contentBody", {}, *blocks))
    return qti("modalFeedback", attributes, *blocks)
