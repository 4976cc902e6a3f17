"""Finds hidden figures that one subtraction would give, where the data do not say whether the parts add up.

What is not declared is taken as the dangerous case: the areas of a larger one add up unless the data say no, and then
a figure that they give away is an error. Groups often overlap, so for them it is a warning.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from builder.disclosure.rules.additivity import AREA
from builder.disclosure.rules.counts import Holding, PublishedCell, Subject
from builder.model.measures import NOTHING_ADDS_UP
from builder.project.problems import Level, Problem

CAUSE = "sum-not-declared"

Parts = Sequence[PublishedCell | None]
"""The figures of the parts of a whole; None for one that has no row."""


def find_undeclared_sums(holding: Holding) -> Iterator[Problem]:
    """Yield a problem for each hidden count of people that parts of a whole would give, if they add up."""
    by_cell = {figure.cell: figure for figure in holding.figures}
    for cell, over, parts in _wholes(holding, by_cell):
        whole = by_cell.get(cell)
        total = whole.number("value") if whole else None
        if whole is None or total is None or len(parts) < 2 or over in whole.measure.adds_up_over:
            continue
        left_open = total - sum((one.number("value") or Decimal(0) for one in parts if one), Decimal(0))
        hidden = [one for one in parts if one and one.hidden]
        unknown = sum(one is None or one.number("value") is None for one in parts)
        # Where the parts come to more than the whole, the figures themselves say that they do not add up.
        if not hidden or left_open < 0:
            continue
        values = _values_left(whole, hidden, left_open, unknown)
        if values >= whole.policy.values_left_open:
            continue
        if over == AREA and NOTHING_ADDS_UP not in whole.measure.adds_up_over:
            yield _of_areas(whole, hidden[0], unknown)
        elif over != AREA and values > 0:
            yield _of_groups(whole, hidden[0], over, unknown)


def _values_left(whole: PublishedCell, hidden: Sequence[PublishedCell], left_open: Decimal, unknown: int) -> int:
    """Return how many numbers a hidden part of a whole can be, if the parts add up; none where they cannot."""
    return 1 if unknown == 1 else int(left_open) - whole.policy.smallest_hidden * len(hidden) + 1


def _found(whole: PublishedCell, unknown: int, parts: str) -> str:
    row = whole.row.index + 2
    if unknown == 1:
        return (
            f"This figure is hidden, but it is the only one of {parts} that is not shown, and row {row} shows the whole"
        )
    return f"This figure is hidden, but {parts} that are shown leave it too few numbers, as row {row} shows the whole"


def _of_areas(whole: PublishedCell, hidden: PublishedCell, unknown: int) -> Problem:
    return hidden.row.problem(
        "value",
        CAUSE,
        f"{_found(whole, unknown, 'the areas')}: if the areas add up, it can be worked out.",
        "Hide the figure of one more area, or the whole. If one person can be counted in two areas, "
        'write no in "adds_up_over" of the metric. If areas are missing, write no in "parts_complete" of the whole.',
    )


def _of_groups(whole: PublishedCell, hidden: PublishedCell, breakdown: str, unknown: int) -> Problem:
    groups = f'the groups of "{breakdown}"'
    return hidden.row.problem(
        "value",
        CAUSE,
        f"{_found(whole, unknown, groups)}. If they add up, it can be worked out.",
        f'If they add up, write {breakdown} in "adds_up_over" of the metric, and the check says what to hide. If one '
        "person can be counted twice, leave it as it is.",
        Level.WARNING,
    )


def _wholes(holding: Holding, by_cell: dict[Subject, PublishedCell]) -> Iterator[tuple[Subject, str, Parts]]:
    """Yield each cell of people counted that has parts, what they are parts over, and the rows of the parts."""
    groups: dict[tuple[Subject, str], list[PublishedCell | None]] = defaultdict(list)
    families: dict[Subject, None] = {}
    larger = {part: whole for whole, parts in holding.parts_of_areas.items() for part in parts}
    for cell, figure in by_cell.items():
        if not figure.measure.is_count or not figure.measure.people:
            continue
        for whole, over in cell.wholes:
            groups[whole, over].append(figure)
        if cell.area in larger:
            families[cell._replace(area=larger[cell.area])] = None
    for (whole, breakdown), members in groups.items():
        yield whole, breakdown, members
    for whole in families:
        if whole.area in holding.incomplete_areas:
            continue
        yield whole, AREA, [by_cell.get(whole._replace(area=area)) for area in holding.parts_of_areas[whole.area]]
