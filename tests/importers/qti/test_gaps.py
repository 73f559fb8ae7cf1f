"""Words to type are taken as the rules take them, where what is right depends on other gaps too."""

from __future__ import annotations

from lessonry.domain.items import GapItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.response import Response
from lessonry.domain.scoring import share
from lessonry.importers.qti.gaps import ANY_ORDER, DRAGGED, LEFT_EMPTY
from tests.importers.qti.samples import item, read_one, response

BODY = "<p>{}</p>".format(
    " and ".join(f'<textEntryInteraction responseIdentifier="R{n}"/>' for n in (1, 2))
)
POINT = '<baseValue baseType="float">1</baseValue>'


def said(gap: int, text: str) -> str:
    return (
        f'<match><variable identifier="R{gap}"/><baseValue baseType="string">{text}</baseValue>'
        "</match>"
    )


def earns(*tests: str) -> str:
    """Return a rule for each test that adds a point."""
    rules = "".join(
        f'<responseCondition><responseIf>{test}<setOutcomeValue identifier="SCORE"><sum>'
        f'<variable identifier="SCORE"/>{POINT}</sum></setOutcomeValue></responseIf>'
        "</responseCondition>"
        for test in tests
    )
    return f"<responseProcessing>{rules}</responseProcessing>"


def declared(one: str, other: str) -> str:
    return response(one, base="string", name="R1") + response(other, base="string", name="R2")


def test_words_in_any_order_are_right_in_each_gap() -> None:
    rules = earns(*(f"<or>{said(1, word)}{said(2, word)}</or>" for word in ("Po", "Nile")))
    made, told = read_one(item(declared("Po", "Nile"), BODY, rules))
    assert isinstance(made, GapItem) and told.notes == (ANY_ORDER,)
    assert share(made, Response(values=("Nile", "Po"))) == 1


def test_a_word_that_may_be_given_once_is_right_by_itself() -> None:
    mapping = "<mapping>{}</mapping>".format(
        "".join(f'<mapEntry mapKey="{word}" mappedValue="1"/>' for word in ("Po", "Nile"))
    )
    twice = '<match><variable identifier="R1"/><variable identifier="R2"/></match>'
    lost = earns(twice).replace("<sum>", "<subtract>").replace("</sum>", "</subtract>")
    rules = (
        '<responseProcessing><setOutcomeValue identifier="SCORE"><sum>'
        '<mapResponse identifier="R1"/><mapResponse identifier="R2"/></sum></setOutcomeValue>'
        + lost.removeprefix("<responseProcessing>")
    )
    both = "".join(
        response("Po", base="string", name=name, mapping=mapping) for name in ("R1", "R2")
    )
    made, told = read_one(item(both, BODY, rules))
    assert isinstance(made, GapItem) and ANY_ORDER in told.notes
    assert share(made, Response(values=("Po", "Nile"))) == 1
    assert share(made, Response(values=("Nile", "Po"))) == 1


def test_an_answer_that_another_gap_must_fit_is_left_out_and_told() -> None:
    rules = earns(
        f"<and>{said(1, 'Rome')}{said(2, 'Italy')}</and>",
        f"<and>{said(1, 'Paris')}{said(2, 'France')}</and>",
    )
    made, told = read_one(item(declared("Rome|Paris", "Italy|France"), BODY, rules))
    assert isinstance(made, GapItem)
    assert share(made, Response(values=("Rome", "Italy"))) == 1
    assert share(made, Response(values=("Paris", "Italy"))) == 0
    assert told.notes == (
        "The answer 'Paris' was worth 0 % and is wrong here.",
        "The answer 'France' was worth 0 % and is wrong here.",
    )


def test_synonyms_that_count_once_are_right_in_any_of_the_gaps() -> None:
    words = (("tea", "chai"), ("coffee", "java"))
    rules = earns(
        *(f"<or>{''.join(said(n, w) for n in (1, 2) for w in two)}</or>" for two in words)
    )
    made, told = read_one(item(declared("", ""), BODY, rules))
    assert isinstance(made, GapItem) and made.points == 2 and told.notes == (ANY_ORDER,)
    assert share(made, Response(values=("java", "chai"))) == 1


DRAGGING = (
    '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false">'
    '<gapText identifier="A" matchMax="1">Po</gapText><gapText identifier="B" matchMax="1">Nile'
    '</gapText><p>Italy: <gap identifier="G1"/>, Egypt: <gap identifier="G2"/>.</p>'
    "</gapMatchInteraction>"
)


def placed(pair: str) -> str:
    return (
        f'<member><baseValue baseType="directedPair">{pair}</baseValue>'
        '<variable identifier="RESPONSE"/></member>'
    )


def test_several_gaps_of_what_is_declared_single_count_together() -> None:
    pairs = response("A G1|B G2", base="directedPair")
    made, told = read_one(item(pairs, DRAGGING, earns(placed("A G1"), placed("B G2"))))
    assert isinstance(made, GapItem) and made.points == 2
    assert made.partial_credit is PartialCredit.PER_PART and told.notes == (DRAGGED,)


def test_a_gap_to_be_left_empty_is_why_a_question_is_left() -> None:
    pairs = response("A G1", base="directedPair", cardinality="multiple")
    made, told = read_one(item(pairs, DRAGGING, earns(placed("A G1"))))
    assert made is None and told.notes == (LEFT_EMPTY,)
