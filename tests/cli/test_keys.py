from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonry.errors import UsageError
from tests.credentials.course_folder import CourseFolder, write_course


@pytest.fixture
def trainer(tmp_path: Path) -> CourseFolder:
    return write_course(tmp_path)


def test_new_keys_are_split_between_the_course_and_a_private_folder(trainer: CourseFolder) -> None:
    output = trainer.must("keys", "new", trainer.folder)
    assert "did:web:academy.example.org:delight" in output
    (place,) = trainer.keys.iterdir()
    assert place.name.startswith("delight-")
    assert str(place) in output
    document = json.loads((trainer.folder / "certificates/did.json").read_text("utf-8"))
    assert document["id"] == "did:web:academy.example.org:delight"
    assert document["assertionMethod"][0].startswith(document["id"] + "#z6Mk")
    listed = json.loads((trainer.folder / "certificates/status/1.json").read_text("utf-8"))
    assert listed["id"] == "https://academy.example.org/delight/status/1.json"
    for file in trainer.folder.rglob("*"):
        assert not file.is_file() or b"PRIVATE" not in file.read_bytes()
    assert trainer.course.issuer is not None


def test_the_course_checks_out_with_its_keys(trainer: CourseFolder) -> None:
    trainer.must("keys", "new", trainer.folder)
    trainer.must("check", trainer.folder)


def test_new_keys_never_replace_old_ones(trainer: CourseFolder) -> None:
    trainer.must("keys", "new", trainer.folder)
    before = {f: f.read_bytes() for f in trainer.keys.rglob("*") if f.is_file()}
    again = trainer.run("keys", "new", trainer.folder)
    assert isinstance(again.exception, UsageError)
    (trainer.folder / "certificates/did.json").unlink()
    lost = trainer.run("keys", "new", trainer.folder)
    assert isinstance(lost.exception, UsageError)
    assert "never overwrites" in lost.exception.message
    assert "keys publish" in (lost.exception.help or "")
    assert {f: f.read_bytes() for f in trainer.keys.rglob("*") if f.is_file()} == before


def test_a_lost_public_part_is_published_again(trainer: CourseFolder) -> None:
    trainer.must("keys", "new", trainer.folder)
    public = trainer.folder / "certificates/did.json"
    before = public.read_bytes()
    public.unlink()
    assert "keys publish" in trainer.must("keys", "show", trainer.folder)
    trainer.must("keys", "publish", trainer.folder)
    assert public.read_bytes() == before


def test_publishing_forgets_neither_retired_keys_nor_revocations(trainer: CourseFolder) -> None:
    trainer.must("keys", "new", trainer.folder)
    public = trainer.folder / "certificates/did.json"
    listed = trainer.folder / "certificates/status/1.json"
    document = json.loads(public.read_text("utf-8"))
    retired = dict(document["verificationMethod"][0])
    retired["publicKeyMultibase"] = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
    retired["id"] = f"{document['id']}#{retired['publicKeyMultibase']}"
    document["verificationMethod"].append(retired)
    document["assertionMethod"].append(retired["id"])
    public.write_text(json.dumps(document), "utf-8")
    before = listed.read_bytes()
    trainer.must("keys", "publish", trainer.folder)
    assert retired["id"] in json.loads(public.read_text("utf-8"))["assertionMethod"]
    assert listed.read_bytes() == before


def test_publishing_with_a_lost_document_keeps_the_revocations(trainer: CourseFolder) -> None:
    trainer.must("keys", "new", trainer.folder)
    listed = trainer.folder / "certificates/status/1.json"
    before = listed.read_bytes() + b"\n"
    listed.write_bytes(before)
    (trainer.folder / "certificates/did.json").unlink()
    trainer.must("keys", "publish", trainer.folder)
    assert listed.read_bytes() == before


def test_show_tells_where_everything_is(trainer: CourseFolder) -> None:
    none = trainer.run("keys", "show", trainer.folder)
    assert isinstance(none.exception, UsageError)
    trainer.must("keys", "new", trainer.folder)
    output = trainer.must("keys", "show", trainer.folder)
    for part in ("did:web:academy", "#z6Mk", str(trainer.keys), "with a passphrase", "nothing yet"):
        assert part in output.replace("nothing issued yet", "nothing yet")
    assert "PRIVATE" not in output


def test_keys_inside_the_course_or_its_repository_are_refused(trainer: CourseFolder) -> None:
    (trainer.folder.parent / ".git").mkdir()
    for place in (trainer.folder / "keys", trainer.folder.parent / "keys"):
        result = trainer.run("keys", "new", trainer.folder, LESSONRY_KEYS=str(place))
        assert isinstance(result.exception, UsageError)
        assert "LESSONRY_KEYS" in (result.exception.help or "")
        assert not place.exists()


def test_without_a_passphrase_nothing_is_made_unless_it_is_said(trainer: CourseFolder) -> None:
    silent = trainer.run("keys", "new", trainer.folder, LESSONRY_PASSPHRASE="")
    assert isinstance(silent.exception, UsageError)
    assert not trainer.keys.exists()
    output = trainer.must("keys", "new", trainer.folder, "--no-passphrase")
    assert "can sign in your name" in output
    assert "without a passphrase" in trainer.must("keys", "show", trainer.folder)


def test_a_wrong_passphrase_is_a_sentence(trainer: CourseFolder) -> None:
    trainer.must("keys", "new", trainer.folder)
    wrong = trainer.run("keys", "publish", trainer.folder, LESSONRY_PASSPHRASE="x")
    assert isinstance(wrong.exception, UsageError)
    assert wrong.exception.exit_code == 2
    assert "The passphrase does not open" in wrong.exception.message
    none = trainer.run("keys", "publish", trainer.folder, LESSONRY_PASSPHRASE="")
    assert isinstance(none.exception, UsageError)


def test_a_course_without_an_address_gets_a_bare_key(trainer: CourseFolder) -> None:
    config = trainer.folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("site_url", "# site_url"), "utf-8")
    output = trainer.must("keys", "new", trainer.folder)
    assert "did:key:z6Mk" in output
    assert "no site_url" in output
    (trainer.folder / "certificates/did.json").unlink()
    second = trainer.run("keys", "new", trainer.folder)
    assert isinstance(second.exception, UsageError)
    assert "--another" in (second.exception.help or "")
    trainer.must("keys", "publish", trainer.folder)
    (trainer.folder / "certificates/did.json").unlink()
    trainer.must("keys", "new", trainer.folder, "--another")
    assert len(list(trainer.keys.iterdir())) == 2


def test_a_broken_public_file_is_a_sentence(trainer: CourseFolder) -> None:
    (trainer.folder / "certificates/did.json").write_text("{", "utf-8")
    result = trainer.run("keys", "show", trainer.folder)
    assert isinstance(result.exception, UsageError)
    assert "certificates/did.json" in result.exception.message
