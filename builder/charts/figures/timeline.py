"""What a plan's timeline shows, before anything is drawn: everything promised that has a date.

The words beside each mark are made from the same facts as the mark, so the drawing adds a picture to
a list that is complete without it.
"""

from dataclasses import dataclass
from datetime import date

from builder import wording
from builder.analysis.actions import ActionSummary
from builder.model.measures import Partnership


@dataclass(frozen=True, slots=True)
class Line:
    """One promise on the timeline; an action has a page, a target has none."""

    action: str
    """The action's short name, empty for a promise in numbers."""
    title: str
    words: str
    start: date | None
    due: date | None
    original_due: date | None
    is_late: bool
    is_done: bool
    steps: tuple[tuple[date, bool], ...]
    """The day of each milestone, and whether it was reached: the day it was done, else the day it is due."""

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that the line shows."""
        ends = (self.start, self.original_due, self.due)
        return (*(day for day in ends if day), *(day for day, _ in self.steps))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated promises of a plan, the earliest end first."""

    today: date
    lines: tuple[Line, ...]
    first_year: int
    last_year: int
    """The years that the drawing reaches over, both included."""

    @property
    def key(self) -> str:
        """What the marks mean that the drawing has, as a sentence."""
        ends = [line for line in self.lines if line.due]
        meanings = (
            (any(line.start for line in self.lines), "a short bar is the start"),
            (any(line.steps for line in self.lines), "a small circle is a step"),
            (any(line.original_due not in {None, line.due} for line in ends), "a ring is the date first promised"),
            (any(not (line.is_late or line.is_done) for line in ends), "a diamond is due"),
            (any(line.is_late and not line.is_done for line in ends), "a triangle is late"),
            (any(line.is_done for line in ends), "a disc is done"),
        )
        text = wording.listed([words for applies, words in meanings if applies])
        return f"{text[:1].upper()}{text[1:]}." if text else ""


def timeline_of(partnership: Partnership, actions: tuple[ActionSummary, ...], today: date) -> Timeline | None:
    """Return the timeline of a plan, or None where nothing in it has a date."""
    lines = [_action_line(one) for one in actions if not one.is_proposed]
    lines += [
        Line(
            action="",
            title=target.title,
            words=f"Promise in numbers, due on {wording.day(target.target_date)}",
            start=None,
            due=target.target_date,
            original_due=None,
            is_late=False,
            is_done=False,
            steps=(),
        )
        for target in partnership.package.targets
    ]
    dated = sorted((line for line in lines if line.days), key=lambda line: (line.due or date.max, line.days[0]))
    if not dated:
        return None
    years = [day.year for line in dated for day in line.days] + [today.year]
    return Timeline(today, tuple(dated), min(years), max(years))


def _action_line(summary: ActionSummary) -> Line:
    action = summary.action
    dates = wording.dates_of(action)
    parts = [wording.action_state(summary.state), dates]
    if summary.days_moved:
        parts.append(f"first due on {wording.moved_words(summary)}")
    for one in summary.milestones:
        state = wording.milestone_words(summary, one)
        parts.append(f"step “{one.title}”: {state[:1].lower()}{state[1:]}")
    days = ((one.done_on or one.due, one.done_on is not None) for one in summary.milestones)
    return Line(
        action=action.action,
        title=action.title,
        words="; ".join(part for part in parts if part),
        start=action.start,
        due=action.due,
        original_due=action.original_due,
        is_late=summary.is_late,
        is_done=summary.is_finished,
        steps=tuple((day, is_done) for day, is_done in days if day),
    )
