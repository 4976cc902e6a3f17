"""What is known about each action on a given day: its state, what is late, old, moved or not published.

The day is always handed in, never read from a clock: a site is about the newest publication date of
its sources, and an action is judged on that day.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from builder.model.plan import Action, Basis, Declared, Milestone, Plan, Update

SOON_DAYS = 90
"""How many days before its due date an unfinished action counts as due soon."""

STATUS_HOLDS_MONTHS = 6
"""How many months a declared status of unfinished work is taken as news; then the page says that it is old."""


class State(StrEnum):
    """The one state by which an action is counted. Every action has exactly one."""

    DONE = "done"
    LATE = "late"
    IN_PROGRESS = "in-progress"
    NOT_STARTED = "not-started"
    PAUSED = "paused"
    STOPPED = "stopped"
    UNSTATED = "unstated"
    """No status is published, and no due date has passed."""


class Gap(StrEnum):
    """What a promise needs so that anybody can hold somebody to it, and what is not published."""

    LEAD = "lead"
    START = "start"
    DUE = "due"
    STATUS = "status"


_FINISHED = frozenset({Declared.DONE, Declared.STOPPED})


@dataclass(frozen=True)
class ActionSummary:
    """An action with its milestones and updates, as it stands on one day."""

    action: Action
    today: date
    milestones: tuple[Milestone, ...]
    """In the order of their dates; those without a date last."""
    updates: tuple[Update, ...]
    """Newest first."""

    @property
    def is_promise(self) -> bool:
        """Whether it was promised beforehand, and not only reported afterwards."""
        return self.action.basis is Basis.PROMISED

    @property
    def is_reported(self) -> bool:
        """Whether it was only reported afterwards."""
        return self.action.basis is Basis.REPORTED

    @property
    def is_proposed(self) -> bool:
        """Whether a paper only suggests it: nobody promised it, so it is never due or late and covers nothing."""
        return self.action.basis is Basis.PROPOSED

    @property
    def is_finished(self) -> bool:
        """Whether it is declared done or stopped."""
        return self.action.status in _FINISHED

    @property
    def is_late(self) -> bool:
        """Whether the due date lies before today and the action is declared neither done nor stopped.

        On the due date itself it is not late. A pause does not stop the clock, and an action that
        nobody declared a status for is late as well: nothing published says that it was done.
        """
        is_past = self.action.due is not None and self.action.due < self.today
        return is_past and not self.is_finished and not self.is_proposed

    @property
    def days_late(self) -> int:
        """How many days have gone by since the due date of a late action, else 0."""
        return (self.today - self.action.due).days if self.is_late and self.action.due else 0

    @property
    def is_due_soon(self) -> bool:
        """Whether the due date of unfinished work is today or within the next 90 days."""
        due = self.action.due
        is_open = not self.is_finished and not self.is_proposed
        return due is not None and is_open and 0 <= (due - self.today).days <= SOON_DAYS

    @property
    def status_is_old(self) -> bool:
        """Whether the status of unfinished work was declared more than six calendar months before today.

        Done and stopped are final, so they do not grow old.
        """
        declared = self.action.status_date
        return (
            declared is not None and not self.is_finished and months_later(declared, STATUS_HOLDS_MONTHS) < self.today
        )

    @property
    def days_moved(self) -> int:
        """How many days lie between the date first promised and the due date that holds now."""
        action = self.action
        return (action.due - action.original_due).days if action.due and action.original_due else 0

    @property
    def state(self) -> State:
        """The state by which the action is counted: late where it is late, else as declared."""
        if self.is_late:
            return State.LATE
        return State(self.action.status) if self.action.status else State.UNSTATED

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What is not published: who leads, when it starts, when it is due, how it stands.

        A board or subgroup that looks after the action is no lead organisation, so the gap stays.
        Finished work needs no start any more.
        """
        action = self.action
        found = {
            Gap.LEAD: not action.lead,
            Gap.START: action.start is None and not self.is_finished,
            Gap.DUE: action.due is None and not self.is_finished,
            Gap.STATUS: action.status is None,
        }
        return tuple(gap for gap, is_missing in found.items() if is_missing)

    def milestone_is_late(self, milestone: Milestone) -> bool:
        """Return whether a milestone's date lies before today and nothing says that it was reached."""
        return milestone.done_on is None and milestone.due is not None and milestone.due < self.today


def months_later(day: date, months: int) -> date:
    """Return the day `months` calendar months later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def action_summaries(plan: Plan, today: date) -> tuple[ActionSummary, ...]:
    """Return every action of a plan as it stands on a day, in the order of the data."""
    return tuple(
        ActionSummary(
            action=action,
            today=today,
            milestones=tuple(
                sorted(
                    (one for one in plan.milestones if one.action == action.action),
                    key=lambda one: one.due or one.done_on or date.max,
                )
            ),
            updates=tuple(
                sorted(
                    (one for one in plan.updates if one.action == action.action), key=lambda one: one.date, reverse=True
                )
            ),
        )
        for action in plan.actions
    )


def state_counts(summaries: Iterable[ActionSummary]) -> dict[State, int]:
    """Return how many actions are in each state that occurs; the counts add up to all of them."""
    counts = Counter(summary.state for summary in summaries)
    return {state: counts[state] for state in State if counts[state]}


def gap_counts(summaries: Iterable[ActionSummary]) -> dict[Gap, int]:
    """Return how many actions have each gap, also where none has."""
    counts = Counter(gap for summary in summaries for gap in summary.gaps)
    return {gap: counts[gap] for gap in Gap}
