"""Pictures of what can be counted one by one: a square for each, told apart without colour, inside the drawing."""

from dataclasses import replace
from datetime import date

import pytest

from builder.analysis.actions import State, action_summaries
from builder.analysis.claims import CheckedClaim, ClaimCheck, ClaimVerdict
from builder.analysis.duties import Standing, duty_standings
from builder.analysis.people import ExpectedPresence, Presence
from builder.charts import Painter, theme
from builder.charts.figures import squares
from builder.charts.figures.squares import (
    Look,
    actions_by_state,
    claim_squares,
    duties_by_standing,
    duty_squares,
    plan_squares,
    presence_squares,
)
from builder.charts.specification import draw
from builder.model.plan import Basis, Declared, Plan, Priority
from tests.governance_examples import duty, evidence, expected
from tests.test_claims import A_CLAIM
from tests.test_plans import ACTION

TODAY = date(2024, 6, 30)
TOP = Priority("top", "", "Fewer deaths", "", "")
BELOW = Priority("below", "", "More naloxone", "top", "")
OTHER = Priority("other", "", "Less crime", "", "")
NATIONAL = Priority("national", "", "Break supply chains", "", "")
PRIORITIES = (TOP, BELOW, OTHER, NATIONAL)
DONE = {"status": Declared.DONE, "status_date": date(2024, 3, 1)}


def summaries(*actions):
    return action_summaries(Plan(priorities=PRIORITIES, actions=actions), TODAY)


def action(number, *priorities, **values):
    return replace(ACTION, action=f"a{number}", priorities=priorities, **values)


def drawn(picture, width=theme.WIDE):
    specification = draw(picture, width)
    return [record for values in specification["datasets"].values() for record in values]


def rows(picture):
    return {row.name: [one.look for one in row.squares] for row in picture.rows}


PLAN = summaries(
    action(1, "below", "other"),
    action(2, "below", **DONE),
    action(3, "national"),
    action(4, due=date(2024, 1, 1)),
    action(5, "top", basis=Basis.PROPOSED),
)


def test_every_state_has_a_look():
    looks = (squares._STATES, squares._STANDINGS, squares._PRESENCES, squares._VERDICTS)
    assert [set(one) for one in looks] == [set(State), set(Standing), set(Presence), set(ClaimVerdict)]


def test_looks_are_told_apart_without_colour():
    of_all = replace(plan_squares(PLAN, PRIORITIES, own=3), key=tuple((look, look.value) for look in Look))
    seen = [(record["shape"], record["fill"] == theme.PAPER) for record in drawn(of_all) if "shape" in record]
    marks = set(seen)
    assert len(marks) == len(Look)


def test_plan_has_a_square_for_each_action_in_the_row_of_its_first_priority():
    picture = plan_squares(PLAN, PRIORITIES, own=3)
    assert rows(picture) == {
        "Fewer deaths": [Look.DONE, Look.EMPTY],
        "Less crime": [],
        "Break supply chains": [Look.EMPTY],
        "No priority published": [Look.ALERT],
    }
    assert picture.text_alternative == (
        "4 actions: 1 done, 1 late and 2 no news. "
        "Fewer deaths: 1 done and 1 no news. Less crime: no action. "
        "Break supply chains: 1 no news. No priority published: 1 late."
    )
    assert dict(picture.key) == {
        Look.DONE: "done",
        Look.ALERT: "late",
        Look.EMPTY: "no news",
    }


def test_what_is_counted_by_state_needs_no_key_and_says_each_count():
    picture = actions_by_state(PLAN)
    assert rows(picture) == {
        "Done": [Look.DONE],
        "Late": [Look.ALERT],
        "No news": [Look.EMPTY, Look.EMPTY],
    }
    assert picture.key == ()
    assert {"1", "2"} <= {record.get("words") for record in drawn(picture)}


def test_duties_stand_by_the_day_on_which_they_are_due_and_are_named():
    duties = [
        duty(duty="late", number=1, title="Write a plan", first_due=date(2023, 1, 1)),
        duty(duty="early", number=2, title="Assess needs", first_due=date(2022, 1, 1)),
        duty(duty="met", number=3, title="Name a lead", first_due=date(2022, 1, 1)),
    ]
    standings = duty_standings(duties, [evidence(date(2021, 12, 1), duty="met")], TODAY)
    picture = duty_squares(standings)
    assert [(row.name, [one.words for one in row.squares]) for row in picture.rows] == [
        ("Was due by 1 January 2022", ["Assess needs"]),
        ("Was due by 1 January 2023", ["Write a plan"]),
        ("Nothing more is due", ["Name a lead"]),
    ]
    assert "Name a lead (met)" in picture.text_alternative
    assert rows(duties_by_standing(standings)) == {"Met": [Look.DONE], "No evidence published": [Look.EMPTY] * 2}


def test_expected_members_are_named_by_whether_they_take_part():
    found = [
        ExpectedPresence(expected("police"), Presence.TAKES_PART, ()),
        ExpectedPresence(expected("prisons"), Presence.MISSING, ()),
        ExpectedPresence(expected("nhs"), Presence.TAKES_PART, ()),
    ]
    picture = presence_squares(found)
    assert picture.subtitle == "2 of 3 core members take part"
    assert [(row.name, [one.words for one in row.squares]) for row in picture.rows] == [
        ("Takes part", ["Police", "Nhs"]),
        ("Missing from the list", ["Prisons"]),
    ]


def test_claims_are_counted_by_their_verdict():
    verdicts = (ClaimVerdict.DOES_NOT_AGREE, ClaimVerdict.AGREES, ClaimVerdict.AGREES)
    picture = claim_squares([CheckedClaim(A_CLAIM, ClaimCheck(one), None, None) for one in verdicts])
    assert rows(picture) == {"Right": [Look.DONE, Look.DONE], "Wrong": [Look.WRONG]}
    assert picture.title == "3 printed changes and figures: 2 right and 1 wrong"


def test_one_thing_alone_makes_no_picture():
    assert plan_squares(PLAN[:1], PRIORITIES, own=3) is None
    assert (duty_squares(()), presence_squares(()), claim_squares(())) == (None, None, None)


@pytest.mark.parametrize("width", [theme.NARROW, theme.WIDE])
def test_nothing_lies_outside_the_drawing_or_on_something_else(width):
    many = summaries(*(action(n, ("top", "other", "national")[n % 3]) for n in range(200)))
    for picture in (plan_squares(many, PRIORITIES, own=3), plan_squares(PLAN, PRIORITIES, own=3)):
        records = drawn(picture, width)
        found = {(record["x"], record["y"]) for record in records if "shape" in record}
        assert len(found) == sum(len(row.squares) for row in picture.rows) + len(picture.key)
        assert all(15 / 2 <= x <= width - 15 / 2 for x, _ in found)
        texts = [(r["x"], r["y"], theme.text_width(r["words"])) for r in records if "words" in r]
        assert all(x + wide <= width for x, _, wide in texts)
        assert not [
            (text, square)
            for text in texts
            for square in found
            if abs(text[1] - square[1]) < 15 and text[0] < square[0] + 8 and square[0] - 8 < text[0] + text[2]
        ]


def test_picture_stands_on_a_page_in_both_widths_with_its_words(tmp_path):
    picture = actions_by_state(PLAN)
    with Painter(tmp_path) as painter:
        svg = painter.paint_for_page(picture, "plan")
    assert svg.count("<svg ") == 2
    assert svg.count("<title id=") == 2
    assert picture.text_alternative in svg
    assert "data-value" not in svg
