"""The home page of a site with several partnerships."""

from builder import wording
from builder.model import addresses
from builder.pages.metric.moves import front
from builder.pages.metric.standings import footnote, standing
from builder.pages.reference.areas import regions
from builder.pages.scene import Scene
from builder.pages.views import Page


def home_page(scenes: tuple[Scene, ...]) -> Page:
    """Return the home page of a site with several partnerships."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.HOME, goal)

    site = scenes[0].site
    shown = () if site.has_many else scenes
    partnerships = tuple(
        {
            "title": scene.partnership.title,
            "href": link(scene.addresses.overview),
            "standing": standing(scene),
            "front": front(scene),
            "more": wording.see_all(len(scene.summaries)),
        }
        for scene in shown
    )
    noted = footnote([summary for scene in shown for summary in scene.summaries.values()])
    titles = [scene.partnership.title for scene in scenes]
    of_whom = wording.counted(len(titles), "partnership") if site.has_many else wording.listed(titles)
    return Page(
        address=addresses.HOME,
        template="home.md.jinja",
        title="Is it getting better? Drugs and alcohol in your area",
        description=f"What changed, what was promised and what it cost, from published data of {of_whom}.",
        feed=addresses.FEED,
        values={
            "partnerships": partnerships,
            "regions": regions(scenes, link) if site.has_many else (),
            "count": wording.counted(len(scenes), "partnership"),
            "index": link(addresses.SEARCH_INDEX),
            "areas": link(addresses.AREAS),
            "footnote": noted,
            "compare": link(addresses.COMPARE),
            "framework": link(addresses.FRAMEWORK),
            "methods": link(addresses.METHODS),
            "data": link(addresses.DATA),
            "about": link(addresses.ABOUT),
            "respond": link(addresses.RESPOND),
            "help": link(addresses.HELP),
        },
    )
