"""Workbooks that lie where everybody can read them: they can hold what nobody sees, and none belongs there."""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import unescape

from builder.project.problems import listed

SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"})
"""The endings of files that Excel and its like keep tables in."""
WORKBOOK_FAULT = "A workbook can hold hidden sheets and the name of its author, and here everybody can read it."
WORKBOOK_REMEDY = (
    "Take it away from here: docs/officers/in-excel.md says how its tables get online, "
    "and docs/officers/something-private.md what to do if it held something private."
)
_MOST_BYTES = 2_000_000
"""How much is read of a part of a workbook that says what is in it."""
_HIDDEN = re.compile(r"<(?:\w+:)?sheet\b[^>]*\bstate=[\"'](?:very)?hidden[\"']", re.IGNORECASE)
_PEOPLE = re.compile(r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|dc:creator)\b[^>]*>([^<]*)<")
_ABOUT = ("xl/workbook.xml", "docProps/core.xml", "meta.xml")


def find_workbook_fault(path: Path) -> str:
    """Return what is wrong with a workbook being where it is, and what of it nobody sees. No name is repeated."""
    hidden, names = _unseen(path)
    found = [
        *([f"{hidden} hidden sheet{'s' if hidden > 1 else ''}"] if hidden else []),
        *(["somebody’s name"] if names else []),
    ]
    return f"{WORKBOOK_FAULT} This one holds {listed(found)}." if found else WORKBOOK_FAULT


def _unseen(path: Path) -> tuple[int, bool]:
    """Return how many hidden sheets a workbook has, and whether it names somebody, as far as it can be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            text = "".join(_part(archive, name) for name in _ABOUT if name in archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return 0, False
    return len(_HIDDEN.findall(text)), any(unescape(name).strip() for name in _PEOPLE.findall(text))


def _part(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as stream:
        return stream.read(_MOST_BYTES).decode("utf-8", "replace")
