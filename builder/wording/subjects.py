"""Whose figures a series holds, as words inside a sentence: the area, the group, or neither where it is all of them."""

import re
from collections.abc import Sequence

from builder.analysis.series import Series
from builder.model.measures import CROSSING, Area, Metric
from builder.wording.numbers import listed
from builder.wording.time import day

_OF_DEATH = re.compile(r"\b(deaths?|died|dying|homicides?|suicides?)\b", re.IGNORECASE)


def tells_of_deaths(metric: Metric) -> bool:
    """Return whether the title of a metric says that people died, so that its page may touch somebody who reads it."""
    return _OF_DEATH.search(metric.title) is not None


def area_ended(area: Area, followed_by: Sequence[str]) -> str:
    """Return when an area ended and which ones followed it, as a sentence."""
    assert area.until is not None
    since = f", and became {listed(followed_by)}" if followed_by else ""
    return f"{area.name} ended on {day(area.until)}{since}. Its figures are history."


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
    return f"{group_name(series)} in {area}" if area else group_name(series)


def by_groups(breakdown: str) -> str:
    """Return how figures are broken down, as words inside a sentence: "Sex; Age" as "by sex and age"."""
    return "by " + listed([name.lower() for name in breakdown.split(CROSSING)])


def group_name(series: Series) -> str:
    """Return the name of a group as the data spell it; one that is only a number with its noun, such as "Decile 4"."""
    return f"{series.breakdown} {series.group}" if series.group.isdigit() else series.group
