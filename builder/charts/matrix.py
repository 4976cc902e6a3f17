"""Draws how many actions stand where a row and a column meet: a dot for each place, with their number in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import pi
from typing import Any, Literal

import altair as alt

from builder.charts import theme
from builder.charts.figures.matrix import Matrix, MatrixRow
from builder.charts.layers import Drawing, Specification, inline
from builder.charts.layout import LINE_HEIGHT, across, placed

_ROW = 26
"""The height of a row of dots."""
_SMALLEST, _LARGEST = 8.5, 13.0
"""The radius of a dot of one action, and of one with many."""
_GROWTH = 1.2
_NAMES_SHARE = 0.4
"""How much of the width the names beside the rows take."""
_KEY_GAP = 16
_MOST_LINES = 4
"""How many lines the name of a column takes at most."""
_GAP = 5
_BESIDE = 24
"""From the left of a sign to the words beside it."""


@dataclass
class _Sheet:
    """What is drawn, while it is put in its places."""

    left: float
    step: float
    """The width of a column."""
    texts: list[dict[str, Any]] = field(default_factory=list)
    dots: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)

    def middle(self, column: int) -> float:
        return self.left + self.step * (column + 0.5)

    def text(self, words: str, x: float, y: float, colour: str = theme.TEXT, *, centred: bool = False) -> None:
        self.texts.append({"words": words, "x": x, "y": y, "colour": colour, "centred": centred})

    def dot(self, x: float, y: float, radius: float, *, filled: bool) -> None:
        fill = theme.DARK_BLUE if filled else theme.PAPER
        self.dots.append({"x": x, "y": y, "area": pi * radius**2, "fill": fill})


def matrix(drawing: Drawing, figure: Matrix, width: int) -> Specification:
    """Return the dots below the names of their columns; on a phone the names of rows stand above their dots."""
    is_wide = width > theme.NARROW
    left = round(width * _NAMES_SHARE) if is_wide else 0
    sheet = _Sheet(left, (width - left) / len(figure.columns))
    top = _columns(sheet, figure, width, _key(sheet, figure)) + _GAP
    for row in figure.rows:
        sheet.rules.append({"x": 0, "end": width, "y": top})
        top = _row(sheet, row, (left - 10) / theme.SPACED_OUT if is_wide else width, top + _GAP, is_wide=is_wide) + _GAP
    x, y = alt.X("x:Q", axis=None, scale=across(width)), placed("y", top)
    circles = alt.Chart(inline(sheet.dots)).mark_circle(strokeWidth=1.5, opacity=1, stroke=theme.DARK_BLUE)
    layers = [
        alt.Chart(inline(sheet.rules)).mark_rule(color=theme.RULE).encode(x=x, x2=alt.X2("end:Q"), y=y),
        circles.encode(x=x, y=y, size=alt.Size("area:Q", scale=None), fill=alt.Fill("fill:N", scale=None)),
        *(text.encode(x=x, y=y) for text in _texts(sheet)),
    ]
    return drawing.layered(layers, height=top, width=width)


def _texts(sheet: _Sheet) -> Iterator[alt.Chart]:
    sides: tuple[Literal["left", "center"], ...] = ("left", "center")
    for align in sides:
        here = [one for one in sheet.texts if one["centred"] is (align == "center")]
        mark = alt.Chart(inline(here)).mark_text(align=align)
        yield mark.encode(text=alt.Text("words:N"), color=alt.Color("colour:N", scale=None))


def _row(sheet: _Sheet, row: MatrixRow, width: float, top: float, *, is_wide: bool) -> float:
    """Put a row in its place, and return where it ends. Without an action it says so, on a phone beside its name."""
    lines = theme.wrapped(row.name if is_wide or not row.note else f"{row.name}: {row.note}", width)
    named = LINE_HEIGHT * len(lines)
    room = _ROW if is_wide or not row.note else 0
    height = max(named, room) if is_wide else named + room
    first = top + max(0.0, height - named) / 2 if is_wide else top
    for number, line in enumerate(lines):
        sheet.text(line, 0, first + LINE_HEIGHT * (number + 0.5))
    middle = top + height / 2 if is_wide else top + named + _ROW / 2
    if row.note and is_wide:
        sheet.text(row.note, sheet.left, middle, theme.QUIET)
    for number, cell in enumerate(row.cells):
        if cell.together:
            radius = min(_SMALLEST + _GROWTH * (cell.together**0.5 - 1), _LARGEST)
            sheet.dot(sheet.middle(number), middle, radius, filled=bool(cell.promised))
            colour = theme.PAPER if cell.promised else theme.DARK_BLUE
            sheet.text(str(cell.together), sheet.middle(number), middle, colour, centred=True)
    return top + height


def _key(sheet: _Sheet, figure: Matrix) -> float:
    """Explain filled and hollow dots, and return where the columns begin."""
    x, y = 0.0, LINE_HEIGHT / 2 + 1
    for is_promised, words in figure.key:
        sheet.dot(x + _SMALLEST, y, _SMALLEST, filled=is_promised)
        sheet.text(words, x + _BESIDE, y, theme.QUIET)
        x += _BESIDE + theme.text_width(words) + _KEY_GAP
    return LINE_HEIGHT + 12 if figure.key else 0.0


def _columns(sheet: _Sheet, figure: Matrix, width: int, top: float) -> float:
    """Name the columns, and return where the rows begin. Names too wide have letters, which are explained above."""
    names = [theme.wrapped(name, sheet.step - 4) for name in figure.columns]
    is_wider = any(theme.text_width(line) > sheet.step for lines in names for line in lines)
    if is_wider or max(len(lines) for lines in names) > _MOST_LINES:
        for letter, name in zip(map(_letter, range(len(figure.columns))), figure.columns, strict=True):
            sheet.text(letter, 0, top + LINE_HEIGHT / 2)
            for line in theme.wrapped(name, width - _BESIDE):
                sheet.text(line, _BESIDE, top + LINE_HEIGHT / 2, theme.QUIET)
                top += LINE_HEIGHT
        top += 2 * _GAP
        names = [[_letter(number)] for number in range(len(figure.columns))]
    highest = max(len(lines) for lines in names)
    for number, lines in enumerate(names):
        for place, words in enumerate(lines, start=highest - len(lines)):
            sheet.text(words, sheet.middle(number), top + LINE_HEIGHT * (place + 0.5), theme.QUIET, centred=True)
    return top + LINE_HEIGHT * highest


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26) * (1 + number // 26)
