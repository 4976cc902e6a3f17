"""Reads a workbook, also one that Excel or LibreOffice saved: what stands in its cells, as the tables would have it.

Programs keep dates as numbers of days and whole numbers as decimals, give numbers a format that says per cent, and
leave empty rows behind. What is read is the text that an officer meant.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException

from builder.intake.workbook import layout, words
from builder.project.problems import NotDone, listed
from builder.project.schemas import Field, TableSchema, table_schemas

_MOST_UNPACKED = 300_000_000
"""How many bytes a workbook may have when it is unpacked."""
_DIGITS = 15
"""How many digits of a number Excel keeps; what comes behind them is of the machine."""
_MOST_DAYS = 2_958_465
"""The last day that Excel has, 31 December 9999, as it counts days."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet with something in it."""

    sheet: str
    number: int
    cells: dict[str, str]
    """The texts of its cells by the names of their columns; empty ones are left out."""
    columns: dict[str, int]
    """The place of each column in the sheet, from 1 on."""


@dataclass(frozen=True, slots=True)
class ReadBook:
    """What a workbook holds."""

    package: str
    """The name of the package; empty where the workbook does not say it."""
    tables: dict[str, list[SheetRow]]
    year: list[SheetRow]
    """The rows of the sheet for a new year in which a figure stands."""


def read_book(content: bytes, name: str) -> ReadBook:
    """Return what stands in a workbook. `name` is that of its file.

    Raises:
        NotDone: It is none, or its sheets are not as they were made.
    """
    _refuse_large(content, name)
    try:
        # It says which of its parts the library does not know, such as pictures: they are no tables.
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content), read_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as fault:
        raise NotDone(words.NOT_A_WORKBOOK.format(name)) from fault
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    tables = {
        table: _read_table(sheets[table], schema, book) for table, schema in table_schemas().items() if table in sheets
    }
    if not tables:
        raise NotDone(words.NO_SHEETS.format(name))
    package = sheets[layout.README][layout.PACKAGE_CELL].value if layout.README in sheets else ""
    year = _read_year(sheets[layout.YEAR], book) if layout.YEAR in sheets else []
    return ReadBook(str(package or "").strip(), tables, year)


def _refuse_large(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as fault:
        raise NotDone(words.NOT_A_WORKBOOK.format(name)) from fault
    if size > _MOST_UNPACKED:
        raise NotDone(words.TOO_LARGE.format(name, _MOST_UNPACKED // 1_000_000))


def _read_table(sheet: Any, schema: TableSchema, book: Any) -> list[SheetRow]:
    """Return the rows of a table's sheet."""
    rows = _rows(sheet)
    header = [str(cell.value or "").strip() for cell in next(rows, (0, ()))[1]]
    columns = {name: place for place, name in enumerate(header, 1) if name}
    for name in columns:
        if name not in schema.field_names:
            raise NotDone(words.UNKNOWN_COLUMN.format(schema.name, name))
        if header.count(name) > 1:
            raise NotDone(words.COLUMN_TWICE.format(schema.name, name))
    missing = [name for name in schema.field_names if name not in columns]
    if missing:
        raise NotDone(words.NO_COLUMNS.format(schema.name, listed(missing)))
    return list(_filled(rows, columns, schema, sheet.title, book))


def _read_year(sheet: Any, book: Any) -> list[SheetRow]:
    """Return the rows of the sheet for a new year in which something was filled in."""
    above: dict[str, str] = {}
    for number, cells in _rows(sheet):
        texts = [str(cell.value or "").strip() for cell in cells]
        if number < layout.YEAR_HEADER and len(texts) > 1 and texts[0] in layout.ORIGIN and texts[1]:
            above[texts[0]] = texts[1]
        if number == layout.YEAR_HEADER:
            header = texts
            break
    else:
        header = []
    columns = {name: place for place, name in enumerate(header, 1) if name}
    if not set(layout.YEAR_COLUMNS) <= set(columns):
        raise NotDone(words.NO_YEAR_HEADER.format(layout.YEAR, layout.YEAR_HEADER))
    asked = {name: columns[name] for name in (*layout.NAMED, *layout.NEW_PERIOD, *layout.FIGURE, *layout.ORIGIN)}
    schema = table_schemas()["observations"]
    below = ((number, cells) for number, cells in _rows(sheet) if number > layout.YEAR_HEADER)
    return [
        SheetRow(row.sheet, row.number, {**above, **row.cells}, row.columns)
        for row in _filled(below, asked, schema, sheet.title, book)
        if any(row.cells.get(name) for name in layout.FIGURE)
    ]


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows of a sheet with their numbers."""
    sheet.reset_dimensions()
    yield from enumerate(sheet.iter_rows(), 1)


def _filled(
    rows: Iterator[tuple[int, Sequence[Any]]], columns: dict[str, int], schema: TableSchema, sheet: str, book: Any
) -> Iterator[SheetRow]:
    """Yield the rows in which something stands."""
    fields = [(schema.get_field(name), place - 1) for name, place in columns.items()]
    for number, cells in rows:
        texts = {field.name: _text(cells[place], field, book) for field, place in fields if place < len(cells)}
        filled = {name: text for name, text in texts.items() if text}
        if filled:
            yield SheetRow(sheet, number, filled, columns)


def _text(cell: Any, field: Field, book: Any) -> str:
    """Return what a cell says, as the table would have it."""
    match cell.value:
        case None:
            return ""
        case bool() as said:
            words_of_it = ("yes", "no") if field.type == "boolean" else ("TRUE", "FALSE")
            return words_of_it[not said]
        case datetime() | date() as day:
            return f"{day:%Y-%m-%d}"
        case int() | float() as number:
            return _number(number, cell, field, book)
        case str() as text:
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        case other:
            return str(other)


def _number(number: float, cell: Any, field: Field, book: Any) -> str:
    """Return a number with the digits that were typed; in a column of dates it is a day, as Excel counts them."""
    if field.type == "date" and 0 < number <= _MOST_DAYS:
        return f"{from_excel(number, book.epoch):%Y-%m-%d}"
    exact = Decimal(f"{number:.{_DIGITS}g}")
    if field.type == "number" and "%" in (cell.number_format or ""):
        # "45%" is kept as 0.45, and stands for 45 in a column of percentages.
        exact *= 100
    plain = f"{exact:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
