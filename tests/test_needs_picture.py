"""What is needed here beside England: pairs of percentages, the widest gap first, each once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from builder.analysis.needs import FindingSummary
from builder.charts import Painter, theme
from builder.charts.figures.metric import ChartKind
from builder.charts.figures.needs import needs_figure
from builder.charts.specification import draw
from builder.model.measures import Unit
from tests.examples import metric, observation, partnership
from tests.governance_examples import finding

PERCENT = metric(Unit.PERCENT)
PLACE = partnership(observation("4", 2020), of=PERCENT)


def found(title, here, beside, *, of=PERCENT, **values):
    return FindingSummary(
        finding(),
        replace(of, metric=title.lower(), title=title),
        observation(here, 2020, **values),
        observation(beside, 2020, area="england", **values),
    )


FINDINGS = (
    found("Unmet need", "82", "82", breakdown="Substance", group="Alcohol"),
    found("Referrals", "4", "15"),
    found("Disability", "18", "28"),
    found("Disability", "18", "28"),
    found("Deaths", "9", "5", of=metric(Unit.RATE)),
)


def test_pairs_stand_once_with_the_widest_gap_first():
    picture = needs_figure(FINDINGS, PLACE)
    assert picture.kind is ChartKind.PAIRS
    assert [row.place for row in picture.rows[::2]] == ["Referrals", "Disability", "Unmet need: Alcohol"]
    assert [row.comparator for row in picture.rows] == [False, True] * 3
    assert picture.title == "Furthest apart: Referrals, 4% here and 15% in England"
    assert "Disability: 18%, 28% in England." in picture.text_alternative


def test_each_value_says_whose_it_is(tmp_path):
    with Painter(tmp_path) as painter:
        svg = painter.paint(needs_figure(FINDINGS, PLACE), "needs")
    assert svg.count("data-value=") == 6
    assert 'data-value="Referrals: 4%"' in svg
    assert 'data-value="Referrals, England: 15%"' in svg


def test_interval_is_neither_drawn_nor_named():
    limits = {"lower": Decimal(2), "upper": Decimal(6)}
    picture = needs_figure((found("Referrals", "4", "15", **limits), FINDINGS[0]), PLACE)
    assert all(point.lower is None and not point.limits_words for row in picture.rows for point in row.points)


def test_one_pair_alone_makes_no_picture():
    assert needs_figure(FINDINGS[1:2], PLACE) is None
    assert needs_figure(FINDINGS[4:], PLACE) is None


@pytest.mark.parametrize("width", [theme.NARROW, theme.WIDE])
def test_line_at_zero_goes_through_no_label(width):
    picture = needs_figure((found("Drink", "12.9", "16.2"), *FINDINGS[:2]), PLACE)
    records = [record for values in draw(picture, width)["datasets"].values() for record in values]
    zeros = {record["y"] for record in records if record.get("value") == 0 and set(record) == {"value", "y"}}
    labelled = {record["label"]: record["y"] for record in records if "label" in record}
    assert labelled["12.9%"] not in zeros
    assert labelled["82%"] in zeros
