"""Where partnerships are: the councils, districts and towns of each, and its region."""

from collections.abc import Iterator, Sequence

from builder.model.measures import Area, Partnership
from builder.project.councils import councils
from builder.project.finding import Town

ELSEWHERE = "In no single region"
"""Where partnerships stand that lie in several regions, or of which nobody says."""


def places_of(partnership: Partnership, towns: Sequence[Town]) -> tuple[str, ...]:
    """Return the names of the partnership's own areas, of the districts and towns in them, from A to Z."""
    own = list(_own_areas(partnership))
    codes = {area.code for area in own if area.code}
    districts = [council for council in councils().values() if codes & {council.code, council.county}]
    codes |= {council.code for council in districts}
    names = {area.name for area in own} | {council.name for council in districts}
    names |= {town.name for town in towns if town.council in codes}
    return tuple(sorted(names, key=str.casefold))


def region_of(partnership: Partnership) -> str:
    """Return the region that the partnership's areas lie in; empty where nobody knows, or they lie in several."""
    known = councils()
    regions = {known[area.code].region for area in _own_areas(partnership) if area.code in known}
    return regions.pop() if len(regions) == 1 else ""


def _own_areas(partnership: Partnership) -> Iterator[Area]:
    return (area for area in partnership.areas.values() if not area.comparator)
