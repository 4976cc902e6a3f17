"""Word: writes a report as a Word file that a committee can read, print and listen to."""

from builder.report.word.document import word_file

__all__ = ["word_file"]
