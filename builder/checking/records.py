"""Turns sound rows into the records of the model: a field holds what the column of its name says.

A record is made here and nowhere else. What no column says by itself, such as a period from its start and duration,
is given besides.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import TypeVar, get_args, get_type_hints

from builder.model.measures import Cell
from builder.project.typed import TypedRow

Record = TypeVar("Record")
Tables = Mapping[str, tuple[TypedRow, ...]]


def record(kind: type[Record], row: TypedRow, **worked_out: object) -> Record:
    """Return the record of a kind that a row holds. A field that is an enum holds the member that its cell names."""
    cells = {name: make(row.cells[name]) for name, make in _makers(kind) if name not in worked_out}  # type: ignore[arg-type]  # a class can be hashed
    return kind(**cells, **worked_out)


def records(kind: type[Record], rows: Iterable[TypedRow]) -> tuple[Record, ...]:
    """Return a record of a kind for each row of a table whose columns say all."""
    return tuple(record(kind, row) for row in rows)


def records_of_tables(kind: type[Record], tables: Tables) -> Record:
    """Return a value of a kind whose fields are tables, each a tuple of records; a table that is absent gives none."""
    of = {name: get_args(hint)[0] for name, hint in get_type_hints(kind).items()}
    return kind(**{name: records(one, tables.get(name, ())) for name, one in of.items()})


@cache
def _makers(kind: type[object]) -> tuple[tuple[str, Callable[[Cell], object]], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, _maker(hints[field.name])) for field in fields(kind))  # type: ignore[arg-type]  # a dataclass


def _maker(hint: object) -> Callable[[Cell], object]:
    """Return what turns a cell into a field of a type: an enum's member, and None where one is missing and may be."""
    kinds = get_args(hint) or (hint,)
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            if NoneType in kinds:
                return lambda cell, kind=kind: kind(cell) if cell else None  # type: ignore[misc]
            return kind
    return _as_it_is


def _as_it_is(cell: Cell) -> Cell:
    return cell
