"""The page of an action: who, by when, how it stands, its history, and what it should change."""

from decimal import Decimal

from builder import wording
from builder.analysis.actions import ActionSummary
from builder.model import addresses
from builder.pages.metric.promises import promises_in_numbers
from builder.pages.plan.actions import area_name, group_names, labels, organisation_names, priorities, with_tops
from builder.pages.scene import LinkTo, Scene, card, source_words
from builder.pages.views import LinkView, Page, Term


def action_page(scene: Scene, summary: ActionSummary) -> Page:
    """Return the page of one action."""
    action = summary.action
    address = scene.addresses.action(action.action)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    partnership = scene.partnership
    published = [scene.summaries[metric] for metric in action.metrics if metric in scene.summaries]
    source = partnership.sources[action.source]
    return Page(
        address=address,
        template="action.md.jinja",
        title=f"{action.title}: {partnership.title}",
        description=f"{action.title}: {wording.action_basis(action.basis).lower()} in {partnership.title}. "
        f"{wording.standing(summary)}",
        minor=True,
        breadcrumbs=scene.breadcrumbs(link, LinkView("The plan", link(scene.addresses.page("plan")))),
        partnership=partnership.title,
        values={
            "title": action.title,
            "labels": labels(summary),
            "basis": wording.action_basis(action.basis),
            "standing": wording.standing(summary),
            "judged_on": wording.day(summary.today),
            "description": action.description,
            "facts": _facts(scene, summary),
            "gaps": wording.gaps_published(summary.gaps) if summary.is_promise else "",
            "priorities": _priorities(scene, summary, link),
            "steps": tuple(f"{one.title}. {wording.milestone_words(summary, one)}" for one in summary.milestones),
            "history": _history(scene, summary),
            "cards": tuple(card(scene, one, link) for one in published),
            "unpublished": tuple(
                LinkView(partnership.metrics[metric].title, _definition(scene, metric, link))
                for metric in action.metrics
                if metric not in scene.summaries
            ),
            "targets": tuple(one.promise for one in promises_in_numbers(scene) if one.metric in action.metrics),
            "aims": (
                *_covered(scene, "commitment", action.commitments, link),
                *(
                    LinkView(one.title, link(scene.addresses.outcome(one.outcome)))
                    for one in scene.outcomes
                    if one.outcome in action.outcomes
                ),
            ),
            "money": _money(scene, summary),
            "source": (Term(source_words(source), action.place, source.address),),
            "files": (
                LinkView(
                    "Every action as CSV",
                    link(addresses.table_file(partnership.name, "actions")),
                ),
                LinkView(
                    "How each action stands, as CSV",
                    link(addresses.table_file(partnership.name, "action_states")),
                ),
            ),
            "plan": link(scene.addresses.page("plan")),
            "methods": f"{link(addresses.METHODS)}#actions",
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
        },
    )


def _facts(scene: Scene, summary: ActionSummary) -> tuple[Term, ...]:
    action, names = summary.action, organisation_names(scene)
    terms = (
        Term("Who leads", names[action.lead] if action.lead else ""),
        Term("Who helps", wording.listed([names[partner] for partner in action.partners])),
        Term("Looked after by", group_names(scene)[action.group] if action.group else ""),
        Term("Area", area_name(scene, summary)),
        Term("Start", wording.day(action.start) if action.start else ""),
        Term("Due", wording.due_words(summary)),
        Term("First due", wording.moved_words(summary)),
        Term("Reason given", action.reason),
        Term("Evidence", action.evidence),
    )
    return tuple(term for term in terms if term.text)


def _priorities(scene: Scene, summary: ActionSummary, link: LinkTo) -> tuple[LinkView, ...]:
    known, prefix = priorities(scene), summary.action.basis.value
    plan = link(scene.addresses.page("plan"))
    own = summary.action.priorities
    return tuple(
        LinkView(known[key].title, f"{plan}#{prefix}-{key}" if key in own else "")
        for key in with_tops(scene, summary.action.priorities)
    )


def _history(scene: Scene, summary: ActionSummary) -> tuple[Term, ...]:
    """Return what is known to have happened, newest first: reports, steps done, the status, the promise itself."""
    action, sources = summary.action, scene.partnership.sources
    found = [(one.date, one.text) for one in summary.updates]
    found += [(one.done_on, f"Step done: {one.title}") for one in summary.milestones if one.done_on]
    if action.status and action.status_date:
        found.append((action.status_date, wording.declared_as(action.status)))
    published = sources[action.source].published
    if published:
        verb = summary.action.basis.value.capitalize()
        found.append((published, f"{verb} in: {sources[action.source].title}"))
    newest_first = sorted(found, key=lambda one: one[0], reverse=True)
    return tuple(Term(wording.day(day), text) for day, text in newest_first)


def _definition(scene: Scene, metric: str, link: LinkTo) -> str:
    national = any(one.metric == metric for one in scene.site.framework.metrics)
    return link(addresses.framework_metric(metric)) if national else ""


def _covered(scene: Scene, prefix: str, keys: tuple[str, ...], link: LinkTo) -> tuple[LinkView, ...]:
    page = link(scene.addresses.page("coverage"))
    return tuple(
        LinkView(one.title, f"{page}#{prefix}-{one.key}") for one in scene.coverage.commitments if one.key in keys
    )


def _money(scene: Scene, summary: ActionSummary) -> tuple[str, ...]:
    """Return the grants that pay for an action: name, year, area and amount."""
    rows = {str(row["funding"]): row for row in scene.partnership.package.tables.get("funding", ())}
    lines = []
    for key in summary.action.funding:
        row = rows[key]
        pounds = row["pounds"]
        assert isinstance(pounds, Decimal)
        area = scene.partnership.areas[str(row["area"])].name
        lines.append(f"{row['fund']}, {row['financial_year']}, {area}: {wording.pounds(pounds)}")
    return tuple(lines)
