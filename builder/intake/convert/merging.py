"""Merges rows into a table by the key of its rows: what is there already stays byte for byte."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from builder.intake.table_text import TableText

Cells = Mapping[str, str]
"""The texts of a row by the names of their columns."""

_NUMBERS = ("denominator", "lower", "numerator", "upper", "value")
FIGURES = (*_NUMBERS, "status", "bound")
"""The cells of a row that say how much it was."""


@dataclass(frozen=True)
class Merged:
    """A table with rows that joined it."""

    table: TableText
    same: int
    """How many rows stood there already."""
    changed: tuple[tuple[Cells, Cells], ...]
    """The rows that took the place of others: before and after."""
    new: tuple[Cells, ...]
    kept: tuple[tuple[Cells, Cells], ...]
    """Rows of other sources that stayed: what stands there, and what would have taken its place."""


def merged(table: TableText, rows: Sequence[Cells], is_replaced: Callable[[Cells, Cells], bool]) -> Merged:
    """Return the observations with rows that join them, those with the key of another in its place.

    `is_replaced` says of a row that is there and of one with its key and other figures whether the new one is to take
    its place. A cell that the new row leaves empty and that says no figure, such as a note, keeps what stands there.
    """
    standing = list(table.rows)
    places = {_key(table.values(row)): position for position, row in enumerate(standing)}
    same, changed, new, kept = 0, [], [], []
    for row in rows:
        position = places.get(_key(row))
        if position is None:
            new.append(row)
            continue
        before = table.values(standing[position])
        if _says(before) == _says(row):
            same += 1
        elif is_replaced(before, row):
            after = {**before, **{name: cell for name, cell in row.items() if cell or name in FIGURES}}
            changed.append((before, after))
            standing[position] = table.row(after)
        else:
            kept.append((before, row))
    joined = replace(table, rows=tuple(standing)).with_rows(new)
    return Merged(joined, same, tuple(changed), tuple(new), tuple(kept))


def _key(row: Cells) -> tuple[str, ...]:
    length = row.get("period_duration", "")
    if length.endswith("M") and length[1:-1].isdecimal() and int(length[1:-1]) % 12 == 0:
        length = f"P{int(length[1:-1]) // 12}Y"
    names = ("metric", "area", "breakdown", "group", "method_version", "period_start", "period_order")
    return (*(row.get(name, "") for name in names), length)


def _says(row: Cells) -> tuple[object, ...]:
    """Return what a row says of its figure; 5.0 is the same as 5."""
    return tuple(_number(row.get(name, "")) if name in _NUMBERS else row.get(name, "") for name in FIGURES)


def is_same_number(one: str, other: str) -> bool:
    """Return whether two cells hold the same number, or both none."""
    return _number(one) == _number(other)


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text) if text else ""
    except InvalidOperation:
        return text
