"""The packages of this repository hold all that was taken from the five published documents, and no row gets lost."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from builder import pipeline
from builder.project.problems import Level
from builder.project.schemas import table_schemas
from builder.project.words import words_of
from tests.shipped.as_read import PACKAGES

ROW_COUNTS = Path(__file__).parent / "row_counts"
EVERY_PACKAGE = pytest.mark.parametrize("name", PACKAGES)


def rows(folder, table):
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def every_row(folder):
    for table in sorted(path.stem for path in folder.glob("*.csv")):
        for row in rows(folder, table):
            yield table, row


def row_counts(folder):
    counts = {}
    for table, row in every_row(folder):
        source = row.get("source") if table != "sources" else ""
        counts.setdefault(source or "no source", Counter())[table] += 1
    return counts


def test_data_and_words_have_no_problem_but_the_wrong_figures_of_published_reports(datasets, words):
    problems = pipeline.check(datasets, words=words_of(words.parent)).problems
    assert {(problem.level, problem.cause) for problem in problems} == {(Level.WARNING, "claim")}


@EVERY_PACKAGE
def test_no_package_loses_a_row_of_any_source(name, package, golden):
    golden(ROW_COUNTS / f"{name}.json", json.dumps(row_counts(package(name)), indent=1, sort_keys=True) + "\n")


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
def test_pair_of_the_derby_and_derbyshire_report_is_as_printed(package, metric, area, values):
    observations = rows(package("derby-and-derbyshire"), "observations")
    found = [row for row in observations if (row["metric"], row["area"]) == (metric, area)]
    assert tuple(row["value"] for row in sorted(found, key=lambda row: row["period_start"])) == values


def test_framework_has_six_outcomes_fifteen_commitments_and_both_tiers_of_metrics(package):
    folder = package("national-framework")
    tiers = Counter(row["tier"] for row in rows(folder, "metrics"))
    outcomes, commitments = len(rows(folder, "outcomes")), len(rows(folder, "commitments"))
    assert (outcomes, commitments, tiers["headline"], tiers["supporting"]) == (6, 15, 13, 20)


def test_every_outcome_has_headline_and_supporting_metrics(package):
    folder = package("national-framework")
    found = {(row["outcome"], row["tier"]) for row in rows(folder, "metrics") if row["tier"] != "official"}
    outcomes = [row["outcome"] for row in rows(folder, "outcomes")]
    assert found == {(outcome, tier) for outcome in outcomes for tier in ("headline", "supporting")}


def test_every_numbered_priority_of_the_northamptonshire_plan_has_an_action(package):
    folder = package("northamptonshire")
    priorities = {row["priority"] for row in rows(folder, "priorities") if "." in row["number"]}
    named = {key for row in rows(folder, "actions") for key in row["priorities"].split("; ")}
    assert priorities - named == set()


def test_northamptonshire_contracts_add_up_to_the_printed_spend(package):
    folder = package("northamptonshire")
    costs = sum(int(row["annual_cost"]) for row in rows(folder, "services"))
    (printed,) = [r["value"] for r in rows(folder, "observations") if r["metric"] == "treatment-spend"]
    assert str(costs) == printed


@EVERY_PACKAGE
def test_every_row_that_can_names_its_source_and_place(name, package):
    silent = [
        (table, row)
        for table, row in every_row(package(name))
        if {"source", "place"} <= set(table_schemas()[table].field_names) and not (row["source"] and row["place"])
    ]
    assert silent == []


@EVERY_PACKAGE
def test_no_cell_holds_an_e_mail_address(name, package):
    assert [row for _, row in every_row(package(name)) if any("@" in cell for cell in row.values())] == []
