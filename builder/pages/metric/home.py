"""The home page of a site with several partnerships."""

from builder import wording
from builder.model import addresses
from builder.pages.metric.moves import front
from builder.pages.metric.standings import footnote, standing
from builder.pages.scene import Scene
from builder.pages.views import Page


def home_page(scenes: tuple[Scene, ...]) -> Page:
    """Return the home page of a site with several partnerships."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.HOME, goal)

    partnerships = tuple(
        {
            "title": scene.partnership.title,
            "href": link(scene.addresses.overview),
            "standing": standing(scene),
            "front": front(scene),
            "more": wording.see_all(len(scene.summaries)),
        }
        for scene in scenes
    )
    noted = footnote([summary for scene in scenes for summary in scene.summaries.values()])
    titles = [scene.partnership.title for scene in scenes]
    return Page(
        address=addresses.HOME,
        template="home.md.jinja",
        title="Is it getting better? Drugs and alcohol in your area",
        description="What changed, what was promised and what it cost, from published data of "
        f"{wording.listed(titles)}.",
        feed=addresses.FEED,
        values={
            "partnerships": partnerships,
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
