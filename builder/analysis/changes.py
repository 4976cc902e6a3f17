"""What happened: the change between two observations of one series, as arithmetic on two published numbers.

A difference of two percentages is in percentage points. A difference of counts, rates, pounds or
years is in per cent of the earlier value, and there is none from zero.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from builder.analysis.bounds import possible
from builder.analysis.series import Series
from builder.model.measures import Bound, Observation, Polarity, Unit


class Measure(StrEnum):
    """What the size of a change is measured in."""

    PERCENTAGE_POINTS = "percentage-points"
    PERCENT = "percent"


class Direction(StrEnum):
    """Where a value went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNKNOWN = "not-known"
    """Of figures that are limits only: "more than 200" may be above or below 250."""


class Leaning(StrEnum):
    """Which way a value moved by the metric's polarity, whether or not chance may have moved it."""

    GOOD = "good"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """The change from one observation to a later one."""

    earlier: Observation
    later: Observation
    difference: Decimal
    """Later minus earlier, in the metric's unit; for percentages in percentage points."""
    percent: Decimal | None
    """The difference as a percentage of the earlier value; None for percentages, from zero, and of limits."""
    measure: Measure
    direction: Direction
    leaning: Leaning

    @property
    def has_size(self) -> bool:
        """Whether both figures are exact, so that their difference says how large the change is."""
        return not (self.earlier.bound or self.later.bound)


def difference(earlier: Decimal, later: Decimal) -> Decimal:
    """Return later minus earlier, exactly."""
    return later - earlier


def percent_change(earlier: Decimal, later: Decimal) -> Decimal | None:
    """Return the change as a percentage of the earlier value, or None from zero."""
    return None if earlier == 0 else (later - earlier) / earlier * 100


def relative_size(change: "Change | None") -> float | None:
    """Return a change in per cent of the earlier value, of percentages too, so that changes can share a scale.

    None from zero, of limits, and where nothing changed.
    """
    if change is None or not change.has_size or not change.earlier.value or change.later.value is None:
        return None
    return float((change.later.value - change.earlier.value) / abs(change.earlier.value) * 100)


def direction(difference: Decimal) -> Direction:
    """Return where a value went that changed by `difference`."""
    if difference == 0:
        return Direction.SAME
    return Direction.UP if difference > 0 else Direction.DOWN


def _direction_of_limits(earlier: Observation, later: Observation) -> Direction:
    """Return where a value surely went of which only limits are known."""
    (lowest_before, highest_before), (lowest_after, highest_after) = possible(earlier), possible(later)
    apart = bool({Bound.MORE_THAN, Bound.LESS_THAN} & {earlier.bound, later.bound})
    if lowest_after > highest_before or (apart and lowest_after == highest_before):
        return Direction.UP
    if highest_after < lowest_before or (apart and highest_after == lowest_before):
        return Direction.DOWN
    return Direction.UNKNOWN


def leaning(direction: Direction, polarity: Polarity) -> Leaning:
    """Return whether a value that went in a direction went the good way."""
    match polarity, direction:
        case (Polarity.NEITHER, _) | (_, Direction.SAME | Direction.UNKNOWN):
            return Leaning.NONE
        case (Polarity.HIGHER_IS_BETTER, Direction.UP) | (Polarity.LOWER_IS_BETTER, Direction.DOWN):
            return Leaning.GOOD
        case _:
            return Leaning.BAD


def change_between(series: Series, earlier: Observation, later: Observation) -> Change:
    """Return the change between two observations of a series, both with a value."""
    assert earlier.value is not None and later.value is not None
    gap = difference(earlier.value, later.value)
    is_exact = not (earlier.bound or later.bound)
    went = direction(gap) if is_exact else _direction_of_limits(earlier, later)
    in_points = series.metric.unit is Unit.PERCENT
    return Change(
        earlier=earlier,
        later=later,
        difference=gap,
        percent=percent_change(earlier.value, later.value)
        if is_exact and earlier.value > 0 and not in_points
        else None,
        measure=Measure.PERCENTAGE_POINTS if in_points else Measure.PERCENT,
        direction=went,
        leaning=leaning(went, series.metric.polarity),
    )
