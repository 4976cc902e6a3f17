"""Which national commitments, outcomes and metrics a plan has actions for, and which it has none for."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from builder.analysis.actions import ActionSummary
from builder.model.measures import Partnership
from builder.model.plan import Action, Priority


class Goal(StrEnum):
    """What an action can serve."""

    COMMITMENT = "commitment"
    OUTCOME = "outcome"
    METRIC = "metric"


@dataclass(frozen=True)
class Covered:
    """A commitment, an outcome or a metric with the actions that name it."""

    goal: Goal
    key: str
    title: str
    is_published: bool
    """Whether the partnership publishes a figure for it; for a commitment, one that shows how it goes."""
    actions: tuple[ActionSummary, ...]
    results: tuple[str, ...] = ()
    """For a commitment, the metrics with a figure that show how it goes."""

    @property
    def promised(self) -> int:
        """How many of the actions were promised beforehand."""
        return sum(one.is_promise for one in self.actions)

    @property
    def reported(self) -> int:
        """How many of the actions were only reported afterwards."""
        return sum(one.is_reported for one in self.actions)


@dataclass(frozen=True)
class Coverage:
    """What a partnership's plan covers."""

    commitments: tuple[Covered, ...]
    """Every national commitment, in the order of its number."""
    outcomes: tuple[Covered, ...]
    """Every outcome of the framework, in the order of its number."""
    metrics: tuple[Covered, ...]
    """Every metric that has a figure or is named by an action, the framework's first."""


def coverage(
    partnership: Partnership, actions: Collection[ActionSummary], published_metrics: Collection[str]
) -> Coverage:
    """Return what the actions of a partnership cover; `published_metrics` are those with a figure of its own."""
    outcome_of = {metric.metric: metric.outcome for metric in partnership.metrics.values()}
    with_figures = {outcome_of[metric] for metric in published_metrics}
    named = {metric for one in actions for metric in one.action.metrics}
    results = {
        one.commitment: tuple(metric for metric in one.metrics if metric in published_metrics)
        for one in partnership.framework.plan.commitments
    }
    commitments = sorted(partnership.framework.plan.commitments, key=lambda one: one.number)
    outcomes = sorted(partnership.framework.outcomes, key=lambda one: one.number)
    return Coverage(
        commitments=tuple(
            Covered(
                Goal.COMMITMENT,
                one.commitment,
                one.title,
                is_published=bool(results[one.commitment]),
                actions=_naming(actions, one.commitment, lambda action: action.commitments),
                results=results[one.commitment],
            )
            for one in commitments
        ),
        outcomes=tuple(
            Covered(
                Goal.OUTCOME,
                one.outcome,
                one.title,
                is_published=one.outcome in with_figures,
                actions=_naming(actions, one.outcome, lambda action: action.outcomes),
            )
            for one in outcomes
        ),
        metrics=tuple(
            Covered(
                Goal.METRIC,
                metric.metric,
                metric.title,
                is_published=metric.metric in published_metrics,
                actions=_naming(actions, metric.metric, lambda action: action.metrics),
            )
            for metric in partnership.metrics.values()
            if metric.metric in published_metrics or metric.metric in named
        ),
    )


def _naming(
    actions: Iterable[ActionSummary], key: str, names: Callable[[Action], Collection[str]]
) -> tuple[ActionSummary, ...]:
    return tuple(one for one in actions if key in names(one.action) and not one.is_proposed)


def top_priority(priority: Priority, priorities: Iterable[Priority]) -> Priority:
    """Return the priority that a priority is part of in the end: itself where it is part of none."""
    by_key = {one.priority: one for one in priorities}
    while priority.part_of in by_key:
        priority = by_key[priority.part_of]
    return priority
