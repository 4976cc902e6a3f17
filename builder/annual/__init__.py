"""The annual progress report: picks its sections, sentences, tables and figures from summaries, and writes nothing."""

from builder.annual.narrated import Part, heading_words
from builder.annual.report import report_of, reports_of
from builder.annual.tree import Figure, Listing, Paragraph, Report, Section, Span, Table

__all__ = [
    "Figure",
    "Listing",
    "Paragraph",
    "Part",
    "Report",
    "Section",
    "Span",
    "Table",
    "heading_words",
    "report_of",
    "reports_of",
]
