"""The draws of a locked exam, made at build time: only what is drawn together is locked together."""

from __future__ import annotations

import hashlib
from collections import Counter

from lessonry.domain.items import Item, variants
from lessonry.domain.quiz import Quiz

MOST_FORMS = 16
TRIES = 4
"""How many draws are looked at for each form, before those that were had already are enough."""

Form = tuple[tuple[str, int], ...]
"""One draw: the identifier of each item and the number of its variant, in the order of the quiz."""


def forms(quiz: Quiz) -> tuple[Form, ...]:
    """Return up to 16 draws by the rules of the quiz's sections, one where all draws are alike.

    Each takes the items that were asked least so far; among them a hash decides, so that the same
    exam has the same forms, and no secret is in them.
    """
    alike = all(asked >= len(items) for items, asked in quiz.draws)
    alike = alike and all(len(variants(item)) == 1 for item in quiz.items)
    made: list[Form] = []
    used: Counter[str] = Counter()
    for number in range(1 if alike else MOST_FORMS * TRIES):
        form = _form(quiz, used, number)
        used.update(identifier for identifier, _ in form)
        if form not in made:
            made.append(form)
        if len(made) == MOST_FORMS:
            break
    return tuple(made)


def _form(quiz: Quiz, used: Counter[str], number: int) -> Form:
    chosen: set[str] = set()
    for items, asked in quiz.draws:
        ranked = sorted(
            (item.identifier for item in items),
            key=lambda name: (used[name], _hash(f"{quiz.identifier}/{number}/{name}")),
        )
        chosen.update(ranked[:asked])
    return tuple(
        (item.identifier, _variant(quiz, item, used[item.identifier]))
        for item in quiz.items
        if item.identifier in chosen
    )


def _variant(quiz: Quiz, item: Item, times: int) -> int:
    """Return which variant is asked, after the item was asked so many times: one after the other."""
    first = _hash(f"{quiz.identifier}/{item.identifier}/variant")
    return (first + times) % len(variants(item))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
