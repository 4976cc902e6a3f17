"""What stands where in the workbook: the sheets in their order, and the columns of the sheet for a new year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.checking import NATIONAL_TABLES
from builder.intake.desk import Desk, Values
from builder.intake.years import Series, dates_of, series_of, waits
from builder.model.measures import Package
from builder.project.schemas import TableSchema, table_schemas

README, YEAR, COLUMNS, LISTS = "Read me", "Add a year", "Columns", "Lists"
"""The sheets that are no tables."""
PACKAGE_CELL, SOURCE_CELL, PLACE_CELL = "B2", "B3", "B4"
"""Where the first sheet names the package, and where the one for a new year has what holds for all of its rows."""
YEAR_HEADER = 6
"""The row of the sheet for a new year with the names of its columns."""
BEFORE = ("third last figure", "second last figure", "last figure")
"""The columns with what was there, the newest last."""
LAST_PERIOD, TITLE = "last period", "what is measured"
NAMED = ("metric", "area", "breakdown", "group", "method_version")
"""The columns that say which series a row belongs to."""
NEW_PERIOD = ("period_start", "period_duration")
FIGURE = ("value", "numerator", "denominator", "lower", "upper", "status", "note")
"""The columns to be filled in: a row in which all are empty adds nothing."""
ORIGIN = ("source", "place")
YEAR_COLUMNS = (*NAMED[:1], TITLE, *NAMED[1:], *BEFORE, LAST_PERIOD, *NEW_PERIOD, *FIGURE[:6], *ORIGIN, FIGURE[6])
_FIRST = ("observations", "sources", "actions", "updates", "funding", "targets", "milestones", "revisions")
"""The tables that officers change most."""


@dataclass(frozen=True)
class Book:
    """What a workbook is made of."""

    name: str
    """The package."""
    title: str
    is_framework: bool
    tables: Mapping[str, tuple[Values, ...]]
    """The rows of each table that the package has, with every column of its schema."""
    national: Mapping[str, tuple[Values, ...]]
    """The rows of each table of the national framework."""

    @property
    def schemas(self) -> tuple[TableSchema, ...]:
        """The schema of each sheet that is a table: those that are there first, then those that may be added."""
        possible = [
            schema for name, schema in table_schemas().items() if self.is_framework or name not in NATIONAL_TABLES
        ]

        def order(schema: TableSchema) -> tuple[bool, int, str]:
            place = _FIRST.index(schema.name) if schema.name in _FIRST else len(_FIRST)
            return schema.name not in self.tables, place, schema.name

        return tuple(sorted(possible, key=order))

    def keys(self, table: str) -> list[str]:
        """Return the short names of a table: the package's own, then those of the framework."""
        key = table_schemas()[table].key_field
        rows = (*self.tables.get(table, ()), *self.national.get(table, ()))
        return list(dict.fromkeys(row[key] for row in rows if row[key]))


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of the sheet for a new year: a figure that is waited for, with those before it."""

    series: Series
    """The figures before, oldest first; there may be none."""
    named: Values
    """What says which series and period it is."""
    waiting: Values | None
    """The row of the observations that waits for it; None where there is none yet."""


def book_of(desk: Desk) -> Book:
    """Return the workbook of a package whose files lie on the desk."""
    tables = {name: desk.rows(name) for name in desk.contents}
    return Book(desk.name, desk.title, desk.is_framework, tables, {} if desk.is_framework else desk.national)


def book_of_package(package: Package, framework: Package) -> Book:
    """Return the workbook of a package that was checked."""
    national = {} if package is framework else _rows(framework)
    return Book(package.name, package.title, package is framework, _rows(package), national)


def year_rows(book: Book) -> Iterator[YearRow]:
    """Yield what can be filled in for each series: each period that is waited for, or the one that comes next."""
    areas = {row["area"]: row for row in (*book.national.get("areas", ()), *book.tables.get("areas", ()))}
    for series in series_of(book.tables.get("observations", ())):
        area = areas.get(series.latest["area"])
        if area is None or area["until"]:
            continue
        named = {name: series.latest[name] for name in NAMED}
        waiting = [row for row in series.rows if waits(row)]
        known = Series(tuple(row for row in series.rows if not waits(row)))
        for row in waiting:
            before = Series(tuple(one for one in known.rows if one["period_start"] < row["period_start"]))
            yield YearRow(before, named | {name: row[name] for name in NEW_PERIOD}, row)
        if not waiting:
            yield YearRow(known, named | dates_of(known.next_period), None)


def _rows(package: Package) -> dict[str, tuple[Values, ...]]:
    return {
        name: tuple(dict(zip(table_schemas()[name].field_names, cells, strict=True)) for cells in rows)
        for name, rows in package.texts.items()
    }
