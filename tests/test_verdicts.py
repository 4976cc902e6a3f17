"""The one verdict of each series: the pair that is compared, whether chance could explain it, better or worse."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from builder import wording
from builder.analysis.certainty import Reason
from builder.analysis.chance import holm, people_needed, smallest_numbers, two_estimates, two_large_counts
from builder.analysis.change_tests import Chance, HowTested
from builder.analysis.changes import Direction
from builder.analysis.intervals import Interval
from builder.analysis.summaries import metric_summaries, movement_counts, subjects, verdicts_in
from builder.analysis.trend import Trend
from builder.analysis.verdicts import Judgement, Movement
from builder.model.measures import Bound, Claim, CountedAs, Order, Period, Polarity, Printed, Status, Unit
from tests.examples import area, metric, observation, partnership, share

PERCENT = metric(Unit.PERCENT)
RATE = metric(Unit.RATE)
LOWER = metric(polarity=Polarity.LOWER_IS_BETTER)
ADMISSIONS = metric(polarity=Polarity.LOWER_IS_BETTER, counted_as=CountedAs.REPEAT_EVENTS)
REGISTER = metric(counted_as=CountedAs.REGISTER)
SURVEY = metric(Unit.PERCENT, counted_as=CountedAs.SURVEY)


def summary_of(*observations, of=None, **values):
    (summary,) = metric_summaries(partnership(*observations, of=of, **values))
    return summary


def verdict_of(*observations, of=None, **values):
    return summary_of(*observations, of=of, **values).verdicts[0]


def window(value, year, month=1, duration="P1Y", **values):
    return observation(value, period=Period(date(year, month, 1), duration), **values)


def limits(value, lower, upper, year=2022, **values):
    return observation(value, year, lower=Decimal(lower), upper=Decimal(upper), **values)


def claim(earlier, later, **values):
    """Return a change that a source prints."""
    printed = Printed(None, None, Decimal(1), "percent", "increase", None, None, None)
    given = {"metric": "adults-in-treatment", "area": "riverside", "breakdown": "", "group": ""}
    return Claim(
        "c", "d", "p", **(given | values), earlier=earlier.period, later=later.period, printed=printed, note=""
    )


# The right pair


def pair(*observations, of=None):
    found = verdict_of(*observations, of=of).change
    return found and (str(found.earlier.value), str(found.later.value))


def test_rolling_year_is_compared_with_the_year_before_and_with_the_first():
    quarters = [(2021, 1), (2021, 4), (2021, 7), (2021, 10), (2022, 1), (2022, 4), (2022, 7), (2022, 10), (2023, 1)]
    rows = [window(str(2639 + 57 * n), year, month) for n, (year, month) in enumerate(quarters)]
    found = verdict_of(*rows)
    assert (found.change.earlier, found.since_first.earlier) == (rows[4], rows[0])


def test_window_of_three_years_is_compared_with_the_newest_that_shares_no_year():
    rows = [window(str(91 + n), 2011 + n, duration="P3Y") for n in range(9)]
    found = verdict_of(*rows)
    assert (found.change.earlier.period.start.year, found.since_first.earlier.period.start.year) == (2016, 2011)


def test_quarter_is_compared_with_the_same_quarter_of_the_year_before():
    rows = [window(str(10 + n), 2021 + n // 4, 1 + 3 * (n % 4), "P3M") for n in range(8)]
    assert pair(*rows) == ("13", "17")


def test_month_is_never_compared_with_another_season():
    found = verdict_of(window("50", 2022, 5, "P1M"), window("90", 2022, 6, "P1M"))
    assert (found.change, found.not_compared, found.judgement) == (
        None,
        (Reason.OTHER_SEASON,),
        Judgement.NOT_COMPARED,
    )


def test_twelve_months_and_one_year_are_equally_long():
    assert pair(window("50", 2021, duration="P12M"), window("60", 2022)) == ("50", "60")


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ([observation("5")], (Reason.ONCE,)),
        ([observation("5", 2021), observation("9", status=Status.BREAK)], (Reason.BREAK,)),
        (
            [observation("5", 2020), observation(None, 2021, status=Status.BREAK), observation("9")],
            (Reason.BREAK,),
        ),
        ([window("5", 2020, duration="P2Y"), window("9", 2022)], (Reason.OTHER_LENGTH,)),
        ([window("5", 2019, duration="P3Y"), window("9", 2020, duration="P3Y")], (Reason.OVERLAP,)),
        (
            [observation("5", 2021, method_version="old"), observation("9", method_version="new")],
            (Reason.OTHER_METHOD,),
        ),
        ([window("5", 2020, 4, "P3M"), window("9", 2021, 1)], (Reason.OTHER_LENGTH, Reason.OTHER_SEASON)),
    ],
)
def test_every_reason_why_nothing_can_be_compared_is_named(rows, reasons):
    found = summary_of(*rows)
    assert next(v for v in found.verdicts if v.series.latest is rows[-1]).not_compared == reasons


def test_mixed_kinds_of_years_are_compared_within_their_kind():
    rows = [
        window("210", 2019),
        window("220", 2020),
        window("215", 2020, 4),
        window("230", 2021),
        window("240", 2021, 4),
    ]
    assert pair(*rows) == ("215", "240")


# What happened


@pytest.mark.parametrize(
    ("earlier", "later", "of", "direction"),
    [
        (observation("45", 2019), observation("40", 2022), PERCENT, Direction.DOWN),
        (observation("7", 2021), observation("7", 2022), None, Direction.SAME),
        (observation("100", 2021, period_stated=False), observation("900", 2022), None, Direction.UP),
        (observation("100", 2021, status=Status.ESTIMATED), observation("900", 2022), None, Direction.UP),
    ],
)
def test_direction_is_told_whether_or_not_a_test_is_possible(earlier, later, of, direction):
    assert verdict_of(earlier, later, of=of).direction is direction


def test_equal_figures_say_nothing_of_chance():
    found = verdict_of(observation("150", 2021), observation("150", 2022))
    assert (found.chance, found.judgement, found.movement) == (None, Judgement.SAME, Movement.SAME)


def test_equal_figures_whose_numbers_differ_clearly_are_more_than_chance_and_not_better():
    whole = {"denominator": Decimal(100_000)}
    before = observation("10", 2021, numerator=Decimal(10_000), **whole)
    found = verdict_of(before, observation("10", 2022, numerator=Decimal(10_449), **whole), of=PERCENT)
    assert (found.chance, found.judgement) == (Chance.MORE_THAN_CHANCE, Judgement.SAME)


# Whether chance could explain it


@pytest.mark.parametrize(
    ("earlier", "later", "of", "how", "p"),
    [
        ("48", "56", LOWER, HowTested.EVENTS, stats.binomtest(56, 104).pvalue),
        ("63", "52", LOWER, HowTested.EVENTS, stats.binomtest(52, 115).pvalue),
        ("5807", "6366", REGISTER, HowTested.FULL_COUNTS, 2 * stats.norm.sf(559 / sqrt(5807 + 6366))),
        ("1240", "1390", ADMISSIONS, HowTested.REPEAT_EVENTS, 2 * stats.norm.sf(150 / sqrt(2 * 2630))),
        ("570", "665", ADMISSIONS, HowTested.REPEAT_EVENTS, 2 * stats.norm.sf(95 / sqrt(2 * 1235))),
    ],
)
def test_count_is_tested_as_it_is_counted(earlier, later, of, how, p):
    found = verdict_of(observation(earlier, 2022), observation(later, 2024), of=of).step
    assert (found.how, found.p, found.is_clear) == (how, pytest.approx(p), p < 0.05)


def test_admissions_need_twice_the_change_in_variance_that_deaths_need():
    rows = observation("570", 2022), observation("665", 2024)
    assert verdict_of(*rows, of=LOWER).judgement is Judgement.WORSE
    assert verdict_of(*rows, of=ADMISSIONS).judgement is Judgement.COULD_BE_CHANCE


def test_percentages_with_numbers_are_tested_on_them():
    few = verdict_of(share(40, 100, 2022), share(50, 100, 2023), of=PERCENT)
    many = verdict_of(share(4000, 10_000, 2022), share(5000, 10_000, 2023), of=PERCENT)
    assert (few.judgement, many.judgement) == (Judgement.COULD_BE_CHANCE, Judgement.BETTER)


def test_percentages_without_numbers_can_speak_for_themselves():
    found = verdict_of(observation("25.17", 2021), observation("51.70", 2022), of=PERCENT)
    assert (found.step.how, found.judgement) == (HowTested.PRINTED_DIGITS, Judgement.BETTER)
    assert found.step.p == pytest.approx(4e-6, rel=0.15)


@pytest.mark.parametrize(("earlier", "later", "people"), [("38.6", "50.3", 139), ("48", "46", 4785), ("45", "40", 752)])
def test_percentages_that_do_not_say_how_many_people_it_takes(earlier, later, people):
    found = verdict_of(observation(earlier, 2022), observation(later, 2024), of=PERCENT).step
    assert (found.chance, found.reasons, found.people_needed) == (
        Chance.CANNOT_BE_WORKED_OUT,
        (Reason.NO_NUMBERS,),
        people,
    )
    assert people_needed(Decimal(earlier), Decimal(later)) == people


def test_so_many_people_are_just_enough():
    for people, clear in ((139, True), (138, False)):
        before, after = 0.386, 0.503
        middle = (before + after) / 2
        score = (after - before) / sqrt(2 * middle * (1 - middle) / people)
        assert bool(2 * stats.norm.sf(score) < 0.05) is clear


def test_digits_of_a_survey_are_never_enough():
    found = verdict_of(observation("25.17", 2021), observation("51.70", 2022), of=SURVEY).step
    assert (found.chance, found.people_needed) == (Chance.CANNOT_BE_WORKED_OUT, 26)


def test_survey_without_limits_cannot_be_worked_out_even_with_its_numbers():
    found = verdict_of(share(400, 1000, 2021), share(500, 1000, 2022), of=SURVEY).step
    assert found.reasons == (Reason.SURVEY,)


@pytest.mark.parametrize("of", [SURVEY, PERCENT, RATE, metric(Unit.YEARS)])
def test_published_limits_are_used_whatever_the_figure_is(of):
    apart = verdict_of(limits("640", "624", "655", 2021), limits("671", "656", "687", 2022), of=of)
    near = verdict_of(limits("640", "624", "655", 2021), limits("645", "629", "660", 2022), of=of)
    assert (apart.step.how, apart.step.is_clear, near.step.is_clear) == (HowTested.PUBLISHED_LIMITS, True, False)


def test_ratios_and_rates_of_few_events_are_compared_by_their_logarithms():
    few = limits("2", "1", "4", 2021), limits("5", "2.5", "10", 2022)
    many = limits("200", "190", "210", 2021), limits("215", "205", "225", 2022)

    def p(rows, unit):
        return verdict_of(*rows, of=metric(unit)).step.p

    for rows, unit, logarithms in ((few, Unit.RATE, True), (many, Unit.RATE, False), (many, Unit.RATIO, True)):
        figures = [(float(o.value), Interval(float(o.lower), float(o.upper))) for o in rows]
        assert p(rows, unit) == pytest.approx(two_estimates(*figures, logarithms=logarithms))


@pytest.mark.parametrize(
    ("of", "reason"),
    [(metric(cumulative=True), Reason.CUMULATIVE), (metric(Unit.RATE, standardised=True), Reason.STANDARDISED)],
)
def test_totals_to_date_and_standardised_rates_without_limits_are_not_tested(of, reason):
    parts = {"numerator": Decimal(61), "denominator": Decimal(583053)}
    rows = [observation(str(100 + 20 * n), 2015 + n, **parts) for n in range(6)]
    found = verdict_of(*rows, of=of)
    assert (found.step.reasons, found.trend) == ((reason,), reason)


def test_published_limits_of_estimates_are_used():
    rows = [limits("640", "624", "655", 2021), limits("671", "656", "687", 2022)]
    rows = [
        observation(str(o.value), o.period.start.year, lower=o.lower, upper=o.upper, status=Status.ESTIMATED)
        for o in rows
    ]
    assert verdict_of(*rows).step.is_clear


@pytest.mark.parametrize(
    ("earlier", "later", "of", "reasons"),
    [
        (observation("5", 2021, status=Status.ESTIMATED), observation("500"), None, (Reason.ROUNDED,)),
        (observation("5", 2021), observation("500"), metric(Unit.POUNDS), (Reason.UNIT,)),
        (observation("5", 2021, bound=Bound.MORE_THAN), observation("500"), None, (Reason.BOUND,)),
        (observation("5", 2021), observation("12.5"), RATE, (Reason.NO_NUMBERS,)),
        (
            observation("5", 2021, period_stated=False, status=Status.ESTIMATED),
            observation("12.5"),
            RATE,
            (Reason.PERIOD_IMPLIED, Reason.NO_NUMBERS, Reason.ROUNDED),
        ),
    ],
)
def test_every_reason_why_chance_cannot_be_worked_out_is_named(earlier, later, of, reasons):
    found = verdict_of(earlier, later, of=of)
    assert (found.judgement, found.step.reasons) == (Judgement.CANNOT_BE_WORKED_OUT, reasons)


READ = observation("100", 2021, period_stated=False), observation("200", 2022, period_stated=False)


def test_period_that_we_read_is_tested_where_the_source_compares_the_figures_itself():
    assert verdict_of(*READ).step.reasons == (Reason.PERIOD_IMPLIED,)
    found = verdict_of(*READ, claims=(claim(*READ),))
    assert (found.judgement, found.if_equally_long) == (Judgement.BETTER, True)


def test_one_phrase_for_both_periods_is_a_comparison_of_the_source():
    words = {"period_stated": False, "period_printed": "over the last 2 years"}
    found = verdict_of(observation("100", 2021, **words), observation("200", 2022, **words))
    assert found.judgement is Judgement.BETTER


def test_percentages_need_no_periods_of_equal_length():
    rows = share(4000, 10_000, 2022, period_stated=False), share(5000, 10_000, 2023, period_stated=False)
    found = verdict_of(*rows, of=PERCENT, claims=(claim(*rows),))
    assert (found.judgement, found.if_equally_long) == (Judgement.BETTER, False)


def test_figures_without_dates_are_compared_in_their_order_and_tested_where_the_source_compares_them():
    rows = [
        observation(value, period=Period.undated(order), period_stated=False)
        for value, order in (("48", Order.EARLIER), ("56", Order.LATER))
    ]
    alone = verdict_of(*rows)
    assert (alone.direction, alone.step.reasons) == (Direction.UP, (Reason.PERIOD_UNKNOWN,))
    told = verdict_of(*rows, claims=(claim(*rows),))
    assert (told.chance, told.if_equally_long, told.step.may_overlap) == (Chance.COULD_BE_CHANCE, True, True)


def test_plain_average_of_areas_is_never_tested():
    areas = (area(), area("North", parent="riverside"), area("South", parent="riverside"))
    rows = [
        observation(value, year, area=where)
        for where, values in (("riverside", ("48", "46")), ("north", ("47", "45")), ("south", ("49", "47")))
        for value, year in zip(values, (2021, 2022), strict=True)
    ]
    found = summary_of(*rows, of=PERCENT, areas=areas)
    assert [v.step.reasons for v in found.verdicts] == [
        (Reason.PLAIN_AVERAGE, Reason.NO_NUMBERS),
        (Reason.NO_NUMBERS,),
        (Reason.NO_NUMBERS,),
    ]
    clear = [
        observation(v, y, area=where)
        for where in ("riverside", "north", "south")
        for v, y in (("1", 2021), ("99.9", 2022))
    ]
    assert summary_of(*clear, of=PERCENT, areas=areas).verdicts[0].step.reasons == (Reason.PLAIN_AVERAGE,)


# Several tests at once


def test_tests_of_one_metric_allow_for_each_other():
    areas = (area(), area("North"), area("South"))
    rows = [
        observation(value, year, area=where)
        for where, values in (("north", ("1240", "1390")), ("south", ("500", "501")))
        for value, year in zip(values, (2022, 2024), strict=True)
    ]
    alone = verdict_of(*rows[:2], of=ADMISSIONS, areas=areas)
    both = summary_of(*rows, of=ADMISSIONS, areas=areas)
    assert (alone.judgement, both.verdicts[0].judgement) == (Judgement.WORSE, Judgement.COULD_BE_CHANCE)
    assert both.verdicts[0].step.p == pytest.approx(2 * alone.step.p)


def test_digits_that_are_not_enough_among_many_do_not_say_that_chance_is():
    rows = [
        observation(value, year, breakdown="Age", group=str(group))
        for group in range(30)
        for value, year in (("20.1", 2021), ("45.3" if group == 0 else "20.1", 2022))
    ]
    found = summary_of(*rows, of=PERCENT).verdicts[0]
    alone = verdict_of(*(observation(v, y) for v, y in (("20.1", 2021), ("45.3", 2022))), of=PERCENT)
    if alone.step.is_clear:
        assert found.chance in {Chance.MORE_THAN_CHANCE, Chance.CANNOT_BE_WORKED_OUT}


# What the words promise, held against figures in which nothing moves


def said(rng, draw, of, groups=1, repeats=1500):
    """Return in which share of metrics that do not move, and of their series, something is called more than chance."""
    metrics = series = 0
    for _ in range(repeats):
        rows = [o for group in range(groups) for o in draw(rng, group)]
        clear = sum(v.is_clear for v in summary_of(*rows, of=of).verdicts)
        metrics += bool(clear)
        series += clear
    return metrics / repeats, series / (repeats * groups)


def poisson(mean, spread=1.0):
    """Return how to draw two counts of one mean; with `spread`, of clusters that make them vary more."""

    def draw(rng, group):
        values = [round(stats.poisson.rvs(mean / spread, random_state=rng) * spread) for _ in range(2)]
        return [
            observation(str(v), y, breakdown="Group", group=f"g{group}")
            for v, y in zip(values, (2021, 2022), strict=True)
        ]

    return draw


@pytest.mark.uncounted
@pytest.mark.parametrize(
    ("mean", "spread", "of"),
    [(52, 1, LOWER), (6000, 1, REGISTER), (600, 2, ADMISSIONS)],
    ids=["deaths", "full counts", "admissions"],
)
def test_at_most_five_in_a_hundred_that_do_not_move_are_called_more_than_chance(mean, spread, of):
    import numpy as np

    _, share_of_series = said(np.random.default_rng(7), poisson(mean, spread), of)
    assert share_of_series < 0.05 + 3 * sqrt(0.05 * 0.95 / 1500)


@pytest.mark.uncounted
def test_of_many_groups_that_do_not_move_hardly_one_is_called_more_than_chance():
    import numpy as np

    metrics, share_of_series = said(np.random.default_rng(7), poisson(52), LOWER, groups=24, repeats=200)
    assert metrics < 0.05 + 3 * sqrt(0.05 * 0.95 / 200)
    assert share_of_series < 0.01


@pytest.mark.uncounted
def test_periods_that_share_events_are_called_more_than_chance_even_less_often():
    import numpy as np

    rng = np.random.default_rng(7)
    clear = 0
    for _ in range(2000):
        shared = stats.poisson.rvs(52 / 3, random_state=rng)
        before, after = (shared + stats.poisson.rvs(2 * 52 / 3, random_state=rng) for _ in range(2))
        clear += verdict_of(observation(str(before), 2021), observation(str(after), 2022)).is_clear
    assert clear / 2000 < 0.03


@pytest.mark.uncounted
def test_at_most_one_in_a_hundred_series_that_do_not_move_has_a_trend():
    import numpy as np

    rng = np.random.default_rng(7)
    found = 0
    for _ in range(2000):
        values = stats.poisson.rvs(60, size=5, random_state=rng)
        found += bool(verdict_of(*(observation(str(v), 2015 + n) for n, v in enumerate(values))).over_trend)
    assert found / 2000 < 0.01


# Trends


def yearly(*values, **more):
    return [observation(value, 2015 + number, **more) for number, value in enumerate(values)]


def test_trend_decides_over_the_last_step():
    found = verdict_of(*yearly("31", "43", "52", "60", "68"), of=LOWER)
    assert (found.trend.trend, found.step.chance, found.judgement) == (
        Trend.INCREASING,
        Chance.COULD_BE_CHANCE,
        Judgement.WORSE,
    )
    assert (str(found.told.earlier.value), str(found.told.later.value)) == ("31", "68")


def test_five_points_without_a_trend_could_be_chance_even_if_the_last_step_is_clear():
    found = verdict_of(*yearly("100", "100", "100", "60", "100"))
    assert (found.step.is_clear, found.judgement) == (True, Judgement.COULD_BE_CHANCE)


def test_trend_of_windows_is_read_from_those_that_share_no_days():
    rows = [window(str(60 + 20 * n), 2001 + n, duration="P3Y") for n in range(13)]
    found = verdict_of(*rows).trend
    assert [o.period.start.year for o in found.points] == [2001, 2004, 2007, 2010, 2013]


def test_trend_of_quarters_is_read_from_one_season():
    rows = [window(str(100 + 30 * (n // 4)), 2018 + n // 4, 1 + 3 * (n % 4), "P3M") for n in range(20)]
    assert {o.period.start.month for o in verdict_of(*rows).trend.points} == {10}


def test_standardised_rates_have_a_trend_by_their_published_limits():
    rows = [
        limits(str(value), str(value - 15), str(value + 15), 2015 + n)
        for n, value in enumerate((512, 540, 575, 610, 640, 671))
    ]
    assert verdict_of(*rows, of=metric(Unit.RATE, polarity=Polarity.LOWER_IS_BETTER)).judgement is Judgement.WORSE


def test_limits_that_were_rounded_to_their_figure_count_as_its_last_digit_allows():
    rows = [limits(value, value, value, 2018 + n) for n, value in enumerate(("16.2", "16.2", "16.3", "16.3", "16.4"))]
    found = verdict_of(*rows, of=PERCENT)
    assert found.step.p == pytest.approx(two_estimates((16.3, Interval(16.25, 16.35)), (16.4, Interval(16.35, 16.45))))
    assert found.trend.trend is Trend.INCREASING


def test_trend_whose_ends_went_the_other_way_is_not_told():
    assert verdict_of(*yearly("100", "10", "60", "80", "95")).over_trend is None


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (yearly("100", "130", "160", "190"), Reason.TOO_FEW),
        ([*yearly("100", "130", "160", "190"), observation("220", 2030)], Reason.GAP),
        (yearly("100", "130", "160", "190", "220", period_stated=False), Reason.PERIOD_IMPLIED),
        ([*yearly("100", "130", "160", "190"), observation("220", 2019, status=Status.BREAK)], Reason.BREAK),
        ([window(str(10 + n), 2010 + n, duration="P3Y") for n in range(5)], Reason.OVERLAP),
        ([*yearly("100", "130", "160", "190"), observation("220", 2019, status=Status.ESTIMATED)], Reason.ROUNDED),
        ([*yearly("100", "130", "160", "190"), observation("220", 2019, bound=Bound.AT_LEAST)], Reason.BOUND),
    ],
)
def test_series_without_a_trend_has_a_reason(rows, reason):
    assert verdict_of(*rows).trend is reason


def test_trend_of_one_source_in_one_phrase_holds_on_the_assumption():
    found = verdict_of(*yearly("100", "130", "160", "190", "220", period_stated=False, period_printed="five years"))
    assert (found.judgement, found.if_equally_long) == (Judgement.BETTER, True)


# Better or worse, and which way


def places(**values):
    """Return a metric of the areas named, each with an earlier and a later figure."""
    names = ["Riverside", *(name.title() for name in values if name != "riverside")]
    rows = [
        observation(value, year, area=where)
        for where, pair in values.items()
        for value, year in zip(pair, (2021, 2022), strict=True)
    ]
    return summary_of(*rows, of=LOWER, areas=tuple(area(name) for name in names))


@pytest.mark.parametrize(
    ("values", "movement", "judgement"),
    [
        ({"north": ("48", "56"), "south": ("150", "165")}, Movement.BAD, Judgement.COULD_BE_CHANCE),
        ({"north": ("63", "52"), "south": ("133", "150")}, Movement.BOTH, Judgement.COULD_BE_CHANCE),
        ({"north": ("500", "300"), "south": ("300", "500")}, Movement.BOTH, Judgement.MIXED),
        ({"north": ("50", "50"), "south": ("150", "165")}, Movement.BAD, Judgement.MIXED),
        (
            {"riverside": ("900", "500"), "north": ("63", "52"), "south": ("133", "150")},
            Movement.GOOD,
            Judgement.BETTER,
        ),
    ],
)
def test_metric_counts_once_as_its_whole_or_else_as_its_parts_together(values, movement, judgement):
    found = places(**values)
    assert (found.movement, found.judgement) == (movement, judgement)
    assert movement_counts([found]) == {movement: 1}


def test_parts_speak_where_the_whole_was_measured_once():
    areas = (area(), area("North"))
    rows = observation("500", 2022), observation("10", 2021, area="north"), observation("90", 2022, area="north")
    assert [s.area.name for s in summary_of(*rows, areas=areas).leading] == ["North"]


def test_area_is_counted_by_its_own_figures():
    assert [v.movement for v in verdicts_in([places(north=("63", "52"), south=("133", "150"))], "north")] == [
        Movement.GOOD
    ]


def test_figure_after_others_that_were_counted_in_another_way_is_not_measured_once():
    rows = observation("90", 2021, method_version="old"), observation("50", 2022, method_version="new")
    found = summary_of(*rows)
    assert [(v.movement, v.judgement) for v in found.leading_verdicts] == [
        (Movement.NOT_COMPARED, Judgement.NOT_COMPARED)
    ]
    assert found.movement is Movement.NOT_COMPARED


def test_old_way_of_counting_neither_leads_nor_is_counted():
    rows = [observation(v, y, method_version="old") for v, y in (("90", 2015), ("10", 2016))]
    rows += [observation(v, y, method_version="new") for v, y in (("50", 2021), ("60", 2022))]
    found = summary_of(*rows)
    assert [s.method_version for s in found.leading] == ["new"]
    assert [v.movement for v in verdicts_in([found], "riverside")] == [Movement.GOOD]


COUNT = metric(polarity=Polarity.LOWER_IS_BETTER, metric="deaths")
ITS_RATE = replace(metric(Unit.RATE, Polarity.LOWER_IS_BETTER, metric="death-rate"), numerator_metric="deaths")
ITS_SHARE = replace(metric(Unit.PERCENT, Polarity.LOWER_IS_BETTER, metric="death-share"), numerator_metric="deaths")
OTHER_RATE = metric(Unit.RATE, Polarity.LOWER_IS_BETTER, metric="other-rate")


def of_each(**years):
    """Return a summary of each metric named, with a figure for each of its years."""
    kinds = {"count": COUNT, "rate": ITS_RATE, "share": ITS_SHARE, "other": OTHER_RATE}
    return [
        summary_of(*(observation(str(year - 2000), year, metric=kinds[name].metric) for year in those), of=kinds[name])
        for name, those in years.items()
    ]


@pytest.mark.parametrize(
    ("years", "counted"),
    [
        ({"count": (2021, 2022), "rate": (2021, 2022)}, ["deaths"]),
        ({"rate": (2021, 2022), "count": (2021, 2022)}, ["deaths"]),
        ({"count": (2022,), "rate": (2022,)}, ["deaths"]),
        ({"count": (2022,), "rate": (2021, 2022)}, ["deaths", "death-rate"]),
        ({"rate": (2021, 2022)}, ["death-rate"]),
        ({"count": (2021, 2022), "share": (2021, 2022)}, ["deaths", "death-share"]),
        ({"count": (2021, 2022), "other": (2021, 2022)}, ["deaths", "other-rate"]),
    ],
)
def test_count_and_its_rate_are_one_subject(years, counted):
    found = of_each(**years)
    assert [one.metric.metric for one in subjects(found)] == counted
    assert [v.series.metric.metric for v in verdicts_in(found, "riverside")] == counted
    assert movement_counts(found).total() == len(counted)


# Whatever a source may publish


NUMBERS = st.one_of(st.none(), st.decimals(-500, 500, places=2), st.integers(-5, 2000).map(Decimal))


@st.composite
def odd_observations(draw):
    rows = []
    for year in draw(st.lists(st.integers(2005, 2022), min_size=1, max_size=7, unique=True)):
        value = draw(NUMBERS)
        limits_of_it = sorted([draw(st.decimals(-600, 3000, places=1)) for _ in range(2)])
        given = {
            "numerator": draw(NUMBERS),
            "denominator": draw(NUMBERS),
            "status": draw(st.sampled_from([None, *Status])),
            "bound": draw(st.sampled_from([None, None, *Bound])),
            "period_stated": draw(st.booleans()),
            "period": Period(
                date(year, draw(st.sampled_from([1, 4])), 1), draw(st.sampled_from(["P1Y", "P3Y", "P3M"]))
            ),
        }
        if draw(st.booleans()):
            given |= dict(zip(("lower", "upper"), limits_of_it, strict=True))
        rows.append(observation(None if value is None else str(value), year, **given))
    return rows


@given(odd_observations(), st.sampled_from(Unit), st.sampled_from([None, *CountedAs]))
def test_no_figure_is_too_odd_for_a_verdict_and_its_words(rows, unit, kind):
    summary = summary_of(*rows, of=metric(unit, counted_as=kind))
    for verdict in summary.verdicts:
        assert (verdict.change is None) == (verdict.judgement in {Judgement.ONCE, Judgement.NOT_COMPARED})
        assert verdict.chance is None or verdict.change is not None
    assert wording.finding(summary)
    assert all(wording.sureness(summary))


@pytest.mark.parametrize(
    ("earlier", "later", "of"),
    [("104", "118", PERCENT), ("-3", "5", metric()), ("-3", "5", PERCENT)],
    ids=["above all", "below none", "negative share"],
)
def test_figure_that_is_no_share_or_count_has_a_direction_and_a_reason(earlier, later, of):
    found = verdict_of(observation(earlier, 2021), observation(later, 2022), of=of)
    assert found.direction is Direction.UP
    assert Reason.NO_SHARE in found.step.reasons


# Parts together

PARTS = [
    observation(value, year, area=where)
    for where, pair in (("north", ("48", "56")), ("south", ("150", "165")))
    for value, year in zip(pair, (2022, 2024), strict=True)
]
AREAS = (area(), area("North", parent="riverside"), area("South", parent="riverside"))


def test_deaths_of_all_parts_are_told_together_where_the_whole_has_no_figure():
    of = metric(polarity=Polarity.LOWER_IS_BETTER, counted_as=CountedAs.EVENTS)
    summary = summary_of(*PARTS, of=of, areas=AREAS)
    found = summary.parts_together
    assert (found.change.difference, round(found.step.p, 2)) == (Decimal(23), 0.28)
    assert (
        "North and South together: 198 in 2022, then 221 in 2024: 23 more (+11.6%), could be chance."
        in wording.sureness(summary)
    )


@pytest.mark.parametrize(
    ("rows", "of", "areas"),
    [
        (PARTS, ADMISSIONS, AREAS),
        (PARTS, LOWER, AREAS),
        (PARTS, metric(counted_as=CountedAs.EVENTS), (area(), area("North"), area("South"))),
        (PARTS[:3], metric(counted_as=CountedAs.EVENTS), AREAS),
        ([*PARTS, observation("300", 2024, area="riverside")], metric(counted_as=CountedAs.EVENTS), AREAS),
    ],
    ids=[
        "repeated events",
        "not said how counted",
        "no parts of the whole",
        "one part without",
        "a figure of the whole",
    ],
)
def test_parts_that_do_not_add_up_are_not_told_together(rows, of, areas):
    assert summary_of(*rows, of=of, areas=areas).parts_together is None


# The arithmetic


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [("25.17", (36, 143)), ("51.70", (76, 147)), ("37.5", (3, 8)), ("100", (1, 1)), ("0", (0, 1)), ("50", (1, 2))],
)
def test_smallest_numbers_give_the_printed_digits(printed, numbers):
    assert smallest_numbers(Decimal(printed)) == numbers


@given(st.integers(0, 1000))
def test_no_smaller_number_gives_the_printed_digits(tenths):
    printed = Decimal(tenths).scaleb(-1)
    numerator, denominator = smallest_numbers(printed)
    assert round(Decimal(100 * numerator) / denominator + Decimal("1e-20"), 1) == printed
    low, high = printed - Decimal("0.05"), printed + Decimal("0.05")
    for smaller in range(1, denominator):
        assert not any(low <= Decimal(100 * k) / smaller < high for k in range(smaller + 1))


def test_percentage_with_many_decimals_is_no_long_search():
    assert smallest_numbers(Decimal("82.30641882"))[1] > 10_000


@given(st.integers(0, 3000), st.integers(0, 3000), st.floats(0.2, 5), st.floats(1, 4))
def test_large_counts_agree_with_scipys_normal_distribution(count, later, ratio, dispersion):
    share_of_later = ratio / (1 + ratio)
    whole = count + later
    sd = sqrt(dispersion * whole * share_of_later * (1 - share_of_later)) if whole else 1
    oracle = 2 * stats.norm.sf(abs(later - whole * share_of_later) / sd)
    assert two_large_counts(count, later, dispersion, 1, ratio) == pytest.approx(min(1, oracle), rel=1e-9, abs=1e-300)


@given(st.floats(1, 100), st.floats(1, 100), st.floats(0.1, 5), st.floats(0.1, 5))
def test_estimates_agree_with_scipys_normal_distribution(one, other, wide, narrow):
    figures = (one, Interval(one - wide, one + wide)), (other, Interval(other - narrow, other + narrow))
    spread = sqrt(wide**2 + narrow**2) / stats.norm.ppf(0.975)
    assert two_estimates(*figures) == pytest.approx(2 * stats.norm.sf(abs(other - one) / spread), rel=1e-9, abs=1e-300)


def test_ratios_give_the_published_example():
    # Altman DG, Bland JM (2003), BMJ 326:219: relative risks 0.67 (0.46 to 0.98) and 0.88 (0.71 to 1.08): P = 0.2.
    found = two_estimates((0.88, Interval(0.71, 1.08)), (0.67, Interval(0.46, 0.98)), logarithms=True)
    assert round(found, 1) == 0.2


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_agrees_with_its_definition(chances):
    adjusted = holm(chances)
    for limit in (0.01, 0.05, 0.2):
        ordered = sorted(range(len(chances)), key=lambda n: chances[n])
        rejected = set()
        for rank, place in enumerate(ordered):
            if chances[place] * (len(chances) - rank) > limit:
                break
            rejected.add(place)
        assert {n for n, p in enumerate(adjusted) if p <= limit} == rejected
