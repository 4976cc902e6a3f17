"""All tables of the site as one SQLite database, whose keys hold.

The package stands first in each table and each key, as two packages may give one name to two things.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from builder.project.schemas import Field, TableSchema, holds_list, references
from builder.tables.metric_file import FIGURES

if TYPE_CHECKING:
    import pandas as pd

VERSION = 1
"""The version of the layout, as `PRAGMA user_version`."""

_TYPES = {"integer": "INTEGER", "number": "REAL"}
_READERS = {"integer": int, "number": float}
_PACKAGE = "package"

Rows = Sequence[Sequence[str]]


def database(
    packages: Mapping[str, Mapping[str, Rows]], schemas: Mapping[str, TableSchema], figures: "pd.DataFrame"
) -> bytes:
    """Return the tables of all packages, and all figures, as a SQLite database.

    The same tables give the same bytes with one version of SQLite.

    Args:
        packages: The rows of each table of each package, every key of which is in the package itself.
        schemas: The schema of each of the tables.
        figures: The table of all figures, with the columns of `FIGURES` and perhaps more.
    """
    together: dict[str, list[tuple[str, Rows]]] = {}
    for package, tables in packages.items():
        for name, rows in tables.items():
            together.setdefault(name, []).append((package, rows))
    with sqlite3.connect(":memory:", isolation_level=None) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("BEGIN")
        for name in sorted(together):
            schema = schemas[name]
            connection.execute(_statement(schema, schemas.keys() & together.keys(), schemas))
            cells = ((package, *_values(schema, row)) for package, rows in together[name] for row in rows)
            _insert(connection, schema, cells)
        connection.execute(_statement_of_figures(together))
        rows_of_figures = figures[list(FIGURES.field_names)].itertuples(index=False, name=None)
        _insert(connection, FIGURES, (tuple(_values(FIGURES, row)) for row in rows_of_figures))
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        return connection.serialize()


def _statement(schema: TableSchema, tables: Iterable[str], schemas: Mapping[str, TableSchema]) -> str:
    """Return the statement that makes a table of the packages."""
    present = frozenset(tables)
    keys = [
        f"FOREIGN KEY ({_PACKAGE}, {_quoted(field.name)}) "
        f"REFERENCES {_quoted(target)} ({_PACKAGE}, {_quoted(schemas[target].key_field)})"
        for field in schema.fields
        if (target := references(field)) in present and not holds_list(field)
    ]
    return _create(schema, (f"{_PACKAGE} TEXT NOT NULL",), (_PACKAGE, *schema.primary_key), keys)


def _statement_of_figures(tables: Iterable[str]) -> str:
    present = frozenset(tables)
    keys = [
        f'FOREIGN KEY (partnership, {column}) REFERENCES "{table}" ({_PACKAGE}, {column})'
        for column, table in (("metric", "metrics"), ("area", "areas"))
        if table in present
    ]
    return _create(FIGURES, (), FIGURES.primary_key, keys)


def _create(schema: TableSchema, first: Sequence[str], key: Sequence[str], foreign: Sequence[str]) -> str:
    columns = [
        f"{_quoted(field.name)} {_TYPES.get(field.type, 'TEXT')}{' NOT NULL' if _is_filled(field, schema) else ''}"
        for field in schema.fields
    ]
    primary = f"PRIMARY KEY ({', '.join(map(_quoted, key))})"
    parts = ",\n  ".join((*first, *columns, primary, *foreign))
    return f"CREATE TABLE {_quoted(schema.name)} (\n  {parts}\n)"


def _insert(connection: sqlite3.Connection, schema: TableSchema, rows: Iterable[Sequence[object]]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is not None:
        places = ", ".join("?" * len(first))
        statement = f"INSERT INTO {_quoted(schema.name)} VALUES ({places})"  # noqa: S608 -- the name is of our schema
        connection.executemany(statement, chain([first], rows))


def _values(schema: TableSchema, row: Sequence[str]) -> Iterator[str | int | float | None]:
    """Yield the cells of a row as values. Nothing is NULL in a key, where it would be unlike itself."""
    for field, cell in zip(schema.fields, row, strict=True):
        if cell:
            yield _READERS.get(field.type, str)(cell)
        else:
            yield "" if _is_filled(field, schema) else None


def _is_filled(field: Field, schema: TableSchema) -> bool:
    return bool(field.required) or field.name in schema.primary_key


def _quoted(name: str) -> str:
    return f'"{name}"'
