"""Where a number that must not be read is saved already: in no commit, in those of a branch, or in the main branch."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from builder.disclosure import Saved, commits_named, is_leak, told_where_saved
from builder.model.settings import Environment
from builder.pipeline.checking import Checked
from builder.pipeline.earlier import Files, Identity, problems_at, project_of
from builder.project.problems import Problem
from builder.reading import NoAnswer, commit_of, commits_of, main_branch


def where_saved(checked: Checked, datasets: Path, environment: Environment, since: str = "") -> Checked:
    """Return a check whose leaks say what to do first, by where they can be read; as they are where git cannot tell.

    `since` names the main branch as it was before the change; without it, it is looked for.
    """
    leaks = [problem for problem in checked.problems if is_leak(problem)]
    if not leaks:
        return checked
    try:
        places = _places(leaks, datasets, environment, commit_of(datasets, since or main_branch(datasets)))
    except NoAnswer:
        return checked
    told = (told_where_saved(one, places[one]) if one in places else one for one in checked.problems)
    return replace(checked, problems=tuple(told))


def _places(leaks: Sequence[Problem], datasets: Path, environment: Environment, main: str) -> dict[Problem, Saved]:
    """Return where each leak can be read.

    Raises:
        NoAnswer: Git cannot tell.
    """
    head = commit_of(datasets, "HEAD")
    published = commits_of(datasets, main)
    places = {one: _named(one, published) for one in leaks if commits_named(one)}
    present = [one for one in leaks if one not in places]
    if present:
        on_main = problems_at(datasets, main, environment)
        saved = on_main if head == main else problems_at(datasets, head, environment)
        files = Files(project_of(datasets))
        places |= {one: _found(files.identity(one), saved, on_main) for one in present}
    return places


def _named(leak: Problem, published: frozenset[str]) -> Saved:
    return Saved.BRANCH if published.isdisjoint(commits_named(leak)) else Saved.MAIN


def _found(identity: Identity, saved: Counter[Identity], on_main: Counter[Identity]) -> Saved:
    if on_main[identity]:
        return Saved.MAIN
    return Saved.BRANCH if saved[identity] else Saved.NOWHERE
