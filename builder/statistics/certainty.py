"""How sure the figures are: the interval of each, and whether a change can be told from chance.

What the data do not allow to be calculated or tested is not: the answer is then a reason, which is as
ordinary an answer as an interval or a p value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from builder.model import Metric, Observation, Status, Unit
from builder.statistics import chance, intervals


class Reason(StrEnum):
    """Why something cannot be calculated or tested; of several reasons the earlier one weighs more."""

    HIDDEN = "a figure is hidden to protect people"
    NO_VALUE = "there is no figure"
    OWN_DEFINITION = "each partnership defines the metric itself"
    SIZE = "the areas are not of the same size"
    """Counts and pounds of two areas: they grow with the number of people who live there."""
    OTHER_GROUP = "the figures are about different groups of people"
    SAME_PEOPLE = "the two areas are the same place"
    OTHER_PERIOD = "the figures are for different periods"
    NO_BENCHMARK = "there is no benchmark for the same period"
    PERIOD_IMPLIED = "the source does not state the period"
    OVERLAP = "the periods overlap"
    OTHER_METHOD = "the two were counted in different ways"
    BREAK = "the series was counted in another way before"
    ONE_BREAK = "the way of counting changed in one of the two"
    TOO_FEW = "there are fewer than five periods"
    GAP = "a period in between has no figure"
    NO_NUMBERS = "the source gives no numbers behind the figure"
    """A percentage or rate without numerator and denominator."""
    ROUNDED = "the source rounds or estimates the figure"
    NOT_WHOLE = "the figure is not a whole number of people or events"
    UNIT = "the unit allows no test"
    """Pounds and years: nothing in the figure says how it varies."""


class Method(StrEnum):
    """Where an interval comes from."""

    PUBLISHED = "published"
    WILSON = "Wilson"
    EXACT_POISSON = "exact Poisson"
    BYAR = "Byar"


@dataclass(frozen=True, slots=True)
class Limits:
    """The 95% confidence limits of an observation, in the unit of its metric."""

    lower: Decimal
    upper: Decimal
    method: Method


@dataclass(frozen=True, slots=True)
class ChanceTest:
    """How often chance alone makes a difference as large as the one observed, from 0 to 1."""

    p: float

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would make such a difference less than once in twenty times."""
        return self.p < chance.SIGNIFICANCE


_ROUNDED = frozenset({Status.ESTIMATED, Status.LOW})


def limits_of(observation: Observation, metric: Metric) -> Limits | Reason:
    """Return the interval of an observation: the published one, or else one calculated from its counts."""
    if observation.value is None:
        return Reason.NO_VALUE
    if observation.lower is not None and observation.upper is not None:
        return Limits(observation.lower, observation.upper, Method.PUBLISHED)
    counts = counts_behind(observation, metric)
    if isinstance(counts, Reason):
        return counts
    count, whole = counts
    match metric.unit:
        case Unit.PERCENT:
            found = intervals.wilson(count, int(whole))
            return Limits(_decimal(found.lower * 100), _decimal(found.upper * 100), Method.WILSON)
        case Unit.RATE:
            assert metric.rate_base is not None
            found = intervals.of_rate(count, whole, metric.rate_base)
        case _:
            found = intervals.of_count(count)
    method = Method.BYAR if count >= intervals.BYAR_FROM else Method.EXACT_POISSON
    return Limits(_decimal(found.lower), _decimal(found.upper), method)


def chance_of_change(between: Sequence[Observation], metric: Metric) -> ChanceTest | Reason:
    """Return the test of the change from the first to the last of some observations of one series.

    Every observation between the two is given too, since any of them may start a break.
    """
    if any(o.status is Status.BREAK for o in between[1:]):
        return Reason.BREAK
    earlier, later = between[0], between[-1]
    if not (earlier.period_stated and later.period_stated):
        return Reason.PERIOD_IMPLIED
    if later.period.start <= earlier.period.last_day:
        return Reason.OVERLAP
    before, after = counts_behind(earlier, metric), counts_behind(later, metric)
    if isinstance(before, Reason):
        return before
    if isinstance(after, Reason):
        return after
    if metric.unit is Unit.PERCENT:
        return ChanceTest(chance.two_proportions(before[0], int(before[1]), after[0], int(after[1])))
    return ChanceTest(chance.two_counts(before[0], after[0], before[1], after[1]))


def counts_behind(observation: Observation, metric: Metric) -> tuple[int, float] | Reason:
    """Return the count of an observation, and what it is out of: people, or 1 for a count as such."""
    if observation.value is None:
        return Reason.NO_VALUE
    if observation.status in _ROUNDED:
        return Reason.ROUNDED
    match metric.unit:
        case Unit.COUNT:
            count, whole = observation.value, Decimal(1)
        case Unit.PERCENT | Unit.RATE:
            if observation.numerator is None or not observation.denominator:
                return Reason.NO_NUMBERS
            count, whole = observation.numerator, observation.denominator
        case _:
            return Reason.UNIT
    whole_people = metric.unit is not Unit.PERCENT or whole == whole.to_integral_value()
    if count != count.to_integral_value() or not whole_people:
        return Reason.NOT_WHOLE
    return int(count), float(whole)


def _decimal(limit: float) -> Decimal:
    return Decimal(repr(limit))
