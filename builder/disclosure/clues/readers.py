"""What three readers of the published figures can work out, from a careful one to one who guesses.

Each knows everything that is published and every declared relation.

- The first knows only that counts are whole numbers from 0.
- The second knows too that nothing is hidden that would be shown: no zero where zeros are shown.
- The third takes every hidden number to be below the threshold, unless the figures rule that out.

A hidden number is safe where each reader is left with as many values as its being hidden leaves open,
such as 1 to 4, or with as many as if nothing around it were published.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from builder.disclosure.rules.counts import HiddenCount
from builder.disclosure.rules.policy import Policy
from builder.disclosure.rules.ranges import Component, Left
from builder.disclosure.rules.relations import Contradiction, Limits, Relation, Unknown, meet, settled
from builder.disclosure.rules.row_facts import Fact
from builder.disclosure.rules.solver import Feasibility


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

    count: HiddenCount
    values: int
    """How many values remain."""
    guessing: bool
    """Whether the reader must take hidden numbers to be small."""
    is_certain: bool
    """Whether no other values remain; where False, the search for more was not finished."""


class Neighbourhood:
    """Counts that facts and relations tie together."""

    def __init__(
        self,
        relations: Sequence[Relation],
        facts: Sequence[Fact],
        guarded: Mapping[HiddenCount, Guarded],
        absent: frozenset[HiddenCount],
    ) -> None:
        """Take what is known of some counts.

        `absent` are counts that cannot be: a status says that they are not applicable.
        """
        self.relations = relations
        self.facts = facts
        self.guarded = guarded
        self._absent = absent
        self._known: dict[Reader, Component | None] = {}

    def with_facts(self, facts: Sequence[Fact]) -> "Neighbourhood":
        """Return the same counts and relations, with other facts."""
        return Neighbourhood(self.relations, facts, self.guarded, self._absent)

    @property
    def contradictory(self) -> bool:
        """Whether the published figures cannot all be right."""
        return self._knows(Reader.INFORMED) is None and self._knows(Reader.CAREFUL) is None

    @property
    def rules_beliefs_out(self) -> bool:
        """Whether the published figures cannot all be right if every hidden number is one that must be hidden."""
        return self._knows(Reader.INFORMED) is None

    def gives_away(self, leak: Leak) -> bool:
        """Return whether as much of a count can be found out, and by no more guessing."""
        found = self.leaks([leak.count], guessing=leak.guessing)
        return any(one.is_certain and one.values <= leak.values for one in found)

    def leaks(self, only: Collection[HiddenCount] | None = None, *, guessing: bool = True) -> list[Leak]:
        """Return what a reader can find out about each guarded count, or about some of them."""
        asked = {count: one for count, one in self.guarded.items() if only is None or count in only}
        # A reader whose beliefs the figures rule out finds nothing; the next one believes less.
        believer = Reader.INFORMED if self._knows(Reader.INFORMED) else Reader.CAREFUL
        found: dict[HiddenCount, Leak] = {}
        for count, guarded in asked.items():
            may_guess = guessing and guarded.hidden and guarded.people
            for reader in (believer, Reader.GUESSING) if may_guess else (believer,):
                left = self._too_few(reader, count, guarded)
                if left and (count not in found or left.is_certain):
                    found[count] = Leak(count, left.values, reader is Reader.GUESSING, left.is_certain)
                if left and left.is_certain:
                    break
        return list(found.values())

    def _too_few(self, reader: Reader, count: HiddenCount, guarded: Guarded) -> Left | None:
        """Return how many values a reader is left with, or None where they are enough."""
        component = self._knows(reader)
        if component is None:
            return None
        enough = guarded.values_left_open
        left = component.how_many(count, enough)
        if left.values >= enough:
            return None
        if not guarded.hidden:
            high = component.limits[count][1]
            return left if high is not None and guarded.policy.is_small(high) else None
        without = self._without_facts._knows(reader)  # noqa: SLF001 -- it is another of the same kind
        return left if without is None or left.values < without.how_many(count, enough).values else None

    @cached_property
    def _without_facts(self) -> "Neighbourhood":
        """The same, if no figure were published; who guesses believes the same."""
        bare = self.with_facts(())
        bare._small = self._small  # noqa: SLF001 -- as above
        return bare

    def _knows(self, reader: Reader) -> Component | None:
        """Return what a reader knows, or None where the figures rule out what the reader believes."""
        if reader not in self._known:
            self._known[reader] = self._component(reader)
        return self._known[reader]

    def _component(self, reader: Reader) -> Component | None:
        if self._settled is None or (reader is Reader.GUESSING and not self._small):
            return None
        settled, rest = self._settled
        counts = {*settled, *self.guarded, *self._absent, *(unknown for r in rest for unknown, _ in r.terms)}
        limits = {}
        for count in counts:
            both = meet(self._limits(count, reader), settled.get(count, (None, None)))  # type: ignore[arg-type]
            if both is None:
                return None
            limits[count] = both
        try:
            return Component(limits, rest)
        except Contradiction:
            return None

    @cached_property
    def _settled(self) -> tuple[dict[Unknown, Limits], tuple[Relation, ...]] | None:
        """What figures say of single counts, and the relations that remain; None where they contradict each other."""
        try:
            return settled((*self.relations, *(fact.relation for fact in self.facts)))
        except Contradiction:
            return None

    @cached_property
    def _small(self) -> frozenset[HiddenCount]:
        """The hidden counts that can be small, each for itself."""
        informed = self._knows(Reader.INFORMED)
        return frozenset(
            count
            for count, one in self.guarded.items()
            if informed
            and one.hidden
            and one.people
            and informed.can_be_below(count, one.policy.threshold) is Feasibility.POSSIBLE
        )

    def _limits(self, count: HiddenCount, reader: Reader) -> Limits:
        if count in self._absent:
            return 0, 0
        guarded = self.guarded.get(count)
        if guarded is None or not guarded.hidden or not guarded.people or reader is Reader.CAREFUL:
            return 0, None
        small = reader is Reader.GUESSING and count in self._small
        return guarded.policy.smallest_hidden, guarded.policy.threshold - 1 if small else None
