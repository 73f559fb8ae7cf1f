"""Gaps in the text: words and numbers to type, lists that drop down, words to drag."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lessonry.domain.gaps import Gap, NumericEntryGap, TextAnswer, TextEntryGap
from lessonry.domain.items import GapItem
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.patterns import PatternError, compile_pattern
from lessonry.domain.response import Response
from lessonry.importers.drafts import inline_gap
from lessonry.importers.qti import tree
from lessonry.importers.qti.expressions import CannotFollow
from lessonry.importers.qti.numbers import is_parsed, numeric_answers
from lessonry.importers.qti.patterns import example, from_xsd
from lessonry.importers.qti.question import Given, Made, Question, Refused
from lessonry.importers.qti.rights import right_values, tests_of
from lessonry.importers.qti.tree import Element, find, is_true, whole, words
from lessonry.importers.qti.variables import Answers, Value, number
from lessonry.readers.gaps.text_entry import MOST_TYPOS

DRAGGED: Final = (
    "Words were dragged into the gaps; now each gap is a list of all of them, and one may be chosen"
    " more than once."
)
LEFT_EMPTY: Final = "Some of its gaps are to be left empty, and a gap here always has an answer."
NO_WORD: Final = "The file does not say which word is right for each gap."
ANY_ORDER: Final = (
    "Words that may stand in any order are right in each of their gaps here, even if one is given"
    " twice."
)
FORGIVING: Final = "How many typing slips are forgiven goes by the length of an answer here."
WRONG: Final = "\ue002"
"""A text that nobody types: what stands for a wrong answer where one is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One gap: its response, what may be given, and what is right."""

    answers: Answers
    gap: Gap
    right: Value
    choices: Mapping[str, str]
    """Of a list, the foreign identifiers by our letters."""


def entries(question: Question, interactions: Sequence[Element]) -> Made:
    """Return a gap item of interactions that stand in the text."""
    places: list[_Place] = []
    for index, interaction in enumerate(interactions):
        name = interaction.get("responseIdentifier") or "RESPONSE"
        answers = question.declared.answers.get(name)
        if answers is None:
            raise Refused(f"It does not declare its response {name}.")
        if interaction.tag == "inlineChoiceInteraction":
            places.append(_list(question, interaction, answers))
        elif answers.is_number or is_parsed(question.root, name):
            places.append(_number(question, answers))
        else:
            places.append(_words(question, answers))
        tree.replace(interaction, gap_mark(index) + (interaction.tail or ""))
    return _made(question, _in_any_order(question, places))


def _in_any_order(question: Question, places: list[_Place]) -> list[_Place]:
    """Return the gaps, each with the words of all of them where their order does not matter.

    Their right words differ then, so that all of them together are what is tried as right.
    """
    gaps = [place.gap for place in places if isinstance(place.gap, TextEntryGap)]
    rights = [str(place.right) for place in places]
    if len(gaps) < 2 or len(gaps) < len(places):
        return places
    merged = tuple(dict.fromkeys(answer for gap in gaps for answer in gap.answers))
    texts = [answer.text for answer in merged if not answer.is_pattern]
    try:
        if len(set(rights)) < len(rights):
            if any(set(gap.answers) != set(merged) for gap in gaps) or len(texts) < len(gaps):
                return places
            rights = _together(question, places, texts)
        turned = [rights[1:] + rights[:1], rights[::-1]]
        worths = [_worth(question, places, said) for said in (rights, *turned)]
        nothing = _worth(question, places, [WRONG] * len(places))
        twice = _worth(question, places, rights[:1] * len(places))
    except CannotFollow:
        return places
    if min(worths) < max(worths) - 1e-6 or max(worths) <= max(nothing, twice):
        return places
    question.note(ANY_ORDER)
    return [
        replace(place, gap=replace(gap, answers=merged), right=right)
        for place, gap, right in zip(places, gaps, rights, strict=True)
    ]


def _together(question: Question, places: Sequence[_Place], texts: list[str]) -> list[str]:
    """Return a word for each gap that together earn most: of synonyms only one counts."""
    chosen: list[str] = []
    for left in range(len(places) - 1, -1, -1):
        rest = [text for text in texts if text not in chosen]
        chosen.append(
            max(rest, key=lambda t: _worth(question, places, [*chosen, t, *[WRONG] * left]))
        )
    return chosen


def _worth(question: Question, places: Sequence[_Place], said: Sequence[str]) -> float:
    given: Given = {
        place.answers.name: place.answers.value([text])
        for place, text in zip(places, said, strict=True)
    }
    return question.process(given).score


def _words(question: Question, answers: Answers) -> _Place:
    """Return a gap for words: every text and pattern that earns all there is to earn."""
    said = [*answers.correct, *(entry.key for entry in answers.entries if entry.points > 0)]
    patterns: list[str] = []
    for test in tests_of(question.root, answers.name):
        if test.tag == "patternMatch":
            patterns.append(test.get("pattern") or "")
        else:
            said += ["".join(map(str, v.itertext())) for v in find(test, "baseValue")]
    texts = list(dict.fromkeys(text.strip() for text in said if text.strip()))
    accepted, cased = _accepted(question, answers, texts)
    typos = _typos(question, answers.name)
    made = [
        TextAnswer(text=text, ignore_case=not cased.get(text, False), typos=typos)
        for text in accepted
    ]
    for pattern in dict.fromkeys(patterns):
        source, ignore_case = from_xsd(pattern)
        try:
            compile_pattern(source, ignore_case=ignore_case)
        except PatternError as error:
            question.note(f"The pattern `{pattern[:200]}` was left out: {error}.")
            continue
        made.append(TextAnswer(text=source, is_pattern=True, ignore_case=ignore_case))
    if not made:
        raise Refused("The file does not say which words are right.")
    gap = TextEntryGap(answers=tuple(made), place=question.draft.place)
    right = next((a.text for a in made if not a.is_pattern), None) or next(
        (text for a in made if (text := example(a.text)) is not None and a.accepts(text)), None
    )
    return _Place(answers=answers, gap=gap, right=right, choices={})


def _typos(question: Question, name: str) -> int:
    """Return how many typing slips ONYX forgives in a response."""
    for test in find(question.root, "mapTolResponse"):
        slips = min(whole(test, "tolerance", 0), MOST_TYPOS)
        if test.get("identifier") == name and slips > 0:
            question.note(FORGIVING)
            return slips
    return 0


def _accepted(
    question: Question, answers: Answers, texts: list[str]
) -> tuple[list[str], dict[str, bool]]:
    """Return the texts that are wholly right, and of each whether its capitals matter.

    Each is tried alone and beside right answers: one alone may earn nothing yet, and beside others
    a word that may be given once earns nothing again.
    """
    weights = {entry.key.strip(): entry for entry in answers.entries}
    if not texts:
        return [], {}
    others = right_values(question.root, question.declared, but=answers.name)

    def worth(text: str, beside: Given) -> float:
        return question.process({**beside, answers.name: text}).score

    def earned(text: str) -> float:
        return max(worth(text, beside) - lost for beside, lost in nothing)

    try:
        nothing = [(beside, worth(WRONG, beside)) for beside in ({}, others)]
        worths = {text: earned(text) for text in texts}
        cased = {
            t: abs(earned(t.swapcase()) - worths[t]) > 1e-6 for t in texts if t.swapcase() != t
        }
        best = max(worths.values())
    except CannotFollow:
        best = 0.0
    if best <= 0:
        kept = [text for text in texts if text in answers.correct or text in weights] or texts[:1]
        return kept, {text: _is_cased(question, answers, text) for text in kept}
    for text, points in worths.items():
        if points < best - 1e-6 and (points > 0 or text in answers.correct):
            share = max(0, round(points / best * 100))
            question.note(f"The answer {text!r} was worth {share} % and is wrong here.")
    return [text for text in texts if worths[text] >= best - 1e-6], cased


def _is_cased(question: Question, answers: Answers, text: str) -> bool:
    """Return whether a text's capitals matter, as far as the file says it of this text."""
    for entry in answers.entries:
        if entry.key.strip() == text:
            return entry.cased
    for test in tests_of(question.root, answers.name):
        if test.tag == "stringMatch" and any(words(v) == text for v in find(test, "baseValue")):
            return is_true(test, "caseSensitive")
    return False


def _number(question: Question, answers: Answers) -> _Place:
    found = numeric_answers(question.root, answers)
    if not found:
        raise Refused("The file does not say which number is right.")
    gap = NumericEntryGap(answers=tuple(found), unit=None, units=(), place=question.draft.place)
    shown = number(next(iter(answers.correct), None))
    middle = float((found[0].low + found[0].high) / 2)
    return _Place(answers=answers, gap=gap, right=shown or middle, choices={})


def _list(question: Question, interaction: Element, answers: Answers) -> _Place:
    texts = {
        one.get("identifier") or "": " ".join(words(one).split())
        for one in find(interaction, "inlineChoice")
    }
    return _chosen(question, texts, answers, answers.name, lambda name: name)


def _chosen(
    question: Question,
    texts: Mapping[str, str],
    answers: Answers,
    name: str,
    value: Callable[[str], str],
) -> _Place:
    """Return a list that drops down with its key, which is tried where more than one may be right."""
    key = [one for one in answers.correct if one in texts]
    others = right_values(question.root, question.declared, but=name)
    try:
        worths = {one: question.process({**others, name: value(one)}).score for one in texts}
        best = max(worths.values(), default=0.0)
        if min(worths.values(), default=0.0) < best:
            tried = [one for one, points in worths.items() if points >= best - 1e-6]
            key = tried if not key or set(key) & set(tried) else key
    except CannotFollow:
        pass
    if not key:
        key = [e.key for e in answers.entries if e.points > 0 and e.key in texts][:1]
    gap = inline_gap(question.draft.place, [(texts[one], one in key) for one in texts])
    rest = dict(texts)
    letters: dict[str, str] = {}
    for choice in gap.choices:
        one = next(n for n, text in rest.items() if " ".join(text.split()) == choice.text)
        rest.pop(one)
        letters[choice.identifier] = value(one)
    right = value(key[0]) if key else None
    return _Place(answers=answers, gap=gap, right=right, choices=letters)


def _made(question: Question, places: list[_Place]) -> Made:
    item = question.draft_with_stem().gaps([place.gap for place in places])

    def given(response: Response) -> Given:
        made: dict[str, Value] = {}
        for place, value in zip(places, response.values, strict=False):
            if not value:
                continue
            name = place.answers.name
            said = place.choices.get(value, value) if place.choices else value
            one = place.answers.value([said])
            before = made.get(name)
            if before is None:
                made[name] = one
            else:  # of a single response, too, where the gaps of it are several
                made[name] = [
                    scalar
                    for v in (before, one)
                    for scalar in (v if isinstance(v, list) else [v])
                    if scalar is not None
                ]
        return made

    return Made(item=item, given=given, probes=_probes(item, places))


def _probes(item: GapItem, places: list[_Place]) -> tuple[Response, ...]:
    """Return all right, and each gap wrong or empty by itself, each right by itself, all wrong."""
    right: list[str] = []
    for place in places:
        by_value = {value: letter for letter, value in place.choices.items()}
        value = place.right
        if value is None:
            return ()
        said = str(value) if not isinstance(value, float) else repr(value)
        right.append(by_value.get(said, said))
    wrong = [_wrong(place, one) for place, one in zip(places, right, strict=True)]
    probes = [tuple(right), tuple(wrong)]
    for index in range(len(places)):
        probes.append((*right[:index], wrong[index], *right[index + 1 :]))
        probes.append((*right[:index], "", *right[index + 1 :]))
        probes.append((*wrong[:index], right[index], *wrong[index + 1 :]))
    return tuple(Response(values=values) for values in probes)


def _wrong(place: _Place, right: str) -> str:
    if place.choices:
        gap = place.gap
        key: frozenset[str] = getattr(gap, "key", frozenset())
        return next((letter for letter in place.choices if letter not in key), right)
    if isinstance(place.gap, NumericEntryGap):
        return repr(float(max(answer.high for answer in place.gap.answers)) * 2 + 1_000.5)
    return WRONG


def gap_match(question: Question, interaction: Element) -> Made:
    """Return a gap item of a `gapMatchInteraction`: each gap is a list of all the words.

    Raises:
        Refused: Pictures are dragged, or a gap has no key.
    """
    name = interaction.get("responseIdentifier") or "RESPONSE"
    answers = question.declared.answers.get(name)
    if answers is None:
        raise Refused(f"It does not declare its response {name}.")
    if next(find(interaction, "gapImg"), None) is not None:
        raise Refused("Pictures are dragged into its gaps, and a list here holds words alone.")
    texts = {one.get("identifier") or "": words(one) for one in find(interaction, "gapText")}
    pairs = [pair.split() for pair in answers.correct]
    pairs += [e.key.split() for e in answers.entries if e.points > 0 and not answers.correct]
    places: list[_Place] = []
    found = [one for one in find(interaction, "gap") if one.get("identifier")]
    for index, one in enumerate(found):
        gap_name = one.get("identifier") or ""
        key = {
            one if other == gap_name else other
            for one, other in (pair for pair in pairs if len(pair) == 2)
            if gap_name in (one, other)
        }
        if not key & set(texts):
            raise Refused(LEFT_EMPTY if pairs else NO_WORD)
        places.append(_word_list(question, texts, answers, gap_name, key))
        tree.replace(one, gap_mark(index) + (one.tail or ""))
    question.note(DRAGGED)
    for one in list(find(interaction, "gapText")):
        tree.replace(one, one.tail or "")
    interaction.tag = "div"
    return _made(question, places)


def _word_list(
    question: Question, texts: Mapping[str, str], answers: Answers, gap: str, key: set[str]
) -> _Place:
    made = inline_gap(question.draft.place, [(text, one in key) for one, text in texts.items()])
    letters: dict[str, str] = {}
    rest = dict(texts)
    for choice in made.choices:
        one = next(n for n, text in rest.items() if " ".join(text.split()) == choice.text)
        rest.pop(one)
        letters[choice.identifier] = f"{one} {gap}"
    right = next(value for letter, value in letters.items() if letter in made.key)
    return _Place(answers=answers, gap=made, right=right, choices=letters)
