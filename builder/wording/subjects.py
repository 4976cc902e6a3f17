"""Whose figures a series holds, as words inside a sentence: the area, the group, or neither where it is all of them."""

from collections.abc import Sequence

from builder.statistics import Series
from builder.wording.figures import listed


def about(series: Series, home_area: str) -> str:
    """Return " in Derby", " for girls" or " for girls in Derby"; nothing for everybody in the whole partnership."""
    return about_each([series], home_area)


def about_each(members: Sequence[Series], home_area: str, last: str = "or") -> str:
    """Return whose figures some series hold, with one preposition: " in Derby or Derbyshire", " for girls or boys"."""
    names = [name for series in members if (name := whose(series, home_area))]
    if not names:
        return ""
    return f" {'for' if members[0].breakdown else 'in'} {listed(names, last)}"


def whose(series: Series, home_area: str) -> str:
    """Return the name that tells a series from the others of its metric: "Derby", "girls", "girls in Derby"."""
    area = "" if series.area.area == home_area else series.area.name
    if not series.breakdown:
        return area
    group = inside(series.group)
    return f"{group} in {area}" if area else group


def inside(group: str) -> str:
    """Return a group's name as it stands inside a sentence: a short form or a proper name keeps its capital."""
    keeps_capital = group[:1].isdigit() or group[1:2].isupper() or group.startswith("White")
    return group if keeps_capital else group[:1].lower() + group[1:]
