"""Match and matrix as `matchInteraction`: pairs of a left and a right, of a row and a column."""

from __future__ import annotations

from fractions import Fraction

from lessonry.domain.items import MatchItem, MatrixItem
from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.prose import Prose
from lessonry.exporters.plain import text_of
from lessonry.exporters.qti import processing as rp
from lessonry.exporters.qti.parts import (
    MAP_RESPONSE,
    MATCH_CORRECT,
    RESPONSE,
    Parts,
    Setting,
    declaration,
    filled,
    mapping_of,
    prompt,
)
from lessonry.exporters.qti.tree import Element, number, qti

TABULAR = "qti-match-tabular"
"""The class of QTI's shared vocabulary by which a player shows a table."""


def match_parts(item: MatchItem, setting: Setting) -> Parts:
    """Return the pairs of a match item; several lefts may have the same right."""
    lefts = [(left_name(index), left.text) for index, left in enumerate(item.lefts)]
    rights = [(right.identifier, right.text) for right in item.rights]
    key = [f"{left_name(index)} {right}" for index, right in enumerate(item.key)]
    made, template, rules = _scored_pairs(key, item.partial_credit, item.points)
    return Parts(
        declarations=(made,),
        body=(_interaction(item, setting, lefts, rights, "1", {}),),
        interaction="matchInteraction",
        template=template,
        rules=tuple(rules),
        prompted=item.body is None and item.heading is not None,
    )


def matrix_parts(item: MatrixItem, setting: Setting) -> Parts:
    """Return the rows and columns of a matrix; a survey has no key and no score."""
    rows = [(left_name(index), row.text) for index, row in enumerate(item.rows)]
    columns = [(column.identifier, column.text) for column in item.columns]
    shape = {"class": TABULAR}
    notes: tuple[str, ...] = ()
    if item.corner is not None and setting.spelling.is_3:
        corner = " ".join(text_of(setting.inline(item.corner)).split())
        shape["data-first-column-header"] = corner
    elif item.corner is not None:
        notes = (f"The words above the rows ({item.corner.folded}) have no place in QTI 2.",)
    most = "0" if item.multiple else "1"
    body = _interaction(item, setting, rows, columns, most, shape)
    key = [
        f"{left_name(index)} {name}"
        for index, row in enumerate(item.rows)
        for name in sorted(row.key)
    ]
    template: str | None
    if item.survey:
        made, template, rules = declaration(RESPONSE, "multiple", "directedPair"), None, []
    elif item.multiple and item.partial_credit is not PartialCredit.ALL_OR_NOTHING:
        made, template = declaration(RESPONSE, "multiple", "directedPair", key), None
        rules = _row_rules(item)
    else:
        made, template, rules = _scored_pairs(key, item.partial_credit, item.points)
    return Parts(
        declarations=(made,),
        body=(body,),
        interaction="matchInteraction",
        template=template,
        rules=tuple(rules),
        prompted=item.body is None and item.heading is not None,
        notes=notes,
    )


def left_name(index: int) -> str:
    """Return the identifier of the left or the row of that index."""
    return f"L{index + 1}"


def _interaction(
    item: MatchItem | MatrixItem,
    setting: Setting,
    lefts: list[tuple[str, Prose]],
    rights: list[tuple[str, Prose]],
    most: str,
    attributes: dict[str, str],
) -> Element:
    return qti(
        "matchInteraction",
        {
            "responseIdentifier": RESPONSE,
            **attributes,
            "shuffle": "true" if setting.shuffles and item.shuffle else "false",
            "maxAssociations": "0",
        },
        *prompt(item, setting),
        qti("simpleMatchSet", {}, *(_choice(name, text, most, setting) for name, text in lefts)),
        qti("simpleMatchSet", {}, *(_choice(name, text, "0", setting) for name, text in rights)),
    )


def _choice(name: str, text: Prose, most: str, setting: Setting) -> Element:
    attributes = {"identifier": name, "matchMax": most}
    return filled("simpleAssociableChoice", attributes, text, setting)


def _scored_pairs(
    key: list[str], policy: PartialCredit, points: Fraction
) -> tuple[Element, str | None, list[Element]]:
    """Return the declaration of pairs of which each left has one, with its template and rules."""
    if policy is PartialCredit.ALL_OR_NOTHING or len(key) == 1:
        made = declaration(RESPONSE, "multiple", "directedPair", key)
        return made, MATCH_CORRECT, [rp.match_correct(points)]
    each = number(points / len(key))
    entries = [(pair, each) for pair in key]
    wrong = f"-{each}" if policy is PartialCredit.RIGHT_MINUS_WRONG and points else "0"
    mapping = mapping_of(entries, otherwise=wrong)
    made = declaration(RESPONSE, "multiple", "directedPair", key, mapping)
    return made, MAP_RESPONSE, [rp.map_response()]


def _row_rules(item: MatrixItem) -> list[Element]:
    """Return what counts each row whose columns are exactly the key's."""
    each = item.points / len(item.rows)
    minus = item.partial_credit is PartialCredit.RIGHT_MINUS_WRONG
    rules: list[Element] = [rp.score(Fraction(0))]
    for index, row in enumerate(item.rows):
        chosen = {
            column.identifier: rp.op(
                "member",
                rp.value("directedPair", f"{left_name(index)} {column.identifier}"),
                rp.variable(RESPONSE),
            )
            for column in item.columns
        }
        exactly = [test if name in row.key else rp.op("not", test) for name, test in chosen.items()]
        branches: list[rp.Branch] = [(rp.all_of(exactly), [rp.add(each)])]
        if minus:
            tests = [
                rp.op(
                    "member",
                    rp.value("directedPair", f"{left_name(index)} {column.identifier}"),
                    rp.variable(RESPONSE),
                )
                for column in item.columns
            ]
            branches.append((rp.any_of(tests), [rp.add(-each)]))
        rules.append(rp.condition(branches))
    if minus:
        rules.append(rp.not_below_nothing())
    # An empty response is null, and no member of it can be looked for.
    return [rp.condition([(rp.is_null(RESPONSE), [rp.score(Fraction(0))])], rules)]
