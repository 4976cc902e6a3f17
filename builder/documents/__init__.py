"""Documents: writes a report as a Word file that a committee can read, print and listen to."""

from builder.documents.report import word

__all__ = ["word"]
