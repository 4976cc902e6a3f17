"""Reads a table as it once was, faulty in any way: what Excel made of it before the check refused it counts too.

A number in such a file can be read by whoever sees the repository, so nothing is skipped for its form.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

_DELIMITERS = (",", ";", "\t", "|")
_ROWS_ABOVE = 20
"""How many rows may stand above the header."""
_NEEDED = frozenset({"metric", "area"})
"""Columns by which a header is recognised."""
_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]((?:19|20)?[0-9]{2})(?: .*)?")
_ISO_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[t ].*)?")


def rows_of(content: bytes) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, by the plain names of its columns; none where no header can be recognised."""
    text = _decoded(content).replace("\0", "")
    for delimiter in _DELIMITERS:
        rows = _records(text, delimiter)
        for record in islice(rows, _ROWS_ABOVE):
            header = ["_".join(cell.casefold().split()) for cell in record]
            if set(header) >= _NEEDED:
                for cells in rows:
                    yield dict(zip(header, cells, strict=False))
                return


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
