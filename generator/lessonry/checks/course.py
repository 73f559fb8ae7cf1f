"""Checks across a course: what lessons, quizzes and certificates say of each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from lessonry.checks.about import check_about
from lessonry.checks.access import check_access
from lessonry.checks.completion import check_completion
from lessonry.checks.coverage import check_coverage
from lessonry.checks.media import check_media
from lessonry.checks.quiz import check_quiz
from lessonry.checks.twins import check_twins
from lessonry.diagnostics import Diagnostic, Place
from lessonry.diagnostics.spelling import suggestion
from lessonry.domain.course import Course, Opening
from lessonry.domain.did import moved


def check_course(
    course: Course, checked: Mapping[str, Sequence[Diagnostic]] = MappingProxyType({})
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the course as a whole and with each of its quizzes.

    Args:
        course: All of it.
        checked: By their identifiers, what `check_quiz` said already of some of its quizzes.
    """
    for quiz in (*course.quizzes, *course.pools):
        known = checked.get(quiz.identifier)
        yield from check_quiz(quiz, language=course.language) if known is None else known
    yield from _placements(course)
    yield from _requirements(course)
    yield from check_completion(course)
    yield from _objectives(course)
    yield from check_media(course)
    yield from check_access(course)
    yield from check_about(course)
    yield from check_twins(course)
    yield from check_coverage(course)
    yield from _achievements(course)
    yield from _address(course)


def _placements(course: Course) -> Iterator[Diagnostic]:
    known = {quiz.identifier for quiz in course.quizzes}
    pools = {pool.identifier for pool in course.pools}
    placed: set[str] = set()
    for page in (*course.lessons, *course.pages):
        here: Counter[str] = Counter()
        for placement in page.placements:
            placed.add(placement.quiz)
            here[placement.quiz] += 1
            if placement.quiz in pools:
                message = f"`{placement.quiz}` is a pool, and no page can place it."
                help = f"Place a quiz with a section that takes from it: `{{ from={placement.quiz} }}`."
                yield Diagnostic(code="LR164", message=message, place=placement.place, help=help)
            elif placement.quiz not in known:
                guess = suggestion(placement.quiz, known)
                yield Diagnostic(
                    code="LR200",
                    message=f"There is no quiz `{placement.quiz}`.",
                    place=placement.place,
                    help=f"Did you mean `{guess}`?"
                    if guess
                    else f"Write quizzes/{placement.quiz}.md, or put the items into the block.",
                )
            elif here[placement.quiz] == 2:
                message = f"The quiz `{placement.quiz}` is placed on this page already."
                yield Diagnostic(code="LR206", message=message, place=placement.place)
    for quiz in course.quizzes:
        if quiz.identifier not in placed:
            message = f"No lesson places the quiz `{quiz.identifier}`."
            yield Diagnostic(code="LR201", message=message, place=quiz.place)


def _requirements(course: Course) -> Iterator[Diagnostic]:
    known = {lesson.identifier: lesson for lesson in course.lessons}
    for page in (*course.lessons, *course.pages):
        for required, place in zip(page.requires, page.require_places, strict=True):
            if required not in known:
                guess = suggestion(required, known)
                yield Diagnostic(
                    code="LR202",
                    message=f"There is no lesson `{required}`.",
                    place=place,
                    help=f"Did you mean `{guess}`?" if guess else None,
                )
    circular = _circular({name: lesson.requires for name, lesson in known.items()})
    for identifier in circular:
        lesson = known[identifier]
        message = f"`{identifier}` requires, by way of others, itself."
        yield Diagnostic(code="LR203", message=message, place=lesson.require_places[0])
    yield from _against_order(course, set(circular))


def _against_order(course: Course, circular: set[str]) -> Iterator[Diagnostic]:
    """Yield the requirements that come later than the lesson that has them."""
    order = {lesson.identifier: number for number, lesson in enumerate(course.lessons)}
    code = "LR217" if course.opening is Opening.IN_ORDER else "LR216"
    for lesson in course.lessons:
        if lesson.identifier in circular:
            continue
        for required, place in zip(lesson.requires, lesson.require_places, strict=True):
            if order.get(required, -1) > order[lesson.identifier]:
                message = f"`{lesson.identifier}` requires `{required}`, which comes after it."
                yield Diagnostic(code=code, message=message, place=place)


def _circular(requires: dict[str, tuple[str, ...]]) -> list[str]:
    """Return those that are reached from themselves."""
    requires = _around_circles(requires)
    circular = []
    for start, first in requires.items():
        seen: set[str] = set()
        ahead = list(first)
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead.extend(requires.get(name, ()))
        if start in seen:
            circular.append(start)
    return circular


def _around_circles(requires: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return what may be reached from itself: nothing, most often, and then there is no search.

    What leads on to nothing that is left is in no circle, and is taken out until nothing more is.
    """
    left = {name: {n for n in ahead if n in requires} for name, ahead in requires.items()}
    behind: defaultdict[str, list[str]] = defaultdict(list)
    for name, ahead in left.items():
        for other in ahead:
            behind[other].append(name)
    ends = [name for name, ahead in left.items() if not ahead]
    while ends:
        done = ends.pop()
        del left[done]
        for name in behind[done]:
            left[name].discard(done)
            if not left[name]:
                ends.append(name)
    return {name: requires[name] for name in requires if name in left}


def _objectives(course: Course) -> Iterator[Diagnostic]:
    known: dict[str, Place] = {}
    for lesson in course.lessons:
        for objective in lesson.objectives:
            if objective.identifier in known:
                message = f"The objective `{objective.identifier}` is named twice."
                help = f"{known[objective.identifier]} has it already."
                yield Diagnostic(code="LR205", message=message, place=objective.place, help=help)
            known.setdefault(objective.identifier, objective.place)
    for quiz in (*course.quizzes, *course.pools):
        if all(item.objective is None or item.objective in known for item in quiz.glimpses):
            continue
        for item in quiz.own_items:
            if item.objective is None or item.objective in known:
                continue
            # A scenario names its objective in the front matter of its quiz.
            written = item.place.source.find(f"objective={item.objective}", item.place.span.line)
            place = quiz.field_places.get("objective", written)
            guess = suggestion(item.objective, known)
            yield Diagnostic(
                code="LR204",
                message=f"No lesson has the objective `{item.objective}`.",
                place=place,
                help=f"Did you mean `{guess}`?" if guess else None,
            )


def _achievements(course: Course) -> Iterator[Diagnostic]:
    known = {achievement.identifier for achievement in course.achievements}
    for quiz in course.quizzes:
        if quiz.achievement is None or quiz.achievement in known:
            continue
        guess = suggestion(quiz.achievement, known)
        yield Diagnostic(
            code="LR154",
            message=f"There is no achievement `{quiz.achievement}`.",
            place=quiz.field_places.get("achievement", quiz.place),
            help=f"Did you mean `{guess}`?"
            if guess
            else f"Write certificates/achievements/{quiz.achievement}.yml.",
        )
    for exam in course.exams[:1]:
        if course.issuer is None:
            message = "The course has an exam and nobody who stands behind its certificate."
            yield Diagnostic(code="LR300", message=message, place=exam.place)
        elif course.recipient is None:
            message = "The issuer has no keys yet, so learners cannot hand in what they answered."
            yield Diagnostic(code="LR302", message=message, place=course.issuer.place)


def _address(course: Course) -> Iterator[Diagnostic]:
    if course.did and (message := moved(course.did.name, course.url)):
        yield Diagnostic(code="LR305", message=message, place=course.did.place)
