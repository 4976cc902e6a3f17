"""Confidence intervals, at 95% unless asked: Wilson for proportions, exact Poisson and Byar for counts and rates.

Limits are of the unit of what they are about: a proportion from 0 to 1, a count, a rate on its base. A
count may have decimals where its source worked it out with a model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


def two_sided(confidence: float) -> float:
    """Return the two-sided point of the normal distribution, such as 1.959964 and not 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


Z = two_sided(CONFIDENCE)
"""The two-sided 95% point of the normal distribution."""

BYAR_FROM = 10
"""The smallest count for which Byar's method is close enough to the exact limits."""

_STEPS = 200
"""Halvings that take any bracket of a count below the precision of a float."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The confidence limits of a number."""

    lower: float
    upper: float
    confidence: float = CONFIDENCE

    @property
    def z(self) -> float:
        """How many standard errors half of its width is."""
        return two_sided(self.confidence)


def wilson(numerator: float, denominator: float, confidence: float = CONFIDENCE) -> Interval:
    """Return the Wilson score interval of a proportion.

    Limits are proportions from 0 to 1, also for small counts.

    Raises:
        ValueError: `denominator` is not positive, or `numerator` lies outside it.

    Source: Wilson EB (1927), JASA 22:209-212, doi:10.1080/01621459.1927.10502953.
    """
    if denominator <= 0 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no proportion")
    z = two_sided(confidence)
    proportion = numerator / denominator
    centre = numerator + z * z / 2
    reach = z * sqrt(numerator * (1 - proportion) + z * z / 4)
    whole = denominator + z * z
    lower = 0.0 if numerator == 0 else (centre - reach) / whole
    upper = 1.0 if numerator == denominator else (centre + reach) / whole
    return Interval(lower, upper, confidence)


def of_count(count: int, confidence: float = CONFIDENCE, *, variance: float = 1.0) -> Interval:
    """Return the interval of a count of events: exact below 10, Byar's from 10.

    `variance` is how many times that of single events it is. Each end is moved away by its root.

    Raises:
        ValueError: `count` is below zero.
    """
    if count < 0:
        raise ValueError(f"{count} is no count")
    found = byar(count, confidence) if count >= BYAR_FROM else exact_poisson(count, confidence)
    lower, upper = (count + sqrt(variance) * (end - count) for end in (found.lower, found.upper))
    return Interval(max(0.0, lower), upper, confidence)


def of_rate(
    count: int, population: float, base: int, confidence: float = CONFIDENCE, *, variance: float = 1.0
) -> Interval:
    """Return the interval of a crude rate: events per `base` people, with the `variance` of its count.

    Raises:
        ValueError: `count` is below zero or `population` is not positive.
    """
    if population <= 0:
        raise ValueError(f"{population} is no population")
    limits = of_count(count, confidence, variance=variance)
    return Interval(limits.lower / population * base, limits.upper / population * base, confidence)


def exact_poisson(count: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact interval of a small count of events.

    At 95%, the lower limit is the mean under which so many events or more have a chance of 2.5%; the upper
    limit is the mean under which so many or fewer have it.

    Raises:
        ValueError: `count` is below zero.

    Source: Garwood F (1936), Biometrika 28:437-442, doi:10.1093/biomet/28.3-4.437.
    """
    if count < 0:
        raise ValueError(f"{count} is no count")
    tail = (1 - confidence) / 2
    far = count + 10 * sqrt(count + 1) + 10
    lower = 0.0 if count == 0 else _root(lambda mean: 1 - _at_most(count - 1, mean) - tail, 0.0, far)
    upper = _root(lambda mean: tail - _at_most(count, mean), 0.0, far)
    return Interval(lower, upper, confidence)


def byar(count: float, confidence: float = CONFIDENCE) -> Interval:
    """Return Byar's approximation to the exact interval of a count of events.

    Raises:
        ValueError: `count` is not positive.

    Source: Breslow NE, Day NE (1987), Statistical methods in cancer research, volume II, IARC, page 69.
    """
    if count <= 0:
        raise ValueError(f"Byar's method has no limits for a count of {count}")
    z = two_sided(confidence)
    above = count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3
    upper = above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
    return Interval(lower, upper, confidence)


def _at_most(count: int, mean: float) -> float:
    """Return the chance of so many events or fewer, where `mean` are expected."""
    term = total = exp(-mean)
    for number in range(1, count + 1):
        term *= mean / number
        total += term
    return total


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising function crosses zero."""
    middle = inf
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return middle
