"""The key of a drawing: each sign that it uses beside values, once, with its words."""

from typing import Any

import altair as alt

from builder.charts import theme
from builder.charts.figures.metric import ChartKind, Figure, Sign
from builder.charts.layers import Drawing, Specification, inline
from builder.charts.layout import LINE_HEIGHT, MARK_AREA, across, placed

_HOLLOW: dict[str, Any] = {"stroke": theme.DARK_BLUE, "fill": theme.PAPER}
_FILLED: dict[str, Any] = {"stroke": theme.DARK_BLUE, "fill": theme.DARK_BLUE}
_POINTS: dict[Sign, dict[str, Any]] = {
    Sign.EARLIER: _HOLLOW,
    Sign.LATER: _FILLED,
    Sign.OWN: _FILLED,
    Sign.PROVISIONAL: _HOLLOW,
    Sign.TARGET: {"shape": "diamond", "stroke": theme.TEXT, "fill": theme.PAPER},
}
_LINES: dict[tuple[Sign, bool], dict[str, Any]] = {
    (Sign.COMPARATOR, True): {"width": 20, "height": 2.5, "color": theme.BENCHMARK},
    (Sign.COMPARATOR, False): {"width": 4, "height": 16, "color": theme.BENCHMARK},
    (Sign.INTERVAL, True): {"width": 20, "height": 12, "color": theme.DARK_BLUE, "opacity": 0.18},
    (Sign.INTERVAL, False): {"width": 20, "height": 2, "color": theme.QUIET},
}
"""Signs that are drawn as lines and areas: in a chart over time, and elsewhere."""
_WHISKER: dict[str, Any] = {"width": 2, "height": 16, "color": theme.DARK_BLUE}
_GLYPHS = {Sign.BREAK: "┊", Sign.PATH: "- - -"}
_GLYPH_OFFSET = {Sign.BREAK: 7, Sign.PATH: 0}
_SIGN_WIDTH, _GAP = 26, 18
_MIDDLE = 10
"""Where the middle of a sign lies, from its left."""
_WORDS_ALONE = frozenset({Sign.GAP, Sign.SCALE})
_BELOW = 8
"""The room between the key and the chart."""


def with_key(
    drawing: Drawing, figure: Figure, chart: Specification, width: int, *, has_bands: bool = False
) -> Specification:
    """Return a chart below its key, which takes as many lines as it needs; alone where nothing needs words.

    An interval over time is a band, or an upright line where no line reaches its point.
    """
    entries, height = _entries(figure, width)
    if not entries:
        return chart
    x, y = alt.X("x:Q", axis=None, scale=across(width)), placed("y", height)
    layers: list[Any] = [
        layer
        for sign in dict.fromkeys(e["sign"] for e in entries)
        for layer in _sign(Sign(sign), entries, figure.kind, has_bands=has_bands)
    ]
    words = alt.Chart(inline({"x": e["words_x"], "y": e["y"], "words": e["words"]} for e in entries))
    text = words.mark_text(lineBreak="\n", lineHeight=LINE_HEIGHT, color=theme.QUIET)
    layers.append(text.encode(text=alt.Text("words:N")))
    above = drawing.layered([layer.encode(x=x, y=y) for layer in layers], height=height, width=width)
    return {"vconcat": [above, chart], "spacing": _BELOW}


def _entries(figure: Figure, width: int) -> tuple[list[dict[str, Any]], float]:
    """Return the signs with their words and places, and how high all are together."""
    entries: list[dict[str, Any]] = []
    x, y = 0.0, LINE_HEIGHT / 2
    for sign, text in figure.key:
        if sign is Sign.TARGET and figure.kind is not ChartKind.LINE:
            continue  # It stands below its row.
        room = _SIGN_WIDTH * (sign not in _WORDS_ALONE)
        lines = theme.wrapped(text, width - room)
        needed = room + max(theme.text_width(line) for line in lines)
        if x and x + needed > width:
            x, y = 0.0, y + LINE_HEIGHT + 2
        entries.append({"sign": sign.value, "words": "\n".join(lines), "x": x, "words_x": x + room, "y": y})
        x += needed + _GAP
        y += LINE_HEIGHT * (len(lines) - 1)
    return entries, y + LINE_HEIGHT / 2


def _sign(sign: Sign, entries: list[dict[str, Any]], kind: ChartKind, *, has_bands: bool) -> list[alt.Chart]:
    """Return how a sign looks, for each entry that has it."""
    chart = alt.Chart(inline({"x": e["x"], "y": e["y"]} for e in entries if e["sign"] == sign))
    if sign in _WORDS_ALONE:
        return []
    if sign in _GLYPHS:
        return [chart.mark_text(text=_GLYPHS[sign], xOffset=_GLYPH_OFFSET[sign], color=theme.TEXT)]
    look = _LINES.get((sign, kind is ChartKind.LINE))
    if sign is Sign.INTERVAL and kind is ChartKind.LINE and not has_bands:
        look = _WHISKER
    if look:
        return [chart.mark_rect(xOffset=_MIDDLE, **look)]
    look = {"size": MARK_AREA, "opacity": 1, "strokeWidth": 2, "xOffset": _MIDDLE} | _POINTS[sign]
    if (sign, kind) == (Sign.LATER, ChartKind.ARROWS):
        look["shape"] = "triangle-right"
    return [chart.mark_point(**look)]
