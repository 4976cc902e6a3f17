"""Turns the texts of a table into typed rows, keeping the way back to each cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from builder.model.measures import Cell
from builder.project.found import TableAsFound
from builder.project.problems import Level, Place, Problem
from builder.project.schemas import LIST_SEPARATOR, Field, holds_list


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One sound row of a table: its cells by field, and where they stand."""

    table: TableAsFound
    index: int
    cells: Mapping[str, Cell]

    def __getitem__(self, field: str) -> Cell:
        return self.cells[field]

    def text(self, field: str) -> str:
        """Return a text cell; empty where it holds nothing."""
        value = self.cells[field]
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> Decimal | None:
        """Return a number cell."""
        value = self.cells[field]
        return value if isinstance(value, Decimal) else None

    def day(self, field: str) -> date | None:
        """Return a date cell."""
        value = self.cells[field]
        return value if isinstance(value, date) else None

    def keys(self, field: str) -> tuple[str, ...]:
        """Return the keys of a cell that holds several."""
        value = self.cells[field]
        return value if isinstance(value, tuple) else ()

    def place(self, field: str) -> Place:
        """Return the place of one of the row's cells."""
        return self.table.place(self.index, field)

    def problem(self, field: str, cause: str, fault: str, remedy: str, level: Level = Level.ERROR) -> Problem:
        """Return a problem at one of the row's cells."""
        return Problem(self.place(field), cause, fault, remedy, level)


def typed_rows(table: TableAsFound) -> tuple[TypedRow, ...]:
    """Return the sound rows of a table with every field of its schema, in the order of the file."""
    # Few cells of a column differ, so each different text is turned into a value once.
    converters = [(field.name, table.columns[field.name], cache(_converter(field))) for field in table.schema.fields]
    return tuple(
        TypedRow(table, index, {name: convert(cells[column]) for name, column, convert in converters})
        for index, cells in table.sound_rows()
    )


def keys_meant(cell: str) -> tuple[str, ...]:
    """Return the keys in a list, also where commas or no spaces stand between them."""
    return tuple(filter(None, re.split(r"\s*[;,]\s*", cell)))


def _converter(field: Field) -> Callable[[str], Cell]:
    match field.type:
        case "number":
            return _decimal
        case "integer":
            return _integer
        case "date":
            return _date
        case "boolean":
            return "yes".__eq__
    return _keys if holds_list(field) else str


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _integer(text: str) -> int | None:
    return int(text) if text else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _keys(text: str) -> tuple[str, ...]:
    return tuple(text.split(LIST_SEPARATOR)) if text else ()
