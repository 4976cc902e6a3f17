"""Draws figures over three or more periods: lines that share a chart, or a small chart for each row.

Lines are named at their ends, each beside its own mark, so that no reader depends on a colour.
"""

from datetime import timedelta
from itertools import pairwise
from textwrap import wrap
from typing import Any

import altair as alt

from builder.charts import theme
from builder.charts.layers import Drawing, Specification, as_float, inline, speaking
from builder.charts.marks import SAID
from builder.figures import Figure, Point, Row
from builder.model import Period

MAXIMUM_SERIES = 4
"""How many lines share a chart."""
LINE_HEIGHT = 190
LABEL_WIDTH = 128
LABEL_CHARACTERS = 17
"""How many characters of a name fit beside the chart; a longer name takes another line."""
LABEL_LINE = 15
SHAPES = ("circle", "square", "diamond", "triangle-up")
SMALL_WIDTH, SMALL_HEIGHT, SMALL_COLUMNS = 145, 80, 2
SMALL_CHARACTERS = 23
"""How many characters of a name fit above a small chart."""

_BREAK: dict[str, Any] = {"color": theme.QUIET, "strokeDash": [2, 3]}
_GOAL: dict[str, Any] = {"color": theme.TEXT, "strokeDash": [7, 3], "strokeWidth": 1.5}


def lines(figure: Figure) -> Specification:
    """Return a line for each row, with its interval as a band, and the targets as lines across."""
    x, y = _time_axis(figure, labels=3), _value_axis(figure, ticks=4)
    low, high = _value_domain(figure)
    layers: list[Any] = []
    ends = []
    for number, row in enumerate(figure.rows):
        colour = theme.BENCHMARK if row.comparator else theme.SERIES_COLOURS[number]
        dash: Any = [5, 3] if row.comparator else [1, 0]
        base = alt.Chart(inline(_line_values(figure, row, number))).encode(x=x, y=y)
        if any(point.lower is not None for point in row.points):
            layers.append(base.mark_area(color=colour, opacity=0.15).encode(y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q")))
        layers.append(base.mark_line(color=colour, strokeWidth=2.5, strokeDash=dash))
        layers.append(
            base.mark_point(color=colour, opacity=1, strokeWidth=1.5, shape=SHAPES[number], size=45).encode(
                fill=_fill(colour), **speaking()
            )
        )
        last = next(point for point in reversed(row.points) if point.value is not None)
        name = "\n".join(wrap(row.name, LABEL_CHARACTERS))
        ends.append({"name": name, "value": as_float(last.value), "colour": colour, "shape": SHAPES[number]})
    layers += [*_breaks(figure, x), *_goals(figure, y)]
    plot = theme.WIDTH - LABEL_WIDTH
    labels = alt.Chart(inline(_dodged(ends, LABEL_LINE * (high - low) / LINE_HEIGHT)))
    layers += [
        labels.mark_point(filled=True, opacity=1, size=45, x=plot + 12).encode(
            y=alt.Y("value:Q"), color=alt.Color("colour:N", scale=None), shape=alt.Shape("shape:N", scale=None)
        ),
        labels.mark_text(align="left", baseline="middle", lineBreak="\n", lineHeight=LABEL_LINE, x=plot + 20).encode(
            y=alt.Y("value:Q"), text=alt.Text("name:N")
        ),
    ]
    drawing = Drawing()
    return drawing.whole(drawing.layered(layers, height=LINE_HEIGHT, width=plot))


def small_multiples(figure: Figure) -> Specification:
    """Return a small chart for each row, all on the same scale."""
    x, y = _time_axis(figure, labels=2), _value_axis(figure, ticks=3)
    names = ["\n".join(wrap(row.name, SMALL_CHARACTERS)) for row in figure.rows]
    values = [
        value | {"name": names[number]}
        for number, row in enumerate(figure.rows)
        for value in _line_values(figure, row, number)
    ]
    plain = alt.Chart()
    base = plain.encode(x=x, y=y)
    across = alt.Chart().transform_filter("isValid(datum.goal)")
    layers = [
        base.mark_area(color=theme.DARK_BLUE, opacity=0.15).encode(y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q")),
        base.mark_line(color=theme.DARK_BLUE, strokeWidth=2),
        base.mark_point(color=theme.DARK_BLUE, opacity=1, strokeWidth=1, size=16).encode(
            fill=_fill(theme.DARK_BLUE), **speaking()
        ),
        plain.transform_filter("datum.after_break").mark_rule(**_BREAK).encode(x=x),
        across.mark_rule(**_GOAL).encode(y=alt.Y("goal:Q")),
    ]
    header = alt.Header(title=None, labelExpr="split(datum.value, '\\n')", labelLineHeight=LABEL_LINE)
    facet = alt.Facet("name:N", sort=names, header=header)
    drawing, data = Drawing(), inline(values)
    content = {
        **drawing.part(alt.Chart(data)),
        "facet": facet.to_dict(validate=False),
        "spec": drawing.layered(layers, height=SMALL_HEIGHT, width=SMALL_WIDTH, of=data),
        "columns": SMALL_COLUMNS,
        "spacing": 14,
    }
    return drawing.whole(content)


def _fill(colour: str) -> alt.FillValue:
    """Return the inside of a mark: a provisional one is hollow."""
    # `alt.condition` returns a dict, of which Altair tries one branch of its schema after the other.
    return alt.FillValue(colour, condition={"test": "datum.provisional", "value": theme.PAPER})


def _breaks(figure: Figure, x: alt.X) -> list[alt.Chart]:
    """Return an upright line wherever figures begin to be counted in another way."""
    days = sorted({p.period.start.toordinal() for row in figure.rows for p in row.points if p.after_break})
    if not days:
        return []
    return [alt.Chart(inline([{"day": day} for day in days])).mark_rule(**_BREAK).encode(x=x)]


def _goals(figure: Figure, y: alt.Y) -> list[alt.Chart]:
    """Return a line across for each target, named above its left end."""
    goals = [{"value": as_float(goal.value), "words": goal.words} for row in figure.rows for goal in row.goals]
    if not goals:
        return []
    base = alt.Chart(inline(goals)).encode(y=y)
    return [
        base.mark_rule(**_GOAL),
        base.mark_text(align="left", baseline="bottom", dy=-3, x=2, color=theme.TEXT).encode(text=alt.Text("words:N")),
    ]


def _line_values(figure: Figure, row: Row, number: int) -> list[dict[str, Any]]:
    """Return a row's points, with an empty one wherever a period is missing, so that the line breaks."""
    starts = [period.start for period in figure.periods]
    step = min((b - a for a, b in pairwise(starts)), default=timedelta(days=1))
    values: list[dict[str, Any]] = []
    before: Point | None = None
    for point in row.points:
        if before and (point.after_break or point.period.start - before.period.start > step * 1.5):
            day = (before.period.start.toordinal() + point.period.start.toordinal()) / 2
            values.append({"row": number, "day": day, "value": None})
        values.append(
            {
                "row": number,
                "day": point.period.start.toordinal(),
                "value": as_float(point.value),
                "lower": as_float(point.lower),
                "upper": as_float(point.upper),
                "provisional": point.provisional,
                "after_break": point.after_break,
                SAID: figure.said(row, point),
                "goal": as_float(row.goals[0].value) if row.goals and not before else None,
            }
        )
        before = point
    return values


def _value_domain(figure: Figure) -> tuple[float, float]:
    values = [float(v) for row in figure.rows for p in row.points for v in (p.value, p.lower, p.upper) if v is not None]
    values += [float(goal.value) for row in figure.rows for goal in row.goals]
    low, high = min(values), max(values)
    if low >= 0 and (low <= 0.4 * high or low == high):
        return 0.0, high * 1.05 or 1.0
    # Below zero, the axis shows zero too: which side a value lies on is the first thing to see.
    high = max(high, 0.0) if low < 0 else high
    margin = (high - low) * 0.15
    return low - margin, high + margin


def _time_axis(figure: Figure, *, labels: int) -> alt.X:
    """Return the axis of time: at most so many periods are named, the first and last always."""
    last = len(figure.periods) - 1
    count = min(labels, last + 1)
    chosen = sorted({round(i * last / max(count - 1, 1)) for i in range(count)})
    words = {figure.periods[i].start.toordinal(): _short_period(figure.periods[i]) for i in chosen}
    lookup = ", ".join(f"'{day}': '{text}'" for day, text in words.items())
    days = [figure.periods[0].start.toordinal(), figure.periods[-1].start.toordinal()]
    axis = alt.Axis(
        title=None,
        values=list(words),
        labelExpr=f"{{{lookup}}}['' + datum.value]",
        grid=False,
        labelFlush=True,
        tickSize=4,
    )
    return alt.X("day:Q", axis=axis, scale=alt.Scale(domain=days, nice=False, zero=False))


def _short_period(period: Period) -> str:
    """Return a period as an axis has room for it: 2022, Mar 2022, or two years."""
    start = period.start
    if period.unit == "Y" and start.month == 1 and period.count == 1:
        return str(start.year)
    if period.unit == "Y":
        last = period.last_day.year
        return f"{start.year}–{last % 100:02}"
    return f"{start:%b} {start.year}"


def _value_axis(figure: Figure, *, ticks: int) -> alt.Y:
    axis = alt.Axis(title=None, tickCount=ticks, domain=False, ticks=False)
    return alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=list(_value_domain(figure)), nice=False, zero=False))


def _dodged(labels: list[dict[str, Any]], line: float) -> list[dict[str, Any]]:
    """Return labels moved up, lowest first, until none covers another.

    A label hangs down from its first line; `line` is the height of a line in units of the values.
    """
    moved: list[dict[str, Any]] = []
    for label in sorted(labels, key=lambda item: item["value"]):
        height = (label["name"].count("\n") + 1) * line
        floor = moved[-1]["value"] + height if moved else label["value"]
        moved.append({**label, "value": max(label["value"], floor)})
    return moved
