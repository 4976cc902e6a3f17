"""What is known about each metric of a partnership, gathered for whoever words or draws it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from builder.model import Metric, Partnership, Target, Unit
from builder.statistics.certainty import Reason
from builder.statistics.changes import Change, Judgement, Leaning, change
from builder.statistics.comparisons import BenchmarkComparison, compare
from builder.statistics.series import Series, all_series
from builder.statistics.targets import TargetProgress, progress
from builder.statistics.trend import Trend, trend_of


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
        return () if self._grows_with_the_area else self.benchmarks

    @property
    def _grows_with_the_area(self) -> bool:
        return self.metric.unit in {Unit.COUNT, Unit.POUNDS}

    @cached_property
    def breakdowns(self) -> dict[str, tuple[Series, ...]]:
        """The series about groups, comparators last, by breakdown."""
        names = dict.fromkeys(s.breakdown for s in self.series if s.breakdown)
        return {name: tuple(s for s in self.series if s.breakdown == name) for name in names}

    @cached_property
    def leading(self) -> tuple[Series, ...]:
        """The series that the finding is about: the whole partnership's, or else each area's, or else each group's."""
        with_value = tuple(s for s in self.areas if s.latest)
        whole = tuple(s for s in with_value if s.area.area == self.home_area)
        if whole:
            return (max(whole, key=_newest_and_longest),)
        return with_value or tuple(s for s in self.series if s.latest and s.breakdown and not s.area.comparator)

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
        """What can be said of the changes of all leading series; None where nothing can be compared."""
        judgements = {found.judgement for found in self.changes}
        if not judgements:
            return None
        return judgements.pop() if len(judgements) == 1 else Judgement.MIXED

    @cached_property
    def leaning(self) -> Leaning:
        """Which way all leading series moved by the metric's polarity; none where they went apart."""
        leanings = {found.leaning for found in self.changes}
        return leanings.pop() if len(leanings) == 1 else Leaning.NONE

    @cached_property
    def comparisons(self) -> tuple[tuple[Series, Series, BenchmarkComparison], ...]:
        """Each own area with each benchmark that it can be set beside, and how it stands to it.

        Where there are figures for groups only, each own group with the same group of the benchmark.
        """
        if any(s.latest for s in self.areas):
            pairs = [(series, benchmark) for benchmark in self.comparable_benchmarks for series in self.areas]
        else:
            pairs = [(series, s) for series in self.leading for s in self._same_group_elsewhere(series)]
        return tuple((series, benchmark, found) for series, benchmark in pairs if (found := compare(series, benchmark)))

    def _same_group_elsewhere(self, series: Series) -> tuple[Series, ...]:
        if not self._grows_with_the_area:
            return tuple(
                s
                for s in self.series
                if s.area.comparator and (s.breakdown, s.group) == (series.breakdown, series.group)
            )
        return ()

    @cached_property
    def trends(self) -> tuple[tuple[Series, Trend | Reason], ...]:
        """The leading series, each with its recent trend."""
        return tuple((series, trend_of(series)) for series in self.leading)

    def progress_on(self, today: date) -> tuple[TargetProgress, ...]:
        """Return how the partnership stands to each target of the metric on a day."""
        return tuple(progress(target, self.metric, self.areas, today) for target in self.targets)

    def about_area(self, area: str) -> tuple[Series, ...]:
        """Return the series about everyone in one area."""
        return tuple(s for s in self.series if s.area.area == area and not s.breakdown)


def _newest_and_longest(series: Series) -> tuple[date, int]:
    """Return what the leading one of several ways of counting has most of."""
    assert series.latest is not None
    return series.latest.period.last_day, len(series.with_value)


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
