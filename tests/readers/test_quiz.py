"""What the quiz reader makes of well-formed and of odd quizzes."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.gaps import TextEntryGap
from lessonry.domain.items import ChoiceItem, GapItem
from lessonry.domain.items.frame import gap_mark
from lessonry.domain.quiz import FeedbackTime, Layout, Mode
from lessonry.readers import headings, sections
from lessonry.readers.quiz import read_quiz
from lessonry.readers.quiz_body import COMMON_OPTIONS, KINDS
from tests.cases import EXPECTED, QUIZ_CASES, read


def case(name: str) -> str:
    found = next(case for case in QUIZ_CASES if case.stem == name)
    return EXPECTED.sub("", found.read_text("utf-8"))


def choices(item: object) -> list[tuple[str, bool, str | None]]:
    assert isinstance(item, ChoiceItem)
    return [
        (c.text.markdown, c.is_key, c.feedback.markdown if c.feedback else None)
        for c in item.choices
    ]


def words(item: GapItem) -> list[TextEntryGap]:
    """Return its gaps, every one of them for words."""
    return [gap for gap in item.gaps if isinstance(gap, TextEntryGap)]


def only(text: str) -> ChoiceItem | GapItem:
    quiz, _ = read(text)
    (item,) = quiz.items
    assert isinstance(item, ChoiceItem | GapItem)
    return item


def test_front_matter_says_how_a_quiz_is_asked() -> None:
    quiz, diagnostics = read(
        "---\ntitle: 007\nmode: exam\npass_mark: 12,5 %\ndraw: 1\nshuffle: true\nmax_attempts: 3\n"
        "feedback: end\nlayout: all\nachievement: 1_000\n---\n## A\n- (x) a\n    > b\n- ( ) c\n"
    )
    assert [d.code for d in diagnostics] == ["LR408"], "One item of two choices is soon guessed."
    assert (quiz.title, quiz.achievement) == ("007", "1_000"), "Texts stay as they were written."
    assert quiz.pass_mark and quiz.pass_mark.value == Fraction(1, 8)
    assert (quiz.mode, quiz.feedback, quiz.layout) == (Mode.EXAM, FeedbackTime.END, Layout.ALL)
    assert (quiz.draw, quiz.shuffle, quiz.max_attempts) == (1, True, 3)


def test_an_item_has_all_that_was_written() -> None:
    item = only(
        "## What *now*? { #now points=2.5 shuffle=false objective='a-1' }\n\nRead this.\n\n"
        "- [x] One\n  line more\n    > Why\n    > so.\n- [ ] Two\n\nAnd this.\n\n"
        "???+ hint\n    Look.\n\n!!! explanation\n    First.\n\n    Second.\n"
    )
    assert item.identifier == "now" and item.points == Fraction(5, 2) and not item.shuffle
    assert item.heading and item.heading.markdown == "What *now*?" and item.objective == "a-1"
    assert item.body and item.body.folded == "Read this. And this."
    assert item.hint and item.hint.markdown == "Look."
    assert item.explanation and item.explanation.markdown == "First.\n\nSecond."
    assert choices(item) == [("One\nline more", True, "Why\nso."), ("Two", False, None)]
    assert isinstance(item, ChoiceItem) and item.multiple


def test_gaps_of_every_form_stand_in_order() -> None:
    item = only(
        "## Gaps { case_sensitive=true }\n\nA [[one|other]] and [[/col(ou|o)r/i]] in `x [[= ]]`,\n"
        "or [[plain | /p[\\]|]t/ ]].\n".replace("`x [[= ]]`", "`x`")
    )
    assert isinstance(item, GapItem)
    said = [[(a.text, a.is_pattern, a.ignore_case) for a in gap.answers] for gap in words(item)]
    assert said == [
        [("one", False, False), ("other", False, False)],
        [("col(ou|o)r", True, True)],
        [("plain", False, False), (r"p[\]|]t", True, False)],
    ]
    assert item.body
    marks = [item.body.markdown.index(gap_mark(index)) for index in range(3)]
    assert marks == sorted(marks)


def test_gaps_stand_in_tables_and_in_code() -> None:
    item = only(case("fine-table-and-code-gaps"))
    assert isinstance(item, GapItem) and len(item.gaps) == 3
    assert [a.text for a in words(item)[0].answers] == ["colour", "color"]
    assert [(a.text, a.is_pattern) for a in words(item)[1].answers] == [("[ab]|c", True)]


def test_code_may_hold_what_looks_like_a_quiz() -> None:
    item = only(case("fine-code-fences"))
    assert item.body and item.body.markdown.count("## No heading") == 1
    assert item.hint is None


def test_a_fence_that_closes_in_its_line_is_none() -> None:
    item = only(case("fine-inline-fence"))
    assert item.explanation and item.explanation.markdown == "Read."


def test_underlined_headings_are_headings() -> None:
    quiz, _ = read(case("fine-setext"))
    assert [section.title for section in quiz.sections] == [None, "Part"]
    first, second = quiz.items
    assert first.heading and first.heading.markdown == "A question of\ntwo lines"
    assert second.identifier == "other" and second.points == 2


def test_escaped_brackets_are_shown_as_brackets_even_in_code() -> None:
    item = only(case("fine-escaped-gap"))
    assert isinstance(item, ChoiceItem) and item.body
    assert "`[[these]]`" in item.body.markdown and "if [[ -f x ]]" in item.body.markdown
    assert "\\[[like these]]" in item.body.markdown, "Markdown itself takes this backslash away."


def test_comments_are_for_nobody_and_code_is_no_comment() -> None:
    item = only(case("fine-comments"))
    assert item.heading and item.heading.markdown == "Which?"
    assert item.body and item.body.markdown == "In code a comment stays: `<!-- [ -->`"
    assert choices(item) == [("Yes", True, "Because."), ("No", False, None)]


def test_lists_within_choices_are_a_part_of_their_text() -> None:
    item = only(case("fine-nested-lists"))
    first, second = choices(item)
    assert first[0].startswith("Yes\n") and "- no choice either" in first[0]
    assert first[2] == "Because\nit is." and second == ("No", False, None)
    assert item.body and "One point" in item.body.markdown


def test_feedback_that_was_not_indented_costs_no_choice() -> None:
    item = read("## Which?\n\n- (x) Yes\n> Because.\n- ( ) No\n> Not at all.\n")[0].items[0]
    assert [text for text, *_ in choices(item)] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("> Because.", "four blanks under its choice"),
        ("Because.", "into `!!! explanation`"),
        ("!!!explanation\n    So.", "Write `!!! explanation` at the beginning"),
        ("!!! feedback\n    So.", "`    > …` under it"),
        ("??? hint\n  So.", "four blanks before each line of the hint"),
        ("-[x] Perhaps", "with a blank before"),
    ],
)
def test_a_slip_is_told_with_the_right_way_to_write_it(written: str, help: str) -> None:
    _, diagnostics = read(f"## Which?\n\n- (x) Yes\n    > So.\n- ( ) No\n\n{written}\n")
    (told,) = diagnostics
    assert told.help and help in told.help


@pytest.mark.parametrize("piece", ["{{", "$a ", "a=a ", "  ", "| (", "{", "[ ", "- "])
def test_long_lines_are_read_in_time(piece: str) -> None:
    line = piece * 20_000
    started = time.process_time()
    read(f"## {line}}}\n\n{line}\n\n- (x) {line}\n- ( ) No\n")
    assert time.process_time() - started < 5


def test_lazy_lines_belong_to_what_they_continue() -> None:
    item = only(case("fine-lazy"))
    assert choices(item)[0] == ("Yes", True, "Because\nit is.")
    assert item.explanation and item.explanation.markdown == "So."


def test_tabs_indent_as_blanks_do() -> None:
    item = only(case("fine-tabs"))
    assert choices(item) == [("Yes", True, "Because."), ("No", False, None)]
    assert item.explanation and item.explanation.markdown == "Tabs too."


def test_an_identifier_made_of_a_stem_tells_nothing_of_the_key() -> None:
    quiz, _ = read(
        "## {points=1}\n\nThe record is [[sealed]] here.\n\n## {points=2}\n\nRead.\n\n"
        "- (x) Secret\n- ( ) Other\n\n## { points=3 }\n\n- ( ) Secret\n- (x) Other\n"
    )
    assert [item.identifier for item in quiz.items] == ["the-record-is-here", "read", "item-3"]


def test_identifiers_may_be_of_any_script_and_are_not_endless() -> None:
    choices = "\n- (x) a\n    > b\n- ( ) c\n\n"
    quiz, diagnostics = read(
        f"## Größe 大きさ{choices}## A {{ #नमस्ते }}{choices}## {'word ' * 50}{choices}## Nothing"
    )
    assert [item.identifier for item in quiz.items[:2]] == ["größe-大きさ", "नमस्ते"]
    assert len(quiz.items[2].identifier) <= 60 and [d.code for d in diagnostics] == ["LR111"]


@pytest.mark.parametrize("count", [27, 800])
def test_choices_beyond_z_have_letters_of_their_own(count: int) -> None:
    item = only("## Many\n\n" + "".join(f"- [x] Choice {n}\n" for n in range(count)))
    assert isinstance(item, ChoiceItem)
    names = [choice.identifier for choice in item.choices]
    assert len(set(names)) == count and names[25:27] == ["z", "aa"]
    assert all(name.isalpha() and name.islower() for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "## Which?\n\n" + ">" * 5000 + " deep\n\n- (x) a\n- ( ) b\n",
        "## Which?\n\n" + "".join(" " * (2 * n) + "- in\n" for n in range(500)) + "- (x) a\n",
        "## Which?\n\n- (x) " + "- " * 3000 + "a\n",
        "---\ntitle: " + "[" * 5000 + "\n---\n",
        "---\ntitle: " + "{a: " * 3000 + "\n---\n",
        "---\n" + "".join(" " * n + "a:\n" for n in range(2000)) + "---\n",
        "## " + "[" * 300_000,
        "## Which?\n\n" + "[[" * 200_000,
        "## Which?\n\n" + "[[/" * 200_000,
        "## Which?\n\nA [[" + " " * 200_000 + "b | c]]\n",
        "## Which?\n\n" + "<!--" * 200_000,
        "## Which?\n\n<!-- " + "` `` " * 40_000,
        "## Which?\n\n" + "***" * 100_000,
        "## Which? {" + " a=1" * 50_000 + " }\n",
        "## Which?\n\n- (x) " + "a" * 1_000_000 + "\n- ( ) b\n",
    ],
    ids=range(15),
)
def test_what_is_meant_to_hang_or_to_overflow_is_read_in_no_time(text: str) -> None:
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 5


def test_ten_thousand_items_are_read_whole() -> None:
    begin = time.process_time()
    quiz, diagnostics = read(
        "".join(f"## Item {n}\n- (x) a\n    > b\n- ( ) c\n\n" for n in range(10_000))
    )
    assert len(quiz.items) == 10_000 and {d.code for d in diagnostics} == {"LR404"}
    assert time.process_time() - begin < 20


def test_what_is_noted_in_one_file_silences_nothing_in_another() -> None:
    told = "## First\n\n- (x) Yes\n- ( ) No\n\n{}\n\n!!! explanation\n    So.\n"
    diagnostics = Diagnostics()
    pairs = told.replace("- (x) Yes\n- ( ) No", "- a => b\n- c => d")
    for name, text in (("a", "- [x]No"), ("b", "The key is the first.")):
        source = Source(path=f"quizzes/{name}.md", text=pairs.format(text))
        read_quiz(source, diagnostics, identifier=name)
    assert [d.code for d in diagnostics if d.place.source.path == "quizzes/b.md"] == ["LR117"]


def test_all_that_braces_may_say_is_known_where_headings_are_read() -> None:
    known = COMMON_OPTIONS.union(sections.OPTIONS, {"outcome"}, *(kind.options for kind in KINDS))
    assert known == {*headings.OPTIONS}
