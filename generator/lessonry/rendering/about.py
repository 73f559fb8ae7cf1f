"""Renders what surrounds a lesson: related ones, downloads, workshops, its edition, ways to write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit

from babel.dates import format_date
from babel.units import format_unit
from jinja2 import Environment

from lessonry.domain.about import Download, Feedback, Related, Way, Workshop
from lessonry.domain.course import Course, Lesson
from lessonry.locales.words import Words
from lessonry.rendering.environment import words_of

UrlOf = Callable[[str], str]
"""From a path in `docs/` to a URL relative to the page that is rendered."""
UNITS = ((1_000_000, "digital-megabyte"), (1_000, "digital-kilobyte"), (1, "digital-byte"))
LOCALES = {"en": "en_GB"}
"""Days as sheets have them: `22 November 2026` is read alike everywhere."""


def about_lesson(
    course: Course,
    lesson: Lesson,
    environment: Environment,
    url_of: UrlOf,
    file_url: UrlOf,
    address: str | None,
) -> dict[str, Any]:
    """Return what the templates of a lesson's surroundings need.

    Args:
        course: The whole of it.
        lesson: The one that is rendered.
        environment: The templates.
        url_of: Where pages are.
        file_url: Where the files of `docs/` are.
        address: Of the lesson's page, where the course has a place in the web.
    """
    names = [name for name, _ in lesson.workshops]
    feedback = course.around.feedback
    return {
        **_common(environment, file_url),
        "around": course.around,
        "related": list(_related(course, lesson.related, url_of)),
        "workshops": [one for one in course.around.workshops if one.identifier in names],
        "downloads": () if lesson.access.is_full else lesson.downloads,
        "touched": course.around.touched(lesson.identifier),
        "address": address,
        "report_url": _report_url(course, lesson, environment, address) if feedback else None,
        "reports": _reports(course, lesson, feedback, address) if feedback else None,
        "comments": _comments(course, lesson),
    }


def about_course(
    course: Course, environment: Environment, url_of: UrlOf, file_url: UrlOf
) -> dict[str, Any]:
    """Return what the home's template of workshops, downloads and changes needs."""
    offered: dict[str, tuple[Download, Lesson]] = {}
    for lesson in course.lessons:
        for download in lesson.downloads:
            offered.setdefault(download.path, (download, lesson))
    return {
        **_common(environment, file_url),
        "around": course.around,
        "material": tuple(offered.values()),
        "lessons_of": lambda change: [
            one for one in course.lessons if one.identifier in change.lessons
        ],
    }


def render_downloads(lesson: Lesson, environment: Environment, file_url: UrlOf) -> str:
    """Return a lesson's downloads by themselves; nothing where it has none."""
    if not lesson.downloads:
        return ""
    return environment.get_template("downloads.html.jinja").render(
        **_common(environment, file_url), downloads=lesson.downloads
    )


def size(words: Words, bytes_: int) -> str:
    """Return a file's size in thousands of bytes, as the language writes it: `120 kB`."""
    most, unit = next((one for one in UNITS if bytes_ >= one[0]), UNITS[-1])
    value = round(bytes_ / most, 1 if bytes_ < 10 * most and most > 1 else None)
    return format_unit(value, unit, length="long" if most == 1 else "short", locale=words.language)


def days(words: Words, workshop: Workshop) -> str:
    """Return when a workshop is, in words; nothing for one without a day."""
    if workshop.starts is None:
        return ""
    first = _day(words, workshop.starts)
    if workshop.ends is None or workshop.ends == workshop.starts:
        return first
    last = _day(words, workshop.ends)
    return words.say("{first} to {last}", first=first, last=last)


def _day(words: Words, day: date) -> str:
    return format_date(day, "long", locale=LOCALES.get(words.language, words.language))


def _common(environment: Environment, file_url: UrlOf) -> dict[str, Any]:
    words = words_of(environment)
    return {
        "file_url": file_url,
        "size": lambda count: size(words, count),
        "days": lambda workshop: days(words, workshop),
        "day": lambda one: _day(words, one),
    }


def _related(
    course: Course, related: Iterable[Related], url_of: UrlOf
) -> Iterator[dict[str, object]]:
    for one in related:
        lesson = course.lesson(one.lesson or "")
        if lesson is not None:
            yield {
                "lesson": lesson,
                "url": url_of(lesson.path),
                "title": one.title or lesson.title,
                "about": one.about or lesson.description,
                "language": lesson.language,
            }
        elif one.url:
            yield {
                "lesson": None,
                "url": one.url,
                "title": one.title or one.url,
                "about": one.about,
                "host": urlsplit(one.url).netloc.removeprefix("www."),
            }


def _reports(course: Course, lesson: Lesson, feedback: Feedback, address: str | None) -> str:
    """Return what the browser has to know to send feedback, as JSON."""
    newest = course.around.edition
    said = {
        "way": feedback.way.value,
        "address": feedback.address,
        "labels": feedback.labels,
        "course": course.identifier,
        "title": course.title,
        "lesson": lesson.identifier,
        "lessonTitle": lesson.title,
        "page": address,
        "edition": course.edition,
        "number": newest.number if newest else None,
    }
    return json.dumps(said, ensure_ascii=False)


def _report_url(
    course: Course, lesson: Lesson, environment: Environment, address: str | None
) -> str | None:
    """Return where feedback is written without scripts; nothing for a webhook, which needs them.

    `runtime/about/report-text.js` writes the same addresses with more in them.
    """
    words, feedback = words_of(environment), course.around.feedback
    assert feedback is not None
    title = words.say("About the lesson “{lesson}”", lesson=lesson.title)
    body = "\n\n".join(
        part for part in (address, words.say("Edition: {edition}", edition=course.edition)) if part
    )
    match feedback.way:
        case Way.GITHUB:
            labels = ",".join(feedback.labels)
            more = f"&labels={quote(labels)}" if labels else ""
            return f"{feedback.address}/issues/new?title={quote(title)}&body={quote(body)}{more}"
        case Way.GITLAB:
            return (
                f"{feedback.address}/-/issues/new?issue[title]={quote(title)}"
                f"&issue[description]={quote(body)}"
            )
        case Way.MAIL:
            return f"mailto:{feedback.address}?subject={quote(title)}&body={quote(body)}"
        case Way.WEBHOOK:
            return None


def _comments(course: Course, lesson: Lesson) -> dict[str, str] | None:
    comments = course.around.comments
    if comments is None:
        return None
    return {
        "service": comments.service.value,
        "url": comments.url,
        "host": urlsplit(comments.url).netloc,
        "settings": json.dumps(dict(comments.settings), ensure_ascii=False),
        "title": lesson.title,
    }
