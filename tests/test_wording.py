"""How facts become words: numbers, periods, changes and findings, in the style of GOV.UK."""

from datetime import date
from decimal import Decimal

import pytest

from builder import wording
from builder.analysis.summaries import metric_summaries
from builder.model.measures import Period, Polarity, Status, Target, Unit
from tests.examples import area, metric, observation, partnership, share


def signed(*observations, of=None):
    (summary,) = metric_summaries(partnership(*observations, of=of))
    return wording.signed_change(summary.verdicts[0].change, summary.metric)


def finding(*observations, of=None, **values):
    (summary,) = metric_summaries(partnership(*observations, of=of, **values))
    return wording.finding(summary)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("5807", "5,807"),
        ("42.2", "42.2"),
        ("25.17", "25.2"),
        ("0.05", "0.1"),
        ("-3", "−3"),
        ("-0.04", "−0.04"),
        ("-0.0", "0.0"),
        ("51.70", "51.7"),
    ],
)
def test_number_has_commas_and_at_most_one_decimal_rounded_half_up(value, words):
    assert wording.number(Decimal(value)) == words


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (Unit.COUNT, "6366", "6,366"),
        (Unit.PERCENT, "57.5", "57.5%"),
        (Unit.RATE, "12.34", "12.3 per 100,000"),
        (Unit.POUNDS, "2678000", "£2,678,000"),
        (Unit.POUNDS, "12.5", "£12.50"),
        (Unit.YEARS, "44.3", "44.3 years"),
    ],
)
def test_amount_carries_its_unit(unit, value, words):
    assert wording.amount(Decimal(value), metric(unit)) == words


@pytest.mark.parametrize(
    ("start", "duration", "words"),
    [
        ((2022, 1, 1), "P1Y", "2022"),
        ((2020, 4, 1), "P1Y", "2020 to 2021"),
        ((2022, 3, 1), "P1M", "March 2022"),
        ((2023, 5, 1), "P1Y", "12 months to April 2024"),
        ((2023, 10, 1), "P12M", "12 months to September 2024"),
        ((2020, 1, 1), "P3Y", "2020 to 2022"),
        ((2023, 1, 1), "P2Y", "2023 and 2024"),
        ((2019, 4, 1), "P3Y", "3 years to March 2022"),
        ((2022, 1, 1), "P3M", "January to March 2022"),
        ((2022, 11, 1), "P3M", "November 2022 to January 2023"),
        ((2025, 1, 30), "P1D", "30 January 2025"),
        ((2025, 1, 30), "P2D", "30 January 2025 to 31 January 2025"),
        ((2024, 6, 1), "P7M", "June to December 2024"),
    ],
)
def test_period_is_said_as_readers_say_it(start, duration, words):
    assert wording.period(Period(date(*start), duration)) == words


def test_finding_of_a_count_gives_both_values_and_the_percentage():
    words = finding(observation("5807", 2022), observation("6366", 2024))
    assert words == "Adults in treatment rose from 5,807 in 2022 to 6,366 in 2024: 559 more (+9.6%), more than chance"


def test_finding_of_a_percentage_is_in_percentage_points():
    of = metric(Unit.PERCENT)
    words = finding(share(422, 1000, 2022), share(575, 1000, 2024), of=of)
    assert words == (
        "Adults in treatment rose from 42.2% in 2022 to 57.5% in 2024 (15.3 percentage points), more than chance"
    )


def test_one_percentage_point_is_singular():
    of = metric(Unit.PERCENT)
    assert "(1 percentage point)" in finding(observation("41", 2022), observation("42", 2024), of=of)


def test_period_that_the_source_does_not_name_is_around_its_year():
    words = finding(observation("36", 2024, period_stated=False))
    assert words == "36 adults in treatment around 2024"


def test_day_that_the_source_does_not_name_is_that_of_the_report():
    day = Period(date(2025, 1, 30), "P1D")
    words = finding(observation("9", period=day, period_stated=False))
    assert words == "9 adults in treatment as reported on 30 January 2025"


def test_period_of_a_table_says_where_it_is_our_reading():
    assert wording.observed_in(observation("1", 2022, period_stated=False)) == "about 2022"


def test_finding_from_zero_names_no_percentage():
    assert (
        finding(observation("0", 2022), observation("13", 2023))
        == "Adults in treatment rose from 0 in 2022 to 13 in 2023: 13 more, more than chance"
    )


def test_finding_without_a_change_says_so():
    assert (
        finding(observation("7", 2022), observation("7", 2023))
        == "Adults in treatment: 7 in 2022 and in 2023, the same in both"
    )


def test_finding_of_one_period_is_the_level():
    assert finding(observation("3165", 2022)) == "3,165 adults in treatment in 2022"


def test_estimate_is_about():
    assert finding(observation("7000", 2022, status=Status.ESTIMATED)) == "About 7,000 adults in treatment in 2022"


def test_level_stands_beside_the_benchmark_of_the_same_period():
    of = metric(Unit.PERCENT, counted="of adults drink")
    words = finding(observation("21", 2022), observation("22.8", 2022, area="england"), of=of)
    assert words == "21% of adults drink in 2022, compared with 22.8% in England"


def test_count_does_not_stand_beside_the_count_of_a_larger_area():
    assert "England" not in finding(observation("21", 2022), observation("9000", 2022, area="england"))


def test_level_does_not_stand_beside_a_benchmark_of_another_period():
    of = metric(Unit.PERCENT)
    assert "England" not in finding(observation("21", 2022), observation("22", 2021, area="england"), of=of)


def test_areas_that_went_apart_are_named_with_their_values():
    areas = (area(), area("Upstream"), area("Downstream"))
    words = finding(
        observation("93", 2022, area="upstream"),
        observation("52", 2024, area="upstream"),
        observation("133", 2022, area="downstream"),
        observation("250", 2024, area="downstream"),
        areas=areas,
    )
    assert words == (
        "Adults in treatment rose in Downstream (from 133 to 250), but fell in Upstream (from 93 to 52) "
        "between 2022 and 2024, more than chance"
    )


def test_groups_give_the_highest_and_the_lowest():
    of = metric(Unit.PERCENT)
    rows = [
        observation(value, breakdown="Substance", group=group)
        for group, value in (("Opiates", "43"), ("Crack", "48"), ("Opium", "50"), ("Alcohol", "82"))
    ]
    assert finding(*rows, of=of) == "Adults in treatment: highest for Alcohol (82%), lowest for Opiates (43%), in 2022"


def test_two_groups_are_both_named():
    of = metric(Unit.PERCENT)
    rows = [observation(v, breakdown="Sex", group=g) for g, v in (("Boys", "2"), ("Girls", "1"))]
    assert finding(*rows, of=of) == "Adults in treatment: Boys 2% and Girls 1%, in 2022"


def test_missing_value_is_said_in_words():
    of = metric()
    assert wording.observed(observation(None, status=Status.CONFIDENTIAL), of) == "hidden to protect people"


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("10", "15", "5 more"),
        ("10", "9", "1 fewer"),
        ("4", "4", "the same"),
        ("0", "1", "1 more"),
        ("99", "198", "99 more"),
        ("100", "150", "50 more (+50%)"),
        ("5807", "6366", "559 more (+9.6%)"),
        ("6366", "5807", "559 fewer (−8.8%)"),
    ],
)
def test_change_in_a_table_has_its_direction_in_words(earlier, later, words):
    assert signed(observation(earlier, 2021), observation(later, 2022)) == words


def test_target_without_baseline_says_that_none_is_published():
    target = Target("t", "", "m", "a", None, None, Decimal(75), None, date(2025, 3, 31), "s", "p", "")
    words = wording.target_sentence(target, metric(Unit.PERCENT))
    assert words == "Reach 75% by 31 March 2025 (the starting figure is not published)"


def test_target_as_a_change_names_its_direction():
    target = Target("t", "", "m", "a", Decimal(200), None, None, Decimal(-10), date(2025, 3, 31), "s", "p", "")
    assert wording.target_sentence(target, metric()) == "Reduce by 10% by 31 March 2025 (starting from 200)"


def test_polarity_turns_into_words():
    of = metric(polarity=Polarity.LOWER_IS_BETTER)
    (summary,) = metric_summaries(partnership(observation("90", 2021), observation("10", 2022), of=of))
    assert wording.judged(summary) == "better"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0.04", "0.04%"),
        ("0.004", "0.004%"),
        ("0.0", "0.0%"),
        ("0", "0%"),
        ("99.96", "99.96%"),
        ("99.94", "99.9%"),
        ("100.0", "100.0%"),
        ("0.06", "0.1%"),
        ("99.95", "99.95%"),
        ("0.16", "0.2%"),
    ],
)
def test_percentage_that_is_not_quite_none_or_all_does_not_look_so(value, words):
    assert wording.observed(observation(value), metric(Unit.PERCENT)) == words


def test_rate_that_is_not_quite_zero_does_not_look_so():
    assert wording.observed(observation("0.04"), metric(Unit.RATE)) == "0.04 per 100,000"


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("100000", "100040", "40 more (less than 0.1%)"),
        ("100000", "3", "99,997 fewer (more than 99.9%)"),
        ("100", "0", "100 fewer (−100%)"),
        ("1000", "1001", "1 more (+0.1%)"),
    ],
)
def test_change_too_small_for_one_decimal_is_not_called_nothing(earlier, later, words):
    assert signed(observation(earlier, 2021), observation(later, 2022)) == words


def test_change_of_a_hundredth_of_a_percentage_point_is_not_called_nothing():
    observations = observation("12.34", 2021), observation("12.36", 2022)
    assert signed(*observations, of=metric(Unit.PERCENT)) == "up 0.02 percentage points"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, "Not published."),
        (date(2025, 3, 1), "1 March 2025."),
        (date(2024, 12, 31), "It was due on 31 December 2024, and is not here yet."),
        (date(2025, 1, 30), "It was due on 30 January 2025, and is not here yet."),
    ],
)
def test_next_update_is_told_as_of_the_day_of_the_site(due, words):
    assert wording.next_update(metric(next_update=due), date(2025, 1, 30)) == words
