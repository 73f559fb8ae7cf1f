"""Codes of gaps in the prose."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR130",
        "The gap is empty",
        "No answer could be right.",
        "The capital is [[ ]].",
        "Write the answer between the brackets: `[[answer]]`.",
    ),
    error(
        "LR131",
        "The pattern cannot be used",
        "A pattern must mean the same in every browser and on the trainer's computer.",
        "[[/colou?r(/]]",
        "Use letters, `.`, `[…]`, `( )`, `|`, `?`, `*`, `+`, `{2,3}`; try `a|b` for alternatives.",
    ),
    error(
        "LR132",
        "A gap in the heading",
        "The heading names the question in lists and for screen readers; a field cannot stand there.",
        "## The capital of France is [[Paris]]",
        "Put the sentence with the gap under the heading.",
    ),
    error(
        "LR134",
        "The gap is never closed",
        "What follows would be swallowed, or the brackets shown to the learner.",
        "The capital is [[Paris].",
        "Close it with `]]` on the same line.",
    ),
    error(
        "LR135",
        "The number cannot be read",
        "lessonry will not guess what is right.",
        "[[= 5 km ± 2%]]",
        "Write `= 42`, `= 3.14 ± 0.01`, `= 5 ± 2% km`, `= 10..20` or `= 3.14159 sf 3`.",
    ),
    error(
        "LR136",
        "A gap that reads two ways",
        "One of the two would be another question.",
        "[[= 1,234]] is 1234, or 1.234",
        "Write the one that you mean, so that it cannot be read as the other.",
    ),
    error(
        "LR137",
        "Unknown unit, or two units",
        "What a learner types in another unit is converted; for that the unit must be known.",
        "[[= 5 metrs]]",
        "Write it as `km`, `m/s`, `kg m^2`, `°C`, `%` or `€`; put any other word behind the gap.",
    ),
    error(
        "LR138",
        "The list that drops down cannot be used",
        "It needs a right choice, a wrong one, and texts that a learner can tell apart.",
        "[[ (is) | is ]]",
        "Write `[[ (right) | wrong | wrong ]]`, in plain text.",
    ),
    warning(
        "LR139",
        "Slips that nothing forgives",
        "A pattern says what it takes, and in a number or a word of three letters each sign counts.",
        "## The cat { typos=1 }, and [[cat]]",
        "Take `typos` out, or write the misspelt words as alternatives.",
    ),
    warning(
        "LR140",
        "The item has no explanation",
        "Saying why is what teaches (effect 0.49; the right answer alone 0.32; right or wrong 0.05: "
        "Van der Kleij 2015).",
        "An item whose choices carry no feedback and that has no explanation.",
        "Add `!!! explanation` with two sentences, or feedback under each choice.",
    ),
)
