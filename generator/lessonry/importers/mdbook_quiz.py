"""Reads the quizzes of mdbook-quiz: TOML with multiple choice, short answers and programs to trace."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lessonry.diagnostics import Source
from lessonry.domain.identity import slug
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.importers.collecting import Collection, Original
from lessonry.importers.drafts import Draft, text_gap
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.markdown_text import of_commonmark as read_markdown

HEADER = re.compile(r"^[ \t]*\[\[[ \t]*questions[ \t]*\]\]", re.MULTILINE)
TYPED = re.compile(
    r"^[ \t]*type[ \t]*=[ \t]*[\"'](?:ShortAnswer|Tracing|MultipleChoice)", re.MULTILINE
)
TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
FENCE = re.compile(r"(?P<before>[ \t]*(?P<mark>`{3,}|~{3,}))[ \t]*(?P<words>[^`\n]*)$")
LANGUAGES: Final = {"aquascope": "rust", "ide": "rust"}
"""What blocks of code are called that are shown as more than code, and the language they are in."""
INDENTED = re.compile(r" {4}.*\S")
LIST_LINE = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
MARKS = re.compile(r"`\[|\]`")
"""What stands around highlighted code."""
NOTES = re.compile(r"`\([^`\n]*\)`")
"""What says to Aquascope where to draw."""
MOST_TABLES: Final = 10_000
LARGEST: Final = 5_000_000
ASKED: Final = "What does this program print?"
HOW: Final = "Write several lines with a blank between them, and `error` if it does not compile."
TRACED: Final = (
    "mdbook-quiz asks first whether it compiles, and then what it prints. Here both are one answer:"
    " what it prints, or the word `error`."
)
AQUASCOPE: Final = "The picture that Aquascope draws of its program is not carried over."
HIGHLIGHTED: Final = "What is highlighted in its code is not marked here."
TWICE: Final = "A wrong answer that is there twice, or is the same as a right one, was left out."


class _Unreadable(ValueError):
    """A question that lacks what its kind needs; the message is a sentence."""


@dataclass(slots=True)
class _Question:
    """One table of `[[questions]]`."""

    table: dict[str, object]
    shared: str
    """What stands above it, as above others of the same multipart question."""
    notes: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return its `type`."""
        return str(self.table.get("type") or "question")

    def part(self, name: str) -> dict[str, object]:
        """Return `prompt` or `answer`; a bare text is what older versions wrote."""
        found = self.table.get(name)
        return found if isinstance(found, dict) else {name: found} if found is not None else {}

    def text(self, part: str, name: str) -> str:
        """Return a text that must be there, as Markdown."""
        found = self.part(part).get(name)
        if not isinstance(found, str) or not found.strip():
            raise _Unreadable(f"It has no `{part}.{name}`.")
        return self.markdown(found)

    def markdown(self, text: str) -> str:
        """Return Markdown in which nothing runs."""
        made = read_markdown(_with_plain_code(text, self.notes))
        self.notes += made.notes
        return made.markdown


def matches(file: ForeignFile) -> bool:
    """Return whether the file looks like a quiz of mdbook-quiz."""
    head = file.head
    return file.ending in (".toml", "") and bool(HEADER.search(head) and TYPED.search(head))


def read(file: ForeignFile) -> tuple[ImportedQuiz, ...]:
    """Return the quiz.

    Raises:
        ForeignError: It is no TOML, or has no questions.
    """
    _check_size(file)
    try:
        document = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        said = (
            str(error) if isinstance(error, tomllib.TOMLDecodeError) else "it is nested too deeply"
        )
        raise ForeignError(f"{file.name} cannot be read as TOML: {said}.") from error
    tables = document.get("questions")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ForeignError(f"{file.name} has no `[[questions]]`.")
    shared = document.get("multipart")
    contexts = shared if isinstance(shared, dict) else {}
    collection = Collection(file)
    for table, original in zip(tables, _originals(file.text, tables), strict=True):
        context = contexts.get(str(table.get("multipart")))
        question = _Question(table, context if isinstance(context, str) else "")
        _read(question, original, collection)
    name = slug(file.stem) or "quiz"
    title = file.stem.replace("-", " ").replace("_", " ").strip().capitalize()
    return (collection.imported(collection.quiz(name, title)),)


def _check_size(file: ForeignFile) -> None:
    """Refuse what the parser of TOML, whose time grows with the square of tables, would sit over."""
    if len(file.data) > LARGEST or len(TABLE.findall(file.text)) > MOST_TABLES:
        raise ForeignError(
            f"{file.name} has more than {MOST_TABLES:,} tables, or more than {LARGEST // 1_000_000} MB.",
            help="Split it into several files.",
        )


def _read(question: _Question, original: Original, collection: Collection) -> None:
    makers: dict[str, Callable[[_Question, Draft], Item]] = {
        "MultipleChoice": _choice,
        "ShortAnswer": _short_answer,
        "Tracing": _tracing,
    }
    prompt = question.part("prompt").get("prompt") or question.part("prompt").get("program")
    name = str(question.table.get("id") or prompt or question.kind)
    if question.kind == "Informational":
        collection.leave(str(prompt or name), original, "It only tells something and asks nothing.")
        return
    if question.kind not in makers:
        collection.leave(
            str(prompt or name), original, f"mdbook-quiz has no kind `{question.kind}`."
        )
        return
    if collection.is_too_long(name, original):
        return
    context = question.table.get("context")
    draft = Draft(
        place=Source(path=collection.file.name, text="").at(1),
        identifier="",
        stem=question.markdown(question.shared),
        explanation=question.markdown(context) if isinstance(context, str) else None,
    )
    if question.shared:
        question.notes.append("What several questions share stands in each of them.")
    if question.table.get("prompt_explanation") or question.table.get("promptExplanation"):
        question.notes.append("That learners are asked why they think so is not carried over.")
    try:
        item = makers[question.kind](question, draft)
    except _Unreadable as error:
        collection.leave(str(prompt or name), original, str(error))
        return
    identifier = collection.names.take(name)
    collection.carry(replace(item, identifier=identifier), original, question.notes)


def _choice(question: _Question, draft: Draft) -> Item:
    """Return a choice item: all keys have to be chosen, as there."""
    answer = question.part("answer").get("answer")
    if "choices" in question.part("prompt"):
        return _numbered_choice(question, draft, answer)
    keys = [answer] if isinstance(answer, str) else answer
    wrong = question.part("prompt").get("distractors") or question.part("answer").get("distractors")
    if not isinstance(keys, list) or not keys or not all(isinstance(key, str) for key in keys):
        raise _Unreadable("It has no `answer.answer`.")
    if not isinstance(wrong, list) or not all(isinstance(one, str) for one in wrong):
        raise _Unreadable("It has no `prompt.distractors`.")
    said = {key.strip() for key in keys}
    others = [one for one in dict.fromkeys(map(str.strip, wrong)) if one not in said]
    if len(others) < len(wrong):
        question.notes.append(TWICE)
    wrong = others
    texts = [(question.markdown(key), True) for key in keys]
    texts += [(question.markdown(one), False) for one in wrong]
    index = question.part("prompt").get("answerIndex", question.part("prompt").get("answer_index"))
    is_fixed = True
    if isinstance(index, int) and 0 <= index <= len(wrong):
        texts = [*texts[len(keys) :][:index], *texts[: len(keys)], *texts[len(keys) :][index:]]
    elif question.part("prompt").get("sortAnswers", question.part("prompt").get("sort_answers")):
        texts.sort()
    else:
        is_fixed = False
        texts.sort(key=lambda text: hashlib.sha256(text[0].encode()).digest())
    draft = replace(
        draft, stem=_stem(draft, question.text("prompt", "prompt")), shuffle=not is_fixed
    )
    lines = [(text, is_key, None) for text, is_key in texts]
    return draft.choice(lines, multiple=not isinstance(answer, str))


def _numbered_choice(question: _Question, draft: Draft, answer: object) -> Item:
    """Return a choice item of the first versions: all choices in a list, and the key's place in it."""
    choices = question.part("prompt")["choices"]
    keys = answer if isinstance(answer, list) else [answer]
    if not isinstance(choices, list) or not all(isinstance(one, str) for one in choices):
        raise _Unreadable("Its `prompt.choices` is no list of texts.")
    if not all(type(key) is int and 0 <= key < len(choices) for key in keys):
        raise _Unreadable("Its `answer.answer` is no place in `prompt.choices`.")
    draft = replace(draft, stem=_stem(draft, question.text("prompt", "prompt")), shuffle=False)
    lines = [(question.markdown(one), at in keys, None) for at, one in enumerate(choices)]
    return draft.choice(lines, multiple=isinstance(answer, list))


def _short_answer(question: _Question, draft: Draft) -> Item:
    """Return an item with one gap below the question."""
    answer = question.part("answer").get("answer")
    if not isinstance(answer, str) or not answer.strip():
        raise _Unreadable("It has no `answer.answer`.")
    others = question.part("answer").get("alternatives") or []
    accepted = (
        [answer, *(one for one in others if isinstance(one, str))]
        if isinstance(others, list)
        else [answer]
    )
    if question.part("prompt").get("response") in ("long", "code"):
        question.notes.append("The large field for the answer is one line here.")
    if any("\n" in one.strip() for one in accepted):
        question.notes.append("The lines of its answer count as one, with a blank between.")
    stem = _stem(draft, question.text("prompt", "prompt"))
    gap = text_gap(draft.place, (" ".join(one.split()) for one in accepted))
    return replace(draft, stem=f"{stem}\n\n{gap_mark(0)}").gaps((gap,))


def _tracing(question: _Question, draft: Draft) -> Item:
    """Return an item that asks what a program prints."""
    prompt = question.part("prompt")
    program = prompt.get("program") or prompt.get("prompt")
    compiles = question.part("answer").get("doesCompile")
    if not isinstance(program, str) or not program.strip():
        raise _Unreadable("It has no `prompt.program`.")
    if not isinstance(compiles, bool):
        raise _Unreadable("It has no `answer.doesCompile`.")
    printed = question.part("answer").get("stdout")
    output = " ".join(printed.split()) if isinstance(printed, str) else ""
    if compiles and not output:
        raise _Unreadable("It compiles, and `answer.stdout` does not say what it prints.")
    question.notes.append(TRACED)
    if question.part("answer").get("lineNumber") is not None:
        question.notes.append("The line with the mistake is not asked for.")
    language = prompt.get("language")
    word = (
        language if isinstance(language, str) and re.fullmatch(r"[\w+#.-]+", language) else "rust"
    )
    code = _with_plain_code(_fenced(program.strip("\n"), word), question.notes)
    stem = _stem(draft, f"{ASKED}\n\n{code}\n\n{HOW}\n\n{gap_mark(0)}")
    gap = text_gap(draft.place, [output if compiles else "error"], case_sensitive=compiles)
    return replace(draft, stem=stem).gaps((gap,))


def _with_plain_code(text: str, notes: list[str]) -> str:
    """Return Markdown whose blocks of code are named by one word and hold nothing but code."""
    made: list[str] = []
    fence = name = ""
    has_list = False
    """Whether what is indented can belong to a list."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        found = FENCE.fullmatch(line)
        at += 1
        if fence:
            if found and found["mark"].startswith(fence) and not found["words"].strip():
                fence = ""
            elif name == "aquascope" and line.startswith("#") and not line.startswith("#["):
                continue  # a line that belongs to the program and is not shown
            else:
                line = _plain_code(line, notes)
        elif found:
            fence = found["mark"]
            name = re.split(r"[,\s]", found["words"].strip(), maxsplit=1)[0]
            if name == "aquascope":
                notes.append(AQUASCOPE)
            line = found["before"] + (LANGUAGES.get(name) or name)
        elif INDENTED.match(line) and not has_list and not "".join(made[-1:]).strip():
            begin, at = at - 1, _indented_end(lines, at)
            made += _fenced("\n".join(one[4:] for one in lines[begin:at]), "").split("\n")
            continue
        else:
            has_list = has_list or LIST_LINE.match(line) is not None
        made.append(line)
    return "\n".join(made)


def _indented_end(lines: list[str], at: int) -> int:
    """Return the index after the last line that is code for being indented."""
    end = at
    while at < len(lines) and (INDENTED.match(lines[at]) or not lines[at].strip()):
        at += 1
        end = at if lines[at - 1].strip() else end
    return end


def _fenced(code: str, word: str) -> str:
    """Return a block of code with a fence that nothing in it closes."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    return f"{fence}{word}\n{code}\n{fence}"


def _plain_code(line: str, notes: list[str]) -> str:
    bare = NOTES.sub("", line)
    shown = MARKS.sub("", bare)
    if shown != bare:
        notes.append(HIGHLIGHTED)
    return shown


def _stem(draft: Draft, prompt: str) -> str:
    """Return the question below what it shares with others."""
    return f"{draft.stem}\n\n{prompt}" if draft.stem else prompt


def _originals(text: str, tables: list[dict[str, object]]) -> Iterator[Original]:
    """Yield each question as it stands; without a place where they were not written one by one."""
    begins = [found.start() for found in HEADER.finditer(text)]
    for index, table in enumerate(tables):
        kind = str(table.get("type") or "question")
        if len(begins) != len(tables):
            yield Original(kind=kind, text="")
            continue
        end = begins[index + 1] if index + 1 < len(begins) else len(text)
        piece = text[begins[index] : end].strip()
        yield Original(kind=kind, text=piece, line=text.count("\n", 0, begins[index]) + 1)
