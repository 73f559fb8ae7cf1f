"""Laws of the reader, tried on mutated quizzes of the repository and on generated ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.concealment import published
from lessonry.domain.identity import fingerprint
from lessonry.domain.quiz import Quiz
from lessonry.readers.files import read_source
from lessonry.readers.page import read_lesson
from tests.cases import EXPECTED, FOLDER, QUIZ_CASES, read

WRITTEN = [
    path.read_text("utf-8")
    for path in (
        *sorted((FOLDER.parent / "quizzes").glob("*.md")),
        *sorted((FOLDER.parent / "generator/lessonry/project/starter/quizzes").glob("*.md")),
    )
] + [EXPECTED.sub("", case.read_text("utf-8")) for case in QUIZ_CASES]
PIECES = (
    "## Which?", "# Part", "##", "---", "===", "- (x) Yes", "- ( ) No", "- [x] One", "- [ ] Two",
    "- (x)", "* (X) Star", "-\t( )\ttab", "    > Because.", "> quoted", "lazy", "", "  ", "\t",
    "[[gap]] and [[a|b]]", "[[/pa[t]+/i]]", "[[", "]]", "[[= 3]]", "[[ (a) | b ]]", "\\[[", "```",
    "```sh", "~~~", "``` x ```", "??? hint", "!!! explanation", "    inside", "!!! hints",
    "{ #id points=2 }", "## A { #id objective=a-1 }", "## B { points=\u0663 }", "<!-- note", "-->",
    "<div>", "| a | b |", "| --- | --- |", "1. one", "    - (x) nested", "title: x", "mode: exam",
    "pass_mark: 60%", "draw: 3", "draw: 3_0", "a: &a [*a]", "? [x]: y", "<<: {}", "- {", "\u2028",
    "\x85", "\x0b\x0c", "\u202eRTL", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\ue000gap0\ue001",
    "/// quiz | a", "///", "/// quizz | b", "-[x] glued", "!!!explanation", " ??? hint",
    "!!! answer", "- a => b", "{{ a }}", "```vars", "- (x) rect(1,2,3,4) a", "| (x) | ( ) |",
    "| | a | b |", "| --- | --- | --- |", "| r | (x) | ( ) |", "| s | [x] | `|` |", "![a](b.png)",
    "- [x] poly(1,2 3,4 5,0) b", "- ( ) circle(5,5,", "## D { survey=true }",
    "[[= 5 ± 2% km]] [[= 1..2 | -4 m]]", "[[= 1,234]] [[= 5 foo/]] [[= sf ..", "[[(a)|]] [[...]] [[=]]",
    "## C {points=2", "objectives: {a: 1}", "sources: [{title: x}]", "requires: [a, 1, {}]",
)  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=25)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return a quiz that somebody wrote, with lines lost, doubled, moved and broken."""
    lines = draw(st.sampled_from(WRITTEN)).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1)) if lines else 0
        match draw(st.integers(0, 4)):
            case 0:
                del lines[at : at + draw(st.integers(1, 4))]
            case 1:
                lines[at:at] = lines[at : at + draw(st.integers(1, 6))]
            case 2:
                lines.insert(at, draw(st.sampled_from(PIECES)))
            case 3 if lines:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(st.text(max_size=3)) + lines[at][cut + 1 :]
            case _ if lines:
                lines[at] = draw(st.sampled_from(("    ", "\t", "> ", "- ", " "))) + lines[at]
    return "\n".join(lines)


TEXTS = st.one_of(
    mutated(),
    LINES.map("\n".join),
    LINES.map(lambda lines: "---\n" + "\n".join(lines[:4]) + "\n---\n" + "\n".join(lines[4:])),
).map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def assert_inside(source: Source, diagnostics: Diagnostics) -> None:
    for diagnostic in diagnostics:
        span = diagnostic.place.span
        assert diagnostic.place.source is source
        assert 1 <= span.line <= len(source.lines), diagnostic
        width = max(1, len(source.line(span.line)))
        assert 1 <= span.column <= width and span.length >= 1, diagnostic
        assert span.column - 1 + span.length <= width, diagnostic


@given(TEXTS)
def test_reading_never_raises_and_every_place_lies_in_its_file(text: str) -> None:
    quiz, diagnostics = read(text)
    source = quiz.place.source
    assert_inside(source, diagnostics)
    for item in quiz.items:
        assert 1 <= item.place.span.line <= len(source.lines)
    identifiers = [item.identifier for item in quiz.items]
    assert all(identifiers)
    assert len(set(identifiers)) == len(identifiers) or "LR113" in {d.code for d in diagnostics}


@given(TEXTS)
def test_reading_twice_gives_equal_quizzes(text: str) -> None:
    once, again = read(text), read(text)
    assert once[0] == again[0]
    assert [(d.code, d.message, d.place.span) for d in once[1]] == [
        (d.code, d.message, d.place.span) for d in again[1]
    ]


@given(TEXTS)
def test_lessons_are_read_without_raising_too(text: str) -> None:
    diagnostics = Diagnostics()
    source = Source(path="docs/a.md", text=text)
    lesson, quizzes = read_lesson(source, "a.md", "a", diagnostics)
    assert lesson.title
    assert all(quiz.place.source is source for quiz in quizzes)
    assert_inside(source, diagnostics)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws") / "case.md"


@given(text=TEXTS, end=st.sampled_from(("\r\n", "\r")), mark=st.booleans())
def test_line_ends_and_byte_order_marks_change_nothing(
    file: Path, text: str, end: str, mark: bool
) -> None:
    if text.startswith("\ufeff"):
        return
    file.write_bytes(text.replace("\n", end).encode("utf-8-sig" if mark else "utf-8"))
    source = read_source(file, "quizzes/case.md", Diagnostics())
    assert source is not None and source.text == text


def items(quiz: Quiz) -> list[str]:
    return [fingerprint(item) for item in published(quiz).items]


@given(st.sampled_from(WRITTEN[:10]))
def test_trailing_white_space_changes_no_fingerprint(text: str) -> None:
    edited = "\n".join(line + "  " if line.startswith("- ") else line for line in text.split("\n"))
    assert items(read(text)[0]) == items(read(edited)[0])
