"""Codes of what surrounds lessons: related ones, downloads, workshops, changes, feedback."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR660",
        "A related lesson that is not there",
        "Learners would be sent to a page that does not exist.",
        "related: [unaskd]",
        "Name the lesson by its file without `.md`.",
    ),
    error(
        "LR661",
        "A workshop that is not on the list, or is there twice",
        "The lesson could not say which day, and which place, is meant.",
        "workshops: [counter-day], and no workshop of that name in mkdocs.yml",
        "Use the workshop's `name`, or its title in small letters with hyphens; give each its own.",
    ),
    error(
        "LR662",
        "A download that is missing",
        "Learners would get an error in place of the file.",
        "downloads: [chekclist.pdf]",
        "Write the path as seen from the lesson, or from docs/, and put the file into docs/.",
    ),
    error(
        "LR663",
        "A change of a lesson that is not there",
        "No page could show it.",
        "lessons: [unaskd], in changes.yml",
        "Name the lesson by its file without `.md`; take the name out if the lesson is gone.",
    ),
    error(
        "LR664",
        "A day that is none",
        "Learners could not be told when it is, or whether it is over.",
        "when: 4th of November",
        "Write year, month and day: `2026-11-04`.",
    ),
    warning(
        "LR665",
        "Editions that are not in order",
        "Pages and certificates name the first of the list as the newest.",
        "An edition of May above one of November.",
        "Put the newest first, or correct a date.",
    ),
    warning(
        "LR666",
        "The course has changed since its newest edition",
        "Learners and certificates are told of an edition that says something else by now.",
        "course: 0123456789abcdef, and the course is another",
        "Write what changed as a new edition; for a slip of the pen correct `course` alone.",
    ),
    error(
        "LR667",
        "Feedback that goes nowhere, or two ways",
        "What a learner writes would be lost.",
        "feedback:\n  github: my repository",
        "Name one way with an address that fits: `github`, `gitlab`, `mail` or `webhook`.",
    ),
    error(
        "LR668",
        "Comments that cannot be loaded",
        "Learners would allow a service and see nothing.",
        "comments:\n  giscus: {repo: owner/name}",
        "Give the service what it has to know; it shows that on its own page of settings.",
    ),
    warning(
        "LR669",
        "The same thing twice",
        "Learners wonder what the difference is; a lesson that is related to itself leads nowhere.",
        "related: [moments, moments]",
        "Take one of them out.",
    ),
    warning(
        "LR670",
        "A file of a full lesson that stays public",
        "A free page offers it, so no code is needed to get it.",
        "The same file under `downloads:` of a free and of a full lesson.",
        "Offer it in one of them, or take it as free.",
    ),
    warning(
        "LR671",
        "A translated list of changes that is unlike the original",
        "The original's words are shown for that edition.",
        "Edition 2 has three changes, and two in docs/es/changes.yml.",
        "Translate each change of the edition, in order.",
    ),
    error(
        "LR672",
        "The list of changes is missing",
        "Pages would tell of no edition.",
        "changes: history.yml, and no such file in docs/",
        "Write the file, or take `changes` out.",
    ),
)
