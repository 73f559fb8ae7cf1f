"""Pictures of certificates: what no sheet can show is told before anybody has earned one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.domain.look import Look, Signature
from lessonry.project import load_course
from lessonry.project.sheet_pictures import LARGEST
from tests.cases import told, write

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 30 + b"\xff\xd9"
SVG = b"<?xml version='1.0'?>\n<svg viewBox='0 0 9 9'><path d='M0 0h9'/></svg>\n"


def codes(folder: Path, name: str, data: bytes | None) -> list[str]:
    write(folder, {"certificates/issuer.yml": f"name: A\nlogo: {name}\n"})
    if data is not None:
        (folder / "certificates" / name).write_bytes(data)
    return [line for line in told(load_course(folder)[1], with_file=True) if "issuer.yml" in line]


def test_one_too_large_is_told(tmp_path: Path) -> None:
    big = PNG[:8] + bytes(LARGEST) + PNG[-8:]
    assert codes(tmp_path, "logo.png", big) == ["LR322 2:7 8 certificates/issuer.yml"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.png", PNG), ("a.PNG", PNG), ("a.jpg", JPEG), ("a.jpeg", JPEG), ("a.svg", SVG),
     ("a.svg", b"\xef\xbb\xbf<svg/>")],
)  # fmt: skip
def test_a_whole_one_is_taken(tmp_path: Path, name: str, data: bytes) -> None:
    assert codes(tmp_path, name, data) == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", b"", "LR321"),
        ("a.png", PNG[:-8], "LR321"),
        ("a.png", JPEG, "LR321"),
        ("a.svg", PNG, "LR321"),
        ("a.svg", SVG[:30], "LR321"),
        ("a.pdf", b"%PDF-1.7", "LR321"),
        ("a.png", None, "LR303"),
        ("../a.png", PNG, "LR323"),
        ("/etc/hostname", None, "LR323"),
    ],
)
def test_any_other_is_told_where_it_is_named(
    tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    length = len(name)
    assert codes(tmp_path, name, data) == [f"{code} 2:7 {length} certificates/issuer.yml"]


def test_an_issuer_has_all_that_its_file_says(tmp_path: Path) -> None:
    text = (
        "name: A\nsecond_color: '#a3843b'\ndesign: quiet\npaper: letter\norientation: portrait\n"
        "signatures:\n  - name: Ida Holm\n    role: Lead\n    image: ida.svg\n  - name: Bo\n"
    )
    write(tmp_path, {"certificates/issuer.yml": text})
    (tmp_path / "certificates/ida.svg").write_bytes(SVG)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Case\ntheme:\n  language: fr\nplugins:\n  - lessonry\n", "utf-8"
    )
    course, diagnostics = load_course(tmp_path)
    assert not [d for d in diagnostics if d.place.source.path.startswith("certificates/")]
    issuer = course.issuer
    assert issuer and issuer.second_color == "#a3843b"
    assert issuer.signers == (
        Signature(name="Ida Holm", role="Lead", image="ida.svg"),
        Signature(name="Bo"),
    )
    assert issuer.look == Look(
        design=issuer.look.design, paper=issuer.look.paper,
        orientation=issuer.look.orientation, language="fr",
    )  # fmt: skip
    assert issuer.look.size == (215.9, 279.4)
