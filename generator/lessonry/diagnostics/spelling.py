"""Did you mean …? The nearest known word to a slip, and lists of words for messages."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_WORD = 80
"""Characters; what is longer is no slip."""


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` is most likely a slip of."""
    slip = word.casefold()
    allowed = 0 if len(slip) < 3 else 1 if len(slip) < 6 else 2 if len(slip) < 10 else 3
    if len(slip) > LONGEST_WORD:
        return None
    near = [
        # Of two that are as near, the one whose capitals are the author's.
        (distance(slip, right.casefold()), distance(word, right), right)
        for right in known
        if abs(len(right) - len(slip)) <= allowed
    ]
    close = min(near, default=(allowed + 1, 0, ""))
    return close[2] if close[0] <= allowed else None


def meant(word: str, known: Iterable[str]) -> str | None:
    """Return what `word` begins, "this or that", else what it is a slip of."""
    names = list(known)
    begun = [name for name in names if word and name.startswith(word.casefold())]
    return " or ".join(begun) or suggestion(word, names)


def distance(one: str, other: str) -> int:
    """Return how many letters are missing, too many, wrong or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], above[j - 2] + 1)
    return row[-1]


def listed(words: Iterable[str]) -> str:
    """Return words in back quotes, sorted, with commas."""
    return ", ".join(f"`{word}`" for word in sorted(words))
