"""Slips of spreadsheets and of hurried hands are pointed out, and what can be meant is not refused."""

import pytest

from builder.pipeline.checking import check
from tests.sound_example import lay_out, rewrite


def told(folder, table, change):
    """Return the causes and places of what the check says of the sound example with a changed table."""
    datasets = lay_out(folder)
    rewrite(datasets / "riverside" / f"{table}.csv", change)
    return [(problem.cause, problem.place.cell, problem.level.value) for problem in check(datasets).problems]


def grouped(*groups, breakdown="Substance"):
    """Return a change that gives rows of a metric groups, each in a year of its own."""

    def change(rows):
        for number, group in enumerate(groups):
            rows.append({**rows[0], "breakdown": breakdown, "group": group, "period_start": f"{2018 + number}-04-01"})

    return change


@pytest.mark.parametrize(
    ("one", "other"),
    [("Opiate", "opiate"), ("Opiate", "Opiates"), ("18-24", "18\u201324"), ("18 to 24", "18-24"), ("A  b", "A b")],
)
def test_group_in_two_spellings_is_pointed_out(tmp_path, one, other):
    found = told(tmp_path, "observations", grouped(one, other))
    assert ("two-spellings", "D17", "ask") in found


def test_groups_of_different_names_are_left_alone(tmp_path):
    assert told(tmp_path, "observations", grouped("Opiates", "Alcohol", "15 to 24", "25 to 34")) == []


def test_breakdown_in_two_spellings_is_pointed_out(tmp_path):
    found = told(tmp_path, "observations", grouped("Women", breakdown="sex"))
    assert {one[0] for one in found} == {"two-spellings"}


@pytest.mark.parametrize("group", ["05-Sep", "Oct-14", "2024-10-14", "10/14/2024", "5-Sep-24"])
def test_range_that_became_a_date_is_refused(tmp_path, group):
    assert ("range-as-date", "D16", "error") in told(tmp_path, "observations", grouped(group))


@pytest.mark.parametrize(("group", "is_told"), [("10-14", True), ("5-9", True), ("15-19", False), ("10 to 14", False)])
def test_range_of_which_excel_would_make_a_date_is_pointed_out(tmp_path, group, is_told):
    found = told(tmp_path, "observations", grouped(group))
    assert found == ([("range-like-date", "D16", "warning")] if is_told else [])


def fractions(*values):
    def change(rows):
        for year, value in enumerate(values):
            about = {
                "numerator": "",
                "denominator": "",
                "lower": "",
                "upper": "",
                "period_start": f"{2015 + year}-04-01",
            }
            rows.append({**rows[9], **about, "area": "south-riverside", "value": value})

    return change


@pytest.mark.parametrize(
    ("values", "is_told"),
    [(["0.523"], True), (["0.523", "51.0"], True), (["0.9"], True), (["52.3", "1.2"], False), (["0"], False)],
)
def test_percentage_below_one_among_others_is_pointed_out(tmp_path, values, is_told):
    found = told(tmp_path, "observations", fractions(*values))
    assert ("fraction" in [one[0] for one in found]) == is_told


def years(*starts):
    def change(rows):
        about = {"area": "south-riverside", "metric": "adults-in-treatment", "status": "", "value": "700"}
        rows[:] = [row for row in rows if (row["metric"], row["area"]) != ("adults-in-treatment", "south-riverside")]
        rows += [{**rows[0], **about, "period_start": start} for start in starts]

    return change


@pytest.mark.parametrize(
    ("starts", "is_told"),
    [
        (["2019-01-01", "2020-01-01", "2020-04-01"], True),
        (["2018-01-01", "2019-01-01", "2020-04-01", "2021-09-01"], True),
        (["2019-04-01", "2020-04-01", "2022-04-01"], False),
        (["2019-01-01", "2019-04-01", "2019-07-01", "2019-10-01"], False),
    ],
)
def test_years_of_different_kinds_in_one_series_are_pointed_out(tmp_path, starts, is_told):
    found = told(tmp_path, "observations", years(*starts))
    assert [one[0] for one in found] == (["mixed-years"] if is_told else [])


def test_code_that_does_not_fit_the_kind_of_area_is_pointed_out(tmp_path):
    found = told(tmp_path, "areas", lambda rows: rows[1].update(kind="county"))
    assert found == [("code-and-kind", "D3", "ask")]


def test_action_that_an_update_tells_of_needs_a_status(tmp_path):
    def tell(rows):
        rows.append({**rows[0], "update": "need-mapped", "action": "map-need"})

    assert told(tmp_path, "updates", tell) == [("update-without-status", "P3", "warning")]


def test_update_about_a_priority_asks_no_action_for_a_status(tmp_path):
    def tell(rows):
        rows.append({**rows[0], "update": "more-kits", "action": "", "priority": "more-naloxone"})

    assert told(tmp_path, "updates", tell) == []
