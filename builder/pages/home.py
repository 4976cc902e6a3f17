"""The home page of a site with several partnerships."""

from builder import addresses, wording
from builder.model import Outcome, Site
from builder.pages import views
from builder.pages.scene import LinkTo, Scene
from builder.pages.standings import scoreboard, verdict_counts
from builder.pages.views import Cell, Page


def home_page(site: Site, scenes: tuple[Scene, ...]) -> Page:
    """Return the home page of a site with several partnerships."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.HOME, goal)

    partnerships = tuple(
        {
            "title": scene.partnership.title,
            "href": link(scene.addresses.overview),
            "tiles": scoreboard(scene, link),
        }
        for scene in scenes
    )
    outcomes = sorted(site.framework.outcomes, key=lambda outcome: outcome.number)
    rows = [
        [
            Cell(outcome.title),
            *(_outcome_cell(scene, outcome, link) for scene in scenes),
        ]
        for outcome in outcomes
    ]
    titles = [scene.partnership.title for scene in scenes]
    return Page(
        address=addresses.HOME,
        template="home.md.jinja",
        title="Is it getting better? Drugs and alcohol in your area",
        description="What changed, what was promised and what it cost, from published data of "
        f"{wording.listed(titles)}.",
        values={
            "partnerships": partnerships,
            "outcomes": views.table("How many metrics moved which way, by outcome", ["Outcome", *titles], rows),
            "compare": link(addresses.COMPARE),
            "framework": link(addresses.FRAMEWORK),
            "methods": link(addresses.METHODS),
            "data": link(addresses.DATA),
            "about": link(addresses.ABOUT),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
        },
    )


def _outcome_cell(scene: Scene, outcome: Outcome, link: LinkTo) -> Cell:
    verdicts = verdict_counts(scene.of_outcome(outcome.outcome))
    text = "" if verdicts else "No figures published"
    return Cell(text, link(scene.addresses.outcome(outcome.outcome)), verdicts=verdicts)
