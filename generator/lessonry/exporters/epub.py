"""The whole course as an accessible EPUB 3: a chapter for each lesson, the answers at its end."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml import etree

from lessonry.exporters.book import cover_data
from lessonry.exporters.exported import Content, Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.prose import Element
from lessonry.exporters.written import epub_package
from lessonry.exporters.written.epub_package import FONT, Document, Kind
from lessonry.exporters.written.fidelity import report_of
from lessonry.exporters.written.formula_font import font_of
from lessonry.exporters.written.imprint import imprint
from lessonry.exporters.written.lessons import Chapter, Part, Written, write
from lessonry.exporters.written.look import colors_of, drawing
from lessonry.exporters.written.printing import Press, data_of
from lessonry.exporters.written.style import style_of

COVER = "cover.png"
COVER_DOTS = 160.0
"""Dots an inch of the cover, which is 160 by 240 millimetres: 1008 by 1512."""
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)


def export(request: Request) -> Exported:
    """Return the book.

    Raises:
        UsageError: There is no built site.
    """
    written = write(request)
    look = colors_of(request.course)
    press = Press()
    data = cover_data(written, press) | data_of(written.language, look)
    picture = drawing(request.course, look, 160, 100).encode()
    (cover,) = press.make(
        '#include "/cover-only.typ"\n', data, {"cover.svg": picture}, png=COVER_DOTS
    )
    documents = tuple(_documents(written))
    shown = _shown(documents)
    pictures = {name: written.pictures.files[name] for name in sorted(shown)}
    book = epub_package.Book(
        written=written,
        imprint=imprint(written),
        documents=documents,
        pictures=pictures,
        font=font_of(one.html for one in documents),
    )
    files: list[tuple[str, Content]] = [
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.encode()),
        ("EPUB/package.opf", epub_package.package(book).encode()),
        ("EPUB/nav.xhtml", epub_package.navigation(book).encode()),
        ("EPUB/style.css", style_of(look, font=FONT if book.font else None).encode()),
        *(((f"EPUB/{FONT}", book.font),) if book.font else ()),
        (f"EPUB/{COVER}", cover),
        *((f"EPUB/{one.name}", epub_package.page(book, one).encode()) for one in documents),
        *((f"EPUB/{name}", content) for name, content in pictures.items()),
    ]
    return Exported(
        files=tuple(files),
        report=report_of(request.quizzes, written.left),
        notes=tuple(dict.fromkeys([*written.notes, *_undescribed(documents)])),
    )


def _documents(written: Written) -> Iterator[Document]:
    yield Document(
        name="cover.xhtml",
        title=written.words.say("Cover"),
        kind=Kind.COVER,
        html=f'<h1 class="cover"><img src="{COVER}" alt="{escape(written.course.title)}"/></h1>',
    )
    yield Document(
        name="title.xhtml", title=written.course.title, kind=Kind.TITLE, html=_title_page(written)
    )
    for number, part in enumerate(written.parts, start=1):
        if part.title:
            yield Document(
                name=f"part-{number:02}.xhtml",
                title=part.title,
                kind=Kind.PART,
                html=_part(part, written),
            )
        for chapter in part.chapters:
            yield _chapter(chapter, depth=2 if part.title else 1)
    for chapter in written.further:
        yield _chapter(chapter, depth=1)
    if written.answers:
        yield _chapter(written.answers, depth=1, kind=Kind.ANSWERS)


def _title_page(written: Written) -> str:
    said = imprint(written)
    about = f'<p class="about">{escape(said.about)}</p>' if said.about else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in said.lines)
    url = (
        f'<p><a href="{escape(said.url)}">{escape(said.url)}</a></p>'
        if said.url and said.url.startswith(("http://", "https://"))
        else ""
    )
    return (
        f'<h1 id="lr-title">{escape(said.title)}</h1>{about}<div class="facts">{lines}{url}</div>'
    )


def _part(part: Part, written: Written) -> str:
    about = f'<p class="about">{escape(part.description)}</p>' if part.description else ""
    goals = ""
    if part.objectives:
        label = escape(written.words.say("After these lessons you can"))
        lines = "".join(f"<li>{escape(one)}</li>" for one in part.objectives)
        goals = f'<div class="objectives"><p class="label">{label}</p><ul>{lines}</ul></div>'
    return f'<h1 id="lr-title">{escape(part.title or "")}</h1>{about}{goals}'


def _chapter(chapter: Chapter, depth: int, kind: Kind = Kind.CHAPTER) -> Document:
    kicker = f'<p class="kicker">{escape(chapter.kicker)}</p>' if chapter.kicker else ""
    inside = etree.tostring(chapter.text, encoding="unicode", method="xml", with_tail=False)
    return Document(
        name=chapter.name,
        title=chapter.title,
        kind=kind,
        html=f'{kicker}<h1 id="lr-title">{escape(chapter.title)}</h1>{inside}',
        depth=depth,
        language=chapter.language,
    )


def _shown(documents: tuple[Document, ...]) -> set[str]:
    """Return the names of the pictures that the book shows."""
    sources = {one.get("src") or "" for document in documents for one in _pictures(document)}
    return sources - {COVER}


def _undescribed(documents: tuple[Document, ...]) -> Iterator[str]:
    """Yield which chapters have pictures that say nothing to those who cannot see them."""
    for document in documents:
        count = sum(
            not one.get("alt") and one.get("class") != "icon" and _parent(one) != "media"
            for one in _pictures(document)
        )
        if count:
            yield (
                f"{document.title}: {count} {'picture has' if count == 1 else 'pictures have'} no "
                "description; readers who cannot see are told nothing of it."
            )


def _pictures(document: Document) -> Iterator[Element]:
    return etree.fromstring(f"<div>{document.html}</div>").iter("img")


def _parent(picture: Element) -> str | None:
    parent = picture.getparent()
    return parent.get("class") if parent is not None else None
