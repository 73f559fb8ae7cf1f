"""Renders what stands where a full page's preview ends: the place for a code."""

from __future__ import annotations

from jinja2 import Environment


def render_panel(environment: Environment, course: str, part: str | None) -> str:
    """Return the place for a code.

    Args:
        environment: The templates.
        course: Its identifier.
        part: What the sealed part is called; nothing where it is not in this copy of the site.
    """
    return environment.get_template("access.html.jinja").render(course=course, part=part)


def render_preview(environment: Environment) -> str:
    """Return the line that tells a trainer, in a preview, where the free part ends."""
    return environment.get_template("access-preview.html.jinja").render()
