"""What an EPUB says of itself: its package document, its navigation, the frame of its pages."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import Enum
from html import escape
from typing import Final

from lessonry.domain.languages import RIGHT_TO_LEFT
from lessonry.exporters.archive import moment
from lessonry.exporters.written.imprint import Imprint
from lessonry.exporters.written.lessons import Written
from lessonry.exporters.written.pictures import KINDS

FONT: Final = "formulas.ttf"
HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
SUMMARY: Final = (
    "Headings, lists and tables are marked as such, pictures have the descriptions that the author "
    "gave them, and all of it can be read in order. Questions lead to their answers and back."
)
EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)


class Kind(Enum):
    """What a page of the book is, with its EPUB type and its ARIA role."""

    COVER = ("cover", "")
    TITLE = ("titlepage", "")
    PART = ("part", "doc-part")
    CHAPTER = ("chapter", "doc-chapter")
    ANSWERS = ("answers", "doc-appendix")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page."""

    name: str
    title: str
    kind: Kind
    html: str
    """What stands in it, well-formed."""
    depth: int = 1
    """In the table of contents: 2 for a lesson of a module."""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that a package says something of."""

    written: Written
    imprint: Imprint
    documents: tuple[Document, ...]
    pictures: dict[str, bytes]
    font: bytes | None = None
    """What its formulas are drawn with, if it has any."""

    @property
    def language(self) -> str:
        """Return the language of its texts."""
        return self.written.language.replace("_", "-")

    @property
    def direction(self) -> str:
        """Return which way its lines run."""
        return direction(self.language)


def direction(language: str) -> str:
    """Return which way a language's lines run: `ltr`, `rtl`."""
    first = language.lower().partition("-")[0]
    return "rtl" if first in RIGHT_TO_LEFT or first in ("fa", "ur", "yi") else "ltr"


def page(book: Book, document: Document) -> str:
    """Return one page of the book."""
    kind, role = document.kind.value
    language = document.language or book.language
    spoken = (
        f' lang="{language}" xml:lang="{language}" dir="{direction(language)}"'
        if document.language
        else ""
    )
    named = f' role="{role}"' if role else ""
    labelled = "" if document.kind is Kind.COVER else ' aria-labelledby="lr-title"'
    return _page(
        book,
        document.title,
        f'<section epub:type="{kind}"{named}{labelled}{spoken}>{document.html}</section>',
    )


def _page(book: Book, title: str, inside: str) -> str:
    language = escape(book.language)
    return (
        f'{HEAD}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}" dir="{book.direction}">\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body><main>{inside}</main></body>\n</html>\n"
    )


def navigation(book: Book) -> str:
    """Return the table of contents with the landmarks."""
    words = book.written.words
    contents = escape(words.say("Contents"))
    first = next(
        (one.name for one in book.documents if one.kind in (Kind.PART, Kind.CHAPTER)), "title.xhtml"
    )
    marks = [
        ("cover", "cover.xhtml", words.say("Cover")),
        ("toc", "nav.xhtml", words.say("Contents")),
        ("bodymatter", first, words.say("Lessons")),
    ]
    if book.written.answers:
        marks.append(("answers", book.written.answers.name, words.say("Answers")))
    listed = "".join(
        f'<li><a epub:type="{kind}" href="{name}">{escape(said)}</a></li>'
        for kind, name, said in marks
    )
    guide = escape(words.say("In this part"))
    return _page(
        book,
        words.say("Contents"),
        f'<nav epub:type="toc" role="doc-toc" aria-labelledby="lr-title" id="toc">'
        f'<h1 id="lr-title">{contents}</h1><ol>{"".join(_entries(book))}</ol></nav>'
        f'<nav epub:type="landmarks" aria-label="{guide}" hidden="hidden"><ol>{listed}</ol></nav>',
    )


def _entries(book: Book) -> Iterator[str]:
    """Yield the entries of the table of contents; lessons of a module stand under its."""
    is_open = False
    for one in book.documents:
        if one.kind in (Kind.COVER, Kind.TITLE):
            continue
        link = f'<a href="{one.name}">{escape(one.title)}</a>'
        if one.kind is Kind.PART:
            yield ("</ol></li>" if is_open else "") + f"<li>{link}<ol>"
            is_open = True
        elif one.depth == 2:
            yield f"<li>{link}</li>"
        else:
            yield ("</ol></li>" if is_open else "") + f"<li>{link}</li>"
            is_open = False
    if is_open:
        yield "</ol></li>"


def package(book: Book) -> str:
    """Return the package document."""
    course, said = book.written.course, book.imprint
    language = escape(book.language)
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{course.url or 'lessonry:'}#{course.identifier}")
    metadata = [
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
        f"<dc:title>{escape(said.title)}</dc:title>",
        f"<dc:language>{language}</dc:language>",
        f'<meta property="dcterms:modified">{_modified(book)}</meta>',
    ]
    if said.issuer:
        metadata.append(f"<dc:creator>{escape(said.issuer)}</dc:creator>")
        metadata.append(f"<dc:publisher>{escape(said.issuer)}</dc:publisher>")
    if said.about:
        metadata.append(f"<dc:description>{escape(said.about)}</dc:description>")
    if said.url:
        metadata.append(f"<dc:source>{escape(said.url)}</dc:source>")
    metadata += [
        f'<meta property="schema:{name}">{escape(value)}</meta>' for name, value in _access(book)
    ]
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        '<item id="cover-image" href="cover.png" media-type="image/png" properties="cover-image"/>',
    ]
    if book.font:
        items.append(f'<item id="font" href="{FONT}" media-type="font/ttf"/>')
    for number, one in enumerate(book.documents, start=1):
        properties = ' properties="mathml"' if "<math" in one.html else ""
        items.append(
            f'<item id="d{number}" href="{one.name}" media-type="application/xhtml+xml"{properties}/>'
        )
    for number, name in enumerate(book.pictures, start=1):
        kind = KINDS[name.rpartition(".")[2]]
        items.append(f'<item id="p{number}" href="{name}" media-type="{kind}"/>')
    spine = []
    for number, one in enumerate(book.documents, start=1):
        spine.append(f'<itemref idref="d{number}"/>')
        if one.kind is Kind.TITLE:
            spine.append('<itemref idref="nav"/>')
    lines = "\n".join
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{language}" dir="{book.direction}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{lines(metadata)}\n</metadata>\n'
        f"<manifest>\n{lines(items)}\n</manifest>\n"
        f'<spine page-progression-direction="{book.direction}">\n{lines(spine)}\n</spine>\n'
        "</package>\n"
    )


def _access(book: Book) -> Iterator[tuple[str, str]]:
    """Yield what EPUB Accessibility 1.1 asks a book to say of itself.

    Whether it conforms to WCAG depends on what its author wrote: nobody but they can say that.
    """
    texts = [one.html for one in book.documents]
    yield "accessMode", "textual"
    if book.pictures:
        yield "accessMode", "visual"
    yield "accessModeSufficient", "textual"
    if book.pictures:
        yield "accessModeSufficient", "textual,visual"
    yield "accessibilityFeature", "tableOfContents"
    yield "accessibilityFeature", "readingOrder"
    yield "accessibilityFeature", "structuralNavigation"
    yield "accessibilityFeature", "displayTransformability"
    if book.pictures:
        yield "accessibilityFeature", "alternativeText"
    if any('class="transcript"' in text for text in texts):
        yield "accessibilityFeature", "transcript"
    if any("<math" in text for text in texts):
        yield "accessibilityFeature", "MathML"
        yield "accessibilityFeature", "describedMath"
    if any('class="math"' in text for text in texts):
        yield "accessibilityFeature", "latex"
    yield "accessibilityHazard", "none"
    yield "accessibilitySummary", SUMMARY


def _modified(book: Book) -> str:
    edition = book.written.course.around.edition
    known = datetime.combine(edition.day, time(), UTC) if edition else EPOCH
    return (moment() or known).strftime("%Y-%m-%dT%H:%M:%SZ")
