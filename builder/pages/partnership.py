"""The first page of a partnership: what got better, what worse, what was promised, outcome by outcome."""

from builder import addresses, wording
from builder.model import Outcome
from builder.pages.area import areas_with_figures
from builder.pages.duties import duties_line
from builder.pages.narratives import narrative_on
from builder.pages.plan import plan_summary
from builder.pages.scene import LinkTo, Scene, card
from builder.pages.standings import glances, scoreboard, verdict_counts
from builder.pages.views import Link, Page, Scorecard

MAXIMUM_CARDS = 2
"""How many metrics stand for an outcome."""


def partnership_page(scene: Scene) -> Page:
    """Return the first page of a partnership."""
    address = scene.addresses.overview

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    tables = scene.partnership.package.tables
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
            "newest_paper": wording.newest_paper(scene.partnership),
            "count": wording.counted(len(scene.summaries), "metric"),
            "tiles": scoreboard(scene, link),
            "glances": glances(scene, link),
            "alone": verdict_counts([s for s in scene.summaries.values() if s.judgement is None]),
            "outcomes": tuple(_scorecard(scene, outcome, link) for outcome in scene.outcomes),
            "areas": tuple(
                Link(area.name, link(scene.addresses.area(area.area))) for area in areas_with_figures(scene)
            ),
            "promised": plan_summary(scene),
            "duties": duties_line(scene),
            "duties_href": link(scene.addresses.page("duties")),
            "pages": tuple(
                Link(f"Annual progress report {report.year}", link(scene.addresses.report(report.year)))
                for report in scene.reports
            )
            + tuple(
                Link(title, link(scene.addresses.page(name)))
                for name, title, needed in (
                    ("plan", "The plan: what was promised", ("actions", "priorities")),
                    ("coverage", "What the plan covers, and what no action covers", ("actions",)),
                    ("duties", "National duties: met or not", ("duties_met",)),
                    ("partners", "Who is responsible", ("organisations", "groups")),
                    ("money", "Money: grants and contracts", ("funding", "services")),
                    ("needs", "What the needs assessment found", ("findings",)),
                    ("claims", "We checked the published reports", ("claims",)),
                    ("changes", "Publications and corrections", ("documents", "revisions")),
                    ("data", "Take the data away", ("observations",)),
                )
                if any(table in tables for table in needed)
            ),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
            "methods": link(addresses.METHODS),
        },
    )


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
