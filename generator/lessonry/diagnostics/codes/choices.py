"""Codes of choice items."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR120",
        "No choice is the key",
        "Nobody could answer the item rightly.",
        "- ( ) Yes\n- ( ) No",
        "Mark the right choice with `(x)` or `[x]`.",
    ),
    error(
        "LR121",
        "Two keys where one is asked for",
        "Round brackets ask for exactly one choice, so at most one can be right.",
        "- (x) Yes\n- (x) Also yes",
        "Leave one `(x)`, or use square brackets `[x]` and `[ ]` to ask for several.",
    ),
    error(
        "LR122",
        "Two choices are equal",
        "A learner who picks the wrong one of two equal texts has been treated unfairly.",
        "- (x) Thank her\n- ( ) Thank her",
        "Change or remove one of them.",
    ),
    error(
        "LR123",
        "Fewer than two choices",
        "A single choice is no choice.",
        "- (x) Yes",
        "Add a distractor: a choice that a sensible beginner would make.",
    ),
    error(
        "LR124",
        "A choice is empty",
        "The learner would see a button with nothing beside it.",
        "- ( )",
        "Write the choice's text behind the brackets.",
    ),
    error(
        "LR125",
        "Round and square brackets in one list",
        "Round ones ask for one choice, square ones for several: which is it?",
        "- (x) Yes\n- [ ] No",
        "Use `( )` throughout, or `[ ]` throughout.",
    ),
    error(
        "LR126",
        "A list line without brackets",
        "It stands among choices but is none, so the learner could not choose it.",
        "- (x) Yes\n- No",
        "Write `( )` or `[ ]` before it, or move it out of the list.",
    ),
    error(
        "LR127",
        "Brackets that make no choice",
        "They would be shown to the learner as they are, and `(x)` says which choice is right.",
        "-(x) Yes\n- ( ) No",
        "Write `- (x) text` or `- [x] text` at the beginning of a line, with a blank on each side.",
    ),
    warning(
        "LR128",
        "Two choices differ by capitals only",
        "Of two sentences that read alike one would be wrong, and nobody could say why.",
        "- (x) Thank her\n- ( ) thank her",
        "Change or remove one of them.",
    ),
)
