"""The statistics give the figures that others published, digit for digit or verdict for verdict."""

import csv
from itertools import groupby
from pathlib import Path

import pytest

from builder.analysis import chance, intervals
from builder.analysis.intervals import Interval
from builder.analysis.trend import EstimatedPoint, TrendPoint, recent_trend, trend_of_estimates
from builder.model.measures import Polarity

FIGURES = Path("tests/published_figures")
CONFIDENCE = {"95%": 0.95, "99.8%": 0.998}


def rows_of(name):
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


INTERVALS = rows_of("intervals.csv")
COMPARISONS = rows_of("comparisons.csv")
TRENDS = [list(rows) for _, rows in groupby(rows_of("trends.csv"), key=lambda row: row["series"])]


def limits(row):
    """Return our limits of a row of the published intervals."""
    count, confidence, base = float(row["count"]), CONFIDENCE[row["confidence"]], float(row["multiplier"])
    match row["method"]:
        case "Wilson":
            found = intervals.wilson(count, float(row["denominator"]), confidence)
        case "Byar":
            found = intervals.byar(count, confidence)
        case "exact Poisson":
            found = intervals.exact_poisson(int(count), confidence)
    share = base if row["method"] == "Wilson" else base / float(row["denominator"] or 1)
    return found.lower * share, found.upper * share


def test_every_published_row_is_here():
    assert (len(INTERVALS), len(COMPARISONS), len(TRENDS)) == (62, 150, 3)
    assert {row["confidence"] for row in INTERVALS} == set(CONFIDENCE)


@pytest.mark.parametrize(
    "row", INTERVALS, ids=lambda row: f"{row['method']}-{row['count']}-{row['multiplier']}-{row['confidence']}"
)
def test_interval_is_the_published_one(row):
    assert limits(row) == pytest.approx((float(row["lower"]), float(row["upper"])), rel=1e-9)


@pytest.mark.parametrize("row", COMPARISONS, ids=lambda row: row["area_code"])
def test_comparison_with_england_is_the_published_one(row):
    mine = intervals.of_rate(int(row["count"]), float(row["denominator"]), 100_000)
    england = float(row["england_value"])
    assert chance.against_benchmark(mine, england, Polarity.LOWER_IS_BETTER).value == row["published_verdict"]


@pytest.mark.parametrize("rows", TRENDS, ids=lambda rows: rows[0]["series"])
def test_trend_of_the_numbers_is_the_published_one(rows):
    points = [TrendPoint(int(r["point"]), float(r["count"]), float(r["denominator"])) for r in rows]
    assert recent_trend(points, proportion=rows[0]["kind"] == "proportion").value == rows[0]["expected"]


@pytest.mark.parametrize("rows", TRENDS, ids=lambda rows: rows[0]["series"])
def test_trend_of_the_published_limits_is_the_published_one(rows):
    points = [
        EstimatedPoint(
            int(r["point"]),
            float(r["value"]),
            chance.standard_error(Interval(float(r["lower_95"]), float(r["upper_95"]))),
        )
        for r in rows
    ]
    assert trend_of_estimates(points).value == rows[0]["expected"]
