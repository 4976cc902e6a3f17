"""What the marks of a drawing say: each that stands for a value carries its words and its place among the others.

Vega writes the description of a mark into the drawing as its name for screen readers. Ours are found again
by their words, since Vega makes up a description for every other mark.
"""

import re
from collections import defaultdict, deque
from html import escape, unescape

from builder.charts.figures import Drawable, Figure

_NAMED = re.compile(r' aria-label="([^"]*)"')
_NUMBERED = re.compile(r' data-mark="(\d+)"')
_SPEAKING = re.compile(r' data-at="[^"]*" data-value="[^"]*"')

SAID = "said"
"""The field of a specification that holds the words of a value."""


def values(figure: Drawable) -> list[tuple[str, str]]:
    """Return the place and the words of every point that has a value; what stands in full beside a picture has none."""
    if not isinstance(figure, Figure):
        return []
    periods = {period: number for number, period in enumerate(figure.periods)}
    return [
        (f"{number} {periods.get(point.period, 0)}", figure.said(row, point))
        for number, row in enumerate(figure.rows)
        for point in row.points
        if point.value is not None
    ]


def numbered(svg: str, figure: Drawable) -> str:
    """Return what Vega drew with a number at each mark that stands for a value, in the place of its description."""
    numbers: defaultdict[str, deque[int]] = defaultdict(deque)
    for number, (_, words) in enumerate(values(figure)):
        numbers[words].append(number)

    def replaced(match: re.Match[str]) -> str:
        # Two rows may say the same; Vega draws them in their order.
        found = numbers[unescape(match[1])]
        return f' data-mark="{found.popleft()}"' if found else ""

    return _NAMED.sub(replaced, svg)


def worded(svg: str, figure: Drawable) -> str:
    """Return a drawing whose numbered marks carry their words, and their place: the numbers of row and period."""
    found = values(figure)

    def replaced(match: re.Match[str]) -> str:
        place, words = found[int(match[1])]
        return f' data-at="{place}" data-value="{escape(words)}"'

    return _NUMBERED.sub(replaced, svg)


def wordless(svg: str) -> str:
    """Return a drawing whose marks say nothing, for use outside a page."""
    return _SPEAKING.sub("", svg)
