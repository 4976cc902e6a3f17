"""Pages say things once, with their units, and fold what is long: what a reader on a phone is spared."""

import re

import pytest

from builder import pipeline
from builder.pages import render_tables
from builder.pipeline.building import Folders, assemble, set_scenes
from builder.project.words import words_of
from tests.projects import FROZEN, root


@pytest.fixture(scope="module")
def real():
    """The words of every page of real packages, by path."""
    site = pipeline.check(FROZEN).site
    assembly = assemble(site, set_scenes(site), Folders(root(), FROZEN, root() / "build", root() / "site"))
    return {file.path: file.content.decode() for file in assembly.files if file.path.endswith(".md")}


def test_areas_of_which_the_same_can_be_said_share_a_sentence(real):
    text = real["derby-and-derbyshire/metrics/deaths-from-drug-misuse/index.md"]
    assert text.count("The change in ") == 1
    assert "<li>The change in Derby and Derbyshire could be chance" in text


def test_assumption_stands_once_on_a_page(real):
    text = real["derby-and-derbyshire/metrics/deaths-from-drug-misuse/index.md"]
    assert text.count("If both figures cover the same length of time") == 1


def test_heading_tells_of_each_area_so_that_no_list_repeats_it(real):
    text = real["derby-and-derbyshire/metrics/alcohol-specific-deaths/index.md"]
    assert (
        "## Alcohol-specific deaths rose in Derbyshire (from 133 to 150), but fell in Derby (from 63 to 52) "
        "between about 2022 and about 2024, could be chance"
    ) in text
    assert "Area by area" not in text


def test_areas_below_a_whole_have_a_line_each(real):
    text = real["derby-and-derbyshire/metrics/adults-in-treatment/index.md"]
    assert "<li>Derby: 99 more (+4.8%), could be chance.</li>" in text


def test_ambitions_have_their_units_beside_their_numbers(real):
    text = real["framework/ambitions/index.md"]
    assert 'data-label="Value" class="number">53%</td>' in text
    assert 'data-label="Unit"' not in text


def test_tables_split_by_subject_are_folded_with_the_subject_and_the_number_of_rows(real):
    text = real["framework/findings/index.md"]
    assert "<summary>Cost to society: 8 findings</summary>" in text
    assert text.count("<details") == text.count("<table")


def test_folds_of_needs_say_how_many_have_an_action_and_count_every_need(real):
    text = real["northamptonshire/needs/index.md"]
    counted = [int(number) for number in re.findall(r"<summary>[^<]*: (\d+) needs?,", text)]
    assert f"The papers describe {sum(counted)} needs." in text


def test_number_of_a_group_is_among_the_first_three_columns():
    tables = dict(render_tables(set_scenes(pipeline.check(FROZEN).site), words_of(root())))
    table = tables["tables/northamptonshire-unmet-need-groups-1.html"]
    assert re.findall(r"<th scope=\"col\"[^>]*>([^<]+)", table)[:4] == ["Area", "Substance", "Percentage", "Period"]


def test_page_of_a_metric_shows_one_chart_and_folds_the_rest(real):
    text = real["northamptonshire/metrics/young-people-in-treatment-by-group/index.md"]
    before, _, after = text.partition("## More about these figures")
    assert before.count('<figure class="chart">') == 1
    assert after.count('<figure class="chart">') == 3
    assert "<summary>By ethnic group</summary>" in after


def test_words_of_a_metric_stand_without_a_heading_of_their_own(real):
    text = real["derby-and-derbyshire/metrics/adults-in-treatment/index.md"]
    assert "Some people are in treatment for a long time" in text
    assert "In words" not in text
