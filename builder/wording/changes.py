"""Changes in words: how large, which way, whether that is clear."""

from builder.model import Metric
from builder.statistics import Change, Direction, Judgement, Measure
from builder.wording.certainty import judged
from builder.wording.figures import number, observed, size_in_percent
from builder.wording.time import observed_in, within

VERBS = {Direction.UP: "rose", Direction.DOWN: "fell", Direction.SAME: "stayed the same"}


def size_of(change: Change) -> str:
    """Return the size of a change without its direction: "9.6%" or "15.3 percentage points"; nothing of limits."""
    if not change.has_size:
        return ""
    if change.measure is Measure.PERCENTAGE_POINTS:
        points = number(abs(change.difference))
        plural = "" if points in {"1", "1.0"} else "s"
        return f"{points} percentage point{plural}"
    if change.percent is None:
        return ""
    return size_in_percent(change.percent)


def signed_change(change: Change) -> str:
    """Return a change for a table cell, such as "up 9.6%" or "no change"."""
    if change.direction is Direction.SAME:
        return "no change"
    if change.direction is Direction.UNKNOWN:
        return "change not known"
    size = size_of(change) or ("from zero" if change.has_size else "")
    return f"{change.direction.value} {size}".strip()


def change_from(change: Change, metric: Metric) -> str:
    """Return a change beside the later figure, such as "up 9.6% from 5,807 in March 2022"."""
    before = within(change.earlier)
    if change.direction is Direction.SAME:
        return f"no change since {observed_in(change.earlier)}"
    way = "" if change.direction is Direction.UNKNOWN else f"{change.direction.value} "
    size = f"{size_of(change)} " if size_of(change) else ""
    return f"{way}{size}from {observed(change.earlier, metric)} {before}"


def change_sentence(subject: str, change: Change, metric: Metric) -> str:
    """Return a sentence without its full stop: who changed, from what, to what, by how much.

    It says that something rose or fell only where the test allows it.
    """
    earlier, later = observed(change.earlier, metric), observed(change.later, metric)
    before, after = within(change.earlier), within(change.later)
    if change.direction is Direction.SAME:
        return f"{subject} stayed at {later} {before} and {after}"
    if change.judgement is Judgement.NOT_TESTED:
        return f"{subject}: {earlier} {before} and {later} {after}, {_untested(change)}"
    if not change.is_clear:
        return f"{subject}: no clear change, from {earlier} {before} to {later} {after}"
    size = size_of(change)
    by = f", {change.direction.value} {size}" if size else ""
    return f"{subject} {VERBS[change.direction]} from {earlier} {before} to {later} {after}{by}"


def share_sentence(where: str, change: Change, metric: Metric) -> str:
    """Return a change of a percentage whose metric says what it is a share of, without a full stop."""
    earlier, later = observed(change.earlier, metric), observed(change.later, metric)
    before, after = within(change.earlier), within(change.later)
    text = f"{later} {metric.counted}{where} {after}"
    if change.direction is Direction.SAME:
        return f"{text}, the same as {before}"
    if change.judgement is Judgement.NOT_TESTED:
        return f"{text}, and {earlier} {before}: {_untested(change)}"
    if not change.is_clear:
        return f"{text}, no clear change from {earlier} {before}"
    return f"{text}, {change.direction.value} from {earlier} {before} ({size_of(change)})"


def _untested(change: Change) -> str:
    size = size_of(change)
    return f"a change{f' of {size}' if size else ''} that could not be tested"


def change_in_area(area: str, change: Change, metric: Metric) -> str:
    """Return the change of one area for a list, without a full stop."""
    moved = signed_change(change)
    if change.direction is not Direction.SAME:
        moved += f" ({judged(change.judgement)})"
    return f"{area}: {then_and_now(change, metric)}: {moved}"


def then_and_now(change: Change, metric: Metric) -> str:
    """Return both figures of a change with their periods, such as "48 around 2022, then 56 around 2024"."""
    earlier, later = observed(change.earlier, metric), observed(change.later, metric)
    return f"{earlier} {within(change.earlier)}, then {later} {within(change.later)}"
