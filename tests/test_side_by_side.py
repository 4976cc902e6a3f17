"""Which figures of several partnerships stand side by side, which two may be compared, and why others may not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from builder import wording
from builder.analysis.certainty import Reason
from builder.analysis.chance import Comparison, holm, two_counts, two_proportions
from builder.analysis.changes import Direction
from builder.analysis.partnerships import shared_metrics
from builder.analysis.summaries import metric_summaries
from builder.charts.figures.comparison import comparison_figure, comparison_figures
from builder.model.measures import Partnership, Period, Status, Tier, Unit
from builder.tables.comparison import COMPARED_FIGURES, COMPARED_PAIRS, comparison_tables
from tests.examples import area, framework, metric, observation, package, share

PERCENT = metric(Unit.PERCENT, counted="of people")
LEFT, RIGHT = share(90, 130, area="lakeside"), share(54, 120, area="riverside")


def publisher(name, *observations, of=PERCENT, areas=None):
    """Return a partnership, which publishes about areas of its own, with what it publishes."""
    local = (of,) if of.tier is Tier.LOCAL else ()
    national = framework(*(() if local else (of,)))
    mine = areas or (area(name.title()),)
    one = Partnership(package(name, areas=mine, metrics=local, observations=observations), national)
    return one, metric_summaries(one)


def shared(*publishers):
    (one,) = shared_metrics(publishers)
    return one


def both(left=LEFT, right=RIGHT, of=PERCENT, other=None):
    """Return Lakeside and Riverside side by side, with one figure each."""
    return shared(publisher("lakeside", left, of=of), publisher("riverside", right, of=other or of))


def only_pair(*arguments, **values):
    (pair,) = both(*arguments, **values).pairs
    return pair


# Which metrics are shared, and in which order


def test_metric_of_one_partnership_is_not_shared():
    assert shared_metrics([publisher("lakeside", LEFT)]) == ()


def test_figures_of_england_alone_make_no_publisher():
    england = share(1, 2, area="england")
    assert shared_metrics([publisher("lakeside", LEFT), publisher("riverside", england)]) == ()


def test_partnerships_stand_in_the_order_of_their_names_whatever_comes_first_or_is_higher():
    low, high = publisher("riverside", RIGHT), publisher("lakeside", LEFT)
    orders = [[e.partnership.name for e in shared(*given).entries] for given in ((low, high), (high, low))]
    assert orders == [["lakeside", "riverside"]] * 2


# Which figure of each stands there


def years(name, *which, **values):
    return [share(50, 100, year, area=name, **values) for year in which]


@pytest.mark.parametrize(
    ("lakeside", "riverside", "expected"),
    [
        ((2020, 2021, 2022), (2020, 2021), 2021),
        ((2020, 2021), (2022, 2023), None),
        ((2020,), (2020,), 2020),
    ],
)
def test_the_newest_period_that_both_have_is_shared(lakeside, riverside, expected):
    found = shared(
        publisher("lakeside", *years("lakeside", *lakeside)), publisher("riverside", *years("riverside", *riverside))
    )
    assert (found.period and found.period.start.year) == expected


def test_period_of_most_partnerships_comes_before_a_newer_one_of_fewer():
    given = {"a": (2021, 2022), "b": (2021, 2022), "c": (2021,)}
    found = shared(*(publisher(name, *years(name, *which)) for name, which in given.items()))
    assert [entry.shown.period.start.year for entry in found.entries] == [2021] * 3


def test_period_that_sources_state_comes_before_a_newer_one_that_we_read():
    read = [years(name, 2022, period_stated=False) for name in ("lakeside", "riverside")]
    found = shared(
        publisher("lakeside", *years("lakeside", 2021), *read[0]),
        publisher("riverside", *years("riverside", 2021), *read[1]),
    )
    assert found.period.start.year == 2021
    assert [entry.newer.period.start.year for entry in found.entries] == [2022, 2022]


def test_without_a_shared_period_each_shows_its_newest_figure():
    found = shared(publisher("lakeside", *years("lakeside", 2020, 2021)), publisher("riverside", RIGHT))
    assert [(e.shown.period.start.year, e.newer) for e in found.entries] == [(2021, None), (2022, None)]


def test_hidden_figure_of_the_shared_period_is_shown_as_hidden_and_not_replaced():
    hidden = observation(None, 2022, area="riverside-east", status=Status.CONFIDENTIAL)
    older = share(50, 100, 2021, area="riverside-east")
    areas = (area("Riverside"), area("Riverside-East"))
    found = shared(publisher("lakeside", LEFT), publisher("riverside", RIGHT, hidden, older, areas=areas))
    assert [e.shown.status for e in found.entries] == [None, None, Status.CONFIDENTIAL]


def test_whole_partnership_leads_and_its_parts_do_not():
    areas = (area("Riverside"), area("East"))
    found = shared(publisher("lakeside", LEFT), publisher("riverside", RIGHT, share(1, 20, area="east"), areas=areas))
    assert [(e.series.area.name, e.leading) for e in found.entries] == [
        ("Lakeside", True),
        ("Riverside", True),
        ("East", False),
    ]


def test_parts_lead_where_the_whole_has_no_figure():
    areas = (area("Riverside"), area("East"), area("West"))
    parts = (share(1, 20, area="east"), share(3, 20, area="west"))
    found = shared(publisher("lakeside", LEFT), publisher("riverside", *parts, areas=areas))
    assert [(p.one.series.area.name, p.other.series.area.name) for p in found.pairs] == [
        ("Lakeside", "East"),
        ("Lakeside", "West"),
    ]


def test_area_counted_in_two_ways_is_drawn_once_and_stands_twice_in_the_table():
    old, new = share(50, 100, 2020, area="riverside"), share(51, 100, 2022, area="riverside", method_version="new")
    found = shared(publisher("lakeside", LEFT), publisher("riverside", old, new))
    assert [e.current for e in found.entries] == [True, False, True]
    assert len(comparison_figure(found).rows) == 2


# Which two may be compared

_OTHER_PERIOD = share(54, 120, 2021, area="riverside")
_GROUP = share(54, 120, area="riverside", breakdown="Sex", group="Female")
_LOCAL = replace(PERCENT, tier=Tier.LOCAL)
_COUNT = metric(Unit.COUNT)
_POUNDS = metric(Unit.POUNDS)
_YEARS = metric(Unit.YEARS)


@pytest.mark.parametrize(
    ("left", "right", "of", "expected"),
    [
        (LEFT, replace(RIGHT, value=None, status=Status.CONFIDENTIAL), PERCENT, {Reason.HIDDEN}),
        (LEFT, replace(RIGHT, value=None, status=Status.NOT_AVAILABLE), PERCENT, {Reason.NO_VALUE}),
        (LEFT, RIGHT, _LOCAL, {Reason.OWN_DEFINITION}),
        (observation("3", area="lakeside"), observation("9", area="riverside"), _COUNT, {Reason.SIZE}),
        (observation("3", area="lakeside"), observation("9", area="riverside"), _POUNDS, {Reason.SIZE}),
        (observation("44", area="lakeside"), observation("45", area="riverside"), _YEARS, {Reason.UNIT}),
        (LEFT, _GROUP, PERCENT, {Reason.OTHER_GROUP}),
        (LEFT, _OTHER_PERIOD, PERCENT, {Reason.OTHER_PERIOD}),
        (LEFT, replace(RIGHT, period=Period(date(2022, 1, 1), "P6M")), PERCENT, {Reason.OTHER_PERIOD}),
        (LEFT, replace(RIGHT, period_stated=False), PERCENT, {Reason.PERIOD_IMPLIED}),
        (LEFT, replace(RIGHT, method_version="new"), PERCENT, {Reason.OTHER_METHOD}),
        (LEFT, replace(RIGHT, status=Status.BREAK), PERCENT, {Reason.ONE_BREAK}),
        (LEFT, replace(RIGHT, numerator=None, denominator=None), PERCENT, {Reason.NO_NUMBERS}),
        (LEFT, replace(RIGHT, status=Status.ESTIMATED), PERCENT, {Reason.ROUNDED}),
        (LEFT, replace(RIGHT, numerator=Decimal("54.5")), PERCENT, {Reason.NOT_WHOLE}),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, set) else "",
)
def test_each_thing_that_stands_in_the_way_is_named_and_nothing_is_tested(left, right, of, expected):
    pair = only_pair(left, right, of=of)
    assert (set(pair.obstacles), pair.test, pair.is_clear) == (expected, None, False)


def test_everything_that_stands_in_the_way_is_named_the_weightiest_first():
    right = replace(_OTHER_PERIOD, period_stated=False, numerator=None, denominator=None)
    expected = (Reason.OTHER_PERIOD, Reason.PERIOD_IMPLIED, Reason.NO_NUMBERS)
    assert only_pair(LEFT, right).obstacles == expected


def test_local_metric_of_one_name_is_not_compared_with_a_national_one():
    assert only_pair(of=PERCENT, other=_LOCAL).obstacles == (Reason.OWN_DEFINITION,)


def test_same_place_in_two_partnerships_is_not_compared_with_itself():
    here, there = (area(name, code="E06000001") for name in ("Lakeside", "Riverside"))
    found = shared(publisher("lakeside", LEFT, areas=(here,)), publisher("riverside", RIGHT, areas=(there,)))
    assert found.pairs[0].obstacles == (Reason.SAME_PEOPLE,)


def test_break_in_both_at_once_stands_in_no_way():
    assert only_pair(replace(LEFT, status=Status.BREAK), replace(RIGHT, status=Status.BREAK)).obstacles == ()


def test_break_before_the_period_in_one_of_them_stands_in_the_way():
    before = share(50, 100, 2021, area="riverside", status=Status.BREAK)
    found = shared(publisher("lakeside", LEFT, *years("lakeside", 2021)), publisher("riverside", before, RIGHT))
    assert found.pairs[0].obstacles == (Reason.ONE_BREAK,)


def test_two_percentages_are_tested_as_two_proportions():
    pair = only_pair()
    assert (pair.test.p, pair.direction, pair.is_clear) == (two_proportions(90, 130, 54, 120), Direction.UP, True)


def test_two_rates_are_tested_as_two_counts_of_their_populations():
    def rate(count, name):
        value, people = str(Decimal(count) / 10), Decimal(count and 1_000_000)
        return observation(value, area=name, numerator=Decimal(count), denominator=people)

    pair = only_pair(rate(41, "lakeside"), rate(52, "riverside"), of=metric(Unit.RATE))
    assert pair.test.p == two_counts(41, 52, 1_000_000, 1_000_000)
    assert not pair.is_clear


def test_areas_of_one_partnership_are_no_pair():
    areas = (area("Riverside"), area("East"), area("West"))
    parts = (share(1, 20, area="east"), share(19, 20, area="west"))
    found = shared(publisher("lakeside", LEFT), publisher("riverside", *parts, areas=areas))
    assert all(pair.one.partnership is not pair.other.partnership for pair in found.pairs)


def test_p_values_allow_for_how_many_are_tested():
    """The example of the article "Holm-Bonferroni method" of Wikipedia."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))


def test_one_p_value_stays_and_none_exceeds_one():
    assert (holm([0.04]), holm([]), holm([0.9, 0.8])) == ((0.04,), (), (1.0, 1.0))


def test_difference_that_is_clear_alone_is_not_among_several():
    counts = {"a": 50, "b": 64, "c": 57}
    tests = [two_proportions(50, 100, 64, 100), two_proportions(50, 100, 57, 100), two_proportions(64, 100, 57, 100)]
    found = shared(*(publisher(name, share(count, 100, area=name)) for name, count in counts.items()))
    assert min(tests) < 0.05
    assert [pair.is_clear for pair in found.pairs] == [False] * 3


def test_pairs_of_many_partnerships_are_not_tested():
    names = "abcde"
    found = shared(*(publisher(name, share(50, 100, area=name)) for name in names))
    assert (found.pairs, found.too_many) == ((), True)
    assert wording.side_by_side(found) == "5 partnerships publish this, in the order of their names"


# England beside them


def test_benchmark_of_another_partnership_for_the_same_period_is_taken():
    england = share(468, 1000, area="england")
    found = shared(publisher("lakeside", LEFT), publisher("riverside", RIGHT, england))
    assert [e.against.result for e in found.entries] == [Comparison.BETTER, Comparison.SIMILAR]


def test_own_benchmark_comes_before_anothers():
    own, other = share(700, 1000, area="england"), share(468, 1000, area="england")
    found = shared(publisher("lakeside", LEFT, own), publisher("riverside", RIGHT, other))
    assert [e.against.benchmark.value for e in found.entries] == [Decimal("70.0"), Decimal("46.8")]


def test_benchmarks_that_differ_are_not_lent():
    own, other = share(700, 1000, area="england"), share(468, 1000, area="england")
    third = publisher("thirdside", share(10, 20, area="thirdside"))
    found = shared(publisher("lakeside", LEFT, own), publisher("riverside", RIGHT, other), third)
    assert found.entries[-1].against is None


def test_benchmark_of_another_period_or_of_a_local_metric_is_not_taken():
    old = share(468, 1000, 2021, area="england")
    by_period = shared(publisher("lakeside", LEFT), publisher("riverside", RIGHT, old))
    assert [e.against for e in by_period.entries] == [None, None]
    now = share(468, 1000, area="england")
    local = shared(publisher("lakeside", LEFT, of=_LOCAL), publisher("riverside", RIGHT, now, of=_LOCAL))
    assert local.entries[0].against is None


def test_zero_is_held_against_the_benchmark():
    england = share(468, 1000, area="england")
    found = shared(publisher("lakeside", share(0, 130, area="lakeside")), publisher("riverside", RIGHT, england))
    assert found.entries[0].against.result is Comparison.WORSE


# Words, chart and tables


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (both(), "The figure is clearly higher in Lakeside (69.2%) than in Riverside (45.0%) in 2022"),
        (
            both(right=share(84, 120, area="riverside")),
            "No clear difference between Lakeside (69.2%) and Riverside (70.0%) in 2022",
        ),
        (both(right=_OTHER_PERIOD), "The figures are for different periods, so we do not compare them"),
        (
            both(of=_COUNT, left=observation("3", area="lakeside"), right=observation("9", area="riverside")),
            "The areas are not of the same size, so we do not compare these numbers",
        ),
        (
            both(of=_POUNDS, left=observation("3", area="lakeside"), right=observation("9", area="riverside")),
            "The areas are not of the same size, so we do not compare these amounts",
        ),
        (both(of=_LOCAL), "Each partnership counts this in a way of its own, so we do not compare the figures"),
    ],
    ids=["clear", "not clear", "periods", "counts", "pounds", "local"],
)
def test_finding_says_higher_only_where_a_test_allows_it(found, expected):
    assert wording.side_by_side(found) == expected


def test_several_reasons_make_no_finding_of_one():
    found = shared(
        publisher("a", share(50, 100, area="a")),
        publisher("b", share(50, 100, 2021, area="b")),
        publisher("c", share(50, 100, area="c", period_stated=False)),
    )
    assert wording.side_by_side(found) == "We cannot compare these figures fairly, for more than one reason"


def test_every_reason_of_a_pair_has_words():
    (sentence, reasons) = wording.pairs(both(right=_OTHER_PERIOD))[0]
    assert sentence == "Lakeside with Riverside: not tested, for 1 reason."
    assert reasons == ("The figures are for different periods.",)
    assert all(wording.reason(why, PERCENT) for why in Reason)


def test_percentages_have_a_chart_on_one_scale_and_counts_have_none():
    counts = both(of=_COUNT, left=observation("3", area="lakeside"), right=observation("900", area="riverside"))
    assert [len(comparison_figures([found])) for found in (both(), counts, both(of=_LOCAL))] == [1, 0, 0]
    assert wording.no_chart(counts).startswith("These numbers grow with the number of people")
    assert wording.no_chart(both(of=_LOCAL)).startswith("Each partnership counts this in its own way")


def test_chart_of_very_many_areas_shows_the_leading_ones():
    areas = (area("Riverside"), *(area(f"Ward-{number}") for number in range(60)))
    wards = [share(5, 10, area=one.area) for one in areas[1:]]
    found = shared(publisher("lakeside", LEFT), publisher("riverside", RIGHT, *wards, areas=areas))
    assert [row.name for row in comparison_figure(found).rows] == ["Lakeside", "Riverside"]
    assert len(comparison_tables([found])[0].rows) == 62


def test_text_alternative_names_each_figure_with_its_partnership():
    text = comparison_figure(both()).text_alternative
    assert text.endswith(
        "Partnership Lakeside. Lakeside, 2022: 69.2% [95% interval 60.8% to 76.5%]. "
        "Partnership Riverside. Riverside, 2022: 45.0% [95% interval 36.4% to 53.9%]."
    )


def test_tables_give_the_result_its_chance_and_the_reasons():
    names = COMPARED_PAIRS.field_names
    rows = [
        dict(zip(names, comparison_tables([found])[1].rows[0], strict=True))
        for found in (both(), both(left=replace(RIGHT, area="lakeside"), right=replace(LEFT, area="riverside")))
    ]
    assert [(row["result"], row["reasons"]) for row in rows] == [("higher", ""), ("lower", "")]
    assert [float(row["chance"]) for row in rows] == [pytest.approx(two_proportions(90, 130, 54, 120), abs=1e-6)] * 2


def test_rows_of_the_figures_are_told_apart_by_their_key():
    found = both()
    rows = [dict(zip(COMPARED_FIGURES.field_names, row, strict=True)) for row in comparison_tables([found])[0].rows]
    keys = [tuple(row[name] for name in COMPARED_FIGURES.primary_key) for row in rows]
    assert len(set(keys)) == len(keys) == 2
