"""What others publish becomes rows of a package: right to the last digit, once, and only where the check takes them."""

import contextlib
import csv
import io
import re
import subprocess
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.cli.commands import main
from builder.intake.convert import convert_file
from builder.intake.convert.mapping import Entry
from builder.pipeline.converting import Conversion
from builder.pipeline.taking_in import desk_of
from builder.project.problems import NotDone
from builder.project.schemas import table_schemas
from builder.reading.downloads import KINDS, downloaded_kind
from tests.sound_example import SOUND, check, edit, lay_out, rewrite

AREAS = (
    ("eastmoor", "E06999903", "Eastmoor", "unitary", "no", ""),
    ("isle-of-reed", "E06999904", "Isle of Reed", "unitary", "no", ""),
    ("kings-ford", "E07999905", "King’s Ford", "district", "no", ""),
    ("north-vale", "E12999906", "North Vale", "region", "yes", "The region."),
)
METRICS = (
    ("river-fever", "River fever rate/100,000", "rate", "100000", "cases"),
    ("unmet-need", "People not in treatment (%)", "percent", "", "of people are not in treatment"),
    ("poisonings", "Deaths related to drug poisoning", "count", "", "deaths"),
)
FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,Column not used,Time period Sortable,"
    "New data,Compared to goal,Time period range"
)
OLD_FINGERTIPS = FINGERTIPS.replace("Column not used", "Compared to Region value or percentiles").removesuffix(
    ",Time period range"
)


def fingertips(**cells):
    """Return a row of a file of Fingertips, with these cells in the place of the usual ones."""
    usual = {
        "Indicator ID": "77001",
        "Indicator Name": "River fever rate/100,000",
        "Area Code": "E06999903",
        "Area Name": "Eastmoor",
        "Sex": "Persons",
        "Age": "All ages",
        "Time period": "2019",
    }
    given = usual | {name.replace("_", " "): cell for name, cell in cells.items()}
    row = [given.get(name, "") for name in FINGERTIPS.split(",")]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(row)
    return stream.getvalue()


WRITTEN = (
    "The mapping is in datasets/riverside/convert.yaml. "
    "Look at each line, complete what is empty, and run the same command again."
)
JUNK = (
    *(b"", b",", b"\n", b'"', b"<5", b"[c]", b"2018/19", b"\xff", b"\x00", b"-", b"1e999", b"9" * 40, b"E06999903"),
    *(b"\r", b";", b"=1+1", b"Infinity", b"2099/00", b"30 February 2020", b"12 months to March 1901", b" | "),
)
"""What can get into a file on its way."""
DESK = desk_of(SOUND, "riverside")
SPOILT = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 60), st.sampled_from(JUNK)), min_size=1, max_size=6)
LOWER, UPPER = "Lower CI 95.0 limit", "Upper CI 95.0 limit"


@pytest.fixture
def folder(tmp_path):
    """The sound example with more areas and metrics."""
    package = lay_out(tmp_path) / "riverside"
    names = ("area", "code", "name", "kind", "comparator", "comparator_reason")
    rewrite(package / "areas.csv", lambda rows: rows.extend(dict(zip(names, one, strict=True)) for one in AREAS))
    rest = {"outcome": "increase-treatment", "tier": "local", "polarity": "lower-is-better"}
    rest |= {"definition": "An example.", "source": "annual-report-2024", "place": "Section 3"}
    names = ("metric", "title", "unit", "rate_base", "counted")
    rewrite(
        package / "metrics.csv", lambda rows: rows.extend(dict(zip(names, one, strict=True)) | rest for one in METRICS)
    )
    return tmp_path


def package_of(folder):
    return folder / "datasets" / "riverside"


def convert(folder, kind, content, *options, name="download.csv"):
    """Run the command on a file as an officer would, and return the exit code and what it said."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with contextlib.chdir(folder):
        command = ["convert", kind, str(file), "--package", "riverside", "--retrieved", "2026-11-20", *options]
        result = CliRunner().invoke(main, command)
    file.unlink()
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def rows_of(folder, table="observations"):
    path = package_of(folder) / f"{table}.csv"
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8")))) if path.exists() else []


def taken(folder, kind, content, *options, changes=(), name="download.csv"):
    """Return the rows of observations that a file brings, with its mapping as proposed but for some texts."""
    before = len(rows_of(folder))
    code, said = convert(folder, kind, content, name=name)
    assert (code, "convert.yaml" in said) == (0, True), said
    for old, new in changes:
        edit(package_of(folder) / "convert.yaml", old, new)
    code, said = convert(folder, kind, content, *options, name=name)
    assert code == 0, said
    return rows_of(folder)[before:]


def cells(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def table(metric, *more):
    """Return what somebody writes into the mapping of a table whose publisher is not known."""
    return (
        ("publisher:\n", "publisher: Example Office\n"),
        ("licence:\n", "licence: Open Government Licence v3.0\n"),
        ("    metric:", f"    metric: {metric} #"),
        *more,
    )


# Fingertips


def test_figures_of_fingertips_come_with_limits_counts_period_and_place(folder):
    content = (
        FINGERTIPS
        + "\n"
        + fingertips(
            **{"Value": "135.755299712902", LOWER: "126.205904844519", UPPER: "145.838735664922"},
            Count="749",
            Denominator="551728",
        )
    )
    (row,) = taken(folder, "fingertips", content)
    assert row == {
        "metric": "river-fever",
        "area": "eastmoor",
        "breakdown": "",
        "group": "",
        "period_start": "2019-01-01",
        "period_duration": "P1Y",
        "period_basis": "stated",
        "period_printed": "",
        "value": "135.8",
        "numerator": "749",
        "denominator": "551728",
        "lower": "126.2",
        "upper": "145.8",
        "status": "",
        "method_version": "",
        "source": "fingertips-77001",
        "place": "Indicator 77001, E06999903, 2019",
        "note": "",
        "bound": "",
    }
    assert rows_of(folder, "sources")[-1] == {
        "source": "fingertips-77001",
        "title": "Fingertips: River fever rate/100,000 (77001)",
        "publisher": "Office for Health Improvement and Disparities",
        "published": "",
        "retrieved": "2026-11-20",
        "licence": "Open Government Licence v3.0",
        "address": "https://fingertips.phe.org.uk/",
        "part_of": "",
        "note": "",
    }
    assert check(folder).exit_code == 0


def test_first_run_says_what_the_file_holds_and_takes_nothing_in(folder):
    before = {path: path.read_bytes() for path in package_of(folder).glob("*.csv")}
    content = FINGERTIPS + "\n" + fingertips(Value="5.1") + fingertips(Area_Code="E06000001", Value="6.2")
    code, said = convert(folder, "fingertips", content)
    assert (code, said.splitlines()) == (
        0,
        [
            "77001: River fever rate/100,000. 2 numbers, 1 of areas of this package, 2019. We take it for river-fever.",
            WRITTEN,
        ],
    )
    assert {path: path.read_bytes() for path in package_of(folder).glob("*.csv")} == before


def test_trial_writes_nothing_and_shows_the_mapping(folder):
    code, said = convert(folder, "fingertips", FINGERTIPS + "\n" + fingertips(Value="5.1"), "--dry-run")
    assert (code, "metric: river-fever" in said, said.splitlines()[-1]) == (
        0,
        True,
        "This was a trial: nothing was written.",
    )
    assert not (package_of(folder) / "convert.yaml").exists()


def test_second_run_changes_no_byte(folder):
    content = FINGERTIPS + "\n" + fingertips(Value="95.0") + fingertips(Time_period="2020", Value="96.5")
    taken(folder, "fingertips", content)
    before = {path: path.read_bytes() for path in package_of(folder).iterdir() if path.is_file()}
    code, said = convert(folder, "fingertips", content)
    assert (code, said) == (0, "0 new, 0 changed and 2 the same.\nThere is nothing to write.\n")
    assert {path: path.read_bytes() for path in package_of(folder).iterdir() if path.is_file()} == before


def test_changed_figure_takes_the_place_of_the_old_one_with_a_revision(folder):
    taken(
        folder,
        "fingertips",
        FINGERTIPS + "\n" + fingertips(Value="95.0") + fingertips(Time_period="2020", Value="96.5"),
    )
    before = (package_of(folder) / "observations.csv").read_text("utf-8").splitlines()
    content = FINGERTIPS + "\n" + fingertips(Value="95.5") + fingertips(Time_period="2021", Value="97.5")
    code, said = convert(folder, "fingertips", content)
    assert (code, said.splitlines()[:2]) == (
        0,
        ["1 new, 1 changed and 0 the same.", "Changed: river-fever, eastmoor, 2019-01-01: 95.0, now 95.5."],
    )
    after = (package_of(folder) / "observations.csv").read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == [before[-2].replace("95.0", "95.5"), after[-1]]
    (revision,) = [row for row in rows_of(folder, "revisions") if row["metric"] == "river-fever"]
    assert (revision["old_value"], revision["new_value"], revision["period_start"]) == ("95.0", "95.5", "2019-01-01")
    assert revision["reason"] == "Changed at the source: Fingertips: River fever rate/100,000 (77001)."
    assert check(folder).exit_code == 0


def test_counts_that_join_a_figure_are_no_revision_of_it(folder):
    taken(folder, "fingertips", FINGERTIPS + "\n" + fingertips(Value="95"))
    content = FINGERTIPS + "\n" + fingertips(Value="95.0", Count="19", Denominator="20000")
    assert convert(folder, "fingertips", content)[1].startswith("0 new, 1 changed and 0 the same.")
    assert cells(rows_of(folder)[-1:], "value", "numerator") == [("95.0", "19")]
    assert [row for row in rows_of(folder, "revisions") if row["metric"] == "river-fever"] == []


def test_figure_of_another_source_stays_unless_somebody_says_replace(folder):
    taken(folder, "fingertips", FINGERTIPS + "\n" + fingertips(Value="95.0"))
    rewrite(package_of(folder) / "observations.csv", lambda rows: rows[-1].update(source="annual-report-2024"))
    content = FINGERTIPS + "\n" + fingertips(Value="99.0")
    assert "1 stay as another source has them" in convert(folder, "fingertips", content)[1]
    assert rows_of(folder)[-1]["value"] == "95.0"
    convert(folder, "fingertips", content, "--replace")
    assert rows_of(folder)[-1]["value"] == "99.0"


def test_old_download_with_line_breaks_in_names_marks_and_both_line_ends_is_read(folder):
    row = fingertips(Value="135.755299712902").replace('"River fever rate/100,000"', '"River fever rate/100,000\n"')
    content = (
        f"\ufeff{OLD_FINGERTIPS}\r\n" + row.replace("\n", "\r\n", 1) + fingertips(Time_period="2020", Value="5.25")
    )
    assert cells(taken(folder, "fingertips", content), "period_start", "value") == [
        ("2019-01-01", "135.8"),
        ("2020-01-01", "5.3"),
    ]


def test_spelling_of_fingertips_r_is_read(folder):
    content = FINGERTIPS.replace(" ", "") + "\n" + fingertips(Value="5.5")
    assert cells(taken(folder, "fingertips", content), "metric", "value") == [("river-fever", "5.5")]


def test_indicator_is_known_by_the_number_that_its_metric_names(folder):
    rewrite(
        package_of(folder) / "metrics.csv",
        lambda rows: [row.update(place="Indicator 77002") for row in rows if row["metric"] == "unmet-need"],
    )
    content = (
        FINGERTIPS + "\n" + fingertips(Indicator_ID="77002", Indicator_Name="Called otherwise", Value="54.61674677")
    )
    assert cells(taken(folder, "fingertips", content), "metric", "value") == [("unmet-need", "54.6")]


def test_groups_are_spelt_as_the_package_spells_them(folder):
    lines = [
        fingertips(Value="5.5"),
        fingertips(Value="6.5", Sex="Male"),
        fingertips(Value="7.5", Age="65+ yrs"),
        fingertips(Value="8.5", Age="<18 yrs"),
        fingertips(Value="9.5", Age="15-64 yrs"),
        fingertips(
            Value="9.0",
            **{"Category Type": "County & UA deprivation deciles in England (IMD2019)"},
            Category="Most deprived decile",
        ),
    ]
    assert cells(taken(folder, "fingertips", FINGERTIPS + "\n" + "".join(lines)), "breakdown", "group", "value") == [
        ("", "", "5.5"),
        ("Sex", "Male", "6.5"),
        ("Age", "65 and over", "7.5"),
        ("Age", "under 18", "8.5"),
        ("Age", "15 to 64", "9.5"),
        ("Deprivation", "Most deprived decile", "9.0"),
    ]


def test_spelling_that_a_package_has_already_goes_on(folder):
    lines = fingertips(Value="500", Sex="Male") + fingertips(Value="700", Sex="Female") + fingertips(Value="1200")
    content = FINGERTIPS + "\n" + lines.replace("River fever rate/100,000", "Naloxone kits given out")
    assert cells(taken(folder, "fingertips", content), "group") == [("Male",), ("Female",), ("",)]


def test_age_that_all_rows_share_belongs_to_the_definition(folder):
    content = FINGERTIPS + "\n" + fingertips(Value="5.5", Age="18+ yrs")
    assert cells(taken(folder, "fingertips", content), "breakdown", "group") == [("", "")]


def test_rows_about_two_groups_at_once_are_left_out_unless_asked_for(folder):
    lines = fingertips(Value="5.5") + fingertips(Value="6.5", Sex="Male", Age="65+ yrs")
    content = FINGERTIPS + "\n" + lines
    assert cells(taken(folder, "fingertips", content), "group") == [("",)]
    said = convert(folder, "fingertips", content)[1]
    assert 'Left out: 1 number about several of Sex and Age at once. Write "crossed: yes" in convert.yaml' in said
    edit(package_of(folder) / "convert.yaml", "    breakdowns:", "    crossed: yes\n    breakdowns:")
    convert(folder, "fingertips", content)
    assert cells(rows_of(folder)[-1:], "breakdown", "group") == [("Sex; Age", "Male; 65 and over")]


@pytest.mark.parametrize(
    ("value", "note", "expected"),
    [
        ("", "Value suppressed for disclosure control due to small count", ("", "c")),
        ("", "Value missing", ("", "x")),
        ("", "Value for Eastmoor & Isle of Reed combined", ("", "z")),
        ("12.5", "Value for Eastmoor & Isle of Reed combined", ("12.5", "")),
        ("12.5", "Value estimated", ("12.5", "e")),
        ("12.5", "There is a data quality issue with this value", ("12.5", "u")),
        ("12.5", "Aggregated from all known lower geography values", ("12.5", "")),
        ("", "", ("", "x")),
    ],
)
def test_note_of_a_value_says_its_status(folder, value, note, expected):
    content = (
        FINGERTIPS + "\n" + fingertips(Value=value, Value_note=note) + fingertips(Time_period="2020", Value="11.5")
    )
    row = taken(folder, "fingertips", content)[0]
    assert ((row["value"], row["status"]), row["note"]) == (expected, f"{note}." if note else "")


def test_limits_at_another_level_are_left_out_and_said(folder):
    wide = {"Lower CI 99.8 limit": "3.1", "Upper CI 99.8 limit": "7.9"}
    content = FINGERTIPS + "\n" + fingertips(Value="5.5", **wide)
    assert cells(taken(folder, "fingertips", content), "lower", "upper") == [("", "")]
    assert "1 number with limits at 99.8% alone: they are left out." in convert(folder, "fingertips", content)[1]


def test_count_that_does_not_give_the_value_stays_out_with_a_word(folder):
    good = fingertips(Value="52.14774596", Count="159112", Denominator="305118")
    other = fingertips(Time_period="2020", Value="52.3", Count="150000", Denominator="305118")
    content = FINGERTIPS + "\n" + (good + other).replace("River fever rate/100,000", "People not in treatment (%)")
    rows = taken(folder, "fingertips", content)
    assert cells(rows, "value", "numerator", "denominator") == [("52.1", "159112", "305118"), ("52.3", "", "")]


def test_comparisons_with_england_are_held_against_those_of_the_publisher(folder):
    england = {"Area_Code": "E92000001", "Area_Name": "England", "Value": "50.0"}
    verdict = "Compared to England value or percentiles"
    lines = [
        fingertips(**england, **{LOWER: "49.9", UPPER: "50.1"}),
        fingertips(Value="60", **{LOWER: "55", UPPER: "65", verdict: "Worse"}),
        fingertips(Area_Code="E06999904", Value="51", **{LOWER: "45", UPPER: "57", verdict: "Worse"}),
        fingertips(Area_Code="E12999906", Value="51", **{LOWER: "45", UPPER: "57", verdict: "Not compared"}),
    ]
    content = FINGERTIPS + "\n" + "".join(lines)
    convert(folder, "fingertips", content)
    code, said = convert(folder, "fingertips", content)
    counted, differing = [line for line in said.splitlines() if "England" in line]
    assert (code, counted) == (0, "1 of 2 comparisons with England come out as the publisher prints them.")
    assert differing.endswith("the publisher says worse and we say similar: river-fever, isle-of-reed, 2019-01-01.")


def test_same_row_twice_is_taken_once_and_a_contradiction_stops(folder):
    twice = fingertips(Value="5.5") + fingertips(Value="5.5", Area_Type="UA")
    assert len(taken(folder, "fingertips", FINGERTIPS + "\n" + twice)) == 1
    before = (package_of(folder) / "observations.csv").read_bytes()
    code, said = convert(folder, "fingertips", FINGERTIPS + "\n" + twice + fingertips(Value="5.6"))
    assert (code, said.splitlines()[0]) == (
        1,
        "Error: M4: This figure (Indicator 77001, E06999903, 2019) stands in M2 too, with another value.",
    )
    assert (package_of(folder) / "observations.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"Time_period": "13 2009"}, 'M2: The period "13 2009" is none that we know.'),
        ({"Time_period_range": "3y"}, 'M2: The period "2019" is not as long as the file says ("3y").'),
        ({"Value": "many"}, 'M2: "many" is no number and no mark that we know.'),
        ({LOWER: "6", UPPER: "7"}, 'M2: The limits "6" and "7" are not around "5.5".'),
        ({LOWER: "5"}, 'M2: The limits "5" and "" are not around "5.5".'),
    ],
)
def test_what_cannot_be_right_stops_with_its_cell(folder, row, said):
    content = FINGERTIPS + "\n" + fingertips(**({"Value": "5.5"} | row))
    convert(folder, "fingertips", content)
    code, output = convert(folder, "fingertips", content)
    assert (code, output.startswith(f"Error: {said}")) == (1, True), output


def test_what_the_check_would_refuse_is_not_written(folder):
    content = FINGERTIPS + "\n" + fingertips(Indicator_Name="Deaths related to drug poisoning", Value="3")
    convert(folder, "fingertips", content)
    before = {path: path.read_bytes() for path in package_of(folder).iterdir() if path.is_file()}
    code, said = convert(folder, "fingertips", content)
    assert (code, "This number of people is too small to be shown" in said) == (1, True)
    assert '1 number of people too small to be shown. Write "small: hide"' in said
    assert said.splitlines()[-1] == "The check refuses this, so nothing was written."
    assert {path: path.read_bytes() for path in package_of(folder).iterdir() if path.is_file()} == before
    edit(package_of(folder) / "convert.yaml", "    source:", "    small: hide\n    source:")
    assert convert(folder, "fingertips", content)[0] == 0
    assert cells(rows_of(folder)[-1:], "value", "status") == [("", "c")]


def test_copy_that_is_checked_has_the_history_of_the_packages(folder):
    """A small number that was published once is found though the copy lies elsewhere."""
    path = package_of(folder) / "observations.csv"
    sound = path.read_bytes()
    rewrite(
        path,
        lambda rows: rows.append({**rows[-1], "metric": "poisonings", "area": "eastmoor", "value": "3", "status": ""}),
    )
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["add", "."], ["commit", "--quiet", "--message", "x"]):
        subprocess.run([*git, *command], check=True)
    path.write_bytes(sound)
    content = FINGERTIPS + "\n" + fingertips(Value="95.0")
    convert(folder, "fingertips", content)
    code, said = convert(folder, "fingertips", content)
    assert (code, "An earlier version of observations.csv shows a number of people" in said) == (1, True)
    assert said.splitlines()[-1] == "The check refuses this, so nothing was written."


def test_next_file_needs_no_mapping_anew_and_one_indicator_more_asks_for_it_alone(folder):
    taken(folder, "fingertips", FINGERTIPS + "\n" + fingertips(Value="5.5"))
    mapping = (package_of(folder) / "convert.yaml").read_text("utf-8")
    other = fingertips(Indicator_ID="77003", Indicator_Name="Something new", Value="1")
    code, said = convert(folder, "fingertips", FINGERTIPS + "\n" + fingertips(Time_period="2020", Value="5.6") + other)
    assert (code, said.splitlines()[0]) == (
        0,
        "77003: Something new. 1 number, 1 of areas of this package, 2019. We know no metric for it.",
    )
    assert (
        (package_of(folder) / "convert.yaml")
        .read_text("utf-8")
        .startswith(mapping.rstrip("\n").split("fingertips:")[0][:200])
    )
    code, said = convert(folder, "fingertips", FINGERTIPS + "\n" + other)
    assert (code, 'Which metric is "77003" ("Something new")? Write its short name, or "leave out".' in said) == (
        1,
        True,
    )


def test_upload_file_of_the_successor_is_read(folder):
    content = (
        "area_code,date_from,date_to,period_type,sex,age_from_years_inclusive,age_to_years_inclusive,deprivation_decile,"
        "deprivation_category,count,value,denominator,lower_ci_95,upper_ci_95,lower_ci_99_8,upper_ci_99_8\n"
        "E06999903,2024-01-01,2024-12-31,calendar_year,persons,,,,,,67.8,,61.5,74.5,,\n"
        "E06999903,2024-01-01,2024-12-31,calendar_year,persons,65,,,,,71.25,,,,,\n"
        "E06999903,2024-01-01,2024-12-31,calendar_year,male,5,10,,,,3.5,,,,,\n"
        "E06999904,2022-01-01,2024-12-31,three_year,persons,,,,,,51.5,,,,,\n"
    )
    changes = [("    metric:", "    metric: river-fever\n    crossed: yes #")]
    rows = taken(folder, "fingertips", content, changes=changes)
    assert cells(rows, "breakdown", "group", "period_start", "period_duration", "value", "lower") == [
        ("", "", "2024-01-01", "P1Y", "67.8", "61.5"),
        ("Age", "65 and over", "2024-01-01", "P1Y", "71.25", ""),
        ("Sex; Age", "Male; 5 to 10", "2024-01-01", "P1Y", "3.5", ""),
        ("", "", "2022-01-01", "P3Y", "51.5", ""),
    ]


# NDTMS

NDTMS = (
    "ReportingPeriod,Area,sex,age_group,drug_group,intreatment_allintx,newpresentation_newtx,eth_white_allintx,"
    "exits_successfulcompletion_allintx,lengthintreatment_under1year_exits_allintx\n"
)
NDTMS_ROWS = "".join(
    f"2021/22,Eastmoor,{sex},{age},{drug},{numbers}\n"
    for sex, age, drug, numbers in (
        ("TOTAL", "TOTAL", "TOTAL", "1105,595,865,NULL,10"),
        ("F", "TOTAL", "TOTAL", "330,200,260,NULL,5"),
        ("M", "TOTAL", "TOTAL", "775,395,605,NULL,5"),
        ("TOTAL", "18-29", "TOTAL", "250,150,200,NULL,0"),
        ("TOTAL", "50+", "TOTAL", "0,445,665,NULL,10"),
        ("TOTAL", "TOTAL", "OPIATE", "565,150,200,NULL,0"),
        ("TOTAL", "TOTAL", "NON-OPIATE & ALCOHOL", "160,445,665,NULL,10"),
        ("F", "18-29", "TOTAL", "80,445,665,NULL,10"),
    )
)


def test_wide_rows_of_ndtms_become_one_row_for_each_group(folder):
    rows = taken(folder, "ndtms", NDTMS + NDTMS_ROWS)
    assert cells(rows, "metric", "breakdown", "group", "value", "status", "period_start") == [
        ("adults-in-treatment", "", "", "1105", "", "2021-04-01"),
        ("adults-in-treatment", "Sex", "Female", "330", "", "2021-04-01"),
        ("adults-in-treatment", "Sex", "Male", "775", "", "2021-04-01"),
        ("adults-in-treatment", "Age", "18 to 29", "250", "", "2021-04-01"),
        ("adults-in-treatment", "Age", "50 and over", "0", "low", "2021-04-01"),
        ("adults-in-treatment", "Substance", "Opiates", "565", "", "2021-04-01"),
        ("adults-in-treatment", "Substance", "Alcohol and non-opiates", "160", "", "2021-04-01"),
    ]
    assert {row["note"] for row in rows} == {"The source rounds to the nearest 5."}


def test_columns_of_ndtms_can_be_taken_in_by_naming_their_metric(folder):
    change = ("title: Ethnic group (allintx)\n    metric: leave out", "title: x\n    metric: adults-in-treatment")
    rows = taken(folder, "ndtms", NDTMS + NDTMS_ROWS, changes=[change])
    assert cells(rows, "breakdown", "group", "value")[-1] == ("Ethnic group", "White", "865")


def test_file_of_england_has_other_columns(folder):
    content = (
        "ReportingPeriod_Data,Area_Data,DrugGroup_Data,Gender_Data,AgeGroup_Data,Num_InTreatment_AllInTx\n"
        "2009/10,England,Total,Total,Total,311667\n"
        "2009/10,England,alcohol & non-opiates,Total,Total,28991\n"
    )
    rows = taken(folder, "ndtms", content)
    assert cells(rows, "area", "group", "value", "note") == [
        ("england", "", "311667", ""),
        ("england", "Alcohol and non-opiates", "28991", ""),
    ]


# Deaths


def test_years_to_the_right_in_windows_1252_become_one_row_for_each_year(folder):
    content = (
        "code,name,2020,2019,2018\nE92000001,ENGLAND,4312,4115,3983\nE06999903,Eastmoor ,26,21,14\n"
        "E07999905,King’s Ford,11,17,12\nE06000001,Elsewhere,1,2,3\n"
    ).encode("cp1252")
    rows = taken(folder, "ons-deaths", content, changes=METRIC_OF_DEATHS)
    assert cells(rows, "area", "period_start", "value", "place")[3:6] == [
        ("eastmoor", "2020-01-01", "26", "Row E06999903, 2020"),
        ("eastmoor", "2019-01-01", "21", "Row E06999903, 2019"),
        ("eastmoor", "2018-01-01", "14", "Row E06999903, 2018"),
    ]
    assert cells(rows, "area", "value")[-1] == ("kings-ford", "12")


METRIC_OF_DEATHS = (("    metric:\n", "    metric: poisonings\n"),)


def test_numbered_substances_lose_their_numbers_and_the_whole_is_everyone(folder):
    content = (
        "Year of death registration,Usual residence code,Usual residence name,Substance,Deaths\n"
        "2020,E06999903,Eastmoor,01 All drug poisonings,89\n2020,E06999903,Eastmoor,02 Any opiate,47\n"
    )
    rows = taken(folder, "ons-deaths", content, changes=METRIC_OF_DEATHS)
    assert cells(rows, "breakdown", "group", "value") == [("", "", "89"), ("Substance", "Any opiate", "47")]


def test_headings_in_two_rows_below_titles_and_above_notes_are_read(folder):
    content = (
        "Table 2: Rates [note 1],,,,,,,,\nSource: an office,,,,,,,,\n,,,,,,,,\n"
        ",,2018-20,,,,2019-21,,,\n"
        "Area Codes,Area Names [note 2],Deaths,Rate,Lower CI,Upper CI,Deaths,Rate,Lower CI,Upper CI\n"
        'E92000001,ENGLAND,"8,185",5.0,4.9,5.1,"8,466",5.2 [r],5.1,5.3\n'
        "E06999903,Eastmoor,61,8.1,6.1,10.4,<5,[x],,\n"
        'E12999906,NORTH VALE,12 [u],:,:,:,"1,100",7.0*,6.1,7.9\n'
        "[note 1] Rates are for each 100000 people.,,,,,,,,,\n"
    )
    changes = [*METRIC_OF_DEATHS, ("    metric:\n", "    metric: river-fever\n")]
    rows = taken(folder, "ons-deaths", content, changes=changes)
    assert cells(rows, "metric", "area", "period_start", "period_duration", "value", "lower", "upper", "status") == [
        ("poisonings", "england", "2018-01-01", "P3Y", "8185", "", "", ""),
        ("poisonings", "england", "2019-01-01", "P3Y", "8466", "", "", ""),
        ("poisonings", "eastmoor", "2018-01-01", "P3Y", "61", "", "", ""),
        ("poisonings", "eastmoor", "2019-01-01", "P3Y", "", "", "", "c"),
        ("poisonings", "north-vale", "2018-01-01", "P3Y", "12", "", "", "u"),
        ("poisonings", "north-vale", "2019-01-01", "P3Y", "1100", "", "", ""),
        ("river-fever", "england", "2018-01-01", "P3Y", "5.0", "4.9", "5.1", ""),
        ("river-fever", "england", "2019-01-01", "P3Y", "5.2", "5.1", "5.3", "r"),
        ("river-fever", "eastmoor", "2018-01-01", "P3Y", "8.1", "6.1", "10.4", ""),
        ("river-fever", "eastmoor", "2019-01-01", "P3Y", "", "", "", "x"),
        ("river-fever", "north-vale", "2018-01-01", "P3Y", "", "", "", "x"),
        ("river-fever", "north-vale", "2019-01-01", "P3Y", "7.0", "6.1", "7.9", ""),
    ]


# Tables of anybody


def test_long_table_of_a_council_is_read_by_its_columns(folder):
    content = (
        "area_code,area_name,period,value,indicator,measure,unit,group\n"
        'E06999903,Eastmoor,2008/09,78.624537858031815,Offence rate,"Rate per 1,000",Offences,Total recorded crime\n'
        'E06999903,Eastmoor,2008/09,8.7299814459402167,Offence rate,"Rate per 1,000",Offences,Violence\n'
        'E06999903,Eastmoor,2009/10,:,Offence rate,"Rate per 1,000",Offences,Violence\n'
    )
    rows = taken(folder, "table", content, changes=table("river-fever"))
    assert cells(rows, "breakdown", "group", "period_start", "value", "status") == [
        ("", "", "2008-04-01", "78.6", ""),
        ("Group", "Violence", "2008-04-01", "8.7", ""),
        ("Group", "Violence", "2009-04-01", "", "x"),
    ]


def test_figures_of_a_table_go_on_with_the_source_that_is_there(folder):
    content = "period,area_code,area_name,count\n2022,E06999903,Eastmoor,15\n"
    taken(folder, "table", content, changes=table("poisonings"), name="Deaths related to drug poisoning.csv")
    source = rows_of(folder)[-1]["source"]
    (package_of(folder) / "convert.yaml").unlink()
    more = content.replace("2022", "2023").replace("area_name", "council_name")
    (row,) = taken(folder, "table", more, name="Deaths related to drug poisoning.csv")
    assert (row["source"], row["period_start"]) == (source, "2023-01-01")


def test_areas_to_the_right_are_read_by_their_names(folder):
    content = "year,Eastmoor,Isle of Reed,Elsewhere and Otherwhere\n2009,17.46,7.23,1\n2010,19.14,,2\n"
    rows = taken(folder, "table", content, changes=table("river-fever"))
    assert cells(rows, "area", "period_start", "value", "status") == [
        ("eastmoor", "2009-01-01", "17.46", ""),
        ("isle-of-reed", "2009-01-01", "7.23", ""),
        ("eastmoor", "2010-01-01", "19.14", ""),
        ("isle-of-reed", "2010-01-01", "", "x"),
    ]


def test_table_without_areas_asks_which_one_it_is_about(folder):
    content = "year,age_group,sex,n\n2021,01-04,Females,10\n2021,All ages,Persons,31\n2021,05-09,Males,21\n"
    convert(folder, "table", content)
    assert "which area all its rows are about" in convert(folder, "table", content)[1]
    changes = table(
        "poisonings",
        ("every_area:\n", "every_area: england\n"),
        ("    breakdowns:\n      age", "    crossed: yes\n    breakdowns:\n      age"),
    )
    for old, new in changes:
        edit(package_of(folder) / "convert.yaml", old, new)
    assert convert(folder, "table", content)[0] == 0
    assert cells(rows_of(folder)[-3:], "area", "breakdown", "group", "value") == [
        ("england", "Age; Sex", "1 to 4; Female", "10"),
        ("england", "", "", "31"),
        ("england", "Age; Sex", "5 to 9; Male", "21"),
    ]


def test_numbers_of_rows_that_r_writes_are_no_column(folder):
    content = (
        '"","LA","code","pop","deaths","mortrate"\n'
        '"1","Eastmoor","E06999903",228670,50,21.8655704727336\n'
        '"2","Isle of Reed","E06999904",261210,24,9.18800964740994\n'
    )
    rows = taken(
        folder, "table", content, changes=table("river-fever", ("every_period:\n", "every_period: 2016 - 18\n"))
    )
    assert cells(rows, "area", "period_duration", "value", "numerator", "denominator") == [
        ("eastmoor", "P3Y", "21.9", "50", "228670"),
        ("isle-of-reed", "P3Y", "9.2", "24", "261210"),
    ]


def test_status_and_multiplier_of_open_sdg_files_are_understood(folder):
    content = (
        "Year,Sex,Country,Observation status,Unit multiplier,Unit measure,GeoCode,Value\r\n"
        "2016,,England,Normal value,Thousands,Number,E92000001,10.4\r\n"
        "2016,Female,England,Low reliability,Thousands,Number,E92000001,4.1\r\n"
        "2016,,,Normal value,Thousands,Number,,19.5\r\n"
    )
    rows = taken(folder, "table", content, changes=table("poisonings"))
    assert cells(rows, "group", "value", "status") == [("", "10400", ""), ("Female", "4100", "u")]


def test_semicolons_tabs_and_wide_unicode_are_read(folder):
    lines = "period;area_code;area_name;count\n2022;E06999903;Eastmoor;15\n2022;E06999904;Isle of Reed;32\n"
    assert cells(taken(folder, "table", lines, changes=table("poisonings")), "value") == [("15",), ("32",)]
    tabs = lines.replace(";", "\t").replace("2022", "2023").encode("utf-16")
    assert convert(folder, "table", tabs)[0] == 0
    assert cells(rows_of(folder)[-2:], "period_start", "value") == [("2023-01-01", "15"), ("2023-01-01", "32")]


def test_mark_that_nobody_knows_is_asked_about_and_can_be_named(folder):
    content = "period,area_code,area_name,count\n2022,E06999903,Eastmoor,15\n2022,E06999904,Isle of Reed,-\n"
    convert(folder, "table", content)
    for old, new in table("poisonings"):
        edit(package_of(folder) / "convert.yaml", old, new)
    code, said = convert(folder, "table", content)
    assert (code, said.startswith('Error: D3: "-" is no number and no mark that we know.')) == (1, True)
    edit(package_of(folder) / "convert.yaml", "    source:", '    marks:\n      "-": 0\n    source:')
    assert convert(folder, "table", content)[0] == 0
    assert cells(rows_of(folder)[-2:], "value") == [("15",), ("0",)]


def test_table_with_the_columns_of_another_is_asked_about(folder):
    lines = [f"{year},E06999903,Eastmoor,{year - 2000}\n" for year in range(2015, 2023)]
    content = "period,area_code,area_name,count\n" + "".join(lines)
    taken(folder, "table", content, changes=table("poisonings"))
    other = content.replace(",1", ",4").replace(",2", ",5")
    code, said = convert(folder, "table", other)
    assert (code, said.startswith("Error: 8 of 8 figures that are there already would change.")) == (1, True)
    code, said = convert(folder, "table", other, "--table", "Other deaths")
    assert (code, said.splitlines()[0].startswith("other-deaths. 8 numbers")) == (0, True)
    assert convert(folder, "table", other, "--replace")[0] == 0
    assert cells(rows_of(folder)[-8:], "value") == [
        (f"{year - 1970}",) if year < 2020 else (f"5{year - 2020}",) for year in range(2015, 2023)
    ]
    assert len([row for row in rows_of(folder, "revisions") if row["metric"] == "poisonings"]) == 8


def workbook(**sheets):
    """Return a workbook with sheets of rows."""
    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine="openpyxl") as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, header=False, index=False)
    return stream.getvalue()


def test_workbook_is_read_below_its_notes_and_past_its_contents(folder):
    content = workbook(
        Contents=[["Table", "Title"], [1, "Deaths by area"]],
        Table_1=[
            ["Deaths by area [note 1]", None, None, None],
            ["Area code", "Area name [note 2]", 2021, 2022],
            ["E06999903", "Eastmoor", 26, 31.0],
            ["E06999904", "Isle of Reed", "[x]", "1,050"],
            ["[note 1] By registration.", None, None, None],
        ],
    )
    rows = taken(folder, "ons-deaths", content, changes=METRIC_OF_DEATHS, name="deaths.xlsx")
    assert cells(rows, "area", "period_start", "value", "status") == [
        ("eastmoor", "2021-01-01", "26", ""),
        ("eastmoor", "2022-01-01", "31", ""),
        ("isle-of-reed", "2021-01-01", "", "x"),
        ("isle-of-reed", "2022-01-01", "1050", ""),
    ]


def test_workbook_with_several_tables_asks_which(folder):
    rows = [["Area code", "Area name", 2021, 2022], ["E06999903", "Eastmoor", 26, 31]]
    content = workbook(Table_1=rows, Table_2=rows)
    code, said = convert(folder, "ons-deaths", content, name="deaths.xlsx")
    assert (code, said.splitlines()[0]) == (
        1,
        'Error: There are tables on the sheets "Table_1" and "Table_2". Name one with --sheet.',
    )
    assert convert(folder, "ons-deaths", content, "--sheet", "Table_2", name="deaths.xlsx")[0] == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and no more", '"download.csv" cannot be read.'),
        (b"\xd0\xcf\x11\xe0 and more", '"download.csv" is an old Excel file.'),
        (b"<!doctype html><p>Sign in</p>", '"download.csv" is a web page, and not a table.'),
        (b"A letter\nwithout figures\n", 'There is no table in "download.csv"'),
        (b"", 'There is no table in "download.csv"'),
    ],
)
def test_file_that_is_no_table_is_called_what_it_is(folder, content, said):
    code, output = convert(folder, "table", content)
    assert (code, output.startswith(f"Error: {said}"), output.splitlines()[-1]) == (1, True, "Nothing was changed.")


@pytest.mark.uncounted
@settings(max_examples=60, deadline=None)
@given(spoilt=SPOILT)
def test_spoilt_file_is_taken_or_refused_with_a_reason(spoilt):
    content = bytearray((FINGERTIPS + "\n" + fingertips(Value="5.5") + fingertips(Time_period="2020")).encode())
    for place, length, junk in spoilt:
        content[place : place + length] = junk
    asked = Conversion("table", Path("download.csv"), "riverside", date(2026, 11, 20), date(2026, 11, 20))
    for kind in KINDS:
        with contextlib.suppress(NotDone):
            assert convert_file(replace(asked, kind=kind), bytes(content), "", DESK).said


# The mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "fingertips:\n  77001:\n    metrics: x\n",
            'convert.yaml, line 3: "metrics" cannot be set here. Did you mean "metric"?',
        ),
        ("fingertips: 5\n", 'convert.yaml, line 1: Below "fingertips" there must be lines of their own'),
        (
            "fingertips:\n  77001:\n    counts: maybe\n",
            'convert.yaml, line 3: "counts" cannot be "maybe". Write yes or no.',
        ),
        ("fingertips:\n  77001:\n    metric: nothing\n", 'convert.yaml, line 3: There is no metric "nothing".'),
        (
            "fingertips:\n  77001: {metric: river-fever, source: nobody}\n",
            'convert.yaml, line 2: There is no source "nobody".',
        ),
        ("a: [\n", "convert.yaml, line 2: This line cannot be read."),
    ],
)
def test_fault_of_a_mapping_is_told_with_its_line(folder, text, said):
    (package_of(folder) / "convert.yaml").write_text(text)
    code, output = convert(folder, "fingertips", FINGERTIPS + "\n" + fingertips(Value="5"))
    assert (code, output.startswith(f"Error: {said}")) == (1, True), output


def test_mapping_is_no_stray_and_holds_nothing_personal(folder):
    path = package_of(folder) / "convert.yaml"
    path.write_text("fingertips:\n  77001:\n    metric: river-fever\n")
    assert check(folder).exit_code == 0
    path.write_text("# Ask jo.bloggs@example.org\n")
    result = check(folder)
    assert (
        result.exit_code,
        "datasets/riverside/convert.yaml: This file holds an e-mail address." in result.output,
    ) == (1, True)
    assert "jo.bloggs" not in result.output


# A download in the place of a table


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (FINGERTIPS + "\n" + fingertips(Value="5"), "a file of Fingertips"),
        (NDTMS + NDTMS_ROWS, "a file of NDTMS ViewIt"),
        (
            "code,name,2020,2019,2018\nE07999905,King’s Ford,1,2,3\n",
            "a table of deaths of the Office for National Statistics",
        ),
        ("area_code,area_name,period,value\nE07999905,King’s Ford,2020,2\n", "a table of another publisher"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_download_in_the_place_of_a_table_is_called_what_it_is(folder, content, name, encoding):
    for file in ("observations.csv", "my download.csv"):
        before = (package_of(folder) / file).read_bytes() if file == "observations.csv" else None
        (package_of(folder) / file).write_bytes(content.encode(encoding))
        lines = [line for line in check(folder).output.splitlines() if f"/{file}:" in line]
        assert [f"This is {name} as it was downloaded" in line for line in lines] == [True]
        assert "python -m builder convert" in lines[0]
        if before:
            (package_of(folder) / file).write_bytes(before)


# The guide


def test_example_of_the_guide_is_what_happens(tmp_path, monkeypatch):
    lay_out(tmp_path)
    page = Path("docs/officers/by-import.md").read_text("utf-8")
    blocks = dict(re.findall(r"^```(?:text|yaml) (.+)\n((?:.*\n)*?)```$", page, re.MULTILINE))
    (tmp_path / "download.csv").write_text(blocks["download.csv"])
    command = blocks["command"].removeprefix("python -m builder ").split()
    monkeypatch.chdir(tmp_path)
    mapping = package_of(tmp_path) / "convert.yaml"
    assert CliRunner().invoke(main, command).output == blocks["first"]
    assert "\n\n" + blocks["convert.yaml"] in mapping.read_text("utf-8")
    assert CliRunner().invoke(main, command).output == blocks["second"]
    assert cells(rows_of(tmp_path)[-1:], "area", "value", "lower", "upper", "numerator", "denominator") == [
        ("north-riverside", "46.7", "39.0", "54.6", "71", "152")
    ]


def test_guide_explains_each_line_of_a_mapping():
    page = Path("docs/officers/by-import.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(\w+)` \| (?!deaths)", page, re.MULTILINE)) - set(KINDS)
    assert told == {one.name for one in fields(Entry)} - {"title", "line"}


@pytest.mark.parametrize("name", sorted(table_schemas()))
def test_table_of_a_package_is_no_download_whatever_figures_it_holds(name):
    header = ",".join(table_schemas()[name].field_names)
    rows = f"{header}\na,2019,2020,2021,2022,2023\nIndicator ID,Area Code,Time period,Value\ncode,name,2019,2020,2021"
    assert downloaded_kind(rows.encode()) == ""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_download_is_known_by_any_separator_and_below_a_title(separator):
    rows = ["A title", "code,name,2019,2020,2021", "E06999903,Eastmoor,1,2,3"]
    assert downloaded_kind("\n".join(rows).replace(",", separator).encode()) == "ons-deaths"
