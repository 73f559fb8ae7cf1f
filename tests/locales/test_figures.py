"""Numbers are written in the same way by the build and by the browser, as the language has it."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from lessonry.domain.languages import LANGUAGES
from lessonry.domain.quiz import PassMark
from lessonry.locales.words import Words
from lessonry.rendering.figures import figure, mark, points, spoken
from lessonry.website import assets
from tests.machine import Command

VALUES = (Fraction(5, 2), Fraction(-3, 2), Fraction(2, 3), Fraction(1200), Fraction(0))
SCRIPT = """\
import { figure } from "./lessonry/figures.js";
import { parse } from "./lessonry/rational.js";
console.log(JSON.stringify(process.argv.slice(2).map((text) => figure(parse(text)))));
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_build_and_the_browser_write_a_number_alike(
    language: str, tmp_path: Path, node: Command
) -> None:
    for path, content in assets.runtime_files([language], is_joined=False):
        if re.fullmatch(r"lessonry/(figures|rational|words)\.js", path):
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(content)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "said.js").write_text(SCRIPT)
    said = json.loads(node(tmp_path / "said.js", *map(str, VALUES)).stdout)
    assert said == [figure(Words(language), value) for value in VALUES]


def test_a_number_has_the_marks_of_its_language() -> None:
    assert [figure(Words("en"), value) for value in VALUES] == ["2.5", "−1.5", "0.67", "1200", "0"]
    assert figure(Words("de"), VALUES[1]) == "−1,5"
    assert figure(Words("ar"), VALUES[1]) == "\u200e−1.5"


def test_points_marks_and_times_are_said_in_words() -> None:
    words = Words()
    assert points(words, Fraction(1)) == "1 point" and points(words, VALUES[0]) == "2.5 points"
    assert mark(words, PassMark(value=Fraction(3, 5))) == "60 %"
    assert mark(words, PassMark(value=Fraction(5), in_points=True)) == "5 points"
    times = {20: "20 seconds", 60: "1 minute", 90: "1 minute 30 seconds", 630: "10 minutes"}
    assert {n: spoken(words, Fraction(n)) for n in times} == times
