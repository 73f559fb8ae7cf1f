"""QTI 3.0: quizzes as tests and items, in a package."""

from __future__ import annotations

from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.qti.package import export as export_as
from lessonry.exporters.qti.spelling import QTI_30


def export(request: Request) -> Exported:
    """Return the package of the quizzes that were asked for."""
    return export_as(request, QTI_30)
