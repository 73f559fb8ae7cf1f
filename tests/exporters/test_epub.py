"""A course as an EPUB breaks no rule, holds nothing that runs, and leads to answers and back."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from lessonry.domain.fidelity import Carried
from lessonry.errors import UsageError
from lessonry.exporters import epub
from lessonry.exporters.archive import pack
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request, named
from tests import epubcheck
from tests.browser import Axe, Pages, Serve
from tests.exporters.golden_trees import same_as_golden
from tests.exporters.readable import exam_of

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def rich_book(rich: Request) -> Exported:
    return epub.export(rich)


@pytest.fixture(scope="module")
def whole_book(rich: Request) -> Exported:
    """Return the same with its exam."""
    return epub.export(replace(rich, quizzes=(*rich.quizzes, exam_of(rich))))


@pytest.fixture(scope="module")
def kinds_book(kinds: Request) -> Exported:
    return epub.export(kinds)


@pytest.fixture(scope="module")
def bare_book(kinds: Request) -> Exported:
    """Return a book without answers."""
    return epub.export(replace(kinds, with_answers=False))


def texts(book: Exported) -> dict[str, str]:
    """Return the pages and other texts of a book by their names."""
    return {
        name.removeprefix("EPUB/"): content.decode("utf-8")
        for name, content in book.files
        if isinstance(content, bytes) and name.endswith((".xhtml", ".opf", ".css", ".svg"))
    }


def packed(book: Exported, target: Path) -> Path:
    pack(book.files, target, stored=named("epub").stored)
    return target


def test_books_break_no_rule(whole_book: Exported, kinds_book: Exported, tmp_path: Path) -> None:
    for name, book in (("whole", whole_book), ("kinds", kinds_book)):
        assert epubcheck.failings(packed(book, tmp_path / f"{name}.epub")) == []


def test_the_validator_sees_a_fault(kinds_book: Exported, tmp_path: Path) -> None:
    files = [
        (name, content.replace(b"</h1>", b"</h1><script>1</script>"))
        if name.endswith("title.xhtml") and isinstance(content, bytes)
        else (name, content)
        for name, content in kinds_book.files
    ]
    pack(files, tmp_path / "broken.epub", stored=("mimetype",))
    assert "OPF-014" in epubcheck.failings(tmp_path / "broken.epub")[0]


def test_a_book_is_what_it_was(whole_book: Exported) -> None:
    # Not its cover and its font: another edition of typst or fontTools may write them otherwise.
    same_as_golden(
        "epub",
        {
            name: content
            for name, content in whole_book.files
            if isinstance(content, bytes) and not name.endswith(("cover.png", ".ttf"))
        },
    )


def test_its_type_comes_first_and_is_not_compressed(kinds_book: Exported, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed(kinds_book, tmp_path / "book.epub")) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.header_offset) == ("mimetype", 0, 0)


def test_nothing_in_it_runs_or_is_fetched(rich_book: Exported) -> None:
    for name, text in texts(rich_book).items():
        assert not re.search(r"<script|javascript:|\son\w+=|<iframe|<form|<input", text), name
        assert not re.search(r'\bsrc="(?!pictures/|cover\.png)', text), name
        assert "evil.example" not in text, name


def test_what_a_book_cannot_hold_is_told(rich_book: Exported) -> None:
    notes = " ".join(rich_book.notes)
    assert "https://far.example/x.png lies elsewhere" in notes
    assert "part/missing.png is not there" in notes
    assert r"This formula stands as it is written, in TeX: \ce{H2O}" in notes
    assert notes.count("This formula") == 1
    assert "1 picture has no description" in notes


def test_a_lesson_keeps_what_a_page_can_hold(rich_book: Exported) -> None:
    written = texts(rich_book)
    names = {name: text for name, text in written.items() if name.startswith("lesson-")}
    page = next(text for text in names.values() if "A heading that skips" in text)
    other = next(name for name, text in names.items() if 'id="here"' in text)
    assert f'href="{other}#here"' in page
    assert f'href="{other}">nowhere' in page
    assert 'href="https://example.org/rich/part/film.mp4"' in page
    assert 'href="https://player.example/1"' in page
    assert '<p class="tab-title">Second</p>' in page
    assert "☑" in page and "<del>gone</del>" in page and 'colspan="2"' in page
    assert '<td class="right">1</td>' in page
    assert page.count('id="twice"') == 1
    assert re.search(r"<h2[^>]*>A heading that skips", page)
    assert "After this lesson you can" in page and "A. Writer, 1999" in page
    root = etree.fromstring(page.encode())
    levels = [int(str(one.tag)[-1]) for one in root.iter() if re.search(r"}h[1-6]$", str(one.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_questions_lead_to_their_answers_and_back(kinds_book: Exported) -> None:
    written = texts(kinds_book)
    ids = {name: set(re.findall(r'\sid="([^"]+)"', text)) for name, text in written.items()}
    ways = 0
    for name, text in written.items():
        for path, fragment in re.findall(r'href="([^":#]*)#([^"]+)"', text):
            assert fragment in ids[path or name]
            ways += "-answer" in fragment
    assert ways == len(re.findall(r'class="answer"', written["answers.xhtml"])) > 15
    assert 'href="answers.xhtml"' in written["nav.xhtml"]


def test_without_answers_it_has_none(kinds_book: Exported, bare_book: Exported) -> None:
    written = texts(bare_book)
    assert "answers.xhtml" not in written
    whole = "".join(written.values())
    assert (
        "Έτσι" not in whole
        and "Και τα δύο." not in whole
        and "Έτσι" in "".join(texts(kinds_book).values())
    )


def test_an_exam_comes_in_with_its_key_alone(rich_book: Exported, whole_book: Exported) -> None:
    assert "Hidden" not in "".join(texts(rich_book).values())
    whole = texts(whole_book)
    assert "Hidden right" in whole["quiz-002.xhtml"] and "Hidden why" not in whole["quiz-002.xhtml"]
    assert "Hidden why" in whole["answers.xhtml"]


def test_a_lesson_that_a_code_opens_has_its_title(rich: Request, tmp_path: Path) -> None:
    course = rich.course
    for lesson in course.lessons:
        page = tmp_path / lesson.path.replace(".md", ".html")
        page.parent.mkdir(exist_ok=True)
        page.write_text(
            '<h1>x</h1><div data-lr-body><p>Before it.</p><section class="lr-access">A code'
            "</section></div>"
        )
    exported = epub.export(replace(rich, site=tmp_path))
    assert sum("opens with an access code" in note for note in exported.notes) == len(
        course.lessons
    )
    first = texts(exported)["lesson-001.xhtml"]
    assert "Before it." in first and "access code" in first and "A code<" not in first


def test_it_says_how_it_can_be_read(kinds_book: Exported, rich_book: Exported) -> None:
    package = texts(kinds_book)["package.opf"]
    for said in (
        "<dc:language>ar</dc:language>",
        'page-progression-direction="rtl"',
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessModeSufficient">textual</meta>',
        '<meta property="schema:accessibilityFeature">structuralNavigation</meta>',
        '<meta property="schema:accessibilityHazard">none</meta>',
        "schema:accessibilitySummary",
        'properties="cover-image"',
    ):
        assert said in package
    assert 'dir="rtl"' in texts(kinds_book)["title.xhtml"]
    assert (
        '<meta property="schema:accessibilityFeature">MathML</meta>'
        in texts(rich_book)["package.opf"]
    )


def test_formulas_bring_their_letters(rich_book: Exported, kinds_book: Exported) -> None:
    files = dict(rich_book.files)
    data = files["EPUB/formulas.ttf"]
    assert isinstance(data, bytes) and len(data) < 100_000
    font = TTFont(BytesIO(data))
    assert "MATH" in font
    # A letter alone is slanted, a bracket grows, and what the book does not say is not there.
    assert {0x1D465, ord("{"), ord("∫"), 0x221A} <= set(font.getBestCmap())
    assert ord("q") not in font.getBestCmap()
    assert "The STIX Fonts Project Authors" in str(font["name"].getDebugName(0))
    style, package = (texts(rich_book)[name] for name in ("style.css", "package.opf"))
    assert "src: url(formulas.ttf)" in style and 'media-type="font/ttf"' in package
    assert "EPUB/formulas.ttf" not in dict(kinds_book.files)
    assert "font-face" not in texts(kinds_book)["style.css"]


def test_each_item_is_told_of(kinds: Request, kinds_book: Exported) -> None:
    report = kinds_book.report
    assert len(report) == sum(len(quiz.items) for quiz in kinds.quizzes)
    assert {one.carried for one in report} == {Carried.WHOLE}


def test_the_same_course_gives_the_same_bytes(
    rich: Request, rich_book: Exported, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert epub.export(rich) == rich_book
    assert "1980-01-01T00:00:00Z" in texts(rich_book)["package.opf"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert "2026-11-22T00:00:00Z" in texts(epub.export(rich))["package.opf"]


def test_without_a_site_there_is_no_book(rich: Request) -> None:
    with pytest.raises(UsageError):
        epub.export(replace(rich, site=None))


def test_its_pages_are_there_for_everybody(
    whole_book: Exported,
    kinds_book: Exported,
    open_page: Pages,
    serve: Serve,
    axe: Axe,
    tmp_path: Path,
) -> None:
    for name, book in (("whole", whole_book), ("kinds", kinds_book)):
        folder = tmp_path / name
        with zipfile.ZipFile(packed(book, tmp_path / f"{name}.epub")) as archive:
            archive.extractall(folder)
        address = serve(folder / "EPUB")
        for file in sorted((folder / "EPUB").glob("*.xhtml")):
            page = open_page(f"{address}{file.name}", viewport=(360, 740))
            assert axe(page) == [], file.name
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
            assert not wide, file.name
