"""Brings the rows of a sheet back into the file of its table, in which every row that says the same keeps its bytes."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from builder.intake.desk import Values
from builder.intake.table_text import Row, TableText
from builder.project.schemas import TableSchema


@dataclass
class Merged:
    """The file of a table with what a sheet says, and how many rows are no longer as they were."""

    table: TableText
    origins: list[int]
    """For each row of the file, the place of the row of the sheet that it comes from."""
    changed: int = 0
    new: int = 0
    removed: int = 0

    @property
    def differs(self) -> bool:
        """Whether a row is no longer as it was."""
        return bool(self.changed or self.new or self.removed)


@dataclass
class _Pairs:
    """Which row of the sheet is which row of the file."""

    of_sheet: dict[int, int] = field(default_factory=dict)
    """For rows of the sheet, the row of the file."""

    def join(self, sheet: Iterable[tuple[int, object]], file: Iterable[tuple[int, object]]) -> None:
        """Pair the rows that are not paired yet and have the same value, in the order in which they stand."""
        waiting: dict[object, deque[int]] = defaultdict(deque)
        paired = set(self.of_sheet.values())
        for place, value in file:
            if place not in paired:
                waiting[value].append(place)
        for place, value in sheet:
            if place not in self.of_sheet and waiting[value]:
                self.of_sheet[place] = waiting[value].popleft()


def merge(table: TableText, schema: TableSchema, sheet: Sequence[Values]) -> Merged:
    """Return a table with the rows of a sheet, each of which is given with its filled cells.

    A row is the one of the file that says the same, then the one with its key, then the one that stands in its place.
    What is new stands where it stands in the sheet, or at the end where the sheet was sorted.
    """
    old = [table.values(row) for row in table.rows]
    means = meanings(schema)
    pairs = _pairs(old, sheet, schema, means)
    needed = [name for values in sheet for name, cell in values.items() if cell]
    wider = table.with_columns(needed)
    of_file = {file: place for place, file in pairs.of_sheet.items()}
    behind = _places_of_new(len(sheet), pairs.of_sheet, len(old))
    merged = Merged(wider, [], removed=len(old) - len(of_file))
    rows: list[Row] = []

    def put(place: int, row: Row) -> None:
        rows.append(row)
        merged.origins.append(place)

    def put_new(after: int) -> None:
        for place in behind[after]:
            merged.new += 1
            put(place, wider.row(sheet[place]))

    put_new(-1)
    for number, before in enumerate(old):
        if number not in of_file:
            continue
        place = of_file[number]
        now = sheet[place]
        if all(means[name](now.get(name, "")) == means[name](before.get(name, "")) for name in schema.field_names):
            put(place, wider.rows[number])
        else:
            merged.changed += 1
            kept = {
                name: before[name] if means[name](now.get(name, "")) == means[name](before[name]) else now.get(name, "")
                for name in wider.header
                if name in before
            }
            put(place, wider.row({**now, **kept}))
        put_new(number)
    put_new(len(old))
    merged.table = TableText(wider.header, wider.head, tuple(rows), wider.line_end, wider.quotes_all)
    return merged


def _pairs(
    old: Sequence[Values], sheet: Sequence[Values], schema: TableSchema, means: Mapping[str, Callable[[str], object]]
) -> _Pairs:
    def meant(values: Values, names: Iterable[str]) -> tuple[object, ...]:
        return tuple(means[name](values.get(name, "")) for name in names)

    pairs = _Pairs()
    for names in (schema.field_names, schema.primary_key):
        pairs.join(
            ((place, meant(values, names)) for place, values in enumerate(sheet)),
            ((place, meant(values, names)) for place, values in enumerate(old)),
        )
    paired = set(pairs.of_sheet.values())
    for place in range(len(sheet)):
        # A row that got another key and stands behind the row that it stood behind.
        stood = pairs.of_sheet.get(place - 1, -1) + 1 if place else 0
        follows = place == 0 or place - 1 in pairs.of_sheet
        if place not in pairs.of_sheet and follows and stood < len(old) and stood not in paired:
            pairs.of_sheet[place] = stood
            paired.add(stood)
    return pairs


def _places_of_new(number: int, of_sheet: Mapping[int, int], end: int) -> Mapping[int, list[int]]:
    """Return, for each row of the file, the new rows that come behind it; for -1, those before all."""
    known = [of_sheet[place] for place in sorted(of_sheet)]
    is_sorted = any(later < earlier for earlier, later in pairwise(known))
    behind: dict[int, list[int]] = defaultdict(list)
    after = -1
    for place in range(number):
        if place in of_sheet:
            after = of_sheet[place]
        else:
            behind[end if is_sorted else after].append(place)
    return behind


def meanings(schema: TableSchema) -> dict[str, Callable[[str], object]]:
    """Return, for each column, what two cells have in common that say the same."""
    numbers = {field.name for field in schema.fields if field.type in {"number", "integer"}}
    return {name: _meant_number if name in numbers else _meant_text for name in schema.field_names}


def _meant_text(text: str) -> str:
    """Return a text with one kind of line end: a workbook has no other."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _meant_number(text: str) -> object:
    """Return a number without the zeros at its end, which a workbook does not keep."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number.normalize() if number.is_finite() else text
