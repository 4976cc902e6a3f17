"""Warns of hidden figures that one subtraction would give, if only the data said that the parts add up.

Sums are declared in the data, as not all parts add up: one person may be counted in two areas. Where
nothing is declared, nobody has thought of it yet.
"""

from collections import defaultdict
from collections.abc import Iterator

from builder.disclosure.counts import Cell, Figure, Holding
from builder.disclosure.sums import AREA
from builder.problems import Level, Problem

CAUSE = "sum-not-declared"


def find_undeclared_sums(holding: Holding) -> Iterator[Problem]:
    """Yield a warning for each hidden count of people that is the only part missing from a whole that is shown."""
    by_cell = {figure.cell: figure for figure in holding.figures}
    for whole, over, parts in _wholes(holding, by_cell):
        known = by_cell.get(whole)
        hidden = [one for one in parts if one is None or one.number("value") is None]
        if known is None or known.number("value") is None or len(hidden) != 1 or len(parts) < 2:
            continue
        one = hidden[0]
        if one is None or not one.hidden or over in one.measure.adds_up_over:
            continue
        kind = "areas" if over == AREA else f'groups of "{over}"'
        yield one.row.problem(
            "value",
            CAUSE,
            f"This figure is hidden, but it is the only one of the {kind} that is not shown, and row "
            f"{known.row.index + 2} shows the whole. If they add up, it can be worked out.",
            f'If they add up, write {over} in "adds_up_over" of the metric, and the check says what to hide. If one '
            "person can be counted twice, leave it as it is.",
            Level.WARNING,
        )


def _wholes(holding: Holding, by_cell: dict[Cell, Figure]) -> Iterator[tuple[Cell, str, list[Figure | None]]]:
    """Yield each cell of people counted that has parts, what they are parts over, and the rows of the parts."""
    groups: dict[tuple[Cell, str], list[Figure | None]] = defaultdict(list)
    families: dict[Cell, None] = {}
    larger = {part: whole for whole, parts in holding.parts_of_areas.items() for part in parts}
    for cell, figure in by_cell.items():
        if not figure.measure.is_count or not figure.measure.people:
            continue
        if cell.breakdown:
            groups[cell._replace(breakdown="", group=""), cell.breakdown].append(figure)
        if cell.area in larger:
            families[cell._replace(area=larger[cell.area])] = None
    for (whole, breakdown), members in groups.items():
        yield whole, breakdown, members
    for whole in families:
        if whole.area in holding.incomplete_areas:
            continue
        yield whole, AREA, [by_cell.get(whole._replace(area=area)) for area in holding.parts_of_areas[whole.area]]
