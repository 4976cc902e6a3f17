"""Whether a target is met, on track, behind or not yet due, by a stated rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from builder.model import Metric, Observation, Polarity, Target
from builder.statistics.bounds import possible
from builder.statistics.series import Series


class TargetStatus(StrEnum):
    """How a partnership stands to a target."""

    MET = "met"
    ON_TRACK = "on track"
    BEHIND = "behind"
    NOT_YET_DUE = "not yet due"
    CANNOT_SAY = "cannot say"


class TargetReason(StrEnum):
    """Which part of the rule gave the status."""

    REACHED = "the figure has reached the target"
    ON_THE_LINE = "the figure is at least as far as steady progress would have it"
    SHORT_OF_THE_LINE = "the figure is not as far as steady progress would have it"
    MISSED = "the date has passed and the figure has not reached the target"
    TOO_EARLY = "there is no figure after the one that the target starts from"
    NO_START = "the date has not come, and without a starting figure nobody can say how far it should be"
    NO_BASELINE = "the target is a change from a starting figure that is not published"
    NO_FIGURE = "there is no figure to hold against it"
    NO_FIGURE_YET = "the date has passed, and there is no figure from then or later"
    ONLY_A_LIMIT = "the source gives only a limit, which leaves open whether the target is reached"
    NO_DIRECTION = "nothing says whether the figure should rise or fall"


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target with its status and everything that the status was worked out from."""

    target: Target
    status: TargetStatus
    reason: TargetReason
    goal: Decimal | None
    """The value to reach, in the metric's unit."""
    figure: Observation | None
    """The observation that is held against the target."""
    expected: Decimal | None
    """What steady progress from the baseline would give at the end of the figure's period."""


def progress(target: Target, metric: Metric, everyone: Iterable[Series], today: date) -> TargetProgress:
    """Return how a partnership stands to a target on the day `today`.

    `everyone` holds the metric's series that are not about groups. The figure held against the target is the
    newest of the target's area; once the target date has passed, the first whose period ends on it or later, or
    an earlier one that had reached the target already. Before the date, progress is measured against a straight
    line from the end of the baseline's period to the target date.
    """
    goal = goal_of(target)
    found = sorted(
        (o for s in everyone if s.area.area == target.area for o in s.with_value if o.period.is_dated),
        key=lambda o: o.period.last_day,
    )
    newest = found[-1] if found else None
    if goal is None:
        return TargetProgress(target, TargetStatus.CANNOT_SAY, TargetReason.NO_BASELINE, None, newest, None)
    rising = _is_rising(target, goal, metric.polarity)
    if rising is None:
        return TargetProgress(target, TargetStatus.CANNOT_SAY, TargetReason.NO_DIRECTION, goal, newest, None)
    start = target.baseline_period
    since = [o for o in found if not start or o.period.last_day > start.last_day]
    if today >= target.target_date:
        return _once_due(target, goal, since, rising=rising)
    if not since:
        reason = TargetReason.TOO_EARLY if newest else TargetReason.NO_FIGURE
        return TargetProgress(target, TargetStatus.NOT_YET_DUE, reason, goal, newest, None)
    return _on_the_way(target, goal, since[-1], rising=rising)


def _once_due(target: Target, goal: Decimal, since: Sequence[Observation], *, rising: bool) -> TargetProgress:
    at_date = next((o for o in since if o.period.last_day >= target.target_date), None)
    figure = at_date or (since[-1] if since else None)
    if figure and _reached(figure, goal, rising=rising):
        return TargetProgress(target, TargetStatus.MET, TargetReason.REACHED, goal, figure, None)
    if figure and _reached(figure, goal, rising=rising) is None:
        return TargetProgress(target, TargetStatus.CANNOT_SAY, TargetReason.ONLY_A_LIMIT, goal, figure, None)
    if at_date:
        return TargetProgress(target, TargetStatus.BEHIND, TargetReason.MISSED, goal, at_date, None)
    reason = TargetReason.NO_FIGURE_YET if figure else TargetReason.NO_FIGURE
    return TargetProgress(target, TargetStatus.CANNOT_SAY, reason, goal, figure, None)


def _on_the_way(target: Target, goal: Decimal, figure: Observation, *, rising: bool) -> TargetProgress:
    if _reached(figure, goal, rising=rising):
        return TargetProgress(target, TargetStatus.MET, TargetReason.REACHED, goal, figure, None)
    if _reached(figure, goal, rising=rising) is None:
        return TargetProgress(target, TargetStatus.CANNOT_SAY, TargetReason.ONLY_A_LIMIT, goal, figure, None)
    if target.baseline_value is None or target.baseline_period is None:
        return TargetProgress(target, TargetStatus.NOT_YET_DUE, TargetReason.NO_START, goal, figure, None)
    start = target.baseline_period.last_day
    expected = _on_the_line(target.baseline_value, goal, start, target.target_date, figure.period.last_day)
    on_the_line = _reached(figure, expected, rising=rising)
    if on_the_line is None:
        return TargetProgress(target, TargetStatus.CANNOT_SAY, TargetReason.ONLY_A_LIMIT, goal, figure, expected)
    if on_the_line:
        return TargetProgress(target, TargetStatus.ON_TRACK, TargetReason.ON_THE_LINE, goal, figure, expected)
    return TargetProgress(target, TargetStatus.BEHIND, TargetReason.SHORT_OF_THE_LINE, goal, figure, expected)


def goal_of(target: Target) -> Decimal | None:
    """Return the value to reach, or None where it is a change from an unpublished baseline."""
    if target.target_value is not None:
        return target.target_value
    if target.baseline_value is None or target.target_change is None:
        return None
    return target.baseline_value * (1 + target.target_change / 100)


def _is_rising(target: Target, goal: Decimal, polarity: Polarity) -> bool | None:
    """Return whether the target asks for a rise: by its baseline, or else by the good direction of the metric."""
    if target.baseline_value is not None and target.baseline_value != goal:
        return goal > target.baseline_value
    return None if polarity is Polarity.NEITHER else polarity is Polarity.HIGHER_IS_BETTER


def _reached(figure: Observation, goal: Decimal, *, rising: bool) -> bool | None:
    """Return whether a figure has reached a value; None where it is a limit only, and may have or not."""
    lowest, highest = possible(figure)
    surely, perhaps = (lowest >= goal, highest >= goal) if rising else (highest <= goal, lowest <= goal)
    return surely if surely is perhaps else None


def _on_the_line(baseline: Decimal, goal: Decimal, start: date, end: date, day: date) -> Decimal:
    """Return the value on `day` of a straight line from the baseline to the goal, and the goal from its date."""
    share = min(Decimal(1), Decimal((day - start).days) / Decimal((end - start).days))
    return baseline + (goal - baseline) * share
