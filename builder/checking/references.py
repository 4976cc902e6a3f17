"""Rules about keys that point to other rows: they exist, and they do not run in a circle."""

from builder.problems import Problem, did_you_mean, shortened
from builder.found import PackageAsFound, TableAsFound
from builder.schemas import LIST_SEPARATOR, Field, table_schemas


def find_reference_problems(package: PackageAsFound, framework: PackageAsFound) -> list[Problem]:
    """Return a problem for every cell that names a row which neither package has."""
    problems: list[Problem] = []
    known: dict[str, frozenset[str]] = {}
    for table in package.tables.values():
        for field in table.schema.fields:
            target = field.references
            if target is None or target in package.unread_tables | framework.unread_tables:
                # The table that it names could not be read: that problem is shown already.
                continue
            if target not in known:
                known[target] = _keys(package, target) | _keys(framework, target)
            problems += _find_unknown(table, field, known[target])
            if target == table.schema.name:
                problems += _find_circles(table, field)
    return problems


def _keys(package: PackageAsFound, name: str) -> frozenset[str]:
    table = package.tables.get(name)
    if table is None:
        return frozenset()
    column = table.columns[table_schemas()[name].key_field]
    return frozenset(cells[column] for cells in table.rows)


def _find_unknown(table: TableAsFound, field: Field, known: frozenset[str]) -> list[Problem]:
    column = table.columns[field.name]
    problems = []
    for index, cells in table.sound_rows():
        cell = cells[column]
        for key in cell.split(LIST_SEPARATOR) if field.is_list else [cell]:
            if not cell or key in known:
                continue
            separated = field.is_list and not set(key.replace(",", ";").split(";")) - known
            problems.append(
                Problem(
                    table.place(index, field.name),
                    "unknown-key",
                    f'"{shortened(key)}" is not in the table {field.references}.',
                    f'Separate several with "{LIST_SEPARATOR}", a semicolon and a space.'
                    if separated
                    else did_you_mean(key, known) or f"Add it to {field.references}.csv, or correct it.",
                )
            )
    return problems


def _find_circles(table: TableAsFound, field: Field) -> list[Problem]:
    key_column, column = table.columns[table.schema.key_field], table.columns[field.name]
    above = {cells[key_column]: cells[column] for _, cells in table.sound_rows() if cells[column]}
    problems = []
    for index, cells in table.sound_rows():
        seen, key = {cells[key_column]}, cells[column]
        while key and key not in seen:
            seen.add(key)
            key = above.get(key, "")
        if key and key == cells[key_column]:
            problems.append(
                Problem(
                    table.place(index, field.name),
                    "circle",
                    f'"{shortened(key)}" leads back to itself through the column "{field.name}".',
                    "Leave the cell empty in the row that stands highest.",
                )
            )
    return problems
