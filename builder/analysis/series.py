"""A series: the observations of one metric, area and group, in the order of time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from builder.model.measures import Area, Metric, Observation, Period, Status


@dataclass(frozen=True)
class Series:
    """Observations that can be read one after the other, oldest first.

    All are counted in one way (`method_version`) and over periods of one length.
    """

    metric: Metric
    area: Area
    breakdown: str
    group: str
    method_version: str
    observations: tuple[Observation, ...]

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What tells a series from every other one of a partnership."""
        return self.metric.metric, self.area.area, self.breakdown, self.group, self.method_version

    @cached_property
    def with_value(self) -> tuple[Observation, ...]:
        """The observations that hold a number."""
        return tuple(o for o in self.observations if o.value is not None)

    @cached_property
    def breaks(self) -> tuple[Period, ...]:
        """The periods from which on figures are counted in another way."""
        return tuple(o.period for o in self.observations if o.status is Status.BREAK)

    @property
    def latest(self) -> Observation | None:
        """The newest observation that holds a number."""
        return self.with_value[-1] if self.with_value else None

    @property
    def earliest(self) -> Observation | None:
        """The oldest observation that holds a number."""
        return self.with_value[0] if self.with_value else None


def all_series(
    observations: Iterable[Observation], metrics: dict[str, Metric], areas: dict[str, Area]
) -> tuple[Series, ...]:
    """Return the series of observations, by metric and then in the order of `areas`.

    Within an area everyone comes before the groups, and groups keep the order of the data.
    """
    members: dict[tuple[str, str, str, str, str], list[Observation]] = defaultdict(list)
    for o in observations:
        members[o.metric, o.area, o.breakdown, o.group, o.method_version].append(o)
    area_order = {area: position for position, area in enumerate(areas)}
    metric_order = {metric: position for position, metric in enumerate(metrics)}
    keys = sorted(members, key=lambda key: (metric_order[key[0]], area_order[key[1]], bool(key[2])))
    return tuple(
        Series(metrics[key[0]], areas[key[1]], *key[2:], tuple(sorted(members[key], key=lambda o: o.period)))
        for key in keys
    )
