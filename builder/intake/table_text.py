"""A table's file as text that can be added to and changed row by row, while every other byte stays as it was.

Programs that write tables bring their own line ends, quotation marks and byte order mark. In a proposal, every row
would then be marked as changed, and nobody would see the one that was.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from builder.project.schemas import TableSchema

_MARK = "\ufeff"
"""The byte order mark, which Excel writes in front of a file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file."""

    cells: tuple[str, ...]
    text: str
    """The row as it stands in the file, with its quotation marks and its line end."""


@dataclass(frozen=True, slots=True)
class TableText:
    """The rows of a file, and how the file is written."""

    header: tuple[str, ...]
    """The names of the columns, in the order of the file."""
    head: str
    """What stands above the rows, as it stands there: the byte order mark, if there is one, and the first row."""
    rows: tuple[Row, ...]
    line_end: str = "\n"
    quotes_all: bool = False
    """Whether every cell has quotation marks."""

    @property
    def content(self) -> bytes:
        """The bytes of the file; a last row without a line end gets one if another comes behind it."""
        texts = [self.head, *(row.text for row in self.rows)]
        ended = [text if text.endswith(("\n", "\r")) else text + self.line_end for text in texts[:-1]]
        return "".join([*ended, texts[-1]]).encode()

    def values(self, row: Row) -> dict[str, str]:
        """Return the cells of a row by the names of their columns; a column that the file does without is empty."""
        return dict(zip(self.header, row.cells, strict=True))

    def row(self, values: Mapping[str, str]) -> Row:
        """Return a row with these cells, written as the file is; a column that is not given stays empty."""
        cells = tuple(values.get(name, "") for name in self.header)
        return Row(cells, _written(cells, self.line_end, quotes_all=self.quotes_all))

    def with_rows(self, added: Iterable[Mapping[str, str]]) -> "TableText":
        """Return the table with rows at its end, and with the columns that they need and it does without."""
        new = list(added)
        table = self.with_columns(name for values in new for name, cell in values.items() if cell)
        return replace(table, rows=(*table.rows, *(table.row(values) for values in new)))

    def with_columns(self, needed: Iterable[str]) -> "TableText":
        """Return the table with every column that is needed: a new one comes behind the others and is empty."""
        missing = [name for name in dict.fromkeys(needed) if name not in self.header]
        if not missing:
            return self
        mark = _MARK if self.head.startswith(_MARK) else ""
        wider = replace(self, header=(*self.header, *missing))
        return replace(
            wider,
            head=mark + wider.row({name: name for name in wider.header}).text,
            rows=tuple(wider.row(self.values(row)) for row in self.rows),
        )


def read_table(content: bytes) -> TableText:
    """Return the rows of a file that the check can read as a table."""
    text = content.decode("utf-8-sig")
    mark = _MARK if content.startswith(_MARK.encode()) else ""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    rows: list[Row] = []
    read = 0
    for cells in reader:
        rows.append(Row(tuple(cells), "".join(lines[read : reader.line_num])))
        read = reader.line_num
    head, *others = rows
    line_end = next((end for end in ("\r\n", "\n", "\r") if head.text.endswith(end)), "\n")
    quotes_all = all(row.text == _written(row.cells, _line_end(row.text), quotes_all=True) for row in rows)
    header = tuple(name.strip() for name in head.cells)
    return TableText(header, mark + head.text, tuple(others), line_end, quotes_all)


def new_table(schema: TableSchema) -> TableText:
    """Return a table without rows, with the columns that every file of its kind must have."""
    header = schema.needed_names
    return TableText(header, _written(header, "\n", quotes_all=False), ())


def _line_end(text: str) -> str:
    return text[len(text.rstrip("\r\n")) :]


def _written(cells: Sequence[str], line_end: str, *, quotes_all: bool) -> str:
    stream = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    # Only the signs of the line end itself are put into quotation marks: so the writer is given both.
    csv.writer(stream, lineterminator="\r\n", quoting=quoting).writerow(cells)
    return stream.getvalue().removesuffix("\r\n") + line_end
