"""Analysis: does arithmetic on the model, unrounded, and picks no words.

Nothing here reads, writes or formats.
"""

from builder.analysis.actions import ActionSummary, Gap, State, action_summaries, gap_counts, state_counts
from builder.analysis.benchmarks import BenchmarkComparison
from builder.analysis.certainty import ChanceTest, IntervalKind, Limits, Method, Reason, limits_of
from builder.analysis.chance import Comparison
from builder.analysis.change_tests import Answer, Chance, HowTested, answer
from builder.analysis.changes import Change, Direction, Leaning, Measure, change_between, percent_change, relative_size
from builder.analysis.claims import CheckedClaim, Obstacle, Verdict, checked_claims
from builder.analysis.coverage import Coverage, Covered, Goal, coverage, top_priority
from builder.analysis.duties import DutyStanding, Occurrence, Standing, Timeliness, duty_standings, standing_counts
from builder.analysis.earlier import earlier_of
from builder.analysis.headlines import headlines
from builder.analysis.money import (
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
from builder.analysis.needs import Answers, FindingSummary, answers, finding_summaries
from builder.analysis.partnerships import Entry, Pair, SharedMetric, shared_metrics
from builder.analysis.people import (
    Branch,
    ExpectedPresence,
    Presence,
    expected_presences,
    members_are_complete,
    reporting_lines,
)
from builder.analysis.series import Series, all_series
from builder.analysis.summaries import MetricSummary, metric_summaries, movement_counts, subjects, verdicts_in
from builder.analysis.targets import Reservation, TargetProgress, TargetReason, TargetStatus
from builder.analysis.trend import RecentTrend, Trend
from builder.analysis.verdicts import Judgement, Movement, SeriesVerdict, SetBeside, chance_of

__all__ = [
    "ActionSummary",
    "Answer",
    "Answers",
    "BenchmarkComparison",
    "Branch",
    "Chance",
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
    "HowTested",
    "IntervalKind",
    "Judgement",
    "Leaning",
    "Limits",
    "Measure",
    "Method",
    "MetricSummary",
    "Movement",
    "Obstacle",
    "Occurrence",
    "Pair",
    "PerHead",
    "Presence",
    "Reason",
    "RecentTrend",
    "Reservation",
    "Series",
    "SeriesVerdict",
    "SetBeside",
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
    "answer",
    "answers",
    "chance_of",
    "change_between",
    "checked_claims",
    "contract_standings",
    "coverage",
    "duty_standings",
    "earlier_of",
    "expected_presences",
    "finding_summaries",
    "funds",
    "gap_counts",
    "headlines",
    "limits_of",
    "members_are_complete",
    "metric_summaries",
    "movement_counts",
    "per_head",
    "percent_change",
    "relative_size",
    "reporting_lines",
    "shared_metrics",
    "standing_counts",
    "state_counts",
    "subjects",
    "top_priority",
    "verdicts_in",
    "yearly_cost",
]
