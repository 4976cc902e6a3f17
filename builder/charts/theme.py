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

NARROW, WIDE = 300, 560
"""The two widths that a chart is drawn in, in pixels at a font size of 13: for a phone, and for all wider screens."""
FONT = "Arial, Helvetica, sans-serif"
FONT_SIZE = 13
NUMBER_SIZE = 32
"""The size of a figure that stands alone."""

_NARROW_CHARACTERS, _WIDE_CHARACTERS = frozenset("fijlrtI.,:;'’!|()[] -–/"), frozenset("mwMW%—→&@")
_MARGIN = 1.1
"""How much wider the fonts are that a machine without Arial takes."""


_BOLD = 1.1
"""How much wider bold letters are."""


def text_width(text: str, size: int = FONT_SIZE, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in pixels: in the fonts of charts, and in those that stand in for them."""
    widths = (0.36 if c in _NARROW_CHARACTERS else 0.92 if c in _WIDE_CHARACTERS or c.isupper() else 0.6 for c in text)
    return size * sum(widths) * _MARGIN * (_BOLD if bold else 1)


SPACED_OUT = 1.35
"""How much wider words are where a reader spaces letters and words out."""


def wrapped(text: str, width: float, size: int = FONT_SIZE) -> list[str]:
    """Return a text in lines that are no wider than `width` pixels, where its words allow that."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


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
        "text": {"fontSize": FONT_SIZE, "color": TEXT, "align": "left", "baseline": "middle"},
        "header": {"labelFontSize": FONT_SIZE, "labelColor": TEXT, "labelAnchor": "start", "title": None},
    }
