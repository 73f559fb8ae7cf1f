"""Checks of one quiz: its rules against its items."""

from __future__ import annotations

from collections.abc import Iterator

from lessonry.checks.guessing import check_guessing
from lessonry.checks.items import check_item
from lessonry.checks.leaks import check_leaks
from lessonry.checks.lock import check_lock
from lessonry.checks.writing import check_writing
from lessonry.diagnostics import Diagnostic, Place
from lessonry.domain.items import ExtendedTextItem
from lessonry.domain.quiz import Mode, Quiz, decimal

NOT_IN_POOLS = (
    "pass_mark", "draw", "shuffle", "max_attempts", "grading", "time_limit", "extra_time",
    "feedback", "layout", "achievement",
)  # fmt: skip


def check_quiz(quiz: Quiz, *, language: str = "en") -> Iterator[Diagnostic]:
    """Yield what is wrong with one quiz and with the items of its file.

    Args:
        quiz: With what it takes from pools.
        language: The course's; how questions are worded is looked at in those that are known.
    """
    for item in quiz.own_items:
        yield from check_item(item)
    yield from check_writing(quiz.own_items, language)
    if quiz.mode is Mode.POOL:
        yield from _pool(quiz)
        yield from check_lock(quiz)
        return
    yield from _sides(quiz)
    yield from _draws(quiz)
    yield from _pass_mark(quiz)
    yield from _without_effect(quiz)
    yield from check_leaks(quiz)
    yield from check_guessing(quiz)
    yield from check_lock(quiz)
    if quiz.mode is Mode.EXAM:
        yield from _exam(quiz)


def _pool(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield the rules in a pool that belong to whoever draws from it."""
    for name in NOT_IN_POOLS:
        if name in quiz.field_places:
            yield Diagnostic(
                code="LR165",
                message=f"`{name}` is a rule of those who draw from this pool, not of the pool.",
                place=_field(quiz, name),
                help="Write it into the quizzes that draw from it, and take it out here.",
            )
    for section in quiz.sections:
        place = section.draw_place or (section.selection.place if section.selection else None)
        if place is not None:
            yield Diagnostic(
                code="LR165",
                message="A pool is drawn from, and draws from nothing itself.",
                place=place,
            )


def _sides(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield what only a pool can say."""
    if "exam_share" in quiz.field_places:
        yield Diagnostic(
            code="LR165",
            message="`exam_share` is a rule of pools, and this is none.",
            place=_field(quiz, "exam_share"),
            help="Write `mode: pool`, or take the line out.",
        )
    for item in quiz.own_items:
        if item.use is not None:
            line = item.place.span.line
            yield Diagnostic(
                code="LR165",
                message="Only an item of a pool can be kept for exams or for practice.",
                place=item.place.source.find(f"for={item.use}", line),
                help="Move the item into a file with `mode: pool`, or take `for=` out.",
            )


def _draws(quiz: Quiz) -> Iterator[Diagnostic]:
    sections = [section for section in quiz.sections if section.draw is not None]
    if quiz.draw is not None and sections:
        where = _field(quiz, "draw")
        for section in sections:
            yield Diagnostic(
                code="LR160",
                message=f"`draw: {quiz.draw}` in line {where.span.line} and "
                f"`draw={section.draw}` here read two ways.",
                place=section.draw_place or quiz.place,
                help="Keep one of them: `draw` in the front matter draws from all items, "
                "`draw` behind a section from that section.",
            )
        return
    if quiz.draw is not None and quiz.draw > len(quiz.items):
        yield Diagnostic(
            code="LR151",
            message=f"`draw` asks for {_items(quiz.draw)}, and the quiz has {len(quiz.items)}.",
            place=_field(quiz, "draw"),
        )
    for section in sections:
        # Of what is taken from other files, the joining of pools tells.
        if section.draw and section.draw > len(section.items) and section.selection is None:
            there = len(section.items)
            yield Diagnostic(
                code="LR151",
                message=f"`draw` asks for {_items(section.draw)}, and the section has {there}.",
                place=section.draw_place or quiz.place,
            )


def _pass_mark(quiz: Quiz) -> Iterator[Diagnostic]:
    mark = quiz.pass_mark
    if mark is None:
        return
    place = _field(quiz, "pass_mark")
    reachable = quiz.lowest_maximum
    if mark.in_points and quiz.items and mark.value > reachable:
        message = f"The pass mark is {mark}, and an attempt may offer only {decimal(reachable)}."
        yield Diagnostic(code="LR150", message=message, place=place)
    elif quiz.items and reachable == 0:
        message = "An attempt may ask nothing that is graded."
        help = "Give `points` to enough items, or draw more of them."
        yield Diagnostic(code="LR150", message=message, place=place, help=help)
    if not mark.in_points and mark.value > 1:
        message = f"The pass mark is {mark}: more than everything."
        yield Diagnostic(code="LR150", message=message, place=place)
    if mark.value == 0:
        yield Diagnostic(code="LR155", message="The pass mark is nothing.", place=place)


def _without_effect(quiz: Quiz) -> Iterator[Diagnostic]:
    if quiz.mode is Mode.PRACTICE:
        for name, said in (("max_attempts", quiz.max_attempts), ("time_limit", quiz.time_limit)):
            if said is not None:
                message = f"`{name}` is a rule of exams, and has no effect in a practice quiz."
                yield Diagnostic(code="LR169", message=message, place=_field(quiz, name))
    elif "extra_time" in quiz.field_places and "time_limit" not in quiz.field_places:
        message = "`extra_time` has no effect without a `time_limit`."
        yield Diagnostic(code="LR169", message=message, place=_field(quiz, "extra_time"))
    elif "grading" in quiz.field_places and quiz.max_attempts == 1:
        message = "`grading` has no effect where one attempt is all there is."
        yield Diagnostic(code="LR169", message=message, place=_field(quiz, "grading"))


def _exam(quiz: Quiz) -> Iterator[Diagnostic]:
    if "pass_mark" not in quiz.field_places:
        yield Diagnostic(
            code="LR152",
            message=f"The exam “{quiz.title}” has no pass mark.",
            place=_field(quiz, "mode"),
        )
    if "achievement" not in quiz.field_places:
        yield Diagnostic(
            code="LR153",
            message=f"Passing the exam “{quiz.title}” earns nothing.",
            place=_field(quiz, "mode"),
        )

    for item in quiz.items:
        if isinstance(item, ExtendedTextItem):
            yield Diagnostic(
                code="LR183",
                message="A text to write cannot be graded in an exam.",
                place=item.place,
            )


def _items(number: int) -> str:
    return "1 item" if number == 1 else f"{number} items"


def _field(quiz: Quiz, name: str) -> Place:
    return quiz.field_places.get(name, quiz.place)
