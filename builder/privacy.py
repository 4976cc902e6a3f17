"""Recognises personal data in text: what it is, never whose.

What is found here is refused before anything is built, and never repeated in a message.
"""

import re
from collections.abc import Iterator
from enum import StrEnum


class PersonalData(StrEnum):
    """A kind of personal data, in an officer's words."""

    EMAIL = "an e-mail address"
    NHS_NUMBER = "an NHS number"
    NATIONAL_INSURANCE_NUMBER = "a National Insurance number"
    PHONE_NUMBER = "a phone number"
    POSTCODE = "a full postcode"
    DATE_OF_BIRTH = "a date of birth"


_EMAIL = re.compile(
    r"[\w.+'-]+(?:@| ?[(\[]at[)\]] ?)[\w-]+(?:\.[\w-]+)+|[\w+'-]+\.[\w.+'-]*\w at [\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_TEN_DIGITS = re.compile(
    r"(?<![\d£])(?<!\d[./-])\d{3}"
    r"(?:[\s/\u2010-\u2013-]{0,2}\d{3}[\s/\u2010-\u2013-]{0,2}|\s?\.\s?\d{3}\s?\.\s?)\d{4}(?!\.?\d)"
)
"""Points only in pairs: with one point, ten digits are a number with decimals."""
_NATIONAL_INSURANCE = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w£])(?<!\d[.-])"
    r"(?:(?:(?:\+|00)44[ -]?(?:\(0\))?|\(?0)(?:[ -]?\(?\d\)?){9,10}"
    r"|0\d{2,4}(?:\.\d{3,4}){2}|0\d{3,4}\.\d{6})"
    r"(?!\.?\d)"
)
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9-])(?:(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)\s{0,2}[0-9][ABD-HJLNP-UW-Z]{2}"
    r"|(?-i:[A-Z]{1,2}[0-9][A-Z0-9]?-[0-9][ABD-HJLNP-UW-Z]{2}))(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_DATE_OF_BIRTH = re.compile(
    r"\b(?:dob|d\.o\.b\.?|date[ _]of[ _]birth|birth[ _]?date|born)(?![^\W_])[^0-9]{0,20}"
    r"(?:[0-9]{1,4}(?:st|nd|rd|th)?(?:[ ./-]| of )(?:[0-9]{1,2}|[A-Za-z]{3,9})[ ./-][0-9]{2,4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?, ?(?:19|20)[0-9]{2})",
    re.IGNORECASE,
)

_PATTERNS = (
    (PersonalData.EMAIL, _EMAIL),
    (PersonalData.NATIONAL_INSURANCE_NUMBER, _NATIONAL_INSURANCE),
    (PersonalData.NHS_NUMBER, _TEN_DIGITS),
    (PersonalData.PHONE_NUMBER, _PHONE),
    (PersonalData.POSTCODE, _POSTCODE),
    (PersonalData.DATE_OF_BIRTH, _DATE_OF_BIRTH),
)

_MAY_HOLD = re.compile(r"@|[(\[]at[)\]]|\.\S* at |\d{2}|[0-9][A-Za-z]{2}", re.IGNORECASE)
"""What any of the patterns needs: most texts have none of it, and are done with at once."""

_COLUMNS_ABOUT_PEOPLE = frozenset(
    [
        "name",
        "names",
        "forename",
        "first_name",
        "surname",
        "last_name",
        "full_name",
        "initials",
        "dob",
        "date_of_birth",
        "birth_date",
        "email",
        "e_mail",
        "email_address",
        "phone",
        "telephone",
        "mobile",
        "phone_number",
        "postcode",
        "post_code",
        "address",
        "home_address",
        "nhs_number",
        "nhs_no",
        "ni_number",
        "national_insurance",
        "national_insurance_number",
        "patient",
        "patient_id",
        "client",
        "client_id",
        "case_id",
        "person",
        "person_id",
        "gender_identity",
        "sexuality",
        "religion",
    ]
)


def personal_data_in(text: str) -> Iterator[tuple[PersonalData, str]]:
    """Yield the kind and the text of everything personal in a text."""
    if not _MAY_HOLD.search(text):
        return
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind is not PersonalData.NHS_NUMBER or is_nhs_number(match[0]):
                yield kind, match[0]


def is_nhs_number(text: str) -> bool:
    """Return whether ten digits carry the check digit of an NHS number.

    Source: NHS Data Model and Dictionary, NHS number, modulus 11.
    """
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[9] == check % 11


def is_about_people(column: str) -> bool:
    """Return whether a column's name says that it holds personal data."""
    return re.sub(r"[^a-z]+", "_", column.lower()).strip("_") in _COLUMNS_ABOUT_PEOPLE


def without_personal_data(text: str) -> str:
    """Return a text that a message can show: everything personal is taken out."""
    for _, found in personal_data_in(text):
        text = text.replace(found, "[hidden]")
    return text
