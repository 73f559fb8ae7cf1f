"""The blocks of mkdocs-quiz, both syntaxes: read as one quiz, or rewritten where they stand."""

from __future__ import annotations

import pytest

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem, GapItem
from lessonry.domain.items.gap import accepts
from lessonry.importers import mkdocs_quiz
from lessonry.importers.drafts import Names
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle
from lessonry.readers.page import read_page

BLOCK = """<quiz>
What is *tea*?

- [x] A drink
  > Yes.
  > It is.
- [] A stone
* [ ] Air

Water and **leaves**.
</quiz>"""


def file(text: str | bytes, name: str = "docs/tea.md") -> ForeignFile:
    return ForeignFile(name=name, data=text if isinstance(text, bytes) else text.encode())


def read(text: str) -> ImportedQuiz:
    (imported,) = mkdocs_quiz.read(file(text))
    return imported


def rewritten(text: str, name: str = "docs/tea.md") -> str:
    return mkdocs_quiz.rewrite(file(text, name)).text


def test_a_choice_with_feedback_and_content() -> None:
    imported = read(f"# All of tea\n\n{BLOCK}\n")
    (item,) = imported.quiz.items
    assert isinstance(item, ChoiceItem) and not item.multiple
    assert item.heading and item.heading.markdown == "What is *tea*?"
    assert [(c.text.markdown, c.is_key) for c in item.choices] == [
        ("A drink", True),
        ("A stone", False),
        ("Air", False),
    ]
    assert item.choices[0].feedback and item.choices[0].feedback.markdown == "Yes.\nIt is."
    assert item.explanation and item.explanation.markdown == "Water and **leaves**."
    assert (imported.quiz.identifier, imported.quiz.title) == ("tea", "All of tea")
    assert (imported.report[0].line, imported.report[0].kind) == (3, "choice")


def test_several_ticks_ask_for_all() -> None:
    (item,) = read("<quiz>\nA?\n- [x] b\n- [X] c\n- [ ] d\n</quiz>").quiz.items
    assert isinstance(item, ChoiceItem) and item.multiple and item.key == {"a", "b"}


def test_blanks_and_what_is_told_below_the_line() -> None:
    (item,) = read("<quiz>\n2 + 2 = [[4]], and [[ Tea ]].\n\n---\nSo it is.\n</quiz>").quiz.items
    assert isinstance(item, GapItem) and len(item.gaps) == 2
    assert accepts(item.gaps[0], "4") and accepts(item.gaps[1], "tea")
    assert item.explanation and item.explanation.markdown == "So it is."


def test_the_syntax_before_version_one() -> None:
    old = (
        "<?quiz?>\nquestion: Ready?\nanswer-correct: Yes!\nanswer: No!\n"
        "content:\n<h2>More</h2>\n<?/quiz?>"
    )
    (item,) = read(old).quiz.items
    assert isinstance(item, ChoiceItem) and item.key == {"a"}
    assert item.explanation and item.explanation.markdown == "<h2>More</h2>"


def test_brackets_in_a_block_of_code_are_no_blank() -> None:
    code = "```bash\nif [[ -f tea ]]; then\n```"
    choice, blanks = read(
        f"<quiz>\nWhat?\n\n{code}\n\n- [x] Tea\n- [ ] Air\n</quiz>\n\n"
        f"<quiz>\nHot: [[tea]]\n\n{code}\n</quiz>"
    ).quiz.items
    assert isinstance(choice, ChoiceItem) and isinstance(blanks, GapItem)
    assert blanks.body and code in blanks.body.markdown and len(blanks.gaps) == 1


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("A?\n- [ ] b\n- [ ] c", "ticked"),
        ("A?", "no answers"),
        ("- [x] b\n- [ ] c", "no question"),
        ("A?\n- [y] b", "`[y]`"),
        ("A?\n- [x] b\n\n> Yes.\n- [ ] c\n> No.", "right below"),
    ],
)
def test_what_mkdocs_quiz_refuses_stays_on_the_page(inside: str, said: str) -> None:
    page = f"Before\n\n<quiz>\n{inside}\n</quiz>\n"
    assert said in read(page).report[0].notes[0]
    made = mkdocs_quiz.rewrite(file(page))
    assert made.text == page and not made.is_changed
    assert made.report[0].carried is Carried.LEFT


def test_a_page_is_rewritten_in_place() -> None:
    page = f"# Tea\n\nBefore  \n\n{BLOCK}\n\nAfter\t\n\n```md\n<quiz>\nno\n</quiz>\n```\n"
    assert rewritten(page) == (
        "# Tea\n\nBefore  \n\n"
        "/// quiz | tea-1\n"
        "## What is *tea*? { #what-is-tea }\n\n"
        "- (x) A drink\n    > Yes.\n    > It is.\n- ( ) A stone\n- ( ) Air\n\n"
        "!!! explanation\n    Water and **leaves**.\n"
        "///\n\nAfter\t\n\n```md\n<quiz>\nno\n</quiz>\n```\n"
    )


def test_everything_else_stays_byte_for_byte() -> None:
    page = "\ufeff# Tea\r\n\r\nText\r\n" + BLOCK.replace("\n", "\r\n") + "\r\nAfter \u2028\x0c\r\n"
    made = mkdocs_quiz.rewrite(file(page))
    assert made.text.startswith("\ufeff# Tea\r\n\r\nText\r\n\r\n/// quiz | tea-1\r\n")
    assert made.text.endswith("\r\n///\r\n\r\nAfter \u2028\x0c\r\n")
    assert "\n" not in made.text.replace("\r\n", "")
    assert made.data == made.text.encode()


def test_a_block_in_a_tab_stays_and_is_told() -> None:
    page = '=== "Tab"\n\n    <quiz>\n    A?\n\n    - [x] b\n    - [ ] c\n    </quiz>\n\n    more\n'
    made = mkdocs_quiz.rewrite(file(page))
    assert made.text == page and "tab" in made.report[0].notes[0]
    assert len(read(page).quiz.items) == 1


def test_a_block_in_the_middle_of_a_line() -> None:
    page = "Text <quiz>\nA?\n- [x] b\n- [ ] c\n</quiz> more"
    assert (
        rewritten(page)
        == "Text \n\n/// quiz | tea-1\n## A? { #a }\n\n- (x) b\n- ( ) c\n///\n\n more"
    )


def test_the_rewritten_page_is_one_that_we_read() -> None:
    front = "---\ntitle: Tea\nquiz:\n  shuffle_answers: true\n  show_correct: false\n---\n"
    made = mkdocs_quiz.rewrite(
        file(f"{front}# Tea\n\n<!-- mkdocs-quiz intro -->\n\n{BLOCK}\n\nText\n\n{BLOCK}\n")
    )
    found = Diagnostics()
    _, quizzes = read_page(Source(path="docs/tea.md", text=made.text), "tea.md", found)
    assert not found.errors
    assert [quiz.identifier for quiz in quizzes] == ["tea-1", "tea-2"]
    assert all(quiz.shuffle and len(quiz.items) == 1 for quiz in quizzes)
    assert [note.split("`")[0] for note in made.notes] == [
        "The page's option ",
        "With ",
        "The comments for an intro and for results do nothing any more.",
    ]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("docs/tea.md", "tea-1"),
        ("docs/hot/tea.md", "hot-tea-1"),
        ("/home/me/course/docs/hot/index.md", "hot-1"),
        ("docs/index.md", "index-1"),
        ("hot/tea.md", "tea-1"),
        ("hot/README.md", "hot-1"),
    ],
)
def test_quizzes_are_named_after_their_page(page: str, name: str) -> None:
    (quiz,) = mkdocs_quiz.rewrite(file(BLOCK, page)).quizzes
    assert quiz.identifier == name


def test_names_are_given_once() -> None:
    names = Names()
    first = mkdocs_quiz.rewrite(file(BLOCK, "a.md"), names)
    second = mkdocs_quiz.rewrite(file(BLOCK, "a.md"), names)
    assert [q.identifier for q in (*first.quizzes, *second.quizzes)] == ["a-1", "a-1-2"]


def test_a_body_with_slashes_gets_longer_ones() -> None:
    made = rewritten("<quiz>\nA?\n\n    /// note\n\n- [x] b\n- [ ] c\n</quiz>\n")
    opening = next(line for line in made.split("\n") if "quiz |" in line)
    assert opening.startswith("////")


def test_a_page_that_switches_them_off_is_left() -> None:
    page = f"---\nquiz:\n  enabled: false\n---\n\n{BLOCK}\n"
    made = mkdocs_quiz.rewrite(file(page))
    assert made.text == page and "switched off" in made.notes[0]


def test_a_page_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(ForeignError, match="UTF-8"):
        mkdocs_quiz.rewrite(file(BLOCK.replace("tea", "té").encode("cp1252")))


def test_scripts_do_not_pass() -> None:
    block = (
        "<quiz>\nA <script>x()</script>?\n- [x] <img src=x onerror=y>\n"
        "- [ ] [c](javascript:x)\n</quiz>"
    )
    for written in (rewritten(block), settle(read(block)).text):
        assert "<script" not in written and "<img" not in written and "javascript" not in written


def test_pictures_that_stay_where_they_are_are_told() -> None:
    block = "<quiz>\n![a](cup.png) A?\n- [x] b\n- [ ] c\n</quiz>"
    assert "cup.png" in read(block).report[0].notes[0]
    assert not mkdocs_quiz.rewrite(file(block)).report[0].notes


def test_what_looks_like_it() -> None:
    assert mkdocs_quiz.matches(file(BLOCK))
    assert not mkdocs_quiz.matches(file("<quiz>"))
    assert not mkdocs_quiz.matches(file('<?xml version="1.0"?><quiz></quiz>', "a.xml"))


def test_hostile_pages_end_soon() -> None:
    for text in (
        "<quiz>" * 100_000,
        "<quiz>\n" * 100_000 + "</quiz>",
        "```\n" * 50_001 + BLOCK,
        "<quiz>" + "- [x] a\n" * 30_000 + "</quiz>",
        "<quiz>[[" * 50_000 + "a]]</quiz>",
    ):
        made = mkdocs_quiz.rewrite(file(text))
        assert len(made.report) <= 1
    with pytest.raises(ForeignError, match="50,000"):
        mkdocs_quiz.read(file("<quiz></quiz>" * 50_001))
    with pytest.raises(ForeignError, match="no `<quiz>`"):
        mkdocs_quiz.read(file("nothing"))
