"""Which earlier figure the latest of a series is compared with, and which five figures its trend is read from.

Two figures are compared where their periods share no day, are equally long and start at the same time of the
year, and where nothing was counted anew in between. Of several such figures the newest is taken.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from builder.analysis.certainty import Reason, in_order
from builder.analysis.series import Series
from builder.model.measures import Observation, Period

_SEASON = timedelta(days=15)
"""How far the starts of two periods of days or weeks may lie apart within the year."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figures that the latest one of a series can be set beside."""

    newest: Observation | None
    """The one to compare with."""
    first: Observation | None
    """The oldest one, where it is another."""
    reasons: tuple[Reason, ...] = ()
    """Everything that keeps each earlier figure from being compared; empty where one can be."""


def earlier_of(series: Series, later: Observation | None = None) -> Earlier:
    """Return the earlier figures that one of a series, or else its latest, can be compared with, or why none can."""
    latest = later or series.latest
    if latest is None or latest.value is None:
        return Earlier(None, None, (Reason.NO_VALUE,))
    before = series.with_value[: series.with_value.index(latest) if later else -1]
    newest = next((o for o in reversed(before) if not _obstacles(series, o, latest)), None)
    if newest is None:
        against = {why for o in before for why in _obstacles(series, o, latest)}
        return Earlier(None, None, in_order(against or {Reason.ONCE}))
    # A window of whole years holds every season, whichever month it starts in.
    allowed = {Reason.OTHER_SEASON} if _is_rolling(series.with_value) else set()
    first = next(o for o in before if _obstacles(series, o, latest) <= allowed)
    return Earlier(newest, None if first is newest else first)


def thinned(series: Series, points: int) -> tuple[Observation, ...] | Reason:
    """Return so many of the newest figures, oldest first, of which each can be compared with the next.

    Of windows that overlap, every so many-th is taken. A reason where there are too few, or where they do not follow
    each other evenly, give or take half a step.
    """
    if series.latest is None:
        return Reason.NO_VALUE
    found = [series.latest]
    skipped: set[Reason] = set()
    for o in reversed(series.with_value[:-1]):
        if len(found) == points:
            break
        against = _obstacles(series, o, found[0])
        skipped |= against
        if not against:
            found.insert(0, o)
    if len(found) < points:
        enough = len(series.with_value) >= points
        return in_order(skipped)[0] if enough and skipped else Reason.TOO_FEW
    if not found[0].period.is_dated:
        return Reason.PERIOD_UNKNOWN
    steps = [(later.period.start - earlier.period.start).days for earlier, later in pairwise(found)]
    return Reason.GAP if 2 * max(steps) >= 3 * min(steps) else tuple(found)


def _obstacles(series: Series, earlier: Observation, later: Observation) -> set[Reason]:
    """Return what keeps two figures of a series from being compared."""
    found = set()
    if any(earlier.period < period <= later.period for period in series.breaks):
        found.add(Reason.BREAK)
    if earlier.period.is_dated != later.period.is_dated:
        return found | {Reason.PERIOD_UNKNOWN}
    if not earlier.period.is_dated:
        return found
    if earlier.period.last_day >= later.period.start:
        found.add(Reason.OVERLAP)
    if not earlier.period.is_as_long_as(later.period):
        found.add(Reason.OTHER_LENGTH)
    if not _in_season(earlier.period, later.period):
        found.add(Reason.OTHER_SEASON)
    return found


def _in_season(one: Period, other: Period) -> bool:
    if one.start.month == other.start.month:
        return True
    if one.unit in "YM" or other.unit in "YM":
        return False
    apart = abs(one.start.timetuple().tm_yday - other.start.timetuple().tm_yday)
    return timedelta(days=min(apart, 365 - apart)) <= _SEASON


def _is_rolling(observations: Sequence[Observation]) -> bool:
    """Return whether periods are windows of whole years that move on by less than their length, evenly."""
    periods = [o.period for o in observations]
    if any(p.months is None or p.months % 12 for p in periods):
        return False
    steps = set(_steps(periods))
    return len(steps) == 1 and 0 < steps.pop() < min(p.months or 0 for p in periods)


def _steps(periods: Iterable[Period]) -> tuple[int, ...]:
    """Return by how many months each period starts later than the one before it."""
    return tuple(
        12 * (later.start.year - earlier.start.year) + later.start.month - earlier.start.month
        for earlier, later in pairwise(periods)
    )
