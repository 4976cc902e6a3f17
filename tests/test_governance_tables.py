"""The tables that are worked out and published hold what the pages say."""

from functools import cache

import pytest

from builder import pipeline
from builder.analysis.publication import Publication
from builder.tables.governance import SCHEMAS, governance_tables
from tests.projects import FROZEN


@cache
def published():
    site = pipeline.check(FROZEN).site
    found = {one.name: governance_tables(Publication(one, one.day), site) for one in site.partnerships}
    return {name: {table.schema.name: table for table in tables} for name, tables in found.items()}


def rows(partnership, table):
    found = published()[partnership][table]
    return [dict(zip(found.schema.field_names, row, strict=True)) for row in found.rows]


def test_table_that_would_be_empty_is_not_published():
    assert {name: set(tables) for name, tables in published().items()} == {
        "derby-and-derbyshire": {"duty_standings", "expected_presences", "fund_totals", "finding_figures"},
        "northamptonshire": {
            *("duty_standings", "expected_presences", "fund_totals"),
            *("contract_states", "finding_figures"),
        },
        "worcestershire": {"duty_standings", "expected_presences", "contract_states", "finding_figures"},
    }


@pytest.mark.parametrize("schema", SCHEMAS, ids=[schema.name for schema in SCHEMAS])
def test_every_row_has_a_key_of_its_own(schema):
    for tables in published().values():
        if schema.name in tables:
            keys = [row[: len(schema.primary_key)] for row in tables[schema.name].rows]
            assert all(all(key) for key in keys)
            assert len(set(keys)) == len(keys)


def test_duty_that_repeats_has_its_next_date():
    assert next(r for r in rows("northamptonshire", "duty_standings") if r["duty"] == "needs-assessment") == {
        "duty": "needs-assessment",
        "title": "Assess local needs together",
        "standing": "met, time not known",
        "last_met": "2023-04-28",
        "date_basis": "implied",
        "last_due": "2022-11-30",
        "next_due": "2026-04-28",
        "next_due_at_the_latest": "yes",
        "judged_on": "2024-03-19",
    }


def test_total_is_the_sum_of_the_published_areas():
    (total,) = rows("derby-and-derbyshire", "fund_totals")
    assert (total["financial_year"], total["pounds"], total["rounded_to"]) == ("2024-25", "5264000", "1000")


def test_total_is_empty_where_an_area_is_missing():
    totals = rows("northamptonshire", "fund_totals")
    assert {(one["pounds"], one["areas_missing"]) for one in totals} == {("", "West Northamptonshire")}


def test_figure_of_a_finding_stands_beside_that_of_england():
    row = next(r for r in rows("northamptonshire", "finding_figures") if r["finding"] == "unmet-need-crack")
    assert (row["figure"], row["england"], row["unit"], row["area"], row["actions"]) == (
        *("48", "58", "percent"),
        *("Northamptonshire", "1"),
    )


def test_contract_that_goes_on_has_its_later_end():
    row = next(r for r in rows("northamptonshire", "contract_states") if r["service"] == "family-support")
    assert (row["ends"], row["state"]) == ("2026-03-31", "running")


def test_only_needs_say_how_many_actions_answer_them():
    for name in published():
        assert {r["kind"] for r in rows(name, "finding_figures") if r["actions"]} == {"need"}
