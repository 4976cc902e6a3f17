"""Rules about keys that point to other rows: they exist, and they do not run in a circle."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from builder.project.found import PackageAsFound, TableAsFound
from builder.project.problems import Place, Problem, did_you_mean, listed, quoted_key, shortened
from builder.project.schemas import LIST_SEPARATOR, Field, holds_list, pattern_of, references
from builder.project.typed import keys_meant

NOT_FOUND = "not-found"
"""The cause of a key that no row has: each such key is told once, wherever it stands."""

_AREAS = "areas"


def find_reference_problems(package: PackageAsFound, framework: PackageAsFound) -> list[Problem]:
    """Return a problem for every key that a cell names and no row has, and for every circle.

    References to a table whose own keys have a problem are left alone: that problem is shown already.
    """
    targets = {references(field) or _AREAS for table in package.tables.values() for field in table.schema.fields}
    known = {
        target: _keys(package, target) | _keys(framework, target)
        for target in targets
        if _has_sound_keys(package, target) and _has_sound_keys(framework, target)
    }
    problems: list[Problem] = []
    unknown: dict[str, dict[str, list[Place]]] = {target: defaultdict(list) for target in known}
    home = package.descriptor.get("area")
    if isinstance(home, str) and _AREAS in known and home not in known[_AREAS]:
        unknown[_AREAS][home].append(Place(package.path))
    for table in package.tables.values():
        for field in table.schema.fields:
            target = references(field)
            if target is None or target not in known:
                continue
            several = [] if holds_list(field) else _find_several(table, field, known[target])
            problems += several
            told = {problem.place for problem in several}
            for key, place in _unknown_keys(table, field, known[target]):
                if place not in told:
                    unknown[target][key].append(place)
            if holds_list(field):
                problems += _find_list_problems(table, field, known[target])
            if target == table.schema.name:
                problems += _find_circles(table, field)
    for target, places in unknown.items():
        problems += _unknown_key_problems(places, target, known[target], lacks_table=target not in package.tables)
    return problems


def _rows_keys(package: PackageAsFound, name: str) -> list[str]:
    table = package.tables.get(name)
    if table is None:
        return []
    column = table.columns[table.schema.key_field]
    return [cells[column] for cells in table.rows]


def _keys(package: PackageAsFound, name: str) -> frozenset[str]:
    return frozenset(_rows_keys(package, name))


def _has_sound_keys(package: PackageAsFound, name: str) -> bool:
    """Return whether each key of a table can be read and stands once."""
    if name in package.unread_tables:
        return False
    if name not in package.tables:
        return True
    schema, keys = package.tables[name].schema, _rows_keys(package, name)
    pattern = next(pattern_of(field) for field in schema.fields if field.name == schema.key_field)
    return len(set(keys)) == len(keys) and all(re.fullmatch(pattern or ".*", key) for key in keys)


def _unknown_keys(table: TableAsFound, field: Field, known: frozenset[str]) -> Iterator[tuple[str, Place]]:
    column = table.columns[field.name]
    different = {cells[column] for cells in table.rows} - known - {""}
    keys = {cell: keys_meant(cell) if holds_list(field) else (cell,) for cell in different}
    unknown = {cell: [key for key in keys[cell] if key not in known] for cell in different}
    if not any(unknown.values()):
        return
    for index, cells in table.sound_rows():
        for key in unknown.get(cells[column], ()):
            yield key, table.place(index, field.name)


def _unknown_key_problems(
    places: Mapping[str, list[Place]], target: str, known: frozenset[str], *, lacks_table: bool
) -> Iterator[Problem]:
    file = f"{target}.csv"
    questions = {key: did_you_mean(key, known) for key in places}
    homeless = [key for key, question in questions.items() if lacks_table and not question]
    if homeless:
        names = shortened(listed(dict.fromkeys(quoted_key(key, "other names") for key in homeless)), 120)
        fault = f"The package has no table {target}, where {names} must stand."
        remedy = f"Add {file}, or correct the cell."
        yield Problem(places[homeless[0]][0], NOT_FOUND, fault, remedy)
    for key, cells in places.items():
        if key in homeless:
            continue
        fault = f"{quoted_key(key, 'This name')} is not in the table {target}"
        remedy = questions[key] or f"Add it to {file}, or correct it."
        if len(cells) > 1:
            fault += f", but {len(cells):,} places name it"
            remedy = f"{questions[key]} If not, add it to {file}." if questions[key] else remedy
        yield Problem(cells[0], NOT_FOUND, f"{fault}.", remedy)


def _find_several(table: TableAsFound, field: Field, known: frozenset[str]) -> list[Problem]:
    """Return a problem for each cell that names several rows where there is room for one."""
    column = table.columns[field.name]
    problems = []
    for index, cells in table.sound_rows():
        keys = keys_meant(cells[column])
        if len(keys) > 1 and known.issuperset(keys):
            fault = f"{len(keys)} names stand in this cell, and there is room for one."
            remedy = "Keep one of them."
            if (table.schema.name, field.name) == ("actions", "lead"):
                fault = f"{len(keys)} organisations stand here, but one leads."
                remedy = 'Keep the one that answers for the action, and put the others in the column "partners".'
            problems.append(Problem(table.place(index, field.name), "several-for-one", fault, remedy))
    return problems


def _find_list_problems(table: TableAsFound, field: Field, known: frozenset[str]) -> Iterator[Problem]:
    column = table.columns[field.name]
    for index, cells in table.sound_rows():
        cell = cells[column]
        keys = keys_meant(cell)
        if not known.issuperset(keys):
            continue
        place = table.place(index, field.name)
        if len(set(keys)) < len(keys):
            once = LIST_SEPARATOR.join(dict.fromkeys(keys))
            yield Problem(place, "list-twice", "A name stands in this list twice.", f'Write it once: "{once}".')
        elif cell != LIST_SEPARATOR.join(keys):
            fault = "The names in this list are not separated as they must be."
            remedy = f'Put a semicolon and a space between them: "{LIST_SEPARATOR.join(keys)}".'
            yield Problem(place, "list-signs", fault, remedy)


def _find_circles(table: TableAsFound, field: Field) -> Iterator[Problem]:
    """Yield one problem for each circle, at the first of its rows."""
    key_column, column = table.columns[table.schema.key_field], table.columns[field.name]
    above = {cells[key_column]: (index, cells[column]) for index, cells in table.sound_rows() if cells[column]}
    followed: set[str] = set()
    for start in above:
        walk: list[str] = []
        key = start
        while key in above and key not in followed:
            followed.add(key)
            walk.append(key)
            key = above[key][1]
        if key in walk:
            yield _circle_problem(table, field, above, walk[walk.index(key) :])


def _circle_problem(
    table: TableAsFound, field: Field, above: Mapping[str, tuple[int, str]], circle: list[str]
) -> Problem:
    first = min(circle, key=lambda key: above[key][0])
    start = circle.index(first)
    chain = ", ".join((*circle[start:], *circle[:start], first))
    if len(circle) == 1:
        fault, remedy = "The row names itself in this column.", "Empty the cell, or name another row."
    else:
        fault = f"This column leads in a circle: {shortened(chain, 200)}."
        remedy = "Empty the cell in the row that stands highest."
    return Problem(table.place(above[first][0], field.name), "circle", fault, remedy)
