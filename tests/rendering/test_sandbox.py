from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError

from lessonry.domain.quiz import PassMark
from lessonry.locales.words import Words
from lessonry.rendering.environment import make_environment

VALUE = PassMark(value=Fraction(1, 2), in_points=False)


@pytest.mark.parametrize(
    "reach",
    [
        "{{ value.__class__.__init__.__globals__ }}",
        "{{ value['__class__'].__init__ }}",
        "{{ '{0.__class__.__init__}'.format(value) }}",
        "{{ 'x'.format.__globals__ }}",
    ],
)
def test_a_template_reaches_nothing_behind_our_values(reach: str) -> None:
    environment = make_environment()
    for _ in range(2):  # what was allowed once must not open more
        assert environment.from_string("{{ value.value }}").render(value=VALUE) == "1/2"
        with pytest.raises(SecurityError):
            environment.from_string(reach).render(value=VALUE)


def test_a_trainers_template_speaks_the_language_of_each_course(tmp_path: Path) -> None:
    (tmp_path / "own.html.jinja").write_text("{{ 2|points }}", "utf-8")
    said = [
        make_environment(tmp_path, Words(language)).get_template("own.html.jinja").render()
        for language in ("en", "de", "en")
    ]
    assert said == ["2 points", "2 Punkte", "2 points"]


def test_an_edited_template_counts_from_the_next_build_on(tmp_path: Path) -> None:
    file = tmp_path / "own.html.jinja"
    for text in ("one", "two", "one"):
        file.write_text(text, "utf-8")
        assert make_environment(tmp_path).get_template("own.html.jinja").render() == text
