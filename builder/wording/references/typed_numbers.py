"""Finds numbers typed by hand that look like a statistic: per cent, money, people, rates, shares.

Numbers that name things stay: years, dates, ages, steps, telephone numbers, sections of documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Suffix(StrEnum):
    """What a typed number counts, as far as its words tell."""

    PERCENT = "percent"
    POINTS = "percentage points"
    POUNDS = "pounds"
    PLAIN = ""
    """People, events, or a rate."""
    SHARE = "share"
    """A share in words, such as one in five: no value to look for."""


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number in a text that looks like a statistic."""

    text: str
    start: int
    unit: Suffix
    value: Decimal | None
    surely: bool
    """False where only a figure of the data that equals it makes it a statistic."""


_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_ONES = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_ONES += "|eighteen|nineteen|twenty"
_TENS = "thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPELT = {
    **{word: number for number, word in enumerate(_ONES.split("|"), start=2)},
    **{word: number * 10 for number, word in enumerate(_TENS.split("|"), start=3)},
}
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,3}"
_PEOPLE = (
    "people|persons|adults|children|pupils|parents|carers|women|men|girls|boys|residents|patients|clients|users|"
    "young people|young carers|deaths|admissions|attendances|offences|arrests|crimes|referrals|kits|cases|prisoners"
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}

_STATISTIC = re.compile(
    rf"""
    (?<![\w.,£/-])(?:
      (?P<share>(?:{_SMALL})[ ](?:in|out[ ]of)[ ](?:every[ ])?(?:{_SMALL})(?![\w,]|[.][0-9])
        |(?:two|three|four)[ -](?:thirds|quarters|fifths|tenths)\b
        |an?[ ](?:half|third|quarter|fifth|tenth)(?=[ ]of\b)|half(?=[ ](?:of|the|all)\b))
      |(?P<points>{_DIGITS})\s?percentage[ ]points?\b
      |(?P<percent>{_DIGITS})\s?(?:%|per[ ]?cent\b)(?![ ](?:confidence|interval|limits))
      |£\s?(?P<pounds>{_DIGITS})(?:\s?(?P<scale>k|m|bn|thousand|million|billion)\b)?
      |(?P<rate>{_DIGITS})[ ](?:per|in[ ]every|out[ ]of[ ]every)[ ](?:1,?000|10,?000|100,?000)\b
      |(?P<scaled>{_DIGITS})[ ](?P<scale_word>thousand|million|billion)\b
      |(?P<people>{_DIGITS})[ ](?:[a-z]+[ ]){{0,2}}?(?:{_PEOPLE})\b
      |(?P<spelt>{_ONES}|{_TENS})[ ](?:[a-z]+[ ]){{0,2}}?(?:{_PEOPLE})\b
      |(?P<thousands>[0-9]{{1,3}}(?:,[0-9]{{3}})+)(?![\w,%/-])
      |(?P<plain>[0-9]{{3,}}(?:\.[0-9]+)?|[0-9]+\.[0-9]+)(?![\w,%/.-]|[ ](?:[a-z]+[ ])?[0-9])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_NAMES_AN_AGE = re.compile(r"\b(?:aged|age|ages|over|under|between|from|[0-9]+ (?:to|and|or))[ ]$", re.IGNORECASE)
_NAMES_A_DOCUMENT = re.compile(
    r"\b(?:step|section|paragraph|chapter|page|pages|part|table|figure|appendix|annex|version)[ ]"
    r"(?:[0-9]+ (?:of|to) )?$",
    re.IGNORECASE,
)


def find_typed_numbers(text: str) -> Iterator[TypedNumber]:
    """Yield the numbers of a text that look like a statistic, in the order of reading."""
    for match in _STATISTIC.finditer(text):
        if not _names_a_thing(match, text[max(0, match.start() - 20) : match.start()]):
            yield _typed(match)


def _names_a_thing(match: re.Match[str], before: str) -> bool:
    """Return whether a number is a year, an age, or the number of a step, a section and the like."""
    number = match["people"] or match["plain"]
    if not number:
        return False
    is_age = match["people"] and _NAMES_AN_AGE.search(before)
    return bool(_YEAR.fullmatch(number) or is_age or _NAMES_A_DOCUMENT.search(before))


def _typed(match: re.Match[str]) -> TypedNumber:
    if match["share"]:
        return TypedNumber(match[0], match.start(), Suffix.SHARE, None, surely=True)
    if match["percent"] or match["points"]:
        unit = Suffix.PERCENT if match["percent"] else Suffix.POINTS
        return _number(match, unit, match["percent"] or match["points"])
    if match["pounds"]:
        return _number(match, Suffix.POUNDS, match["pounds"], match["scale"])
    if match["rate"] or match["scaled"]:
        return _number(match, Suffix.PLAIN, match["rate"] or match["scaled"], match["scale_word"])
    if match["spelt"]:
        return _number(match, Suffix.PLAIN, str(_SPELT[match["spelt"].lower()]))
    if match["people"] or match["thousands"]:
        return _number(match, Suffix.PLAIN, match["people"] or match["thousands"])
    return _number(match, Suffix.PLAIN, match["plain"], surely=False)


def _number(
    match: re.Match[str], unit: Suffix, digits: str, scale: str | None = None, *, surely: bool = True
) -> TypedNumber:
    value = Decimal(digits.replace(",", "")) * _SCALES.get((scale or "").lower(), 1)
    return TypedNumber(" ".join(match[0].split()), match.start(), unit, value, surely=surely)
