"""Renders what surrounds lessons: the course map, the frames of a lesson and of an exam's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from jinja2 import Environment
from markupsafe import Markup

from lessonry.domain.course import Completion, Course, Lesson, Opening, Page
from lessonry.domain.quiz import Quiz
from lessonry.locales.words import Words
from lessonry.rendering import figures
from lessonry.rendering.about import about_course, about_lesson
from lessonry.rendering.environment import words_of

UrlOf = Callable[[str], str]
"""From a path in `docs/` to a URL relative to the page that is rendered."""
HOURS_FROM = 90
"""Minutes from which a time is said in hours."""
HOME = "index.md"


def render_course_map(
    course: Course,
    environment: Environment,
    url_of: UrlOf,
    around: Mapping[str, object] | None = None,
    *,
    print_page: str | None = None,
    pictures: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return the course's home: modules, what it takes, what it gives, the learner's progress.

    `around` is what `rendering.about` gives; it can be left out by who has no files to show.
    `print_page` is where the course is as a whole for paper, as a path in `docs/`; `pictures` are the
    addresses of its modules' pictures by their identifiers, and of its own by nothing.
    """

    def exam_url(quiz: Quiz) -> str | None:
        page = course.page_of(quiz.identifier)
        return url_of(page.path) if page else None

    return environment.get_template("course.html.jinja").render(
        around or about_course(course, environment, url_of, url_of),
        course=course,
        url_of=url_of,
        progress_url=url_of("progress.md"),
        lesson_url=lambda lesson: url_of(lesson.path),
        quiz_total=lambda lesson: quiz_total(course, lesson),
        exam_url=exam_url,
        verify_url=url_of("verify.md") if course.issuer else None,
        length=lambda minutes: length(words_of(environment), minutes),
        has_rule=course.completion != Completion(),
        print_url=url_of(print_page) if print_page else None,
        pictures=pictures,
    )


def render_lesson_frame(
    course: Course,
    lesson: Lesson,
    environment: Environment,
    url_of: UrlOf,
    around: Mapping[str, object] | None = None,
) -> tuple[str, str]:
    """Return what stands above and below a lesson's own text; `around` as for the home."""
    lessons = course.lessons
    index = course.place_of(lesson)
    following = lessons[index + 1] if index + 1 < len(lessons) else None
    exams = ((quiz, course.page_of(quiz.identifier)) for quiz in course.exams)
    exam = next((pair for pair in exams if pair[1] not in (None, lesson)), None)
    ahead, title = (HOME, course.title)
    if following:
        ahead, title = following.path, following.title
    elif exam and exam[1]:
        ahead, title = exam[1].path, exam[0].title
    before = lessons[index - 1] if index else None
    required = filter(None, map(course.lesson, lesson.requires))

    def linked(some: Iterable[Lesson]) -> Markup:
        listed = environment.filters["listed"]
        return Markup(listed([_link(url_of(one.path), one.title) for one in some]))

    context = {
        **(around or about_lesson(course, lesson, environment, url_of, url_of, None)),
        "course": course,
        "lesson": lesson,
        "module": course.module_of(lesson),
        "position": position(course, lesson),
        "total": len(course.counting),
        "lesson_url": lambda lesson: url_of(lesson.path),
        "link": _link,
        "linked": linked,
        "required": [lessons[place] for place in sorted({*map(course.place_of, required)})],
        "is_gated": _is_gated(course, lesson),
        "progress_url": url_of("progress.md"),
        "next_url": url_of(ahead),
        "next_title": title,
        "before": [before] if before else [],
        "previous_url": url_of(before.path) if before else None,
        "previous_title": before.title if before else None,
    }
    head = environment.get_template("lesson-head.html.jinja").render(context)
    foot = environment.get_template("lesson-foot.html.jinja").render(context)
    return head, foot


def render_exam_frame(course: Course, page: Page, environment: Environment) -> tuple[str, str]:
    """Return what stands above and below an exam's page; nothing for a page without an exam."""
    placed = {placement.quiz for placement in page.placements}
    exam = next((exam for exam in course.exams if exam.identifier in placed), None)
    if exam is None:
        return "", ""
    context = {"course": course, "exam": exam, "is_gated": _is_gated(course, page)}
    head = environment.get_template("exam-head.html.jinja").render(context)
    return head, environment.get_template("exam-foot.html.jinja").render(context)


def position(course: Course, lesson: Lesson) -> int | None:
    """Return which of the lessons that are to be done this is, from 1; nothing for one to leave out."""
    return course.position_of(lesson)


def quiz_total(course: Course, lesson: Lesson) -> int:
    """Return how many practice items a lesson asks."""
    return sum(quiz.asked for quiz in course.practice_of(lesson))


def length(words: Words, minutes: int) -> str:
    """Return how long something takes: `45 minutes`, `about 2.5 hours`."""
    if minutes < HOURS_FROM:
        return words.counted(minutes, "{n} minute", "{n} minutes")
    hours = Fraction(
        (minutes + 15) // 30, 2
    )  # a quarter goes up, as `runtime/course/titles.js` has it
    said = figures.figure(words, hours)
    return words.counted(float(hours), "about {n} hour", "about {n} hours", n=said)


def _link(url: str, title: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, title)


def _is_gated(course: Course, page: Page) -> bool:
    return course.opening is not Opening.OPEN and bool(course.required_by().get(page.path))
