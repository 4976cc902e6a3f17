"""Draws figures that have a row for each area or group: bars, paired dots, a single number.

Row names stand above their marks, not beside them, so that a long name costs no width on a phone.
Every value is labelled, so there is no axis.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import altair as alt

from builder.charts import theme
from builder.charts.layers import Drawing, Specification, as_float, inline, speaking
from builder.charts.marks import SAID
from builder.figures import Figure, Point, Row
from builder.model import Unit

ROW_HEIGHT = 46
BAR_HEIGHT = 16
DOT_AREA = 110
_NAME_ABOVE = -17
_KEY_ABOVE = -16
_GOAL_BELOW = 15


def single(figure: Figure) -> Specification:
    """Return a figure's only value, large: a bar with nothing to compare it with would say nothing."""
    (row,) = figure.rows
    point = _known(row)[-1]
    value = (
        alt.Chart(inline([{"words": point.value_words, SAID: figure.said(row, point)}]))
        .mark_text(align="left", baseline="alphabetic", color=_colour(row), fontSize=theme.NUMBER_SIZE, x=0, y=30)
        .encode(**speaking())
    )
    name = alt.Chart(inline([{"words": f"{row.name}, {point.period_words}"}])).mark_text(
        align="left", baseline="alphabetic", x=0, y=52
    )
    layers = (layer.encode(text=alt.Text("words:N")) for layer in (value, name))
    return _drawn(layers, 56)


def bars(figure: Figure) -> Specification:
    """Return a bar for each row's latest value; a percentage lies on a track that ends at 100."""
    y = _row_axis(figure.rows)
    whole = 100.0 if figure.metric.unit is Unit.PERCENT else None
    values = [_bar(number, row, figure, whole) for number, row in enumerate(figure.rows)]
    end = max(value["end"] for value in values) or 1.0
    room = theme.WIDTH - _width(value["label"] for value in values) - 12
    domain = [0, end * theme.WIDTH / max(room, theme.WIDTH / 3)]
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))
    base = alt.Chart(inline(values))
    hollow = alt.Fill("colour:N", scale=None, condition={"test": "datum.provisional", "value": theme.PAPER})
    layers: list[Any] = []
    if whole:
        layers.append(base.mark_bar(height=BAR_HEIGHT, color=theme.RULE).encode(x=alt.X("end:Q", axis=None), y=y))
    outline = alt.Stroke("colour:N", scale=None)
    layers.append(
        base.mark_bar(height=BAR_HEIGHT, strokeWidth=1.5).encode(x=x, y=y, stroke=outline, fill=hollow, **speaking())
    )
    intervals = [value for value in values if value["lower"] is not None]
    if intervals:
        rule = alt.Chart(inline(intervals)).encode(x=alt.X("lower:Q", axis=None), x2=alt.X2("upper:Q"), y=y)
        # The wider, paler rule makes the interval stand out from the bar below it.
        layers += [rule.mark_rule(strokeWidth=7, color=theme.RULE), rule.mark_rule(strokeWidth=2, color=theme.TEXT)]
    layers.append(
        base.mark_text(align="left", baseline="middle", dx=6).encode(
            x=alt.X("end:Q", axis=None), y=y, text=alt.Text("label:N")
        )
    )
    layers += _goals(figure.rows, x, y)
    return _drawn([*layers, _names(values, y)], ROW_HEIGHT * len(figure.rows))


def _bar(number: int, row: Row, figure: Figure, whole: float | None) -> dict[str, Any]:
    """Return a row's latest value, with `end` where its label begins."""
    point = _known(row)[-1]
    value, upper = as_float(point.value), as_float(point.upper)
    return {
        "row": number,
        "name": row.name,
        "value": value,
        "lower": as_float(point.lower),
        "upper": upper,
        "end": whole or max(_reach([point])[1], *(float(goal.value) for goal in row.goals), 0.0),
        "label": f"{_noted(point)} {point.in_brackets}" if len(figure.periods) > 1 else _noted(point),
        "colour": _colour(row),
        "provisional": point.provisional,
        SAID: figure.said(row, point),
    }


def dots(figure: Figure) -> Specification:
    """Return a hollow dot for each row's value before and a filled one for its latest."""
    y = _row_axis(figure.rows)
    pairs = [_known(row)[-2:] for row in figure.rows]
    periods = {tuple(point.period_words for point in pair) for pair in pairs if len(pair) == 2}
    shared = next(iter(periods)) if len(periods) == 1 else None
    marks, spans, names, labels, intervals = [], [], [], [], []
    for number, (row, pair) in enumerate(zip(figure.rows, pairs, strict=True)):
        colour = _colour(row)
        words = tuple(point.period_words for point in pair)
        names.append({"row": number, "name": row.name if words == shared else f"{row.name} ({' and '.join(words)})"})
        before, latest = as_float(pair[0].value), as_float(pair[-1].value)
        if len(pair) == 2:
            spans.append({"row": number, "value": before, "end": latest, "colour": colour})
        fills = (theme.PAPER, colour)[-len(pair) :]
        marks += [
            {
                "row": number,
                "value": as_float(point.value),
                "colour": colour,
                "fill": fill,
                SAID: figure.said(row, point),
            }
            for point, fill in zip(pair, fills, strict=True)
        ]
        intervals += [
            {"row": number, "value": as_float(point.lower), "end": as_float(point.upper), "colour": colour}
            for point in pair
            if point.lower is not None
        ]
        labels += _end_labels(number, pair)
    whole = figure.metric.unit is Unit.PERCENT
    if whole:
        spans += [{"row": number, "value": 0, "end": 100, "colour": theme.RULE} for number in range(len(figure.rows))]
        # What is drawn last lies on top: the change belongs over the whole scale.
        spans.reverse()
    x = alt.X(
        "value:Q", axis=None, scale=alt.Scale(domain=_dot_domain(figure, labels, whole=whole), nice=False, zero=False)
    )
    layers: list[Any] = [
        *_key(shared or ("earlier", "later")),
        alt.Chart(inline(spans))
        .mark_rule(strokeWidth=2)
        .encode(x=x, x2=alt.X2("end:Q"), y=y, color=alt.Color("colour:N", scale=None)),
        alt.Chart(inline(intervals))
        .mark_bar(height=BAR_HEIGHT, opacity=0.22, cornerRadius=2)
        .encode(x=x, x2=alt.X2("end:Q"), y=y, color=alt.Color("colour:N", scale=None)),
        alt.Chart(inline(marks))
        .mark_point(size=DOT_AREA, strokeWidth=2, opacity=1, filled=False)
        .encode(x=x, y=y, stroke=alt.Stroke("colour:N", scale=None), fill=alt.Fill("fill:N", scale=None), **speaking()),
        _names(names, y),
    ]
    sides: tuple[tuple[Literal["left", "right"], int], ...] = (("right", -10), ("left", 10))
    for align, dx in sides:
        here = [label for label in labels if label["align"] == align]
        mark = alt.Chart(inline(here)).mark_text(align=align, baseline="middle", dx=dx)
        layers.append(mark.encode(x=x, y=y, text=alt.Text("label:N")))
    layers += _goals(figure.rows, x, y)
    return _drawn(layers, ROW_HEIGHT * len(figure.rows))


def _drawn(layers: Iterable[alt.Chart], height: int) -> Specification:
    drawing = Drawing()
    return drawing.whole(drawing.layered(layers, height=height, width=theme.WIDTH))


def _end_labels(number: int, pair: Sequence[Point]) -> list[dict[str, Any]]:
    """Return the labels of a row's dots: the lower one's ends before it, the higher one's begins after it."""
    ends = sorted({point.value: point for point in pair if point.value is not None}.items())
    aligned = zip(("right", "left")[-len(ends) :], (point for _, point in ends), strict=True)
    # The labels stand outside the intervals, whichever of the two reaches farther.
    low, high = _reach(pair)
    return [
        {"row": number, "value": low if align == "right" else high, "label": _noted(point), "align": align}
        for align, point in aligned
    ]


def _noted(point: Point) -> str:
    """Return a point's value with what its mark alone does not show."""
    return f"{point.value_words}{' provisional' * point.provisional}{' new method' * point.after_break}"


def _reach(points: Sequence[Point]) -> tuple[float, float]:
    """Return the smallest and the largest of some points' values and limits."""
    reached = [float(v) for point in points for v in (point.value, point.lower, point.upper) if v is not None]
    return min(reached), max(reached)


def _goals(rows: Sequence[Row], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return a dashed upright line for each target, with its words below the row's marks."""
    goals = [
        {"row": number, "value": as_float(goal.value), "words": goal.words}
        for number, row in enumerate(rows)
        for goal in row.goals
    ]
    if not goals:
        return []
    base = alt.Chart(inline(goals)).encode(y=y)
    line = base.mark_tick(orient="vertical", size=24, thickness=2, color=theme.TEXT).encode(x=x)
    words = base.mark_text(align="left", baseline="middle", dy=_GOAL_BELOW, x=0, color=theme.QUIET)
    return [line, words.encode(text=alt.Text("words:N"))]


def _dot_domain(figure: Figure, labels: Sequence[dict[str, Any]], *, whole: bool) -> list[float]:
    """Return a scale that leaves room for the labels on both sides; `whole` shows percentages from 0 to 100."""
    goals = [float(goal.value) for row in figure.rows for goal in row.goals]
    reached = [*(label["value"] for label in labels), *goals]
    low, high = min(reached), max(reached)
    if whole:
        low, high = 0.0, 100.0
    widest = _width(label["label"] for label in labels) + 14
    span = (high - low) or abs(high) or 1.0
    margin = widest * span / max(theme.WIDTH - 2 * widest, 60)
    return [low - margin, high + margin]


def _key(words: tuple[str, ...]) -> list[alt.Chart]:
    """Return what the hollow and the filled dot stand for, above the rows."""
    layers, left = [], 7.0
    for text, fill in zip(words, (theme.PAPER, theme.DARK_BLUE), strict=True):
        dot = alt.Chart(inline([{}])).mark_point(
            size=DOT_AREA, strokeWidth=2, opacity=1, stroke=theme.DARK_BLUE, fill=fill, x=left, y=_KEY_ABOVE
        )
        label = alt.Chart(inline([{"words": text}])).mark_text(
            align="left", baseline="middle", color=theme.QUIET, x=left + 11, y=_KEY_ABOVE
        )
        layers += [dot, label.encode(text=alt.Text("words:N"))]
        left += 11 + _width([text]) + 22
    return layers


def _known(row: Row) -> tuple[Point, ...]:
    return tuple(point for point in row.points if point.value is not None)


def _width(labels: Any) -> float:
    """Return how wide the longest of some labels is at most, in pixels."""
    return max(len(label) for label in labels) * theme.CHARACTER_WIDTH


def _row_axis(rows: Sequence[Row]) -> alt.Y:
    return alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(len(rows))), paddingOuter=0.1))


def _colour(row: Row) -> str:
    return theme.BENCHMARK if row.comparator else theme.DARK_BLUE


def _names(values: list[dict[str, Any]], y: alt.Y) -> alt.Chart:
    text = alt.Chart(inline(values)).mark_text(align="left", baseline="middle", dy=_NAME_ABOVE, x=0)
    names: alt.Chart = text.encode(y=y, text=alt.Text("name:N"))
    return names
