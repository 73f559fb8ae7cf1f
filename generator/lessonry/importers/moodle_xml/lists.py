"""Reads pairs and orders: `matching` and `ordering`."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from lessonry.domain.items import Item
from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.moodle_xml.question import Left, Question, listed, number
from lessonry.importers.moodle_xml.texts import bare, source

GRADINGS: Final = {
    "ALL_OR_NOTHING": PartialCredit.ALL_OR_NOTHING,
    "ABSOLUTE_POSITION": PartialCredit.PER_PART,
    "ABSOLUTE": PartialCredit.PER_PART,
    "ABS": PartialCredit.PER_PART,
}
"""The ways of `qtype_ordering` to count that are ours as well; any other word is neighbours."""
OTHERS: Final = {
    "RELATIVE_NEXT_INCLUDE_LAST": "neighbours, with the end of the list as one",
    "RELATIVE_ONE_PREVIOUS_AND_NEXT": "the neighbours on both sides",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": "all that stand before and behind",
    "LONGEST_ORDERED_SUBSET": "the longest run in the right order",
    "LONGEST_CONTIGUOUS_SUBSET": "the longest run without a break",
    "RELATIVE_TO_CORRECT": "how far each is from its place",
}
EVERY: Final = ("ALL", "EXACT")
"""Moodle's words for asking all entries; any other word, and none, means some of them."""
SOME: Final = 6
"""How many Moodle asks where the file does not say."""
FEWEST: Final = 2


def matching(question: Question) -> Item:
    """Return a match item; a partner without a question is a distractor."""
    pairs, distractors, lonely = [], [], []
    for one in question.element.findall("subquestion"):
        left = question.texts.markdown(one)
        right = question.texts.plain(bare(source(one.find("answer"))))
        if left and right:
            pairs.append((left, right))
        elif right:
            distractors.append(right)
        elif left:
            lonely.append(left)
    if lonely:
        question.notes.append(f"Without a partner, and left out: {listed(lonely)}.")
    if not pairs:
        raise Left("It has no pairs.")
    partners = {right for _, right in pairs}
    shuffle = question.is_said("shuffleanswers", default=True)
    draft = question.draft(question.stem(), policy=PartialCredit.PER_PART, shuffle=shuffle)
    return draft.match(pairs, [one for one in distractors if one not in partners])


def ordering(question: Question) -> Item:
    """Return an order item; its answers stand in the right order."""
    texts = [question.texts.choice(one.element) for one in question.answers()]
    grading = question.said("gradingtype").upper()
    if grading in OTHERS:
        question.notes.append(
            f"Moodle grades it by {OTHERS[grading]}; here neighbours that stand as they should count."
        )
    asked = _asked(question)
    if asked is not None and asked < len(texts):
        question.notes.append(
            f"Moodle asks {asked} of its {len(texts)} entries; here all are asked."
        )
    policy = GRADINGS.get(grading, PartialCredit.ADJACENT_PAIRS)
    return question.draft(question.stem(), policy=policy).order(texts)


def _asked(question: Question) -> int | None:
    """Return how many entries Moodle asks; nothing where it asks all."""
    is_new = question.element.find("selecttype") is not None
    type_field, count_field = ("selecttype", "selectcount") if is_new else ("logical", "studentsee")
    if question.said(type_field).upper() in EVERY:
        return None
    count = number(question.said(count_field, str(SOME)), Fraction(FEWEST))
    return max(int(count), FEWEST)
