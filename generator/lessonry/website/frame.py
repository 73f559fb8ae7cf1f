"""What the site puts around a page's own text: a lesson's frame, or that of an exam's page."""

from __future__ import annotations

from lessonry.rendering.course import render_exam_frame, render_lesson_frame
from lessonry.website.about import lesson_surroundings
from lessonry.website.site import Site


def frame(site: Site) -> tuple[str, str]:
    """Return what stands above and below the page that is being rendered; of others nothing."""
    if site.lesson is not None:
        around = lesson_surroundings(site)
        return render_lesson_frame(site.course, site.lesson, site.environment, site.url_of, around)
    page = next((page for page in site.course.pages if page.path == site.page), None)
    if page is None:
        return "", ""
    return render_exam_frame(site.course, page, site.environment)
