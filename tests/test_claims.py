"""What reports printed is recomputed: every wrong figure is found, and no right one is accused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import pipeline, wording
from builder.model import Claim, Period, Printed, Unit
from builder.statistics import CheckedClaim
from builder.statistics.claims import FAILS, Verdict, check_claim, checked_claims
from tests.examples import metric, observation
from tests.projects import FROZEN

COUNTS = st.integers(1, 10**6).map(Decimal)


def claim(change=None, unit="percent", direction="", earlier=None, later=None, **values):
    numbers = {"earlier": earlier, "later": later, "change": change, **values}
    given_numbers = {name: None if number is None else Decimal(number) for name, number in numbers.items()}
    return Printed(
        **{"numerator": None, "denominator": None, "percent": None, **given_numbers}, unit=unit, direction=direction
    )


def verdict(printed, earlier, later, *, is_percentage=False):
    values = [None if value is None else Decimal(value) for value in (earlier, later)]
    return check_claim(printed, *values, is_percentage=is_percentage).verdict


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
    assert verdict(claim(printed), earlier, later) is Verdict.AGREES


@pytest.mark.parametrize(("printed", "earlier", "later"), [("12.7", 133, 150), ("6.1", 1300, 1220)])
def test_percentage_with_digits_cut_off_agrees_after_rounding(printed, earlier, later):
    assert verdict(claim(printed), earlier, later) is Verdict.AGREES_AFTER_ROUNDING


def test_18_8_percent_for_570_to_665_does_not_agree_and_16_7_is_right():
    found = check_claim(claim("18.8"), Decimal(570), Decimal(665), is_percentage=False)
    assert (found.verdict, round(found.right_change, 1)) == (Verdict.DOES_NOT_AGREE, Decimal("16.7"))


@pytest.mark.parametrize(
    ("printed", "earlier", "later"),
    [("11.7", "38.6", "50.3"), ("18.5", "46.2", "64.7"), ("2", "48", "46"), ("1", "41", "42")],
)
def test_percentage_points_called_per_cent_have_the_wrong_unit(printed, earlier, later):
    assert verdict(claim(printed), earlier, later, is_percentage=True) is Verdict.WRONG_UNIT


def test_15_1_percent_for_42_2_to_57_5_does_not_agree():
    found = check_claim(claim("15.1"), Decimal("42.2"), Decimal("57.5"), is_percentage=True)
    assert (found.verdict, found.right_change) == (Verdict.DOES_NOT_AGREE, Decimal("15.3"))


def test_percentage_points_called_so_agree():
    assert verdict(claim("15.3", unit="percentage-points"), "42.2", "57.5", is_percentage=True) is Verdict.AGREES


def test_relative_change_of_a_percentage_agrees_as_per_cent():
    assert verdict(claim("36.3"), "42.2", "57.5", is_percentage=True) is Verdict.AGREES


def test_wrong_direction_does_not_agree():
    found = check_claim(claim("10", direction="decrease"), Decimal(150), Decimal(165), is_percentage=False)
    assert (found.verdict, found.direction_wrong) == (Verdict.DOES_NOT_AGREE, True)


def test_figure_that_is_not_the_observed_one_does_not_agree():
    assert verdict(claim("10", earlier=140, later=165), 150, 165) is Verdict.DOES_NOT_AGREE


def test_change_without_an_earlier_figure_cannot_be_checked():
    assert verdict(claim("20", direction="decrease"), None, 2006) is Verdict.CANNOT_BE_CHECKED


def test_share_is_recomputed_from_its_printed_parts():
    # 3,463 of 5,348 is 64.75%, printed as 65%.
    assert verdict(claim(numerator=3463, denominator=5348, percent=65), None, None) is Verdict.AGREES


def test_rounded_total_agrees_after_rounding():
    assert verdict(claim(later=7_100_000), None, 7_081_000) is Verdict.AGREES_AFTER_ROUNDING


@pytest.mark.parametrize(("printed", "observed"), [(100, 149), (10, 14), (1000, 600)])
def test_zeros_do_not_stand_for_more_than_rounding(printed, observed):
    assert verdict(claim(later=printed), None, observed) is Verdict.DOES_NOT_AGREE


@pytest.mark.parametrize(("printed", "observed"), [(100, 104), (300, 304), (2000, 2049), (10, "10.4")])
def test_zeros_stand_for_rounding(printed, observed):
    assert verdict(claim(later=printed), None, observed) is Verdict.AGREES_AFTER_ROUNDING


@pytest.mark.parametrize(("printed", "observed"), [(10, "14.9"), (50, "45"), (100, "96")])
def test_zero_at_the_end_of_a_percentage_is_no_rounding(printed, observed):
    assert verdict(claim(later=printed), None, observed, is_percentage=True) is Verdict.DOES_NOT_AGREE


def test_percentage_printed_without_its_parts_is_held_against_the_observed_one():
    assert verdict(claim(percent="18.8"), None, "16.7", is_percentage=True) is Verdict.DOES_NOT_AGREE
    assert verdict(claim(percent="17"), None, "16.7", is_percentage=True) is Verdict.AGREES
    assert verdict(claim(percent="17"), None, "16.7") is Verdict.CANNOT_BE_CHECKED


def test_wrong_earlier_figure_is_found_without_a_printed_change():
    found = check_claim(claim(earlier=140, later=165), Decimal(150), Decimal(165), is_percentage=False)
    assert (found.verdict, found.right_value) == (Verdict.DOES_NOT_AGREE, Decimal(150))


def test_change_in_numbers_is_put_right_in_numbers():
    found = check_claim(claim("14", unit="count"), Decimal(150), Decimal(165), is_percentage=False)
    assert (found.verdict, found.right_change) == (Verdict.DOES_NOT_AGREE, Decimal(15))


def test_any_percentage_from_zero_does_not_agree():
    assert verdict(claim("100"), 0, 5) is Verdict.DOES_NOT_AGREE


@given(COUNTS, COUNTS, st.integers(0, 3))
def test_change_that_is_printed_rightly_is_never_accused(earlier, later, decimals):
    right = abs((later - earlier) / earlier * 100)
    printed = right.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")
    assert verdict(claim(printed), earlier, later) is Verdict.AGREES


@given(COUNTS, COUNTS, st.decimals(min_value=1, max_value=50, places=1))
def test_change_that_is_off_by_a_digit_or_more_is_always_found(earlier, later, error):
    right = abs((later - earlier) / earlier * 100)
    printed = right.quantize(Decimal("0.1"), "ROUND_HALF_UP") + error
    assert verdict(claim(printed), earlier, later) is Verdict.DOES_NOT_AGREE


def test_right_figures_stand_beside_a_right_change_from_wrong_ones():
    printed = claim("9.64", direction="increase", earlier=5807, later=6466)
    found = CheckedClaim(
        replace(A_CLAIM, printed=printed),
        check_claim(printed, Decimal(5807), Decimal(6366), is_percentage=False),
        observation("5807", 2022),
        observation("6366", 2024),
    )
    assert wording.claim_printed(found.claim, metric()) == "increase of 9.64% (5,807 to 6,466)"
    assert wording.claim_right(found, metric()) == "increase of 9.63% (5,807 to 6,366)"


def test_figure_is_quoted_with_every_digit_that_the_report_printed():
    percentage = metric(Unit.PERCENT)
    printed = claim(later="51.74")
    check = check_claim(printed, None, Decimal("51.70"), is_percentage=True)
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
        ("prison-continuity-partnership", Verdict.DOES_NOT_AGREE),
        ("treatment-progress-derbyshire", Verdict.WRONG_UNIT),
        ("treatment-progress-derby", Verdict.WRONG_UNIT),
        ("drug-admissions-derby", Verdict.DOES_NOT_AGREE),
        ("prison-continuity-derbyshire", Verdict.WRONG_UNIT),
        ("prison-continuity-derby", Verdict.WRONG_UNIT),
    ]
