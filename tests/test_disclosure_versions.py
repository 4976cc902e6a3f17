"""What the disclosure audit finds from several versions of tables together: of any one of them, and of today's."""

import pytest

from tests.disclosure_example import HIDDEN, PEOPLE, RATE, figure, recoverable, rows_recoverable

NORTH, SOUTH, WEST = figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")
TOTAL = figure("40")
CLOSED = [NORTH, SOUTH, WEST]
"""A sum of which the total was never published."""
ACCEPTED = {
    "rule": "one",
    "earlier_versions": "accepted",
    "approved_by": "Caldicott Guardian",
    "approved_on": "2024-01-01",
    "reason": "The report of 2023 prints them.",
}


def observations(*rows):
    return "observations", rows


def test_total_that_only_an_earlier_version_gives_is_used():
    (problem,) = recoverable(*CLOSED, before=[observations(TOTAL, NORTH), observations(*CLOSED)])
    assert problem.place.cell == "I4"
    assert problem.message.startswith(
        "This hidden figure can be worked out exactly, from rows 2 and 3 and row 2 of observations.csv as it was in "
        "commit commit1. Whoever can see the repository can read it there."
    )


@pytest.mark.parametrize("now", [[NORTH, SOUTH, WEST], [NORTH, figure(HIDDEN, "south"), WEST]], ids=["shown", "hidden"])
def test_part_of_an_earlier_version_beside_a_total_of_another_is_used(now):
    before = [observations(TOTAL, figure(HIDDEN, "south")), observations(SOUTH, NORTH)]
    assert 2 in rows_recoverable(*now, before=before)


def test_parts_of_three_versions_together_are_used():
    before = [observations(NORTH), observations(SOUTH), observations(TOTAL)]
    assert rows_recoverable(WEST, before=before) == [0]
    for left_out in range(3):
        assert rows_recoverable(WEST, before=[v for n, v in enumerate(before) if n != left_out]) == []


def test_version_that_gave_a_hidden_number_away_by_itself_is_found_although_its_figures_were_revised():
    now = [figure("25", "north"), SOUTH, WEST]
    assert rows_recoverable(*now, before=[observations(TOTAL, NORTH, SOUTH)]) == [2]


def test_old_total_beside_a_part_that_was_revised_since_gives_nothing():
    """The version itself did not show the other part, and today's is another."""
    now = [figure("25", "north"), figure(HIDDEN, "south"), WEST]
    assert rows_recoverable(*now, before=[observations(figure("45"), NORTH)]) == []
    now = [figure("25", "north"), SOUTH, WEST]
    assert rows_recoverable(*now, before=[observations(figure("45"), NORTH)]) == []


def test_total_that_was_revised_before_it_was_taken_out_is_tried_in_each_version():
    before = [observations(figure("60"), NORTH, figure("15", "south")), observations(TOTAL, NORTH, SOUTH)]
    assert rows_recoverable(*CLOSED, before=before) == [2]


def test_group_that_was_renamed_since_takes_part_in_the_sum_of_its_time():
    then = [figure("40"), figure("37", group="Male"), figure(HIDDEN, group="Female")]
    now = [figure(HIDDEN), figure("37", group="Men"), figure(HIDDEN, group="Female"), figure("30", group="Women")]
    assert rows_recoverable(*now, before=[observations(*then)]) == [2]


def test_group_that_an_earlier_version_did_not_have_yet_is_taken_to_have_been_there():
    now = [figure(HIDDEN), figure("20", group="Male"), figure(HIDDEN, group="Female")]
    assert rows_recoverable(*now, before=[observations(figure("20", group="Male"), figure("50", "north"))]) == []


def test_quarter_that_an_earlier_version_shows_is_used():
    over_time = [PEOPLE | {"adds_up_over": "period"}]
    quarters = [figure("12", period=f"2023-{month}-01/P3M") for month in ("04", "07")]
    hidden = figure(HIDDEN, period="2024-01-01/P3M")
    gone = figure("12", period="2023-10-01/P3M")
    year = figure("40")
    assert rows_recoverable(year, *quarters, hidden, metrics=over_time) == []
    before = [observations(*quarters, gone)]
    assert rows_recoverable(year, *quarters, hidden, metrics=over_time, before=before) == [3]


def test_year_that_only_an_earlier_version_shows_is_used():
    over_time = [PEOPLE | {"adds_up_over": "period"}]
    quarters = [figure("12", period=f"2023-{month}-01/P3M") for month in ("04", "07", "10")]
    hidden = figure(HIDDEN, period="2024-01-01/P3M")
    before = [observations(TOTAL | {"method_version": "year"})]
    assert rows_recoverable(*quarters, hidden, metrics=over_time, before=before) == [3]


def test_rate_of_an_earlier_version_beside_a_population_of_today_is_used():
    metrics = [{"metric": "events", "unit": "count"}, RATE | {"numerator_metric": "events"}]
    population = {"area": "county", "date": "2023-06-30", "people": "50000", "source": "report", "place": "Table 9"}
    hidden, rate = figure(HIDDEN, metric="events"), figure("24.0", metric="rate")
    assert rows_recoverable(hidden, metrics=metrics, populations=[population], before=[observations(rate)]) == [0]
    gone = [("populations", [population])]
    assert rows_recoverable(hidden, rate, metrics=metrics, before=gone) == [0]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("claims", {"claim": "c", "to_printed": "40", "to_period_start": "2023-04-01", "to_period_duration": "P1Y"}),
        ("revisions", {"revision": "r", "new_value": "40", "period_start": "2023-04-01", "period_duration": "P1Y"}),
        ("findings", {"finding": "f", "statement": "There were 40 in 2023/24.", "unit": "count", "figure": "40"}),
    ],
)
def test_total_that_only_an_earlier_version_of_another_table_gives_is_used(table, row):
    place = {} if table == "findings" else {"area": "county"}
    before = [(table, [row | place | {"metric": "people"}])]
    (problem,) = recoverable(*CLOSED, before=before)
    assert f"row 2 of {table}.csv as it was in commit commit1" in problem.fault


def test_earlier_versions_that_a_rule_accepts_are_not_used():
    before = [observations(TOTAL), ("claims", [])]
    assert rows_recoverable(*CLOSED, before=before, disclosure=[ACCEPTED]) == []


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([], id="no version"),
        pytest.param([observations(*CLOSED)], id="the same rows"),
        pytest.param([observations(WEST, NORTH), observations(SOUTH)], id="fewer rows"),
        pytest.param([observations(figure(HIDDEN), *CLOSED)], id="a hidden total"),
        pytest.param([observations(figure("30"), *CLOSED)], id="a total that cannot be right"),
        pytest.param([observations(figure("40", period="2022-04-01/P1Y"))], id="a total of another year"),
        pytest.param([observations(figure("40", metric="rate"))], id="another metric"),
        pytest.param([observations(TOTAL, NORTH)], id="a total without every part"),
    ],
)
def test_versions_that_give_nothing_away_raise_no_alarm(before):
    now = [NORTH, figure(HIDDEN, "south"), WEST] if len(before[:1]) and before[0][1][0] == TOTAL else CLOSED
    assert rows_recoverable(*now, before=before) == []


def test_rows_that_only_look_different_are_the_same():
    spelled = [row | {"area": row["area"].upper(), "metric": "People", "value": row["value"]} for row in CLOSED]
    assert rows_recoverable(*CLOSED, before=[observations(*spelled)]) == []


def test_year_of_a_target_and_quarter_of_an_earlier_version_are_used_together():
    over_time = [PEOPLE | {"adds_up_over": "period"}]
    rows = [figure("12", period="2023-04-01/P3M"), figure("11", period="2023-07-01/P3M")]
    rows.append(figure(HIDDEN, period="2024-01-01/P3M"))
    baseline = {"target": "t", "metric": "people", "area": "county", "baseline_value": "40"}
    baseline |= {"baseline_period_start": "2023-04-01", "baseline_period_duration": "P1Y"}
    before = [observations(figure("12", period="2023-10-01/P3M"))]
    assert rows_recoverable(*rows, metrics=over_time, targets=[baseline], before=before) == [2]
    assert rows_recoverable(*rows, metrics=over_time, targets=[baseline]) == []


def test_percentage_that_an_earlier_version_prints_more_exactly_is_used():
    metrics = [{"metric": name, "unit": "count"} for name in ("people", "events")]
    metrics.append({"metric": "share", "unit": "percent", "numerator_metric": "events", "denominator_metric": "people"})
    rows = [figure(HIDDEN, metric="events"), figure("1600"), figure("1", metric="share")]
    assert rows_recoverable(*rows, metrics=metrics) == []
    then = [figure("1600"), figure("1.25", metric="share")]
    assert rows_recoverable(*rows, metrics=metrics, before=[observations(*then)]) == [0]


def test_exact_figures_from_before_they_were_rounded_are_used():
    rule = {**ACCEPTED, "earlier_versions": "", "rounding_base": "5"}
    now = [figure("40"), NORTH, figure("20", "south"), WEST]
    assert rows_recoverable(*now, disclosure=[rule]) == []
    then = [figure("41"), NORTH, figure("18", "south")]
    assert rows_recoverable(*now, disclosure=[rule], before=[observations(*then)]) == [3]


@pytest.mark.parametrize("then", [{"numerator": "3", "denominator": "60"}, {"denominator": "60"}])
def test_small_number_behind_a_percentage_that_an_earlier_version_gives_is_found(then):
    metrics = [{"metric": "share", "unit": "percent"}]
    row = figure("5", metric="share")
    (problem,) = recoverable(row, metrics=metrics, before=[observations(row | then)])
    assert problem.fault.startswith("A number of people that is too small to be shown can be worked out exactly")
    corrected = figure("83", metric="share", denominator="60")
    assert rows_recoverable(corrected, metrics=metrics, before=[observations(row | then)]) == []
