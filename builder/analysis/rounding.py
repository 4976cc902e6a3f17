"""What a printed number can stand for: the range of a rounded figure, and which numbers are printed like one.

A figure says where the true one lies to within half of its last digit. A whole count says it exactly, unless
its source rounds counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd

from builder.model.measures import Bound, Observation, Status, Unit

FEWEST_ALIKE = 4
"""How many counts must end in 0 or 5 before a source is taken to round: chance makes four of them do so in 1 of 600."""

_INFINITY = Decimal("Infinity")
_LIMITS = frozenset({Bound.MORE_THAN, Bound.AT_LEAST, Bound.AT_MOST, Bound.LESS_THAN})


@dataclass(frozen=True, slots=True)
class ValueRange:
    """The numbers that a published figure can stand for, from the smallest to the largest."""

    value: Decimal
    """The figure as it is published."""
    low: Decimal
    high: Decimal
    is_limit: bool = False
    """Whether the source gives a limit only, so that the span has one end."""

    def holds(self, low: Decimal, high: Decimal) -> bool:
        """Return whether a number of the span is at least `low` and below `high`."""
        return self.high >= low and self.low < high


def span_of(observation: Observation, unit: Unit | None, step: Decimal = Decimal(0)) -> ValueRange:
    """Return what an observation with a value can stand for; `step` is what its source rounds counts to."""
    value = observation.value
    assert value is not None
    whole = unit in {Unit.COUNT, Unit.POUNDS} and value == value.to_integral_value()
    half = (step if whole else last_digit(value)) / 2
    low, high = value - half, value + half
    if value >= 0:
        low = max(low, Decimal(0))
    match observation.bound:
        case Bound.MORE_THAN | Bound.AT_LEAST:
            return ValueRange(value, value, _INFINITY, is_limit=True)
        case Bound.LESS_THAN | Bound.AT_MOST:
            return ValueRange(value, -_INFINITY, value, is_limit=True)
    return ValueRange(value, low, high)


def step_of(observations: Iterable[Observation]) -> Decimal:
    """Return what a source rounds the counts of a metric to: 5, 10, 50 and so on, or 0 where it does not.

    `observations` are those of one metric from one source.
    """
    found = [o for o in observations if o.value is not None and o.value == o.value.to_integral_value()]
    counts = [int(o.value) for o in found if o.value]
    estimated = bool(found) and all(o.status is Status.ESTIMATED for o in found)
    if not counts or (len(counts) < FEWEST_ALIKE and not estimated):
        return Decimal(0)
    step = round_step(gcd(*counts))
    return Decimal(step) if step > 1 else Decimal(0)


def round_step(number: int) -> int:
    """Return the largest of 1, 5, 10, 50, 100 … that goes into a number without a rest; 1 for 0."""
    step = 1
    while number and number % (step * 10) == 0:
        step *= 10
    return step * 5 if number and number % (step * 5) == 0 else step


def last_digit(number: Decimal) -> Decimal:
    """Return the unit of the last digit of a number: 0.1 for 9.6, and 1 for 150."""
    return Decimal(1).scaleb(min(int(number.as_tuple().exponent), 0))


def rounds_to(span: ValueRange, printed: Decimal, digit: Decimal) -> bool:
    """Return whether some number of a span, of which none is below zero, rounds to what was printed."""
    return span.holds(printed - digit / 2, printed + digit / 2)


def is_cut_to(span: ValueRange, printed: Decimal, digit: Decimal) -> bool:
    """Return whether some number of a span, of which none is below zero, is printed so with its last digits cut off."""
    return span.holds(printed, printed + digit)


def satisfies(span: ValueRange, printed: Decimal, bound: Bound) -> bool:
    """Return whether some number of a span, of which none is below zero, is "more than" or "about" what was printed.

    "About" allows for the rounding of its last digit that is no zero, to a ten or a five of it: about 40 is 35 to
    45. That is never more than 15% of the number, or 5 where it is small, and never less than 5%. "Nearly" allows as
    much, or a unit of the last digit, and only below.
    """
    match bound:
        case Bound.MORE_THAN:
            return span.high > printed
        case Bound.AT_LEAST:
            return span.high >= printed
        case Bound.LESS_THAN:
            return span.low < printed
        case Bound.AT_MOST:
            return span.low <= printed
        case Bound.ABOUT:
            return span.low <= printed + _room(printed) and span.high >= printed - room_below(printed, bound)
        case Bound.NEARLY:
            return span.low <= printed and span.high >= printed - room_below(printed, bound)


def room_below(printed: Decimal, bound: Bound) -> Decimal:
    """Return how far below what was printed a number is still "about" or "nearly" as much."""
    return max(_room(printed), last_digit(printed)) if bound is Bound.NEARLY else _room(printed)


def _room(printed: Decimal) -> Decimal:
    exact = Fraction(printed)
    step = round_step(exact.numerator) if exact.denominator == 1 else last_digit(printed)
    return max(printed / 20, min(Decimal(step) / 2, max(printed * 3 / 20, Decimal(5))))
