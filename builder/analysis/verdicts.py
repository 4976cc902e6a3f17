"""The one verdict of each series: what happened, whether chance could explain it, and whether it is better or worse.

Everything that speaks of a change reads it from here: headings, labels, charts, tables, downloads and reports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property

from builder.analysis.certainty import Reason, in_order
from builder.analysis.chance import holm
from builder.analysis.change_tests import Chance, ChanceAnswer, answer
from builder.analysis.changes import Change, Direction, Leaning, change_between, leaning
from builder.analysis.earlier import earlier_of
from builder.analysis.series import Series
from builder.analysis.trend import RecentTrend, Trend, trend_of
from builder.model.measures import Area, Claim, Observation, Period, Status, Unit


class Judgement(StrEnum):
    """What can be said of a series in one word: of what is more than chance, whether it is good by its polarity."""

    BETTER = "better"
    WORSE = "worse"
    MOVED = "moved"
    """More than chance, of a metric that has no good direction."""
    COULD_BE_CHANCE = "could-be-chance"
    CANNOT_BE_WORKED_OUT = "cannot-be-worked-out"
    SAME = "same"
    """The two figures are equal."""
    NOT_COMPARED = "not-compared"
    """There are earlier figures, and none that the latest can be compared with."""
    ONCE = "measured-once"
    MIXED = "mixed"
    """Only of several series together: what can be said of one cannot be said of another."""


class Movement(StrEnum):
    """Which way figures moved by their polarity, whether or not chance may have moved them."""

    GOOD = "good-way"
    BAD = "bad-way"
    BOTH = "both-ways"
    """Only of several series together: some went the good way, others the bad way."""
    NEITHER = "no-good-way"
    """They moved, and the metric has no good direction."""
    SAME = "same"
    NOT_KNOWN = "not-known"
    """Only limits are published, which leave open where they went."""
    NOT_COMPARED = "not-compared"
    ONCE = "measured-once"


@dataclass(frozen=True)
class SeriesVerdict:
    """What can be said of one series."""

    series: Series
    change: Change | None
    """What happened since the newest earlier figure that the latest can be compared with."""
    since_first: Change | None
    """What happened since the oldest such figure, where it is another one."""
    step: ChanceAnswer | None
    """Whether chance could explain `change`."""
    trend: RecentTrend | Reason
    not_compared: tuple[Reason, ...] = ()
    """Everything that keeps each earlier figure from being compared; empty where there is a change."""

    @cached_property
    def over_trend(self) -> Change | None:
        """The change from the first of the five points of a clear trend to the last, which went the same way."""
        if isinstance(self.trend, Reason) or self.trend.trend is Trend.NO_CLEAR_TREND:
            return None
        found = change_between(self.series, self.trend.points[0], self.trend.points[-1])
        way = Direction.UP if self.trend.trend is Trend.INCREASING else Direction.DOWN
        return found if found.direction is way else None

    @property
    def has_trend(self) -> bool:
        """Whether five points decide, and not the last step alone."""
        return isinstance(self.trend, RecentTrend) and self.change is not None

    @property
    def told(self) -> Change | None:
        """The change that the verdict is about: over a clear trend, else the last step."""
        return self.over_trend or self.change

    @property
    def chance(self) -> Chance | None:
        """Whether chance could explain what happened; None where nothing did."""
        if self.change is None or self.step is None:
            return None
        if self.has_trend:
            return Chance.MORE_THAN_CHANCE if self.over_trend else Chance.COULD_BE_CHANCE
        if self.change.direction is Direction.SAME and not self.step.is_clear:
            return None
        return self.step.chance

    @property
    def is_clear(self) -> bool:
        """Whether the figure moved by more than chance."""
        return self.chance is Chance.MORE_THAN_CHANCE and self.direction is not Direction.SAME

    @property
    def direction(self) -> Direction:
        """Where the figure went; the same where nothing can be compared."""
        return self.told.direction if self.told else Direction.SAME

    @property
    def leaning(self) -> Leaning:
        """Which way the figure went by the metric's polarity."""
        return leaning(self.direction, self.series.metric.polarity)

    @property
    def if_equally_long(self) -> bool:
        """Whether what is said of chance holds only if the periods are equally long."""
        if isinstance(self.trend, RecentTrend):
            return self.trend.if_equally_long
        return bool(self.step and self.step.if_equally_long and self.chance)

    @property
    def judgement(self) -> Judgement:
        """What can be said in one word."""
        if self.change is None:
            is_alone = len(self.series.with_value) < 2 and Reason.OTHER_METHOD not in self.not_compared
            return Judgement.ONCE if is_alone else Judgement.NOT_COMPARED
        if self.is_clear:
            match self.leaning:
                case Leaning.GOOD:
                    return Judgement.BETTER
                case Leaning.BAD:
                    return Judgement.WORSE
                case Leaning.NONE:
                    return Judgement.MOVED
        if self.direction is Direction.SAME:
            return Judgement.SAME
        cannot = self.chance is Chance.CANNOT_BE_WORKED_OUT
        return Judgement.CANNOT_BE_WORKED_OUT if cannot else Judgement.COULD_BE_CHANCE

    @property
    def movement(self) -> Movement:
        """Which way the figure moved."""
        if self.change is None:
            return Movement.ONCE if self.judgement is Judgement.ONCE else Movement.NOT_COMPARED
        match self.direction:
            case Direction.SAME:
                return Movement.SAME
            case Direction.UNKNOWN:
                return Movement.NOT_KNOWN
        return {Leaning.GOOD: Movement.GOOD, Leaning.BAD: Movement.BAD, Leaning.NONE: Movement.NEITHER}[self.leaning]


@dataclass(frozen=True, slots=True)
class SetBeside:
    """The pairs of figures that sources set beside each other themselves, as their printed changes show."""

    pairs: frozenset[tuple[str, str, str, str, Period, Period]] = frozenset()

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> "SetBeside":
        """Return the pairs that printed claims speak of."""
        return cls(
            frozenset(
                (one.metric, one.area, one.breakdown, one.group, one.earlier, one.later)
                for one in claims
                if one.earlier
            )
        )

    def holds(self, earlier: Observation, later: Observation) -> bool:
        """Return whether a source sets two figures beside each other.

        It does where it prints a change between the two, or names both periods in one phrase at one place.
        """
        one_phrase = bool(later.period_printed) and (earlier.source, earlier.place, earlier.period_printed) == (
            later.source,
            later.place,
            later.period_printed,
        )
        key = (later.metric, later.area, later.breakdown, later.group, earlier.period, later.period)
        return one_phrase or key in self.pairs


def chance_of(series: Series, earlier: Observation, later: Observation, beside: SetBeside) -> ChanceAnswer:
    """Return whether chance could explain the change between any two figures of a series, by itself."""
    between = series.observations[series.observations.index(earlier) + 1 : series.observations.index(later) + 1]
    if any(o.status is Status.BREAK for o in between):
        return ChanceAnswer(Chance.CANNOT_BE_WORKED_OUT, None, None, reasons=(Reason.BREAK,))
    return answer(series, earlier, later, compared=beside.holds(earlier, later))


def series_verdicts(series: Sequence[Series], home: Area | None, beside: SetBeside) -> tuple[SeriesVerdict, ...]:
    """Return the verdict of each series of one metric, in their order.

    What is tested of the partnership's own areas and groups is one family: its p values allow for how many there
    are, so that among many figures that did not move hardly one is said to have moved.
    """
    found = [_verdict(one, series, home, beside) for one in series]
    family = [n for n, v in enumerate(found) if v.step and v.step.p is not None and not v.series.area.comparator]
    chances = holm([p for n in family if (step := found[n].step) and (p := step.p) is not None])
    for number, p in zip(family, chances, strict=True):
        step = found[number].step
        assert step is not None
        found[number] = replace(found[number], step=step.allowing_for_others(p))
    return tuple(found)


def sum_of(verdicts: Sequence[SeriesVerdict]) -> SeriesVerdict | None:
    """Return what can be said of several counts together; None unless each was tested over the same two periods."""
    changes = [v.change for v in verdicts if v.change and v.step and v.step.p is not None and not v.has_trend]
    times = {(change.earlier.period, change.later.period) for change in changes}
    if len(changes) < len(verdicts) or len(times) != 1:
        return None
    first = changes[0]
    earlier = replace(first.earlier, value=sum((c.earlier.value or Decimal(0) for c in changes), Decimal(0)))
    later = replace(first.later, value=sum((c.later.value or Decimal(0) for c in changes), Decimal(0)))
    series = replace(verdicts[0].series, observations=(earlier, later))
    step = answer(series, earlier, later, compared=True)
    return SeriesVerdict(series, change_between(series, earlier, later), None, step, Reason.TOO_FEW)


def _verdict(one: Series, all_of_them: Sequence[Series], home: Area | None, beside: SetBeside) -> SeriesVerdict:
    earlier = earlier_of(one)
    trend = trend_of(one, beside.holds)
    if one.latest is None or earlier.newest is None:
        return SeriesVerdict(one, None, None, None, trend, _with_other_methods(one, all_of_them, earlier.reasons))
    step = answer(one, earlier.newest, one.latest, compared=beside.holds(earlier.newest, one.latest))
    if home and one.area.area == home.area and _is_plain_average(one, all_of_them):
        step = ChanceAnswer(
            Chance.CANNOT_BE_WORKED_OUT, None, None, reasons=in_order({Reason.PLAIN_AVERAGE, *step.reasons})
        )
    return SeriesVerdict(
        series=one,
        change=change_between(one, earlier.newest, one.latest),
        since_first=change_between(one, earlier.first, one.latest) if earlier.first else None,
        step=step,
        trend=trend,
    )


def _with_other_methods(one: Series, all_of_them: Sequence[Series], reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return why nothing can be compared, with whether earlier figures were counted in another way."""
    others = [
        o
        for series in all_of_them
        if series is not one and (series.area, series.breakdown, series.group) == (one.area, one.breakdown, one.group)
        for o in series.with_value
    ]
    if one.latest is None or not any(o.period.last_day < one.latest.period.start for o in others):
        return reasons
    return in_order({Reason.OTHER_METHOD, *reasons} - {Reason.ONCE})


def _is_plain_average(whole: Series, all_of_them: Sequence[Series]) -> bool:
    """Return whether a percentage or rate of the whole without numbers is no more than the average of its parts."""
    if whole.metric.unit not in {Unit.PERCENT, Unit.RATE}:
        return False
    for o in whole.with_value:
        parts = [
            part.value
            for series in all_of_them
            if series.area.parent == whole.area.area and not series.area.comparator
            if (series.breakdown, series.group, series.method_version)
            == (whole.breakdown, whole.group, whole.method_version)
            for part in series.with_value
            if part.period == o.period
        ]
        if len(parts) > 1 and o.denominator is None and o.value is not None and not o.lower:
            mean = sum((value for value in parts if value is not None), Decimal(0)) / len(parts)
            digit = Decimal(1).scaleb(int(o.value.as_tuple().exponent))
            if mean.quantize(digit, ROUND_HALF_UP) == o.value:
                return True
    return False
