"""Partnerships side by side on a metric: which figures stand beside each other, and which two may be compared.

Two figures are compared only where a test allows it. Everything that stands in the way is named, not only the first.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from builder.analysis.benchmarks import BenchmarkComparison, compare_observation, p_of_difference
from builder.analysis.certainty import ChanceTest, Reason, in_order, reasons_against_test
from builder.analysis.chance import holm
from builder.analysis.changes import Direction, direction
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary
from builder.analysis.verdicts import SeriesVerdict
from builder.model.measures import GROWS_WITH_THE_AREA, Observation, Partnership, Period, Status, Tier

MOST_PAIRS = 6
"""How many pairs of figures are tested: those of four partnerships. With more, a list of pairs is a ranking."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One area of one partnership, with the figure that stands beside those of others."""

    partnership: Partnership
    series: Series
    shown: Observation
    """The figure of the shared period, or else the newest one. Its value may be hidden."""
    leading: bool
    """Whether it stands for the partnership: the whole of it, or each part where the whole has no figure."""
    current: bool
    """Whether it is the one of its area to be drawn, where figures of the area were counted in several ways."""
    benchmark: Series | None
    """What it is held against, such as England; None where nobody publishes that for its period."""
    against: BenchmarkComparison | None
    """How it stands to the benchmark; None without a benchmark."""
    verdict: SeriesVerdict
    """What can be said of the area's own figures, one after the other."""

    @property
    def newer(self) -> Observation | None:
        """A newer figure than the one shown, which its partnership publishes beside it."""
        newest = self.series.latest
        return newest if newest and newest.period.start > self.shown.period.start else None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of two partnerships, and whether they differ by more than chance would make them."""

    one: Entry
    other: Entry
    test: ChanceTest | None
    """None where something stands in the way. Where several pairs are tested, its p value allows for that."""
    obstacles: tuple[Reason, ...]
    """Everything that stands in the way, the weightiest first; empty where the pair was tested."""

    @property
    def direction(self) -> Direction:
        """Where the first figure lies as seen from the other."""
        assert self.one.shown.value is not None and self.other.shown.value is not None
        return direction(self.one.shown.value - self.other.shown.value)

    @property
    def is_clear(self) -> bool:
        """Whether the difference was tested and can be told from chance."""
        return self.test is not None and self.test.is_clear and self.direction is not Direction.SAME


@dataclass(frozen=True)
class SharedMetric:
    """A metric that two partnerships or more publish."""

    publishers: tuple[tuple[Partnership, MetricSummary], ...]
    """In the order of their names."""
    period: Period | None
    """The period for which most partnerships have a figure; None where no two share one."""
    entries: tuple[Entry, ...]
    """By partnership in the order of their names, within one in the order of its data."""
    pairs: tuple[Pair, ...]
    """The pairs of leading figures of different partnerships; empty where there are too many to test."""
    too_many: bool

    @property
    def summary(self) -> MetricSummary:
        """What the first partnership publishes: its name for the metric stands for all."""
        return self.publishers[0][1]

    @property
    def is_national(self) -> bool:
        """Whether the national framework defines the metric, so that the partnerships mean the same."""
        return all(summary.metric.tier is not Tier.LOCAL for _, summary in self.publishers)

    @cached_property
    def one_scale(self) -> bool:
        """Whether the figures can lie on one scale: not if they grow with the area, or are defined apart."""
        unit = self.summary.metric.unit
        return self.is_national and unit is not None and unit not in GROWS_WITH_THE_AREA

    @cached_property
    def obstacles(self) -> tuple[Reason, ...]:
        """What stands in the way of some pair, the weightiest first."""
        found = {why for pair in self.pairs for why in pair.obstacles}
        return tuple(why for why in Reason if why in found)


def shared_metrics(published: Sequence[tuple[Partnership, Iterable[MetricSummary]]]) -> tuple[SharedMetric, ...]:
    """Return every metric that two partnerships or more publish, from A to Z of their titles.

    Partnerships are told apart and put in order by their names, never by their figures.
    """
    by_metric: dict[str, list[tuple[Partnership, MetricSummary]]] = {}
    for partnership, summaries in sorted(published, key=lambda one: (one[0].title, one[0].name)):
        for summary in filter(_everyone, summaries):
            by_metric.setdefault(summary.metric.metric, []).append((partnership, summary))
    shared = [_shared(tuple(publishers)) for publishers in by_metric.values() if len(publishers) > 1]
    return tuple(sorted(shared, key=lambda one: (one.summary.metric.title.lower(), one.summary.metric.metric)))


def _shared(publishers: tuple[tuple[Partnership, MetricSummary], ...]) -> SharedMetric:
    period = _shared_period(publishers)
    # What one partnership measures in a way of its own says nothing about another's.
    national = all(summary.metric.tier is not Tier.LOCAL for _, summary in publishers)
    benchmarks = tuple(s for _, summary in publishers for s in summary.comparable_benchmarks) if national else ()
    entries = tuple(
        entry for partnership, summary in publishers for entry in _entries(partnership, summary, period, benchmarks)
    )
    leading = [entry for entry in entries if entry.leading]
    both = [(a, b) for a, b in combinations(leading, 2) if a.partnership.name != b.partnership.name]
    too_many = len(both) > MOST_PAIRS
    return SharedMetric(publishers, period, entries, () if too_many else _pairs(both), too_many)


def _everyone(summary: MetricSummary) -> tuple[Series, ...]:
    """Return the series about everyone in the partnership's own areas, or else those about groups.

    Figures without dates cannot stand beside those of others.
    """
    groups = tuple(s for s in summary.series if not s.area.comparator)
    return tuple(s for s in summary.areas or groups if s.observations[0].period.is_dated)


def _shared_period(publishers: Sequence[tuple[Partnership, MetricSummary]]) -> Period | None:
    """Return the period with figures of most partnerships, stated ones before others, and of those the newest."""
    stated: Counter[Period] = Counter()
    known: Counter[Period] = Counter()
    alike: dict[object, Period] = {}
    for _, summary in publishers:
        observations = [o for series in _everyone(summary) for o in series.with_value]
        # A year may be written as P1Y in one place and as P12M in another.
        times = {o: alike.setdefault((o.period.start, o.period.last_day), o.period) for o in observations}
        known.update(set(times.values()))
        stated.update({period for o, period in times.items() if o.period_stated})
    shared = [period for period, count in known.items() if count > 1]
    return max(shared, key=lambda p: (stated[p] > 1, stated[p], known[p], p.last_day, p.duration), default=None)


def _entries(
    partnership: Partnership, summary: MetricSummary, period: Period | None, benchmarks: Sequence[Series]
) -> Iterable[Entry]:
    series = _everyone(summary)
    shown = [_shown(one, period) for one in series]
    current = _current(series, shown, period)
    whole = {n for n in current if series[n].area.area == summary.home_area and shown[n].value is not None}
    own = summary.comparable_benchmarks
    for number, (one, observation) in enumerate(zip(series, shown, strict=True)):
        benchmark = None if one.breakdown else _benchmark(observation, own, benchmarks)
        has_number = observation.value is not None
        against = compare_observation(observation, one, benchmark) if benchmark and has_number else None
        yield Entry(
            partnership=partnership,
            series=one,
            shown=observation,
            leading=number in (whole or current),
            current=number in current,
            benchmark=benchmark,
            against=against,
            verdict=summary.verdict_of(one),
        )


def _shown(series: Series, period: Period | None) -> Observation:
    """Return the observation of a period, also where it is hidden, or else the newest one with a number."""
    same = [o for o in series.observations if period and o.period.is_same_time_as(period)]
    return same[0] if same else series.latest or series.observations[-1]


def _current(series: Sequence[Series], shown: Sequence[Observation], period: Period | None) -> set[int]:
    """Return which series stands for each area or group, however often its way of counting changed."""
    best: dict[tuple[str, str, str], int] = {}
    for number, one in enumerate(series):
        key = (one.area.area, one.breakdown, one.group)
        before = best.setdefault(key, number)
        if _rank(shown[number], period) > _rank(shown[before], period):
            best[key] = number
    return set(best.values())


def _rank(observation: Observation, period: Period | None) -> tuple[bool, bool, Period]:
    shared = period is not None and observation.period.is_same_time_as(period)
    return observation.value is not None, shared, observation.period


def _benchmark(own: Observation, mine: Sequence[Series], all_of_them: Sequence[Series]) -> Series | None:
    """Return the benchmark with a number for the period of an observation: the partnership's own before another's."""

    def value(series: Series) -> object:
        return next((o.value for o in series.with_value if o.period.is_same_time_as(own.period)), None)

    found = next((series for series in mine if value(series) is not None), None)
    if found:
        return found
    others = [series for series in all_of_them if value(series) is not None]
    # Where two papers print different values for England, neither is taken for a third partnership.
    return others[0] if len({value(series) for series in others}) == 1 else None


def _pairs(both: Sequence[tuple[Entry, Entry]]) -> tuple[Pair, ...]:
    """Return the pairs, tested where they can be, with p values that allow for how many are tested."""
    obstacles = [_obstacles(one, other) for one, other in both]
    tests = iter(holm([_p(one, other) for (one, other), why in zip(both, obstacles, strict=True) if not why]))
    return tuple(
        Pair(one, other, None if why else ChanceTest(next(tests)), why)
        for (one, other), why in zip(both, obstacles, strict=True)
    )


def _p(one: Entry, other: Entry) -> float:
    p = p_of_difference(one.shown, other.shown, one.series)
    assert not isinstance(p, Reason)
    return p


def _obstacles(one: Entry, other: Entry) -> tuple[Reason, ...]:
    """Return everything that keeps two figures from being compared, in the order of `Reason`."""
    both = (one, other)
    metric = one.series.metric
    found = reasons_against_test([entry.shown for entry in both], metric)
    applies = {
        Reason.HIDDEN: any(entry.shown.status is Status.CONFIDENTIAL for entry in both),
        Reason.OWN_DEFINITION: any(entry.series.metric.tier is Tier.LOCAL for entry in both),
        Reason.SIZE: metric.unit in GROWS_WITH_THE_AREA,
        Reason.OTHER_GROUP: (one.series.breakdown, one.series.group) != (other.series.breakdown, other.series.group),
        Reason.SAME_PEOPLE: _is_same_place(one, other),
        Reason.OTHER_PERIOD: not one.shown.period.is_same_time_as(other.shown.period),
        Reason.PERIOD_IMPLIED: not (one.shown.period_stated and other.shown.period_stated),
        Reason.OTHER_METHOD: one.series.method_version != other.series.method_version,
        Reason.ONE_BREAK: _last_break(one) != _last_break(other),
    }
    found |= {why for why, does in applies.items() if does}
    if Reason.HIDDEN in found:
        found.discard(Reason.NO_VALUE)
    if Reason.SIZE in found:
        found.discard(Reason.UNIT)
    return in_order(found)


def _is_same_place(one: Entry, other: Entry) -> bool:
    mine, theirs = one.series.area, other.series.area
    return bool(mine.code) and mine.code == theirs.code


def _last_break(entry: Entry) -> Period | None:
    """Return the newest period, up to the one shown, from which an area was counted in another way."""
    breaks = [
        o.period for o in entry.series.observations if o.status is Status.BREAK and o.period <= entry.shown.period
    ]
    return max(breaks, default=None)
