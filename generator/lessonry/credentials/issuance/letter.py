"""The text that goes back to a learner: the result, by objective, and what to read again.

It speaks the language that the exam was taken in; what the trainer reads in a terminal is English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from lessonry.credentials.issuance.counting import Chosen
from lessonry.credentials.issuance.grading import Examined
from lessonry.credentials.sheets.words import date_words
from lessonry.domain.attempt import ObjectiveResult
from lessonry.domain.course import Course
from lessonry.domain.languages import known_language
from lessonry.domain.quiz import Grading, decimal
from lessonry.locales.words import Words
from lessonry.rendering.figures import figure

OTHERS = "Questions without an objective"


def write(
    examined: Examined,
    course: Course,
    *,
    chosen: Chosen | None,
    is_certified: bool,
    url_of: Callable[[str], str | None],
) -> str:
    """Return the letter, plain text with a line end at its end.

    Args:
        examined: The graded attempt.
        course: What it is of, in the language that it was taken in.
        chosen: Which of several attempts counts, where there are several.
        is_certified: Whether a certificate comes of it.
        url_of: Returns the address of a page of `docs/`, where the course has one.
    """
    words = Words(known_language(course.language) or "en")
    day = date_words(examined.attempt.ended.date(), words.language)
    paragraphs = [
        words.say("Dear {name},", name=examined.attempt.learner.name),
        words.say(
            "here is the result of “{quiz}” ({course}), finished on {day}.",
            quiz=examined.quiz.title,
            course=course.title,
            day=day,
        ),
        " ".join(_verdict(examined, chosen, words, is_certified=is_certified)),
        words.say("What you were asked, by objective:"),
        "\n".join(_results(examined, course, words, url_of)),
        *_next(examined, words, is_certified=is_certified),
        course.issuer.name if course.issuer else course.title,
    ]
    return "\n\n".join(part for part in paragraphs if part) + "\n"


def result_lines(examined: Examined, course: Course) -> list[str]:
    """Return the result by objective as aligned lines, with what to read again where it lacks."""
    results = examined.graded.by_objective(course)
    right = [f"{result.right} of {result.asked} right" for result in results]
    points = [
        f"{decimal(result.outcome.score)} of {decimal(result.outcome.max_score)} points"
        for result in results
    ]
    widths = [max(map(len, column), default=0) for column in (right, points)]
    lines = []
    for result, rights, scored in zip(results, right, points, strict=True):
        read = "" if result.outcome.is_right or not result.lesson else result.lesson.title
        again = f" (read again: {read})" if read else ""
        name = result.objective.text if result.objective else OTHERS
        lines.append(f"{rights:<{widths[0]}}  {scored:<{widths[1]}}  {name}{again}")
    return lines


def _verdict(
    examined: Examined, chosen: Chosen | None, words: Words, *, is_certified: bool
) -> Iterator[str]:
    reached, needed = examined.points_shown()
    yield words.say(
        "You have {points} of {total} points, and a pass takes {needed}.",
        points=figure(words, reached),
        total=figure(words, examined.graded.total.max_score),
        needed=figure(words, needed),
    )
    if examined.graded.passed:
        yield words.say("You passed.")
    else:
        yield words.say("This was not enough to pass.")
    if chosen is not None:
        yield _which(chosen, words)
    if is_certified:
        yield words.say("Your certificate comes with this message.")


def _which(chosen: Chosen, words: Words) -> str:
    """Return which of several attempts counts."""
    match chosen.rule:
        case Grading.BEST:
            return words.say("Of your attempts the best counts: number {n}.", n=chosen.number)
        case Grading.LAST:
            return words.say("Of your attempts the last counts: number {n}.", n=chosen.number)
        case Grading.FIRST:
            return words.say("Of your attempts the first counts: number {n}.", n=chosen.number)


def _results(
    examined: Examined, course: Course, words: Words, url_of: Callable[[str], str | None]
) -> Iterator[str]:
    for result in examined.graded.by_objective(course):
        said = words.counted(
            result.right,
            "{objective}: {n} of {total} right",
            "{objective}: {n} of {total} right",
            objective=_name(result, words),
            total=figure(words, Fraction(result.asked)),
        )
        yield f"- {said}"
        if result.lesson is not None and not result.outcome.is_right:
            url = url_of(result.lesson.path)
            again = words.say("Read again: {lesson}", lesson=result.lesson.title)
            yield f"  {again}" + (f" <{url}>" if url else "")


def _next(examined: Examined, words: Words, *, is_certified: bool) -> Iterator[str]:
    if is_certified or examined.graded.passed:
        return
    most = examined.quiz.max_attempts
    left = None if most is None else most - examined.attempt.number
    if left is None:
        yield words.say("You can take the exam again as often as you like.")
    elif left > 0:
        yield words.counted(
            left,
            "You can take the exam again: {n} of {total} attempts is left.",
            "You can take the exam again: {n} of {total} attempts are left.",
            total=most,
        )


def _name(result: ObjectiveResult, words: Words) -> str:
    return (
        result.objective.text if result.objective else words.say("Questions without an objective")
    )
