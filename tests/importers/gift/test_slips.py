"""What Moodle reads without a word in GIFT, though nobody means it so, is told."""

from __future__ import annotations

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import TextEntryGap
from lessonry.domain.items import GapItem
from tests.importers.gift.bank import one, read


@pytest.mark.parametrize("written", ["85:0", "%100%85:0.5", "80..90#Yes", "-2.5:0"])
def test_a_number_without_its_sign_is_a_text_to_type_and_told(written: str) -> None:
    item, fidelity = one(f"How hot, in degrees?{{={written}}}")
    assert isinstance(item, GapItem) and isinstance(item.gaps[0], TextEntryGap)
    assert any("begin with `#`" in note for note in fidelity.notes)


@pytest.mark.parametrize("written", ["16:45", "1:2", "85\\:0", "Tea: 0", "85"])
def test_a_time_a_ratio_and_an_escaped_colon_are_just_texts(written: str) -> None:
    _, fidelity = one(f"What stands on the clock?{{={written}}}")
    assert fidelity.carried is Carried.WHOLE


@pytest.mark.parametrize(
    "answers", ["=3x = 6\n~3x", "=tea#It = wet\n~sand", '~<b id="a">tea</b>\n=sand', "~a == b\n=c"]
)
def test_a_sign_in_the_midst_of_an_answer_is_told(answers: str) -> None:
    (imported,) = read(f"What holds?{{\n{answers}\n}}")
    (fidelity,) = imported.report
    assert any("in the midst" in note for note in fidelity.notes)


@pytest.mark.parametrize(
    "answers", ["=tea =coffee ~sand", "=tea =coffee\n~sand", "~tea\n~sand~=mud", "=3x \\= 6\n~3x"]
)
def test_signs_where_answers_begin_are_not_told(answers: str) -> None:
    _, fidelity = one(f"What holds?{{{answers}}}")
    assert not any("in the midst" in note for note in fidelity.notes)


@pytest.mark.parametrize(
    "formula",
    ["\\(a \\neq b\\)", "$$\\nabla f$$", "\\\\[x \\notin M\\\\]", "$$\\nu$$ and $$\\nu$$"],
)
def test_a_command_of_a_formula_that_ends_the_line_is_told(formula: str) -> None:
    _, fidelity = one(f"Is {formula} so?{{T}}")
    (note,) = fidelity.notes
    assert "line break" in note and "twice" in note


@pytest.mark.parametrize(
    "text",
    ["\\(a \\\\neq b\\)", "$$a$$ holds\\ne and so on", "\\(a\\) and\\nu so on", "$$a\\nb$$"],
)
def test_other_line_breaks_around_formulas_are_not_told(text: str) -> None:
    _, fidelity = one(f"Is {text}?{{T}}")
    assert fidelity.carried is Carried.WHOLE
