"""A text that says a small number of people beside a place or a year is pointed out, wherever it stands."""

import pytest

from builder import pipeline
from builder.disclosure import find_small_numbers_in_words
from builder.project.found import PackageAsFound
from tests.disclosure_example import AREAS, figure, holdings
from tests.sound_example import check, edit, lay_out, rewrite

TOWN = {"area": "mid", "name": "Mid Town", "kind": "district", "parent": "county", "comparator": "no"}


def warned(text, table="gaps", field="reason", **cells):
    """Return the positions that warnings give for a text of a table."""
    rows = {table: [{field: text, **cells}]}
    metrics = rows.pop("metrics", None) or [{"metric": "people", "unit": "count"}]
    (holding,) = holdings(figure("40"), metrics=metrics, areas=[*AREAS, TOWN], **rows)
    package = PackageAsFound("county", "datasets/county/datapackage.yaml", {}, {}, frozenset())
    found = find_small_numbers_in_words(holding, package)
    return [int(problem.fault.rsplit(" ", 1)[-1].strip(".")) for problem in found]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Three people in Mid Town went to hospital after an overdose in 2023/24.", 1),
        ("All 3 admissions in Mid Town in 2023/24 were reviewed.", 5),
        ("In Mid Town, 3 people were admitted for poisoning in 2023/24.", 14),
        ("Two women died in Mid Town.", 1),
        ("In 2023, two young men died.", 10),
        ("Of those who died in 2023, three were women.", 28),
        ("In Mid Town four died.", 13),
        ("A single death was recorded in Mid Town.", 1),
        ("Only one person was seen in Mid Town.", 1),
        ("One person died in 2022.", 1),
        ("There was one suicide in Mid Town.", 11),
        ("Mid Town: deaths: 3", 19),
        ("Deaths in Mid Town (2)", 21),
        ("Deaths in Mid Town = 4", 22),
        ("The year 2023 saw one fewer death than before.", 19),
        ("Deaths in Mid Town fell by two more than expected.", 28),
        ("A couple of patients in Mid Town left.", 1),
        ("a pair of teenagers, Mid Town", 1),
        ("1 or 2 residents of Mid Town", 6),
        ("3 of the 20 patients in Mid Town", 1),
        ("Every year two people die in Mid Town.", 12),
        ("We know of four babies born in 2023.", 12),
        ("4 drug-related deaths in 2021", 1),
        ("three child admissions, 2023 to 2024", 1),
        ("In 2023 two overdosed.", 9),
        ("In 2023 three were found.", 9),
        ("In Mid Town 2 prisoners were released.", 13),
        ("Mid Town had three male victims.", 14),
        ("All well. In Mid Town, two parents lost a child.", 24),
        ("Nothing in 2022;\nin 2023 one woman.", 26),
    ],
)
def test_small_number_of_people_beside_a_place_or_a_year_is_pointed_out(text, position):
    assert warned(text) == [position]


@pytest.mark.parametrize(
    "text",
    [
        "Three people went to hospital.",
        "Twelve people in Mid Town went to hospital in 2023.",
        "In 2023, 5 people died in Mid Town.",
        "Three pharmacies in Mid Town give out naloxone.",
        "Two services in Mid Town look after people in 2023.",
        "In 2023 four boroughs sent people to Mid Town.",
        "Each partnership names one senior person by 2023.",
        "People in Mid Town wait three weeks.",
        "Within 3 months of release in 2023, people are seen.",
        "Adults aged 3 and over in Mid Town.",
        "Children under 4 in Mid Town",
        "One in three adults in Mid Town drinks.",
        "1 in 4 people in Mid Town",
        "Deaths in 2023: see table 3.",
        "Deaths in Mid Town, step 2 of 4",
        "One person may be counted in two areas in 2023.",
        "A patient who takes more than one drug counts once in 2023.",
        "Numbers of people below 3 in every 1,000 in Mid Town.",
        "In Mid Town, fewer than 5 people died in 2023.",
        "Counts of 1 to 4 people are hidden in 2023.",
        "People in Mid Town, 2 April 2023",
        "Priority 2: people in Mid Town",
        "Objective 3 for adults, 2023 to 2024",
        "In Mid Town the first two quarters of 2023 had more deaths.",
        "Four-year plan for people in Mid Town",
        "People in Mid Town, version 3",
        "The rate per 2 people in 2023",
        "Deaths rose by 3% in Mid Town.",
        "Deaths per person rose 1.5 times in 2023.",
        "The one plan for people in Mid Town",
        "No one area has all people in 2023.",
        "One person had been counted twice in Mid Town.",
    ],
)
def test_number_of_something_else_is_not_pointed_out(text):
    assert warned(text) == []


@pytest.mark.parametrize(
    ("table", "field", "cells"),
    [
        ("updates", "text", {"date": "2024-03-31"}),
        ("actions", "evidence", {"area": "mid"}),
        ("findings", "statement", {"area": "mid"}),
        ("organisations", "name", None),
        ("metrics", "coverage", None),
        ("sources", "title", {"published": "2024-03-31"}),
        ("services", "note", {"area": "mid"}),
    ],
)
def test_every_column_of_words_is_read(table, field, cells):
    where = "" if cells else " in Mid Town"
    assert warned(f"Three people died{where}.", table, field, **(cells or {})) == [1]


def test_metric_that_counts_things_may_have_a_small_number_of_them():
    row = {"metric": "people", "unit": "count", "counts": "things", "limitations": "In 2023 four cases were bought."}
    assert warned(row["limitations"], "metrics", "limitations", **{k: v for k, v in row.items() if k[0] != "l"}) == []


def test_small_number_is_small_by_the_rule_of_the_package():
    rule = {"rule": "r", "threshold": "10", "approved_by": "Director", "approved_on": "2024-01-01", "reason": "r"}
    (holding,) = holdings(areas=[*AREAS, TOWN], disclosure=[rule], gaps=[{"reason": "Nine people died in Mid Town."}])
    package = PackageAsFound("county", "datasets/county/datapackage.yaml", {}, {}, frozenset())
    assert len(find_small_numbers_in_words(holding, package)) == 1


def test_question_stops_nothing_and_does_not_say_the_number(tmp_path):
    datasets = lay_out(tmp_path)
    text = "Three people in South Riverside went to hospital in 2023."
    rewrite(datasets / "riverside" / "updates.csv", lambda rows: rows[0].update(text=text))
    result = check(tmp_path)
    assert result.exit_code == 0
    assert (
        'datasets/riverside/updates.csv, cell E2 (row 2, "text"): This text says a small number of people beside a '
        'place or a year, at character 1. Write "a few", or leave the number out, unless it is public already: '
        "whoever approves this decides."
    ) in result.output
    assert "Three" not in result.output


def test_narrative_and_descriptor_are_read_too(tmp_path):
    riverside = lay_out(tmp_path) / "riverside"
    (riverside / "narrative" / "overview.md").write_text("Many.\nIn 2023, *three* women died.\n", "utf-8")
    edit(riverside / "datapackage.yaml", "A made-up partnership, for tests.", "In 2023 two men died.")
    said = "This text says a small number of people beside a place or a year"
    lines = [line.split(". ")[0] for line in check(tmp_path).output.splitlines() if said in line]
    assert lines == [
        f"Question: datasets/riverside/datapackage.yaml: {said}",
        f"Question: datasets/riverside/narrative/overview.md, line 2, character 11: {said}",
    ]


def test_narrative_is_about_a_place_without_naming_it(tmp_path):
    riverside = lay_out(tmp_path) / "riverside"
    (riverside / "narrative" / "overview.md").write_text("Of these, two children were taken into care.\n", "utf-8")
    found = [problem for problem in pipeline.check(riverside.parent).problems if problem.level == "ask"]
    assert [(problem.cause, problem.place.line) for problem in found] == [("small-number-in-words", 1)]


def test_text_that_is_refused_already_is_not_pointed_out_as_well(tmp_path):
    datasets = lay_out(tmp_path)
    rewrite(datasets / "riverside" / "observations.csv", lambda rows: rows[8].update(note="Three people were seen."))
    messages = check(tmp_path).output.splitlines()[:-1]
    assert len(messages) == 1
