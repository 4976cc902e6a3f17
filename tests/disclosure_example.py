"""Small packages for the disclosure audit: rows written as few words, checked as a package would be."""

import csv
import io

from builder.disclosure import Past, TableVersion, find_recoverable, find_shown, holdings_of
from builder.project.found import TableAsFound
from builder.project.schemas import table_schemas
from builder.project.typed import typed_rows

AREAS = [
    {"area": "county", "name": "County", "kind": "partnership", "comparator": "no"},
    *(
        {"area": name, "name": name.title(), "kind": "district", "parent": "county", "comparator": "no"}
        for name in ("north", "south", "west")
    ),
]
PEOPLE = {"metric": "people", "unit": "count", "adds_up_over": "area; Sex"}
SHARE = {"metric": "share", "unit": "percent"}
RATE = {"metric": "rate", "unit": "rate", "rate_base": "100000"}
HIDDEN = "c"


def table(name, rows, package="county"):
    """Return a table of rows that are given as dictionaries of their filled cells."""
    schema = table_schemas()[name]
    cells = tuple(tuple(str(row.get(field, "")) for field in schema.field_names) for row in rows)
    lines = tuple(range(2, len(cells) + 2))
    return TableAsFound(f"datasets/{package}/{name}.csv", schema, schema.field_names, cells, lines)


def figure(value, area="county", group="", *, metric="people", period="2023-04-01/P1Y", **cells):
    """Return a row of observations; a value of "c" is hidden."""
    start, duration = period.split("/")
    return {
        "metric": metric,
        "area": area,
        "breakdown": "Sex" if group else "",
        "group": group,
        "period_start": start,
        "period_duration": duration,
        "period_basis": "stated",
        "value": "" if value in {HIDDEN, "x", "z"} else value,
        "status": value if value in {HIDDEN, "x", "z"} else "",
        "source": "report",
        "place": "Table 1",
        **cells,
    }


def holdings(*figures, metrics=(PEOPLE, SHARE, RATE), areas=AREAS, **tables):
    """Return what one package holds."""
    return holdings_of({"county": typed(figures, metrics=metrics, areas=areas, **tables)}, {})


def typed(figures, *, metrics=(PEOPLE, SHARE, RATE), areas=AREAS, package="county", **tables):
    """Return the typed tables of a package."""
    found = {"observations": figures, "metrics": metrics, "areas": areas, **tables}
    return {name: typed_rows(table(name, rows, package)) for name, rows in found.items()}


def shown(*figures, **tables):
    """Return the cell and the cause of each small number that is shown."""
    return [(problem.place.cell, problem.cause) for problem in find_shown(holdings(*figures, **tables))]


def recoverable(*figures, before=(), **tables):
    """Return the problems of hidden figures that can be worked out.

    `before` are earlier versions of tables, oldest first: pairs of a table's name and its rows.
    """
    held = holdings(*figures, **tables)
    assert find_shown(held) == []
    now = {name: written(name, rows) for name, rows in {"observations": figures, **tables}.items()}
    return find_recoverable(held, [Past(held[0], now, versions_of(before))])


def recoverable_in(packages, *, metrics, areas, before):
    """Return the problems of several packages that share metrics and areas.

    `packages` are their tables by name, and `before` the earlier versions of tables of some of them.
    """
    national = typed([], metrics=metrics, areas=[], package="framework")
    tables = {
        name: typed(its.get("observations", ()), metrics=[], package=name, **{"areas": areas} | without(its))
        for name, its in packages.items()
    }
    held = holdings_of(tables, national)
    pasts = [Past(one, {}, versions_of(before.get(one.name, ()))) for one in held]
    return find_recoverable(held, pasts)


def without(tables):
    """Return tables without the observations."""
    return {name: rows for name, rows in tables.items() if name != "observations"}


def versions_of(before):
    """Return versions, oldest first, from pairs of a table's name and its rows."""
    return [TableVersion(f"commit{n}", f"{name}.csv", written(name, rows)) for n, (name, rows) in enumerate(before, 1)]


def written(name, rows):
    """Return rows as the bytes of a file."""
    fields = table_schemas()[name].field_names
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fields, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def rows_recoverable(*figures, **tables):
    """Return the positions of the figures that can be worked out, the first being 0."""
    found = recoverable(*figures, **tables)
    return sorted({one.place.row - 2 for one in found if one.place.path.endswith("observations.csv")})
