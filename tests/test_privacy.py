"""Personal data is recognised, whatever it looks like; ordinary figures and words are not taken for it."""

import csv
import io
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.project import personal_data
from builder.project.personal_data import AboutOnePerson, PersonalData
from tests.projects import FROZEN


def kinds(text):
    return {kind for kind, _ in personal_data.personal_data_in(text)}


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
        ("jane (at) example (dot) org", PersonalData.EMAIL),
        ("jane[at]example[dot]org", PersonalData.EMAIL),
        ("jane {at} example.org", PersonalData.EMAIL),
        ("jane at example dot org", PersonalData.EMAIL),
        ("jane.doe at example dot co dot uk", PersonalData.EMAIL),
        ("jane @ example . org", PersonalData.EMAIL),
        ("jane@localhost", PersonalData.EMAIL),
        ("jane@[192.0.2.1]", PersonalData.EMAIL),
        ("jane%40example.org", PersonalData.EMAIL),
        ("jane%2540example.org", PersonalData.EMAIL),
        ("jane&#64;example.org", PersonalData.EMAIL),
        ("jane&commat;example.org", PersonalData.EMAIL),
        ("\uff4aane\uff20example\uff0eorg", PersonalData.EMAIL),
        ("jane\u200b@\u2060example.org", PersonalData.EMAIL),
        ("NHS No: 943 4765 919", PersonalData.NHS_NUMBER),
        ("NHS: 94 34 76 59 19", PersonalData.NHS_NUMBER),
        ("943&nbsp;476&nbsp;5919", PersonalData.NHS_NUMBER),
        ("943%20476%205919", PersonalData.NHS_NUMBER),
        ("9 4 3 4 7 6 5 9 1 9", PersonalData.NHS_NUMBER),
        ("94347_65919", PersonalData.NHS_NUMBER),
        ("943\n476\n5919", PersonalData.NHS_NUMBER),
        ("943\u00ad476\u200d5919", PersonalData.NHS_NUMBER),
        ("AB.12.34.56.C", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("A B 12 34 56 C", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("AB/12/34/56/C", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("AB 12 34 56", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("AB123456", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("NI number ab123456", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("NI number sc123456", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("\uff21\uff22\uff11\uff12\uff13\uff14\uff15\uff16\uff23", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("\uff10\uff11\uff16\uff13\uff12 \uff19\uff16\uff10\uff10\uff10\uff11", PersonalData.PHONE_NUMBER),
        ("\u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660 \u0661\u0662\u0663", PersonalData.PHONE_NUMBER),
        ("+1 415 555 0123", PersonalData.PHONE_NUMBER),
        ("0033 1 23 45 67 89", PersonalData.PHONE_NUMBER),
        ("+44.7700.900123", PersonalData.PHONE_NUMBER),
        ("+44 (0) 7700 900123", PersonalData.PHONE_NUMBER),
        ("07700/900123", PersonalData.PHONE_NUMBER),
        ("07700_900_123", PersonalData.PHONE_NUMBER),
        ("0 7 7 0 0 9 0 0 1 2 3", PersonalData.PHONE_NUMBER),
        ("tel:07700&nbsp;900&#32;123", PersonalData.PHONE_NUMBER),
        ("NN17.1QG", PersonalData.POSTCODE),
        ("NN17&nbsp;1QG", PersonalData.POSTCODE),
        ("post code B1 2AB", PersonalData.POSTCODE),
        ("\uff2e\uff2e\uff11\uff17 \uff11\uff31\uff27", PersonalData.POSTCODE),
        ("birthday 12/03/1987", PersonalData.DATE_OF_BIRTH),
        ("birthdate: March 12th, 1987", PersonalData.DATE_OF_BIRTH),
        ("aged 37 (12/03/1987)", PersonalData.DATE_OF_BIRTH),
        ("37 years old (12.03.1987)", PersonalData.DATE_OF_BIRTH),
        ("12/03/1987, aged 37", PersonalData.DATE_OF_BIRTH),
        ("12 March 1987 (DOB)", PersonalData.DATE_OF_BIRTH),
        ("born in March 1987", PersonalData.DATE_OF_BIRTH),
        ("born 12-Mar-1987", PersonalData.DATE_OF_BIRTH),
        ("DOB 12031987", PersonalData.DATE_OF_BIRTH),
        ("D.O.B. 12 03 1987", PersonalData.DATE_OF_BIRTH),
        ("passport number 123456789", PersonalData.PASSPORT_NUMBER),
        ("Passport no. AB1234567", PersonalData.PASSPORT_NUMBER),
        ("AB12 CDE", PersonalData.NUMBER_PLATE),
        ("AB12CDE", PersonalData.NUMBER_PLATE),
        ("car reg A123 BCD", PersonalData.NUMBER_PLATE),
        ("sort code 12-34-56 account 12345678", PersonalData.BANK_ACCOUNT),
        ("12 34 56, 12345678", PersonalData.BANK_ACCOUNT),
        ("sort code: 123456", PersonalData.BANK_ACCOUNT),
        ("account number 12345678", PersonalData.BANK_ACCOUNT),
        ("GB29 NWBK 6016 1331 9268 19", PersonalData.BANK_ACCOUNT),
        ("NI number BG123456A", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("National Insurance: FY 12 34 56 D", PersonalData.NATIONAL_INSURANCE_NUMBER),
        ("driving licence MORGA 657054 SM9IJ", PersonalData.DRIVING_LICENCE),
        ("MORGA657054SM9IJ", PersonalData.DRIVING_LICENCE),
        ("licence fox99-855123-a99xy", PersonalData.DRIVING_LICENCE),
        ("hospital number 1234567", PersonalData.CASE_NUMBER),
        ("Patient ID: K123456", PersonalData.CASE_NUMBER),
        ("MRN 00123456", PersonalData.CASE_NUMBER),
        ("client no. 48213", PersonalData.CASE_NUMBER),
        ("service user ref AB/1234", PersonalData.CASE_NUMBER),
        ("prisoner number A1234BC", PersonalData.CASE_NUMBER),
        ("PNC 12/345678A", PersonalData.CASE_NUMBER),
        ("custody record number 55CA/2231/23", PersonalData.CASE_NUMBER),
        ("case 12345 John Smith", PersonalData.CASE_NUMBER),
        ("IP address 81.2.69.142", PersonalData.INTERNET_ADDRESS),
        ("IP: 2001:db8::ff00:42:8329", PersonalData.INTERNET_ADDRESS),
        ("device 00:1A:2B:3C:4D:5E", PersonalData.INTERNET_ADDRESS),
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
        "0300 123 6600",
        "+44 300 123 6600",
        "0044 300 123 6600",
        "0800 1111",
        "0808 801 0677",
        "0808 2000 247",
        "call 111, 119 or 999, or the Samaritans on 116 123",
        "1500000000",
        "\u00a31 500 000 000",
        "12 345 678 people",
        "ISBN 0 11 322456 7",
        "ISBN-13: 978-0-11-322456-7",
        "ISBN 0113224567",
        "02-03-2024 04",
        "01/04/2023-31/03/2024",
        "01.04.2023 31.03.2024",
        "2022-23 2023-24",
        "2019 2020 2021",
        "0-10 11-17 18-24",
        "10-14 15-19 20-24",
        "01 02 03 04 05",
        "+5 to +10 percentage points",
        "3.45 4.56 7.89 1.23",
        "a share of 0.9434765919",
        "code B1 2AB",
        "Table B1 2AB",
        "Q1 2AB",
        "FY24 NHS",
        "company number SC123456",
        "charity OC301234",
        "grid reference SK123456",
        "10.1136/bmj.1234",
        "version 1.2.3.4",
        "open 9.00-17.00 and 18.00-20.00",
        "follow us @derbycity",
        "people born before 1 April 1990",
        "born between 1 January 1980 and 31 December 1989",
        "babies born in March 2019",
        "residents aged 65 (31 March 2024)",
        "aged 18 and over (31 March 2024)",
        "a passport to good health, 2024 to 2030",
        "the sort code is not held",
        "a driving licence is lost for 12 months",
        "hospital numbers rose by 1234",
        "the hospital number of beds is 1200",
        "patient numbers: 12000 in 2023",
        "client number targets of 1200",
        "pupil numbers 2345",
        "case 3 Derby Road",
        "a case of 12345 people",
        "in case 2023 Figures are late",
        "IP law and 2.3.1.4",
        "open 09:00-17:30",
        "NI 2019 to 2021",
        "a PNC check in 2023",
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


SCRIPTS = ["0", "\uff10", "\u0660", "\u06f0", "\u0966", "\u09e6", "\u0e50", "\U0001d7ce"]
"""The zero of some scripts; the other digits follow it."""
GAPS = ["", " ", ".", "_", "-", "/", "\u00a0", "\u2009", "\u200b", "\u2060", "\u2011", "\u2013", "\n", "&nbsp;", "%20"]


def in_script(text, zero):
    return "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in text)


@given(st.sampled_from(SCRIPTS), st.sampled_from(GAPS), st.sampled_from(GAPS))
def test_nhs_number_is_recognised_in_every_script_and_with_every_gap(zero, first, second):
    # One full stop alone makes a decimal.
    assume(sorted(gap.strip("\u200b\u2060") for gap in (first, second)) != ["", "."])
    one, two, three = (in_script(group, zero) for group in ("943", "476", "5919"))
    assert PersonalData.NHS_NUMBER in kinds(f"seen: {one}{first}{two}{second}{three}.")


@given(st.sampled_from(SCRIPTS), st.lists(st.sampled_from(GAPS), min_size=3, max_size=3))
def test_phone_number_is_recognised_in_every_script_and_with_every_gap(zero, gaps):
    parts = [in_script(part, zero) for part in ("077", "00", "900", "123")]
    written = parts[0] + "".join(gap + part for gap, part in zip(gaps, parts[1:], strict=True))
    assert PersonalData.PHONE_NUMBER in kinds(f"call {written} today")


@given(st.sampled_from(SCRIPTS), st.sampled_from(GAPS))
def test_insurance_number_is_recognised_in_every_script_and_with_every_gap(zero, gap):
    written = gap.join(["AB", *(in_script(pair, zero) for pair in ("12", "34", "56")), "C"])
    assert PersonalData.NATIONAL_INSURANCE_NUMBER in kinds(written)


@given(st.decimals(min_value=0, max_value=1, places=10) | st.decimals(min_value=0, max_value=99_999, places=9))
def test_decimal_is_no_number_of_a_person(number):
    assert kinds(f"a share of {number:f}") == set()


@given(
    st.dates(date(2023, 1, 1), date(2023, 12, 31)),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y"]),
)
def test_days_are_no_number_of_a_person(first, last, form):
    assert kinds(f"{first:{form}} {last:{form}}") == set()


@pytest.mark.parametrize(
    "text",
    [
        "jane (at) example (dot) org",
        "943&nbsp;476&nbsp;5919",
        "\uff10\uff17\uff17\uff10\uff10 900 123",
        "jane%40example.org",
        "AB.12.34.56.C",
    ],
)
def test_other_way_of_writing_is_not_shown_either(text):
    shown = personal_data.without_personal_data(f"The cell says {text}, twice.")
    assert shown == "The cell says [hidden], twice."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mr Smith was seen.", AboutOnePerson.NAME),
        ("Mrs. O'Brien", AboutOnePerson.NAME),
        ("Miss Jones", AboutOnePerson.NAME),
        ("Dr Jones said so.", AboutOnePerson.NAME),
        ("Cllr Ann Smith", AboutOnePerson.NAME),
        ("A woman aged 37 from Kettering", AboutOnePerson.AGE_AND_PLACE),
        ("A man, 37, from Kettering", AboutOnePerson.AGE_AND_PLACE),
        ("A woman of 37 from Kettering", AboutOnePerson.AGE_AND_PLACE),
        ("A resident (37) of Corby", AboutOnePerson.AGE_AND_PLACE),
        ("a patient aged 37, Kettering", AboutOnePerson.AGE_AND_PLACE),
        ("a 37-year-old man from Kettering", AboutOnePerson.AGE_AND_PLACE),
        ("a thirty-seven-year-old in Corby", AboutOnePerson.AGE_AND_PLACE),
        ("one 82 year old from Derby", AboutOnePerson.AGE_AND_PLACE),
        ("lives at 14 Mill Lane, Kettering", AboutOnePerson.STREET_ADDRESS),
        ("Flat 2, 14a High Street", AboutOnePerson.STREET_ADDRESS),
        ("the only woman in Corby", AboutOnePerson.ONLY_ONE),
        ("The only young person who died", AboutOnePerson.ONLY_ONE),
        ("She was the only one in Corby.", AboutOnePerson.ONLY_ONE),
        ("Snapchat: @jane.smith99", AboutOnePerson.ACCOUNT),
        ("he sells on Telegram as @plug_kettering", AboutOnePerson.ACCOUNT),
        ("username jsmith_99", AboutOnePerson.ACCOUNT),
    ],
)
def test_what_may_be_about_one_person_is_pointed_out(text, kind):
    assert [found for found, _ in personal_data.hints_in(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "16-year-olds in Derby",
        "15-year-old pupils in England",
        "people aged 18 and over in Derby",
        "adults aged 18 to 64 in Corby",
        "Children aged 15 from Derby",
        "a 5-year plan for Derby",
        "a 10-year-old strategy in England",
        "the only source",
        "the only county in which it rose",
        "the only service of its kind in Corby",
        "The only people counted are adults.",
        "the only case management system",
        "4 Court cases in Derby",
        "the 12 Place panels",
        "12 Drug Court sessions",
        "Miss Out",
        "Professional Standards",
        "Drug misuse and revised figures",
        "the Dr Who clinic",
        "Dr Gray's Hospital",
        "Mrs Smith Trust",
        "a pair of Dr Martens boots",
        "St Dr Foster and Partners Surgery",
        "Twitter: @NHS_Northants, @DerbyCC",
        "Follow us on Facebook @derby_recovery_network",
        "the handle of a door",
        "a username and password",
    ],
)
def test_what_is_about_many_is_not_pointed_out(text):
    assert list(personal_data.hints_in(text)) == []


@given(st.integers(10**8, 10**9 - 1))
def test_every_number_with_a_right_check_digit_is_an_nhs_number(first_nine):
    digits = str(first_nine)
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
    valid = {str(check % 11)} if check != 10 else set()
    found = {last for last in "0123456789" if personal_data.is_nhs_number(digits + last)}
    assert found == {last for last in valid if len(set(digits + last)) > 1}


@given(st.text(), st.sampled_from(["a.person@example.org", "943 476 5919", "07700 900 123"]))
def test_nothing_personal_is_left_in_what_a_message_shows(text, personal):
    assert personal not in personal_data.without_personal_data(f"{text} {personal} {text}")


@pytest.mark.parametrize("column", ["Surname", "nhs number", "Date of Birth", "e-mail", "client_id"])
def test_column_named_for_people_is_recognised(column):
    assert personal_data.is_about_people(column)


@pytest.mark.parametrize("column", ["metric", "area", "value", "group", "period_start", "organisation"])
def test_column_of_the_schemas_is_not_named_for_people(column):
    assert not personal_data.is_about_people(column)


@pytest.mark.parametrize("number", ["155.2639487", "943476.5919", "0.9434765919", "96.0148125588723", "943.4765919"])
def test_number_with_decimals_is_no_nhs_number(number):
    assert kinds(number) == set()
