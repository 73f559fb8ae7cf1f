"""Checks of what luck and cunning may earn: keys in one place, and exams that guessing passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import exp, lgamma, log, log1p

from lessonry.diagnostics import Diagnostic
from lessonry.domain.guessing import chance_to_pass, in_words
from lessonry.domain.items import ChoiceItem
from lessonry.domain.quiz import Mode, Quiz

FEWEST = 6
"""Items of one key from which a habit can be told from chance."""
BY_CHANCE = 1 / 1000
"""How unlikely a clustering of keys must be before it is called a habit."""
TOLERATED = 1 / 100
"""How likely a guesser may pass an exam before it is worth a warning."""
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


def check_guessing(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield what lets learners reach points without knowing anything."""
    yield from _same_place(quiz)
    if quiz.mode is Mode.EXAM:
        yield from _lucky(quiz)


def _same_place(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield a warning where the keys of choices that never move crowd in one place."""
    keys: list[tuple[int, ChoiceItem]] = []
    for item in quiz.items:
        moves = quiz.shuffle and item.shuffle
        if isinstance(item, ChoiceItem) and len(item.key) == 1 and not moves:
            keys.append((next(n for n, c in enumerate(item.choices) if c.is_key), item))
    if len(keys) < FEWEST:
        return
    counts = Counter(place for place, _ in keys)
    place, most = min(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    chances = [1 / len(item.choices) for _, item in keys if len(item.choices) > place]
    # Any place could have been the crowded one, so each of them may be it by chance.
    if at_least(most, chances) * max(len(item.choices) for _, item in keys) < BY_CHANCE:
        first = next(item.choices[place] for found, item in keys if found == place)
        named = PLACES[place] if place < len(PLACES) else f"{place + 1}th"
        among = f"all {most:,}" if most == len(keys) else f"{most:,} of the {len(keys):,}"
        message = f"In {among} items of one key it is the {named} choice."
        yield Diagnostic(code="LR404", message=message, place=first.place)


def at_least(wanted: int, chances: list[float]) -> float:
    """Return how likely at least `wanted` of independent events happen, or a little more.

    Reckoned as if all were as likely as they are on average, which never makes a crowd less likely
    (W. Hoeffding, On the distribution of the number of successes in independent trials, 1956).
    """
    count, mean = len(chances), sum(chances) / len(chances)
    if wanted <= count * mean + 1 or mean >= 1:
        return 1.0
    ways = (
        lgamma(count + 1) - lgamma(n + 1) - lgamma(count - n + 1)
        + n * log(mean) + (count - n) * log1p(-mean)
        for n in range(wanted, count + 1)
    )  # fmt: skip
    return sum(exp(way) for way in ways)


def _lucky(quiz: Quiz) -> Iterator[Diagnostic]:
    if quiz.pass_mark is None or quiz.pass_mark.value == 0:
        return  # LR152 and LR155 say more.
    chance = chance_to_pass(quiz)
    if chance > TOLERATED:
        yield Diagnostic(
            code="LR408",
            message=f"Who guesses everything passes with a chance of {in_words(chance)}.",
            place=quiz.field_places.get("pass_mark", quiz.place),
        )
