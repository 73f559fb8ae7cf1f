"""Reads quizdown: a heading for each question, a list of answers, hints in block quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lessonry.diagnostics import Source
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.drafts import Draft
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.markdown_text import of_commonmark as read_markdown
from lessonry.importers.quizdown.cutting import ITEM, Question, cut
from lessonry.importers.quizdown.pages import OPENING, Embedded, embedded, files_named
from lessonry.readers.lists import dedented, span
from lessonry.readers.structure import blocks_of
from lessonry.readers.tokens import Token

TASK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]\s+\S", re.MULTILINE)
BOX = re.compile(r"\[(?P<mark>[ xX])\]\s+")
PAIR = re.compile(r"\s+::\s+")
"""What parts the two sides of a pair, in a dialect of quizdown for Quarto."""
WITHOUT = re.compile(r"\A::\s+")
"""How a partner begins that belongs to none."""
ENDINGS: Final = (
    *(".md", ".markdown", ".qmd", ".rmd", ".rst", ".txt", ".qd", ".quizdown", ".html"),
    "",
)
KEYS: Final = (
    *("shuffleAnswers", "shuffleQuestions", "nQuestions", "primaryColor", "secondaryColor"),
    *("textColor", "locale", "startOnLoad", "shuffle_answers", "shuffle_questions", "n_questions"),
    *("primary_color", "secondary_color", "text_color"),
)
KEY = re.compile(rf"^(?:{'|'.join(KEYS)})\s*:", re.MULTILINE)
HINT = re.compile(r"\A(?:Hint:|\*\*Hint:?\*\*:?)\s+")
EXPLANATION = re.compile(r"\A(?:Explanation:|\*\*Explanation:?\*\*:?)\s+")
LONGEST_DESCRIPTION: Final = 400
MOST_LISTS: Final = 50
"""Lists of answers below one heading that are read, each as a question."""
SHUFFLED: Final = (
    "quizdown mixes the answers alone; a quiz that is mixed here mixes its questions, too."
)

BELOW: Final = (
    "What stands below its answers, which quizdown does not show, is the explanation here."
)
NO_BOXES: Final = "None of its answers has a box: there would be nothing to choose."
NO_HEADING: Final = "It has no question above its answers, so the name of the file became one."

Reader = Callable[[str], str]
"""Reads Markdown, and notes what was left out of it."""
Found = tuple[Token, list[tuple[Token, bool, bool]]]
"""A list, and its lines: each with whether it has a box, and whether that is ticked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What stands around the answers of a question."""

    heading: str
    body: str
    hint: str
    below: str
    shuffle: bool


def matches(file: ForeignFile) -> bool:
    """Return whether the file looks like quizdown, or a page with some of it."""
    if file.ending not in ENDINGS:
        return False
    head = file.head
    if OPENING.search(head):
        return True
    if "[[" in head and re.search(r"^\s*(?:- ?)?\[[\[(][ xX][\])]\]", head, re.MULTILINE):
        return False  # boxes of LiaScript
    has_heading = re.search(r"^ {0,3}#{1,6}\s+\S", head, re.MULTILINE) is not None
    return has_heading and (TASK.search(head) is not None or KEY.search(head) is not None)


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return the quiz; of a page each of those that stand on it.

    Raises:
        ForeignError: There is no question in it.
    """
    text = file.text
    others = files_named(text)
    parts = embedded(text) or ([] if others else [Embedded(text=text, line=1)])
    made = []
    for number, part in enumerate(parts, start=1):
        suffix = f"-{number}" if len(parts) > 1 else ""
        made.append(_read(part, file, suffix, others if number == 1 else ()))
    if not any(one.report for one in made):
        raise ForeignError(
            f"{file.name} has no question of quizdown.",
            help=f"Its quizzes stand in files of their own: import {_listed(others)}."
            if others
            else None,
        )
    return tuple(made)


def _read(
    part: Embedded, file: ForeignFile, suffix: str, others: Sequence[str] = ()
) -> ImportedQuiz:
    collection = Collection(file)
    if others:
        collection.notes.append(f"More quizzes stand in files of their own: {_listed(others)}.")
    options, (unnamed, *questions) = cut(part.text, part.line, collection.notes)
    title = ""
    if any(has_box for _, lines in _lists(unnamed.lines) for _, has_box, _ in lines):
        questions.insert(0, unnamed)
    elif questions and questions[0].level == 1 and not _lists(questions[0].lines):
        first = questions.pop(0)
        title, said = first.heading, " ".join("\n".join(first.lines).split())
        options = {"description": said} | options if said else options
    collection.expect(len(questions))
    is_mixed = _said(options, "shuffleAnswers", default=True)
    for question in questions:
        _question(question, collection, is_mixed=is_mixed)
    name = slug(file.stem)[:50] or "quiz"
    quiz = collection.quiz(f"{name}{suffix}", title or str(options.get("title") or file.stem))
    description = str(options.get("description") or "").strip()
    if len(description) > LONGEST_DESCRIPTION:
        collection.notes.append("The text under the title is too long to stand there.")
        description = ""
    quiz = replace(quiz, description=" ".join(description.split()) or None)
    quiz = _with_rules(quiz, options, collection, is_mixed=is_mixed)
    return collection.imported(quiz)


def _with_rules(
    quiz: Quiz, options: dict[str, object], collection: Collection, *, is_mixed: bool
) -> Quiz:
    """Return the quiz with what its options say."""
    is_shuffled = _said(options, "shuffleQuestions", default=False)
    if is_mixed and not is_shuffled and any(item.kind == "choice" for item in quiz.items):
        collection.notes.append(SHUFFLED)
        is_shuffled = True
    count = options.get("nQuestions", options.get("n_questions"))
    draw = count if isinstance(count, int) and 0 < count < len(quiz.items) else None
    others = [name for name in options if name.replace("_", "").lower().endswith("color")]
    if others or "locale" in options:
        collection.notes.append(
            "The colours and the language of quizdown's page are not carried over."
        )
    return replace(quiz, shuffle=is_shuffled, draw=draw)


def _question(question: Question, collection: Collection, *, is_mixed: bool) -> None:
    """Read what stands under a heading: a question for each of its lists."""
    marks = "#" * question.level
    text = "\n".join([f"{marks} {question.heading}".strip(), *question.lines]).strip()
    original = Original(kind="question", text=text, line=question.line)
    name = question.heading or collection.file.stem
    if collection.is_too_long(name, original):
        return
    found = _lists(question.lines)
    if not found:
        original = replace(original, kind="Information")
        collection.leave(name, original, "It has no answers: quizdown only shows it.")
    if len(found) > MOST_LISTS:
        collection.leave(name, original, f"It has more than {MOST_LISTS} lists of answers.")
        return
    begin = 0
    hints: list[str] = []
    bodies: list[str] = []
    for number, one in enumerate(found):
        start, end = span(one[0])
        hint, body = _around(question.lines[begin:start])
        hints, bodies, begin = [*hints, hint], [*bodies, body], end
        below = _below(question.lines[end:]) if number == len(found) - 1 else ""
        asked = _Asked(
            heading=question.heading,
            body="\n\n".join(filter(None, bodies)),
            hint="\n\n".join(filter(None, hints)),
            below=below,
            shuffle=_said(question.options, "shuffleAnswers", default=is_mixed) or not is_mixed,
        )
        _ask(
            asked,
            question.lines,
            one,
            replace(original, kind=_kind(question.lines, one)),
            collection,
        )


def _ask(
    asked: _Asked, lines: Sequence[str], found: Found, original: Original, collection: Collection
) -> None:
    notes: list[str] = []

    def read(text: str) -> str:
        made = read_markdown(text)
        notes.extend(made.notes)
        return made.markdown.strip()

    heading = read(asked.heading)
    if not any(has_box for _, has_box, _ in found[1]) and original.kind == "MultipleChoice":
        collection.leave(heading or collection.file.stem, original, NO_BOXES)
        return
    stem = "\n\n".join(filter(None, [heading, read(asked.body)]))
    if not stem:
        notes.append(NO_HEADING)
    if asked.below:
        notes.append(BELOW)
    draft = Draft(
        place=Source(path=collection.file.name, text="").at(1),
        identifier=collection.names.take(heading, asked.body, "question"),
        stem=stem or collection.file.title,
        hint=read(asked.hint) or None,
        explanation=read(asked.below) or None,
        shuffle=asked.shuffle,
    )
    answers = [_answer(lines, one) for one in found[1]]
    collection.carry(_item(original.kind, draft, answers, read, notes), original, notes)


def _item(
    kind: str,
    draft: Draft,
    answers: Sequence[tuple[str, bool, str]],
    read: Reader,
    notes: list[str],
) -> Item:
    if kind in ("Sequence", "Matching") and any(told for _, _, told in answers):
        notes.append("Comments on the entries of a sequence are left out.")
    if kind == "Matching":
        texts = [read(text) for text, _, _ in answers]
        pairs = [PAIR.split(text, maxsplit=1) for text in texts if not WITHOUT.match(text)]
        alone = [WITHOUT.sub("", text) for text in texts if WITHOUT.match(text)]
        return replace(draft, shuffle=True).match([(left, right) for left, right in pairs], alone)
    if kind == "Sequence":
        return replace(draft, shuffle=True).order([read(text) for text, _, _ in answers])
    lines = [(read(text), is_key, read(told) or None) for text, is_key, told in answers]
    keys = sum(is_key for _, is_key, _ in answers)
    if kind == "SingleChoice" and keys > 1:
        notes.append("Several of its answers are ticked, so here all of them have to be chosen.")
    return draft.choice(lines, multiple=kind == "MultipleChoice" or keys > 1)


def _kind(text: Sequence[str], found: Found) -> str:
    """Return quizdown's kind: boxes behind numbers ask for one, behind bullets for several."""
    token, lines = found
    is_numbered = token.type == "ordered_list_open"
    if any(has_box for _, has_box, _ in lines):
        return "SingleChoice" if is_numbered else "MultipleChoice"
    said = [_first_of(text, line[0]) for line in lines]
    pairs = [one for one in said if not WITHOUT.match(one)]
    if pairs and all(len(PAIR.split(one)) == 2 for one in pairs):
        return "Matching"
    return "Sequence" if is_numbered else "MultipleChoice"


def _lists(lines: Sequence[str]) -> list[Found]:
    """Return the lists below a heading."""
    found: list[Found] = []
    for token in blocks_of(lines):
        if token.level == 0 and token.type in ("bullet_list_open", "ordered_list_open"):
            found.append((token, []))
        elif found and token.level == 1 and token.type == "list_item_open":
            box = BOX.match(_first_of(lines, token))
            is_ticked = box is not None and box["mark"] != " "
            found[-1][1].append((token, box is not None, is_ticked))
    return found


def _first_of(lines: Sequence[str], token: Token) -> str:
    line = lines[span(token)[0]]
    bullet = ITEM.match(line)
    return line[bullet.end() :] if bullet else line


def _answer(lines: Sequence[str], one: tuple[Token, bool, bool]) -> tuple[str, bool, str]:
    """Return an answer: its text, whether it is ticked, and the comment in its block quote."""
    token, has_box, is_key = one
    start, end = span(token)
    first = _first_of(lines, token)
    if has_box:
        first = BOX.sub("", first, count=1)
    text, told = [first], list[str]()
    for line in dedented(lines[start + 1 : end]):
        (told if line.lstrip().startswith(">") else text).append(line)
    comment = "\n".join(re.sub(r"^\s*> ?", "", line) for line in told)
    return "\n".join(text).strip(), is_key, comment.strip()


def _around(lines: Sequence[str]) -> tuple[str, str]:
    """Return the hint, which stands in block quotes, and what else stands above a list."""
    hints, body = _quoted_and_not(lines)
    return HINT.sub("", hints), body


def _below(lines: Sequence[str]) -> str:
    """Return what stands below the last list, be it in block quotes or not."""
    quoted, plain = _quoted_and_not(lines)
    plain = "" if not plain.strip("`~") else plain  # the end of an answer's code
    return "\n\n".join(filter(None, [EXPLANATION.sub("", quoted), plain]))


def _quoted_and_not(lines: Sequence[str]) -> tuple[str, str]:
    taken: set[int] = set()
    quotes: list[str] = []
    for token in blocks_of(lines):
        if token.level == 0 and token.type == "blockquote_open":
            quoted = range(*span(token))
            taken.update(quoted)
            quotes += [re.sub(r"^ {0,3}> ?", "", lines[at]) for at in quoted] + [""]
        elif token.level == 0 and token.type == "hr":  # it parts the questions
            taken.update(range(*span(token)))
    plain = [line for at, line in enumerate(lines) if at not in taken]
    return "\n".join(quotes).strip(), "\n".join(plain).strip()


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _said(options: dict[str, object], name: str, *, default: bool) -> bool:
    """Return a switch, in either of the spellings that quizdown has had."""
    snake = re.sub("[A-Z]", lambda sign: f"_{sign[0].lower()}", name)
    value = options.get(name, options.get(snake, default))
    return value if isinstance(value, bool) else default
