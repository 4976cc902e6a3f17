"""Who reports to whom, and which of the members that the guidance expects take part."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from builder.model.governance import (
    ExpectedMember,
    Governance,
    Group,
    GroupKind,
    ListedMembers,
    Member,
    MemberTier,
    Organisation,
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A group with its members and the groups that report to it."""

    group: Group
    members: tuple[Member, ...]
    below: tuple["Branch", ...]


class Presence(StrEnum):
    """Whether a member that the guidance expects takes part."""

    TAKES_PART = "takes part"
    NAMED = "named"
    """The papers name such an organisation, but do not say that it is on the board."""
    MISSING = "missing"
    """The papers say who the members are, and nobody of this kind is among them, though the guidance asks for it."""
    NOT_SAID = "not said"
    """The papers do not list all members, or it need not be on the board, so nothing follows from silence."""


@dataclass(frozen=True, slots=True)
class ExpectedPresence:
    """Whether an expected member takes part, and who it is."""

    expected: ExpectedMember
    presence: Presence
    organisations: tuple[Organisation, ...]


def reporting_lines(governance: Governance) -> tuple[Branch, ...]:
    """Return the groups that report to nobody, each with all that report to it. The checks refuse circles."""
    below: dict[str, list[Group]] = {}
    for group in governance.groups:
        below.setdefault(group.reports_to, []).append(group)

    def branch(group: Group) -> Branch:
        members = tuple(member for member in governance.members if member.group == group.group)
        return Branch(group, members, tuple(branch(one) for one in below.get(group.group, ())))

    return tuple(branch(group) for group in below.get("", ()))


def members_are_complete(governance: Governance) -> bool:
    """Return whether the papers say who all the members of the partnership's board are."""
    boards = [group for group in governance.groups if group.kind is GroupKind.PARTNERSHIP_BOARD]
    return bool(boards) and all(board.listed_members is ListedMembers.ALL for board in boards)


def expected_presences(governance: Governance, expected: Iterable[ExpectedMember]) -> tuple[ExpectedPresence, ...]:
    """Return for each expected member whether the board of the partnership has one, in the order of the guidance.

    Only a core member can be missing, and only where the papers list all members of the board: the guidance
    does not ask for wider members to be on it.
    """
    boards = {group.group for group in governance.groups if group.kind is GroupKind.PARTNERSHIP_BOARD}
    on_board = {member.organisation for member in governance.members if member.group in boards}
    complete = members_are_complete(governance)
    found = []
    for one in expected:
        named = [org for org in governance.organisations if org.expected_member == one.expected_member]
        present = [org for org in named if org.organisation in on_board]
        if present:
            presence = Presence.TAKES_PART
        elif named:
            presence = Presence.NAMED
        else:
            presence = Presence.MISSING if complete and one.tier is MemberTier.CORE else Presence.NOT_SAID
        found.append(ExpectedPresence(one, presence, tuple(present or named)))
    return tuple(found)
