"""The shipped data holds all that was taken from the five published documents, and no row gets lost."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from builder import pipeline
from builder.problems import Level
from builder.schemas import table_schemas
from builder.statistics.claims import FAILS, Verdict, checked_claims

DATASETS = Path("datasets")
ROW_COUNTS = Path("tests/row_counts.json")


def rows(package, table):
    path = DATASETS / package / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def every_row():
    for folder in sorted(DATASETS.iterdir()):
        for table in sorted(path.stem for path in folder.glob("*.csv")):
            for row in rows(folder.name, table):
                yield folder.name, table, row


def row_counts():
    counts = {}
    for package, table, row in every_row():
        source = row.get("source") if table != "sources" else ""
        per_source = counts.setdefault(package, {}).setdefault(source or "no source", Counter())
        per_source[table] += 1
    return json.loads(json.dumps(counts, sort_keys=True))


def test_shipped_data_has_no_problem_but_the_wrong_figures_of_published_reports():
    problems = pipeline.check(DATASETS).problems
    assert {(problem.level, problem.cause) for problem in problems} == {(Level.WARNING, "claim")}


def test_every_wrong_figure_of_the_five_documents_is_found_and_no_right_one_accused():
    found = [
        (checked.claim.claim, checked.check.verdict)
        for partnership in pipeline.check(DATASETS).site.partnerships
        for checked in checked_claims(partnership)
        if checked.check.verdict in FAILS
    ]
    assert found == [
        ("prison-continuity-partnership", Verdict.DOES_NOT_AGREE),
        ("treatment-progress-derbyshire", Verdict.WRONG_UNIT),
        ("treatment-progress-derby", Verdict.WRONG_UNIT),
        ("drug-admissions-derby", Verdict.DOES_NOT_AGREE),
        ("prison-continuity-derbyshire", Verdict.WRONG_UNIT),
        ("prison-continuity-derby", Verdict.WRONG_UNIT),
    ]


def test_no_package_loses_a_row_of_any_source(golden):
    golden(ROW_COUNTS, json.dumps(row_counts(), indent=1, sort_keys=True) + "\n")


@pytest.mark.parametrize(
    ("metric", "area", "values"),
    [
        ("adults-in-treatment", "derby-and-derbyshire", ("5807", "6366")),
        ("adults-in-treatment", "derbyshire", ("3740", "4200")),
        ("adults-in-treatment", "derby", ("2067", "2166")),
        ("young-people-in-treatment", "derbyshire", ("90", "172")),
        ("young-people-in-treatment", "derby", ("21", "31")),
        ("treatment-progress", "derbyshire", ("48", "46")),
        ("treatment-progress", "derby", ("41", "42")),
        ("deaths-from-drug-misuse", "derbyshire", ("150", "165")),
        ("deaths-from-drug-misuse", "derby", ("48", "56")),
        ("alcohol-specific-deaths", "derbyshire", ("133", "150")),
        ("alcohol-specific-deaths", "derby", ("63", "52")),
        ("deaths-in-treatment", "derbyshire", ("48", "49")),
        ("deaths-in-treatment", "derby", ("25", "22")),
        ("hospital-admissions-alcohol", "derbyshire", ("3875", "3645")),
        ("hospital-admissions-alcohol", "derby", ("1240", "1390")),
        ("hospital-admissions-drugs", "derbyshire", ("1300", "1220")),
        ("hospital-admissions-drugs", "derby", ("570", "665")),
        ("prison-continuity-of-care", "derby-and-derbyshire", ("42.2", "57.5")),
        ("prison-continuity-of-care", "derbyshire", ("38.6", "50.3")),
        ("prison-continuity-of-care", "derby", ("46.2", "64.7")),
    ],
)
def test_pair_of_the_derby_and_derbyshire_report_is_as_printed(metric, area, values):
    found = [
        row for row in rows("derby-and-derbyshire", "observations") if (row["metric"], row["area"]) == (metric, area)
    ]
    assert tuple(row["value"] for row in sorted(found, key=lambda row: row["period_start"])) == values


def test_framework_has_six_outcomes_fifteen_commitments_and_both_tiers_of_metrics():
    tiers = Counter(row["tier"] for row in rows("national-framework", "metrics"))
    outcomes = len(rows("national-framework", "outcomes"))
    commitments = len(rows("national-framework", "commitments"))
    assert (outcomes, commitments, tiers["headline"], tiers["supporting"]) == (6, 15, 13, 20)


def test_every_outcome_has_headline_and_supporting_metrics():
    found = {(row["outcome"], row["tier"]) for row in rows("national-framework", "metrics")}
    outcomes = [row["outcome"] for row in rows("national-framework", "outcomes")]
    assert found == {(outcome, tier) for outcome in outcomes for tier in ("headline", "supporting")}


def test_every_numbered_priority_of_the_northamptonshire_plan_has_an_action():
    priorities = {row["priority"] for row in rows("northamptonshire", "priorities") if "." in row["number"]}
    named = {key for row in rows("northamptonshire", "actions") for key in row["priorities"].split("; ")}
    assert priorities - named == set()


def test_northamptonshire_contracts_add_up_to_the_printed_spend():
    costs = sum(int(row["annual_cost"]) for row in rows("northamptonshire", "services"))
    (printed,) = [r["value"] for r in rows("northamptonshire", "observations") if r["metric"] == "treatment-spend"]
    assert str(costs) == printed


def test_every_row_that_can_names_its_source_and_place():
    silent = [
        (package, table, row)
        for package, table, row in every_row()
        if {"source", "place"} <= set(table_schemas()[table].field_names) and not (row["source"] and row["place"])
    ]
    assert silent == []


def test_no_cell_holds_an_e_mail_address():
    assert [row for _, _, row in every_row() if any("@" in cell for cell in row.values())] == []
