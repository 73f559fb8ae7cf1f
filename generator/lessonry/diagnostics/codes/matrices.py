"""Codes of matrix items."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "LR175",
        "A row of the table has no key",
        "Nobody could answer the item rightly.",
        "| | owed | a gift |\n| --- | --- | --- |\n| A clean table | ( ) | ( ) |",
        "Mark the right cell of the row with `(x)` or `[x]`; "
        "to ask for opinions, write `{ survey=true }` behind the heading.",
    ),
    error(
        "LR176",
        "A key too many in the table",
        "Round brackets ask for one column a row, and a survey has no key at all.",
        "| | owed | a gift |\n| --- | --- | --- |\n| A clean table | (x) | (x) |",
        "Leave one `(x)` in the row, or use square brackets `[x]` and `[ ]` throughout.",
    ),
    error(
        "LR177",
        "Round and square brackets in one table",
        "Round ones ask for one column a row, square ones for several: which is it?",
        "| | owed | a gift |\n| --- | --- | --- |\n| A clean table | (x) | [ ] |",
        "Use `( )` throughout, or `[ ]` throughout.",
    ),
    error(
        "LR178",
        "A cell of the table does not fit",
        "The first line holds the columns' heads, the first column the rows' texts, and every other "
        "cell brackets to choose by.",
        "| | owed | a gift |\n| --- | --- | --- |\n| A clean table | (x) | |",
        "Write `( )` or `(x)` into every cell but those of the first line and the first column.",
    ),
    error(
        "LR179",
        "Rows or columns that leave nothing to tell apart",
        "Two equal ones cannot be answered differently, and a single column is no choice.",
        "| | owed |\n| --- | --- |\n| A clean table | (x) |",
        "Change or remove one of two equal texts, or add a second column.",
    ),
)
