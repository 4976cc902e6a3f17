"""What a partnership's first page says of all metrics at once, and the small charts beside its figures."""

import re

from builder.charts import spark
from builder.figures import figures_of
from builder.model import Polarity, Site, Status
from builder.pages.scene import Scene
from builder.pages.standings import glances, scoreboard, verdict_counts
from builder.pipeline.building import set_scenes
from tests.examples import metric, observation, partnership


def scene_of(*observations, of=None) -> Scene:
    one = partnership(*observations, of=of)
    (scene,) = set_scenes(Site(one.framework, (one,)))
    return scene


def numbers(scene):
    return {tile.words: (tile.number, tile.kind) for tile in scoreboard(scene, lambda goal: goal)}


def test_scoreboard_counts_what_is_clear_and_what_is_not():
    assert numbers(scene_of(observation("100", 2021), observation("200", 2022))) == {
        "better": ("1", "better"),
        "worse": ("0", "zero"),
        "unclear": ("0", "zero"),
    }
    assert numbers(scene_of(observation("100", 2021), observation("101", 2022)))["unclear"] == ("1", "none")


def test_scoreboard_counts_nothing_of_what_is_not_published():
    assert numbers(scene_of()) == {}


def test_clear_metric_stands_with_its_finding_and_an_untested_one_by_name():
    (clear,) = glances(scene_of(observation("100", 2021), observation("200", 2022)), lambda goal: goal)
    assert clear.findings == ("Adults in treatment rose from 100 in 2021 to 200 in 2022, up 100%",)
    (untested,) = glances(
        scene_of(observation("100", 2021, period_stated=False), observation("200", 2022)), lambda goal: goal
    )
    assert (untested.verdict.words, untested.findings) == ("1 in the right direction, not tested", ())


def test_untested_metric_that_moved_the_bad_way_is_told_apart():
    of = metric(polarity=Polarity.LOWER_IS_BETTER)
    scene = scene_of(observation("100", 2021, period_stated=False), observation("200", 2022), of=of)
    (found,) = glances(scene, lambda goal: goal)
    assert found.verdict.words == "1 in the wrong direction, not tested"


def test_metric_with_one_period_is_counted_as_such():
    assert [v.words for v in verdict_counts(scene_of(observation("1")).summaries.values())] == [
        "1 with one period only"
    ]


def row_of(*observations):
    (summary,) = scene_of(*observations).summaries.values()
    return figures_of(summary)[0].rows[0]


def path(svg):
    return re.search(r' d="([^"]+)"', svg)[1]


def test_small_chart_runs_from_the_lowest_to_the_highest_value():
    assert path(spark(row_of(observation("10", 2020), observation("20", 2021)))) == "M4.0 28.0L92.0 4.0"


def test_small_chart_of_equal_values_is_level():
    assert path(spark(row_of(observation("10", 2020), observation("10", 2021)))) == "M4.0 16.0L92.0 16.0"


def test_small_chart_is_interrupted_at_a_break():
    broken = row_of(observation("10", 2020), observation("20", 2021, status=Status.BREAK))
    assert path(spark(broken)).count("M") == 2


def test_one_period_has_no_small_chart():
    (summary,) = scene_of(observation("10")).summaries.values()
    assert figures_of(summary)[0].sparks("riverside") == ()
