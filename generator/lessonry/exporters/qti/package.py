"""A QTI package: a document for each item and each quiz, the pictures, the manifest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.items import Item, variants
from lessonry.domain.languages import known_language
from lessonry.domain.quiz import Quiz
from lessonry.exporters.exported import Content, Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.prose import HtmlProse, flattened
from lessonry.exporters.qti.html_subset import as_qti, blocks_of
from lessonry.exporters.qti.item import WrittenItem, ncname, write_item
from lessonry.exporters.qti.manifest import Resource, write_manifest
from lessonry.exporters.qti.parts import CannotHold, Setting
from lessonry.exporters.qti.spelling import Spelling
from lessonry.exporters.qti.test import Reference, notes_of, write_test
from lessonry.locales.words import Words

MEDIA: Final = "media/"
SHOWN: Final = re.compile(rb'"\.\./(media/[^"]+)"')
"""A picture in a document."""
KEYS = "The package holds the keys of its questions: whoever opens it can read them."
TEXTS = (
    "Typed answers are compared as QTI compares them: blanks and full stops at the end count, and a"
    " number is written with a decimal point."
)
TEX = "Formulas are TeX between \\( and \\): the system that shows them must set them."


@dataclass(slots=True)
class _Package:
    """What has come together so far."""

    request: Request
    spelling: Spelling
    prose: HtmlProse
    documents: list[tuple[str, Content]] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    report: list[Fidelity] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_math: bool = False
    names: set[str] = field(default_factory=set)

    def named(self, text: str) -> str:
        """Return an identifier that no other document of the package has."""
        name = base = ncname(text)
        number = 1
        while name in self.names:
            number += 1
            name = f"{base}-{number}"
        self.names.add(name)
        return name


def export(request: Request, spelling: Spelling) -> Exported:
    """Return the package of the quizzes that were asked for."""
    prose = HtmlProse(
        request.folder,
        url=request.course.url,
        under=MEDIA,
        address=lambda name: f"../{name}",
        part=request.part,
    )
    package = _Package(request=request, spelling=spelling, prose=prose)
    for quiz in request.quizzes:
        _quiz(package, quiz)
    name = ncname(f"{request.course.identifier}-qti")
    manifest = write_manifest(name, tuple(package.resources), spelling)
    if any(item.kind == "gap" for quiz in request.quizzes for item in quiz.items):
        package.notes.append(TEXTS)
    if package.has_math:
        package.notes.append(TEX)
    return Exported(
        files=(
            ("imsmanifest.xml", manifest),
            *package.documents,
            *sorted(prose.files.items(), key=lambda named: named[0]),
        ),
        report=tuple(package.report),
        notes=(KEYS, *package.notes),
    )


def _quiz(package: _Package, quiz: Quiz) -> None:
    language = quiz.language or package.request.course.language
    setting = _setting(package, quiz, language)
    place = len(package.resources)
    documents: dict[int, list[Reference]] = {}
    for number, item in enumerate(quiz.items, start=1):
        documents[id(item)] = _item(package, quiz, item, setting, f"{quiz.title} {number}")
    names = [reference.name for made in documents.values() for reference in made]
    if not names:
        return
    path = f"tests/{ncname(quiz.identifier)}.xml"
    test = Resource(
        name=package.named(f"test--{quiz.identifier}"),
        kind="test",
        path=path,
        title=quiz.title,
        language=language,
        needs=tuple(names),
    )
    package.resources.insert(place, test)
    data = write_test(quiz, documents, package.spelling, language)
    package.documents.append((path, data))
    package.notes += notes_of(quiz)


def _item(
    package: _Package, quiz: Quiz, item: Item, setting: Setting, title: str
) -> list[Reference]:
    """Write an item's variants into the package and tell of them."""
    base = package.named(f"{quiz.identifier}--{item.identifier}")
    told = len(package.prose.links.notes)
    all_of_it = variants(item)
    alone = len(all_of_it) == 1
    names = [base if alone else f"{base}--v{n}" for n in range(1, len(all_of_it) + 1)]
    try:
        written = [
            write_item(variant, name, setting, title)
            for variant, name in zip(all_of_it, names, strict=True)
        ]
    except CannotHold as reason:
        package.report.append(_told(item, title, Carried.LEFT, (str(reason),)))
        return []
    for one, name in zip(written, names, strict=True):
        package.documents.append((f"items/{name}.xml", one.data))
        package.resources.append(_resource(item, one, name, setting.language))
    notes = [note for one in written for note in one.notes]
    notes += package.prose.links.notes[told:]
    if not alone:
        notes.append(
            f"Its {len(all_of_it)} variants are items of their own; the test draws one of them."
        )
    package.has_math = package.has_math or any(b"\\(" in one.data for one in written)
    said = tuple(dict.fromkeys(notes))
    package.report.append(_told(item, written[0].title, changed(said), said))
    return [Reference(name=name, path=f"../items/{name}.xml") for name in names]


def _told(item: Item, name: str, carried: Carried, notes: tuple[str, ...]) -> Fidelity:
    place = item.place.span.line
    return Fidelity(
        name=name,
        kind=item.kind,
        carried=carried,
        notes=notes,
        line=place,
        item=item.identifier,
    )


def _resource(item: Item, one: WrittenItem, name: str, language: str) -> Resource:
    keywords = item.tags
    if item.objective is not None:
        keywords = (*keywords, f"objective:{item.objective}")
    shown = dict.fromkeys(found.decode() for found in SHOWN.findall(one.data))
    return Resource(
        name=name,
        kind="item",
        path=f"items/{name}.xml",
        title=one.title,
        language=language,
        keywords=keywords,
        interaction=one.interaction,
        files=tuple(shown),
    )


def _setting(package: _Package, quiz: Quiz, language: str) -> Setting:
    prose, spelling = package.prose, package.spelling
    return Setting(
        spelling=spelling,
        prose=prose,
        language=language,
        shuffles=quiz.shuffle,
        say=Words(known_language(language) or "en").say,
        blocks=lambda said: blocks_of(as_qti(prose.tree(said), spelling)),
        inline=lambda said: as_qti(flattened(prose.tree(said)), spelling),
    )
