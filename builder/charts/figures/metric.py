"""Which figures a metric gets, and the facts that each one shows, before anything is drawn.

One chart for everyone by area, and one for each breakdown. Three or more periods make a line, two make an arrow,
one makes bars, one bar where groups are a whole together, or pairs of dots where a comparator has the same figure;
a single share makes a square of a hundred,
and any other single value stands as a number. The text alternative is made from the same facts as the marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from builder import wording
from builder.analysis.certainty import IntervalKind, Limits, Method, limits_of
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary
from builder.analysis.targets import goal_of, series_of
from builder.model.measures import Metric, Observation, Period, Status, Target, Unit

MAXIMUM_SPELT_OUT = 12
"""How many points a text alternative names one by one."""


class ChartKind(StrEnum):
    """How a chart shows its points."""

    LINE = "line"
    ARROWS = "arrows"
    """From the earlier of two values to the later."""
    BARS = "bars"
    PAIRS = "pairs"
    """A value beside that of the country."""
    SHARE = "share"
    """How many of a hundred."""
    WHOLE = "whole"
    """Groups that are a hundred together."""
    NUMBER = "number"
    PANELS = "panels"
    """A panel for each partnership, all on one scale."""


class Sign(StrEnum):
    """What a drawing shows beside values, and explains in its key."""

    SCALE = "scale"
    """That the scale does not start at zero."""
    EARLIER = "earlier"
    LATER = "later"
    OWN = "own"
    COMPARATOR = "comparator"
    INTERVAL = "interval"
    PROVISIONAL = "provisional"
    BREAK = "break"
    GAP = "gap"
    PATH = "path"
    """The way from where a target starts to where it ends."""
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Start:
    """Where the way to a target begins: its baseline, at the end of its period."""

    day: date
    value: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A value that was promised, or one to hold others against."""

    value: Decimal
    words: str
    label: str = ""
    """The value alone."""
    day: date | None = None
    """When a target is due."""
    start: Start | None = None
    """None where no baseline is published, so that there is no way to judge progress by."""

    @property
    def in_words(self) -> str:
        """What is promised and from where, as it is judged."""
        return f"{self.words}, on a straight line from {self.start.words}" if self.start else self.words


@dataclass(frozen=True, slots=True)
class Point:
    """One mark of a chart; a value of None is a gap."""

    period: Period
    period_words: str
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    value_words: str
    label: str
    """The value as a label beside its mark: without what the key or the subtitle says."""
    limits_words: str
    """The interval, or an empty text."""
    provisional: bool
    after_break: bool
    """Whether it was counted in another way than the points before it."""
    note: str
    """What a reader must know of it besides, or an empty text."""
    limits_name: str = wording.interval_name()
    """What the interval is called, by its level."""

    @property
    def in_brackets(self) -> str:
        """The period in brackets."""
        return f"({self.period_words})"

    @property
    def words(self) -> str:
        """The value with its interval and what a reader must know of it."""
        notes = [f"{self.limits_name} {self.limits_words}"] if self.limits_words else []
        notes += [wording.COUNTED_ANEW] * self.after_break
        return f"{self.value_words} [{'; '.join(notes)}]" if notes else self.value_words


@dataclass(frozen=True, slots=True)
class Row:
    """The points of one area or group, and the values that it promised to reach or is held against."""

    name: str
    comparator: bool
    points: tuple[Point, ...]
    goals: tuple[GoalLine, ...] = ()
    panel: str = ""
    """The name of the partnership, in a chart of several."""
    place: str = ""
    """The area or group that the row is about: what several ways of counting, or a comparator, share with it."""

    @property
    def known(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as facts, before anything is drawn."""

    name: str
    """Short name of the figure within its metric, used in addresses."""
    breakdown: str
    """What the people are divided by; empty where the figure is about everyone by area."""
    metric: Metric
    kind: ChartKind
    title: str
    """What the chart tells, as the heading above it says it."""
    subtitle: str
    """What is measured, in which unit, of whom and when."""
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    sources: tuple[str, ...]
    """The short names of the sources of its values."""
    text_alternative: str
    key: tuple[tuple[Sign, str], ...] = ()
    """What is drawn beside the values, each in words."""

    @property
    def starts_at_zero(self) -> bool:
        """Whether a chart over time is drawn from zero: unless all its values lie far from it, close together."""
        values = [value for row in self.rows for point in row.known if (value := point.value) is not None]
        return _starts_at_zero(values, self.metric)

    @property
    def has_scales_apart(self) -> bool:
        """Whether each place has a scale of its own in a chart over time: where one scale would flatten the small."""
        return _has_scales_apart(self.rows, self.metric)

    def identifier(self, package: str) -> str:
        """Return the name of the figure on the whole site."""
        return f"{package}-{self.metric.metric}-{self.name}"

    def said(self, row: Row, point: Point) -> str:
        """Return what a mark of the chart says to whoever points at it, in the words of the table."""
        # Where the figure has no periods of its own, the rows say them.
        name = f"{row.name}, {point.period_words}" if self.periods else row.name
        interval = f" ({point.limits_name} {point.limits_words})" if point.limits_words else ""
        return f"{name}: {point.value_words}{interval}{f', {point.note}' if point.note else ''}"

    def sparks(self, package: str) -> tuple[tuple[str, Row], ...]:
        """Return the rows that a small chart can be drawn of, each with the name of its part."""
        return tuple(
            (f"sparks/{self.identifier(package)}-{number}.svg", row)
            for number, row in enumerate(self.rows)
            if sum(point.value is not None for point in row.points) > 1
        )


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a picture."""

    name: str
    """Whose picture it is: the name of the site."""
    place: str
    heading: str
    subtitle: str
    source: str
    brief: str = ""
    """What stands in place of a heading that has no room: a sentence that is cut may lose its caveat."""


def figures_of(summary: MetricSummary) -> tuple[Figure, ...]:
    """Return the charts of a metric: everyone by area first, then each breakdown."""
    figures = []
    everyone = (*summary.areas, *summary.comparable_benchmarks)
    for name, members in _on_one_calendar("areas", everyone):
        figures.append(_figure(name, summary, members, ""))
    for number, (breakdown, of_groups) in enumerate(summary.breakdowns.items(), start=1):
        for name, members in _on_one_calendar(f"groups-{number}", of_groups):
            figures.append(_figure(name, summary, members, breakdown))
    return tuple(figures)


def _on_one_calendar(name: str, members: Sequence[Series]) -> Iterator[tuple[str, tuple[Series, ...]]]:
    """Yield the series that can share a chart, with its name: those with dates, and those without.

    Of everyone, a comparator alone makes no chart.
    """
    for suffix, is_dated in (("", True), ("-undated", False)):
        found = tuple(s for s in members if s.observations[0].period.is_dated is is_dated)
        if any(series.latest and (series.breakdown or not series.area.comparator) for series in found):
            yield name + suffix, found


def _figure(name: str, summary: MetricSummary, members: Sequence[Series], breakdown: str) -> Figure:
    metric = summary.metric
    told = (
        f"{metric.title}, {wording.by_groups(breakdown)}" if breakdown and summary.areas else wording.finding(summary)
    )
    shown = [series for series in members if series.latest and _is_comparable(series, members)]
    judged = [(target, series_of(target, summary.series)) for target in summary.targets]
    rows = tuple(
        replace(
            _row(series, metric, shown, by_group=bool(breakdown)),
            goals=_goals([target for target, held in judged if held is series], metric),
        )
        for series in (in_natural_order(shown) if breakdown else shown)
    )
    rows = _one_after_another(rows)
    kind = _kind(shown, rows, metric)
    if kind is ChartKind.BARS and breakdown and _is_whole(shown, rows, metric):
        kind = ChartKind.WHOLE
    if kind in {ChartKind.BARS, ChartKind.PAIRS, ChartKind.WHOLE} and breakdown:
        rows = _ranked(rows)
    periods = tuple(sorted({point.period for row in rows for point in row.points}))
    by = f", {wording.by_groups(breakdown)}" if breakdown else ", by area" if len(rows) > 1 else f", {rows[0].name}"
    subtitle = f"{wording.measured(metric)}{by}, {wording.span(periods)}"
    key = tuple(_key(shown, rows, kind))
    return Figure(
        name=name,
        breakdown=breakdown,
        metric=metric,
        kind=kind,
        title=told,
        subtitle=subtitle,
        periods=periods,
        rows=rows,
        sources=tuple(dict.fromkeys(o.source for series in members for o in series.observations)),
        text_alternative=_text_alternative(told, kind, subtitle, rows, key),
        key=key,
    )


def _one_after_another(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows with the ways of counting of one place beside one another, the oldest first."""
    places = {place: number for number, place in enumerate(dict.fromkeys((r.comparator, r.place) for r in rows))}
    return tuple(sorted(rows, key=lambda row: (places[row.comparator, row.place], row.known[0].period)))


def _is_comparable(series: Series, members: Sequence[Series]) -> bool:
    """Return whether a comparator can stand beside the others: counts and pounds grow with the area."""
    if not series.area.comparator or all(one.area.comparator for one in members):
        return True
    return series.metric.unit not in {Unit.COUNT, Unit.POUNDS}


def _kind(members: Sequence[Series], rows: Sequence[Row], metric: Metric) -> ChartKind:
    most = max(len(series.with_value) for series in members)
    if most > 1:
        return ChartKind.LINE if most > 2 else ChartKind.ARROWS
    is_share = metric.unit is Unit.PERCENT
    if is_share and any(row.comparator for row in rows) and any(not row.comparator for row in rows):
        return ChartKind.PAIRS
    if any(point.value and point.value < 0 for row in rows for point in row.points):
        # A bar begins at the edge, and the edge is zero.
        return ChartKind.ARROWS if len(rows) > 1 else ChartKind.NUMBER
    if len(rows) > 1:
        return ChartKind.BARS
    (value,) = (point.value for point in rows[0].known)
    assert value is not None
    if not is_share or rows[0].goals:
        return ChartKind.BARS if is_share else ChartKind.NUMBER
    return ChartKind.SHARE if 1 <= value <= 100 else ChartKind.NUMBER


_MOST_PARTS = 4
"""How many parts a bar has, at most: as many as there are colours that can be told apart."""
_ROUNDED = 1
"""How far the sum of rounded percentages may lie from a hundred."""


def _is_whole(members: Sequence[Series], rows: Sequence[Row], metric: Metric) -> bool:
    """Return whether the groups of one area at one time are 100% together, with no interval or target to show."""
    points = [point for row in rows for point in row.points]
    is_plain = all(point.lower is None for point in points) and not any(row.goals for row in rows)
    is_known = not any(o.bound for series in members for o in series.with_value)
    is_one = len({series.area.area for series in members}) == 1 and len({point.period for point in points}) == 1
    if metric.unit is not Unit.PERCENT or not (is_plain and is_known and is_one) or len(rows) > _MOST_PARTS:
        return False
    together = sum((point.value or Decimal(0) for point in points), Decimal(0))
    return abs(together - 100) <= _ROUNDED


_UNDER = re.compile(r"\b(?:under|less than|below|up to)\b", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def in_natural_order(members: Sequence[Series]) -> tuple[Series, ...]:
    """Return series by their groups: by number where all have one, such as ages and deciles, else as first seen.

    The areas of a group stay in their order, comparators last.
    """
    groups = dict.fromkeys(series.group for series in members)
    numbers = {group: _FIRST_NUMBER.search(group) for group in groups}
    if not all(numbers.values()):
        return tuple(members)

    def place(series: Series) -> tuple[bool, float]:
        found = numbers[series.group]
        assert found is not None
        # "Under 18" comes before "18 to 24".
        return series.area.comparator, float(found[0]) - bool(_UNDER.search(series.group)) / 2

    return tuple(sorted(members, key=place))


_LAST = re.compile(r"\b(?:other|unknown|not (?:known|stated|recorded)|none)\b", re.IGNORECASE)


def _ranked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of groups that have no order of their own by value, or by how far they are from the country.

    What is left over comes last.
    """
    places = {row.place for row in rows}
    ordered = all(_FIRST_NUMBER.search(place) for place in places)
    if ordered or len({row.known[-1].period for row in rows}) > 1:
        return tuple(rows)
    beside = {row.place: row.known[-1].value for row in rows if row.comparator}

    def place(row: Row) -> tuple[bool, bool, Decimal]:
        own = next((r for r in rows if r.place == row.place and not r.comparator), row)
        value = own.known[-1].value
        assert value is not None
        other = beside.get(row.place)
        size = value if other is None or own.comparator else abs(value - other)
        return row.comparator, bool(_LAST.search(row.place)), -size

    return tuple(sorted(rows, key=place))


def _row(series: Series, metric: Metric, members: Sequence[Series], *, by_group: bool) -> Row:
    own_areas = {member.area.area for member in members if not member.area.comparator}
    several_areas = len({member.area.area for member in members}) > 1
    name = series.area.name
    if by_group:
        name = f"{series.group}, {series.area.name}" if several_areas else series.group
    place = name if not by_group or len(own_areas) > 1 else series.group
    if sum((m.area, m.group) == (series.area, series.group) for m in members) > 1:
        name = f"{name} ({series.method_version or 'usual way of counting'})"
    points = tuple(point_of(o, metric) for o in series.observations)
    return Row(name, series.area.comparator, points, place=place)


def point_of(o: Observation, metric: Metric) -> Point:
    """Return an observation as a mark of a chart."""
    limits = limits_of(o, metric)
    lower, upper = (limits.lower, limits.upper) if isinstance(limits, Limits) else (None, None)
    return Point(
        period=o.period,
        period_words=wording.observed_in(o),
        value=o.value,
        lower=lower,
        upper=upper,
        value_words=wording.observed(o, metric),
        label=wording.labelled(o, metric),
        limits_words=wording.interval(o, metric),
        provisional=o.status is Status.PROVISIONAL,
        after_break=o.status is Status.BREAK,
        note=wording.reservation(o.status),
        limits_name=wording.interval_name([limits.level] if isinstance(limits, Limits) else ()),
    )


def _goals(targets: Sequence[Target], metric: Metric) -> tuple[GoalLine, ...]:
    """Return the values to reach of the targets that a series is held against."""
    return tuple(
        GoalLine(
            value=goal,
            words=f"Target {wording.target_value(target, goal, metric)} by {wording.day(target.target_date)}",
            label=wording.target_value(target, goal, metric),
            day=target.target_date,
            start=_start(target, metric),
        )
        for target in targets
        if (goal := goal_of(target, metric)) is not None
    )


def _start(target: Target, metric: Metric) -> Start | None:
    """Return where the straight line begins that progress to a target is judged by."""
    period, value = target.baseline_period, target.baseline_value
    if period is None or value is None or not period.is_dated:
        return None
    words = f"{wording.amount(value, metric)} in {wording.period(period)}"
    return Start(period.last_day, value, words)


_FAR_FROM_ZERO = Decimal("0.7")


def _starts_at_zero(values: Sequence[Decimal], metric: Metric) -> bool:
    # What can be counted is drawn from nothing, so that twice as much looks like twice as much.
    return metric.unit in {Unit.COUNT, Unit.RATE, Unit.POUNDS} or min(values) <= _FAR_FROM_ZERO * max(values)


_MANY_TIMES = 5


def _has_scales_apart(rows: Sequence[Row], metric: Metric) -> bool:
    # Percentages and rates are there to be compared, and counts of places of a like size can be.
    if metric.unit not in {Unit.COUNT, Unit.POUNDS} or any(goal.day for row in rows for goal in row.goals):
        return False
    highest: dict[str, Decimal] = {}
    for row in rows:
        values = [value for point in row.known if (value := point.value) is not None]
        highest[row.place] = max(highest.get(row.place, Decimal(0)), *values)
    return min(highest.values()) > 0 and max(highest.values()) >= _MANY_TIMES * min(highest.values())


def _key(members: Sequence[Series], rows: Sequence[Row], kind: ChartKind) -> Iterator[tuple[Sign, str]]:
    """Yield what is drawn beside the values, in words."""
    own = [series for series in members if not series.area.comparator]
    if kind is ChartKind.ARROWS:
        yield from _ends(rows)
    if kind is ChartKind.PAIRS:
        areas = dict.fromkeys(series.area.name for series in own)
        yield Sign.OWN, next(iter(areas)) if len(areas) == 1 else "the area itself"
    if own and kind in {ChartKind.PAIRS, ChartKind.LINE}:
        for name in dict.fromkeys(series.area.name for series in members if series.area.comparator):
            yield Sign.COMPARATOR, name
    # Over time the interval of a comparator is not drawn: its line stands behind the others.
    kinds = _interval_kinds(own or members if kind is ChartKind.LINE else members)
    if kinds:
        worked_out = "" if any(method is Method.PUBLISHED for method, _ in kinds) else ", worked out by us"
        yield Sign.INTERVAL, f"{wording.interval_name(level for _, level in kinds)}{worked_out}"
    if kind is ChartKind.LINE:
        yield from _key_over_time(rows, members[0].metric)
    for words in dict.fromkeys(goal.words for row in rows for goal in row.goals):
        yield Sign.TARGET, f"{words[0].lower()}{words[1:]}"


def _interval_kinds(members: Sequence[Series]) -> set[IntervalKind]:
    """Return by which methods and at which levels some series have intervals."""
    found = (limits_of(o, series.metric) for series in members for o in series.with_value)
    return {limits.kind for limits in found if isinstance(limits, Limits)}


def _key_over_time(rows: Sequence[Row], metric: Metric) -> Iterator[tuple[Sign, str]]:
    points = [point for row in rows for point in row.points]
    if any(point.provisional for point in points):
        yield Sign.PROVISIONAL, "provisional"
    if any(point.after_break for point in points) or has_new_method(rows):
        yield Sign.BREAK, wording.COUNTED_ANEW
    missing = dict.fromkeys(point.value_words for point in points if point.value is None)
    if missing:
        yield Sign.GAP, f"gap: {wording.listed(list(missing), 'or')}"
    if not _starts_at_zero([point.value for point in points if point.value is not None], metric):
        yield Sign.SCALE, "the scale does not start at zero"
    if _has_scales_apart(rows, metric):
        yield Sign.SCALE, "each plot has a scale of its own"
    if any(goal.start for row in rows for goal in row.goals):
        yield Sign.PATH, "straight line to the target"


def _ends(rows: Sequence[Row]) -> Iterator[tuple[Sign, str]]:
    """Yield what the two ends of arrows stand for: periods where all rows have the same."""
    pairs = {tuple(point.period_words for point in row.known[-2:]) for row in rows if len(row.known) > 1}
    words = pairs.pop() if len(pairs) == 1 else ("earlier", "later") if pairs else ()
    yield from zip((Sign.EARLIER, Sign.LATER), words, strict=False)


def has_new_method(rows: Sequence[Row]) -> bool:
    """Return whether a place has rows that are counted in several ways, one after the other."""
    return any(follow(a, b) for a, b in pairwise(row for row in rows if not row.comparator))


def follow(first: Row, second: Row) -> bool:
    """Return whether a row goes on where another of the same place ended."""
    ended, begins = first.known[-1].period, second.known[0].period
    return first.place == second.place and ended.is_dated and ended.last_day < begins.last_day


_DRAWN = {
    ChartKind.LINE: "Line chart",
    ChartKind.ARROWS: "Arrows from an earlier to a later figure",
    ChartKind.BARS: "Bar chart",
    ChartKind.PAIRS: "Pairs of dots",
    ChartKind.SHARE: "A square of a hundred parts",
    ChartKind.WHOLE: "One bar of parts that are 100% together",
    ChartKind.NUMBER: "One figure",
}


def _text_alternative(
    told: str, kind: ChartKind, subtitle: str, rows: Sequence[Row], key: Sequence[tuple[Sign, str]]
) -> str:
    """Return a chart in words: what is told by it, as its heading says it, and its values."""
    drawn = [words for sign, words in key if sign in {Sign.INTERVAL, Sign.GAP}]
    sentences = [f"{_DRAWN[kind]}. {told}. {subtitle}{''.join(f', {words}' for words in drawn)}."]
    brief = sum(len(row.points) for row in rows) > MAXIMUM_SPELT_OUT
    sentences += [_row_in_words(row, brief=brief) for row in rows]
    return " ".join(sentences)


def _row_in_words(row: Row, *, brief: bool) -> str:
    if not brief:
        points = [f"{point.words} {point.in_brackets}" for point in row.points]
        return f"{row.name}: {', '.join([*points, *(goal.in_words for goal in row.goals)])}."
    known = [point for point in row.points if point.value is not None]
    if not known:
        return f"{row.name}: no figures."
    lowest = min(known, key=lambda point: point.value or 0)
    highest = max(known, key=lambda point: point.value or 0)
    gaps = len(row.points) - len(known)
    missing = f", {wording.counted(gaps, 'gap')}" if gaps else ""
    return (
        f"{row.name}: from {known[0].value_words} {known[0].in_brackets} to {known[-1].value_words} "
        f"{known[-1].in_brackets}, lowest {lowest.value_words} {lowest.in_brackets}, "
        f"highest {highest.value_words} {highest.in_brackets}{missing}{_also(row)}."
    )


def _also(row: Row) -> str:
    """Return the breaks, provisional points and targets of a row, for a text that does not name every point."""
    parts = [f"counted in another way from {point.period_words}" for point in row.points if point.after_break]
    parts += [f"{point.period_words} is provisional" for point in row.points if point.provisional]
    parts += [goal.in_words for goal in row.goals]
    return "".join(f", {part}" for part in parts)
