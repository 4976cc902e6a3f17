"""The table schemas: one YAML file for each table that a package may hold, in Table Schema v2.

They are Frictionless schemas, here and wherever a table is read, checked or published. Three keys go beyond
the standard. `references` names the table whose key a cell must hold, in the package itself or in the
national framework. `list: true` means that a cell holds several keys, separated by "; ". `optional: true`
means that a file may do without the column, whose cells are then empty.
"""

from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml
from frictionless import Field, Schema

__all__ = [
    "LIST_SEPARATOR",
    "Field",
    "TableSchema",
    "choices",
    "holds_list",
    "holds_words",
    "is_optional",
    "pattern_of",
    "references",
    "table_schemas",
]

LIST_SEPARATOR = "; "

_FOLDER = Path(__file__).parent


class TableSchema(Schema):
    """The schema of one table, which always has its three texts."""

    name: str
    title: str
    description: str

    @property
    def needed_names(self) -> tuple[str, ...]:
        """The columns that every file must have."""
        return tuple(field.name for field in self.fields if not is_optional(field))

    @property
    def key_field(self) -> str:
        """The column that other tables refer to."""
        return str(self.primary_key[0])

    @cached_property
    def columns(self) -> tuple[dict[str, Any], ...]:
        """The descriptors of the columns without the keys that are the program's own, worked out once."""
        return tuple(
            {key: value for key, value in field.to_descriptor().items() if key not in field.custom}
            for field in self.fields
        )


@cache
def table_schemas() -> dict[str, TableSchema]:
    """Return every table schema by the name of its table."""
    schemas = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        descriptor = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        schemas[path.stem] = TableSchema.from_descriptor({"name": path.stem, **descriptor, "missingValues": [""]})
    return schemas


def references(field: Field) -> str:
    """Return the table whose keys the column holds; empty where it holds none."""
    return str(field.custom.get("references", ""))


def holds_list(field: Field) -> bool:
    """Return whether a cell of the column holds several keys."""
    return bool(field.custom.get("list", False))


def is_optional(field: Field) -> bool:
    """Return whether a file may do without the column."""
    return bool(field.custom.get("optional", False))


def choices(field: Field) -> tuple[str, ...]:
    """Return the only values that the column may hold; empty where it may hold others."""
    return tuple(field.constraints.get("enum", ()))


def pattern_of(field: Field) -> str:
    """Return the regular expression that every cell of the column fits; empty where there is none."""
    return str(field.constraints.get("pattern", ""))


def holds_words(field: Field) -> bool:
    """Return whether the column holds words of any kind, and not keys, codes, values of a list or web addresses."""
    is_code = pattern_of(field) or choices(field) or references(field)
    return field.type == "string" and not is_code and field.name != "address"
