"""What can be calculated and tested about a series, and the reasons why not."""

from datetime import date
from decimal import Decimal

import pytest

from builder import wording
from builder.model import Bound, Period, Polarity, Status, Unit
from builder.statistics import (
    ChanceTest,
    Comparison,
    Direction,
    Judgement,
    Limits,
    Method,
    Reason,
    Trend,
    change,
    limits_of,
    metric_summaries,
)
from tests.examples import area, metric, observation, partnership, share

PERCENT = metric(Unit.PERCENT)
RATE = metric(Unit.RATE)


def summary_of(*observations, of=None, **values):
    (summary,) = metric_summaries(partnership(*observations, of=of, **values))
    return summary


def only_change(*observations, of=None):
    return change(summary_of(*observations, of=of).series[0])


# Intervals


def test_published_interval_is_carried_and_not_worked_out_again():
    o = share(81, 263, lower=Decimal("20.1"), upper=Decimal("40.2"))
    assert limits_of(o, PERCENT) == Limits(Decimal("20.1"), Decimal("40.2"), Method.PUBLISHED)


def test_percentage_gets_wilsons_limits_in_per_cent():
    found = limits_of(share(81, 263), PERCENT)
    assert (round(found.lower, 2), round(found.upper, 2), found.method) == (
        Decimal("25.53"),
        Decimal("36.62"),
        Method.WILSON,
    )


@pytest.mark.parametrize(("count", "method"), [("9", Method.EXACT_POISSON), ("10", Method.BYAR)])
def test_count_below_10_gets_exact_limits_and_from_10_byars(count, method):
    assert limits_of(observation(count), metric()).method is method


def test_rate_gets_limits_on_its_base():
    o = observation("50", numerator=Decimal(50), denominator=Decimal(100_000))
    found = limits_of(o, RATE)
    assert (round(found.lower, 1), round(found.upper, 1)) == (Decimal("37.1"), Decimal("65.9"))


@pytest.mark.parametrize(
    ("o", "of", "reason"),
    [
        (observation("42.2"), PERCENT, Reason.NO_NUMBERS),
        (observation("42.2", numerator=Decimal(42)), PERCENT, Reason.NO_NUMBERS),
        (observation("12.5"), RATE, Reason.NO_NUMBERS),
        (observation("300", status=Status.ESTIMATED), metric(), Reason.ROUNDED),
        (observation("0", status=Status.LOW), metric(), Reason.ROUNDED),
        (observation(None), metric(), Reason.NO_VALUE),
        (observation("5000"), metric(Unit.POUNDS), Reason.UNIT),
        (observation("44.3"), metric(Unit.YEARS), Reason.UNIT),
        (observation("50", numerator=Decimal("1.5"), denominator=Decimal(3)), PERCENT, Reason.NOT_WHOLE),
        (observation("50", numerator=Decimal(1), denominator=Decimal("2.5")), PERCENT, Reason.NOT_WHOLE),
    ],
)
def test_interval_that_cannot_be_worked_out_has_a_reason(o, of, reason):
    assert limits_of(o, of) is reason


# Changes


def test_large_change_of_a_count_is_clear():
    # Derby and Derbyshire's progress report of January 2025, section 2.6.
    found = only_change(observation("5807", 2022), observation("6366", 2024))
    assert (found.is_clear, found.judgement) == (True, Judgement.BETTER)


def test_small_change_of_a_count_is_not_clear():
    of = metric(polarity=Polarity.LOWER_IS_BETTER)
    found = only_change(observation("25", 2022), observation("22", 2024), of=of)
    assert (round(found.test.p, 2), found.judgement) == (0.77, Judgement.NO_CLEAR_CHANGE)


def test_change_of_a_percentage_is_tested_on_the_numbers_behind_it():
    few = only_change(share(40, 100, 2022), share(50, 100, 2023), of=PERCENT)
    many = only_change(share(4000, 10_000, 2022), share(5000, 10_000, 2023), of=PERCENT)
    assert (few.judgement, many.judgement) == (Judgement.NO_CLEAR_CHANGE, Judgement.BETTER)


def test_change_of_a_rate_takes_its_populations_into_account():
    same_rate = only_change(
        observation("10", 2022, numerator=Decimal(100), denominator=Decimal(1_000_000)),
        observation("10", 2023, numerator=Decimal(300), denominator=Decimal(3_000_000)),
        of=RATE,
    )
    assert same_rate.test.p == pytest.approx(1)


@pytest.mark.parametrize(
    ("earlier", "later", "of", "reason"),
    [
        (observation("42.2", 2022), observation("57.5", 2024), PERCENT, Reason.NO_NUMBERS),
        (observation("5", 2022, period_stated=False), observation("500", 2024), metric(), Reason.PERIOD_IMPLIED),
        (observation("5", 2022), observation("500", 2024, period_stated=False), metric(), Reason.PERIOD_IMPLIED),
        (observation("5", 2022), observation("500", 2024, status=Status.BREAK), metric(), Reason.BREAK),
        (observation("5", 2022, status=Status.ESTIMATED), observation("500", 2024), metric(), Reason.ROUNDED),
        (observation("5", 2022), observation("500", 2024), metric(Unit.POUNDS), Reason.UNIT),
    ],
)
def test_change_that_cannot_be_tested_has_a_reason(earlier, later, of, reason):
    found = only_change(earlier, later, of=of)
    assert (found.test, found.judgement) == (reason, Judgement.NOT_TESTED)


def test_change_between_periods_that_overlap_is_not_tested():
    three_years = [
        observation(value, period=Period(date(year, 1, 1), "P3Y")) for year, value in ((2019, "100"), (2020, "300"))
    ]
    assert only_change(*three_years).test is Reason.OVERLAP


def test_change_between_periods_that_touch_is_tested():
    touching = [
        observation(value, period=Period(date(year, 1, 1), "P3Y")) for year, value in ((2017, "100"), (2020, "300"))
    ]
    assert only_change(*touching).is_clear


def test_change_is_clear_below_one_in_twenty():
    assert (ChanceTest(0.049).is_clear, ChanceTest(0.05).is_clear, ChanceTest(0.051).is_clear) == (True, False, False)


def test_break_in_a_period_without_a_value_counts():
    found = only_change(
        observation("10", 2021),
        observation(None, 2022, status=Status.BREAK),
        observation("500", 2023),
    )
    assert found.test is Reason.BREAK


def test_equal_values_are_no_clear_change_even_where_nothing_can_be_tested():
    found = only_change(observation("40", 2021), observation("40", 2022), of=PERCENT)
    assert found.judgement is Judgement.NO_CLEAR_CHANGE


def test_clear_change_without_a_good_direction_is_neither():
    of = metric(polarity=Polarity.NEITHER)
    assert only_change(observation("10", 2021), observation("500", 2022), of=of).judgement is Judgement.NEITHER


# Benchmarks


def beside_england(own, england, of=PERCENT):
    (found,) = summary_of(own, england, of=of).comparisons
    return found[2].result


def test_area_is_compared_by_its_interval_against_the_value_of_england():
    england = observation("30.8", area="england")
    assert beside_england(share(81, 263), england) is Comparison.SIMILAR
    assert beside_england(share(810, 2630), observation("25", area="england")) is Comparison.BETTER


def test_overlap_of_two_intervals_is_not_what_decides():
    # 30.8% (25.5% to 36.6%) and 25% (22% to 28%): the intervals overlap, and the value lies outside the first.
    england = observation("25", area="england", lower=Decimal(22), upper=Decimal(28))
    assert beside_england(share(81, 263), england) is Comparison.BETTER


def test_area_without_an_interval_is_not_compared():
    assert beside_england(observation("42"), observation("25", area="england")) is Reason.NO_NUMBERS


def test_area_is_not_compared_with_a_benchmark_that_was_counted_in_another_way():
    england = observation("25", area="england", method_version="new")
    assert beside_england(share(81, 263), england) is Reason.OTHER_METHOD
    assert beside_england(share(81, 263, method_version="new"), england) is Comparison.BETTER


def test_equal_percentages_of_clearly_different_numbers_are_not_said_to_show_no_clear_change():
    numbers = {"denominator": Decimal(100_000)}
    before = observation("10", 2021, numerator=Decimal(10_000), **numbers)
    found = summary_of(before, observation("10", 2022, numerator=Decimal(10_449), **numbers), of=PERCENT).changes[0]
    assert wording.tested("", found, PERCENT).startswith("The figure is the same as it is published, but")


def test_area_is_not_compared_with_a_benchmark_of_another_period():
    assert beside_england(share(81, 263, 2022), observation("25", 2021, area="england")) is Reason.NO_BENCHMARK


# Trends


def yearly(*values, **more):
    return [observation(value, 2015 + number, **more) for number, value in enumerate(values)]


def trend_of(*observations, of=None):
    ((_, found),) = summary_of(*observations, of=of).trends
    return found


def test_five_rising_counts_are_a_trend():
    assert trend_of(*yearly("100", "130", "160", "190", "220")) is Trend.INCREASING


@pytest.mark.parametrize(
    ("observations", "reason"),
    [
        (yearly("100", "130", "160", "190"), Reason.TOO_FEW),
        ((*yearly("100", "130", "160", "190"), observation("220", 2030)), Reason.GAP),
        (yearly("100", "130", "160", "190", "220", period_stated=False), Reason.PERIOD_IMPLIED),
        (
            [*yearly("100", "130", "160", "190"), observation("220", 2019, status=Status.BREAK)],
            Reason.BREAK,
        ),
        (
            [
                observation(str(value), period=Period(date(2010 + n, 1, 1), "P3Y"))
                for n, value in enumerate((10, 30, 50, 70, 90))
            ],
            Reason.OVERLAP,
        ),
        ([*yearly("100", "130", "160", "190"), observation("220", 2019, status=Status.ESTIMATED)], Reason.ROUNDED),
    ],
)
def test_series_without_a_trend_to_test_has_a_reason(observations, reason):
    assert trend_of(*observations) is reason


def test_break_at_the_first_of_the_five_points_does_not_matter():
    first = observation("100", 2015, status=Status.BREAK)
    rest = yearly("100", "130", "160", "190", "220")[1:]
    assert trend_of(observation("900", 2014), first, *rest) is Trend.INCREASING


# Words


def test_heading_says_rose_only_where_the_test_allows_it():
    words = [
        wording.finding(summary_of(*pair, of=of))
        for of, pair in (
            (metric(), (observation("5807", 2022), observation("6366", 2024))),
            (metric(), (observation("25", 2022), observation("28", 2024))),
            (PERCENT, (observation("42.2", 2022), observation("57.5", 2024))),
        )
    ]
    assert ["rose" in text for text in words] == [True, False, False]
    assert words[1:] == [
        "Adults in treatment: no clear change, from 25 in 2022 to 28 in 2024",
        (
            "Adults in treatment: 42.2% in 2022 and 57.5% in 2024, "
            "a change of 15.3 percentage points that could not be tested"
        ),
    ]


def test_share_that_could_not_be_tested_says_so():
    of = metric(Unit.PERCENT, counted="of prison leavers start treatment")
    words = wording.finding(summary_of(observation("42.2", 2022), observation("57.5", 2024), of=of))
    assert words == (
        "57.5% of prison leavers start treatment in 2024, and 42.2% in 2022: "
        "a change of 15.3 percentage points that could not be tested"
    )


def test_areas_are_told_apart_by_what_their_tests_allow():
    areas = (area(), area("Upstream"), area("Downstream"), area("Midstream"))
    rows = [
        observation(value, year, area=where, period_stated=where != "midstream")
        for where, values in (("upstream", ("100", "300")), ("downstream", ("25", "22")), ("midstream", ("5", "9")))
        for year, value in zip((2022, 2024), values, strict=True)
    ]
    assert wording.finding(summary_of(*rows, areas=areas)) == (
        "Adults in treatment rose in Upstream (from 100 to 300), showed no clear change in Downstream "
        "(from 25 to 22), but could not be tested in Midstream (from 5 to 9)"
    )


def test_areas_of_which_none_can_be_tested_are_told_without_a_verb():
    areas = tuple(area(name) for name in ("Riverside", "Upstream", "Downstream", "A", "B", "C", "D", "E"))

    def untested(*names):
        rows = [
            observation(value, year, area=name, period_stated=False)
            for name in names
            for year, value in ((2022, "5"), (2024, "9"))
        ]
        return wording.finding(summary_of(*rows, areas=areas))

    assert untested("upstream", "downstream") == (
        "Adults in treatment: from 5 to 9 in Upstream and from 5 to 9 in Downstream, changes that could not be tested"
    )
    assert untested("a", "b", "c", "d", "e") == "Adults in treatment: changes in 5 areas that could not be tested"


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0004, "less than once in 1,000 times"),
        (0.0201, "about once in 49 times"),
        (0.0999, "about once in 10 times"),
        (0.3, "about 3 times in 10"),
        (0.77, "about 8 times in 10"),
        (0.98, "nearly always"),
    ],
)
def test_chance_is_told_as_how_often(p, words):
    from dataclasses import replace

    found = only_change(observation("25", 2022), observation("22", 2024))
    assert words in wording.tested("", replace(found, test=ChanceTest(p)), metric())


def test_interval_is_as_precise_as_its_value():
    assert wording.interval(share(81, 263), PERCENT) == "25.5% to 36.6%"
    assert wording.interval(observation("25"), metric()) == "16 to 37"
    assert wording.interval(observation("3"), metric()) == "0.6 to 8.8"


# Figures for groups only


def of_group(group, value, year=2022, **more):
    return observation(value, year, breakdown="Sex", group=group, **more)


GROUPS = (
    of_group("Girls", "100", 2021),
    of_group("Girls", "200"),
    of_group("Boys", "100", 2021),
    of_group("Boys", "101"),
)


def test_metric_with_figures_for_groups_only_is_judged_by_them():
    summary = summary_of(*GROUPS)
    assert summary.judgement is Judgement.MIXED
    assert wording.finding(summary) == (
        "Adults in treatment rose for girls (from 100 to 200), but showed no clear change for boys (from 100 to 101)"
    )


def test_metric_with_figures_for_groups_only_says_how_sure_they_are():
    sentences = wording.sureness(summary_of(*GROUPS))
    assert (
        "The 95% intervals of the latest figures are 173 to 230 for girls and 82 to 123 for boys, "
        "worked out by us with Byar's method."
    ) in sentences
    assert any(sentence.startswith("There is no clear change for boys: ") for sentence in sentences)


def test_group_is_compared_with_the_same_group_elsewhere():
    girls = {"breakdown": "Sex", "group": "Girls"}
    summary = summary_of(
        share(81, 263, **girls),
        observation("20", area="england", **girls),
        observation("90", area="england", breakdown="Sex", group="Boys"),
        of=PERCENT,
    )
    assert wording.comparison(summary) == (
        "Girls, Riverside: 30.8% in 2022 (95% interval 25.5% to 36.6%), better than 20% in England",
    )


def test_counts_of_groups_are_compared_with_nothing():
    assert summary_of(of_group("Girls", "100"), of_group("Girls", "9000", area="england")).comparisons == ()


def test_many_intervals_are_left_to_the_table():
    sentences = wording.sureness(summary_of(*(of_group(name, "100") for name in "ABCDE")))
    assert "The table gives the 95% interval of each figure, worked out by us with Byar's method." in sentences


# Limits in place of figures


def limit(value, year=2022, bound=Bound.MORE_THAN, **more):
    return observation(value, year, bound=bound, status=Status.ESTIMATED, **more)


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (Bound.MORE_THAN, "more than 200"),
        (Bound.AT_LEAST, "at least 200"),
        (Bound.AT_MOST, "at most 200"),
        (Bound.LESS_THAN, "less than 200"),
    ],
)
def test_limit_is_told_as_a_limit(bound, words):
    summary = summary_of(limit("200", bound=bound))
    assert wording.observed(summary.series[0].latest, metric()) == words
    assert wording.finding(summary) == f"{words.capitalize()} adults in treatment in 2022"


@pytest.mark.parametrize(
    ("earlier", "later", "direction"),
    [
        (observation("150", 2021), limit("200"), Direction.UP),
        (observation("250", 2021), limit("200"), Direction.UNKNOWN),
        (limit("200", 2021), limit("300"), Direction.UNKNOWN),
        (limit("200", 2021), observation("100"), Direction.DOWN),
        (limit("200", 2021, Bound.LESS_THAN), limit("300", bound=Bound.AT_LEAST), Direction.UP),
        (observation("200", 2021), limit("200", bound=Bound.AT_MOST), Direction.UNKNOWN),
        (observation("200", 2021), limit("200", bound=Bound.LESS_THAN), Direction.DOWN),
    ],
)
def test_change_of_limits_has_a_direction_only_where_it_is_sure_and_never_a_size(earlier, later, direction):
    found = only_change(earlier, later)
    assert (found.direction, found.percent, found.judgement) == (direction, None, Judgement.NOT_TESTED)
    words = {Direction.UP: "up", Direction.DOWN: "down", Direction.UNKNOWN: "change not known"}
    assert wording.signed_change(found) == words[direction]


def test_change_of_limits_is_told_by_both_figures():
    summary = summary_of(observation("250", 2021), limit("200"))
    assert wording.finding(summary) == (
        "Adults in treatment: 250 in 2021 and more than 200 in 2022, a change that could not be tested"
    )
    assert wording.change_from(summary.changes[0], metric()) == "from 250 in 2021"
    certain = summary_of(observation("150", 2021), limit("200")).changes[0]
    assert wording.change_from(certain, metric()) == "up from 150 in 2021"


def test_area_is_not_compared_with_a_benchmark_that_is_a_limit():
    assert beside_england(share(81, 263), limit("20", area="england")) is Reason.ROUNDED
