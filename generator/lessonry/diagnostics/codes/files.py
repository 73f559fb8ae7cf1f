"""Codes of files and fields: what keeps a file from being read at all."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "LR001",
        "The file is not UTF-8",
        "Letters outside English would come out wrong, so nothing of the file is read.",
        "A lesson saved by an old editor as Windows-1252.",
        "Save the file as UTF-8 (in most editors: Save with encoding).",
    ),
    error(
        "LR002",
        "The front matter cannot be read",
        "The block between the `---` lines is YAML; where it breaks, every field in it is lost.",
        "title: Recovery: fix it first",
        "Put the value in quotes when it holds a colon, and indent with blanks, not tabs.",
    ),
    error(
        "LR003",
        "The file cannot be opened",
        "A lesson or quiz that cannot be read would be missing from the course.",
        "A quiz without read permission.",
        "Check that the file exists and that you may read it.",
    ),
    error(
        "LR004",
        "mkdocs.yml cannot be read",
        "It names the course and says where its folders are.",
        "plugins:\n- lessonry:\n  id delight",
        "Mend the YAML at the place shown.",
    ),
    error(
        "LR005",
        "The plugin is not switched on",
        "Without it, pages show the quiz blocks as text and the exam is no exam.",
        "plugins:\n- search",
        "Write `plugins:` in mkdocs.yml with two lines under it: `- search` and `- lessonry`.",
    ),
    error(
        "LR006",
        "A plugin that cannot work beside lessonry",
        "It would build the course again in each language, with lessons that lessonry does not know.",
        "plugins:\n- lessonry\n- i18n:\n    docs_structure: suffix",
        "Take the plugin out, and write `languages:` under lessonry: see the page on several languages.",
    ),
    error(
        "LR010",
        "Unknown field",
        "A misspelt field would be ignored in silence, and the setting with it.",
        "pas_mark: 80%",
        "Correct the spelling or take the field out.",
    ),
    error(
        "LR011",
        "The field's value is not what it must be",
        "lessonry would have to guess what was meant.",
        "max_attempts: often",
        "Write a value of the kind that the message names.",
    ),
    error(
        "LR012",
        "A field is missing",
        "What is made from the file cannot be made without it.",
        "An issuer.yml without a name.",
        "Add the field.",
    ),
)
