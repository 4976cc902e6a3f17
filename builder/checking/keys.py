"""Rules about the keys of rows: each stands once, and none takes a name of the framework's."""

from builder.project.found import PackageAsFound, TableAsFound
from builder.project.problems import Problem, listed, shortened


def find_key_problems(package: PackageAsFound, framework: PackageAsFound) -> list[Problem]:
    """Return a problem for every row whose key stands in an earlier row or in the framework."""
    problems = []
    for name, table in package.tables.items():
        problems += _find_duplicates(table)
        if package is not framework and name in framework.tables and len(table.schema.primary_key) == 1:
            problems += _find_taken_keys(table, framework.tables[name])
    return problems


def _find_duplicates(table: TableAsFound) -> list[Problem]:
    key_columns = [table.columns[field] for field in table.schema.primary_key]
    first_rows: dict[tuple[str, ...], int] = {}
    problems = []
    for index, cells in table.sound_rows():
        first = first_rows.setdefault(tuple(cells[column] for column in key_columns), index)
        if first == index:
            continue
        same = table.rows[first] == cells
        # A column that the file does without is no part of what an officer sees.
        seen = [
            name for name in table.schema.primary_key if name in table.schema.needed_names or table.cell(index, name)
        ]
        problems.append(
            Problem(
                table.place(index, table.schema.key_field),
                "duplicate",
                f"This row is the same as row {first + 2}."
                if same
                else f"This row has the same {listed(seen)} as row {first + 2}, but other values.",
                "Delete one of the two." if same else "Keep the right one and delete the other.",
            )
        )
    return problems


def _find_taken_keys(table: TableAsFound, national: TableAsFound) -> list[Problem]:
    field = table.schema.key_field
    taken = {cells[national.columns[field]] for cells in national.rows}
    return [
        Problem(
            table.place(index, field),
            "taken-by-framework",
            f'The national framework has a row called "{shortened(cells[table.columns[field]])}" already.',
            "Delete this row to use the framework's, or choose another short name.",
        )
        for index, cells in table.sound_rows()
        if cells[table.columns[field]] in taken
    ]
