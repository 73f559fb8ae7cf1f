"""Writes a package of QTI 1.2 as Canvas imports it into its quizzes, classic and new."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement

from lessonry.domain.quiz import FeedbackTime, Quiz
from lessonry.exporters.exported import Content, Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.prose import HtmlProse
from lessonry.exporters.qti_1.document import (
    QTI,
    Document,
    add_sections,
    description_html,
    make,
    written,
)
from lessonry.exporters.qti_1.elements import add_fields, canvas_item
from lessonry.exporters.qti_1.texts import Texts, identifier

CP: Final = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CANVAS: Final = "http://canvas.instructure.com/xsd/cccv1p0"
IMAGES: Final = "images/"
BASE: Final = "%24IMS-CC-FILEBASE%24/"
META_TYPE: Final = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def export(request: Request) -> Exported:
    """Return the package: a document and its settings for each quiz, and the pictures."""
    prose = HtmlProse(
        request.folder,
        url=request.course.url,
        under=IMAGES,
        address=lambda name: f"{BASE}{name}",
        part=request.part,
    )
    texts = Texts(prose=prose, folder=request.folder)
    documents = [make(quiz, texts, is_cartridge=False) for quiz in request.quizzes]
    files: list[tuple[str, Content]] = []
    for document in documents:
        name = document.identifier
        files.append((f"{name}/{name}.xml", _assessment(document)))
        files.append((f"{name}/assessment_meta.xml", _settings(document)))
    files += sorted(prose.files.items())
    manifest = ("imsmanifest.xml", _manifest(request, documents, sorted(prose.files)))
    return Exported(
        files=(manifest, *files),
        report=tuple(one for document in documents for one in document.report),
        notes=(*prose.notes, *(note for document in documents for note in _notes(document.quiz))),
    )


def _assessment(document: Document) -> bytes:
    root = Element("questestinterop", xmlns=QTI)
    test = SubElement(root, "assessment", ident=document.identifier, title=document.quiz.title)
    fields = {"cc_maxattempts": str(document.quiz.max_attempts or "unlimited")}
    if document.quiz.time_limit:
        fields["qmd_timelimit"] = str(max(1, document.quiz.time_limit.seconds // 60))
    add_fields(test, fields)
    add_sections(
        SubElement(test, "section", ident="root_section"), document, canvas_item, draws=True
    )
    return written(root)


def _settings(document: Document) -> bytes:
    """Return what Canvas keeps of a quiz beside its questions."""
    quiz = document.quiz
    root = Element("quiz", identifier=document.identifier, xmlns=CANVAS)
    minutes = str(max(1, quiz.time_limit.seconds // 60)) if quiz.time_limit else ""
    said = {
        "title": quiz.title,
        "description": description_html(quiz),
        "shuffle_answers": _flag(quiz.shuffle),
        "scoring_policy": {"last": "keep_latest"}.get(quiz.grading.value, "keep_highest"),
        "hide_results": "always" if quiz.feedback is FeedbackTime.NEVER else "",
        "quiz_type": "assignment",
        "points_possible": str(float(document.points)),
        "show_correct_answers": _flag(quiz.feedback is not FeedbackTime.NEVER),
        "allowed_attempts": str(quiz.max_attempts or -1),
        "one_question_at_a_time": _flag(quiz.layout.value == "one"),
        "cant_go_back": "false",
        "available": "false",
        "time_limit": minutes,
    }
    for name, value in said.items():
        if value or name in ("description", "hide_results"):
            SubElement(root, name).text = value
    return written(root)


def _manifest(request: Request, documents: list[Document], pictures: list[str]) -> bytes:
    names = [document.identifier for document in documents]
    root = Element("manifest", identifier=identifier("canvas", *names), xmlns=CP)
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    for name in names:
        one = SubElement(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
        SubElement(one, "file", href=f"{name}/{name}.xml")
        SubElement(one, "dependency", identifierref=f"{name}_meta")
        path = f"{name}/assessment_meta.xml"
        meta = SubElement(
            resources, "resource", identifier=f"{name}_meta", type=META_TYPE, href=path
        )
        SubElement(meta, "file", href=path)
    for path in pictures:
        one = SubElement(
            resources, "resource", identifier=identifier("file", path), type="webcontent", href=path
        )
        SubElement(one, "file", href=path)
    return written(root)


def _notes(quiz: Quiz) -> list[str]:
    notes = []
    if quiz.draw is not None:
        notes.append(
            f"“{quiz.title}” asks {quiz.draw} of its questions; Canvas asks all of them. Put them into"
            " a question group there."
        )
    if quiz.pass_mark is not None:
        notes.append(f"“{quiz.title}” is passed with {quiz.pass_mark}; Canvas knows no pass mark.")
    return notes


def _flag(value: bool) -> str:
    return "true" if value else "false"
