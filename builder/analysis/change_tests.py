"""Whether chance could explain a change, which test says so, and on what assumption.

Two periods that share people or days make a test more careful, never bolder, so only their length matters: it
must be known, or asserted by a source that compares the two figures itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from builder.analysis import chance
from builder.analysis.certainty import (
    Reason,
    counted_as,
    counts_behind,
    in_order,
    on_logarithms,
    published_limits,
    reasons_against_test,
)
from builder.analysis.series import Series
from builder.model.measures import CountedAs, Observation, PeriodBasis, Unit


class Chance(StrEnum):
    """Whether chance could explain a change."""

    MORE_THAN_CHANCE = "more-than-chance"
    """Chance alone would move the figure so far less than once in 20 times, allowing for how many are tested."""
    COULD_BE_CHANCE = "could-be-chance"
    CANNOT_BE_WORKED_OUT = "cannot-be-worked-out"


class HowTested(StrEnum):
    """How a change was tested."""

    FULL_COUNTS = "full-counts"
    """Two full counts, held against how far such counts move."""
    EVENTS = "events"
    REPEAT_EVENTS = "repeat-events"
    """Counts of events that one person can have again: with twice the variance."""
    PROPORTIONS = "proportions"
    PUBLISHED_LIMITS = "published-limits"
    PRINTED_DIGITS = "printed-digits"
    """Percentages without numbers: with the smallest numbers that give the printed digits."""


@dataclass(frozen=True, slots=True)
class ChanceAnswer:
    """Whether chance could explain a change, with everything that the answer rests on."""

    chance: Chance
    how: HowTested | None
    """None where nothing was tested."""
    p: float | None
    """How often chance alone makes such a difference, from 0 to 1; None where nothing was tested."""
    if_equally_long: bool = False
    """Whether it holds only if both periods are equally long, which is our reading."""
    may_overlap: bool = False
    """Whether the periods may share days, so that "could be chance" may be too careful."""
    reasons: tuple[Reason, ...] = ()
    """Everything that keeps it from being worked out, the weightiest first."""
    people_needed: int | None = None
    """Of percentages without numbers: the people that each must be about, at least, for the change to be clear."""

    @property
    def is_clear(self) -> bool:
        """Whether it is more than chance."""
        return self.chance is Chance.MORE_THAN_CHANCE

    def allowing_for_others(self, p: float) -> "ChanceAnswer":
        """Return the answer with a p value that allows for how many changes were tested."""
        if p < chance.SIGNIFICANCE:
            return replace(self, p=p, chance=Chance.MORE_THAN_CHANCE)
        if self.how is HowTested.PRINTED_DIGITS:
            # More people may stand behind the digits than the fewest possible, so chance is not shown to be enough.
            return _not_worked_out({Reason.NO_NUMBERS}, self.people_needed)
        return replace(self, p=p, chance=Chance.COULD_BE_CHANCE)


def answer(series: Series, earlier: Observation, later: Observation, *, compared: bool) -> ChanceAnswer:
    """Return whether chance could explain the change between two observations of a series that can be compared.

    `compared` says that the source itself sets the two beside each other, and so asserts that they are alike.
    """
    both = (earlier, later)
    reasons = _reasons(series, both, compared=compared)
    if reasons:
        return _not_worked_out(reasons)
    found = _tested(series, both)
    if found is None:
        return _without_numbers(series, both)
    test, p = found
    of_length = test is not HowTested.PROPORTIONS and series.metric.unit is not Unit.PERCENT
    read = any(o.period_basis is not PeriodBasis.STATED for o in both)
    return ChanceAnswer(
        Chance.COULD_BE_CHANCE,
        test,
        p,
        if_equally_long=of_length and read,
        may_overlap=any(o.period_basis is PeriodBasis.UNKNOWN for o in both),
    ).allowing_for_others(p)


def _not_worked_out(reasons: set[Reason], people_needed: int | None = None) -> ChanceAnswer:
    return ChanceAnswer(Chance.CANNOT_BE_WORKED_OUT, None, None, reasons=in_order(reasons), people_needed=people_needed)


def _reasons(series: Series, both: Sequence[Observation], *, compared: bool) -> set[Reason]:
    """Return everything that keeps the change between two observations from being tested."""
    found = reasons_against_test(both, series.metric)
    if series.metric.cumulative:
        found.add(Reason.CUMULATIVE)
    bases = {o.period_basis for o in both}
    if not compared and PeriodBasis.UNKNOWN in bases:
        found.add(Reason.PERIOD_UNKNOWN)
    if not compared and PeriodBasis.IMPLIED in bases:
        found.add(Reason.PERIOD_IMPLIED)
    # The digits of a percentage that was measured can speak for themselves, even where no numbers are given.
    digits_alone = series.metric.unit is Unit.PERCENT and found == {Reason.NO_NUMBERS}
    return set() if digits_alone else found


def _tested(series: Series, both: tuple[Observation, Observation]) -> tuple[HowTested, float] | None:
    """Return the test of two observations that can be tested and its p value; None of percentages without numbers."""
    metric = series.metric
    earlier, later = both
    before_limits, after_limits = published_limits(earlier), published_limits(later)
    if before_limits and after_limits and earlier.value is not None and later.value is not None:
        figures = (float(earlier.value), before_limits.interval), (float(later.value), after_limits.interval)
        return HowTested.PUBLISHED_LIMITS, chance.two_estimates(*figures, logarithms=on_logarithms(figures, metric))
    before, after = counts_behind(earlier, metric), counts_behind(later, metric)
    if isinstance(before, Reason) or isinstance(after, Reason):
        return None
    if metric.unit is Unit.PERCENT:
        return HowTested.PROPORTIONS, chance.two_proportions(before[0], int(before[1]), after[0], int(after[1]))
    kind = counted_as(later, metric)
    if metric.unit is Unit.COUNT and kind is CountedAs.REGISTER:
        return HowTested.FULL_COUNTS, chance.two_large_counts(before[0], after[0])
    exposures = before[1], after[1]
    if kind is CountedAs.REPEAT_EVENTS:
        return HowTested.REPEAT_EVENTS, chance.two_large_counts(before[0], after[0], chance.REPEATS, *exposures)
    return HowTested.EVENTS, chance.two_counts(before[0], after[0], *exposures)


def _without_numbers(series: Series, both: Sequence[Observation]) -> ChanceAnswer:
    """Return what the printed digits of two percentages say by themselves."""
    earlier, later = (o.value for o in both)
    assert earlier is not None and later is not None
    needed = chance.people_needed(earlier, later)
    fewest = [chance.smallest_numbers(value) for value in (earlier, later)]
    p = chance.two_proportions(*fewest[0], *fewest[1])
    # A sample varies more than its numbers say, so they would not be enough.
    sampled = counted_as(both[-1], series.metric) is CountedAs.SURVEY
    if p >= chance.SIGNIFICANCE or sampled:
        return _not_worked_out({Reason.NO_NUMBERS}, needed)
    return ChanceAnswer(Chance.MORE_THAN_CHANCE, HowTested.PRINTED_DIGITS, p, people_needed=needed)
