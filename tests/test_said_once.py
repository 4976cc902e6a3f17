"""Pages say things once, with their units, and fold what is long: what a reader on a phone is spared."""

import re
from pathlib import Path

import pytest

from builder import pipeline
from builder.pages import render_tables
from builder.pipeline.building import Folders, assemble, set_scenes
from tests.projects import FROZEN

ROOT = Path.cwd()


@pytest.fixture(scope="module")
def real():
    """The words of every page of real packages, by path."""
    site = pipeline.check(FROZEN).site
    assembly = assemble(site, set_scenes(site), Folders(ROOT, FROZEN, ROOT / "build", ROOT / "site"))
    return {file.path: file.content.decode() for file in assembly.files if file.path.endswith(".md")}


def test_areas_that_cannot_be_tested_for_the_same_reason_share_a_sentence(real):
    text = real["derby-and-derbyshire/metrics/deaths-from-drug-misuse/index.md"]
    assert text.count("We could not test the change") == 1
    assert "We could not test the change in Derby or Derbyshire: the source does not state" in text


def test_periods_of_a_change_stand_in_no_brackets_within_brackets(real):
    text = real["derby-and-derbyshire/metrics/deaths-from-drug-misuse/index.md"]
    assert "- Derby: 48 around 2022, then 56 around 2024: up 16.7% (not tested)." in text


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
    counted = [int(number) for number in re.findall(r"<summary>(\d+) needs?:", text)]
    assert f"We read {sum(counted)} needs in the published papers." in text


def test_number_of_a_group_is_among_the_first_three_columns():
    tables = dict(render_tables(set_scenes(pipeline.check(FROZEN).site), ROOT / "site_src"))
    table = tables["tables/northamptonshire-unmet-need-groups-1.html"]
    assert re.findall(r"<th scope=\"col\"[^>]*>([^<]+)", table)[:4] == ["Area", "Substance", "Percentage", "Period"]
