"""From nothing to a partnership that the check takes: each step of the guide, and the cells that somebody fills in."""

import contextlib
import csv
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from builder.cli.commands import main
from tests.projects import FROZEN, build, copy_of_project
from tests.sound_example import check, lay_out

PAGE = Path("docs/officers/start-a-partnership.md").read_text("utf-8")
STEPS = [
    line.strip() for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.strip().splitlines()
]
METRICS = ("adults-in-treatment", "young-people-in-treatment", "deaths-from-drug-misuse", "hospital-admissions-drugs")
ACTIONS = (
    *("Map what is needed", "Train school nurses", "Open a second clinic", "Write to every landlord"),
    *("Meet people at the prison gate", "Start a group for families", "Test drugs at festivals"),
)


def figure(metric, area, year):
    """Return a made-up figure: a part is smaller than its whole, and nothing is small enough to be hidden."""
    if metric == "prison-continuity-of-care":
        return 40 + (year - 2019) / 10
    whole = 100 * (1 + METRICS.index(metric)) + 7 * (year - 2019)
    return whole if area == "suffolk" else whole // 3


def fill_in(path):
    """Fill in the workbook as the guide says: each figure, and seven actions."""
    book = load_workbook(path)
    sheet = book["Add a year"]
    place = {cell.value: cell.column for cell in sheet[6]}
    for row in sheet.iter_rows(min_row=7):
        metric, area, day = (row[place[name] - 1].value for name in ("metric", "area", "period_start"))
        row[place["value"] - 1].value = figure(metric, area, int(day[:4]))
    actions = book["actions"]
    names = {cell.value: cell.column for cell in actions[1]}
    for number, title in enumerate(ACTIONS, 2):
        cells = {"action": title.lower().replace(" ", "-"), "title": title, "due": "2027-03-31"}
        for name, text in (cells | {"source": "annual-report-2025", "place": f"Page {number}"}).items():
            actions.cell(number, names[name]).value = text
    book.save(path)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project in which every step of the guide was done."""
    folder = tmp_path_factory.mktemp("started")
    lay_out(folder)
    shutil.rmtree(folder / "datasets")
    shutil.copytree(FROZEN / "national-framework", folder / "datasets" / "national-framework")
    with contextlib.chdir(folder):
        for step in STEPS:
            python, dash_m, builder, *words = shlex.split(step)
            assert (python, dash_m, builder) == ("python", "-m", "builder")
            if words[0] == "take-in":
                fill_in(words[1])
            result = CliRunner().invoke(main, words)
            assert (step, result.exit_code, result.output) == (step, 0, result.output)
    (folder / "suffolk.xlsx").unlink()
    return folder


def rows(project, table):
    text = (project / "datasets" / "suffolk" / f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_guide_has_each_step():
    assert [shlex.split(step)[3] for step in STEPS] == [
        *("new", "new", "new", "workbook", "take-in", "new", "new", "check"),
    ]


def test_five_metrics_two_areas_six_years_eight_actions_and_a_grant_are_there(project):
    observations = rows(project, "observations")
    for column, number in (("metric", 5), ("area", 2), ("period_start", 6)):
        assert len({row[column] for row in observations}) == number
    assert len(observations) == 60
    assert {(row["status"], row["note"]) for row in observations} == {("", "")}
    assert [row["value"] for row in observations if not row["value"]] == []
    assert (len(rows(project, "actions")), len(rows(project, "funding"))) == (8, 1)


def test_check_finds_nothing_also_where_one_part_of_the_whole_is_published(project):
    result = check(project)
    assert (result.exit_code, result.output) == (0, "No problems in 2 packages.\n")


def test_pages_of_the_new_partnership_are_built(project, tmp_path):
    copied = copy_of_project(tmp_path)
    shutil.rmtree(copied / "datasets")
    shutil.copytree(project / "datasets", copied / "datasets")
    result = build(copied)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")
    assert "Offer naloxone at every pharmacy" in (copied / "site" / "plan" / "index.html").read_text("utf-8")
    assert (copied / "site" / "metrics" / "adults-in-treatment" / "index.html").is_file()
