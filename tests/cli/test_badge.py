"""`lessonry badge`: pictures and tokens of what was issued."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonry.credentials import did
from lessonry.credentials.badges import baking
from lessonry.errors import UsageError
from tests.credentials.course_folder import CourseFolder, write_course


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    made = write_course(tmp_path)
    made.must("keys", "new", made.folder)
    monkeypatch.chdir(made.folder)
    made.must("issue", made.hand_in("anna.jwe"))
    return made


def certificate(trainer: CourseFolder) -> Path:
    (file,) = (trainer.folder / "issued").glob("*.pdf")
    return file


def test_badges_are_pictures_that_verify(trainer: CourseFolder) -> None:
    file = certificate(trainer)
    said = trainer.must("badge", file)
    made = sorted((trainer.folder / "badges").iterdir())
    assert [one.suffix for one in made] == [".png", ".svg"]
    assert all(one.stem == file.stem and one.name in said for one in made)
    for one in made:
        told = trainer.must("verify", one)
        assert "Anna Lind" in told
    # A badge of a badge is the same badge.
    trainer.must("badge", made[0], "--svg", "--out", "again")
    assert (trainer.folder / f"again/{file.stem}.svg").read_bytes() == made[1].read_bytes()


def test_a_jwt_is_signed_with_a_key_that_did_json_lists(trainer: CourseFolder) -> None:
    said = trainer.must("badge", certificate(trainer), "--jwt")
    assert "build and upload" in said
    public = trainer.folder / "certificates/did.json"
    document = did.read(public.read_bytes())
    assert len(document.jwt_signers) == 1
    assert "did.json" not in trainer.must("badge", certificate(trainer), "--jwt")
    assert did.read(public.read_bytes()) == document
    trainer.must("keys", "rotate")
    assert did.read(public.read_bytes()).jwt_signers == document.jwt_signers
    trainer.must("keys", "publish")
    assert did.read(public.read_bytes()).jwt_signers == document.jwt_signers
    trainer.must("verify", certificate(trainer))
    result = trainer.run("verify", next((trainer.folder / "badges").glob("*.jwt")))
    assert result.exit_code == 2
    assert "form of a JWT" in result.output


def test_what_does_not_verify_becomes_no_badge(trainer: CourseFolder, tmp_path: Path) -> None:
    file = certificate(trainer)
    data = file.read_bytes()
    (tmp_path / "changed.pdf").write_bytes(data.replace(b'Lind"', b'Lint"', 1))
    (tmp_path / "picture.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "empty.json").write_bytes(b"")
    result = trainer.run("badge", file, *sorted(tmp_path.glob("*.*")))
    assert result.exit_code == 1
    assert result.output.count("no badge. ") == 3
    assert len(list((trainer.folder / "badges").iterdir())) == 2


def test_a_revoked_certificate_becomes_no_badge(trainer: CourseFolder) -> None:
    file = certificate(trainer)
    identifier = json.loads(trainer.must("verify", file, "--json"))["vouched"]["id"]
    trainer.must("revoke", identifier, "--reason", "a slip")
    result = trainer.run("badge", file)
    assert result.exit_code == 1
    assert "revoked" in result.output.lower()
    assert not (trainer.folder / "badges").exists()


def test_the_trainers_picture_is_the_badge_or_it_is_told_why_not(trainer: CourseFolder) -> None:
    own = trainer.folder / "certificates/achievements/delight.svg"
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="me"/></svg>')
    file = certificate(trainer)
    trainer.must("badge", file)
    baked = (trainer.folder / f"badges/{file.stem}.svg").read_bytes()
    assert b'<g id="me"/>' in baked
    assert baking.from_svg(baked)
    own.write_text("<svg nothing")
    result = trainer.run("badge", file, "--svg")
    assert result.exit_code == 1
    assert "certificates/achievements/delight.svg" in result.output
    broken = trainer.run("badge", file, "--png")
    assert isinstance(broken.exception, UsageError)
    assert "delight.png" in (broken.exception.help or "")
