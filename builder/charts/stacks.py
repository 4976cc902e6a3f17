"""Draws bars of money on one scale: parts beside one another, with an open end where something is not published."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import altair as alt

from builder.charts import theme
from builder.charts.figures.stacks import Stack, Stacks
from builder.charts.layers import Drawing, Specification, inline
from builder.charts.layout import LINE_HEIGHT, across, placed

_BAR = 24
_SIGN = 15
_BESIDE = 22
"""From the left of a sign to the words beside it."""
_GAP = 4
_ROW_GAP = 14
_OPEN = 44
"""How long the open end of a bar is, of which nobody knows how long it should be."""
_DIGIT = 12
"""How long a part must be to hold its number."""
_COLOURS = (theme.DARK_BLUE, theme.DARK_PINK, theme.BENCHMARK, theme.QUIET)
"""Colours on which a number in the colour of the paper can be read, in light and in dark."""


@dataclass
class _Sheet:
    """What is drawn, while it is put in its places."""

    boxes: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)

    def box(self, x: float, y: float, size: tuple[float, float], colour: str) -> None:
        """Put a filled box in its place, by its left edge and its middle; without a colour it is open."""
        width, height = size
        self.boxes.append({"x": x, "end": x + width, "y": y - height / 2, "bottom": y + height / 2, "colour": colour})

    def text(self, words: str, x: float, y: float, colour: str = theme.TEXT, *, number: bool = False) -> None:
        self.texts.append({"words": words, "x": x, "y": y, "colour": colour, "number": number})


def stacks(drawing: Drawing, figure: Stacks, width: int) -> Specification:
    """Return the bars, each below its name and above the words of its parts."""
    room = max(width - 2 - _OPEN * any(row.missing for row in figure.rows), 1)
    longest = max(sum(part.pounds for part in row.parts) for row in figure.rows)
    scale = room / float(longest or 1)
    sheet, top = _Sheet(), 0.0
    for row in figure.rows:
        top = _row(sheet, row, scale, top, width) + _ROW_GAP
    height = top - _ROW_GAP
    x, y = alt.X("x:Q", axis=None, scale=across(width)), placed("y", height)
    ends: dict[str, Any] = {"x2": alt.X2("end:Q"), "y2": alt.Y2("bottom:Q")}
    filled = alt.Chart(inline(one for one in sheet.boxes if one["colour"])).mark_rect()
    layers = [filled.encode(x=x, y=y, **ends, fill=alt.Fill("colour:N", scale=None))]
    if unknown := [one for one in sheet.boxes if not one["colour"]]:
        mark = alt.Chart(inline(unknown)).mark_rect(
            fill=theme.PAPER, stroke=theme.QUIET, strokeDash=[3, 3], strokeWidth=1.5
        )
        layers.append(mark.encode(x=x, y=y, **ends))
    layers += [text.encode(x=x, y=y) for text in _texts(sheet)]
    return drawing.layered(layers, height=height, width=width)


def _texts(sheet: _Sheet) -> Iterator[alt.Chart]:
    sides: tuple[tuple[Literal["left", "center"], bool], ...] = (("left", False), ("center", True))
    for align, is_number in sides:
        mark = alt.Chart(inline(one for one in sheet.texts if one["number"] is is_number)).mark_text(align=align)
        yield mark.encode(text=alt.Text("words:N"), color=alt.Color("colour:N", scale=None))


def _row(sheet: _Sheet, row: Stack, scale: float, top: float, width: int) -> float:
    """Put a bar in its place with its name above and its parts below, and return where it ends."""
    for line in theme.wrapped(row.name, width):
        sheet.text(line, 0, top + LINE_HEIGHT / 2)
        top += LINE_HEIGHT
    middle, x = top + _GAP + _BAR / 2, 0.0
    top += _BAR + 2 * _GAP + 2
    has_numbers = len(row.parts) > 1
    for number, (part, colour) in enumerate(zip(row.parts, _COLOURS, strict=False), start=1):
        long = float(part.pounds) * scale
        # A strip of paper parts two colours that are alike to some eyes.
        sheet.box(x, middle, (max(long - 1.5, 1.5), _BAR), colour)
        if has_numbers and long > _DIGIT:
            sheet.text(str(number), x + long / 2, middle, theme.PAPER, number=True)
        x += long
        top = _words(sheet, part.words, top, width, (colour, str(number) if has_numbers else ""))
    if row.missing:
        sheet.box(x + 1, middle, (_OPEN - 4, _BAR), "")
        top = _words(sheet, row.missing, top, width, ("", ""))
    return top - _GAP


def _words(sheet: _Sheet, words: str, top: float, width: int, sign: tuple[str, str]) -> float:
    """Put the words of a part below its bar, beside its sign, and return where the next begin.

    A sign is a colour, empty where it is open, with a number, empty where it needs none.
    """
    colour, number = sign
    sheet.box(1, top + LINE_HEIGHT / 2, (_SIGN, _SIGN), colour)
    if number:
        sheet.text(number, 1 + _SIGN / 2, top + LINE_HEIGHT / 2, theme.PAPER, number=True)
    for line in theme.wrapped(words, width - _BESIDE):
        sheet.text(line, _BESIDE, top + LINE_HEIGHT / 2, theme.QUIET)
        top += LINE_HEIGHT
    return top + _GAP
