"""Says what is wrong: an error in a sentence, a course's faults in a box on its pages."""

from __future__ import annotations

import html

from jinja2 import TemplateError

from lessonry.diagnostics import Diagnostics, Report
from lessonry.rendering.environment import template_fault

MARK = "<template data-lr-faults></template>"
"""On top of the pages of a preview: the faults that there are come into its place as it is sent."""


def sentence(error: Exception) -> str:
    """Return what an error says, without its class and traceback."""
    if isinstance(error, TemplateError):
        return template_fault(error)
    return str(getattr(error, "message", None) or error)


def faults(diagnostics: Diagnostics) -> str:
    """Return the box that says what is wrong, for the trainer who is looking; nothing without errors."""
    if not diagnostics.errors:
        return ""
    report = Report(diagnostics=diagnostics)
    entries = "".join(
        f"<pre>{html.escape(report.entry(fault))}</pre>" for fault in diagnostics.errors
    )
    return (
        '<div class="lr-faults" role="alert"><p><strong>This course cannot be published '
        f"yet.</strong> {html.escape(report.summary)}</p>{entries}</div>"
    )
