"""Which whole numbers some unknowns can be, given linear relations between them.

First limits are passed along the relations until nothing changes. Where the relations form no ring and
every factor is one, that is exact already. Elsewhere the solver is asked of each stretch of values in question.
A value counts as possible only where a whole solution with it was found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from builder.disclosure.rules.relations import Contradiction, Limits, Relation, Unknown, meet, passed_on, without_fixed
from builder.disclosure.rules.solver import Feasibility, Solver


@dataclass(frozen=True, slots=True)
class Left:
    """How many values an unknown is known to have, counted up to as many as were asked for."""

    values: int
    is_certain: bool
    """Whether it has no others; where False, the search for more was not finished."""


class Component:
    """Unknowns that relations tie together, and what they can be."""

    def __init__(self, limits: Mapping[Unknown, Limits], relations: Iterable[Relation]) -> None:
        """Take the limits of every unknown, and the relations.

        Raises:
            Contradiction: Nothing fulfils all of them.
        """
        relations = tuple(relations)
        self.limits = passed_on(dict(limits), relations)
        self._rest = without_fixed(relations, self.limits)
        self._in_rings = _in_rings(self._rest)
        if self._fits is Feasibility.IMPOSSIBLE:
            raise Contradiction

    def how_many(self, unknown: Unknown, enough: int) -> Left:
        """Return how many values an unknown can have, counted up to `enough`."""
        low, high = self.limits[unknown]
        if low is not None and low == high:
            return Left(1, is_certain=True)
        if unknown not in self._in_rings:
            return Left(enough if low is None or high is None else min(enough, high - low + 1), is_certain=True)
        found = self._solver.found[unknown]
        closed: set[Limits] = set()
        is_certain = self._fits is Feasibility.POSSIBLE
        while found and len(found) < enough:
            stretch = next((one for one in _stretches(found, (low, high)) if one not in closed), None)
            if stretch is None:
                break
            answer = self._solver.ask({unknown: stretch})
            if answer is not Feasibility.POSSIBLE:
                closed.add(stretch)
                is_certain = is_certain and answer is Feasibility.IMPOSSIBLE
        return Left(min(len(found), enough), is_certain or len(found) >= enough)

    def can_be_below(self, unknown: Unknown, limit: int) -> Feasibility:
        """Return whether an unknown can have a value below a limit."""
        within = meet(self.limits[unknown], (None, limit - 1))
        if within is None:
            return Feasibility.IMPOSSIBLE
        return self._solver.ask({unknown: within}) if unknown in self._in_rings else Feasibility.POSSIBLE

    @cached_property
    def _solver(self) -> Solver:
        unknowns = sorted(self._in_rings, key=repr)
        rest = [relation for relation in self._rest if relation.terms[0][0] in self._in_rings]
        return Solver({unknown: self.limits[unknown] for unknown in unknowns}, rest)

    @cached_property
    def _fits(self) -> Feasibility:
        """Whether all relations can hold."""
        return self._solver.can_all_hold() if self._in_rings else Feasibility.POSSIBLE


def _stretches(found: Iterable[int], limits: Limits) -> Iterable[Limits]:
    """Yield the values between those that were found, and on both sides of them, as limits without a found one."""
    low, high = limits
    values = sorted(found)
    for one, other in pairwise(values):
        if one + 1 < other:
            yield one + 1, other - 1
    if high is None or values[-1] < high:
        yield values[-1] + 1, high
    if low is None or low < values[0]:
        yield low, values[0] - 1


def _in_rings(relations: Sequence[Relation]) -> frozenset[Unknown]:
    """Return the unknowns of every group of relations where passing on limits need not be exact.

    It is where the graph of unknowns and relations is a forest and every factor is 1 or -1: then a value
    that each relation allows for itself can be completed along the branches, one after another.
    """
    parent: dict[Unknown, Unknown] = {}

    def root(node: Unknown) -> Unknown:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    rings: set[Unknown] = set()
    for number, relation in enumerate(relations):
        here: Unknown = ("relation", number)
        for unknown, factor in relation.terms:
            if root(unknown) == root(here) or abs(factor) != 1:
                rings.add(unknown)
            parent[root(unknown)] = root(here)
    roots = {root(unknown) for unknown in rings}
    return frozenset(unknown for r in relations for unknown, _ in r.terms if root(unknown) in roots)
