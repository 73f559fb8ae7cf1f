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


def test_each_style_is_served_where_it_is_named_and_none_is_left_out() -> None:
    sheets = [content for name, content in SERVED.items() if name.endswith(".css")]
    named = [part for parts in assets.STYLES.values() for part in parts]
    for file in (assets.RUNTIME / "style").glob("*.css"):
        found = sum(sheet.count(assets.plain(file).encode()) for sheet in sheets)
        assert found == max(1, named.count(file.stem)), file.name
    assert not [sheet for name, sheet in SERVED.items() if "style/" in name and b"/*" in sheet]


def test_a_page_needs_the_styles_of_what_stands_on_it_alone() -> None:
    assert list(assets.styles_of("<p>A page.</p>")) == ["lessonry/lessonry.css"]
    page = (
        '<section data-lr-quiz="one" data-lr-mode="practice">'
        '<form data-lr-kind="order"></form><form data-lr-kind="choice"></form>'
        '<form data-lr-kind="order"></form></section>'
    )
    styles = ["lessonry/lessonry.css", "lessonry/style/quiz.css", "lessonry/style/item-match.css"]
    assert list(assets.styles_of(page)) == styles
    assert set(styles) <= set(SERVED)


def test_the_summary_tells_nothing_but_what_a_verifier_needs() -> None:
    course, _ = load_course(ROOT)
    summary = json.loads(assets.course_summary(course))
    assert set(summary) == {"id", "title", "edition", "url", "achievements", "issuer"}
