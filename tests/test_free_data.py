"""Officers change data as they like: what their pull request asks for passes, and no test of the program looks.

Each case is a project whose packages somebody has changed. What the job for data runs is run there, and the tests of
what is shipped, which must not fail for it. That no other test reads `datasets/` is what tests/test_guard.py shows.
"""

import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml

from tests.projects import ROOT, copy_of_project, run
from tests.sound_example import SOUND

NEXT_YEAR = {
    "sources": "ndtms-2025,NDTMS adult statistics 2024 to 2025,OHID,2025-12-01,,OGL v3.0,,,",
    "observations": "adults-in-treatment,worcestershire,,,2023-04-01,P1Y,stated,,2150,,,,,,,ndtms-2025,Table 1,,",
    "actions": "open-a-clinic,Open an evening clinic,,promised,local-treatment,,,adults-in-treatment,worcestershire,"
    "public-health,,,2025-12-01,2026-06-30,,in-progress,2025-12-01,,,,ndtms-2025,Page 2",
    "updates": "clinic-has-a-room,open-a-clinic,,2025-12-01,The clinic has a room.,ndtms-2025,Page 2",
    "findings": "evenings,Access,Adults in treatment,need,People at work cannot come by day.,,,,,,,,open-a-clinic,"
    "ndtms-2025,Page 3",
}
GRANT = "clinic-2025-26,Evening Clinic Grant,Home Office,worcestershire,2025-26,50000,,ndtms-2025,Page 4,"


def add_next_year(datasets):
    """Add a source, and from it a figure, an action, news of it, a finding and a first grant, as an officer does."""
    package = datasets / "worcestershire"
    for table, row in NEXT_YEAR.items():
        with (package / f"{table}.csv").open("a", encoding="utf-8") as stream:
            stream.write(f"{row}\n")
    columns = (datasets / "northamptonshire" / "funding.csv").read_text("utf-8").split("\n", 1)[0]
    (package / "funding.csv").write_text(f"{columns}\n{GRANT}\n", "utf-8")
    with (package / "datapackage.yaml").open("a", encoding="utf-8") as stream:
        stream.write("  - name: funding\n    path: funding.csv\n")


def keep_one_of_three(datasets):
    for name in ("derby-and-derbyshire", "northamptonshire"):
        shutil.rmtree(datasets / name)


def put_an_invented_one_in_place_of_all(datasets):
    shutil.rmtree(datasets)
    shutil.copytree(SOUND, datasets)


CASES = (add_next_year, keep_one_of_three, put_an_invented_one_in_place_of_all)


OF_OTHER_PROGRAMS = ["make published", 'cp "$RUNNER_TEMP/changes.html" site-for-review/0-what-this-changes.html']
"""Steps that fetch the list of published addresses, and put a page into its place: what the others need not."""


def commands_of_the_data_job():
    """Return what the program is told to do by the job that a pull request with data must pass."""
    job = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]["data"]
    steps = [step["run"].strip() for step in job["steps"] if "run" in step]
    assert set(OF_OTHER_PROGRAMS) <= set(steps)
    steps = [step.replace("$RUNNER_TEMP", ".") for step in steps if step not in OF_OTHER_PROGRAMS]
    return [arguments for step in steps for arguments in (recipe(step) if step.startswith("make") else [told(step)])]


def recipe(step):
    """Return what the program is told by a target of the Makefile."""
    text = (ROOT / "Makefile").read_text("utf-8")
    _, target, *given = shlex.split(step)
    values = dict(re.findall(r"^(\w+) \??:?= ?(.*)$", text, re.MULTILINE)) | dict(one.split("=") for one in given)
    lines = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", text, re.MULTILINE)[1].splitlines()
    # A part that stands only where a value is given.
    lines = [
        re.sub(r"\$\(if \$\((\w+)\),(.*)\)", lambda one: one[2] if values.get(one[1]) else "", line) for line in lines
    ]
    return [told(re.sub(r"\$\((\w+)\)", lambda name: values[name[1]], line)) for line in lines]


def told(line):
    _, _, arguments = line.partition(">>")[0].partition("python -m builder ")
    assert arguments, f"the job for data does more than to run the program: {line}"
    return shlex.split(arguments)


@pytest.fixture(scope="module")
def charts(tmp_path_factory):
    """Where the charts of one case are kept for the next: most are the same."""
    return tmp_path_factory.mktemp("charts")


def merge_into_main(project, change):
    """Commit the packages, and the change of them after that, as the job finds them."""
    git = ["git", "-c", "user.name=Officer", "-c", "user.email=officer@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "--quiet"], ["add", "datasets"], ["commit", "--quiet", "-m", "Before"]):
        subprocess.run([*git, *command], cwd=project, check=True)
    change(project / "datasets")
    subprocess.run([*git, "add", "datasets"], cwd=project, check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "After"], cwd=project, check=True)


@pytest.mark.parametrize("change", CASES)
def test_change_of_data_passes_all_that_its_pull_request_asks_for(change, charts, tmp_path):
    project = copy_of_project(tmp_path)
    shutil.copytree(charts, project / "build" / "charts")
    merge_into_main(project, change)
    for arguments in commands_of_the_data_job():
        done = run(project, *arguments)
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    shutil.copytree(project / "build" / "charts", charts, dirs_exist_ok=True)


def hold_facts(project, *arguments):
    """Run what is true of the packages of this repository in a project."""
    large = shutil.ignore_patterns("frozen", "golden", "broken")
    shutil.copytree(ROOT / "tests", project / "tests", ignore=large)
    shutil.copytree(SOUND, project / "tests" / "broken" / "_sound")
    shutil.copy(ROOT / "pyproject.toml", project)
    command = [sys.executable, "-m", "pytest", "--no-cov", "-rfs", "tests/shipped", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("change", CASES)
def test_facts_of_a_package_that_was_changed_or_is_gone_are_not_held_against_it(change, tmp_path):
    project = copy_of_project(tmp_path)
    change(project / "datasets")
    held = hold_facts(project)
    assert held.returncode == 0, held.stdout
    assert "FAILED" not in held.stdout
    assert re.search(r"^SKIPPED .*: datasets/[a-z-]+ (is not here|has changed)", held.stdout, re.MULTILINE)


def test_facts_are_held_against_every_package_where_that_is_asked_for(tmp_path):
    project = copy_of_project(tmp_path)
    add_next_year(project / "datasets")
    held = hold_facts(project, "--facts")
    assert held.returncode == 1
    assert (
        "FAILED tests/shipped/test_facts.py::test_no_package_loses_a_row_of_any_source[worcestershire]" in held.stdout
    )
