"""What a change brings: the problems of today that a commit did not have, and those that come of comparing with it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from builder.checking import find_published_problems
from builder.model.settings import SETTINGS_FILE, Environment
from builder.pipeline.checking import Checked, check
from builder.pipeline.comparing import compare
from builder.project.problems import Level, NotDone, Problem, sorted_problems
from builder.project.schemas import table_schemas
from builder.project.words import words_of
from builder.reading import NoAnswer, commit_of, project_at, read_table_text, tables_at
from builder.wording.altered import Known

_PLACES = re.compile(r"\b(rows?|cells?|lines?|characters?)((?:,? (?:and )?[A-Z]*[0-9]+)+)")
"""Where a message names rows, cells, lines or characters, which move when others are added."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a check of today finds, but for what a commit had already."""

    checked: Checked
    """With every error, and with the questions and warnings that are new."""
    standing: int
    """How many questions and warnings are left out, as they were there before."""


def brought(
    checked: Checked, datasets: Path, since: str, environment: Environment, only: frozenset[str] = frozenset()
) -> Brought:
    """Return what a change since a commit brings to the problems that a check found.

    Raises:
        NotDone: Git does not give the commit.
    """
    try:
        commit = commit_of(datasets, since)
        published = _find_published(datasets, commit, checked, environment.today)
        found = [*checked.problems, *(one for one in published if _is_asked(one, datasets.name, only))]
        errors = [problem for problem in found if problem.level is Level.ERROR]
        milder = [problem for problem in checked.problems if problem.level is not Level.ERROR]
        new = _new(milder, datasets, commit, environment) if milder else []
    except NoAnswer as fault:
        raise NotDone(f'What is new since "{since}" cannot be said: {fault}. Name a commit or a branch.') from fault
    asked = [problem for problem in found[len(checked.problems) :] if problem.level is not Level.ERROR]
    problems = sorted_problems([*errors, *new, *asked])
    site = None if errors else checked.site
    return Brought(replace(checked, problems=problems, site=site), len(milder) - len(new))


def _is_asked(problem: Problem, datasets: str, only: frozenset[str]) -> bool:
    return not only or f"{problem.place.path}/".startswith(tuple(f"{datasets}/{name}/" for name in only))


def _find_published(datasets: Path, commit: str, checked: Checked, today: date | None) -> Iterator[Problem]:
    """Yield what the packages alter in what was published without a trace of it."""
    errors = sum(problem.level is Level.ERROR for problem in checked.problems)
    compared = compare(datasets, tables_at(datasets, commit))
    known = Known(errors, compared.names, compared.revision_columns, today or date.min)
    for package in compared.packages:
        tables = compared.tables[package.name]
        yield from find_published_problems(package, f"{datasets.name}/{package.name}", tables, known)


def _new(milder: Sequence[Problem], datasets: Path, commit: str, environment: Environment) -> list[Problem]:
    """Return the questions and warnings that the packages of a commit did not have."""
    root = Path.cwd() if datasets.resolve().is_relative_to(Path.cwd()) else datasets.resolve().parent
    with project_at(root, commit) as then:
        folder = then / datasets.resolve().relative_to(root)
        before: tuple[Problem, ...] = ()
        if folder.is_dir():
            settings = then / SETTINGS_FILE
            before = check(folder, words=words_of(then), settings=settings, environment=environment).problems
        standing = Counter(_Files(then).identity(one) for one in before)
    files = _Files(root)
    new = []
    for problem in milder:
        identity = files.identity(problem)
        if standing[identity]:
            standing[identity] -= 1
        else:
            new.append(problem)
    return new


class _Files:
    """The files of a project, to tell by what they say where a problem is, as rows and lines move."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._keys: dict[str, dict[int, str]] = {}

    def identity(self, problem: Problem) -> tuple[str, ...]:
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
