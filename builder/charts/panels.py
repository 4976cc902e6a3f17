"""Draws partnerships side by side: a panel for each, a row for each area, a dot with its interval.

The rows stand in the order of names, all marks have one colour, and nothing says who comes first: a chart that is
sorted by value is a league table.
"""

from itertools import groupby
from typing import Any

import altair as alt

from builder.charts import theme
from builder.charts.figures.metric import Figure, Row
from builder.charts.layers import Drawing, Specification, as_float, inline, speaking
from builder.charts.marks import SAID
from builder.model.measures import Unit

ROW_HEIGHT = 62
"""The height of a row: its name and value, its period, its mark."""
GOAL_HEIGHT = 18
"""What the words of a benchmark below the mark add."""
DOT_AREA = 90
HEADING_SIZE = 16
VALUE_SIZE = 15
LINE_HEIGHT = 16
"""The height of each further line of a long name."""
_SPACED = 1.2
"""How much wider a text is for readers who space out its letters: WCAG 2.2, 1.4.12."""
_NAME, _PERIOD, _MARK, _GOAL = 9, 26, 46, 66
"""Where each line of a row lies, in pixels below the top of the row."""
_EDGE = 0.15
"""How close to an end of the scale words no longer fit around a mark, as a share of the scale."""


def panels(drawing: Drawing, figure: Figure, width: int) -> Specification:
    """Return a panel for each partnership, all on the scale below the last."""
    grouped = [tuple(rows) for _, rows in groupby(figure.rows, key=lambda row: row.panel)]
    domain = _domain(figure)
    drawn = []
    for rows in grouped:
        axis = _axis(figure, numbered=rows == grouped[-1])
        layers, height = _panel(figure, rows, domain, axis, width)
        heading = alt.TitleParams(rows[0].panel, anchor="start", color=theme.TEXT, fontSize=HEADING_SIZE, offset=8)
        title = heading.to_dict(validate=False)
        drawn.append(drawing.layered(layers, height=height, title=title, width=width))
    return {"vconcat": drawn, "spacing": 22}


def _panel(
    figure: Figure, rows: tuple[Row, ...], domain: list[float], axis: alt.Axis, width: int
) -> tuple[list[Any], int]:
    """Return the layers of a panel, and its height."""
    values, height = [], 0
    for row in rows:
        value = _values(figure, row, height, domain, width)
        values.append(value)
        height += ROW_HEIGHT + GOAL_HEIGHT * bool(row.goals) + LINE_HEIGHT * value["name"].count("\n")
    pixels = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    scale = alt.Scale(domain=domain, nice=False)

    def at(line: str) -> alt.Y:
        return alt.Y(f"{line}:Q", axis=None, scale=pixels)

    x, y = alt.X("start:Q", axis=axis, scale=scale), at("mark")
    known = [value for value in values if value["value"] is not None]
    spans = [value for value in known if value["lower"] is not None]
    layers: list[Any] = [
        alt.Chart(inline(values)).mark_rule(strokeWidth=2, color=theme.RULE).encode(x=x, x2="end", y=y),
        _text(values, "name", x=0, lineBreak="\n", lineHeight=LINE_HEIGHT).encode(y=at("name_line")),
        _text(values, "words", x=width, align="right", fontSize=VALUE_SIZE).encode(y=at("name_line")),
        _text(values, "period", x=0, color=theme.QUIET).encode(y=at("period_line")),
    ]
    if spans:
        base = alt.Chart(inline(spans)).encode(y=y)
        layers.append(base.mark_rule(strokeWidth=2.5, color=theme.DARK_BLUE).encode(x=alt.X("lower:Q"), x2="upper"))
        layers += [_upright(base, end, height=12, colour=theme.DARK_BLUE) for end in ("lower", "upper")]
    if known:
        fill = alt.FillValue(theme.DARK_BLUE, condition={"test": "datum.provisional", "value": theme.PAPER})
        dots = alt.Chart(inline(known)).mark_point(size=DOT_AREA, strokeWidth=2, opacity=1, stroke=theme.DARK_BLUE)
        layers.append(dots.encode(x=alt.X("value:Q"), y=y, fill=fill, **speaking()))
    for align in ("left", "center", "right"):
        goals = [value for value in values if value["goal"] is not None and value["goal_align"] == align]
        if goals:
            words = _text(goals, "goal_words", align=align, color=theme.QUIET)
            layers += [
                _upright(alt.Chart(inline(goals)).encode(y=y), "goal", height=24, colour=theme.TEXT),
                words.encode(x=alt.X("goal:Q"), y=at("goal_line")),
            ]
    return layers, height


def _values(figure: Figure, row: Row, top: int, domain: list[float], width: int) -> dict[str, Any]:
    """Return what a row shows, with the places of its lines below the top of its panel."""
    (point,) = row.points
    goal = row.goals[0] if row.goals else None
    words = "" if point.value is None else point.value_words
    beside = (width - 8) / _SPACED - theme.text_width(words, VALUE_SIZE)
    name = theme.wrapped("Whole area" if row.name == row.panel else row.name, beside)
    below = top + LINE_HEIGHT * (len(name) - 1)
    # A reason in place of a number is longer than a number, and stands where there is room.
    notes = [
        point.period_words,
        *[point.value_words] * (point.value is None),
        *["provisional"] * point.provisional,
        *["new way of counting"] * point.after_break,
    ]
    return {
        SAID: figure.said(row, point),
        "name": "\n".join(name),
        "words": words,
        "period": ", ".join(notes),
        "start": domain[0],
        "end": domain[1],
        "value": as_float(point.value),
        "lower": as_float(point.lower),
        "upper": as_float(point.upper),
        "provisional": point.provisional,
        "goal": as_float(goal.value) if goal else None,
        "goal_words": goal.words if goal else "",
        "goal_align": _inside(float(goal.value) / domain[1]) if goal else "",
        "name_line": top + _NAME,
        "period_line": below + _PERIOD,
        "mark": below + _MARK,
        "goal_line": below + _GOAL,
    }


def _inside(place: float) -> str:
    """Return how words align with a mark so that they stay inside the chart."""
    return "left" if place < _EDGE else "right" if place > 1 - _EDGE else "center"


def _text(values: list[dict[str, Any]], field: str, **look: Any) -> alt.Chart:
    mark = alt.Chart(inline(values)).mark_text(**{"align": "left", "baseline": "middle", "color": theme.TEXT, **look})
    text: alt.Chart = mark.encode(text=alt.Text(f"{field}:N"))
    return text


def _upright(base: alt.Chart, field: str, *, height: int, colour: str) -> alt.Chart:
    """Return a short upright line at a value of each row."""
    mark: alt.Chart = base.mark_tick(orient="vertical", size=height, thickness=2.5, color=colour, opacity=1)
    return mark.encode(x=alt.X(f"{field}:Q"))


def _axis(figure: Figure, *, numbered: bool) -> alt.Axis:
    percent = figure.metric.unit is Unit.PERCENT
    return alt.Axis(
        title=None,
        tickCount=5,
        grid=False,
        ticks=numbered,
        tickSize=4,
        domain=False,
        labels=numbered,
        labelFlush=True,
        labelExpr="datum.label + '%'" if percent else "datum.label",
    )


def _domain(figure: Figure) -> list[float]:
    """Return a scale from zero: to 100 for percentages, else as far as the values and their intervals reach."""
    if figure.metric.unit is Unit.PERCENT:
        return [0.0, 100.0]
    reached = [float(v) for row in figure.rows for p in row.points for v in (p.value, p.upper) if v is not None]
    reached += [float(goal.value) for row in figure.rows for goal in row.goals]
    return [min(0.0, *reached) * 1.05, max(0.0, *reached) * 1.05 or 1.0]
