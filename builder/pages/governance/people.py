"""The page of boards and organisations: who reports to whom, who takes part, whom the guidance expects."""

from dataclasses import dataclass, replace

from builder import wording
from builder.analysis.people import Branch, Presence, expected_presences, members_are_complete, reporting_lines
from builder.model import addresses
from builder.model.governance import Group, GroupKind, Member, MemberTier
from builder.pages import views
from builder.pages.scene import Scene
from builder.pages.take_away import table_links
from builder.pages.views import CellView, LinkView, Page, TableView, VerdictView
from builder.tables.governance import EXPECTED_PRESENCES

MAXIMUM_OPEN = 8
"""How many organisations are shown without being opened."""

PAGE = "partners"

TABLES = ("groups", "members", "organisations")
"""The tables of which one is enough for the page."""

_KINDS = {
    Presence.TAKES_PART: "better",
    Presence.NAMED: "neither",
    Presence.MISSING: "worse",
    Presence.NOT_SAID: "none",
}
"""The style of the label of each presence."""

_TIERS = {
    MemberTier.CORE: "Core members: the least that the guidance asks for",
    MemberTier.WIDER: "Wider members: others to work with",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A group in the diagram, with those that report to it."""

    name: str
    href: str
    note: str
    """Its kind, where its name does not say it, and how many members are named."""
    below: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group with its purpose and its members."""

    title: str
    """Its name, and how many members are named."""
    anchor: str
    facts: tuple[str, ...]
    members: TableView | None


def has_people(scene: Scene) -> bool:
    """Return whether a partnership publishes who takes part."""
    return any(scene.partnership.package.tables.get(table) for table in TABLES)


def joint_sentence(scene: Scene) -> str:
    """Return that the partnership covers more than its package is about; empty where it does not."""
    home = scene.partnership.home_area
    for group in scene.partnership.package.governance.groups:
        if group.kind is GroupKind.PARTNERSHIP_BOARD and group.area and group.area == home.parent:
            whole = scene.partnership.areas[group.area].name
            return f"The partnership is a joint one, for {whole}. The papers here are those of {home.name} only."
    return ""


def people_page(scene: Scene) -> Page:
    """Return the page of a partnership's boards and organisations."""
    address = scene.addresses.page(PAGE)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    governance = scene.partnership.package.governance
    branches = reporting_lines(governance)
    lines = tuple(one for one in branches if one.below)
    alone = tuple(LinkView(one.group.name, f"#{_anchor(one.group)}") for one in branches if not one.below)
    return Page(
        address=address,
        template="people.md.jinja",
        title=f"Who is responsible: {scene.partnership.title}",
        description=f"Boards, organisations and roles of {scene.partnership.title}, and who is missing.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        values={
            "title": "Who is responsible",
            "lead": _lead(scene),
            "joint": joint_sentence(scene),
            "tree": tuple(_node(one) for one in lines),
            "alone": alone,
            "alone_title": wording.counted(len(alone), "board or group", "boards and groups"),
            "picture": scene.picture("partners-picture"),
            "expected": _expected_tables(scene),
            "expected_note": _expected_note(scene),
            "groups": tuple(_group_view(scene, group) for group in governance.groups),
            "organisations": _organisations(scene),
            "links": table_links(scene, (*TABLES, EXPECTED_PRESENCES.name), link),
            "duties": link(scene.addresses.page("duties")) if scene.site.framework.governance.duties else "",
        },
    )


def _lead(scene: Scene) -> str:
    governance = scene.partnership.package.governance
    boards, organisations = len(governance.groups), len(governance.organisations)
    return (
        f"The published papers name {wording.counted(boards, 'board or group', 'boards and groups')} and "
        f"{wording.counted(organisations, 'organisation')}. They may not name them all."
    )


def _anchor(group: Group) -> str:
    return f"group-{group.group}"


def _node(branch: Branch) -> Node:
    group, members = branch.group, len(branch.members)
    named = f"{wording.counted(members, 'member')} named" if members else ""
    return Node(
        name=group.name,
        href=f"#{_anchor(group)}",
        note=", ".join(filter(None, (wording.group_kind(group), named))),
        below=tuple(_node(one) for one in branch.below),
    )


def _group_view(scene: Scene, group: Group) -> GroupView:
    governance = scene.partnership.package.governance
    names = {one.group: one.name for one in governance.groups}
    source = scene.partnership.sources[group.source]
    kind = wording.group_kind(group)
    facts = [group.purpose] if group.purpose else []
    if group.reports_to:
        facts.append(f"Reports to: {names[group.reports_to]}.")
    if group.area:
        facts.append(f"Area: {scene.partnership.areas[group.area].name}.")
    facts.append(f"Source: {source.title}, {group.place}.")
    members = [member for member in governance.members if member.group == group.group]
    return GroupView(
        title=wording.group_titled(group, len(members)),
        anchor=_anchor(group),
        facts=tuple(filter(None, (*[f"{kind}."] * bool(kind), *facts))),
        members=_member_table(scene, group, members) if members else None,
    )


def _member_table(scene: Scene, group: Group, members: list[Member]) -> TableView:
    names = {one.organisation: one.name for one in scene.partnership.package.governance.organisations}
    rows = [
        [
            CellView(names.get(member.organisation) or "Organisation not published"),
            CellView(member.role),
            CellView(wording.day(member.since) if member.since else ""),
            CellView(f"{scene.partnership.sources[member.source].title}, {member.place}"),
        ]
        for member in members
    ]
    table = views.table(f"Members of {group.name}", ["Organisation", "Role", "Since", "Source"], rows)
    return views.without_empty_columns(table)


def _expected_note(scene: Scene) -> str:
    if members_are_complete(scene.partnership.package.governance):
        return (
            "The papers list the members of the board, so we can say which core members are missing from that list. "
            "Wider members need not be on the board: partners may work with them in other ways."
        )
    return (
        "The papers do not list all members of the board. "
        "So where they name nobody, we say “not said”: somebody may take part all the same."
    )


def _expected_tables(scene: Scene) -> tuple[TableView, ...]:
    """Return whom the guidance expects, core members first, with who takes part."""
    framework = scene.site.framework.governance.expected_members
    found = expected_presences(scene.partnership.package.governance, framework)
    tables: list[TableView] = []
    for tier, caption in _TIERS.items():
        rows = [
            [
                CellView(one.expected.title),
                CellView(verdicts=(VerdictView(wording.presence(one.presence), _KINDS[one.presence]),)),
                CellView("; ".join(organisation.name for organisation in one.organisations)),
                CellView(one.expected.place),
            ]
            for one in found
            if one.expected.tier is tier
        ]
        if rows:
            columns = ["Who is expected", "Takes part", "Organisations", "Place in the guidance"]
            table = views.without_empty_columns(views.table(caption, columns, rows))
            tables.append(replace(table, folded=f"{caption}: {len(rows)}"))
    return tuple(tables)


def _organisations(scene: Scene) -> TableView | None:
    """Return every organisation with the groups it is on, what it is paid to run and which actions it leads."""
    package = scene.partnership.package
    governance = package.governance
    names = {group.group: group.name for group in governance.groups}
    led = [str(row["lead"]) for row in package.tables.get("actions", ())]
    rows = [
        [
            CellView(one.name),
            CellView("; ".join(names[m.group] for m in governance.members if m.organisation == one.organisation)),
            CellView("; ".join(c.title for c in governance.services if c.provider == one.organisation)),
            CellView(str(led.count(one.organisation) or "")),
            CellView(f"{scene.partnership.sources[one.source].title}, {one.place}"),
        ]
        for one in governance.organisations
    ]
    if not rows:
        return None
    columns = ["Organisation", "Is on", "Is paid to run", "Actions it leads", "Source"]
    table = views.without_empty_columns(views.table("Organisations that the papers name", columns, rows, [3]))
    return replace(table, folded=wording.counted(len(rows), "organisation") if len(rows) > MAXIMUM_OPEN else "")
