"""The page on which everything can be found: the search, and below it every figure from A to Z, with everyday words."""

from builder import wording
from builder.model import addresses
from builder.model.measures import Metric, Site
from builder.pages.scene import Scene
from builder.pages.views import LinkView, Page, Term


def find_page(site: Site, scenes: tuple[Scene, ...]) -> Page:
    """Return the list of every metric: where its figures are, or else its definition."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.FIND, goal)

    metrics: dict[str, Metric] = {metric.metric: metric for metric in site.framework.metrics}
    published: dict[str, list[LinkView]] = {}
    for scene in scenes:
        for name, summary in scene.summaries.items():
            metrics.setdefault(name, summary.metric)
            page = LinkView(scene.partnership.title, link(scene.addresses.metric(name)))
            published.setdefault(name, []).append(page)
    for name, shared in scenes[0].shared.items():
        if site.has_many:
            published[name] = []
        words = wording.counted(len(shared.publishers), "partnership") if site.has_many else "Compare partnerships"
        published[name].append(LinkView(words, link(addresses.compared_metric(name))))
    in_order = sorted(metrics.values(), key=lambda metric: (metric.title.lower(), metric.metric))
    return Page(
        address=addresses.FIND,
        template="find.md.jinja",
        title="Find a figure or a page",
        description="Search by everyday words, or look through every figure from A to Z.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)),),
        values={
            "index": link(addresses.SEARCH_INDEX),
            "help": link(addresses.HELP),
            "figures": tuple(
                (Term(metric.title, metric.search_words), tuple(published[metric.metric]))
                for metric in in_order
                if metric.metric in published
            ),
            "definitions": tuple(
                Term(metric.title, metric.search_words, link(addresses.framework_metric(metric.metric)))
                for metric in in_order
                if metric.metric not in published
            ),
            "others": (
                LinkView("The plan, the people and the money of each partnership", link(addresses.HOME)),
                *((LinkView("Compare partnerships", link(addresses.COMPARE)),) if site.has_several else ()),
                LinkView("Definitions of the national metrics", link(f"{addresses.FRAMEWORK}metrics/")),
                LinkView("Words and short forms", link(addresses.GLOSSARY)),
                LinkView("Open data", link(addresses.DATA)),
                LinkView("Get help for yourself or somebody else", link(addresses.HELP)),
            ),
        },
    )
