"""Checks the cells of one table against its schema.

Types and constraints are judged by the fields of Frictionless, each different text of a column once.
Where they are too kind (NaN, INF, 2023-4-1) a stricter form is asked for, and every cell must be text
that people, spreadsheets and programs read alike.
"""

import re
from collections.abc import Callable

from builder.model.addresses import is_of_windows
from builder.project.found import TableAsFound
from builder.project.problems import Problem
from builder.project.schemas import Field
from builder.reading.explaining import PLAIN_NUMBER, Explanation, explained, is_duration
from builder.reading.signs import strange_sign

MAXIMUM_CELL_CHARACTERS = 5_000

_FORMS = {
    "number": PLAIN_NUMBER,
    "integer": PLAIN_NUMBER,
    "date": re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"),
}
"""What a cell of a type must look like, beyond what Frictionless asks."""
_DURATION = re.compile(r"P[0-9]{1,3}[YMWD]")
"""Longer periods would end after the last year that a calendar has."""
_WEB_ADDRESS = re.compile(r"https?://[^\s\"<>\\]+")

_SPOILT_REMEDY = (
    'Type the right sign. In Excel, open the file with "Data", "From Text/CSV" and "65001: Unicode (UTF-8)".'
)


def find_cell_problems(table: TableAsFound) -> list[Problem]:
    """Return a problem for every cell that does not fit its field, at most one a cell."""
    fits = {field.name: _reader(field) for field in table.schema.fields}
    problems = []
    for field in table.schema.fields:
        column = table.columns[field.name]
        different = {cells[column] for cells in table.rows}
        faults = {cell: fault for cell in different if (fault := _fault(field, cell, fits[field.name]))}
        if faults:
            problems += [
                Problem(table.place(index, field.name), *faults[cells[column]])
                for index, cells in enumerate(table.rows)
                if cells[column] in faults
            ]
    return problems


def _fault(field: Field, cell: str, fits: Callable[[str], bool]) -> Explanation | None:
    if cell and (cell[0].isspace() or cell[-1].isspace() or "\ufeff" in (cell[0], cell[-1])):
        return "outer-space", "There is a space or line break at the beginning or end of the cell.", "Delete it."
    if not fits(cell):
        return explained(field, cell)
    if field.constraints.get("maxLength") and is_of_windows(cell):
        fault = f'"{cell}" is a name that Windows keeps for itself.'
        return "name-of-windows", fault, "Choose another short name: it becomes that of a file."
    return _unreadable_text(cell) if cell else None


def _unreadable_text(cell: str) -> Explanation | None:
    """Return what people, spreadsheets or programs would read otherwise in a text, if anything."""
    if cell[0] in "=+@＝＋－＠" or (cell[0] == "-" and not cell[1:2].isdigit()):
        fault = f'The cell begins with "{cell[0]}", which a spreadsheet would run as a formula.'
        return "formula", fault, "Begin it with a letter or digit."
    if len(cell) > MAXIMUM_CELL_CHARACTERS:
        fault = f"The cell has {len(cell):,} characters, but {MAXIMUM_CELL_CHARACTERS:,} are the most."
        return "long-cell", fault, "Shorten it."
    strange = strange_sign(cell, _SPOILT_REMEDY)
    return strange[1:] if strange else None


def _reader(field: Field) -> Callable[[str], bool]:
    """Return whether a field takes a text."""
    read = field.create_cell_reader()
    form = _FORMS.get(field.type)
    if field.name == "address":
        form = _WEB_ADDRESS
    elif is_duration(field):
        form = _DURATION

    def fits(cell: str) -> bool:
        _, faults = read(cell)
        return not faults and (not cell or form is None or form.fullmatch(cell) is not None)

    return fits
