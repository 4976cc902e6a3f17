"""What reports printed is recomputed: every wrong figure is found, and no right one is accused."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import pipeline, wording
from builder.analysis.chance import Comparison
from builder.analysis.claims import (
    FAILS,
    CheckedClaim,
    ClaimVerdict,
    Obstacle,
    check_claim,
    check_comparison,
    checked_claims,
)
from builder.analysis.rounding import ValueRange, round_step, satisfies, span_of, step_of
from builder.model.measures import Bound, Claim, CountedAs, Period, Polarity, Printed, Status, Unit
from tests.examples import area, metric, observation, partnership, share
from tests.projects import FROZEN

COUNTS = st.integers(1, 10**6).map(Decimal)


def claim(change=None, unit="percent", direction="", comparison="", **values):
    bounds = {name: values.pop(name, None) for name in ("change_bound", "value_bound")}
    numbers = {"earlier": None, "later": None, "change": change, **values}
    given_numbers = {name: None if number is None else Decimal(number) for name, number in numbers.items()}
    return Printed(
        **{"numerator": None, "denominator": None, "percent": None, **given_numbers},
        **bounds,
        comparison=comparison,
        unit=unit,
        direction=direction,
    )


def checked(printed, earlier, later, *, is_percentage=False, step=0):
    """Return how a claim stands to two figures, of counts or of percentages."""
    unit = Unit.PERCENT if is_percentage else Unit.COUNT
    spans = [
        None if value is None else span_of(observation(str(value)), unit, Decimal(step)) for value in (earlier, later)
    ]
    return check_claim(printed, *spans, is_percentage=is_percentage)


def verdict(printed, earlier, later, **values):
    return checked(printed, earlier, later, **values).verdict


A_CLAIM = Claim(
    *("rise", "report", "page 1", "adults-in-treatment", "riverside", "", "", None),
    Period(date(2022, 1, 1), "P1Y"),
    claim(),
    "",
)


@pytest.mark.parametrize(
    ("printed", "earlier", "later"),
    [("9.6", 5807, 6366), ("12.3", 3740, 4200), ("91.1", 90, 172), ("2", 48, 49), ("12", 1240, 1390), ("17.5", 63, 52)],
)
def test_right_percentage_of_the_derby_and_derbyshire_report_agrees(printed, earlier, later):
    assert verdict(claim(printed), earlier, later) is ClaimVerdict.AGREES


@pytest.mark.parametrize(("printed", "earlier", "later"), [("12.7", 133, 150), ("6.1", 1300, 1220)])
def test_percentage_with_digits_cut_off_agrees_after_rounding(printed, earlier, later):
    assert verdict(claim(printed), earlier, later) is ClaimVerdict.AGREES_AFTER_ROUNDING


def test_18_8_percent_for_570_to_665_does_not_agree_and_16_7_is_right():
    found = checked(claim("18.8"), 570, 665)
    assert (found.verdict, round(found.right_change, 1)) == (ClaimVerdict.DOES_NOT_AGREE, Decimal("16.7"))


@pytest.mark.parametrize(
    ("printed", "earlier", "later"),
    [("11.7", "38.6", "50.3"), ("18.5", "46.2", "64.7"), ("2", "48", "46"), ("1", "41", "42")],
)
def test_percentage_points_called_per_cent_have_the_wrong_unit(printed, earlier, later):
    assert verdict(claim(printed), earlier, later, is_percentage=True) is ClaimVerdict.WRONG_UNIT


def test_15_1_percent_for_42_2_to_57_5_does_not_agree():
    found = checked(claim("15.1"), "42.2", "57.5", is_percentage=True)
    assert (found.verdict, found.right_change) == (ClaimVerdict.DOES_NOT_AGREE, Decimal("15.3"))


def test_percentage_points_called_so_agree():
    assert verdict(claim("15.3", unit="percentage-points"), "42.2", "57.5", is_percentage=True) is ClaimVerdict.AGREES


def test_relative_change_of_a_percentage_agrees_as_per_cent():
    assert verdict(claim("36.3"), "42.2", "57.5", is_percentage=True) is ClaimVerdict.AGREES


def test_wrong_direction_does_not_agree():
    found = checked(claim("10", direction="decrease"), 150, 165)
    assert (found.verdict, found.direction_wrong) == (ClaimVerdict.DOES_NOT_AGREE, True)


def test_figure_that_is_not_the_observed_one_does_not_agree():
    assert verdict(claim("10", earlier=140, later=165), 150, 165) is ClaimVerdict.DOES_NOT_AGREE


def test_change_without_an_earlier_figure_cannot_be_checked():
    assert verdict(claim("20", direction="decrease"), None, 2006) is ClaimVerdict.CANNOT_BE_CHECKED


def test_share_is_recomputed_from_its_printed_parts():
    # 3,463 of 5,348 is 64.75%, printed as 65%.
    assert verdict(claim(numerator=3463, denominator=5348, percent=65), None, None) is ClaimVerdict.AGREES


def test_rounded_total_agrees_after_rounding():
    assert verdict(claim(later=7_100_000), None, 7_081_000) is ClaimVerdict.AGREES_AFTER_ROUNDING


@pytest.mark.parametrize(("printed", "observed"), [(100, 149), (10, 14), (1000, 600)])
def test_zeros_do_not_stand_for_more_than_rounding(printed, observed):
    assert verdict(claim(later=printed), None, observed) is ClaimVerdict.DOES_NOT_AGREE


@pytest.mark.parametrize(("printed", "observed"), [(100, 104), (300, 304), (2000, 2049), (10, "10.4")])
def test_zeros_stand_for_rounding(printed, observed):
    assert verdict(claim(later=printed), None, observed) is ClaimVerdict.AGREES_AFTER_ROUNDING


@pytest.mark.parametrize(("printed", "observed"), [(10, "14.9"), (50, "45"), (100, "96")])
def test_zero_at_the_end_of_a_percentage_is_no_rounding(printed, observed):
    assert verdict(claim(later=printed), None, observed, is_percentage=True) is ClaimVerdict.DOES_NOT_AGREE


def test_percentage_printed_without_its_parts_is_held_against_the_observed_one():
    assert verdict(claim(percent="18.8"), None, "16.7", is_percentage=True) is ClaimVerdict.DOES_NOT_AGREE
    assert verdict(claim(percent="17"), None, "16.7", is_percentage=True) is ClaimVerdict.AGREES
    assert verdict(claim(percent="17"), None, "16.7") is ClaimVerdict.CANNOT_BE_CHECKED


def test_wrong_earlier_figure_is_found_without_a_printed_change():
    found = checked(claim(earlier=140, later=165), 150, 165)
    assert (found.verdict, found.right_value) == (ClaimVerdict.DOES_NOT_AGREE, Decimal(150))


def test_change_in_numbers_is_put_right_in_numbers():
    found = checked(claim("14", unit="count"), 150, 165)
    assert (found.verdict, found.right_change) == (ClaimVerdict.DOES_NOT_AGREE, Decimal(15))


def test_any_percentage_from_zero_does_not_agree():
    assert verdict(claim("100"), 0, 5) is ClaimVerdict.DOES_NOT_AGREE


@given(COUNTS, COUNTS, st.integers(0, 3))
def test_change_that_is_printed_rightly_is_never_accused(earlier, later, decimals):
    right = abs((later - earlier) / earlier * 100)
    printed = right.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")
    assert verdict(claim(printed), earlier, later) is ClaimVerdict.AGREES


@given(COUNTS, COUNTS, st.decimals(min_value=1, max_value=50, places=1))
def test_change_that_is_off_by_a_digit_or_more_is_always_found(earlier, later, error):
    right = abs((later - earlier) / earlier * 100)
    printed = right.quantize(Decimal("0.1"), "ROUND_HALF_UP") + error
    assert verdict(claim(printed), earlier, later) is ClaimVerdict.DOES_NOT_AGREE


def test_right_figures_stand_beside_a_right_change_from_wrong_ones():
    printed = claim("9.64", direction="increase", earlier=5807, later=6466)
    found = CheckedClaim(
        replace(A_CLAIM, printed=printed),
        checked(printed, 5807, 6366),
        observation("5807", 2022),
        observation("6366", 2024),
    )
    assert wording.claim_printed(found.claim, metric()) == "increase of 9.64% (5,807 to 6,466)"
    assert wording.claim_right(found, metric()) == "increase of 9.63% (5,807 to 6,366)"


def test_figure_is_quoted_with_every_digit_that_the_report_printed():
    percentage = metric(Unit.PERCENT)
    printed = claim(later="51.74")
    check = checked(printed, None, "51.70", is_percentage=True)
    found = CheckedClaim(replace(A_CLAIM, printed=printed), check, None, observation("51.70"))
    assert wording.claim_printed(found.claim, percentage) == "51.74%"
    assert wording.claim_right(found, percentage) == "51.70%"


def test_every_wrong_figure_of_five_documents_is_found_and_no_right_one_accused():
    found = [
        (checked.claim.claim, checked.check.verdict)
        for one in pipeline.check(FROZEN).site.partnerships
        for checked in checked_claims(one)
        if checked.check.verdict in FAILS
    ]
    assert found == [
        ("prison-continuity-partnership", ClaimVerdict.DOES_NOT_AGREE),
        ("treatment-progress-derbyshire", ClaimVerdict.WRONG_UNIT),
        ("treatment-progress-derby", ClaimVerdict.WRONG_UNIT),
        ("drug-admissions-derby", ClaimVerdict.DOES_NOT_AGREE),
        ("prison-continuity-derbyshire", ClaimVerdict.WRONG_UNIT),
        ("prison-continuity-derby", ClaimVerdict.WRONG_UNIT),
    ]


# Figures as intervals


@pytest.mark.parametrize(
    ("printed", "earlier", "later", "expected"),
    [
        (claim("64.7", unit="percentage-points"), "34.7", "99.5", ClaimVerdict.AGREES),
        (claim("15.1"), "42.2", "57.5", ClaimVerdict.DOES_NOT_AGREE),
        (claim("1", direction="decrease"), "45", "46", ClaimVerdict.DOES_NOT_AGREE),
        (claim(direction="increase"), "45", "45", ClaimVerdict.AGREES),
        (claim("36.3", unit="percentage-points"), "42.2", "57.5", ClaimVerdict.WRONG_UNIT),
    ],
)
def test_change_of_rounded_percentages_is_every_change_that_they_can_stand_for(printed, earlier, later, expected):
    assert verdict(printed, earlier, later, is_percentage=True) is expected


@pytest.mark.parametrize(
    ("printed", "earlier", "later"), [("1", 1000, 1001), ("2", 10000, 10102), ("100", 50, 101), ("47", 1000, 1459)]
)
def test_change_that_is_a_digit_too_large_does_not_agree(printed, earlier, later):
    assert verdict(claim(printed), earlier, later) is ClaimVerdict.DOES_NOT_AGREE


def test_counts_that_a_source_rounds_allow_the_changes_of_unrounded_ones():
    assert verdict(claim("17.5"), 570, 665, step=5) is ClaimVerdict.AGREES
    assert verdict(claim("17.5"), 570, 665) is ClaimVerdict.DOES_NOT_AGREE
    assert verdict(claim("18.8"), 570, 665, step=5) is ClaimVerdict.DOES_NOT_AGREE


@pytest.mark.parametrize(
    ("values", "step"),
    [
        (["1240", "1390", "570", "665"], 5),
        (["1200", "1300", "600", "900"], 100),
        (["7081000", "500000", "2000000", "85000"], 1000),
        (["150", "165"], 0),
        (["150", "165", "48", "60"], 0),
        (["0", "0", "0", "0"], 0),
        ([None, "5"], 0),
    ],
)
def test_source_is_taken_to_round_where_four_counts_or_more_end_alike(values, step):
    assert step_of([observation(value) for value in values]) == step


def test_estimate_is_rounded_as_its_zeros_say():
    assert step_of([observation("7000", status=Status.ESTIMATED)]) == 1000


@pytest.mark.parametrize(("number", "step"), [(0, 1), (7, 1), (10, 10), (15, 5), (45, 5), (50, 50), (1500, 500)])
def test_round_step_is_the_largest_one_or_five_of_a_power_of_ten(number, step):
    assert round_step(number) == step


# Hedges and limits


@pytest.mark.parametrize(
    ("bound", "printed", "later", "agrees"),
    [
        (Bound.MORE_THAN, "40", 1467, True),
        (Bound.MORE_THAN, "40", 1400, False),
        (Bound.AT_LEAST, "40", 1400, True),
        (Bound.AT_LEAST, "40", 1399, False),
        (Bound.LESS_THAN, "40", 1399, True),
        (Bound.LESS_THAN, "40", 1400, False),
        (Bound.AT_MOST, "40", 1400, True),
        (Bound.AT_MOST, "40", 1401, False),
        (Bound.ABOUT, "40", 1350, True),
        (Bound.ABOUT, "40", 1349, False),
        (Bound.ABOUT, "40", 1450, True),
        (Bound.ABOUT, "40", 1451, False),
        (Bound.ABOUT, "46", 1437, True),
        (Bound.ABOUT, "46", 1436, False),
        (Bound.ABOUT, "300", 4450, True),
        (Bound.ABOUT, "300", 4451, False),
        (Bound.NEARLY, "40", 1396, True),
        (Bound.NEARLY, "40", 1400, True),
        (Bound.NEARLY, "40", 1401, False),
        (Bound.NEARLY, "40", 1349, False),
    ],
)
def test_hedged_change_agrees_where_the_hedge_holds(bound, printed, later, agrees):
    found = verdict(claim(printed, direction="increase", change_bound=bound), 1000, later)
    assert found is (ClaimVerdict.AGREES if agrees else ClaimVerdict.DOES_NOT_AGREE)


def test_hedged_figure_is_held_against_the_observed_one():
    printed = claim(later=200, value_bound=Bound.MORE_THAN)
    assert verdict(printed, None, 230) == ClaimVerdict.AGREES
    assert verdict(printed, None, 190) == ClaimVerdict.DOES_NOT_AGREE


def test_hedged_percentage_is_held_against_its_parts():
    printed = claim(percent=64, numerator=3463, denominator=5348, value_bound=Bound.MORE_THAN)
    assert verdict(printed, None, None) is ClaimVerdict.AGREES


def limit(value, bound=Bound.MORE_THAN):
    return span_of(observation(value, bound=bound, status=Status.ESTIMATED), Unit.COUNT)


@pytest.mark.parametrize(
    ("printed", "expected", "obstacle"),
    [
        (claim(later=230), ClaimVerdict.CANNOT_BE_CHECKED, Obstacle.LIMIT),
        (claim(later=150), ClaimVerdict.DOES_NOT_AGREE, Obstacle.LIMIT),
        (claim(later=200, value_bound=Bound.MORE_THAN), ClaimVerdict.AGREES, Obstacle.LIMIT),
        (claim(later=300, value_bound=Bound.MORE_THAN), ClaimVerdict.CANNOT_BE_CHECKED, Obstacle.LIMIT),
    ],
)
def test_figure_is_not_checked_against_a_limit_that_does_not_contradict_it(printed, expected, obstacle):
    found = check_claim(printed, None, limit("200"), is_percentage=False)
    assert (found.verdict, found.obstacle) == (expected, obstacle)


def test_change_to_a_limit_is_checked_for_its_direction_only():
    rise, fall = (claim("10", direction=way) for way in ("increase", "decrease"))
    hundred = span_of(observation("100"), Unit.COUNT)
    assert check_claim(rise, hundred, limit("200"), is_percentage=False).verdict is ClaimVerdict.CANNOT_BE_CHECKED
    assert check_claim(fall, hundred, limit("200"), is_percentage=False).direction_wrong


def test_percentage_is_not_checked_against_a_limit():
    found = check_claim(claim(percent=60), None, limit("50"), is_percentage=True)
    assert (found.verdict, found.obstacle) == (ClaimVerdict.CANNOT_BE_CHECKED, Obstacle.LIMIT)


RISE = replace(
    A_CLAIM, earlier=Period(date(2020, 1, 1), "P1Y"), printed=claim("10", direction="increase", earlier=100, later=110)
)


def found_in(*observations, one=RISE, of=None):
    (found,) = checked_claims(partnership(*observations, claims=(one,), of=of))
    return found


def test_change_across_a_break_cannot_be_checked():
    found = found_in(observation("100", 2020), observation("105", 2021, status=Status.BREAK), observation("110", 2022))
    assert (found.check.verdict, found.check.obstacle) == (ClaimVerdict.CANNOT_BE_CHECKED, Obstacle.BREAK)
    assert wording.claim_right(found, metric()) == "counted in another way in between: 100 to 110"


def test_wrong_figure_is_found_also_across_a_break():
    found = found_in(observation("80", 2020), observation("110", 2022, status=Status.BREAK))
    assert found.check.figures_wrong


def test_claim_is_held_against_figures_of_one_way_of_counting():
    found = found_in(observation("100", 2020, method_version="old"), observation("110", 2022))
    assert found.check.verdict is ClaimVerdict.CANNOT_BE_CHECKED


def test_claim_agrees_that_is_right_by_one_of_two_ways_of_counting():
    both = [observation(str(value), year, method_version="new") for value, year in ((100, 2020), (110, 2022))]
    assert found_in(observation("100", 2020), observation("190", 2022), *both).check.verdict is ClaimVerdict.AGREES


def test_words_of_a_limit_stand_beside_the_claim():
    one = replace(A_CLAIM, printed=claim(later=230, value_bound=Bound.ABOUT))
    found = found_in(observation("200", bound=Bound.MORE_THAN, status=Status.ESTIMATED), one=one)
    assert wording.claim_printed(one, metric()) == "about 230"
    assert wording.claim_right(found, metric()) == "a limit only: more than 200"


def test_hedge_of_a_change_is_printed():
    printed = claim("40", direction="increase", change_bound=Bound.MORE_THAN)
    assert wording.claim_printed(replace(A_CLAIM, printed=printed), metric()) == "increase of more than 40%"


# Many claims, as people print them


def rounded(value, digit, how="ROUND_HALF_UP"):
    return (value / digit).quantize(Decimal(1), how) * digit


def one_case(chance):
    """Return a printed change, the two figures as published, whether they are percentages, and their true values."""
    kind = chance.choice(["count", "percent", "rate"])
    if kind == "count":
        true = [Decimal(chance.randint(20, 9000)) for _ in range(2)]
        published = true
    else:
        places = Decimal(1).scaleb(-chance.choice([0, 1, 2]))
        low, high = (20_000, 990_000) if kind == "percent" else (5_000, 3_000_000)
        true = [Decimal(chance.randint(low, high)) / 10_000 for _ in range(2)]
        published = [rounded(value, places) for value in true]
    in_points = kind == "percent" and chance.random() < 0.5
    gap = true[1] - true[0]
    size = abs(gap if in_points else gap / true[0] * 100)
    hedge = chance.choice([None, None, None, Bound.MORE_THAN, Bound.ABOUT, Bound.NEARLY])
    digit = Decimal(10) if hedge else Decimal(1).scaleb(-chance.choice([0, 1]))
    how = {None: chance.choice(["ROUND_HALF_UP", "ROUND_DOWN"]), Bound.ABOUT: "ROUND_HALF_UP"}.get(hedge, "ROUND_DOWN")
    printed = rounded(size, digit, how)
    if hedge is Bound.NEARLY:
        # Nobody says "nearly 40" of 31.
        printed = rounded(size, Decimal(1), "ROUND_UP")
    if hedge and not printed:
        hedge, printed = None, rounded(size, Decimal("0.1"))
    way = "increase" if gap > 0 else "decrease" if gap < 0 else "no-change"
    return (
        claim(printed, unit="percentage-points" if in_points else "percent", direction=way, change_bound=hedge),
        published,
        kind,
    )


def verdict_of_case(printed, published, kind):
    unit = {"count": Unit.COUNT, "percent": Unit.PERCENT, "rate": Unit.RATE}[kind]
    spans = [span_of(observation(str(value)), unit) for value in published]
    return check_claim(printed, *spans, is_percentage=kind == "percent").verdict


FINE = frozenset({ClaimVerdict.AGREES, ClaimVerdict.AGREES_AFTER_ROUNDING})


def test_of_two_thousand_true_claims_at_most_two_are_accused():
    chance = random.Random(1)
    accused = [case for case in (one_case(chance) for _ in range(2000)) if verdict_of_case(*case) not in FINE]
    assert len(accused) <= 2


def spoilt(chance, printed, published, kind):
    """Return a claim that is wrong in one way."""
    digit = Decimal(1).scaleb(int(printed.change.as_tuple().exponent))
    turned = {"increase": "decrease", "decrease": "increase", "no-change": "increase"}[printed.direction]
    ways = [
        replace(printed, change=printed.change + digit, change_bound=None),
        replace(printed, change=printed.change * 2 + digit, change_bound=None),
        replace(printed, change=printed.change + Decimal(chance.randint(2, 20)), change_bound=None),
        replace(printed, direction=turned),
    ]
    return chance.choice(ways), published, kind


def could_be_true(printed, published, kind):
    """Return whether some unrounded figures give what was printed: found by trying many, in the plainest way."""
    half = Decimal(0) if kind == "count" else Decimal(1).scaleb(int(published[0].as_tuple().exponent)) / 2
    ends = [[value + half * step / 40 for step in range(-40, 41)] if half else [value] for value in published]
    digit = Decimal(1).scaleb(int(printed.change.as_tuple().exponent))
    sizes = []
    for earlier, later in product(*ends):
        gap = later - earlier
        if {"increase": gap < 0, "decrease": gap > 0, "no-change": False}[printed.direction]:
            continue
        sizes.append(abs(gap if printed.unit == "percentage-points" else gap / earlier * 100))
    if not sizes:
        return False
    # Sizes change without a jump, so that each between the least and the most is one that could be.
    size = ValueRange(min(sizes), min(sizes), max(sizes))
    if printed.change_bound:
        return satisfies(size, printed.change, printed.change_bound)
    return size.low < printed.change + digit and size.high >= printed.change - digit / 2


def test_of_two_thousand_wrong_claims_only_those_pass_that_rounding_hides():
    chance = random.Random(2)
    cases = [spoilt(chance, *one_case(chance)) for _ in range(2000)]
    passed = [case for case in cases if verdict_of_case(*case) in FINE]
    assert [case for case in passed if not could_be_true(*case)] == []
    assert len(passed) < 300


ENGLAND = area("England", kind="country", comparator=True)


def compared(comparison, own, beside, *, of=None, **other):
    """Return a printed comparison of Riverside with England in 2022, checked."""
    given_claim = replace(A_CLAIM, metric="treatment", against=ENGLAND, printed=claim(comparison=comparison))
    pairs = [("riverside", own, {}), ("england", beside, other)]
    observations = [
        replace(share(top, of_all, 2022, metric="treatment"), area=where, **values)
        for where, (top, of_all), values in pairs
    ]
    treatment = of or metric(Unit.PERCENT, metric="treatment", polarity=Polarity.HIGHER_IS_BETTER)
    whole = partnership(*observations, of=treatment, areas=(area(), ENGLAND), claims=(given_claim,))
    (found,) = checked_claims(whole)
    return found, wording.claim_right(found, treatment)


@pytest.mark.parametrize(
    ("comparison", "own", "beside", "expected"),
    [
        ("higher", (63, 100), (52_000, 100_000), "agrees"),
        ("better", (63, 100), (52_000, 100_000), "agrees"),
        ("lower", (63, 100), (52_000, 100_000), "does not agree"),
        ("worse", (63, 100), (52_000, 100_000), "does not agree"),
        # 63% of 100 people is 53% to 72%: above 52%, and not above 60%.
        ("significantly-better", (63, 100), (52_000, 100_000), "agrees"),
        ("significantly-higher", (63, 100), (60_000, 100_000), "does not agree"),
        ("significantly-worse", (63, 100), (52_000, 100_000), "does not agree"),
        ("similar", (63, 100), (60_000, 100_000), "agrees"),
        ("similar", (63, 100), (52_000, 100_000), "does not agree"),
    ],
)
def test_a_comparison_with_another_area_is_held_against_both_figures(comparison, own, beside, expected):
    assert compared(comparison, own, beside)[0].check.verdict == expected


def test_a_comparison_says_both_figures_and_what_chance_has_to_do_with_them():
    found, right = compared("similar", (63, 100), (52_000, 100_000))
    assert wording.claim_printed(found.claim, metric(unit=Unit.PERCENT)) == "similar to England"
    assert right == "63.0%, 52.0% in England: more than chance"
    _, right = compared("significantly-higher", (63, 100), (60_000, 100_000))
    assert right == "63.0%, 60.0% in England: chance alone could make the difference"


@pytest.mark.parametrize(
    ("comparison", "values", "obstacle"),
    [
        ("higher", {"bound": Bound.MORE_THAN}, Obstacle.LIMIT),
        ("higher", {"method_version": "other"}, Obstacle.OTHER_METHOD),
        ("higher", {"period": Period(date(2019, 1, 1), "P1Y")}, Obstacle.NO_FIGURE),
        ("higher", {"value": None, "status": Status.NOT_AVAILABLE}, Obstacle.NO_FIGURE),
    ],
)
def test_a_comparison_without_two_figures_alike_accuses_nobody(comparison, values, obstacle):
    found, _ = compared(comparison, (10, 100), (52_000, 100_000), **values)
    assert (found.check.verdict, found.check.obstacle) == (ClaimVerdict.CANNOT_BE_CHECKED, obstacle)


def test_what_no_test_can_say_is_not_called_wrong():
    estimate = metric(Unit.PERCENT, metric="treatment", counted_as=CountedAs.SURVEY)
    for comparison in ("similar", "significantly-higher"):
        found, right = compared(comparison, (63, 100), (52_000, 100_000), of=estimate)
        assert found.check.obstacle is Obstacle.NO_TEST
        assert right == "63.0%, 52.0% in England, without what a test of chance needs"


def test_nobody_calls_a_figure_better_that_has_no_good_direction():
    neither = metric(Unit.PERCENT, metric="treatment", polarity=Polarity.NEITHER)
    assert compared("better", (63, 100), (52_000, 100_000), of=neither)[0].check.obstacle is Obstacle.NO_POLARITY


def test_figures_that_only_rounding_can_tell_apart_agree_after_rounding():
    alike = ValueRange(Decimal(63), Decimal("62.5"), Decimal("63.5"))
    found = check_comparison("higher", alike, alike, Comparison.SIMILAR, Polarity.NEITHER)
    assert found is ClaimVerdict.AGREES_AFTER_ROUNDING
