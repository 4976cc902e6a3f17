"""What a partnership's first page says of all metrics at once, and the small charts beside its figures."""

import re

from builder import wording
from builder.charts import spark
from builder.charts.figures.metric import figures_of
from builder.model.measures import Order, Period, Site, Status
from builder.pages.metric.standings import footnote
from builder.pages.scene import Scene, verdict
from builder.pipeline.building import set_scenes
from tests.examples import observation, partnership


def scene_of(*observations, of=None) -> Scene:
    one = partnership(*observations, of=of)
    (scene,) = set_scenes(Site(one.framework, (one,)))
    return scene


READ = [observation(v, y, period_stated=False, period_printed="two years") for v, y in (("100", 2021), ("200", 2022))]


def test_label_that_holds_on_an_assumption_has_a_star_which_the_page_explains():
    scene = scene_of(*READ)
    (summary,) = scene.summaries.values()
    assert verdict(summary).words == "Better*"
    assert footnote([summary]) == "* If both figures cover the same length of time, which the source does not say."
    assert footnote(scene_of(observation("1")).summaries.values()) == ""


def test_page_says_once_that_dates_are_not_printed():
    undated = scene_of(observation("1", period=Period.undated(Order.LATER), period_stated=False))
    assert footnote(undated.summaries.values()) == wording.UNDATED


def row_of(*observations):
    (summary,) = scene_of(*observations).summaries.values()
    return figures_of(summary)[0].rows[0]


def path(svg):
    return re.search(r' d="([^"]+)"', svg)[1]


def test_small_chart_runs_from_the_lowest_to_the_highest_value():
    assert path(spark(row_of(observation("10", 2020), observation("20", 2021)))) == "M4.0 16.0L92.0 4.0"


def test_small_chart_of_equal_values_is_level():
    assert path(spark(row_of(observation("10", 2020), observation("10", 2021)))) == "M4.0 4.0L92.0 4.0"


def test_small_chart_is_interrupted_at_a_break():
    broken = row_of(observation("10", 2020), observation("20", 2021, status=Status.BREAK))
    assert path(spark(broken)).count("M") == 2


def test_one_period_has_no_small_chart():
    (summary,) = scene_of(observation("10")).summaries.values()
    assert figures_of(summary)[0].sparks("riverside") == ()
