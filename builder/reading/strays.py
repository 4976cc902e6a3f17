"""Finds files that were put one folder too high, or beside the packages: nothing would publish them."""

import re
from collections.abc import Iterable
from pathlib import Path

from builder.project.personal_data import personal_data_in
from builder.project.problems import Place, Problem, shortened
from builder.project.schemas import table_schemas
from builder.reading.descriptor import DESCRIPTOR
from builder.reading.narratives import FIXED_NAMES
from builder.reading.resources import MAXIMUM_NAME_CHARACTERS
from builder.reading.workbooks import SPREADSHEETS, WORKBOOK_REMEDY, find_workbook_fault

_ABOUT_THE_FOLDER = frozenset({"readme", "licence", "license", "notice", "changelog", "contributing"})
"""What people put beside packages to explain them."""
_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})
_COPY = re.compile(r"copy of | ?\(\d+\)| - copy")
"""What browsers and Excel add to the name of a file that is there already."""


def find_stray_problems(datasets: Path, partnerships: Iterable[str]) -> list[Problem]:
    """Return a problem for each file of a package that lies beside the packages, or beside their folder.

    In the folder of packages every file is one, but those that explain the folder and hidden ones; beside it, only
    workbooks and what has the name of a table or of a descriptor. `partnerships` are the packages that it may belong
    to.
    """
    example = f"{datasets.name}/{next(iter(partnerships), 'NAME')}/"
    inside = [path for path in sorted(datasets.iterdir()) if not path.is_dir() and not _may_stay(path)]
    beside = [
        path for path in sorted(datasets.resolve().parent.iterdir()) if not path.is_dir() and _is_of_a_package(path)
    ]
    return [
        *(_problem(path, f"{datasets.name}/", example) for path in inside),
        *(_problem(path, "", example) for path in beside),
    ]


def _may_stay(path: Path) -> bool:
    return (
        path.name.startswith(".")
        or path.name.casefold() in _LEFT_BY_SYSTEMS
        or (path.stem.casefold() in _ABOUT_THE_FOLDER and not _is_of_a_package(path))
    )


def _is_table(path: Path) -> bool:
    name = _COPY.sub("", path.stem.casefold())
    return name in table_schemas() and path.suffix.casefold() == ".csv"


def _is_of_a_package(path: Path) -> bool:
    return _is_table(path) or path.name.casefold() == DESCRIPTOR or path.suffix.casefold() in SPREADSHEETS


def _problem(path: Path, folder: str, example: str) -> Problem:
    place = Place(f"{folder}{shortened(path.name, MAXIMUM_NAME_CHARACTERS)}")
    personal = next((kind for kind, _ in personal_data_in(path.name)), None)
    if personal:
        remedy = "Remove the file, and tell whoever looks after data protection."
        return Problem(place, "personal-data", f"The name of this file holds {personal}.", remedy)
    if path.suffix.casefold() in SPREADSHEETS:
        return Problem(place, "stray-file", find_workbook_fault(path), WORKBOOK_REMEDY)
    if _is_table(path) or path.suffix.casefold() == ".csv":
        fault = f"A table belongs into the folder of a partnership, such as {example}."
    elif path.name.casefold() == DESCRIPTOR:
        fault = f"A descriptor belongs into the folder of its partnership, such as {example}."
    elif path.suffix.casefold() == ".md" and (path.stem in FIXED_NAMES or path.stem.startswith("report-")):
        fault = f"A narrative belongs into the folder of a partnership, such as {example}narrative/."
    else:
        fault = "A file beside the packages would not be published."
    return Problem(place, "stray-file", fault, "Move it there, or remove it." if "belongs" in fault else "Remove it.")
