"""Writes a folder of as many partnerships as England may have: copies of a frozen one, about areas of their own.

Each takes the name and the code of a council, so that regions, districts and towns are those of England.
Every figure is that of the package that was copied, so that none is about the place whose name it bears.
"""

import shutil
from pathlib import Path

from builder.project.councils import Council, councils
from tests.projects import FROZEN

FRAMEWORK = "national-framework"
COPIED, TITLE = "derby-and-derbyshire", "Derby and Derbyshire"


def write_many(folder: Path, count: int) -> None:
    """Write the framework and a number of partnerships below a folder, which must not exist."""
    shutil.copytree(FROZEN / FRAMEWORK, folder / FRAMEWORK)
    for council in upper_tier()[:count]:
        _copy(folder, council)


def upper_tier() -> list[Council]:
    """Return the councils that have a public health team, those of a county first."""
    return sorted(
        (one for one in councils().values() if one.kind in {"county", "unitary"}), key=lambda one: (one.kind, one.code)
    )


def _copy(folder: Path, council: Council) -> None:
    name = council.name.lower().replace(",", "").replace(".", "").replace("'", "").replace(" ", "-")
    package = Path(shutil.copytree(FROZEN / COPIED, folder / f"{name}-partnership"))
    title = council.name.replace(",", "")
    whole, city = f"{title} partnership", f"{title} city"
    for path in package.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8").replace(COPIED, f"{name}-partnership").replace(TITLE, whole)
            text = text.replace("E06000015", "").replace("E10000007", council.code)
            path.write_text(text, "utf-8")
    areas = package / "areas.csv"
    lines = areas.read_text("utf-8").splitlines()
    areas.write_text("\n".join(_renamed(line, title, council.kind, city) for line in lines) + "\n", "utf-8")


def _renamed(line: str, title: str, kind: str, city: str) -> str:
    """Return a row of the areas with the name of a place, and the short name that the package refers to."""
    if line.startswith("derbyshire,"):
        return line.replace(",Derbyshire,county,", f",{title},{kind},", 1)
    return line.replace(",Derby,", f",{city},", 1) if line.startswith("derby,") else line
