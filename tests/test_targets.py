"""Whether a target is met, on track, behind or not yet due."""

from datetime import date
from decimal import Decimal

import pytest

from builder import wording
from builder.analysis.summaries import metric_summaries
from builder.analysis.targets import Reservation, TargetReason, TargetStatus
from builder.model.measures import Bound, Period, Polarity, Status, Target, Unit
from tests.examples import area, metric, observation, partnership, share

BASELINE = Period(date(2020, 1, 1), "P1Y")
DUE = date(2024, 12, 31)


def target(**values):
    given = {
        "target": "t",
        "title": "",
        "metric": "adults-in-treatment",
        "area": "riverside",
        "baseline_value": Decimal(100),
        "baseline_period": BASELINE,
        "target_value": Decimal(140),
        "target_change": None,
        "target_date": DUE,
        "source": "report",
        "place": "page 1",
        "note": "",
    }
    return Target(**{**given, **values})


def hedged(words, size=None):
    """Return how a target of 140 from 100 is hedged; or of a change of `size` per cent."""
    given = {"bound": Bound(words)}
    return given if size is None else {**given, "target_value": None, "target_change": Decimal(size)}


def between(first, second, way="target_value"):
    return {"target_value": None, way: Decimal(first), "other_end": Decimal(second)}


ENGLAND = area("England", kind="country", comparator=True)


def progress(*observations, today=date(2023, 6, 1), of=None, **values):
    places = (area(), ENGLAND)
    (summary,) = metric_summaries(partnership(*observations, of=of, targets=(target(**values),), areas=places))
    (found,) = summary.progress_on(today)
    return found


BEFORE, AFTER = date(2023, 6, 1), date(2026, 1, 1)
NO_BASELINE = {"baseline_value": None, "baseline_period": None}
TEN_PERCENT_MORE = {"target_value": None, "target_change": Decimal(10)}


@pytest.mark.parametrize(
    ("figures", "values", "today", "status", "reason"),
    [
        # Steady progress gives 120 at the end of 2022: half of the way.
        ({2022: "140"}, {}, BEFORE, "met", TargetReason.REACHED),
        ({2022: "120"}, {}, BEFORE, "on-track", TargetReason.ON_THE_LINE),
        ({2022: "119"}, {}, BEFORE, "close-to-the-line", TargetReason.NEAR_THE_LINE),
        ({2022: "90"}, {}, BEFORE, "behind", TargetReason.SHORT_OF_THE_LINE),
        ({2020: "100"}, {}, BEFORE, "not-yet-due", TargetReason.TOO_EARLY),
        ({2022: "130"}, NO_BASELINE, BEFORE, "not-yet-due", TargetReason.NO_START),
        ({2022: "150"}, NO_BASELINE, BEFORE, "met", TargetReason.REACHED),
        ({2024: "141"}, {}, AFTER, "met", TargetReason.REACHED),
        ({2024: "139"}, {}, AFTER, "behind", TargetReason.MISSED),
        ({2023: "139"}, {}, AFTER, "cannot-say", TargetReason.NO_FIGURE_YET),
        ({2023: "140"}, {}, AFTER, "met", TargetReason.REACHED),
        ({2023: "150", 2024: "120"}, {}, AFTER, "behind", TargetReason.MISSED),
        ({2024: "139", 2025: "150"}, {}, AFTER, "behind", TargetReason.MISSED),
        ({2022: "150"}, TEN_PERCENT_MORE | NO_BASELINE, AFTER, "cannot-say", TargetReason.NO_BASELINE),
        ({2022: "111"}, TEN_PERCENT_MORE, BEFORE, "met", TargetReason.REACHED),
    ],
)
def test_status_of_a_target_follows_the_rule(figures, values, today, status, reason):
    found = progress(*(observation(v, year) for year, v in figures.items()), today=today, **values)
    assert (found.status.value, found.reason) == (status, reason)


def test_target_to_fall_is_met_from_below():
    found = progress(observation("75", 2022), target_value=Decimal(80))
    assert found.status is TargetStatus.MET


def test_target_without_baseline_or_good_direction_cannot_be_judged():
    of = metric(polarity=Polarity.NEITHER)
    found = progress(observation("130", 2022), of=of, baseline_value=None, baseline_period=None)
    assert (found.status, found.reason) == (TargetStatus.CANNOT_SAY, TargetReason.NO_DIRECTION)


def test_target_of_an_area_without_figures_says_so():
    found = progress(observation("130", 2022), area="elsewhere")
    assert (found.status, found.reason) == (TargetStatus.NOT_YET_DUE, TargetReason.NO_FIGURE)


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        (date(2024, 12, 30), TargetReason.NEAR_THE_LINE),
        (DUE, TargetReason.NO_FIGURE_YET),
        (date(2025, 1, 1), TargetReason.NO_FIGURE_YET),
    ],
)
def test_target_is_judged_as_due_from_its_day_on(today, reason):
    # Steady progress gives 130 at the end of 2023.
    assert progress(observation("129", 2023), today=today).reason is reason


@pytest.mark.parametrize(("today", "figure"), [(date(2024, 12, 30), "150"), (DUE, "139"), (date(2025, 1, 1), "139")])
def test_target_is_held_against_the_figure_of_its_day_once_that_has_come(today, figure):
    found = progress(observation("139", 2024), observation("150", 2025), today=today)
    assert found.figure.value == Decimal(figure)


def test_words_show_what_the_status_rests_on():
    found = progress(observation("90", 2022))
    assert wording.target_standing(found, metric()) == (
        "The figure is not as far as steady progress would have it; the figure is 90 in 2022; "
        "steady progress would give 120 by then"
    )


def test_words_of_a_change_give_the_value_that_it_comes_to():
    found = progress(observation("105", 2021), target_value=None, target_change=Decimal(10))
    assert "the target comes to 110" in wording.target_standing(found, metric())


def test_sentence_names_the_starting_figure_and_its_period():
    words = wording.target_sentence(target(), metric(Unit.PERCENT))
    assert words == "Reach 140% by 31 December 2024 (starting from 100% in 2020)"


@pytest.mark.parametrize(
    ("value", "bound", "today", "status"),
    [
        ("140", Bound.MORE_THAN, BEFORE, "met"),
        ("100", Bound.MORE_THAN, BEFORE, "cannot-say"),
        ("110", Bound.LESS_THAN, BEFORE, "behind"),
        ("139", Bound.AT_LEAST, AFTER, "cannot-say"),
        ("139", Bound.AT_MOST, AFTER, "behind"),
    ],
)
def test_limit_meets_a_target_only_where_it_surely_does(value, bound, today, status):
    year = 2024 if today is AFTER else 2022
    found = progress(observation(value, year, bound=bound), today=today)
    assert found.status == status
    assert (found.reason is TargetReason.ONLY_A_LIMIT) is (status == "cannot-say")


def test_figure_just_short_of_the_line_is_close_to_it_and_the_line_of_a_count_is_a_whole_number():
    values = {"baseline_value": Decimal(1000), "target_value": Decimal("1199.86")}
    found = progress(observation("1099", 2022), **values)
    assert (found.status, found.expected) == (TargetStatus.CLOSE, Decimal(1100))
    assert wording.target_status(found) == "close to the line"


def test_target_is_not_judged_across_a_break():
    found = progress(observation("100", 2020), observation("300", 2021, status=Status.BREAK), observation("310", 2022))
    assert (found.status, found.reason) == (TargetStatus.CANNOT_SAY, TargetReason.COUNTED_ANEW)
    assert wording.target_standing(found, metric()).endswith("the first such figure is 300 in 2021")


def test_target_is_judged_by_figures_counted_as_its_starting_figure_is():
    old = [observation(v, y, method_version="old") for v, y in (("100", 2020), ("150", 2022))]
    other = [observation(v, y, method_version="new") for v, y in (("500", 2020), ("400", 2021))]
    assert progress(*old, *other).figure == old[-1]


def test_target_is_not_judged_once_figures_are_counted_in_another_way():
    old = [observation(v, y, method_version="old") for v, y in (("100", 2020), ("110", 2021))]
    assert progress(*old, observation("300", 2022, method_version="new")).reason is TargetReason.COUNTED_ANEW


@pytest.mark.parametrize(
    ("figure", "reservations", "words"),
    [
        (observation("900", 2022), (), "met"),
        (observation("900", 2022, status=Status.PROVISIONAL), (Reservation.PROVISIONAL,), "met (provisional)"),
        (observation("900", 2022, status=Status.ESTIMATED), (Reservation.ROUNDED,), "met (on a rounded figure)"),
        (observation("141", 2022), (Reservation.BORDERLINE,), "met (narrowly)"),
    ],
)
def test_target_that_is_met_says_what_a_reader_must_know_of_it(figure, reservations, words):
    found = progress(figure)
    assert (found.reservations, wording.target_status(found)) == (reservations, words)


def test_percentage_that_is_met_by_few_people_is_met_narrowly():
    found = progress(share(36, 80, 2022), of=metric(Unit.PERCENT), baseline_value=Decimal(30), target_value=Decimal(44))
    assert found.reservations == (Reservation.BORDERLINE,)


OF_ENGLAND = {**NO_BASELINE, "target_value": None, "benchmark": ENGLAND}


@pytest.mark.parametrize(
    ("own", "england", "today", "status", "reason"),
    [
        ({2022: "47"}, {2022: "45"}, BEFORE, "met", TargetReason.REACHED),
        ({2022: "45"}, {2022: "45"}, BEFORE, "met", TargetReason.REACHED),
        ({2022: "40"}, {2022: "45"}, BEFORE, "not-yet-due", TargetReason.BELOW_BENCHMARK),
        ({2022: "40"}, {2021: "45"}, BEFORE, "cannot-say", TargetReason.NO_BENCHMARK),
        ({2024: "40"}, {2024: "45"}, AFTER, "behind", TargetReason.MISSED),
        ({2023: "47"}, {2023: "45", 2024: "50"}, AFTER, "met", TargetReason.REACHED),
        ({2024: "47", 2025: "40"}, {2024: "45", 2025: "45"}, AFTER, "met", TargetReason.REACHED),
        ({2024: "47", 2025: "50"}, {2024: "45", 2025: "55"}, DUE, "met", TargetReason.REACHED),
        ({}, {2024: "45"}, AFTER, "cannot-say", TargetReason.NO_FIGURE),
    ],
)
def test_target_to_catch_up_is_held_against_the_other_areas_figure_of_the_same_period(
    own, england, today, status, reason
):
    figures = [observation(v, y) for y, v in own.items()] + [
        observation(v, y, area="england") for y, v in england.items()
    ]
    # A figure of a group keeps the metric among those that have a page.
    figures.append(observation("1", 2019, breakdown="Sex", group="Women"))
    found = progress(*figures, today=today, of=metric(Unit.PERCENT), **OF_ENGLAND)
    assert (found.status.value, found.reason) == (status, reason)


def test_words_of_a_target_to_catch_up_name_the_area_and_its_figure():
    figures = observation("40", 2022), observation("45", 2022, area="england")
    found = progress(*figures, of=metric(Unit.PERCENT), **OF_ENGLAND)
    sentence = wording.target_sentence(found.target, metric(Unit.PERCENT))
    assert sentence == "Reach the figure of England for the same period by 31 December 2024"
    assert wording.target_standing(found, metric(Unit.PERCENT)) == (
        "The figure has not caught up yet; the figure is 40% in 2022; in England it is 45%"
    )


def test_target_in_points_is_counted_from_its_starting_figure():
    values = {"baseline_value": Decimal(40), "target_value": None, "target_points": Decimal(-5)}
    found = progress(observation("35", 2022), of=metric(Unit.PERCENT), **values)
    assert (found.goal, found.status) == (Decimal(35), TargetStatus.MET)
    sentence = wording.target_sentence(found.target, metric(Unit.PERCENT))
    assert sentence == "Reduce by 5 percentage points by 31 December 2024 (starting from 40% in 2020)"


def test_target_of_a_group_is_held_against_the_figure_of_that_group():
    women = observation("150", 2022, breakdown="Sex", group="Women")
    found = progress(observation("90", 2022), women, breakdown="Sex", group="Women")
    assert (found.figure, found.status) == (women, TargetStatus.MET)
    assert wording.target_sentence(found.target, metric()).startswith("Sex, Women: Reach 140 by")


def test_target_about_everyone_is_not_held_against_a_group():
    women = observation("150", 2022, breakdown="Sex", group="Women")
    assert progress(observation("90", 2022), women).status is TargetStatus.BEHIND


@pytest.mark.parametrize(
    ("figure", "values", "status"),
    [
        ("140", hedged("more-than"), "behind"),
        ("141", hedged("more-than"), "met"),
        ("140", hedged("at-least"), "met"),
        ("139", hedged("at-least"), "behind"),
        # 140 counts in tens, so "about" leaves room for 5, or 5% where that is more.
        ("133", hedged("about"), "met"),
        ("132", hedged("about"), "behind"),
        ("133", hedged("nearly"), "met"),
        ("132", hedged("nearly"), "behind"),
        # A change is hedged by its size: about 20% is 15% or more.
        ("115", hedged("about", 20), "met"),
        ("114", hedged("about", 20), "behind"),
        ("80", hedged("more-than", -20), "behind"),
        ("79", hedged("more-than", -20), "met"),
        ("85", hedged("about", -20), "met"),
        ("86", hedged("about", -20), "behind"),
        # Between two, the end that comes first on the way is to be reached, and more is no failure.
        ("119", between(120, 140), "behind"),
        ("120", between(140, 120), "met"),
        ("150", between(120, 140), "met"),
        ("81", between(60, 80), "behind"),
        ("80", between(60, 80), "met"),
        ("89", between(-20, -10, "target_change"), "met"),
        ("91", between(-10, -20, "target_change"), "behind"),
    ],
)
def test_a_hedged_target_is_judged_by_what_it_promises(figure, values, status):
    found = progress(observation("100", 2020), observation(figure, 2024), today=AFTER, **values)
    assert found.status == status


@pytest.mark.parametrize(
    ("bound", "polarity", "rising"),
    [("at-least", Polarity.NEITHER, True), ("at-most", Polarity.HIGHER_IS_BETTER, False)],
)
def test_a_limit_says_which_way_to_go(bound, polarity, rising):
    of = metric(polarity=polarity)
    far, near = ("150", "130") if rising else ("130", "150")
    given = {"of": of, "today": AFTER, **hedged(bound), **NO_BASELINE}
    assert progress(observation(far, 2024), **given).status is TargetStatus.MET
    assert progress(observation(near, 2024), **given).status is TargetStatus.BEHIND


@pytest.mark.parametrize(("limit", "status"), [("more-than", "met"), ("at-least", "cannot-say")])
def test_more_than_is_met_by_a_figure_that_is_more_than_it(limit, status):
    figure = observation("140", 2024, bound=Bound(limit))
    assert progress(figure, today=AFTER, **hedged("more-than")).status == status


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (hedged("more-than"), "Reach more than 140"),
        (hedged("nearly", -20), "Reduce by nearly 20%"),
        (between(120, 140), "Reach between 120 and 140"),
        (between(-10, -20, "target_change"), "Reduce by between 10% and 20%"),
        (between(3, 5, "target_points"), "Increase by between 3 and 5 percentage points"),
    ],
)
def test_the_hedge_of_a_target_is_said(values, words):
    assert wording.target_sentence(target(**values), metric()).startswith(f"{words} by 31 December 2024")
