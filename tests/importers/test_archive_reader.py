"""Zips of other people's making are read within bounds, and never lead outside."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest

from lessonry.importers import archive_reader
from lessonry.importers.archive_reader import is_archive, names_in, open_archive
from lessonry.importers.foreign import ForeignError, ForeignFile


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> ForeignFile:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return ForeignFile(name="bank.zip", data=made.getvalue())


def test_files_are_found_as_questions_write_their_names() -> None:
    archive = open_archive(zipped({"Items/Über uns.xml": b"a", "media/x.png": b"b", "empty/": b""}))
    assert archive.names == ("Items/Über uns.xml", "media/x.png")
    assert archive.find("%C3%9Cber%20uns.xml", seen_from="Items/x.xml") == "Items/Über uns.xml"
    assert archive.find("../Media/X.PNG?v=1#a", seen_from="Items/x.xml") == "media/x.png"
    assert archive.find("..\\media\\x.png", seen_from="Items/x.xml") == "media/x.png"
    assert archive.find("../../etc/passwd", seen_from="Items/x.xml") is None
    assert archive.read("media/x.png") == b"b"
    assert archive.file("media/x.png").name == "bank.zip: media/x.png"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "a/../../b", "C:/x.xml", "..\\x"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    with pytest.raises(ForeignError, match="leads out of it"):
        open_archive(zipped({name: b"x"}))


def test_a_link_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("link.xml")
        entry.create_system = 3
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(ForeignError, match="a link instead of a file"):
        open_archive(ForeignFile(name="bank.zip", data=made.getvalue()))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ForeignError, match="300 times its size"):
        open_archive(zipped({"a.xml": b"0" * (8 * 1024 * 1024)}))


def test_too_much_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    file = zipped({f"{n}.xml": b"x" * 100 for n in range(10)}, zipfile.ZIP_STORED)
    monkeypatch.setattr(archive_reader, "MOST_MEMBERS", 9)
    with pytest.raises(ForeignError, match="holds 10 files"):
        open_archive(file)
    monkeypatch.setattr(archive_reader, "MOST_MEMBERS", 10)
    monkeypatch.setattr(archive_reader, "MOST_UNPACKED", 999)
    with pytest.raises(ForeignError, match="unpacked"):
        open_archive(file)
    monkeypatch.setattr(archive_reader, "MOST_MEMBER_BYTES", 99)
    with pytest.raises(ForeignError, match=r"0\.xml in bank\.zip"):
        open_archive(file)


def test_a_locked_archive_is_told_as_such() -> None:
    data = bytearray(zipped({"a.xml": b"secret"}).data)
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1
    with pytest.raises(ForeignError, match="locked with a password"):
        open_archive(ForeignFile(name="bank.zip", data=bytes(data)))


@pytest.mark.parametrize("cut", [10, 40, 60])
def test_a_damaged_archive_ends_in_a_message(cut: int) -> None:
    whole = zipped({"a.xml": b"hello, hello, hello"}).data
    file = ForeignFile(name="bank.zip", data=whole[:cut])
    assert is_archive(file)
    assert names_in(file) == ()
    with pytest.raises(ForeignError, match="damaged"):
        open_archive(file)


def test_a_file_whose_bytes_are_damaged_ends_in_a_message() -> None:
    data = bytearray(zipped({"a.xml": b"hello, hello, hello"}).data)
    start = data.index(b"a.xml") + 5
    data[start : start + 4] = b"\xff\xff\xff\xff"
    archive = open_archive(ForeignFile(name="bank.zip", data=bytes(data)))
    with pytest.raises(ForeignError, match=r"a\.xml in bank\.zip is damaged"):
        archive.read("a.xml")
