"""Reads where published addresses went that are no more, from a table that stands beside the settings."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from builder.model.addresses import REDIRECTS_FILE
from builder.model.measures import Redirect
from builder.project.problems import Place, Problem, shortened

_COLUMNS = ["from", "to"]
_ADDRESS = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/)*(?:[a-z0-9][a-z0-9._-]*)?")


def read_redirects(path: Path, home: str) -> tuple[tuple[Redirect, ...], list[Problem]]:
    """Return the rows of a table of redirects, and every fault of them. Without a file there are none.

    An address may be copied from a browser: `home` is the address of the site, which is taken off.
    """
    if not path.is_file():
        return (), []
    try:
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    except UnicodeDecodeError:
        return (), [_problem(0, "This file cannot be read as text.", "Save it as “CSV UTF-8”.")]
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if header != _COLUMNS:
        return (), [_problem(1, "The first row must be: from,to", "Write these two names, with a comma between them.")]
    found = [_redirect(number, row, home) for number, row in enumerate(rows[1:], start=2) if any(map(str.strip, row))]
    return tuple(found), list(_find_problems(found))


def _redirect(number: int, row: list[str], home: str) -> Redirect:
    start, goal = (_bare(cell, home) for cell in (*row, "", "")[:2])
    return Redirect(start, goal, number)


def _bare(cell: str, home: str) -> str:
    """Return an address below the site: of a page with the slash at its end that is easily forgotten."""
    text = cell.strip()
    if home and text.startswith(home):
        # The home page itself has an address that is empty, which here says that something is gone.
        text = text.removeprefix(home) or "/"
    bare = text.lstrip("/")
    if text and not bare:
        return "/"
    return f"{bare}/" if bare and not bare.endswith("/") and "." not in bare.rpartition("/")[2] else bare


def _find_problems(rows: list[Redirect]) -> Iterator[Problem]:
    starts: dict[str, int] = {}
    for one in rows:
        for column, text in (("from", one.start), ("to", one.goal)):
            if text not in {"", "/"} and not _ADDRESS.fullmatch(text):
                fault = f'"{shortened(text)}" in the column {column} is no address of this site.'
                yield _problem(one.row, fault, "Copy it from the address bar, without what follows # or ?.")
        if one.start in {"", "/"}:
            yield _problem(one.row, "The column from is empty.", "Write the address that is no more.")
        elif one.start in starts:
            fault = f"The address {shortened(one.start)} stands in row {starts[one.start]} too."
            yield _problem(one.row, fault, "Leave one of the rows.")
        starts.setdefault(one.start, one.row)
    for one in rows:
        if one.goal and one.goal in starts:
            fault = f"This leads to {shortened(one.goal)}, which row {starts[one.goal]} says is no more."
            yield _problem(one.row, fault, "Write where it is now.")


def _problem(row: int, fault: str, remedy: str) -> Problem:
    return Problem(Place(REDIRECTS_FILE, row=row), "redirects", fault, remedy)
