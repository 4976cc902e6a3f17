"""The change between two observations of one series.

A difference of two percentages is in percentage points. A difference of counts, rates, pounds or
years is in per cent of the earlier value, and there is none from zero.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from builder.model import Observation, Polarity, Unit
from builder.statistics.series import Series


class Measure(StrEnum):
    """What the size of a change is measured in."""

    PERCENTAGE_POINTS = "percentage points"
    PERCENT = "percent"


class Direction(StrEnum):
    """Where a value went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class Judgement(StrEnum):
    """Whether a change is good, by the metric's polarity."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Change:
    """The change from one observation to a later one."""

    earlier: Observation
    later: Observation
    difference: Decimal
    """Later minus earlier, in the metric's unit; for percentages in percentage points."""
    percent: Decimal | None
    """The difference as a percentage of the earlier value; None for percentages, and from zero."""
    measure: Measure
    direction: Direction
    judgement: Judgement


def difference(earlier: Decimal, later: Decimal) -> Decimal:
    """Return later minus earlier, exactly."""
    return later - earlier


def percent_change(earlier: Decimal, later: Decimal) -> Decimal | None:
    """Return the change as a percentage of the earlier value, or None from zero."""
    return None if earlier == 0 else (later - earlier) / earlier * 100


def direction(difference: Decimal) -> Direction:
    """Return where a value went that changed by `difference`."""
    if difference == 0:
        return Direction.SAME
    return Direction.UP if difference > 0 else Direction.DOWN


def judgement(direction: Direction, polarity: Polarity) -> Judgement:
    """Return whether a value that went in a direction got better."""
    match polarity, direction:
        case (Polarity.NEITHER, _) | (_, Direction.SAME):
            return Judgement.NEITHER
        case (Polarity.HIGHER_IS_BETTER, Direction.UP) | (Polarity.LOWER_IS_BETTER, Direction.DOWN):
            return Judgement.BETTER
        case _:
            return Judgement.WORSE


def change(series: Series) -> Change | None:
    """Return the change from the observation before the latest one, or None where there is none."""
    if len(series.with_value) < 2:
        return None
    earlier, later = series.with_value[-2:]
    assert earlier.value is not None and later.value is not None
    gap = difference(earlier.value, later.value)
    went = direction(gap)
    in_points = series.metric.unit is Unit.PERCENT
    return Change(
        earlier=earlier,
        later=later,
        difference=gap,
        percent=None if in_points else percent_change(earlier.value, later.value),
        measure=Measure.PERCENTAGE_POINTS if in_points else Measure.PERCENT,
        direction=went,
        judgement=judgement(went, series.metric.polarity),
    )
