"""The annual progress report: picks its sections, sentences, tables and figures from summaries, and writes nothing."""

from builder.report.annual import report_of, reports_of
from builder.report.document import Figure, Listing, Paragraph, Report, Section, Span, Table

__all__ = [
    "Figure",
    "Listing",
    "Paragraph",
    "Report",
    "Section",
    "Span",
    "Table",
    "report_of",
    "reports_of",
]
