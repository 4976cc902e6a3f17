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
from builder.statistics.claims import CheckedClaim, Obstacle, Verdict, checked_claims
from builder.statistics.comparisons import BenchmarkComparison
from builder.statistics.coverage import Coverage, Covered, Goal, coverage, top_priority
from builder.statistics.duties import DutyStanding, Occurrence, Standing, Timeliness, duty_standings, standing_counts
from builder.statistics.money import (
    ContractStanding,
    ContractState,
    Fund,
    PerHead,
    Step,
    Total,
    contract_standings,
    funds,
    per_head,
    yearly_cost,
)
from builder.statistics.needs import Answers, FindingSummary, answers, finding_summaries
from builder.statistics.people import (
    Branch,
    ExpectedPresence,
    Presence,
    expected_presences,
    members_are_complete,
    reporting_lines,
)
from builder.statistics.series import Series, all_series
from builder.statistics.side_by_side import Entry, Pair, SharedMetric, shared_metrics
from builder.statistics.summaries import MetricSummary, metric_summaries
from builder.statistics.targets import TargetProgress, TargetReason, TargetStatus
from builder.statistics.trend import Trend

__all__ = [
    "ActionSummary",
    "Answers",
    "BenchmarkComparison",
    "Branch",
    "ChanceTest",
    "Change",
    "CheckedClaim",
    "Comparison",
    "ContractStanding",
    "ContractState",
    "Coverage",
    "Covered",
    "Direction",
    "DutyStanding",
    "Entry",
    "ExpectedPresence",
    "FindingSummary",
    "Fund",
    "Gap",
    "Goal",
    "Judgement",
    "Leaning",
    "Limits",
    "Measure",
    "Method",
    "MetricSummary",
    "Obstacle",
    "Occurrence",
    "Pair",
    "PerHead",
    "Presence",
    "Reason",
    "Series",
    "SharedMetric",
    "Standing",
    "State",
    "Step",
    "TargetProgress",
    "TargetReason",
    "TargetStatus",
    "Timeliness",
    "Total",
    "Trend",
    "Verdict",
    "action_summaries",
    "all_series",
    "answers",
    "change",
    "change_between",
    "checked_claims",
    "contract_standings",
    "coverage",
    "duty_standings",
    "expected_presences",
    "finding_summaries",
    "funds",
    "gap_counts",
    "limits_of",
    "members_are_complete",
    "metric_summaries",
    "per_head",
    "percent_change",
    "reporting_lines",
    "shared_metrics",
    "standing_counts",
    "state_counts",
    "top_priority",
    "yearly_cost",
]
