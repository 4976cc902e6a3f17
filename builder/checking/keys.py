"""Rules about the keys of rows: each stands once, and none takes a name of the framework's."""

from builder.problems import Place, Problem, shortened
from builder.found import PackageAsFound, TableAsFound


def find_key_problems(package: PackageAsFound, framework: PackageAsFound) -> list[Problem]:
    """Return a problem for every row whose key stands in an earlier row or in the framework."""
    problems = _find_home_area_problems(package)
    for name, table in package.tables.items():
        problems += _find_duplicates(table)
        if package is not framework and name in framework.tables and len(table.schema.primary_key) == 1:
            problems += _find_taken_keys(table, framework.tables[name])
    return problems


def _find_duplicates(table: TableAsFound) -> list[Problem]:
    key_columns = [table.columns[field] for field in table.schema.primary_key]
    first_rows: dict[tuple[str, ...], int] = {}
    problems = []
    for index, cells in enumerate(table.rows):
        key = tuple(cells[column] for column in key_columns)
        first = first_rows.setdefault(key, index)
        if first == index:
            continue
        same = table.rows[first] == cells
        named = ", ".join(table.schema.primary_key)
        problems.append(
            Problem(
                table.place(index, table.schema.key_field),
                "duplicate",
                f"This row is the same as row {first + 2}."
                if same
                else f"This row has the same {named} as row {first + 2}, but other values.",
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
            f'"{shortened(cells[table.columns[field]])}" is already defined by the national framework.',
            "Use the framework's without defining it again, or choose another short name.",
        )
        for index, cells in enumerate(table.rows)
        if cells[table.columns[field]] in taken
    ]


def _find_home_area_problems(package: PackageAsFound) -> list[Problem]:
    home = package.descriptor.get("area")
    areas = package.tables.get("areas")
    if not home or areas is None:
        return []
    names = {cells[areas.columns["area"]] for cells in areas.rows}
    if home in names:
        return []
    return [
        Problem(
            Place(package.path),
            "home-area",
            f'The area "{shortened(str(home))}" is not in areas.csv.',
            "Name the area that is the whole partnership.",
        )
    ]
