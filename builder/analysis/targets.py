"""Whether a target is met, on track, behind or not yet due, by a stated rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from builder.analysis.bounds import possible
from builder.analysis.certainty import Reason, published_limits, spread_of, usual_limits
from builder.analysis.rounding import room_below
from builder.analysis.series import Series
from builder.model.measures import Bound, Metric, Observation, Polarity, Status, Target, Unit


class TargetStatus(StrEnum):
    """How a partnership stands to a target."""

    MET = "met"
    ON_TRACK = "on-track"
    CLOSE = "close-to-the-line"
    """Short of steady progress by no more than chance alone moves the figure."""
    BEHIND = "behind"
    NOT_YET_DUE = "not-yet-due"
    CANNOT_SAY = "cannot-say"


class TargetReason(StrEnum):
    """Which part of the rule gave the status."""

    REACHED = "reached"
    ON_THE_LINE = "on-the-line"
    """At least as far as steady progress would have it."""
    NEAR_THE_LINE = "near-the-line"
    SHORT_OF_THE_LINE = "short-of-the-line"
    MISSED = "missed"
    """The date has passed and the figure has not reached the target."""
    TOO_EARLY = "too-early"
    """There is no figure after the one that the target starts from."""
    NO_START = "no-start"
    """The date has not come, and without a starting figure nobody can say how far it should be."""
    NO_BASELINE = "no-baseline"
    """The target is a change from a starting figure that is not published."""
    NO_FIGURE = "no-figure"
    NO_FIGURE_YET = "no-figure-yet"
    """The date has passed, and there is no figure from then or later."""
    ONLY_A_LIMIT = "only-a-limit"
    """The source gives only a limit, which leaves open whether the target is reached."""
    COUNTED_ANEW = "counted-anew"
    """Since the starting figure, the figures are counted in another way."""
    NO_BENCHMARK = "no-benchmark"
    """The area to catch up with has no figure for the same period."""
    BELOW_BENCHMARK = "below-benchmark"
    """The date has not come, and the area to catch up with is still ahead: how far it will go, nobody knows."""
    NO_DIRECTION = "no-direction"
    """Nothing says whether the figure should rise or fall."""


class Reservation(StrEnum):
    """What a reader must know of a target that is met or on track."""

    PROVISIONAL = "provisional"
    ROUNDED = "rounded"
    """The source rounds or estimates the figure."""
    BORDERLINE = "borderline"
    """Chance alone could have brought the figure over the value."""


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target with its status and everything that the status was worked out from."""

    target: Target
    status: TargetStatus
    reason: TargetReason
    goal: Decimal | None
    """The value to reach, in the metric's unit; of a promise between two, the one that comes first on the way."""
    figure: Observation | None
    """The observation that is held against the target; where figures are counted anew, the first of those."""
    expected: Decimal | None
    """What steady progress from the baseline would give at the end of the figure's period."""
    reservations: tuple[Reservation, ...] = ()


def progress(target: Target, metric: Metric, series: Iterable[Series], today: date) -> TargetProgress:
    """Return how a partnership stands to a target on the day `today`.

    `series` holds those of the metric. The figure held against the target is the newest of the target's area and
    group, counted in the way of the baseline; once the target date has passed, the first whose
    period ends on it or later, or an earlier one that had reached the target already. Before the date, progress is
    measured against a straight line from the end of the baseline's period to the target date.
    """
    same_group = [s for s in series if (s.breakdown, s.group) == (target.breakdown, target.group)]
    mine = _of_the_area(target, same_group)
    chosen = _of_the_baseline(target, mine)
    found = [o for o in chosen.with_value if o.period.is_dated] if chosen else []
    newest = found[-1] if found else None
    goal, reason = _value_to_reach(target, metric, chosen, same_group, today)
    if goal is None:
        return TargetProgress(target, TargetStatus.CANNOT_SAY, reason, None, newest, None)
    rising = _is_rising(target, [goal], metric.polarity)
    if rising is None:
        return TargetProgress(target, TargetStatus.CANNOT_SAY, TargetReason.NO_DIRECTION, goal, newest, None)
    start = target.baseline_period
    since = [o for o in found if not start or o.period.last_day > start.last_day]
    anew = _counted_anew(target, chosen, mine, since)
    if anew:
        return TargetProgress(target, TargetStatus.CANNOT_SAY, TargetReason.COUNTED_ANEW, goal, anew, None)
    judge = _Judge(target, metric, goal, rising)
    if today >= target.target_date:
        return judge.once_due(since)
    if not since:
        reason = TargetReason.TOO_EARLY if newest else TargetReason.NO_FIGURE
        return TargetProgress(target, TargetStatus.NOT_YET_DUE, reason, goal, newest, None)
    return judge.on_the_way(since[-1])


def _value_to_reach(
    target: Target, metric: Metric, chosen: Series | None, series: Sequence[Series], today: date
) -> tuple[Decimal | None, TargetReason]:
    """Return the value to reach, and why there is none.

    Of a benchmark it is the figure of the same period, counted in the same way, as the figure that is held against
    the target.
    """
    if target.benchmark is None:
        return goal_of(target, metric), TargetReason.NO_BASELINE
    own = _held_against(target, chosen, today)
    if own is None or chosen is None:
        return None, TargetReason.NO_FIGURE
    beside = (
        o
        for s in series
        if s.area.area == target.benchmark.area and s.method_version == chosen.method_version
        for o in s.with_value
        if o.period.is_dated and o.period.is_same_time_as(own.period) and not o.bound
    )
    found = next(beside, None)
    return (found.value, TargetReason.REACHED) if found else (None, TargetReason.NO_BENCHMARK)


def _held_against(target: Target, chosen: Series | None, today: date) -> Observation | None:
    """Return the newest figure, or the first from the target date on once that has passed."""
    found = [o for o in chosen.with_value if o.period.is_dated] if chosen else []
    due = (o for o in found if today >= target.target_date and o.period.last_day >= target.target_date)
    return next(due, found[-1] if found else None)


def series_of(target: Target, series: Iterable[Series]) -> Series | None:
    """Return the one of a metric's series that is held against a target; None where its area and group have none."""
    same_group = (s for s in series if (s.breakdown, s.group) == (target.breakdown, target.group))
    return _of_the_baseline(target, _of_the_area(target, same_group))


def _of_the_area(target: Target, series: Iterable[Series]) -> list[Series]:
    return [s for s in series if s.area.area == target.area and s.latest and s.latest.period.is_dated]


def _of_the_baseline(target: Target, series: Sequence[Series]) -> Series | None:
    """Return the series that counts in the way of the baseline; where that is not known, the newest and longest."""
    start = target.baseline_period
    from_start = [s for s in series if start and any(o.period.is_same_time_as(start) for o in s.with_value)]
    exactly = [s for s in from_start if any(o.value == target.baseline_value for o in s.with_value)]
    return max(exactly or from_start or series, key=_newest_and_longest, default=None)


def _newest_and_longest(series: Series) -> tuple[date, int]:
    assert series.latest is not None
    return series.latest.period.last_day, len(series.with_value)


def _counted_anew(
    target: Target, chosen: Series | None, all_of_them: Sequence[Series], since: Sequence[Observation]
) -> Observation | None:
    """Return the first figure since the baseline that is counted in another way, if the newest figure is."""
    start = target.baseline_period
    if start is None or chosen is None:
        return None
    broken = (o for o in since if o.status is Status.BREAK)
    newest = since[-1].period.last_day if since else start.last_day
    others = (o for s in all_of_them if s is not chosen for o in s.with_value if o.period.last_day > newest)
    return next(broken, None) or next(others, None)


@dataclass(frozen=True, slots=True)
class _Judge:
    """A target whose goal and direction are known."""

    target: Target
    metric: Metric
    goal: Decimal
    rising: bool

    def once_due(self, since: Sequence[Observation]) -> TargetProgress:
        """Return how it stands once its date has come."""
        at_date = next((o for o in since if o.period.last_day >= self.target.target_date), None)
        figure = at_date or (since[-1] if since else None)
        if figure is None:
            return self._said(TargetStatus.CANNOT_SAY, TargetReason.NO_FIGURE, None)
        reached = self._keeps_the_promise(figure)
        if reached:
            return self._met(figure)
        if reached is None:
            return self._said(TargetStatus.CANNOT_SAY, TargetReason.ONLY_A_LIMIT, figure)
        if at_date:
            return self._said(TargetStatus.BEHIND, TargetReason.MISSED, figure)
        return self._said(TargetStatus.CANNOT_SAY, TargetReason.NO_FIGURE_YET, figure)

    def on_the_way(self, figure: Observation) -> TargetProgress:
        """Return how it stands before its date, by the newest figure."""
        target = self.target
        reached = self._keeps_the_promise(figure)
        if reached:
            return self._met(figure)
        if reached is None:
            return self._said(TargetStatus.CANNOT_SAY, TargetReason.ONLY_A_LIMIT, figure)
        if target.benchmark:
            return self._said(TargetStatus.NOT_YET_DUE, TargetReason.BELOW_BENCHMARK, figure)
        if target.baseline_value is None or target.baseline_period is None:
            return self._said(TargetStatus.NOT_YET_DUE, TargetReason.NO_START, figure)
        start = target.baseline_period.last_day
        expected = _on_the_line(target.baseline_value, self.goal, start, target.target_date, figure.period.last_day)
        if self.metric.unit is Unit.COUNT:
            expected = expected.quantize(Decimal(1), ROUND_HALF_UP)
        on_the_line = self._reached(figure, expected)
        if on_the_line is None:
            return self._said(TargetStatus.CANNOT_SAY, TargetReason.ONLY_A_LIMIT, figure, expected)
        if on_the_line:
            reservations = self._reservations(figure, expected)
            return self._said(TargetStatus.ON_TRACK, TargetReason.ON_THE_LINE, figure, expected, reservations)
        if self._may_be(figure, expected):
            return self._said(TargetStatus.CLOSE, TargetReason.NEAR_THE_LINE, figure, expected)
        return self._said(TargetStatus.BEHIND, TargetReason.SHORT_OF_THE_LINE, figure, expected)

    def _met(self, figure: Observation) -> TargetProgress:
        reservations = self._reservations(figure, self.goal)
        return self._said(TargetStatus.MET, TargetReason.REACHED, figure, None, reservations)

    def _said(
        self,
        status: TargetStatus,
        reason: TargetReason,
        figure: Observation | None,
        expected: Decimal | None = None,
        reservations: tuple[Reservation, ...] = (),
    ) -> TargetProgress:
        return TargetProgress(self.target, status, reason, self.goal, figure, expected, reservations)

    def _reservations(self, figure: Observation, value: Decimal) -> tuple[Reservation, ...]:
        applies = {
            Reservation.PROVISIONAL: figure.status is Status.PROVISIONAL,
            Reservation.ROUNDED: figure.status in {Status.ESTIMATED, Status.LOW} and not figure.bound,
            Reservation.BORDERLINE: self._may_be(figure, value),
        }
        return tuple(reservation for reservation, does in applies.items() if does)

    def _may_be(self, figure: Observation, value: Decimal) -> bool:
        """Return whether chance alone could have moved a figure from one side of a value to the other."""
        limits = published_limits(figure) or spread_of(figure, self.metric)
        if isinstance(limits, Reason):
            return False
        usual = usual_limits(limits, figure, self.metric)
        return usual.lower <= float(value) <= usual.upper

    def _keeps_the_promise(self, figure: Observation) -> bool | None:
        """Return whether a figure has reached the goal as the promise hedges it; None where a limit leaves it open."""
        hedge = self.target.bound
        if hedge in _STRICT and figure.value == self.goal:
            # "More than 60" is no 60, unless the figure itself is "more than 60".
            beyond = Bound.MORE_THAN if self.rising else Bound.LESS_THAN
            return figure.bound is beyond or (None if figure.bound else False)
        return self._reached(figure, _loosely(self.target, rising=self.rising) if hedge in _LOOSE else self.goal)

    def _reached(self, figure: Observation, value: Decimal) -> bool | None:
        """Return whether a figure has reached a value; None where it is a limit only, and may have or not."""
        lowest, highest = possible(figure)
        surely, perhaps = (lowest >= value, highest >= value) if self.rising else (highest <= value, lowest <= value)
        return surely if surely is perhaps else None


def goal_of(target: Target, metric: Metric) -> Decimal | None:
    """Return the value to reach; None where it is a change from an unpublished baseline, or moves with a benchmark.

    Of a promise between two values it is the one that comes first on the way.
    """
    ends = [_in_unit(size, target) for size in (target.size, target.other_end) if size is not None]
    known = [end for end in ends if end is not None]
    if not known:
        return None
    return min(known) if _is_rising(target, known, metric.polarity) else max(known)


def _in_unit(size: Decimal, target: Target) -> Decimal | None:
    """Return a promised value, change or number of points as a value in the metric's unit."""
    if target.target_value is not None:
        return size
    if target.baseline_value is None:
        return None
    if target.target_points is not None:
        return target.baseline_value + size
    return target.baseline_value * (1 + size / 100)


def _loosely(target: Target, *, rising: bool) -> Decimal:
    """Return the first value on the way that is "about" or "nearly" what is promised."""
    size, bound = target.size, target.bound
    assert size is not None and bound is not None
    if target.target_value is None:
        nearest = _in_unit((abs(size) - room_below(abs(size), bound)).copy_sign(size), target)
        assert nearest is not None
        return nearest
    if rising:
        return size - room_below(size, bound)
    # Coming down, what is "nearly 50" is 50 already.
    return size + room_below(size, bound) if bound is Bound.ABOUT else size


_STRICT = frozenset({Bound.MORE_THAN, Bound.LESS_THAN})
_LOOSE = frozenset({Bound.ABOUT, Bound.NEARLY})
_WAY = {Bound.MORE_THAN: True, Bound.AT_LEAST: True, Bound.LESS_THAN: False, Bound.AT_MOST: False}


def _is_rising(target: Target, ends: Sequence[Decimal], polarity: Polarity) -> bool | None:
    """Return whether the target asks for a rise to one of `ends`.

    A value that is a limit says so by itself. Else the baseline does, or the good direction of the metric.
    """
    if target.bound in _WAY and target.target_value is not None:
        return _WAY[target.bound]
    if target.benchmark is None and target.baseline_value is not None:
        if target.baseline_value < min(ends):
            return True
        if target.baseline_value > max(ends):
            return False
    return None if polarity is Polarity.NEITHER else polarity is Polarity.HIGHER_IS_BETTER


def _on_the_line(baseline: Decimal, goal: Decimal, start: date, end: date, day: date) -> Decimal:
    """Return the value on `day` of a straight line from the baseline to the goal, and the goal from its date."""
    share = min(Decimal(1), Decimal((day - start).days) / Decimal((end - start).days))
    return baseline + (goal - baseline) * share
