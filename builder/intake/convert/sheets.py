"""Opens a file of another publisher as sheets of texts: finds encoding, separator, titles above and notes below."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from zipfile import BadZipFile

from builder.intake.convert import words
from builder.intake.convert.numbers import read_number
from builder.project.problems import NotDone, column_letters

AREA_CODE = re.compile(r"[A-Z]\d{8}")
"""A code of the Office for National Statistics."""

Cells = tuple[str, ...]

_SPREADSHEET = b"PK\x03\x04"
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ",;\t|"
_YEAR = re.compile(r"(?:19|20)\d\d")
_FOOTNOTE = re.compile(r"\s*(?:\[notes? ?[\d, ]+\]|\(notes? ?[\d, ]+\)|[¹²³⁰⁴-⁹*†‡]+)\s*$", re.IGNORECASE)
_MOST_TITLES = 3
"""How many rows of headings stand above each other at most."""


@dataclass(frozen=True)
class Sheet:
    """A table of a file: its columns, its rows and what stands above them."""

    name: str
    """The name of the sheet in a workbook; empty for a text file."""
    titles: tuple[str, ...]
    header: Cells
    rows: tuple[Cells, ...]
    numbers: tuple[int, ...]
    """For each row, where it stands in the file, counted from 1."""
    left_out: int = 0
    """How many lines below the table are no rows of it, such as notes."""

    def place(self, row: int, column: str) -> str:
        """Return a cell as messages name it, by the position of its row and the name of its column."""
        letters = column_letters(self.header.index(column) + 1) if column in self.header else ""
        sheet = f'sheet "{self.name}", ' if self.name else ""
        return f"{sheet}{letters}{self.numbers[row]}" if letters else f"{sheet}row {self.numbers[row]}"


def read_sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Return the sheets of a file in which there is a table; `name` is that of the file.

    Raises:
        NotDone: The file cannot be read, or there is no table in it.
    """
    grids = [
        (sheet, rows)
        for sheet, rows in (_workbook(content, name) if content.startswith(_SPREADSHEET) else _text(content, name))
    ]
    sheets = tuple(found for sheet, rows in grids if (found := _sheet(sheet, rows)))
    if not sheets:
        raise NotDone(words.no_table(name))
    return sheets


def _text(content: bytes, name: str) -> Iterator[tuple[str, list[list[str]]]]:
    if content.startswith(_OLD_SPREADSHEET):
        raise NotDone(words.old_spreadsheet(name))
    text = _decoded(content)
    if text.lstrip()[:1] == "<":
        raise NotDone(words.web_page(name))
    lines = text.split("\n", 30)[:30]
    counts = {sign: Counter(filter(None, (line.count(sign) for line in lines))) for sign in _SEPARATORS}
    # The separator is the sign that stands equally often on the most lines.
    separator = max(_SEPARATORS, key=lambda sign: max(counts[sign].values(), default=0))
    try:
        yield "", list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as fault:
        raise NotDone(words.unreadable(name)) from fault


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace").lstrip("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes stand for nothing in Windows-1252.
        return content.decode("cp1252", "replace")


def _workbook(content: bytes, name: str) -> Iterator[tuple[str, list[list[str]]]]:
    import pandas as pd

    file = io.BytesIO(content)
    try:
        found = pd.read_excel(file, sheet_name=None, header=None, dtype=str, na_filter=False, engine="openpyxl")
    except ImportError as fault:
        raise NotDone(words.no_workbooks(name)) from fault
    except (BadZipFile, ValueError, KeyError, OSError) as fault:
        raise NotDone(words.unreadable(name)) from fault
    for sheet, frame in found.items():
        yield str(sheet), [[str(cell) for cell in row] for row in frame.itertuples(index=False)]


def _sheet(name: str, grid: Sequence[Sequence[str]]) -> Sheet | None:
    """Return the table of a sheet; None where there is none."""
    rows = [tuple(_clean(cell) for cell in row) for row in grid]
    first = next((index for index, row in enumerate(rows) if _is_of_numbers(row)), None)
    top = _top_of_header(rows, first) if first else None
    if first is None or top is None:
        return None
    header = _header(rows[top:first])
    named = rows[first - 1]
    empty = {
        column
        for column in range(len(header))
        if not any(row[column : column + 1] != ("",) and row[column:] for row in (named, *rows[first:]))
    }
    header = tuple(name for column, name in enumerate(header) if column not in empty)
    rows = [tuple(cell for column, cell in enumerate(row) if column not in empty) for row in rows]
    width = len(header)
    kept, numbers, left_out = [], [], 0
    for index, row in enumerate(rows[first:], start=first):
        filled = sum(map(bool, row))
        if not filled:
            continue
        if filled == 1 and width > 2:
            left_out += 1
            continue
        kept.append((*row, *("",) * (width - len(row)))[:width])
        numbers.append(index + 1)
    titles = tuple(_FOOTNOTE.sub("", " ".join(filter(None, row))) for row in rows[:top] if any(row))
    return _without_row_numbers(Sheet(name, titles, header, tuple(kept), tuple(numbers), left_out))


def _clean(cell: str) -> str:
    """Return a cell without outer and double spaces, line breaks and signs that nobody sees."""
    return " ".join(cell.replace("\ufeff", "").replace("\u200b", "").replace("\x00", "").split())


def _is_of_numbers(row: Cells) -> bool:
    """Return whether a row holds figures, and not the names of columns, which may be years."""
    if any(AREA_CODE.fullmatch(cell) for cell in row):
        return True
    return sum(map(bool, row)) > 1 and any(
        cell and not _YEAR.fullmatch(cell) and (cell[:1].isdigit() or cell[:1] in "<>[.:*-£") and read_number(cell)
        for cell in row
    )


def _top_of_header(rows: Sequence[Cells], first: int) -> int | None:
    """Return the first of the rows of headings: several only where one alone does not name each column."""
    bottom = next((index for index in range(first - 1, -1, -1) if sum(map(bool, rows[index])) > 1), None)
    if bottom is None:
        return None
    top = bottom
    while (
        top
        and bottom - top + 1 < _MOST_TITLES
        and not _names_each(_header(rows[top : bottom + 1]))
        and sum(map(bool, rows[top - 1])) > 1
    ):
        top -= 1
    return top


def _names_each(header: Cells) -> bool:
    named = [name for name in header if name]
    return len(set(named)) == len(named) >= len(header) - 1


def _header(rows: Sequence[Cells]) -> Cells:
    """Return the names of columns; where rows of headings stand above each other, joined by a bar from above."""
    *upper, lowest = rows
    levels = [_spread(row) for row in upper] + [lowest]
    joined = [
        " | ".join(dict.fromkeys(_FOOTNOTE.sub("", part) for part in parts if part))
        for parts in zip_longest(*levels, fillvalue="")
    ]
    while joined and not joined[-1]:
        joined.pop()
    return tuple(joined)


def _spread(row: Cells) -> Cells:
    """Return a row of merged headings with each heading in every column that it stands over."""
    spread, last = [], ""
    for cell in row:
        last = cell or last
        spread.append(last)
    return tuple(spread)


def _without_row_numbers(sheet: Sheet) -> Sheet:
    """Return a sheet without a first column that has no name and counts the rows, as R writes one."""
    cells = [row[0] for row in sheet.rows]
    if sheet.header[0] or cells not in (
        [str(number) for number in range(start, start + len(cells))] for start in (0, 1)
    ):
        return sheet
    rows = tuple(row[1:] for row in sheet.rows)
    return Sheet(sheet.name, sheet.titles, sheet.header[1:], rows, sheet.numbers, sheet.left_out)
