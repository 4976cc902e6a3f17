"""The model of how a partnership is run: duties, boards and their members, money, needs.

Each record is one row of the table that its docstring names; the fields have the names of its columns.
An empty text says that the source gives nothing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class DateBasis(StrEnum):
    """Whether a source gives a date, or it is only the date of the document that shows the fact."""

    STATED = "stated"
    IMPLIED = "implied"
    NOT_PUBLISHED = "not-published"
    """The document shows that it was done before, and not when."""


class Strength(StrEnum):
    """How much of what the guidance asks a document shows."""

    FULL = ""
    SOME = "some"


class GroupKind(StrEnum):
    """What a board or group is for."""

    PARTNERSHIP_BOARD = "partnership-board"
    SUBGROUP = "subgroup"
    DELIVERY_GROUP = "delivery-group"
    LINKED_BOARD = "linked-board"
    CENTRAL_GOVERNMENT = "central-government"


class MemberTier(StrEnum):
    """Whether the guidance wants somebody in every partnership, or wants them to be worked with."""

    CORE = "core"
    WIDER = "wider"


class ListedMembers(StrEnum):
    """How many of a group's members its papers name."""

    ALL = "all"
    SOME = "some"
    NONE = ""


class FindingKind(StrEnum):
    """What a finding says, as we read it: only a need asks for an action."""

    NEED = "need"
    STRENGTH = "strength"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Duty:
    """What the guidance asks of every partnership (duties)."""

    duty: str
    number: int
    title: str
    description: str
    first_due: date | None
    repeats: str
    """How often it must be done again, as an ISO 8601 duration; empty where once is enough."""
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a duty was met (duties_met)."""

    duty: str
    date: date
    date_basis: DateBasis
    document: str
    evidence: str
    source: str
    place: str
    strength: Strength = Strength.FULL


@dataclass(frozen=True, slots=True)
class Group:
    """A board or group (groups)."""

    group: str
    name: str
    kind: GroupKind
    reports_to: str
    purpose: str
    area: str
    listed_members: ListedMembers
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation or a role in a group, never a person (members)."""

    member: str
    group: str
    organisation: str
    role: str
    since: date | None
    source: str
    place: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that takes part (organisations)."""

    organisation: str
    name: str
    expected_member: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class ExpectedMember:
    """An organisation or group of people that the guidance wants in every partnership (expected_members)."""

    expected_member: str
    title: str
    tier: MemberTier
    description: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Money that came in: one fund, area and financial year (funding)."""

    funding: str
    fund: str
    funder: str
    area: str
    financial_year: str
    pounds: Decimal
    rounded_to: Decimal | None
    """What the source rounded the amount to, in pounds; None where it did not."""
    source: str
    place: str
    note: str
    bound: str = ""
    """How the source hedges the amount, as in `Bound`."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A service and who is paid to run it (services)."""

    service: str
    title: str
    description: str
    provider: str
    area: str
    annual_cost: Decimal | None
    """Pounds a year."""
    ends: date | None
    """The end that the contract had at first."""
    may_extend_to: date | None
    extended_to: date | None
    """The end that a later document gives."""
    extended_source: str
    extended_place: str
    next_step: str
    source: str
    place: str
    note: str
    open_to: str = ""
    """Who can turn to it for help; empty where nobody can, or nobody says."""


@dataclass(frozen=True, slots=True)
class Population:
    """How many people lived in an area on a day (populations)."""

    area: str
    date: date
    people: int
    source: str
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a needs assessment, report or strategy found (findings)."""

    finding: str
    theme: str
    people: str
    kind: FindingKind
    statement: str
    figure: Decimal | None
    """A number that stands in no observation."""
    unit: str
    metric: str
    area: str
    """With `period_start`, and `breakdown` and `group` where they are given: the observation that holds the figure."""
    breakdown: str
    group: str
    period_start: date | None
    answered_by: tuple[str, ...]
    """The actions that answer it, as we read the plan."""
    source: str
    place: str
    bound: str = ""
    """How the source hedges the figure, as in `Bound`."""
    area_printed: str = ""
    period_printed: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a needs assessment or report recommends (recommendations)."""

    recommendation: str
    number: str
    title: str
    priority: str
    made_to: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Governance:
    """Everything that a package says about how a partnership is run, each table in the order of its file."""

    duties: tuple[Duty, ...] = ()
    duties_met: tuple[Evidence, ...] = ()
    groups: tuple[Group, ...] = ()
    members: tuple[Member, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    expected_members: tuple[ExpectedMember, ...] = ()
    funding: tuple[Grant, ...] = ()
    services: tuple[Contract, ...] = ()
    populations: tuple[Population, ...] = ()
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
