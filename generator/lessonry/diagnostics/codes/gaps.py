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
        "LR133",
        "This kind of gap has no effect yet",
        "It is part of the quiz format but not of this version.",
        "[[= 3.14 ± 0.01]]",
        "Use a text gap such as `[[answer]]`, or choices.",
    ),
    error(
        "LR134",
        "The gap is never closed",
        "What follows would be swallowed, or the brackets shown to the learner.",
        "The capital is [[Paris].",
        "Close it with `]]` on the same line.",
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
