"""Points out percentages that read like a fraction of few people, where no denominator says of how many they are."""

from collections.abc import Iterator
from decimal import Decimal
from math import comb, sqrt

from builder.analysis.intervals import two_sided
from builder.disclosure.rules.counts import Holding, PublishedCell
from builder.disclosure.rules.inverting import PrintedInterval, half_unit, numerator_of
from builder.disclosure.rules.quantities import quantities
from builder.model.measures import Unit
from builder.project.problems import Level, Problem

CAUSE = "fraction-of-few"

_MOST_PEOPLE = 20
"""Below how many people a fraction is told: more give too many fractions for one to stand out."""
_MOST_BY_CHANCE = Decimal("0.006")
"""In how many of all percentages, written as exactly, a fraction as simple may be found by chance."""
_REMEDY = (
    'Write how many people it is of in "denominator", if they are enough. '
    'If they are few, empty the figures, and write c in "status".'
)


def find_fractions_of_few(holding: Holding) -> Iterator[Problem]:
    """Yield a warning for each percentage without counts whose digits, or whose limits, tell of how few it is."""
    for figure in holding.figures:
        value = figure.number("value")
        if value is None or figure.measure.unit != Unit.PERCENT or not figure.measure.people:
            continue
        if figure.measure.standardised or any(figure.number(field) for field in ("numerator", "denominator")):
            continue
        if _is_simple(value, figure) or _has_limits_of_few(value, figure) or _has_note_of_few(value, figure):
            fault = (
                "This percentage reads like a fraction with few people in it, and no denominator says that it is not."
            )
            yield figure.row.problem("value", CAUSE, fault, _REMEDY, Level.WARNING)


def _is_simple(value: Decimal, figure: PublishedCell) -> bool:
    """Return whether the simplest fraction that rounds to a percentage is one of few people, and hardly by chance."""
    half = half_unit(value)
    for people in range(1, _MOST_PEOPLE):
        counted = round(value * people / 100)
        if abs(Decimal(100 * counted) / people - value) <= half:
            # Of the numbers from 0 to 1, about 0.3 n² are fractions of n or fewer.
            by_chance = Decimal("0.3") * people**2 * 2 * half / 100
            return people > 1 and by_chance <= _MOST_BY_CHANCE and _is_few(counted, people, figure)
    return False


def _has_limits_of_few(value: Decimal, figure: PublishedCell) -> bool:
    """Return whether exact or normal limits of a percentage are those of a fraction with few counted or left out."""
    printed = figure.printed_interval
    if not printed or not 0 < value < 100:
        return False
    most = int(figure.policy.threshold * 100 / min(value, 100 - value)) + 1
    for people in range(2, min(most, 1_000)):
        counted = round(value * people / 100)
        fits = abs(Decimal(100 * counted) / people - value) <= half_unit(value) and 0 < counted < people
        methods = (_is_exact, _is_normal) if fits and _is_few(counted, people, figure) else ()
        if any(gives(counted, people, printed) for gives in methods):
            return True
    return False


def _has_note_of_few(value: Decimal, figure: PublishedCell) -> bool:
    """Return whether the note of a percentage says how many people it is of, and they give a small number."""
    said = quantities(figure.row.text("note"), figure.policy)
    of = [one.value for one in said if one.counts_people and one.value]
    counts = [(numerator_of(value, people, 100), people) for people in of]
    return any(low == high and low is not None and _is_few(low, people, figure) for (low, high), people in counts)


def _is_few(counted: int, people: int, figure: PublishedCell) -> bool:
    return any(figure.policy.is_small(count) for count in (counted, people - counted))


def _is_exact(counted: int, people: int, printed: PrintedInterval) -> bool:
    """Return whether limits are those of Clopper and Pearson: each has as much of the chance beyond it.

    Source: Clopper CJ, Pearson ES (1934), Biometrika 26:404-413, doi:10.1093/biomet/26.4.404.
    """
    beyond = (1 - printed.confidence) / 2
    low, high = _around(printed.lower), _around(printed.upper)
    or_more = [1 - _at_most(counted - 1, people, share) for share in low]
    or_fewer = [_at_most(counted, people, share) for share in high]
    return or_more[0] <= beyond <= or_more[1] and or_fewer[1] <= beyond <= or_fewer[0]


def _is_normal(counted: int, people: int, printed: PrintedInterval) -> bool:
    share = counted / people
    distance = two_sided(printed.confidence) * sqrt(share * (1 - share) / people)
    ends = (max(share - distance, 0.0), _around(printed.lower)), (min(share + distance, 1.0), _around(printed.upper))
    return all(low <= end <= high for end, (low, high) in ends)


def _around(limit: Decimal) -> tuple[float, float]:
    """Return between which shares a limit lies that is written as a rounded percentage."""
    half = half_unit(limit)
    return max(float(limit - half) / 100, 0.0), min(float(limit + half) / 100, 1.0)


def _at_most(counted: int, people: int, share: float) -> float:
    """Return the chance that at most so many of some people are counted, where each is with the same chance."""
    return sum(comb(people, k) * share**k * (1 - share) ** (people - k) for k in range(counted + 1))
