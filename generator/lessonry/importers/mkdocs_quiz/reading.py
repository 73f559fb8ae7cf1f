"""Reads the blocks of mkdocs-quiz on one page as one quiz."""

from __future__ import annotations

import re
from pathlib import PurePath

from lessonry.diagnostics import Source
from lessonry.domain.identity import slug
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.drafts import LONGEST_IDENTIFIER
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.markdown_text import read as read_markdown
from lessonry.importers.mkdocs_quiz.pages import FRONT, found_in, has_blocks, options_of
from lessonry.importers.mkdocs_quiz.questions import QuizError, item_in, kind_of

HEADING = re.compile(r"^# +(.+?)(?:\s#+)?\s*$", re.MULTILINE)
INDEXES = ("index", "readme")
PAGES = "docs"
"""The folder of pages, where MkDocs is not told another."""


def matches(file: ForeignFile) -> bool:
    """Return whether the file is a page with blocks of mkdocs-quiz."""
    if file.ending not in (".md", ".markdown", ".txt", "") or len(file.data) > 5_000_000:
        return False
    return any(mark in file.data for mark in (b"<quiz>", b"<?quiz?>")) and has_blocks(file.text)


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return the questions of the page as one quiz.

    Raises:
        ForeignError: There is no block on it.
    """
    collection = Collection(file)
    options = options_of(file.text)
    collection.notes += options.notes
    if not options.enabled:
        collection.notes.append(
            "The page has its quizzes switched off; they are read all the same."
        )
    place = Source(path=file.name, text="").at(1)
    blocks = list(found_in(file.text))
    collection.expect(len(blocks))
    for found in blocks:
        notes: list[str] = []
        original = Original(
            kind=kind_of(found), text=file.text[found.start : found.end], line=found.line
        )
        if collection.is_too_long(found.inside, original):
            continue
        try:
            item = item_in(found, "", place, read_markdown, notes)
        except QuizError as error:
            collection.leave(found.inside, original, str(error))
            continue
        said = item.heading or item.body
        identifier = collection.names.take(said.markdown if said else None, "question")
        collection.carry(item_in(found, identifier, place, read_markdown, []), original, notes)
    if not collection.report:
        raise ForeignError(f"{file.name} has no `<quiz>` block.")
    heading = HEADING.search(FRONT.sub("", file.text, count=1))
    quiz = collection.quiz(slug(file.stem) or "quiz", heading[1] if heading else file.stem)
    return (collection.imported(quiz),)


def page_name(file: ForeignFile) -> str:
    """Return what the quizzes of a page are named after: its path below the folder of pages."""
    path = PurePath(file.name.replace("\\", "/"))
    parts = list(path.parts)
    folders = [at for at, part in enumerate(parts) if part == PAGES]
    parts = parts[folders[-1] + 1 : -1] if folders else parts[-2:-1]
    if path.stem.lower() not in INDEXES:
        parts = [*(parts if folders else ()), path.stem]
    name = slug(" ".join(parts)) or slug(path.stem)
    return name[-(LONGEST_IDENTIFIER - 8) :].strip("-") or "quiz"
