"""The text that goes back to a learner: the result, by objective, and what to read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lessonry.credentials.issuance.grading import Examined
from lessonry.domain.attempt import ObjectiveResult
from lessonry.domain.course import Course
from lessonry.domain.quiz import decimal

OTHERS = "Questions without an objective"


def write(
    examined: Examined,
    course: Course,
    *,
    note: str | None,
    is_certified: bool,
    url_of: Callable[[str], str | None],
) -> str:
    """Return the letter, plain text with a line end at its end.

    Args:
        examined: The graded attempt.
        course: What it is of.
        note: Which of several attempts counts, where there are several.
        is_certified: Whether a certificate comes of it.
        url_of: Returns the address of a page of `docs/`, where the course has one.
    """
    day = examined.attempt.ended.date().isoformat()
    paragraphs = [
        f"Dear {examined.attempt.learner.name},",
        f"here is the result of “{examined.quiz.title}” ({course.title}), finished on {day}.",
        _verdict(examined, note, is_certified=is_certified),
        "\n".join(_results(examined, course, url_of)),
        *_next(examined, is_certified=is_certified),
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
        lines.append(f"{rights:<{widths[0]}}  {scored:<{widths[1]}}  {_name(result)}{again}")
    return lines


def _verdict(examined: Examined, note: str | None, *, is_certified: bool) -> str:
    total = examined.graded.total
    passed = "You passed." if examined.graded.passed else "This was not enough to pass."
    reached, needed = examined.points_told()
    points = f"{reached} of {decimal(total.max_score)} points"
    sentences = [f"You have {points}, and a pass takes {needed}. {passed}"]
    if note:
        sentences.append(note)
    if is_certified:
        sentences.append("Your certificate comes with this message.")
    return " ".join(sentences)


def _results(
    examined: Examined, course: Course, url_of: Callable[[str], str | None]
) -> Iterator[str]:
    yield "What you were asked, by objective:"
    yield ""
    for result in examined.graded.by_objective(course):
        yield f"- {_name(result)}: {result.right} of {result.asked} right"
        if result.lesson is not None and not result.outcome.is_right:
            url = url_of(result.lesson.path)
            yield f"  Read again: {result.lesson.title}" + (f" <{url}>" if url else "")


def _next(examined: Examined, *, is_certified: bool) -> Iterator[str]:
    if is_certified or examined.graded.passed:
        return
    most = examined.quiz.max_attempts
    left = None if most is None else most - examined.attempt.number
    if left is None:
        yield "You can take the exam again as often as you like."
    elif left > 0:
        are = "is" if left == 1 else "are"
        yield f"You can take the exam again: {left} of {most} attempts {are} left."


def _name(result: ObjectiveResult) -> str:
    return result.objective.text if result.objective else OTHERS
