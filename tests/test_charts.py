"""How series are drawn: what each kind of chart shows, in what order, and that its words lie beside one another."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.analysis.summaries import metric_summaries
from builder.charts import Painter, theme
from builder.charts.figures.metric import ChartKind, Sign, figures_of
from builder.charts.layout import apart
from builder.charts.specification import draw
from builder.model.measures import CountedAs, Order, Period, Status, Target, Unit
from tests.examples import area, metric, observation, partnership, share

DEATHS = metric(counted_as=CountedAs.EVENTS)
RATE = metric(Unit.RATE, counted_as=CountedAs.EVENTS)
PERCENT = metric(Unit.PERCENT)
WIDTHS = (theme.NARROW, theme.WIDE)


def figures(*observations, of=DEATHS, **values):
    (summary,) = metric_summaries(partnership(*observations, of=of, **values))
    return figures_of(summary)


def figure(*observations, **values):
    return figures(*observations, **values)[0]


def yearly(*values, first=2018, **options):
    """Return an observation for each year that has a value."""
    return [observation(value, first + n, **options) for n, value in enumerate(values) if value]


def rates(*counts, people=250_000, **options):
    return [
        observation(
            str(round(Decimal(count) * 100_000 / people, 1)),
            2018 + n,
            numerator=Decimal(count),
            denominator=Decimal(people),
            **options,
        )
        for n, count in enumerate(counts)
    ]


def groups(breakdown, values, **options):
    return [observation(value, breakdown=breakdown, group=group, **options) for group, value in values.items()]


def records(one, width=theme.WIDE):
    """Return the values that a chart draws."""
    specification = draw(one, width)
    return [record for values in specification["datasets"].values() for record in values]


def axis(one, width=theme.WIDE):
    """Return the labels of the axis of time."""
    expressions = re.findall(r'"labelExpr": "{(.*?)}\[', json.dumps(draw(one, width), ensure_ascii=False))
    return re.findall(r": '([^']*)'", expressions[0]) if expressions else []


def names(one):
    return [row.name for row in one.rows]


def signs(one):
    return [sign for sign, _ in one.key]


def marks_in_words(one):
    return [f"{row.name} {point.label}" for row in one.rows for point in row.points]


LONE = figure(*yearly("40", "44", None, None, "52", None, None, "50", "55"))
"""2022 stands alone."""


def test_point_that_no_line_reaches_has_its_interval_drawn():
    alone = [r for r in records(LONE) if r.get("is_alone")]
    assert [(r["value"], r["lower"] < 52 < r["upper"]) for r in alone] == [(52.0, True)]


def test_key_shows_a_band_only_where_one_is_drawn():
    apart = figure(*yearly("40", "52", "50", status=Status.BREAK))
    drawn = [json.dumps(draw(one, theme.WIDE)["vconcat"][0]) for one in (LONE, apart)]
    assert ['"opacity": 0.18' in key for key in drawn] == [True, False]


def test_line_is_interrupted_where_a_period_is_missing():
    assert [r["value"] for r in records(LONE) if "value" in r] == [40.0, 44.0, None, 52.0, None, 50.0, 55.0]


def test_single_figure_shows_its_interval():
    one = figure(observation("36"))
    assert one.kind is ChartKind.NUMBER
    assert "95% interval, worked out by us: 25 to 50" in [r.get("words") for r in records(one)]


def test_interval_is_named_once_and_only_where_one_is_drawn():
    register = metric(counted_as=CountedAs.REGISTER)
    assert signs(figure(*yearly("100", "110", "120"))) == [Sign.INTERVAL]
    assert signs(figure(*yearly("100", "110", "120"), of=register)) == []
    assert figure(*yearly("100", "110", "120")).text_alternative.count("worked out by us") == 1


def test_interval_of_a_comparator_is_not_drawn_over_time_and_not_named():
    own = [observation(value, 2018 + n) for n, value in enumerate(("4.1", "4.4", "4.6"))]
    one = figure(*own, *rates(2_900, 3_000, 3_100, people=55_000_000, area="england"), of=RATE)
    assert signs(one) == [Sign.COMPARATOR]
    assert [r for r in records(one) if r.get("lower") is not None] == []


def test_published_limits_are_named_without_saying_that_we_worked_them_out():
    limits = {"lower": Decimal(90), "upper": Decimal(140)}
    assert figure(*yearly("100", "110", "120", **limits)).key == ((Sign.INTERVAL, "95% interval"),)


TARGET = Target(
    "t",
    "",
    "adults-in-treatment",
    "riverside",
    Decimal(100),
    Period(date(2018, 1, 1), "P1Y"),
    Decimal(150),
    None,
    date(2025, 3, 31),
    "report",
    "page 1",
    "",
)


def test_way_to_a_target_runs_from_the_end_of_the_baseline_to_the_day_it_is_due():
    path = [
        (r["day"], r["path"]) for r in records(figure(*yearly("100", "110", "120"), targets=(TARGET,))) if "path" in r
    ]
    assert path == [(date(2018, 12, 31).toordinal(), 100.0), (date(2025, 3, 31).toordinal(), 150.0)]


def test_target_without_a_baseline_has_an_end_and_no_way():
    loose = Target(*(None if n in {4, 5} else value for n, value in enumerate(fields_of(TARGET))))
    one = figure(*yearly("100", "110", "120"), targets=(loose,))
    assert Sign.PATH not in signs(one)
    assert [r["goal"] for r in records(one) if "goal" in r] == [150.0]
    assert one.text_alternative.endswith("Target 150 by 31 March 2025.")


def test_target_stands_with_the_way_of_counting_that_is_held_against_it():
    anew = yearly("130", "140", first=2021, method_version="new")
    one = figure(*yearly("100", "110", "120"), *anew, targets=(TARGET,))
    assert [(row.name, len(row.goals)) for row in one.rows] == [
        ("Riverside (usual way of counting)", 1),
        ("Riverside (new)", 0),
    ]


def test_same_target_of_two_areas_stands_once_in_the_key():
    targets = (TARGET, replace(TARGET, area="upstream"))
    observations = (*yearly("100", "110", "120"), *yearly("130", "140", "150", area="upstream"))
    one = figure(*observations, areas=(area(), area("Upstream")), targets=targets)
    assert signs(one).count(Sign.TARGET) == 1


def test_every_target_has_its_own_way():
    later = Target(*(date(2027, 3, 31) if n == 8 else value for n, value in enumerate(fields_of(TARGET))))
    one = figure(*yearly("100", "110", "120"), targets=(TARGET, later))
    assert sorted({r["row"] for r in records(one) if "path" in r}) == ["0 0", "0 1"]


def fields_of(target):
    return [getattr(target, name) for name in type(target).__slots__]


def test_break_is_a_gap_with_a_mark_between_both_figures():
    one = figure(*yearly("100", "110"), observation("90", 2020, status=Status.BREAK), observation("95", 2021))
    (mark,) = [r["break"] for r in records(one) if "break" in r]
    assert date(2019, 12, 31).toordinal() < mark < date(2020, 12, 31).toordinal()
    assert Sign.BREAK in signs(one)


def test_another_way_of_counting_goes_on_in_the_same_plot_after_a_mark():
    old = yearly("100", "110", method_version="old model")
    new = yearly("150", "160", "170", first=2020, method_version="new model")
    one = figure(*new, *old)
    found = records(one)
    assert names(one) == ["Riverside (old model)", "Riverside (new model)"]
    assert len([r for r in found if "break" in r]) == 1
    assert {r["row"] for r in found if r.get("mark")} == {0, 1}
    assert not [r for r in found if "panel" in r]


def test_ways_of_counting_of_the_same_years_have_plots_of_their_own():
    one = figure(*yearly("100", "110", "120"), *yearly("50", "60", "70", method_version="by date of death"))
    assert {r["panel"].replace("\n", " ") for r in records(one) if "panel" in r} == {
        "Riverside",
        "Riverside (by date of death)",
    }


def test_provisional_points_are_hollow_and_named():
    one = figure(*yearly("100", "110"), observation("120", 2020, status=Status.PROVISIONAL))
    assert (Sign.PROVISIONAL, "provisional") in one.key
    assert [r["value"] for r in records(one) if r.get("provisional")] == [120.0]


def test_hidden_figure_is_a_gap_that_the_key_explains():
    one = figure(*yearly("8", "9"), observation(None, 2020, status=Status.CONFIDENTIAL), *yearly("7", first=2021))
    assert (Sign.GAP, "gap: hidden to protect people") in one.key
    assert [r["value"] for r in records(one) if "value" in r] == [8.0, 9.0, None, 7.0]


PLACES = figure(
    *rates(12, 13, 11),
    *rates(15, 19, 22, area="upstream"),
    *rates(2_900, 3_000, 3_100, people=55_000_000, area="england"),
    of=RATE,
    areas=(area(), area("Upstream")),
)


def test_places_have_a_plot_each_with_the_country_as_a_quiet_line():
    quiet = [r for r in records(PLACES) if r.get("is_quiet")]
    assert [r["panel"] for r in quiet if "value" in r] == ["Riverside"] * 3 + ["Upstream"] * 3
    assert [(r["panel"], r["label"]) for r in quiet if "label" in r] == [("Riverside", "5.6"), ("Upstream", "5.6")]
    assert (Sign.COMPARATOR, "England") in PLACES.key


def test_country_says_each_value_once():
    said = [r["said"] for r in records(PLACES) if r.get("said", "").startswith("England")]
    assert len(said) == len(set(said)) == 3


def test_plots_of_places_share_one_scale():
    domains = set(re.findall(r'"domain": \[0\.0, ([\d.]+)\]', json.dumps(draw(PLACES, theme.WIDE))))
    assert len(domains) == 1


WHOLE_AND_PART = figure(
    *yearly("14000", "15000", "14800"),
    *yearly("1250", "1300", "1280", area="upstream"),
    areas=(area(), area("Upstream")),
)


def test_counts_of_places_of_very_different_size_have_scales_of_their_own_and_say_so():
    assert WHOLE_AND_PART.has_scales_apart
    assert (Sign.SCALE, "each plot has a scale of its own") in WHOLE_AND_PART.key
    assert draw(WHOLE_AND_PART, theme.WIDE)["vconcat"][1]["resolve"]["scale"] == {"y": "independent"}


def test_rates_share_a_scale_however_different_they_are():
    apart = [*rates(12, 13, 11), *rates(150, 190, 220, area="upstream")]
    one = figure(*apart, of=RATE, areas=(area(), area("Upstream")))
    assert not one.has_scales_apart
    assert Sign.SCALE not in signs(one)


def test_places_of_a_like_size_share_a_scale():
    like = figure(*yearly("140", "150"), *yearly("31", "32", area="upstream"), areas=(area(), area("Upstream")))
    assert not like.has_scales_apart


def test_latest_figure_stands_below_the_name_where_its_label_would_take_the_width_of_a_plot():
    headings = {r["panel"] for r in records(WHOLE_AND_PART, theme.NARROW) if "panel" in r}
    assert headings == {"Riverside\n14,800", "Upstream\n1,280"}
    assert not [r for r in records(WHOLE_AND_PART) if "label" in r]


def test_headings_beside_one_another_have_as_many_lines():
    ages = {"Under 18": "4000", "18 to 24, with a name of many more words than there is room for": "400"}
    one = figure(*[o for year in (2018, 2019, 2020) for o in groups("Age", ages, year=year)])
    headings = [r["panel"].split("\n") for r in records(one) if "panel" in r]
    assert len({len(lines) for lines in headings}) == 1
    assert headings[0][-2:] == ["Under 18", "4,000"]


def test_country_of_counts_is_not_drawn_beside_an_area():
    assert names(figure(*yearly("10", "12", "14"), *yearly("3000", "3100", "3200", area="england"))) == ["Riverside"]


@pytest.mark.parametrize(
    ("seen", "ordered"),
    [
        (["65 and over", "Under 18", "18 to 24", "25 to 64"], ["Under 18", "18 to 24", "25 to 64", "65 and over"]),
        (["Decile 10", "Decile 2", "Decile 1"], ["Decile 1", "Decile 2", "Decile 10"]),
        (["Opiates", "Alcohol", "Crack"], ["Opiates", "Alcohol", "Crack"]),
    ],
)
def test_groups_over_time_stand_in_their_natural_order(seen, ordered):
    rows = [observation(str(20 + n), 2018 + n, breakdown="Group", group=name) for name in seen for n in range(3)]
    assert names(figure(*rows)) == ordered


def test_bars_of_ages_stay_in_the_order_of_ages():
    assert names(figure(*groups("Age", {"25 to 64": "40", "Under 25": "10", "65 and over": "20"}))) == [
        "Under 25",
        "25 to 64",
        "65 and over",
    ]


def test_bars_of_groups_without_an_order_are_sorted_by_value_with_what_is_left_over_last():
    one = figure(*groups("Problem", {"Self-harm": "14", "Other": "60", "Debt": "26"}), of=PERCENT)
    assert marks_in_words(one) == ["Debt 26%", "Self-harm 14%", "Other 60%"]


def test_percentages_beside_the_country_are_pairs_sorted_by_how_far_apart_they_are():
    own = groups("Substance", {"Alcohol": "82", "Opiates": "43", "Crack": "48"})
    country = groups("Substance", {"Alcohol": "82", "Opiates": "47", "Crack": "58"}, area="england")
    one = figure(*own, *country, of=PERCENT)
    assert one.kind is ChartKind.PAIRS
    assert [row.place for row in one.rows] == ["Crack", "Opiates", "Alcohol"] * 2
    assert [r["end"] for r in records(one) if "end" in r] == [58.0, 47.0, 82.0]


def test_country_of_another_period_is_no_pair():
    one = figure(observation("48"), observation("58", 2019, area="england"), of=PERCENT)
    assert [r for r in records(one) if "end" in r] == []
    assert "2019" in one.text_alternative


SEXES = groups("Sex", {"Women": "29", "Men": "71"})


def test_groups_that_are_a_hundred_together_are_one_bar():
    one = figure(*SEXES, of=PERCENT)
    assert one.kind is ChartKind.WHOLE
    parts = [(r["start"], r["end"]) for r in records(one) if "start" in r]
    assert parts == [(0.0, 71.0), (71.0, 100.0)]
    assert [r["words"] for r in records(one) if "words" in r] == ["Men 71%", "Women 29%"]


@pytest.mark.parametrize(
    "values",
    [
        {"Women": "29", "Men": "60"},
        {"Cannabis": "94", "Alcohol": "41"},
        {str(n): "20" for n in range(5)},
    ],
)
def test_groups_that_are_no_whole_or_too_many_are_bars(values):
    assert figure(*groups("Group", values), of=PERCENT).kind is ChartKind.BARS


def test_groups_with_intervals_are_bars():
    of_people = [share(29, 100, breakdown="Sex", group="Women"), share(71, 100, breakdown="Sex", group="Men")]
    assert figure(*of_people, of=PERCENT).kind is ChartKind.BARS


def test_single_percentage_fills_as_many_of_a_hundred_tiles():
    one = figure(observation("32.4"), of=PERCENT)
    assert one.kind is ChartKind.SHARE
    assert sum(r.get("colour") == theme.DARK_BLUE for r in records(one)) == 32


@pytest.mark.parametrize("value", ["0.4", "104"])
def test_percentage_that_no_tiles_can_show_is_a_number(value):
    assert figure(observation(value), of=PERCENT).kind is ChartKind.NUMBER


def rolling(*values):
    return [
        observation(value, period=Period(date(2021 + n // 4, 1 + 3 * (n % 4), 1), "P12M"))
        for n, value in enumerate(values)
    ]


def test_rolling_windows_are_named_by_their_end():
    one = figure(*rolling(*(str(100 + n) for n in range(12))))
    assert one.subtitle == "Number of adults in treatment, Riverside, 12 months to December 2021 up to September 2024"
    assert axis(one) == ["Dec 2021", "Sep 2022", "Sep 2023", "Sep 2024"]


def test_windows_of_three_years_are_named_by_their_years():
    one = figure(*[observation(str(40 + n), period=Period(date(2007 + n, 1, 1), "P3Y")) for n in range(10)])
    assert (axis(one)[0], axis(one)[-1]) == ("2007–09", "2016–18")
    assert one.subtitle.endswith("2007 to 2009 up to 2016 to 2018")


@pytest.mark.parametrize(("width", "labels"), [(theme.WIDE, ["2001", "2005", "2010", "2015", "2020"])])
def test_long_axis_names_years_that_readers_count_in(width, labels):
    assert axis(figure(*yearly(*["20"] * 20, first=2001)), width) == labels


def undated(*values, **options):
    orders = (Order.EARLIER, Order.LATER)
    return [observation(v, period=Period.undated(order), **options) for v, order in zip(values, orders, strict=True)]


def test_figures_whose_dates_are_unknown_have_no_axis_of_years():
    one = figure(*undated("42.2", "57.5"), of=PERCENT)
    assert one.kind is ChartKind.ARROWS
    assert axis(one) == []
    assert [words for _, words in one.key] == ["earlier period", "later period"]
    assert one.subtitle.endswith(", earlier period and later period (dates not printed)")


def test_arrow_points_the_way_the_figure_moved():
    rows = [*yearly("48", "56"), *yearly("63", "52", area="upstream"), *yearly("9", "9", area="downstream")]
    one = figure(*rows, areas=(area(), area("Upstream"), area("Downstream")))
    assert [r["shape"] for r in records(one) if "shape" in r] == [
        *("circle", "triangle-right"),
        *("circle", "triangle-left"),
        *("circle", "circle"),
    ]


def test_scale_that_does_not_start_at_zero_says_so():
    high = figure(*yearly("91", "92", "93"), of=PERCENT)
    assert (Sign.SCALE, "the scale does not start at zero") in high.key
    assert Sign.SCALE not in signs(figure(*yearly("910", "920", "930")))
    assert Sign.SCALE not in signs(figure(*yearly("5", "50", "93"), of=PERCENT))


EXAMPLES = {
    "a long series": figure(*rates(*range(12, 32)), of=RATE),
    "places": PLACES,
    "groups": figure(
        *[o for n in range(4) for o in groups("Age", {f"{10 * k} and over": "30" for k in range(1, 9)}, year=2018 + n)]
    ),
    "long names": figure(
        *[
            o
            for n in range(4)
            for o in groups("Kind", {f"Alcohol and non-opiates, kind {k}": f"{k}400" for k in "123"}, year=2018 + n)
        ],
        of=metric(counted_as=CountedAs.REGISTER),
    ),
    "arrows": figure(
        *yearly("2067", "2166"), *yearly("3740", "4200", area="upstream"), areas=(area(), area("Upstream"))
    ),
    "a target": figure(*yearly("100", "110", "120"), targets=(TARGET,)),
    "bars": figure(*groups("Problem", {"Not in education, employment or training": "8", "Debt": "26"}), of=PERCENT),
    "a whole": figure(*SEXES, of=PERCENT),
    "a share": figure(share(76, 147), of=PERCENT),
    "a number": figure(observation("36")),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", EXAMPLES)
def test_chart_is_drawn_no_wider_than_its_screen(kind, width, tmp_path):
    with Painter(tmp_path) as painter:
        drawn = painter.paint(EXAMPLES[kind], "chart", width)
    found = re.search(r'viewBox="0 0 ([\d.]+) ', drawn)
    assert found and float(found[1]) <= width + 20


@pytest.mark.parametrize(
    "kind", [kind for kind in EXAMPLES if EXAMPLES[kind].kind not in {ChartKind.NUMBER, ChartKind.SHARE}]
)
def test_chart_is_as_wide_as_it_was_planned_so_that_all_have_letters_of_one_size(kind, tmp_path):
    with Painter(tmp_path) as painter:
        drawn = painter.paint(EXAMPLES[kind], "chart")
    assert float(re.search(r'viewBox="0 0 ([\d.]+) ', drawn)[1]) >= theme.WIDE


def test_words_of_a_single_interval_are_wrapped_to_the_width_of_a_phone():
    (words,) = (r["words"] for r in records(figure(observation("2057"))) if r.get("words", "").startswith("95%"))
    assert words.split("\n") == ["95% interval, worked out by us: 1,969 to", "2,148"]


def test_millions_on_an_axis_are_short(tmp_path):
    with Painter(tmp_path) as painter:
        drawn = painter.paint(figure(*yearly("1200000", "2300000", "3400000"), of=metric(Unit.POUNDS)), "chart")
    assert [label for label in re.findall(r">([^<>]+)</text>", drawn) if label.startswith("£")] == [
        *("£0", "£1m", "£2m", "£3m"),
        "£3,400,000",
    ]


def test_arrows_and_pairs_name_the_zero_of_their_scale_and_bars_do_not(tmp_path):
    with Painter(tmp_path) as painter:
        named = [">0</text>" in painter.paint(EXAMPLES[kind], "chart") for kind in ("arrows", "bars")]
    assert named == [True, False]


def test_figure_that_ends_before_its_target_says_when():
    assert "120 (2020)" in [r.get("label") for r in records(EXAMPLES["a target"])]


def test_page_holds_a_drawing_for_a_phone_and_one_for_wider_screens(tmp_path):
    with Painter(tmp_path) as painter:
        drawn = painter.paint_for_page(PLACES, "chart")
    assert re.findall(r'<svg class="(\w+)"', drawn) == ["narrow", "wide"]
    assert len(re.findall(r'id="([^"]+)"', drawn)) == len(set(re.findall(r'id="([^"]+)"', drawn)))


@given(st.lists(st.floats(0, 200), min_size=1, max_size=6), st.integers(14, 30))
def test_labels_never_cover_one_another(wished, height):
    found = sorted(apart(wished, [height] * len(wished), 0, 200))
    assert all(b - a >= height - 1e-6 for a, b in pairwise(found))
    assert found[0] >= height / 2 - 1e-6


def test_labels_that_have_room_stay_where_they_are():
    assert apart([20.0, 80.0], [16, 16], 0, 100) == [20.0, 80.0]


def test_label_keeps_what_hedges_a_figure_and_leaves_out_the_unit_that_the_subtitle_names():
    one = figure(observation("4.5", status=Status.ESTIMATED), observation("5.2", area="england"), of=RATE)
    assert [point.label for row in one.rows for point in row.points] == ["about 4.5", "5.2"]
    assert one.subtitle.startswith("Adults in treatment per 100,000, ")


def test_subtitle_says_that_a_rate_is_standardised():
    rate = metric(Unit.RATE, standardised=True)
    assert figure(observation("4.5"), of=rate).subtitle.startswith("Standardised rate per 100,000, ")
