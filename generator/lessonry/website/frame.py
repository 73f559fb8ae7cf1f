"""What the site puts around a page's own text: a lesson's frame, or that of an exam's page."""

from __future__ import annotations

from urllib.parse import urlsplit

from lessonry.rendering.course import render_exam_frame, render_lesson_frame
from lessonry.website.about import lesson_surroundings
from lessonry.website.site import Site

NOT_FOUND = "<h1>404 - Not found</h1>"
"""All that Material's page for it says, in every language."""


def frame(site: Site) -> tuple[str, str]:
    """Return what stands above and below the page that is being rendered; of others nothing."""
    if site.lesson is not None:
        around = lesson_surroundings(site)
        return render_lesson_frame(site.course, site.lesson, site.environment, site.url_of, around)
    page = next((page for page in site.course.pages if page.path == site.page), None)
    if page is None:
        return "", ""
    return render_exam_frame(site.course, page, site.environment)


def not_found(output: str, site: Site, url: str | None) -> str:
    """Return Material's page for an address that is nobody's, with a way back to the course.

    Args:
        output: The page; a trainer's own stays as it is.
        site: The course.
        url: Where its home is published, as far as that is known.
    """
    home = urlsplit(url or "/").path or "/"
    template = site.environment.get_template("not-found.html.jinja")
    return output.replace(NOT_FOUND, template.render(home=home), 1)
