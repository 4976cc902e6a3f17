"""Finds numbers typed by hand that look like a statistic: per cent, money, people, rates, shares.

Numbers that name things stay: years, dates, ages, steps, telephone numbers, sections of documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
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
    unit: Unit
    value: Decimal | None
    surely: bool
    """False where only a figure of the data that equals it makes it a statistic."""


_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
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
        |(?:two|three)[ -](?:thirds|quarters|fifths|tenths)\b)
      |(?P<points>{_DIGITS})\s?percentage[ ]points?\b
      |(?P<percent>{_DIGITS})\s?(?:%|per[ ]?cent\b)(?![ ](?:confidence|interval|limits))
      |£\s?(?P<pounds>{_DIGITS})(?:\s?(?P<scale>k|m|bn|thousand|million|billion)\b)?
      |(?P<rate>{_DIGITS})[ ](?:per|in[ ]every|out[ ]of[ ]every)[ ](?:1,?000|10,?000|100,?000)\b
      |(?P<scaled>{_DIGITS})[ ](?P<scale_word>thousand|million|billion)\b
      |(?P<people>{_DIGITS})[ ](?:[a-z]+[ ]){{0,2}}?(?:{_PEOPLE})\b
      |(?P<thousands>[0-9]{{1,3}}(?:,[0-9]{{3}})+)(?![\w,%/-])
      |(?P<plain>[0-9]{{3,}}(?:\.[0-9]+)?|[0-9]+\.[0-9]+)(?![\w,%/.-]|[ ](?:[a-z]+[ ])?[0-9])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_NAMES_AN_AGE = re.compile(r"\b(?:aged|age|ages|over|under|between|from|[0-9]+ (?:to|and|or))[ ]$", re.IGNORECASE)
_NAMES_A_DOCUMENT = re.compile(
    r"\b(?:step|section|paragraph|chapter|page|pages|part|table|figure|appendix|annex|version)[ ]$", re.IGNORECASE
)


def find_typed_numbers(text: str) -> Iterator[TypedNumber]:
    """Yield the numbers of a text that look like a statistic, in the order of reading."""
    for match in _STATISTIC.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        if match["share"]:
            yield TypedNumber(match[0], match.start(), Unit.SHARE, None, surely=True)
        elif match["percent"] or match["points"]:
            unit = Unit.PERCENT if match["percent"] else Unit.POINTS
            yield _number(match, unit, match["percent"] or match["points"])
        elif match["pounds"]:
            yield _number(match, Unit.POUNDS, match["pounds"], match["scale"])
        elif match["rate"] or match["scaled"]:
            yield _number(match, Unit.PLAIN, match["rate"] or match["scaled"], match["scale_word"])
        elif match["people"]:
            if not _YEAR.fullmatch(match["people"]) and not _NAMES_AN_AGE.search(before):
                yield _number(match, Unit.PLAIN, match["people"])
        elif match["thousands"]:
            yield _number(match, Unit.PLAIN, match["thousands"])
        elif not _YEAR.fullmatch(match["plain"]) and not _NAMES_A_DOCUMENT.search(before):
            yield _number(match, Unit.PLAIN, match["plain"], surely=False)


def _number(
    match: re.Match[str], unit: Unit, digits: str, scale: str | None = None, *, surely: bool = True
) -> TypedNumber:
    value = Decimal(digits.replace(",", "")) * _SCALES.get((scale or "").lower(), 1)
    return TypedNumber(" ".join(match[0].split()), match.start(), unit, value, surely=surely)
