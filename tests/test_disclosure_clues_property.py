"""Wherever a reader finds a number, in a row or beside the rows: the audit finds what it gives away, and no more.

The oracle is that of tests/test_disclosure_property.py: what a reader knows does not depend on where it stands.
"""

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from tests.disclosure_example import AREAS, HIDDEN, PEOPLE, RATE, figure, rows_recoverable
from tests.test_disclosure_property import (
    EVERYONE,
    THRESHOLD,
    Table,
    found_by_oracle,
    tables_of_areas_and_groups,
    tables_of_periods,
)

YEAR = {"period_start": "2023-04-01", "period_duration": "P1Y"}
METRICS = [PEOPLE, RATE | {"numerator_metric": "people"}]
BASE = 100_000
PLACES = ("a row", "a claim", "a baseline", "a revision", "a finding", "a rate", "an old row", "an old claim")


def stands_in(place, cell, value, number):
    """Return the rows of tables, and the earlier versions, in which the number of an area stands."""
    area, _ = cell
    of_area, to = {"metric": "people", "area": area}, {f"to_{name}": text for name, text in YEAR.items()}
    claim = {"claim": f"c{number}", **of_area, **to, "to_printed": value}
    name = next(row["name"] for row in AREAS if row["area"] == area)
    sentence = f"There were {value} in {name} in 2023/24."
    said = {"finding": f"f{number}", "statement": sentence, "metric": "people", "unit": "count", "figure": value}
    match place:
        case "a claim":
            return {"claims": [claim]}, []
        case "a baseline":
            baseline = {f"baseline_{name}": text for name, text in YEAR.items()}
            return {"targets": [{"target": f"t{number}", **of_area, **baseline, "baseline_value": value}]}, []
        case "a revision":
            return {"revisions": [{"revision": f"r{number}", **of_area, **YEAR, "new_value": value}]}, []
        case "a finding":
            return {"findings": [said]}, []
        case "a rate":
            people = {"area": area, "date": "2023-06-30", "people": BASE}
            return {"observations": [figure(f"{value}.0", area, metric="rate")], "populations": [people]}, []
        case "an old row":
            return {}, [("observations", [figure(value, area)])]
        case "an old claim":
            return {}, [("claims", [claim])]


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_number_gives_away_the_same_wherever_it_stands(data):
    table = data.draw(tables_of_areas_and_groups())
    assume(sum(leaf in table.hidden for leaf in table.leaves) <= 4)
    rows, places, versions = {}, {"observations": []}, []
    for number, (cell, value) in enumerate(table.values.items()):
        # A group without a row is taken not to exist, and a small number that nobody publishes is another matter.
        movable = cell not in table.hidden and cell[1] == EVERYONE and value >= THRESHOLD
        place = data.draw(st.sampled_from(PLACES)) if movable else "a row"
        if place == "a row":
            rows[cell] = figure(HIDDEN if cell in table.hidden else value, *cell)
            continue
        found, before = stands_in(place, cell, value, number)
        for name, its in found.items():
            places.setdefault(name, []).extend(its)
        versions += before
    expected = found_by_oracle(table)
    event("some can be worked out" if expected else "all are safe")
    areas = [row for row in AREAS if row["area"] in {area for area, _ in table.sums}]
    beside = {name: its for name, its in places.items() if name != "observations"}
    found = rows_recoverable(
        *rows.values(), *places["observations"], metrics=METRICS, areas=areas, before=versions, **beside
    )
    # Who looks at the rows alone may guess that a number is small where others know better.
    alone = rows_recoverable(*rows.values(), metrics=METRICS, areas=areas)
    assert {[*rows][row] for row in found} == expected | {[*rows][row] for row in alone}


def revised(draw, table):
    """Return the same table with other numbers, the same of them hidden."""
    leaves = {leaf: table.values[leaf] for leaf in table.leaves}
    for leaf in draw(st.sets(st.sampled_from(sorted(table.leaves)), min_size=1, max_size=3)):
        leaves[leaf] = max(leaves[leaf] + draw(st.integers(-6, 6)), 1)
    values = {cell: sum(leaves[part] for part in parts) for cell, parts in table.sums.items()}
    return Table(table.sums, values, table.hidden)


@settings(deadline=None, max_examples=120)
@given(data=st.data())
def test_earlier_version_with_other_numbers_gives_away_what_it_gives_by_itself(data):
    areas = data.draw(st.booleans())
    table = data.draw(tables_of_areas_and_groups() if areas else tables_of_periods())
    assume(sum(leaf in table.hidden for leaf in table.leaves) <= 4)
    earlier = revised(data.draw, table)
    expected = found_by_oracle(table)
    by_itself = found_by_oracle(earlier)
    event("only the earlier version gives some away" if by_itself - expected else "the earlier version adds nothing")
    now, then = (written(one, areas=areas) for one in (table, earlier))
    if areas:
        beside = {"areas": [row for row in AREAS if row["area"] in {area for area, _ in table.sums}]}
    else:
        beside = {"metrics": [PEOPLE | {"adds_up_over": "period"}]}
    found = rows_recoverable(*now, before=[("observations", then)], **beside)
    assert {[*table.values][row] for row in found} == expected | by_itself


def written(table, *, areas):
    """Return the rows of a table."""
    shown = {cell: HIDDEN if cell in table.hidden else value for cell, value in table.values.items()}
    if areas:
        return [figure(value, *cell) for cell, value in shown.items()]
    return [
        figure(value, period=f"2023-{first + 1:02}-01/P{last - first}M", method_version=f"{last - first} months")
        for (first, last), value in shown.items()
    ]
