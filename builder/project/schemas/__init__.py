"""The table schemas: one YAML file for each table that a package may hold, in Table Schema v2.

Three keys go beyond the standard. `references` names the table whose key a cell must hold, in the
package itself or in the national framework. `list: true` means that a cell holds several keys,
separated by "; ". `optional: true` means that a file may do without the column, whose cells are then empty.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LIST_SEPARATOR = "; "

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table."""

    name: str
    title: str
    description: str
    type: str
    """One of string, number, integer, date, boolean."""
    references: str | None
    """The table whose keys the column holds."""
    is_list: bool
    required: bool
    minimum: float | None
    pattern: str | None
    enum: tuple[str, ...]
    is_optional: bool = False
    """Whether a file may do without the column."""
    maximum_length: int | None = None
    """How many characters a text can have; None where only the limit of all cells holds."""

    @property
    def holds_words(self) -> bool:
        """Whether the column holds words of any kind, and not keys, codes, values of a list or web addresses."""
        is_code = self.pattern or self.enum or self.references
        return self.type == "string" and not is_code and self.name != "address"


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table that a package may hold."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]

    @property
    def field_names(self) -> tuple[str, ...]:
        """The columns, in the order in which they are published."""
        return tuple(field.name for field in self.fields)

    @property
    def needed_names(self) -> tuple[str, ...]:
        """The columns that every file must have."""
        return tuple(field.name for field in self.fields if not field.is_optional)

    @property
    def key_field(self) -> str:
        """The column that other tables refer to."""
        return self.primary_key[0]


def _field(descriptor: dict[str, Any]) -> Field:
    constraints = descriptor.get("constraints", {})
    return Field(
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor["description"],
        type=descriptor["type"],
        references=descriptor.get("references"),
        is_list=descriptor.get("list", False),
        required=constraints.get("required", False),
        is_optional=descriptor.get("optional", False),
        minimum=constraints.get("minimum"),
        pattern=constraints.get("pattern"),
        enum=tuple(constraints.get("enum", ())),
        maximum_length=constraints.get("maxLength"),
    )


@cache
def table_schemas() -> dict[str, TableSchema]:
    """Return every table schema by the name of its table."""
    schemas = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        descriptor = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        schemas[path.stem] = TableSchema(
            name=path.stem,
            title=descriptor["title"],
            description=descriptor["description"],
            fields=tuple(_field(field) for field in descriptor["fields"]),
            primary_key=tuple(descriptor["primaryKey"]),
        )
    return schemas
