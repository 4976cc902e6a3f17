"""Checks the cells of one table against its schema with Frictionless, and translates what it says.

Frictionless speaks to developers; an officer gets one sentence for the fault and one for the remedy,
made from the cell itself. `number` cells that Frictionless lets through although they are no numbers
(NaN, INF) are refused here too.
"""

import re
from typing import Any

from builder.problems import Place, Problem, did_you_mean, shortened
from builder.reading.text import Text
from builder.schemas import Field, TableSchema

_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_UK_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_FINANCIAL_YEAR = re.compile(r"([0-9]{4})[/-]([0-9]{2}|[0-9]{4})")
_MISSING_WORDS = frozenset({"n/a", "na", "nil", "none", "null", "-", "–", "..", ".", "*", "#", "tbc", "x", "nan"})
_SHORTHANDS = {"*": "c", "#": "c"}

_FALLIBLE_TYPES = frozenset({"type-error", "constraint-error"})


def find_cell_problems(text: Text, schema: TableSchema, path: str) -> list[Problem]:
    """Return a problem for every cell that does not fit its field, at most one a cell."""
    fields = {field.name: field for field in schema.fields}
    problems = []
    for row, column, name in _failing_cells(text, schema):
        cell = text.rows[row][column]
        place = Place(path, row + 2, column + 1, name, text.lines[row])
        cause, fault, remedy = _explained(fields[name], cell)
        problems.append(Problem(place, cause, fault, remedy))
    return problems


def _failing_cells(text: Text, schema: TableSchema) -> list[tuple[int, int, str]]:
    """Return row position, column position and field of each failing cell."""
    # Frictionless takes a third of a second to import: only reading pays for it.
    from frictionless import Checklist, Detector, Resource, Schema

    descriptor = {"fields": [_frictionless_field(schema, name) for name in text.header], "missingValues": [""]}
    resource = Resource(
        data=[list(text.header), *(list(row) for row in text.rows)],
        schema=Schema.from_descriptor(descriptor),
        detector=Detector(field_missing_values=[""]),
    )
    report = resource.validate(Checklist(skip_errors=["blank-row"]), limit_errors=len(text.rows) * len(text.header) + 1)
    failing: dict[tuple[int, int], str] = {}
    for task in report.tasks:
        for error in task.errors:
            if error.type not in _FALLIBLE_TYPES:
                # Shape and header were checked before: anything else is a fault of this program.
                raise RuntimeError(f"{schema.name}: unexpected {error.type}: {error.message}")
            found: Any = error
            failing[found.row_number - 2, found.field_number - 1] = found.field_name
    for column, name in enumerate(text.header):
        if _field(schema, name).type in {"number", "integer"}:
            for row, cells in enumerate(text.rows):
                if cells[column] and not _PLAIN_NUMBER.fullmatch(cells[column]):
                    failing[row, column] = name
    return [(row, column, failing[row, column]) for row, column in sorted(failing)]


def _field(schema: TableSchema, name: str) -> Field:
    return next(field for field in schema.fields if field.name == name)


def _frictionless_field(schema: TableSchema, name: str) -> dict[str, Any]:
    field = _field(schema, name)
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.pattern:
        constraints["pattern"] = field.pattern
    if field.enum:
        constraints["enum"] = list(field.enum)
    descriptor: dict[str, Any] = {"name": field.name, "type": field.type, "constraints": constraints}
    if field.type == "boolean":
        descriptor |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return descriptor


def _explained(field: Field, cell: str) -> tuple[str, str, str]:
    """Return cause, fault and remedy of a cell that does not fit its field."""
    if not cell:
        return "required", "The cell is empty, but it must be filled.", f"Fill it in: {_first_lower(field.description)}"
    shown = shortened(cell)
    match field.type:
        case "number" | "integer":
            return _explained_number(field, cell, shown)
        case "date":
            return _explained_date(cell, shown)
        case "boolean":
            return "yes-or-no", f'"{shown}" is neither yes nor no.', "Write yes or no, in small letters."
    if field.enum:
        near = did_you_mean(cell, field.enum)
        return (
            "closed-list",
            f'"{shown}" is not one of the values of this column.',
            near or f"Write one of: {', '.join(field.enum)}.",
        )
    if field.name.endswith("_duration") or field.name == "repeats":
        return "duration", f'"{shown}" is not a length of time we can read.', _duration_remedy(cell)
    if field.name == "financial_year":
        return "financial-year", f'"{shown}" is not a financial year we can read.', "Write it like 2024-25."
    if field.name == "code":
        return "area-code", f'"{shown}" is not an area code.', "Write one letter and eight digits, such as E06000015."
    suggestion = re.sub(r"[^a-z0-9]+", "-", cell.lower()).strip("-")
    return (
        "short-name",
        f'"{shown}" cannot be used as a short name.',
        f"Use small letters, digits and single hyphens, such as {suggestion or 'deaths-in-treatment'}.",
    )


def _explained_number(field: Field, cell: str, shown: str) -> tuple[str, str, str]:
    if _PLAIN_NUMBER.fullmatch(cell):
        if field.type == "integer" and "." in cell:
            return "whole-number", f'"{shown}" is not a whole number.', "Write a number without decimals."
        return "minimum", f'"{shown}" is too small for this column.', f"The least it can be is {field.minimum:g}."
    fault = f'"{shown}" is not a number we can read.'
    if cell.lower() in _MISSING_WORDS:
        shorthand = _SHORTHANDS.get(cell, "x")
        remedy = "Leave the cell empty."
        if field.name == "value":
            remedy = f'Leave the cell empty and say why in the column "status": {_status_words(shorthand)}'
        return "number-missing", fault, remedy
    if cell.lower().strip("+-") in {"inf", "infinity", "∞"}:
        return "number-infinite", fault, "Leave the cell empty, or correct the formula that made it."
    stripped = cell.strip("£% ").replace(",", "").replace(" ", "")
    if re.fullmatch(r"-?[0-9]+,[0-9]{1,2}", cell):
        return "number-comma", fault, f"Write it with a point: {cell.replace(',', '.')}."
    if _PLAIN_NUMBER.fullmatch(stripped):
        return "number-signs", fault, f"Write only the number: {stripped}."
    return "number", fault, "Write digits, with a point for decimals and without signs or words."


def _status_words(shorthand: str) -> str:
    return {
        "c": "c (confidential) if it was hidden, x (not available) if there is none.",
        "x": "x (not available) or z (not applicable).",
    }[shorthand]


def _explained_date(cell: str, shown: str) -> tuple[str, str, str]:
    fault = f'"{shown}" is not a date we can read.'
    uk_date = _UK_DATE.fullmatch(cell)
    if uk_date and 1 <= int(uk_date[2]) <= 12 and 1 <= int(uk_date[1]) <= 31:
        day, month, year = uk_date.groups()
        return "date-order", fault, f"Write the year first: {year}-{int(month):02}-{int(day):02}."
    year = _FINANCIAL_YEAR.fullmatch(cell)
    if year:
        return "date-year", fault, f"Write the first day of the period: {year[1]}-04-01 for the financial year {cell}."
    return "date", fault, "Write year, month and day, such as 2024-03-31."


def _duration_remedy(cell: str) -> str:
    if re.fullmatch(r"p[1-9][0-9]*[ymwd]", cell.lower()):
        return f"Write it in capitals: {cell.upper()}."
    return "Write P1Y for one year, P3M for three months, P1D for one day."


def _first_lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
