"""Statistics: does arithmetic on the model, unrounded, and picks no words.

Nothing here reads, writes or formats.
"""

from builder.statistics.changes import Change, Direction, Judgement, Measure, change
from builder.statistics.claims import CheckedClaim, Verdict, checked_claims
from builder.statistics.series import Series, all_series
from builder.statistics.summaries import MetricSummary, OutcomeCounts, metric_summaries, outcome_counts

__all__ = [
    "Change",
    "CheckedClaim",
    "Direction",
    "Judgement",
    "Measure",
    "MetricSummary",
    "OutcomeCounts",
    "Series",
    "Verdict",
    "all_series",
    "change",
    "checked_claims",
    "metric_summaries",
    "outcome_counts",
]
