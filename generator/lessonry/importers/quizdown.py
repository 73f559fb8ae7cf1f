"""Reads quizdown: a heading for each question, a list of answers, hints in block quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import yaml

from lessonry.diagnostics import Source
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.domain.quiz import Quiz
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.drafts import Draft
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.markdown_text import of_commonmark as read_markdown
from lessonry.readers.item_source import next_fence
from lessonry.readers.lists import dedented, span
from lessonry.readers.structure import blocks_of
from lessonry.readers.tokens import Token

RULE = re.compile(r" {0,3}-{3,}\s*$")
HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})\s+(?P<text>.*?)(?:\s#+)?\s*$")
TASK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]\s+\S", re.MULTILINE)
ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)")
BOX = re.compile(r"\[(?P<mark>[ xX])\]\s+")
PAIR = re.compile(r"\s+::\s+")
"""What parts the two sides of a pair, in a dialect of quizdown for Quarto."""
ENDINGS: Final = (*(".md", ".markdown", ".qmd", ".rmd", ".txt", ".qd", ".quizdown", ".html"), "")
OPENING = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{?quizdown[^\n]*\n"
    r"|<div[^<>]{0,300}\bquizdown\b[^<>]{0,300}>",
    re.MULTILINE,
)
"""How a quiz begins that stands on a page."""
DIV = re.compile("</div>")
KEYS: Final = (
    *("shuffleAnswers", "shuffleQuestions", "nQuestions", "primaryColor", "secondaryColor"),
    *("textColor", "locale", "startOnLoad", "shuffle_answers", "shuffle_questions", "n_questions"),
    *("primary_color", "secondary_color", "text_color"),
)
KEY = re.compile(rf"^(?:{'|'.join(KEYS)})\s*:", re.MULTILINE)
HINT = re.compile(r"\A(?:Hint:|\*\*Hint:?\*\*:?)\s+")
LONGEST_OPTIONS: Final = 10_000
LONGEST_DESCRIPTION: Final = 400
SHUFFLED: Final = (
    "quizdown mixes the answers alone; a quiz that is mixed here mixes its questions, too."
)

Reader = Callable[[str], str]
"""Reads Markdown, and notes what was left out of it."""
Found = tuple[Token, list[tuple[Token, bool, bool]]]
"""A list, and its lines: each with whether it has a box, and whether that is ticked."""


@dataclass(slots=True)
class _Question:
    """A heading with what stands below it."""

    heading: str
    level: int
    lines: list[str]
    line: int
    options: dict[str, object] = field(default_factory=dict)


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
    parts = _embedded(text) or [(text, 1)]
    made = []
    for number, (part, line) in enumerate(parts, start=1):
        suffix = f"-{number}" if len(parts) > 1 else ""
        made.append(_read(part, line, file, suffix))
    if not any(one.report for one in made):
        raise ForeignError(f"{file.name} has no question of quizdown.")
    return tuple(made)


def _embedded(text: str) -> list[tuple[str, int]]:
    """Return the quizzes that stand on a page, each with its first line."""
    found: list[tuple[str, int]] = []
    done = 0
    while opening := OPENING.search(text, done):
        fence = opening["fence"]
        closing = re.compile(rf"^ {{0,3}}{re.escape(fence)}[ \t]*$", re.MULTILINE) if fence else DIV
        end = closing.search(text, opening.end())
        if end is None:
            break
        inside = text[opening.end() : end.start()]
        found.append((inside, text.count("\n", 0, opening.end()) + 1))
        done = end.end()
    return found


def _read(text: str, line: int, file: ForeignFile, suffix: str) -> ImportedQuiz:
    collection = Collection(file)
    options, questions = _cut(_unindented(_decoded(text)), line, collection.notes)
    title = ""
    if questions and questions[0].level == 1 and _list(questions[0].lines) is None:
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


def _question(question: _Question, collection: Collection, *, is_mixed: bool) -> None:
    notes: list[str] = []

    def read(text: str) -> str:
        made = read_markdown(text)
        notes.extend(made.notes)
        return made.markdown.strip()

    text = "\n".join([f"{'#' * question.level} {question.heading}", *question.lines])
    original = Original(kind="question", text=text.rstrip(), line=question.line)
    if collection.is_too_long(question.heading, original):
        return
    found = _list(question.lines)
    kind = _kind(question.lines, found) if found else "Information"
    original = replace(original, kind=kind)
    if found is None:
        collection.leave(question.heading, original, "It has no answers: quizdown only shows it.")
        return
    hint, body = _around(question.lines, found)
    heading = read(question.heading)
    draft = Draft(
        place=Source(path=collection.file.name, text="").at(1),
        identifier=collection.names.take(heading, body, "question"),
        stem="\n\n".join(filter(None, [heading, read(body)])),
        hint=read(hint) or None,
        shuffle=_said(question.options, "shuffleAnswers", default=is_mixed) or not is_mixed,
    )
    answers = [_answer(question.lines, one) for one in found[1]]
    collection.carry(_item(kind, draft, answers, read, notes), original, notes)


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
        pairs = [PAIR.split(read(text), maxsplit=1) for text, _, _ in answers]
        return replace(draft, shuffle=True).match([(left, right) for left, right in pairs], [])
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
    if not any(has_box for _, has_box, _ in lines):
        are_pairs = all(len(PAIR.split(_first_of(text, line[0]))) == 2 for line in lines)
        return "Matching" if are_pairs else "Sequence"
    return "SingleChoice" if token.type == "ordered_list_open" else "MultipleChoice"


def _list(lines: Sequence[str]) -> Found | None:
    """Return the first list below a heading."""
    first: Token | None = None
    found: list[tuple[Token, bool, bool]] = []
    for token in blocks_of(lines):
        if token.level == 0 and token.type in ("bullet_list_open", "ordered_list_open"):
            if first is not None:
                break
            first = token
        elif first is not None and token.level == 1 and token.type == "list_item_open":
            box = BOX.match(_first_of(lines, token))
            is_ticked = box is not None and box["mark"] != " "
            found.append((token, box is not None, is_ticked))
    return (first, found) if first is not None else None


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


def _around(lines: list[str], found: Found) -> tuple[str, str]:
    """Return the hint, which stands in block quotes, and what else is no list."""
    taken = set(range(*span(found[0])))
    hints: list[str] = []
    for token in blocks_of(lines):
        if token.level == 0 and token.type == "blockquote_open":
            quoted = range(*span(token))
            taken.update(quoted)
            hints += [re.sub(r"^ {0,3}> ?", "", lines[at]) for at in quoted] + [""]
        elif token.level == 0 and token.type == "hr":  # it parts the questions
            taken.update(range(*span(token)))
    body = [line for at, line in enumerate(lines) if at not in taken]
    hint = HINT.sub("", "\n".join(hints).strip())
    return hint, "\n".join(body).strip()


def _cut(text: str, line: int, notes: list[str]) -> tuple[dict[str, object], list[_Question]]:
    """Return the options of the quiz, and its questions with theirs."""
    options: dict[str, object] = {}
    questions: list[_Question] = []
    for at, kind, content in _pieces(text.split("\n")):
        if kind == "options":
            read = _yaml(content)
            if read is None:
                notes.append(f"The options from line {line + at} on cannot be read.")
            elif questions:
                questions[-1].options |= read
            else:
                options |= read
        elif kind == "heading":
            found = HEADING.fullmatch(content)
            assert found is not None
            questions.append(
                _Question(
                    heading=found["text"], level=len(found["marks"]), lines=[], line=line + at
                )
            )
        elif questions:
            questions[-1].lines.append(content)
    return options, questions


def _parts_questions(lines: Sequence[str]) -> bool:
    """Return whether what stands between two rules are questions, and no options."""
    return not _yaml("\n".join(lines)) and any(HEADING.fullmatch(line) for line in lines)


def _pieces(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield options, headings and other lines, each with its line from 0."""
    fence, at = "", 0
    is_begin = True
    """Whether the line above is blank or a heading: below text a line of `---` underlines it."""
    while at < len(lines):
        line = lines[at]
        fence = next_fence(fence, line)
        if not fence and is_begin and RULE.fullmatch(line):
            end = next((i for i in range(at + 1, len(lines)) if RULE.fullmatch(lines[i])), None)
            if end is not None and not _parts_questions(lines[at + 1 : end]):
                yield at, "options", "\n".join(lines[at + 1 : end])
                at = end + 1
                continue
        is_heading = not fence and HEADING.fullmatch(line) is not None
        yield at, "heading" if is_heading else "line", line
        is_begin = is_heading or not line.strip()
        at += 1


def _yaml(text: str) -> dict[str, object] | None:
    if len(text) > LONGEST_OPTIONS:
        return None
    try:
        read = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return {str(name): value for name, value in read.items()} if isinstance(read, dict) else {}


def _said(options: dict[str, object], name: str, *, default: bool) -> bool:
    """Return a switch, in either of the spellings that quizdown has had."""
    snake = re.sub("[A-Z]", lambda sign: f"_{sign[0].lower()}", name)
    value = options.get(name, options.get(snake, default))
    return value if isinstance(value, bool) else default


def _decoded(text: str) -> str:
    """Return text whose signs a page of HTML had to write as entities."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _unindented(text: str) -> str:
    """Return text without the blanks that all of its lines begin with."""
    lines = text.split("\n")
    widths = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    width = min(widths, default=0)
    return "\n".join(line[width:] if line.strip() else "" for line in lines)
