"""What a printed percentage, rate or interval says of the counts behind it.

Limits are outer ones: the true counts lie within them, if the source rounded half up or half even and
used the standard intervals.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from math import ceil, floor, sqrt
from typing import NamedTuple

from builder.analysis.intervals import CONFIDENCE, Interval, of_count, two_sided, wilson
from builder.disclosure.rules.relations import Limits
from builder.model.measures import Unit

_LARGEST = 1_000_000
"""Counts above this one are not looked for: nobody can be told from them."""
_MOST_TRIED = 1_000
"""How many numerators are tried one by one."""
UNKNOWN: Limits = (0, None)


def half_unit(number: Decimal) -> Decimal:
    """Return half a unit of the last decimal that a number was written with."""
    return Decimal(5).scaleb(min(int(number.as_tuple().exponent), 0) - 1)


def numerator_of(value: Decimal, denominator: int, base: int) -> Limits:
    """Return what the numerator of a rounded percentage or rate can be."""
    half = half_unit(value)
    low, high = (value - half) * denominator / base, (value + half) * denominator / base
    return max(ceil(low), 0), floor(high)


class PrintedInterval(NamedTuple):
    """The limits of a figure as its source prints them, and their level from 0 to 1."""

    lower: Decimal
    upper: Decimal
    confidence: float = CONFIDENCE


def from_interval(value: Decimal, printed: PrintedInterval, unit: str, base: int) -> tuple[Limits, Limits]:
    """Return what numerator and denominator can be, from a value and its interval alone.

    Both have no upper limit where the interval is not the standard one, or too coarse to tell.
    """
    lower, upper, confidence = printed
    if value == 0 or not lower <= value <= upper:
        return UNKNOWN, UNKNOWN
    if unit == Unit.RATE:
        return _from_rate(value, printed, base)
    return _from_proportion(value, lower, upper, two_sided(confidence))


def _from_proportion(value: Decimal, lower: Decimal, upper: Decimal, z: float) -> tuple[Limits, Limits]:
    half, slack = float(half_unit(value)) / 100, float(half_unit(lower) + half_unit(upper)) / 100
    share, width = float(value) / 100, float(upper - lower) / 100
    ends = [max(share - half, 0.0), min(share + half, 1.0)]
    widest = 0.5 if ends[0] <= 0.5 <= ends[1] else min(ends, key=lambda end: abs(end - 0.5))
    narrowest = max(ends, key=lambda end: abs(end - 0.5))
    fewest = _first(lambda n: _width(narrowest, n, z) <= width + slack)
    beyond = _first(lambda n: _width(widest, n, z) < width - slack)
    if fewest is None or beyond is None or beyond <= fewest:
        return UNKNOWN, UNKNOWN
    most = beyond - 1
    return (ceil(ends[0] * fewest), floor(ends[1] * most)), (fewest, most)


def _width(share: float, denominator: int, z: float) -> float:
    """Return how wide Wilson's interval is."""
    square = z**2 / denominator
    return 2 * z / (1 + square) * sqrt(share * (1 - share) / denominator + square / (4 * denominator))


def _from_rate(value: Decimal, printed: PrintedInterval, base: int) -> tuple[Limits, Limits]:
    half, (lower, upper, confidence) = half_unit(value), printed
    if value <= half:
        return UNKNOWN, UNKNOWN
    least = float((lower - half_unit(lower)) / (value + half)), float((upper - half_unit(upper)) / (value + half))
    most = float((lower + half_unit(lower)) / (value - half)), float((upper + half_unit(upper)) / (value - half))
    # The more events, the closer both limits come to the value.
    first = [
        _first(lambda n: _poisson(n, confidence)[0] / n >= least[0]),
        _first(lambda n: _poisson(n, confidence)[1] / n <= most[1]),
    ]
    beyond = [
        _first(lambda n: _poisson(n, confidence)[0] / n > most[0]),
        _first(lambda n: _poisson(n, confidence)[1] / n < least[1]),
    ]
    if None in first:
        return UNKNOWN, UNKNOWN
    fewest = max(n for n in first if n is not None)
    ends = [n for n in beyond if n is not None]
    if not ends or min(ends) <= fewest:
        return UNKNOWN, UNKNOWN
    events = min(ends) - 1
    return (fewest, events), (floor(fewest * base / (value + half)), ceil(events * base / (value - half)))


@cache
def _poisson(count: int, confidence: float) -> tuple[float, float]:
    interval = of_count(count, confidence)
    return interval.lower, interval.upper


def _first(holds: Callable[[int], bool]) -> int | None:
    """Return the first count from 1 for which something holds, and holds from there on; None beyond the largest."""
    low, high = 0, 1
    while not holds(high):
        if high > _LARGEST:
            return None
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def narrowed_by_interval(numerators: Limits, printed: PrintedInterval, denominator: int) -> Limits:
    """Return which numerators of a percentage give the printed Wilson interval; all of them where none does."""
    low, high = numerators
    lower, upper, confidence = printed
    if low is None or high is None or high - low > _MOST_TRIED:
        return numerators
    tried = range(low, min(high, denominator) + 1)
    fits = [n for n in tried if _gives(wilson(n, denominator, confidence), lower, upper)]
    return (fits[0], fits[-1]) if fits else numerators


def _gives(interval: Interval, lower: Decimal, upper: Decimal) -> bool:
    return all(
        abs(100 * Decimal(limit) - printed) <= half_unit(printed)
        for limit, printed in ((interval.lower, lower), (interval.upper, upper))
    )
