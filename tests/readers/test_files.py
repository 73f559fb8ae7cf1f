"""Files as editors of the world save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.diagnostics import Diagnostics, Source
from lessonry.readers.files import read_source

TEXT = "Größe\nin Zeilen\n"


def opened(path: Path) -> tuple[Source | None, list[str]]:
    diagnostics = Diagnostics()
    source = read_source(path, path.name, diagnostics)
    return source, [f"{d.code} {d.place.span.line}:{d.place.span.column}" for d in diagnostics]


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\n").encode("utf-8-sig"),
    ],
    ids=["plain", "byte order mark", "Windows", "old Mac", "Windows with a mark"],
)
def test_line_ends_and_a_byte_order_mark_leave_no_trace(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.md").write_bytes(raw)
    source, told = opened(tmp_path / "a.md")
    assert source is not None and source.text == TEXT and not told


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (TEXT.encode("cp1252"), "LR001 1:3"),
        (b"one\r\ntwo\r\n  \xff", "LR001 3:3"),
        (b"\xef\xbb\xbfab\xff", "LR001 1:3"),
        (b"one\rtw\xc3", "LR001 2:3"),
        (TEXT.encode("utf-16"), "LR001 1:1"),
        ("ab\ncd".encode("utf-16-le"), "LR001 1:2"),
        (b"one\ntwo\0", "LR001 2:4"),
        (b"\0", "LR001 1:1"),
    ],
)
def test_what_is_no_utf8_text_is_told_with_its_place(
    tmp_path: Path, raw: bytes, place: str
) -> None:
    (tmp_path / "a.md").write_bytes(raw)
    assert opened(tmp_path / "a.md") == (None, [place])


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    source, told = opened(tmp_path / "a.md")
    assert source is not None and source.text == "" and source.lines == ("",) and not told


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere.md")
    for name in ("folder.md", "dangling.md", "missing.md"):
        assert opened(tmp_path / name) == (None, ["LR003 1:1"])
