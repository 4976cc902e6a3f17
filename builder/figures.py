"""Which figures a metric gets, and the facts that each one shows, before anything is drawn.

One chart for everyone by area, and one for each breakdown. Three or more periods make a line, two
make paired dots, one makes bars; a single value that is no share of a whole stands as a number. The
text alternative is made from the same facts as the marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from builder import wording
from builder.model import Metric, Observation, Period, Status, Target, Unit
from builder.statistics import Limits, Method, MetricSummary, Series, limits_of
from builder.statistics.targets import goal_of

MAXIMUM_SPELT_OUT = 12
"""How many points a text alternative names one by one."""


class Kind(StrEnum):
    """How a chart shows its points."""

    LINE = "line"
    DOTS = "dots"
    BARS = "bars"
    NUMBER = "number"
    PANELS = "panels"
    """A panel for each partnership, all on one scale."""
    PANELS_APART = "panels apart"
    """A panel for each partnership, each on a scale of its own."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A value that was promised, or one to hold others against: a line across the chart or its row."""

    value: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """One mark of a chart; a value of None is a gap."""

    period: Period
    period_words: str
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    value_words: str
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
        """The period in brackets, without brackets inside them: "(later period, dates not printed)"."""
        return f"({self.period_words.replace(' (', ', ').removesuffix(')')})"

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
    goals: tuple[Goal, ...] = ()
    panel: str = ""
    """The name of the partnership, in a chart of several."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as facts, before anything is drawn."""

    name: str
    """Short name of the figure within its metric, used in addresses."""
    breakdown: str
    """What the people are divided by; empty where the figure is about everyone by area."""
    metric: Metric
    kind: Kind
    title: str
    subtitle: str
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    sources: tuple[str, ...]
    """The short names of the sources of its values."""
    text_alternative: str

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
    told = metric.title if breakdown and summary.areas else wording.finding(summary)
    by_group = bool(breakdown)
    rows = tuple(
        replace(_row(series, metric, members, by_group=by_group), goals=_goals(series, summary.targets, metric))
        for series in members
        if series.latest
    )
    periods = tuple(sorted({point.period for row in rows for point in row.points}))
    most = max(len(series.with_value) for series in members)
    kind = Kind.LINE if most >= 3 else Kind.DOTS if most == 2 else Kind.BARS
    if kind is Kind.BARS and any(point.value and point.value < 0 for row in rows for point in row.points):
        # A bar begins at the edge, and the edge is zero.
        kind = Kind.DOTS
    if kind is Kind.BARS and len(rows) == 1 and metric.unit is not Unit.PERCENT:
        kind = Kind.NUMBER
    when = wording.period(periods[0])
    if len(periods) > 1:
        when += f" {'and' if len(periods) == 2 else 'until'} {wording.period(periods[-1])}"
    by = f"by {breakdown.lower()}" if by_group else "by area" if len(rows) > 1 else rows[0].name
    subtitle = f"{wording.unit_words(metric)}, {by}, {when}{_key(members, rows, kind)}"
    return Figure(
        name=name,
        breakdown=breakdown,
        metric=metric,
        kind=kind,
        title=metric.title,
        subtitle=subtitle,
        periods=periods,
        rows=rows,
        sources=tuple(dict.fromkeys(o.source for series in members for o in series.observations)),
        text_alternative=_text_alternative(told, kind, subtitle, rows),
    )


def _row(series: Series, metric: Metric, members: Sequence[Series], *, by_group: bool) -> Row:
    several_areas = len({member.area.area for member in members}) > 1
    name = series.area.name
    if by_group:
        name = f"{series.group}, {series.area.name}" if several_areas else series.group
    if sum((m.area, m.group) == (series.area, series.group) for m in members) > 1:
        name = f"{name} ({series.method_version or 'usual way of counting'})"
    return Row(name, series.area.comparator, tuple(point_of(o, metric) for o in series.observations))


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
        limits_words=wording.interval(o, metric),
        provisional=o.status is Status.PROVISIONAL,
        after_break=o.status is Status.BREAK,
        note=wording.reservation(o.status),
        limits_name=wording.interval_name([limits.level] if isinstance(limits, Limits) else ()),
    )


def _goals(series: Series, targets: Sequence[Target], metric: Metric) -> tuple[Goal, ...]:
    """Return the values that a series' area promised to reach for its group."""
    about = series.area.area, series.breakdown, series.group
    mine = ((goal_of(target), target) for target in targets if (target.area, target.breakdown, target.group) == about)
    return tuple(
        Goal(goal, f"Target {wording.promised(goal, metric)} by {wording.day(target.target_date)}")
        for goal, target in mine
        if goal is not None
    )


def _key(members: Sequence[Series], rows: Sequence[Row], kind: Kind) -> str:
    """Return what the marks of a chart mean beside its values, to be added to the subtitle."""
    kinds = {
        limits.kind
        for series in members
        for o in series.with_value
        if isinstance(limits := limits_of(o, series.metric), Limits)
    }
    worked_out = "" if any(method is Method.PUBLISHED for method, _ in kinds) else ", worked out by us"
    parts = [f"with {wording.interval_name(level for _, level in kinds)}s{worked_out}"] if kinds else []
    points = [point for row in rows for point in row.points]
    if kind in {Kind.LINE, Kind.BARS} and any(point.provisional for point in points):
        parts.append("hollow marks are provisional")
    if kind is Kind.LINE and any(point.after_break for point in points):
        parts.append("dotted upright line: counted in another way from there")
    parts += [f"line across: {goal.words[0].lower()}{goal.words[1:]}" for row in rows for goal in row.goals]
    return "".join(f", {part}" for part in parts)


_DRAWN = {Kind.LINE: "Line chart", Kind.DOTS: "Dot chart", Kind.BARS: "Bar chart", Kind.NUMBER: "One figure"}


def _text_alternative(told: str, kind: Kind, subtitle: str, rows: Sequence[Row]) -> str:
    """Return a chart in words: what is told by it, as its heading says it, and its values."""
    sentences = [f"{_DRAWN[kind]}. {told}. {subtitle}."]
    brief = sum(len(row.points) for row in rows) > MAXIMUM_SPELT_OUT
    sentences += [_row_in_words(row, brief=brief) for row in rows]
    return " ".join(sentences)


def _row_in_words(row: Row, *, brief: bool) -> str:
    if not brief:
        points = [f"{point.words} {point.in_brackets}" for point in row.points]
        return f"{row.name}: {', '.join([*points, *(goal.words for goal in row.goals)])}."
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
    parts += [goal.words for goal in row.goals]
    return "".join(f", {part}" for part in parts)
