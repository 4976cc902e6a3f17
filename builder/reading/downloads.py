"""Knows files of other publishers by their columns, so that one in the place of a table is called what it is."""

import csv
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from builder.project.problems import Place, Problem
from builder.project.schemas import table_schemas

FINGERTIPS, NDTMS, ONS_DEATHS, TABLE = "fingertips", "ndtms", "ons-deaths", "table"
KINDS = (FINGERTIPS, NDTMS, ONS_DEATHS, TABLE)
"""The kinds of files that can be converted."""

MAPPING = "convert.yaml"
"""The file of a package that says what figures of other publishers become in it. It is not published."""

_NAMES = {
    FINGERTIPS: "a file of Fingertips",
    NDTMS: "a file of NDTMS ViewIt",
    ONS_DEATHS: "a table of deaths of the Office for National Statistics",
    TABLE: "a table of another publisher",
}
_FIRST_BYTES = 20_000
"""How much of a file is looked at: the 244 columns of NDTMS take 8,000."""
_FIRST_ROWS = 15
_SEPARATORS = ",;\t"
_FEW_COLUMNS = 2
"""How many names of columns make a row the header of a table."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?")
_FEW_YEARS = 3
"""From how many columns named after years on a table is one that runs to the right."""
_CODE = re.compile(r"(?:area|geo|geography|la|lad|utla|ltla|ons|localauthority|usualresidence)code|code")
_OWN = frozenset({"metric", "area", "source", "place", "kind", "action"})
"""Columns that tables of packages have."""


def plain_name(name: str) -> str:
    """Return the name of a column without what tells spellings of it apart: capitals, spaces, marks."""
    return re.sub(r"[^a-z0-9.]", "", name.casefold())


def kind_of(header: Sequence[str]) -> str:
    """Return which kind of file has these columns; empty where none is known by them."""
    names = {plain_name(name) for name in header}
    runs = _runs_over_years(header)
    if {"indicatorid", "areacode", "timeperiod", "value"} <= names or {"datefrom", "dateto", "periodtype"} <= names:
        return FINGERTIPS
    without_ending = {name.removesuffix("data") for name in names}
    if {"reportingperiod", "area", "druggroup", "agegroup"} <= without_ending:
        return NDTMS
    if (runs and {"code", "name"} <= names) or "yearofdeathregistration" in names:
        return ONS_DEATHS
    other = runs or (any(map(_CODE.fullmatch, names)) and bool({"value", "count"} & names))
    return TABLE if other and not _OWN & set(header) else ""


def _runs_over_years(header: Sequence[str]) -> bool:
    """Return whether columns are named after years that follow each other; numbers in a row of figures do not."""
    years = [int(name.strip()[:4]) for name in header if _YEAR.fullmatch(name.strip())]
    steps = {later - earlier for earlier, later in pairwise(years)}
    return len(years) >= _FEW_YEARS and steps in ({1}, {-1})


def downloaded_kind(content: bytes) -> str:
    """Return which kind of file that others publish the first bytes of a file are of; empty for any other."""
    first = content[:_FIRST_BYTES]
    try:
        text = first.decode("utf-8-sig", "strict" if len(content) <= _FIRST_BYTES else "ignore")
    except UnicodeDecodeError:
        text = first.decode("cp1252", "replace")
    lines = text.splitlines()[:_FIRST_ROWS]
    for separator in _SEPARATORS:
        try:
            rows = list(csv.reader(lines, delimiter=separator))
        except csv.Error:
            continue
        for row in rows:
            if kind := kind_of(row):
                return kind
            if len(_column_names() & set(row)) >= _FEW_COLUMNS:
                # These are the columns of a table: what stands below them are figures.
                return ""
    return ""


@cache
def _column_names() -> frozenset[str]:
    return frozenset(name for schema in table_schemas().values() for name in schema.field_names)


def find_download_problem(content: bytes, path: str) -> Problem | None:
    """Return the one problem of a file that stands in a package as its publisher gives it; None for any other."""
    kind = downloaded_kind(content)
    if not kind:
        return None
    package = PurePosixPath(path).parent.name
    return Problem(
        Place(path),
        "download",
        f"This is {_NAMES[kind]} as it was downloaded, and not a table of a package.",
        "Take it out, bring back the table if this file took its place, and convert it "
        f"as docs/officers/by-import.md says: python -m builder convert {kind} FILE --package {package}.",
    )
