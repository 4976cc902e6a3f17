"""Exact linear arithmetic: whether linear relations between numbers within limits can all hold at once.

Every number is a fraction, so that nothing is decided by rounding.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

Terms = Sequence[tuple[int, int]]
"""A sum: pairs of a variable's position and its whole factor."""
Limits = tuple[int | None, int | None]


class Simplex:
    """Relations between variables, each variable and each sum within limits that can change.

    Source: Dutertre B, de Moura L (2006), A fast linear-arithmetic solver for DPLL(T), CAV 2006, section 3,
    with Bland's rule, so that it always ends.
    """

    def __init__(self, variables: int, sums: Iterable[tuple[Terms, Limits]]) -> None:
        self.lower: list[int | None] = [None] * variables
        self.upper: list[int | None] = [None] * variables
        self.values: list[Fraction] = [Fraction(0)] * variables
        self._rows: dict[int, dict[int, Fraction]] = {}
        for number, (terms, (low, high)) in enumerate(sums, start=variables):
            self._rows[number] = {variable: Fraction(factor) for variable, factor in terms}
            self.lower.append(low)
            self.upper.append(high)
            self.values.append(Fraction(0))

    def limit(self, variable: int, low: int | None, high: int | None) -> None:
        """Set the limits of a variable."""
        self.lower[variable], self.upper[variable] = low, high

    def solve(self) -> bool:
        """Return whether all can hold; then `values` do."""
        for variable in range(len(self.values)):
            if variable not in self._rows:
                self._settle(variable)
        for row, terms in self._rows.items():
            self.values[row] = sum((factor * self.values[v] for v, factor in terms.items()), Fraction(0))
        while True:
            broken = min((row for row in self._rows if self._missed(row) is not None), default=None)
            if broken is None:
                return True
            goal = self._missed(broken)
            assert goal is not None
            rises = self.values[broken] < goal
            terms = self._rows[broken]
            entering = min((v for v in terms if self._can_help(v, terms[v], rises=rises)), default=None)
            if entering is None:
                return False
            self._pivot(broken, entering, Fraction(goal))

    def _settle(self, variable: int) -> None:
        """Bring a variable that stands alone within its limits."""
        low, high = self.lower[variable], self.upper[variable]
        if low is not None and self.values[variable] < low:
            self.values[variable] = Fraction(low)
        elif high is not None and self.values[variable] > high:
            self.values[variable] = Fraction(high)

    def _missed(self, row: int) -> int | None:
        """Return the limit that a sum misses."""
        low, high = self.lower[row], self.upper[row]
        if low is not None and self.values[row] < low:
            return low
        return high if high is not None and self.values[row] > high else None

    def _can_help(self, variable: int, factor: Fraction, *, rises: bool) -> bool:
        """Return whether a variable has room to move the way that its sum needs."""
        low, high = self.lower[variable], self.upper[variable]
        if (factor > 0) == rises:
            return high is None or self.values[variable] < high
        return low is None or self.values[variable] > low

    def _pivot(self, leaving: int, entering: int, goal: Fraction) -> None:
        terms = self._rows.pop(leaving)
        factor = terms.pop(entering)
        step = (goal - self.values[leaving]) / factor
        self.values[leaving] = goal
        self.values[entering] += step
        entered = {variable: -other / factor for variable, other in terms.items()}
        entered[leaving] = 1 / factor
        for row, others in self._rows.items():
            share = others.pop(entering, None)
            if share is None:
                continue
            self.values[row] += share * step
            for variable, other in entered.items():
                total = others.get(variable, Fraction(0)) + share * other
                if total:
                    others[variable] = total
                else:
                    others.pop(variable, None)
        self._rows[entering] = entered
