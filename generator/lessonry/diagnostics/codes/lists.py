"""Codes of lists that are put in order or matched."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR170",
        "Too little to put in order or to match",
        "One entry has no order, and one partner leaves no choice.",
        "1. Say sorry",
        "Add an entry, or a distractor such as `- => right`.",
    ),
    error(
        "LR171",
        "A line of the list is empty",
        "The learner would have to place something that nobody can see.",
        "1. Say sorry\n2.",
        "Write its text, or take the line out.",
    ),
    error(
        "LR172",
        "Two lines of the list are equal",
        "A learner who takes the one for the other has been treated unfairly.",
        "1. Listen\n2. Mend it\n3. Listen",
        "Say what sets them apart, or take one of them out.",
    ),
    error(
        "LR173",
        "A line without `=>` among pairs",
        "Nobody could tell whether it is a thing to be matched or a partner.",
        "- Milk => fridge\n- Bread",
        "Write `- left => right`, or `- => right` for a partner that belongs to nothing.",
    ),
    warning(
        "LR174",
        "Two partners are almost the same",
        "They would stand in the list beside each other, and one of them would be wrong.",
        "- Milk => Fridge\n- Butter => fridge",
        "Write both alike where they are meant to be one.",
    ),
)
