from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessonry.project import load_course
from lessonry.website import assets
from tests import machine
from tests.machine import ROOT

SERVED = dict(assets.runtime_files())
SCRIPTS = sorted(name for name in SERVED if name.endswith(".js"))


def test_every_script_that_is_served_parses(node: machine.Command, tmp_path: Path) -> None:
    for name in SCRIPTS:
        file = tmp_path / name.replace("/", "-").replace(".js", ".mjs")
        file.write_bytes(SERVED[name])
        node("--check", file)


@pytest.mark.parametrize("name", [name for name in SCRIPTS if "vendor" not in name])
def test_our_scripts_are_served_without_their_comments(name: str) -> None:
    script = SERVED[name].decode()
    assert "/**" not in script
    assert not [line for line in script.splitlines() if line.lstrip().startswith("//")]


def test_somebody_elses_script_is_served_as_it_is() -> None:
    vendored = "lessonry/verify/vendor/noble-ed25519.js"
    assert SERVED[vendored] == (assets.RUNTIME / "verify/vendor/noble-ed25519.js").read_bytes()


def test_comments_go_and_code_that_looks_like_them_stays() -> None:
    script = (
        '/** Says. */\nconst a = "https://x.example"; // beside\n  // alone\nconst b = 1 / 2;\n'
    )
    assert assets.bare(script) == 'const a = "https://x.example"; // beside\nconst b = 1 / 2;\n'


def test_the_styles_are_one_file_and_none_is_left_out() -> None:
    files = {file.stem for file in (assets.RUNTIME / "style").glob("*.css")}
    of_kinds = {name for name in files if name.startswith("item-")}
    assert files - of_kinds == set(assets.STYLES)
    served = dict(assets.runtime_files())[assets.STYLE]
    assert all(
        served.count((assets.RUNTIME / "style" / f"{n}.css").read_bytes()) == 1 for n in files
    )
    assert not [name for name in SERVED if "/style/" in name]


def test_the_summary_tells_nothing_but_what_a_verifier_needs() -> None:
    course, _ = load_course(ROOT)
    summary = json.loads(assets.course_summary(course))
    assert set(summary) == {"id", "title", "edition", "url", "achievements", "issuer"}
