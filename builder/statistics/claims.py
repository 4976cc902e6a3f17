"""Recomputes what published reports printed: a change, a percentage or a figure, from the observations.

Rounding is judged at the precision that the report printed. A report that cuts digits off instead of
rounding agrees after rounding; a percentage-point difference called per cent has the wrong unit.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from builder.model import Claim, Observation, Partnership, Period, Printed, Unit
from builder.statistics.changes import difference, percent_change


class Verdict(StrEnum):
    """How a printed claim stands to the figures."""

    AGREES = "agrees"
    AGREES_AFTER_ROUNDING = "agrees after rounding"
    WRONG_UNIT = "wrong unit"
    DOES_NOT_AGREE = "does not agree"
    CANNOT_BE_CHECKED = "cannot be checked"


MOST_ROUNDED_OFF = Decimal("0.1")
"""How far rounding may move a printed figure without decimals, as a share of it."""

FAILS = frozenset({Verdict.WRONG_UNIT, Verdict.DOES_NOT_AGREE})
"""The verdicts of claims that are wrong."""


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A verdict with the right figures, unrounded, where there are any."""

    verdict: Verdict
    right_change: Decimal | None = None
    """The change as it should have been printed: a count where one was, percentage points for percentages, else
    per cent."""
    right_value: Decimal | None = None
    """The figure or percentage as it should have been printed."""
    direction_wrong: bool = False
    figures_wrong: bool = False
    """Whether a figure that the change was printed with is not the one observed."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its verdict and the observations that it was checked against."""

    claim: Claim
    check: ClaimCheck
    earlier: Observation | None
    later: Observation | None


def checked_claims(partnership: Partnership) -> tuple[CheckedClaim, ...]:
    """Return every claim of a partnership, checked against its observations, in the order of the data."""
    # Where a period was counted in two ways, the usual way, which has no method version, is the last and stays.
    by_method = sorted(partnership.package.observations, key=lambda o: o.method_version, reverse=True)
    observations = {_key(o, o.period): o for o in by_method}
    checked = []
    for claim in partnership.package.claims:
        earlier = observations.get(_key(claim, claim.earlier)) if claim.earlier else None
        later = observations.get(_key(claim, claim.later))
        if later is None and not claim.later.is_dated:
            later = observations.get(_key(claim, Period.undated()))
        check = check_claim(
            claim.printed,
            earlier.value if earlier else None,
            later.value if later else None,
            is_percentage=partnership.metrics[claim.metric].unit is Unit.PERCENT,
        )
        checked.append(CheckedClaim(claim, check, earlier, later))
    return tuple(checked)


def _key(one: Claim | Observation, period: Period) -> tuple[str, str, str, str, Period]:
    return one.metric, one.area, one.breakdown, one.group, period


def check_claim(printed: Printed, earlier: Decimal | None, later: Decimal | None, *, is_percentage: bool) -> ClaimCheck:
    """Return how what was printed stands to the observations `earlier` and `later` of its metric.

    `is_percentage` says that the observations are percentages.
    """
    if printed.change is not None or printed.direction:
        return _check_change(printed, earlier, later, is_percentage=is_percentage)
    if printed.percent is not None and printed.numerator is not None and printed.denominator:
        right = printed.numerator / printed.denominator * 100
        return ClaimCheck(_verdict(printed.percent, right), right_value=right)
    if printed.percent is not None and is_percentage and later is not None:
        return ClaimCheck(_verdict(printed.percent, later), right_value=later)
    return _check_figures(printed, earlier, later, is_percentage=is_percentage)


def _check_figures(
    printed: Printed, earlier: Decimal | None, later: Decimal | None, *, is_percentage: bool
) -> ClaimCheck:
    """Return how figures that were printed without a change stand: as the worst of them does."""
    pairs = ((printed.later, later), (printed.earlier, earlier))
    found = [
        ClaimCheck(_verdict_of_value(figure, observed, is_percentage=is_percentage), right_value=observed)
        for figure, observed in pairs
        if figure is not None and observed is not None
    ]
    worst = (Verdict.DOES_NOT_AGREE, Verdict.AGREES_AFTER_ROUNDING, Verdict.AGREES)
    return min(found, key=lambda one: worst.index(one.verdict), default=ClaimCheck(Verdict.CANNOT_BE_CHECKED))


def _check_change(
    printed: Printed, earlier: Decimal | None, later: Decimal | None, *, is_percentage: bool
) -> ClaimCheck:
    if earlier is None or later is None:
        return ClaimCheck(Verdict.CANNOT_BE_CHECKED)
    gap = difference(earlier, later)
    percent = percent_change(earlier, later)
    right = gap if is_percentage or printed.unit == "count" else percent
    went = "increase" if gap > 0 else "decrease" if gap < 0 else "no-change"
    if printed.direction and printed.direction != went:
        return ClaimCheck(Verdict.DOES_NOT_AGREE, right, direction_wrong=True)
    if any(
        figure is not None
        and _verdict_of_value(figure, observed, is_percentage=is_percentage) is Verdict.DOES_NOT_AGREE
        for figure, observed in ((printed.earlier, earlier), (printed.later, later))
    ):
        return ClaimCheck(Verdict.DOES_NOT_AGREE, right, figures_wrong=True)
    if printed.change is None:
        return ClaimCheck(Verdict.AGREES, right)
    if printed.unit == "count":
        return ClaimCheck(_verdict(printed.change, abs(gap)), right)
    if printed.unit == "percentage-points":
        return ClaimCheck(_verdict(printed.change, abs(gap)) if is_percentage else Verdict.DOES_NOT_AGREE, right)
    if percent is not None and (verdict := _verdict(printed.change, abs(percent))) is not Verdict.DOES_NOT_AGREE:
        return ClaimCheck(verdict, right)
    if is_percentage and _verdict(printed.change, abs(gap)) is not Verdict.DOES_NOT_AGREE:
        return ClaimCheck(Verdict.WRONG_UNIT, right)
    return ClaimCheck(Verdict.DOES_NOT_AGREE, right)


def _verdict(printed: Decimal, right: Decimal) -> Verdict:
    """Return whether a number was printed rightly, at the precision that it was printed with."""
    digit = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    if right.quantize(digit, ROUND_HALF_UP) == printed:
        return Verdict.AGREES
    return Verdict.AGREES_AFTER_ROUNDING if abs(right - printed) < digit else Verdict.DOES_NOT_AGREE


def _verdict_of_value(printed: Decimal, observed: Decimal, *, is_percentage: bool) -> Verdict:
    """Return whether a figure is the one observed, allowing that its last zeros stand for rounding.

    They do where it moves the figure by a tenth at most: 300 is said for 304, and 100 never for 149. The zeros of a
    percentage do not: 10% is never said for 14%.
    """
    if printed == observed:
        return Verdict.AGREES
    exponent = int(printed.normalize().as_tuple().exponent)
    digit = Decimal(1).scaleb(min(exponent, 0) if is_percentage else exponent)
    rounded = (observed / digit).quantize(Decimal(1), ROUND_HALF_UP) * digit
    is_near = abs(observed - printed) <= abs(printed) * MOST_ROUNDED_OFF
    return Verdict.AGREES_AFTER_ROUNDING if rounded == printed and is_near else Verdict.DOES_NOT_AGREE
