"""What the disclosure audit finds: a small number that is shown, and each way to work out a hidden one."""

from datetime import date
from decimal import Decimal

import pytest

from builder.disclosure import find_recoverable, find_rules, holdings_of
from builder.disclosure.rules.policy import Policy
from builder.disclosure.rules.row_facts import can_be_few, rounded
from tests.disclosure_example import (
    AREAS,
    HIDDEN,
    PEOPLE,
    RATE,
    SHARE,
    figure,
    holdings,
    recoverable,
    rows_recoverable,
    shown,
    typed,
)

THINGS = {"metric": "people", "unit": "count", "counts": "things"}


def rule(**cells):
    return {"rule": "one", "approved_by": "Caldicott Guardian", "approved_on": "2024-01-01", "reason": "Why.", **cells}


def said(*figures, **tables):
    """Return the one problem in words, without its place."""
    (problem,) = recoverable(*figures, **tables)
    return problem.message


@pytest.mark.parametrize(("value", "found"), [("0", []), ("1", ["I2"]), ("4", ["I2"]), ("5", []), ("300", [])])
def test_number_of_people_below_five_is_too_small(value, found):
    assert [cell for cell, _ in shown(figure(value))] == found


def test_number_of_things_is_never_too_small():
    assert shown(figure("2"), metrics=[THINGS]) == []


@pytest.mark.parametrize(
    ("cells", "value", "found"),
    [
        ({"threshold": "10"}, "9", 1),
        ({"threshold": "10"}, "10", 0),
        ({"threshold": "1"}, "1", 0),
        ({"zeros": "hidden"}, "0", 1),
        ({"metric": "people", "threshold": "3"}, "3", 0),
        ({"metric": "share", "threshold": "3"}, "3", 1),
        ({"rounding_base": "5"}, "10", 0),
        ({"rounding_base": "5"}, "12", 1),
    ],
)
def test_rule_of_a_package_or_metric_sets_what_is_too_small(cells, value, found):
    assert len(shown(figure(value), disclosure=[rule(**cells)])) == found


@pytest.mark.parametrize(
    ("value", "cells", "field"),
    [
        pytest.param("10", {"numerator": "3", "denominator": "30"}, "J2", id="numerator"),
        pytest.param("10", {"denominator": "30"}, "I2", id="percentage of a known number"),
        pytest.param("90", {"numerator": "27", "denominator": "30"}, "J2", id="everyone but 3"),
        pytest.param("90", {"denominator": "30"}, "I2", id="everyone but 3, without a numerator"),
        pytest.param("100", {"numerator": "4", "denominator": "4"}, "J2", id="denominator"),
        pytest.param("0", {"numerator": "0", "denominator": "4"}, "K2", id="none of 4"),
        pytest.param("10.0", {"lower": "3.5", "upper": "25.6"}, "I2", id="interval that gives the numbers away"),
        pytest.param("0.02", {"lower": "0.00", "upper": "0.11"}, "I2", id="interval whose lower end rounds to zero"),
    ],
)
def test_percentage_that_gives_a_small_number_away_is_not_shown(value, cells, field):
    assert [cell for cell, _ in shown(figure(value, metric="share", **cells))] == [field]


@pytest.mark.parametrize(
    ("value", "lower", "upper"),
    [
        pytest.param("0.4", "0.0", "2.1", id="1 of 260,000, the lower end rounds to zero"),
        pytest.param("2.0", "0.4", "5.8", id="3 of 150,000"),
    ],
)
def test_rate_whose_interval_gives_a_small_number_away_is_not_shown(value, lower, upper):
    assert [cell for cell, _ in shown(figure(value, metric="rate", lower=lower, upper=upper))] == ["I2"]


def test_rate_with_an_interval_that_a_normal_curve_gave_and_zero_cut_off_says_nothing():
    assert shown(figure("2.0", metric="rate", lower="0.0", upper="5.9")) == []


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        ("0", {"numerator": "0", "denominator": "30"}),
        ("100", {"numerator": "30", "denominator": "30"}),
        ("40.0", {"lower": "30.9", "upper": "49.8"}),
        ("1", {"denominator": "450"}),
        ("10", {}),
    ],
)
def test_percentage_that_gives_no_small_number_away_is_shown(value, cells):
    assert shown(figure(value, metric="share", **cells)) == []


@pytest.mark.parametrize(
    "cells",
    [{"numerator": "3", "denominator": "60000"}, {"denominator": "60000"}, {"lower": "1.0", "upper": "14.6"}],
    ids=["numerator", "population", "interval"],
)
def test_rate_that_gives_a_small_number_away_is_not_shown(cells):
    assert len(shown(figure("5.0", metric="rate", **cells))) == 1


def test_small_number_in_another_table_is_not_shown():
    target = {"target": "t", "metric": "people", "area": "north", "baseline_value": "3"}
    period = {"baseline_period_start": "2023-04-01", "baseline_period_duration": "P1Y"}
    finding = {"finding": "f", "statement": "s", "metric": "people", "unit": "count", "figure": "3"}
    assert shown(targets=[target | period], findings=[finding]) == [("E2", "small-number"), ("F2", "small-number")]


def test_hidden_part_of_a_published_sum_over_areas_is_found():
    rows = [figure("40"), figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")]
    assert said(*rows) == (
        "This hidden figure can be worked out exactly, from rows 2, 3 and 4. "
        'Hide row 4 too: empty the figures, and write c in "status".'
    )


def test_second_hidden_part_closes_a_sum():
    assert rows_recoverable(figure("40"), figure("20", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")) == []


def test_hidden_part_of_a_published_sum_over_groups_is_found():
    assert rows_recoverable(figure("40"), figure("38", group="Female"), figure(HIDDEN, group="Male")) == [2]


def test_hidden_parts_that_must_share_a_small_rest_are_found():
    rows = [figure("40"), figure("37", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")]
    assert {problem.fault for problem in recoverable(*rows)} == {
        "This hidden figure can be narrowed down to 2 numbers, from rows 2 and 3."
    }


def test_hidden_parts_that_can_only_all_be_small_in_one_way_are_found():
    rows = [figure("28"), figure("20", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")]
    assert {problem.fault for problem in recoverable(*rows)} == {
        (
            "This hidden figure can be worked out exactly by a reader who takes hidden figures to be small, "
            "from rows 2 and 3."
        )
    }


def test_table_in_which_everything_small_is_hidden_is_safe():
    assert rows_recoverable(figure(HIDDEN), *(figure(HIDDEN, area) for area in ("north", "south", "west"))) == []


def test_area_without_a_row_is_found_where_it_is_small():
    rows = [figure("40"), figure("20", "north"), figure("18", "south")]
    assert said(*rows).startswith(
        "A number of people that is too small to be shown can be worked out exactly, from rows 2, 3 and 4."
    )
    assert rows_recoverable(figure("60"), *rows[1:]) == []


def test_hidden_cell_in_a_ring_of_sums_is_found():
    """Rows minus columns leave one cell, although each sum by itself leaves it open."""
    hidden = [("north", "Female"), ("north", "Male"), ("south", "Female"), ("south", "Other"), ("west", "Male")]
    hidden += [("west", "Other")]
    grid = {(area, group): 10 for area in ("north", "south", "west") for group in ("Female", "Male", "Other")}
    rows = [figure("90"), *(figure("30", group=group) for group in ("Female", "Male", "Other"))]
    for area in ("north", "south", "west"):
        rows.append(figure("30", area))
        rows += [
            figure(HIDDEN if (area, group) in hidden else grid[area, group], area, group)
            for group in ("Female", "Male", "Other")
        ]
    assert rows_recoverable(*rows) == []
    hidden.remove(("west", "Other"))
    rows[-1] = figure("10", "west", "Other")
    assert len(rows_recoverable(*rows)) == 5


LINKED = [
    PEOPLE,
    {"metric": "deaths", "unit": "count"},
    SHARE | {"numerator_metric": "deaths", "denominator_metric": "people"},
    RATE | {"numerator_metric": "deaths"},
]


def test_percentage_and_its_denominator_give_a_hidden_count_away():
    rows = [figure(HIDDEN, metric="deaths"), figure("10", metric="share", denominator="80")]
    assert rows_recoverable(*rows, metrics=LINKED) == [0]
    assert rows_recoverable(rows[0], metrics=LINKED) == []


def test_percentage_of_another_metric_gives_a_hidden_count_away():
    rows = [figure(HIDDEN, metric="deaths"), figure("10", metric="share"), figure("80", metric="people")]
    assert rows_recoverable(*rows, metrics=LINKED) == [0]


def test_percentage_of_another_metric_gives_a_small_number_away():
    rows = [figure("10", metric="share"), figure("30", metric="people")]
    assert rows_recoverable(*rows, metrics=LINKED) == [0]


def test_rate_and_population_give_a_hidden_count_away():
    rows = [figure(HIDDEN, metric="deaths"), figure("14.0", metric="rate", denominator="50000")]
    assert rows_recoverable(*rows, metrics=LINKED) == [0]


def test_interval_gives_a_hidden_count_away():
    rows = [figure(HIDDEN, metric="deaths"), figure("14.0", metric="rate", lower="5.6", upper="28.8")]
    assert rows_recoverable(*rows, metrics=LINKED) == [0]


def test_hidden_numerator_is_found_from_the_sum_of_numerators():
    share = SHARE | {"adds_up_over": "area"}
    rows = [
        figure("50", metric="share", numerator="60", denominator="120"),
        figure("50", "north", metric="share", numerator="20", denominator="40"),
        figure("85", "south", metric="share", numerator="34", denominator="40"),
        figure(HIDDEN, "west", metric="share", denominator="40"),
    ]
    assert rows_recoverable(*rows, metrics=[share]) == [3]


OVER_TIME = [{"metric": "people", "unit": "count", "adds_up_over": "period"}]


def test_year_less_its_other_quarters_is_found():
    quarters = [f"2023-{month}-01/P3M" for month in ("04", "07", "10")]
    rows = [
        figure("40", method_version="year"),
        *(figure("12", period=period) for period in quarters),
        figure(HIDDEN, period="2024-01-01/P3M"),
    ]
    assert rows_recoverable(*rows, metrics=OVER_TIME) == [4]


def test_figures_for_the_year_to_date_are_found():
    rows = [figure("12", period="2023-04-01/P3M"), figure("26", period="2023-04-01/P6M", method_version="to date")]
    rows.append(figure(HIDDEN, period="2023-07-01/P3M"))
    assert rows_recoverable(*rows, metrics=OVER_TIME) == [2]


def test_rolling_windows_are_found():
    rows = [
        figure("30", period="2019-01-01/P3Y", method_version="three years"),
        figure("28", period="2020-01-01/P3Y", method_version="three years"),
        figure("5", period="2019-01-01/P1Y"),
        figure(HIDDEN, period="2022-01-01/P1Y"),
    ]
    assert rows_recoverable(*rows, metrics=OVER_TIME) == [3]


def test_periods_that_are_not_said_to_add_up_are_pointed_out():
    rows = [figure("40", method_version="year"), figure("39", period="2023-04-01/P9M", method_version="part")]
    rows.append(figure(HIDDEN, period="2024-01-01/P3M"))
    assert levels(*rows, metrics=[PEOPLE]) == ["warning"]


CELL = {"metric": "people", "area": "north"}
PERIOD = {"period_start": "2023-04-01", "period_duration": "P1Y"}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("targets", {"baseline_value": "7", **{f"baseline_{name}": value for name, value in PERIOD.items()}}),
        ("revisions", {"old_value": "7", **PERIOD}),
        ("claims", {"to_printed": "7", **{f"to_{name}": value for name, value in PERIOD.items()}}),
        ("claims", {"change_printed": "7", **{f"to_{name}": value for name, value in PERIOD.items()}}),
        ("claims", {"percent_printed": "7", **{f"to_{name}": value for name, value in PERIOD.items()}}),
    ],
)
def test_table_that_prints_what_is_hidden_is_found(table, row):
    (problem,) = recoverable(figure(HIDDEN, "north"), **{table: [CELL | row]})
    assert problem.place.path == f"datasets/county/{table}.csv"
    assert "row 2 of observations.csv" in problem.fault


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("The report prints 3.", 1),
        ("It fell by 25%.", 1),
        ("See Table 3, page 12, of 2023.", 0),
        ("From 1 April 2023 to 31 March 2024, ages 15 to 24.", 0),
        ("The county asked for this.", 0),
    ],
)
def test_note_that_holds_a_number_of_a_hidden_figure_is_found(note, found):
    assert len(recoverable(figure(HIDDEN, "north", note=note))) == found


def test_figure_of_a_total_in_another_table_is_used():
    rows = [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")]
    claim = {"metric": "people", "area": "county", "to_printed": "40", "to_period_start": "2023-04-01"}
    message = said(*rows, claims=[claim | {"to_period_duration": "P1Y"}])
    assert message.endswith("Take the figure out of row 2 of claims.csv.")


def test_other_package_that_publishes_the_hidden_cell_is_found():
    coded = [row | {"code": f"E0700000{number}"} for number, row in enumerate(AREAS)]
    national = typed([], metrics=[PEOPLE], areas=[], package="framework")
    packages = {
        name: typed(rows, metrics=[], areas=coded, package=name)
        for name, rows in {"one": [figure(HIDDEN, "north")], "two": [figure("7", "north")]}.items()
    }
    (problem,) = find_recoverable(holdings_of(packages, national))
    assert problem.place.path == "datasets/one/observations.csv"
    assert "row 2 of datasets/two/observations.csv" in problem.fault


def test_figures_that_contradict_each_other_are_not_passed_over():
    rows = [figure("40"), figure("38", "north"), figure("18", "south"), figure(HIDDEN, "west")]
    assert said(*rows).startswith("The published figures around this one contradict each other")


def test_rounding_leaves_a_hidden_number_open():
    rows = [figure("40"), figure("20", "north"), figure("20", "south"), figure(HIDDEN, "west")]
    assert rows_recoverable(*rows, disclosure=[rule(rounding_base="5")]) == []


def test_hidden_number_of_things_must_not_be_worked_out_exactly():
    things = [PEOPLE | {"counts": "things"}]
    rows = [figure("40"), figure("20", "north"), figure("17", "south"), figure(HIDDEN, "west")]
    assert rows_recoverable(*rows, metrics=things) == [3]
    rows[2] = figure(HIDDEN, "south")
    assert rows_recoverable(*rows, metrics=things) == []


def test_no_message_says_the_hidden_number():
    rows = [figure("40"), figure("20", "north"), figure("17", "south"), figure(HIDDEN, "west")]
    rows += [figure("33", "south", "Female"), figure("7", "south", "Male")]
    assert " 3" not in said(*rows).replace("rows 2, 3 and 4", "").replace("row 3", "")


def test_two_rules_for_one_metric_are_a_problem():
    assert shown(disclosure=[rule(), rule(rule="two")]) == [("B3", "rule-twice")]


def test_figure_whose_values_lie_far_from_its_first_limits_is_no_leak():
    """The first nine months can be 8 to 11: the first half is 7, and the third quarter 1 to 4."""
    spans = {(1, 3): HIDDEN, (4, 3): HIDDEN, (7, 3): HIDDEN, (10, 3): HIDDEN}
    spans |= {(1, 6): HIDDEN, (7, 6): "5", (1, 9): HIDDEN, (1, 12): "12"}
    rows = [
        figure(value, period=f"2023-{month:02}-01/P{length}M", method_version=f"{length} months")
        for (month, length), value in spans.items()
    ]
    assert rows_recoverable(*rows, metrics=OVER_TIME) == [0, 1, 4]


UNDECLARED = {"metric": "people", "unit": "count"}


def causes(*figures, **tables):
    return [problem.cause for problem in recoverable(*figures, **tables)]


def test_only_hidden_part_of_a_sum_that_is_not_declared_is_pointed_out():
    parts = figure(HIDDEN, "north"), figure("12", "south"), figure("9", "west")
    assert causes(figure("24"), *parts, metrics=[UNDECLARED]) == ["sum-not-declared"]
    assert causes(*parts, metrics=[UNDECLARED]) == []
    groups = figure(HIDDEN, group="Female"), figure("21", group="Male")
    assert causes(figure("24"), *groups, metrics=[UNDECLARED]) == ["sum-not-declared"]


def levels(*figures, **tables):
    return [str(problem.level) for problem in recoverable(*figures, **tables)]


def test_areas_add_up_unless_the_data_say_no_and_groups_only_if_they_say_yes():
    areas = figure("40"), figure("20", "north"), figure("17", "south"), figure(HIDDEN, "west")
    groups = figure("40"), figure("21", group="Female"), figure(HIDDEN, group="Male")
    assert levels(*areas, metrics=[UNDECLARED]) == ["error"]
    assert levels(*groups, metrics=[UNDECLARED]) == ["warning"]


@pytest.mark.parametrize("hidden", [HIDDEN, "x", None])
def test_number_that_areas_give_away_is_refused_however_it_is_left_out(hidden):
    parts = [figure("20", "north"), figure("17", "south"), *([figure(hidden, "west")] if hidden else [])]
    assert levels(figure("40"), *parts, metrics=[UNDECLARED]) == ["error"]
    assert levels(figure("60"), *parts, metrics=[UNDECLARED]) == (["error"] if hidden == HIDDEN else [])


GIVEN_AWAY = [figure("60"), figure("20", "north"), figure("17", "south"), figure(HIDDEN, "west")]


@pytest.mark.parametrize(
    ("metric", "complete", "rows", "place"),
    [
        ({"adds_up_over": "no"}, "", GIVEN_AWAY, "metrics.csv R2"),
        ({"adds_up_over": "area"}, "no", GIVEN_AWAY, "areas.csv H2"),
        ({}, "no", GIVEN_AWAY, "areas.csv H2"),
        (
            {"adds_up_over": "no"},
            "",
            [figure("40"), figure("38", group="Male"), figure(HIDDEN, group="Female")],
            "metrics.csv R2",
        ),
    ],
)
def test_word_that_switches_a_protection_off_is_told_to_whoever_approves_it(metric, complete, rows, place):
    areas = [AREAS[0] | {"parts_complete": complete}, *AREAS[1:]]
    (problem,) = recoverable(*rows, metrics=[UNDECLARED | metric], areas=areas)
    assert (problem.level, problem.cause) == ("warning", "protection-switched-off")
    assert f"{problem.place.path.rpartition('/')[2]} {problem.place.cell}" == place
    assert f"see row {len(rows) + 1} of datasets/county/observations.csv." in problem.fault
    assert "23" not in problem.fault


@pytest.mark.parametrize(
    ("cells", "total", "expected"),
    [
        ({"parent": ""}, "60", ["warning"]),
        ({"comparator": "yes"}, "60", ["warning"]),
        ({"parent": "", "comparator": "yes"}, "60", []),
        ({"parent": ""}, "30", []),
        ({}, "60", ["error"]),
    ],
)
def test_areas_that_may_be_parts_of_a_larger_one_are_pointed_out(cells, total, expected):
    areas = [AREAS[0], *(area | cells for area in AREAS[1:])]
    assert levels(figure(total), *GIVEN_AWAY[1:], metrics=[UNDECLARED], areas=areas) == expected


def test_word_that_hides_nothing_is_no_switch():
    for parts in ("12", "13"):
        rows = figure("50"), figure("20", "north"), figure(parts, "south"), figure("17", "west")
        assert recoverable(*rows, metrics=[UNDECLARED | {"adds_up_over": "no"}]) == []
    two_hidden = figure("60"), figure("20", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")
    assert recoverable(*two_hidden, metrics=[UNDECLARED | {"adds_up_over": "no"}]) == []


def test_hidden_areas_that_a_small_rest_leaves_too_few_numbers_give_each_other_away():
    def of(total):
        rows = figure(total), figure("20", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")
        return causes(*rows, metrics=[UNDECLARED])

    assert [of(total) for total in ("22", "24", "25", "40")] == [["sum-not-declared"], ["sum-not-declared"], [], []]


def test_hidden_groups_that_the_rest_leaves_too_little_are_pointed_out():
    def of(total):
        rows = figure("20", group="Female"), figure(HIDDEN, group="Male"), figure(HIDDEN, group="Other")
        return levels(figure(total), *rows, metrics=[UNDECLARED])

    assert [of(total) for total in ("21", "22", "24", "25")] == [[], ["warning"], ["warning"], []]


def test_areas_that_come_to_more_than_the_whole_do_not_add_up():
    rows = figure("30"), figure("20", "north"), figure("17", "south"), figure(HIDDEN, "west")
    assert causes(*rows, metrics=[UNDECLARED]) == []


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"threshold": "1"}, 'Of the metric "people": every number of people is shown.'),
        ({"threshold": "10"}, 'Of the metric "people": numbers below 10 are hidden.'),
        ({"metric": "", "zeros": "hidden"}, "rule of its own: numbers below 5 are hidden; 0 is hidden too."),
        ({"earlier_versions": "accepted"}, "; figures that are hidden now may stay readable in earlier versions."),
        ({"rounding_base": "5"}, "; numbers are rounded to the nearest 5."),
    ],
)
def test_every_rule_of_a_package_is_told_to_whoever_approves_it(cells, words):
    (holding,) = holdings(disclosure=[rule(**{"metric": "people"} | cells)])
    (problem,) = find_rules(holding.own, None)
    assert (problem.level, problem.place.cell) == ("warning", "A2")
    assert words in problem.fault


@pytest.mark.parametrize(("today", "level"), [("2023-12-31", "error"), ("2024-01-01", "warning"), (None, "warning")])
def test_rule_that_is_approved_on_a_day_to_come_is_refused(today, level):
    (holding,) = holdings(disclosure=[rule()])
    (problem,) = find_rules(holding.own, today and date.fromisoformat(today))
    assert problem.level == level


def test_two_hidden_parts_or_one_that_is_not_listed_need_no_sum_declared():
    assert causes(figure("24"), figure(HIDDEN, "north"), figure(HIDDEN, "south"), metrics=[UNDECLARED]) == []
    assert causes(figure("24"), figure(HIDDEN, "north"), figure("9", "west"), metrics=[UNDECLARED]) == []


def test_sum_that_is_not_declared_is_no_matter_where_things_are_counted():
    parts = figure(HIDDEN, "north"), figure("12", "south"), figure("9", "west")
    assert causes(figure("24"), *parts, metrics=[THINGS]) == []


@pytest.mark.parametrize(
    ("total", "bound", "gives_away"),
    [
        ("70", "more-than", False),
        ("70", "at-least", False),
        ("72", "more-than", True),
        ("72", "at-most", True),
        ("72", "less-than", True),
        ("90", "at-most", False),
    ],
)
def test_total_that_is_a_limit_gives_away_what_it_leaves_open(total, bound, gives_away):
    """With 40 and 30 shown and the rest 1 to 4, only a limit that leaves all four says nothing."""
    parts = (figure("40", "north"), figure("30", "south"), figure(HIDDEN, "west"))
    found = recoverable(figure(total, bound=bound, status="e"), *parts)
    assert bool(found) is gives_away


@pytest.mark.parametrize("bound", ["more-than", "at-least", "at-most", "less-than"])
def test_percentage_that_is_a_limit_leaves_open_more_than_small_numbers(bound):
    assert shown(figure("10", metric="share", denominator="30", bound=bound, status="e")) == []


@pytest.mark.parametrize(
    ("value", "bound", "is_shown"),
    [("2", "at-most", True), ("3", "less-than", True), ("3", "at-most", False), ("5", "less-than", False)],
)
def test_limit_that_says_more_of_a_small_number_than_its_being_hidden_is_not_shown(value, bound, is_shown):
    """A hidden number can be 1, 2, 3 or 4; "at most 2" leaves three numbers, and "at most 3" leaves four."""
    assert bool(shown(figure(value, bound=bound, status="e"))) is is_shown


@pytest.mark.parametrize(("length", "gives_away"), [("P12M", True), ("P366D", True), ("P6M", False)])
def test_claim_about_the_same_period_in_other_words_is_about_the_hidden_cell(length, gives_away):
    claim = {"claim": "c", "metric": "people", "area": "west", "to_period_start": "2023-04-01", "to_printed": "61"}
    found = recoverable(figure(HIDDEN, "west"), claims=[claim | {"to_period_duration": length}])
    assert bool(found) is gives_away


def test_rates_that_add_up_without_any_number_of_people_say_nothing_of_a_hidden_one():
    """Whole numbers that agree with all of them are large, and branching alone takes minutes to come upon one."""
    areas = [AREAS[0], *(AREAS[1] | {"area": f"part{n}", "name": f"Part {n}"} for n in range(9))]
    parts = [figure(HIDDEN if n < 2 else f"{150 + 7 * n}.{n}", f"part{n}", metric="rate") for n in range(9)]
    metrics = [RATE | {"adds_up_over": "area"}]
    assert recoverable(figure("171.3", metric="rate"), *parts, metrics=metrics, areas=areas) == []


@pytest.mark.parametrize(
    ("metric", "cells", "few"),
    [
        ("rate", {"numerator": "4"}, True),
        ("rate", {"numerator": "5"}, False),
        ("rate", {"numerator": "96", "denominator": "100"}, False),
        ("share", {"numerator": "95", "denominator": "100"}, False),
        ("share", {"numerator": "96", "denominator": "100"}, True),
        ("share", {"denominator": "100"}, False),
        ("share", {}, True),
    ],
)
def test_share_is_of_few_where_fewer_than_the_threshold_are_counted_or_left_out(metric, cells, few):
    (holding,) = holdings(figure("50", metric=metric, **cells))
    assert can_be_few(holding.figures[0]) is few


@pytest.mark.parametrize(
    ("number", "limits"),
    [(15, (13, 17)), (17, (17, 17)), (0, (0, 2)), (4, (4, 4)), (5, (3, 7)), (6, (6, 6))],
)
def test_number_that_is_a_multiple_of_the_base_may_have_been_rounded(number, limits):
    assert rounded(Decimal(number), Policy(rounding_base=5)) == limits


@pytest.mark.parametrize("threshold", [5, 10])
@pytest.mark.parametrize("zeros_shown", [True, False], ids=["zeros shown", "zeros hidden"])
def test_threshold_is_the_smallest_number_that_is_shown(threshold, zeros_shown):
    policy = Policy(threshold=threshold, zeros_shown=zeros_shown)
    first = 1 if zeros_shown else 0
    assert [count for count in range(threshold + 3) if policy.is_small(count)] == list(range(first, threshold))


@pytest.mark.parametrize("threshold", ["5", "10"])
@pytest.mark.parametrize(
    ("metric", "value", "few"),
    [
        pytest.param("people", str, lambda _: {}, id="value"),
        pytest.param(
            "share", lambda few: f"{few / 10}", lambda few: {"numerator": few, "denominator": 1000}, id="numerator"
        ),
        pytest.param(
            "share",
            lambda few: f"{(1000 - few) / 10}",
            lambda few: {"numerator": 1000 - few, "denominator": 1000},
            id="everyone but a few",
        ),
    ],
)
def test_one_less_than_the_threshold_is_hidden_and_the_threshold_is_shown(threshold, metric, value, few):
    def found(number):
        row = figure(value(number), metric=metric, **few(number))
        return len(shown(row, disclosure=[rule(threshold=threshold)]))

    limit = int(threshold)
    assert [found(number) for number in (limit - 1, limit, limit + 1)] == [1, 0, 0]
