"""Reading: opens the files of packages and what is written by hand, and nothing else does.

A package is guarded before any library opens a file of it, then its text is looked at, then
Frictionless checks each table against its schema. What comes out is the package as found, and the
problems met on the way.
"""

from builder.reading.evidence import read_evidence
from builder.reading.finding import read_for_finders
from builder.reading.history import (
    History,
    NoAnswer,
    Version,
    altered_texts,
    commit_of,
    commits_of,
    main_branch,
    project_at,
    remove_from_git,
    tables_at,
    unsaved,
)
from builder.reading.package import read
from builder.reading.redirects import read_redirects
from builder.reading.settings import find_placeholders, read_settings
from builder.reading.strays import find_stray_problems
from builder.reading.text import read_text as read_table_text
from builder.reading.words import find_text_problems, read_texts, read_vocabulary

__all__ = [
    "History",
    "NoAnswer",
    "Version",
    "altered_texts",
    "commit_of",
    "commits_of",
    "find_placeholders",
    "find_stray_problems",
    "find_text_problems",
    "main_branch",
    "project_at",
    "read",
    "read_evidence",
    "read_for_finders",
    "read_redirects",
    "read_settings",
    "read_table_text",
    "read_texts",
    "read_vocabulary",
    "remove_from_git",
    "tables_at",
    "unsaved",
]
