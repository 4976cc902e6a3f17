"""The tables of a package: the files in its folder that are called like one. What a descriptor lists must be there."""

import difflib
from collections.abc import Callable, Collection
from pathlib import Path

from builder.project.personal_data import personal_data_in
from builder.project.problems import Problem, did_you_mean, shortened
from builder.project.schemas import table_schemas
from builder.reading.downloads import MAPPING, find_download_problem
from builder.reading.narratives import FOLDER as NARRATIVE_FOLDER
from builder.reading.plain_yaml import Mapping
from builder.reading.text import SAVE_AS_CSV
from builder.reading.workbooks import SPREADSHEETS, WORKBOOK_REMEDY, find_workbook_fault

MAXIMUM_TABLE_BYTES = 50_000_000
RESOURCE_KEYS = ("name", "path")

MAXIMUM_NAME_CHARACTERS = 255
"""As long as the name of a file can be."""

_LIKE_THIS = 'Write each table as "- name: observations" with "path: observations.csv" below it.'
_NEAR = 0.8
"""How alike the names of a missing file and of a file that is there must be to be meant as one."""

ProblemMaker = Callable[..., Problem]


def find_resource_problems(descriptor: Mapping, folder: Path, problem: ProblemMaker) -> list[Problem]:
    """Return the problems of the list of tables, where there is one, and of the files in the package's folder."""
    resources = descriptor.get("resources", [])
    if not isinstance(resources, list) or not all(isinstance(entry, Mapping) for entry in resources):
        fault = 'The list under "resources" cannot be read.'
        return [problem("resources", fault, _LIKE_THIS, descriptor.lines["resources"])]
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    for entry in resources:
        found = _entry_problem(entry, lines, problem)
        if found:
            problems.append(found)
        else:
            lines[entry["name"]] = entry.line
    meant = {text for entry in resources for text in (f"{entry.get('name')}.csv", str(entry.get("path")))}
    for table in table_names(folder):
        if f"{table}.csv" not in meant:
            lines[table] = 0
            meant.add(f"{table}.csv")
    strays = {path.name: path for path in sorted(folder.iterdir()) if _is_stray(path, meant)}
    for table, line in lines.items():
        found, stray = _file_problem(folder / f"{table}.csv", strays, line, problem)
        problems += [found] if found else []
        strays.pop(stray, None)
    problems += [_stray_problem(path, problem) for path in strays.values()]
    return problems + _find_mapping_problems(folder / MAPPING, problem)


def _find_mapping_problems(path: Path, problem: ProblemMaker) -> list[Problem]:
    """Return the problem of a mapping that holds what must not be public: it is in the repository, if on no page."""
    text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    personal = next((kind for kind, _ in personal_data_in(text)), None)
    if personal is None:
        return []
    remedy = "Take it out, and tell whoever looks after data protection."
    return [problem("personal-data", f"This file holds {personal}.", remedy, file=path.name)]


def table_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the tables whose files are in a package's folder, in alphabetical order."""
    return tuple(
        sorted(path.stem for path in folder.iterdir() if path.suffix == ".csv" and path.stem in table_schemas())
    )


def _entry_problem(entry: Mapping, lines: Collection[str], problem: ProblemMaker) -> Problem | None:
    """Return the first fault of one entry of the list; `lines` holds the tables listed before it."""

    def at(key: str, cause: str, fault: str, remedy: str) -> Problem:
        return problem(cause, fault, remedy, entry.lines.get(key, entry.line))

    name, path = entry.get("name"), entry.get("path")
    unknown = [key for key in entry if key not in RESOURCE_KEYS]
    if unknown:
        fault = f'"{shortened(unknown[0])}" cannot be set for a table.'
        return at(unknown[0], "unknown-key", fault, "Delete the line: a table has a name and a path only.")
    if not name or not isinstance(name, str):
        return at("name", "resources", "This table has no name.", _LIKE_THIS)
    if name not in table_schemas():
        remedy = did_you_mean(name, table_schemas()) or "Remove it from the list."
        return at("name", "unknown-table", f'There is no table called "{shortened(name)}".', remedy)
    if name in lines:
        return at("name", "resource-twice", f'The table "{name}" is listed twice.', "Keep one of the two.")
    if path != f"{name}.csv":
        fault = f'The path "{shortened(str(path))}" of the table "{name}" is not allowed.'
        remedy = f'Write "path: {name}.csv" and keep the file in this folder.'
        return at("path", "resource-path", fault if path else f'The table "{name}" has no path.', remedy)
    return None


def _file_problem(path: Path, strays: Collection[str], line: int, problem: ProblemMaker) -> tuple[Problem | None, str]:
    """Return what is wrong with a table's file, and the name of the file that stands there instead."""
    if path.is_symlink():
        fault = f"The file {path.name} is a symbolic link."
        return problem("symbolic-link", fault, "Put the file itself here.", line), ""
    if path.is_file():
        if path.stat().st_size <= MAXIMUM_TABLE_BYTES:
            return None, ""
        fault = f"The file {path.name} is larger than {MAXIMUM_TABLE_BYTES // 1_000_000} MB."
        return problem("too-large", fault, "Publish a smaller table.", line), ""
    if path.exists():
        return problem("not-a-file", f"{path.name} is not a plain file.", "Put the file itself here.", line), ""
    by_small_letters = {name.lower(): name for name in strays}
    for near in difflib.get_close_matches(path.name, by_small_letters, n=1, cutoff=_NEAR):
        instead = by_small_letters[near]
        fault = f"The file {path.name} does not exist, but {instead} does."
        remedy = SAVE_AS_CSV if Path(near).suffix in SPREADSHEETS else f"Give it the name {path.name}."
        return problem("missing-file", fault, remedy, line), instead
    remedy = "Add the file, or remove the table from the list."
    return problem("missing-file", f"The file {path.name} does not exist.", remedy, line), ""


def _is_stray(path: Path, meant: Collection[str]) -> bool:
    known = {"datapackage.yaml", MAPPING, NARRATIVE_FOLDER, *meant}
    return path.name not in known and not path.name.startswith(".")


def _stray_problem(path: Path, problem: ProblemMaker) -> Problem:
    shown = shortened(path.name, MAXIMUM_NAME_CHARACTERS)

    def here(fault: str, remedy: str) -> Problem:
        return problem("unlisted-file", fault, remedy, file=shown)

    personal = next((kind for kind, _ in personal_data_in(path.name)), None)
    if personal:
        return problem(
            "personal-data",
            f"The name of this file holds {personal}.",
            "Remove the file, and tell whoever looks after data protection.",
            file=shown,
        )
    if path.is_dir() and not path.is_symlink():
        return here("A folder inside a package would not be published.", "Remove it, or move its files up.")
    if path.suffix.lower() in SPREADSHEETS:
        return here(find_workbook_fault(path), WORKBOOK_REMEDY)
    download = find_download_problem(path.read_bytes(), f"{path.parent.name}/{path.name}") if path.is_file() else None
    if download:
        return here(download.fault, download.remedy)
    return here(
        "The file is no table of this package, so it would not be published.",
        "Remove it, or give it the name of a table.",
    )
