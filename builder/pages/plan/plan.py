"""The page of a plan: how much is done, late or not published, and every action by priority."""

from collections.abc import Iterable

from builder import wording
from builder.analysis.actions import state_counts
from builder.charts.figures.timeline import timeline_of
from builder.model import addresses
from builder.model.plan import Priority, Update
from builder.pages.metric.promises import promises_in_numbers
from builder.pages.narratives import narrative_on
from builder.pages.plan.action_filter import choices
from builder.pages.plan.action_groups import action_groups
from builder.pages.plan.actions import action_links
from builder.pages.plan.coverage import has_coverage
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import LinkView, Page, Promise
from builder.project.schemas import table_schemas
from builder.tables.calendar import has_dates
from builder.tables.plan import ACTION_STATES, COVERAGE

TIMELINE = "charts/{}-timeline.html"
"""The part that holds a partnership's timeline."""

PLAN_TABLES = ("actions", "priorities", "targets", "updates", "milestones", "recommendations")
"""The tables of which one is enough for a plan to have a page."""


def has_plan(scene: Scene) -> bool:
    """Return whether a partnership published anything that belongs on the page of its plan."""
    return any(scene.partnership.package.tables.get(table) for table in PLAN_TABLES)


def plan_page(scene: Scene) -> Page:
    """Return the page of a partnership's plan."""
    address = scene.addresses.page("plan")

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    package = scene.partnership.package
    timeline = timeline_of(scene.partnership, scene.actions, scene.partnership.day)
    promises = [one for one in scene.actions if one.is_promise]
    reports = [one for one in scene.actions if one.is_reported]
    used = {key for one in promises for key in one.action.priorities}
    without = tuple(
        one.title for one in package.plan.priorities if one.priority not in used and not _has_parts(scene, one)
    )
    targets, recommendations = _targets(scene, link), _recommendations(scene)
    files = {name: table_schemas()[name].title for name in PLAN_TABLES if package.tables.get(name)}
    files |= {table.name: table.title for table in (ACTION_STATES, COVERAGE) if scene.actions}
    return Page(
        address=address,
        template="plan.md.jinja",
        title=f"The plan: {scene.partnership.title}",
        description=f"What {scene.partnership.title} promised to do, who leads, by when, and what is done or late.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        narrative=narrative_on(scene, "plan", address),
        values={
            "judged_on": wording.day(scene.partnership.day),
            "why_then": scene.why_then,
            "summary": plan_summary(scene),
            "picture": scene.picture("plan-picture"),
            "gaps": wording.gap_sentences(promises),
            "timeline": TIMELINE.format(scene.partnership.name) if timeline else "",
            "timeline_key": timeline.key if timeline else "",
            "choices": choices(scene),
            "promises": action_groups(scene, promises, link, "promised", {}),
            "without_promise": without,
            "without_promise_title": wording.counted(len(without), "priority", "priorities"),
            "proposals": action_links(scene, (one for one in scene.actions if one.is_proposed), link),
            "reports": action_groups(scene, reports, link, "reported", _priority_updates(scene)),
            "other_updates": tuple(
                _update_words(one) for one in _newest_first(package.plan.updates) if not one.action and not one.priority
            ),
            "targets": targets,
            "targets_title": wording.counted(len(targets), "promise"),
            "recommendations": recommendations,
            "recommendations_title": wording.counted(len(recommendations), "recommendation"),
            "calendar": link(scene.addresses.calendar) if has_dates(scene.partnership) else "",
            "coverage": link(scene.addresses.page("coverage")) if has_coverage(scene) else "",
            "lists": link(scene.addresses.page("actions")) if scene.actions else "",
            "files": tuple(
                LinkView(f"{title} as CSV", link(addresses.table_file(package.name, name)))
                for name, title in files.items()
            ),
            "script": link("assets/plan.js"),
            "methods": f"{link(addresses.METHODS)}#actions",
            "respond": link(addresses.RESPOND),
        },
    )


def plan_summary(scene: Scene) -> str:
    """Return in one or two sentences how much was promised, and how much of it is done or late."""
    if not has_plan(scene):
        return "Nothing has been published about a plan yet."
    promises = [one for one in scene.actions if one.is_promise]
    reported = sum(one.is_reported for one in scene.actions)
    proposed = sum(one.is_proposed for one in scene.actions)
    sentences = []
    if not scene.actions:
        targets = len(scene.partnership.package.targets)
        sentences = [f"The partnership has promised {wording.counted(targets, 'thing')} in numbers."] if targets else []
        sentences.append("No action has been published yet.")
    if promises:
        sentences.append(wording.promises_counted(state_counts(promises)))
    if reported:
        work = wording.counted(reported, "piece of work", "pieces of work")
        sentences.append(f"Its reports tell of {work} that it had not promised before.")
    if proposed:
        work = wording.counted(proposed, "thing that was", "things that were")
        sentences.append(f"Its papers name {work} proposed and not promised.")
    return " ".join(sentences)


def _has_parts(scene: Scene, priority: Priority) -> bool:
    return any(one.part_of == priority.priority for one in scene.partnership.package.plan.priorities)


def _newest_first(updates: Iterable[Update]) -> list[Update]:
    return sorted(updates, key=lambda one: one.date, reverse=True)


def _priority_updates(scene: Scene) -> dict[str, tuple[str, ...]]:
    """Return what was reported about each priority that has something, newest first."""
    found: dict[str, tuple[str, ...]] = {}
    for one in _newest_first(scene.partnership.package.plan.updates):
        if one.priority and not one.action:
            found[one.priority] = (*found.get(one.priority, ()), _update_words(one))
    return found


def _update_words(update: Update) -> str:
    return f"{wording.day(update.date)}: {update.text}"


def _targets(scene: Scene, link: LinkTo) -> tuple[tuple[LinkView, Promise], ...]:
    """Return each promise in numbers, leading to its metric, and how it stands."""
    return tuple(
        (LinkView(one.title, link(one.address) if one.address else ""), one.promise)
        for one in promises_in_numbers(scene)
    )


def _recommendations(scene: Scene) -> tuple[str, ...]:
    rows = scene.partnership.package.tables.get("recommendations", ())
    return tuple(f"{row['title']} (to {row['made_to']})" if row["made_to"] else str(row["title"]) for row in rows)
