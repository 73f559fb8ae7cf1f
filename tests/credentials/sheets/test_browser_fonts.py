"""The fonts that a site with a locked exam publishes, and what they cover."""

from __future__ import annotations

import json
import shutil
import zlib
from pathlib import Path

import pytest

from lessonry.credentials.sheets import browser_fonts, glyphs

LARGEST_ADDITION = 12_000_000
"""Bytes that Chinese, Japanese and Korean may add to the package, packed."""


def han(codec: str, first: int, behind: int) -> set[int]:
    """Return the Han characters of a double-byte set."""
    pairs = (
        bytes([lead, trail]).decode(codec, "ignore")
        for lead in range(first, behind)
        for trail in range(0x40, 0xFF)
    )
    return {ord(text) for text in pairs if len(text) == 1 and "㐀" <= text <= "鿿"}


@pytest.mark.parametrize(
    ("codec", "first", "behind", "count"),
    [("gb2312", 0xB0, 0xF8, 6763), ("euc_jp", 0xB0, 0xF5, 6355), ("big5", 0xA4, 0xC7, 5401)],
)
def test_the_han_characters_in_use_are_all_there(
    codec: str, first: int, behind: int, count: int
) -> None:
    wanted = han(codec, first, behind)
    assert len(wanted) >= count
    assert wanted - glyphs.cjk_drawn() == set()


def test_so_are_kana_and_every_hangul_syllable() -> None:
    wanted = {*range(0x3041, 0x3097), *range(0x30A1, 0x30FD), *range(0xAC00, 0xD7A4)}
    assert wanted - glyphs.cjk_drawn() == set()


def test_names_in_chinese_japanese_and_korean_need_no_font_of_the_machine() -> None:
    fonts = glyphs.font_folders(None)
    assert fonts.missing("欧阳娜娜 歐陽 张喆玥 山田ジョン・スミス 髙 김철수") == ""
    assert fonts.needs_cjk("Kim 김") and not fonts.needs_cjk("Кім")
    assert fonts.missing("𠮷") == "𠮷"


def test_they_add_little_to_the_package() -> None:
    files = glyphs.CJK.glob("*.[to]tf")
    assert sum(len(zlib.compress(file.read_bytes())) for file in files) < LARGEST_ADDITION


def test_each_font_is_published_once_with_its_code_points() -> None:
    published = dict(browser_fonts.published(None))
    table = browser_fonts.table(None)
    cjk = json.loads(published.pop(f"{browser_fonts.FOLDER}/{browser_fonts.CJK_TABLE}"))
    listed = [f"{browser_fonts.FOLDER}/{one['file']}" for one in [*table["files"], *cjk]]
    assert sorted(listed) == sorted(published)
    for path, data in published.items():
        assert zlib.decompress(data)[:4] in (b"\0\1\0\0", b"OTTO"), path
    assert {one["face"] for one in table["files"]} == {"regular", "italic", "semibold"}
    assert len(zlib.compress(json.dumps(table).encode())) < 6000


def test_a_font_of_the_course_comes_behind_the_packages(tmp_path: Path) -> None:
    package = Path(glyphs.__file__).parent / "fonts"
    (tmp_path / "more").mkdir()
    shutil.copy(package / "NotoSerifThai-Regular.ttf", tmp_path / "more" / "Own Font#1.ttf")
    (tmp_path / "damaged.ttf").write_bytes(b"no font")
    (tmp_path / "read me.txt").write_bytes(b"x")
    files = browser_fonts.table(tmp_path)["files"]
    assert [one["file"] for one in files][-1] == "Own Font#1.ttf.z"
    assert "e01-e3a" in files[-1]["ranges"]
    published = dict(browser_fonts.published(tmp_path))
    assert f"{browser_fonts.FOLDER}/Own Font#1.ttf.z" in published
    assert f"{browser_fonts.FOLDER}/damaged.ttf.z" not in published


@pytest.mark.parametrize("folder", ["fonts", "cjk_fonts", "browser_fonts"])
def test_the_licence_stands_beside_the_fonts(folder: str) -> None:
    text = (Path(glyphs.__file__).parent / folder / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
