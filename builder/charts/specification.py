"""Turns a figure into a Vega-Lite specification: picks the kind of drawing and adds what all share."""

from altair.utils.schemapi import debug_mode

from builder.charts.alone import number, share
from builder.charts.figures import Drawable, Matrix, Squares, Stacks
from builder.charts.figures.metric import ChartKind
from builder.charts.layers import Drawing, Specification
from builder.charts.lines import lines
from builder.charts.matrix import matrix
from builder.charts.panels import panels
from builder.charts.rows import arrows, bars, pairs
from builder.charts.squares import squares
from builder.charts.stacks import stacks
from builder.charts.whole import whole

_DRAWINGS = {
    ChartKind.NUMBER: number,
    ChartKind.SHARE: share,
    ChartKind.BARS: bars,
    ChartKind.WHOLE: whole,
    ChartKind.ARROWS: arrows,
    ChartKind.PAIRS: pairs,
    ChartKind.LINE: lines,
    ChartKind.PANELS: panels,
}


def draw(figure: Drawable, width: int) -> Specification:
    """Return the Vega-Lite specification of a chart that is about `width` pixels wide."""
    drawing = Drawing()
    # Altair would check each part against the whole schema as it is made, which takes longer than the chart.
    with debug_mode(arg=False):
        return drawing.whole(_content(drawing, figure, width))


def _content(drawing: Drawing, figure: Drawable, width: int) -> Specification:
    match figure:
        case Squares():
            return squares(drawing, figure, width)
        case Matrix():
            return matrix(drawing, figure, width)
        case Stacks():
            return stacks(drawing, figure, width)
        case _:
            return _DRAWINGS[figure.kind](drawing, figure, width)
