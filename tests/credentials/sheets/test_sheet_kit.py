"""Certificates that a page makes of a sheet kit: read by others, and beside the issuer's own."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from lessonry.credentials.sheets import sheet_kit
from lessonry.credentials.sheets.sheet import SheetRefusedError
from lessonry.credentials.verification import IssuerKnown, LevelSaid
from lessonry.domain.look import Design, Look, Orientation, Paper
from tests.credentials.academy import Academy
from tests.credentials.self_service_desk import DeskAtWork, Node
from tests.credentials.sheet_maker import RECORD, VERIFY, Course, Made
from tests.verapdf import VeraPdf

NAMES = {
    "latin": "Josephine Traffic-Office",
    "accents": "Łukasz Đặng Thị Ngọc Ẩn Çağrı Ōkubo",
    "one-letter": "Ø",
    "greek": "Αλέξανδρος Παπαδόπουλος",
    "cyrillic": "Александра Достоевская-Ёлкина",
    "arabic": "محمد سعيد الحسيني",
    "hebrew": "שרה כהן",
    "devanagari": "श्रीकृष्ण क्षेत्रज्ञ त्रिपाठी",
    "thai": "สมชาย ใจดี ณ อยุธยา",
    "chinese": "欧阳娜娜",
    "japanese": "山田 太郎ジョン・スミス",
    "korean": "김철수 남궁민수",
    "two-lines": "Maria Josepha Wilhelmina Featherstonehaugh-Cholmondeley of Ardmore",
    "markup": "Anne O’Brien & (Sons) \\ Co",
}
PER_READER = {
    "mixed": "محمد Smith العربي",
    "pointed": "שָׂרָה בת-אֵל",
    "god": "عبد الله",
}
"""Names that poppler reads in an order of its own, on sheets of the issuer's as well."""
WORDS = {
    "latin": "Wilhelmina ",
    "greek": "Κωνσταντίνος ",
    "cyrillic": "Константинопольская ",
    "arabic": "عبدالرحمن ",
    "hebrew": "אברהם ",
    "devanagari": "क्षेत्रज्ञ ",
    "thai": "ประเสริฐศักดิ์ ",
    "chinese": "欧阳",
    "japanese": "山田ジョン",
    "korean": "남궁민수 ",
    "unbroken": "Aa",
}


@pytest.fixture(scope="module")
def course(standing: Academy, tmp_path_factory: pytest.TempPathFactory, node: Node) -> Course:
    folder = tmp_path_factory.mktemp("site")
    desk = DeskAtWork(academy=standing, folder=tmp_path_factory.mktemp("desk"), node=node)
    return Course(folder=folder, desk=desk, node=node)


@pytest.fixture(scope="module")
def made(course: Course) -> dict[str, Made]:
    return course.make(NAMES | PER_READER)


@pytest.fixture
def text_of(poppler: Callable[..., Any]) -> Callable[[Path], str]:
    def read(file: Path) -> str:
        text = poppler("pdftotext", "-enc", "UTF-8", file, "-").stdout
        plain = "".join(c for c in text if unicodedata.category(c) != "Cf")
        return unicodedata.normalize("NFC", " ".join(plain.split()))

    return read


@pytest.fixture
def picture_of(poppler: Callable[..., Any], tmp_path: Path) -> Callable[..., Image.Image]:
    def draw(file: Path, dots: int = 60) -> Image.Image:
        poppler("pdftoppm", "-r", str(dots), "-png", "-singlefile", file, tmp_path / "page")
        return Image.open(io.BytesIO((tmp_path / "page.png").read_bytes())).convert("RGB")

    return draw


def test_every_file_is_pdf_a_3a_and_pdf_ua_1(made: dict[str, Made], verapdf: VeraPdf) -> None:
    files = [one.file for one in made.values() if one.file.exists()]
    assert len(files) == len(made)
    assert {
        path.stem: broken for path, broken in verapdf(files).items() if any(broken.values())
    } == {}


@pytest.mark.parametrize("key", NAMES)
def test_a_reader_of_pdf_gets_the_name_back(
    key: str, made: dict[str, Made], text_of: Callable[[Path], str]
) -> None:
    said = text_of(made[key].file)
    assert unicodedata.normalize("NFC", NAMES[key]) in said
    assert "with a score of 87%, on 22 November 2026" in said


@pytest.mark.parametrize("key", PER_READER)
def test_what_poppler_reorders_it_reorders_on_the_issuers_sheet_too(
    key: str, course: Course, made: dict[str, Made], text_of: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "issued.pdf").write_bytes(course.issue(PER_READER[key]))
    issued = re.search("certify that (.*?) has earned", text_of(tmp_path / "issued.pdf"))
    found = re.search("certify that (.*?) has earned", text_of(made[key].file))
    assert issued and found and sorted(found[1]) == sorted(issued[1])


@pytest.mark.parametrize("key", [*NAMES, *PER_READER])
def test_who_listens_hears_the_name(key: str, made: dict[str, Made]) -> None:
    with pikepdf.open(made[key].file) as pdf:
        elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        spoken = {str(o["/ActualText"]) for o in elements if "/ActualText" in o}
        assert unicodedata.normalize("NFC", made[key].name) in spoken
        name = str(pdf.docinfo["/Title"])
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == name
        assert name.endswith(unicodedata.normalize("NFC", made[key].name))


@pytest.mark.parametrize(
    "key", ["latin", "cyrillic", "arabic", "devanagari", "chinese", "one-letter", "two-lines"]
)
def test_it_looks_as_the_issuer_draws_it(
    key: str, course: Course, made: dict[str, Made], picture_of: Callable[..., Image.Image],
    tmp_path: Path,
) -> None:  # fmt: skip
    (tmp_path / "issued.pdf").write_bytes(course.issue(NAMES[key]))
    ours, theirs = (picture_of(file, 200) for file in (made[key].file, tmp_path / "issued.pdf"))
    assert ours.size == theirs.size
    width, height = ours.size
    # Above the code, whose content differs; blurred, since poppler smooths Type 3 letters otherwise.
    above, blur = (0, 0, width, height * 7 // 10), ImageFilter.GaussianBlur(2)
    seen = [picture.crop(above).filter(blur) for picture in (ours, theirs)]
    apart = ImageChops.difference(*seen).convert("L")
    assert not any(apart.histogram()[80:])


@pytest.fixture(scope="module")
def longest(course: Course) -> dict[str, Made]:
    names = {key: (word * 60)[:60].strip() for key, word in WORDS.items()}
    return course.make({f"long-{key}": name.ljust(60, name[0]) for key, name in names.items()})


def test_sixty_letters_of_any_script_fit(
    longest: dict[str, Made], course: Course, verapdf: VeraPdf
) -> None:
    assert all(one.file.exists() for one in longest.values()), [m.told for m in longest.values()]
    assert not any(any(b.values()) for b in verapdf([m.file for m in longest.values()]).values())
    sheet = json.loads((course.folder / "lessonry/kits/exam.json").read_text("utf-8"))["sheet"]
    place = sheet["slots"]["learner"]
    for key, one in longest.items():
        with pikepdf.open(one.file) as pdf:
            form = pdf.get_object(place["object"], 0)
            sizes, xs, ys = set(), [], []
            for step in pikepdf.parse_content_stream(form):
                operator, operands = step.operator, list(step.operands)
                if str(operator) == "Tf":
                    sizes.add(float(operands[1]))
                elif str(operator) == "Tm":
                    xs.append(float(operands[4]))
                    ys.append(float(operands[5]))
            assert min(sizes) >= 9, key
            assert min(xs) >= 0 and max(xs) <= place["width"], key
            assert min(ys) >= 0 and max(ys) <= place["height"], key


@pytest.mark.parametrize("design", Design)
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("orientation", Orientation)
def test_every_design_can_be_filled(
    design: Design, paper: Paper, orientation: Orientation, course: Course
) -> None:
    look = Look(design=design, paper=paper, orientation=orientation)
    sheet = sheet_kit.kit(
        course.desk.course, replace(course.achievement, look=look), course.issuer, Path("none")
    )
    assert set(sheet["slots"]) == {"learner", "facts", "id", "qr"}
    assert len(zlib.compress(json.dumps(sheet).encode(), 9)) < 90_000


def test_other_designs_are_pdf_a_and_pdf_ua_too(
    standing: Academy, tmp_path: Path, node: Node, verapdf: VeraPdf
) -> None:
    files = []
    for design in (Design.MODERN, Design.QUIET):
        folder = tmp_path / design.value
        folder.mkdir()
        desk = DeskAtWork(academy=standing, folder=folder, node=node)
        look = Look(design=design, orientation=Orientation.PORTRAIT, language="ar")
        other = Course(folder=folder, desk=desk, node=node, look=look)
        made = other.make({"arabic": NAMES["arabic"], "latin": NAMES["latin"]})
        files += [one.file for one in made.values()]
        assert all(desk.verifier().verify(one.pdf).is_well for one in made.values())
    results = verapdf(files)
    assert len(results) == 4
    assert not any(any(broken.values()) for broken in results.values())


def test_fonts_of_other_scripts_are_loaded_for_them_alone(made: dict[str, Made]) -> None:
    loaded = {
        key: {Path(path).name.partition("?")[0] for path in one.told["loaded"]}
        for key, one in made.items()
    }
    assert loaded["latin"] == {"exam.json", "EBGaramond-Regular-1-Basic.ttf.z"}
    assert "NotoNaskhArabic-Regular.ttf.z" in loaded["arabic"]
    assert "cjk.json" in loaded["chinese"]
    assert not any("cjk" in file for file in loaded["greek"])


def test_a_letter_without_a_font_is_named_and_print_is_offered(course: Course) -> None:
    told = course.make({"none": "Ada \U00010330"})["none"].told
    assert told["kind"] == "Unmade"
    assert "U+10330" in told["refused"] and "Print" in told["refused"]
    assert not (course.folder / "made" / "none.pdf").exists()


def test_what_no_certificate_bears_is_refused(course: Course) -> None:
    told = course.make({"emoji": "Ada \U0001f600", "empty": " "})
    assert told["emoji"].told["kind"] == told["empty"].told["kind"] == "Unmade"


def test_a_kit_or_a_font_that_cannot_be_had_is_said(
    standing: Academy, tmp_path: Path, node: Node
) -> None:
    broken = Course(
        folder=tmp_path, desk=DeskAtWork(academy=standing, folder=tmp_path, node=node), node=node
    )
    font = tmp_path / "lessonry/fonts/NotoSerifThai-Regular.ttf.z"
    whole = font.read_bytes()
    for data in (whole[: len(whole) // 2], b"", b"<!doctype html>"):
        font.write_bytes(data)
        told = broken.make({"thai": NAMES["thai"]})["thai"].told
        assert told["kind"] == "Unmade" and "NotoSerifThai" in told["refused"]
    font.unlink()
    told = broken.make({"thai": NAMES["thai"]})["thai"].told
    assert told["kind"] == "Unmade" and "connection" in told["refused"]
    kit = tmp_path / "lessonry/kits/exam.json"
    for text in ("", "{}", "null", kit.read_text("utf-8")[:5000], '{"sheet": {"version": 2}}'):
        kit.write_text(text, "utf-8")
        told = broken.make({"latin": "Ada"})["latin"].told
        assert told["kind"] == "Unmade", text[:40]


@pytest.mark.parametrize(
    ("achievement", "issuer"),
    [
        ("Service (basic \\ advanced", "A & B <Ltd>"),
        ("Service) 演示 “é”", 'The "(" Academy'),
        ("Diplôme ()", "Ωmega"),
    ],
)
def test_whatever_the_sheet_is_called_the_file_says_it_alike(
    achievement: str, issuer: str, standing: Academy, tmp_path: Path, node: Node, verapdf: VeraPdf
) -> None:
    desk = DeskAtWork(academy=standing, folder=tmp_path, node=node)
    course = Course(folder=tmp_path, desk=desk, node=node)
    earned = replace(course.achievement, name=achievement, valid_for_days=365, show_score=False)
    who = desk.course.issuer
    assert who
    course.desk.course = replace(
        desk.course, achievements=(earned,), issuer=replace(who, name=issuer), verify_url=None
    )
    course.write_kit()
    made = course.make({"latin": "Ada (Bird) \\ 1"})["latin"]
    assert made.file.exists(), made.told
    with pikepdf.open(made.file) as pdf, pdf.open_metadata() as metadata:
        assert pdf.docinfo["/Title"] == metadata["dc:title"]
        assert achievement in metadata["dc:title"] and "Ada (Bird) \\ 1" in metadata["dc:title"]
        assert issuer in metadata["dc:description"]
        spoken = [str(o["/ActualText"]) for o in pdf.objects if _is_spoken(o)]
        assert "on 22 November 2026, valid until 22 November 2027" in spoken
    assert not any(any(broken.values()) for broken in verapdf([made.file]).values())


def _is_spoken(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/ActualText" in item


def test_a_template_that_attaches_a_file_keeps_it(
    standing: Academy, tmp_path: Path, node: Node, poppler: Callable[..., Any]
) -> None:
    certificates = tmp_path / "none"
    certificates.mkdir()
    (certificates / "template.typ").write_text(
        '#import "/lessonry.typ": *\n#let seal(data) = pdf.attach("x.txt", bytes("more"), '
        'relationship: "supplement", mime-type: "text/plain", description: "x")',
        "utf-8",
    )
    desk = DeskAtWork(academy=standing, folder=tmp_path, node=node)
    made = Course(folder=tmp_path, desk=desk, node=node).make({"latin": "Ada"})["latin"]
    poppler("pdfdetach", "-savefile", "x.txt", "-o", tmp_path / "x.txt", made.file)
    assert (tmp_path / "x.txt").read_text() == "more"
    assert desk.verifier().verify(made.pdf).is_well


def test_a_template_without_a_place_is_refused(course: Course, tmp_path: Path) -> None:
    (tmp_path / "template.typ").write_text(
        "#let certificate(data) = { heading(level: 1, data.learner.name) }", "utf-8"
    )
    with pytest.raises(SheetRefusedError, match="no place for “learner”"):
        sheet_kit.kit(course.desk.course, course.achievement, course.issuer, tmp_path)


def test_a_long_record_is_carried_whole(course: Course, poppler: Callable[..., Any]) -> None:
    record = "A" * 400_000
    made = course.make({"long-record": "Ada"}, record=record)["long-record"]
    poppler("pdfdetach", "-savefile", "completion-record.jwe", "-o", course.folder / "r", made.file)
    assert (course.folder / "r").read_text("ascii") == record
    assert course.desk.verifier().verify(made.pdf).is_well


def test_the_code_is_read_from_a_page_of_100_dots_an_inch(
    made: dict[str, Made], picture_of: Callable[..., Image.Image], course: Course
) -> None:
    (found,) = zxingcpp.read_barcodes(picture_of(made["latin"].file, 100))
    corners = found.position
    assert corners.top_left.x < corners.top_right.x and corners.top_left.y < corners.bottom_left.y
    page, _, code = found.text.partition("#t=")
    assert page == VERIFY
    assert course.desk.verifier().verify_token(code).is_well


def test_both_attachments_are_in_it(
    made: dict[str, Made], poppler: Callable[..., Any], tmp_path: Path
) -> None:
    poppler("pdfdetach", "-saveall", "-o", tmp_path, made["latin"].file)
    credential = json.loads((tmp_path / "credential.json").read_text("utf-8"))
    assert credential["credentialSubject"]["identifier"][0]["identityHash"] == NAMES["latin"]
    assert (tmp_path / "completion-record.jwe").read_text("ascii") == RECORD
    with pikepdf.open(made["latin"].file) as pdf:
        assert [str(spec["/AFRelationship"]) for spec in pdf.Root["/AF"]] == [
            "/Supplement",
            "/Source",
        ]
        assert pdf.check_pdf_syntax() == []


def test_it_verifies_at_level_1(course: Course, made: dict[str, Made]) -> None:
    for one in made.values():
        found = course.desk.verifier().verify(one.pdf)
        assert found.is_well, one.name
        assert found.issuer.answer is IssuerKnown.SELF_SERVICE
        assert found.level.answer is LevelSaid.UNLOCKED
        assert found.vouched.name == unicodedata.normalize("NFC", one.name)


def test_a_changed_byte_anywhere_else_is_seen(course: Course, made: dict[str, Made]) -> None:
    pdf = made["latin"].pdf
    for place in (20, len(pdf) // 3, pdf.index(RECORD.encode()) + 3, len(pdf) - 30):
        changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
        found = course.desk.verifier().verify(changed)
        assert not found.is_well, place


def test_the_same_attempt_gives_the_same_bytes(course: Course, made: dict[str, Made]) -> None:
    before = made["latin"].pdf
    assert course.make({"latin": NAMES["latin"]})["latin"].pdf == before
