"""Pieces of QTI 1.2 to put documents together from, and what is read of them."""

from __future__ import annotations

from html import escape
from typing import Any

from lessonry.domain.fidelity import Carried
from lessonry.importers import qti_1
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz


def text(html: str, kind: str = "text/html") -> str:
    return f'<material><mattext texttype="{kind}">{escape(html)}</mattext></material>'


def field(label: str, entry: str) -> str:
    return (
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel>"
        f"<fieldentry>{entry}</fieldentry></qtimetadatafield>"
    )


def item(presentation: str, rules: str, *, kind: str = "", more: str = "", title: str = "") -> str:
    said = f"<itemmetadata><qtimetadata>{field('question_type', kind)}</qtimetadata></itemmetadata>"
    return (
        f'<item ident="i1" title="{title}">{said if kind else ""}'
        f"<presentation>{presentation}</presentation><resprocessing><outcomes>"
        f'<decvar varname="SCORE" maxvalue="100"/></outcomes>{rules}</resprocessing>{more}</item>'
    )


def labels(**texts: str) -> str:
    return "".join(
        f'<response_label ident="{name}">{text(said)}</response_label>'
        for name, said in texts.items()
    )


def lid(
    offered: str, *, name: str = "response1", cardinality: str = "Single", before: str = ""
) -> str:
    return (
        f'<response_lid ident="{name}" rcardinality="{cardinality}">{before}'
        f"<render_choice>{offered}</render_choice></response_lid>"
    )


def rule(
    condition: str, score: str | None = "100", *, goes_on: str = "No", action: str = "Set"
) -> str:
    sets = f'<setvar varname="SCORE" action="{action}">{score}</setvar>' if score else ""
    return (
        f'<respcondition continue="{goes_on}"><conditionvar>{condition}</conditionvar>{sets}'
        "</respcondition>"
    )


def equal(value: str, name: str = "response1", case: str = "") -> str:
    said = f' case="{case}"' if case else ""
    return f'<varequal respident="{name}"{said}>{value}</varequal>'


def document(*items: str, namespace: str = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><questestinterop xmlns="{namespace}">'
        f'<assessment ident="a1" title="Tea"><section ident="root">{"".join(items)}</section>'
        "</assessment></questestinterop>"
    ).encode()


def read(*items: str) -> ImportedQuiz:
    (quiz,) = qti_1.read(ForeignFile(name="tea.xml", data=document(*items)))
    return quiz


def only(*items: str) -> Any:
    quiz = read(*items)
    assert quiz.report[0].carried is not Carried.LEFT, quiz.report[0].notes
    return quiz.quiz.items[0]


def kind_of(item: Any) -> Any:
    return type(item)
