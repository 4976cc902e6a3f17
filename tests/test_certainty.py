"""What can be calculated and tested about a series, and the reasons why not."""

from datetime import date
from decimal import Decimal
from statistics import NormalDist

import pytest

from builder import wording
from builder.analysis.certainty import Limits, Method, Reason, limits_of
from builder.analysis.chance import Comparison
from builder.analysis.change_tests import Chance
from builder.analysis.changes import Direction
from builder.analysis.intervals import Interval
from builder.analysis.summaries import metric_summaries
from builder.analysis.verdicts import Judgement
from builder.model.measures import Bound, CountedAs, Period, Status, Unit
from builder.wording.verdicts import how_often
from tests.examples import area, metric, observation, partnership, share

PERCENT = metric(Unit.PERCENT)
RATE = metric(Unit.RATE)


def summary_of(*observations, of=None, **values):
    (summary,) = metric_summaries(partnership(*observations, of=of, **values))
    return summary


def only_change(*observations, of=None):
    return summary_of(*observations, of=of).verdicts[0].change


# Intervals


def test_published_interval_is_carried_and_not_worked_out_again():
    o = share(81, 263, lower=Decimal("20.1"), upper=Decimal("40.2"))
    assert limits_of(o, PERCENT) == Limits(Decimal("20.1"), Decimal("40.2"), Method.PUBLISHED)


@pytest.mark.parametrize(
    ("lower", "upper", "interval"),
    [
        ("16.2", "16.3", Interval(16.2, 16.3)),
        ("16.2", "16.2", Interval(16.15, 16.25)),
        ("162", "162.0", Interval(161.5, 162.5)),
        ("0", "0", Interval(-0.5, 0.5)),
    ],
)
def test_limits_rounded_to_one_number_lie_a_digit_apart(lower, upper, interval):
    found = Limits(Decimal(lower), Decimal(upper), Method.PUBLISHED).interval
    assert (found.lower, found.upper) == (pytest.approx(interval.lower), pytest.approx(interval.upper))


WIDE = {"lower": Decimal("16.86"), "upper": Decimal("23.14"), "interval_level": Decimal("99.8")}
"""Limits of 20% at 99.8%, with a standard error of 1.016: at 95% they are 18.0 to 22.0."""


def test_figures_with_limits_at_another_level_are_tested_with_the_standard_error_of_that_level():
    later = {"lower": Decimal("20.86"), "upper": Decimal("27.14"), "interval_level": Decimal("99.8")}
    summary = summary_of(observation("20", 2021, **WIDE), observation("24", 2022, **later), of=PERCENT)
    (step,) = (verdict.step for verdict in summary.verdicts)
    # 4 over the root of twice 1.016 squared is 2.78; taken for 95% limits they would give 1.77.
    assert step.p == pytest.approx(2 * (1 - NormalDist().cdf(4 / (6.28 / 6.18046 * 2**0.5))), rel=1e-4)
    assert step.is_clear


def test_limits_at_another_level_are_kept_and_a_benchmark_is_held_against_95_per_cent():
    england = area("England", kind="country", comparator=True)
    beside = observation("22.5", 2022, area="england")
    summary = summary_of(observation("20", 2022, **WIDE), beside, of=PERCENT, areas=(area("Riverside"), england))
    ((_, _, found),) = summary.comparisons
    assert (limits_of(found.own, PERCENT).level, found.result) == (Decimal("99.8"), Comparison.WORSE)
    sentences = wording.sureness(summary)
    assert any("The 99.8% interval of the latest figure" in sentence for sentence in sentences)
    assert "A 99.8% interval is wider, and misses the true level less often. Our tests allow for that." in sentences


def test_sides_of_limits_at_another_level_keep_their_proportions():
    o = observation("20", lower=Decimal(17), upper=Decimal(26), interval_level=Decimal("99.8"))
    found = limits_of(o, PERCENT).at_usual_level(Decimal(20), logarithms=False)
    assert (found.upper - 20) / (20 - found.lower) == pytest.approx(2)
    assert found.upper - 20 == pytest.approx(6 * 1.959964 / 3.090232)


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


@pytest.mark.parametrize(("count", "method"), [("9", Method.REPEATED_POISSON), ("10", Method.REPEATED_BYAR)])
def test_count_of_events_that_come_again_says_that_its_limits_are_wider(count, method):
    assert limits_of(observation(count), metric(counted_as=CountedAs.REPEAT_EVENTS)).method is method


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
        (observation("6366"), metric(counted_as=CountedAs.REGISTER), Reason.REGISTER),
        (observation("9", period=Period(date(2025, 1, 30), "P1D")), metric(), Reason.REGISTER),
        (share(81, 263), metric(Unit.PERCENT, counted_as=CountedAs.SURVEY), Reason.SURVEY),
        (observation("200", bound=Bound.MORE_THAN), metric(counted_as=CountedAs.REGISTER), Reason.BOUND),
    ],
)
def test_interval_that_cannot_be_worked_out_has_a_reason(o, of, reason):
    assert limits_of(o, of) is reason


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


def test_area_is_not_compared_with_a_benchmark_of_another_period():
    assert beside_england(share(81, 263, 2022), observation("25", 2021, area="england")) is Reason.NO_BENCHMARK


def beside_neighbour(own, other, of=PERCENT):
    neighbour = area("Lakeside", comparator=True)
    (found,) = summary_of(own, other, of=of, areas=(area(), neighbour)).comparisons
    return found[2].result


def test_neighbour_is_compared_with_the_limits_or_numbers_of_both():
    # 30.8% (25.5% to 36.6%): 25% lies outside, but a neighbour of so few people could as well be at 30%.
    assert beside_neighbour(share(81, 263), share(25, 100, area="lakeside")) is Comparison.SIMILAR
    assert beside_neighbour(share(81, 263), share(2500, 10_000, area="lakeside")) is Comparison.BETTER
    published = {"lower": Decimal(20), "upper": Decimal(30)}
    own = observation("30.8", lower=Decimal("25.5"), upper=Decimal("36.6"))
    assert beside_neighbour(own, observation("25", area="lakeside", **published)) is Comparison.SIMILAR


def test_neighbour_without_limits_or_numbers_is_not_compared():
    assert beside_neighbour(share(81, 263), observation("10", area="lakeside")) is Reason.NO_NUMBERS


def test_neighbours_without_a_figure_for_the_same_period_share_a_sentence_and_england_comes_first():
    places = [area(name, comparator=True) for name in ("Lakeside", "Hillside", "Seaside")]
    rows = [share(250, 1000, area="hillside"), observation("25", area="england")]
    rows += [share(250, 1000, 2019, area=where) for where in ("lakeside", "seaside")]
    found = wording.comparison(summary_of(share(81, 263), *rows, of=PERCENT, areas=(area(), *places)))
    assert found[0].endswith(" than 25% in England") or found[0].endswith(" similar to 25% in England")
    assert found[1:] == (
        "Riverside: 30.8% in 2022, similar to Hillside (25.0%)",
        "Lakeside and Seaside have no figure for the same period",
    )


def test_many_comparators_stand_in_one_sentence():
    places = [area(f"Place {n:02}", comparator=True) for n in range(15)]
    rows = [share(10 * n, 400, area=f"place {n:02}") for n in range(15)]
    (found,) = wording.comparison(summary_of(share(81, 263), *rows, of=PERCENT, areas=(area(), *places)))
    assert found.startswith("Riverside: 30.8% in 2022, better than Place ")
    assert found.index("similar to Place 14 (35.0%), Place 13 (32.5%)") > found.index("better than")


def test_twelve_months_of_england_are_the_year_of_the_area():
    england = observation("25", area="england", period=Period(date(2022, 1, 1), "P12M"))
    assert beside_england(share(810, 2630), england) is Comparison.BETTER


# Words


def test_heading_says_rose_or_fell_and_whether_chance_could_explain_it():
    words = [
        wording.finding(summary_of(*pair, of=of))
        for of, pair in (
            (metric(), (observation("5807", 2022), observation("6366", 2024))),
            (metric(), (observation("25", 2022), observation("28", 2024))),
            (PERCENT, (observation("42.2", 2022), observation("57.5", 2024))),
        )
    ]
    assert words == [
        "Adults in treatment rose from 5,807 in 2022 to 6,366 in 2024: 559 more (+9.6%), more than chance",
        "Adults in treatment rose from 25 in 2022 to 28 in 2024: 3 more, could be chance",
        "Adults in treatment rose from 42.2% in 2022 to 57.5% in 2024 (15.3 percentage points)",
    ]


def areas_of(**values):
    """Return a metric of the areas named, each with its earlier and later figure or with one figure and its year."""
    rows = [
        observation(value, year, area=where)
        for where, figures in values.items()
        for value, year in (figures if isinstance(figures[0], tuple) else zip(figures, (2022, 2024), strict=True))
    ]
    return summary_of(*rows, areas=(area(), *(area(name.title()) for name in values)))


def test_areas_are_told_apart_by_what_can_be_said_of_them():
    assert wording.finding(areas_of(upstream=("100", "300"), downstream=("25", "22"))) == (
        "Adults in treatment rose in Upstream (from 100 to 300, more than chance), but fell in Downstream "
        "(from 25 to 22, could be chance) between 2022 and 2024"
    )


def test_areas_of_which_the_same_can_be_said_share_it():
    assert wording.finding(areas_of(upstream=("48", "56"), downstream=("150", "165"))) == (
        "Adults in treatment rose in Upstream (from 48 to 56) and in Downstream (from 150 to 165) "
        "between 2022 and 2024, could be chance"
    )


def test_areas_with_different_periods_each_have_their_own():
    found = areas_of(upstream=(("48", 2015), ("56", 2017)), downstream=(("150", 2022), ("165", 2024)))
    assert wording.finding(found) == (
        "Adults in treatment rose in Upstream (from 48 in 2015 to 56 in 2017) and in Downstream "
        "(from 150 in 2022 to 165 in 2024), could be chance"
    )


def test_many_areas_are_counted():
    found = areas_of(**dict.fromkeys("abcdef", ("48", "56")) | {"g": ("5", "900"), "h": ("7", "7")})
    assert wording.finding(found) == (
        "Adults in treatment: of 8 areas, it rose in 7 (1 by more than chance) and stayed the same in 1"
    )


def test_levels_of_different_years_each_have_their_own():
    found = areas_of(north=(("220", 2021),), south=(("95", 2017),))
    assert wording.finding(found) == "Adults in treatment: North 220 in 2021, South 95 in 2017"
    alike = areas_of(north=(("220", 2021),), south=(("95", 2021),))
    assert wording.finding(alike) == "Adults in treatment in 2021: North 220, South 95"


def test_groups_of_an_older_year_stand_in_no_sentence_about_a_newer_one():
    rows = [
        observation(v, y, breakdown="Drug", group=g) for g, v, y in (("Opiates", "220", 2021), ("Alcohol", "95", 2017))
    ]
    assert wording.finding(summary_of(*rows)) == "Adults in treatment: Opiates 220, in 2021"


def test_figures_that_one_decimal_does_not_tell_apart_have_more():
    rows = observation("6.12", 2021), observation("6.14", 2022)
    assert wording.finding(summary_of(*rows, of=RATE)) == (
        "Adults in treatment rose from 6.12 per 100,000 in 2021 to 6.14 per 100,000 in 2022: up 0.02 (+0.3%)"
    )


def test_heading_names_england_only_of_many_comparators():
    places = [area(name, comparator=True) for name in ("Lakeside", "Hillside")]
    rows = [observation("20", area=where) for where in ("england", "lakeside", "hillside")]
    found = summary_of(observation("30"), *rows, of=PERCENT, areas=(area(), *places))
    assert wording.finding(found).endswith(", compared with 20% in England")


def test_provisional_figure_says_so_wherever_it_stands():
    rows = observation("60", 2021), observation("88", 2022, status=Status.PROVISIONAL)
    assert "to 88 (provisional) in 2022" in wording.finding(summary_of(*rows))


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
    assert how_often(p) == words


def test_interval_is_as_precise_as_its_value():
    assert wording.interval(share(81, 263), PERCENT) == "25.5% to 36.6%"
    assert wording.interval(observation("25"), metric()) == "16 to 37"
    assert wording.interval(observation("3"), metric()) == "0.6 to 8.8"


def test_interval_tells_its_ends_from_its_value():
    o = observation("50", numerator=Decimal(504_900), denominator=Decimal(1_000_000))
    assert wording.interval(o, PERCENT) == "50.4% to 50.6%"


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
        "Adults in treatment rose for Girls (from 100 to 200, more than chance) and for Boys "
        "(from 100 to 101, could be chance) between 2021 and 2022"
    )


def test_metric_with_figures_for_groups_only_says_how_sure_they_are():
    sentences = wording.sureness(summary_of(*GROUPS))
    assert (
        "The 95% intervals of the latest figures are 173 to 230 for Girls and 82 to 123 for Boys, "
        "worked out by us with Byar's method."
    ) in sentences
    assert "The change for Boys could be chance: that alone would make so large a change nearly always." in sentences


def test_group_that_is_a_number_has_its_noun():
    rows = [observation(v, breakdown="Decile", group=g) for g, v in (("1", "9"), ("2", "8"))]
    assert wording.finding(summary_of(*rows)) == "Adults in treatment: Decile 1 (9) and Decile 2 (8), in 2022"


def test_many_groups_share_one_sentence():
    rows = [of_group(f"Group {n}", value, year) for n in range(24) for value, year in (("50", 2021), ("55", 2022))]
    sentences = wording.sureness(summary_of(*rows))
    assert "Of 24 groups none moved by more than chance could explain." in sentences
    assert sum("chance could explain" in sentence for sentence in sentences) == 1


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
    verdict = summary_of(earlier, later).verdicts[0]
    assert (found.direction, found.percent, verdict.chance) == (direction, None, Chance.CANNOT_BE_WORKED_OUT)
    words = {Direction.UP: "up", Direction.DOWN: "down", Direction.UNKNOWN: "change not known"}
    assert wording.signed_change(found, metric()) == words[direction]


def test_change_of_limits_is_told_by_both_figures():
    summary = summary_of(observation("250", 2021), limit("200"))
    assert wording.finding(summary) == "Adults in treatment: 250 in 2021, then more than 200 in 2022"
    assert wording.change_from(summary.verdicts[0].change, metric()) == "from 250 in 2021"
    certain = summary_of(observation("150", 2021), limit("200")).verdicts[0].change
    assert wording.change_from(certain, metric()) == "up from 150 in 2021"


def test_area_is_not_compared_with_a_benchmark_that_is_a_limit():
    assert beside_england(share(81, 263), limit("20", area="england")) is Reason.BOUND


# One sentence for what is said alike


def test_whole_and_its_part_share_a_sentence():
    areas = (area(), area("North", parent="riverside"), area("South", parent="riverside"))
    pairs = (("riverside", ("5807", "6366")), ("north", ("3740", "4200")), ("south", ("2067", "2166")))
    rows = [
        observation(value, year, area=where)
        for where, values in pairs
        for value, year in zip(values, (2022, 2024), strict=True)
    ]
    sentences = wording.sureness(summary_of(*rows, of=metric(counted_as=CountedAs.REGISTER), areas=areas))
    assert sentences[0].startswith("The change as a whole and in North is more than chance: this is a full count")
    assert sentences[1].startswith("The change in South could be chance: ")


def test_areas_without_a_trend_for_the_same_reason_share_a_sentence():
    areas = (area(), area("North"), area("South"))
    rows = [
        observation("50", area=where, period=Period(date(2007 + year, 1, 1), "P3Y"))
        for where in ("north", "south")
        for year in range(10)
    ]
    assert (
        "A trend in North and South cannot be worked out: that needs five periods of one season that share no days."
        in wording.sureness(summary_of(*rows, areas=areas))
    )


def test_page_says_nothing_of_chance_about_an_older_way_of_counting():
    rows = [observation(v, y, method_version="old") for v, y in (("10", 2015), ("90", 2016))]
    rows += [observation(v, y, method_version="new") for v, y in (("50", 2021), ("51", 2022))]
    sentences = wording.sureness(summary_of(*rows))
    assert sum("The change" in sentence for sentence in sentences) == 1
