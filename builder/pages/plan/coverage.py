"""The page that sets a plan against what it must cover: the national commitments, six outcomes, every metric."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder import wording
from builder.analysis.actions import ActionSummary
from builder.analysis.coverage import Covered, top_priority
from builder.model import addresses
from builder.model.plan import Priority
from builder.pages import views
from builder.pages.plan.actions import action_links, priorities
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import CellView, LinkView, Page, SectionView

_NONE = "none"


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A commitment without an action, and the figures that are published about it all the same."""

    title: str
    results: tuple[LinkView, ...]


def has_coverage(scene: Scene) -> bool:
    """Return whether a partnership published an action, which is what a plan covers something with."""
    return bool(scene.actions)


def coverage_page(scene: Scene) -> Page:
    """Return the page of what a partnership's plan covers."""
    address = scene.addresses.page("coverage")

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    found = scene.coverage
    with_figures = [one for one in found.metrics if one.is_published]
    both, idle = ([one for one in with_figures if bool(one.actions) is wanted] for wanted in (True, False))
    title = scene.partnership.title
    return Page(
        address=address,
        template="coverage.md.jinja",
        title=f"What the plan covers: {title}",
        description=f"Which national commitments, outcomes and metrics the actions of {title} cover, and which not.",
        breadcrumbs=scene.breadcrumbs(link, LinkView("The plan", link(scene.addresses.page("plan")))),
        partnership=title,
        values={
            "lead": _lead(found.commitments),
            "picture": scene.picture("coverage-picture"),
            "matrix": _matrix(scene) if found.commitments else None,
            "uncovered": tuple(_uncovered(scene, one, link) for one in found.commitments if not one.actions),
            "commitments": tuple(_section(scene, one, link) for one in found.commitments if one.actions),
            "outcomes": _outcomes(scene, link),
            "outcomes_title": wording.counted(len(found.outcomes), "outcome"),
            "both": _metric_table(scene, "With figures and with actions", both, link),
            "both_title": wording.counted(len(both), "metric"),
            "idle": _links(scene, idle, link),
            "idle_title": wording.counted(len(idle), "metric"),
            "blind": tuple(_section(scene, one, link) for one in found.metrics if one.actions and not one.is_published),
            "files": (
                LinkView("This page as CSV", link(addresses.table_file(scene.partnership.name, "coverage"))),
                LinkView("Every action as CSV", link(addresses.table_file(scene.partnership.name, "actions"))),
            ),
            "plan": link(scene.addresses.page("plan")),
            "methods": f"{link(addresses.METHODS)}#actions",
        },
    )


def _lead(commitments: Sequence[Covered]) -> str:
    """Return how many national commitments have a promised action, and how many only reported work."""
    if not commitments:
        return "Which outcomes and metrics the actions of the plan serve. No national commitment is published here."
    promised = sum(1 for one in commitments if any(action.is_promise for action in one.actions))
    reported = sum(1 for one in commitments if one.actions) - promised
    sentences = [
        f"{promised or 'None'} of the {len(commitments)} national commitments {_has(promised)} a promised action."
    ]
    if reported:
        more = " more" if promised else ""
        sentences.append(f"{reported}{more} {_has(reported)} only work that a report tells of.")
    if results := sum(1 for one in commitments if one.results and not one.actions):
        sentences.append(f"For {results} without an action, results are reported all the same.")
    return " ".join(sentences)


def _has(count: int) -> str:
    return "have" if count > 1 else "has"


def _matrix(scene: Scene) -> views.TableView:
    """Return the commitments against the priorities at the top of the plan that have an action."""
    known = priorities(scene)
    tops = {one.action.action: _tops(one, known) for one in scene.actions}
    columns = [key for key in known if any(key in mine for mine in tops.values())]
    homeless = any(not mine for mine in tops.values())
    rows = []
    for covered in scene.coverage.commitments:
        cells = [_cell(one for one in covered.actions if key in tops[one.action.action]) for key in columns]
        if homeless:
            cells.append(_cell(one for one in covered.actions if not tops[one.action.action]))
        href = f"#commitment-{covered.key}" if covered.actions else "#uncovered"
        rows.append([CellView(covered.title, href), *cells, CellView(wording.covered_by(covered))])
    headings = [known[key].title for key in columns]
    return views.table(
        "How many actions cover each national commitment, by priority",
        ["National commitment", *headings, *([wording.NO_PRIORITY] if homeless else []), "In all"],
        rows,
    )


def _tops(summary: ActionSummary, known: dict[str, Priority]) -> frozenset[str]:
    return frozenset(top_priority(known[key], known.values()).priority for key in summary.action.priorities)


def _cell(summaries: Iterable[ActionSummary]) -> CellView:
    """Return how many actions there are, or an empty cell."""
    promised = reported = 0
    for one in summaries:
        promised, reported = promised + one.is_promise, reported + one.is_reported
    return CellView(wording.basis_counts(promised, reported) if promised or reported else "")


def _section(scene: Scene, covered: Covered, link: LinkTo) -> SectionView:
    return SectionView(
        f"{covered.title}: {wording.covered_by(covered)}",
        f"{covered.goal}-{covered.key}",
        links=action_links(scene, covered.actions, link),
    )


def _outcomes(scene: Scene, link: LinkTo) -> views.TableView:
    metrics = {metric.metric: metric.outcome for metric in scene.partnership.metrics.values()}
    rows = []
    for covered in scene.coverage.outcomes:
        mine = [one for one in scene.coverage.metrics if one.is_published and metrics[one.key] == covered.key]
        idle = sum(1 for one in mine if not one.actions)
        rows.append(
            [
                CellView(covered.title, link(scene.addresses.outcome(covered.key))),
                CellView(wording.covered_by(covered)),
                CellView(str(len(mine)) if mine else _NONE),
                CellView(str(idle) if idle else _NONE),
            ]
        )
    columns = ["Outcome", "Actions", "Metrics with figures", "Of these, no action names"]
    return views.table("Actions and metrics for each outcome", columns, rows)


def _metric_table(scene: Scene, caption: str, covered: Iterable[Covered], link: LinkTo) -> views.TableView | None:
    rows = [
        [CellView(one.title, f"{link(scene.addresses.metric(one.key))}#actions"), CellView(wording.covered_by(one))]
        for one in covered
    ]
    return views.table(caption, ["Metric", "Actions"], rows) if rows else None


def _links(scene: Scene, covered: Iterable[Covered], link: LinkTo) -> tuple[LinkView, ...]:
    return tuple(LinkView(one.title, link(scene.addresses.metric(one.key))) for one in covered)


def _uncovered(scene: Scene, covered: Covered, link: LinkTo) -> Uncovered:
    titles = {metric.metric: metric.title for metric in scene.partnership.metrics.values()}
    results = tuple(LinkView(titles[metric], link(scene.addresses.metric(metric))) for metric in covered.results)
    return Uncovered(covered.title, results)
