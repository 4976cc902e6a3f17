"""Statistics: does arithmetic on the model, unrounded, and picks no words.

Nothing here reads, writes or formats.
"""

from builder.statistics.actions import ActionSummary, Gap, State, action_summaries, gap_counts, state_counts
from builder.statistics.certainty import ChanceTest, Limits, Method, Reason, limits_of
from builder.statistics.chance import Comparison
from builder.statistics.changes import (
    Change,
    Direction,
    Judgement,
    Leaning,
    Measure,
    change,
    change_between,
    percent_change,
)
from builder.statistics.claims import CheckedClaim, Verdict, checked_claims
from builder.statistics.comparisons import BenchmarkComparison
from builder.statistics.coverage import Coverage, Covered, Goal, coverage, top_priority
from builder.statistics.series import Series, all_series
from builder.statistics.summaries import MetricSummary, metric_summaries
from builder.statistics.targets import TargetProgress, TargetReason, TargetStatus
from builder.statistics.trend import Trend

__all__ = [
    "ActionSummary",
    "BenchmarkComparison",
    "ChanceTest",
    "Change",
    "CheckedClaim",
    "Comparison",
    "Coverage",
    "Covered",
    "Direction",
    "Gap",
    "Goal",
    "Judgement",
    "Leaning",
    "Limits",
    "Measure",
    "Method",
    "MetricSummary",
    "Reason",
    "Series",
    "State",
    "TargetProgress",
    "TargetReason",
    "TargetStatus",
    "Trend",
    "Verdict",
    "action_summaries",
    "all_series",
    "change",
    "change_between",
    "checked_claims",
    "coverage",
    "gap_counts",
    "limits_of",
    "metric_summaries",
    "percent_change",
    "state_counts",
    "top_priority",
]
