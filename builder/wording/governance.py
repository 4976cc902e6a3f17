"""Boards, members and findings in words."""

from collections.abc import Sequence

from builder.analysis.people import Presence
from builder.model.governance import FindingKind, Group, GroupKind
from builder.wording.numbers import counted

_GROUPS = {
    GroupKind.PARTNERSHIP_BOARD: "Partnership board",
    GroupKind.SUBGROUP: "Subgroup",
    GroupKind.DELIVERY_GROUP: "Delivery group",
    GroupKind.LINKED_BOARD: "Linked board",
    GroupKind.CENTRAL_GOVERNMENT: "Central government",
}

_PRESENCES = {
    Presence.TAKES_PART: "Takes part",
    Presence.NAMED: "Named, but not as a member",
    Presence.MISSING: "Missing from the list",
    Presence.NOT_SAID: "Not said",
}

_KINDS = {FindingKind.NEED: "Need", FindingKind.STRENGTH: "Goes well", FindingKind.BACKGROUND: "Background"}


def group_kind(group: Group) -> str:
    """Return what kind of group it is, as a label; empty where its name says so."""
    words = _GROUPS[group.kind]
    return "" if words.casefold() in group.name.casefold() else words


def group_titled(group: Group, members: int) -> str:
    """Return a group's name with how many of its members the papers name: "Board: 5 members named"."""
    return f"{group.name}: {counted(members, 'member')} named" if members else group.name


def presence(found: Presence) -> str:
    """Return whether an expected member takes part, as a label."""
    return _PRESENCES[found]


def presences_counted(presences: Sequence[Presence]) -> str:
    """Return how many of the core members that the guidance expects take part, as the title of a picture."""
    there = presences.count(Presence.TAKES_PART)
    return f"{there or 'None'} of {len(presences)} core members {'takes' if there < 2 else 'take'} part"


def widest_gap(what: str, here: str, beside: str) -> str:
    """Return what is furthest from the country, as the title of a picture."""
    return f"Furthest apart: {what}, {here} here and {beside}"


def finding_kind(kind: FindingKind) -> str:
    """Return what a finding says, as a label."""
    return _KINDS[kind]
