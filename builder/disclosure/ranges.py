"""Which whole numbers some unknowns can be, given linear relations between them.

First limits are passed along the relations until nothing changes. Where the relations form no ring and
every factor is one, that is exact already. Elsewhere exact linear programming with branching settles
each value in question. A value counts as possible only where a whole solution with it was found.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from builder.disclosure.simplex import Simplex

Unknown = Hashable
Limits = tuple[int | None, int | None]
"""The smallest and the largest value; None where there is no limit."""

_MOST_STEPS = 20_000
"""How often a relation is looked at before the passing on of limits stops: what is known then still holds."""
_MOST_BRANCHES = 300
"""How many branches are looked at before a value counts as undecided, and so as not possible."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum of unknowns, each times a whole factor other than zero, that lies within limits."""

    terms: tuple[tuple[Unknown, int], ...]
    low: int | None
    high: int | None


class Contradiction(Exception):
    """The relations cannot all hold."""


class Component:
    """Unknowns that relations tie together, and what they can be."""

    def __init__(self, limits: Mapping[Unknown, Limits], relations: Iterable[Relation]) -> None:
        """Take the limits of every unknown, and the relations.

        Raises:
            Contradiction: Nothing fulfils all of them.
        """
        relations = tuple(relations)
        self.limits = _passed_on(dict(limits), relations)
        self._rest = _without_fixed(relations, self.limits)
        self._in_rings = _in_rings(self._rest)
        self._seen: dict[Unknown, set[int]] = {}
        self._solver: _Solver | None = None
        if self._in_rings and not self._solution({}):
            raise Contradiction

    def how_many(self, unknown: Unknown, enough: int) -> int:
        """Return how many values an unknown can have, counted up to `enough`."""
        low, high = self.limits[unknown]
        if low is not None and low == high:
            return 1
        if unknown not in self._in_rings:
            return enough if low is None or high is None else min(enough, high - low + 1)
        seen = self._seen[unknown]
        for value in self._candidates(unknown, enough):
            if len(seen) >= enough:
                break
            if value not in seen:
                self._solution({unknown: (value, value)})
        return min(len(seen), enough)

    def can_be_below(self, unknown: Unknown, limit: int) -> bool:
        """Return whether an unknown can have a value below a limit."""
        within = meet(self.limits[unknown], (None, limit - 1))
        if within is None:
            return False
        return unknown not in self._in_rings or self._solution({unknown: within})

    def _candidates(self, unknown: Unknown, enough: int) -> Iterable[int]:
        """Yield values worth trying: between those that were found, then ever farther from them."""
        low, high = self.limits[unknown]
        least, most = min(self._seen[unknown]), max(self._seen[unknown])
        yield from range(least + 1, min(most, least + 2 * enough))
        # Values between possible ones are seldom impossible, so steps beyond twice as many as asked for add nothing.
        for step in range(1, 2 * enough + 1):
            if high is None or most + step <= high:
                yield most + step
            if low is None or least - step >= low:
                yield least - step

    def _solution(self, limits: Mapping[Unknown, Limits]) -> bool:
        """Return whether a whole solution within limits was found, and remember its values."""
        if self._solver is None:
            unknowns = sorted(self._in_rings, key=repr)
            rest = [r for r in self._rest if r.terms[0][0] in self._in_rings]
            self._solver = _Solver(unknowns, {u: self.limits[u] for u in unknowns}, rest)
        found = self._solver.solution(limits)
        for unknown, value in (found or {}).items():
            self._seen.setdefault(unknown, set()).add(value)
        return found is not None


class _Solver:
    """Finds whole solutions by linear programming and branching."""

    def __init__(
        self, unknowns: Sequence[Unknown], limits: Mapping[Unknown, Limits], relations: Sequence[Relation]
    ) -> None:
        self._unknowns = unknowns
        self._limits = limits
        position = {unknown: number for number, unknown in enumerate(unknowns)}
        self._position = position
        self._sums = [(tuple((position[u], factor) for u, factor in r.terms), (r.low, r.high)) for r in relations]
        self._simplex = Simplex(len(unknowns), self._sums)
        self._wholes = _wholes(self._sums)

    def solution(self, narrower: Mapping[Unknown, Limits]) -> dict[Unknown, int] | None:
        """Return a value for each unknown, or None where there is none or none was found in time."""
        first = dict(self._limits) | dict(narrower)
        rounded = self._rounded(first)
        if rounded:
            return rounded
        waiting = [first]
        for _ in range(_MOST_BRANCHES):
            if not waiting:
                return None
            limits = waiting.pop()
            for unknown, (low, high) in limits.items():
                self._simplex.limit(self._position[unknown], low, high)
            if not self._simplex.solve():
                continue
            values = self._simplex.values[: len(self._unknowns)]
            broken = next((n for n, value in enumerate(values) if value.denominator != 1), None)
            if broken is None:
                return {unknown: int(value) for unknown, value in zip(self._unknowns, values, strict=True)}
            unknown, value = self._unknowns[broken], values[broken]
            low, high = limits[unknown]
            waiting.append(limits | {unknown: (ceil(value), high)})
            waiting.append(limits | {unknown: (low, floor(value))})
        return None

    def _rounded(self, limits: Mapping[Unknown, Limits]) -> dict[Unknown, int] | None:
        """Return a whole solution near one with room to spare, or None where this quick way finds none.

        Where rates have no numbers of people, large numbers leave that room, and branching takes ever so long to
        come upon them. What is returned has been checked against every limit.
        """
        for unknown, (low, high) in limits.items():
            self._simplex.limit(self._position[unknown], low, high)
        first = len(self._unknowns)
        for row, (terms, (low, high)) in enumerate(self._sums, start=first):
            # Parts are rounded by less than one each, and a whole by less than its number of parts.
            room = sum(abs(factor) * len(self._wholes.get(at, (at,))) for at, factor in terms)
            tighter = None if low is None else low + room, None if high is None else high - room
            self._simplex.limit(row, *(meet(tighter, tighter) or (low, high)))
        found = self._simplex.solve()
        numbers = [floor(value) for value in self._simplex.values[:first]] if found else []
        for row, (_, within) in enumerate(self._sums, start=first):
            self._simplex.limit(row, *within)
        if not found:
            return None
        for whole, parts in self._wholes.items():
            numbers[whole] = sum(numbers[part] for part in parts)
        fits = all(_is_within(sum(n * numbers[at] for at, n in terms), limit) for terms, limit in self._sums)
        answer = dict(zip(self._unknowns, numbers, strict=True))
        return answer if fits and all(_is_within(answer[u], limit) for u, limit in limits.items()) else None


def _wholes(sums: Sequence[tuple[Sequence[tuple[int, int]], Limits]]) -> dict[int, tuple[int, ...]]:
    """Return, for each unknown that is a sum of others, these others, by their positions."""
    found: dict[int, tuple[int, ...]] = {}
    for terms, limits in sums:
        whole, *parts = terms
        if limits == (0, 0) and whole[1] == 1 and whole[0] not in found and all(factor == -1 for _, factor in parts):
            found[whole[0]] = tuple(part for part, _ in parts)
    return found


def _is_within(number: int, limits: Limits) -> bool:
    """Return whether a number lies within limits."""
    low, high = limits
    return (low is None or low <= number) and (high is None or number <= high)


def meet(one: Limits, other: Limits) -> Limits | None:
    """Return the limits that hold in both, or None where no value does."""
    low = max((n for n in (one[0], other[0]) if n is not None), default=None)
    high = min((n for n in (one[1], other[1]) if n is not None), default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def settled(relations: Iterable[Relation]) -> tuple[dict[Unknown, Limits], tuple[Relation, ...]]:
    """Return what relations of one unknown say of it, and the others, freed of unknowns that are settled so.

    Raises:
        Contradiction: Two of them, or one of the others, cannot hold.
    """
    limits: dict[Unknown, Limits] = {}
    others = []
    for relation in relations:
        if len(relation.terms) > 1:
            others.append(relation)
            continue
        unknown, factor = relation.terms[0]
        both = meet(limits.get(unknown, (None, None)), _over((relation.low, relation.high), factor))
        if both is None:
            raise Contradiction
        limits[unknown] = both
    return limits, _without_fixed(others, limits)


def _without_fixed(relations: Iterable[Relation], limits: Mapping[Unknown, Limits]) -> tuple[Relation, ...]:
    """Return relations between the unknowns that are not settled; those between settled ones only are left out.

    Raises:
        Contradiction: A relation between settled unknowns does not hold.
    """
    rest = []
    for relation in relations:
        terms, fixed = [], 0
        for unknown, factor in relation.terms:
            low, high = limits.get(unknown, (None, None))
            if low is not None and low == high:
                fixed += factor * low
            else:
                terms.append((unknown, factor))
        low = None if relation.low is None else relation.low - fixed
        high = None if relation.high is None else relation.high - fixed
        if terms:
            rest.append(Relation(tuple(terms), low, high))
        elif (low is not None and low > 0) or (high is not None and high < 0):
            raise Contradiction
    return tuple(rest)


def _passed_on(limits: dict[Unknown, Limits], relations: Sequence[Relation]) -> dict[Unknown, Limits]:
    """Return limits narrowed by every relation until nothing changes.

    Raises:
        Contradiction: Nothing fulfils all of them.
    """
    by_unknown: dict[Unknown, list[Relation]] = {}
    for relation in relations:
        for unknown, _ in relation.terms:
            by_unknown.setdefault(unknown, []).append(relation)
    waiting = deque(relations)
    queued = set(map(id, relations))
    for _ in range(_MOST_STEPS):
        if not waiting:
            break
        relation = waiting.popleft()
        queued.discard(id(relation))
        for unknown in _narrow(relation, limits):
            for other in by_unknown[unknown]:
                if id(other) not in queued:
                    queued.add(id(other))
                    waiting.append(other)
    return limits


def _narrow(relation: Relation, limits: dict[Unknown, Limits]) -> list[Unknown]:
    """Narrow the limits of a relation's unknowns, and return those that changed.

    Raises:
        Contradiction: Nothing fulfils the relation.
    """
    parts = [(unknown, factor, _times(limits[unknown], factor)) for unknown, factor in relation.terms]
    lows = [low for _, _, (low, _) in parts if low is not None]
    highs = [high for _, _, (_, high) in parts if high is not None]
    lowest, open_low = sum(lows), len(parts) - len(lows)
    highest, open_high = sum(highs), len(parts) - len(highs)
    changed = []
    for unknown, factor, (low, high) in parts:
        # What the others leave for this one, at most and at least.
        most = least = None
        if relation.high is not None and open_low == (low is None):
            most = relation.high - lowest + (low or 0)
        if relation.low is not None and open_high == (high is None):
            least = relation.low - highest + (high or 0)
        narrowed = meet(limits[unknown], _over((least, most), factor))
        if narrowed is None:
            raise Contradiction
        if narrowed != limits[unknown]:
            limits[unknown] = narrowed
            changed.append(unknown)
    return changed


def _times(limits: Limits, factor: int) -> Limits:
    """Return the limits of a number times a factor."""
    low, high = limits if factor > 0 else limits[::-1]
    return None if low is None else low * factor, None if high is None else high * factor


def _over(limits: Limits, factor: int) -> Limits:
    """Return the limits of a whole number that lies within limits when it is multiplied by a factor."""
    low, high = limits if factor > 0 else limits[::-1]
    return None if low is None else -(-low // factor), None if high is None else high // factor


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
