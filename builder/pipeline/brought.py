"""What a change brings: the problems of today that a commit did not have, and those that come of comparing with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from builder.checking import ASKED_OF_CHANGES, find_published_problems
from builder.disclosure import must_begin_anew
from builder.model.settings import Environment
from builder.pipeline.checking import Checked
from builder.pipeline.comparing import compare
from builder.pipeline.earlier import Files, problems_at, project_of
from builder.project.personal_data import without_personal_data
from builder.project.problems import Level, NotDone, Problem, sorted_problems
from builder.reading import NoAnswer, commit_of, tables_at
from builder.wording.altered import Known


@dataclass(frozen=True, slots=True)
class Brought:
    """What a check of today finds, but for what a commit had already."""

    checked: Checked
    """With every error, and with the questions and warnings that are new."""
    standing: int
    """How many questions and warnings are left out, as they were there before."""

    @property
    def must_begin_anew(self) -> bool:
        """Whether mending on the same branch is not enough, as its commits show what must not be read."""
        return any(map(must_begin_anew, self.checked.problems))

    @property
    def questions(self) -> int:
        """How many questions are to be answered, besides those that the list of what changed raises itself."""
        asked = [one.cause for one in self.checked.problems if one.level is Level.ASK]
        return sum(cause not in ASKED_OF_CHANGES for cause in asked)


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
    folders = tuple(f"{_folder(datasets, name)}/" for name in only)
    return not only or f"{problem.place.path}/".startswith(folders)


def _folder(datasets: str, package: str) -> str:
    """Return the folder of a package as messages name it."""
    return f"{datasets}/{without_personal_data(package)}"


def _find_published(datasets: Path, commit: str, checked: Checked, today: date | None) -> Iterator[Problem]:
    """Yield what the packages alter in what was published without a trace of it."""
    errors = sum(problem.level is Level.ERROR for problem in checked.problems)
    compared = compare(datasets, tables_at(datasets, commit))
    known = Known(errors, compared.names, compared.revision_columns, today or date.min)
    for package in compared.packages:
        tables = compared.tables[package.name]
        yield from find_published_problems(package, _folder(datasets.name, package.name), tables, known)


def _new(milder: Sequence[Problem], datasets: Path, commit: str, environment: Environment) -> list[Problem]:
    """Return the questions and warnings that the packages of a commit did not have."""
    standing = problems_at(datasets, commit, environment)
    files = Files(project_of(datasets))
    new = []
    for problem in milder:
        identity = files.identity(problem)
        if standing[identity]:
            standing[identity] -= 1
        else:
            new.append(problem)
    return new
