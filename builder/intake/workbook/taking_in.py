"""From a workbook to the files of a package: what is different is written, and everything else keeps its bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from builder.intake.desk import Added, Desk, Values
from builder.intake.workbook import layout, words
from builder.intake.workbook.merging import meanings, merge
from builder.intake.workbook.reading import ReadBook, SheetRow
from builder.intake.years import waits
from builder.model.measures import PeriodBasis
from builder.project.problems import NotDone, Place, Problem
from builder.project.schemas import table_schemas

_OBSERVATIONS = "observations"
_KEPT_OF_WAITING = ("period_basis", "period_printed", "source", "place")
"""What a row that waited keeps where the sheet for a new year says nothing else."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a workbook brings, and the way back from a row of a file to a row of a sheet."""

    added: Added
    origins: Mapping[str, tuple[SheetRow, ...]]
    """For each table, where each row of its file comes from."""

    def in_workbook(self, problem: Problem, name: str) -> Problem:
        """Return a problem of a table with its place in the workbook, where the officer can mend it."""
        table = problem.place.path.rpartition("/")[2].removesuffix(".csv")
        rows, number = self.origins.get(table, ()), problem.place.row - 2
        origin = rows[number] if 0 <= number < len(rows) else None
        if origin is None:
            return problem
        column = origin.columns.get(problem.place.field, 0)
        path = words.SHEET_PLACE.format(name, origin.sheet)
        return replace(problem, place=Place(path, origin.number, column, problem.place.field))


def take_in(desk: Desk, book: ReadBook) -> TakenIn:
    """Return the files of a package that a workbook changes. A sheet that is not there changes nothing.

    Raises:
        NotDone: A sheet lost all of its rows, or the one for a new year does not fit what is there.
    """
    files: dict[str, bytes] = {}
    said: list[str] = []
    origins: dict[str, tuple[SheetRow, ...]] = {}
    sheets = dict(book.tables)
    if book.year:
        known = sheets.get(_OBSERVATIONS)
        rows = known if known is not None else [_as_in_file(values) for values in desk.rows(_OBSERVATIONS)]
        sheets[_OBSERVATIONS] = _with_year(rows, book.year)
    for table, rows in sheets.items():
        if not rows and table in desk.contents:
            raise NotDone(words.ALL_GONE.format(table, table))
        merged = merge(desk.table(table), table_schemas()[table], [_entered(row.cells, table) for row in rows])
        origins[table] = tuple(rows[place] for place in merged.origins)
        if merged.differs:
            files[f"{table}.csv"] = merged.table.content
            said.append(words.counts(table, merged.changed, merged.new, merged.removed))
    return TakenIn(Added(files, tuple(said)), origins)


def _as_in_file(values: Values) -> SheetRow:
    return SheetRow(_OBSERVATIONS, 0, {name: cell for name, cell in values.items() if cell}, {})


def _entered(cells: dict[str, str], table: str) -> dict[str, str]:
    """Return the cells of a row that waited and got its figure without the words that say that it waits."""
    if table == _OBSERVATIONS and cells.get("value") and waits(_all_cells({**cells, "value": ""})):
        return {name: cell for name, cell in cells.items() if name not in {"status", "note"}}
    return cells


def _with_year(rows: list[SheetRow], year: list[SheetRow]) -> list[SheetRow]:
    """Return the rows of the observations with those of the sheet for a new year, behind them or in their place."""
    key = table_schemas()[_OBSERVATIONS].primary_key
    joined = list(rows)
    places = {tuple(row.cells.get(name, "") for name in key): place for place, row in enumerate(rows)}
    for row in year:
        place = places.get(tuple(row.cells.get(name, "") for name in key))
        before = joined[place].cells if place is not None else {}
        if before and not waits(_all_cells(before)):
            if _says(before, row.cells):
                continue
            named = ", ".join(filter(None, (row.cells.get(name) for name in (*layout.NAMED, layout.NEW_PERIOD[0]))))
            raise NotDone(words.FIGURE_IS_THERE.format(layout.YEAR, row.number, named))
        kept = {name: before[name] for name in _KEPT_OF_WAITING if name in before}
        cells = {"period_basis": PeriodBasis.STATED.value, **kept, **row.cells}
        for name, cell in zip(layout.ORIGIN, (layout.SOURCE_CELL, layout.PLACE_CELL), strict=True):
            if not cells.get(name):
                raise NotDone(words.NO_ORIGIN.format(layout.YEAR, row.number, name, cell))
        new = SheetRow(row.sheet, row.number, cells, row.columns)
        if place is None:
            joined.append(new)
        else:
            joined[place] = new
    return joined


def _says(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Return whether a figure that is there is the one that was filled in, as in a workbook that is taken in again."""
    means = meanings(table_schemas()[_OBSERVATIONS])
    return all(means[name](before.get(name, "")) == means[name](now.get(name, "")) for name in layout.FIGURE)


def _all_cells(cells: Mapping[str, str]) -> Values:
    return dict.fromkeys(table_schemas()[_OBSERVATIONS].field_names, "") | dict(cells)
