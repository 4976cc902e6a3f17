"""Prints what the changelog says of the version of a tag, such as v1.2.0, for the notes of its release."""  # noqa: INP001 -- a program that nothing imports

import re
import sys
import tomllib
from pathlib import Path


def main() -> None:
    """Print the section, or end with a sentence where tag, program and changelog do not name one version."""
    version = sys.argv[1].removeprefix("v")
    program = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["version"]
    if version != program:
        sys.exit(f"The tag is of version {version}, but pyproject.toml says {program}.")
    changelog = Path("CHANGELOG.md").read_text("utf-8")
    section = re.search(rf"^## {re.escape(version)} –.*\n((?:(?!## ).*\n?)*)", changelog, re.MULTILINE)
    if section is None or not section[1].strip():
        heading = f"## {version} – 1 May 2027"
        sys.exit(f'CHANGELOG.md says nothing of version {version}. Put it below a heading such as "{heading}".')
    print(section[1].strip())  # noqa: T201 -- the workflow takes it from here


if __name__ == "__main__":
    main()
