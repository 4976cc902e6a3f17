"""Reads one package folder: descriptor first, then every table that it lists."""

from pathlib import Path

from builder.problems import Problem
from builder.reading.cells import find_cell_problems
from builder.reading.descriptor import DESCRIPTOR, read_descriptor
from builder.found import PackageAsFound, TableAsFound
from builder.reading.text import read_text
from builder.schemas import table_schemas


def read(folder: Path, shown: str) -> tuple[PackageAsFound, list[Problem]]:
    """Return what a package folder holds and the problems met while reading it.

    `shown` is the folder as messages name it. A table that cannot be trusted is left out of the
    package; a row with a cell that cannot be read stays in, marked as faulty.
    """
    descriptor, problems = read_descriptor(folder, shown)
    tables: dict[str, TableAsFound] = {}
    unread: set[str] = set()
    if descriptor and not problems:
        for entry in descriptor["resources"]:
            name = entry["name"]
            table, table_problems = _read_table(folder / entry["path"], name, shown)
            problems += table_problems
            if table:
                tables[name] = table
            else:
                unread.add(name)
    package = PackageAsFound(folder.name, f"{shown}/{DESCRIPTOR}", descriptor, tables, frozenset(unread))
    return package, problems


def _read_table(path: Path, name: str, shown: str) -> tuple[TableAsFound | None, list[Problem]]:
    schema = table_schemas()[name]
    shown_path = f"{shown}/{path.name}"
    text, problems = read_text(path.read_bytes(), schema, shown_path)
    if text is None:
        return None, problems
    already = {(problem.place.row, problem.place.column) for problem in problems}
    problems += [
        problem
        for problem in find_cell_problems(text, schema, shown_path)
        if (problem.place.row, problem.place.column) not in already
    ]
    faulty = frozenset(problem.place.row - 2 for problem in problems)
    return TableAsFound(shown_path, schema, text.header, text.rows, text.lines, faulty), problems
