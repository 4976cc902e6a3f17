"""Reads one package folder: descriptor first, then every table, then its narratives."""

from dataclasses import replace
from pathlib import Path

from builder.project.found import PackageAsFound, TableAsFound
from builder.project.problems import Problem
from builder.project.schemas import table_schemas
from builder.reading.cells import find_cell_problems
from builder.reading.descriptor import DESCRIPTOR, read_descriptor
from builder.reading.narratives import read_narratives
from builder.reading.resources import table_names
from builder.reading.text import read_text


def read(folder: Path, shown: str) -> tuple[PackageAsFound, list[Problem]]:
    """Return what a package folder holds and the problems met while reading it.

    `shown` is the folder as messages name it. A table that cannot be trusted is left out of the
    package; a row with a cell that cannot be read stays in, marked as faulty.
    """
    descriptor, problems = read_descriptor(folder, shown)
    tables: dict[str, TableAsFound] = {}
    # Which tables a faulty descriptor stands for is not known: any of them may be missed by others.
    unread = set(table_schemas()) if problems else set()
    if not problems:
        listed = [entry["name"] for entry in descriptor.get("resources", [])]
        for name in dict.fromkeys((*listed, *table_names(folder))):
            table, table_problems = _read_table(folder / f"{name}.csv", name, shown)
            problems += table_problems
            if table:
                tables[name] = table
            else:
                unread.add(name)
    narratives, narrative_problems = ((), []) if folder.is_symlink() else read_narratives(folder, shown)
    package = PackageAsFound(folder.name, f"{shown}/{DESCRIPTOR}", descriptor, tables, frozenset(unread), narratives)
    return package, problems + narrative_problems


def _read_table(path: Path, name: str, shown: str) -> tuple[TableAsFound | None, list[Problem]]:
    table, problems = read_text(path.read_bytes(), table_schemas()[name], f"{shown}/{path.name}")
    if table is None:
        return None, problems
    problems = find_cell_problems(table)
    return replace(table, faulty_rows=frozenset(problem.place.row - 2 for problem in problems)), problems
