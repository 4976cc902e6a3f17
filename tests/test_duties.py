"""How duties stand: due dates are computed from the last time and never from a clock."""

from dataclasses import replace
from datetime import date

import pytest

from builder import wording
from builder.analysis.days import later
from builder.analysis.duties import Standing, Timeliness, duty_standing, duty_standings, standing_counts, timeliness
from builder.model.governance import DateBasis, Strength
from tests.governance_examples import duty, evidence

TODAY = date(2025, 1, 30)


@pytest.mark.parametrize(
    ("day", "duration", "expected"),
    [
        (date(2022, 11, 30), "P3Y", date(2025, 11, 30)),
        (date(2023, 4, 30), "P1Y", date(2024, 4, 30)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 8, 31), "P6M", date(2025, 2, 28)),
        (date(2024, 12, 15), "P1M", date(2025, 1, 15)),
        (date(2024, 12, 30), "P1W", date(2025, 1, 6)),
        (date(2024, 12, 30), "P10D", date(2025, 1, 9)),
    ],
)
def test_later_day_is_a_calendar_day(day, duration, expected):
    assert later(day, duration) == expected


def test_duty_met_on_its_last_day_is_met():
    assert duty_standing(duty(), [evidence(date(2022, 11, 30))], TODAY).standing is Standing.MET


def test_duty_met_a_day_after_is_met_late():
    assert duty_standing(duty(), [evidence(date(2022, 12, 1))], TODAY).standing is Standing.MET_LATE


def test_date_of_a_document_never_proves_that_a_duty_was_met_late():
    one = evidence(date(2023, 4, 28), DateBasis.IMPLIED)
    assert timeliness(one, date(2022, 11, 30)) is Timeliness.NOT_KNOWN
    assert duty_standing(duty(), [one], TODAY).standing is Standing.MET_TIME_NOT_KNOWN


def test_date_of_a_document_proves_that_a_duty_was_met_in_time():
    assert timeliness(evidence(date(2022, 11, 1), DateBasis.IMPLIED), date(2022, 11, 30)) is Timeliness.IN_TIME


def test_duty_without_a_date_is_met_whenever_it_is_met():
    found = duty_standing(duty(first_due=None), [evidence(date(2024, 1, 1))], TODAY)
    assert (found.standing, found.latest.timeliness, found.due) == (Standing.MET, Timeliness.NO_DATE, None)


def test_needs_assessment_is_due_again_three_years_after_the_last():
    found = duty_standing(duty("P3Y"), [evidence(date(2022, 11, 1))], TODAY)
    assert (found.standing, found.due) == (Standing.MET, date(2025, 11, 1))


def test_report_is_due_again_a_year_after_the_last_however_late_that_was():
    report = duty("P1Y", date(2023, 4, 30))
    found = duty_standing(report, [evidence(date(2024, 6, 1))], TODAY)
    assert (found.standing, found.due) == (Standing.MET_LATE, date(2025, 6, 1))


@pytest.mark.parametrize(
    ("today", "standing"), [(date(2025, 1, 15), Standing.MET), (date(2025, 1, 16), Standing.OVERDUE)]
)
def test_duty_is_overdue_from_the_day_after_it_is_due(today, standing):
    report = duty("P1Y", date(2024, 1, 31))
    assert duty_standing(report, [evidence(date(2024, 1, 15))], today).standing is standing


def test_due_date_counted_from_a_document_is_the_latest_that_it_can_be():
    report = duty("P1Y")
    found = [duty_standing(report, [evidence(TODAY, basis)], TODAY).due_at_the_latest for basis in DateBasis]
    assert list(zip(DateBasis, found, strict=True)) == [
        (DateBasis.STATED, False),
        (DateBasis.IMPLIED, True),
        (DateBasis.NOT_PUBLISHED, True),
    ]


def test_duty_that_was_done_before_its_document_is_not_called_late():
    one = evidence(date(2023, 4, 28), DateBasis.NOT_PUBLISHED)
    found = duty_standing(duty(), [one], TODAY)
    assert found.standing is Standing.MET_UNDATED
    assert wording.duties_sentence([found]) == "We found proof of the thing that the government asks for."


def partial(day):
    return replace(evidence(day), strength=Strength.SOME)


def test_part_of_what_is_asked_meets_a_duty_partly():
    found = duty_standing(duty(), [partial(date(2022, 11, 1))], TODAY)
    assert found.standing is Standing.PARTLY
    assert wording.duties_sentence([found]) == (
        "We found no proof of the thing that the government asks for. For 1, we found proof of a part."
    )


def test_duty_of_one_time_is_met_once_the_whole_is_shown():
    found = duty_standing(duty(), [partial(date(2022, 10, 1)), evidence(date(2022, 11, 1))], TODAY)
    assert (found.standing, found.decisive.evidence.date) == (Standing.MET, date(2022, 11, 1))


def test_duty_that_repeats_is_judged_by_its_last_evidence():
    report = duty("P1Y", date(2024, 4, 30))
    found = duty_standing(report, [evidence(date(2024, 4, 1)), partial(date(2025, 1, 1))], TODAY)
    assert found.standing is Standing.PARTLY


def test_each_time_is_judged_by_the_time_before():
    report = duty("P1Y", date(2023, 4, 30))
    days = (date(2024, 9, 1), date(2023, 4, 1), date(2025, 1, 1))
    found = duty_standing(report, [evidence(day) for day in days], TODAY)
    assert [(one.due, one.timeliness) for one in found.occurrences] == [
        (date(2023, 4, 30), Timeliness.IN_TIME),
        (date(2024, 4, 1), Timeliness.LATE),
        (date(2025, 9, 1), Timeliness.IN_TIME),
    ]
    assert found.standing is Standing.MET


def test_more_evidence_for_a_duty_of_one_time_changes_nothing():
    found = duty_standing(duty(), [evidence(date(2024, 5, 1)), evidence(date(2022, 11, 1))], TODAY)
    assert (found.standing, found.due, len(found.occurrences)) == (Standing.MET, None, 2)
    assert found.decisive.evidence.date == date(2022, 11, 1)


@pytest.mark.parametrize(
    ("today", "standing"), [(date(2022, 11, 30), Standing.NOT_DUE_YET), (date(2022, 12, 1), Standing.NO_EVIDENCE)]
)
def test_duty_without_evidence_is_only_missed_after_its_day(today, standing):
    found = duty_standing(duty("P3Y"), [], today)
    assert (found.standing, found.due) == (standing, date(2022, 11, 30))


def test_duty_without_evidence_and_without_date_has_no_evidence():
    assert duty_standing(duty("P3Y", None), [], TODAY).standing is Standing.NO_EVIDENCE


def test_duties_come_by_number_and_each_with_its_own_evidence():
    first, second = duty(duty="first", number=1), duty(duty="second", number=2)
    found = duty_standings([second, first], [evidence(date(2022, 11, 1), duty="second")], TODAY)
    assert [(one.duty.duty, one.standing) for one in found] == [
        ("first", Standing.NO_EVIDENCE),
        ("second", Standing.MET),
    ]
    assert standing_counts(found) == {Standing.MET: 1, Standing.NO_EVIDENCE: 1}
