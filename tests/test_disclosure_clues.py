"""What the audit finds beside the rows of observations: in populations, findings, claims, targets and revisions."""

import pytest

from tests.disclosure_example import HIDDEN, PEOPLE, RATE, SHARE, figure, recoverable, rows_recoverable

EVENTS = {"metric": "events", "unit": "count", "adds_up_over": "area"}
METRICS = [PEOPLE, EVENTS, SHARE | {"numerator_metric": "events"}, RATE | {"numerator_metric": "events"}]
TOTAL = [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")]
"""A sum of which the total has no row."""


def people(number, area="county", date="2023-06-30"):
    return {"area": area, "date": date, "people": str(number), "source": "report", "place": "Table 9"}


def finding(number, statement="There were so many in 2023/24.", **cells):
    about = {"metric": "people", "unit": "count", "figure": str(number)}
    return {
        "finding": "f",
        "theme": "Need",
        "kind": "need",
        "statement": statement,
        "source": "other",
        **about,
        **cells,
    }


def year(prefix=""):
    return {f"{prefix}period_start": "2023-04-01", f"{prefix}period_duration": "P1Y"}


CLAIM = {"claim": "c", "metric": "people", "area": "county", **year("to_")}


def said(*figures, **tables):
    (problem,) = recoverable(*figures, **tables)
    return problem.message


def test_rate_beside_a_population_gives_a_hidden_count_away():
    rows = [figure(HIDDEN, metric="events"), figure("24.0", metric="rate")]
    assert said(*rows, metrics=METRICS, populations=[people(50_000)]) == (
        "This hidden figure can be worked out exactly, from row 3 and row 2 of populations.csv, if the rate is of "
        'everyone who lives there. Hide row 3 too: empty the figures, and write c in "status". If the rate is of other '
        'people, give their number in "denominator".'
    )
    assert rows_recoverable(*rows, metrics=METRICS) == []


def test_rate_beside_a_population_gives_a_small_number_away():
    rows = [figure("6.0", metric="rate")]
    assert said(*rows, metrics=METRICS, populations=[people(50_000)]).startswith(
        "A number of people that is too small to be shown can be worked out exactly, from row 2 and row 2 of popu"
    )
    assert rows_recoverable(figure("60.0", metric="rate"), metrics=METRICS, populations=[people(50_000)]) == []


@pytest.mark.parametrize(
    ("date", "number"),
    [
        pytest.param("2022-06-30", 50_000, id="the year before"),
        pytest.param("2025-06-30", 50_000, id="a later year"),
        pytest.param("2023-06-30", 50_700, id="an estimate that was corrected later"),
    ],
)
def test_population_of_another_day_or_estimate_is_tried_too(date, number):
    rows = [figure(HIDDEN, metric="events"), figure("24.0", metric="rate")]
    assert rows_recoverable(*rows, metrics=METRICS, populations=[people(number, date=date)]) == [0]


@pytest.mark.parametrize("rate", ["24.0", "8.0"], ids=["of the people of one day", "of years of people's lives"])
def test_rate_over_several_years_is_tried_in_both_ways(rate):
    rows = [figure(HIDDEN, metric="events", period="2021-01-01/P3Y")]
    rows.append(figure(rate, metric="rate", period="2021-01-01/P3Y"))
    assert rows_recoverable(*rows, metrics=METRICS, populations=[people(50_000, date="2022-06-30")]) == [0]


def test_population_that_follows_from_others_is_used():
    rows = [figure(HIDDEN, "west", metric="events"), figure("24.0", "west", metric="rate")]
    known = [people(50_000), people(20_000, "north"), people(5_000, "south")]
    assert rows_recoverable(*rows, metrics=METRICS, populations=known) == [0]
    assert rows_recoverable(*rows, metrics=METRICS, populations=known[1:]) == []


def test_rates_of_other_areas_give_the_rest_of_a_sum_away():
    """The other areas have no row for their count: only their rates are published."""
    rows = [figure("40", metric="events"), figure(HIDDEN, "west", metric="events")]
    rows += [figure("40.0", "north", metric="rate"), figure("36.0", "south", metric="rate")]
    known = [people(50_000, "north"), people(50_000, "south")]
    assert rows_recoverable(*rows, metrics=METRICS, populations=known) == [1]
    assert rows_recoverable(*rows, metrics=METRICS, populations=known[:1]) == []


def test_rates_of_areas_whose_populations_are_of_other_days_are_taken_together():
    rows = [figure("40", metric="events"), figure(HIDDEN, "west", metric="events")]
    rows += [figure("40.0", "north", metric="rate"), figure("36.0", "south", metric="rate")]
    known = [
        people(n, area, day)
        for area in ("north", "south")
        for n, day in ((49_990, "2021-06-30"), (50_000, "2025-06-30"))
    ]
    assert rows_recoverable(*rows, metrics=METRICS, populations=known) == [1]


def test_totals_of_two_claims_are_taken_together_where_there_are_two_methods():
    rows = [
        figure(value, area, method_version=way)
        for way in ("old", "new")
        for value, area in (("20", "north"), (HIDDEN, "west"))
    ]
    claims = [
        CLAIM | {"claim": area, "area": area, "to_printed": number}
        for area, number in (("county", "40"), ("south", "18"))
    ]
    assert rows_recoverable(*rows, claims=claims) == [1, 3]


def test_rate_of_a_group_cannot_be_of_more_people_than_live_there():
    rows = [figure(HIDDEN, group="Female", metric="events"), figure("200.0", group="Female", metric="rate")]
    assert 0 in rows_recoverable(*rows, metrics=METRICS, populations=[people(1_000)])
    assert rows_recoverable(*rows, metrics=METRICS, populations=[people(100_000)]) == []


@pytest.mark.parametrize(
    ("rate", "known"),
    [
        pytest.param({"denominator": "12345678"}, people(50_000), id="the rate says what it is of"),
        pytest.param({}, people(50_000, "north"), id="another area"),
        pytest.param({}, people(5_000_000), id="so many people that much is left open"),
        pytest.param({}, people(7_000), id="a population that cannot give the rate"),
    ],
)
def test_population_that_says_nothing_of_a_rate_raises_no_alarm(rate, known):
    rows = [figure(HIDDEN, metric="events"), figure("24.1", metric="rate", **rate)]
    assert rows_recoverable(*rows, metrics=METRICS, populations=[known]) == []


def test_rate_of_a_metric_that_says_what_it_is_of_is_not_tried_with_populations():
    of_people = [PEOPLE, EVENTS, RATE | {"numerator_metric": "events", "denominator_metric": "people"}]
    rows = [figure(HIDDEN, metric="events"), figure("24.0", metric="rate")]
    assert rows_recoverable(*rows, metrics=of_people, populations=[people(50_000)]) == []


def test_total_that_only_a_finding_gives_is_used():
    assert said(*TOTAL, findings=[finding(40)]) == (
        "This hidden figure can be worked out exactly, from rows 2 and 3 and row 2 of findings.csv, if the finding is "
        "about the same area and period. Take the figure out of row 2 of findings.csv and out of what it says."
    )


@pytest.mark.parametrize(
    ("statement", "cells"),
    [
        pytest.param("In the County there were 40 in 2023 to 2024.", {}, id="area and year"),
        pytest.param("There were 40 in the year to March 2024.", {}, id="the end of the year"),
        pytest.param("There are 40 of them.", {"source": "report"}, id="no year, but the same source"),
        pytest.param("There are 40 of them.", {}, id="no year: the newest"),
        pytest.param("The West had 2 more than nothing in 2023/24.", {"figure": "2"}, id="the hidden area itself"),
    ],
)
def test_finding_is_tried_for_the_cells_that_its_words_allow(statement, cells):
    # A threshold of one shows a small number, and a secret one stays a secret.
    rule = {"rule": "one", "threshold": "1", "approved_by": "Board", "approved_on": "2024-01-01", "reason": "Why."}
    tables = {"disclosure": [rule]} if "figure" in cells else {}
    assert rows_recoverable(*TOTAL, findings=[finding(40, statement, **cells)], **tables) == [2]


@pytest.mark.parametrize(
    ("statement", "cells"),
    [
        pytest.param("There were 40 in England in 2023/24.", {}, id="another place"),
        pytest.param("There were 40 in 2019/20.", {}, id="another year"),
        pytest.param("There were 40 in the North in 2023/24.", {}, id="an area with a row"),
        pytest.param("There were 40 grants in 2023/24.", {"unit": "pounds"}, id="another unit"),
        pytest.param("There were 40 in 2023/24.", {"metric": "events"}, id="another metric"),
        pytest.param("There were 30 in 2023/24.", {"figure": "30"}, id="fewer than the rows add up to"),
        pytest.param("There were 18 in the South in 2023/24.", {"figure": "18"}, id="what a row shows"),
    ],
)
def test_finding_about_something_else_raises_no_alarm(statement, cells):
    metrics = [PEOPLE, {"metric": "events", "unit": "count"}]
    assert rows_recoverable(*TOTAL, findings=[finding(40, statement, **cells)], metrics=metrics) == []


def test_total_of_a_group_that_only_a_finding_gives_is_used():
    rows = [figure("40"), figure("9", group="Female"), figure(HIDDEN, group="Male"), figure(HIDDEN, group="Other")]
    assert rows_recoverable(*rows, findings=[finding(27, "27 were male in 2023/24.")]) == [2, 3]
    assert rows_recoverable(*rows, findings=[finding(27, "27 were young in 2023/24.")]) == []


def test_percentage_that_only_a_finding_gives_is_used():
    metrics = [{"metric": name, "unit": "count"} for name in ("people", "events")]
    metrics.append(SHARE | {"numerator_metric": "events", "denominator_metric": "people"})
    rows = [figure(HIDDEN, metric="events"), figure("80"), figure("20", "north", metric="share", denominator="70")]
    stated = finding(10, "1 in 10 (10%) in 2023/24.", metric="share", unit="percent")
    assert rows_recoverable(*rows, metrics=metrics, findings=[stated]) == [0]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("targets", {"target": "t", "metric": "people", "area": "county", "baseline_value": "40", **year("baseline_")}),
        ("revisions", {"revision": "r", "metric": "people", "area": "county", "new_value": "40", **year()}),
        ("revisions", {"revision": "r", "metric": "people", "area": "county", "old_value": "40", **year()}),
        ("claims", CLAIM | {"to_printed": "40"}),
    ],
)
@pytest.mark.parametrize("method", ["", "new"])
def test_total_that_only_another_table_gives_is_used(table, row, method):
    rows = [cells | {"method_version": method} for cells in TOTAL]
    message = said(*rows, **{table: [row]})
    assert message.endswith(f"from rows 2 and 3 and row 2 of {table}.csv. Take the figure out of row 2 of {table}.csv.")


def test_year_that_only_a_claim_gives_is_used():
    over_time = [PEOPLE | {"adds_up_over": "period"}]
    rows = [figure("12", period=f"2023-{month}-01/P3M") for month in ("04", "07", "10")]
    rows.append(figure(HIDDEN, period="2024-01-01/P3M"))
    assert rows_recoverable(*rows, metrics=over_time, claims=[CLAIM | {"to_printed": "40"}]) == [3]


@pytest.mark.parametrize(
    ("unit", "change", "direction", "found"),
    [
        ("count", "5", "increase", [3]),
        ("percent", "14.3", "increase", [3]),
        ("count", "5", "decrease", []),
        ("percent", "400", "increase", []),
    ],
)
def test_total_that_a_published_change_gives_is_used(unit, change, direction, found):
    before = figure("35", period="2022-04-01/P1Y")
    claim = CLAIM | {"from_period_start": "2022-04-01", "from_period_duration": "P1Y", "change_printed": change}
    claim |= {"change_unit_printed": unit, "direction_printed": direction}
    rows = [before, *TOTAL]
    tables = {"populations": [people(50_000)]} if unit == "count" else {}
    if change == "400":
        # So large a total leaves the hidden part open.
        rows[3] = figure(HIDDEN, "south")
        rows[2] = figure(HIDDEN, "west")
    assert rows_recoverable(*rows, claims=[claim], **tables) == found


@pytest.mark.parametrize(("unit", "change"), [("percentage-points", "2"), ("percent", "25")])
def test_percentage_that_a_published_change_gives_is_used(unit, change):
    metrics = [{"metric": name, "unit": "count"} for name in ("people", "events")]
    metrics.append(SHARE | {"numerator_metric": "events", "denominator_metric": "people"})
    rows = [figure(HIDDEN, metric="events"), figure("80"), figure("8", metric="share", period="2022-04-01/P1Y")]
    claim = CLAIM | {"metric": "share", "from_period_start": "2022-04-01", "from_period_duration": "P1Y"}
    claim |= {"change_printed": change, "change_unit_printed": unit, "direction_printed": "increase"}
    assert rows_recoverable(*rows, metrics=metrics, claims=[claim]) == [0]
    assert rows_recoverable(*rows, metrics=metrics) == []


def test_rate_that_only_a_finding_gives_beside_a_population_is_used():
    stated = finding("24.0", "There were 24 for every 100,000 people in 2023/24.", metric="rate", unit="rate")
    rows = [figure(HIDDEN, metric="events")]
    assert rows_recoverable(*rows, metrics=METRICS, findings=[stated], populations=[people(50_000)]) == [0]


def test_one_group_that_only_a_claim_gives_is_not_taken_for_everyone():
    claim = CLAIM | {"breakdown": "Sex", "group": "Female", "to_printed": "20"}
    assert rows_recoverable(figure(HIDDEN), figure(HIDDEN, "north"), claims=[claim]) == []


def test_numerator_that_only_a_claim_gives_is_used():
    metrics = [PEOPLE, EVENTS, SHARE | {"numerator_metric": "events"}]
    rows = [figure("10", metric="share", denominator="800"), figure(HIDDEN, metric="events")]
    assert rows_recoverable(*rows, metrics=metrics) == []
    claim = CLAIM | {"metric": "share", "numerator_printed": "81"}
    assert rows_recoverable(*rows, metrics=metrics, claims=[claim]) == [1]


@pytest.mark.parametrize(("value", "denominator"), [("5", "60"), ("95", "60")], ids=["a few", "everyone but a few"])
def test_denominator_that_only_a_claim_gives_gives_a_small_number_away(value, denominator):
    row = figure(value, metric="share")
    claim = CLAIM | {"metric": "share", "denominator_printed": denominator}
    assert rows_recoverable(row, metrics=METRICS) == []
    assert rows_recoverable(row, metrics=METRICS, claims=[claim]) == [0]
    assert rows_recoverable(row, metrics=METRICS, claims=[claim | {"denominator_printed": "600"}]) == []


def test_numerator_that_only_a_finding_gives_is_used():
    metrics = [PEOPLE, EVENTS, SHARE | {"numerator_metric": "events"}]
    rows = [figure("10", metric="share", denominator="800"), figure(HIDDEN, metric="events")]
    stated = finding(81, "There were 81 in 2023/24.", metric="share")
    assert rows_recoverable(*rows, metrics=metrics, findings=[stated]) == [1]


def test_claim_that_cannot_be_right_is_passed_over_and_hides_no_other():
    wrong = CLAIM | {"claim": "wrong", "to_printed": "30"}
    right = CLAIM | {"claim": "right", "to_printed": "40"}
    assert rows_recoverable(*TOTAL, claims=[wrong]) == []
    assert rows_recoverable(*TOTAL, claims=[wrong, right]) == [2]
    assert rows_recoverable(*TOTAL, claims=[wrong], findings=[finding(40)]) == [2]


def test_no_message_of_a_clue_says_the_hidden_number():
    message = said(*TOTAL, findings=[finding(45)])
    assert " 7" not in message
    assert "45" not in message
