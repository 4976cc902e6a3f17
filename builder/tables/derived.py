"""Tables that nobody wrote: worked out from others, and published beside them with a schema of their own."""

from dataclasses import dataclass

from builder.project.schemas import TableSchema


@dataclass(frozen=True)
class DerivedTable:
    """A table that nobody wrote: its schema, and its rows as cells of a file."""

    schema: TableSchema
    rows: tuple[tuple[str, ...], ...]


def derived_schema(
    name: str,
    title: str,
    description: str,
    *columns: tuple[str, str, str, str],
    key: int,
    primary_key: tuple[str, ...] = (),
) -> TableSchema:
    """Return the schema of a derived table.

    Each column is its name, type, title and description. The first `key` of them are never empty and, where
    no other `primary_key` is given, tell rows apart. The columns of a `primary_key` are never empty either.
    """
    filled = {*(column[0] for column in columns[:key]), *primary_key}
    fields = [
        {"name": column, "type": kind, "title": heading, "description": meaning}
        | ({"trueValues": ["yes"], "falseValues": ["no"]} if kind == "boolean" else {})
        | ({"constraints": {"required": True}} if column in filled else {})
        for column, kind, heading, meaning in columns
    ]
    return TableSchema.from_descriptor(
        {
            "name": name,
            "title": title,
            "description": description,
            "fields": fields,
            "primaryKey": list(primary_key or (column[0] for column in columns[:key])),
            "missingValues": [""],
        }
    )
