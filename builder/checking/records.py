"""Turns sound rows into the records of the model whose fields have the names of the columns."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import TypeVar, get_args, get_type_hints

from builder.model.governance import Governance
from builder.project.typed import TypedRow

Record = TypeVar("Record")


def governance(tables: Mapping[str, tuple[TypedRow, ...]]) -> Governance:
    """Return what the tables of a package say about duties, people, money and needs."""
    kinds = {name: get_args(kind)[0] for name, kind in get_type_hints(Governance).items()}
    return Governance(**{name: records(kind, tables.get(name, ())) for name, kind in kinds.items()})


def records(kind: type[Record], rows: Iterable[TypedRow]) -> tuple[Record, ...]:
    """Return a record of a kind for each row; a field that is an enum holds the member that the cell names."""
    hints = get_type_hints(kind)
    enums = {name: hint for name, hint in hints.items() if isinstance(hint, type) and issubclass(hint, StrEnum)}
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # every kind of record is a dataclass
    return tuple(
        kind(**{name: enums[name](row.text(name)) if name in enums else row[name] for name in names}) for row in rows
    )
