"""Holds what a package says of its revisions against its figures: each revision tells of a figure, and the last of it.

A revision whose table of observations has a fault of its own is left alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from builder.model.measures import Period
from builder.project.problems import Problem, did_you_mean
from builder.project.typed import TypedRow

_FIGURE = ("metric", "area", "breakdown", "group")
_Key = tuple[str, ...]
_SMALL = range(1, 10)
"""Numbers that can be of people too few to be shown, so that no message repeats them."""


def find_revision_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for each revision of a package that its figures, or its other revisions, contradict."""
    figures: dict[_Key, list[TypedRow]] = defaultdict(list)
    for row in tables.get("observations", ()):
        figures[_key(row)].append(row)
    revisions: dict[_Key, list[TypedRow]] = defaultdict(list)
    for row in tables.get("revisions", ()):
        # Half a breakdown is a fault of its own.
        if bool(row.text("breakdown")) == bool(row.text("group")):
            revisions[_key(row)].append(row)
    for key, mine in revisions.items():
        mine.sort(key=lambda row: row.day("revised_on") or date.min)
        yield from _find_gaps(mine)
        if key in figures:
            yield from _find_other_end(mine, figures[key])
        else:
            yield _without_figure(mine[-1], figures)


def _key(row: TypedRow) -> _Key:
    """Return what tells a figure from others; lengths of time that are written in two ways are the same."""
    start, duration = row.day("period_start"), row.text("period_duration")
    months = Period(start, duration).months if start and duration else None
    length = f"P{months}M" if months else duration
    return (*(row.text(field) for field in _FIGURE), start.isoformat() if start else "", length)


def _without_figure(row: TypedRow, figures: Mapping[_Key, list[TypedRow]]) -> Problem:
    """Return the problem of a revision of nothing, at the cell that is likely to be wrong."""
    key = _key(row)
    names = (*_FIGURE, "period_start", "period_duration")
    near = [one for one in figures if sum(a != b for a, b in zip(one, key, strict=True)) == 1]
    differing = {next(name for name, a, b in zip(names, one, key, strict=True) if a != b) for one in near}
    field = differing.pop() if len(differing) == 1 else "metric"
    known = {figures[one][0].table.cell(figures[one][0].index, field) for one in near} - {""}
    written = row.table.cell(row.index, field)
    guess = did_you_mean(written, known) if len(known) > 1 else "".join(f'Did you mean "{one}"?' for one in known)
    remedy = (
        "Metric, area, breakdown, group and period must be those of the figure. If the figure was taken out of "
        "observations.csv, take this row out too."
    )
    fault = "This row tells of a figure that is not in observations.csv."
    return row.problem(field, "revision-without-figure", fault, f"{guess} {remedy}".strip())


def _find_other_end(revisions: list[TypedRow], figures: list[TypedRow]) -> Iterator[Problem]:
    """Yield a problem where the last revision of a figure ends with another number than the figure has."""
    last = revisions[-1]
    same_day = [row for row in revisions if row.day("revised_on") == last.day("revised_on")]
    ends = {row.number("new_value") for row in same_day}
    if any(figure.number("value") in ends for figure in figures):
        return
    figure = figures[0]
    now, said = figure.number("value"), last.number("new_value")
    place = f"cell {figure.place('value').cell} of observations.csv"
    if now is None:
        fault = f"This revision ends with a number, but the figure has none: {place} is empty."
        yield last.problem("new_value", "revision-of-no-value", fault, "Empty this cell, or give the figure back.")
        return
    fault = f"The figure is {_shown(now)} ({place}), but its last revision says that it became {_shown(said)}."
    remedy = "Correct the one that is wrong. If the figure changed once more, add a row for that."
    yield last.problem("new_value", "revision-disagrees", fault, remedy)


def _find_gaps(revisions: list[TypedRow]) -> Iterator[Problem]:
    """Yield a problem for each revision that does not begin where the one before it ended."""
    days = [row.day("revised_on") for row in revisions]
    for before, after in pairwise(revisions):
        # The order of two on one day is not known.
        if days.count(before.day("revised_on")) > 1 or days.count(after.day("revised_on")) > 1:
            continue
        ended, began = before.number("new_value"), after.number("old_value")
        if ended != began:
            fault = (
                f"This revision begins with {_shown(began)}, but the one before it, in row {before.index + 2}, ended "
                f"with {_shown(ended)}."
            )
            remedy = "Correct the one that is wrong. If there was one between them, add its row."
            yield after.problem("old_value", "revision-gap", fault, remedy)


def _shown(value: Decimal | None) -> str:
    if value is None:
        return "no number"
    return "a number below 10" if value in _SMALL else f"{value.normalize():,f}"
