"""Whole solutions of linear relations, by HiGHS: the last resort, where passing on limits is not exact.

HiGHS calculates with floating point. So each solution is checked again in whole numbers, and a refusal of everything
counts only with a proof that holds in fractions: what is neither found nor proved is undecided.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from math import inf
from typing import Any

from builder.disclosure.rules.relations import Contradiction, Limits, Relation, Unknown, divided, is_within, passed_on

_MOST_NODES = 2_000
"""How many branches HiGHS looks at for one question: a limit of time would let a busy machine change the answer."""
_LARGEST_FACTOR = 10**9
"""Beyond this floating point tells neighbouring whole numbers apart no longer, so HiGHS is not asked."""
_FINEST_SHARE = 10**6
"""The largest denominator that the factors of a proof are rounded to, before it is checked."""


class Feasibility(Enum):
    """What became of the question whether relations can all hold."""

    POSSIBLE = "possible"
    """A whole solution was found, and checked."""
    IMPOSSIBLE = "impossible"
    """There is none."""
    UNDECIDED = "undecided"
    """None was found and none ruled out within the limits of the search."""


class Solver:
    """Unknowns within limits and the relations between them; asked again and again with other limits."""

    def __init__(self, limits: Mapping[Unknown, Limits], relations: Sequence[Relation]) -> None:
        self.found: dict[Unknown, set[int]] = {unknown: set() for unknown in limits}
        """The values that each unknown has in some whole solution."""
        self._limits = dict(limits)
        self._relations = [divided(relation) for relation in relations]
        self._column = {unknown: number for number, unknown in enumerate(self._limits)}
        largest = max((abs(factor) for relation in self._relations for _, factor in relation.terms), default=0)
        self._highs = _highs(tuple(self._limits.values()), self._rows()) if largest <= _LARGEST_FACTOR else None

    def can_all_hold(self) -> Feasibility:
        """Return whether the relations can all hold. IMPOSSIBLE is proved, since it accuses the figures."""
        try:
            passed_on(dict(self._limits), self._relations)
        except Contradiction:
            return Feasibility.IMPOSSIBLE
        answer = self.ask({})
        if answer is Feasibility.IMPOSSIBLE and not self._is_proved_impossible():
            return Feasibility.UNDECIDED
        return answer

    def ask(self, narrower: Mapping[Unknown, Limits]) -> Feasibility:
        """Return whether there is a whole solution within limits, some of them narrower; its values are kept."""
        limits = self._limits | dict(narrower)
        try:
            limits = passed_on(limits, self._relations)
        except Contradiction:
            return Feasibility.IMPOSSIBLE
        if self._highs is None:
            return Feasibility.UNDECIDED
        import highspy

        for unknown in narrower:
            self._set_limits(unknown, limits[unknown])
        self._highs.run()
        status = self._highs.getModelStatus()
        values = self._highs.getSolution().col_value if status == highspy.HighsModelStatus.kOptimal else ()
        for unknown in narrower:
            self._set_limits(unknown, self._limits[unknown])
        if status == highspy.HighsModelStatus.kInfeasible:
            return Feasibility.IMPOSSIBLE
        if not values:
            return Feasibility.UNDECIDED
        solution = {unknown: round(value) for unknown, value in zip(self._limits, values, strict=True)}
        if not self._fits(solution, limits):
            return Feasibility.UNDECIDED
        for unknown, value in solution.items():
            self.found[unknown].add(value)
        return Feasibility.POSSIBLE

    def _fits(self, solution: Mapping[Unknown, int], limits: Mapping[Unknown, Limits]) -> bool:
        sums = (
            (sum(factor * solution[unknown] for unknown, factor in relation.terms), (relation.low, relation.high))
            for relation in self._relations
        )
        return all(is_within(solution[u], limits[u]) for u in solution) and all(is_within(*pair) for pair in sums)

    def _is_proved_impossible(self) -> bool:
        """Return whether some sum of relations contradicts the limits of its unknowns, in exact fractions.

        HiGHS gives the factors of that sum for the relations without wholeness, if there are any (Farkas' lemma).
        """
        highs = _highs(tuple(self._limits.values()), self._rows(), whole=False)
        highs.setOptionValue("presolve", "off")
        highs.run()
        _, exists, ray = highs.getDualRay()
        if not exists:
            return False
        largest = max(abs(float(number)) for number in ray) or 1.0
        factors = [Fraction(float(number) / largest).limit_denominator(_FINEST_SHARE) for number in ray]
        return any(self._contradicts([sign * factor for factor in factors]) for sign in (1, -1))

    def _contradicts(self, factors: Sequence[Fraction]) -> bool:
        """Return whether relations times factors add up to less than their unknowns can give."""
        most = Fraction(0)
        together: dict[Unknown, Fraction] = {}
        for factor, relation in zip(factors, self._relations, strict=True):
            if not factor:
                continue
            limit = relation.high if factor > 0 else relation.low
            if limit is None:
                return False
            most += factor * limit
            for unknown, share in relation.terms:
                together[unknown] = together.get(unknown, Fraction(0)) + factor * share
        least = Fraction(0)
        for unknown, factor in together.items():
            limit = self._limits[unknown][0 if factor > 0 else 1]
            if factor and limit is None:
                return False
            least += factor * (limit or 0)
        return least > most

    def _rows(self) -> list[tuple[Limits, tuple[tuple[int, int], ...]]]:
        """Return each relation as its limits, and its columns with their factors."""
        return [
            (
                (relation.low, relation.high),
                tuple((self._column[unknown], factor) for unknown, factor in relation.terms),
            )
            for relation in self._relations
        ]

    def _set_limits(self, unknown: Unknown, limits: Limits) -> None:
        assert self._highs is not None
        self._highs.changeColBounds(self._column[unknown], *_floats(limits))


def _highs(
    columns: Sequence[Limits], rows: Sequence[tuple[Limits, Sequence[tuple[int, int]]]], *, whole: bool = True
) -> Any:
    """Return a model of HiGHS that looks for any solution, in silence and in the same way each time."""
    import highspy

    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # its stubs leave the constructor out
    for option, value in (("output_flag", False), ("threads", 1), ("mip_max_nodes", _MOST_NODES)):
        highs.setOptionValue(option, value)
    for limits in columns:
        highs.addVar(*_floats(limits))
    if whole:
        for number in range(len(columns)):
            highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for limits, terms in rows:
        highs.addRow(*_floats(limits), len(terms), [at for at, _ in terms], [float(factor) for _, factor in terms])
    return highs


def _floats(limits: Limits) -> tuple[float, float]:
    low, high = limits
    return -inf if low is None else float(low), inf if high is None else float(high)
