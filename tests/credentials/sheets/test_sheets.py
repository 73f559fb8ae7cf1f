"""The sheets: each design on each paper in each language, and no name that is clipped or lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops

from lessonry.credentials.sheets import colors
from lessonry.credentials.sheets.sheet import SheetRefusedError
from lessonry.domain.languages import LANGUAGES
from lessonry.domain.look import Design, Look, Orientation
from tests.credentials.sheet_cases import (
    HAND,
    LINK,
    LONG,
    LONG_COURSE,
    LONG_TITLE,
    LOOKS,
    SIGNERS,
    SIXTY,
    credential,
    joined,
    made,
    pictures,
    sheets,
)
from tests.verapdf import VeraPdf

BOTH = [Look(design=design, orientation=way) for design in Design for way in Orientation]
SMALLEST = 9
"""Points that a name never goes below."""
Poppler = Callable[..., Any]


def named(look: Look) -> str:
    return "-".join(str(part) for part in (look.design, look.paper, look.orientation) if part)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("certificates")
    (made / "hand.svg").write_text(HAND, "utf-8")
    return made


def test_every_design_paper_and_language_is_pdf_a_3a_and_pdf_ua_1(
    folder: Path, tmp_path: Path, verapdf: VeraPdf
) -> None:
    files = {}
    with sheets(folder, signatures=SIGNERS) as at:
        looks = [replace(look, language=LANGUAGES[n % 13]) for n, look in enumerate(LOOKS)]
        looks += [
            Look(design=list(Design)[n % 3], orientation=list(Orientation)[n % 2], language=name)
            for n, name in enumerate(LANGUAGES)
        ]
        for number, look in enumerate(looks):
            file = tmp_path / f"{number}.pdf"
            file.write_bytes(made(at, credential(look=look)))
            files[file] = look
    broken = verapdf(files)
    assert {files[path]: rules for path, rules in broken.items() if any(rules.values())} == {}


@pytest.mark.parametrize("look", LOOKS, ids=named)
def test_a_sheet_is_one_page_of_its_paper_with_one_heading_and_a_code_to_scan(
    look: Look, folder: Path, tmp_path: Path, poppler: Poppler
) -> None:
    file = tmp_path / "sheet.pdf"
    with sheets(folder, signatures=SIGNERS) as at:
        file.write_bytes(made(at, credential(look=look)))
    with pikepdf.open(file) as document:
        (page,) = document.pages
        sides = [float(side) * 25.4 / 72 for side in page.mediabox[2:]]
        assert sides == pytest.approx(look.size, abs=0.02)
    kinds = re.findall(r"^ *(\w+)", poppler("pdfinfo", "-struct-text", file).stdout, re.MULTILINE)
    assert kinds.count("H1") == 1 and "H2" not in kinds
    # Logo or name, two hands and the code: each picture is told in words.
    structure = poppler("pdfinfo", "-struct", file).stdout
    assert structure.count("Figure") == 2
    poppler("pdftoppm", "-r", "100", "-png", "-singlefile", file, tmp_path / "page")
    with Image.open(tmp_path / "page.png") as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"{LINK.page}#t={LINK.token}"


@pytest.mark.parametrize("look", BOTH, ids=named)
def test_it_is_read_in_the_order_of_its_sense(
    look: Look, folder: Path, tmp_path: Path, poppler: Poppler
) -> None:
    file = tmp_path / "sheet.pdf"
    with sheets(folder) as at:
        file.write_bytes(made(at, credential(look=look)))
    text = " ".join(poppler("pdfinfo", "-struct-text", file).stdout.replace('"', " ").split())
    told = ("This is to certify", "Anna Lind", "has earned", "Customer Service", "by passing the exam",
            "87%, on 22 November 2026", "Margarethe")  # fmt: skip
    places = [text.index(words) for words in told]
    assert places == sorted(places)
    assert text.index("Certificate") < places[0]


@pytest.mark.parametrize("look", BOTH, ids=named)
def test_no_name_touches_anything_else_or_is_lost(
    look: Look, folder: Path, tmp_path: Path, poppler: Poppler
) -> None:
    names = {**SIXTY, **LONG}
    with sheets(folder, signatures=SIGNERS) as at:
        pdfs = [
            made(at, credential(name, look)) for name in ("\N{NO-BREAK SPACE}", *names.values())
        ]
    file = joined(pdfs, tmp_path / "all.pdf")
    blank, *pages = pictures(poppler, file)
    ink = blank.point(lambda shade: 255 if shade < 235 else 0)
    for script, page in zip(names, pages, strict=True):
        painted = ImageChops.difference(blank, page).point(lambda shade: 255 if shade > 20 else 0)
        assert painted.getbbox() is not None, script
        assert ImageChops.multiply(painted, ink).getbbox() is None, script
    texts = poppler("pdftotext", "-raw", file, "-").stdout.split("\f")[1:]
    for (script, name), text in zip(names.items(), texts, strict=False):
        assert {c for c in name if c.isalpha()} <= set(text), script
    sizes = re.compile(r'<fontspec id="(\d+)" size="(\d+)"')
    shown = poppler("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "3", file).stdout
    fonts = dict(sizes.findall(shown))
    for script in ("Greek", "Cyrillic", "Vietnamese"):
        letters = SIXTY[script].split()[0]
        found = re.findall(rf'font="(\d+)">(?:<[bi]>)*[^<]*{letters}', shown)
        assert found, script
        assert all(int(fonts[font]) >= SMALLEST * 3 for font in found), script


@pytest.mark.parametrize("look", LOOKS, ids=named)
def test_long_titles_no_logo_and_no_verify_page_stay_on_one_page(
    look: Look, tmp_path: Path, poppler: Poppler
) -> None:
    one = credential(LONG["100 letters"], look, title=LONG_TITLE, course=LONG_COURSE)
    many = "A role in a firm with a name that is much longer than most of all the roles there are"
    signers = tuple(replace(signed, role=many, image=None) for signed in SIGNERS)
    for number, language in enumerate(("en", "el", "de")):
        file = tmp_path / f"{number}.pdf"
        spoken = replace(one, achievement=replace(
            one.achievement, look=replace(look, language=language)))  # fmt: skip
        with sheets(None, signatures=signers, name=f"{LONG_COURSE[:90]} Academy") as at:
            file.write_bytes(made(at, spoken, link=None))
        text = " ".join(poppler("pdftotext", "-raw", file, "-").stdout.split())
        for words in (LONG["100 letters"], LONG_TITLE, LONG_COURSE, many):
            assert "".join(words.split()) in "".join(text.split())


def test_what_needs_more_than_a_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "template.typ").write_text("#let head(data) = block(height: 150mm)[Tall]", "utf-8")
    with sheets(tmp_path) as at, pytest.raises(SheetRefusedError, match="more room than one page"):
        made(at, credential())


def test_the_learner_alone_moves_nothing(tmp_path: Path, poppler: Poppler) -> None:
    for look in BOTH:
        with sheets() as at:
            first, second = (made(at, credential(name, look)) for name in ("Bo", SIXTY["Arabic"]))
        places = []
        for pdf in (first, second):
            (tmp_path / "sheet.pdf").write_bytes(pdf)
            boxes = poppler("pdftotext", "-bbox", tmp_path / "sheet.pdf", "-").stdout
            places.append(re.findall(r'yMin="(\S+)".*>(?:Expectations|passing|Sørensen)<', boxes))
        assert len(places[0]) >= 3 and places[0] == places[1]


@pytest.mark.parametrize("design", Design)
def test_a_sheet_from_right_to_left_is_mirrored(
    design: Design, tmp_path: Path, poppler: Poppler
) -> None:
    codes = []
    for language in ("en", "ar", "he"):
        with sheets() as at:
            look = Look(design=design, language=language)
            (tmp_path / "sheet.pdf").write_bytes(made(at, credential(look=look)))
        poppler(
            "pdftoppm", "-r", "80", "-singlefile", "-png", tmp_path / "sheet.pdf", tmp_path / "p"
        )
        with Image.open(tmp_path / "p.png") as picture:
            (code,) = zxingcpp.read_barcodes(picture)
            codes.append(code.position.top_left.x < picture.width / 2)
    assert codes[1] == codes[2] != codes[0]


def test_the_issuers_colours_are_on_the_sheet(tmp_path: Path, poppler: Poppler) -> None:
    with sheets(color="#7a1f5c", second_color="#2fa84f") as at:
        (tmp_path / "sheet.pdf").write_bytes(made(at, credential(look=Look(design=Design.MODERN))))
    poppler("pdftoppm", "-r", "40", "-singlefile", "-png", tmp_path / "sheet.pdf", tmp_path / "p")
    with Image.open(tmp_path / "p.png") as picture:
        found = {color for _, color in picture.convert("RGB").getcolors(1_000_000) or []}
    assert {(0x7A, 0x1F, 0x5C), (0x2F, 0xA8, 0x4F)} <= found


@pytest.mark.parametrize(
    "color", ["#ffffff", "#000000", "#808080", "#ffee00", "#1d3557", "#767676"]
)
def test_words_on_a_colour_and_in_it_can_be_read(color: str) -> None:
    assert colors.contrast(colors.readable(color)) >= colors.CONTRAST
    on_white = colors.contrast(color)
    shown = on_white if colors.on(color) == colors.WHITE else 21 / on_white
    assert shown >= 4.5


def test_an_achievement_has_looks_of_its_own(tmp_path: Path) -> None:
    with sheets(look=Look(design=Design.QUIET, language="fr")) as at:
        plain = at.data(credential(), None)
        other = at.data(credential(look=Look(orientation=Orientation.PORTRAIT)), None)
    assert (plain["design"], plain["language"], plain["paper"]["orientation"]) == (
        "quiet", "fr", "landscape",
    )  # fmt: skip
    assert (other["design"], other["paper"]["orientation"]) == ("quiet", "portrait")
