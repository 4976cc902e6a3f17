"""Looks at a table's bytes before any parser does: encoding, separators, header and shape of rows.

Parsers guess, and a wrong guess is silent: a Windows-1252 pound sign becomes another letter, a
semicolon file becomes one wide column. So each of these is refused here, with its remedy.
"""

import csv
import io
from dataclasses import dataclass

from builder.problems import Place, Problem, column_letters, did_you_mean, shortened
from builder.schemas import TableSchema

MAXIMUM_CELL_CHARACTERS = 5_000
MAXIMUM_ROWS = 500_000

_SAVE_AS_CSV = 'In Excel, choose "Save as" and the type "CSV UTF-8 (Comma delimited)".'


@dataclass(frozen=True)
class Text:
    """The cells of a table as texts, with the line on which each row starts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read_text(content: bytes, schema: TableSchema, path: str) -> tuple[Text | None, list[Problem]]:
    """Return a table's cells and the problems of its text; no cells where they cannot be trusted."""
    text, problem = _decoded(content, path)
    if problem:
        return None, [problem]
    records, problem = _records(text, path)
    if problem:
        return None, [problem]
    header = tuple(records[0][1])
    problem = _find_separator_problem(header, text, schema, path) or _find_title_row_problem(
        header, records, schema, path
    )
    if problem:
        return None, [problem]
    problems = _find_header_problems(header, schema, path)
    if problems:
        return None, problems
    if len(records) == 1:
        return None, [
            Problem(
                Place(path),
                "no-rows",
                "There is a header, but no row below it.",
                "Add the rows, or remove the table from the resources.",
            )
        ]
    problems = _find_row_problems(header, records[1:], path)
    if problems:
        return None, problems
    table = Text(
        header=header,
        rows=tuple(tuple(cells) for _, cells in records[1:]),
        lines=tuple(line for line, _ in records[1:]),
    )
    return table, _find_cell_problems(table, path)


def _decoded(content: bytes, path: str) -> tuple[str, Problem | None]:
    def problem(cause: str, fault: str, remedy: str, line: int = 0) -> tuple[str, Problem]:
        return "", Problem(Place(path, line=line), cause, fault, remedy)

    if not content.strip():
        return problem(
            "empty-file",
            "The file is empty.",
            "Add a header and rows, or remove the table from the resources.",
        )
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return problem("spreadsheet", "This is a spreadsheet with the wrong ending, not a CSV file.", _SAVE_AS_CSV)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return problem("encoding", "The file is saved as UTF-16 (Unicode text).", _SAVE_AS_CSV)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = content[error.start : error.start + 1].decode("cp1252", "replace")
        return problem(
            "encoding",
            f'The file is not saved as UTF-8: the character on line {line} that was perhaps meant as "{found}" '
            "cannot be read.",
            _SAVE_AS_CSV,
            line,
        )
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        return problem("nul", "There is a NUL character on this line.", _SAVE_AS_CSV, line)
    return text, None


def _records(text: str, path: str) -> tuple[list[tuple[int, list[str]]], Problem | None]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
            if len(records) > MAXIMUM_ROWS:
                return [], Problem(
                    Place(path), "too-many-rows", f"There are more than {MAXIMUM_ROWS:,} rows.", "Split the table."
                )
    except csv.Error:
        return [], Problem(
            Place(path, line=line),
            "quotes",
            "The quotation marks on this line do not match.",
            'Put quotation marks around the whole cell, and write a quotation mark inside it twice: "".',
        )
    return records, None


def _find_separator_problem(
    header: tuple[str, ...], text: str, schema: TableSchema, path: str
) -> Problem | None:
    first_line = text.splitlines()[0]
    for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        parts = [part.strip().strip('"') for part in first_line.split(separator)]
        if len(parts) > len(header) and len(set(parts) & set(schema.field_names)) > 1:
            return Problem(
                Place(path, line=1), "separator", f"The cells are separated by {name}, not by commas.", _SAVE_AS_CSV
            )
    return None


def _find_title_row_problem(
    header: tuple[str, ...], records: list[tuple[int, list[str]]], schema: TableSchema, path: str
) -> Problem | None:
    known = set(schema.field_names)
    if known & set(header):
        return None
    for row, (line, cells) in enumerate(records[1:6], start=2):
        if len(known & set(cells)) > 1:
            return Problem(
                Place(path, line=1),
                "title-row",
                f"The column names are in row {row}, but they must be in row 1.",
                "Delete the rows above them." if line > 2 else "Delete the row above them.",
            )
    return None


def _find_header_problems(header: tuple[str, ...], schema: TableSchema, path: str) -> list[Problem]:
    problems = []
    known = schema.field_names
    for number, name in enumerate(header, start=1):
        place = Place(path, 1, number, name, 1)
        if not name.strip():
            problems.append(
                Problem(
                    place,
                    "unnamed-column",
                    f"Column {column_letters(number)} has no name.",
                    "Name the column, or delete it if it is empty.",
                )
            )
        elif name not in known:
            remedy = did_you_mean(name.strip(), set(known) - set(header))
            problems.append(
                Problem(
                    place,
                    "unknown-column",
                    f'The column "{shortened(name)}" is not known.',
                    remedy or f"The columns of this table are: {', '.join(known)}.",
                )
            )
        elif name in header[: number - 1]:
            problems.append(
                Problem(place, "column-twice", f'The column "{name}" stands here twice.', "Keep one of the two.")
            )
    unknown = [name for name in header if name.strip() and name not in known]
    problems += [
        Problem(
            Place(path, 1, line=1),
            "missing-column",
            f'The column "{name}" is missing.',
            "Add it to the first row; its cells may be empty."
            if not _is_required(schema, name)
            else "Add it to the first row and fill its cells.",
        )
        for name in known
        if name not in header and not any(name in did_you_mean(other.strip(), known) for other in unknown)
    ]
    return problems


def _is_required(schema: TableSchema, name: str) -> bool:
    return any(field.name == name and field.required for field in schema.fields)


def _find_row_problems(
    header: tuple[str, ...], records: list[tuple[int, list[str]]], path: str
) -> list[Problem]:
    problems = []
    for row, (line, cells) in enumerate(records, start=2):
        place = Place(path, row, line=line)
        if not any(cell.strip() for cell in cells):
            problems.append(Problem(place, "blank-row", "The row is blank.", "Delete the row."))
        elif len(cells) != len(header):
            more = "more" if len(cells) > len(header) else "fewer"
            problems.append(
                Problem(
                    place,
                    "row-length",
                    f"The row has {len(cells)} cells, {more} than the {len(header)} columns.",
                    "Look for a comma too many or too few; a text with a comma needs quotation marks around it.",
                )
            )
    return problems


def _find_cell_problems(table: Text, path: str) -> list[Problem]:
    problems = []
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if not cell:
                continue
            if cell[0] in _SPACES or cell[-1] in _SPACES:
                fault = "There is a space or line break at the beginning or end of the cell."
                cause, remedy = "outer-space", "Delete it."
            elif cell[0] in "=+@" or (cell[0] == "-" and not cell[1:2].isdigit()):
                fault = f'The cell begins with "{cell[0]}", which a spreadsheet would run as a formula.'
                cause, remedy = "formula", "Begin it with a letter or digit."
            elif len(cell) > MAXIMUM_CELL_CHARACTERS:
                fault = f"The cell is longer than {MAXIMUM_CELL_CHARACTERS:,} characters."
                cause, remedy = "long-cell", "Shorten it."
            else:
                continue
            place = Place(path, row + 2, column + 1, table.header[column], table.lines[row])
            problems.append(Problem(place, cause, fault, remedy))
    return problems


_SPACES = " \t\r\n\u00a0\u2007\u202f\ufeff"
