"""Dots of what a plan covers, and bars of the money of a year: what each shows, and that nothing lies on another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from builder.analysis.actions import action_summaries
from builder.analysis.coverage import Covered, Goal
from builder.analysis.publication import Publication
from builder.charts import theme
from builder.charts.figures.matrix import Cell, coverage_matrix
from builder.charts.figures.stacks import money_stacks
from builder.charts.specification import draw
from builder.model.measures import Partnership
from builder.model.plan import Basis, Plan, Priority
from tests.examples import framework
from tests.governance_examples import contract, governed, grant
from tests.test_plans import ACTION

TODAY = date(2024, 6, 30)
WIDTHS = (theme.NARROW, theme.WIDE)
DEATHS = Priority("deaths", "", "Fewer deaths", "", "")
NALOXONE = Priority("naloxone", "", "More naloxone", "deaths", "")
CRIME = Priority("crime", "", "Less crime", "", "")
UNUSED = Priority("unused", "", "Nobody’s", "", "")
PRIORITIES = (DEATHS, NALOXONE, CRIME, UNUSED)


def action(name, *priorities, basis=Basis.PROMISED):
    return replace(ACTION, action=name, priorities=priorities, basis=basis)


def covered(title, *actions, results=()):
    found = action_summaries(Plan(priorities=PRIORITIES, actions=actions), TODAY)
    return Covered(Goal.COMMITMENT, title.lower(), title, bool(results), found, results)


COVERED = (
    covered("Treat more", action("a", "naloxone", "crime"), action("b", "deaths", basis=Basis.REPORTED)),
    covered("Close lines", results=("lines",)),
    covered("Go after money"),
    covered("Train staff", action("c", basis=Basis.REPORTED)),
)


def test_dots_count_the_actions_of_a_commitment_by_top_priority():
    picture = coverage_matrix(COVERED, PRIORITIES)
    assert picture.columns == ("Fewer deaths", "Less crime", "No priority published")
    none = Cell(0, 0)
    assert [row.cells for row in picture.rows] == [
        (Cell(1, 1), Cell(1, 0), none),
        (none,) * 3,
        (none,) * 3,
        (none, none, Cell(0, 1)),
    ]
    assert picture.title == "2 of 4 national commitments have an action"
    assert "Treat more: Fewer deaths, 1 promised, 1 reported; Less crime, 1 promised." in picture.text_alternative
    assert "Close lines: results reported, no action written down. Go after money: no action." in (
        picture.text_alternative
    )
    assert [words for _, words in picture.key] == ["promised", "only reported"]


def test_plan_that_covers_no_commitment_has_no_dots():
    assert coverage_matrix(COVERED[1:3], PRIORITIES) is None


def records(picture, width):
    return [record for values in draw(picture, width)["datasets"].values() for record in values]


def texts(picture, width):
    """Return the boxes around the words of a picture: left, right, middle."""
    boxes = []
    for one in (record for record in records(picture, width) if "words" in record):
        wide = theme.text_width(one["words"])
        left = one["x"] - wide / 2 * (one.get("centred") or one.get("number") or False)
        boxes.append((left, left + wide, one["y"]))
    return boxes


def find_overlaps(boxes):
    return [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
        if abs(a[2] - b[2]) < theme.FONT_SIZE and a[0] < b[1] and b[0] < a[1]
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 3, 9])
def test_columns_are_named_without_one_name_on_another(width, count):
    long = [Priority(f"p{n}", "", "Give world-class treatment and help to recover", "", "") for n in range(count)]
    long = [replace(one, title=f"{one.title} {n}") for n, one in enumerate(long)]
    one = covered("Treat more", *(action(f"a{n}", f"p{n}") for n in range(count)))
    picture = coverage_matrix((one, *COVERED[1:3]), long)
    boxes = texts(picture, width)
    assert find_overlaps(boxes) == []
    assert all(left >= 0 and right <= width for left, right, _ in boxes)


def stacks_of(services=(), funding=()):
    partnership = Partnership(governed(services=services, funding=funding), framework())
    return money_stacks(Publication(partnership, TODAY))


def test_money_of_a_year_is_one_bar_of_services_dearest_first_and_the_rest_together():
    costs = (("a", "300"), ("b", "5492"), ("c", "80"), ("d", "169"), ("e", "800"))
    services = [contract(service=name, title=name.upper(), cost=f"{cost}000") for name, cost in costs]
    (row,) = stacks_of(services=services).rows
    assert row.name == "Services and contracts, a year: £6,841,000"
    assert [part.words for part in row.parts] == [
        "B: £5,492,000, 80%",
        "E: £800,000, 12%",
        "A: £300,000, 4.4%",
        "2 others: £249,000, 3.6%",
    ]
    assert sum(part.pounds for part in row.parts) == Decimal(6_841_000)
    assert row.missing == ""


def test_cost_that_is_not_published_is_a_gap_and_takes_the_total_away():
    (row,) = stacks_of(services=[contract(service="a", cost="100000"), contract(service="b")]).rows
    assert (row.name, row.missing) == ("Services and contracts, a year", "Cost of 1 more service: not published")
    assert [part.words for part in row.parts] == ["Treatment: £100,000"]


def test_fund_shows_its_newest_year_by_area_with_what_is_not_published():
    gap, whole = (
        stacks_of(funding=[grant("363181", "2022-23"), grant("663700")]),
        stacks_of(funding=[grant("100000"), grant("200000", of="south")]),
    )
    (row,) = gap.rows
    assert row.name == "Treatment grant, 2023 to 2024"
    assert [part.words for part in row.parts] == ["North: £663,700"]
    assert row.missing == "South: not published"
    (row,) = whole.rows
    assert row.name == "Treatment grant, 2023 to 2024: £300,000"
    assert [part.words for part in row.parts] == ["South: £200,000", "North: £100,000"]


def test_amount_of_the_whole_is_not_added_to_its_parts():
    (row,) = stacks_of(
        funding=[grant("100"), grant("310000", of="riverside"), grant("200000", fund="Other", of="riverside")]
    ).rows[:1]
    assert [part.pounds for part in row.parts] == [Decimal(310_000)]


def test_picture_in_brief_has_the_first_bar_alone():
    services = [contract(service="a", cost="300000"), contract(service="b", cost="100000")]
    partnership = Partnership(governed(services=services, funding=[grant("100")]), framework())
    whole, brief = (money_stacks(Publication(partnership, TODAY), brief=one) for one in (False, True))
    assert (len(whole.rows), brief.rows) == (2, whole.rows[:1])
    assert whole.name != brief.name
    assert "Treatment grant" not in brief.text_alternative


def test_one_amount_alone_makes_no_picture():
    assert stacks_of(funding=[grant("310", of="riverside")]) is None
    assert stacks_of(services=[contract(), contract(service="b")]) is None


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_keep_one_scale_and_stay_inside_with_their_words(width):
    services = [contract(service=f"s{n}", title=f"Service {n}", cost=str(100_000 * 4**n)) for n in range(6)]
    picture = stacks_of(services=services, funding=[grant("900000"), grant("5000", fund="Small")])
    found = [record for record in records(picture, width) if "bottom" in record and record["bottom"] - record["y"] > 20]
    filled = [record["end"] - record["x"] for record in found if record["colour"]]
    pounds = [float(part.pounds) for row in picture.rows for part in row.parts]
    largest = max(pounds)
    for long, amount in zip(filled, pounds, strict=True):
        assert long == pytest.approx(max(filled) * amount / largest, abs=2)
    assert sum(not record["colour"] for record in found) == 2
    assert max(record["end"] for record in found) <= width
    boxes = texts(picture, width)
    assert find_overlaps(boxes) == []
    assert all(left >= 0 and right <= width for left, right, _ in boxes)
