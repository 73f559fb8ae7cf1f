"""Puts around lessons what belongs to them; a full lesson's files go behind its preview."""

from __future__ import annotations

from typing import Any

from lessonry.rendering.about import about_course, about_lesson, render_downloads
from lessonry.website.site import Site


def lesson_surroundings(site: Site) -> dict[str, Any]:
    """Return what the templates need that surround the lesson which is being rendered."""
    lesson = site.lesson
    assert lesson is not None
    address = site.course.url and site.course.url + site.root_url(lesson.path)
    return about_lesson(site.course, lesson, site.environment, site.url_of, site.file_url, address)


def course_surroundings(site: Site) -> dict[str, Any]:
    """Return what the home's template needs of workshops, files and changes."""
    return about_course(site.course, site.environment, site.url_of, site.file_url)


def sealed_downloads(site: Site) -> str:
    """Return the files of a full lesson, to stand behind its preview and to travel with it."""
    lesson = site.lesson
    if lesson is None or not lesson.access.is_full:
        return ""
    return render_downloads(lesson, site.environment, site.file_url)
