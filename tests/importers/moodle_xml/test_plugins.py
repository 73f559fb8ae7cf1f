"""Questions of plugins that many have become items as well."""

from __future__ import annotations

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.gaps import InlineChoiceGap, TextEntryGap
from lessonry.domain.items import GapItem, MatrixItem
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.partial_credit import PartialCredit
from tests.importers.moodle_xml.bank import answer, field, left, only, question

COPPER = field("optiontext", "<p>Copper conducts.</p>") + field("feedbacktext", "Well.")
ROWS = (
    f'<row number="1">{COPPER}</row>'
    f'<row number="2">{field("optiontext", "Glass conducts.")}{field("feedbacktext", "")}</row>'
)
COLUMNS = "".join(
    f'<column number="{n}">{field("responsetext", word)}</column>'
    for n, word in enumerate(("True", "False"), start=1)
)
WEIGHTS = "".join(
    f'<weight rownumber="{row}" columnnumber="{column}"><value> {float(row == column)} </value></weight>'
    for row in (1, 2)
    for column in (1, 2)
)


@pytest.mark.parametrize(
    ("kind", "method", "policy", "notes"),
    [
        ("mtf", "subpoints", PartialCredit.PER_PART, 1),
        ("mtf", "mtfonezero", PartialCredit.ALL_OR_NOTHING, 1),
        ("kprime", "kprime", PartialCredit.ALL_OR_NOTHING, 2),
    ],
)
def test_statements_to_judge_become_a_matrix(
    kind: str, method: str, policy: PartialCredit, notes: int
) -> None:
    inside = f"<scoringmethod><text>{method}</text></scoringmethod>{ROWS}{COLUMNS}{WEIGHTS}"
    item, told = only(question(kind, "Which are true?", inside))
    assert isinstance(item, MatrixItem)
    assert [column.text.markdown for column in item.columns] == ["True", "False"]
    assert [(row.text.markdown, sorted(row.key)) for row in item.rows] == [
        ("Copper conducts.", ["a"]),
        ("Glass conducts.", ["b"]),
    ]
    assert item.partial_credit is policy
    assert item.explanation is not None
    assert item.explanation.markdown == "- Copper conducts.: Well."
    assert len(told.notes) == notes


def test_words_in_brackets_become_gaps() -> None:
    typed = "<answerdisplay>gapfill</answerdisplay><casesensitive>1</casesensitive>"
    item, told = only(question("gapfill", "<p>The [cat|dog] is on the [mat].</p>", typed))
    assert isinstance(item, GapItem)
    first, second = item.gaps
    assert isinstance(first, TextEntryGap)
    assert isinstance(second, TextEntryGap)
    assert [(one.text, one.ignore_case) for one in first.answers] == [
        ("cat", False),
        ("dog", False),
    ]
    assert item.body is not None
    assert item.body.markdown == f"The {gap_mark(0)} is on the {gap_mark(1)}."
    assert told.carried is Carried.WHOLE
    chosen = "<answerdisplay>dropdown</answerdisplay><delimitchars>##</delimitchars>" + answer(
        "hat", "0"
    )
    item, _ = only(question("gapfill", "The #cat# sat.", chosen))
    assert isinstance(item, GapItem)
    (gap,) = item.gaps
    assert isinstance(gap, InlineChoiceGap)
    assert [(one.text, one.identifier in gap.key) for one in gap.choices] == [
        ("cat", True),
        ("hat", False),
    ]
    assert "no gaps" in left(question("gapfill", "None here."))
