"""Looks at a table's bytes before any parser does: encoding, separators, header and shape of rows.

Parsers guess, and a wrong guess is silent: a Windows-1252 pound sign becomes another letter, a
semicolon file becomes one wide column. So each of these is refused here, with its remedy.
"""

import csv
import io
from collections.abc import Sequence

from builder.project.found import TableAsFound
from builder.project.problems import Place, Problem
from builder.project.schemas import TableSchema
from builder.reading.downloads import find_download_problem
from builder.reading.header import find_header_problems
from builder.reading.signs import CONFLICT_FAULT, CONFLICT_REMEDY, line_of_conflict

MAXIMUM_ROWS = 500_000

SAVE_AS_CSV = 'In Excel, choose "Save as" and the type "CSV UTF-8 (Comma delimited)".'

_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of a new and of an old Excel file."""
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

_FIRST_LINES = 6
"""How far down the column names are looked for, to see how they are separated."""

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}

Record = tuple[int, list[str]]
"""The cells of a row, with the line of the file on which it starts."""


def read_text(content: bytes, schema: TableSchema, path: str) -> tuple[TableAsFound | None, list[Problem]]:
    """Return a table's cells, or the problems for which they cannot be trusted."""
    problem = find_download_problem(content, path)
    if problem:
        return None, [problem]
    text, problem = _decoded(content, path)
    if problem:
        return None, [problem]
    problem = _find_separator_problem(text, schema, path)
    if problem:
        return None, [problem]
    records, problem = _records(text, path)
    if problem:
        return None, [problem]
    problems = find_header_problems([cells for _, cells in records], schema, path)
    problems = problems or _find_row_problems(records, path)
    if problems:
        return None, problems
    (_, header), *rows = records
    # A column that a file may do without is there all the same, behind the others and empty.
    left_out = [name for name in schema.field_names if name not in header]
    empty = [""] * len(left_out)
    table = TableAsFound(
        path=path,
        schema=schema,
        header=(*header, *left_out),
        rows=tuple((*cells, *empty) for _, cells in rows),
        lines=tuple(line for line, _ in rows),
    )
    return table, []


def _decoded(content: bytes, path: str) -> tuple[str, Problem | None]:
    def problem(cause: str, fault: str, remedy: str, line: int = 0) -> tuple[str, Problem]:
        return "", Problem(Place(path, line=line), cause, fault, remedy)

    if content.startswith(_SPREADSHEETS):
        return problem("spreadsheet", "This is a spreadsheet with the wrong ending, not a CSV file.", SAVE_AS_CSV)
    if content.startswith(_UTF_16_MARKS) or b"\x00" in content[:2]:
        return problem("encoding", "The file is saved as UTF-16 (Unicode text).", SAVE_AS_CSV)
    conflict = line_of_conflict(content.decode("utf-8-sig", "replace"))
    if conflict:
        return problem("merge-conflict", CONFLICT_FAULT, CONFLICT_REMEDY, conflict)
    if content.lstrip().startswith(b"<"):
        return problem(
            "web-page",
            "This is a web page, not a CSV file.",
            'On GitHub, choose "Download raw file" to get the table itself.',
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        meant = content[error.start : error.start + 1].decode("cp1252", "ignore")
        perhaps = f', perhaps "{meant}",' if meant else ""
        return problem(
            "encoding",
            f"The file is not saved as UTF-8: a character on this line{perhaps} cannot be read.",
            SAVE_AS_CSV,
            content.count(b"\n", 0, error.start) + 1,
        )
    if not text.strip():
        return problem(
            "empty-file",
            "The file is empty.",
            "Add a header and rows, or remove the file.",
        )
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        return problem("nul", "There is an invisible character (NUL) on this line.", "Type the line again.", line)
    return text, None


def _find_separator_problem(text: str, schema: TableSchema, path: str) -> Problem | None:
    known = set(schema.field_names)
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        for separator, name in _SEPARATORS.items():
            parts = {part.strip().strip('"') for part in line.split(separator)}
            if len(parts & known) > 1:
                fault = f"The cells are separated by {name}, not by commas."
                return Problem(Place(path, line=1), "separator", fault, SAVE_AS_CSV)
    return None


def _records(text: str, path: str) -> tuple[list[Record], Problem | None]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[Record] = []
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
            if len(records) > MAXIMUM_ROWS:
                fault = f"There are more than {MAXIMUM_ROWS:,} rows."
                return [], Problem(Place(path), "too-many-rows", fault, "Publish a smaller table.")
    except csv.Error:
        return [], Problem(
            Place(path, line=line),
            "quotes",
            "The quotation marks on this line do not match.",
            'Put quotation marks around the whole cell, and write a quotation mark inside it twice: "".',
        )
    return records, None


def _find_row_problems(records: Sequence[Record], path: str) -> list[Problem]:
    if len(records) == 1:
        fault = "There is a header, but no row below it."
        remedy = "Add the rows, or remove the file."
        return [Problem(Place(path), "no-rows", fault, remedy)]
    columns = len(records[0][1])
    problems = []
    for row, (line, cells) in enumerate(records[1:], start=2):
        place = Place(path, row, line=line)
        if not any(cell.strip() for cell in cells):
            problems.append(Problem(place, "blank-row", "The row is blank.", "Delete the row."))
        elif len(cells) != columns:
            problems.append(_row_length_problem(place, len(cells), columns))
    return problems


def _row_length_problem(place: Place, cells: int, columns: int) -> Problem:
    plural = "s" if cells != 1 else ""
    if cells > columns:
        comparison = "more"
        remedy = (
            "Look for a comma too many: a number has none, and a text with a comma needs quotation marks around it."
        )
    else:
        comparison = "fewer"
        remedy = "Look for a comma too few: a cell that is empty needs its comma too."
    return Problem(
        place, "row-length", f"The row has {cells} cell{plural}, {comparison} than the {columns} columns.", remedy
    )
