"""The words in the pictures that stand for a page where somebody shares a link to it."""

from builder import wording
from builder.charts.figures.comparison import comparison_figure
from builder.charts.figures.metric import Caption, Figure
from builder.model import addresses
from builder.model.settings import Settings
from builder.pages.scene import Scene

_WARNING = "A demonstration built from published documents, not the partnerships’ own site"


def picture_captions(scenes: tuple[Scene, ...]) -> dict[str, Caption]:
    """Return the words of the picture of every figure, by the figure's name on the site."""
    captions = {}
    for scene in scenes:
        for metric, figures in scene.figures.items():
            summary = scene.summaries[metric]
            for number, facts in enumerate(figures):
                about_part = facts.breakdown and number
                heading = (
                    f"{facts.title}, {wording.by_groups(facts.breakdown)}" if about_part else wording.finding(summary)
                )
                captions[facts.identifier(scene.partnership.name)] = _caption(scene, facts, heading)
        for facts in scene.money_figures:
            captions[facts.identifier(scene.partnership.name)] = _caption(scene, facts, facts.title)
    for shared in (one for one in scenes[0].shared.values() if one.one_scale):
        facts = comparison_figure(shared)
        captions[facts.identifier(addresses.COMPARED)] = Caption(
            name=scenes[0].site.settings.name,
            place="Compare partnerships",
            heading=wording.side_by_side_titled(shared),
            subtitle=facts.subtitle,
            source=f"Figures of {wording.listed([partnership.title for partnership, _ in shared.publishers])}",
            brief=facts.metric.title,
        )
    return captions


def _caption(scene: Scene, facts: Figure, heading: str) -> Caption:
    sources = [scene.partnership.sources[key] for key in facts.sources]
    cited = dict.fromkeys(map(wording.cited_briefly, sources))
    return Caption(
        name=scene.site.settings.name,
        place=scene.partnership.title,
        heading=heading,
        subtitle=facts.subtitle,
        source=f"Source: {'; '.join(cited)}",
        brief=facts.metric.title,
    )


def site_caption(settings: Settings) -> Caption:
    """Return the words of the picture of a page that has no chart of its own."""
    return Caption(
        name=settings.name,
        place="",
        heading="Drugs and alcohol: is it getting better where you live?",
        subtitle="See what got better, what got worse and what your council, police and NHS promised.",
        source=_WARNING if settings.demonstration else f"Published by {settings.publisher}",
    )
