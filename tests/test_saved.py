"""What the check says of a small number that was saved already is right for the place in which it can be read."""

import contextlib
import shutil

import pytest
from click.testing import CliRunner

from builder.cli.commands import main
from tests.sound_example import check, git, publish, rewrite

SMALL = (
    'datasets/riverside/observations.csv, cell I10 (row 10, "value"): This number of people is too small to be shown: '
    "the rule for this metric hides numbers below 5, but not 0. "
)
HIDE = 'Empty its figures, and write c in "status".'
ANEW = (
    "It can be read already, in the commits of this branch, and stays there when you mend it. Close the pull request, "
    "delete its branch, and tell the person who looks after data protection. Then begin anew, on a new branch made "
    "from the main branch."
)
ON_MAIN = "It is in the main branch already. Tell the person who looks after data protection before anything else."
IN_HISTORY = 'cell I10 (row 10, "value"): This figure is hidden, but an earlier version of observations.csv shows it:'


@pytest.fixture
def project(published, tmp_path):
    folder = shutil.copytree(published, tmp_path / "project")
    git(folder, "checkout", "--quiet", "-b", "work")
    return folder


def write(project, value, status=""):
    """Write a figure of south-riverside, which is hidden in the sound example."""
    path = project / "datasets" / "riverside" / "observations.csv"
    rewrite(path, lambda rows: rows[8].update(value=value, status=status))


def first(project, *arguments):
    return check(project, *arguments).output.splitlines()[0]


def test_small_number_that_is_in_no_commit_is_mended(project):
    write(project, "3")
    assert first(project) == SMALL + HIDE


def test_small_number_of_a_branch_is_begun_anew(project):
    write(project, "3")
    publish(project)
    assert first(project) == f"{SMALL}{ANEW} There: {HIDE}"


def test_summary_of_such_a_branch_does_not_say_to_go_on_with_it(project):
    write(project, "3")
    publish(project)
    with contextlib.chdir(project):
        told = CliRunner().invoke(main, ["changes", "--since", "main", "--format", "markdown"]).stdout
    assert "- Do not go on with this branch" in told
    assert "Mend each fault on the same branch" not in told


def test_small_number_on_main_is_told_of_first(project):
    git(project, "checkout", "--quiet", "main")
    write(project, "3")
    publish(project)
    git(project, "checkout", "--quiet", "-b", "later")
    assert first(project) == f"{SMALL}{ON_MAIN} {HIDE}"


def test_main_branch_may_have_another_name(project):
    write(project, "3")
    publish(project)
    git(project, "branch", "--move", "main", "trunk")
    assert first(project) == SMALL + HIDE
    assert first(project, "--since", "trunk").startswith(SMALL + ANEW)


def test_number_that_was_mended_on_its_branch_is_begun_anew(project):
    write(project, "3")
    publish(project)
    write(project, "", "c")
    publish(project)
    assert IN_HISTORY in first(project)
    assert first(project).endswith(f". {ANEW}")


def test_number_that_was_mended_on_main_is_taken_out_of_the_history(project):
    git(project, "checkout", "--quiet", "main")
    write(project, "3")
    publish(project)
    write(project, "", "c")
    publish(project)
    assert IN_HISTORY in first(project)
    assert "Then the engineers take the figure out of the history" in first(project)


def test_branch_that_is_begun_anew_is_green(project):
    write(project, "3")
    publish(project)
    git(project, "checkout", "--quiet", "main")
    git(project, "branch", "-D", "work")
    git(project, "checkout", "--quiet", "-b", "anew")
    write(project, "", "x")
    publish(project)
    assert check(project, "--since", "main").exit_code == 0


def test_branch_whose_commits_an_engineer_replaced_by_one_is_green(project):
    write(project, "3")
    publish(project)
    write(project, "", "x")
    git(project, "reset", "--quiet", "--soft", "main")
    publish(project)
    assert check(project, "--since", "main").exit_code == 0
