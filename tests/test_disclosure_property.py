"""Whatever is hidden in a table: the audit finds every figure that can be worked out, and no other.

The oracle tries every table of whole numbers that agrees with what is published.
"""

import re
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from tests.disclosure_example import AREAS, HIDDEN, PEOPLE, figure, recoverable, rows_recoverable

pytestmark = pytest.mark.uncounted

THRESHOLD = 5
LEFT_OPEN = 4
"""1, 2, 3 or 4: what a reader may know of a number that is hidden for being small."""
WHOLE, EVERYONE = "county", ""
OVER_TIME = PEOPLE | {"adds_up_over": "period"}


@dataclass(frozen=True)
class Table:
    """Cells with their true numbers, and what of them is hidden."""

    sums: dict
    """For each cell, the smallest cells that it is the sum of: itself, for one of these."""
    values: dict
    hidden: frozenset

    @property
    def leaves(self):
        """The smallest cells."""
        return [cell for cell, parts in self.sums.items() if parts == (cell,)]

    @property
    def published(self):
        """The cells that a reader is shown, with their numbers."""
        return {cell: value for cell, value in self.values.items() if cell not in self.hidden}


def filled(draw, sums):
    """Return a table with drawn numbers; every small one is hidden, and some others are."""
    numbers = st.one_of(st.integers(0, 9), st.just(0), st.integers(5, 30))
    leaves = {cell: draw(numbers) for cell, parts in sums.items() if parts == (cell,)}
    values = {cell: sum(leaves[part] for part in parts) for cell, parts in sums.items()}
    small = {cell for cell, value in values.items() if 0 < value < THRESHOLD}
    # A zero that is hidden is no zero to a reader who is told that zeros are shown.
    large = sorted(cell for cell in values if cell not in small and values[cell])
    more = draw(st.sets(st.sampled_from(large), max_size=4)) if large else set()
    if draw(st.booleans()):
        more |= {cell for cell in large if len(sums[cell]) > 1 and draw(st.booleans())}
    return Table(sums, values, frozenset(small | more))


@st.composite
def tables_of_areas_and_groups(draw):
    areas = ("north", "south", "west")[: draw(st.integers(2, 3))]
    groups = ("Female", "Male")
    leaves = list(product(areas, groups))
    sums = {leaf: (leaf,) for leaf in leaves}
    sums |= {(area, EVERYONE): tuple(leaf for leaf in leaves if leaf[0] == area) for area in areas}
    sums |= {(WHOLE, group): tuple(leaf for leaf in leaves if leaf[1] == group) for group in groups}
    return filled(draw, {**sums, (WHOLE, EVERYONE): tuple(leaves)})


@st.composite
def tables_of_periods(draw):
    """Return quarters, the year to date after each, and the half years."""
    spans = [(first, first + months) for months in (3, 6, 9, 12) for first in (0, 3, 6, 9) if first + months <= 12]
    chosen = [span for span in spans if span[1] - span[0] == 3 or span[0] == 0 or span == (6, 12)]
    return filled(draw, {span: tuple((m, m + 3) for m in range(*span, 3)) for span in chosen})


def possible(table, published, limits):
    """Return the values that each hidden cell can have, by trying every table."""
    sizes = [
        (published[leaf], published[leaf]) if leaf in published else (0, most_of(leaf, table, published, limits))
        for leaf in table.leaves
    ]
    grid = dict(zip(table.leaves, np.meshgrid(*(np.arange(a, b + 1) for a, b in sizes), indexing="ij"), strict=True))
    every = {cell: sum(grid[part] for part in parts) for cell, parts in table.sums.items()}
    fits = np.ones(grid[table.leaves[0]].shape, dtype=bool)
    for cell, value in published.items():
        fits &= every[cell] == value
    for cell, (low, high) in limits.items():
        fits &= every[cell] >= low
        if high is not None:
            fits &= every[cell] <= high
    return {cell: set(np.unique(every[cell][fits]).tolist()) for cell in limits}


def most_of(leaf, table, published, limits):
    """Return the largest number worth trying: what a limit or a published sum allows, or else enough to be free."""
    totals = [value for cell, value in published.items() if leaf in table.sums[cell]]
    return limits.get(leaf, (0, None))[1] or min(totals, default=2 * LEFT_OPEN)


def found_by_oracle(table):
    """Return the hidden cells that one of the readers can narrow down more than hiding them allows."""
    informed = possible(table, table.published, dict.fromkeys(table.hidden, (1, None)))
    found = {cell for cell, left in informed.items() if len(left) < LEFT_OPEN}
    limits = {cell: (1, THRESHOLD - 1 if min(left) < THRESHOLD else None) for cell, left in informed.items()}
    guessing = possible(table, table.published, limits)
    with_nothing = possible(table, {}, limits)
    for cell, left in guessing.items():
        if left and len(left) < min(LEFT_OPEN, len(with_nothing[cell])):
            found.add(cell)
    return found


def in_areas(table):
    """Return the rows of a table of areas and groups, and the tables beside it."""
    areas = {area for area, _ in table.sums}
    rows = [figure(HIDDEN if cell in table.hidden else value, *cell) for cell, value in table.values.items()]
    return rows, {"areas": [row for row in AREAS if row["area"] in areas]}


def in_time(table):
    """Return the rows of a table of periods, and the tables beside it."""
    rows = []
    for (first, beyond), value in table.values.items():
        shown = HIDDEN if (first, beyond) in table.hidden else value
        period = f"2023-{first + 1:02}-01/P{beyond - first}M"
        rows.append(figure(shown, period=period, method_version=f"{beyond - first} months"))
    return rows, {"metrics": [OVER_TIME]}


KINDS = pytest.mark.parametrize(
    ("tables", "written"),
    [
        pytest.param(tables_of_areas_and_groups(), in_areas, id="areas and groups"),
        pytest.param(tables_of_periods(), in_time, id="periods"),
    ],
)


@KINDS
@settings(max_examples=120)
@given(data=st.data())
def test_every_hidden_figure_that_can_be_worked_out_is_found_and_no_other(tables, written, data):
    table = data.draw(tables)
    assume(sum(leaf in table.hidden for leaf in table.leaves) <= 4)
    expected = found_by_oracle(table)
    event("some can be worked out" if expected else "all are safe")
    rows, beside = written(table)
    assert {list(table.values)[row] for row in rows_recoverable(*rows, **beside)} == expected


@KINDS
@settings(max_examples=60)
@given(data=st.data())
def test_rows_that_are_offered_close_the_leak(tables, written, data):
    rows, beside = written(data.draw(tables))
    for problem in recoverable(*rows, **beside)[:2]:
        offer = re.search(r"Hide rows? ([0-9, and]+) too", problem.remedy)
        if offer:
            offered = {int(number) - 2 for number in re.findall("[0-9]+", offer[1])}
            after = [row | {"value": "", "status": HIDDEN} if n in offered else row for n, row in enumerate(rows)]
            left = set(rows_recoverable(*after, **beside))
            assert not left & (offered | {problem.place.row - 2})
