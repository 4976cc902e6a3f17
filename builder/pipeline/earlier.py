"""The project as it was in a commit: which problems it had, told apart by what the files say there."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.model.measures import Site
from builder.model.settings import SETTINGS_FILE, Environment
from builder.pipeline.checking import Checked, check
from builder.project.problems import Problem
from builder.project.schemas import table_schemas
from builder.project.words import words_of
from builder.reading import project_at, read_table_text

_PLACES = re.compile(r"\b(rows?|cells?|lines?|characters?)((?:,? (?:and )?[A-Z]*[0-9]+)+)")
"""Where a message names rows, cells, lines or characters, which move when others are added."""

Identity = tuple[str, ...]
"""What makes a problem the same in two states of the files, whatever its level."""


def project_of(datasets: Path) -> Path:
    """Return the folder of the project that a folder of packages belongs to."""
    here = Path.cwd()
    return here if datasets.resolve().is_relative_to(here) else datasets.resolve().parent


def problems_at(datasets: Path, commit: str, environment: Environment) -> Counter[Identity]:
    """Return how often each problem is there in the project as it was in a commit.

    Raises:
        NoAnswer: Git does not give it.
    """
    with _checked_at(datasets, commit, environment) as (checked, project):
        files = Files(project)
        return Counter(files.identity(problem) for problem in checked.problems)


@contextmanager
def site_at(datasets: Path, commit: str, environment: Environment) -> Iterator[tuple[Site | None, Path]]:
    """Give the checked packages as they were in a commit, None where they had an error, and a copy of the project.

    Raises:
        NoAnswer: Git does not give it.
    """
    with _checked_at(datasets, commit, environment) as (checked, project):
        yield checked.site, project


@contextmanager
def _checked_at(datasets: Path, commit: str, environment: Environment) -> Iterator[tuple[Checked, Path]]:
    root = project_of(datasets)
    with project_at(root, commit) as then:
        folder = then / datasets.resolve().relative_to(root.resolve())
        if folder.is_dir():
            settings = then / SETTINGS_FILE
            yield check(folder, words=words_of(then), settings=settings, environment=environment), then
        else:
            yield Checked(0, (), None), then


class Files:
    """The files of a project, to tell by what they say where a problem is, as rows and lines move."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the project, to which the paths of problems belong."""
        self._root = root
        self._keys: dict[str, dict[int, str]] = {}

    def identity(self, problem: Problem) -> Identity:
        """Return what makes a problem the same in two states of the files, whatever its level."""
        place = problem.place
        where = self._row(place.path, place.row) if place.row else self._line(place.path, place.line)
        return place.path, problem.cause, place.field, where, _PLACES.sub(r"\1", problem.fault)

    def _row(self, path: str, row: int) -> str:
        """Return the cells of the primary key of a row; of one that cannot be read, its number."""
        if path not in self._keys:
            self._keys[path] = self._keys_of(path)
        return self._keys[path].get(row, str(row))

    def _keys_of(self, path: str) -> dict[int, str]:
        file = self._root / path
        schema = table_schemas().get(file.stem)
        table = read_table_text(file.read_bytes(), schema, path)[0] if schema and file.is_file() else None
        if table is None:
            return {}
        fields = [str(field) for field in table.schema.primary_key if field in table.columns]
        return {index + 2: repr([table.cell(index, field) for field in fields]) for index in range(len(table.rows))}

    def _line(self, path: str, line: int) -> str:
        file = self._root / path
        lines = file.read_text("utf-8", "replace").splitlines() if line and file.is_file() else []
        return lines[line - 1] if 0 < line <= len(lines) else ""
