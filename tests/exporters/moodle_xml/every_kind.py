"""A quiz with every kind, as a trainer writes it."""

from __future__ import annotations

from pathlib import Path

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.quiz import Quiz
from lessonry.readers.quiz import read_quiz

EVERY_KIND = """---
title: First aid / burns
description: What to do & what not.
pass_mark: 80%
---

# Skin

## What **first**? { #first points=2 objective=burns-1 tags="skin,heat" }

![A red hand](hand.png)

- (x) Lukewarm water
    > Yes.
- ( ) Ice

??? hint
    Not too cold.

!!! explanation
    Twenty minutes, a < b & c ]]> d.

## Fire is hot { #hot }

- (x) True
- ( ) False
    > It is.

## Which? { #which partial_credit=right-minus-wrong shuffle=false }

- [x] Cool
- [ ] Rub
- [x] Cover

## { #field }

Skin has [[three|3*]] layers.

## { #capitals case_sensitive=true }

The sign says

[[EXIT]]

## How long? { #long }

[[= 20 ± 5 min]]

## In one text { #text points=3 }

The hand: [[ (cool) | {hot}~# ]]. Then [[wait \\| stay|rest]], for [[= 10..20]] minutes.

## A list { #list }

Water is [[ (wet) | dry | a < b ]].

## Pairs { #pairs partial_credit=per-part }

- Burn => Water
- Cut => *Plaster*
- => Sugar

## In which order? { #order partial_credit=adjacent-pairs }

1. Look
2. Call
3. Help

## One a row { #row partial_credit=per-part }

| | Do | Leave |
| --- | --- | --- |
| Cool | (x) | ( ) |
| Rub | ( ) | (x) |

## Several a row { #rows partial_credit=per-part }

| | Do | Now |
| --- | --- | --- |
| Cool | [x] | [x] |
| Cover | [x] | [ ] |

## Say it { #say points=4 }

[[...]]

!!! rubric
    - Says sorry
    - Mends it { points=2 }

!!! model-answer
    Like *this*.

## Where? { #where }

![A hall](hall.png)

- (x) circle(50,50,10) The door
- ( ) rect(0,0,20,20) The clock

## In a drawing { #drawing }

![A hall](hall.svg)

- (x) circle(50,50,10) The door
- ( ) rect(0,0,20,20) The clock

## How sure? { #sure survey=true }

| | Yes | No |
| --- | --- | --- |
| Cooling | ( ) | ( ) |
| Calling | ( ) | ( ) |
"""
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"/>'


def quiz_in(folder: Path, text: str = EVERY_KIND) -> Quiz:
    """Return the quiz, whose pictures lie in a folder from now on."""
    pictures = folder / "quizzes"
    pictures.mkdir(exist_ok=True)
    (pictures / "hand.png").write_bytes(PNG + (10).to_bytes(4, "big") + (8).to_bytes(4, "big"))
    (pictures / "hall.png").write_bytes(PNG + (1200).to_bytes(4, "big") + (600).to_bytes(4, "big"))
    (pictures / "hall.svg").write_bytes(SVG)
    found = Diagnostics()
    quiz = read_quiz(Source(path="quizzes/burns.md", text=text), found, identifier="burns")
    assert not found.errors, list(found.errors)
    return quiz
