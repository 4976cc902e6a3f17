"""The figures of cells that tables beside the observations print: baselines, revisions and published claims."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from builder.disclosure.rules.counts import Holding, Subject
from builder.project.typed import TypedRow


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A figure that another table of a package prints of a cell."""

    row: TypedRow
    field: str
    cell: Subject
    number: Decimal
    kind: str
    """One of value, numerator, denominator, change."""


_PRINTED: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "targets": (("baseline_value", "baseline_period", "value"),),
    "revisions": (("old_value", "period", "value"), ("new_value", "period", "value")),
    "claims": (
        ("from_printed", "from_period", "value"),
        ("to_printed", "to_period", "value"),
        ("change_printed", "from_period", "change"),
        ("change_printed", "to_period", "change"),
        ("numerator_printed", "to_period", "numerator"),
        ("denominator_printed", "to_period", "denominator"),
        ("percent_printed", "to_period", "value"),
    ),
}
"""For each table beside observations: its numbers, the columns of their periods, and what they are."""


def printed(holding: Holding) -> Iterator[PrintedNumber]:
    """Yield every figure of a cell that a table beside observations prints."""
    for table, fields in _PRINTED.items():
        for row in holding.own.get(table, ()):
            for field, period, kind in fields:
                number = row.number(field)
                cell = None if number is None else holding.cell(row, period)
                if cell and number is not None:
                    yield PrintedNumber(row, field, cell, number, kind)
