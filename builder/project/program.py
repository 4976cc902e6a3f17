"""What comes with the program and is no code: where it lies, and of which version it is."""

import tomllib
from pathlib import Path

PACKAGED = Path(__file__).parents[1] / "packaged"
"""What comes with an installed program, in the folders in which its repository has it; there, there is none."""
PROGRAM = PACKAGED if PACKAGED.is_dir() else Path(__file__).parents[2]
"""Where the files of the program lie: in its repository, or in what is installed."""


def version() -> str:
    """Return the version of the program, such as 0.1.0."""
    return str(tomllib.loads((PROGRAM / "pyproject.toml").read_text("utf-8"))["project"]["version"])
