"""A metric that a declaration takes out of the audit is pointed out where its words speak of people."""

import pytest

from builder.disclosure import find_exempt_metrics
from tests.disclosure_example import holdings


def pointed_out(**cells):
    """Return the column of each warning about one metric."""
    (holding,) = holdings(metrics=[{"metric": "m", "unit": "count", **cells}])
    problems = list(find_exempt_metrics(holding.own))
    assert all((one.level, one.cause) == ("warning", "protection-switched-off") for one in problems)
    return [one.place.field for one in problems]


OF_PEOPLE = [
    "Hospital admissions for poisoning by drugs",
    "Deaths related to drugs",
    "Number of people in treatment",
    "The number of new patients seen by a nurse",
    "Drug-related deaths (all ages)",
    "Children taken into care",
    "Emergency hospital stays",
    "Referrals made by the police",
    "Families supported",
]
OF_THINGS = [
    "Naloxone kits handed to people",
    "Children's services inspected",
    "County lines closed",
    "Disruptions of gangs that harm children",
    "Pharmacies that serve patients",
    "Records of people in treatment",
    "Training places for adults",
    "Visits by nurses to prisoners",
]


@pytest.mark.parametrize("text", OF_PEOPLE)
@pytest.mark.parametrize("field", ["title", "counted", "definition"])
def test_metric_of_things_whose_words_name_people_is_pointed_out(field, text):
    assert pointed_out(counts="things", **{field: text}) == ["counts"]


@pytest.mark.parametrize("text", OF_PEOPLE)
def test_metric_with_a_unit_of_its_own_whose_words_name_people_is_pointed_out(text):
    assert pointed_out(unit="number", title=text) == ["unit"]


@pytest.mark.parametrize("text", OF_THINGS)
def test_metric_of_things_is_not_pointed_out(text):
    assert pointed_out(counts="things", title=text, definition=text) == []


@pytest.mark.parametrize(
    "cells", [{"counts": "events"}, {"counts": "people"}, {}, {"counts": "things", "unit": "pounds"}]
)
def test_metric_that_is_looked_after_or_has_no_counts_is_not_pointed_out(cells):
    assert pointed_out(title=OF_PEOPLE[0], **cells) == []


def test_rate_that_is_said_to_be_weighted_is_pointed_out_where_its_words_do_not_say_it():
    rate = {"unit": "rate", "rate_base": "100000", "standardised": "yes"}
    assert pointed_out(title="Deaths from poisoning", **rate) == ["standardised"]
    assert pointed_out(title="Deaths from poisoning", definition="Age-standardised deaths.", **rate) == []
    assert pointed_out(title="Deaths from poisoning", limitations="Adjusted for age.", **rate) == []
