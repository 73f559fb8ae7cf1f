"""A course of one quiz with every kind of item, and responses to each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations
from pathlib import Path
from typing import assert_never

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.course import Course
from lessonry.domain.gaps import InlineChoiceGap, NumericEntryGap, TextEntryGap
from lessonry.domain.items import (
    ChoiceItem,
    ExtendedTextItem,
    GapItem,
    HotspotItem,
    Item,
    MatchItem,
    MatrixItem,
    OrderItem,
    ScenarioItem,
)
from lessonry.domain.quiz import Quiz
from lessonry.domain.response import Response
from lessonry.exporters.formats import Request
from lessonry.readers.quiz import read_quiz

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 500">'
    '<rect width="1000" height="500" fill="#eee"/></svg>\n'
)
QUIZ = """\
---
title: Every kind
shuffle: true
pass_mark: 60%
---

# Choosing { draw=3 }

## Which is a fruit? { #fruit tags="food,easy" }

- (x) An apple
    > Yes, from a tree.
- ( ) A *stone*
- ( ) `iron`

!!! explanation
    Fruits **grow**.

## Which are even? { #even points=2 }

- [x] Two
- [x] Four
- [ ] Five

## Which are odd? { #odd points=3 partial_credit=per-part shuffle=false }

Take your time.

- [x] One
    > Right.
- [x] Three
- [ ] Six
    > Half of it is odd.
- [ ] Eight

## Which fly? { #fly partial_credit=right-minus-wrong objective=birds-1 }

- [x] A gull
- [x] A bat
- [ ] A cow

??? hint
    One of them is no bird.

# Sorting

## From small to large { #small-large points=2 }

1. A mouse
2. A dog
3. A horse

## From cold to hot { #cold-hot partial_credit=per-part }

1. Ice
2. Water
3. Steam

## The day { #day partial_credit=adjacent-pairs points=3 }

1. Morning
2. Noon
3. Afternoon
4. Evening

## What is each? { #each points=2 }

- A rose => A plant
- A bee => An animal
- An ant => An animal
- => A stone

## And these? { #these partial_credit=right-minus-wrong }

- Paris => France
- Rome => Italy
- Bern => Switzerland

## And those? { #those partial_credit=per-part }

- Oslo => Norway
- Cork => Ireland

## A bird or a fish? { #bird-fish partial_credit=per-part points=2 }

| The animal | Bird | Fish |
| --- | --- | --- |
| A gull | (x) | ( ) |
| A cod | ( ) | (x) |

## What can they do? { #can-do partial_credit=right-minus-wrong }

| Who | Swim | Fly |
| --- | --- | --- |
| A duck | [x] | [x] |
| A cod | [x] | [ ] |
| A bat | [ ] | [x] |

## How sure are you? { #sure survey=true }

| I can | No | Yes |
| --- | --- | --- |
| read | ( ) | ( ) |
| write | ( ) | ( ) |

# Writing

## The capital of France { #capital }

It is called [[Paris|Lutetia]].

## A colour { #colour points=2 case_sensitive=true }

Write [[/gr[ae]y/]] or [[Blue]].

## A sum { #sum points=2 }

12 × 9 is [[= 108]].

## About pi { #pi partial_credit=per-part points=2 }

It is [[= 3.14 ± 0.01]], between [[= 3..4]], and [[ (irrational) | whole ]].

## Two figures { #figures }

A third is [[= 0.33 sf 2]].

## Pick one { #pick }

The sky is [[ (blue) | green | red ]].

## Say sorry { #sorry points=4 }

[[...]]

!!! rubric
    - I say it
    - I mean it { points=2 }

!!! model-answer
    I am sorry.

## Where is the middle? { #middle }

![A grey field](field.svg)

- (x) rect(40,40,20,20) The middle
    > There.
- ( ) circle(10,20,5) The left
- ( ) poly(80,10 95,10 95,40) The right
"""


def every_kind(folder: Path) -> Request:
    """Return a request to export the quiz, whose picture now lies in `folder`."""
    (folder / "quizzes").mkdir(exist_ok=True)
    (folder / "quizzes" / "field.svg").write_text(PICTURE, encoding="utf-8")
    return request_for(folder, QUIZ)


def request_for(folder: Path, text: str, name: str = "every-kind") -> Request:
    """Return a request to export the quiz of that text."""
    quiz = read(text, name)
    course = Course(identifier="small", title="Small", quizzes=(quiz,))
    return Request(course=course, quizzes=(quiz,), folder=folder)


def read(text: str, name: str = "every-kind") -> Quiz:
    """Return the quiz of that text, which must have no errors."""
    found = Diagnostics()
    quiz = read_quiz(Source(path=f"quizzes/{name}.md", text=text), found, identifier=name)
    assert not list(found.errors), [str(error.message) for error in found.errors]
    return quiz


def responses(item: Item) -> Iterator[Response]:
    """Yield some responses to an item, right, wrong and between."""
    match item:
        case ChoiceItem() | HotspotItem():
            names = [
                one.identifier
                for one in (item.choices if isinstance(item, ChoiceItem) else item.areas)
            ]
            for size in range(1, len(names) + 1 if item.multiple else 2):
                for chosen in combinations(names, size):
                    yield Response(values=chosen)
        case OrderItem():
            for given in permutations(item.key):
                yield Response(values=given)
        case MatchItem():
            rights = [right.identifier for right in item.rights]
            for turn in range(len(rights)):
                turned = [*rights[turn:], *rights[:turn]]
                yield Response(values=tuple((turned * 3)[: len(item.lefts)]))
            yield Response(values=item.key)
            yield Response(values=(item.key[0], *[""] * (len(item.key) - 1)))
        case MatrixItem():
            names = [column.identifier for column in item.columns]
            yield Response(values=tuple(" ".join(sorted(row.key)) for row in item.rows))
            for name in names:
                yield Response(values=tuple(name for _ in item.rows))
                yield Response(values=(name, *[""] * (len(item.rows) - 1)))
        case GapItem():
            right = [_right(gap) for gap in item.gaps]
            wrong = [_wrong(gap) for gap in item.gaps]
            yield Response(values=tuple(right))
            yield Response(values=tuple(wrong))
            for index in range(len(right)):
                yield Response(values=(*wrong[:index], right[index], *wrong[index + 1 :]))
        case ExtendedTextItem() | ScenarioItem():
            return
        case _:
            assert_never(item)


def _right(gap: TextEntryGap | NumericEntryGap | InlineChoiceGap) -> str:
    match gap:
        case TextEntryGap():
            first = gap.answers[0]
            return "grey" if first.is_pattern else first.text
        case NumericEntryGap():
            return str(float(gap.answers[0].low))
        case InlineChoiceGap():
            return min(gap.key)
        case _:
            assert_never(gap)


def _wrong(gap: TextEntryGap | NumericEntryGap | InlineChoiceGap) -> str:
    match gap:
        case TextEntryGap():
            return "greenish"
        case NumericEntryGap():
            return str(float(gap.answers[0].high) + 0.5)
        case InlineChoiceGap():
            return next(c.identifier for c in gap.choices if c.identifier not in gap.key)
        case _:
            assert_never(gap)


def as_variables(item: Item, response: Response) -> dict[str, str | list[str]]:
    """Return a response as a player of QTI holds it: values of response variables."""
    values = response.values
    match item:
        case ChoiceItem() | HotspotItem():
            return {"RESPONSE": list(values) if item.multiple else values[0]}
        case OrderItem():
            return {"RESPONSE": list(values)}
        case MatchItem() | MatrixItem():
            return {
                "RESPONSE": [
                    f"L{index} {name}"
                    for index, value in enumerate(values, start=1)
                    for name in value.split(" ")
                    if name
                ]
            }
        case GapItem():
            if len(values) == 1:
                return {"RESPONSE": values[0]}
            return {f"RESPONSE_{index}": value for index, value in enumerate(values, start=1)}
        case ExtendedTextItem() | ScenarioItem():
            return {}
        case _:
            assert_never(item)
