"""Findings with the figures that stand in the observations, beside England's, and with the actions that answer them."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder.model.governance import Finding, FindingKind
from builder.model.measures import GROWS_WITH_THE_AREA, Metric, Observation, Partnership


@dataclass(frozen=True, slots=True)
class FindingSummary:
    """A finding with its figure, if an observation holds it."""

    finding: Finding
    metric: Metric | None
    observation: Observation | None
    benchmark: Observation | None
    """The same figure for England or another comparator, in the same period."""

    @property
    def is_need(self) -> bool:
        """Whether it asks for an action."""
        return self.finding.kind is FindingKind.NEED


@dataclass(frozen=True, slots=True)
class Answers:
    """How many needs there are, and how many of them an action answers."""

    needs: int
    answered: int

    @property
    def unanswered(self) -> int:
        """How many needs no action answers."""
        return self.needs - self.answered


def finding_summaries(partnership: Partnership) -> tuple[FindingSummary, ...]:
    """Return every finding of a partnership, in the order of the data."""
    by_key: dict[tuple[object, ...], Observation] = {}
    for one in partnership.package.observations:
        by_key[one.metric, one.area, one.breakdown, one.group, one.period.start] = one
    comparators = [area.area for area in partnership.areas.values() if area.comparator]
    summaries = []
    for finding in partnership.package.governance.findings:
        metric = partnership.metrics.get(finding.metric)
        key = (finding.metric, finding.area, finding.breakdown, finding.group, finding.period_start)
        observation = by_key.get(key) if finding.period_start else None
        summaries.append(
            FindingSummary(finding, metric, observation, _benchmark(metric, observation, comparators, by_key))
        )
    return tuple(summaries)


def _benchmark(
    metric: Metric | None,
    observation: Observation | None,
    comparators: list[str],
    by_key: dict[tuple[object, ...], Observation],
) -> Observation | None:
    """Return a comparator's figure that an area's can be set beside: none for counts and pounds, which grow with it."""
    if not observation or not metric or metric.unit in GROWS_WITH_THE_AREA or observation.area in comparators:
        return None
    if not observation.period.is_dated:
        return None
    for area in comparators:
        key = (observation.metric, area, observation.breakdown, observation.group, observation.period.start)
        other = by_key.get(key)
        if (
            other
            and other.value is not None
            and (other.period, other.method_version) == (observation.period, observation.method_version)
        ):
            return other
    return None


def answers(findings: Iterable[FindingSummary]) -> Answers:
    """Return how many needs there are, and how many of them an action answers."""
    needs = [one for one in findings if one.is_need]
    return Answers(len(needs), sum(1 for one in needs if one.finding.answered_by))
