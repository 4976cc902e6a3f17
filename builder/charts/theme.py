"""Colours, type and sizes of every chart.

The palette is the Analysis Function's. Colours are drawn as fixed values; the finishing step of the
SVG turns them into the page's own, so that one drawing serves light, dark and print.
"""

from typing import Any

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
SERIES_COLOURS = (DARK_BLUE, DARK_PINK, TURQUOISE, ORANGE)
"""At most four series share a chart. Source: Government Analysis Function, data visualisation: colours in charts."""
BENCHMARK = "#6F777B"
TEXT = "#1D1D1D"
QUIET = "#595959"
RULE = "#D2D2D2"
PAPER = "#FFFFFF"

PAGE_COLOURS = {
    DARK_BLUE: "var(--chart-1)",
    DARK_PINK: "var(--chart-2)",
    TURQUOISE: "var(--chart-3)",
    ORANGE: "var(--chart-4)",
    BENCHMARK: "var(--chart-benchmark)",
    TEXT: "var(--chart-text)",
    QUIET: "var(--chart-quiet)",
    RULE: "var(--chart-rule)",
    PAPER: "var(--chart-paper)",
}
"""For each fixed colour, the page's own, defined in the stylesheet."""

WIDTH = 360
"""The width of a chart's drawing, in pixels at a font size of 13: what a phone shows at full size."""
FONT = "Arial, Helvetica, sans-serif"
FONT_SIZE = 13
NUMBER_SIZE = 32
"""The size of a figure that stands alone."""
CHARACTER_WIDTH = 7.5
"""How wide a character of a label is at most, in pixels at the font size of charts."""


def configuration() -> dict[str, Any]:
    """Return the Vega-Lite configuration that every chart shares."""
    return {
        "background": None,
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "labelColor": QUIET,
            "labelFontSize": FONT_SIZE,
            "titleColor": QUIET,
            "titleFontSize": FONT_SIZE,
            "titleFontWeight": "normal",
            "gridColor": RULE,
            "domainColor": RULE,
            "tickColor": RULE,
            # No label is so long that it must be cut, and measuring each for that takes a quarter of the drawing.
            "labelLimit": 0,
        },
        "text": {"fontSize": FONT_SIZE, "color": TEXT},
        "header": {"labelFontSize": FONT_SIZE, "labelColor": TEXT, "labelAnchor": "start", "title": None},
    }
