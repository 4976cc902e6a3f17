"""Money: a total is only given where every part is known, and a rough amount has no change in per cent."""

from datetime import date
from decimal import Decimal

import pytest

from builder import wording
from builder.analysis.money import ContractState, contract_standing, contract_standings, funds, per_head, yearly_cost
from builder.model.measures import Partnership
from tests.examples import framework
from tests.governance_examples import contract, governed, grant, population

TODAY = date(2025, 1, 30)


def funds_of(*grants):
    return funds(Partnership(governed(funding=grants), framework()))


def test_total_of_a_year_is_the_sum_where_every_area_is_published():
    (fund,) = funds_of(grant("2678000", rounded_to=Decimal(1000)), grant("2586000.50", of="south"))
    (total,) = fund.totals
    assert (total.pounds, total.rounded_to, total.areas_missing) == (Decimal("5264000.50"), Decimal(1000), ())


def test_total_is_not_known_where_an_area_is_missing():
    (fund,) = funds_of(grant("363181"))
    (total,) = fund.totals
    assert (total.pounds, total.areas_missing) == (None, ("south",))


def test_total_that_is_published_is_not_worked_out():
    (fund,) = funds_of(grant("100"), grant("200", of="south"), grant("310", of="riverside"))
    assert fund.totals == ()


def test_funds_are_never_added_together():
    found = funds_of(grant("100"), grant("200", fund="Housing grant", of="south"))
    assert [total.pounds for fund in found for total in fund.totals] == [None, None]


def test_change_of_a_grant_is_in_per_cent_of_the_year_before():
    (fund,) = funds_of(grant("663700", "2023-24"), grant("363181", "2022-23"), grant("1089920", "2024-25"))
    assert [(step.earlier.financial_year, step.later.financial_year) for step in fund.steps] == [
        ("2022-23", "2023-24"),
        ("2023-24", "2024-25"),
    ]
    # (663,700 - 363,181) / 363,181 = 82.7463%; (1,089,920 - 663,700) / 663,700 = 64.2188%
    assert [round(step.percent, 4) for step in fund.steps] == [Decimal("82.7463"), Decimal("64.2188")]


def test_change_is_not_worked_out_between_areas():
    (fund,) = funds_of(grant("100", "2022-23"), grant("200", "2023-24", of="south"))
    assert fund.steps == ()


@pytest.mark.parametrize(("earlier", "rounded"), [("0", None), ("2000000", Decimal(1_000_000))])
def test_no_percentage_from_zero_or_from_a_rough_amount(earlier, rounded):
    (fund,) = funds_of(grant(earlier, "2022-23", rounded_to=rounded), grant("3000000", "2023-24"))
    assert fund.steps[0].percent is None


def test_amount_without_year_has_neither_total_nor_change():
    (fund,) = funds_of(grant("100", ""), grant("200", "2023-24"))
    assert (len(fund.totals), fund.steps) == (1, ())


def test_money_per_head_uses_the_newest_population_up_to_the_end_of_the_year():
    people = [
        population(100_000, date(2022, 6, 30)),
        population(125_000, date(2023, 6, 30)),
        population(200_000, date(2024, 6, 30)),
        population(1, date(2023, 12, 31), of="south"),
    ]
    found = per_head(grant("250000", "2023-24"), people)
    assert (found.pounds, found.population.date) == (Decimal(2), date(2023, 6, 30))


def test_no_money_per_head_without_a_population_or_a_year():
    people = [population(100_000, date(2024, 6, 30))]
    assert (per_head(grant("1", "2023-24"), people), per_head(grant("1", ""), people)) == (None, None)


@pytest.mark.parametrize(
    ("ends", "state"),
    [
        (date(2025, 1, 29), ContractState.ENDED),
        (date(2025, 1, 30), ContractState.ENDS_SOON),
        (date(2026, 1, 30), ContractState.ENDS_SOON),
        (date(2026, 1, 31), ContractState.RUNNING),
        (None, ContractState.NO_END),
    ],
)
def test_contract_ends_soon_within_twelve_months(ends, state):
    assert contract_standing(contract(ends), TODAY).state is state


def test_option_to_extend_a_contract_changes_nothing_until_it_is_used():
    option = contract(date(2024, 3, 31), may_extend_to=date(2026, 3, 31))
    used = contract(date(2024, 3, 31), may_extend_to=date(2026, 3, 31), extended_to=date(2026, 3, 31))
    assert [contract_standing(one, TODAY).state for one in (option, used)] == [
        ContractState.ENDED,
        ContractState.RUNNING,
    ]


def test_contracts_come_by_their_end():
    ends = [None, date(2026, 3, 31), date(2024, 3, 31)]
    assert [one.ends for one in contract_standings([contract(end) for end in ends], TODAY)] == [*ends[:0:-1], None]


def test_yearly_cost_is_known_where_every_cost_is():
    assert yearly_cost([contract(cost="800000"), contract(cost="85000")]) == 885_000
    assert yearly_cost([contract(cost="800000"), contract()]) is None
    assert yearly_cost([]) is None


@pytest.mark.parametrize(
    ("pounds", "rounded_to", "bound", "words"),
    [
        ("3000000000", None, "more-than", "more than £3 billion"),
        ("900000000", None, "nearly", "nearly £900 million"),
        ("2678000", "1000", "", "£2,678,000"),
        ("2000000", None, "", "£2 million"),
        ("15000", None, "at-least", "at least £15,000"),
    ],
)
def test_amount_keeps_the_hedge_of_its_source(pounds, rounded_to, bound, words):
    assert wording.hedged_money(Decimal(pounds), rounded_to and Decimal(rounded_to), bound) == words


def test_figure_of_a_finding_keeps_the_hedge_of_its_source():
    assert wording.finding_figure(Decimal(50), "percent", "nearly") == "nearly 50%"
