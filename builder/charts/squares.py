"""Draws what is counted one by one: a square for each, in rows, by its look."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from builder import wording
from builder.charts import theme
from builder.charts.figures.squares import Look, SquareRow, Squares
from builder.charts.layers import Drawing, Specification, inline
from builder.charts.layout import LINE_HEIGHT, across, placed

_SIDE, _STEP = 15, 19
"""The side of a square, and from one square to the next."""
_BESIDE = 24
"""From the left of a square to the words beside it."""
_ROW_GAP = 11
_KEY_GAP = 16
_NAMES_SHARE = 0.36
"""How much of the width the names beside the rows take, at most."""
_OPEN_SIDE = _SIDE - 1.5
"""The side of a square with an outline, which lies half outside."""

_SHAPES = {
    Look.DONE: "M-.66,.02L-.26,.52L.66,-.5L.44,-.7L-.28,.12L-.46,-.2Z",
    Look.DOUBTFUL: "M-.66,.02L-.26,.52L.66,-.5L.44,-.7L-.28,.12L-.46,-.2Z",
    Look.PART: "M-1,-1L1,1L-1,1Z",
    Look.WAITING: "M-.3,0A.3,.3,0,1,1,.3,0A.3,.3,0,1,1,-.3,0Z",
    Look.PAUSED: "M-.45,-.55H-.14V.55H-.45ZM.14,-.55H.45V.55H.14Z",
    Look.ALERT: "M-.15,-.7H.15V.2H-.15ZM-.15,.4H.15V.7H-.15Z",
    Look.WRONG: "M-.58,-.4L-.4,-.58L0,-.18L.4,-.58L.58,-.4L.18,0L.58,.4L.4,.58L0,.18L-.4,.58L-.58,.4L-.18,0Z",
}
"""The sign in a square, in a field from -1 to 1."""
_FILLED = {Look.DONE: theme.DARK_BLUE, Look.ALERT: theme.DARK_PINK, Look.WRONG: theme.DARK_PINK}
"""Squares that are filled; the others have an outline."""


@dataclass
class _Sheet:
    """What is drawn, while it is put in its places."""

    squares: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)

    def square(self, look: Look, x: float, y: float) -> None:
        colour = _FILLED.get(look, theme.BENCHMARK if look is Look.EMPTY else theme.DARK_BLUE)
        is_filled = look in _FILLED
        self.squares.append(
            {
                "x": x + _SIDE / 2,
                "y": y,
                "fill": colour if is_filled else theme.PAPER,
                "stroke": colour,
                "shape": _SHAPES.get(look),
                "sign": theme.PAPER if is_filled else colour,
            }
        )

    def text(self, words: str, x: float, y: float, colour: str = theme.TEXT) -> None:
        self.texts.append({"words": words, "x": x, "y": y, "colour": colour})


def squares(drawing: Drawing, figure: Squares, width: int) -> Specification:
    """Return the rows of squares below their key: names beside them where there is room, else above them."""
    sheet = _Sheet()
    top = _key(sheet, figure, width)
    is_wide = width > theme.NARROW
    names = max(theme.text_width(row.name) for row in figure.rows) * theme.SPACED_OUT + 14
    left = min(names, width * _NAMES_SHARE) if is_wide else 0.0
    for row in figure.rows:
        # Above where squares would stand, a row without any says so beside its name.
        name = row.name if row.squares or is_wide else f"{row.name}: {wording.NO_ACTION}"
        lines = theme.wrapped(name, (left - 10) / theme.SPACED_OUT if is_wide else width)
        for number, line in enumerate(lines):
            sheet.text(line, 0, top + LINE_HEIGHT * (number + 0.5))
        named = LINE_HEIGHT * len(lines)
        first = top if is_wide else top + named + 4
        height = _row(sheet, row, left, first, width) if row.squares or is_wide else -4.0
        top = max(top + named if is_wide else 0.0, first + height) + _ROW_GAP
    height = top - _ROW_GAP
    x, y = alt.X("x:Q", axis=None, scale=across(width)), placed("y", height)
    shown = alt.Chart(inline(sheet.squares))
    signs = alt.Chart(inline(one for one in sheet.squares if one["shape"]))
    layers = [
        shown.mark_square(size=_OPEN_SIDE**2, strokeWidth=1.5, opacity=1).encode(
            x=x, y=y, fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("stroke:N", scale=None)
        ),
        signs.mark_point(size=(_SIDE - 2) ** 2, strokeWidth=0, opacity=1).encode(
            x=x, y=y, shape=alt.Shape("shape:N", scale=None), fill=alt.Fill("sign:N", scale=None)
        ),
        alt.Chart(inline(sheet.texts))
        .mark_text()
        .encode(x=x, y=y, text=alt.Text("words:N"), color=alt.Color("colour:N", scale=None)),
    ]
    return drawing.layered(layers, height=height, width=width)


def _key(sheet: _Sheet, figure: Squares, width: int) -> float:
    """Put the key in its place, and return where the rows begin."""
    x, y = 0.0, LINE_HEIGHT / 2
    for look, words in figure.key:
        needed = _BESIDE + theme.text_width(words)
        if x and x + needed > width:
            x, y = 0.0, y + LINE_HEIGHT + 4
        sheet.square(look, x, y)
        sheet.text(words, x + _BESIDE, y, theme.QUIET)
        x += needed + _KEY_GAP
    return y + LINE_HEIGHT / 2 + 12 if figure.key else 0.0


def _row(sheet: _Sheet, row: SquareRow, left: float, top: float, width: float) -> float:
    """Put a row's squares in their places, and return how high they are together."""
    if not row.squares:
        sheet.text(wording.NO_ACTION, left, top + LINE_HEIGHT / 2, theme.QUIET)
        return LINE_HEIGHT
    if all(one.words for one in row.squares):
        return _named(sheet, row, left, top, width)
    number = str(len(row.squares))
    fits = int((width - left - theme.text_width(number) - 8) // _STEP)
    place = 0
    for place, one in enumerate(row.squares):
        sheet.square(one.look, left + place % fits * _STEP, top + place // fits * _STEP + LINE_HEIGHT / 2)
    sheet.text(number, left + (place % fits + 1) * _STEP + 4, top + place // fits * _STEP + LINE_HEIGHT / 2)
    return place // fits * _STEP + LINE_HEIGHT


def _named(sheet: _Sheet, row: SquareRow, left: float, top: float, width: float) -> float:
    y = top
    for one, lines in _wrapped(row, width - left - _BESIDE):
        sheet.square(one, left, y + LINE_HEIGHT / 2)
        for number, line in enumerate(lines):
            sheet.text(line, left + _BESIDE, y + LINE_HEIGHT * (number + 0.5))
        y += LINE_HEIGHT * len(lines) + 4
    return y - top - 4


def _wrapped(row: SquareRow, width: float) -> Iterator[tuple[Look, list[str]]]:
    for one in row.squares:
        yield one.look, theme.wrapped(one.words, width)
