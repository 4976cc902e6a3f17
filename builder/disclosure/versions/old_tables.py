"""Reads a table as it once was, faulty in any way: what Excel made of it before the check refused it counts too.

A number in such a file can be read by whoever sees the repository, so nothing is skipped for its form.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

_DELIMITERS = (",", ";", "\t", "|")
_ROWS_ABOVE = 20
"""How many rows may stand above the header."""
_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]((?:19|20)?[0-9]{2})(?: .*)?")
_ISO_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[t ].*)?")

KINDS: Mapping[str, frozenset[str]] = {
    "claims": frozenset({"metric", "area", "to_printed"}),
    "targets": frozenset({"metric", "area", "baseline_value"}),
    "revisions": frozenset({"metric", "area", "new_value"}),
    "populations": frozenset({"area", "date", "people"}),
    "findings": frozenset({"finding", "statement", "figure"}),
    "observations": frozenset({"metric", "area"}),
    "areas": frozenset({"area", "code", "name"}),
    "metrics": frozenset({"metric", "title", "unit"}),
}
"""For each table that is read, columns by which its header is recognised, the most telling first."""


@dataclass(frozen=True)
class OldTable:
    """One version of a table."""

    kind: str
    """Which table it is, or is most like; empty where no header can be recognised."""
    columns: tuple[str, ...]
    """The plain names of its columns."""
    delimiter: str
    lines: tuple[str, ...]
    """The text below the header, row by row."""
    first: int
    """The number of the first of them, as a spreadsheet counts."""

    @cached_property
    def different(self) -> frozenset[str]:
        """The lines, each once."""
        return frozenset(self.lines)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the number and the cells of every row, by the plain names of the columns."""
        for number, line in enumerate(self.lines, start=self.first):
            for cells in _records(line, self.delimiter):
                yield number, dict(zip(self.columns, cells, strict=False))


@dataclass(frozen=True, slots=True, eq=False)
class OldRow:
    """A row of a version of a table that does not stand in the table of today just so."""

    commit: str
    """The oldest commit that holds it."""
    file: str
    """The name of its file in that commit."""
    kind: str
    number: int
    """Its number there, as a spreadsheet counts."""
    cells: Mapping[str, str]
    """Its cells, by the plain names of their columns."""


class OldRows:
    """The rows of versions of one table beyond those of today, each taken apart once."""

    def __init__(self, now: OldTable) -> None:
        self._now = now
        self._found: dict[tuple[tuple[str, ...], str, str], tuple[OldRow, ...]] = {}

    def beyond(self, version: OldTable, commit: str, file: str) -> tuple[OldRow, ...]:
        """Return the rows of a version that do not stand in the table of today just so; ask for the oldest first.

        A row that stands there has the same cells, so that most of a long history is never taken apart.
        """
        known = self._now.different if self._is_like_now(version) else frozenset()
        found: list[OldRow] = []
        for number, line in enumerate(version.lines, start=version.first):
            if line in known:
                continue
            key = version.columns, version.delimiter, line
            if key not in self._found:
                self._found[key] = tuple(
                    OldRow(commit, file, version.kind, number, dict(zip(version.columns, cells, strict=False)))
                    for cells in _records(line, version.delimiter)
                )
            found += self._found[key]
        return tuple(found)

    def lacking(self, version: OldTable) -> Iterator[int]:
        """Yield the number of each row of today that does not stand in a version just so."""
        known = version.different if self._is_like_now(version) else frozenset()
        for number, line in enumerate(self._now.lines, start=self._now.first):
            if line not in known:
                yield number

    def _is_like_now(self, version: OldTable) -> bool:
        return (version.columns, version.delimiter) == (self._now.columns, self._now.delimiter)


def read_old(content: bytes, name: str) -> OldTable:
    """Return a table as it once was; `name` is what its file was called, without the ending."""
    text = _decoded(content).replace("\0", "")
    lines = _lines(text)
    for delimiter in _DELIMITERS:
        for position, line in enumerate(islice(lines, _ROWS_ABOVE)):
            columns = next((tuple(map(_plain_name, cells)) for cells in _records(line, delimiter)), ())
            kind = _kind(frozenset(columns), name)
            if kind:
                return OldTable(kind, columns, delimiter, lines[position + 1 :], position + 2)
    return OldTable("", (), "", (), 0)


def days_meant(text: str) -> tuple[str, ...]:
    """Return the days, as in 2023-04-01, that a cell can mean, whichever way round; a cell of another form as it is."""
    iso = _ISO_DAY.fullmatch(text)
    if iso:
        return (f"{iso[1]}-{int(iso[2]):02}-{int(iso[3]):02}",)
    written = _DAY.fullmatch(text)
    if not written:
        return (text,)
    first, second, year = int(written[1]), int(written[2]), written[3]
    year = year if len(year) == 4 else f"20{year}"
    return tuple(dict.fromkeys((f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}")))


def plain(cell: str) -> str:
    """Return a cell without what Excel or a hurried hand changes: capitals, and spaces too many."""
    return " ".join(cell.split()).casefold()


def _plain_name(cell: str) -> str:
    return "_".join(cell.casefold().split())


def _kind(columns: frozenset[str], name: str) -> str:
    if name in KINDS:
        # Its name says what it was, unless that cannot be.
        return name if columns >= KINDS[name] or columns >= KINDS["observations"] else ""
    return next((kind for kind, telling in KINDS.items() if columns >= telling), "")


def _lines(text: str) -> tuple[str, ...]:
    """Return the rows of a table as text; a cell may hold line breaks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if '"' not in text:
        return tuple(lines)
    found: list[str] = []
    open_lines: list[str] = []
    for line in lines:
        odd = '"' in line and line.count('"') % 2
        if open_lines or odd:
            open_lines.append(line)
            if odd and len(open_lines) > 1:
                found.append("\n".join(open_lines))
                open_lines.clear()
        else:
            found.append(line)
    # A quotation mark that nothing closes opened nothing.
    return (*found, *open_lines)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from rows
    except csv.Error:
        # What can be read of a version that is no table any more has been looked at.
        return


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
