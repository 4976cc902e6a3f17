"""The scales of charts over time: days from left to right, values upwards, and which of them are named."""

from itertools import pairwise

import altair as alt

from builder.charts import theme
from builder.charts.figures.metric import Figure
from builder.model.measures import Period, Unit
from builder.wording import is_rolling

_STEPS = (1, 2, 5, 10, 20, 50)
"""How many years lie from one label to the next: what readers count in."""
_MOST_LABELS = 8
_MARGIN = 8
"""From the axis of values to the first mark, in pixels."""
A_MILLION = 1_000_000
"""From where on an axis counts in millions."""
_BETWEEN = 14
"""The room between two labels, in pixels."""


def days_of(figure: Figure) -> tuple[int, int]:
    """Return the first and the last day of the axis: the ends of periods, and the days of targets."""
    goals = [goal for row in figure.rows for goal in row.goals]
    days = [period.last_day for period in figure.periods]
    days += [goal.day for goal in goals if goal.day] + [goal.start.day for goal in goals if goal.start]
    first, last = min(days).toordinal(), max(days).toordinal()
    return (first, last) if first < last else (first - 1, last + 1)


def time_axis(figure: Figure, width: float) -> alt.X:
    """Return the axis of time: a period lies at its end, and as many are named as `width` pixels have room for."""
    first, last = days_of(figure)
    scaled = (width - _MARGIN) / (last - first)
    places = [_MARGIN + (period.last_day.toordinal() - first) * scaled for period in figure.periods]
    by_month = is_rolling(figure.periods)
    names = [short_period(period, by_month=by_month) for period in figure.periods]
    chosen = _named(figure.periods, places, names, width)
    lookup = ", ".join(f"'{figure.periods[n].last_day.toordinal()}': '{names[n]}'" for n in chosen)
    axis = alt.Axis(
        title=None,
        values=[figure.periods[n].last_day.toordinal() for n in chosen],
        labelExpr=f"{{{lookup}}}['' + datum.value]",
        grid=False,
        labelFlush=True,
        tickSize=4,
        # Which labels have room is known here, and Vega would leave out others.
        labelOverlap=False,
    )
    return alt.X(
        "day:Q", axis=axis, scale=alt.Scale(domain=[first, last], range=[_MARGIN, width], nice=False, zero=False)
    )


def _named(periods: tuple[Period, ...], places: list[float], names: list[str], width: float) -> list[int]:
    """Return which periods are named: the first, the last, and between them years that readers count in."""
    last = len(periods) - 1
    ends = [0, last] if _has_room(0, last, places, names, width) else [last]
    everything = list(range(len(periods)))
    by_year = [[n for n in everything if _falls_on(periods[n], step, periods[last])] for step in _STEPS]
    for wished in (everything, *by_year):
        if len(wished) > _MOST_LABELS:
            continue
        between = [n for n in wished if all(_has_room(n, end, places, names, width) for end in ends)]
        if all(_has_room(a, b, places, names, width) for a, b in pairwise(between)):
            return sorted({*ends, *between})
    return ends


def _falls_on(period: Period, step: int, newest: Period) -> bool:
    """Return whether a period ends in a year of a step, and in the month in which the newest ends."""
    day = period.last_day
    return day.month == newest.last_day.month and day.year % step == 0


def _has_room(a: int, b: int, places: list[float], names: list[str], width: float) -> bool:
    (left_a, right_a), (left_b, right_b) = (_span(n, places, names, width) for n in (a, b))
    return a == b or left_b - right_a >= _BETWEEN or left_a - right_b >= _BETWEEN


def _span(n: int, places: list[float], names: list[str], width: float) -> tuple[float, float]:
    """Return where a label lies; one at an end of the axis is moved inside."""
    half = theme.text_width(names[n]) / 2
    middle = min(max(places[n], half), max(width - half, half))
    return middle - half, middle + half


def short_period(period: Period, *, by_month: bool) -> str:
    """Return a period as an axis has room for it, by its end: the year, two years, or the last month.

    Of windows that roll on, all are named by their last month.
    """
    start, last = period.start, period.last_day
    if by_month or period.months is None or period.months % 12:
        return f"{last:%b} {last.year}"
    if start.month == 1 and period.months == 12:
        return str(start.year)
    if start.month in {1, 4} or (start.month, period.months) == (9, 12):
        return f"{start.year}–{last.year % 100:02}"
    return f"{last:%b} {last.year}"


def value_axis(figure: Figure, *, ticks: int) -> alt.Y:
    """Return the axis of values, with their unit where it is short."""
    low, high = value_domain(figure)
    label = "datum.label" if high < A_MILLION else f"format(datum.value / {A_MILLION}, '~r') + (datum.value ? 'm' : '')"
    match figure.metric.unit:
        case Unit.PERCENT:
            label = f"{label} + '%'"
        case Unit.POUNDS:
            label = f"'£' + {label}"
        case _:
            pass
    axis = alt.Axis(title=None, tickCount=ticks, domain=False, ticks=False, labelExpr=label)
    # Scales of their own reach from zero as far as the values of each plot.
    scale = (
        alt.Scale(zero=True, nice=False)
        if figure.has_scales_apart
        else alt.Scale(domain=[low, high], nice=False, zero=False)
    )
    return alt.Y("value:Q", axis=axis, scale=scale)


def value_domain(figure: Figure) -> tuple[float, float]:
    """Return the lowest and the highest value that a plot has room for."""
    values = [
        float(v)
        for row in figure.rows
        for p in row.points
        for v in ((p.value,) if row.comparator else (p.value, p.lower, p.upper))
        if v is not None
    ]
    for row in figure.rows:
        values += [float(goal.value) for goal in row.goals] + [float(g.start.value) for g in row.goals if g.start]
    low, high = min(values), max(values)
    if figure.starts_at_zero and low >= 0:
        return 0.0, high * 1.08 or 1.0
    # Below zero, the axis shows zero too: which side a value lies on is the first thing to see.
    high = max(high, 0.0) if low < 0 else high
    margin = (high - low) * 0.15 or 1.0
    return low - margin, high + margin
