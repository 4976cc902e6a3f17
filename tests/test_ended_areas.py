"""Areas that are none any more: their figures stay, and lead nowhere."""

from dataclasses import replace
from datetime import date

import pytest

from builder import wording
from builder.analysis.summaries import metric_summaries
from builder.model.measures import Site, Unit
from builder.pages.metric.area import area_page
from builder.pages.metric.standings import standing_of
from builder.pipeline.building import set_scenes
from builder.pipeline.checking import check
from builder.project.problems import Level
from tests.examples import area, metric, observation, partnership, share
from tests.sound_example import lay_out, rewrite

HOME = area("Riverside")
OLD = area("Oldshire", until=date(2021, 3, 31), followed_by=("north", "south"), parent="riverside")
NORTH, SOUTH = area("North", parent="riverside"), area("South", parent="riverside")
ENGLAND = area("England", kind="country", comparator=True)
FIGURES = [
    *[("oldshire", year, value) for year, value in ((2018, "900"), (2019, "1000"), (2020, "1200"))],
    *[("north", year, value) for year, value in ((2021, "700"), (2022, "500"))],
    *[("south", year, value) for year, value in ((2021, "600"), (2022, "400"))],
]


def published(*figures, day=date(2025, 1, 1), old=OLD):
    found = tuple(replace(observation(value, year), area=where) for where, year, value in figures)
    whole = partnership(*found, areas=(HOME, old, NORTH, SOUTH, ENGLAND))
    return replace(whole, chosen_day=day)


def leading(whole):
    (summary,) = metric_summaries(whole)
    return [series.area.name for series in summary.leading]


def test_an_area_that_ended_leads_no_heading():
    assert leading(published(*FIGURES)) == ["North", "South"]


def test_an_area_leads_until_its_last_day_has_passed():
    soon = replace(OLD, until=date(2030, 3, 31))
    assert leading(published(*FIGURES[:4], old=soon, day=date(2030, 3, 31))) == ["Oldshire", "North"]
    assert leading(published(*FIGURES[:4], old=soon, day=date(2030, 4, 1))) == ["North"]


def test_an_area_that_ended_leads_where_no_other_has_a_figure():
    assert leading(published(*FIGURES[:3])) == ["Oldshire"]


def test_its_figures_stay_in_the_series():
    (summary,) = metric_summaries(published(*FIGURES))
    assert [series.area.name for series in summary.areas] == ["Oldshire", "North", "South"]


def test_an_area_that_ended_is_set_beside_nobody():
    shares = [("oldshire", 52), ("north", 50), ("south", 60), ("england", 55)]
    figures = tuple(replace(share(part, 100, 2020), area=where) for where, part in shares)
    whole = partnership(*figures, of=metric(unit=Unit.PERCENT), areas=(HOME, OLD, NORTH, SOUTH, ENGLAND))
    (summary,) = metric_summaries(replace(whole, chosen_day=date(2023, 1, 1)))
    assert [series.area.name for series, _, _ in summary.comparisons] == ["North", "South"]


def test_pages_say_what_became_of_it():
    whole = published(*FIGURES)
    (scene,) = set_scenes(Site(whole.framework, (whole,)))
    assert [one.name for one in scene.areas_below] == ["North", "South"]
    assert scene.ended(NORTH) == ""
    said = "Oldshire ended on 31 March 2021, and became North and South. Its figures are history."
    assert area_page(scene, OLD).values["ended"] == said
    assert standing_of(scene, NORTH)


def test_an_area_that_ended_and_has_no_successor_is_said_to_have_ended():
    assert wording.area_ended(OLD, []) == "Oldshire ended on 31 March 2021. Its figures are history."


@pytest.mark.parametrize(("until", "problems"), [("2030-03-31", []), ("2015-03-31", [(Level.ASK, "area-ended")])])
def test_a_figure_of_a_time_after_the_end_of_its_area_is_asked_about(tmp_path, until, problems):
    package = lay_out(tmp_path) / "riverside"
    columns = {"until": "", "followed_by": ""}

    def end(rows):
        rows[:] = [{**row, **columns} for row in rows]
        rows[1] |= {"until": until, "followed_by": "south-riverside"}

    rewrite(package / "areas.csv", end)
    checked = check(tmp_path / "datasets")
    assert checked.site.partnerships[0].areas["north-riverside"].followed_by == ("south-riverside",)
    found = checked.problems
    assert sorted({(problem.level, problem.cause) for problem in found}) == problems
