"""The first rule: a small number of people is hidden, and so is one that its own row gives away."""

from collections.abc import Iterator
from decimal import Decimal

from builder.disclosure.rules.counts import AuditedMetric, Holding, PublishedCell
from builder.disclosure.rules.policy import Policy
from builder.disclosure.rules.printed import printed
from builder.disclosure.rules.relations import Limits
from builder.disclosure.rules.row_facts import counted_limits
from builder.model.measures import WITHOUT_VALUE, Bound, Unit
from builder.project.problems import Problem
from builder.project.typed import TypedRow

CAUSE = "small-number"
_UPPER = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
"""The limits that leave no larger number open."""
_HIDE = 'Empty its figures, and write c in "status".'
_EVERYONE_BUT = "This percentage is of nearly everyone, and those left out are too few to be shown:"


def find_small_numbers(holding: Holding) -> Iterator[Problem]:
    """Yield a problem for each figure of a package that shows a small number of people, one for each row."""
    for figure in holding.figures:
        if not figure.measure.has_counts or figure.row.text("status") in WITHOUT_VALUE:
            continue
        if figure.measure.people:
            yield from _find_in_row(figure)
        if figure.policy.rounding_base:
            yield from _find_unrounded(figure, figure.policy.rounding_base)
    yield from _find_in_other_tables(holding)


def _find_in_row(figure: PublishedCell) -> Iterator[Problem]:
    policy = figure.policy
    field = "value" if figure.measure.is_count or figure.number("numerator") is None else "numerator"
    low, high = counted_limits(figure)
    if _surely_small((low, high), policy):
        itself = figure.measure.is_count or field == "numerator"
        shown = "This number of people" if itself else "The number of people that this figure gives away"
        yield figure.row.problem(field, CAUSE, f"{shown} is too small to be shown: {_least(policy)}", _HIDE)
        return
    if _leaves_too_few(figure, high):
        fault = f"This limit leaves fewer numbers open than a hidden figure does: {_least(policy)}"
        yield figure.row.problem(field, CAUSE, fault, _HIDE)
        return
    denominator = figure.number("denominator")
    if denominator is None or figure.measure.unit != Unit.PERCENT:
        return
    if policy.is_small(int(denominator)):
        fault = f"This percentage is about too few people to be shown: {_least(policy)}"
        yield figure.row.problem("denominator", CAUSE, fault, f"{_HIDE} Empty the denominator too.")
    elif low is not None and high is not None:
        rest = int(denominator) - high, int(denominator) - low
        if _surely_small(rest, policy):
            yield figure.row.problem(field, CAUSE, f"{_EVERYONE_BUT} {_least(policy)}", _HIDE)


def _surely_small(limits: Limits, policy: Policy) -> bool:
    """Return whether a reader knows for sure that a number of people is small."""
    low, high = limits
    return low is not None and high is not None and policy.smallest_hidden <= low <= high < policy.threshold


def _leaves_too_few(figure: PublishedCell, high: int | None) -> bool:
    """Return whether a published limit says more of a small number than its being hidden would say."""
    is_upper = figure.row.cells.get("bound") in _UPPER
    return is_upper and high is not None and 0 < high < figure.policy.values_left_open - 1


def _least(policy: Policy) -> str:
    hidden = f"the rule for this metric hides numbers below {policy.threshold}"
    return f"{hidden}, but not 0." if policy.zeros_shown else f"{hidden}."


def _find_unrounded(figure: PublishedCell, base: int) -> Iterator[Problem]:
    fields = ("value",) if figure.measure.is_count else ("numerator", "denominator")
    for field in fields:
        number = figure.number(field)
        if number is not None and number % base:
            yield figure.row.problem(
                field,
                "not-rounded",
                f"This number is not rounded to the nearest {base}, as the rule for this metric says.",
                "Round it, or correct the rule in disclosure.csv.",
            )
            return


def _find_in_other_tables(holding: Holding) -> Iterator[Problem]:
    for one in printed(holding):
        counts = one.kind == "numerator" or (one.kind == "value" and _measure(holding, one.row).is_count)
        if counts and _is_small(holding, one.row, one.number):
            yield one.row.problem(one.field, CAUSE, _too_small(holding, one.row), "Take the figure out of this table.")
    for row in holding.own.get("findings", ()):
        figure = row.number("figure")
        if figure is None or row.text("unit") != Unit.COUNT or row.text("metric") not in holding.measures:
            continue
        if _is_small(holding, row, figure):
            remedy = "Take the figure out of the finding and its statement."
            yield row.problem("figure", CAUSE, _too_small(holding, row), remedy)


def _measure(holding: Holding, row: TypedRow) -> AuditedMetric:
    return holding.measures[row.text("metric")]


def _is_small(holding: Holding, row: TypedRow, number: Decimal) -> bool:
    people = _measure(holding, row).people
    return people and holding.policies.of(row.text("metric")).is_small(int(number))


def _too_small(holding: Holding, row: TypedRow) -> str:
    return f"This number of people is too small to be shown: {_least(holding.policies.of(row.text('metric')))}"
