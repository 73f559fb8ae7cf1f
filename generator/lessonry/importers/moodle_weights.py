"""What Moodle's weights of answers mean here: which are keys, and how partly right answers count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lessonry.domain.partial_credit import PartialCredit
from lessonry.importers.drafts import decimal_text

ABOUT: Final = Fraction(1, 100)
"""How far weights may be off that mean the same: three times `33` is a whole."""
LONGEST_LABEL: Final = 40
ONE_AT_MOST: Final = "Its best answer is worth {share} in Moodle; here it is wholly right."


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Answers with weights, as one of our policies has them."""

    keys: tuple[bool, ...]
    """Of each answer whether it is right."""
    multiple: bool
    policy: PartialCredit
    notes: tuple[str, ...]
    """A sentence for each thing that counts otherwise in Moodle."""


def weighed(shares: Sequence[Fraction], labels: Sequence[str], *, is_single: bool) -> Weighed:
    """Return what answers with these weights are.

    Args:
        shares: Of each what it is worth, from -1 to 1.
        labels: Of each what a note calls it.
        is_single: Whether one of them may be chosen.
    """
    return _single(shares, labels) if is_single else _several(shares)


def _single(shares: Sequence[Fraction], labels: Sequence[str]) -> Weighed:
    best = max(shares, default=Fraction(0))
    keys = tuple(share == best and best > 0 for share in shares)
    notes = []
    if 0 < best < 1:
        notes.append(ONE_AT_MOST.format(share=per_cent(best)))
    partly = [
        f"“{label[:LONGEST_LABEL]}” ({per_cent(share)})"
        for share, label in zip(shares, labels, strict=True)
        if 0 < share < best
    ]
    if partly:
        notes.append(f"These are partly right in Moodle and wrong here: {', '.join(partly)}.")
    if any(share < 0 for share in shares):
        notes.append("In Moodle a wrong answer costs points; here it earns none.")
    if sum(keys) > 1:
        notes.append(
            "Moodle takes any one of its right answers; here all of them have to be chosen."
        )
    return Weighed(
        keys=keys,
        multiple=sum(keys) > 1,
        policy=PartialCredit.ALL_OR_NOTHING,
        notes=tuple(notes),
    )


def _several(shares: Sequence[Fraction]) -> Weighed:
    keys = tuple(share > 0 for share in shares)
    right = [share for share in shares if share > 0]
    wrong = [share for share in shares if share <= 0]
    notes: list[str] = []
    if len(right) < 2:
        policy = PartialCredit.ALL_OR_NOTHING
        if right and right[0] < 1:
            notes.append(ONE_AT_MOST.format(share=per_cent(right[0])))
        if right and any(share > -1 for share in wrong):
            notes.append(
                "In Moodle who chooses a wrong answer beside the right one keeps some of its points;"
                " here it earns none."
            )
    else:
        policy = _policy(right, wrong, notes)
    return Weighed(keys=keys, multiple=True, policy=policy, notes=tuple(notes))


def _policy(
    right: Sequence[Fraction], wrong: Sequence[Fraction], notes: list[str]
) -> PartialCredit:
    share = Fraction(1, len(right))
    if any(abs(one - share) > ABOUT for one in right):
        weights = ", ".join(per_cent(one) for one in right)
        notes.append(f"Its right answers have weights ({weights}); here each counts the same.")
    if all(one == 0 for one in wrong):
        if wrong:
            notes.append(
                "In Moodle a wrong answer costs nothing; here who chooses more than there are right"
                " ones shares among all that was chosen."
            )
        return PartialCredit.PER_PART
    if any(abs(one + share) > ABOUT for one in wrong):
        weights = ", ".join(per_cent(-one) for one in dict.fromkeys(wrong))
        notes.append(f"A wrong answer costs {weights} in Moodle; here it costs {per_cent(share)}.")
    return PartialCredit.RIGHT_MINUS_WRONG


def per_cent(share: Fraction) -> str:
    """Return a share in per cent, with at most five decimals."""
    return f"{decimal_text(Fraction(round(share * 100, 5)))} %"


def has_star(word: str) -> bool:
    """Return whether an answer has Moodle's star, which stands for any letters."""
    return "*" in word.replace("\\*", "")


def unstarred(word: str) -> str:
    """Return an answer whose stars are stars."""
    return word.replace("\\*", "*")


def literal(word: str) -> str:
    """Return an answer of Moodle's that is these very words."""
    return word.replace("*", "\\*")


def pattern(word: str) -> str:
    """Return our pattern for an answer with Moodle's stars."""
    pieces = re.split(r"(?<!\\)\*+", " ".join(word.split()))
    return ".*".join(
        re.sub(r"[\^$\\.*+?()\[\]{}|/]", lambda sign: f"\\{sign[0]}", unstarred(piece))
        for piece in pieces
    )
