"""What an annual report takes: whatever was published by the end of its year, as it was known then."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from builder import pipeline
from builder.model.as_of import known_by, newest_day, report_years
from builder.model.measures import Source, Status
from builder.model.plan import Declared
from tests.examples import observation, partnership

SOUND = Path("tests/broken/_sound")


def source(key, published):
    return Source(key, key, "A council", published, "OGL", "", "", "")


@pytest.fixture(scope="module")
def riverside():
    return pipeline.check(SOUND).site.partnerships[0]


def values(found):
    return [o.value for o in found.package.observations]


def test_figure_counts_from_the_year_in_which_its_source_was_published():
    found = partnership(observation("10", source="late"), sources=(source("late", date(2024, 12, 31)),))
    assert [values(known_by(found, year)) for year in (2023, 2024, 2025)] == [[], [10], [10]]


def test_figure_of_a_source_without_date_counts_once_its_period_has_ended():
    found = partnership(observation("10", 2023, source="undated"), sources=(source("undated", None),))
    assert [values(known_by(found, year)) for year in (2022, 2023)] == [[], [10]]


def test_figure_that_was_revised_later_has_the_value_of_its_time(riverside):
    in_time = replace(riverside.package.sources[0], published=date(2023, 9, 12))
    others = (in_time, replace(riverside.package.sources[1], published=date(2023, 9, 12)))
    found = known_by(replace(riverside, package=replace(riverside.package, sources=others)), 2023)
    adults = next(o for o in found.package.observations if o.metric == "adults-in-treatment")
    assert (adults.value, known_by(riverside, 2024).package.observations[6].value) == (Decimal(1195), Decimal(1200))


def test_figure_that_is_hidden_today_stays_hidden_whatever_stood_there_before(riverside):
    hidden = tuple(
        replace(o, value=None, status=Status.CONFIDENTIAL) if o.metric == "adults-in-treatment" else o
        for o in riverside.package.observations
    )
    early = tuple(replace(one, published=date(2023, 9, 12)) for one in riverside.package.sources)
    changed = replace(riverside, package=replace(riverside.package, observations=hidden, sources=early))
    known = known_by(changed, 2023).package.observations
    assert {o.value for o in known if o.metric == "adults-in-treatment"} == {None}


def test_status_that_was_declared_later_is_not_known_yet(riverside):
    early = tuple(replace(one, published=date(2023, 9, 12)) for one in riverside.package.sources)
    plan = riverside.package.plan
    declared = replace(plan.actions[0], status=Declared.DONE, status_date=date(2024, 3, 1))
    changed = replace(riverside.package, sources=early, plan=replace(plan, actions=(declared,)))
    known = known_by(replace(riverside, package=changed), 2023)
    assert [one.status for one in known.package.plan.actions] == [None]


def test_rows_of_later_sources_are_left_out_of_every_table(riverside):
    known = known_by(riverside, 2023).package
    left = {name for name, rows in known.tables.items() if rows and any(row.get("source") for row in rows)}
    assert left <= {"metrics", "areas", "outcomes", "sources"}


def test_targets_claims_actions_and_money_of_later_sources_are_left_out(riverside):
    known = known_by(riverside, 2023).package
    assert (known.targets, known.claims, known.plan.actions, known.governance.funding) == ((), (), (), ())


def test_year_after_everything_changes_nothing(riverside):
    known = known_by(riverside, 2030).package
    assert (known.observations, known.targets, known.tables) == (
        riverside.package.observations,
        riverside.package.targets,
        riverside.package.tables,
    )


def test_report_is_about_the_day_of_its_newest_source():
    dates = (date(2022, 5, 1), date(2023, 6, 1), date(2024, 2, 1), None)
    found = partnership(sources=tuple(source(str(day), day) for day in dates))
    assert [newest_day(found, year) for year in (2021, 2022, 2023)] == [
        date(2021, 12, 31),
        date(2022, 5, 1),
        date(2023, 6, 1),
    ]


def test_there_is_a_report_for_each_year_with_a_narrative(riverside):
    assert report_years(riverside.package) == (2024,)
