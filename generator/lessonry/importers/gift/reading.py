"""Reads a GIFT file: each category becomes a quiz, and each question an item or a line of the report."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from lessonry.diagnostics import Source
from lessonry.domain.fidelity import Carried, Fidelity, changed
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.collecting import LONGEST_QUESTION, shortened
from lessonry.importers.drafts import Names
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.gift.blocks import CATEGORY, Block, blocks, unfenced
from lessonry.importers.gift.items import Maker
from lessonry.importers.gift.joining import joined
from lessonry.importers.gift.question import GiftError, Question, marked, question_in, unmarked
from lessonry.importers.gift.texts import Texts
from lessonry.importers.imported import ImportedQuiz

LONGEST_ORIGINAL: Final = 4_000
CONTEXT = re.compile(r"\$[a-z0-9]+\$")
"""Where in Moodle a category is kept: `$course$`, `$system$`."""
PICTURES = re.compile(r"base64,[A-Za-z0-9+/\\=\s]+")
TAG = re.compile(r"<[^<>]*>")
NOUGHT: Final = (
    "A line with nothing but `0` ends it: Moodle takes that for a blank line, and so does this."
)
SWALLOWED: Final = (
    "No blank line stands between the category and this question: Moodle would lose it."
)
JOINED: Final = (
    "A blank line stands in it or before its answers: Moodle would read it as several questions, and"
    " refuse them."
)
LOOKS = re.compile(
    r"^\s*::.*?::|^\s*\$CATEGORY:|\{\s*(?:[=~#>]|(?:T|F|TRUE|FALSE)\s*[#}]|\})|(?<!\\)[~=][^\n{}]*\}",
    re.MULTILINE,
)
TEXT_ENDINGS: Final = ("", ".txt", ".text", ".md", ".markdown", ".gift")


@dataclass(slots=True)
class _Category:
    """A quiz in the making."""

    path: tuple[str, ...]
    names: Names = field(default_factory=Names)
    items: list[Item] = field(default_factory=list)
    report: list[Fidelity] = field(default_factory=list)


def matches(file: ForeignFile) -> bool:
    """Return whether the file looks like GIFT."""
    if b"\0" in file.data[:1024] and not file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if file.ending == ".gift":
        return True
    head = file.head.lstrip()
    if file.ending not in TEXT_ENDINGS or head.startswith(("<?xml", "<quiz", "{", "[[")):
        return False
    return LOOKS.search(head) is not None


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return a quiz for each category with questions, in the order of the file.

    Raises:
        ForeignError: There is no question in it, or there are too many.
    """
    categories: dict[tuple[str, ...], _Category] = {}
    path: tuple[str, ...] = ()
    texts = Texts(slug(file.stem) or "questions")
    source = Source(path=file.name, text="")
    found = list(joined(list(blocks(unfenced(file.text), file.name))))
    for block in found:
        if block.text.startswith(CATEGORY):
            path = _path(block.text.removeprefix(CATEGORY))
            continue
        category = categories.setdefault(path, _Category(path))
        _read(block, category, texts, source)
    if not categories:
        raise ForeignError(
            f"{file.name} holds no question in GIFT.",
            help="If it is in another format, name that with --from.",
        )
    return _quizzes(list(categories.values()), texts, file)


def _read(block: Block, category: _Category, texts: Texts, source: Source) -> None:
    """Add one question to its category."""
    texts.begin()
    notes: list[str] = [NOUGHT] if block.after_nought else []
    notes += [SWALLOWED] if block.is_swallowed else []
    notes += [JOINED] if block.is_joined else []
    kind, name, item = "question", "", None
    try:
        if len(PICTURES.sub("", block.text)) > LONGEST_QUESTION:
            raise GiftError(f"It has more than {LONGEST_QUESTION:,} characters.")
        question = question_in(block)
        kind, name = question.kind, _name(question)
        identifier = category.names.keep(block.number or "", question.name, name)
        maker = Maker(question, texts, source.at(1), identifier)
        maker.notes = [*notes, *maker.notes]
        notes = maker.notes
        item = maker.item()
        category.items.append(item)
        notes += texts.notes
        if block.number and block.number != identifier:
            notes.append(f"Its identifier `{block.number}` became `{identifier}`.")
    except GiftError as error:
        notes = [str(error), *notes]
    category.report.append(
        Fidelity(
            name=name or _shortened(block.text),
            kind=kind,
            carried=changed(notes) if item is not None else Carried.LEFT,
            notes=tuple(dict.fromkeys(notes)),
            line=block.line,
            item=item.identifier if item is not None else None,
            original=block.original[:LONGEST_ORIGINAL],
        )
    )


def _quizzes(
    categories: list[_Category], texts: Texts, file: ForeignFile
) -> tuple[ImportedQuiz, ...]:
    names, made = Names(), []
    encoding = file.encoding_note
    last = Counter(category.path[-1:] for category in categories)
    for category in categories:
        title = category.path[-1] if category.path else file.stem
        if last[category.path[-1:]] > 1:  # two of one name are told apart by those above them
            title = " / ".join(category.path)
        wishes = [title, " ".join(category.path[-2:]), file.stem]
        free = [wish for wish in wishes if slug(wish) and slug(wish) not in names.taken]
        identifier = names.take(*free, *wishes, "questions")
        quiz = Quiz(
            identifier=identifier,
            title=" ".join(title.split()) or identifier,
            sections=(Section(items=tuple(category.items)),),
            place=Source(path=file.name, text="").at(1),
        )
        made.append(
            ImportedQuiz(
                quiz=quiz,
                report=tuple(category.report),
                attachments=tuple(texts.pictures.values()),
                notes=(encoding,) if encoding else (),
            )
        )
    return tuple(made)


def _path(written: str) -> tuple[str, ...]:
    """Return the names of a category and of those above it; `//` is a stroke in a name."""
    text = unmarked(marked(written)).replace("//", "\0")
    names = [name.strip().replace("\0", "/") for name in text.split("/")]
    names = [name for name in names if name]
    if names and CONTEXT.fullmatch(names[0]):
        names = names[1:]
    return tuple(names[1:] if len(names) > 1 and names[0] == "top" else names)


def _name(question: Question) -> str:
    """Return what people call a question: its name, or the beginning of its text."""
    if question.name:
        return _shortened(question.name)
    blank = "_____" if question.is_in_sentence else ""
    return _shortened(question.text(blank).source)


def _shortened(text: str) -> str:
    return shortened(TAG.sub(" ", text))
