"""Codes of random values."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR145",
        "The random values cannot be reckoned",
        "Each line of the block gives one name a value; without it there is no question to ask.",
        "```vars\nprice = randint(2 9)\n```",
        "Write one assignment a line, such as `price = randint(2, 9)` or `total = 3 * price`.",
    ),
    error(
        "LR146",
        "A value in the item cannot be shown",
        "What stands between `{{` and `}}` is reckoned when the site is built.",
        "A box costs {{ prize }} euros.",
        "Use names that the item's `vars` block assigns; to show braces as they are, write `\\{{`.",
    ),
    warning(
        "LR147",
        "Variants that are alike",
        "Learners would get the same question again, where the author wants another.",
        "`coin = pick(1, 2)` with `{ variants=8 }`.",
        "Give the values more room, or ask for fewer variants: `{ variants=2 }`.",
    ),
    warning(
        "LR148",
        "Braces that show no value",
        "`{{ name }}` looks like a value, and learners would read it as it stands.",
        "## What do {{ number }} boxes cost?",
        "Add a fenced block with the word `vars` that assigns it, or write `\\{{`. Where a block does, "
        "write two braces: `{{ number }}`, not `{ number }`.",
    ),
    error(
        "LR149",
        "The key depends on a value that is not shown",
        "Nobody could know the answer: the question is the same, whatever was drawn.",
        "```vars\nn = randint(2, 9)\n```\n\nWhat do the boxes cost? [[= {{ 3 * n }}]]",
        "Show the value in the question: write `What do {{ n }} boxes cost?` there.",
    ),
)
