"""Turns a figure into a Vega-Lite specification: picks the kind of drawing and adds what all share."""

from altair.utils.schemapi import debug_mode

from builder.charts.layers import Specification
from builder.charts.lines import MAXIMUM_SERIES, lines, small_multiples
from builder.charts.panels import panels
from builder.charts.rows import bars, dots, single
from builder.figures import Figure, Kind


def draw(figure: Figure) -> Specification:
    """Return the Vega-Lite specification of a chart."""
    match figure.kind:
        case Kind.NUMBER:
            drawing = single
        case Kind.BARS:
            drawing = bars
        case Kind.DOTS:
            drawing = dots
        case Kind.LINE if len(figure.rows) <= MAXIMUM_SERIES:
            drawing = lines
        case Kind.LINE:
            drawing = small_multiples
        case Kind.PANELS | Kind.PANELS_APART:
            drawing = panels
    # Altair would check each part against the whole schema as it is made, which takes longer than the chart.
    with debug_mode(arg=False):
        return drawing(figure)
