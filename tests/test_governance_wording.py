"""How duties, money, contracts and findings become words."""

from datetime import date
from decimal import Decimal

import pytest

from builder import wording
from builder.analysis.duties import duty_standing
from builder.analysis.money import PerHead, Step, Total, contract_standing
from builder.model.governance import DateBasis
from tests.governance_examples import contract, duty, evidence, grant, population

TODAY = date(2025, 1, 30)
REPORT = duty("P1Y", date(2023, 4, 30))
IN_TIME, LATE, UNSURE, OVERDUE, NOTHING = (
    duty_standing(REPORT, [evidence(date(2023, 4, 1)), evidence(date(2024, 3, 1))], TODAY),
    duty_standing(REPORT, [evidence(date(2024, 2, 1))], TODAY),
    duty_standing(REPORT, [evidence(date(2024, 2, 1), DateBasis.IMPLIED)], TODAY),
    duty_standing(REPORT, [evidence(date(2023, 4, 1))], TODAY),
    duty_standing(REPORT, [], TODAY),
)


@pytest.mark.parametrize(
    ("standing", "label", "due"),
    [
        (IN_TIME, "Met", "Due again by 1 March 2025"),
        (LATE, "Met late", "Due again by 1 February 2025"),
        (UNSURE, "Met, maybe late", "Due again by 1 February 2025 at the latest"),
        (OVERDUE, "Overdue", "Overdue since 1 April 2024"),
        (NOTHING, "No evidence published", "Was due by 30 April 2023"),
        (duty_standing(duty(), [evidence(date(2022, 1, 1))], TODAY), "Met", "Nothing more is due"),
        (duty_standing(duty(first_due=None), [], TODAY), "No evidence published", "The guidance gives no date"),
        (duty_standing(duty(first_due=TODAY), [], TODAY), "Not due yet", "Due by 30 January 2025"),
    ],
)
def test_duty_says_how_it_stands_and_when_it_is_due(standing, label, due):
    assert (wording.duty_standing(standing.standing), wording.duty_due(standing)) == (label, due)


def test_time_at_which_a_duty_was_met_says_what_it_rests_on():
    assert [wording.met_on(one.latest) for one in (LATE, UNSURE)] == ["On 1 February 2024", "By 1 February 2024"]
    assert [wording.met_in_time(one.latest) for one in (IN_TIME, LATE, UNSURE)] == [
        "That was in time: it was due by 1 April 2024.",
        "That was late: it was due by 30 April 2023.",
        "It was due by 30 April 2023. The papers do not show whether it was done by then.",
    ]


@pytest.mark.parametrize(
    ("standings", "sentence"),
    [
        ([IN_TIME], "We found proof of the thing that the government asks for."),
        (
            [LATE, NOTHING],
            "We found proof of 1 of the 2 things that the government asks for, 1 late. For 1, we found none.",
        ),
        (
            [IN_TIME, LATE, UNSURE, OVERDUE, NOTHING],
            "for, 1 late and 1 maybe late. 1 is overdue. For 1, we found none.",
        ),
        (
            [OVERDUE, NOTHING],
            "proof of none of the 2 things that the government asks for. 1 is overdue. For 1, we found none.",
        ),
        ([NOTHING, NOTHING], "We found no proof yet of any of the 2 things that the government asks for."),
    ],
)
def test_duties_are_counted_in_a_few_sentences(standings, sentence):
    assert wording.duties_sentence(standings).endswith(sentence)


@pytest.mark.parametrize(("repeats", "words"), [("", "once"), ("P1Y", "every year"), ("P3Y", "every 3 years")])
def test_duty_says_how_often(repeats, words):
    assert wording.duty_repeats(repeats) == words


@pytest.mark.parametrize(
    ("pounds", "rounded_to", "words"),
    [
        ("363181", None, "£363,181"),
        ("180000.50", None, "£180,000.50"),
        ("2000000", "1000000", "£2 million"),
        ("2800000000", "100000000", "£2.8 billion"),
        ("2678000", "1000", "£2,678,000"),
        ("2000000", None, "£2,000,000"),
        ("1000", "1000", "£1,000"),
    ],
)
def test_money_is_written_as_on_gov_uk(pounds, rounded_to, words):
    assert wording.rounded_money(Decimal(pounds), Decimal(rounded_to) if rounded_to else None) == words


def test_rounded_amount_says_what_it_was_rounded_to():
    assert wording.rounded_words(Decimal(1_000_000)) == "to the nearest £1 million"
    assert wording.rounded_words(Decimal(1000)) == "to the nearest £1,000"
    assert wording.rounded_words(None) == ""


@pytest.mark.parametrize(
    ("after", "percent", "words"),
    [
        ("200", "100", "£100 in 2022 to 2023, then £200 in 2023 to 2024: up 100%."),
        ("50", "-50.04", "£100 in 2022 to 2023, then £50 in 2023 to 2024: down 50%."),
        ("200", None, "£100 in 2022 to 2023, then £200 in 2023 to 2024."),
        ("100", "0", "The same in 2022 to 2023 and in 2023 to 2024: £100."),
    ],
)
def test_change_of_money_gives_both_amounts(after, percent, words):
    step = Step(grant("100", "2022-23"), grant(after, "2023-24"), Decimal(percent) if percent else None)
    assert wording.money_step(step) == words


def test_total_of_rounded_amounts_is_about_right():
    assert wording.money_total(Total("2024-25", Decimal(5_264_000), Decimal(1000), ())) == "about £5,264,000"
    assert wording.money_total(Total("2024-25", Decimal(5_264_000), None, ())) == "£5,264,000"
    assert wording.money_total(Total("2024-25", None, None, ("west",))) == ""


def test_money_for_each_person_names_the_population():
    found = PerHead(Decimal("2.005"), population(125_000, date(2023, 6, 30)))
    assert wording.for_each_person(found) == "£2.01 for each of 125,000 people (30 June 2023)"


@pytest.mark.parametrize(
    ("record", "end", "change"),
    [
        (contract(), "", ""),
        (contract(date(2026, 3, 31)), "31 March 2026", ""),
        (
            contract(date(2024, 3, 31), may_extend_to=date(2026, 3, 31)),
            "31 March 2024",
            "May be extended to 31 March 2026. The papers do not say whether it was extended",
        ),
        (
            contract(date(2025, 3, 31), may_extend_to=date(2026, 3, 31)),
            "31 March 2025",
            "May be extended to 31 March 2026",
        ),
        (
            contract(date(2024, 3, 31), may_extend_to=date(2026, 3, 31), extended_to=date(2026, 3, 31)),
            "31 March 2026",
            "First published end: 31 March 2024",
        ),
    ],
)
def test_end_of_a_contract_says_how_it_moved(record, end, change):
    standing = contract_standing(record, TODAY)
    assert (wording.contract_end(standing), wording.contract_change(standing)) == (end, change)


@pytest.mark.parametrize(
    ("figure", "unit", "words"),
    [
        ("3.2", "percent", "3.2%"),
        ("3000000000", "pounds", "£3,000,000,000"),
        ("44.3", "years", "44.3 years"),
        ("7", "ratio", "7 times"),
        ("86", "count", "86"),
    ],
)
def test_figure_of_a_finding_has_its_unit(figure, unit, words):
    assert wording.finding_figure(Decimal(figure), unit) == words
