"""The change between two observations of one series, and whether it can be told from chance.

A difference of two percentages is in percentage points. A difference of counts, rates, pounds or
years is in per cent of the earlier value, and there is none from zero.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from builder.model import Bound, Observation, Polarity, Unit
from builder.statistics.bounds import possible
from builder.statistics.certainty import ChanceTest, Reason, chance_of_change
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
    UNKNOWN = "not known"
    """Of figures that are limits only: "more than 200" may be above or below 250."""


class Judgement(StrEnum):
    """What can be said of a change: whether it is clear, and whether it is good by the metric's polarity."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"
    """A clear change of a metric that has no good direction."""
    NO_CLEAR_CHANGE = "no clear change"
    """The values are equal, or chance alone often makes such a difference."""
    NOT_TESTED = "not tested"
    MIXED = "mixed"
    """Only of several changes together: what can be said of one cannot be said of another."""


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
    test: ChanceTest | Reason
    """How often chance alone makes such a difference, or why that cannot be tested."""

    @property
    def has_size(self) -> bool:
        """Whether both figures are exact, so that their difference says how large the change is."""
        return not (self.earlier.bound or self.later.bound)

    @property
    def is_clear(self) -> bool:
        """Whether the change was tested and can be told from chance."""
        return isinstance(self.test, ChanceTest) and self.test.is_clear and self.direction is not Direction.SAME

    @property
    def judgement(self) -> Judgement:
        """What can be said of the change."""
        if self.direction is Direction.SAME:
            return Judgement.NO_CLEAR_CHANGE
        if isinstance(self.test, Reason):
            return Judgement.NOT_TESTED
        if not self.test.is_clear:
            return Judgement.NO_CLEAR_CHANGE
        match self.leaning:
            case Leaning.GOOD:
                return Judgement.BETTER
            case Leaning.BAD:
                return Judgement.WORSE
            case Leaning.NONE:
                return Judgement.NEITHER


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


def change(series: Series) -> Change | None:
    """Return the change from the observation before the latest one, or None where there is none."""
    if len(series.with_value) < 2:
        return None
    earlier, later = series.with_value[-2:]
    return change_between(series, earlier, later)


def change_between(series: Series, earlier: Observation, later: Observation) -> Change:
    """Return the change between two observations of a series, both with a value."""
    assert earlier.value is not None and later.value is not None
    gap = difference(earlier.value, later.value)
    is_exact = not (earlier.bound or later.bound)
    went = direction(gap) if is_exact else _direction_of_limits(earlier, later)
    in_points = series.metric.unit is Unit.PERCENT
    first, last = series.observations.index(earlier), series.observations.index(later)
    return Change(
        earlier=earlier,
        later=later,
        difference=gap,
        percent=percent_change(earlier.value, later.value) if is_exact and not in_points else None,
        measure=Measure.PERCENTAGE_POINTS if in_points else Measure.PERCENT,
        direction=went,
        leaning=leaning(went, series.metric.polarity),
        test=chance_of_change(series.observations[first : last + 1], series.metric),
    )
