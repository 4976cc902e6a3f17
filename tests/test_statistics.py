"""The arithmetic of changes, and how observations become series and summaries."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.analysis.changes import Direction, Leaning, Measure, percent_change
from builder.analysis.summaries import metric_summaries
from builder.analysis.verdicts import Judgement, Movement
from builder.model.measures import Period, Polarity, Unit
from tests.examples import area, metric, observation, partnership

NUMBERS = st.decimals(min_value=0, max_value=10**7, places=2)


def change(series):
    (summary,) = metric_summaries(partnership(*series.observations, of=series.metric))
    return summary.verdicts[0].change


def judgement(series):
    (summary,) = metric_summaries(partnership(*series.observations, of=series.metric))
    return summary.judgement


def only_series(*observations, of=None):
    (summary,) = metric_summaries(partnership(*observations, of=of))
    (series,) = summary.series
    return series


def test_difference_of_percentages_is_in_percentage_points():
    # Worcestershire's highlight report of February 2024, paragraph 17: 25.17% and 51.70%.
    of = metric(Unit.PERCENT)
    found = change(only_series(observation("25.17", 2021), observation("51.70", 2022), of=of))
    assert (found.difference, found.percent, found.measure) == (Decimal("26.53"), None, Measure.PERCENTAGE_POINTS)


def test_difference_of_counts_is_in_percent_of_the_earlier_value():
    # Derby and Derbyshire's progress report of January 2025, section 2.6: 5,807 to 6,366, printed as 9.6%.
    found = change(only_series(observation("5807", 2022), observation("6366", 2024)))
    assert (found.difference, round(found.percent, 1)) == (Decimal(559), Decimal("9.6"))


def test_derby_drug_admissions_rose_by_16_7_percent_and_not_by_the_18_8_that_the_report_prints():
    assert round(percent_change(Decimal(570), Decimal(665)), 1) == Decimal("16.7")


def test_change_from_zero_has_no_percentage():
    found = change(only_series(observation("0", 2022), observation("12", 2023)))
    assert (found.percent, found.direction) == (None, Direction.UP)


def test_change_needs_two_values():
    assert change(only_series(observation("12", 2022), observation(None, 2023))) is None


def test_change_skips_a_period_without_a_value():
    found = change(only_series(observation("10", 2021), observation(None, 2022), observation("20", 2023)))
    assert (found.earlier.value, found.later.value) == (Decimal(10), Decimal(20))


@given(NUMBERS.filter(bool), NUMBERS)
def test_percent_change_takes_the_earlier_value_to_the_later(earlier, later):
    assert earlier * (1 + percent_change(earlier, later) / 100) == pytest.approx(later)


@given(NUMBERS)
def test_value_compared_with_itself_has_not_changed(value):
    series = only_series(observation(str(value), 2021), observation(str(value), 2022))
    assert (change(series).direction, judgement(series)) == (Direction.SAME, Judgement.SAME)


@pytest.mark.parametrize(
    ("polarity", "expected", "leaning"),
    [
        (Polarity.HIGHER_IS_BETTER, Judgement.BETTER, Leaning.GOOD),
        (Polarity.LOWER_IS_BETTER, Judgement.WORSE, Leaning.BAD),
        (Polarity.NEITHER, Judgement.MOVED, Leaning.NONE),
    ],
)
def test_clear_rise_is_judged_by_the_polarity_of_its_metric(polarity, expected, leaning):
    series = only_series(observation("10", 2021), observation("90", 2022), of=metric(polarity=polarity))
    assert (judgement(series), change(series).leaning) == (expected, leaning)


def test_series_is_in_the_order_of_time():
    series = only_series(observation("2", 2023), observation("1", 2021), observation("3", 2022))
    assert [o.period.start.year for o in series.observations] == [2021, 2022, 2023]


def test_figures_counted_in_another_way_are_another_series():
    (summary,) = metric_summaries(partnership(observation("1"), observation("2", 2023, method_version="rounded")))
    assert len(summary.series) == 2


def test_finding_is_about_the_whole_partnership_where_it_has_figures():
    areas = (area(), area("Upstream"))
    one = partnership(observation("5", area="upstream"), observation("9"), areas=areas)
    (summary,) = metric_summaries(one)
    assert [series.area.name for series in summary.leading] == ["Riverside"]


def test_finding_is_about_each_area_where_the_partnership_has_none():
    areas = (area(), area("Upstream"), area("Downstream"))
    one = partnership(observation("5", area="upstream"), observation("9", area="downstream"), areas=areas)
    (summary,) = metric_summaries(one)
    assert [series.area.name for series in summary.leading] == ["Upstream", "Downstream"]


def test_metric_that_got_better_in_one_area_and_worse_in_another_is_mixed():
    areas = (area(), area("Upstream"), area("Downstream"))
    rows = [
        observation(value, year, area=where)
        for where, values in (("upstream", ("10", "90")), ("downstream", ("90", "10")))
        for year, value in zip((2021, 2022), values, strict=True)
    ]
    (summary,) = metric_summaries(partnership(*rows, areas=areas))
    assert (summary.judgement, summary.movement) == (Judgement.MIXED, Movement.BOTH)


def test_metric_that_only_a_comparator_has_is_not_the_partnerships():
    assert metric_summaries(partnership(observation("9", area="england"))) == ()


@pytest.mark.parametrize(
    ("start", "duration", "last"),
    [
        ((2024, 2, 1), "P1M", (2024, 2, 29)),
        ((2020, 4, 1), "P1Y", (2021, 3, 31)),
        ((2019, 4, 1), "P3Y", (2022, 3, 31)),
        ((2024, 6, 1), "P7M", (2024, 12, 31)),
        ((2025, 1, 30), "P1D", (2025, 1, 30)),
        ((2024, 12, 30), "P2W", (2025, 1, 12)),
    ],
)
def test_period_ends_on_its_last_day(start, duration, last):
    from datetime import date

    assert Period(date(*start), duration).last_day == date(*last)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("P1Y", "P12M", True), ("P3M", "P1Y", False), ("P2W", "P14D", True), ("P1M", "P31D", False)],
)
def test_length_of_a_period_is_the_same_however_it_is_written(one, other, same):
    from datetime import date

    first, second = (Period(date(2024, 1, 1), duration) for duration in (one, other))
    assert first.is_as_long_as(second) is same


@pytest.mark.parametrize("turned", [False, True], ids=["old rows first", "new rows first"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param((2019, 2020, 2021), (2022,), id="the newest"),
        pytest.param((2022,), (2021, 2022), id="of two that end together, the longest"),
    ],
)
def test_leading_way_of_counting_is(old, new, turned):
    rows = [observation("100", year, method_version="old") for year in old]
    rows += [observation("200", year, method_version="new") for year in new]
    (summary,) = metric_summaries(partnership(*(rows[::-1] if turned else rows)))
    assert [series.method_version for series in summary.leading] == ["new"]
