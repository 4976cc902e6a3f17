"""The first page of a partnership: what got better, what worse, what was promised, outcome by outcome."""

from builder import addresses, wording
from builder.model import Outcome
from builder.pages.duties import duties_line
from builder.pages.named import named_pages
from builder.pages.narratives import narrative_on
from builder.pages.plan import has_plan, plan_summary
from builder.pages.scene import LinkTo, Scene, card
from builder.pages.standings import assumption, glances, scoreboard, standing, verdict_counts
from builder.pages.views import Link, Page, Scorecard
from builder.statistics import Movement

MAXIMUM_CARDS = 2
"""How many metrics stand for an outcome."""


def partnership_page(scene: Scene) -> Page:
    """Return the first page of a partnership."""
    address = scene.addresses.overview

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    return Page(
        address=address,
        template="partnership.md.jinja",
        title=f"{scene.partnership.title}: overview",
        description=f"What is getting better and worse in {scene.partnership.title}, from published data.",
        breadcrumbs=scene.breadcrumbs(link)[:-1],
        partnership=scene.partnership.title,
        narrative=narrative_on(scene, "overview", address),
        values={
            "title": scene.partnership.title,
            "lead": _lead(scene),
            "newest_paper": wording.newest_paper(scene.partnership) if scene.summaries or _has_papers(scene) else "",
            "tiles": scoreboard(scene, link),
            "glances": glances(scene, link),
            "alone": verdict_counts([s for s in scene.summaries.values() if s.movement is Movement.ONCE]),
            "standing": standing(scene),
            "assumption": assumption(scene.summaries.values()),
            "outcomes": tuple(_scorecard(scene, outcome, link) for outcome in scene.outcomes),
            "areas": tuple(Link(area.name, link(scene.addresses.area(area.area))) for area in scene.own_areas),
            "promised": plan_summary(scene),
            "has_figures": bool(scene.summaries),
            "has_plan": has_plan(scene),
            "duties": duties_line(scene),
            "duties_href": link(scene.addresses.page("duties")),
            "more_title": "The plan, the people and the money" if _has_papers(scene) else "More",
            "pages": tuple(
                Link(f"Annual progress report {report.year}", link(scene.addresses.report(report.year)))
                for report in scene.reports
            )
            + tuple(Link(page.invitation, link(scene.addresses.page(page.name))) for page in named_pages(scene)),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
            "methods": link(addresses.METHODS),
        },
    )


def _lead(scene: Scene) -> str:
    """Return what there is to read about a partnership, in a sentence or two."""
    count = len(scene.summaries)
    if count:
        shows = f"What {wording.counted(count, 'metric')} about drugs and alcohol {'shows' if count == 1 else 'show'}"
        return f"{shows}, and what was promised." if has_plan(scene) else f"{shows}."
    if _has_papers(scene):
        return "No figure about drugs and alcohol has been published here yet. See what was published below."
    return f"Nothing has been published about drugs and alcohol in {scene.partnership.title} yet."


def _has_papers(scene: Scene) -> bool:
    """Return whether a partnership published anything beside figures and how to take them away."""
    return bool(scene.reports) or any(page.of_papers for page in named_pages(scene))


def _scorecard(scene: Scene, outcome: Outcome, link: LinkTo) -> Scorecard:
    """Return an outcome with its verdicts and the metrics that the framework puts first."""
    summaries = scene.of_outcome(outcome.outcome)
    first = [s for s in summaries if s.metric.tier is summaries[0].metric.tier]
    return Scorecard(
        title=outcome.title,
        href=link(scene.addresses.outcome(outcome.outcome)),
        verdicts=verdict_counts(summaries),
        cards=tuple(card(scene, summary, link) for summary in first[:MAXIMUM_CARDS]),
    )
