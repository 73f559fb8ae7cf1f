"""What can be wrong with what an author wrote, and how it is told: source, place, code, report."""

from lessonry.diagnostics.codes import CODES, Code
from lessonry.diagnostics.diagnostic import Diagnostic, Diagnostics, Severity
from lessonry.diagnostics.report import Report
from lessonry.diagnostics.source import Place, Source, Span

__all__ = [
    "CODES",
    "Code",
    "Diagnostic",
    "Diagnostics",
    "Place",
    "Report",
    "Severity",
    "Source",
    "Span",
]
