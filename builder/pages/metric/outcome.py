"""The page of an outcome: how a partnership is doing on it, metric by metric."""

from builder import wording
from builder.model import addresses
from builder.model.measures import Outcome
from builder.pages import views
from builder.pages.metric.standings import footnote
from builder.pages.narratives import narrative_on
from builder.pages.scene import LinkTo, Scene, card, tier_words
from builder.pages.views import CellView, LinkView, Page


def outcome_page(scene: Scene, outcome: Outcome) -> Page:
    """Return the page of one outcome of a partnership."""
    address = scene.addresses.outcome(outcome.outcome)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    summaries = scene.of_outcome(outcome.outcome)
    rows = [
        [
            CellView(metric.title, link(addresses.framework_metric(metric.metric))),
            CellView(tier_words(metric).removeprefix("National ").capitalize()),
            _reason(scene, metric.metric, link),
        ]
        for metric in scene.unpublished(outcome.outcome)
    ]
    return Page(
        address=address,
        template="outcome.md.jinja",
        title=f"{outcome.title}: {scene.partnership.title}",
        description=f"How {scene.partnership.title} is doing on “{outcome.title}”, metric by metric.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        narrative=narrative_on(scene, f"outcomes/{outcome.outcome}", address),
        care=link(addresses.HELP) if any(wording.tells_of_deaths(one.metric) for one in summaries) else "",
        values={
            "title": outcome.title,
            "number": outcome.number,
            "kind": f"{outcome.kind} outcome",
            "introduction": outcome.description,
            "footnote": footnote(summaries),
            "cards": tuple(card(scene, summary, link) for summary in summaries),
            "missing": views.table(
                "Metrics of the national framework without a published figure", ["Metric", "Tier", "Why"], rows
            )
            if rows
            else None,
            "others": tuple(
                LinkView(other.title, link(scene.addresses.outcome(other.outcome)))
                for other in scene.outcomes
                if other is not outcome
            ),
        },
    )


def _reason(scene: Scene, metric: str, link: LinkTo) -> CellView:
    related = scene.related(metric)
    if related:
        near = related[0].metric
        more = f" and {wording.counted(len(related) - 1, 'more figure')}" if len(related) > 1 else ""
        return CellView(f"A local figure is near to it: {near.title}{more}", link(scene.addresses.metric(near.metric)))
    if scene.partnership.metrics[metric].unit is None:
        return CellView("The framework names it, but has not settled how to measure it")
    return CellView("No figure in the documents that the partnership published")
