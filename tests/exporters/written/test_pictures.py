"""A picture comes into a book as what it is, and brings nothing that runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.exporters.written.pictures import Pictures, harmless, kind_of
from tests.exporters.readable import EVIL, png


def test_a_drawing_loses_what_runs_and_what_loads() -> None:
    clean = harmless(EVIL.encode())
    assert clean is not None
    assert b"script" not in clean and b"onload" not in clean and b"evil" not in clean
    assert b"<rect" in clean


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<html><svg></svg></html>",
        b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg xmlns="x">&c;',
        b"",
    ],
)
def test_what_is_no_drawing_is_none(data: bytes) -> None:
    assert harmless(data) is None


def test_entities_are_not_made_larger() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{bomb}]><svg xmlns="http://www.w3.org/2000/svg">'
    )
    clean = harmless(f"{text}<text>&a11;</text></svg>".encode())
    assert clean is None or len(clean) < 10_000


@pytest.mark.parametrize(
    ("data", "kind"),
    [(png(), "png"), (b"\xff\xd8\xff\xe0", "jpg"), (b"GIF89a", "gif"), (b"%PDF-1.7", None)],
)
def test_its_bytes_say_what_it_is(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind


def test_a_name_tells_what_it_shows(tmp_path: Path) -> None:
    pictures = Pictures()
    (tmp_path / "A Cup.PNG").write_bytes(png())
    (tmp_path / "words.png").write_text("no picture", "utf-8")
    name = pictures.file(tmp_path / "A Cup.PNG", "A Cup.PNG")
    assert name is not None and name.startswith("pictures/a-cup-") and name.endswith(".png")
    assert pictures.files[name] == png()
    assert pictures.file(tmp_path / "words.png", "words.png") is None
    assert pictures.file(tmp_path / "none.png", "none.png") is None
    assert len(pictures.notes) == 2
