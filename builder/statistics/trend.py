"""The recent trend of a series: the method of the national public health profiles.

The five most recent points are tested with a chi-squared test for trend at 99.8%, weighted by the
population behind each point. The direction must hold whichever single point is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from statistics import NormalDist

from builder.model import Observation, Status, Unit
from builder.statistics.certainty import Reason, counts_behind
from builder.statistics.series import Series

POINTS = 5
"""How many of the most recent points are tested."""
TREND_CONFIDENCE = 0.998
CRITICAL = NormalDist().inv_cdf(0.5 + TREND_CONFIDENCE / 2) ** 2
"""The 99.8% point of chi-squared with one degree of freedom, 9.5495."""


class Trend(StrEnum):
    """Where a series has been going."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CLEAR_TREND = "no clear trend"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One point of a series: events or cases, and the people or time behind them."""

    time: float
    events: float
    weight: float


def trend_of(series: Series) -> Trend | Reason:
    """Return the recent trend of a series, or why it has none that can be tested."""
    recent = series.with_value[-POINTS:]
    if len(recent) < POINTS:
        return Reason.TOO_FEW
    since = series.observations[series.observations.index(recent[0]) + 1 :]
    if any(o.status is Status.BREAK for o in since):
        return Reason.BREAK
    if not all(o.period_stated for o in recent):
        return Reason.PERIOD_IMPLIED
    if any(later.period.start <= earlier.period.last_day for earlier, later in pairwise(recent)):
        return Reason.OVERLAP
    if _has_gap(recent):
        return Reason.GAP
    points = []
    for o in recent:
        counts = counts_behind(o, series.metric)
        if isinstance(counts, Reason):
            return counts
        points.append(TrendPoint(o.period.start.toordinal(), *counts))
    return recent_trend(points, proportion=series.metric.unit is Unit.PERCENT)


def _has_gap(observations: Sequence[Observation]) -> bool:
    """Return whether the periods of some observations do not follow each other evenly, give or take half a step."""
    steps = [(later.period.start - earlier.period.start).days for earlier, later in pairwise(observations)]
    return 2 * max(steps) >= 3 * min(steps)


def recent_trend(points: Sequence[TrendPoint], *, proportion: bool) -> Trend:
    """Return the trend of the last five points of a series, oldest first.

    `proportion` says that events are a part of their weight, and not counted over it.

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
    slope = _slope(recent)
    if chi_squared_for_trend(recent, proportion=proportion) <= CRITICAL:
        return Trend.NO_CLEAR_TREND
    if any(_slope(others) * slope <= 0 for others in combinations(recent, POINTS - 1)):
        return Trend.NO_CLEAR_TREND
    return Trend.INCREASING if slope > 0 else Trend.DECREASING


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
