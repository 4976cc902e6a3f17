"""How sure a figure is: the interval of each, published or ours, and the numbers that stand behind it.

What the data do not allow to be calculated is not: the answer is then a reason, which is as ordinary an answer
as an interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from builder.analysis import chance, intervals
from builder.analysis.intervals import Interval, Z
from builder.model.measures import USUAL_LEVEL, CountedAs, Metric, Observation, Status, Unit


class Reason(StrEnum):
    """Why something cannot be calculated, tested or compared; of several reasons the earlier one weighs more."""

    HIDDEN = "hidden"
    NO_VALUE = "no-value"
    OWN_DEFINITION = "own-definition"
    """Each partnership defines the metric itself."""
    SIZE = "size"
    """Counts and pounds of two areas: they grow with the number of people who live there."""
    OTHER_GROUP = "other-group"
    SAME_PEOPLE = "same-people"
    """Two areas that are the same place."""
    OTHER_PERIOD = "other-period"
    NO_BENCHMARK = "no-benchmark"
    """The benchmark has no figure for the same period."""
    ONCE = "measured-once"
    """There is no earlier figure."""
    BREAK = "break"
    """The series was counted in another way before."""
    OTHER_METHOD = "other-method"
    """The two were counted in different ways."""
    ONE_BREAK = "one-break"
    """The way of counting changed in one of two areas."""
    OTHER_LENGTH = "other-length"
    OVERLAP = "overlap"
    """All earlier periods share days with the latest."""
    OTHER_SEASON = "other-season"
    """All earlier periods start at another time of the year."""
    PERIOD_IMPLIED = "period-implied"
    """A period is our reading, and the source does not compare the figures itself."""
    PERIOD_UNKNOWN = "period-unknown"
    """Nothing says which dates are meant, and the source does not compare the figures itself."""
    TOO_FEW = "too-few"
    """There are fewer than five periods that a trend needs."""
    GAP = "gap"
    """A period among the five has no figure."""
    CUMULATIVE = "cumulative"
    """Totals to date: each holds those before it."""
    BOUND = "limit-only"
    """The source gives a limit, such as "more than 200", and not the figure."""
    PLAIN_AVERAGE = "plain-average"
    """A figure of several areas that is only the average of theirs."""
    SURVEY = "survey"
    """Answers of a sample whose source publishes no limits."""
    REGISTER = "full-count"
    """A full count, of which nothing was sampled: it has no interval."""
    STANDARDISED = "standardised"
    """A standardised figure without published limits: the numbers behind it do not give them."""
    NO_NUMBERS = "no-numbers"
    """A percentage or rate without numerator and denominator."""
    ROUNDED = "rounded"
    """The source rounds or estimates the figure."""
    NOT_WHOLE = "not-whole"
    """The numbers behind the figure are no whole people or events."""
    NO_SHARE = "no-share"
    """The figure lies below zero, or above the whole: it is no count, and no share of one."""
    UNIT = "unit"
    """Pounds, years, scores and the like: nothing in the figure says how it varies."""


class Method(StrEnum):
    """Where an interval comes from."""

    PUBLISHED = "published"
    WILSON = "Wilson"
    EXACT_POISSON = "exact Poisson"
    BYAR = "Byar"
    REPEATED_POISSON = "exact Poisson, twice the variance"
    REPEATED_BYAR = "Byar, twice the variance"
    """As the method before, for events that one person can have again."""


IntervalKind = tuple[Method, Decimal]
"""Where an interval comes from, and its level in per cent."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The confidence limits of an observation, in the unit of its metric."""

    lower: Decimal
    upper: Decimal
    method: Method
    level: Decimal = USUAL_LEVEL
    """In per cent: how many such intervals hold the true level."""

    @property
    def kind(self) -> IntervalKind:
        """Where it comes from, and its level."""
        return self.method, self.level

    @property
    def interval(self) -> Interval:
        """The limits as floats; two that were rounded to one number lie as far apart as its digits allow."""
        exponent = self.lower.as_tuple().exponent
        assert isinstance(exponent, int)
        half = 0.5 * 10.0**exponent if self.lower == self.upper else 0.0
        return Interval(float(self.lower) - half, float(self.upper) + half, float(self.level / 100))

    def at_usual_level(self, value: Decimal, *, logarithms: bool) -> Interval:
        """Return what 95% limits of a figure would be: as many standard errors on each side as 95% needs.

        The sides keep their own lengths; on the scale of logarithms, they do as ratios.
        """
        found, middle = self.interval, float(value)
        share = Z / found.z
        if share == 1:
            return found
        if logarithms:
            return Interval(middle * (found.lower / middle) ** share, middle * (found.upper / middle) ** share)
        return Interval(middle - share * (middle - found.lower), middle + share * (found.upper - middle))


@dataclass(frozen=True, slots=True)
class ChanceTest:
    """How often chance alone makes a difference as large as the one observed, from 0 to 1."""

    p: float

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would make such a difference less than once in twenty times."""
        return self.p < chance.SIGNIFICANCE


_ALL = Decimal(100)
_ROUNDED = frozenset({Status.ESTIMATED, Status.LOW})
_FEW = 0.1
"""The standard error, as a share of the figure, from which on a rate rests on few events: about 100."""


def counted_as(observation: Observation, metric: Metric) -> CountedAs:
    """Return how a figure of a metric comes about: as the metric says, else a count on one day is no count of events.

    How many there are on a day is the size of a stock; what happens in a time are events.
    """
    if metric.counted_as:
        return metric.counted_as
    on_a_day = observation.period.duration == "P1D" and metric.unit is Unit.COUNT
    return CountedAs.REGISTER if on_a_day else CountedAs.EVENTS


def dispersion(observation: Observation, metric: Metric) -> float:
    """Return how many times the Poisson variance a count has: more where one person can have several events."""
    return chance.REPEATS if counted_as(observation, metric) is CountedAs.REPEAT_EVENTS else 1.0


def limits_of(observation: Observation, metric: Metric) -> Limits | Reason:
    """Return the interval of an observation: the published one, or else one calculated from its counts."""
    if observation.value is None:
        return Reason.NO_VALUE
    published = published_limits(observation)
    if published:
        return published
    if observation.bound:
        return Reason.BOUND
    kind = counted_as(observation, metric)
    if kind is CountedAs.SURVEY:
        return Reason.SURVEY
    if kind is CountedAs.REGISTER and metric.unit is not Unit.PERCENT:
        return Reason.REGISTER
    return spread_of(observation, metric)


def published_limits(observation: Observation) -> Limits | None:
    """Return the limits that the source publishes of a figure, or None."""
    if observation.value is None or observation.lower is None or observation.upper is None:
        return None
    return Limits(observation.lower, observation.upper, Method.PUBLISHED, observation.interval_level)


def usual_limits(limits: Limits, observation: Observation, metric: Metric) -> Interval:
    """Return the 95% limits of an observation from limits at any level, which it was found to have."""
    assert observation.value is not None
    figure = (float(observation.value), limits.interval)
    return limits.at_usual_level(observation.value, logarithms=on_logarithms((figure,), metric))


def spread_of(observation: Observation, metric: Metric) -> Limits | Reason:
    """Return the interval that the numbers behind a figure give, as if they were counts of events."""
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
            found = intervals.of_rate(count, whole, metric.rate_base, variance=dispersion(observation, metric))
        case _:
            found = intervals.of_count(count, variance=dispersion(observation, metric))
    method = Method.BYAR if count >= intervals.BYAR_FROM else Method.EXACT_POISSON
    if dispersion(observation, metric) > 1:
        method = Method.REPEATED_BYAR if method is Method.BYAR else Method.REPEATED_POISSON
    return Limits(_decimal(found.lower), _decimal(found.upper), method)


def counts_behind(observation: Observation, metric: Metric) -> tuple[int, float] | Reason:
    """Return the count of an observation, and what it is out of: people, or 1 for a count as such."""
    against = reasons_against_counts(observation, metric)
    if against:
        return against[0]
    if metric.unit is Unit.COUNT:
        assert observation.value is not None
        return int(observation.value), 1.0
    assert observation.numerator is not None and observation.denominator is not None
    return int(observation.numerator), float(observation.denominator)


def reasons_against_counts(observation: Observation, metric: Metric) -> tuple[Reason, ...]:
    """Return everything that keeps the numbers behind an observation from being used, the weightiest first."""
    if observation.value is None:
        return (Reason.NO_VALUE,)
    found = set()
    if observation.bound:
        found.add(Reason.BOUND)
    elif observation.status in _ROUNDED:
        found.add(Reason.ROUNDED)
    if metric.unit not in {Unit.COUNT, Unit.PERCENT, Unit.RATE}:
        return in_order(found | {Reason.UNIT})
    if _is_no_share(observation, metric):
        found.add(Reason.NO_SHARE)
    in_numbers = _reason_in_numbers(observation, observation.value, metric)
    return in_order(found | ({in_numbers} if in_numbers else set()))


def _reason_in_numbers(observation: Observation, value: Decimal, metric: Metric) -> Reason | None:
    """Return what keeps the numbers behind a count, a percentage or a rate from being used, or None."""
    if metric.unit is Unit.COUNT:
        return None if _is_whole(value) else Reason.NOT_WHOLE
    if observation.numerator is None or not observation.denominator:
        return Reason.NO_NUMBERS
    if metric.standardised:
        return Reason.STANDARDISED
    of_people = metric.unit is Unit.RATE or _is_whole(observation.denominator)
    return None if _is_whole(observation.numerator) and of_people else Reason.NOT_WHOLE


def _is_no_share(observation: Observation, metric: Metric) -> bool:
    """Return whether a figure is no count and no share of a whole, such as 104% of a plan, or a fall below zero."""
    value, top, bottom = observation.value, observation.numerator, observation.denominator
    if value is None or value < 0 or (top is not None and top < 0) or (bottom is not None and bottom < 0):
        return True
    is_share = metric.unit is Unit.PERCENT
    return is_share and (value > _ALL or (top is not None and bottom is not None and top > bottom))


def reasons_against_test(observations: Sequence[Observation], metric: Metric) -> set[Reason]:
    """Return everything in two figures themselves that keeps their difference from being tested."""
    found = {Reason.BOUND for o in observations if o.bound}
    if all(published_limits(o) for o in observations):
        return found
    for o in observations:
        found |= set(reasons_against_counts(o, metric))
        if counted_as(o, metric) is CountedAs.SURVEY and Reason.NO_NUMBERS not in found:
            found.add(Reason.SURVEY)
    return found


def in_order(reasons: set[Reason]) -> tuple[Reason, ...]:
    """Return reasons, the weightiest first."""
    return tuple(reason for reason in Reason if reason in reasons) if reasons else ()


def on_logarithms(figures: tuple[tuple[float, Interval], ...], metric: Metric) -> bool:
    """Return whether figures with limits are compared by their logarithms: ratios, and rates that rest on few events.

    Such limits lie far from even on both sides of the figure, and about even on the scale of logarithms.
    """
    if any(value <= 0 or limits.lower <= 0 for value, limits in figures):
        return False
    if metric.unit is Unit.RATIO:
        return True
    return metric.unit is Unit.RATE and any(chance.standard_error(limits) > _FEW * value for value, limits in figures)


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _decimal(limit: float) -> Decimal:
    return Decimal(repr(limit))
