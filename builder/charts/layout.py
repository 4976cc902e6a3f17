"""Where the parts of drawings lie, in pixels from the upper left corner, and how marks look."""

from collections.abc import Sequence

import altair as alt

from builder.charts import theme
from builder.charts.figures.metric import Row

LINE_HEIGHT = 16
"""From one line of words to the next."""
MARK_AREA = 70
"""The size of a mark that stands for a value, in square pixels."""


def colour_of(row: Row) -> str:
    """Return the colour of a row that is drawn by itself."""
    return theme.BENCHMARK if row.comparator else theme.DARK_BLUE


def across(width: float) -> alt.Scale:
    """Return a scale of pixels from the left."""
    return alt.Scale(domain=[0, width], range=[0, width], nice=False, zero=False)


def down(height: float) -> alt.Scale:
    """Return a scale of pixels from above."""
    return alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)


def placed(field: str, height: float) -> alt.Y:
    """Return an encoding by a field that holds pixels from above."""
    return alt.Y(f"{field}:Q", axis=None, scale=down(height))


def hollow(colour: str = "colour", provisional: str = "datum.provisional") -> alt.Fill:
    """Return the inside of a mark in the colour that a field names; a provisional one is hollow."""
    # `alt.condition` returns a dict, of which Altair tries one branch of its schema after the other.
    return alt.Fill(f"{colour}:N", scale=None, condition={"test": provisional, "value": theme.PAPER})


def outline(colour: str = "colour") -> alt.Stroke:
    """Return the outline of a mark in the colour that a field names."""
    return alt.Stroke(f"{colour}:N", scale=None)


def apart(wished: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return where labels stand so that none covers another: as near to where each is wished as there is room.

    Places are middles, in pixels from above, in the order of the wishes; all stay between `low` and `high` if they can.
    """
    order = sorted(range(len(wished)), key=lambda n: wished[n])
    places = [0.0] * len(wished)
    top = low
    for n in order:
        places[n] = max(wished[n], top + heights[n] / 2)
        top = places[n] + heights[n] / 2
    bottom = max(high, sum(heights) + low)
    for n in reversed(order):
        places[n] = min(places[n], bottom - heights[n] / 2)
        bottom = places[n] - heights[n] / 2
    return places
