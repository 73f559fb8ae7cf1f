"""quizdown: kinds by the list's marks, hints, comments, options, and quizzes that stand on a page."""

from __future__ import annotations

import contextlib

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem, MatchItem, OrderItem
from lessonry.importers import quizdown
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle


def read_all(text: str, name: str = "tea.md") -> tuple[ImportedQuiz, ...]:
    return quizdown.read(ForeignFile(name=name, data=text.encode()))


def read(text: str) -> ImportedQuiz:
    (imported,) = read_all(text)
    return imported


QUIZ = """---
shuffleQuestions: true
nQuestions: 2
primaryColor: red
---

# Tea time

All about tea.

## What is tea?

---
shuffleAnswers: false
---

Think.

> A hint: it is *hot*.

- [x] A drink
    > Yes.
- [ ] A stone
- [x] A plant

    it grows

## Which is hot?

```python
## no heading
- [x] no list
```

1. [ ] Ice
1. [x] Tea
    > Careful!

## Sort

1. Boil
2. Pour
3. Drink

## A word

Nothing to answer.
"""


def test_the_whole_of_it() -> None:
    imported = read(QUIZ)
    quiz = imported.quiz
    assert (quiz.identifier, quiz.title, quiz.description) == ("tea", "Tea time", "All about tea.")
    assert quiz.shuffle and quiz.draw == 2
    several, single, order = quiz.items
    assert isinstance(several, ChoiceItem) and several.multiple and not several.shuffle
    assert several.body and several.body.markdown == "Think."
    assert several.hint and several.hint.markdown == "A hint: it is *hot*."
    assert [(c.text.markdown, c.is_key) for c in several.choices] == [
        ("A drink", True),
        ("A stone", False),
        ("A plant\n\nit grows", True),
    ]
    assert several.choices[0].feedback and several.choices[0].feedback.markdown == "Yes."
    assert isinstance(single, ChoiceItem) and not single.multiple and single.key == {"b"}
    assert single.body and single.body.markdown.startswith("```python\n## no heading")
    assert isinstance(order, OrderItem)
    assert [e.text.markdown for e in order.in_order] == ["Boil", "Pour", "Drink"]
    assert [(r.kind, r.line, r.carried) for r in imported.report] == [
        ("MultipleChoice", 11, Carried.WHOLE),
        ("SingleChoice", 28, Carried.WHOLE),
        ("Sequence", 39, Carried.WHOLE),
        ("Information", 45, Carried.LEFT),
    ]
    assert any("colours" in note for note in imported.notes)
    settled = settle(imported)
    assert settled.items == 3 and not any("not quite" in " ".join(r.notes) for r in settled.report)


def test_answers_are_mixed_unless_it_says_otherwise() -> None:
    question = "## A?\n\n- [x] b\n- [ ] c\n"
    mixed = read(question)
    assert mixed.quiz.shuffle and mixed.notes
    kept = read(f"---\nshuffle_answers: false\n---\n{question}")
    assert not kept.quiz.shuffle and not kept.notes


def test_the_first_heading_is_a_question_where_it_has_answers() -> None:
    imported = read("# A?\n\n- [x] b\n- [ ] c\n\n# D?\n\n1. [x] e\n1. [ ] f\n")
    assert len(imported.quiz.items) == 2 and imported.quiz.title == "tea"


def test_a_rule_below_text_is_no_option() -> None:
    imported = read("## A?\n\nText\n---\n\nmore\n---\n\n- [x] b\n- [ ] c\n")
    assert len(imported.quiz.items) == 1


def test_several_ticks_behind_numbers_are_told() -> None:
    imported = read("## A?\n\n1. [x] b\n1. [x] c\n1. [ ] d\n")
    (item,) = imported.quiz.items
    assert isinstance(item, ChoiceItem) and item.multiple
    assert "all of them" in imported.report[0].notes[0]


def test_quizzes_on_a_page() -> None:
    page = (
        "# Page\n\nText\n\n```quizdown\n## A?\n\n- [x] b\n- [ ] c\n```\n\n"
        '<div class="quizdown">\n    ## x &lt; y?\n\n    - [x] d\n    - [ ] e\n</div>\n'
    )
    first, second = read_all(page)
    assert (first.quiz.identifier, second.quiz.identifier) == ("tea-1", "tea-2")
    assert first.report[0].line == 6
    heading = second.quiz.items[0].heading
    assert heading and heading.markdown == "x < y?"


def test_what_looks_like_it() -> None:
    def matches(text: str, name: str = "a.md") -> bool:
        return quizdown.matches(ForeignFile(name=name, data=text.encode()))

    assert matches(QUIZ)
    assert matches("```quizdown\n# a\n```\n")
    assert not matches("# A page\n\n- a\n- b\n")
    assert not matches("# Lia\n\n[[X]] a\n[[ ]] b\n\n- [x] task\n")


def test_scripts_do_not_pass() -> None:
    text = "## A <script>x()</script>?\n\n- [x] <img src=x onerror=y>\n- [ ] [c](javascript:x)\n"
    written = settle(read(text)).text
    assert "<script" not in written and "<img" not in written and "javascript" not in written


def test_hostile_texts_end_soon() -> None:
    for text in (
        "---\n" + "a: &a [*a]\n" * 100 + "---\n# A\n",
        "---\n" * 20_000 + "## A\n",
        "## A\n" + "> " * 50_000,
        "```quizdown\n" * 20_000,
        "## A\n\n" + "- [x] a\n" * 60_000,
    ):
        with contextlib.suppress(ForeignError):
            read_all(text)


def test_nothing_to_read_and_too_much() -> None:
    with pytest.raises(ForeignError, match="no question"):
        read("just text")
    with pytest.raises(ForeignError, match="50,000"):
        read("## A\n" * 50_001)


def test_pairs_of_the_dialect_for_quarto_are_matched() -> None:
    page = "```quizdown\n## Whence?\n\n- Sencha :: Japan\n- Mate :: Peru\n```\n"
    file = ForeignFile(name="tea.qmd", data=page.encode())
    assert quizdown.matches(file)
    (found,) = quizdown.read(file)[0].quiz.items
    assert isinstance(found, MatchItem)
    assert [found.partner(n).text.markdown for n in (0, 1)] == ["Japan", "Peru"]


def test_a_hint_keeps_its_first_word_unless_it_only_names_it() -> None:
    def hint(said: str) -> str | None:
        (item,) = read(f"## Tea?\n\n> {said}\n\n- [x] Leaf\n- [ ] Stone\n").quiz.items
        return item.hint.markdown if item.hint else None

    assert hint("Hint or two.") == "Hint or two."
    assert hint("**Hint:** Look.") == hint("Hint: Look.") == "Look."


def test_rules_between_questions_part_them_alone() -> None:
    asked = "## What is {}?\n\n1. [x] a\n2. [ ] b\n\n---\n\n"
    items = read(asked.format("tea") + asked.format("milk") + asked.format("sugar")).quiz.items
    stems = [(one.heading.markdown if one.heading else "", one.body) for one in items]
    assert stems == [(f"What is {name}?", None) for name in ("tea", "milk", "sugar")]


@pytest.mark.parametrize("fence", ["```quizdown|```", "```{quizdown}|```", ":::{quizdown}|:::"])
def test_a_page_of_mkdocs_or_sphinx_holds_a_quiz(fence: str) -> None:
    opening, closing = fence.split("|")
    page = f"# A page\n\n- [ ] no question\n\n{opening}\n---\nshuffleAnswers: true\n---\n\n"
    page += f"# What is tea?\n\n1. [x] a\n2. [ ] b\n\n{closing}\n\n## After\n\n- [x] done\n"
    (item,) = read(page).quiz.items
    assert isinstance(item, ChoiceItem) and item.heading is not None
    assert item.heading.markdown == "What is tea?"


ASKED = "## What is tea?\n\n- [x] Leaf\n- [ ] Stone\n"


@pytest.mark.parametrize(
    "page",
    [
        "{{{{< quizdown >}}}}\n{0}\n{{{{< /quizdown >}}}}",
        "{{{{% quizdown %}}}}\n{0}\n{{{{%/quizdown%}}}}",
        "<!-- quizdown:start -->\n{0}\n<!-- quizdown:end -->",
        "````markdown\n```quizdown\n## An example?\n\n- [x] b\n```\n````\n\n```quizdown\n{0}\n```",
    ],
)
def test_blocks_of_hugo_and_docsify_and_examples_of_blocks(page: str) -> None:
    text = f"# Page\n\n- [ ] to do\n\n{page.format(ASKED)}\n\n## After\n\n1. One\n2. Two\n"
    imported = read(text)
    (item,) = imported.quiz.items
    assert item.heading and item.heading.markdown == "What is tea?" and len(imported.report) == 1
    assert text.split("\n")[(imported.report[0].line or 0) - 1] == "## What is tea?"
    assert quizdown.matches(ForeignFile(name="tea.md", data=text.encode()))


def test_a_directive_of_sphinx_holds_a_quiz_or_names_its_file() -> None:
    inside = "\n".join(f"   {line}".rstrip() for line in ASKED.split("\n"))
    page = f"Page\n====\n\n.. quizdown::\n\n{inside}\n\nAfter\n\n1. One\n\n"
    file = ForeignFile(name="tea.rst", data=page.encode())
    assert quizdown.matches(file)
    (imported,) = quizdown.read(file)
    assert len(imported.quiz.items) == len(imported.report) == 1
    (imported,) = read_all(page + ".. quizdown:: quizzes/more.md\n", "tea.rst")
    assert len(imported.quiz.items) == 1 and "`quizzes/more.md`" in imported.notes[0]
    with pytest.raises(ForeignError) as caught:
        read_all("Page\n====\n\n.. quizdown:: quizzes/more.md\n", "tea.rst")
    assert "`quizzes/more.md`" in (caught.value.help or "")


def test_what_stands_below_the_answers_is_told_afterwards() -> None:
    imported = read(f"{ASKED}\n> **Explanation:** It grows.\n\nMore.\n")
    (item,) = imported.quiz.items
    assert item.hint is None and item.explanation
    assert item.explanation.markdown == "It grows.\n\nMore."
    assert "does not show" in imported.report[0].notes[0]


def test_each_list_below_a_heading_is_a_question() -> None:
    imported = read("## Tea\n\nWhich?\n\n- [x] a\n- [ ] b\n\nAnd?\n\n1. [ ] c\n2. [x] d\n\nEnd.\n")
    first, second = imported.quiz.items
    assert isinstance(first, ChoiceItem) and first.multiple and first.explanation is None
    assert isinstance(second, ChoiceItem) and second.key == {"b"} and second.body
    assert second.body.markdown == "Which?\n\nAnd?" and second.explanation


def test_a_list_without_a_heading_is_a_question() -> None:
    first, second = read(f"Which?\n\n1. [x] a\n2. [ ] b\n\n{ASKED}").quiz.items
    assert first.heading and first.heading.markdown == "Which?"
    assert second.heading and second.heading.markdown == "What is tea?"
    bare = read("```quizdown\n1. [x] a\n2. [ ] b\n```\n")
    assert bare.quiz.items[0].body or bare.quiz.items[0].heading
    assert "name of the file" in bare.report[0].notes[0]


def test_bullets_without_boxes_are_no_order() -> None:
    imported = read(f"## Which?\n\n- a\n- b\n\n{ASKED}")
    assert len(imported.quiz.items) == 1
    assert imported.report[0].carried is Carried.LEFT and "box" in imported.report[0].notes[0]


def test_a_comment_need_not_be_indented() -> None:
    (item,) = read("## Tea?\n\n- [x] Leaf\n> Yes.\n> It is.\n- [ ] Stone\n> No.\n").quiz.items
    assert isinstance(item, ChoiceItem) and item.hint is None and item.explanation is None
    told = [one.feedback.markdown if one.feedback else None for one in item.choices]
    assert told == ["Yes.\nIt is.", "No."]


def test_code_in_an_answer_takes_in_no_question() -> None:
    asked = "## {}?\n\n1. [x] ```\na\nb\n```\n2. [ ] ```\nc\n``` \n\n"
    imported = read(asked.format("A") + asked.format("B"))
    assert [one.heading.markdown for one in imported.quiz.items if one.heading] == ["A?", "B?"]
    for item in imported.quiz.items:
        assert isinstance(item, ChoiceItem) and item.explanation is None
        assert [one.text.markdown for one in item.choices] == ["```\na\nb\n```", "```\nc\n```"]


def test_a_partner_may_belong_to_none() -> None:
    (item,) = read("## Whence?\n\n- Sencha :: Japan\n- Mate :: Peru\n- :: Norway\n").quiz.items
    assert isinstance(item, MatchItem) and len(item.rights) == 3


def test_hostile_pages_end_soon() -> None:
    for text in (
        "{{< quizdown >}}\n" * 20_000,
        ".. quizdown::\n" * 20_000,
        ".. quizdown:: a\n" * 20_000,
        "````\n```quizdown\n````\n" * 20_000,
        "<!--" + "-" * 100_000 + "quizdown",
        "{{<" + " " * 100_000 + "quizdown",
        "## A\n\n- [x] a\n" + "> b\n" * 20_000,
        "## A\n\n" + "- [x] a\n\nb\n\n" * 5_000,
        "## A\n\n" + "a\n```\n```\n" * 10_000,
        "## A\n\n" + "".join("a\n" + "`" * (300 - at) + "\n\n" for at in range(290)),
    ):
        with contextlib.suppress(ForeignError):
            read_all(text)
