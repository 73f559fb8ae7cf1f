"""Makes files of Moodle XML as Moodle's question bank writes them."""

from __future__ import annotations

import base64
from html import escape

from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.items import Item
from lessonry.importers import moodle_xml
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def field(name: str, said: str, *, format: str = "html", more: str = "", **attributes: str) -> str:
    """Return an element with a text in a section of its own."""
    extra = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<{name} format="{format}"{extra}><text><![CDATA[{said}]]></text>{more}</{name}>'


def answer(said: str, fraction: str, feedback: str = "", more: str = "") -> str:
    told = field("feedback", feedback)
    return field("answer", said, more=told + more, fraction=fraction)


def file(name: str, data: bytes = PIXEL, path: str = "/") -> str:
    encoded = base64.b64encode(data).decode()
    return f'<file name="{escape(name)}" path="{path}" encoding="base64">{encoded}</file>'


def question(
    kind: str,
    text: str,
    inside: str = "",
    *,
    name: str = "Q 1",
    format: str = "html",
    files: str = "",
) -> str:
    """Return a question with what every export has."""
    return (
        f'<question type="{kind}"><name><text>{escape(name)}</text></name>'
        + field("questiontext", text, format=format, more=files)
        + (field("generalfeedback", "") if "<generalfeedback" not in inside else "")
        + "<defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>"
        + f"<idnumber></idnumber>{inside}</question>"
    )


def category(path: str, info: str = "", idnumber: str = "") -> str:
    return (
        f'<question type="category"><category><text>{escape(path)}</text></category>'
        + field("info", info)
        + f"<idnumber>{idnumber}</idnumber></question>"
    )


def bank(*questions: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    return (head + "\n".join(questions) + "\n</quiz>").encode()


def read(*questions: str, name: str = "first aid.xml") -> tuple[ImportedQuiz, ...]:
    return moodle_xml.read(ForeignFile(name=name, data=bank(*questions)))


def only(*questions: str) -> tuple[Item, Fidelity]:
    """Return the one item of a bank, once it is held against our own reader, and its report."""
    (quiz,) = read(*questions)
    settled = settle(quiz)
    assert settled.items == 1, settled.report
    (told,) = settled.report
    assert told.item == quiz.quiz.items[0].identifier
    assert told.original.startswith("<question")
    return quiz.quiz.items[0], told


def left(*questions: str) -> str:
    """Return why the one question of a bank is not carried."""
    (quiz,) = read(*questions)
    (told,) = settle(quiz).report
    assert told.carried is Carried.LEFT
    assert told.item is None
    return " ".join(told.notes)
