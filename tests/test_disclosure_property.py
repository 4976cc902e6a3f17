"""Whatever is hidden in a table of areas and groups: the audit finds what can be worked out, and nothing else.

The oracle tries every table of whole numbers that agrees with what is published.
"""

from itertools import product

import numpy as np
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from tests.disclosure_example import AREAS, HIDDEN, figure, rows_recoverable

THRESHOLD = 5
LEFT_OPEN = 4
"""1, 2, 3 or 4: what a reader may know of a number that is hidden for being small."""
WHOLE, EVERYONE = "county", ""


@st.composite
def tables(draw):
    """Return a table of areas and groups, and which of its cells are hidden: every small one, and some others."""
    areas = ("north", "south", "west")[: draw(st.integers(2, 3))]
    groups = ("Female", "Male")
    leaves = list(product(areas, groups))
    values = {leaf: draw(st.one_of(st.integers(0, 9), st.just(0), st.integers(5, 30))) for leaf in leaves}
    for area in areas:
        values[area, EVERYONE] = sum(values[area, group] for group in groups)
    for group in groups:
        values[WHOLE, group] = sum(values[area, group] for area in areas)
    values[WHOLE, EVERYONE] = sum(values[leaf] for leaf in leaves)
    small = {cell for cell, value in values.items() if 0 < value < THRESHOLD}
    large = sorted(set(values) - small)
    more = set(draw(st.lists(st.sampled_from(large), max_size=4))) if large else set()
    if draw(st.booleans()):
        more |= {cell for cell in values if cell[0] == WHOLE and draw(st.booleans())}
    # A zero that is hidden is no zero to a reader who is told that zeros are shown.
    hidden = small | {cell for cell in more if values[cell]}
    return leaves, values, hidden


def cells_in(leaves, grid):
    """Return every cell of every table of the grid, one table for each column."""
    found = dict(zip(leaves, grid, strict=True))
    areas, groups = sorted({area for area, _ in leaves}), sorted({group for _, group in leaves})
    for area in areas:
        found[area, EVERYONE] = sum(found[area, group] for group in groups)
    for group in groups:
        found[WHOLE, group] = sum(found[area, group] for area in areas)
    found[WHOLE, EVERYONE] = sum(grid)
    return found


def all_tables(leaves, sizes):
    return cells_in(leaves, np.meshgrid(*(np.arange(low, high + 1) for low, high in sizes), indexing="ij", copy=False))


def possible(leaves, published, limits):
    """Return the values that each hidden cell can have, by trying every table."""
    sizes = [
        (published[leaf], published[leaf]) if leaf in published else (0, most_of(leaf, published, limits))
        for leaf in leaves
    ]
    every = all_tables(leaves, sizes)
    fits = np.ones(np.broadcast_shapes(*(cell.shape for cell in every.values())), dtype=bool)
    for cell, value in published.items():
        fits &= every[cell] == value
    for cell, (low, high) in limits.items():
        fits &= every[cell] >= low
        if high is not None:
            fits &= every[cell] <= high
    return {cell: set(np.unique(np.broadcast_to(every[cell], fits.shape)[fits]).tolist()) for cell in limits}


def most_of(leaf, published, limits):
    """Return the largest number worth trying: what a limit or a published total allows, or else enough to be free."""
    area, group = leaf
    totals = [published[cell] for cell in ((area, EVERYONE), (WHOLE, group), (WHOLE, EVERYONE)) if cell in published]
    limit = limits.get(leaf, (0, None))[1]
    return limit or min(totals, default=2 * LEFT_OPEN)


def found_by_oracle(leaves, values, hidden):
    """Return the hidden cells that one of the readers can narrow down more than hiding them allows."""
    published = {cell: value for cell, value in values.items() if cell not in hidden}
    informed = possible(leaves, published, dict.fromkeys(hidden, (1, None)))
    found = {cell for cell, left in informed.items() if len(left) < LEFT_OPEN}
    limits = {cell: (1, THRESHOLD - 1 if min(left) < THRESHOLD else None) for cell, left in informed.items()}
    guessing = possible(leaves, published, limits)
    with_nothing = possible(leaves, {}, limits)
    for cell, left in guessing.items():
        if left and len(left) < min(LEFT_OPEN, len(with_nothing[cell])):
            found.add(cell)
    return found


def rows_of(values, hidden):
    return [figure(HIDDEN if cell in hidden else value, *cell) for cell, value in values.items()]


@settings(deadline=None, max_examples=150)
@given(tables())
def test_every_hidden_figure_that_can_be_worked_out_is_found_and_no_other(table):
    leaves, values, hidden = table
    unknown = sum(leaf in hidden for leaf in leaves)
    assume(unknown <= 4)
    expected = found_by_oracle(leaves, values, hidden)
    event("some can be worked out" if expected else "all are safe")
    areas = [row for row in AREAS if row["area"] in {WHOLE, *(area for area, _ in leaves)}]
    rows = rows_recoverable(*rows_of(values, hidden), areas=areas)
    assert {list(values)[row] for row in rows} == expected
