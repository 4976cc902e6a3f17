"""Finds, in a text, a number where it speaks of a hidden figure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from builder import wording
from builder.model import Metric, Observation, Partnership, Status

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_CLAUSE = re.compile(r"[;:]\s|,\s")
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
_MARK = re.compile(f"{_PLACEHOLDER}<([0-9]+)>")
_AS_OF = re.compile(rf"{_MARK.pattern}( \([^)]*\))?:")
"""A name, which may be a period, before what it leads to: "2023 to 2024 (our reading): 12"."""


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

    def __init__(self, partnership: Partnership, metric: Metric, observations: Sequence[Observation]) -> None:
        self.package = partnership.name
        self.title = partnership.title
        self.metric = metric
        self._observations = observations
        self._areas = {area.area: area.name for area in partnership.areas.values()}

    @cached_property
    def hidden(self) -> tuple[HiddenFigure, ...]:
        """The figures that must not be shown."""
        return tuple(
            HiddenFigure(o, self.metric, self._areas[o.area], wording.period(o.period))
            for o in self._observations
            if o.status is Status.CONFIDENTIAL
        )

    @property
    def names(self) -> tuple[str, str]:
        """What a text or a path calls the metric."""
        return self.metric.title, self.metric.metric

    def hidden_at(self, area: str, start: str) -> Iterable[HiddenFigure]:
        """Return the hidden figures of an area, by its short name, in a period that starts on a day."""
        return self._by_place.get((area, start), ())

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], list[HiddenFigure]]:
        found: dict[tuple[str, str], list[HiddenFigure]] = defaultdict(list)
        for hidden in self.hidden:
            found[hidden.observation.area, hidden.observation.period.start.isoformat()].append(hidden)
        return found

    def faults(self, text: str) -> Iterator[str]:
        """Yield every hidden figure beside which a text on this metric has a number that nobody published.

        A clause speaks of a figure where it names its period, and its area or group or the clause before does.
        """
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
                    yield from self._told(named, periods, numbers)

    def _told(self, named: set[str], periods: Iterable[str], numbers: set[str]) -> Iterator[str]:
        meant = [o for period in periods for o in self._by_period[period] if self._is_meant(o, named)]
        published = {number for o in meant for number in _NUMBER.findall(wording.observed(o, self.metric))}
        if numbers - published:
            yield from (str(hidden) for hidden in self.hidden if any(o is hidden.observation for o in meant))

    def _is_meant(self, observation: Observation, named: set[str]) -> bool:
        """Return whether names mean a figure: a group alone means it in any area, an area alone everyone in it."""
        areas, groups = named & self._area_names, named & self._groups
        area = self._areas[observation.area]
        if observation.group:
            return observation.group in groups and (not areas or area in areas)
        return area in areas and not groups

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
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

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


def subjects(partnerships: Iterable[Partnership]) -> tuple[Subject, ...]:
    """Return every metric with hidden figures, for each partnership."""
    found = []
    for partnership in partnerships:
        by_metric: dict[str, list[Observation]] = defaultdict(list)
        for observation in partnership.package.observations:
            by_metric[observation.metric].append(observation)
        found += [
            Subject(partnership, partnership.metrics[metric], observations)
            for metric, observations in by_metric.items()
            if any(o.status is Status.CONFIDENTIAL for o in observations)
        ]
    return tuple(found)
