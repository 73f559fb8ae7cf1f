"""Interactions with lists: choices, words to click, things to put in order."""

from __future__ import annotations

from itertools import combinations, islice, permutations
from typing import Final

from lessonry.domain.response import Response
from lessonry.importers.qti.expressions import CannotFollow
from lessonry.importers.qti.question import Made, Question, Refused, numbered, without
from lessonry.importers.qti.tree import Element, find, replace, whole, words
from lessonry.importers.qti.variables import Answers, Value
from lessonry.readers.lists import letter

MOST_PROBES: Final = 80
MOST_TRIED: Final = 1_023
"""Sets of choices that are tried where no key is declared: all of ten."""
MARKED: Final = "Words were chosen by a click in the text; now they are choices in a list below it."
ANY_OF_SEVERAL: Final = (
    "Several answers were right, and one was to be chosen: here all of them are."
)
FEEDBACK: Final = ("feedbackInline", "feedbackBlock")


def choice(question: Question, interaction: Element) -> Made:
    """Return a choice item of a `choiceInteraction`."""
    found = list(find(interaction, "simpleChoice"))
    texts = [question.text(without(one, *FEEDBACK)) for one in found]
    return _choice(question, interaction, found, texts)


def hottext(question: Question, interaction: Element) -> Made:
    """Return a choice item of a `hottextInteraction`, whose words stay in the text as well."""
    found = list(find(interaction, "hottext"))
    texts = [words(one) for one in found]
    question.note(MARKED)
    for one in found:
        replace(one, "".join(map(str, one.itertext())) + (one.tail or ""))
    return _choice(question, interaction, found, texts)


def _choice(
    question: Question, interaction: Element, found: list[Element], texts: list[str]
) -> Made:
    answers = declared_for(question, interaction)
    names = [one.get("identifier") or "" for one in found]
    multiple = answers.cardinality != "single"
    if multiple and whole(interaction, "maxChoices", 0) == 1 and len(answers.correct) == 1:
        multiple = False
    key = key_of(answers, names) or _tried(question, answers, names, multiple=multiple)
    if not multiple and len(key & set(names)) > 1:
        question.note(ANY_OF_SEVERAL)
        multiple = True
    told = [_inside(question, one) for one in found]
    item = question.draft.choice(
        [(t, n in key, f) for t, n, f in zip(texts, names, told, strict=True)],
        multiple=multiple,
    )
    return Made(
        item=item,
        given=lambda response: {answers.name: chosen(answers, names, response)},
        probes=_possible(set_probes(item.key, len(names), multiple=multiple), interaction),
        alone=tuple(Response(values=(one.identifier,)) for one in item.choices),
    )


def _tried(
    question: Question, answers: Answers, names: list[str], *, multiple: bool
) -> frozenset[str]:
    """Return what earns most, where only the rules say it: of sets that earn as much the smallest."""
    best, key = 0.0, frozenset[str]()
    sets = set_probes(frozenset(), len(names), multiple=multiple, most=MOST_TRIED)
    try:
        least = question.process({}).score
        for probe in sets[1:]:
            given = {answers.name: chosen(answers, names, probe)}
            points = question.process(given).score
            if points > max(best, least) + 1e-6:
                best = points
                key = frozenset(n for v in probe.values if (n := numbered(names, v)) is not None)
    except CannotFollow:
        return frozenset()
    return key


def _inside(question: Question, element: Element) -> str | None:
    """Return the feedback that stands inside of a choice."""
    texts = [question.text(one) for one in find(element, *FEEDBACK)]
    return "\n\n".join(text for text in texts if text) or None


def chosen(answers: Answers, names: list[str], response: Response) -> Value:
    """Return a response of letters as one of foreign identifiers."""
    return answers.value([n for v in response.values if (n := numbered(names, v)) is not None])


def key_of(answers: Answers, names: list[str]) -> frozenset[str]:
    """Return the foreign identifiers that are right: the key, or else what earns points."""
    if answers.correct:
        return frozenset(answers.correct)
    best = max((entry.points for entry in answers.entries), default=0.0)
    if best <= 0:
        return frozenset()
    least = best if answers.cardinality == "single" else 1e-9
    return frozenset(e.key for e in answers.entries if e.points >= least and e.key in names)


def set_probes(
    key: frozenset[str], count: int, *, multiple: bool, most: int = MOST_PROBES
) -> tuple[Response, ...]:
    """Return the key and other sets of choices, the small ones first."""
    letters = [letter(index) for index in range(count)]
    others = (
        Response(values=values)
        for size in range(1, count + 1 if multiple else 2)
        for values in combinations(letters, size)
    )
    return (Response(values=tuple(sorted(key))), *islice(others, most))


def _possible(probes: tuple[Response, ...], interaction: Element) -> tuple[Response, ...]:
    """Return the sets of choices that can be given at all, and the key first."""
    most = whole(interaction, "maxChoices", 0)
    return tuple(
        probe for at, probe in enumerate(probes) if not (at and 0 < most < len(probe.values))
    )


def order(question: Question, interaction: Element) -> Made:
    """Return an order item of an `orderInteraction`.

    Raises:
        Refused: Its right order is not said, or leaves things out.
    """
    answers = declared_for(question, interaction)
    found = {one.get("identifier") or "": one for one in find(interaction, "simpleChoice")}
    if not answers.correct:
        raise Refused("The file does not say which order is right.")
    if sorted(answers.correct) != sorted(found):
        raise Refused("Not all of the things have a place in the right order.")
    texts = [question.text(without(found[name], *FEEDBACK)) for name in answers.correct]
    item = question.draft.order(texts)
    foreign = dict(zip(item.key, answers.correct, strict=True))
    return Made(
        item=item,
        given=lambda response: {
            answers.name: answers.value([foreign[v] for v in response.values if v in foreign])
        },
        probes=(
            Response(values=item.key),
            *(Response(values=p) for p in islice(permutations(item.key), 1, MOST_PROBES)),
            *(Response(values=p) for p in islice(permutations(item.key[::-1]), MOST_PROBES // 2)),
        ),
    )


def declared_for(question: Question, interaction: Element) -> Answers:
    """Return the declaration of an interaction's response.

    Raises:
        Refused: There is none.
    """
    name = interaction.get("responseIdentifier") or "RESPONSE"
    found = question.declared.answers.get(name)
    if found is None:
        raise Refused(f"It does not declare its response {name}.")
    return found
