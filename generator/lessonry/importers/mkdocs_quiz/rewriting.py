"""Rewrites a page of mkdocs-quiz: its blocks become ours, and all else stays as it is."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import Final

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.drafts import Names
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import Rewritten
from lessonry.importers.markdown_text import cleaned
from lessonry.importers.mkdocs_quiz.pages import Found, found_in, options_of
from lessonry.importers.mkdocs_quiz.questions import QuizError, item_in, kind_of
from lessonry.importers.mkdocs_quiz.reading import page_name
from lessonry.readers.quiz import read_quiz
from lessonry.writers.quiz import write_item

SLASHES = re.compile(r"^[ \t]*(/{3,})", re.MULTILINE)
NEAR: Final = 400
"""Characters around a block that are looked at for blank lines."""
ENDS_BLANK = re.compile(r"(?:\A|\n)[ \t]*\r?\n\Z")
BEGINS_BLANK = re.compile(r"[ \t]*\r?\n[ \t]*(?:\r?\n|\Z)|\s*\Z")
COMMENTS: Final = ("<!-- mkdocs-quiz intro -->", "<!-- mkdocs-quiz results -->")
INDENTED: Final = (
    "It stands indented, in a tab, a box or a list, where a quiz with its questions cannot stand here:"
    " move it out of there and import the page again."
)
SHUFFLED: Final = "---\nshuffle: true\n---\n\n"


def rewrite(file: ForeignFile, names: Names | None = None) -> Rewritten:
    """Return the page with our blocks in place of its own.

    Args:
        file: The page.
        names: Identifiers of quizzes that are given already, where several pages are rewritten.

    Raises:
        ForeignError: It is not UTF-8, which MkDocs cannot read either.
    """
    try:
        text = file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ForeignError(
            f"{file.name} is not UTF-8, so nothing on it can be rewritten.",
            help="Save it as UTF-8, as MkDocs reads it.",
        ) from error
    page = _Page(file, text, names or Names())
    options = options_of(text)
    if options.enabled:
        blocks = list(found_in(text))
        page.collection.expect(len(blocks))
        for found in blocks:
            page.add(found, is_shuffled=options.shuffle)
    else:
        page.notes.append("The page has its quizzes switched off, so it is left as it is.")
    page.notes += options.notes if page.collection.report else ()
    if page.quizzes and any(comment in text for comment in COMMENTS):
        page.notes.append("The comments for an intro and for results do nothing any more.")
    return Rewritten(
        text=page.text(),
        quizzes=tuple(page.quizzes),
        report=tuple(page.collection.report),
        notes=tuple(page.notes),
    )


class _Page:
    """A page on its way."""

    def __init__(self, file: ForeignFile, text: str, names: Names) -> None:
        self.source = Source(path=file.name, text="")
        self.written = text
        self.names = names
        self.collection = Collection(file)
        self.stem = page_name(file)
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.quizzes: list[Quiz] = []
        self.notes: list[str] = []
        self.pieces: list[str] = []
        self.done = 0

    def add(self, found: Found, *, is_shuffled: bool) -> None:
        """Put our block in the place of one of theirs; it stays where our reader would refuse it."""
        notes: list[str] = []
        block = self.written[found.start : found.end]
        original = Original(kind=kind_of(found), text=block, line=found.line)
        place = self.source.at(1)
        if self.collection.is_too_long(found.inside, original):
            return
        if found.indent:
            self.collection.leave(found.inside, original, INDENTED)
            return
        try:
            item = item_in(found, "question", place, cleaned, notes)
        except QuizError as error:
            self.collection.leave(found.inside, original, str(error))
            return
        identifier = Names().take(*(one.markdown for one in (item.heading, item.body) if one))
        item = item_in(found, identifier, place, cleaned, [])
        text = (SHUFFLED if is_shuffled else "") + write_item(item).rstrip("\n")
        refused = _refused(text)
        if refused:
            self.collection.leave(found.inside, original, *refused)
            return
        name = self._name()
        self.collection.carry(item, original, notes)
        self.quizzes.append(self._quiz(name, item, is_shuffled=is_shuffled))
        self._replace(found, _block(name, text))

    def text(self) -> str:
        """Return the page as it is now."""
        return "".join([*self.pieces, self.written[self.done :]])

    def _replace(self, found: Found, block: list[str]) -> None:
        made = self.line_end.join(line.rstrip() for line in block)
        begin, end = found.start, found.end
        before = self.written[max(0, begin - NEAR) : begin]
        if before.strip(BOM_UTF8.decode()) and not ENDS_BLANK.search(before):
            made = self.line_end * (1 if before.endswith("\n") else 2) + made
        behind = self.written[end : end + NEAR]
        if found.is_alone:
            end += len(behind) - len(behind.lstrip(" \t"))
            behind = behind.lstrip(" \t")
        if behind and not BEGINS_BLANK.match(behind):
            made += self.line_end * (1 if behind.startswith(("\n", "\r\n")) else 2)
        self.pieces += [self.written[self.done : begin], made]
        self.done = end

    def _name(self) -> str:
        """Return the name of the page's next quiz."""
        return self.names.take(f"{self.stem}-{len(self.quizzes) + 1}")

    def _quiz(self, name: str, item: Item, *, is_shuffled: bool) -> Quiz:
        return Quiz(
            identifier=name,
            title=self.stem,
            shuffle=is_shuffled,
            sections=(Section(items=(item,)),),
            place=self.source.at(1),
        )


def _block(name: str, text: str) -> list[str]:
    """Return the lines of our block, with more slashes than any line of its body begins with."""
    longest = max((len(run) for run in SLASHES.findall(text)), default=2)
    slashes = "/" * max(3, longest + 1)
    return [f"{slashes} quiz | {name}", *text.split("\n"), slashes]


def _refused(text: str) -> tuple[str, ...]:
    """Return what our reader finds wrong with a quiz, in its words."""
    found = Diagnostics()
    read = read_quiz(Source(path="page", text=text), found, identifier="page")
    said = tuple(f"{one.message} ({one.code})" for one in found.errors)
    return said or (() if read.items else ("Nothing of it can be read here.",))
