"""Draws a figure's only value: a share as a square of a hundred, anything else as a number with its interval."""

from typing import Any

import altair as alt

from builder.charts import theme
from builder.charts.figures.metric import Figure
from builder.charts.layers import Drawing, Specification, as_float, inline, speaking
from builder.charts.layout import LINE_HEIGHT, across, colour_of, placed
from builder.charts.marks import SAID

WIDTH = theme.NARROW
_TILE, _STEP = 13, 16
"""The side of a tile, and from one tile to the next."""
_SIDE = 10
"""How many tiles lie beside one another."""
_NUMBER_HEIGHT = 40
_INTERVAL_WIDTH, _INTERVAL_HEIGHT = 220, 28
"""How wide and how high an interval is without its words."""


def number(drawing: Drawing, figure: Figure, width: int) -> Specification:
    """Return a value, large, and its interval below it where it has one."""
    point = figure.rows[0].known[-1]
    layers, height = _words(figure, 0, min(width, WIDTH), with_interval=False)
    if point.lower is not None and point.upper is not None:
        interval, needed = _interval(figure, height + 10)
        layers += interval
        height += needed
    return drawing.layered(layers, height=height, width=WIDTH)


def share(drawing: Drawing, figure: Figure, width: int) -> Specification:
    """Return a percentage as so many of a hundred tiles, rounded to whole ones, with the value beside them."""
    row = figure.rows[0]
    filled = round(float(row.known[-1].value or 0))
    side = _STEP * _SIDE - (_STEP - _TILE)
    tiles = [
        {
            "x": n % _SIDE * _STEP + _TILE / 2,
            "y": n // _SIDE * _STEP + _TILE / 2,
            "colour": colour_of(row) if n < filled else theme.RULE,
        }
        for n in range(_SIDE * _SIDE)
    ]
    mark = alt.Chart(inline(tiles)).mark_rect(width=_TILE, height=_TILE)
    grid = mark.encode(
        x=alt.X("x:Q", axis=None, scale=across(WIDTH)), y=placed("y", side), color=alt.Color("colour:N", scale=None)
    )
    left = side + 18
    layers, _ = _words(figure, left, min(width, WIDTH) - left, with_interval=True)
    return drawing.layered([grid, *layers], height=side, width=WIDTH)


def _words(figure: Figure, left: float, width: float, *, with_interval: bool) -> tuple[list[Any], float]:
    """Return a value, large, and below it whose it is, and how high both are together."""
    row = figure.rows[0]
    point = row.known[-1]
    value = alt.Chart(inline([{"words": point.value_words, SAID: figure.said(row, point)}]))
    size = (
        theme.NUMBER_SIZE if theme.text_width(point.value_words, theme.NUMBER_SIZE) <= width else theme.NUMBER_SIZE // 2
    )
    large = value.mark_text(color=colour_of(row), fontSize=size, fontWeight="bold", x=left, y=18)
    lines = theme.wrapped(f"{row.name}, {point.period_words}", width)
    if with_interval and point.limits_words:
        lines += theme.wrapped(f"{point.limits_name} {point.limits_words}", width)
    name = alt.Chart(inline([{"words": "\n".join(lines)}]))
    small = name.mark_text(lineBreak="\n", lineHeight=LINE_HEIGHT, x=left, y=_NUMBER_HEIGHT + LINE_HEIGHT / 2)
    layers = [
        large.encode(text=alt.Text("words:N"), **speaking()),
        small.encode(text=alt.Text("words:N")),
    ]
    return layers, _NUMBER_HEIGHT + LINE_HEIGHT * len(lines)


def _interval(figure: Figure, top: float) -> tuple[list[Any], float]:
    """Return the interval of a value on a scale from zero, with its words, and how high both are together."""
    (words,) = (text for sign, text in figure.key if sign == "interval")
    row = figure.rows[0]
    point = row.known[-1]
    colour = colour_of(row)
    limits = [as_float(limit) or 0.0 for limit in (point.lower, point.value, point.upper)]
    start, end = min(0.0, limits[0]), max(0.0, limits[2])
    low, value, high = ((limit - start) / ((end - start) or 1) * _INTERVAL_WIDTH for limit in limits)
    x = alt.X("x:Q", axis=None, scale=across(WIDTH))
    whole = alt.Chart(inline([{"x": 0, "end": _INTERVAL_WIDTH}])).mark_rule(strokeWidth=2, color=theme.RULE, y=top)
    span = alt.Chart(inline([{"x": low, "end": high}])).mark_rule(strokeWidth=2.5, color=theme.QUIET, y=top)
    dot = alt.Chart(inline([{"x": value}])).mark_point(
        size=90, strokeWidth=2, opacity=1, stroke=colour, fill=theme.PAPER if point.provisional else colour, y=top
    )
    lines = theme.wrapped(f"{words}: {point.limits_words}", WIDTH)
    below = alt.Chart(inline([{"words": "\n".join(lines)}]))
    text = below.mark_text(lineBreak="\n", lineHeight=LINE_HEIGHT, color=theme.QUIET, x=0, y=top + 22)
    layers = [
        *(rule.encode(x=x, x2=alt.X2("end:Q")) for rule in (whole, span)),
        dot.encode(x=x),
        text.encode(text=alt.Text("words:N")),
    ]
    return layers, _INTERVAL_HEIGHT + LINE_HEIGHT * len(lines)
