"""A scenario of five scenes that tests read, build and play."""

from __future__ import annotations

WET_SHOES = """\
---
title: Wet shoes
description: A customer stands in the door. You have the shop to yourself.
kind: scenario
---

## At the door { #door }

It rains. A man comes in and puts a paper bag on the counter.

> “I bought these on *Monday*. They let the water in.”

- [“Show me. Which way did the water come?”](#look) { points=2 }
    > You look before you judge.
- [“Were they made for rain?”](#cross)
    > That is a question about **him**.
- [“Nobody else has complained.”](#cross) { points=-1 }
    > And now somebody has.

!!! explanation
    His first question is whether you believe him.

## He raises his voice { #cross }

> “They are *shoes*! What else are they for?”

- [“You are right. Please show me.”](#look) { points=1 }
    > Late, and not too late.
- [“I only asked.”](#left)
    > Nobody only asks.
- [“Let us begin again: good morning!”](#door)
    > You cannot unsay it.

## The left shoe { #look }

The seam is open. A pair in his size stands on the shelf.

- [“Take these, and I dry your socks while you try them.”](#stays) { points=3 }
    > The fix first, then the surprise.
- [“I send them in. It takes two weeks.”](#left)
    > He has one pair, and it rains.

!!! explanation
    A wet man is in a hurry.

## He stays for coffee { #stays outcome=good }

He tells the next customer about his socks.

!!! explanation
    He will tell it tomorrow, too.

## He leaves { #left outcome=poor }

The bell rings behind him. It still rains.
"""
BEST = ("a", "a")
"""The best way: 5 points."""
LATE = ("b", "a", "a")
"""A way of 4 points to the same end."""
POOR = ("c", "b")
"""A way to the poor end, worth less than nothing."""


def wet_shoes(**fields: str) -> str:
    """Return the scenario with further fields of its front matter."""
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return WET_SHOES.replace("kind: scenario\n", f"kind: scenario\n{more}")
