"""Codes of translations: what differs from the original in more than its words."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR640",
        "The language cannot be read",
        "A translation is built from what mkdocs.yml says of it.",
        "languages: [es, fr]",
        "Write a mapping, `languages:` with `es: { site_name: … }` under it.",
    ),
    warning(
        "LR641",
        "The file translates nothing",
        "A translation has the name of its original, which tells what it translates.",
        "docs/es/apertura.md, and no docs/apertura.md",
        "Give the file the name and the place that the original has.",
    ),
    warning(
        "LR642",
        "The page is not translated",
        "Learners of the other language are shown the original, with a notice.",
        "docs/recovery.md, and no docs/es/recovery.md",
        "Translate the page, under the same name in the folder of the language.",
    ),
    warning(
        "LR643",
        "The quiz is not translated",
        "Learners of the other language are asked in the original's.",
        "quizzes/recovery.md, and no quizzes/es/recovery.md",
        "Translate the quiz, under the same name in the folder of the language.",
    ),
    error(
        "LR644",
        "The items are others than in the original",
        "Progress and exams are kept by item: both languages must ask the same.",
        "An item `{ #lamp }` in quizzes/es/recovery.md that quizzes/recovery.md does not have.",
        "Write the same items, with the names that they have in the original.",
    ),
    error(
        "LR645",
        "The item is built differently from the original",
        "A response given in one language must mean the same in the other.",
        "Four choices in the original, and three in the translation.",
        "Bring as many parts of the same kinds as the original has, in the same order.",
    ),
    error(
        "LR646",
        "Something else is right than in the original",
        "One answer cannot be right in one language and wrong in the other.",
        "- (x) before the second choice, where the original has it before the third.",
        "Mark the same parts as the original does, in the same order.",
    ),
    error(
        "LR647",
        "The lesson is built differently from the original",
        "What makes a lesson done is the same in every language.",
        "/// quiz | moments in the original, and no quiz in the translation.",
        "Place the same quizzes, list as many objectives, and end the preview as the original does.",
    ),
    warning(
        "LR648",
        "The achievement is not translated",
        "Certificates of the other language say in the original's what was earned.",
        "certificates/achievements/done.yml, and no certificates/es/achievements/done.yml",
        "Translate the name, the description and the criteria.",
    ),
    warning(
        "LR649",
        "The original has changed since it was translated",
        "The translation may say what the original no longer says.",
        'translated_from: ""',
        "Bring the translation up to date, then write the digest that is named here.",
    ),
    error(
        "LR650",
        "The random values differ from the original's",
        "A response given in one language is graded by the values that it was given to.",
        "## ¿Cuánto es? without the `{ #name }` that the original has, and a block `vars`.",
        "Give the item the original's name, and the block `vars` as it is there.",
    ),
    warning(
        "LR651",
        "A folder that looks like a translation and is declared as none",
        "Its pages are lessons of their own, so there are twice as many, and objectives change names.",
        "docs/es/welcome.md beside docs/welcome.md, and no `languages:` in mkdocs.yml",
        "Declare the language below `lessonry:` in mkdocs.yml: `languages:` with `es: {}` under it.",
    ),
)
