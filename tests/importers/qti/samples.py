"""Items as other tools write them: made up here, in their manner."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lessonry.domain.fidelity import Fidelity
from lessonry.domain.items import Item
from lessonry.importers.foreign import ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.qti import read

SPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
MATCH_CORRECT = f'<responseProcessing template="{TEMPLATES}/match_correct"/>'
MAP_RESPONSE = f'<responseProcessing template="{TEMPLATES}/map_response"/>'
SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\x80\0\0\1\xe0"
ENTRY = (
    '<p>It is <textEntryInteraction responseIdentifier="RESPONSE" expectedLength="9"/> here.</p>'
)


def item(declarations: str, body: str, processing: str = MATCH_CORRECT, **attributes: str) -> bytes:
    """Return a document of QTI 2.1."""
    said = {"identifier": "item1", "title": "An item", "adaptive": "false"} | attributes
    spelt = " ".join(f'{name}="{value}"' for name, value in said.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{SPACE}" {spelt}'
        f' timeDependent="false">{declarations}{SCORE}<itemBody>{body}</itemBody>{processing}'
        "</assessmentItem>"
    ).encode()


def response(
    key: str = "", cardinality: str = "single", base: str = "identifier", name: str = "RESPONSE",
    mapping: str = "",
) -> str:  # fmt: skip
    """Return a declaration; `key` holds its values with `|` between."""
    values = "".join(f"<value>{one}</value>" for one in key.split("|") if one)
    correct = f"<correctResponse>{values}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"{correct}{mapping}</responseDeclaration>"
    )


def choices(*texts: str, most: str = "1", prompt: str = "Which?") -> str:
    """Return a choice interaction whose choices are called `c1`, `c2` …"""
    made = "".join(
        f'<simpleChoice identifier="c{n}">{text}</simpleChoice>' for n, text in enumerate(texts, 1)
    )
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}">'
        f"<prompt>{prompt}</prompt>{made}</choiceInteraction>"
    )


def quiz_of(data: bytes, name: str = "item.xml") -> ImportedQuiz:
    """Return the only quiz of a file."""
    (quiz,) = read(ForeignFile(name=name, data=data))
    return quiz


def read_one(data: bytes) -> tuple[Item | None, Fidelity]:
    """Return the only item of a document and what is told of it."""
    quiz = quiz_of(data)
    (told,) = quiz.report
    return next(iter(quiz.quiz.items), None), told


def package(files: Mapping[str, bytes | str]) -> ForeignFile:
    """Return a zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return ForeignFile(name="bank.zip", data=made.getvalue())
