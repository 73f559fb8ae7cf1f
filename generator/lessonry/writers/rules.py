"""Writes the front matter of a quiz: what differs from what is meant where nothing is said."""

from __future__ import annotations

import re
from typing import Final

import yaml

from lessonry.domain.partial_credit import PartialCredit
from lessonry.domain.quiz import (
    FeedbackTime,
    Grading,
    Layout,
    Mode,
    PassMark,
    Quiz,
    TimeLimit,
)
from lessonry.domain.selection import HALF
from lessonry.readers.time_limit import OFFERED
from lessonry.writers.decimals import decimal, share

PLAIN: Final = re.compile(r"[^\W\d_](?:[^:#\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]|:(?![\s]|$))*")
"""A text that needs no quotes; words that mean something else without are looked up."""
PLACES: Final = 6


def front_matter(quiz: Quiz, of_item: dict[str, object]) -> str:
    """Return the lines between the fences, fences and all; nothing where there is nothing to say.

    Args:
        quiz: Whose rules these are.
        of_item: What the fields say of a scenario, by name.
    """
    said = {name: value for name, value in (_rules(quiz) | of_item).items() if value is not None}
    if not said:
        return ""
    lines = [f"{name}: {value}" for name, value in said.items() if not isinstance(value, list)]
    for name, value in said.items():
        if isinstance(value, list):
            lines.append(f"{name}: [{', '.join(text(str(one)) for one in value)}]")
    return "\n".join(["---", *lines, "---"]) + "\n"


def _rules(quiz: Quiz) -> dict[str, object]:
    """Return the fields by name, in the order of the documentation."""
    is_default = quiz.title == quiz.identifier.replace("-", " ").capitalize()
    limit = quiz.time_limit
    return {
        "title": None if is_default or not quiz.title else text(quiz.title),
        "description": text(quiz.description) if quiz.description else None,
        "mode": None if quiz.mode is Mode.PRACTICE else quiz.mode.value,
        "pass_mark": _pass_mark(quiz.pass_mark) if quiz.pass_mark else None,
        "partial_credit": None
        if quiz.partial_credit is PartialCredit.ALL_OR_NOTHING
        else quiz.partial_credit.value,
        "draw": quiz.draw,
        "shuffle": "true" if quiz.shuffle else None,
        "max_attempts": quiz.max_attempts,
        "grading": None if quiz.grading is Grading.BEST else quiz.grading.value,
        "time_limit": duration(limit.seconds) if limit else None,
        "extra_time": _extra_time(limit) if limit and limit.extra != OFFERED else None,
        "exam_share": None if quiz.exam_share == HALF else share(quiz.exam_share, PLACES),
        "feedback": None if quiz.feedback is FeedbackTime.IMMEDIATE else quiz.feedback.value,
        "layout": None if quiz.layout is Layout.ONE else quiz.layout.value,
        "achievement": text(quiz.achievement) if quiz.achievement else None,
        "lock": "true" if quiz.lock else None,
        "lock_weak": "accept" if quiz.lock_weak else None,
    }


def text(value: str) -> str:
    """Return a text as YAML, in quotes where it takes them."""
    if PLAIN.fullmatch(value) and value == value.strip() and not re.search(r"[\[\]{},]", value):
        node = yaml.compose(value, Loader=yaml.SafeLoader)
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":str") and node.value == value:
            return value
    quoted: str = yaml.dump(value, default_style='"', allow_unicode=True, width=1e9)
    return quoted.rstrip("\n")


def duration(seconds: int) -> str:
    """Return a time as people say it: `1 h 30 min`, `45 min`, `90 s`."""
    if seconds < 120 and seconds % 60:
        return f"{seconds} s"
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "h"), (rest // 60, "min"), (rest % 60, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _pass_mark(mark: PassMark) -> str:
    if not mark.in_points:
        return share(mark.value, PLACES)
    return f"{decimal(mark.value, PLACES)} point{'' if mark.value == 1 else 's'}"


def _extra_time(limit: TimeLimit) -> str:
    return f"[{', '.join(share(extra, 2) for extra in limit.extra)}]" if limit.extra else "false"
