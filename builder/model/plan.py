"""The trusted model of a plan: priorities, commitments, actions with their milestones and updates.

Everything here has passed the checks. An empty text or None means that nothing is published.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """Whether an action was promised beforehand, only told of afterwards, or only suggested."""

    PROMISED = "promised"
    REPORTED = "reported"
    PROPOSED = "proposed"


class Declared(StrEnum):
    """The status that a partnership declares for an action."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Priority:
    """A heading that actions stand under, perhaps itself part of another."""

    priority: str
    number: str
    title: str
    part_of: str
    description: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One of the national commitments that a local plan must cover."""

    commitment: str
    number: int
    title: str
    description: str
    metrics: tuple[str, ...] = ()
    """The metrics of the framework that show how it goes; empty where nobody says."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a partnership said it would do, or reported that it did."""

    action: str
    title: str
    description: str
    basis: Basis
    priorities: tuple[str, ...]
    commitments: tuple[str, ...]
    outcomes: tuple[str, ...]
    metrics: tuple[str, ...]
    """The metrics that the action should move."""
    area: str
    lead: str
    """The one organisation that leads."""
    partners: tuple[str, ...]
    """The organisations that help."""
    group: str
    """The board or subgroup that looks after it."""
    start: date | None
    due: date | None
    original_due: date | None
    """The date first promised, where the due date has moved."""
    status: Declared | None
    status_date: date | None
    """When the status was declared: always there where the status is."""
    reason: str
    evidence: str
    """What shows that the action is done: always there where it is."""
    funding: tuple[str, ...]
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step on the way to finishing an action."""

    milestone: str
    action: str
    title: str
    due: date | None
    done_on: date | None
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Update:
    """A dated report about an action, a priority or the whole plan."""

    update: str
    action: str
    priority: str
    date: date
    text: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package says of its plan; the framework's holds only priorities and commitments."""

    priorities: tuple[Priority, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    actions: tuple[Action, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    updates: tuple[Update, ...] = ()
