"""Draws a chart plan as a Vega-Lite specification, through Altair.

Row names stand above their marks, not beside them, so that a long name costs no width on a phone.
Every value is labelled where there is room, so bars and dots need no axis.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import altair as alt

from builder.charts import theme
from builder.figures import Figure, Kind, Point, Row

ROW_HEIGHT = 46
LINE_HEIGHT = 190
LABEL_WIDTH = 118
LABEL_GAP = 16
MAXIMUM_SERIES = 4
_NAME_ABOVE = -17


def draw(figure: Figure) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart."""
    match figure.kind:
        case Kind.BARS:
            chart = _bars(figure)
        case Kind.DOTS:
            chart = _dots(figure)
        case Kind.LINE if len(figure.rows) <= MAXIMUM_SERIES:
            chart = _lines(figure)
        case Kind.LINE:
            chart = _small_multiples(figure)
    specification: dict[str, Any] = chart.to_dict(validate=False)
    specification["config"] = theme.configuration()
    return specification


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _data(values: list[dict[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=values)


def _highest(rows: Sequence[Row]) -> float:
    values = [float(v) for row in rows for p in row.points for v in (p.value, p.upper) if v is not None]
    return max(values, default=1.0) or 1.0


def _row_axis(rows: Sequence[Row]) -> alt.Y:
    return alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(len(rows))), paddingOuter=0.1))


def _colour(row: Row) -> str:
    return theme.BENCHMARK if row.comparator else theme.DARK_BLUE


def _names(values: list[dict[str, Any]], y: alt.Y) -> alt.Chart:
    return (
        alt.Chart(_data(values))
        .mark_text(align="left", baseline="middle", dy=_NAME_ABOVE, x=0)
        .encode(y=y, text="name:N")
    )


def _bars(figure: Figure) -> alt.LayerChart:
    y = _row_axis(figure.rows)
    values = []
    for number, row in enumerate(figure.rows):
        point = next(p for p in reversed(row.points) if p.value is not None)
        label = point.value_words if len(figure.periods) == 1 else f"{point.value_words} ({point.period_words})"
        values.append(
            {
                "row": number,
                "name": row.name,
                "value": _float(point.value),
                "lower": _float(point.lower),
                "upper": _float(point.upper),
                "label": label,
                "colour": _colour(row),
            }
        )
    widest = max(len(value["label"]) for value in values) * 7.5
    room = theme.WIDTH / max(theme.WIDTH - widest - 12, theme.WIDTH / 3)
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, _highest(figure.rows) * room], nice=False))
    base = alt.Chart(_data(values))
    layers: list[Any] = [
        base.mark_bar(height=16).encode(x=x, y=y, color=alt.Color("colour:N", scale=None)),
        base.mark_text(align="left", baseline="middle", dx=6).encode(
            x=alt.X("upper:Q", axis=None) if False else x, y=y, text="label:N"
        ),
        _names(values, y),
    ]
    intervals = [value for value in values if value["lower"] is not None]
    if intervals:
        layers.insert(
            1,
            alt.Chart(_data(intervals))
            .mark_rule(strokeWidth=2, color=theme.TEXT)
            .encode(x=alt.X("lower:Q", axis=None), x2="upper:Q", y=y),
        )
    return alt.layer(*layers).properties(width=theme.WIDTH, height=ROW_HEIGHT * len(figure.rows))


def _dots(figure: Figure) -> alt.LayerChart:
    y = _row_axis(figure.rows)
    whole = tuple(dict.fromkeys(p.period_words for row in figure.rows for p in row.points if p.value is not None))
    marks, spans, names, labels = [], [], [], []
    for number, row in enumerate(figure.rows):
        known = [point for point in row.points if point.value is not None][-2:]
        colour = _colour(row)
        when = "" if len(whole) <= 2 and len(known) == 2 else f" ({' and '.join(p.period_words for p in known)})"
        names.append({"row": number, "name": f"{row.name}{when}"})
        first, last = _float(known[0].value), _float(known[-1].value)
        assert first is not None and last is not None
        if len(known) == 2:
            spans.append({"row": number, "value": first, "end": last, "colour": colour})
            marks.append({"row": number, "value": first, "colour": colour, "fill": "transparent"})
        marks.append({"row": number, "value": last, "colour": colour, "fill": colour})
        if len(known) == 1 or first == last:
            labels.append({"row": number, "value": last, "label": known[-1].value_words, "side": "right"})
        else:
            low, high = (known[0], known[1]) if first < last else (known[1], known[0])
            labels.append({"row": number, "value": _float(low.value), "label": low.value_words, "side": "left"})
            labels.append({"row": number, "value": _float(high.value), "label": high.value_words, "side": "right"})
    low = min(mark["value"] for mark in marks)
    high = max(mark["value"] for mark in marks)
    widest = max(len(label["label"]) for label in labels) * 7.5 + 14
    span = (high - low) or abs(high) or 1.0
    per_pixel = span / max(theme.WIDTH - 2 * widest, 60)
    domain = [low - widest * per_pixel, high + widest * per_pixel]
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=domain, nice=False, zero=False))
    colour_field = alt.Color("colour:N", scale=None)
    layers: list[Any] = [
        alt.Chart(_data(spans)).mark_rule(strokeWidth=2).encode(x=x, x2="end:Q", y=y, color=colour_field),
        alt.Chart(_data(marks))
        .mark_point(size=110, strokeWidth=2, opacity=1, filled=False)
        .encode(x=x, y=y, stroke=alt.Stroke("colour:N", scale=None), fill=alt.Fill("fill:N", scale=None)),
        _names(names, y),
    ]
    for side, dx in (("left", -10), ("right", 10)):
        here = [label for label in labels if label["side"] == side]
        if here:
            align: Any = "right" if side == "left" else "left"
            layers.append(
                alt.Chart(_data(here)).mark_text(align=align, baseline="middle", dx=dx).encode(x=x, y=y, text="label:N")
            )
    return alt.layer(*layers).properties(width=theme.WIDTH, height=ROW_HEIGHT * len(figure.rows))


def _line_values(figure: Figure, row: Row, number: int) -> list[dict[str, Any]]:
    """Return a row's points, with an empty one wherever a period is missing, so that the line breaks."""
    starts = [period.start for period in figure.periods]
    step = min((b - a for a, b in zip(starts, starts[1:], strict=False)), default=timedelta(days=1))
    values: list[dict[str, Any]] = []
    before: Point | None = None
    for point in row.points:
        if before and point.period.start - before.period.start > step * 1.5:
            values.append({"row": number, "day": (before.period.start + step).toordinal(), "value": None})
        values.append(
            {
                "row": number,
                "day": point.period.start.toordinal(),
                "value": _float(point.value),
                "lower": _float(point.lower),
                "upper": _float(point.upper),
            }
        )
        before = point
    return values


def _value_domain(figure: Figure) -> tuple[float, float]:
    values = [float(v) for row in figure.rows for p in row.points for v in (p.value, p.lower, p.upper) if v is not None]
    low, high = min(values), max(values)
    if low <= 0.4 * high or low == high:
        return 0.0, high * 1.05 or 1.0
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


def _short_period(period: Any) -> str:
    """Return a period as an axis has room for it: 2022, 2020/21, Mar 2022."""
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


def _lines(figure: Figure) -> alt.LayerChart:
    x, y = _time_axis(figure, labels=3), _value_axis(figure, ticks=4)
    low, high = _value_domain(figure)
    layers: list[Any] = []
    ends = []
    for number, row in enumerate(figure.rows):
        colour = theme.BENCHMARK if row.comparator else theme.SERIES_COLOURS[number]
        dash: Any = [5, 3] if row.comparator else [1, 0]
        base = alt.Chart(_data(_line_values(figure, row, number))).encode(x=x, y=y)
        if any(point.lower is not None for point in row.points):
            layers.append(base.mark_area(color=colour, opacity=0.15).encode(y=alt.Y("lower:Q"), y2="upper:Q"))
        layers.append(base.mark_line(color=colour, strokeWidth=2.5, strokeDash=dash))
        layers.append(base.mark_circle(color=colour, size=28, opacity=1))
        last = next(point for point in reversed(row.points) if point.value is not None)
        ends.append({"name": row.name, "value": _float(last.value), "colour": colour})
    height_of = (high - low) / LINE_HEIGHT
    labels = _dodged(ends, LABEL_GAP * height_of)
    layers.append(
        alt.Chart(_data(labels))
        .mark_text(align="left", baseline="middle", x=theme.WIDTH - LABEL_WIDTH + 8, limit=LABEL_WIDTH)
        .encode(y=alt.Y("value:Q"), text="name:N", color=alt.Color("colour:N", scale=None))
    )
    return alt.layer(*layers).properties(width=theme.WIDTH - LABEL_WIDTH, height=LINE_HEIGHT)


def _dodged(labels: list[dict[str, Any]], gap: float) -> list[dict[str, Any]]:
    """Return labels moved up, lowest first, until none covers another."""
    moved: list[dict[str, Any]] = []
    for label in sorted(labels, key=lambda item: item["value"]):
        floor = moved[-1]["value"] + gap if moved else label["value"]
        moved.append({**label, "value": max(label["value"], floor)})
    return moved


def _small_multiples(figure: Figure) -> alt.FacetChart:
    x, y = _time_axis(figure, labels=2), _value_axis(figure, ticks=3)
    values = [
        value | {"name": row.name} for number, row in enumerate(figure.rows) for value in _line_values(figure, row, number)
    ]
    line = (
        alt.Chart()
        .mark_line(color=theme.DARK_BLUE, strokeWidth=2, point=alt.OverlayMarkDef(size=16, color=theme.DARK_BLUE))
        .encode(x=x, y=y)
        .properties(width=145, height=80)
    )
    names = [row.name for row in figure.rows]
    return line.facet(
        alt.Facet("name:N", sort=names, header=alt.Header(title=None)),
        columns=2,
        data=_data(values),
        spacing=14,
    )
