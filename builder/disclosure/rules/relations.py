"""Linear relations between whole numbers, and the limits that they pass on from one to another."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

Unknown = Hashable
Limits = tuple[int | None, int | None]
"""The smallest and the largest value; None where there is no limit."""

_MOST_STEPS = 20_000
"""How often a relation is looked at before the passing on of limits stops: what is known then still holds."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum of unknowns, each times a whole factor other than zero, that lies within limits."""

    terms: tuple[tuple[Unknown, int], ...]
    low: int | None
    high: int | None


class Contradiction(Exception):
    """The relations cannot all hold."""


def is_within(number: int, limits: Limits) -> bool:
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
    return limits, without_fixed(others, limits)


def without_fixed(relations: Iterable[Relation], limits: Mapping[Unknown, Limits]) -> tuple[Relation, ...]:
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


def passed_on(limits: dict[Unknown, Limits], relations: Sequence[Relation]) -> dict[Unknown, Limits]:
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


def divided(relation: Relation) -> Relation:
    """Return a relation between the same whole numbers with the smallest whole factors."""
    divisor = gcd(*(factor for _, factor in relation.terms))
    low, high = _over((relation.low, relation.high), divisor)
    return Relation(tuple((unknown, factor // divisor) for unknown, factor in relation.terms), low, high)
