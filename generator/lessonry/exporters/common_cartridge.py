"""Writes a Common Cartridge 1.1: the lessons as pages, the quizzes as assessments, in one outline.

Source: Common Cartridge profile 1.1; what Moodle reads of it (`entity11.quiz`, an item's kind by its
`cc_profile`, keys only from `varequal`s with `case="Yes"`), and Canvas.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from lxml import etree

from lessonry.domain.course import Course, Lesson, Module
from lessonry.domain.languages import RIGHT_TO_LEFT, known_language
from lessonry.domain.quiz import Mode
from lessonry.exporters.exported import Content, Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.prose import HtmlProse
from lessonry.exporters.qti_1.document import (
    QTI,
    Document,
    description_html,
    make,
    written,
)
from lessonry.exporters.qti_1.elements import add_fields, cartridge_item
from lessonry.exporters.qti_1.texts import Texts, identifier
from lessonry.exporters.written.lessons import Chapter, write

CP: Final = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
LOM: Final = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMAS: Final = (
    f"{CP} http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd"
    f" {LOM} http://www.imsglobal.org/profile/cc/ccv1p1/LOM/ccv1p1_lommanifest_v1p0.xsd"
)
ASSESSMENT: Final = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
IMAGES: Final = "images/"
LESSONS: Final = "lessons/"
BASE: Final = "$IMS-CC-FILEBASE$/"
PAGE: Final = """<!DOCTYPE html>
<html lang="{language}"{direction}>
<head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1>
{body}
</body>
</html>
"""


@dataclass(slots=True, kw_only=True)
class _Cartridge:
    """The parts of one cartridge while they are put together."""

    course: Course
    resources: Element
    files: list[tuple[str, Content]] = field(default_factory=list)

    def add(self, kind: str, path: str, content: Content, *, beside: tuple[str, ...] = ()) -> str:
        """Add a file, and return what the outline calls it."""
        name = identifier("resource", path)
        at = {"href": path} if kind == "webcontent" else {}
        one = SubElement(self.resources, "resource", {"identifier": name, "type": kind} | at)
        SubElement(one, "file", href=path)
        for other in beside:
            SubElement(one, "dependency", identifierref=identifier("resource", other))
        self.files.append((path, content))
        return name


def export(request: Request) -> Exported:
    """Return the cartridge; without a built site, of the quizzes alone."""
    course = request.course
    prose = HtmlProse(
        request.folder,
        url=course.url,
        under=IMAGES,
        address=lambda name: f"{BASE}{name}",
        part=request.part,
    )
    texts = Texts(prose=prose, folder=request.folder)
    documents = {q.identifier: make(q, texts, is_cartridge=True) for q in request.quizzes}
    pictures = sorted(prose.files.items())
    cartridge = _Cartridge(course=course, resources=Element("resources"))
    for name, content in pictures:
        cartridge.add("webcontent", name, content)
    notes = list(prose.notes)
    tops = _outline(request, cartridge, documents, tuple(dict(pictures)), notes)
    manifest = _manifest(course, tops, cartridge.resources)
    return Exported(
        files=(("imsmanifest.xml", manifest), *cartridge.files),
        report=tuple(one for document in documents.values() for one in document.report),
        notes=(*dict.fromkeys(notes), *_notes(documents)),
    )


def _outline(
    request: Request,
    cartridge: _Cartridge,
    documents: dict[str, Document],
    pictures: tuple[str, ...],
    notes: list[str],
) -> list[Element]:
    """Return what stands at the top of the outline: modules, and quizzes that no lesson places."""
    chapters: dict[str, Chapter] = {}
    if request.site is not None:
        book = write(replace(request, quizzes=(), with_answers=False))
        notes += book.notes
        for name, content in sorted(book.pictures.files.items()):
            cartridge.add("webcontent", f"{LESSONS}{name}", content)
        chapters = {one.lesson.path: one for one in book.chapters if one.lesson is not None}
    tops: list[Element] = []
    left = dict(documents)
    for module in request.course.modules:
        entries: list[Element] = []
        for lesson in module.lessons:
            if lesson.path in chapters:
                entries.append(_page(cartridge, chapters[lesson.path], lesson))
            for placement in lesson.placements:
                document = left.pop(placement.quiz, None)
                if document is not None:
                    entries.append(_assessment(cartridge, document, pictures))
        if entries:
            tops.append(_folder(module, entries))
    tops += [_assessment(cartridge, document, pictures) for document in left.values()]
    return tops


def _folder(module: Module, entries: list[Element]) -> Element:
    item = Element("item", identifier=identifier("module", module.identifier))
    SubElement(item, "title").text = module.title or module.identifier
    item.extend(entries)
    return item


def _page(cartridge: _Cartridge, chapter: Chapter, lesson: Lesson) -> Element:
    language = chapter.language or cartridge.course.language
    body = etree.tostring(chapter.text, encoding="unicode", method="html").replace(
        ".xhtml", ".html"
    )
    page = PAGE.format(
        language=language,
        direction=' dir="rtl"' if known_language(language) in RIGHT_TO_LEFT else "",
        title=html.escape(chapter.title),
        body=body,
    )
    path = f"{LESSONS}{chapter.name.replace('.xhtml', '.html')}"
    name = cartridge.add("webcontent", path, page.encode())
    return _entry("lesson", lesson.path, lesson.title, name)


def _assessment(cartridge: _Cartridge, document: Document, pictures: tuple[str, ...]) -> Element:
    quiz = document.quiz
    root = Element("questestinterop", xmlns=QTI)
    test = SubElement(root, "assessment", ident=document.identifier, title=quiz.title)
    fields = {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "cc_maxattempts": str(quiz.max_attempts or "unlimited"),
    }
    if quiz.time_limit:
        fields["qmd_timelimit"] = str(max(1, quiz.time_limit.seconds // 60))
    add_fields(test, fields)
    if quiz.description:
        rubric = SubElement(SubElement(test, "rubric"), "material")
        SubElement(rubric, "mattext", texttype="text/html").text = description_html(quiz)
    section = SubElement(test, "section", ident="root_section")
    for _, questions in document.sections:
        section.extend(cartridge_item(question) for question in questions)
    said = written(root)
    used = tuple(name for name in pictures if name.encode() in said)
    path = f"{document.identifier}/assessment.xml"
    name = cartridge.add(ASSESSMENT, path, said, beside=used)
    return _entry("quiz", quiz.identifier, quiz.title, name)


def _entry(what: str, name: str, title: str, resource: str) -> Element:
    item = Element("item", identifier=identifier(what, name), identifierref=resource)
    SubElement(item, "title").text = title
    return item


def _manifest(course: Course, tops: list[Element], resources: Element) -> bytes:
    root = Element(
        "manifest",
        {
            "identifier": identifier("cartridge", course.identifier),
            "xmlns": CP,
            "xmlns:lomimscc": LOM,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": SCHEMAS,
        },
    )
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Common Cartridge"
    SubElement(metadata, "schemaversion").text = "1.1.0"
    general = SubElement(SubElement(metadata, "lomimscc:lom"), "lomimscc:general")
    said = {"title": course.title, "description": course.description or ""}
    for name, text in said.items():
        if text:
            holder = SubElement(general, f"lomimscc:{name}")
            SubElement(holder, "lomimscc:string", language=course.language).text = text
    organizations = SubElement(root, "organizations")
    organization = SubElement(
        organizations,
        "organization",
        identifier=identifier("organization", course.identifier),
        structure="rooted-hierarchy",
    )
    top = SubElement(organization, "item", identifier=identifier("root", course.identifier))
    top.extend(tops)
    root.append(resources)
    return written(root)


def _notes(documents: dict[str, Document]) -> list[str]:
    notes = []
    for document in documents.values():
        quiz = document.quiz
        if quiz.draw is not None or any(section.draw for section in quiz.sections):
            notes.append(f"“{quiz.title}” asks some of its questions; in a cartridge, all of them.")
        if quiz.pass_mark is not None and quiz.mode is Mode.EXAM:
            notes.append(
                f"“{quiz.title}” is passed with {quiz.pass_mark}; a cartridge says nothing of it."
            )
    return notes
