"""Draws figures over three or more periods: lines that share a plot, or a plot for each place, all on one scale.

A plot holds the place's own line with its interval, the comparators as quiet lines, every break as a gap with an
upright mark, and the way to a target as it is judged. Lines are named at their ends, each beside its own mark,
so that no reader depends on a colour.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

import altair as alt

from builder.charts import theme
from builder.charts.figures.metric import Figure, GoalLine, Point, Row, Sign, follow
from builder.charts.keys import with_key
from builder.charts.layers import Drawing, Specification, as_float, inline, speaking
from builder.charts.layout import LINE_HEIGHT, apart, hollow, outline
from builder.charts.marks import SAID
from builder.charts.scales import A_MILLION, time_axis, value_axis, value_domain

MAXIMUM_LINES = 4
"""How many places share a plot, at most."""
HEIGHT = {theme.NARROW: 210, theme.WIDE: 250}
"""The height of a plot that is alone."""
PANEL_HEIGHT = {theme.NARROW: 130, theme.WIDE: 150}
FEW_PANELS = 4
"""Up to how many plots each has the whole width of a phone."""
SHAPES = ("circle", "square", "diamond", "triangle-up")
_FEW_POINTS = 15
"""Up to how many points of a line are drawn large."""
_LARGE, _SMALL, _HIDDEN = 46, 8, 1
"""Sizes of marks: one that is hidden in its line can still be pointed at."""
_QUIET_LINE, _LINE = 1.75, 2.5
_PANEL_GAP = 18
_EDGE = 6
"""The room for the half of a last mark."""
_DIGIT = 7.5
_LABEL_SHARE = 0.36
"""How much of the width the names beside the lines take, at most."""


@dataclass(frozen=True)
class _Plot:
    """The rows of one plot, each with its number in the figure."""

    name: str
    own: tuple[tuple[int, Row], ...]
    beside: tuple[tuple[int, Row], ...]

    @property
    def rows(self) -> tuple[tuple[int, Row], ...]:
        return (*self.own, *self.beside)


@dataclass(frozen=True)
class _End:
    """What is named at the right of a plot, at the height of a value."""

    value: float
    lines: tuple[str, ...]
    colour: str
    shape: str
    is_quiet: bool


def lines(drawing: Drawing, figure: Figure, width: int) -> Specification:
    """Return the lines of a figure below their key."""
    plots = _plots(figure, width)
    chart = _panels(drawing, figure, plots, width) if len(plots) > 1 else _single(drawing, figure, plots[0], width)
    # The key stands above the plot, not above the labels of its axis.
    return with_key(drawing, figure, chart, width - int(_axis_room(figure)), has_bands=_has_bands(figure))


def _plots(figure: Figure, width: int) -> tuple[_Plot, ...]:
    """Return one plot, or one for each place where bands would cover one another, or lines or their names are many."""
    rows = tuple(enumerate(figure.rows))
    beside = tuple((number, row) for number, row in rows if row.comparator)
    own = tuple((number, row) for number, row in rows if not row.comparator) or beside
    beside = beside if own is not beside else ()
    places: dict[str, list[tuple[int, Row]]] = {}
    for number, row in own:
        is_new = row.place not in places or follow(places[row.place][-1][1], row)
        places.setdefault(row.place if is_new else row.name, []).append((number, row))
    has_bands = any(point.lower is not None for _, row in own for point in row.points)
    few = len(places) + len({row.place for _, row in beside}) <= MAXIMUM_LINES
    limit = width * _LABEL_SHARE
    short = all(
        len(theme.wrapped(f"{place} {found[-1][1].known[-1].label}", limit)) < 3 for place, found in places.items()
    )
    if len(places) == 1 or (few and short and not has_bands and not figure.has_scales_apart):
        return (_Plot("", own, beside),)
    return tuple(_Plot(name, tuple(found), _same(found, beside)) for name, found in places.items())


def _same(own: Sequence[tuple[int, Row]], beside: tuple[tuple[int, Row], ...]) -> tuple[tuple[int, Row], ...]:
    """Return the comparators that belong beside some rows: those of the same group, or all where none are groups."""
    return tuple(one for one in beside if one[1].place in {own[0][1].place, one[1].name})


def _single(drawing: Drawing, figure: Figure, plot: _Plot, width: int) -> Specification:
    several = len({row.place for _, row in plot.own}) > 1
    limit = width * _LABEL_SHARE
    ends = [
        _End(end.value, tuple(theme.wrapped(" ".join(end.lines), limit)), end.colour, end.shape, end.is_quiet)
        for end in _ends(figure, plot, named=True)
    ]
    room = max(theme.text_width(line, bold=True) for end in ends for line in end.lines) + (26 if several else 12)
    inner, height = width - room - _axis_room(figure), HEIGHT[width]
    values = [*_values(figure, plot, plot.rows), *_labels(figure, ends, height)]
    layers = _layers(figure, inner, ticks=5, shapes=several)
    data = inline(values)
    return {**drawing.part(alt.Chart(data)), **drawing.layered(layers, height=height, width=inner, of=data)}


def _panels(drawing: Drawing, figure: Figure, plots: Sequence[_Plot], width: int) -> Specification:
    columns = 2 if width > theme.NARROW or len(plots) > FEW_PANELS else 1
    if width > theme.NARROW and len(plots) > FEW_PANELS:
        columns = 3
    ends = [_ends(figure, plot, named=False) for plot in plots]
    room = max(theme.text_width(line, bold=True) for found in ends for end in found for line in end.lines) + 8
    # Only the plots on the left have an axis of values, unless each has its own.
    apart_room = _axis_room(figure) if figure.has_scales_apart else 0.0
    whole = (width - _axis_room(figure) - (_PANEL_GAP + apart_room) * (columns - 1)) / columns
    has_goals = any(goal.day for row in figure.rows for goal in row.goals)
    # Beside a narrow plot the latest value would take its width: there it stands below the name.
    below = figure.has_scales_apart or (room > whole * _LABEL_SHARE and not has_goals)
    inner, height = whole - (_EDGE if below else room), PANEL_HEIGHT[width]
    named = [
        [plot.name, *(" ".join(end.lines) for end in found if below and not end.is_quiet)]
        for plot, found in zip(plots, ends, strict=True)
    ]
    headings = [[line for words in found for line in theme.wrapped(words, whole + _PANEL_GAP / 2)] for found in named]
    names = [
        "\n".join(lines) for n in range(0, len(headings), columns) for lines in _as_many(headings[n : n + columns])
    ]
    # A comparator stands in every plot, and says its values in the last one that it is in.
    last = {number: n for n, plot in enumerate(plots) for number, _ in plot.beside}
    values = [
        value | {"panel": names[n]}
        for n, plot in enumerate(plots)
        for value in (
            *_values(figure, plot, (*plot.own, *(one for one in plot.beside if last[one[0]] == n))),
            *(() if below else _labels(figure, ends[n], height)),
        )
    ]
    header = alt.Header(
        title=None, labelExpr="split(datum.value, '\\n')", labelLineHeight=LINE_HEIGHT, labelFontWeight="bold"
    )
    data, facet = inline(values), alt.Facet("panel:N", sort=names, header=header)
    layers = _layers(figure, inner, ticks=3, shapes=False)
    return {
        **drawing.part(alt.Chart(data)),
        "facet": facet.to_dict(validate=False),
        "spec": drawing.layered(layers, height=height, width=inner, of=data),
        "columns": columns,
        "spacing": {"row": 16, "column": _PANEL_GAP},
        "resolve": {
            "axis": {"x": "independent"},
            **({"scale": {"y": "independent"}} if figure.has_scales_apart else {}),
        },
    }


def _as_many(row: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the lines of headings beside one another, as many for each, so that the plots below them are in line."""
    most = max(map(len, row))
    for lines in row:
        # Vega leaves out a line without any character.
        yield [" "] * (most - len(lines)) + lines


def _axis_room(figure: Figure) -> float:
    """Return how much width the labels of the axis of values take."""
    highest = value_domain(figure)[1]
    return (len(f"{highest:,.0f}") if highest < A_MILLION else len("12.5m")) * _DIGIT + 16


def _layers(figure: Figure, inner: float, *, ticks: int, shapes: bool) -> list[Any]:
    """Return the layers of a plot, which leave out what the figure has not."""
    signs = {sign for sign, _ in figure.key}
    x, y, colour = time_axis(figure, inner), value_axis(figure, ticks=ticks), alt.Color("colour:N", scale=None)
    base = alt.Chart().encode(x=x, y=y)

    def only(test: str) -> Any:
        return base.transform_filter(test)

    layers = []
    if Sign.INTERVAL in signs:
        limits = {"y": alt.Y("lower:Q"), "y2": alt.Y2("upper:Q"), "color": colour}
        layers.append(base.mark_area(opacity=0.18).encode(detail=alt.Detail("row:N"), **limits))
        layers.append(only("datum.is_alone && isValid(datum.lower)").mark_rule(strokeWidth=2).encode(**limits))
    if Sign.BREAK in signs:
        breaks = alt.Chart().transform_filter("isValid(datum.break)")
        rule = breaks.mark_rule(color=theme.TEXT, strokeDash=[2, 3], y=0, y2="height")
        layers.append(rule.encode(x=alt.X("break:Q")))
    if any(row.comparator for row in figure.rows):
        quiet = only("datum.is_quiet").mark_line(strokeWidth=_QUIET_LINE)
        layers.append(quiet.encode(color=colour, detail=alt.Detail("row:N")))
    layers.append(only("!datum.is_quiet").mark_line(strokeWidth=_LINE).encode(color=colour, detail=alt.Detail("row:N")))
    if Sign.PATH in signs:
        path = base.mark_line(color=theme.TEXT, strokeWidth=1.5, strokeDash=[6, 4])
        layers.append(path.encode(y=alt.Y("path:Q"), detail=alt.Detail("row:N")))
    look = {"fill": hollow(), "stroke": outline(), "size": alt.Size("size:Q", scale=None)}
    points = base.mark_point(opacity=1, strokeWidth=1.5)
    layers.append(points.encode(y=alt.Y("mark:Q"), shape=alt.Shape("shape:N", scale=None), **look, **speaking()))
    if Sign.TARGET in signs:
        goal = base.mark_point(shape="diamond", size=90, opacity=1, stroke=theme.TEXT, fill=theme.PAPER)
        layers.append(goal.encode(y=alt.Y("goal:Q")))
    labels, at = alt.Chart(), alt.Y("label_at:Q")
    right = inner + (22 if shapes else 8)
    looks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("!datum.is_quiet", {"fontWeight": "bold"}),
        ("datum.is_quiet", {"color": theme.QUIET}),
    )
    for test, own in looks[: 1 + any(row.comparator for row in figure.rows)]:
        here = labels.transform_filter(test)
        words = here.mark_text(lineBreak="\n", lineHeight=LINE_HEIGHT, x=right, **own)
        layers.append(words.encode(y=at, text=alt.Text("label:N")))
    if shapes:
        beside = labels.mark_point(filled=True, opacity=1, size=_LARGE, x=inner + 12)
        layers.append(beside.encode(y=at, color=colour, shape=alt.Shape("end_shape:N", scale=None)))
    return layers


def _values(figure: Figure, plot: _Plot, spoken: Collection[tuple[int, Row]]) -> Iterator[dict[str, Any]]:
    """Yield the points of a plot, an empty one wherever a line is interrupted, its breaks and its ways to targets."""
    step = _step(figure)
    speaks = {number for number, _ in spoken}
    before: tuple[Row, Point] | None = None
    for number, row in plot.rows:
        look, is_quiet = _look(row, plot), row.comparator and bool(plot.beside)
        for n, point in enumerate(row.points):
            earlier = row.points[n - 1] if n else None
            if earlier and _is_apart(earlier, point, step):
                yield look | {"row": number, "day": _middle(earlier, point), "value": None, "is_quiet": is_quiet}
            if earlier and point.after_break:
                yield {"break": _middle(earlier, point)}
            yield look | {
                "row": number,
                "day": _day(point),
                "value": as_float(point.value),
                "lower": None if is_quiet else as_float(point.lower),
                "upper": None if is_quiet else as_float(point.upper),
                "mark": as_float(point.value) if number in speaks else None,
                "is_quiet": is_quiet,
                "is_alone": _is_alone(row, n, step),
                "provisional": point.provisional,
                "size": _size(row, n, step, is_quiet=is_quiet),
                **({SAID: figure.said(row, point)} if number in speaks and point.value is not None else {}),
            }
        if before and follow(before[0], row):
            yield {"break": _middle(before[1], row.known[0])}
        before = (row, row.known[-1]) if not row.comparator else None
        for n, goal in enumerate(row.goals):
            yield from _way(f"{number} {n}", goal)


def _way(name: str, goal: GoalLine) -> Iterator[dict[str, Any]]:
    """Yield the way to a target and its end."""
    if goal.day is None:
        return
    end = {"row": name, "day": goal.day.toordinal()}
    if goal.start:
        yield {"row": name, "day": goal.start.day.toordinal(), "path": as_float(goal.start.value)}
        yield end | {"path": as_float(goal.value)}
    yield end | {"goal": as_float(goal.value)}


def _ends(figure: Figure, plot: _Plot, *, named: bool) -> list[_End]:
    """Return what stands at the right of a plot: each place with its latest value, and each target."""
    latest = {(row.comparator, row.place): row for _, row in plot.rows}
    found = []
    for row in latest.values():
        point = row.known[-1]
        look = _look(row, plot)
        name = row.place if (sum(r.place == row.place for _, r in plot.rows) > 1) else row.name
        words = [name] if named and len(latest) > 1 else []
        words.append(point.label)
        if point.period != figure.periods[-1] or any(goal.day for goal in row.goals):
            # The line ends before the plot does.
            words.append(f"({point.period_words})" if named else "")
        text = " ".join(word for word in words if word)
        is_quiet = row.comparator and bool(plot.beside)
        shape = "" if is_quiet else look["shape"]
        found.append(_End(float(point.value or 0), (text,), look["colour"], shape, is_quiet))
    goals = [goal for _, row in plot.rows for goal in row.goals if goal.day]
    found += [
        _End(float(goal.value), (f"Target {goal.label}" if named else goal.label,), "", "", is_quiet=False)
        for goal in goals
    ]
    return found


def _labels(figure: Figure, ends: Sequence[_End], height: float) -> Iterator[dict[str, Any]]:
    """Yield labels at the height of their values, moved where one would cover another."""
    low, high = value_domain(figure)
    per_pixel = (high - low) / height
    middles = apart(
        [(high - end.value) / per_pixel for end in ends], [LINE_HEIGHT * len(end.lines) + 1 for end in ends], 0, height
    )
    for end, middle in zip(ends, middles, strict=True):
        top = middle - LINE_HEIGHT * (len(end.lines) - 1) / 2
        shape = {"end_shape": end.shape, "colour": end.colour} if end.shape else {}
        yield {"label": "\n".join(end.lines), "label_at": high - top * per_pixel, "is_quiet": end.is_quiet, **shape}


def _look(row: Row, plot: _Plot) -> dict[str, str]:
    """Return the colour and the shape of a row: the same for all ways of counting of one place."""
    places = list(dict.fromkeys(one.place for _, one in plot.own))
    number = places.index(row.place) if row.place in places and not (row.comparator and plot.beside) else len(places)
    colour = (
        theme.BENCHMARK if row.comparator and plot.beside else theme.SERIES_COLOURS[number % len(theme.SERIES_COLOURS)]
    )
    return {"colour": colour, "shape": SHAPES[number % len(SHAPES)]}


def _step(figure: Figure) -> timedelta:
    """Return the shortest time from one figure of a row to the next."""
    gaps = (b.period.last_day - a.period.last_day for row in figure.rows for a, b in pairwise(row.points))
    return min((gap for gap in gaps if gap), default=timedelta(days=1))


def _is_apart(earlier: Point, later: Point, step: timedelta) -> bool:
    """Return whether no line runs from one point to the next."""
    return later.after_break or later.period.last_day - earlier.period.last_day > step * 1.5


def _is_alone(row: Row, n: int, step: timedelta) -> bool:
    """Return whether no line reaches a point, so that a band would not show its interval."""
    point = row.points[n]
    before = n > 0 and row.points[n - 1].value is not None and not _is_apart(row.points[n - 1], point, step)
    following = row.points[n + 1 : n + 2]
    after = any(p.value is not None and not _is_apart(point, p, step) for p in following)
    return not (before or after)


def _has_bands(figure: Figure) -> bool:
    """Return whether an interval is drawn as a band: not where each stands at a point that no line reaches."""
    step = _step(figure)
    return any(
        point.lower is not None and not _is_alone(row, n, step)
        for row in figure.rows
        if not row.comparator
        for n, point in enumerate(row.points)
    )


def _size(row: Row, n: int, step: timedelta, *, is_quiet: bool) -> int:
    """Return the size of a mark: in a long line only those that stand out are large."""
    point = row.points[n]
    if point.provisional or _is_alone(row, n, step):
        return _LARGE
    if is_quiet:
        return _HIDDEN
    return _LARGE if point is row.known[-1] or len(row.points) <= _FEW_POINTS else _SMALL


def _day(point: Point) -> int:
    return point.period.last_day.toordinal()


def _middle(earlier: Point, later: Point) -> float:
    return (_day(earlier) + _day(later)) / 2
