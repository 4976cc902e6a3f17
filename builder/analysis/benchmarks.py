"""How an area stands to a benchmark.

The country is one: its figure rests on so many people that only the area's own 95% interval counts. Any other
comparator is a figure with a chance of its own, so that the two are tested against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.analysis.certainty import (
    Reason,
    counted_as,
    counts_behind,
    limits_of,
    on_logarithms,
    published_limits,
    usual_limits,
)
from builder.analysis.chance import (
    REPEATS,
    SIGNIFICANCE,
    Comparison,
    against_benchmark,
    holm,
    stands,
    two_counts,
    two_estimates,
    two_large_counts,
    two_proportions,
)
from builder.analysis.series import Series
from builder.model.measures import CountedAs, Observation, Unit

COUNTRY = "country"
"""The kind of an area that every other one is a part of."""


@dataclass(frozen=True, slots=True)
class BenchmarkComparison:
    """An area's latest observation beside the benchmark's of the same period."""

    own: Observation
    benchmark: Observation | None
    result: Comparison | Reason
    p: float | None = None
    """How often chance alone makes such a difference, where the two were tested against each other."""


def comparisons(
    pairs: Sequence[tuple[Series, Series]],
) -> tuple[tuple[Series, Series, BenchmarkComparison], ...]:
    """Return how the latest observation of each series stands to its benchmark: countries first, in their order.

    Where several comparators are tested, their p values allow for how many there are.
    """
    ordered = sorted(pairs, key=lambda pair: pair[1].area.kind != COUNTRY)
    found = []
    for series, benchmark in ordered:
        assert series.latest is not None
        found.append(compare_observation(series.latest, series, benchmark))
    tested = [number for number, one in enumerate(found) if one.p is not None]
    for number, p in zip(tested, holm([p for one in found if (p := one.p) is not None]), strict=True):
        result = found[number].result if p < SIGNIFICANCE else Comparison.SIMILAR
        found[number] = replace(found[number], p=p, result=result)
    return tuple((series, benchmark, one) for (series, benchmark), one in zip(ordered, found, strict=True))


def compare_observation(own: Observation, series: Series, benchmark: Series) -> BenchmarkComparison:
    """Return how an observation of a series, which holds a number, stands to a benchmark."""
    beside = next((o for o in benchmark.with_value if o.period.is_same_time_as(own.period) and o.period.is_dated), None)
    if beside is None:
        return BenchmarkComparison(own, None, Reason.NO_BENCHMARK)
    if beside.bound or own.bound:
        return BenchmarkComparison(own, beside, Reason.BOUND)
    if benchmark.method_version != series.method_version:
        return BenchmarkComparison(own, beside, Reason.OTHER_METHOD)
    assert beside.value is not None and own.value is not None
    if benchmark.area.kind == COUNTRY:
        limits = limits_of(own, series.metric)
        if isinstance(limits, Reason):
            return BenchmarkComparison(own, beside, limits)
        # In floats on both sides, so that a limit equal to the benchmark is equal.
        mine = usual_limits(limits, own, series.metric)
        result = against_benchmark(mine, float(beside.value), series.metric.polarity)
        return BenchmarkComparison(own, beside, result)
    p = p_of_difference(own, beside, series)
    if isinstance(p, Reason):
        return BenchmarkComparison(own, beside, p)
    if p >= SIGNIFICANCE or own.value == beside.value:
        return BenchmarkComparison(own, beside, Comparison.SIMILAR, p)
    return BenchmarkComparison(own, beside, stands(series.metric.polarity, higher=own.value > beside.value), p)


def p_of_difference(own: Observation, other: Observation, series: Series) -> float | Reason:
    """Return how often chance alone makes two figures of one metric, of two areas, differ so far, or why not."""
    metric = series.metric
    mine, theirs = published_limits(own), published_limits(other)
    if mine and theirs and own.value is not None and other.value is not None:
        figures = (float(own.value), mine.interval), (float(other.value), theirs.interval)
        return two_estimates(*figures, logarithms=on_logarithms(figures, metric))
    if counted_as(own, metric) is CountedAs.SURVEY:
        return Reason.SURVEY
    before, after = counts_behind(own, metric), counts_behind(other, metric)
    if isinstance(before, Reason):
        return before
    if isinstance(after, Reason):
        return after
    if metric.unit is Unit.PERCENT:
        return two_proportions(before[0], int(before[1]), after[0], int(after[1]))
    if counted_as(own, metric) is CountedAs.REPEAT_EVENTS:
        return two_large_counts(before[0], after[0], REPEATS, before[1], after[1])
    return two_counts(before[0], after[0], before[1], after[1])
