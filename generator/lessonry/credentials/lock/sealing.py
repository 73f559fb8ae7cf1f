"""Looks at a lock file as a reader without the key does: is all in it public, sealed or random?

A lock could tell by what it says openly, or by the lengths of what is sealed. Both are held against
the published exam, which has no key in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lessonry.credentials.lock.field import SIZE
from lessonry.credentials.lock.writing import PADDING
from lessonry.credentials.multibase import decode_base64url
from lessonry.domain.answer_lock.forms import forms
from lessonry.domain.answer_lock.shares import shares
from lessonry.domain.concealment import published
from lessonry.domain.items import GapItem, variants
from lessonry.domain.quiz import Quiz

MEMBERS = frozenset({
    "type", "version", "course", "quiz", "digest", "salt", "iterations", "needed", "shares", "grids",
    "forms", "answers",
})  # fmt: skip
FORM = frozenset({"items", "values", "tag", "box"})
SEAL = 16
"""Bytes that AES-GCM adds."""


def unsealed_parts(lock: Mapping[str, Any], quiz: Quiz | None) -> Iterator[str]:
    """Yield what is said openly in a lock file and need not be, in the end of a sentence.

    Args:
        lock: The file's content.
        quiz: The exam that it names, if the course has one.
    """
    if quiz is None or not quiz.is_locked:
        yield f"it locks `{lock['quiz']}`, which is no locked exam of this course"
        return
    shown = published(quiz)
    if extra := sorted(lock.keys() - MEMBERS):
        yield f"it holds {', '.join(f'`{name}`' for name in extra)}"
    if lock["shares"] != shares(shown).of:
        yield "its shares are not those of the items' points"
    counts = {item.identifier: len(variants(item)) for item in shown.items}
    gaps = {item.identifier: len(item.gaps) for item in shown.items if isinstance(item, GapItem)}
    if {name: len(steps) for name, steps in lock["grids"].items()} != {
        name: count for name, count in gaps.items() if name in lock["shares"]
    }:
        yield "its grids are not those of the gaps"
    if [tuple(map(tuple, form["items"])) for form in lock["forms"]] != list(forms(shown)):
        yield "its forms do not follow from the exam as it is published"
    for number, form in enumerate(lock["forms"]):
        if extra := sorted(form.keys() - FORM):
            yield f"form {number} holds {', '.join(f'`{name}`' for name in extra)}"
        total = sum(lock["shares"].get(name, 0) for name, _ in form["items"])
        if len(decode_base64url(form["values"])) != total * SIZE:
            yield f"form {number} has another number of values than of shares"
    if len({len(form["box"]) for form in lock["forms"]}) > 1:
        yield "its boxes differ in length"
    if {name: len(each) for name, each in lock["answers"].items()} != counts:
        yield "it has another number of answers than the exam has"
    for name, each in lock["answers"].items():
        if any((len(decode_base64url(box)) - SEAL) % PADDING for box in each):
            yield f"the length of an answer of `{name}` is not filled up"
