"""How far figures lie apart, told by their own spread, so that one that is odd among them stands out.

Figures are compared by the logarithm of their ratio: ten times as large and a tenth are equally far away.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp, inf, log, sqrt
from statistics import median

_TO_DEVIATION = 1.4826
"""What the median absolute deviation of a normal distribution is multiplied by to give its standard deviation.

Source: Rousseeuw and Croux (1993), Alternatives to the median absolute deviation, Journal of the American Statistical
Association 88.
"""
_FEWEST = 4
"""From how many figures a spread can be read."""


def apart(one: float, other: float) -> float:
    """Return the logarithm of a ratio: above 0 where the first is larger. Both must be above 0."""
    return log(one / other)


def steps(values: Sequence[float]) -> list[float]:
    """Return how far each figure of a series is from the one before it."""
    return [apart(later, earlier) for earlier, later in pairwise(values)]


def usual_deviation(sizes: Iterable[float], fewest: int = _FEWEST) -> float | None:
    """Return the standard deviation that most of a list of differences from nothing have; None where they are few."""
    known = [abs(size) for size in sizes]
    return _TO_DEVIATION * median(known) if len(known) >= fewest else None


def middle(values: Sequence[float]) -> tuple[float, float]:
    """Return the middle of some figures, in their unit, and how far most are from it, as a logarithm."""
    centre = median(log(value) for value in values)
    return exp(centre), _TO_DEVIATION * median(abs(log(value) - centre) for value in values)


def by_chance(one: float, other: float) -> float:
    """Return the standard deviation of the logarithm of the ratio of two counts that chance alone gives.

    Source: Breslow and Day (1987), Statistical methods in cancer research, volume II: the variance of the logarithm
    of a count is one over the count.
    """
    return sqrt(1 / one + 1 / other) if one > 0 and other > 0 else inf


def chance_of_a_repeat(deviation: float, grain: float) -> float:
    """Return how likely the same figure comes again where changes have a deviation, in figures that are `grain` apart.

    It is the height of the normal density at no change, times the width of one figure.
    """
    return min(1.0, 0.3989 * grain / deviation) if deviation > 0 else 1.0
