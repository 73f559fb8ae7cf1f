"""Random values make variants that repeat, and whose faults are told at the author's own place."""

from __future__ import annotations

from lessonry.checks.items import check_item
from lessonry.domain.concealment import conceal, published
from lessonry.domain.gaps import NumericEntryGap
from lessonry.domain.identity import fingerprint
from lessonry.domain.items import ChoiceItem, GapItem, Item, variants
from lessonry.domain.items.gap import accepts
from lessonry.readers.values.rendered import Piece, RenderedLine
from tests.cases import read
from tests.effort import within

BOXES = """## What do {{ n }} boxes cost? { #boxes variants=4 }

```vars
n = randint(2, 9)
price = uniform(0.5, 2, 0.1)
total = n * price
```

One costs {{ price }}: [[= {{ total }} ± 1%]]

!!! explanation
    {{ n }} times {{ price }} is {{ total }}.
"""


def items(text: str) -> tuple[Item, ...]:
    quiz, diagnostics = read(text)
    assert not diagnostics.errors, [d.message for d in diagnostics]
    return quiz.items


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (d.code, f"{d.place.span.line}:{d.place.span.column}+{d.place.span.length}", d.message)
        for d in read(text)[1]
    ]


def test_each_variant_is_an_item_of_its_own_with_its_own_key() -> None:
    (item,) = items(BOXES)
    assert len(variants(item)) == 4
    assert len({fingerprint(variant) for variant in variants(item)}) == 4
    for variant in variants(item):
        assert isinstance(variant, GapItem) and variant.identifier == "boxes"
        values = dict(variant.values)
        assert variant.heading is not None
        assert variant.heading.markdown == f"What do {values['n']} boxes cost?"
        assert accepts(variant.gaps[0], values["total"])
        assert not accepts(variant.gaps[0], str(float(values["total"]) * 1.1))


def test_variants_repeat_and_an_edit_elsewhere_changes_none() -> None:
    (item,) = items(BOXES)
    other = "## Which?\n\n- (x) A\n    > So.\n- ( ) B\n    > No.\n\n"
    assert items(other + BOXES + "\n" + other.replace("Which", "Who"))[1] == item
    longer = BOXES.replace("n = randint", "name = pick('Ann', 'Ben')\nn = randint")
    again = items(longer)[0]
    drawn = [variant.values[-3:] for variant in variants(again)]
    assert drawn == [variant.values for variant in variants(item)]


def test_another_identifier_draws_other_values() -> None:
    (one,), (two,) = items(BOXES), items(BOXES.replace("#boxes", "#crates"))
    assert one.values != two.values


def test_the_identifier_is_of_the_words_that_all_variants_share() -> None:
    (item,) = items(BOXES.replace("#boxes ", ""))
    assert item.identifier == "what-do-boxes-cost"
    assert {variant.identifier for variant in variants(item)} == {"what-do-boxes-cost"}


def test_every_part_of_an_item_takes_values() -> None:
    (item,) = items(
        "## {{ a }}?\n\n```vars\na = pick('one')\nb = 'no | yes'\n```\n\nBody {{ a }}, `{{ a }}`, "
        "$x_{ {{ a }} }$, \\{{ a }}\n\n```py\n{{ a }}\n```\n\n- (x) right {{ a }}\n    > why {{ a }}\n"
        "- ( ) wrong {{ a }} {{ b }}\n    > no {{ a }}\n\n??? hint\n    hint {{ a }}\n\n"
        "!!! explanation\n    because {{ a }}\n"
    )
    assert isinstance(item, ChoiceItem)
    assert item.heading and item.heading.markdown == "one?"
    assert item.body is not None
    assert item.body.markdown == ("Body one, `one`, $x_{ one }$, \\{{ a }}\n\n```py\n{{ a }}\n```")
    assert [choice.text.markdown for choice in item.choices] == ["right one", "wrong one no | yes"]
    assert [c.feedback.markdown for c in item.choices if c.feedback] == ["why one", "no one"]
    assert item.hint and item.hint.markdown == "hint one"
    assert item.explanation and item.explanation.markdown == "because one"


def test_a_fault_of_every_variant_is_told_once_at_the_authors_place() -> None:
    text = (
        "## {{ a }}? { #a }\n\n```vars\na = randint(1, 99)\n```\n\n\n{{ a }} and {{ a }}: [[ ]] x\n"
    )
    assert [entry[:2] for entry in told(text) if entry[0] == "LR130"] == [("LR130", "8:22+5")]


def test_a_fault_of_some_variants_is_told_with_the_values_that_made_it() -> None:
    text = (
        "## {{ a }} + {{ b }}? { #sum variants=9 }\n\n```vars\na = randint(1, 3)\nb = randint(1, 3)\n"
        "```\n\n- (x) {{ a + b }}\n    > So.\n- ( ) {{ 2 * a }}\n    > No, twice.\n"
    )
    found = [entry for entry in told(text) if entry[0] == "LR122"]
    assert len(found) == 1
    assert found[0][1] == "10:7+11"
    assert found[0][2] == "This choice is the same as the one in line 8, with a = 3, b = 3."


def test_a_division_by_nothing_is_told_with_its_values() -> None:
    text = BOXES.replace("total = n * price", "total = price / (n - n)")
    assert [e for e in told(text) if e[0] == "LR145"] == [
        ("LR145", "6:9+15", "This divides by nothing.")
    ]


def test_variants_that_are_alike_are_dropped_and_said() -> None:
    text = BOXES.replace("randint(2, 9)", "pick(2, 3)").replace("uniform(0.5, 2, 0.1)", "2")
    quiz, diagnostics = read(text)
    assert len(variants(quiz.items[0])) == 2
    (warning,) = [d for d in diagnostics if d.code == "LR147"]
    assert (warning.message, str(warning.place)) == (
        "Only 2 of 4 variants differ.",
        "quizzes/case.md:1:41",
    )


def test_variants_of_which_nothing_is_shown_are_told_to_show_it() -> None:
    text = "## Which? { #a variants=4 }\n\n```vars\nn = randint(2, 9)\n```\n\n"
    text += "- (x) A\n    > So.\n- ( ) B\n    > No.\n"
    (found,) = read(text)[1]
    assert (found.code, found.help) == ("LR147", "Nothing uses `n`: show `{{ n }}`.")


def test_a_key_of_a_value_that_is_not_shown_is_refused_even_in_one_variant() -> None:
    for wanted in (1, 4):
        text = BOXES.replace("variants=4", f"variants={wanted}")
        hidden = text.replace("One costs {{ price }}: ", "Say it: ")
        assert told(text) == []
        assert told(hidden) == [
            ("LR149", "5:1+5", "The key depends on `price`, which the question does not show.")
        ]
        assert read(hidden)[1].errors[0].help == "Show `{{ price }}` in the question."


def test_an_exam_publishes_neither_values_nor_keys_of_any_variant() -> None:
    (item,) = items(BOXES)
    for variant in variants(conceal(item)):
        assert variant.values == () and variant.explanation is None
        assert isinstance(variant, GapItem)
        gaps = [gap for gap in variant.gaps if isinstance(gap, NumericEntryGap)]
        assert gaps and not any(gap.answers for gap in gaps)
    quiz, _ = read("---\nmode: exam\n---\n" + BOXES)
    assert "total" not in repr(published(quiz).items)


def test_checks_look_at_every_variant() -> None:
    (item,) = items(BOXES)
    assert list(check_item(item)) == []


def test_a_position_in_a_rendered_line_is_one_in_the_authors() -> None:
    # written: `a {{ n }} b`, rendered: `a 12345678 b`
    line = RenderedLine(
        text="a 12345678 b", pieces=(Piece(start=2, end=10, written_start=2, written_end=9),)
    )
    assert [line.written(at) for at in (0, 2, 5, 10, 11)] == [0, 2, 2, 9, 10]
    assert [line.written(at, is_end=True) for at in (2, 5, 10, 12)] == [2, 9, 9, 11]


def test_fifty_variants_are_read_soon() -> None:
    with within(2):
        (item,) = items(BOXES.replace("variants=4", "variants=50"))
    assert len(variants(item)) == 50


def test_a_hostile_block_ends_in_a_message_within_a_second() -> None:
    doubling = "".join(f"v{n} = [v{n - 1}, v{n - 1}]\n" for n in range(1, 60))
    for hostile in (
        "n = 2 ** (10**9)",
        "n = 'a' * 10**9",
        "n = range(10**9)",
        f"v0 = 1\n{doubling}",
    ):
        text = BOXES.replace("n = randint(2, 9)", hostile).replace("variants=4", "variants=50")
        with within(1):
            assert "LR145" in {entry[0] for entry in told(text)}
