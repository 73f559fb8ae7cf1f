"""The law of exams: move the key in the source, and the exam's page is the same, byte for byte."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import get_args

import pytest

from lessonry.domain.concealment import published
from lessonry.domain.gaps import Gap
from lessonry.domain.items import ExtendedTextItem, GapItem, Item
from lessonry.domain.quiz import Mode, Quiz
from tests.cases import read
from tests.rendering.test_quiz import render

STEM = "## Which? { #which }\n\nRead this.\n\n"
WHY = "\n\n!!! explanation\n    Because.\n"
SCENES = (
    "---\nkind: scenario\n---\n\n## One { #one }\n\n- [a](#two)%s\n- [b](#two)%s\n\n"
    "## Two { #two }\n\nEnd.\n"
)
TABLE = "| It | Owed | A gift |\n| --- | --- | --- |\n"
VALUES = "```vars\nn = randint(2, 4)\nm = randint(2, 4)\n```\n\n"
MOVED: dict[str, tuple[str, str]] = {
    "choice": ("- (x) a\n- ( ) b\n- ( ) c", "- ( ) a\n- ( ) b\n    > No.\n- (x) c"),
    "choice, several": ("- [x] a\n- [ ] b\n- [x] c", "- [ ] a\n- [x] b\n- [ ] c"),
    "order": ("1. b\n2. c\n3. a", "1. a\n2. c\n3. b"),
    "match": ("- x => a\n- y => b\n- => c", "- x => c\n- y => a\n- => b"),
    "matrix": (TABLE + "| Tea | (x) | ( ) |", TABLE + "| Tea | ( ) | (x) |"),
    "matrix, several": (TABLE + "| Tea | [x] | [ ] |", TABLE + "| Tea | [x] | [x] |"),
    "text-entry": ("It is [[so]].", "It is [[/no[tn]e?/i|thus]]."),
    "numeric-entry": ("It is [[= 5 ± 2% km]].", "It is [[= -10..20]]."),
    "inline-choice": ("It is [[ (b) | a | c ]].", "It is [[ (c) | (a) | b ]]."),
    "hotspot": (
        "![Hall](a.svg)\n\n- (x) circle(9,9,5) a\n- ( ) rect(20,20,9,9) b",
        "![Hall](a.svg)\n\n- ( ) circle(9,9,5) a\n    > No.\n- (x) rect(20,20,9,9) b",
    ),
    "numeric-entry, by random values": (
        VALUES + "Of {{ n }} and {{ m }}: [[= {{ n + m }}]].",
        VALUES + "Of {{ n }} and {{ m }}: [[= {{ n }}]].",
    ),
    "scenario": (SCENES % (" { points=2 }", ""), SCENES % ("", " { points=3 }\n    > Yes.")),
}
"""What is answered, with its key in one place and in another."""


def quiz_of(text: str) -> Quiz:
    quiz, diagnostics = read(text if text.startswith("---") else STEM + text + WHY)
    assert not diagnostics.errors, str([d.message for d in diagnostics])
    return quiz


@pytest.mark.parametrize("name", MOVED)
def test_moving_the_key_changes_no_byte_of_an_exam(name: str) -> None:
    one, other = (quiz_of(text) for text in MOVED[name])
    exams = [replace(quiz, mode=Mode.EXAM) for quiz in (one, other)]
    assert published(exams[0]) == published(exams[1])
    assert render(exams[0]) == render(exams[1])


@pytest.mark.parametrize("name", MOVED)
def test_moving_the_key_changes_the_key_of_practice(name: str) -> None:
    keys = [
        json.loads(html.unescape(found))
        for text in MOVED[name]
        for found in re.findall(r'data-lr-key="([^"]*)"', render(quiz_of(text)))
    ]
    half = len(keys) // 2
    assert keys and keys[:half] != keys[half:]


def test_the_law_is_tried_on_every_kind_that_exams_take() -> None:
    items = {kind.kind for kind in get_args(Item)} - {ExtendedTextItem.kind, GapItem.kind}
    assert {name.partition(",")[0] for name in MOVED} == items | {g.kind for g in get_args(Gap)}
