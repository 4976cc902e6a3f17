"""Recomputes what published reports printed: a change, a percentage or a figure, from the observations.

A report may have worked with more digits than it published. So a printed change is held against every change
that the rounded figures allow, at the precision that was printed. A report that cuts digits off instead of
rounding agrees after rounding; a percentage-point difference called per cent has the wrong unit.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from builder.analysis.benchmarks import compare_observation
from builder.analysis.certainty import Reason
from builder.analysis.chance import Comparison, stands
from builder.analysis.changes import difference, percent_change
from builder.analysis.rounding import ValueRange, is_cut_to, last_digit, rounds_to, satisfies, span_of, step_of
from builder.analysis.series import Series
from builder.model.measures import (
    Area,
    Bound,
    Claim,
    Metric,
    Observation,
    Partnership,
    Period,
    Polarity,
    Printed,
    Status,
    Unit,
)


class ClaimVerdict(StrEnum):
    """How a printed claim stands to the figures."""

    AGREES = "agrees"
    AGREES_AFTER_ROUNDING = "agrees after rounding"
    WRONG_UNIT = "wrong unit"
    DOES_NOT_AGREE = "does not agree"
    CANNOT_BE_CHECKED = "cannot be checked"


MOST_ROUNDED_OFF = Decimal("0.1")
"""How far rounding may move a printed figure without decimals, as a share of it."""

FAILS = frozenset({ClaimVerdict.WRONG_UNIT, ClaimVerdict.DOES_NOT_AGREE})
"""The verdicts of claims that are wrong."""

_AGREEING = frozenset({ClaimVerdict.AGREES, ClaimVerdict.AGREES_AFTER_ROUNDING})
_BEST_FIRST = (
    *(ClaimVerdict.AGREES, ClaimVerdict.AGREES_AFTER_ROUNDING, ClaimVerdict.CANNOT_BE_CHECKED),
    *(ClaimVerdict.WRONG_UNIT, ClaimVerdict.DOES_NOT_AGREE),
)


class Obstacle(StrEnum):
    """Why a claim cannot be checked."""

    NO_FIGURE = "no figure"
    LIMIT = "the data give a limit only"
    BREAK = "the way of counting changed in between"
    OTHER_METHOD = "the two places are counted in different ways"
    NO_TEST = "what a test of chance needs is not published"
    NO_POLARITY = "nothing says whether more is better"


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A verdict with the right figures, unrounded, where there are any."""

    verdict: ClaimVerdict
    right_change: Decimal | None = None
    """The change as it should have been printed: a count where one was, percentage points for percentages, else
    per cent."""
    right_value: Decimal | None = None
    """The figure or percentage as it should have been printed."""
    direction_wrong: bool = False
    figures_wrong: bool = False
    """Whether a figure that the change was printed with is not the one observed."""
    obstacle: Obstacle | None = None
    """Why it cannot be checked; None where it can."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its verdict and the observations that it was checked against."""

    claim: Claim
    check: ClaimCheck
    earlier: Observation | None
    later: Observation | None
    beside: Observation | None = None
    """Of a comparison with another area, that area's figure for the same period."""


def checked_claims(partnership: Partnership) -> tuple[CheckedClaim, ...]:
    """Return every claim of a partnership, checked against its observations, in the order of the data."""
    observations = partnership.package.observations
    by_series: dict[tuple[str, ...], dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    by_source: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for o in observations:
        by_series[_series(o)][o.method_version].append(o)
        by_source[o.metric, o.source].append(o)
    steps = {key: step_of(members) for key, members in by_source.items()}
    found = []
    for claim in partnership.package.claims:
        metric = partnership.metrics[claim.metric]
        if claim.against is None:
            found.append(_checked(claim, metric, by_series[_series(claim)], steps))
        else:
            theirs = by_series[claim.metric, claim.against.area, claim.breakdown, claim.group]
            parts = metric, claim.breakdown, claim.group
            found.append(
                _checked_beside(
                    claim,
                    _as_series(*parts, partnership.areas[claim.area], by_series[_series(claim)]),
                    _as_series(*parts, claim.against, theirs),
                    steps,
                )
            )
    return tuple(found)


def _as_series(
    metric: Metric, breakdown: str, group: str, area: Area, by_method: dict[str, list[Observation]]
) -> list[Series]:
    return [
        Series(metric, area, breakdown, group, method, tuple(sorted(members, key=lambda o: o.period)))
        for method, members in sorted(by_method.items())
    ]


def _series(one: Claim | Observation) -> tuple[str, ...]:
    return one.metric, one.area, one.breakdown, one.group


def _checked(
    claim: Claim,
    metric: Metric,
    by_method: dict[str, list[Observation]],
    steps: dict[tuple[str, str], Decimal],
) -> CheckedClaim:
    """Return a claim with its verdict by the way of counting that it agrees with best, the usual one first.

    A report does not say which way of counting it used, and uses one for both of its figures.
    """
    found = []
    for method in sorted(by_method):
        by_period = {o.period: o for o in by_method[method]}
        later = by_period.get(claim.later)
        if later is None and not claim.later.is_dated:
            later = by_period.get(Period.undated())
        earlier = by_period.get(claim.earlier) if claim.earlier else None
        spans = [
            span_of(o, metric.unit, steps[o.metric, o.source]) if o and o.value is not None else None
            for o in (earlier, later)
        ]
        check = check_claim(claim.printed, *spans, is_percentage=metric.unit is Unit.PERCENT)
        if _has_break(by_method[method], earlier, later) and not check.figures_wrong:
            check = ClaimCheck(ClaimVerdict.CANNOT_BE_CHECKED, obstacle=Obstacle.BREAK)
        found.append(CheckedClaim(claim, check, earlier, later))
    nothing = CheckedClaim(claim, check_claim(claim.printed, None, None, is_percentage=False), None, None)
    return min(found, key=lambda one: _BEST_FIRST.index(one.check.verdict), default=nothing)


def _checked_beside(
    claim: Claim, mine: Sequence[Series], theirs: Sequence[Series], steps: dict[tuple[str, str], Decimal]
) -> CheckedClaim:
    """Return a comparison with another area with its verdict, by the way of counting that it agrees with best.

    `mine` and `theirs` hold the series of the two areas, one for each way of counting.
    """
    found = [
        _set_beside(claim, own, series, other, steps)
        for series in mine
        for own in series.with_value
        if own.period == claim.later
        for other in theirs
    ]
    nothing = ClaimCheck(ClaimVerdict.CANNOT_BE_CHECKED, obstacle=Obstacle.NO_FIGURE)
    return min(
        found,
        key=lambda one: (_BEST_FIRST.index(one.check.verdict), one.check.obstacle is Obstacle.OTHER_METHOD),
        default=CheckedClaim(claim, nothing, None, None),
    )


def _set_beside(
    claim: Claim, own: Observation, mine: Series, theirs: Series, steps: dict[tuple[str, str], Decimal]
) -> CheckedClaim:
    found = compare_observation(own, mine, theirs)
    beside, unit = found.benchmark, mine.metric.unit

    def said(answer: ClaimVerdict | Obstacle) -> CheckedClaim:
        obstacle = answer if isinstance(answer, Obstacle) else None
        verdict = ClaimVerdict.CANNOT_BE_CHECKED if isinstance(answer, Obstacle) else answer
        return CheckedClaim(claim, ClaimCheck(verdict, obstacle=obstacle), None, own, beside)

    if beside is None:
        return said(Obstacle.NO_FIGURE)
    if own.bound or beside.bound:
        return said(Obstacle.LIMIT)
    if mine.method_version != theirs.method_version:
        return said(Obstacle.OTHER_METHOD)
    spans = [span_of(o, unit, steps[o.metric, o.source]) for o in (own, beside)]
    return said(check_comparison(claim.printed.comparison, spans[0], spans[1], found.result, mine.metric.polarity))


def check_comparison(
    printed: str, own: ValueRange, beside: ValueRange, tested: Comparison | Reason, polarity: Polarity
) -> ClaimVerdict | Obstacle:
    """Return how a printed comparison of two places stands, or why nobody can say.

    A plain "higher" or "better" is about the two figures, and agrees after rounding where only their rounding allows
    it. "Similar" and "significantly" are about chance, and are held against the test of the two.
    """
    word = printed.removeprefix("significantly-")
    if word == Comparison.SIMILAR:
        if isinstance(tested, Reason):
            return ClaimVerdict.AGREES if own.value == beside.value else Obstacle.NO_TEST
        return ClaimVerdict.AGREES if tested is Comparison.SIMILAR else ClaimVerdict.DOES_NOT_AGREE
    if word in {Comparison.BETTER, Comparison.WORSE} and polarity is Polarity.NEITHER:
        return Obstacle.NO_POLARITY
    above = word == Comparison.HIGHER or word == stands(polarity, higher=True)
    more, less = (own, beside) if above else (beside, own)
    if more.high <= less.low:
        return ClaimVerdict.DOES_NOT_AGREE
    if word != printed:
        if isinstance(tested, Reason):
            return Obstacle.NO_TEST
        return ClaimVerdict.DOES_NOT_AGREE if tested is Comparison.SIMILAR else ClaimVerdict.AGREES
    return ClaimVerdict.AGREES if more.value > less.value else ClaimVerdict.AGREES_AFTER_ROUNDING


def _has_break(observations: Sequence[Observation], earlier: Observation | None, later: Observation | None) -> bool:
    """Return whether the way of counting changed after an earlier observation, up to a later one."""
    if earlier is None or later is None:
        return False
    return any(o.status is Status.BREAK for o in observations if earlier.period < o.period <= later.period)


def check_claim(
    printed: Printed, earlier: ValueRange | None, later: ValueRange | None, *, is_percentage: bool
) -> ClaimCheck:
    """Return how what was printed stands to the observations `earlier` and `later` of its metric.

    `is_percentage` says that the observations are percentages.
    """
    if printed.change is not None or printed.direction:
        return _check_change(printed, earlier, later, is_percentage=is_percentage)
    if printed.percent is not None and printed.numerator is not None and printed.denominator:
        right = printed.numerator / printed.denominator * 100
        return ClaimCheck(
            _verdict(printed.percent, ValueRange(right, right, right), printed.value_bound), right_value=right
        )
    if printed.percent is not None and is_percentage and later is not None:
        if later.is_limit:
            return _check_figures(replace(printed, later=printed.percent), None, later, is_percentage=True)
        return ClaimCheck(_verdict(printed.percent, later, printed.value_bound), right_value=later.value)
    return _check_figures(printed, earlier, later, is_percentage=is_percentage)


def _check_figures(
    printed: Printed, earlier: ValueRange | None, later: ValueRange | None, *, is_percentage: bool
) -> ClaimCheck:
    """Return how figures that were printed without a change stand: as the worst of them does."""
    found = [
        ClaimCheck(verdict, right_value=observed.value, obstacle=Obstacle.LIMIT if observed.is_limit else None)
        for observed, verdict in _verdicts_of_figures(printed, earlier, later, is_percentage=is_percentage)
    ]
    nothing = ClaimCheck(ClaimVerdict.CANNOT_BE_CHECKED, obstacle=Obstacle.NO_FIGURE)
    return max(found, key=lambda one: _BEST_FIRST.index(one.verdict), default=nothing)


def _verdicts_of_figures(
    printed: Printed, earlier: ValueRange | None, later: ValueRange | None, *, is_percentage: bool
) -> list[tuple[ValueRange, ClaimVerdict]]:
    pairs = ((printed.later, later, printed.value_bound), (printed.earlier, earlier, None))
    return [
        (
            observed,
            _verdict_of_hedged(figure, observed, bound)
            if bound
            else _verdict_of_value(figure, observed, is_percentage=is_percentage),
        )
        for figure, observed, bound in pairs
        if figure is not None and observed is not None
    ]


def _check_change(
    printed: Printed, earlier: ValueRange | None, later: ValueRange | None, *, is_percentage: bool
) -> ClaimCheck:
    if earlier is None or later is None:
        return ClaimCheck(ClaimVerdict.CANNOT_BE_CHECKED, obstacle=Obstacle.NO_FIGURE)
    gap = difference(earlier.value, later.value)
    percent = percent_change(earlier.value, later.value)
    is_limit = earlier.is_limit or later.is_limit
    right = None if is_limit else gap if is_percentage or printed.unit == "count" else percent
    gaps = ValueRange(gap, later.low - earlier.high, later.high - earlier.low)
    figures = _verdicts_of_figures(printed, earlier, later, is_percentage=is_percentage)
    if not _can_go(printed.direction, gaps):
        return ClaimCheck(ClaimVerdict.DOES_NOT_AGREE, right, direction_wrong=True)
    if any(verdict is ClaimVerdict.DOES_NOT_AGREE for _, verdict in figures):
        return ClaimCheck(ClaimVerdict.DOES_NOT_AGREE, right, figures_wrong=True)
    if is_limit:
        return ClaimCheck(ClaimVerdict.CANNOT_BE_CHECKED, obstacle=Obstacle.LIMIT)
    if printed.change is None:
        return ClaimCheck(ClaimVerdict.AGREES, right)
    points = _size(gaps, printed.direction)
    shares = _shares(earlier, later)
    shares = _size(shares, printed.direction) if shares else None
    if printed.unit == "count":
        return ClaimCheck(_verdict(printed.change, points, printed.change_bound), right)
    if is_percentage:
        return ClaimCheck(_verdict_of_unit(printed, printed.change, shares, points), right)
    if shares is None or printed.unit == "percentage-points":
        # From zero nothing is a percentage, and a count has no percentage points.
        return ClaimCheck(ClaimVerdict.DOES_NOT_AGREE, right)
    return ClaimCheck(_verdict(printed.change, shares, printed.change_bound), right)


def _verdict_of_unit(printed: Printed, number: Decimal, shares: ValueRange | None, points: ValueRange) -> ClaimVerdict:
    """Return how a change of a percentage stands in the unit that was printed, and in the other one.

    Where per cent were printed, the published figures themselves weigh more than what their rounding leaves open:
    from 41% to 42%, "1%" is a point, although it can be 1% of an unrounded 41.4%.
    """

    def found(span: ValueRange | None) -> ClaimVerdict:
        return _verdict(number, span, printed.change_bound) if span else ClaimVerdict.DOES_NOT_AGREE

    meant, other = (points, shares) if printed.unit == "percentage-points" else (shares, points)
    is_exact = printed.unit != "percentage-points" and printed.change_bound is None
    if is_exact and found(_published(shares)) not in _AGREEING and found(_published(points)) in _AGREEING:
        return ClaimVerdict.WRONG_UNIT
    if found(meant) in _AGREEING:
        return found(meant)
    # Much is "more than 5%", so that a hedge says little of the unit.
    is_told_apart = printed.change_bound in {None, Bound.ABOUT, Bound.NEARLY}
    return ClaimVerdict.WRONG_UNIT if is_told_apart and found(other) in _AGREEING else ClaimVerdict.DOES_NOT_AGREE


def _published(span: ValueRange | None) -> ValueRange | None:
    """Return a change as the published figures give it, whatever their rounding leaves open."""
    return ValueRange(span.value, span.value, span.value) if span else None


def _can_go(direction: str, gaps: ValueRange) -> bool:
    """Return whether a change that the figures allow goes the way that was printed."""
    ways = {"increase": gaps.high > 0, "decrease": gaps.low < 0, "no-change": gaps.low <= 0 <= gaps.high}
    return ways.get(direction, True)


def _shares(earlier: ValueRange, later: ValueRange) -> ValueRange | None:
    """Return the changes in per cent that two figures allow; None from zero."""
    middle = percent_change(earlier.value, later.value)
    if earlier.low <= 0 <= earlier.high:
        if earlier.high == 0:
            return None
        least = percent_change(earlier.high, later.low)
        assert least is not None
        return ValueRange(middle if middle is not None else least, least, Decimal("Infinity"))
    corners = [percent_change(a, b) or Decimal(0) for a in (earlier.low, earlier.high) for b in (later.low, later.high)]
    return ValueRange(middle or Decimal(0), min(corners), max(corners))


def _size(changes: ValueRange, direction: str) -> ValueRange:
    """Return how large changes are that go the way that was printed, or any way where none was."""
    low, high = changes.low, changes.high
    down = ValueRange(abs(changes.value), max(-high, Decimal(0)), max(-low, Decimal(0)))
    up = ValueRange(abs(changes.value), max(low, Decimal(0)), max(high, Decimal(0)))
    match direction:
        case "increase":
            return up
        case "decrease":
            return down
    return ValueRange(
        abs(changes.value),
        min(up.low, down.low) if low <= 0 <= high else max(up.low, down.low),
        max(up.high, down.high),
    )


def _verdict(number: Decimal, right: ValueRange, bound: Bound | None) -> ClaimVerdict:
    """Return whether a number was printed rightly, at the precision that it was printed with, or within its hedge."""
    if bound:
        return ClaimVerdict.AGREES if satisfies(right, number, bound) else ClaimVerdict.DOES_NOT_AGREE
    digit = last_digit(number)
    if rounds_to(right, number, digit):
        return ClaimVerdict.AGREES
    return ClaimVerdict.AGREES_AFTER_ROUNDING if is_cut_to(right, number, digit) else ClaimVerdict.DOES_NOT_AGREE


def _verdict_of_value(printed: Decimal, observed: ValueRange, *, is_percentage: bool) -> ClaimVerdict:
    """Return whether a figure is the one observed, allowing that its last zeros stand for rounding.

    They do where it moves the figure by a tenth at most: 300 is said for 304, and 100 never for 149. The zeros of a
    percentage do not: 10% is never said for 14%.
    """
    if observed.is_limit:
        return (
            ClaimVerdict.CANNOT_BE_CHECKED if observed.low <= printed <= observed.high else ClaimVerdict.DOES_NOT_AGREE
        )
    if printed == observed.value:
        return ClaimVerdict.AGREES
    exponent = int(printed.normalize().as_tuple().exponent)
    digit = Decimal(1).scaleb(min(exponent, 0) if is_percentage else exponent)
    is_said = rounds_to(observed, printed, digit) or is_cut_to(observed, printed, digit)
    is_near = abs(observed.value - printed) <= abs(printed) * MOST_ROUNDED_OFF
    return ClaimVerdict.AGREES_AFTER_ROUNDING if is_said and is_near else ClaimVerdict.DOES_NOT_AGREE


def _verdict_of_hedged(printed: Decimal, observed: ValueRange, bound: Bound) -> ClaimVerdict:
    """Return whether a figure that was printed as "more than" or "about" is the one observed."""
    if not satisfies(observed, printed, bound):
        return ClaimVerdict.DOES_NOT_AGREE
    is_open = observed.is_limit and printed != observed.value
    return ClaimVerdict.CANNOT_BE_CHECKED if is_open else ClaimVerdict.AGREES
