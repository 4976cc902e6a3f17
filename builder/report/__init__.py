"""The annual progress report: picks its sections, sentences, tables and figures from summaries, and writes nothing."""

from builder.report.annual import report_of, reports_of
from builder.report.document import ChartBlock, ListBlock, ParagraphBlock, Report, ReportSection, TableBlock, TextSpan

__all__ = [
    "ChartBlock",
    "ListBlock",
    "ParagraphBlock",
    "Report",
    "ReportSection",
    "TableBlock",
    "TextSpan",
    "report_of",
    "reports_of",
]
