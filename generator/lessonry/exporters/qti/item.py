"""One item as an `assessmentItem`: its declarations, its body, its scoring, what is told afterwards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, assert_never

from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
)
from lessonry.exporters.plain import text_of
from lessonry.exporters.qti import (
    choice,
    extended_text,
    gap,
    hotspot,
    order,
    pairs,
)
from lessonry.exporters.qti import processing as rp
from lessonry.exporters.qti.parts import MATCH_CORRECT, RESPONSE, CannotHold, Parts, Setting
from lessonry.exporters.qti.rubric import modal_feedback, rubric_block
from lessonry.exporters.qti.spelling import XML
from lessonry.exporters.qti.tree import NAME, Element, html, indented, number, qti, written

LONGEST_TITLE: Final = 200
FEEDBACK: Final = "FEEDBACK"
EXPLANATION: Final = "EXPLANATION"
SCENARIO: Final = (
    "A conversation that branches has no place in QTI: each way through it would be an item."
)
HINT: Final = "QTI 2 has nothing that a learner opens: the hint is a block that tutors see."


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenItem:
    """One document of an item."""

    data: bytes
    title: str
    interaction: str
    notes: tuple[str, ...]


def ncname(text: str) -> str:
    """Return an identifier that XML and every reader of QTI takes, the same for the same text."""
    if NAME.fullmatch(text):
        return text
    if NAME.fullmatch(f"i-{text}"):
        return f"i-{text}"
    return f"i-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def write_item(item: Item, name: str, setting: Setting, title: str) -> WrittenItem:
    """Return the document of an item.

    Args:
        item: One variant.
        name: Its identifier in the package.
        setting: What it is written with.
        title: What it is called where it has no heading.

    Raises:
        CannotHold: QTI has no place for it.
    """
    parts = _parts(item, setting)
    shown = title_of(item, setting) or title
    root = qti(
        "assessmentItem",
        {
            "identifier": name,
            "title": shown,
            "label": item.identifier,
            f"{{{XML}}}lang": setting.language,
            "adaptive": "false",
            "timeDependent": "false",
            "toolName": "lessonry",
        },
    )
    root.extend(list(parts.declarations))
    root.extend(_outcomes(item, parts, setting))
    root.append(_body(item, parts, setting))
    processing = _processing(item, parts, setting)
    if processing is not None:
        root.append(processing)
    root.extend(modal_feedback(FEEDBACK, n, prose, setting) for n, prose in parts.feedback)
    if item.explanation is not None:
        root.append(modal_feedback(EXPLANATION, EXPLANATION, item.explanation, setting))
    indented(root)
    notes = parts.notes
    if item.hint is not None and not setting.spelling.is_3:
        notes = (*notes, HINT)
    return WrittenItem(
        data=written(setting.spelling.spelt(root)),
        title=shown,
        interaction=parts.interaction,
        notes=notes,
    )


def title_of(item: Item, setting: Setting) -> str:
    """Return what an item is called: the words of its heading."""
    if item.heading is None:
        return ""
    text = " ".join(text_of(setting.inline(item.heading)).split())
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"


def _parts(item: Item, setting: Setting) -> Parts:
    match item:
        case ChoiceItem():
            return choice.parts(item, setting)
        case OrderItem():
            return order.parts(item, setting)
        case MatchItem():
            return pairs.match_parts(item, setting)
        case MatrixItem():
            return pairs.matrix_parts(item, setting)
        case GapItem():
            return gap.parts(item, setting)
        case ExtendedTextItem():
            return extended_text.parts(item, setting)
        case HotspotItem():
            return hotspot.parts(item, setting)
        case ScenarioItem():
            raise CannotHold(SCENARIO)
        case _:
            assert_never(item)


def _outcomes(item: Item, parts: Parts, setting: Setting) -> list[Element]:
    """Return the declarations of the score, its greatest value, and what feedback hangs on."""
    most = number(item.points)
    score = {
        "identifier": "SCORE",
        "cardinality": "single",
        "baseType": "float",
        "normalMaximum": most,
        "normalMinimum": "0",
    }
    if isinstance(item, ExtendedTextItem) and item.rubric and setting.spelling.version != "2.1":
        score["externalScored"] = "human"
    made = [qti("outcomeDeclaration", score, _default("0"))]
    greatest = {"identifier": "MAXSCORE", "cardinality": "single", "baseType": "float"}
    made.append(qti("outcomeDeclaration", greatest, _default(most)))
    if parts.feedback:
        cardinality = "multiple" if parts.many else "single"
        told = {"identifier": FEEDBACK, "cardinality": cardinality, "baseType": "identifier"}
        made.append(qti("outcomeDeclaration", told))
    if item.explanation is not None:
        told = {"identifier": EXPLANATION, "cardinality": "single", "baseType": "identifier"}
        made.append(qti("outcomeDeclaration", told))
    return made


def _default(value: str) -> Element:
    return qti("defaultValue", {}, qti("value", text=value))


def _body(item: Item, parts: Parts, setting: Setting) -> Element:
    body = qti("itemBody")
    if not parts.has_body:
        if item.heading is not None and not parts.prompted:
            held = setting.inline(item.heading)
            stem = html("p", {"class": "stem"}, text=held.text)
            stem.extend(list(held))
            body.append(stem)
        if item.body is not None:
            body.extend(setting.blocks(item.body))
    body.extend(list(parts.body))
    if item.hint is not None:
        body.append(_hint(item, setting))
    return body


def _hint(item: Item, setting: Setting) -> Element:
    assert item.hint is not None
    blocks = setting.blocks(item.hint)
    if not setting.spelling.is_3:
        return rubric_block(blocks, "tutor", setting, name="hint")
    summary = html("summary", text=setting.say("Hint"))
    return html("details", {"class": "hint"}, summary, *blocks)


def _processing(item: Item, parts: Parts, setting: Setting) -> Element | None:
    """Return how it is scored: by a template where that says all."""
    tells = bool(parts.feedback) or item.explanation is not None
    is_template = parts.template is not None and (
        parts.template != MATCH_CORRECT or item.points == 1
    )
    if is_template and not tells:
        address = setting.spelling.template(str(parts.template))
        return qti("responseProcessing", {"template": address})
    rules = list(parts.rules)
    if parts.feedback:
        given = rp.op("not", rp.is_null(RESPONSE))
        rules.append(rp.condition([(given, [rp.put(FEEDBACK, rp.variable(RESPONSE))])]))
    if item.explanation is not None:
        rules.append(rp.put(EXPLANATION, rp.value("identifier", EXPLANATION)))
    return qti("responseProcessing", {}, *rules) if rules else None
