"""QTI 1.2 items of statements that are each true or not, as ILIAS writes them (Kprim)."""

from __future__ import annotations

from typing import Final

from lessonry.domain.items import Item
from lessonry.importers.qti_1.answers import note_told
from lessonry.importers.qti_1.credit import of_pairs
from lessonry.importers.qti_1.lists import NO_KEY
from lessonry.importers.qti_1.material import without_marks
from lessonry.importers.qti_1.question import Question
from lessonry.importers.qti_1.scoring import affirmed
from lessonry.importers.qti_1.tree import attribute, metadata, words

SAYS: Final = "option_label_setting"
COLUMNS: Final = {
    "plus_minus": ("+", "−"),
    "applicable_or_not": ("Applicable", "Not applicable"),
    "adequate_or_not": ("Adequate", "Not adequate"),
}
"""What stands over the two columns, by what ILIAS calls them."""
TRUE: Final = ("True", "False")


def statements(question: Question) -> Item | None:
    """Return a matrix of two columns: rules ask each statement for `1` or `0`."""
    labels = {one.identifier: one for one in question.shown.responses[0].labels}
    right: dict[str, str] = {}
    for rule in question.scoring.giving():
        for equal in affirmed(rule.condition):
            name, value = attribute(equal, "respident"), words(equal).strip()
            if equal.tag == "varequal" and name in labels and value in ("0", "1"):
                right.setdefault(name, value)
    if set(right) != set(labels):
        question.notes.append(NO_KEY)
        return None
    said = metadata(question.element)
    own = (said.get("custom_label_true", ""), said.get("custom_label_false", ""))
    columns = own if all(own) else COLUMNS.get(said.get(SAYS, ""), TRUE)
    note_told(question)
    policy = of_pairs(question, list(right.items()))
    draft = question.draft(
        question.markdown(without_marks(question.shown.stem)), partial_credit=policy
    )
    rows = [
        (question.markdown(one.html), [0 if right[name] == "1" else 1])
        for name, one in labels.items()
    ]
    return draft.matrix(columns, rows, multiple=False)
