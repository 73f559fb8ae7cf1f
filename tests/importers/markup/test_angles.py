"""What stands in angle brackets is shown where Moodle, which takes it for a tag, shows nothing."""

from __future__ import annotations

import pytest

from lessonry.domain.fidelity import Carried
from lessonry.domain.items import ChoiceItem, Item, MatchItem
from lessonry.importers.markup import angles
from lessonry.importers.settling import settle
from tests.importers.gift.bank import one, read


def stem(item: Item) -> str:
    return "\n\n".join(p.markdown for p in (item.heading, item.body) if p)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("What does List<Tea> hold?", "What does List&lt;Tea> hold?"),
        ("Is x<y and y>z?", "Is x&lt;y and y>z?"),
        ("Is a<b && c>d?", "Is a&lt;b && c>d?"),
        ("Where does <title> stand?", "Where does &lt;title> stand?"),
        ("Which line ends at <b> here?", "Which line ends at &lt;b> here?"),
        ("What ends at </b> here?", "What ends at &lt;/b> here?"),
        ("Is <li> good?", "Is &lt;li> good?"),
        ("A <b>bold</b> cup and a <cup>?", "A **bold** cup and a &lt;cup>?"),
        ("What says <?php tea(); ?> to <i>you</i>?", "What says &lt;?php tea(); ?> to *you*?"),
        ("[html]A <tea> cup?", "A &lt;tea> cup?"),
        ("Where leads a path/<int:id>?", "Where leads a path/&lt;int:id>?"),
        ("Which is `<b>Tea</b>`, <b>bold</b>?", "Which is \\`&lt;b>Tea&lt;/b>\\`, **bold**?"),
        ("What does <input> take?", "What does &lt;input> take?"),
        ("What does <img> show?", "What does &lt;img> show?"),
    ],
)
def test_what_is_no_tag_is_shown_and_told(written: str, shown: str) -> None:
    item, fidelity = one(f"{written}{{T}}")
    assert stem(item) == shown
    is_tag = "<?php" not in written
    assert fidelity.carried is (Carried.CHANGED if is_tag else Carried.WHOLE)
    assert not is_tag or "does not show it" in fidelity.notes[0]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("A <b>bold</b> cup?", "A **bold** cup?"),
        ("One<br>two?", "One<br>\ntwo?"),
        ("[html]<p>Tea<o:p></o:p> <p>and cake?", "Tea\n\nand cake?"),
        ("[html]<p>A <b>bold cup</p>", "A **bold cup**"),
        ("[html]<p>Tea.</p   <p>Cake?</p>", "Tea.\n\nCake?"),
        ("[html]<centre>Tea?</centre>", "Tea?"),
        ("Is 1<2?", "Is 1<2?"),
        ("Is `a<b`?", "Is \\`a&lt;b\\`?"),
    ],
)
def test_html_stays_html(written: str, shown: str) -> None:
    item, fidelity = one(f"{written}{{T}}")
    assert stem(item) == shown
    assert fidelity.carried is Carried.WHOLE


def test_tags_as_answers_are_meant() -> None:
    item, fidelity = one("Which draws a line?{=<hr> ~<br> ~<tr>#In a <b>table</b>.}")
    assert isinstance(item, ChoiceItem)
    assert [c.text.markdown for c in item.choices] == ["&lt;hr>", "&lt;br>", "&lt;tr>"]
    assert item.choices[2].feedback and item.choices[2].feedback.markdown == "In a **table**."
    (note,) = fidelity.notes
    assert note.startswith("`<hr>`, `<br>`, `<tr>`: Moodle takes that for a tag")


def test_tags_of_pictures_that_show_none_are_meant() -> None:
    item, fidelity = one("Which shows a picture?{=<img> ~<svg></svg> ~<video></video>}")
    assert isinstance(item, ChoiceItem)
    assert [c.text.markdown for c in item.choices] == [
        "&lt;img>",
        "&lt;svg>&lt;/svg>",
        "&lt;video>&lt;/video>",
    ]
    assert len(fidelity.notes) == 1


def test_tags_as_parts_of_pairs_are_meant() -> None:
    item, _ = one("What is what?{=<hr> -> a line =<br> -> a break}")
    assert isinstance(item, MatchItem)
    assert [left.text.markdown for left in item.lefts] == ["&lt;hr>", "&lt;br>"]


def test_blank_answers_of_an_editor_and_pictures_are_no_tags_to_show() -> None:
    item, fidelity = one(
        '[html]Which?{=<p>a</p> ~<p><br></p> ~<img src\\="https\\://x.org/a.png" alt\\="b">}'
    )
    assert isinstance(item, ChoiceItem)
    assert [c.text.markdown for c in item.choices] == ["a", "![b](https://x.org/a.png)"]
    assert fidelity.notes == ("An answer without words was left out.",)


def test_many_tags_make_one_note_and_the_next_question_none() -> None:
    wrong = " ".join(f"~<x{number}>" for number in range(8))
    (imported,) = read(f"Which?{{=<a0> {wrong}}}\n\nTea?{{T}}")
    first, second = imported.report
    (note,) = first.notes
    assert note.count("`") == 10 and " …:" in note
    assert second.notes == ()
    assert "&lt;x7>" in settle(imported).text


def shown(html: str) -> str:
    return angles.told(html, is_by_hand=False).html


@pytest.mark.parametrize(
    "html",
    [
        "<p ALIGN=center>a <b>bold</b> word<br/></p>",
        '<img alt="a<b" src="a.png"> and <a title="1 < 2 > 0" href="b">c</a>',
        "<o:p>Word</o:p> <my-part>a page's own</my-part> <tex>x</tex>",
        "x < 5 and 3 > 2, <3",
        '<text font="serif">a tool</text> <foo>of its own</foo> <Bar x="1"/>',
        "<!-- a <String> b --><script>if (a<b) {}</script><svg><path d='M'/></svg>",
        f'<img src="data:image/png;base64,{"A" * 20_000}">',
    ],
)
def test_what_a_browser_reads_stays_as_it_is(html: str) -> None:
    assert shown(html) == html


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("#include <iostream>", "#include &lt;iostream>"),
        ("<p>List<String> a</p>", "<p>List&lt;String> a</p>"),
        ("<p>if x<y then z", "<p>if x&lt;y then z"),
        ("vector<vector<int>>", "vector&lt;vector&lt;int>>"),
    ],
)
def test_other_words_in_angle_brackets_are_words(html: str, words: str) -> None:
    assert shown(html) == words


def test_a_hundred_thousand_open_brackets_are_read_in_no_time() -> None:
    for sign in ("<a", '<a "', "<a '", '<a "x" '):
        shown(sign * 30_000)
