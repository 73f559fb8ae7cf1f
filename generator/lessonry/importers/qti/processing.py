"""Follows an item's response processing, so that what it is worth is seen and not guessed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lessonry.importers.qti.comparison import alike, mapped, same
from lessonry.importers.qti.expressions import CannotFollow, Run, value_of
from lessonry.importers.qti.tree import Element, first
from lessonry.importers.qti.variables import Answers, Declared, Value, number

TEMPLATES: Final = {
    "match_correct": "match_correct",
    "map_response": "map_response",
    "cc2_match_basic": "match_correct",
    "cc2_match": "match_correct",
    "cc2_map_response": "map_response",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one response comes to."""

    score: float
    outcomes: Mapping[str, Value]


class _Done(Exception):
    """Ends the processing: `exitResponse`."""


def process(item: Element, declared: Declared, given: Mapping[str, Value]) -> Result:
    """Return what a response comes to.

    Args:
        item: The normal tree of the item.
        declared: What it declares.
        given: Values by the names of the responses; a name that is not there was not answered.

    Raises:
        CannotFollow: It uses something that cannot be followed.
    """
    run = Run(declared=declared, given=given, outcomes=dict(declared.defaults))
    rules = first(item, "responseProcessing")
    template = _template(rules)
    if rules is None or not len(rules):
        run.outcomes["SCORE"] = _by_template(run, template)
        if template.startswith("cc2_"):
            _tell(run, template)
    else:
        try:
            for rule in rules:
                _rule(run, rule)
        except _Done:
            pass
        except RecursionError as error:
            raise CannotFollow("is nested too deeply") from error
    return Result(score=_score(run), outcomes=run.outcomes)


def _template(rules: Element | None) -> str:
    """Return the name of the template, in small letters and without its address."""
    said = (
        (rules.get("template") or rules.get("templateLocation") or "") if rules is not None else ""
    )
    return said.rstrip("/").rpartition("/")[2].removesuffix(".xml").lower()


def _by_template(run: Run, template: str) -> Value:
    """Return the score by a template; without one as most systems do: mapped, or the key matched."""
    answers = list(run.declared.answers.values())
    if not answers:
        return 0.0
    known = TEMPLATES.get(template)
    if template and known is None:
        raise CannotFollow(f"uses the template {template}")
    one = run.declared.answers.get("RESPONSE", answers[0])
    if known is not None and len(answers) > 1 and one.name != "RESPONSE":
        score = _mapped if known == "map_response" else _matched
        return math.fsum(score(run, answer) for answer in answers)
    if known is None:
        said = [_mapped(run, one) if one.is_mapped else _matched(run, one) for one in answers]
        return math.fsum(said)
    return _mapped(run, one) if known == "map_response" else _matched(run, one)


def _tell(run: Run, template: str) -> None:
    """Set what Common Cartridge's templates say of an answer: what it is, or whether it is right."""
    one = run.declared.answers.get("RESPONSE", next(iter(run.declared.answers.values())))
    most = run.declared.most
    is_right = _matched(run, one) > 0
    if template == "cc2_map_response":
        score = run.outcomes["SCORE"]
        run.outcomes["FEEDBACK"] = _said(is_right=is_right if most is None else score == most)
        return
    run.outcomes["FEEDBACK"] = run.given.get(one.name)
    run.outcomes["FEEDBACKBASIC"] = _said(is_right=is_right)


def _said(*, is_right: bool) -> str:
    return "correct" if is_right else "incorrect"


def _mapped(run: Run, one: Answers) -> float:
    return mapped(run.given.get(one.name), one)


def _matched(run: Run, one: Answers) -> float:
    given = run.given.get(one.name)
    if one.alternatives and isinstance(given, (str, float)):
        return 1.0 if any(alike(given, value) for value in one.alternatives) else 0.0
    return 1.0 if one.correct and same(given, one.value(list(one.correct)), one) else 0.0


def _score(run: Run) -> float:
    said = run.outcomes.get("SCORE")
    if isinstance(said, float):
        return said
    numbers = {
        name: value
        for name, value in run.outcomes.items()
        if isinstance(value, float) and not name.startswith(("MAXSCORE", "MINSCORE"))
    }
    return next(iter(numbers.values()), 0.0) if len(numbers) == 1 else 0.0


def _rule(run: Run, rule: Element) -> None:
    match rule.tag:
        case "responseCondition":
            _condition(run, rule)
        case "setOutcomeValue":
            _set(run, rule)
        case "exitResponse":
            raise _Done
        case "responseProcessingFragment":
            for inner in rule:
                _rule(run, inner)
        case "lookupOutcomeValue":
            _look_up(run, rule)
        case _:
            raise CannotFollow(f"uses {rule.tag}")


def _condition(run: Run, rule: Element) -> None:
    """Follow the first branch that holds; R/exams writes a test and what follows from it without one."""
    if len(rule) and not str(rule[0].tag).startswith("response"):
        if value_of(run, rule[0]) is True:
            for inner in list(rule)[1:]:
                _rule(run, inner)
        return
    for branch in rule:
        if branch.tag == "responseElse":
            rules = list(branch)
        elif len(branch) and value_of(run, branch[0]) is True:
            rules = list(branch)[1:]
        else:
            continue
        for inner in rules:
            _rule(run, inner)
        return


def _look_up(run: Run, rule: Element) -> None:
    name = rule.get("identifier") or ""
    table = run.declared.tables.get(name)
    value = value_of(run, rule[0]) if len(rule) else None
    if table is None or not (isinstance(value, float) or value is None):
        raise CannotFollow("looks its score up in a table that is not there")
    run.outcomes[name] = table.otherwise if value is None else table.value(value)


def _set(run: Run, rule: Element) -> None:
    name = rule.get("identifier") or ""
    value = value_of(run, rule[0]) if len(rule) else None
    cardinality, base_type = run.declared.outcomes.get(name, ("single", "float"))
    if isinstance(value, str) and base_type in ("float", "integer"):
        value = number(value)
    if cardinality != "single" and value is not None and not isinstance(value, list):
        value = [value]
    run.outcomes[name] = value
