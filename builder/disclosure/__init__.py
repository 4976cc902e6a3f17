"""Disclosure: asks whether a hidden number of people can be worked out from everything that is published.

It begins where single rows are sound, and returns problems. Nothing here opens a file of a package.
"""

from builder.disclosure.messages.saved import Saved, commits_named, is_leak, must_begin_anew, told_where_saved
from builder.disclosure.rules.audit import find_recoverable, find_shown, holdings_of
from builder.disclosure.rules.counts import Holding
from builder.disclosure.rules.exempt import find_exempt_metrics
from builder.disclosure.rules.in_words import find_small_numbers_in_words
from builder.disclosure.rules.policy import find_rules
from builder.disclosure.versions.earlier import (
    find_earlier_figures,
    find_removed_small_numbers,
    must_be_looked_up,
    not_checked,
    not_read,
)
from builder.disclosure.versions.earlier_rows import OBSERVATIONS, Past, TableVersion

__all__ = [
    "OBSERVATIONS",
    "Holding",
    "Past",
    "Saved",
    "TableVersion",
    "commits_named",
    "find_earlier_figures",
    "find_exempt_metrics",
    "find_recoverable",
    "find_removed_small_numbers",
    "find_rules",
    "find_shown",
    "find_small_numbers_in_words",
    "holdings_of",
    "is_leak",
    "must_be_looked_up",
    "must_begin_anew",
    "not_checked",
    "not_read",
    "told_where_saved",
]
