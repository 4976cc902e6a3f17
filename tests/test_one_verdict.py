"""Everything that speaks of a series says the same of it: label, heading, list, table, download, report, chart."""

import csv
import io
import re
from collections import Counter

import pytest

from builder import pipeline, wording
from builder.analysis.change_tests import Chance
from builder.analysis.changes import Direction
from builder.analysis.summaries import metric_summaries, verdicts_in
from builder.charts.figures.metric import figures_of
from builder.pages.metric.area import area_tables
from builder.pages.metric.moves import front, move, place_of_moves
from builder.pages.metric.standings import standing_of
from builder.pages.scene import card, series_label, verdict
from builder.pipeline.building import set_scenes
from builder.report import TableBlock, report_of
from builder.tables import package_files
from tests.projects import FROZEN

WORDS = {
    Chance.MORE_THAN_CHANCE: "more than chance",
    Chance.COULD_BE_CHANCE: "could be chance",
    Chance.CANNOT_BE_WORKED_OUT: "cannot tell if it is chance",
}


def link(goal):
    return goal


@pytest.fixture(scope="module")
def site():
    return pipeline.check(FROZEN).site


@pytest.fixture(scope="module")
def scenes(site):
    return set_scenes(site)


@pytest.fixture(scope="module")
def summaries(scenes):
    return [(scene, summary) for scene in scenes for summary in scene.summaries.values()]


@pytest.fixture(scope="module")
def rows(site):
    """The rows of every metric's file that hold a verdict, by partnership, metric, area and group."""
    found = {}
    for artefact in package_files.export(site):
        path = re.fullmatch(r"data/([^/]+)/metrics/.*\.csv", artefact.path)
        if path and path[1] != "compare":
            for row in csv.DictReader(io.StringIO(artefact.content.decode("utf-8-sig"))):
                if row["judgement"]:
                    found[path[1], row["metric"], row["area"], row["group"], row["method_version"]] = row
    return found


def test_there_is_something_to_agree_on(summaries):
    chances = {v.chance for _, summary in summaries for v in summary.verdicts}
    assert chances >= set(Chance)


def test_files_give_the_verdict_of_each_series(summaries, rows):
    for scene, summary in summaries:
        for v in summary.verdicts:
            if v.series.latest is None:
                continue
            metric, area, _, group, method = v.series.key
            row = rows[scene.partnership.name, metric, area, group or "Total", method or "not-named"]
            assert row["judgement"] == v.judgement.value
            assert row["chance"] == (v.chance.value if v.chance else "")
            assert row["direction"] == (v.told.direction.value if v.told else "")
            assert bool(row["why_not"]) == bool(row["why_not_words"])


def test_heading_says_of_each_series_what_its_verdict_is(summaries):
    for _, summary in summaries:
        heading = wording.finding(summary)
        for v in summary.changed:
            said = {Direction.UP: "rose", Direction.DOWN: "fell"}.get(v.direction, "")
            assert said in heading
            if v.chance and not (v.step and v.step.reasons):
                assert WORDS[v.chance] in heading
            else:
                assert len(summary.changed) > 1 or not any(words in heading for words in WORDS.values())


def test_card_label_and_counts_read_the_same_verdict(summaries):
    for scene, summary in summaries:
        label = verdict(summary)
        assert card(scene, summary, link).verdict == label
        if len(summary.changed) == 1:
            assert label == series_label(summary.changed[0])
        assert (label.kind in {"better", "worse"}) <= summary.is_clear


def test_front_and_lists_by_place_give_of_each_series_its_verdict(scenes):
    for scene in scenes:
        for area in scene.own_areas:
            place = place_of_moves(scene, area, link)
            changed = [v for v in verdicts_in(scene.summaries.values(), area.area) if v.told]
            assert {(c.title, c.move) for c in place.changes} == {
                (v.series.metric.title, move(v, v.series.metric)) for v in changed
            }
        moves = {m.later for headline in front(scene) for m in headline.moves}
        assert moves <= {
            m.later
            for s in scene.summaries.values()
            for m in (move(v, s.metric) for v in s.verdicts if v.series.latest)
        }


def test_counts_by_place_are_those_of_the_lists(scenes):
    for scene in scenes:
        for area in scene.areas_below:
            ways = Counter(c.move.kind for c in place_of_moves(scene, area, link).changes)
            if ways["better"] + ways["worse"]:
                counted = wording.places_counted([(area.name, ways["better"], ways["worse"])])
                assert standing_of(scene, area).startswith(counted)


def test_table_of_an_area_says_of_each_series_what_its_verdict_is(scenes):
    for scene in scenes:
        labels = {
            (s.series.metric.title, s.series.area.name, series_label(s))
            for summary in scene.summaries.values()
            for s in summary.verdicts
        }
        for part, table in area_tables(scene):
            area = next(a for a in scene.own_areas if f"-{a.area}-" in part)
            for row in table.rows:
                assert (row[0].text, area.name, row[1].verdicts[0]) in labels


def test_report_says_of_each_series_what_its_verdict_is(site):
    for partnership in site.partnerships:
        report = report_of(site, partnership, 2026)
        said = {
            (row[0].text, row[3].text)
            for block in report.blocks
            if isinstance(block, TableBlock) and block.caption.startswith("Every figure about")
            for row in block.rows
        }
        assert said
        for summary in metric_summaries(partnership):
            for v in summary.verdicts:
                if v.told and v.chance and not v.series.area.comparator and not v.series.breakdown:
                    words = f"{wording.signed_change(v.told, v.series.metric)}: {wording.judged_series(v)}"
                    assert any(row[1] == words and row[0].startswith(v.series.metric.title) for row in said)


def test_chart_in_words_begins_with_the_finding(summaries):
    for _, summary in summaries:
        for figure in figures_of(summary)[:1]:
            assert f". {wording.finding(summary)}. " in figure.text_alternative
