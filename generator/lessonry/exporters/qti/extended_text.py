"""Extended text as `extendedTextInteraction`, its rubric and its model answer for who scores it."""

from __future__ import annotations

from lessonry.domain.items import ExtendedTextItem
from lessonry.exporters.qti.parts import RESPONSE, Parts, Setting, declaration, prompt
from lessonry.exporters.qti.rubric import rubric_block
from lessonry.exporters.qti.tree import Element, html, number, qti

SCORED = "In QTI a person scores the text by the rubric; here learners judge their own text by it."


def parts(item: ExtendedTextItem, setting: Setting) -> Parts:
    """Return the interaction, with what the learner sees only later as blocks for scorers."""
    interaction = qti(
        "extendedTextInteraction",
        {"responseIdentifier": RESPONSE, "expectedLines": "8"},
        *prompt(item, setting),
    )
    body: list[Element] = [interaction]
    if item.rubric:
        lines: list[Element] = []
        for criterion in item.rubric:
            blocks = setting.blocks(criterion.text)
            line = html("li")
            if len(blocks) == 1 and blocks[0].tag == "p":
                line.text = blocks[0].text
                line.extend(list(blocks[0]))
            else:
                line.extend(blocks)
            if criterion.points != 1:
                worth = html("span", {"class": "points"}, text=f"({number(criterion.points)})")
                _say(line, " ")
                line.append(worth)
            lines.append(line)
        listed = html("ul", {"class": "rubric"}, *lines)
        body.append(rubric_block([listed], "scorer", setting, name="rubric"))
    if item.model_answer is not None:
        told = setting.blocks(item.model_answer)
        body.append(rubric_block(told, "scorer", setting, name="model-answer"))
    return Parts(
        declarations=(declaration(RESPONSE, "single", "string"),),
        body=tuple(body),
        interaction="extendedTextInteraction",
        prompted=item.body is None and item.heading is not None,
        notes=(SCORED,) if item.rubric else (),
    )


def _say(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
