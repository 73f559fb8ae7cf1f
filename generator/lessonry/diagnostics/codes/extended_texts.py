"""Codes of texts to write, and of the rubrics that learners judge them by."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "LR180",
        "A text without a rubric",
        "No program judges a text fairly, so the learner does; without a rubric there is nothing to "
        "judge it by.",
        "## Answer the letter.\n\n[[...]]",
        "Add `!!! rubric` with a list of what a good text has, or `{ points=0 }` behind the heading "
        "for a text that is not judged.",
    ),
    error(
        "LR181",
        "The rubric cannot be read",
        "Each line of it becomes a box that the learner ticks.",
        "!!! rubric\n    Is it polite?",
        "Write `!!! rubric`, and under it a list, indented by four blanks: `    - It says sorry`.",
    ),
    error(
        "LR182",
        "Two places to write",
        "An item has one text, and one rubric for it.",
        "First [[...]] and then [[...]]",
        "Make two items of it.",
    ),
    error(
        "LR183",
        "A text to write in an exam",
        "Neither the page nor `lessonry issue` can judge a text, and who judges their own cannot "
        "certify it.",
        "`[[...]]` in a quiz with `mode: exam`.",
        "Put the item into a practice quiz; in a pool, write `{ for=practice }` behind its heading.",
    ),
)
