"""Puts videos and audios on their pages: those of a lesson's front matter, and blocks in the text."""

from __future__ import annotations

import posixpath

from lessonry.domain.course import Lesson, Page
from lessonry.domain.media import Media
from lessonry.rendering.media import render_media
from lessonry.website.site import Site


def front_media(site: Site) -> str:
    """Return what the lesson that is being rendered plays at its top."""
    lesson = site.lesson
    if lesson is None:
        return ""
    return "".join(_html(site, lesson, one, 2) for one in lesson.media if one.argument is None)


def block_media(site: Site, kind: str, argument: str, level: int) -> str:
    """Return what a block names; nothing where there is none, which the build reports."""
    pages = (*site.course.lessons, *site.course.pages)
    for page in pages:
        # A host that does not say which page comes shows what any page has by that name.
        for one in page.media if site.page in (None, page.path) else ():
            if one.argument == argument and one.kind.value == kind:
                return _html(site, page, one, level)
    return ""


def _html(site: Site, page: Page, media: Media, level: int) -> str:
    is_front = media.argument is None
    name = posixpath.basename(media.files[0].path if media.files else media.identifier)
    spoken = posixpath.splitext(name)[0].replace("-", " ").replace("_", " ").capitalize()
    return render_media(
        media,
        site.environment,
        site.file_url,
        course=site.course.identifier,
        page=page.identifier if isinstance(page, Lesson) else page.path,
        language=site.course.language,
        title=page.title if is_front or media.hosted else spoken,
        level=level,
    )
