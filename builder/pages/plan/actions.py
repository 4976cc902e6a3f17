"""How actions look on every page that names them: their labels, their card, their link."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder import wording
from builder.analysis.actions import ActionSummary, Gap, State
from builder.analysis.coverage import top_priority
from builder.analysis.summaries import MetricSummary
from builder.model.plan import Priority
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import LinkView, Term, VerdictView

_KINDS = {
    State.DONE: "better",
    State.LATE: "worse",
    State.IN_PROGRESS: "promised",
    State.NOT_STARTED: "neither",
    State.PAUSED: "neither",
    State.STOPPED: "neither",
    State.UNSTATED: "none",
}
"""The style of each state's label; the words say everything that the style does."""

MAXIMUM_OPEN = 8
"""How many actions a list shows without being opened: about as many as fit on the screen of a phone."""

NONE = "-"
"""What stands for no priority and for no organisation; no short name begins with it."""


@dataclass(frozen=True, slots=True)
class ActionCard:
    """An action at a glance, with the short names that a filter looks at."""

    action: str
    title: str
    href: str
    labels: tuple[VerdictView, ...]
    facts: tuple[Term, ...]
    gaps: str
    priorities: str
    organisations: str
    state: str
    area: str


def state_verdict(state: State) -> VerdictView:
    """Return a state as a label."""
    return VerdictView(wording.action_state(state), _KINDS[state])


def labels(summary: ActionSummary) -> tuple[VerdictView, ...]:
    """Return what a reader must see first: the state, where one is known, and what is soon, old or moved."""
    found = [state_verdict(summary.state)] if summary.state is not State.UNSTATED else []
    if summary.is_due_soon:
        found.append(VerdictView("Due soon", "neither"))
    if summary.status_is_old:
        found.append(VerdictView("Status is over 6 months old", "none"))
    if summary.days_moved:
        found.append(VerdictView("Due date moved", "neither"))
    return tuple(found)


def card(
    scene: Scene, summary: ActionSummary, link: LinkTo, under: str, shared: frozenset[Gap] = frozenset()
) -> ActionCard:
    """Return an action at a glance, as it stands under one of its priorities.

    What is not published stands in one line, not in one for each fact; what is `shared` is not said again.
    """
    action, known = summary.action, priorities(scene)
    names = organisation_names(scene)
    others = [f"“{known[key].title}”" for key in action.priorities if key != under]
    facts = [
        Term("Who leads", names[action.lead] if action.lead else ""),
        Term("Who helps", wording.listed([names[partner] for partner in action.partners])),
        Term("Looked after by", group_names(scene)[action.group] if action.group else ""),
        Term("Start", wording.day(action.start) if action.start else ""),
        Term("Due", wording.due_words(summary)),
        Term("First due", wording.moved_words(summary)),
        Term("Why", action.reason if not action.evidence else ""),
        Term("Status", wording.declared_on(action) or (wording.standing(summary) if summary.is_late else "")),
        Term("Area", area_name(scene, summary) if action.area not in {"", scene.partnership.home_area.area} else ""),
        Term("Also under", wording.listed(others)),
    ]
    gaps = [gap for gap in summary.gaps if gap not in shared] if summary.is_promise else []
    return ActionCard(
        action=action.action,
        title=action.title,
        href=link(scene.addresses.action(action.action)),
        labels=labels(summary),
        facts=tuple(fact for fact in facts if fact.text),
        gaps=wording.gaps_published(gaps),
        priorities=" ".join(with_tops(scene, (under,))) if under in known else NONE,
        organisations=" ".join(dict.fromkeys(filter(None, (action.lead, *action.partners)))) or NONE,
        state=summary.state.value,
        area=action.area or scene.partnership.home_area.area,
    )


def shared_gaps(scene: Scene) -> frozenset[Gap]:
    """Return what no card of the plan needs to call missing.

    That is the status, which has a label, and what every promise lacks, which the page says once.
    """
    promises = [one for one in scene.actions if one.is_promise]
    open_promises = [one for one in promises if not one.is_finished]
    every = {
        gap
        for gap in Gap
        if all(gap in one.gaps for one in (open_promises if gap in {Gap.START, Gap.DUE} else promises))
    }
    return frozenset({Gap.STATUS, *every})


def with_tops(scene: Scene, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return some priorities and, after them, those at the top of the plan that they are part of."""
    known = priorities(scene)
    tops = (top_priority(known[key], known.values()).priority for key in keys)
    return tuple(dict.fromkeys((*keys, *tops)))


def action_link(scene: Scene, summary: ActionSummary, link: LinkTo) -> LinkView:
    """Return the way to an action's page, with its state as a label where one is known, and whether it was promised."""
    address = link(scene.addresses.action(summary.action.action))
    basis = "" if summary.is_promise else wording.action_basis(summary.action.basis).lower()
    known = () if summary.state is State.UNSTATED else (state_verdict(summary.state),)
    return LinkView(summary.action.title, address, basis, known)


def folded_actions(count: int) -> str:
    """Return the words of the fold for a list of actions that is too long to stand open; else an empty text."""
    return wording.counted(count, "action") if count > MAXIMUM_OPEN else ""


def action_links(scene: Scene, summaries: Iterable[ActionSummary], link: LinkTo) -> tuple[LinkView, ...]:
    """Return the ways to the pages of several actions."""
    return tuple(action_link(scene, summary, link) for summary in summaries)


def naming(scene: Scene, summary: MetricSummary) -> tuple[ActionSummary, ...]:
    """Return the actions that should move a metric."""
    return tuple(one for one in scene.actions if summary.metric.metric in one.action.metrics)


def serving(scene: Scene, summary: MetricSummary) -> tuple[ActionSummary, ...]:
    """Return the actions that serve the same outcome as a metric that no action names; else none."""
    if naming(scene, summary):
        return ()
    return tuple(one for one in scene.actions if summary.metric.outcome in one.action.outcomes)


def priorities(scene: Scene) -> dict[str, Priority]:
    """Return every priority that an action can stand under, the partnership's own first."""
    plans = (scene.partnership.package.plan, scene.site.framework.plan)
    return {one.priority: one for plan in plans for one in plan.priorities}


def organisation_names(scene: Scene) -> dict[str, str]:
    """Return the name of each organisation by its short name."""
    return _names(scene, "organisations", "organisation")


def group_names(scene: Scene) -> dict[str, str]:
    """Return the name of each board and subgroup by its short name."""
    return _names(scene, "groups", "group")


def _names(scene: Scene, table: str, key: str) -> dict[str, str]:
    return {str(row[key]): str(row["name"]) for row in scene.partnership.package.tables.get(table, ())}


def area_name(scene: Scene, summary: ActionSummary) -> str:
    """Return where an action takes place."""
    partnership = scene.partnership
    area = summary.action.area
    return partnership.areas[area].name if area else partnership.home_area.name
