"""Finds, in a text, a number where it speaks of a hidden figure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from builder import wording
from builder.model.measures import Metric, Observation, Partnership, Status

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_CLAUSE = re.compile(r"[;:]\s|,\s")
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
_MARK = re.compile(f"{_PLACEHOLDER}<([0-9]+)>")
_AS_OF = re.compile(rf"{_MARK.pattern}( \([^)]*\))?:")
"""A name, which may be a period, before what it leads to: "later period (dates not printed): 12"."""


@dataclass(frozen=True, slots=True)
class HiddenFigure:
    """A figure that the site must show as hidden everywhere."""

    observation: Observation
    metric: Metric
    area: str
    """The name of the area."""
    period: str
    """The period in words."""

    def __str__(self) -> str:
        group = f", {self.observation.group}" if self.observation.group else ""
        return f"{self.metric.title}, {self.area}{group}, {self.period}"


class Subject:
    """One metric of a partnership that has hidden figures, and how a text can speak of its figures."""

    def __init__(
        self,
        partnership: Partnership,
        metric: Metric,
        observations: Sequence[Observation],
        every_name: frozenset[str],
        *,
        is_alone: bool,
    ) -> None:
        """Take a metric and its figures.

        `every_name` are the titles and short names of all metrics of the site, which is about the partnership alone
        or about several.
        """
        self.package = partnership.name
        self.title = partnership.title
        self.metric = metric
        self._observations = observations
        self._every_name = every_name
        self._areas = {area.area: area.name for area in partnership.areas.values()}
        self._home_area = partnership.home_area.name
        self._is_alone = is_alone

    @cached_property
    def hidden(self) -> tuple[HiddenFigure, ...]:
        """The figures that must not be shown."""
        return tuple(
            HiddenFigure(o, self.metric, self._areas[o.area], wording.period(o.period))
            for o in self._observations
            if o.status is Status.CONFIDENTIAL
        )

    def is_named_in(self, text: str) -> bool:
        """Return whether a text or a path names the metric, and not only one whose name holds its name."""
        own = self.metric.title, self.metric.metric
        return any(name in text for name in own) and any(match[0] in own for match in self._metrics.finditer(text))

    @cached_property
    def _metrics(self) -> re.Pattern[str]:
        """The title and the short name of the metric, and the longer ones of other metrics that hold them."""
        own = self.metric.title, self.metric.metric
        longer = (one for one in self._every_name if any(name in one and _whole([name]).search(one) for name in own))
        return _whole({*own, *longer})

    def hidden_at(self, area: str, start: str) -> Iterable[HiddenFigure]:
        """Return the hidden figures of an area, by its short name, in a period that starts on a day."""
        return self._by_place.get((area, start), ())

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], list[HiddenFigure]]:
        found: dict[tuple[str, str], list[HiddenFigure]] = defaultdict(list)
        for hidden in self.hidden:
            period = hidden.observation.period
            found[hidden.observation.area, period.start.isoformat() if period.is_dated else ""].append(hidden)
        return found

    def faults(self, text: str, heading: str, path: str) -> Iterator[str]:
        """Yield every hidden figure beside which a text on this metric has a number that nobody published.

        A clause speaks of a figure where it names its period, and its area or group or the clause before does,
        or else the heading.
        """
        above = set(self._marked(heading)[1]) - {self.metric.title}
        for sentence in _SENTENCE.split(text):
            named: set[str] = set()
            # Names and periods may hold commas and numbers of their own.
            marked, names = self._marked(sentence)
            told = True
            for clause in _CLAUSE.split(marked):
                here = [names[int(number)] for number in _MARK.findall(clause)]
                periods = [name for name in here if name in self._by_period]
                about = {name for name in here if name not in self._by_period and name != self.metric.title}
                # Names that stand before a figure, one after the other, belong together: "Women, South: 12 in 2022".
                named = named | about if not told else about or named
                numbers = set(_NUMBER.findall(_MARK.sub("", clause)))
                told = (told and not about) or bool(periods)
                if numbers and periods:
                    meant = self._meant_by(named, above, path, whole=self.metric.title in names)
                    yield from self._told(meant, periods, numbers)

    def _told(self, named: set[str], periods: Iterable[str], numbers: set[str]) -> Iterator[str]:
        meant = [o for period in periods for o in self._by_period[period] if self._is_meant(o, named)]
        published = {number for o in meant for number in _NUMBER.findall(wording.observed(o, self.metric))}
        if numbers - published:
            yield from (str(hidden) for hidden in self.hidden if any(o is hidden.observation for o in meant))

    def _meant_by(self, named: set[str], above: set[str], path: str, *, whole: bool) -> set[str]:
        """Return the names of areas and groups that a clause goes by, with those of the heading that it leaves out."""
        if not named & self._area_names:
            named = named | (above if not named else above & self._area_names)
        if not named & self._area_names and self._is_home_of(path) and (whole or named):
            # What is said of no area is said of the whole, and what is said of a group, of any area.
            named = named | (set(self._area_names) if named else {self._home_area})
        return named

    def _is_home_of(self, path: str) -> bool:
        """Return whether a file is about the partnership, and no other one."""
        return self._is_alone or self.package in PurePosixPath(path).parts

    def _is_meant(self, observation: Observation, named: set[str]) -> bool:
        """Return whether names mean a figure: an area alone means everyone in it."""
        groups = named & self._groups
        is_of_group = observation.group in groups if observation.group else not groups
        return is_of_group and self._areas[observation.area] in named

    @cached_property
    def _area_names(self) -> frozenset[str]:
        return frozenset(self._areas.values())

    @cached_property
    def _groups(self) -> frozenset[str]:
        return frozenset(o.group for o in self._observations if o.group)

    @cached_property
    def _by_period(self) -> Mapping[str, list[Observation]]:
        """For each period in words, its figures."""
        found: dict[str, list[Observation]] = defaultdict(list)
        for o in self._observations:
            found[wording.period(o.period)].append(o)
        return found

    @cached_property
    def _names(self) -> re.Pattern[str]:
        names = {*self._area_names, *self._groups, *self._by_period, self.metric.title}
        return _whole(names)

    def _marked(self, sentence: str) -> tuple[str, list[str]]:
        """Return a sentence with a mark in place of each name, and the names."""
        found: list[str] = []

        def mark(match: re.Match[str]) -> str:
            found.append(match[0])
            return f"{_PLACEHOLDER}<{len(found) - 1}>"

        def joined(match: re.Match[str]) -> str:
            # What a period leads to belongs to its clause.
            return match[0].removesuffix(":") if found[int(match[1])] in self._by_period else match[0]

        marked = self._names.sub(mark, sentence.replace(_PLACEHOLDER, " "))
        return _AS_OF.sub(joined, marked), found


def _whole(names: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of names that are no parts of longer words, the longest first."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def subjects(partnerships: Iterable[Partnership]) -> tuple[Subject, ...]:
    """Return every metric with hidden figures, for each partnership."""
    found = []
    partnerships = tuple(partnerships)
    metrics = [metric for partnership in partnerships for metric in partnership.metrics.values()]
    every_name = frozenset(name for metric in metrics for name in (metric.title, metric.metric))
    for partnership in partnerships:
        by_metric: dict[str, list[Observation]] = defaultdict(list)
        for observation in partnership.package.observations:
            by_metric[observation.metric].append(observation)
        found += [
            Subject(partnership, partnership.metrics[metric], observations, every_name, is_alone=len(partnerships) == 1)
            for metric, observations in by_metric.items()
            if any(o.status is Status.CONFIDENTIAL for o in observations)
        ]
    return tuple(found)
