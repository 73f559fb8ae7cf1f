"""Whatever Markdown an importer makes, the file that comes of it reads well and holds what is told."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.fidelity import Carried, Fidelity
from lessonry.domain.items import Item
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.quiz import Quiz, Section
from lessonry.importers.drafts import Draft, text_gap
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle
from lessonry.readers.quiz import read_quiz
from tests.quiz_texts import BLOCKS, WORDS
from tests.quizzes import HERE

FRAGMENTS = (
    *(*WORDS, *BLOCKS, "<pre>", "<div>", "</div>", "```", "~~~", "\n", "\n\n", "    ", "\t", "> q"),
    *("- (x) a", "[[a]]", "[[...]]", "1. x", "1. y", "- a => b", "| a | ( ) |", "| --- | --- |"),
    *("```vars", "{ .x }", "{ points=2", "* b", "[^1]: note", "$$", "`"),
)
RAW = (
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), min_size=1, max_size=6)
    .map("".join)
    .map(lambda text: text.replace("\r", "").replace("\ue000", "").replace("\0", ""))
    .filter(str.strip)
)


@st.composite
def items(draw: st.DrawFn, name: str) -> Item:
    draft = Draft(
        place=HERE,
        identifier=name,
        stem=draw(RAW),
        hint=draw(st.none() | RAW),
        explanation=draw(st.none() | RAW),
    )
    match draw(st.integers(0, 5)):
        case 0:
            said = [(draw(RAW), at == 0, draw(st.none() | RAW)) for at in range(2)]
            return draft.choice(said, multiple=draw(st.booleans()))
        case 1:
            return draft.order([draw(RAW) for _ in range(3)])
        case 2:
            return draft.match([(draw(RAW), draw(RAW)) for _ in range(2)], [draw(RAW)])
        case 3:
            rows = [(draw(RAW), [at]) for at in range(2)]
            return draft.matrix([draw(RAW), draw(RAW)], rows, multiple=False)
        case 4:
            stem = f"{draft.stem}\n\n{gap_mark(0)}"
            gapped = Draft(place=HERE, identifier=name, stem=stem)
            return gapped.gaps([text_gap(HERE, [draw(RAW)])])
        case _:
            return draft.extended_text([(draw(RAW), Fraction(2))], draw(RAW))


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    made = tuple(draw(items(f"i{at}")) for at in range(draw(st.integers(1, 3))))
    return Quiz(
        identifier="old",
        title=draw(RAW),
        description=draw(RAW),
        sections=(Section(items=made),),
        place=HERE,
    )


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(quizzes())
def test_the_file_reads_without_errors_and_holds_just_what_the_report_says(quiz: Quiz) -> None:
    report = tuple(
        Fidelity(name="x", kind="x", carried=Carried.WHOLE, item=item.identifier, original="-->")
        for item in quiz.items
    )
    settled = settle(ImportedQuiz(quiz=quiz, report=report))
    found = Diagnostics()
    read = read_quiz(Source(path="old.md", text=settled.text), found, identifier="old")
    carried = [one.item for one in settled.report if one.carried is not Carried.LEFT]
    assert [item.identifier for item in read.items] == carried, settled.text
    assert not (carried and found.errors), settled.text
    assert settled.items == len(carried)
