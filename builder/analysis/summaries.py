"""What is known about each metric of a partnership, gathered for whoever words or draws it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from builder.analysis.benchmarks import BenchmarkComparison, comparisons
from builder.analysis.series import Series, all_series
from builder.analysis.targets import TargetProgress, progress
from builder.analysis.verdicts import Judgement, Movement, SeriesVerdict, SetBeside, series_verdicts, sum_of
from builder.model.measures import GROWS_WITH_THE_AREA, CountedAs, Metric, Partnership, Target, Unit


@dataclass(frozen=True)
class MetricSummary:
    """Every series that a partnership has published about one metric."""

    metric: Metric
    home_area: str
    series: tuple[Series, ...]
    """Own areas first, comparators last; within an area everyone before the groups."""
    targets: tuple[Target, ...]
    beside: SetBeside
    """Which figures the sources set beside each other themselves."""
    ended: frozenset[str] = frozenset()
    """The areas that are none any more, whose figures are history."""

    @cached_property
    def verdicts(self) -> tuple[SeriesVerdict, ...]:
        """The one verdict of each series, in their order."""
        home = next((s.area for s in self.series if s.area.area == self.home_area), None)
        return series_verdicts(self.series, home, self.beside)

    def verdict_of(self, series: Series) -> SeriesVerdict:
        """Return the verdict of one of the series."""
        return self._by_series[series.key]

    @cached_property
    def _by_series(self) -> dict[tuple[str, str, str, str, str], SeriesVerdict]:
        return {verdict.series.key: verdict for verdict in self.verdicts}

    @cached_property
    def areas(self) -> tuple[Series, ...]:
        """The series about everyone, in the partnership's own areas."""
        return tuple(s for s in self.series if not s.breakdown and not s.area.comparator)

    @cached_property
    def current_areas(self) -> tuple[Series, ...]:
        """The series about everyone that hold a number, one for each own area: of several ways to count, the newest.

        An area that has ended is one of them only where no other has figures.
        """
        return self._not_ended(_current(self.areas))

    def _not_ended(self, series: tuple[Series, ...]) -> tuple[Series, ...]:
        return tuple(s for s in series if s.area.area not in self.ended) or series

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
        return self.metric.unit in GROWS_WITH_THE_AREA

    @cached_property
    def breakdowns(self) -> dict[str, tuple[Series, ...]]:
        """The series about groups, comparators last, by breakdown."""
        names = dict.fromkeys(s.breakdown for s in self.series if s.breakdown)
        return {name: tuple(s for s in self.series if s.breakdown == name) for name in names}

    @cached_property
    def leading(self) -> tuple[Series, ...]:
        """The series that the finding is about: the whole partnership's, or else each area's, or else each group's.

        The whole leads only where it has a change, or none of the areas has one.
        """
        areas = self.current_areas
        whole = tuple(s for s in areas if s.area.area == self.home_area)
        rest = tuple(s for s in areas if s.area.area != self.home_area)
        if whole and (self.verdict_of(whole[0]).change or not any(self.verdict_of(s).change for s in rest)):
            return whole
        return rest or self._not_ended(_current([s for s in self.series if s.breakdown and not s.area.comparator]))

    @cached_property
    def leading_verdicts(self) -> tuple[SeriesVerdict, ...]:
        """The verdicts of the leading series."""
        return tuple(self.verdict_of(s) for s in self.leading)

    @cached_property
    def changed(self) -> tuple[SeriesVerdict, ...]:
        """The verdicts of the leading series that have two figures to compare."""
        return tuple(verdict for verdict in self.leading_verdicts if verdict.change)

    @cached_property
    def judgement(self) -> Judgement:
        """What can be said of all leading series together."""
        judgements = {verdict.judgement for verdict in self.changed or self.leading_verdicts}
        return judgements.pop() if len(judgements) == 1 else Judgement.MIXED if self.changed else Judgement.NOT_COMPARED

    @cached_property
    def movement(self) -> Movement:
        """Which way all leading series moved; both ways where some went the good way and others the bad way."""
        return together(verdict.movement for verdict in self.leading_verdicts)

    @cached_property
    def is_clear(self) -> bool:
        """Whether a leading series moved by more than chance."""
        return any(verdict.is_clear for verdict in self.changed)

    @cached_property
    def if_equally_long(self) -> bool:
        """Whether what is said of chance holds only if periods are equally long, which is our reading."""
        return any(verdict.if_equally_long for verdict in self.changed)

    @cached_property
    def parts_together(self) -> SeriesVerdict | None:
        """What can be said of all parts of a whole that has no figure of its own; None where they do not add up.

        They do for events that each person has once, such as deaths, and where the metric says so.
        """
        verdicts = self.leading_verdicts
        adds_up = self.metric.counted_as is CountedAs.EVENTS or "area" in self.metric.adds_up_over
        siblings = {v.series.area.parent for v in verdicts} == {self.home_area} and not self.about_area(self.home_area)
        if len(verdicts) < 2 or not siblings or not adds_up or self.metric.unit is not Unit.COUNT:
            return None
        return sum_of(verdicts)

    @cached_property
    def comparisons(self) -> tuple[tuple[Series, Series, BenchmarkComparison], ...]:
        """Each own area with each benchmark that it can be set beside, and how it stands to it; England first.

        Where there are figures for groups only, each own group with the same group of the benchmark.
        """
        if any(s.latest for s in self.areas):
            areas = self._not_ended(self.areas)
            pairs = [(series, benchmark) for benchmark in self.comparable_benchmarks for series in areas]
        else:
            pairs = [(series, s) for series in self.leading for s in self._same_group_elsewhere(series)]
        return comparisons([(series, benchmark) for series, benchmark in pairs if series.latest])

    def _same_group_elsewhere(self, series: Series) -> tuple[Series, ...]:
        if self._grows_with_the_area:
            return ()
        return tuple(
            s for s in self.series if s.area.comparator and (s.breakdown, s.group) == (series.breakdown, series.group)
        )

    def progress_on(self, today: date) -> tuple[TargetProgress, ...]:
        """Return how the partnership stands to each target of the metric on a day."""
        return tuple(progress(target, self.metric, self.series, today) for target in self.targets)

    def current_in(self, area: str) -> Series | None:
        """Return the series about everyone in one area, counted in the way of the newest figures."""
        return next(iter(_current(self.about_area(area))), None)

    def about_area(self, area: str) -> tuple[Series, ...]:
        """Return the series about everyone in one area."""
        return tuple(s for s in self.series if s.area.area == area and not s.breakdown)


def together(movements: Iterable[Movement]) -> Movement:
    """Return which way several figures moved together: those that cannot be compared count where none can."""
    found = set(movements)
    compared = found - {Movement.ONCE, Movement.NOT_COMPARED}
    if {Movement.GOOD, Movement.BAD} <= compared:
        return Movement.BOTH
    for movement in (Movement.GOOD, Movement.BAD, Movement.NEITHER, Movement.NOT_KNOWN, Movement.SAME):
        if movement in compared:
            return movement
    return Movement.NOT_COMPARED if Movement.NOT_COMPARED in found else Movement.ONCE


def subjects(summaries: Iterable[MetricSummary]) -> tuple[MetricSummary, ...]:
    """Return metrics without each rate that tells no more than its count: the two are one subject."""
    found = tuple(summaries)
    told = _told_by_their_count((one.metric, bool(one.changed)) for one in found)
    return tuple(one for one in found if one.metric.metric not in told)


def movement_counts(summaries: Iterable[MetricSummary]) -> Counter[Movement]:
    """Return how many metrics moved which way. A total and its parts count once, and so do a count and its rate."""
    return Counter(summary.movement for summary in subjects(summaries))


def verdicts_in(summaries: Iterable[MetricSummary], area: str) -> tuple[SeriesVerdict, ...]:
    """Return the verdict of each metric that has a figure about everyone in one area; of a count and its rate, one."""
    found = [summary.verdict_of(one) for summary in summaries if (one := summary.current_in(area)) is not None]
    told = _told_by_their_count((verdict.series.metric, verdict.change is not None) for verdict in found)
    return tuple(verdict for verdict in found if verdict.series.metric.metric not in told)


def _told_by_their_count(known: Iterable[tuple[Metric, bool]]) -> frozenset[str]:
    """Return the rates whose count is known too, given metrics and whether each can be compared with before.

    A rate that can be compared stays where its count cannot.
    """
    metrics = {metric.metric: (metric, has_changed) for metric, has_changed in known}
    return frozenset(
        name
        for name, (metric, has_changed) in metrics.items()
        if metric.unit is Unit.RATE
        and metric.numerator_metric in metrics
        and (metrics[metric.numerator_metric][1] or not has_changed)
    )


def _current(series: Sequence[Series]) -> tuple[Series, ...]:
    """Return the series with a number, one for each area and group: the newest of several ways of counting."""
    best: dict[tuple[str, str, str], Series] = {}
    for one in series:
        key = (one.area.area, one.breakdown, one.group)
        if one.latest and (key not in best or _newest_and_longest(one) > _newest_and_longest(best[key])):
            best[key] = one
    return tuple(best.values())


def _newest_and_longest(series: Series) -> tuple[date, int]:
    """Return what the leading one of several ways of counting has most of."""
    assert series.latest is not None
    return series.latest.period.last_day, len(series.with_value)


def metric_summaries(partnership: Partnership) -> tuple[MetricSummary, ...]:
    """Return a summary of each metric that a partnership publishes about its own areas.

    The framework's metrics come first, then local ones, each in the order of the data.
    """
    beside = SetBeside.of(partnership.package.claims)
    by_metric: dict[str, list[Series]] = {}
    for series in all_series(partnership.package.observations, partnership.metrics, partnership.areas):
        by_metric.setdefault(series.metric.metric, []).append(series)
    return tuple(
        MetricSummary(
            metric=partnership.metrics[metric],
            home_area=partnership.home_area.area,
            series=tuple(series),
            targets=tuple(t for t in partnership.package.targets if t.metric == metric),
            beside=beside,
            ended=partnership.ended_areas,
        )
        for metric, series in by_metric.items()
        if not all(one.area.comparator for one in series)
    )
