"""Whether a difference can be told from chance: two proportions, two counts, two figures with limits, several at once.

The tests are two-sided. Where the data do not allow a test, the caller says so; nothing is tested here
that was not given.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, erfc, exp, lgamma, log, sqrt

from builder.analysis.intervals import Interval, Z
from builder.model.measures import Polarity

SIGNIFICANCE = 0.05
"""What chance alone must stay below for a difference to count as clear: the rest of 95%."""

_TIE = 1 + 1e-7
"""How much likelier an outcome may seem through rounding and still count as equally likely."""
_NEGLIGIBLE = 1e-18


class Comparison(StrEnum):
    """How an area stands to a benchmark."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"


def against_benchmark(interval: Interval, benchmark: float, polarity: Polarity) -> Comparison:
    """Return how an area stands to a benchmark: its 95% interval against the benchmark's value.

    Where neither a higher nor a lower value is good, the answer is higher, similar or lower.

    Source: Office for Health Improvement and Disparities, Fingertips technical guidance, "Comparing with benchmarks".
    """
    if interval.lower <= benchmark <= interval.upper:
        return Comparison.SIMILAR
    return stands(polarity, higher=interval.lower > benchmark)


def stands(polarity: Polarity, *, higher: bool) -> Comparison:
    """Return how an area stands to a benchmark from which it clearly differs."""
    match polarity:
        case Polarity.NEITHER:
            return Comparison.HIGHER if higher else Comparison.LOWER
        case Polarity.HIGHER_IS_BETTER:
            return Comparison.BETTER if higher else Comparison.WORSE
        case Polarity.LOWER_IS_BETTER:
            return Comparison.WORSE if higher else Comparison.BETTER


def two_proportions(numerator: int, denominator: int, later_numerator: int, later_denominator: int) -> float:
    """Return the two-sided p value that two independent proportions are the same, with a pooled variance.

    Raises:
        ValueError: A denominator is not positive, or a numerator lies outside its denominator.

    Source: Fleiss JL, Levin B, Paik MC (2003), Statistical methods for rates and proportions, 3rd edition, section 3.1.
    """
    for top, bottom in ((numerator, denominator), (later_numerator, later_denominator)):
        if bottom <= 0 or not 0 <= top <= bottom:
            raise ValueError(f"{top} of {bottom} is no proportion")
    pooled = (numerator + later_numerator) / (denominator + later_denominator)
    variance = pooled * (1 - pooled) * (1 / denominator + 1 / later_denominator)
    if variance == 0:
        return 1.0
    return _two_sided((later_numerator / later_denominator - numerator / denominator) / sqrt(variance))


def two_counts(count: int, later_count: int, exposure: float = 1.0, later_exposure: float = 1.0) -> float:
    """Return the exact two-sided p value that two counts of events come from the same rate.

    Given the sum of both, the later count is binomial. Outcomes no likelier than the one observed count
    as at least as extreme. `exposure` is the length of time or the number of people behind each count.

    Raises:
        ValueError: A count is below zero, or an exposure is not positive.

    Source: Przyborowski J, Wilenski H (1940), Biometrika 31:313-323, doi:10.1093/biomet/31.3-4.313.
    """
    if count < 0 or later_count < 0:
        raise ValueError("a count is below zero")
    if exposure <= 0 or later_exposure <= 0:
        raise ValueError("an exposure is not positive")
    return _binomial(later_count, count + later_count, later_exposure / (exposure + later_exposure))


REPEATS = 2.0
"""How many times the Poisson variance a count of events has that one person can have again, such as admissions."""


def two_large_counts(
    count: float, later_count: float, dispersion: float = 1.0, exposure: float = 1.0, later_exposure: float = 1.0
) -> float:
    """Return the two-sided p value that two counts come from the same rate, by their variance.

    `dispersion` is how many times the Poisson variance each count has, and `exposure` the length of time or the
    number of people behind each.

    Raises:
        ValueError: A count is below zero, or an exposure is not positive.

    Source: McCullagh P, Nelder JA (1989), Generalized linear models, 2nd edition, section 6.2.3 (over-dispersion).
    """
    if count < 0 or later_count < 0:
        raise ValueError("a count is below zero")
    if exposure <= 0 or later_exposure <= 0:
        raise ValueError("an exposure is not positive")
    whole = count + later_count
    if whole == 0:
        return 1.0
    share = later_exposure / (exposure + later_exposure)
    return _two_sided((later_count - whole * share) / sqrt(dispersion * whole * share * (1 - share)))


def two_estimates(earlier: tuple[float, Interval], later: tuple[float, Interval], *, logarithms: bool = False) -> float:
    """Return the two-sided p value that two independent figures are the same, from their values and limits.

    With `logarithms` the values are compared as ratios, which needs limits above zero.

    Raises:
        ValueError: No limit lies apart from its value, or one is not positive and `logarithms` are asked for.

    Source: Altman DG, Bland JM (2003), BMJ 326:219, doi:10.1136/bmj.326.7382.219.
    """
    spread = sqrt(
        standard_error(earlier[1], logarithms=logarithms) ** 2 + standard_error(later[1], logarithms=logarithms) ** 2
    )
    if spread == 0:
        raise ValueError("limits leave nothing to chance")
    gap = log(later[0] / earlier[0]) if logarithms else later[0] - earlier[0]
    return _two_sided(gap / spread)


def standard_error(limits: Interval, *, logarithms: bool = False) -> float:
    """Return the standard error of a figure from its limits, on the scale of logarithms if asked."""
    width = log(limits.upper / limits.lower) if logarithms else limits.upper - limits.lower
    return width / (2 * limits.z)


def smallest_numbers(percentage: Decimal) -> tuple[int, int]:
    """Return the smallest number of people, as numerator and denominator, that gives a percentage as it is printed.

    37.5 needs 3 of 8, 25.17 needs 36 of 143: the digits alone say that there were so many at least.

    Raises:
        ValueError: It lies outside 0 to 100.

    Source: Graham RL, Knuth DE, Patashnik O (1994), Concrete mathematics, 2nd edition, section 4.5 (Stern-Brocot tree).
    """
    if not 0 <= percentage <= 100:
        raise ValueError(f"{percentage} is no percentage")
    half = Fraction(1, 2 * 10 ** max(0, -int(percentage.as_tuple().exponent)))
    printed = Fraction(percentage)
    # Half is rounded up, so the lower end rounds to the printed figure, and the upper one does not.
    low, high = max(Fraction(0), printed - half) / 100, (printed + half) / 100
    if low <= 1 < high:
        return 1, 1
    found = _simplest(low, high, with_low=True)
    return found.numerator, found.denominator


def _simplest(low: Fraction, high: Fraction, *, with_low: bool) -> Fraction:
    """Return the fraction with the smallest denominator between two, of which one belongs to what is between."""
    whole = low.numerator // low.denominator
    if with_low and low == whole:
        return low
    above = Fraction(whole + 1)
    if above < high or (above == high and not with_low):
        return above
    if low == whole:
        # Just beyond a whole number, with the upper end allowed.
        return whole + Fraction(1, ceil(1 / (high - whole)))
    inner = _simplest(1 / (high - whole), 1 / (low - whole), with_low=not with_low)
    return whole + 1 / inner


def people_needed(percentage: Decimal, later: Decimal) -> int | None:
    """Return how many people each of two percentages must be about, at least, for their difference to be clear.

    None where they are equal.

    Source: the test of two proportions with a pooled variance, solved for equal denominators.
    """
    if percentage == later:
        return None
    before, after = float(percentage) / 100, float(later) / 100
    pooled = (before + after) / 2
    return ceil(Z**2 * 2 * pooled * (1 - pooled) / (after - before) ** 2)


def _two_sided(score: float) -> float:
    # The complement keeps its digits far from the middle, where a distribution function has lost them.
    return erfc(abs(score) / sqrt(2))


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Return p values of several tests, in their order, made larger so as to allow for how many there are.

    If there is no difference anywhere, the chance that any of them falls below a limit is at most that limit.

    Source: Holm S (1979), Scandinavian Journal of Statistics 6:65-70.
    """
    largest = 0.0
    adjusted = [0.0] * len(chances)
    for rank, place in enumerate(sorted(range(len(chances)), key=lambda number: chances[number])):
        largest = max(largest, min(1.0, (len(chances) - rank) * chances[place]))
        adjusted[place] = largest
    return tuple(adjusted)


def _binomial(successes: int, trials: int, chance: float) -> float:
    """Return the chance of all outcomes that are no likelier than the one observed."""
    if trials == 0:
        return 1.0
    limit = _likelihood(successes, trials, chance) * _TIE
    mode = min(int((trials + 1) * chance), trials)
    if _likelihood(mode, trials, chance) <= limit:
        return 1.0
    below = successes if successes < mode else _first_unlikely(mode, -1, trials, chance, limit)
    above = successes if successes > mode else _first_unlikely(mode, 1, trials, chance, limit)
    return min(1.0, _tail(below, -1, trials, chance) + _tail(above, 1, trials, chance))


def _first_unlikely(mode: int, step: int, trials: int, chance: float, limit: float) -> int:
    """Return the outcome nearest to the mode, on one side, that is no likelier than `limit`; past the end if none."""
    end = trials if step > 0 else 0
    if _likelihood(end, trials, chance) > limit:
        return end + step
    near, far = mode, end
    while abs(far - near) > 1:
        middle = (near + far) // 2
        if _likelihood(middle, trials, chance) > limit:
            near = middle
        else:
            far = middle
    return far


def _tail(start: int, step: int, trials: int, chance: float) -> float:
    """Return the chance of `start` and every outcome beyond it."""
    if not 0 <= start <= trials:
        return 0.0
    # Each outcome is so many times as likely as the one before it; seen from the other side, failures count.
    odds = chance / (1 - chance) if step > 0 else (1 - chance) / chance
    counted = start if step > 0 else trials - start
    total = likelihood = _likelihood(start, trials, chance)
    for outcome in range(counted, trials):
        likelihood *= (trials - outcome) / (outcome + 1) * odds
        total += likelihood
        if likelihood < _NEGLIGIBLE:
            break
    return total


def _likelihood(successes: int, trials: int, chance: float) -> float:
    ways = lgamma(trials + 1) - lgamma(successes + 1) - lgamma(trials - successes + 1)
    return exp(ways + successes * log(chance) + (trials - successes) * log(1 - chance))
