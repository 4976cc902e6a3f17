"""Turns a figure into a Vega-Lite specification: picks the kind of drawing and adds what all share."""

from typing import Any

from altair.utils.schemapi import debug_mode

from builder.charts import theme
from builder.charts.lines import MAXIMUM_SERIES, lines, small_multiples
from builder.charts.panels import panels
from builder.charts.rows import bars, dots, single
from builder.figures import Figure, Kind


def draw(figure: Figure) -> dict[str, Any]:
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
        specification: dict[str, Any] = drawing(figure).to_dict(validate=False)
    specification["config"] = theme.configuration()
    return specification
