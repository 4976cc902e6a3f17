"""The recent trend of a series: the method of the national public health profiles.

The five most recent points that share no days are tested for a linear trend at 99.8%, weighted by the population
behind each point or by the limits that the source publishes. The direction must hold whichever single point is
left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from math import log

from builder.analysis.certainty import Reason, counted_as, counts_behind, dispersion, on_logarithms, published_limits
from builder.analysis.chance import standard_error
from builder.analysis.earlier import thinned
from builder.analysis.intervals import two_sided
from builder.analysis.series import Series
from builder.model.measures import CountedAs, Observation, PeriodBasis, Unit

POINTS = 5
"""How many of the most recent points are tested."""
TREND_CONFIDENCE = 0.998
CRITICAL = two_sided(TREND_CONFIDENCE) ** 2
"""The 99.8% point of chi-squared with one degree of freedom, 9.5495."""


class Trend(StrEnum):
    """Where a series has been going."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CLEAR_TREND = "no-clear-trend"


@dataclass(frozen=True, slots=True)
class RecentTrend:
    """The trend of the newest five points of a series."""

    trend: Trend
    points: tuple[Observation, ...]
    """Oldest first."""
    if_equally_long: bool
    """Whether it holds only if the periods are equally long, which is our reading."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One point of a series: events or cases, and the people or time behind them."""

    time: float
    events: float
    weight: float


@dataclass(frozen=True, slots=True)
class EstimatedPoint:
    """One point of a series with published limits, or its logarithm."""

    time: float
    value: float
    standard_error: float


def trend_of(series: Series, compares: Callable[[Observation, Observation], bool]) -> RecentTrend | Reason:
    """Return the recent trend of a series, or why it has none that can be tested.

    `compares` says of two figures whether the source sets them beside each other itself.
    """
    metric = series.metric
    if metric.cumulative:
        return Reason.CUMULATIVE
    recent = thinned(series, POINTS)
    if isinstance(recent, Reason):
        return recent
    if any(o.bound for o in recent):
        return Reason.BOUND
    read = any(o.period_basis is not PeriodBasis.STATED for o in recent)
    if read and not all(compares(earlier, later) for earlier, later in pairwise(recent)):
        return Reason.PERIOD_IMPLIED
    if all(published_limits(o) for o in recent):
        return RecentTrend(
            trend_of_estimates(_estimates(series, recent)), recent, read and metric.unit is not Unit.PERCENT
        )
    points = []
    for o in recent:
        counts = counts_behind(o, metric)
        if isinstance(counts, Reason):
            return counts
        if counted_as(o, metric) is CountedAs.SURVEY:
            return Reason.SURVEY
        points.append(TrendPoint(o.period.start.toordinal(), *counts))
    is_share = metric.unit is Unit.PERCENT
    varies = 1.0 if is_share else dispersion(recent[-1], metric)
    return RecentTrend(recent_trend(points, proportion=is_share, dispersion=varies), recent, read and not is_share)


def _estimates(series: Series, observations: Sequence[Observation]) -> tuple[EstimatedPoint, ...]:
    figures = []
    for o in observations:
        limits = published_limits(o)
        assert limits is not None and o.value is not None
        figures.append((float(o.value), limits.interval))
    logarithms = on_logarithms(tuple(figures), series.metric)
    return tuple(
        EstimatedPoint(
            o.period.start.toordinal(),
            log(value) if logarithms else value,
            standard_error(limits, logarithms=logarithms),
        )
        for o, (value, limits) in zip(observations, figures, strict=True)
    )


def recent_trend(points: Sequence[TrendPoint], *, proportion: bool, dispersion: float = 1.0) -> Trend:
    """Return the trend of the last five points of a series, oldest first.

    `proportion` says that events are a part of their weight, and not counted over it; `dispersion`, how many times
    the Poisson variance counts have.

    Raises:
        ValueError: There are fewer than five points, or a weight is not positive.

    Source: Office for Health Improvement and Disparities, Fingertips technical guidance, "Recent trends"; for
    proportions Armitage P (1955), Biometrics 11:375-386, doi:10.2307/3001775.
    """
    if len(points) < POINTS:
        raise ValueError(f"a trend needs {POINTS} points")
    recent = points[-POINTS:]
    if any(point.weight <= 0 for point in recent):
        raise ValueError("a weight is not positive")
    slopes = [_slope(others) for others in combinations(recent, POINTS - 1)]
    return _trend(_slope(recent), slopes, chi_squared_for_trend(recent, proportion=proportion) / dispersion)


def trend_of_estimates(points: Sequence[EstimatedPoint]) -> Trend:
    """Return the trend of the last five points of a series with published limits, oldest first.

    Each point is weighted by the inverse of its variance.

    Raises:
        ValueError: There are fewer than five points, or a standard error is not positive.

    Source: Office for Health Improvement and Disparities, Fingertips technical guidance, "Recent trends".
    """
    if len(points) < POINTS:
        raise ValueError(f"a trend needs {POINTS} points")
    recent = points[-POINTS:]
    if any(point.standard_error <= 0 for point in recent):
        raise ValueError("a standard error is not positive")
    slope, chi_squared = _weighted_slope(recent)
    return _trend(slope, [_weighted_slope(others)[0] for others in combinations(recent, POINTS - 1)], chi_squared)


def _trend(slope: float, without_one: Sequence[float], chi_squared: float) -> Trend:
    if chi_squared <= CRITICAL or any(other * slope <= 0 for other in without_one):
        return Trend.NO_CLEAR_TREND
    return Trend.INCREASING if slope > 0 else Trend.DECREASING


def _weighted_slope(points: Sequence[EstimatedPoint]) -> tuple[float, float]:
    """Return the slope of a line through points, weighted by the inverse variance, and its chi-squared."""
    weights = [1 / point.standard_error**2 for point in points]
    whole = sum(weights)
    mean_time = sum(w * p.time for w, p in zip(weights, points, strict=True)) / whole
    mean = sum(w * p.value for w, p in zip(weights, points, strict=True)) / whole
    spread = sum(w * (p.time - mean_time) ** 2 for w, p in zip(weights, points, strict=True))
    slope = sum(w * (p.time - mean_time) * (p.value - mean) for w, p in zip(weights, points, strict=True)) / spread
    return slope, slope**2 * spread


def chi_squared_for_trend(points: Sequence[TrendPoint], *, proportion: bool) -> float:
    """Return the chi-squared statistic for a linear trend, with one degree of freedom."""
    whole = sum(point.weight for point in points)
    rate = sum(point.events for point in points) / whole
    mean_time = sum(point.weight * point.time for point in points) / whole
    spread = sum(point.weight * (point.time - mean_time) ** 2 for point in points)
    variance = rate * (1 - rate if proportion else 1) * spread
    if variance == 0:
        return 0.0
    return _slope(points) ** 2 / variance


def _slope(points: Sequence[TrendPoint]) -> float:
    """Return the trend's direction and size: events that come later than an even spread would have them."""
    whole = sum(point.weight for point in points)
    rate = sum(point.events for point in points) / whole
    mean_time = sum(point.weight * point.time for point in points) / whole
    return sum((point.time - mean_time) * (point.events - rate * point.weight) for point in points)
