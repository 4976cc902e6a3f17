"""What to do about a number that must not be read and was saved already: that depends on where it can be read."""

import re
from dataclasses import replace
from enum import StrEnum

from builder.disclosure.messages.explanations import CAUSE as RECOVERABLE
from builder.disclosure.rules.primary import CAUSE as SMALL
from builder.disclosure.versions.earlier import CAUSE as IN_HISTORY
from builder.disclosure.versions.earlier import REMEDY
from builder.project.problems import Problem

_COMMIT = re.compile(r"\bcommit ([0-9a-f]{8})\b")
_ANEW = (
    "It can be read already, in the commits of this branch, and stays there when you mend it. Close the pull request, "
    "delete its branch, and tell the person who looks after data protection. Then begin anew, on a new branch made "
    "from the main branch"
)
_ON_MAIN = "It is in the main branch already. Tell the person who looks after data protection before anything else."


class Saved(StrEnum):
    """Where what a problem tells of can be read."""

    NOWHERE = "nowhere"
    """Only in files that are in no commit."""
    BRANCH = "branch"
    """In commits that the main branch does not have."""
    MAIN = "main"


def is_leak(problem: Problem) -> bool:
    """Return whether a problem tells of a number that must not be read."""
    return problem.cause in {SMALL, RECOVERABLE, IN_HISTORY}


def commits_named(problem: Problem) -> frozenset[str]:
    """Return the commits in which an earlier version shows the number, by their first eight letters and digits."""
    return frozenset(_COMMIT.findall(problem.fault)) if problem.remedy == REMEDY else frozenset()


def must_begin_anew(problem: Problem) -> bool:
    """Return whether mending a problem on its branch is not enough."""
    return is_leak(problem) and problem.remedy.startswith(_ANEW)


def told_where_saved(problem: Problem, saved: Saved) -> Problem:
    """Return a problem with what to do first where its number can be read."""
    if saved is Saved.NOWHERE:
        return problem
    earlier = problem.remedy == REMEDY
    if saved is Saved.BRANCH:
        return replace(problem, remedy=f"{_ANEW}." if earlier else f"{_ANEW}. There: {problem.remedy}")
    return problem if earlier else replace(problem, remedy=f"{_ON_MAIN} {problem.remedy}")
