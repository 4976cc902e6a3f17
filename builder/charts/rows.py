"""Draws figures that have a row for each area or group: bars, arrows between two periods, pairs of dots.

On a phone the names of rows stand above their marks, so that a long name costs no width; on a wider screen beside them.
Every value is labelled, so that of an axis only its zero is named. An interval lies beside its mark and never under
its label.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from builder.charts import theme
from builder.charts.figures.metric import ChartKind, Figure, Point, Row
from builder.charts.keys import with_key
from builder.charts.layers import Drawing, Specification, as_float, inline, speaking
from builder.charts.layout import LINE_HEIGHT, MARK_AREA, colour_of, hollow, outline, placed
from builder.charts.marks import SAID
from builder.model.measures import Unit

BAR_HEIGHT = 16
_LANE = 26
"""The height of a row's marks."""
_BESIDE = 11
"""How far above or below a mark its interval lies."""
_ROW_GAP = 8
_LABEL_GAP = 8
_NAMES_SHARE = 0.36
"""How much of the width the names beside the rows take, at most."""


@dataclass(frozen=True)
class _Lane:
    """A row in its place: its name, and how far down its marks and its targets lie."""

    number: int
    row: Row
    other: Row | None
    """The comparator's row that is drawn beside it."""
    name: str
    name_y: float
    y: float
    goals_y: float


@dataclass(frozen=True)
class _Sheet:
    """The rows of a chart in their places, and where their marks may lie."""

    figure: Figure
    width: int
    left: float
    height: float
    lanes: tuple[_Lane, ...]

    def across(self, low: float, high: float, before: float, after: float) -> alt.Scale:
        """Return the scale of values, with room in pixels for labels before the lowest and after the highest."""
        room = [self.left + before, max(self.width - after, self.left + before + 40)]
        return alt.Scale(domain=[low, high], range=room, nice=False, zero=False)

    def y(self, field: str = "y") -> alt.Y:
        """Return an encoding by a field that holds pixels from above."""
        return placed(field, self.height)


def bars(drawing: Drawing, figure: Figure, width: int) -> Specification:
    """Return a bar for each row's latest value; a percentage lies on a track that ends at 100."""
    sheet = _sheet(figure, width, tuple((n, row, None) for n, row in enumerate(figure.rows)))
    whole = 100.0 if _is_share(figure) else None
    values = [_bar(lane, figure, whole) for lane in sheet.lanes]
    high = max(_reach(lane.row.known[-1:], lane.row)[1] for lane in sheet.lanes)
    scale = sheet.across(0, max(high, whole or 0) or 1, 0, max(theme.text_width(v["label"]) for v in values) + 10)
    x = alt.X("value:Q", axis=None, scale=scale)
    base = alt.Chart(inline(values)).encode(y=sheet.y())
    layers: list[Any] = []
    if whole:
        layers.append(
            base.mark_bar(height=BAR_HEIGHT, color=theme.RULE).encode(x=alt.X("whole:Q", axis=None), x2=alt.X2Datum(0))
        )
    bar = base.mark_bar(height=BAR_HEIGHT, strokeWidth=1.5)
    layers.append(bar.encode(x=x, x2=alt.X2Datum(0), fill=hollow(), stroke=outline(), **speaking()))
    layers += _intervals((lane.y + BAR_HEIGHT / 2 + 5, lane.row.known[-1], theme.QUIET) for lane in sheet.lanes)(sheet)
    layers.append(base.mark_text(dx=_LABEL_GAP).encode(x=alt.X("end:Q", axis=None), text=alt.Text("label:N")))
    return _finished(drawing, sheet, layers, x)


def _bar(lane: _Lane, figure: Figure, whole: float | None) -> dict[str, Any]:
    """Return a row's latest value, with `end` where its label begins."""
    point = lane.row.known[-1]
    value = as_float(point.value) or 0.0
    words = [_noted(point), *[point.in_brackets] * (len(figure.periods) > 1)]
    return {
        "y": lane.y,
        "value": value,
        "end": max(value, whole or 0.0, *(float(goal.value) for goal in lane.row.goals)),
        "whole": whole or 0.0,
        "label": " ".join(words),
        "colour": colour_of(lane.row),
        "provisional": point.provisional,
        SAID: figure.said(lane.row, point),
    }


def arrows(drawing: Drawing, figure: Figure, width: int) -> Specification:
    """Return an arrow for each row from its value before to its latest; the label of each stands at its own end."""
    sheet = _sheet(figure, width, tuple((n, row, None) for n, row in enumerate(figure.rows)))
    marks, shafts, labels = [], [], []
    for lane in sheet.lanes:
        pair, colour = lane.row.known[-2:], colour_of(lane.row)
        for point in pair:
            is_latest = point is pair[-1]
            marks.append(
                {
                    "y": lane.y,
                    "value": as_float(point.value),
                    "colour": colour,
                    "hollow": point.provisional or not is_latest,
                    "shape": _head(pair) if is_latest else "circle",
                    SAID: figure.said(lane.row, point),
                }
            )
        labels += _labels(lane.y, pair, bold=pair[-1])
        if len(pair) == 2 and pair[0].value != pair[1].value:
            before, latest = as_float(pair[0].value), as_float(pair[1].value)
            assert before is not None and latest is not None
            shafts.append({"y": lane.y, "value": before, "end": latest, "colour": colour})
    scale = _scale(sheet, labels)
    x, end = alt.X("value:Q", axis=None, scale=scale), alt.X2("end:Q")
    shaft = alt.Chart(inline(shafts)).encode(y=sheet.y())
    layers: list[Any] = [
        *_intervals(
            (lane.y + (_BESIDE if point is lane.row.known[-1] else -_BESIDE), point, theme.QUIET)
            for lane in sheet.lanes
            for point in lane.row.known[-2:]
        )(sheet),
        shaft.mark_rule(strokeWidth=2.5).encode(x=x, x2=end, color=alt.Color("colour:N", scale=None)),
        _points(marks, sheet, "datum.hollow").encode(x=x, shape=alt.Shape("shape:N", scale=None)),
        *_texts(labels, sheet),
    ]
    return _finished(drawing, sheet, layers, x, _struck(labels, scale))


def _head(pair: Sequence[Point]) -> str:
    """Return the shape of the mark at the end of an arrow, which says which way it points."""
    change = (pair[-1].value or 0) - (pair[0].value or 0)
    return "triangle-right" if change > 0 else "triangle-left" if change < 0 else "circle"


def pairs(drawing: Drawing, figure: Figure, width: int) -> Specification:
    """Return a dot for each row's latest value, and a quiet one for the comparator's of the same period."""
    own = [(n, row) for n, row in enumerate(figure.rows) if not row.comparator]
    beside = {row.place: (n, row) for n, row in reversed(tuple(enumerate(figure.rows))) if row.comparator}
    everyone = next((one for one in beside.values() if one[1].place == one[1].name), None)
    joined: list[tuple[int, Row, Row | None]] = []
    for n, row in own:
        other = beside.get(row.place, everyone)
        same = other is not None and other[1].known[-1].period.is_same_time_as(row.known[-1].period)
        joined.append((n, row, other[1] if other and same else None))
    taken = {id(other) for *_, other in joined if other}
    joined += [(n, row, None) for n, row in enumerate(figure.rows) if row.comparator and id(row) not in taken]
    sheet = _sheet(figure, width, tuple(joined))
    spans, marks, quiet, labels, said = [], [], [], [], set()
    for lane in sheet.lanes:
        points = [lane.row.known[-1], *([lane.other.known[-1]] if lane.other else [])]
        marks.append(_dot(lane, lane.row, figure, speaks=True))
        if lane.other:
            # Beside several areas the comparator says its value once.
            quiet.append(_dot(lane, lane.other, figure, speaks=id(lane.other) not in said))
            said.add(id(lane.other))
            spans.append({"y": lane.y, "value": as_float(points[0].value), "end": as_float(points[1].value)})
        labels += _labels(lane.y, points, bold=points[0])
    scale = _scale(sheet, labels)
    x = alt.X("value:Q", axis=None, scale=scale)
    span = alt.Chart(inline(spans)).mark_rule(strokeWidth=2.5, color=theme.RULE)
    layers: list[Any] = [
        *_intervals(
            (lane.y + offset, row.known[-1], theme.QUIET)
            for lane in sheet.lanes
            for offset, row in ((_BESIDE, lane.row), (-_BESIDE, lane.other))
            if row
        )(sheet),
        span.encode(x=x, x2=alt.X2("end:Q"), y=sheet.y()),
        _points(marks, sheet, "datum.hollow").encode(x=x),
        alt.Chart(inline(quiet))
        .mark_tick(orient="vertical", size=22, thickness=4, color=theme.BENCHMARK, opacity=1)
        .encode(x=x, y=sheet.y(), **speaking()),
        *_texts(labels, sheet),
    ]
    return _finished(drawing, sheet, layers, x, _struck(labels, scale))


def _dot(lane: _Lane, row: Row, figure: Figure, *, speaks: bool) -> dict[str, Any]:
    point = row.known[-1]
    said = {SAID: figure.said(row, point)} if speaks else {}
    value = as_float(point.value)
    return {"y": lane.y, "value": value, "colour": colour_of(row), "hollow": point.provisional, **said}


def _sheet(figure: Figure, width: int, rows: Sequence[tuple[int, Row, Row | None]]) -> _Sheet:
    """Return rows in their places: names beside the marks where there is room, else above them."""
    is_wide = width > theme.NARROW
    is_paired = any(other for *_, other in rows)
    names = [row.place if is_paired else _named(row, figure) for _, row, _ in rows]
    widest = max(theme.text_width(name) for name in names) + 15
    left = min(widest, width * _NAMES_SHARE) if is_wide else 0.0
    has_intervals = any(point.lower is not None for _, row, _ in rows for point in row.points)
    lane_height = _LANE + 10 * has_intervals
    lanes, top = [], 0.0
    for (number, row, other), name in zip(rows, names, strict=True):
        lines = theme.wrapped(name, left - 14 if is_wide else width)
        if is_wide:
            height = max(lane_height, LINE_HEIGHT * len(lines))
            middle = top + height / 2
            name_y = middle - LINE_HEIGHT * (len(lines) - 1) / 2
        else:
            above = LINE_HEIGHT * len(lines) + 2
            height = above + lane_height
            name_y, middle = top + LINE_HEIGHT / 2, top + above + lane_height / 2
        goals = LINE_HEIGHT * len(row.goals)
        lanes.append(_Lane(number, row, other, "\n".join(lines), name_y, middle, top + height + LINE_HEIGHT / 2))
        top += height + goals + _ROW_GAP
    return _Sheet(
        figure, width, left, top - (_ROW_GAP if figure.kind is ChartKind.BARS else -LINE_HEIGHT / 2), tuple(lanes)
    )


def _is_share(figure: Figure) -> bool:
    return figure.metric.unit is Unit.PERCENT


def _named(row: Row, figure: Figure) -> str:
    """Return the name of a row, with its periods where they are not those of the others."""
    pair = tuple(point.period_words for point in row.known[-2:])
    ends = tuple(words for sign, words in figure.key if sign in {"earlier", "later"})
    return f"{row.name} ({' and '.join(pair)})" if ends and pair != ends else row.name


def _finished(
    drawing: Drawing, sheet: _Sheet, layers: Sequence[Any], x: alt.X, struck: Collection[float] = ()
) -> Specification:
    """Return the layers of a chart with the names of its rows and their targets, below the key.

    Rows at the heights in `struck` have no upright line at zero.
    """
    names = alt.Chart(inline({"name": lane.name, "name_y": lane.name_y} for lane in sheet.lanes))
    text = names.mark_text(lineBreak="\n", lineHeight=LINE_HEIGHT, x=0)
    zero = alt.Chart(inline({"value": 0, "y": lane.y} for lane in sheet.lanes if lane.y not in struck))
    start = zero.mark_tick(orient="vertical", size=_LANE, thickness=1.5, color=theme.RULE, opacity=1)
    # Where bars begin needs no name.
    named = alt.Chart(
        inline([{"value": 0, "y": sheet.height - LINE_HEIGHT / 2}] * (sheet.figure.kind is not ChartKind.BARS))
    )
    nought = named.mark_text(align="center", color=theme.QUIET, text="0%" if _is_share(sheet.figure) else "0")
    layers = [start.encode(x=x, y=sheet.y()), nought.encode(x=x, y=sheet.y()), *layers]
    layers = [*layers, *_goals(sheet, x), text.encode(y=sheet.y("name_y"), text=alt.Text("name:N"))]
    chart = drawing.layered(layers, height=sheet.height, width=sheet.width)
    return with_key(drawing, sheet.figure, chart, sheet.width)


def _goals(sheet: _Sheet, x: alt.X) -> list[alt.Chart]:
    """Return an upright line for each target or benchmark, with its words below the row's marks."""
    goals = [
        {"y": lane.y, "value": as_float(goal.value), "words": goal.words, "words_y": lane.goals_y + LINE_HEIGHT * n}
        for lane in sheet.lanes
        for n, goal in enumerate(lane.row.goals)
    ]
    if not goals:
        return []
    base = alt.Chart(inline(goals))
    line = base.mark_tick(orient="vertical", size=_LANE, thickness=2.5, color=theme.TEXT, opacity=1)
    words = base.mark_text(color=theme.QUIET, x=sheet.left)
    return [line.encode(x=x, y=sheet.y()), words.encode(y=sheet.y("words_y"), text=alt.Text("words:N"))]


def _points(marks: list[dict[str, Any]], sheet: _Sheet, empty: str) -> alt.Chart:
    dots = alt.Chart(inline(marks)).mark_point(size=MARK_AREA + 30, strokeWidth=2, opacity=1)
    drawn: alt.Chart = dots.encode(y=sheet.y(), stroke=outline(), fill=hollow(provisional=empty), **speaking())
    return drawn


def _labels(y: float, points: Sequence[Point], *, bold: Point) -> list[dict[str, Any]]:
    """Return the labels of a row's marks: the lower one's ends before it, the higher one's begins after it."""
    ends = sorted(points, key=lambda point: point.value or 0)
    aligned = zip(("right", "left")[-len(ends) :], ends, strict=True)
    return [
        {
            "y": y,
            "value": as_float(point.value),
            "label": _noted(point),
            "align": align,
            "weight": "bold" if point is bold else "normal",
            "reach": _reach([point], None),
        }
        for align, point in aligned
    ]


def _texts(labels: Sequence[dict[str, Any]], sheet: _Sheet) -> Iterator[alt.Chart]:
    """Yield the labels, by side and weight."""
    sides: tuple[tuple[Literal["left", "right"], int], ...] = (("right", -_LABEL_PAD), ("left", _LABEL_PAD))
    weights: tuple[Literal["normal", "bold"], ...] = ("normal", "bold")
    for align, dx in sides:
        for weight in weights:
            here = [one for one in labels if (one["align"], one["weight"]) == (align, weight)]
            if here:
                shown = inline({key: one[key] for key in ("y", "value", "label")} for one in here)
                mark = alt.Chart(shown).mark_text(align=align, fontWeight=weight, dx=dx)
                yield mark.encode(x=alt.X("value:Q", axis=None), y=sheet.y(), text=alt.Text("label:N"))


_LABEL_PAD = 12
"""From a mark to its label."""


def _struck(labels: Sequence[dict[str, Any]], scale: alt.Scale) -> set[float]:
    """Return the heights at which the line at zero would go through a label."""
    (low, high), (first, last) = scale["domain"], scale["range"]

    def at(value: float) -> float:
        return float(first + (value - low) / (high - low) * (last - first))

    found = set()
    for one in labels:
        wide = theme.text_width(one["label"], bold=one["weight"] == "bold")
        near = at(one["value"]) + (_LABEL_PAD if one["align"] == "left" else -_LABEL_PAD)
        ends = sorted((near, near + (wide if one["align"] == "left" else -wide)))
        if ends[0] < at(0) < ends[1]:
            found.add(one["y"])
    return found


def _scale(sheet: _Sheet, labels: Sequence[dict[str, Any]]) -> alt.Scale:
    """Return a scale from zero, to 100 for percentages that reach far, that leaves room for labels on both sides."""
    goals = [float(goal.value) for lane in sheet.lanes for goal in lane.row.goals]
    reached = [*(end for label in labels for end in label["reach"]), *goals]
    low, high = min(0.0, *reached), max(0.0, *reached)
    high += low == high
    sides = {
        side: max((theme.text_width(one["label"]) + 16 for one in labels if one["align"] == side), default=8.0)
        for side in ("right", "left")
    }
    return sheet.across(low, high, sides["right"], sides["left"])


def _intervals(found: Iterable[tuple[float, Point, str]]) -> Any:
    """Return what draws the intervals of points at their heights, with short ends; nothing where there are none."""
    values = [
        {"y": y, "value": as_float(point.lower), "end": as_float(point.upper), "colour": colour}
        for y, point, colour in found
        if point.lower is not None
    ]

    def drawn(sheet: _Sheet) -> list[alt.Chart]:
        if not values:
            return []
        base = alt.Chart(inline(values)).encode(y=sheet.y(), color=alt.Color("colour:N", scale=None))
        ends = [
            base.mark_tick(orient="vertical", size=6, thickness=1.5, opacity=1).encode(x=alt.X(f"{end}:Q", axis=None))
            for end in ("value", "end")
        ]
        return [base.mark_rule(strokeWidth=1.5).encode(x=alt.X("value:Q", axis=None), x2=alt.X2("end:Q")), *ends]

    return drawn


def _noted(point: Point) -> str:
    """Return a point's value with what its mark alone does not show."""
    return f"{point.label}{' provisional' * point.provisional}{' new method' * point.after_break}"


def _reach(points: Sequence[Point], row: Row | None) -> tuple[float, float]:
    """Return the smallest and the largest of some points' values and limits, and of a row's targets."""
    reached = [float(v) for point in points for v in (point.value, point.lower, point.upper) if v is not None]
    reached += [float(goal.value) for goal in row.goals] if row else []
    return min(reached), max(reached)
