"""Codes of items: stems, options, hints and explanations."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "LR100",
        "A quiz or a section without items",
        "An empty quiz teaches nothing, an empty exam would pass everybody, and a title needs a text.",
        "A quiz file with front matter only.",
        "Write an item: a `##` heading with the question, and a list of choices under it.",
    ),
    error(
        "LR101",
        "Text before the first item",
        "An item begins with a `##` heading; what stands before the first one belongs to none.",
        "Read each question twice.\n\n## Which …",
        "Move the text into `description:` in the front matter, or under a heading.",
    ),
    error(
        "LR110",
        "The stem is empty",
        "The learner would see choices and no question.",
        "## { #first }\n\n- (x) Yes\n- ( ) No",
        "Write the question in the `##` heading or under it.",
    ),
    error(
        "LR111",
        "The item asks for nothing",
        "There is neither a list of choices nor a gap, so nobody can answer it.",
        "## What is service recovery?",
        "Add a list like `- (x) right` and `- ( ) wrong`, or a gap like `[[answer]]`.",
    ),
    error(
        "LR112",
        "The item reads two ways",
        "lessonry tells the kind from what is written, and this could be two kinds.",
        "A gap `[[…]]` in the text and a list of choices under it.",
        "Make two items of it.",
    ),
    error(
        "LR113",
        "Two items share an identifier",
        "What learners answered is kept by it: two items would overwrite each other.",
        "## First { #greet }\n## Second { #greet }",
        "Give one of them another identifier.",
    ),
    error(
        "LR114",
        "The braces behind the heading cannot be read",
        "They hold the item's identifier and options; what is not understood would be lost.",
        "## Which … { #greet pionts=2 }",
        "Write `{ #identifier points=2 objective=lesson-1 shuffle=false }`, each part if needed.",
    ),
    error(
        "LR115",
        "An admonition that quizzes do not know",
        "`hint` and `explanation` have a meaning; what only resembles them would be shown to all.",
        "??? hints",
        "Write `??? hint` or `!!! explanation`.",
    ),
    error(
        "LR116",
        "Written twice",
        "An item has one hint and one explanation; a second would replace the first.",
        "Two `!!! explanation` blocks under one heading.",
        "Put both texts into one block.",
    ),
    error(
        "LR117",
        "A reason that would be shown with the question",
        "What stands neither under a choice nor in the explanation is a part of the question: "
        "everybody could read it before answering, in an exam too.",
        "- (x) Say sorry\n- ( ) Explain\n\nThe guest wants to be heard first.",
        "Indent it by four blanks under its choice (`> …`) or under `!!! explanation`.",
    ),
)
