"""`new`: partnerships, years and rows are written so that the check takes them, or nothing is changed."""

import contextlib
import csv
import io
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from builder.cli.commands import main
from builder.intake import KINDS, periods_of
from builder.intake.short_names import is_short_name, short_name
from builder.intake.years import series_of
from builder.project.problems import NotDone
from builder.project.schemas import table_schemas
from tests.sound_example import check, edit, lay_out

OBSERVATIONS = table_schemas()["observations"].field_names
SOURCE = ("--source", "annual-report-2024", "--place", "Page 1")
REPORT = ("Annual report 2025", "--publisher", "Riverside Council", "--licence", "OGL", "--published", "2025-09-01")


def new(folder, *arguments):
    """Run `new` in a folder, and return its exit code and all that it says."""
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, ["new", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def begun(folder, *arguments):
    """Run `new`, which must be done."""
    code, said = new(folder, *arguments)
    assert code == 0, said
    return said


def refused(folder, *arguments):
    """Run `new`, which must be refused and leave every byte."""
    before = {path: path.read_bytes() for path in folder.rglob("*.csv")}
    code, said = new(folder, *arguments)
    assert code != 0
    assert {path: path.read_bytes() for path in folder.rglob("*.csv")} == before
    return said


def rows(folder, table, package="riverside"):
    return list(csv.DictReader(io.StringIO((folder / "datasets" / package / f"{table}.csv").read_text("utf-8"))))


@pytest.fixture
def project(tmp_path):
    """The sound example, with the whole framework's metrics for its package."""
    lay_out(tmp_path)
    return tmp_path


def test_partnership_of_one_council_has_its_code_and_the_districts_as_parts(project):
    begun(project, "partnership", "suffolk", "--area", "E10000029", "--part", "Ipswich", "--part", "E07000245")
    assert [tuple(row.values())[:6] for row in rows(project, "areas", "suffolk")] == [
        ("suffolk", "E10000029", "Suffolk", "county", "", "no"),
        ("ipswich", "E07000202", "Ipswich", "district", "suffolk", "no"),
        ("west-suffolk", "E07000245", "West Suffolk", "district", "suffolk", "no"),
    ]
    assert check(project, "suffolk").output == "No problems in 1 package.\n"


def test_partnership_of_several_councils_is_an_area_of_its_own(project):
    begun(project, "partnership", "avon", "--title", "Avon: all of it", "--area", "Bristol", "--area", "E06000022")
    assert [(row["area"], row["kind"], row["parent"]) for row in rows(project, "areas", "avon")] == [
        ("avon", "partnership", ""),
        ("bristol", "unitary", "avon"),
        ("bath-and-north-east-somerset", "unitary", "avon"),
    ]
    assert check(project, "avon").output == "No problems in 1 package.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("riverside",), "datasets/riverside is there already. Add to it, or choose another name."),
        (("Harbour Town",), '"Harbour Town" cannot be in an address.'),
        (("data",), '"data" cannot be in an address.'),
        (
            ("suffolk", "--area", "Sufolk"),
            'No council of England has the code or name "Sufolk". Did you mean "Suffolk"?',
        ),
        (("suffolk", "--area", "E99999999"), "Write its code, such as E10000029, or its name."),
    ],
)
def test_partnership_that_cannot_be_is_refused(arguments, said, project):
    assert said in refused(project, "partnership", *arguments)
    assert not (project / "datasets" / "suffolk").exists()


def test_next_year_of_each_series_waits_for_its_figure_and_the_check_takes_it(project):
    before = (project / "datasets" / "riverside" / "observations.csv").read_bytes()
    begun(project, "source", "riverside", *REPORT)
    begun(project, "year", "riverside", "--source", "annual-report-2025", "--place", "Table 2")
    assert (project / "datasets" / "riverside" / "observations.csv").read_bytes().startswith(before)
    added = [row for row in rows(project, "observations") if row["source"] == "annual-report-2025"]
    assert {
        (row["metric"], row["area"], row["group"], row["period_start"], row["period_duration"]) for row in added
    } == {
        ("naloxone-kits-given", "riverside", "", "2024-04-01", "P1Y"),
        ("naloxone-kits-given", "riverside", "Female", "2024-04-01", "P1Y"),
        ("naloxone-kits-given", "riverside", "Male", "2024-04-01", "P1Y"),
        ("naloxone-kits-given", "north-riverside", "", "2023-04-01", "P1Y"),
        ("naloxone-kits-given", "south-riverside", "", "2023-04-01", "P1Y"),
        ("adults-in-treatment", "riverside", "", "2024-04-01", "P1Y"),
        ("adults-in-treatment", "south-riverside", "", "2024-04-01", "P1Y"),
        ("prison-continuity-of-care", "riverside", "", "2024-04-01", "P1Y"),
        ("deaths-from-drug-misuse", "riverside", "", "2021-01-01", "P3Y"),
        ("deaths-from-drug-misuse", "north-riverside", "", "2021-01-01", "P3Y"),
    }
    assert {(row["value"], row["status"], row["note"], row["period_basis"]) for row in added} == {
        ("", "x", "Not entered yet.", "stated")
    }
    result = check(project)
    assert result.exit_code == 0
    assert "This figure was not entered yet, so the site says that it is not available." in result.output
    assert "The same fault is in 9 more cells of this column" in result.output


def test_year_that_ends_after_its_source_is_left_out_and_said(project):
    said = begun(project, "year", "riverside", *SOURCE)
    assert "Left out: adults-in-treatment (riverside), adults-in-treatment (south-riverside)" in said
    assert "since the next years end after annual-report-2024 was published, on 2024-09-12." in said
    assert {row["area"] for row in rows(project, "observations") if row["note"] == "Not entered yet."} == {
        "north-riverside",
        "south-riverside",
        "riverside",
    }


def test_rows_that_are_there_are_not_written_again(project):
    asked = ("year", "riverside", "2021-22..2023-24", "--metric", "adults-in-treatment", "--area", "riverside", *SOURCE)
    assert "observations.csv, row 16\n" in begun(project, *asked)
    assert "There is nothing to add: every row is there already." in refused(project, *asked)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2024-26",), '"2024-26" is no year.'),
        (("2024-25..2023-24",), "The years 2024-25..2023-24 end before they begin."),
        (("--metric", "adults-in-treatmnt"), 'Did you mean "adults-in-treatment"?'),
        (("--metric", "zzz"), "Adults in treatment"),
        (("--area", "north-river"), 'Did you mean "north-riverside"?'),
    ],
)
def test_year_that_cannot_be_is_refused(arguments, said, project):
    assert said in refused(project, "year", "riverside", *arguments, *SOURCE)


def test_package_without_figures_is_offered_the_metrics_with_their_titles(project):
    begun(project, "partnership", "suffolk", "--area", "Suffolk")
    begun(project, "source", "suffolk", *REPORT)
    said = refused(project, "year", "suffolk", "--source", "annual-report-2025", "--place", "Table 1")
    assert re.search(r"^  adults-in-treatment +Adults in treatment$", said, re.MULTILINE)


def test_figure_in_a_row_that_still_says_that_it_waits_is_told(project):
    begun(project, "year", "riverside", "2021-22", "--metric", "adults-in-treatment", "--area", "riverside", *SOURCE)
    edit(
        project / "datasets" / "riverside" / "observations.csv",
        "2021-04-01,P1Y,stated,,,",
        "2021-04-01,P1Y,stated,,90,",
    )
    said = 'cell N16 (row 16, "status"): The figure is there, but this cell and the note say that it is not.'
    assert said in check(project).output


def test_row_has_a_short_name_made_from_its_title_and_a_table_is_made_for_it(project):
    begun(project, "partnership", "suffolk", "--area", "Suffolk")
    begun(project, "source", "suffolk", *REPORT)
    asked = ("--due", "2027-03-31", "--source", "annual-report-2025", "--place", "Page 1")
    begun(project, "action", "suffolk", "Map what’s needed, & where", *asked)
    (row,) = rows(project, "actions", "suffolk")
    assert (row["action"], row["due"]) == ("map-whats-needed-and-where", "2027-03-31")
    assert check(project).exit_code == 0


def test_row_that_the_check_refuses_changes_nothing_and_the_message_is_the_one_of_the_check(project):
    said = refused(project, "action", "riverside", "Train staff", "--lead", "northriverside-council", *SOURCE)
    assert '"northriverside-council" is not in the table organisations.' in said
    assert said.endswith("Nothing was changed.\n")


def test_fault_that_was_there_before_keeps_nobody_from_adding_what_is_right(project):
    sources = project / "datasets" / "riverside" / "sources.csv"
    edit(sources, "2024-09-12,2024-10-01", "12 September 2024,2024-10-01")
    assert check(project).exit_code == 1
    begun(project, "action", "riverside", "Train staff", *SOURCE)
    assert rows(project, "actions")[-1]["action"] == "train-staff"


def test_what_must_be_said_and_was_not_is_named(project):
    said = refused(project, "source", "riverside", "A report")
    assert "Say also --publisher and --licence." in said
    assert "Say also --source and --place." in refused(project, "action", "riverside", "Train staff")


def test_on_a_terminal_what_is_missing_is_asked_for(project, monkeypatch):
    monkeypatch.setattr("builder.cli.beginning.can_answer", lambda: True)
    with contextlib.chdir(project):
        asked = ["new", "source", "riverside", "Plan", "--published", "2024-02-01"]
        result = CliRunner().invoke(main, asked, input="Riverside Council\nOGL v3.0\n")
    assert (result.exit_code, "Publisher: Who published it." in result.output) == (0, True)
    row = rows(project, "sources")[-1]
    assert (row["source"], row["publisher"], row["licence"]) == ("plan", "Riverside Council", "OGL v3.0")


def test_metric_of_the_framework_is_not_defined_again(project):
    title = ("--outcome", "reduce-drug-use", "--polarity", "neither", *SOURCE)
    said = refused(project, "metric", "riverside", "adults in treatment", *title)
    assert 'The national framework has "Adults in treatment" already. Use its short name, adults-in-treatment' in said


def test_title_that_is_there_is_refused(project):
    assert "There is " in refused(project, "source", "riverside", "Riverside annual report 2024", *REPORT[1:])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_row_has_an_option_for_each_column(kind, tmp_path):
    schema = table_schemas()[KINDS[kind].table]
    _, said = new(tmp_path, kind, "--help")
    options = set(re.findall(r"--([a-z-]+)", said))
    own = {schema.key_field, KINDS[kind].called}
    assert {name.replace("_", "-") for name in schema.field_names if name not in own} <= options


@given(st.text(max_size=90), st.lists(st.text("ab1-", max_size=8), max_size=4))
def test_short_name_can_be_in_an_address_and_is_taken_by_nothing_else(title, taken):
    try:
        name = short_name(title, taken)
    except NotDone:
        assert not re.search(r"[A-Za-z0-9]", title)
    else:
        assert is_short_name(name)
        assert name not in taken


def test_short_name_of_a_long_title_ends_with_a_whole_word():
    title = "Give every person who leaves prison a key worker who meets them at the gate"
    name = short_name(title)
    assert name == "give-every-person-who-leaves-prison-a-key-worker-who-meets"
    assert short_name(title, {name}) == f"{name}-2"


@pytest.mark.parametrize(
    ("text", "first", "number"),
    [("2024-25", "2024-04-01", 1), ("2024", "2024-01-01", 1), ("2019-20..2024-25", "2019-04-01", 6)],
)
def test_years_are_read_as_people_write_them(text, first, number):
    periods = periods_of(text)
    assert (periods[0].start.isoformat(), len(periods), {period.duration for period in periods}) == (
        first,
        number,
        {"P1Y"},
    )


@pytest.mark.parametrize(
    ("starts", "duration", "following"),
    [
        (["2022-04-01"], "P1Y", "2023-04-01"),
        (["2022-04-01", "2024-04-01"], "P1Y", "2025-04-01"),
        (["2020-04-01", "2022-04-01", "2024-04-01"], "P1Y", "2026-04-01"),
        (["2019-04-01", "2021-04-01", "2022-04-01"], "P1Y", "2023-04-01"),
        (["2022-03-01", "2024-03-01"], "P1M", "2025-03-01"),
        (["2024-01-01", "2024-02-01"], "P1M", "2024-03-01"),
        (["2024-10-01"], "P3M", "2025-01-01"),
        (["2019-01-01", "2020-01-01"], "P3Y", "2021-01-01"),
        (["2024-02-29"], "P1D", "2025-02-28"),
        (["2024-12-30"], "P1W", "2025-01-06"),
    ],
)
def test_next_period_follows_as_the_others_do(starts, duration, following):
    rows = [dict.fromkeys(OBSERVATIONS, "") | {"period_start": one, "period_duration": duration} for one in starts]
    (series,) = series_of(rows)
    assert (series.next_period.start.isoformat(), series.next_period.duration) == (following, duration)
