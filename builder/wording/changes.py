"""What happened, in words: which way a figure went, from what to what, and by how much."""

from decimal import Decimal

from builder.analysis.changes import Change, Direction, Measure
from builder.model.measures import Metric, Unit
from builder.wording.numbers import amount, decimals_apart, number, observed, pounds, size_in_percent
from builder.wording.time import within

VERBS = {Direction.UP: "rose", Direction.DOWN: "fell"}

_LARGE = Decimal(100)
"""From this on, a per cent of a figure helps to see how large its change is."""


def size_of(change: Change) -> str:
    """Return the size of a change without its direction: "559", "15.3 percentage points"; nothing of limits."""
    if not change.has_size:
        return ""
    size = abs(change.difference)
    if change.measure is Measure.PERCENTAGE_POINTS:
        points = number(size)
        return f"{points} percentage point{'' if points in {'1', '1.0'} else 's'}"
    assert change.later.value is not None
    return number(size)


def size_in_prose(change: Change) -> str:
    """Return the size of a change in per cent or percentage points, as a report prints it; nothing of limits."""
    if change.measure is Measure.PERCENTAGE_POINTS:
        return size_of(change)
    return size_in_percent(change.percent) if change.percent is not None and change.has_size else ""


def signed_change(change: Change, metric: Metric) -> str:
    """Return a change for a table cell, such as "559 more (+9.6%)", "up 5 percentage points" or "the same"."""
    match change.direction:
        case Direction.SAME:
            return "the same"
        case Direction.UNKNOWN:
            return "change not known"
    if not change.has_size:
        return change.direction.value
    if metric.unit is Unit.COUNT:
        size = f"{size_of(change)} {'more' if change.direction is Direction.UP else 'fewer'}"
    elif metric.unit in {Unit.POUNDS, Unit.YEARS, Unit.DAYS}:
        moved = abs(change.difference)
        words = pounds(moved) if metric.unit is Unit.POUNDS else amount(moved, metric)
        size = f"{words} {'more' if change.direction is Direction.UP else 'less'}"
    else:
        size = f"{change.direction.value} {size_of(change)}"
    return f"{size}{_in_percent(change, metric)}"


def _in_percent(change: Change, metric: Metric) -> str:
    """Return a change in per cent, in brackets, where it helps: not of few things, nor of percentages."""
    if change.percent is None or change.earlier.value is None:
        return ""
    if metric.unit is Unit.COUNT and change.earlier.value < _LARGE:
        return ""
    sign = "+" if change.direction is Direction.UP else "−"
    size = size_in_percent(change.percent)
    return f" ({size if size.startswith(('less', 'more')) else sign + size})"


def then_and_now(change: Change, metric: Metric) -> str:
    """Return both figures of a change with their periods, such as "48 around 2022, then 56 around 2024"."""
    earlier, later = both_figures(change, metric)
    if change.direction is Direction.SAME:
        return f"{later} {within(change.earlier)} and {within(change.later)}"
    return f"{earlier} {within(change.earlier)}, then {later} {within(change.later)}"


def both_figures(change: Change, metric: Metric) -> tuple[str, str]:
    """Return the earlier and the later figure, with as many decimals as tell them apart."""
    assert change.earlier.value is not None and change.later.value is not None
    decimals = decimals_apart(change.earlier.value, change.later.value)
    return observed(change.earlier, metric, decimals), observed(change.later, metric, decimals)


def change_sentence(subject: str, change: Change, metric: Metric) -> str:
    """Return a sentence without its full stop: who changed, from what, to what, by how much.

    The direction of two published figures is a fact, whether or not chance explains it.
    """
    earlier, later = both_figures(change, metric)
    before, after = within(change.earlier), within(change.later)
    if change.direction is Direction.SAME:
        return f"{subject}: {later} {before} and {after}, the same in both"
    if change.direction is Direction.UNKNOWN:
        return f"{subject}: {earlier} {before}, then {later} {after}"
    size = f": {signed_change(change, metric)}" if change.has_size else ""
    if change.measure is Measure.PERCENTAGE_POINTS and change.has_size:
        size = f" ({size_of(change)})"
    verb = VERBS[change.direction]
    if " to " in before:
        # "From 1,200 in 2022 to 2023 to 1,310" would have to be read twice.
        return f"{subject} {verb}: {earlier} {before}, then {later} {after}{size.replace(':', ',', 1)}"
    return f"{subject} {verb} from {earlier} {before} to {later} {after}{size}"


def change_from(change: Change, metric: Metric) -> str:
    """Return a change beside the later figure, such as "559 more (+9.6%) than the 5,807 in March 2022"."""
    earlier, _ = both_figures(change, metric)
    if change.direction is Direction.SAME:
        return f"the same as {within(change.earlier)}"
    if change.direction is Direction.UNKNOWN or not change.has_size:
        way = "" if change.direction is Direction.UNKNOWN else f"{change.direction.value} "
        return f"{way}from {earlier} {within(change.earlier)}"
    return f"{signed_change(change, metric)}, from {earlier} {within(change.earlier)}"
