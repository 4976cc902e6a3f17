"""How an area stands to a benchmark: its 95% interval against the benchmark's value."""

from dataclasses import dataclass

from builder.model import Observation
from builder.statistics.certainty import Reason, limits_of
from builder.statistics.chance import Comparison, against_benchmark
from builder.statistics.intervals import Interval
from builder.statistics.series import Series


@dataclass(frozen=True, slots=True)
class BenchmarkComparison:
    """An area's latest observation beside the benchmark's of the same period."""

    own: Observation
    benchmark: Observation | None
    result: Comparison | Reason


def compare(series: Series, benchmark: Series) -> BenchmarkComparison | None:
    """Return how the latest observation of a series stands to a benchmark, or None where it holds no number."""
    return compare_observation(series.latest, series, benchmark) if series.latest else None


def compare_observation(own: Observation, series: Series, benchmark: Series) -> BenchmarkComparison:
    """Return how an observation of a series, which holds a number, stands to a benchmark."""
    beside = next((o for o in benchmark.with_value if o.period == own.period and o.period.is_dated), None)
    if beside is None:
        return BenchmarkComparison(own, None, Reason.NO_BENCHMARK)
    if beside.bound:
        return BenchmarkComparison(own, beside, Reason.ROUNDED)
    limits = limits_of(own, series.metric)
    if isinstance(limits, Reason):
        return BenchmarkComparison(own, beside, limits)
    if benchmark.method_version != series.method_version:
        return BenchmarkComparison(own, beside, Reason.OTHER_METHOD)
    assert beside.value is not None
    # In floats on both sides, so that a limit equal to the benchmark is equal.
    interval = Interval(float(limits.lower), float(limits.upper))
    return BenchmarkComparison(own, beside, against_benchmark(interval, float(beside.value), series.metric.polarity))
