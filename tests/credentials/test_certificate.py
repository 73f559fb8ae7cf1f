"""The file itself: standards, attachment, letters of every script, the code on the sheet."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image

from lessonry.credentials import jcs, token
from lessonry.credentials.document import Desk
from lessonry.credentials.sheets import sheet
from lessonry.credentials.sheets.colors import readable
from lessonry.credentials.sheets.sheet import SheetRefusedError, Sheets
from lessonry.credentials.verification import IssuerKnown
from lessonry.domain.attempt import Learner
from lessonry.errors import UsageError
from tests.credentials.academy import CREDENTIAL, Academy, credential_in
from tests.verapdf import VeraPdf

NAMES = {
    "Latin": "Zoë Østergård-Łuczak",
    "Vietnamese": "Nguyễn Thị Phương Thảo",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Cyrillic": "Александр Сергеевич Пушкин",
    "Arabic": "محمد عبد الله الأنصاري",
    "Hebrew": "יצחק בן־גוריון",
    "Devanagari": "अर्जुन श्रीवास्तव",
    "Thai": "สมชาย ใจดี",
    "Bengali": "রবীন্দ্রনাথ ঠাকুর",
    "Tamil": "தமிழ்ச்செல்வன்",
    "Georgian": "შოთა რუსთაველი",
    "Mixed": "Layla ليلى Haddad",
    "44 letters": "Maria Constanza Guadalupe Trinidad Fernández",
    "60 letters": "Maria Constanza Guadalupe Trinidad Fernández Álvarez de Luna",
    "100 letters": "Wolfeschlegelsteinhausenbergerdorff " * 2 + "Wolfeschlegelsteinhausenberg",
}
Poppler = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def sheets(standing: Academy, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sheets")
    files = {}
    for place, (script, name) in enumerate(NAMES.items(), 10):
        files[script] = folder / f"{place}.pdf"
        files[script].write_bytes(standing.certificate(name, attempt=place))
    return files


def test_every_sheet_is_pdf_a_3a_and_pdf_ua_1(sheets: dict[str, Path], verapdf: VeraPdf) -> None:
    results = verapdf(sheets.values())
    assert {path: broken for path, broken in results.items() if any(broken.values())} == {}


def test_names_of_every_script_stand_on_the_sheet(
    sheets: dict[str, Path], poppler: Poppler
) -> None:
    for script, path in sheets.items():
        text = poppler("pdftotext", "-raw", path, "-").stdout
        letters = {c for c in NAMES[script] if c.isalpha()}
        assert letters <= set(text), script
        assert len(poppler("pdffonts", path).stdout.splitlines()) > 3


def test_a_sheet_is_one_a4_page_on_its_side(sheets: dict[str, Path]) -> None:
    for path in sheets.values():
        with pikepdf.open(path) as document:
            assert len(document.pages) == 1
            width, height = (float(side) for side in document.pages[0].mediabox[2:])
            assert (round(width), round(height)) == (842, 595)
            assert list(document.attachments) == ["credential.json"]
            assert document.attachments["credential.json"].get_file().mime_type == (
                "application/ld+json"
            )


def test_no_name_moves_what_stands_below_it(sheets: dict[str, Path], poppler: Poppler) -> None:
    places = set()
    for path in sheets.values():
        boxes = poppler("pdftotext", "-bbox", path, "-").stdout
        (line,) = [line for line in boxes.splitlines() if ">Expectations<" in line]
        places.add(line.split('yMin="')[1].split('"')[0])
    assert len(places) == 1


def test_a_long_name_shrinks_before_it_breaks(sheets: dict[str, Path], poppler: Poppler) -> None:
    path = sheets["44 letters"]
    assert NAMES["44 letters"] in poppler("pdftotext", "-layout", path, "-").stdout
    boxes = poppler("pdftotext", "-bbox", path, "-").stdout
    (box,) = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">Guadalupe<', boxes)
    # In points, from ascender to descender: as large as one line allows.
    assert float(box[1]) - float(box[0]) > 36


WIDE = {
    "capitals": "A" * 100,
    "widest": "W" * 26,
    "wider than small letters": "W" * 100,
    "German": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte",
    "behind a short word": "Wi " + "Wolfeschlegelsteinhausenbergerdorff" * 2,
    "hyphens": "Müller-Lüdenscheidt-" * 5,
    "Arabic": "م" * 100,
    "Thai": "ก" * 100,
}


@pytest.mark.parametrize("name", WIDE.values(), ids=WIDE)
def test_a_word_wider_than_its_place_stays_inside_the_frame(
    standing: Academy, poppler: Poppler, tmp_path: Path, name: str
) -> None:
    earned = replace(CREDENTIAL.achievement, name=name[:60])
    credential = replace(CREDENTIAL, learner=Learner(name=name), achievement=earned)
    path = tmp_path / "wide.pdf"
    path.write_bytes(standing.sheets.compile(credential, link=None, attachment=b"{}"))
    boxes = poppler("pdftotext", "-bbox", path, "-").stdout
    found = re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', boxes)
    words = [(*map(float, sides), text.replace("\u200b", "")) for *sides, text in found]
    assert sum(text.count(name[0]) for *_, text in words) >= name.count(name[0])
    for left, top, right, bottom, text in words:
        # Its place is 222 mm wide, in the middle; a hyphen at a line's end may hang over.
        assert left > 105.3 and right < 736.6, text
        assert top > 0 and bottom < 595 and bottom - top > 5, text


def test_the_ink_of_the_widest_name_leaves_the_frame_alone(
    standing: Academy, poppler: Poppler, tmp_path: Path
) -> None:
    pages = []
    for name in ("Anna", "W" * 100, "A" * 100):
        credential = replace(CREDENTIAL, learner=Learner(name=name))
        file = tmp_path / "page.pdf"
        file.write_bytes(standing.sheets.compile(credential, link=None, attachment=b"{}"))
        poppler("pdftoppm", "-r", "72", "-png", "-singlefile", file, tmp_path / "page")
        with Image.open(tmp_path / "page.png") as picture:
            pages.append((picture.crop((0, 0, 100, 595)), picture.crop((742, 0, 842, 595))))
    assert [page for page in pages if page != pages[0]] == []


def test_more_words_than_a_sheet_can_bear_are_refused_in_a_sentence(standing: Academy) -> None:
    earned = replace(CREDENTIAL.achievement, name="word " * 400)
    with pytest.raises(SheetRefusedError, match="too long for its place") as caught:
        standing.sheets.compile(
            replace(CREDENTIAL, achievement=earned), link=None, attachment=b"{}"
        )
    assert "assertion" not in str(caught.value)


def test_the_code_on_the_sheet_leads_to_what_was_signed(
    standing: Academy, sheets: dict[str, Path], poppler: Poppler, tmp_path: Path
) -> None:
    for script in ("Latin", "100 letters"):
        poppler("pdftoppm", "-r", "150", "-png", "-singlefile", sheets[script], tmp_path / "page")
        with Image.open(tmp_path / "page.png") as picture:
            (code,) = zxingcpp.read_barcodes(picture)
        assert code.text.startswith("https://academy.example.org/delight/verify/#t=")
        answers = standing.verifier().verify_token(code.text)
        assert answers.is_well
        assert answers.issuer.answer is IssuerKnown.THIS_COURSE
        assert answers.vouched.name == token.fitted(NAMES[script].strip())
        assert answers.vouched.score == "100 %"
        assert answers.vouched.id == credential_in(sheets[script].read_bytes())["id"]


def test_a_script_without_a_font_is_refused_by_its_name(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The machine may have such a font; a typst that finds none does not.
    monkeypatch.setattr(sheet, "SYSTEM_FONTS", False)
    for name, script in (("ᏣᎳᎩ", "Cherokee"), ("བསོད་ནམས", "Tibetan"), ("ꀊꀋ", "Yi")):
        with pytest.raises(SheetRefusedError, match=f"no font for {script}") as caught:
            academy.issue(academy.payload(name))
        assert "certificates/fonts/" in (caught.value.help or "")


def test_a_font_of_the_course_brings_its_script(
    academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "SYSTEM_FONTS", False)
    with pytest.raises(SheetRefusedError, match="Runic"):
        academy.issue(academy.payload("\u16a0\u16b1"))
    (academy.folder / "fonts").mkdir()
    with TTFont(academy.sheets.fonts.folders[0] / "NotoSerif-Regular.ttf") as font:
        for table in font["cmap"].tables:
            table.cmap |= {0x16A0: "F", 0x16B1: "R"}
        font.save(academy.folder / "fonts" / "Runes.ttf")
    with Sheets(academy.desk, academy.folder) as sheets:
        issued = academy.issue(academy.payload("\u16a0\u16b1"), sheets=sheets)
    assert issued.entry.learner == "\u16a0\u16b1"


def test_a_template_of_the_course_takes_the_packages_place(
    academy: Academy, poppler: Poppler
) -> None:
    (academy.folder / "template.typ").write_text(
        '#import "/lessonry.typ": fitted\n'
        "#let certificate(data) = [= Well done\n #fitted(data.learner.name, 90mm, 20mm, 30pt)]\n",
        "utf-8",
    )
    with Sheets(academy.desk, academy.folder) as sheets:
        pdf = academy.issue(sheets=sheets).entry.certificate
    (academy.folder / "own.pdf").write_bytes(pdf)
    text = poppler("pdftotext", academy.folder / "own.pdf", "-").stdout
    assert "Well done" in text
    assert "Anna Lind" in text
    assert academy.verifier().verify(pdf).is_well


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("#let certificate(data) = [= A #data.nmae]", "nmae"),
        ("#let certificate(data) = [", "unclosed"),
            ("nothing", "none of a sheet's parts"),
        ("#let certificate(data) = image(\"/\" + data.seal)", "alt"),
        ("#let certificate(data) = read(\"/../../../etc/passwd\")", ""),
    ],
)  # fmt: skip
def test_a_fault_in_the_courses_template_is_told(
    academy: Academy, template: str, reason: str
) -> None:
    (academy.folder / "template.typ").write_text(template, "utf-8")
    with (
        Sheets(academy.desk, academy.folder) as sheets,
        pytest.raises(SheetRefusedError, match=rf"certificates/template.typ.*{reason}"),
    ):
        academy.issue(sheets=sheets)


def with_logo(academy: Academy, name: str, content: bytes) -> Sheets:
    (academy.folder / name).write_bytes(content)
    desk = Desk(
        did=academy.did, issuer=replace(academy.desk.issuer, logo=name), site=academy.desk.site
    )
    return Sheets(desk, academy.folder)


def test_a_logo_stands_on_the_sheet(academy: Academy) -> None:
    picture = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    with with_logo(academy, "logo.svg", picture) as sheets:
        entry = academy.issue(sheets=sheets).entry
    assert academy.verifier().verify(entry.certificate).is_well


def test_a_logo_of_another_kind_or_a_broken_one_is_told(academy: Academy) -> None:
    with pytest.raises(UsageError, match="logo"):
        with_logo(academy, "logo.bmp", b"BM")
    with with_logo(academy, "logo.png", b"no picture") as sheets, pytest.raises(SheetRefusedError):
        academy.issue(sheets=sheets)


def test_words_in_the_issuers_colour_can_be_read() -> None:
    assert readable("#1d3557") == "#1d3557"
    assert readable("#ffee00") != "#ffee00"
    assert readable("#ffffff") < "#888888"


def test_the_same_sheet_has_the_same_bytes(academy: Academy) -> None:
    with Sheets(academy.desk, None) as other:
        first = academy.sheets.compile(CREDENTIAL, link=None, attachment=b"{}")
        assert first == other.compile(CREDENTIAL, link=None, attachment=b"{}")
        assert first == academy.sheets.compile(CREDENTIAL, link=None, attachment=b"{}")


def test_the_credential_is_canonical_json_and_blanks(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        inside = document.attachments["credential.json"].get_file().read_bytes()
    assert inside.rstrip(b" ") == jcs.canonicalize(credential_in(pdf))
