"""Finds the numbers of a text that can count people, in digits or words, and where they stand.

What a number says is told by what stands around it: a unit of time, a word such as "sheet" before it, "aged" or
"nearest". Where nothing tells, it is taken to count people.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.disclosure.rules.policy import Policy

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate((*_UNITS, *_TEENS), start=1)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_NONE = ("none", "nobody", "no one", "zero")

COUNTED = (
    r"(?:people|persons?|adults?|children|child|young people|women|woman|men|man|girls?|boys?|babies|baby|teenagers?|"
    r"residents?|patients?|clients?|users?|drinkers|parents?|mothers?|fathers?|pupils?|students?|prisoners?|offenders?|"
    r"victims?|deaths?|suicides?|births?|overdoses|poisonings?|admissions?|hospitalisations?|attendances?|offences?|"
    r"arrests?|convictions?|cases?|referrals?|incidents?|kits?|records?|males?|females?)"
)
"""People, and what is counted of them."""
_HAPPENED = r"(?:died|overdosed|drowned|(?:were|was|been|got)\s(?:\w+\s)?(?:\w+ed|seen|taken|found|given)|went\sto)"
_JOIN = r"(?:for|of|to|in|with|by|and|or|that|which|who|from|on|at|per|are|is|were|was|have|had|has)"
_GAP = rf"(?:(?!{_JOIN}\b)[\w-]+\s){{0,3}}?"
"""Words such as "more" or "young" between a number and what it counts."""

_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_SMALL_WORDS = "|".join(_UNITS[1:] + _TEENS)
_NUMBER = re.compile(
    rf"""
    (?<![\w.,£-])[0-9]+(?:[.,][0-9]+)*%?(?![\w-])
    |\b(?:{_SMALL_WORDS}|(?:{_TEN})(?:[\ -](?:one|{_SMALL_WORDS}))?|(?:a|one)\ (?:hundred|dozen|couple)|a\ pair|dozen)\b
    |\b(?:one|no|a\ single|only\ one)\ (?=(?:\w+\ )?{COUNTED}\b)
    |\b(?:one|a)\ (?=(?:more|fewer|less)\b)|\b(?:only|just)\ one\b
    |\b(?:none|nobody|no\ one|zero)\b|\bone\ (?={_HAPPENED})
    |\b(?:a|one|two|three)[ -](?:thirds?|quarters?\ of|fifths?|tenths?)\b|\bhalf\ (?:of|the)\b(?!\ year)
    """,
    re.VERBOSE | re.IGNORECASE,
)

_N = rf"(?:[0-9]+(?:[.,][0-9]+)*|(?:{_WORD})\b)"
_SERIES = rf"{_N}(?:(?:,|,?\s(?:and|or|to)|\s?[-\N{{EN DASH}}])\s?{_N}){{0,8}}"
"""A number, or several in a row: 3, 6 and 12."""
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_TIME = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|term|session)s?\b"
_PLACES = (
    r"(?:areas?|districts?|boroughs?|councils?|counties|county|wards?|towns?|authorities|hospitals?|trusts?|forces|"
    r"sites?|services?|organisations?|providers?|agencies|partners|surveys?|reports?|sources?|tables?|datasets?|systems?|"
    r"drugs?|substances?|codes?|categories|groups?|bands?|methods?|definitions?|decimals?|decimal\splaces?|digits?|"
    r"significant\sfigures|columns?|rows?|ways?|kinds?|types?|times?|stages?|steps?|periods?|reasons?|questions?)"
)
"""What is no person: where things are counted, by whom, and how."""
_PART_OF_A_TEXT = (
    r"(?:tables?|tabs?|sheets?|worksheets?|workbooks?|pages?|pp?\.|sections?|paragraphs?|paras?\.?|figures?|slides?|rows?|"
    r"foot-?notes?|end-?notes?|notes?|charts?|graphs?|maps?|boxe?s?|panels?|exhibits?|appendix|appendices|annexe?s?|"
    r"chapters?|lines?|cells?|columns?|ranges?|indicators?|items?|parts?|points?|bullets?|questions?|q\.?|answers?|"
    r"schedules?|articles?|clauses?|regulations?|rules?|versions?|releases?|issues?|editions?|volumes?|reports?|"
    r"series|stages?|steps?|phases?|waves?|rounds?|tiers?|levels?|bands?|grades?|class|classes|categor(?:y|ies)|groups?|"
    r"options?|models?|forms?|targets?|priorit(?:y|ies)|objectives?|outcomes?|actions?|recommendations?|themes?|"
    r"measures?|quarters?|weeks?|days?|years?|terms?|ICD|no\.|nos?|nr\.?|ref\.?|references?|codes?|lists?|steps?|"
    r"sets?|files?|documents?|attachments?|supplements?|screens?|boxes|frames?|criteri(?:on|a)|standards?|methods?)"
)
_HARMLESS = re.compile(
    rf"""
    \b(?:{_PART_OF_A_TEXT})\s(?:(?:number|no\.?|numbers)\s)?[0-9]+(?:\.[0-9]+)*[a-z]?\b
        (?:(?:,|,?\s(?:and|or|to|of)|\s?[-\N{{EN DASH}}])\s?[0-9]+(?:\.[0-9]+)*)*(?!\s{COUNTED}\b)
    |\b(?:{_PART_OF_A_TEXT})\s(?:{_WORD})\b(?!\s{COUNTED}\b)
    |\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b(?:\s(?:19|20)?[0-9]{{2}}\b)?|\b{_MONTH}\s[0-9]{{1,2}}\b(?:,?\s(?:19|20)[0-9]{{2}})?
    |\b[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-](?:19|20)?[0-9]{{2}}\b|\b(?:19|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}\b
    |\b(?:19|20)[0-9]{{2}}(?:\s*(?:/|-|\N{{EN DASH}}|to)\s*[0-9]{{2,4}})?\b
    |\b[0-9]{{1,2}}[:.][0-9]{{2}}\s?(?:am|pm)\b
    |\b{_SERIES}[\s-](?:(?:full|whole|calendar|financial|working|consecutive|rolling|complete|previous|further|more)\s)?{_TIME}
    |\b(?:ages?|aged|birthdays?|year-olds)\s(?:of\s|from\s|under\s|over\s|up\sto\s|between\s|below\s|above\s)?{_SERIES}
        (?:(?:\sand|\sor)?\s(?:over|above|under|below|older|younger)|\+)?
    |\b{_N}(?:\sand|\sor)\s(?:over|above|older|younger)\b|\b[0-9]+\+
    |\b(?:people|those|adults|children|anyone|everyone|residents|patients|pupils)\s(?:over|under|below|above)\s{_N}(?!\s{COUNTED}\b)
    |\b(?:rounded|rounding|round|rounds|multiples?|nearest|base)\b(?:\s(?:up|down|to|of|the|a|base|nearest|multiples?|whole)){{0,4}}\s{_N}(?:\s(?:people|persons))?
    |\b(?:per|in\severy|for\severy|out\sof(?:\severy)?)\s{_N}\b
    |\b{_N}\sin\s(?:every\s)?(?:[0-9]{{1,3}}(?![0-9])|(?:{_WORD})\b)(?!\s{_TIME})
    |\b[0-9]+(?:\.[0-9]+)?%\s(?:confidence|CIs?|limits?|intervals?|level)
    |\b(?:more\sthan|counted\sas|counts?\sas|at\sleast)\sone\b
    |\b(?:one|a\ssingle)\s{COUNTED}\s(?:may|can|could|might|is\scounted|counts|will|per|in\s{_N})\b
    |\b{_N}\s{COUNTED}\s(?:\w+\s){{0,3}}?counted\s(?:once|twice|again|more\sthan\sonce|in\s(?:both|two|several))\b
    |\b(?:half|quarter|third)\s(?:of\sthe|the)?\s?(?:year|quarter|month|decade)
    |\b(?:each|every)\s(?!{_TIME})[\w-]+\s(?:[\w-]+\s){{0,3}}?{_N}\b(?!\s{_HAPPENED})
    |\b(?:{_N})\s(?:(?!{_JOIN}\b|{COUNTED}\b|more\b|fewer\b|less\b)[\w-]+\s)?{_PLACES}\b(?!-|\s{COUNTED}\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LIMIT_BEFORE = re.compile(
    r"\b(?:below|under|(?:fewer|less|smaller|lower|more|greater|larger)\sthan|at\sleast|threshold\s(?:of|is)|minimum\sof|"
    r"up\sto|at\smost|from)\s$",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(r"\s(?:or|and)\s(?:more|fewer|less|over|under|above|below)\b|\+", re.IGNORECASE)
_RANGE = re.compile(rf"\b({_N})\s?(?:to|and|-|\N{{EN DASH}})\s?({_N})", re.IGNORECASE)
_COUNTS_PEOPLE = re.compile(
    rf"\s?(?:of\s(?:(?:the|these|those|them|all|our|\d[\d,]*)\s)?|(?:were|was)\s)?{_GAP}(?:{COUNTED}\b(?!-)|{_HAPPENED}\b)",
    re.IGNORECASE,
)
_HAPPENED_TO_SOMEBODY = re.compile(rf"\b{_HAPPENED}\b", re.IGNORECASE)
_COMPARED = re.compile(rf"{_N}\s(?:\w+\s)?(?:more|fewer|less)\b", re.IGNORECASE)
_PEOPLE_BEFORE = re.compile(rf"\b{COUNTED}(?:\s(?:in|of|for)\s[\w\s]{{1,40}}?)?(?::|\s=|\s\(|,)\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text that can count people."""

    start: int
    """Where it begins in the text, from 0."""
    text: str
    value: int | None
    """None for a fraction, a share, or what no whole number says."""
    counts_people: bool
    """Whether a word for people, or for what happened to them, goes with it."""


def quantities(text: str, policy: Policy) -> Sequence[Quantity]:
    """Return the numbers of a text that can count people.

    The threshold itself is none where it stands as a limit, nor is the range of what it hides: both say no more than
    that a figure is hidden.
    """
    harmless = [match.span() for match in _HARMLESS.finditer(text)]
    harmless += [match.span() for match in _RANGE.finditer(text) if _is_what_is_hidden(match, policy)]
    return tuple(
        Quantity(match.start(), match[0], value, _goes_with_people(match))
        for match in _NUMBER.finditer(text)
        if not any(start <= match.start() < end for start, end in harmless)
        and not _is_limit(match, value := _value(match[0]), policy)
    )


def small_numbers_of_people(text: str, policy: Policy) -> Iterator[Quantity]:
    """Yield the numbers of a sentence that go with people and are too small to be shown, or lead to such a number."""
    about_people = re.search(rf"\b{COUNTED}\b", text, re.IGNORECASE)
    for one in quantities(text, policy) if about_people or _HAPPENED_TO_SOMEBODY.search(text) else ():
        is_step = about_people and _COMPARED.match(text, one.start)
        if (one.counts_people or is_step) and one.value and policy.is_small(one.value):
            yield one


def _value(written: str) -> int | None:
    word = " ".join(written.casefold().split())
    if word.replace(",", "").isdecimal():
        return int(word.replace(",", ""))
    if word in _NONE or word == "no":
        return 0
    match word.split():
        case ["a" | "one", "couple"] | ["a", "pair"]:
            return 2
        case ["a" | "only" | "just", "single" | "one"] | ["a"] | ["one"]:
            return 1
        case ["a" | "one", "hundred"]:
            return 100
        case ["a" | "one", "dozen"] | ["dozen"]:
            return 12
    parts = re.split(r"[\s-]", word)
    if all(part in _VALUES for part in parts):
        return sum(_VALUES[part] for part in parts)
    return None


def _goes_with_people(match: re.Match[str]) -> bool:
    text = match.string
    after = _COUNTS_PEOPLE.match(text, match.end())
    return bool(after) or bool(_PEOPLE_BEFORE.search(text[max(0, match.start() - 60) : match.start()]))


def _is_limit(match: re.Match[str], value: int | None, policy: Policy) -> bool:
    """Return whether a number is the threshold, said as a limit: what is hidden lies below it."""
    text = match.string
    before = _LIMIT_BEFORE.search(text[max(0, match.start() - 20) : match.start()])
    after = _LIMIT_AFTER.match(text, match.end())
    if before or after:
        return value in {policy.threshold, policy.rounding_base, policy.threshold - 1}
    return False


def _is_what_is_hidden(match: re.Match[str], policy: Policy) -> bool:
    """Return whether a range is that of all the numbers that are hidden for being small."""
    return _value(match[1]) in {0, 1} and _value(match[2]) == policy.threshold - 1
