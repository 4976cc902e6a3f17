"""The actions of a plan listed by organisation, by status and by area: what the filter shows, without script."""

from collections.abc import Callable, Iterable, Sequence

from builder import wording
from builder.analysis.actions import ActionSummary, State
from builder.model import addresses
from builder.pages.plan.actions import action_links, area_name, folded_actions, organisation_names
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import LinkView, Page, SectionView


def action_lists_page(scene: Scene) -> Page:
    """Return the page that lists each action by who, how far and where."""
    address = scene.addresses.page("actions")

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    return Page(
        address=address,
        template="action_lists.md.jinja",
        title=f"Every action by organisation, status and area: {scene.partnership.title}",
        description=f"The actions of {scene.partnership.title}, listed by who leads or helps, by status and by area.",
        breadcrumbs=scene.breadcrumbs(link, LinkView("The plan", link(scene.addresses.page("plan")))),
        partnership=scene.partnership.title,
        values={
            "count": wording.counted(len(scene.actions), "action"),
            "sections": (
                SectionView("By organisation", "organisation"),
                SectionView("By status", "status"),
                SectionView("By area", "area"),
            ),
            "lists": (
                _by_organisation(scene, link),
                _by(scene, link, "status", [(state.value, wording.action_state(state)) for state in State], _state),
                _by(scene, link, "area", _areas(scene), lambda one: area_name(scene, one)),
            ),
        },
    )


def _state(summary: ActionSummary) -> str:
    return wording.action_state(summary.state)


def _areas(scene: Scene) -> list[tuple[str, str]]:
    return [(area.area, area.name) for area in scene.partnership.areas.values()]


def _by_organisation(scene: Scene, link: LinkTo) -> tuple[SectionView, ...]:
    names = organisation_names(scene)
    found = [
        _section(scene, link, f"organisation-{key}", name, [one for one in scene.actions if key in _organisations(one)])
        for key, name in names.items()
    ]
    nobody = [one for one in scene.actions if not _organisations(one)]
    found.append(_section(scene, link, "organisation-none", "No organisation is named", nobody))
    return tuple(section for section in found if section.links)


def _organisations(summary: ActionSummary) -> tuple[str, ...]:
    return tuple(filter(None, (summary.action.lead, *summary.action.partners)))


def _by(
    scene: Scene,
    link: LinkTo,
    prefix: str,
    values: Iterable[tuple[str, str]],
    of: Callable[[ActionSummary], str],
) -> tuple[SectionView, ...]:
    found = (
        _section(scene, link, f"{prefix}-{key}", words, [one for one in scene.actions if of(one) == words])
        for key, words in values
    )
    return tuple(section for section in found if section.links)


def _section(scene: Scene, link: LinkTo, anchor: str, title: str, summaries: Sequence[ActionSummary]) -> SectionView:
    return SectionView(
        f"{title}: {len(summaries)}",
        anchor,
        links=action_links(scene, summaries, link),
        folded=folded_actions(len(summaries)),
    )
