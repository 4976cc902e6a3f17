"""Changes in words: how large, which way, whether that is good."""

from builder.model import Metric
from builder.statistics import Change, Direction, Judgement, Measure
from builder.wording.figures import number, observed
from builder.wording.time import observed_in, within

VERBS = {Direction.UP: "rose", Direction.DOWN: "fell", Direction.SAME: "stayed the same"}

_JUDGEMENT_WORDS = {
    Judgement.BETTER: "better",
    Judgement.WORSE: "worse",
    Judgement.NEITHER: "neither better nor worse",
}


def size_of(change: Change) -> str:
    """Return the size of a change without its direction: "9.6%" or "15.3 percentage points"."""
    if change.measure is Measure.PERCENTAGE_POINTS:
        points = abs(change.difference)
        plural = "" if points == 1 else "s"
        return f"{number(points)} percentage point{plural}"
    if change.percent is None:
        return ""
    return f"{number(abs(change.percent), 1)}%".replace(".0%", "%")


def signed_change(change: Change) -> str:
    """Return a change for a table cell, such as "up 9.6%" or "no change"."""
    if change.direction is Direction.SAME:
        return "no change"
    return f"{change.direction.value} {size_of(change) or 'from zero'}"


def change_from(change: Change, metric: Metric) -> str:
    """Return a change beside the later figure, such as "up 9.6% from 5,807 in March 2022"."""
    before = within(change.earlier)
    if change.direction is Direction.SAME:
        return f"no change since {observed_in(change.earlier)}"
    size = size_of(change)
    return f"{change.direction.value} {size} from {observed(change.earlier, metric)} {before}".replace("  ", " ")


def judged(judgement: Judgement | None) -> str:
    """Return whether a change is good, in words."""
    return _JUDGEMENT_WORDS[judgement] if judgement else "nothing to compare with yet"


def change_sentence(subject: str, change: Change, metric: Metric) -> str:
    """Return a sentence without its full stop: who changed, from what, to what, by how much."""
    earlier, later = observed(change.earlier, metric), observed(change.later, metric)
    before, after = within(change.earlier), within(change.later)
    if change.direction is Direction.SAME:
        return f"{subject} stayed at {later} {before} and {after}"
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
    return f"{text}, {change.direction.value} from {earlier} {before} ({size_of(change)})"


def change_in_area(area: str, change: Change, metric: Metric) -> str:
    """Return the change of one area for a list, without a full stop."""
    earlier, later = observed(change.earlier, metric), observed(change.later, metric)
    before, after = observed_in(change.earlier), observed_in(change.later)
    return f"{area}: from {earlier} ({before}) to {later} ({after}), {signed_change(change)}"
