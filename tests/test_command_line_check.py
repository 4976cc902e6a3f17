"""`python -m builder check`: exit codes, what is asked for, and reports for people and for machines."""

import json
import os
import re
import subprocess
import sys

import pytest

from builder import pipeline
from tests.projects import ROOT
from tests.sound_example import check, edit, lay_out

OBSERVATION = "adults-in-treatment,riverside,,,2023-04-01,P1Y,stated,2023/24,1310,"
"""Row 9 of the sound observations. It stands on line 10, since the first note has two lines."""


@pytest.fixture
def broken(tmp_path):
    """The sound example with one number that has a decimal comma."""
    datasets = lay_out(tmp_path)
    edit(datasets / "riverside" / "observations.csv", OBSERVATION, OBSERVATION.replace("1310", '"12,4"'))
    return tmp_path


def annotations(folder):
    return [line for line in check(folder, "--format", "github").stdout.splitlines() if line.startswith("::")]


def annotation(folder):
    (only,) = annotations(folder)
    return only


def test_exit_code_of_sound_data_is_0(tmp_path):
    lay_out(tmp_path)
    assert check(tmp_path).exit_code == 0


def test_exit_code_of_a_problem_is_1(broken):
    assert check(broken).exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [("no-such-package",), ("--no-such-option",), ("--format", "xml"), ("--datasets", "no-such-folder")],
)
def test_exit_code_of_wrong_use_is_2(tmp_path, arguments):
    lay_out(tmp_path)
    assert check(tmp_path, *arguments).exit_code == 2


def test_unknown_package_suggests_the_nearest(tmp_path):
    lay_out(tmp_path)
    assert 'There is no package "river-side". Did you mean "riverside"?' in check(tmp_path, "river-side").output


def test_unknown_package_like_no_other_suggests_nothing(tmp_path):
    lay_out(tmp_path)
    assert 'There is no package "borsetshire".\n' in check(tmp_path, "borsetshire").output


def test_asking_for_a_package_shows_its_problems_only(broken):
    edit(broken / "datasets/national-framework/outcomes.csv", "reduce-drug-use,1,", "reduce-drug-use,1.5,")
    output = check(broken, "riverside").output
    assert [line.split(",")[0] for line in output.splitlines()] == [
        "datasets/riverside/observations.csv",
        "1 problem in 1 of 1 package. Nothing was published.",
    ]


def test_asking_for_a_sound_package_passes_over_problems_of_others(broken):
    result = check(broken, "national-framework")
    assert (result.exit_code, result.output) == (0, "No problems in 1 package.\n")


def test_asking_for_a_package_still_says_that_the_framework_is_missing(tmp_path):
    lay_out(tmp_path, "framework-missing")
    assert check(tmp_path, "riverside").output.startswith("datasets: There is no package of the national framework")


def test_folder_without_packages_is_a_problem(tmp_path):
    (tmp_path / "datasets").mkdir()
    assert check(tmp_path).exit_code == 1


def test_another_folder_can_be_checked(tmp_path):
    lay_out(tmp_path).rename(tmp_path / "drafts")
    assert check(tmp_path, "--datasets", "drafts").output == "No problems in 2 packages.\n"


def test_quiet_check_of_sound_data_prints_nothing(tmp_path):
    lay_out(tmp_path)
    assert check(tmp_path, "--quiet").output == ""


def test_quiet_check_still_shows_problems(broken):
    assert check(broken, "--quiet").output == check(broken).output


def test_json_names_place_fault_and_remedy(broken):
    assert json.loads(check(broken, "--format", "json").stdout) == [
        {
            "level": "error",
            "cause": "number-comma",
            "path": "datasets/riverside/observations.csv",
            "cell": "I9",
            "row": 9,
            "field": "value",
            "line": 10,
            "character": None,
            "fault": '"12,4" is not a number we can read.',
            "remedy": "Write it with a point: 12.4.",
        }
    ]


def test_json_of_sound_data_is_an_empty_list(tmp_path):
    lay_out(tmp_path)
    assert json.loads(check(tmp_path, "--format", "json").stdout) == []


def test_json_lists_every_problem_where_text_puts_them_together(tmp_path):
    lay_out(tmp_path, "dates-uk-in-a-whole-column")
    assert len(json.loads(check(tmp_path, "--format", "json").stdout)) == 14
    assert len(check(tmp_path).output.splitlines()) == 2


def test_github_annotation_stands_on_the_line_of_a_row_below_a_cell_of_two_lines(broken):
    assert annotation(broken) == (
        "::error file=datasets/riverside/observations.csv,line=10,title=Cell I9"
        '::"12,4" is not a number we can read. Write it with a point: 12.4.'
    )


def test_github_annotation_stands_on_the_line_of_a_cell_to_the_right_of_a_cell_of_two_lines(tmp_path):
    actions = lay_out(tmp_path) / "riverside" / "actions.csv"
    edit(actions, "naloxone,,promised,more-naloxone", 'naloxone,"First.\nSecond.",promised,more-naloxone')
    edit(actions, "2024-12-31", "31/12/2024")
    assert annotation(tmp_path) == (
        "::error file=datasets/riverside/actions.csv,line=3,title=Cell N2"
        '::"31/12/2024" is not a date we can read. Write it like this: 2024-12-31.'
    )


def test_github_annotation_of_a_row_names_the_row(tmp_path):
    lay_out(tmp_path, "row-blank-in-the-middle")
    assert annotation(tmp_path) == (
        "::error file=datasets/riverside/observations.csv,line=6,title=Row 5::The row is blank. Delete the row."
    )


def test_github_annotation_of_a_descriptor_names_the_line(tmp_path):
    lay_out(tmp_path, "resource-misspelt")
    assert annotation(tmp_path) == (
        "::error file=datasets/riverside/datapackage.yaml,line=21,title=This file"
        '::There is no table called "observation". Did you mean "observations"?'
    )


def test_github_annotation_escapes_what_would_end_it(tmp_path):
    lay_out(tmp_path, "number-with-percent-sign")
    assert annotation(tmp_path) == (
        "::error file=datasets/riverside/observations.csv,line=13,title=Cell I12"
        '::"45%25" is not a number we can read. Write only the number: 45.'
    )


def test_github_annotation_cannot_be_forged_by_a_cell(tmp_path):
    datasets = lay_out(tmp_path)
    edit(datasets / "riverside/observations.csv", OBSERVATION, OBSERVATION.replace("1310", '"1\n::error::forged"'))
    assert annotation(tmp_path).startswith("::error file=datasets/riverside/observations.csv,line=10,title=Cell I9::")


def test_github_annotations_leave_the_summary_to_the_log(broken):
    result = check(broken, "--format", "github")
    assert result.stderr == "1 problem in 1 of 2 packages. Nothing was published.\n"


def test_github_report_of_sound_data_annotates_nothing(tmp_path):
    lay_out(tmp_path)
    assert annotations(tmp_path) == []


def test_check_starts_without_what_only_building_needs(tmp_path):
    lay_out(tmp_path)
    code = (
        "import sys; from builder.cli.commands import main; main(['check', '--quiet'], standalone_mode=False); "
        "print(sorted({'altair', 'vl_convert', 'jinja2', 'mkdocs', 'openpyxl', 'pandas', 'rich'} & sys.modules.keys()))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_day_that_is_none_is_refused(tmp_path, monkeypatch):
    lay_out(tmp_path)
    monkeypatch.setenv("SITE_DAY", "30/01/2025")
    refused = check(tmp_path)
    assert refused.exit_code == 2
    assert 'SITE_DAY is "30/01/2025". Write a day as 2025-01-30.' in refused.output


def test_files_of_a_package_are_its_tables_whether_they_are_listed_or_not(tmp_path):
    listed = lay_out(tmp_path / "listed")
    unlisted = lay_out(tmp_path / "unlisted")
    descriptor = unlisted / "riverside" / "datapackage.yaml"
    descriptor.write_text(re.sub(r"resources:\n(?:  .*\n)*", "", descriptor.read_text("utf-8")), "utf-8")
    assert "resources" not in descriptor.read_text("utf-8")
    packages = [pipeline.check(datasets).site.partnerships[0].package for datasets in (listed, unlisted)]
    assert packages[0].texts == packages[1].texts
    assert packages[0].texts.keys() == {path.stem for path in (listed / "riverside").glob("*.csv")}


def test_table_that_is_listed_must_be_there(tmp_path):
    datasets = lay_out(tmp_path)
    (datasets / "riverside" / "recommendations.csv").unlink()
    output = check(tmp_path).output
    assert "The file recommendations.csv does not exist." in output
    edit(datasets / "riverside" / "datapackage.yaml", "  - name: recommendations\n    path: recommendations.csv\n", "")
    assert "The file recommendations.csv does not exist." not in check(tmp_path).output
