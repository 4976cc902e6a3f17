"""Draws the parts of a whole as one bar, with each part named below it in its colour."""

from typing import Any

import altair as alt

from builder.charts import theme
from builder.charts.figures.metric import Figure
from builder.charts.layers import Drawing, Specification, as_float, inline, speaking
from builder.charts.layout import LINE_HEIGHT, placed
from builder.charts.marks import SAID

_BAR_HEIGHT = 28
_FIRST_NAME = _BAR_HEIGHT + 20
_NAME_STEP = LINE_HEIGHT + 6
"""From one part's name to the next, where each takes one line."""
_SIGN, _SIGN_ROOM = 12, 20


def whole(drawing: Drawing, figure: Figure, width: int) -> Specification:
    """Return a bar of the parts that are 100% together, with their names and values below it."""
    parts: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    reached, y = 0.0, float(_FIRST_NAME)
    for row, colour in zip(figure.rows, theme.SERIES_COLOURS, strict=False):
        point = row.known[-1]
        value = as_float(point.value) or 0.0
        said = {SAID: figure.said(row, point)}
        parts.append({"start": reached, "end": reached + value, "y": _BAR_HEIGHT / 2, "colour": colour, **said})
        reached += value
        provisional = ", provisional" * point.provisional
        lines = theme.wrapped(f"{row.name} {point.label}{provisional}", width - _SIGN_ROOM)
        names.append({"y": y, "colour": colour, "words": "\n".join(lines)})
        y += _NAME_STEP + LINE_HEIGHT * (len(lines) - 1)
    height = y - _NAME_STEP + LINE_HEIGHT / 2
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, reached], range=[0, width], nice=False, zero=False))
    colour_channel = alt.Color("colour:N", scale=None)
    # A gap in the colour of the paper parts two colours that are alike to some eyes.
    bar = alt.Chart(inline(parts)).mark_bar(height=_BAR_HEIGHT, stroke=theme.PAPER, strokeWidth=2)
    beside = alt.Chart(inline(names))
    sign = beside.mark_rect(width=_SIGN, height=_SIGN, x=_SIGN / 2)
    text = beside.mark_text(lineBreak="\n", lineHeight=LINE_HEIGHT, x=_SIGN_ROOM)
    layers = [
        bar.encode(x=x, x2=alt.X2("end:Q"), y=placed("y", height), color=colour_channel, **speaking()),
        sign.encode(y=placed("y", height), color=colour_channel),
        text.encode(y=placed("y", height), text=alt.Text("words:N")),
    ]
    return drawing.layered(layers, height=height, width=width)
