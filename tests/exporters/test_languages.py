"""A course in another of its languages: its own words, direction, links and identities."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from lessonry.diagnostics import Diagnostics
from lessonry.domain.items import ChoiceItem
from lessonry.exporters import anki, book, epub, sheet
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import FORMATS, Matter, Request
from lessonry.exporters.prose import HtmlProse
from lessonry.project import find_layout, read_course
from lessonry.website.build import build_site
from tests import epubcheck
from tests.cases import write
from tests.exporters import readable
from tests.exporters.test_epub import packed, texts
from tests.verapdf import VeraPdf

CONFIG = """\
site_name: Dishes
site_url: https://example.org/dishes/
theme: {name: null, custom_dir: theme, language: en}
nav: [index.md, {Part: [one.md, two.md]}, manual.md]
markdown_extensions: [pymdownx.arithmatex]
plugins:
  - lessonry:
      not_lessons: [manual.md]
      languages:
        ar: {site_name: أطباق, nav: {Part: جزء}}
"""
QUIZ = """\
## Which? { #which }

- (x) This, see [the lesson](../docs/two.md) ![grey](../docs/grey.png)
- ( ) That, see [the manual](../docs/manual.md)

!!! explanation
    Because $x^2$.
"""
ARABIC = """\
## أيها؟ { #which }

- (x) هذا، انظر [الدرس](../docs/two.md) ![رمادي](../docs/grey.png)
- ( ) ذاك، انظر [الدليل](../../docs/manual.md)

!!! explanation
    لأن $x^2 + 1 = 5$.
"""
COURSE = {
    **readable.THEME,
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# Home\n",
    "docs/manual.md": "# Manual\n",
    "docs/menu.pdf": "%PDF",
    "docs/one.md": "---\ndownloads: [menu.pdf]\n---\n\n# One\n\n[Two](two.md)\n\n/// quiz | one\n///\n",
    "docs/two.md": "# Two\n\n[One](one.md)\n",
    "docs/ar/one.md": (
        "---\ndownloads: [menu.pdf]\n---\n\n# واحد\n\n[اثنان](two.md) ![رمادي](grey.png)\n\n"
        "وأيضًا $a = b + c$ هنا\n\n"
        "/// quiz | one\n///\n"
    ),
    "quizzes/one.md": QUIZ,
    "quizzes/ar/one.md": ARABIC,
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """Return what the original asks for."""
    folder = write(tmp_path_factory.mktemp("languages") / "course", COURSE)
    (folder / "docs/grey.png").write_bytes(readable.png())
    site = folder.parent / "site"
    assert build_site(folder, site_dir=site, quiet=True, for_package=True)
    found = Diagnostics()
    course = read_course(find_layout(folder, found), found)
    assert not found.errors, [str(one) for one in found.errors]
    return Request(course=course, quizzes=course.taught, folder=folder, site=site)


@pytest.fixture(scope="module")
def arabic(original: Request) -> Request:
    """Return what its translation asks for, as the command has it."""
    course = original.course.in_language("ar")
    course = replace(course, identifier=f"{course.identifier}-ar")
    return replace(original, course=course, quizzes=course.taught, part="ar/")


@pytest.fixture(scope="module")
def arabic_book(arabic: Request) -> Exported:
    return epub.export(arabic)


def test_a_book_is_in_its_language_from_its_side(arabic_book: Exported, tmp_path: Path) -> None:
    assert epubcheck.failings(packed(arabic_book, tmp_path / "book.epub")) == []
    written = texts(arabic_book)
    package = written["package.opf"]
    assert "<dc:title>أطباق</dc:title>" in package and "<dc:language>ar</dc:language>" in package
    assert 'page-progression-direction="rtl"' in package
    assert "<dc:source>https://example.org/dishes/ar/</dc:source>" in package
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in written["lesson-001.xhtml"]
    assert "جزء" in written["nav.xhtml"] and "واحد" in written["lesson-001.xhtml"]
    # Words in the original's language say so.
    assert 'lang="en" xml:lang="en" dir="ltr"' in written["lesson-002.xhtml"]
    assert '<math alttext="a = b + c"' in written["lesson-001.xhtml"]


def test_its_links_and_pictures_are_there(arabic_book: Exported) -> None:
    first = texts(arabic_book)["lesson-001.xhtml"]
    assert 'href="lesson-002.xhtml">اثنان</a>' in first
    assert 'href="lesson-002.xhtml">الدرس</a>' in first
    assert 'href="https://example.org/dishes/manual/">الدليل</a>' in first
    assert 'href="https://example.org/dishes/menu.pdf"' in first
    assert first.count('<img src="pictures/grey-') == 2
    assert not arabic_book.notes


def test_the_original_stays_as_it_is(original: Request) -> None:
    written = texts(epub.export(original))
    assert "<dc:language>en</dc:language>" in written["package.opf"]
    assert "<dc:source>https://example.org/dishes/</dc:source>" in written["package.opf"]
    assert "واحد" not in "".join(written.values())


def test_its_pdfs_are_for_everybody(arabic: Request, verapdf: VeraPdf, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("book.pdf", "sheet.pdf")]
    for file, made in zip(files, (book.export(arabic), sheet.export(arabic)), strict=True):
        ((_, content),) = made.files
        assert isinstance(content, bytes)
        file.write_bytes(content)
    assert verapdf(files, ("ua1",)) == {file: {"ua1": []} for file in files}


def test_both_languages_can_be_learned_side_by_side(original: Request, arabic: Request) -> None:
    one, other = (
        dict(anki.export(request).files)["collection.anki2"] for request in (original, arabic)
    )
    assert isinstance(one, bytes) and isinstance(other, bytes)
    guids = [_guids(data) for data in (one, other)]
    assert guids[0] and guids[1] and not guids[0] & guids[1]


def _guids(data: bytes) -> set[str]:
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    found = {guid for (guid,) in database.execute("SELECT guid FROM notes")}
    database.close()
    return found


@pytest.mark.parametrize("name", [f.name for f in FORMATS if f.matter is Matter.QUIZZES])
def test_every_format_of_quizzes_takes_a_translation(arabic: Request, name: str) -> None:
    (form,) = (one for one in FORMATS if one.name == name)
    made = form.exporter.export(arabic)
    assert made.report and not [note for note in made.notes if "not found" in note], made.notes
    if form.ending != ".pdf":
        whole = b"".join(c if isinstance(c, bytes) else c.read_bytes() for _, c in made.files)
        assert "أيها".encode() in whole or b"&#1571;" in whole
        assert b"Which?" not in whole


def test_links_of_a_translation_lead_where_its_pages_are(arabic: Request) -> None:
    prose = HtmlProse(arabic.folder, url=arabic.course.url, part="ar/")
    (quiz,) = arabic.quizzes
    asked = quiz.items[0]
    assert isinstance(asked, ChoiceItem)
    explained = "".join(prose.block(choice.text) for choice in asked.choices)
    assert 'href="https://example.org/dishes/two/"' in explained
    assert 'href="https://example.org/dishes/manual/"' in explained
    assert len(prose.files) == 1 and not prose.notes
