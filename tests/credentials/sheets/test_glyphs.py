from __future__ import annotations

from pathlib import Path

from lessonry.credentials.sheets import glyphs


def test_missing_characters_are_told_once_and_by_their_script() -> None:
    fonts = glyphs.font_folders(None)
    assert fonts.missing("Anna Łuczak Пушкин Ἀθηνᾶ محمد שלום अर्जुन ไทย") == ""
    assert fonts.missing("ᏣᎳ Ꮳ ꀊ") == "ᏣᎳꀊ"
    assert glyphs.script_names("山田김") == "Han and Hangul"
    assert glyphs.script_names("あ山김") == "Hiragana, Han and Hangul"


def test_what_is_never_seen_needs_no_glyph() -> None:
    assert glyphs.font_folders(None).missing("a\u200db\u00a0c") == ""


def test_a_damaged_font_has_no_characters(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "broken.ttc").write_bytes(b"")
    assert glyphs.font_folders(tmp_path).missing("Ꮳ") == "Ꮳ"


def test_the_packages_fonts_come_with_their_licence() -> None:
    (folder,) = glyphs.font_folders(None).folders
    licence = (folder / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    for font in folder.glob("*.ttf"):
        assert font.name.startswith(("EBGaramond-", "NotoSerif", "NotoNaskhArabic"))
    assert sum(file.stat().st_size for file in folder.iterdir()) < 8_000_000
