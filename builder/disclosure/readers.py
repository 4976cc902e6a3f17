"""What three readers of the published figures can work out, from a careful one to one who guesses.

Each knows everything that is published and every declared relation.

- The first knows only that counts are whole numbers from 0.
- The second knows too that nothing is hidden that would be shown: no zero where zeros are shown.
- The third takes every hidden number to be below the threshold, unless the figures rule that out.

A hidden number is safe where each reader is left with as many values as its being hidden leaves open,
such as 1 to 4, or with as many as if nothing around it were published.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from builder.disclosure.counts import Count
from builder.disclosure.known import Fact
from builder.disclosure.policy import Policy
from builder.disclosure.ranges import Component, Contradiction, Limits, Relation


class Reader(Enum):
    """Who tries to work out a hidden number."""

    CAREFUL = 1
    INFORMED = 2
    GUESSING = 3


@dataclass(frozen=True, slots=True)
class Guarded:
    """A count that must not be worked out."""

    policy: Policy
    people: bool
    hidden: bool
    """Whether a row says that it is hidden; else no row publishes it, which is no fault where it is large."""

    @property
    def values_left_open(self) -> int:
        """How many values must remain."""
        return self.policy.values_left_open if self.people else 2


@dataclass(frozen=True, slots=True)
class Leak:
    """What a reader can find out about a count."""

    count: Count
    values: int
    """How many values remain."""
    guessing: bool
    """Whether the reader must take hidden numbers to be small."""


class Neighbourhood:
    """Counts that facts and relations tie together."""

    def __init__(
        self,
        relations: Sequence[Relation],
        facts: Sequence[Fact],
        guarded: Mapping[Count, Guarded],
        absent: frozenset[Count],
    ) -> None:
        """Take what is known of some counts.

        `absent` are counts that cannot be: a status says that they are not applicable.
        """
        self._relations = relations
        self.facts = facts
        self.guarded = guarded
        self._absent = absent
        self._unknowns = {
            unknown for relation in (*relations, *(fact.relation for fact in facts)) for unknown, _ in relation.terms
        } | set(guarded)

    def with_facts(self, facts: Sequence[Fact]) -> "Neighbourhood":
        """Return the same counts and relations, with other facts."""
        return Neighbourhood(self._relations, facts, self.guarded, self._absent)

    @cached_property
    def contradictory(self) -> bool:
        """Whether the published figures cannot all be right."""
        return self._component(Reader.CAREFUL, self.facts) is None

    def leaks(self, only: Iterable[Count] | None = None) -> list[Leak]:
        """Return what a reader can find out about each guarded count, or about some of them."""
        asked = self.guarded if only is None else {count: self.guarded[count] for count in only}
        found: dict[Count, Leak] = {}
        for reader in (Reader.GUESSING, Reader.INFORMED):
            component = self._components.get(reader)
            if component is None and reader is Reader.INFORMED:
                component = self._components.get(Reader.CAREFUL)
            if component is None:
                continue
            for count, guarded in asked.items():
                if not guarded.hidden and reader is Reader.GUESSING:
                    continue
                values = self._too_few(component, reader, count, guarded)
                if values:
                    found[count] = Leak(count, values, guessing=reader is Reader.GUESSING)
        return list(found.values())

    @cached_property
    def _components(self) -> dict[Reader, Component | None]:
        found: dict[Reader, Component | None] = {}
        found[Reader.INFORMED] = self._component(Reader.INFORMED, self.facts)
        if found[Reader.INFORMED] is None:
            found[Reader.CAREFUL] = self._component(Reader.CAREFUL, self.facts)
        elif any(guarded.hidden and guarded.people for guarded in self.guarded.values()):
            found[Reader.GUESSING] = self._component(Reader.GUESSING, self.facts)
        return found

    def _too_few(self, component: Component, reader: Reader, count: Count, guarded: Guarded) -> int:
        """Return how many values a reader is left with, or 0 where they are enough."""
        enough = guarded.values_left_open
        values = component.how_many(count, enough)
        if values >= enough:
            return 0
        if not guarded.hidden:
            low, high = component.limits[count]
            small = high is not None and low is not None and high < guarded.policy.threshold
            return values if small and high is not None and guarded.policy.is_small(high) else 0
        bare = self._without_facts.get(reader)
        return values if bare is None or values < bare.how_many(count, enough) else 0

    @cached_property
    def _without_facts(self) -> dict[Reader, Component | None]:
        return {reader: self._component(reader, ()) for reader in self._components}

    def _component(self, reader: Reader, facts: Sequence[Fact]) -> Component | None:
        """Return what a reader knows, or None where it cannot be so."""
        small: frozenset[Count] = frozenset()
        if reader is Reader.GUESSING:
            informed = self._components_of_informed
            if informed is None:
                return None
            small = frozenset(
                count
                for count, guarded in self.guarded.items()
                if guarded.hidden
                and guarded.people
                and informed.can_be_within(count, None, guarded.policy.threshold - 1)
            )
        limits = {unknown: self._limits(unknown, reader, small) for unknown in self._unknowns}  # type: ignore[arg-type]
        if any(low is not None and high is not None and low > high for low, high in limits.values()):
            return None
        try:
            return Component(limits, (*self._relations, *(fact.relation for fact in facts)))
        except Contradiction:
            return None

    @cached_property
    def _components_of_informed(self) -> Component | None:
        return self._component(Reader.INFORMED, self.facts)

    def _limits(self, count: Count, reader: Reader, small: frozenset[Count]) -> Limits:
        if count in self._absent:
            return 0, 0
        guarded = self.guarded.get(count)
        if guarded is None or not guarded.hidden or not guarded.people or reader is Reader.CAREFUL:
            return 0, None
        return guarded.policy.smallest_hidden, guarded.policy.threshold - 1 if count in small else None
