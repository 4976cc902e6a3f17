"""Intervals, tests and trends: published worked examples, laws, and agreement with an independent library."""

from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from builder.analysis import chance, intervals, trend
from builder.analysis.intervals import Interval
from builder.analysis.trend import Trend, TrendPoint
from builder.model.measures import Polarity

COUNTS = st.integers(0, 100_000)


@st.composite
def proportions(draw):
    denominator = draw(st.integers(1, 50_000))
    return draw(st.integers(0, denominator)), denominator


# Published worked examples


@pytest.mark.parametrize(
    ("numerator", "denominator", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_limits(numerator, denominator, lower, upper):
    # Newcombe RG (1998), Statistics in Medicine 17:857-872, table I, method 3.
    found = intervals.wilson(numerator, denominator)
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (2, 0.2422, 7.2247), (5, 1.6235, 11.6683), (9, 4.1154, 17.0848)],
)
def test_exact_poisson_gives_the_published_limits(count, lower, upper):
    # Garwood F (1936), Biometrika 28:437-442, table of the 95% limits.
    found = intervals.exact_poisson(count)
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)


def test_byar_gives_the_published_limits():
    # 65 events, the example of byars_lower and byars_upper in the R package PHEindicatormethods of the Office for
    # Health Improvement and Disparities. The limits are printed in the tests of the Python package "analogy", which
    # follows the same guidance: 50.1632 and 82.8491.
    found = intervals.byar(65)
    assert (round(found.lower, 4), round(found.upper, 4)) == (50.1632, 82.8491)


def test_two_proportions_give_the_published_chi_squared():
    # Kirkwood BR, Sterne JAC (2003), Essential medical statistics, 2nd edition, chapter 17: influenza after
    # vaccine, 20 of 240, and after placebo, 80 of 220. Chi-squared is 53.01.
    score = NormalDist().inv_cdf(chance.two_proportions(20, 240, 80, 220) / 2)
    assert round(score**2, 2) == 53.01


def test_two_counts_give_the_published_p_value():
    # R Core Team, stats: poisson.test, the example of lung cancer in four Danish cities. The p value is 0.07967.
    assert round(chance.two_counts(11, 6 + 8 + 7, 800, 1083 + 1050 + 878), 5) == 0.07967


def test_chi_squared_for_trend_gives_the_published_value():
    # Armitage P (1955), Biometrics 11:375-386: carriers of Streptococcus pyogenes by size of the tonsils, 7.19.
    groups = [TrendPoint(0, 19, 516), TrendPoint(1, 29, 589), TrendPoint(2, 24, 293)]
    assert round(trend.chi_squared_for_trend(groups, proportion=True), 2) == 7.19


def test_z_has_full_precision():
    # With 1.96 the upper limit of 10,000 of 20,000 would differ in the seventh decimal.
    upper = intervals.wilson(10_000, 20_000).upper
    assert upper == pytest.approx(0.5069288537307, abs=1e-12)
    assert pytest.approx(1.959963984540054, abs=1e-15) == intervals.Z


# Laws


@given(proportions())
def test_wilson_is_symmetric_in_what_is_counted(pair):
    numerator, denominator = pair
    one, other = intervals.wilson(numerator, denominator), intervals.wilson(denominator - numerator, denominator)
    assert (one.lower, one.upper) == pytest.approx((1 - other.upper, 1 - other.lower), abs=1e-12)


@given(proportions())
def test_wilson_stays_within_0_and_1_and_holds_the_proportion(pair):
    found = intervals.wilson(*pair)
    assert 0 <= found.lower <= pair[0] / pair[1] <= found.upper <= 1


@given(COUNTS)
def test_interval_of_a_count_holds_the_count(count):
    found = intervals.of_count(count)
    assert found.lower <= count <= found.upper


@given(st.integers(0, 2000))
def test_interval_of_a_larger_count_lies_higher(count):
    one, other = intervals.of_count(count), intervals.of_count(count + 1)
    assert one.lower < other.lower
    assert one.upper < other.upper


@pytest.mark.parametrize("count", [8, 40, 665])
def test_interval_of_events_that_come_again_is_wider_by_the_root_of_their_variance(count):
    single, again = intervals.of_count(count), intervals.of_count(count, variance=2)
    assert again.upper - count == pytest.approx(sqrt(2) * (single.upper - count))
    assert count - again.lower == pytest.approx(sqrt(2) * (count - single.lower))


def test_interval_of_no_events_that_come_again_begins_at_none():
    assert intervals.of_count(0, variance=2).lower == 0
    assert intervals.of_count(1, variance=2).lower == 0


@given(st.integers(0, 1000), st.integers(1, 10**6))
def test_interval_of_a_rate_scales_with_its_base(count, population):
    one, other = intervals.of_rate(count, population, 1), intervals.of_rate(count, population, 100_000)
    assert (one.lower * 100_000, one.upper * 100_000) == pytest.approx((other.lower, other.upper))


@given(proportions(), proportions())
def test_two_proportions_do_not_care_which_comes_first(one, other):
    assert chance.two_proportions(*one, *other) == pytest.approx(chance.two_proportions(*other, *one))


@example(1, 2)  # Both are as likely as the likeliest outcome.
@given(st.integers(0, 5000), st.integers(0, 5000))
def test_two_counts_do_not_care_which_comes_first(one, other):
    assert chance.two_counts(one, other) == pytest.approx(chance.two_counts(other, one))


@given(st.integers(0, 5000))
def test_count_does_not_differ_from_itself(count):
    assert chance.two_counts(count, count) == pytest.approx(1)


# Agreement with scipy


@given(proportions())
def test_wilson_agrees_with_scipy(pair):
    found = intervals.wilson(*pair)
    oracle = stats.binomtest(*pair).proportion_ci(0.95, method="wilson")
    assert (found.lower, found.upper) == pytest.approx((oracle.low, oracle.high), abs=1e-12)


@pytest.mark.parametrize("count", range(10))
def test_interval_of_a_count_below_10_agrees_with_scipys_exact_limits(count):
    found = intervals.of_count(count)
    lower = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0
    assert (found.lower, found.upper) == pytest.approx((lower, stats.chi2.ppf(0.975, 2 * count + 2) / 2), abs=1e-9)


@given(st.integers(10, 100_000))
def test_interval_of_a_count_from_10_is_within_a_fifth_of_a_percent_of_the_exact_limits(count):
    # The accuracy that the Office for Health Improvement and Disparities states for Byar's method.
    found = intervals.of_count(count)
    exact = (stats.chi2.ppf(0.025, 2 * count) / 2, stats.chi2.ppf(0.975, 2 * count + 2) / 2)
    assert (found.lower, found.upper) == pytest.approx(exact, rel=0.002)


@given(st.integers(0, 3000), st.integers(0, 3000), st.floats(0.1, 10))
def test_two_counts_agree_with_scipys_exact_binomial_test(count, later, ratio):
    oracle = stats.binomtest(later, count + later, ratio / (1 + ratio)).pvalue if count + later else 1.0
    assert chance.two_counts(count, later, 1.0, ratio) == pytest.approx(oracle, rel=1e-6, abs=1e-12)


@given(proportions(), proportions())
def test_two_proportions_agree_with_scipys_chi_squared(one, other):
    table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    if min(map(sum, zip(*table, strict=True))) == 0:
        assert chance.two_proportions(*one, *other) == 1
        return
    oracle = stats.chi2_contingency(table, correction=False).pvalue
    assert chance.two_proportions(*one, *other) == pytest.approx(oracle, rel=1e-6, abs=1e-12)


# Benchmarks


@pytest.mark.parametrize(
    ("interval", "polarity", "comparison"),
    [
        (Interval(10, 20), Polarity.HIGHER_IS_BETTER, "worse"),
        (Interval(30, 40), Polarity.HIGHER_IS_BETTER, "better"),
        (Interval(10, 20), Polarity.LOWER_IS_BETTER, "better"),
        (Interval(30, 40), Polarity.LOWER_IS_BETTER, "worse"),
        (Interval(10, 20), Polarity.NEITHER, "lower"),
        (Interval(30, 40), Polarity.NEITHER, "higher"),
        (Interval(20, 30), Polarity.NEITHER, "similar"),
        (Interval(25, 30), Polarity.LOWER_IS_BETTER, "similar"),
    ],
)
def test_area_stands_to_a_benchmark_by_its_interval_against_the_value(interval, polarity, comparison):
    assert chance.against_benchmark(interval, 25, polarity) == comparison


# Trends


def points(*events, weight=1000):
    return [TrendPoint(year, count, weight) for year, count in enumerate(events)]


def test_steady_rise_is_a_trend():
    assert trend.recent_trend(points(100, 130, 160, 190, 220), proportion=True) is Trend.INCREASING


def test_steady_fall_is_a_trend():
    assert trend.recent_trend(points(220, 190, 160, 130, 100), proportion=False) is Trend.DECREASING


def test_only_the_last_five_points_count():
    assert trend.recent_trend(points(900, 800, 100, 130, 160, 190, 220), proportion=True) is Trend.INCREASING


def test_rise_that_would_pass_at_95_percent_is_no_trend():
    few = points(100, 106, 114, 121, 130)
    assert stats.chi2.ppf(0.95, 1) < trend.chi_squared_for_trend(few, proportion=False) < trend.CRITICAL
    assert trend.recent_trend(few, proportion=False) is Trend.NO_CLEAR_TREND


def test_direction_that_hangs_on_one_point_is_no_trend():
    one_high_end = points(300, 290, 280, 270, 700)
    assert trend.chi_squared_for_trend(one_high_end, proportion=False) > trend.CRITICAL
    assert trend.recent_trend(one_high_end, proportion=False) is Trend.NO_CLEAR_TREND


def test_four_points_have_no_trend():
    with pytest.raises(ValueError, match="5 points"):
        trend.recent_trend(points(1, 2, 3, 4), proportion=True)


@given(st.lists(st.integers(0, 900), min_size=5, max_size=5))
def test_trend_read_backwards_is_the_opposite(events):
    opposite = {Trend.INCREASING: Trend.DECREASING, Trend.DECREASING: Trend.INCREASING}
    forwards = trend.recent_trend(points(*events), proportion=True)
    backwards = trend.recent_trend(points(*reversed(events)), proportion=True)
    assert backwards is opposite.get(forwards, Trend.NO_CLEAR_TREND)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(500, 2000)), min_size=5, max_size=5))
def test_chi_squared_for_trend_is_the_armitage_statistic(pairs):
    given_points = [TrendPoint(year, events, weight) for year, (events, weight) in enumerate(pairs)]
    total, whole = sum(e for e, _ in pairs), sum(w for _, w in pairs)
    if total == 0:
        return
    numerator = (
        whole
        * (whole * sum(t * e for t, (e, _) in enumerate(pairs)) - total * sum(t * w for t, (_, w) in enumerate(pairs)))
        ** 2
    )
    spread = (
        whole * sum(t * t * w for t, (_, w) in enumerate(pairs)) - sum(t * w for t, (_, w) in enumerate(pairs)) ** 2
    )
    armitage = numerator / (total * (whole - total) * spread)
    assert trend.chi_squared_for_trend(given_points, proportion=True) == pytest.approx(armitage)
