"""mdbook-quiz's TOML: all three kinds, older spellings, and what is missing told per question."""

from __future__ import annotations

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem, GapItem
from lessonry.domain.items.gap import accepts
from lessonry.importers import mdbook_quiz
from lessonry.importers.foreign import ForeignError, ForeignFile
from lessonry.importers.imported import ImportedQuiz
from lessonry.importers.settling import settle


def read(text: str, name: str = "tea_time.toml") -> ImportedQuiz:
    (imported,) = mdbook_quiz.read(ForeignFile(name=name, data=text.encode()))
    return imported


CHOICE = """
[[questions]]
id = "0f4d0e3a-1111"
type = "MultipleChoice"
prompt.prompt = "What is tea?"
prompt.distractors = ["a *stone*", "air"]
answer.answer = "a drink"
context = "Drink `it`."
"""


def test_one_right_answer() -> None:
    imported = read(CHOICE)
    (item,) = imported.quiz.items
    assert isinstance(item, ChoiceItem) and not item.multiple
    assert item.identifier == "0f4d0e3a-1111"
    assert {c.text.markdown: c.is_key for c in item.choices} == {
        "a drink": True,
        "a *stone*": False,
        "air": False,
    }
    assert item.explanation and item.explanation.markdown == "Drink `it`."
    assert (imported.quiz.identifier, imported.quiz.title) == ("tea-time", "Tea time")
    (fidelity,) = imported.report
    assert fidelity.carried is Carried.WHOLE and fidelity.line == 2
    assert fidelity.original.startswith("[[questions]]")


def test_a_list_of_answers_asks_for_all_of_them() -> None:
    (item,) = read(CHOICE.replace('"a drink"', '["a drink", "a plant"]')).quiz.items
    assert isinstance(item, ChoiceItem) and item.multiple and len(item.key) == 2


def test_a_fixed_place_and_a_sorted_list_are_kept() -> None:
    (item,) = read(CHOICE + "prompt.answerIndex = 1\n").quiz.items
    assert isinstance(item, ChoiceItem) and not item.shuffle
    assert [c.text.markdown for c in item.choices] == ["a *stone*", "a drink", "air"]
    (item,) = read(CHOICE + "prompt.sortAnswers = true\n").quiz.items
    assert isinstance(item, ChoiceItem) and not item.shuffle
    assert [c.text.markdown for c in item.choices] == ["a *stone*", "a drink", "air"]


def test_the_place_of_the_key_does_not_tell_it() -> None:
    text = "".join(
        CHOICE.replace("a drink", f"drink {n}").replace("0f4d", f"{n}a") for n in range(30)
    )
    places = [
        next(at for at, c in enumerate(item.choices) if c.is_key)
        for item in read(text).quiz.items
        if isinstance(item, ChoiceItem)
    ]
    assert set(places) == {0, 1, 2}


def test_short_answers() -> None:
    text = (
        '[[questions]]\ntype = "ShortAnswer"\nprompt.prompt = "Keyword?"\nprompt.response = "code"\n'
        'answer.answer = "let"\nanswer.alternatives = ["let mut"]\n'
    )
    imported = read(text)
    (item,) = imported.quiz.items
    assert isinstance(item, GapItem)
    assert accepts(item.gaps[0], "LET") and accepts(item.gaps[0], "let mut")
    assert "large field" in imported.report[0].notes[0]


def test_a_program_to_trace() -> None:
    text = (
        '[[questions]]\ntype = "Tracing"\nprompt.program = """\nfn main() {\n  // ```\n}\n"""\n'
        'answer.doesCompile = true\nanswer.stdout = "1\\n2\\n"\n'
        '[[questions]]\ntype = "Tracing"\nprompt.program = "fn main() {"\n'
        "answer.doesCompile = false\nanswer.lineNumber = 1\n"
    )
    imported = read(text)
    first, second = imported.quiz.items
    assert isinstance(first, GapItem) and isinstance(second, GapItem)
    assert accepts(first.gaps[0], "1 2") and not accepts(first.gaps[0], "error")
    assert accepts(second.gaps[0], "error")
    assert first.body and "````rust\nfn main() {\n  // ```\n}\n````" in first.body.markdown
    assert any("line" in note for note in imported.report[1].notes)
    settled = settle(imported)
    assert settled.items == 2 and not [d for d in settled.diagnostics if d.code == "LR131"]


def test_what_several_questions_share() -> None:
    imported = read('[multipart]\nm = "Look:"\n' + CHOICE + 'multipart = "m"\n')
    (item,) = imported.quiz.items
    assert item.heading and item.heading.markdown == "Look:"
    assert item.body and item.body.markdown == "What is tea?"
    assert "share" in imported.report[0].notes[0]


def test_the_older_spelling() -> None:
    text = '[[questions]]\ntype = "ShortAnswer"\nprompt = "Keyword?"\nanswer = "let"\n'
    (item,) = read(text).quiz.items
    assert isinstance(item, GapItem) and accepts(item.gaps[0], "let")


def test_what_is_missing_is_told_for_each_question() -> None:
    imported = read(
        '[[questions]]\ntype = "MultipleChoice"\nprompt.prompt = "A?"\n'
        '[[questions]]\ntype = "Tracing"\nprompt.program = "x"\n'
        '[[questions]]\ntype = "Tracing"\nprompt.program = "x"\nanswer.doesCompile = true\n'
        '[[questions]]\ntype = "Essay"\nprompt.prompt = "Why?"\n'
        "[[questions]]\nprompt = 3\n" + CHOICE
    )
    assert [one.carried is Carried.LEFT for one in imported.report] == [True] * 5 + [False]
    assert [one.line for one in imported.report] == [1, 4, 7, 11, 14, 17]
    assert "`Essay`" in imported.report[3].notes[0]


def test_scripts_do_not_pass() -> None:
    written = settle(
        read(CHOICE.replace("Drink `it`.", "<script>x()</script> <img src=x onerror=y> `<b>`"))
    ).text
    assert "<script" not in written and "<img" not in written and "`<b>`" in written


def test_what_looks_like_it() -> None:
    assert mdbook_quiz.matches(ForeignFile(name="a.toml", data=CHOICE.encode()))
    assert not mdbook_quiz.matches(ForeignFile(name="a.toml", data=b"[package]\nname = 'x'\n"))
    assert not mdbook_quiz.matches(ForeignFile(name="a.md", data=CHOICE.encode()))


@pytest.mark.parametrize(
    "text", ["a = ", "a = " + "[" * 20_000, "[[questions", "questions = 3", "a = " + "9" * 5_000]
)
def test_what_cannot_be_read_at_all(text: str) -> None:
    with pytest.raises(ForeignError):
        read(text)


def test_too_many_questions() -> None:
    with pytest.raises(ForeignError, match="10,000 tables"):
        read("[[questions]]\n" * 10_001)


def test_a_list_right_below_text_is_one_here_as_well() -> None:
    told = CHOICE.replace(
        '"What is tea?"', '"""Tea takes\n1. leaves,\n2. water. What is it?\n```\nx\n- y\n```"""'
    )
    (item,) = read(told).quiz.items
    whole = "\n\n".join(p.markdown for p in (item.heading, item.body) if p)
    assert whole == "Tea takes\n\n1. leaves,\n2. water. What is it?\n```\nx\n- y\n```"


def test_the_choices_of_the_first_versions_are_counted_from_nothing() -> None:
    old = (
        '[[questions]]\ntype = "MultipleChoice"\nprompt.prompt = "Hot?"\n'
        'prompt.choices = ["ice", "tea", "mate"]\nanswer.answer = {}\n'
    )
    (item,) = read(old.format("1")).quiz.items
    assert isinstance(item, ChoiceItem) and item.key == {"b"} and not item.multiple
    assert [c.text.markdown for c in item.choices] == ["ice", "tea", "mate"] and not item.shuffle
    (item,) = read(old.format("[1, 2]")).quiz.items
    assert isinstance(item, ChoiceItem) and item.key == {"b", "c"} and item.multiple
    (fidelity,) = read(old.format("3")).report
    assert fidelity.carried is Carried.LEFT and "no place" in fidelity.notes[0]


def test_a_wrong_answer_that_is_the_right_one_is_left_out() -> None:
    imported = read(CHOICE.replace('["a *stone*", "air"]', '["a drink", "air", " air"]'))
    (item,) = imported.quiz.items
    assert isinstance(item, ChoiceItem) and len(item.choices) == 2 and len(item.key) == 1
    assert "twice" in imported.report[0].notes[0]


def test_blocks_of_code_hold_nothing_but_code() -> None:
    shown = (
        "Look:\n\n```aquascope,permissions,stepper\n#fn main() {\n#[test]\n"
        "let s: Vec<u8> = tea();`(focus,paths:s)`\n#}\n```\n\n"
        "```ide\nfn f() -> `[Tea]` {}\n```\n\n```rust,ignore\nf();\n```"
    )
    imported = read(CHOICE.replace('"What is tea?"', f"'''{shown}'''"))
    (item,) = imported.quiz.items
    assert item.body and item.body.markdown == (
        "```rust\n#[test]\nlet s: Vec<u8> = tea();\n```\n\n"
        "```rust\nfn f() -> Tea {}\n```\n\n```rust\nf();\n```"
    )
    first, second = imported.report[0].notes
    assert "Aquascope" in first and "highlighted" in second


def test_a_program_may_be_called_prompt_and_name_its_language() -> None:
    imported = read(
        '[[questions]]\ntype = "Tracing"\nprompt.prompt = "brew();"\nprompt.language = "java"\n'
        'answer.doesCompile = true\nanswer.stdout = "tea"\n'
    )
    (item,) = imported.quiz.items
    assert item.body and "```java\nbrew();\n```" in item.body.markdown


def test_what_only_tells_something_is_named() -> None:
    (fidelity,) = read('[[questions]]\ntype = "Informational"\nprompt.prompt = "Tea."\n').report
    assert fidelity.carried is Carried.LEFT and "asks nothing" in fidelity.notes[0]


def test_code_that_is_indented_gets_a_fence() -> None:
    shown = (
        "Look:\n\n    /// ```\n    fn f() -> Vec<u8> {\n\n        1\n    }\n\nDoes it compile?\n"
        "    Surely?\n\n1. So:\n\n    no code\n"
    )
    imported = read(CHOICE.replace('"What is tea?"', f"'''{shown}'''"))
    (item,) = imported.quiz.items
    assert item.body and item.body.markdown == (
        "````\n/// ```\nfn f() -> Vec<u8> {\n\n    1\n}\n````\n\nDoes it compile?\n"
        "    Surely?\n\n1. So:\n\n    no code"
    )
    assert not imported.report[0].notes
