"""What lies on the desk when something is added to a package: its own tables, and those of the framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from builder.intake.table_text import TableText, new_table, read_table
from builder.project.schemas import table_schemas

Values = Mapping[str, str]
"""The cells of a row by the names of their columns."""


@dataclass(frozen=True)
class Desk:
    """A package that is added to. Its tables can be read; what stands in their cells may be faulty."""

    name: str
    title: str
    is_framework: bool
    contents: Mapping[str, bytes]
    """The file of each table that the package has."""
    national: Mapping[str, tuple[Values, ...]]
    """The rows of each table of the national framework."""

    @cached_property
    def tables(self) -> Mapping[str, TableText]:
        """The tables that the package has, row by row."""
        return {name: read_table(content) for name, content in self.contents.items()}

    def table(self, name: str) -> TableText:
        """Return a table of the package; one that it has not yet, without rows."""
        return self.tables.get(name) or new_table(table_schemas()[name])

    def rows(self, name: str) -> tuple[Values, ...]:
        """Return the rows of a table of the package, with every column of its schema."""
        table = self.table(name)
        empty = dict.fromkeys(table_schemas()[name].field_names, "")
        return tuple(empty | table.values(row) for row in table.rows)

    def known(self, name: str) -> dict[str, Values]:
        """Return the rows of a table by their short names: those of the package, then those of the framework."""
        key = table_schemas()[name].key_field
        return {row[key]: row for row in (*self.rows(name), *self.national.get(name, ()))}


@dataclass(frozen=True, slots=True)
class Added:
    """What is to be written into the folder of a package, and what is said of it."""

    files: Mapping[str, bytes]
    """The new content of each file, by its name in the folder of the package."""
    said: tuple[str, ...]
