"""Choice as `choiceInteraction`, and what it shares with a hotspot: a set of choices and its score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lessonry.domain.items import ChoiceItem
from lessonry.domain.partial_credit import PartialCredit
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


def parts(item: ChoiceItem, setting: Setting) -> Parts:
    """Return the interaction with its choices, and how it is scored."""
    interaction = qti(
        "choiceInteraction",
        {
            "responseIdentifier": RESPONSE,
            "shuffle": "true" if setting.shuffles and item.shuffle else "false",
            "maxChoices": "0" if item.multiple else "1",
        },
        *prompt(item, setting),
    )
    for choice in item.choices:
        name = {"identifier": choice.identifier}
        interaction.append(filled("simpleChoice", name, choice.text, setting))
    told = [(c.identifier, c.feedback) for c in item.choices if c.feedback is not None]
    made, template, rules = scored_set(
        sorted(item.key),
        [choice.identifier for choice in item.choices],
        multiple=item.multiple,
        policy=item.partial_credit,
        points=item.points,
    )
    return Parts(
        declarations=(made,),
        body=(interaction,),
        interaction="choiceInteraction",
        template=template,
        rules=tuple(rules),
        feedback=tuple(told),
        many=item.multiple,
        prompted=item.body is None and item.heading is not None,
    )


def scored_set(
    key: Sequence[str],
    names: Iterable[str],
    *,
    multiple: bool,
    policy: PartialCredit,
    points: Fraction,
) -> tuple[Element, str | None, list[Element]]:
    """Return the declaration of a set of choices, the template that scores it, and the rules."""
    cardinality = "multiple" if multiple else "single"
    if not multiple or policy is PartialCredit.ALL_OR_NOTHING or len(key) == 1:
        made = declaration(RESPONSE, cardinality, "identifier", key)
        return made, MATCH_CORRECT, [rp.match_correct(points)]
    each = points / len(key)
    if policy is PartialCredit.RIGHT_MINUS_WRONG:
        entries = [(name, number(each if name in key else -each)) for name in names]
        made = declaration(RESPONSE, cardinality, "identifier", key, mapping_of(entries))
        return made, MAP_RESPONSE, [rp.map_response()]
    entries = [(name, number(points)) for name in key]
    made = declaration(RESPONSE, cardinality, "identifier", key, mapping_of(entries))
    chosen = rp.op("containerSize", rp.variable(RESPONSE))
    shares = rp.op("max", rp.value("integer", str(len(key))), chosen)
    share = rp.op("divide", rp.op("mapResponse", identifier=RESPONSE), shares)
    return (
        made,
        None,
        [rp.condition([(rp.is_null(RESPONSE), [rp.score(Fraction(0))])], [rp.put("SCORE", share)])],
    )
