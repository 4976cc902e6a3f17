"""Personal data is recognised, whatever it looks like; ordinary figures and words are not taken for it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import privacy
from builder.privacy import PersonalData
from tests.projects import FROZEN


def kinds(text):
    return {kind for kind, _ in privacy.personal_data_in(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to a.person@example.org today", PersonalData.EMAIL),
        ("NHS number 943 476 5919", PersonalData.NHS_NUMBER),
        ("9434765919", PersonalData.NHS_NUMBER),
        ("943-476-5919", PersonalData.NHS_NUMBER),
        ("QQ 12 34 56 C", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("ab123456c", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("call 01632 960 001", PersonalData.PHONE_NUMBER),
        ("+44 1632 960001", PersonalData.PHONE_NUMBER),
        ("07700 900 123", PersonalData.PHONE_NUMBER),
        ("(01632) 960001", PersonalData.PHONE_NUMBER),
        ("lives at NN17 1QG", PersonalData.POSTCODE),
        ("SW1A1AA", PersonalData.POSTCODE),
        ("de1 2fs", PersonalData.POSTCODE),
        ("born on 3 May 1990", PersonalData.DATE_OF_BIRTH),
        ("DOB: 03/05/1990", PersonalData.DATE_OF_BIRTH),
        ("date of birth 1990-05-03", PersonalData.DATE_OF_BIRTH),
        ("write to a.person(at)example.org", PersonalData.EMAIL),
        ("NHS-9434765919", PersonalData.NHS_NUMBER),
        ("No.943 476 5919", PersonalData.NHS_NUMBER),
        ("943  476  5919", PersonalData.NHS_NUMBER),
        ("943.476.5919", PersonalData.NHS_NUMBER),
        ("9434765919,9434765870", PersonalData.NHS_NUMBER),
        ("AB-12-34-56-C", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("0044 1632 960001", PersonalData.PHONE_NUMBER),
        ("tel.01632960001", PersonalData.PHONE_NUMBER),
        ("01632.960001", PersonalData.PHONE_NUMBER),
        ("0163.296.0001", PersonalData.PHONE_NUMBER),
        ("01632960001,01632960002", PersonalData.PHONE_NUMBER),
        ("lives at NN17  1QG", PersonalData.POSTCODE),
        ("DOB 3rd May 1990", PersonalData.DATE_OF_BIRTH),
        ("born on the 3rd of May 1990", PersonalData.DATE_OF_BIRTH),
        ("born May 3, 1990", PersonalData.DATE_OF_BIRTH),
        ("date_of_birth: 1990-05-03", PersonalData.DATE_OF_BIRTH),
        ("a.person at example.org", PersonalData.EMAIL),
        ("943/476/5919", PersonalData.NHS_NUMBER),
        ("943\u00a0476\u00a05919", PersonalData.NHS_NUMBER),
        ("943\u2013476\u20135919", PersonalData.NHS_NUMBER),
        ("mobile-07700900123", PersonalData.PHONE_NUMBER),
        ("DE1-2FS", PersonalData.POSTCODE),
        ("lives at NN17\u00a01QG", PersonalData.POSTCODE),
    ],
)
def test_personal_data_is_recognised(text, kind):
    if kind is PersonalData.NATIONAL_INSURANCE_NUMBER and text.startswith("QQ"):
        # Q is never issued: the example of the form itself is no number of anybody.
        assert kinds(text) == set()
        return
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5807",
        "3000000000",
        "£2,678,000",
        "2024-03-31",
        "E06000015",
        "From March 2022 to March 2024",
        "section 2.6, first bullet",
        "Appendix 2, Derby City panel",
        "36 county lines and 179 disruptions",
        "national ambitions 2024-25",
        "priority 1.1 of the plan, page 12",
        "1234567890",
        "born again communities",
        "babies born in 2019, 2020 and 2021",
        "0.052631579",
        "0.05263157894736842",
        "£9434765919",
        "12.9434765919",
        "E06000015,E06000016",
        "1,000 people (at least)",
        "class A drugs",
        "Find out more at nhs.uk, or at www.gov.uk.",
        "parts 1-2 and q1-2nd",
        "2024-01632960001",
        "https://www.gov.uk/government/publications/drugs-strategy",
    ],
)
def test_ordinary_text_is_not_taken_for_personal_data(text):
    assert kinds(text) == set()


def test_published_data_is_not_taken_for_personal_data():
    cells = [
        cell
        for path in sorted(FROZEN.rglob("*.csv"))
        for row in csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
        for cell in row
    ]
    assert [cell for cell in cells if kinds(cell)] == []


@given(st.integers(10**8, 10**9 - 1))
def test_every_number_with_a_right_check_digit_is_an_nhs_number(first_nine):
    digits = str(first_nine)
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
    valid = {str(check % 11)} if check != 10 else set()
    found = {last for last in "0123456789" if privacy.is_nhs_number(digits + last)}
    assert found == {last for last in valid if len(set(digits + last)) > 1}


@given(st.text(), st.sampled_from(["a.person@example.org", "943 476 5919", "07700 900 123"]))
def test_nothing_personal_is_left_in_what_a_message_shows(text, personal):
    assert personal not in privacy.without_personal_data(f"{text} {personal} {text}")


@pytest.mark.parametrize("column", ["Surname", "nhs number", "Date of Birth", "e-mail", "client_id"])
def test_column_named_for_people_is_recognised(column):
    assert privacy.is_about_people(column)


@pytest.mark.parametrize("column", ["metric", "area", "value", "group", "period_start", "organisation"])
def test_column_of_the_schemas_is_not_named_for_people(column):
    assert not privacy.is_about_people(column)


@pytest.mark.parametrize("number", ["155.2639487", "943476.5919", "0.9434765919", "96.0148125588723", "943.4765919"])
def test_number_with_decimals_is_no_nhs_number(number):
    assert kinds(number) == set()
