"""Recognises personal data in text: what it is, never whose.

What is found here is refused before anything is built, and never repeated in a message. A text is looked at
as it stands and in one plain form, so that another way of writing the same hides nothing. What only may be
personal, such as an age beside a place, is told apart: a person must decide.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote


class PersonalData(StrEnum):
    """A kind of personal data, in an officer's words."""

    EMAIL = "an e-mail address"
    NHS_NUMBER = "an NHS number"
    NATIONAL_INSURANCE_NUMBER = "a National Insurance number"
    PHONE_NUMBER = "a phone number"
    POSTCODE = "a full postcode"
    DATE_OF_BIRTH = "a date of birth"
    PASSPORT_NUMBER = "a passport number"
    NUMBER_PLATE = "a number plate"
    BANK_ACCOUNT = "a bank account"
    DRIVING_LICENCE = "the number of a driving licence"
    CASE_NUMBER = "the number of a patient, a client or a case"
    INTERNET_ADDRESS = "an address of a computer"


class AboutOnePerson(StrEnum):
    """What a text does that may be about one person, in an officer's words: somebody has to look."""

    NAME = "names somebody by title and surname"
    AGE_AND_PLACE = "says somebody's age and place"
    STREET_ADDRESS = "holds the address of a house"
    ONLY_ONE = "says that somebody is the only one"
    ACCOUNT = "names an account on social media"


_MOST_DECODED = 3
"""How often a text is decoded: a sign can be written as the code of a code."""
_SEPARATORS = r"[\s./_-]{0,3}"
"""What can stand between two digits of one number."""

_LOCAL = r"[\w.+'\"-]{1,64}"
_EMAIL = re.compile(
    rf"{_LOCAL}\s?(?:@|[(\[{{<]\s?(?:at|@)\s?[)\]}}>])\s?[\w-]+(?:\s?(?:\.|[(\[{{<]\s?(?:dot|\.)\s?[)\]}}>])\s?[\w-]+)+"
    rf"|{_LOCAL}@(?:[^\W\d_][\w-]+|\[[0-9a-f.:]+\])"
    r"|[\w+'-]{1,64}\.[\w.+'-]{0,64}\w at [\w-]+(?:\.[\w-]+)+"
    r"|[\w.+'-]{1,64}[ _-]at[ _-][\w-]+(?:[ _-]dot[ _-][\w-]+)+",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(
    r"(?<![\d£])(?<!\d[./-])(?:\d{3}[\s./_-]{0,3}\d{3}[\s./_-]{0,3}\d{4}(?!\.?\d)"
    rf"|(?<!\d[\s_])\d(?:{_SEPARATORS}\d){{9}}(?!{_SEPARATORS}\d))"
)
_NATIONAL_INSURANCE = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z]\s?[A-CEGHJ-NPR-TW-Z]"
    rf"(?:(?:{_SEPARATORS}\d){{6}}{_SEPARATORS}[A-D]|(?:[\s._/-]\d\d){{3}}|\d{{6}})"
    r"(?![A-Za-z0-9])(?![\s./-]?\d)"
    r"|\b(?:NI|NINO|national\sinsurance)\b(?:\s(?:no|number))?[.:]?\s(?:is\s)?(?!QQ)[A-Z]{2}(?:\s?\d\d){3}\s?[A-Z]?"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w£])(?<!\d[.,/-])(?:\+\s?\(?[1-9]|\(?0)(?:[\s./_()-]{0,3}\d){8,14}(?!\.?\d)")
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9-])(?:(?:[A-PR-UWYZ][A-Z]?[0-9][A-Z0-9]?|GIR)[\s._/]{0,2}[0-9][ABD-HJLNP-UW-Z]{2}"
    r"|(?-i:[A-PR-UWYZ][A-Z]?[0-9][A-Z0-9]?-[0-9][ABD-HJLNP-UW-Z]{2}))(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = (
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?[\s,./_-]*(?:of\s)?{_MONTH}[\s,./_-]*[0-9]{{2,4}}"
    rf"|{_MONTH}\s?[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s?[0-9]{{4}}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?\s?[./_-]\s?[0-9]{1,2}\s?[./_-]\s?[0-9]{2,4}|[0-9]{1,2}\s[0-9]{1,2}\s[0-9]{4}"
    r"|[0-9]{4}[./_-][0-9]{1,2}[./_-][0-9]{1,2}|[0-3][0-9][01][0-9](?:19|20)[0-9]{2})(?![0-9])"
)
_BIRTH = r"\b(?:dob|d\.\s?o\.\s?b\.?|d/o/b|date[\s_]of[\s_]birth|birth[\s_-]?(?:date|day)|born)(?![^\W_])"
_DATE_OF_BIRTH = re.compile(
    rf"{_BIRTH}(?!\s(?:between|before|after|since|from|until|by)\b)[^0-9]{{0,20}}?(?:{_DAY}|{_MONTH}\s(?:19|20)[0-9]{{2}})"
    rf"|{_DAY}[\s,;:(]{{0,3}}{_BIRTH}",
    re.IGNORECASE,
)
_BORN_TOGETHER = re.compile(
    r"\b(?:people|persons|babies|children|infants|adults|those|everyone|anyone|who were|\w+s)\s(?:who were\s)?$",
    re.IGNORECASE,
)
"""What stands before "born" where it is said of many: a cohort has no date of birth."""
_AGE_AND_DAY = re.compile(
    rf"\b(?:aged?[\s:]{{1,2}}(?P<age>\d{{1,3}})|(?P<years>\d{{1,3}})[\s-]years?[\s-]old)[\s,;:]{{0,2}}\(?\s?(?P<day>{_DAY})"
    rf"|(?P<first>{_DAY})[\s,;:]{{0,2}}\(?\s?aged?\s(?P<then>\d{{1,3}})\b",
    re.IGNORECASE,
)
_PASSPORT = re.compile(r"\bpassport\b[^0-9\n]{0,20}?(?<![A-Z0-9])[A-Z]{0,2}(?:\s?\d){7,9}(?!\d)", re.IGNORECASE)
_NUMBER_PLATE = re.compile(
    r"(?<![A-Za-z0-9-])(?!FY|QE)[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-2]\d|[5-7]\d)[\s-]?[A-HJ-PR-Z]{3}(?![A-Za-z0-9-])"
    r"|(?i:\b(?:number plate|registration(?: number| mark)?|reg(?: no)?|vrm|vehicle|car|van)\b[.:,]?\s(?:is\s)?)"
    r"(?:[A-Z]{1,2}\d{2}\s?[A-Z]{3}|[A-Z]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-Z])(?![A-Za-z0-9-])"
)
_BANK_ACCOUNT = re.compile(
    r"(?<![\d./-])(?:\d\d[\s-]){2}\d\d[^\w]{1,3}(?:(?:and|with|account|acct?|a/c|number|no)\b\W{0,3}){0,3}\d{8}(?!\d)"
    r"|\bsort\s?code\b\W{0,3}(?:is\s|no\.?\s|number\s)?\d\d[\s-]?\d\d[\s-]?\d\d(?!\d)"
    r"|\b(?:account|acct?|a/c)\s(?:number|no)\b\W{0,3}(?:is\s)?\d{8}(?!\d)"
    r"|(?<![A-Za-z0-9])GB\d\d\s?[A-Z]{4}(?:\s?\d){14}(?!\d)",
    re.IGNORECASE,
)
_DRIVING_LICENCE = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Z]{2})[A-Z]{2,5}9{0,3}(?<=[A-Z9]{5})[\s./-]?\d[0156]\d[0-3]\d\d[\s./-]?[A-Z][A-Z9][\s./-]?"
    r"[A-Z0-9]{3}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
"""The surname, the day of birth with the month's tens five higher for women, initials, three signs to tell apart."""
_OF_A_PERSON = r"(?:patient|client|service[\s-]user|hospital|clinic|custody|detainee|prisoner|offender|probation|pupil)"
_CASE_NUMBER = re.compile(
    rf"\b(?:{_OF_A_PERSON}(?:'?s)?\s(?:(?:id|record|case|file|unit)\s)?(?:no\b\.?|num(?:ber)?\b|ref(?:erence)?\b\.?|id\b)"
    r"|MRN\b|NOMIS(?:\s(?:id|no|number))?\b|PNC(?:\s?ID)?(?:\s(?:no|number))?\b)"
    r"(?!s)(?:\sis)?[\s:.#-]{0,3}(?=[A-Z0-9/-]*\d{3})[A-Z0-9][A-Z0-9/-]{3,}"
    r"|(?<![A-Za-z0-9-])PNC\s?\d\d(?:\d\d)?/\d{1,7}[A-Z]\b"
    r"|\bcase\s(?:(?:no|number|ref|id)\b\.?\s?)?[:#]?\s?\d{3,}(?-i:[,:]?\s\(?[A-Z][a-z]+\s[A-Z][a-z]+\b)",
    re.IGNORECASE,
)
_INTERNET_ADDRESS = re.compile(
    r"\bIP(?:v[46])?(?:\s(?:address|no|number))?\b[\s:]{0,3}(?:is\s|was\s)?"
    r"(?:(?:\d{1,3}\.){3}\d{1,3}|(?=[0-9a-f:]*:[0-9a-f]*:)[0-9a-f:]{6,39})(?![\w.]\d)"
    r"|(?<![A-Za-z0-9:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![A-Za-z0-9:-])",
    re.IGNORECASE,
)
_NO_NUMBER_OF_ONE = re.compile(
    r"\bISBN(?:-1[03])?:?\s?(?:[0-9][\s-]?){9,12}[0-9X]\b"
    r"|(?<![\d./-])\d{1,2}([./-])\d{1,2}\1(?:(?:19|20)\d\d|\d\d)(?!\d)(?!\.\d)"
    r"|(?<![\d./-])(?:19|20)\d\d-\d\d-\d\d(?![\d-])|(?<![\d./-])(?:19|20)\d\d\s?[/-]\s?(?:(?:19|20)\d\d|\d\d)(?![\d/-])"
)
"""Numbers of books, days and years, which hold as many digits as a number of a person can."""
_CODE_BEFORE = re.compile(
    r"(?<!post)(?<!post[\s-])\b(?:code|ref|reference|cell|cells|table|sheet|tab|item|indicator|question|grid|company|charity)"
    r"(?:\s(?:no|number|reference))?[.:]?\s$",
    re.IGNORECASE,
)
"""What stands before a code that only looks like a postcode or a National Insurance number."""
_ABOUT_NHS, _ABOUT_INSURANCE = (
    re.compile(r"\bNHS\b[^\d]{0,20}$"),
    re.compile(r"\b(?:NI|NINO|insurance)\b.{0,20}$", re.IGNORECASE),
)
_REGISTERED = ("CE", "CS", "FC", "GE", "IP", "LP", "NL", "OC", "RC", "SC", "SL", "SO", "SP")
"""How the numbers of companies and charities begin that look like a National Insurance number without its end."""

_PATTERNS = (
    (PersonalData.EMAIL, _EMAIL),
    (PersonalData.NATIONAL_INSURANCE_NUMBER, _NATIONAL_INSURANCE),
    (PersonalData.BANK_ACCOUNT, _BANK_ACCOUNT),
    (PersonalData.PASSPORT_NUMBER, _PASSPORT),
    (PersonalData.NUMBER_PLATE, _NUMBER_PLATE),
    (PersonalData.DRIVING_LICENCE, _DRIVING_LICENCE),
    (PersonalData.CASE_NUMBER, _CASE_NUMBER),
    (PersonalData.INTERNET_ADDRESS, _INTERNET_ADDRESS),
    (PersonalData.DATE_OF_BIRTH, _DATE_OF_BIRTH),
    (PersonalData.DATE_OF_BIRTH, _AGE_AND_DAY),
    (PersonalData.POSTCODE, _POSTCODE),
)
_NUMBERS = ((PersonalData.NHS_NUMBER, _TEN_DIGITS), (PersonalData.PHONE_NUMBER, _PHONE))

_MAY_HOLD = re.compile(r"@|[(\[{<]\s?at\s?[)\]}>]|\.\S* at |[ _-]dot[ _-]|\d\W{0,8}\d|[0-9][A-Za-z]{2}", re.IGNORECASE)
"""What any of the patterns needs: most texts have none of it, and are done with at once."""
_CODED = re.compile(r"&(?:#|[A-Za-z])|%[0-9A-Fa-f]{2}")

_SURNAME = r"[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}-]*[a-z]\b"
_OF_NO_PLACE = (
    r"(?!(?:'s)?(?:\s(?:and|&)\s\w+)?(?:\s[A-Z]\w+){0,2}\s(?i:clinic|surgery|practice|centre|center|hospital|hospice|house|ward|school|"
    r"academy|college|trust|foundation|charity|fund|lecture|prize|award|report|review|partners?|boots|street|road|lane)\b)"
)
"""What does not follow a name that is only a person's: places, works and prizes are named for people."""
_ONE_PERSON = (
    r"(?:man|woman|boy|girl|male|female|person|resident|patient|client|child|baby|teenager|student|pupil|mother|father|"
    r"mum|dad|son|daughter|adult|user|death|admission|suicide|prisoner|parent|individual|victim|tenant)"
)
"""Words for one person, or for what happened to one; in the plural they tell nobody apart."""
_AGE = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_ONE_AGE = r"(?:,?\s\(?aged?\s\d{1,3}|,\s\d{1,3},|\s\(\d{1,3}\))(?!\s?(?:and|or|to|-|\+|years?\sand))"
_A_PLACE = r"(?!England|Wales|Scotland|Great Britain|UK\b|[A-Z][a-z]+ (?:19|20)\d\d)[A-Z]\w+"
_HINTS = (
    (
        AboutOnePerson.NAME,
        re.compile(
            rf"\b(?:Mrs?|Ms|Mx|Dr|Cllr|Councillor|Prof|Professor|Rev|Miss(?!\sOut\b))\b\.?\s{_SURNAME}{_OF_NO_PLACE}"
        ),
    ),
    (
        AboutOnePerson.AGE_AND_PLACE,
        re.compile(
            rf"(?:(?i:\b(?:an?|the|one|another|this)\s(?:[\w-]+\s){{0,2}}?{_AGE}[\s-]years?[\s-]old)\b"
            rf"|(?i:\b{_ONE_PERSON}(?:\swho\s(?:is|was))?{_ONE_AGE}|\b{_ONE_PERSON}\sof\s\d{{1,3}}(?=\s)))"
            rf"[^.;\n]{{0,40}}?\b(?:in|from|of|at|near|outside)\s{_A_PLACE}"
            rf"|(?i:\b{_ONE_PERSON},?\saged?\s\d{{1,3}}),\s{_A_PLACE}"
        ),
    ),
    (
        AboutOnePerson.STREET_ADDRESS,
        re.compile(
            r"(?<![\w.,/-])\d{1,4}[A-Za-z]?,?\s(?:[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}]+\s){1,3}"
            r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Terrace|Gardens|Grove|Court|Place|Way|Row)\b"
            r"(?!\s(?!(?:in|at|on|and|was|is|where|near)\b)[a-z])"
        ),
    ),
    (
        AboutOnePerson.ACCOUNT,
        re.compile(
            r"(?i:\b(?:Instagram|Facebook|Twitter|Snapchat|Snap|TikTok|WhatsApp|Telegram|Discord|Wickr|insta)\b"
            r"[^@\n]{0,25}?(?<![\w.])@(?![\w.]*(?:council|nhs|police|gov|uk|health|safer|recover|service|charity|city|county))"
            r"(?=\w*[._\d]\w)[\w.]{3,})"
            r"|(?i:\b(?:user\s?name|handle|screen name|gamertag)\b(?:\sis)?[\s:]{1,2})@?\w*[_.\d]\w+"
        ),
    ),
    (
        AboutOnePerson.ONLY_ONE,
        re.compile(rf"\b[Tt]he\sonly\s(?:(?:[\w-]+\s){{0,2}}?{_ONE_PERSON}\b|one\s(?:in|from|at)\s{_A_PLACE})"),
    ),
)
_MAY_HINT = re.compile(
    r"\b(?:Mrs?|Ms|Mx|Miss|Dr|Cllr|Coun|Prof|Rev)|\d|years?[ -]old|\bonly\b|@"
    r"|(?i:user\s?name|handle|screen name|gamertag)"
)

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
    """Yield the kind and the text of everything personal in a text, as it stands or else in its plain form."""
    found = list(_found_in(text))
    yield from found
    plain = plain_form(text)
    if plain != text:
        known = {kind for kind, _ in found}
        yield from ((kind, part) for kind, part in _found_in(plain) if kind not in known)


def hints_in(text: str) -> Iterator[tuple[AboutOnePerson, int]]:
    """Yield what may be about one person in a text, each kind once, and the position where it begins."""
    if _MAY_HINT.search(text):
        for kind, pattern in _HINTS:
            match = pattern.search(text)
            if match:
                yield kind, match.start()


@lru_cache(maxsize=4096)
def plain_form(text: str) -> str:
    """Return a text in one way of writing: decoded, with plain digits, dashes and spaces, and nothing invisible."""
    for _ in range(_MOST_DECODED if _CODED.search(text) else 0):
        text = unquote(html.unescape(text))
    if text.isascii():
        return text
    return "".join(map(_plain_sign, unicodedata.normalize("NFKC", text)))


def bare(text: str) -> str:
    """Return the letters and digits of a text in its plain form: what two ways of writing one number share."""
    return re.sub(r"[\W_]+", "", plain_form(text)).casefold()


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    match unicodedata.category(sign):
        case "Cf" | "Mn" | "Me":
            return ""
        case "Pd":
            return "-"
        case "Zs" | "Zl" | "Zp":
            return " "
    return "-" if sign in "\N{MINUS SIGN}\N{HYPHENATION POINT}" else sign


def _found_in(text: str) -> Iterator[tuple[PersonalData, str]]:
    if not _MAY_HOLD.search(text):
        return
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _is_personal(kind, match):
                yield kind, match[0]
    of_books_and_days = [match.span() for match in _NO_NUMBER_OF_ONE.finditer(text)]
    for kind, pattern in _NUMBERS:
        for match in _matches(pattern, text):
            if any(match.start() < end and start < match.end() for start, end in of_books_and_days):
                continue
            written = _phone_number(match[0]) if kind is PersonalData.PHONE_NUMBER else _nhs_number(match)
            if written:
                yield kind, written


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield every match of a pattern, also those that begin within another."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def _is_personal(kind: PersonalData, match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 40) : match.start()]
    match kind:
        case PersonalData.POSTCODE:
            return not _CODE_BEFORE.search(before)
        case PersonalData.NATIONAL_INSURANCE_NUMBER if match[0][-1].isdigit() and not _ABOUT_INSURANCE.search(before):
            is_code = match[0].startswith(_REGISTERED) or not match[0][:2].isupper() or _CODE_BEFORE.search(before)
            return not is_code
        case PersonalData.DATE_OF_BIRTH if match.re is _AGE_AND_DAY:
            return _is_age_of(match)
        case PersonalData.DATE_OF_BIRTH:
            return not _BORN_TOGETHER.search(before)
    return True


def _is_age_of(match: re.Match[str]) -> bool:
    """Return whether somebody born on a day would be as old today, or was in this century, as a text says."""
    day = match["day"] or match["first"]
    years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", day)]
    age = int(match["age"] or match["years"] or match["then"])
    return any(2000 <= year + age <= 2050 for year in years) and (age > 0 or not years)


def _nhs_number(match: re.Match[str]) -> str:
    """Return ten digits as they are written where they are an NHS number, else an empty text."""
    written = match[0]
    groups = re.findall(r"\d+", written)
    told = bool(_ABOUT_NHS.search(match.string[max(0, match.start() - 30) : match.start()]))
    is_amount = written.endswith("00000") or re.fullmatch(r"\d{1,3}(?:\s\d{3})+|\d+\.\d+", written)
    if not told and (is_amount or _is_list(groups)):
        return ""
    return written if is_nhs_number(written) else ""


def _phone_number(written: str) -> str:
    """Return as much of a text as is a phone number of a person, else an empty text.

    Numbers that begin 03, 0800, 0808 or 116 are those of helplines and offices.
    """
    if re.match(r"0\.\d", written):
        return ""
    ends = [match.end() for match in re.finditer(r"\d+", written)]
    international = written.startswith(("+", "00"))
    for end in reversed(ends):
        digits = re.sub(r"\D", "", written[:end])
        if international:
            digits = digits.removeprefix("00")
            if digits.startswith("44"):
                digits = "0" + digits.removeprefix("44").removeprefix("0")
            elif 8 <= len(digits) <= 15 and digits[0] != "0" and _is_whole(written[:end]):
                return written[:end]
        if len(digits) in {10, 11} and digits[0] == "0":
            groups = re.findall(r"\d+", written[:end])
            of_everybody = digits.startswith(("03", "00", "04", "06", "0800", "0808"))
            return "" if of_everybody or _is_list(groups) else written[:end]
    return ""


def _is_whole(written: str) -> bool:
    """Return whether a number with a country's code is told from any other number by its sign or its gaps."""
    return written.startswith("+") or bool(re.search(r"\d\D+\d", written))


def _is_list(groups: list[str]) -> bool:
    """Return whether groups of digits are numbers one after the other, such as ages or pages, and not one number."""
    numbers = [int(group) for group in groups]
    if max(map(len, groups)) <= 2 < len(groups) < sum(map(len, groups)):
        return all(one < other for one, other in pairwise(numbers))
    return len(groups) > 1 and all(re.fullmatch(r"(?:19|20)\d\d", group) for group in groups[:2])


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
    for _, found in _found_in(text):
        text = text.replace(found, _HIDDEN)
    plain = plain_form(text)
    if plain != text and any(True for _ in _found_in(plain)):
        return without_personal_data(plain)
    return text


_HIDDEN = "[hidden]"
