"""Tables that nobody wrote: worked out from others, and published beside them with a schema of their own."""

from dataclasses import dataclass

from builder.project.schemas import Field, TableSchema


@dataclass(frozen=True)
class DerivedTable:
    """A table that nobody wrote: its schema, and its rows as cells of a file."""

    schema: TableSchema
    rows: tuple[tuple[str, ...], ...]


def derived_schema(
    name: str, title: str, description: str, *columns: tuple[str, str, str, str], key: int
) -> TableSchema:
    """Return the schema of a derived table.

    Each column is its name, type, title and description; the first `key` of them tell rows apart.
    """
    fields = tuple(
        Field(
            name=column,
            title=heading,
            description=meaning,
            type=kind,
            references=None,
            is_list=False,
            required=number < key,
            minimum=None,
            pattern=None,
            enum=(),
        )
        for number, (column, kind, heading, meaning) in enumerate(columns)
    )
    return TableSchema(name, title, description, fields, tuple(field.name for field in fields[:key]))
