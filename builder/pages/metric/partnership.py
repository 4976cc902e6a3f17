"""The first page of a partnership: what moved where, what was measured once, what was promised, what it costs."""

from builder import wording
from builder.model import addresses
from builder.pages.governance.duties import PAGE as DUTIES
from builder.pages.governance.duties import duties_line
from builder.pages.governance.money import PAGE as MONEY
from builder.pages.governance.money import has_money, money_line
from builder.pages.metric.moves import both_ways, front, links_to, measured_once, place_of_moves, singles
from builder.pages.metric.standings import footnote, standing
from builder.pages.named import named_pages
from builder.pages.narratives import narrative_on
from builder.pages.plan.plan import has_plan, plan_summary
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import LinkView, Page, PlaceView, Summed


def partnership_page(scene: Scene) -> Page:
    """Return the first page of a partnership."""
    address = scene.addresses.overview

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    places = _places(scene, link)
    split = both_ways(scene, link)
    once = measured_once(scene)
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
            "standing": standing(scene) if scene.summaries else None,
            "front": front(scene),
            "places": places,
            "both_ways": wording.both_ways(len(split), len(scene.areas_below)) if split else "",
            "split": split,
            "footnote": footnote(scene.summaries.values()),
            "singles": singles(scene, link),
            "all_once": wording.all_once(len(once)) if once else "",
            "once": links_to(scene, once, link),
            "summed": _summed(scene, link),
            "outcomes": tuple(
                LinkView(outcome.title, link(scene.addresses.outcome(outcome.outcome))) for outcome in scene.outcomes
            ),
            "pages": tuple(
                LinkView(f"Annual progress report {report.year}", link(scene.addresses.report(report.year)))
                for report in scene.reports
            )
            + tuple(LinkView(page.invitation, link(scene.addresses.page(page.name))) for page in named_pages(scene)),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
            "methods": link(addresses.METHODS),
        },
    )


def _lead(scene: Scene) -> str:
    """Return what there is to read about a partnership without figures; empty where there are some."""
    if scene.summaries:
        return ""
    if _has_papers(scene):
        return "No figure about drugs and alcohol has been published here yet. See what was published below."
    return f"Nothing has been published about drugs and alcohol in {scene.partnership.title} yet."


def _has_papers(scene: Scene) -> bool:
    """Return whether a partnership published anything beside figures and how to take them away."""
    return bool(scene.reports) or any(page.of_papers for page in named_pages(scene))


def _places(scene: Scene, link: LinkTo) -> tuple[PlaceView, ...]:
    """Return what changed in each area; the whole comes last."""
    home = scene.partnership.home_area
    areas = (*scene.areas_below, *[area for area in scene.own_areas if area is home])
    found = (place_of_moves(scene, area, link) for area in areas)
    return tuple(place for place in found if place.changes)


def _summed(scene: Scene, link: LinkTo) -> tuple[Summed, ...]:
    """Return the plan, the money and the duties, in a line each."""
    plan, money, duties = (link(scene.addresses.page(name)) for name in ("plan", MONEY, DUTIES))
    has = has_plan(scene)
    found = [
        Summed(
            "The plan",
            plan_summary(scene),
            LinkView("See the plan", plan) if has else None,
            scene.picture("plan-counted"),
        )
    ]
    if has_money(scene):
        found.append(
            Summed("The money", money_line(scene), LinkView("See the money", money), scene.picture("money-counted"))
        )
    if line := duties_line(scene):
        found.append(
            Summed(
                "What the government asks for", line, LinkView("See each duty", duties), scene.picture("duties-counted")
            )
        )
    return tuple(found)
