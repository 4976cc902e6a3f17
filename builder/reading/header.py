"""Compares the first row of a table with the columns of its schema."""

import difflib
from collections.abc import Sequence

from builder.project.personal_data import is_about_people
from builder.project.problems import Place, Problem, column_letters, listed, shortened
from builder.project.schemas import TableSchema, table_schemas

_LAST_TITLE_ROW = 5
"""How far down a header is looked for."""


def find_header_problems(rows: Sequence[Sequence[str]], schema: TableSchema, path: str) -> list[Problem]:
    """Return what is wrong with the first of a table's rows, which must hold the names of the columns."""
    problem = _find_title_row_problem(rows, schema, path) or _find_other_table_problem(rows[0], schema, path)
    if problem:
        return [problem]
    header = [name.strip() if name.strip() in schema.field_names else name for name in rows[0]]
    missing = [name for name in schema.needed_names if name not in header]
    unknown = [position for position, name in enumerate(header) if name.strip() and name not in schema.field_names]
    unnamed = [position for position, name in enumerate(header) if not name.strip()]
    twice = [position for position, name in enumerate(header) if name.strip() and name in header[:position]]
    problems = _find_spaces(rows[0], header, path)
    if len(missing) == len(unknown) + len(unnamed) + len(twice) == 1:
        return [*problems, _renamed_column_problem(header, (*unknown, *unnamed, *twice)[0], missing[0], path)]
    problems += [_column_twice_problem(header[position], position, path) for position in twice]
    for position in unknown:
        near = difflib.get_close_matches(header[position].strip().lower(), _unused(missing, header, schema), n=1)
        problems.append(_unknown_column_problem(header[position], position, near, schema, path))
        missing = [name for name in missing if name not in near]
    if unnamed:
        problems.append(_unnamed_columns_problem(unnamed, path))
    if missing:
        problems.append(_missing_columns_problem(missing, schema, path))
    return problems


def _find_title_row_problem(rows: Sequence[Sequence[str]], schema: TableSchema, path: str) -> Problem | None:
    known = set(schema.field_names)
    if _is_header(rows[0], known):
        return None
    place = Place(path, 1, line=1)
    for row, cells in enumerate(rows[1 : _LAST_TITLE_ROW + 1], start=2):
        if len(known & set(cells)) > 1:
            above = row - 1
            return Problem(
                place,
                "title-row",
                f"The column names are in row {row}, but they must be in row 1.",
                "Delete the row above them." if above == 1 else f"Delete the {above} rows above them.",
            )
    return Problem(
        place,
        "no-header",
        "The first row does not hold the names of the columns.",
        f"Put this row above the others: {','.join(schema.needed_names)}",
    )


def _is_header(cells: Sequence[str], known: set[str]) -> bool:
    return bool(known & {cell.strip().lower() for cell in cells})


def _find_other_table_problem(header: Sequence[str], schema: TableSchema, path: str) -> Problem | None:
    for other in table_schemas().values():
        if other is not schema and _is_complete(header, other) and not _is_complete(header, schema):
            fault = f"These are the columns of the table {other.name}, but the file is called {schema.name}.csv."
            return Problem(Place(path, 1, line=1), "other-table", fault, "Give the file its right name.")
    return None


def _is_complete(header: Sequence[str], schema: TableSchema) -> bool:
    """Return whether a header holds what a table needs, and nothing that it does not know."""
    return set(schema.needed_names) <= set(header) <= set(schema.field_names)


def _unused(missing: Sequence[str], header: Sequence[str], schema: TableSchema) -> list[str]:
    """Return the columns that an unknown name can stand for: those that are missing, and those that may be."""
    return [name for name in schema.field_names if name in missing or name not in (*schema.needed_names, *header)]


def _column(path: str, position: int, name: str) -> Place:
    return Place(path, 1, position + 1, shortened(name), 1)


def _find_spaces(found: Sequence[str], header: Sequence[str], path: str) -> list[Problem]:
    return [
        Problem(
            _column(path, position, name),
            "outer-space",
            "There is a space or line break at the beginning or end of this column's name.",
            "Delete it.",
        )
        for position, name in enumerate(header)
        if found[position] != name
    ]


def _column_twice_problem(name: str, position: int, path: str) -> Problem:
    fault = f'The column "{shortened(name)}" stands here twice.'
    return Problem(_column(path, position, name), "column-twice", fault, "Keep one of the two.")


def _renamed_column_problem(header: Sequence[str], position: int, meant: str, path: str) -> Problem:
    """Return the one problem of a header in which one column is too much and one is missing."""
    name = header[position]
    place = _column(path, position, name)
    if is_about_people(name):
        return _personal_column_problem(place)
    question = f'Did you mean "{meant}"?'
    if not name.strip():
        return Problem(place, "unnamed-column", "This column has no name.", question)
    if name in header[:position]:
        fault = f'The column "{name}" stands here twice, and "{meant}" is missing.'
        return Problem(place, "column-twice", fault, "Rename one of the two.")
    return Problem(place, "unknown-column", f'The column "{shortened(name)}" is not known.', question)


def _personal_column_problem(place: Place) -> Problem:
    fault = "This column is named for people, and personal data is never published."
    return Problem(place, "personal-column", fault, "Delete the column.")


def _unknown_column_problem(name: str, position: int, near: Sequence[str], schema: TableSchema, path: str) -> Problem:
    if is_about_people(name):
        return _personal_column_problem(_column(path, position, name))
    question = f'Did you mean "{near[0]}"?' if near else ""
    return Problem(
        _column(path, position, name),
        "unknown-column",
        f'The column "{shortened(name)}" is not known.',
        question or f"Delete it: the columns of this table are {listed(schema.field_names)}.",
    )


def _unnamed_columns_problem(positions: Sequence[int], path: str) -> Problem:
    letters = listed(column_letters(position + 1) for position in positions)
    one = len(positions) == 1
    return Problem(
        _column(path, positions[0], ""),
        "unnamed-column",
        f"Column {letters} has no name." if one else f"The columns {letters} have no names.",
        "Name it, or delete it if it is empty." if one else "Name them, or delete them if they are empty.",
    )


def _missing_columns_problem(missing: Sequence[str], schema: TableSchema, path: str) -> Problem:
    required = [field.name for field in schema.fields if field.name in missing and field.required]
    quoted = listed(f'"{name}"' for name in missing)
    if len(missing) == 1:
        fault = f"The column {quoted} is missing."
        remedy = "Add it to the first row"
        remedy += " and fill its cells." if required else "; its cells may be empty."
    else:
        fault = f"The columns {quoted} are missing."
        remedy = "Add them to the first row"
        filled = listed(f'"{name}"' for name in required) if required else ""
        remedy += f" and fill the cells of {filled}." if required else "; their cells may be empty."
    return Problem(Place(path, 1, line=1), "missing-column", fault, remedy)
