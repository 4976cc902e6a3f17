"""What is known about each metric of a partnership, gathered for whoever words or draws it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from builder.model import Metric, Partnership, Target, Unit
from builder.statistics.changes import Change, Judgement, change
from builder.statistics.series import Series, all_series


@dataclass(frozen=True)
class MetricSummary:
    """Every series that a partnership has published about one metric."""

    metric: Metric
    home_area: str
    series: tuple[Series, ...]
    """Own areas first, comparators last; within an area everyone before the groups."""
    targets: tuple[Target, ...]

    @cached_property
    def areas(self) -> tuple[Series, ...]:
        """The series about everyone, in the partnership's own areas."""
        return tuple(s for s in self.series if not s.breakdown and not s.area.comparator)

    @cached_property
    def benchmarks(self) -> tuple[Series, ...]:
        """The series about everyone, in areas that are only here to compare with."""
        return tuple(s for s in self.series if not s.breakdown and s.area.comparator)

    @cached_property
    def comparable_benchmarks(self) -> tuple[Series, ...]:
        """The benchmarks that an area can be set beside: none for counts and pounds, which grow with the area."""
        return () if self.metric.unit in {Unit.COUNT, Unit.POUNDS} else self.benchmarks

    @cached_property
    def breakdowns(self) -> dict[str, tuple[Series, ...]]:
        """The series about groups, comparators last, by breakdown."""
        names = dict.fromkeys(s.breakdown for s in self.series if s.breakdown)
        return {name: tuple(s for s in self.series if s.breakdown == name) for name in names}

    @cached_property
    def leading(self) -> tuple[Series, ...]:
        """The series that the finding is about: the whole partnership's, or else each area's."""
        with_value = tuple(s for s in self.areas if s.latest)
        whole = tuple(s for s in with_value if s.area.area == self.home_area)
        return (max(whole, key=lambda s: len(s.with_value)),) if whole else with_value

    @cached_property
    def changed(self) -> tuple[tuple[Series, Change], ...]:
        """The leading series that have two periods to compare, each with its change."""
        return tuple((s, found) for s in self.leading if (found := change(s)))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes of the leading series."""
        return tuple(found for _, found in self.changed)

    @cached_property
    def judgement(self) -> Judgement | None:
        """Whether the metric got better in all leading series; None where nothing can be compared."""
        judgements = {found.judgement for found in self.changes}
        if not judgements:
            return None
        return judgements.pop() if len(judgements) == 1 else Judgement.NEITHER

    def about_area(self, area: str) -> tuple[Series, ...]:
        """Return the series about everyone in one area."""
        return tuple(s for s in self.series if s.area.area == area and not s.breakdown)


@dataclass(frozen=True)
class OutcomeCounts:
    """How many published metrics of an outcome got better, got worse, changed otherwise or have one period."""

    better: int
    worse: int
    neither: int
    one_period: int


def metric_summaries(partnership: Partnership) -> tuple[MetricSummary, ...]:
    """Return a summary of each metric that a partnership publishes about its own areas.

    The framework's metrics come first, then local ones, each in the order of the data.
    """
    by_metric: dict[str, list[Series]] = {}
    for series in all_series(partnership.package.observations, partnership.metrics, partnership.areas):
        by_metric.setdefault(series.metric.metric, []).append(series)
    return tuple(
        MetricSummary(
            metric=partnership.metrics[metric],
            home_area=partnership.home_area.area,
            series=tuple(series),
            targets=tuple(t for t in partnership.package.targets if t.metric == metric),
        )
        for metric, series in by_metric.items()
        if not all(one.area.comparator for one in series)
    )


def outcome_counts(summaries: Iterable[MetricSummary]) -> OutcomeCounts:
    """Return how many metrics got better or worse."""
    counts = Counter(summary.judgement for summary in summaries)
    return OutcomeCounts(
        better=counts[Judgement.BETTER],
        worse=counts[Judgement.WORSE],
        neither=counts[Judgement.NEITHER],
        one_period=counts[None],
    )
