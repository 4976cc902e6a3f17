"""The page on which readers find their partnership: by what they type, by region, and by each place from A to Z."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder import wording
from builder.model import addresses
from builder.pages.places import ELSEWHERE, places_of, region_of
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import LinkView, Page
from builder.project.finding import Town


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region with its partnerships, from A to Z."""

    name: str
    count: str
    """How many they are, in words."""
    partnerships: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter with each place whose name begins with it, and the partnership that the place belongs to."""

    letter: str
    places: tuple[tuple[str, LinkView], ...]


def areas_page(scenes: Sequence[Scene], towns: Sequence[Town]) -> Page:
    """Return the page of all areas of a site with several partnerships."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.AREAS, goal)

    return Page(
        address=addresses.AREAS,
        template="areas.md.jinja",
        title="Find your area",
        description=f"The {wording.counted(len(scenes), 'partnership')} on this site, by region and by town, district "
        "or council.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)),),
        everyday_words="area, where I live, my area, near me, region, county, town, council, partnerships, a to z",
        values={
            "index": link(addresses.SEARCH_INDEX),
            "regions": regions(scenes, link),
            "letters": _letters(scenes, towns, link),
        },
    )


def regions(scenes: Sequence[Scene], link: LinkTo) -> tuple[RegionView, ...]:
    """Return the partnerships by region, those of no single region last."""
    by_region: dict[str, list[LinkView]] = {}
    for scene in sorted(scenes, key=lambda one: one.partnership.title.casefold()):
        found = LinkView(scene.partnership.title, link(scene.addresses.overview))
        by_region.setdefault(region_of(scene.partnership) or ELSEWHERE, []).append(found)
    return tuple(
        RegionView(name, wording.counted(len(by_region[name]), "partnership"), tuple(by_region[name]))
        for name in sorted(by_region, key=lambda one: (one == ELSEWHERE, one))
    )


def _letters(scenes: Sequence[Scene], towns: Sequence[Town], link: LinkTo) -> tuple[LetterView, ...]:
    by_letter: dict[str, list[tuple[str, LinkView]]] = {}
    for scene in scenes:
        goal = LinkView(scene.partnership.title, link(scene.addresses.overview))
        for place in places_of(scene.partnership, towns):
            by_letter.setdefault(place[:1].upper(), []).append((place, goal))
    return tuple(
        LetterView(letter, tuple(sorted(by_letter[letter], key=lambda one: (one[0].casefold(), one[1].text))))
        for letter in sorted(by_letter)
    )
