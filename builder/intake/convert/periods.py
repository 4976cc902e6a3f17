"""Reads a period as others print it, such as "2016/17", "2018 - 20" or "12 months to September 2024"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

CALENDAR, FINANCIAL, ACADEMIC, ACADEMIC_AUGUST = "calendar", "financial", "academic", "academic from August"
YEARS = (CALENDAR, FINANCIAL, ACADEMIC, ACADEMIC_AUGUST)
"""The kinds of years that a mapping can name."""
_FIRST_MONTH = {CALENDAR: 1, FINANCIAL: 4, ACADEMIC: 9, ACADEMIC_AUGUST: 8}

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name: number for number, whole in enumerate(_NAMES, start=1) for name in (whole, whole[:3])} | {"sept": 9}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?:19|20)\d\d"
_SPLIT = rf"{_YEAR} ?/ ?(?:(?:19|20)?\d\d)"
_LENGTH = r"(?:the |rolling )?(?:(?P<months>\d{1,3}) months?|(?P<years>\d)? ?years?|ye)"
_LAST_DAY = r"(?:(?:30|31|28|29)(?:st|th)? )?"
_TO = r" ?(?:-|to|and) ?"


@dataclass(frozen=True, slots=True)
class Span:
    """A period: its first day, its length as a duration of ISO 8601, and how it is printed."""

    start: date
    duration: str
    printed: str
    """The words of the source; empty for a plain calendar year."""
    is_read: bool = False
    """Whether the days are our reading, such as of "2015" that stands for 2015/16."""


@cache
def read_period(text: str, years: str = "") -> Span | None:
    """Return the period that a text names; None where it names none that is known.

    `years` says which years are meant: those of "2016/17" are financial unless it says academic, and those of "2016"
    are calendar years unless it says financial.
    """
    printed = " ".join(text.split())
    plain = re.sub(
        r"\s*[\u2010-\u2015\u2212]\s*", lambda dash: dash[0].replace(dash[0].strip(), "-"), printed.casefold()
    )
    plain = re.sub(r"^(?:calendar|financial|fiscal|academic) years? |^f\.?y\.? ", "", plain).removesuffix(".0")
    for pattern, make in _FORMS:
        found = pattern.fullmatch(plain)
        span = make(found, years) if found else None
        if span:
            start, months = span
            is_plain = re.fullmatch(_YEAR, plain) is not None
            is_read = is_plain and start.month != 1
            return Span(start, _duration(months), printed if not is_plain or is_read else "", is_read)
    return _read_days(plain, printed)


Months = tuple[date, int]
"""The first day of a period and its length in months."""


def _duration(months: int) -> str:
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def _first(years: str, otherwise: str) -> int:
    return _FIRST_MONTH[years or otherwise]


def _split_year(text: str) -> int | None:
    """Return the year in which 2016/17 begins; None where the second does not follow the first."""
    begins, ends = (part.strip() for part in text.split("/"))
    return int(begins) if int(ends) % 100 == (int(begins) + 1) % 100 else None


def _second(first: int, text: str) -> int:
    """Return the second year of a window, which may be printed with two digits."""
    return int(text) if len(text) == 4 else first // 100 * 100 + int(text) + (100 if int(text) < first % 100 else 0)


def _window(first: date, end: date) -> Months | None:
    """Return the period from a first day to the month of another."""
    months = 12 * (end.year - first.year) + end.month - first.month + 1
    return (first, months) if 0 < months < 240 else None


def _year(found: re.Match[str], years: str) -> Months | None:
    return date(int(found[1]), _first(years, CALENDAR), 1), 12


def _split(found: re.Match[str], years: str) -> Months | None:
    year = _split_year(found[1])
    kind = FINANCIAL if years == CALENDAR else years
    return (date(year, _first(kind, FINANCIAL), 1), 12) if year else None


def _split_window(found: re.Match[str], years: str) -> Months | None:
    first, last = _split_year(found[1]), found[2].split("/")[0].strip()
    if first is None:
        return None
    second = _second(first, last)
    kind = FINANCIAL if years == CALENDAR else years
    return (date(first, _first(kind, FINANCIAL), 1), 12 * (second - first + 1)) if second > first else None


def _years(found: re.Match[str], years: str) -> Months | None:
    first = int(found[1])
    second = _second(first, found[2])
    if not first < second < first + 20:
        return None
    if second == first + 1 and re.fullmatch(rf"{_YEAR}-\d+", found[0]) and years != CALENDAR:
        # Without spaces, 2018-19 is one financial year to those who write it so.
        return date(first, _first(years, FINANCIAL), 1), 12
    return date(first, _first(years, CALENDAR), 1), 12 * (second - first + 1)


def _quarter(found: re.Match[str], _: str) -> Months | None:
    start = _quarter_start(found["year"], int(found["quarter"]))
    return (start, 3) if start else None


def _quarter_start(year: str, quarter: int) -> date | None:
    if "/" not in year:
        return date(int(year), 3 * quarter - 2, 1)
    first = _split_year(year)
    if first is None:
        return None
    return date(first, 3 * quarter + 1, 1) if quarter < 4 else date(first + 1, 1, 1)


def _quarters(found: re.Match[str], _: str) -> Months | None:
    first, last = (_quarter_start(found[f"year{n}"], int(found[f"quarter{n}"])) for n in "12")
    if not first or not last:
        return None
    return _window(first, date(last.year, last.month + 2, 1))


def _quarters_of_year(found: re.Match[str], _: str) -> Months | None:
    first, last = (_quarter_start(found["year"], int(found[f"quarter{n}"])) for n in "12")
    return _window(first, date(last.year, last.month + 2, 1)) if first and last else None


def _month(found: re.Match[str], _: str) -> Months | None:
    return date(int(found[2]), _number_of(found[1]), 1), 1


def _iso_month(found: re.Match[str], _: str) -> Months | None:
    return (date(int(found[1]), int(found[2]), 1), 1) if 1 <= int(found[2]) <= 12 else None


def _number_of(month: str) -> int:
    return _MONTHS[month.rstrip(".")]


def _months(found: re.Match[str], _: str) -> Months | None:
    end = date(int(found[4]), _number_of(found[3]), 1)
    return _window(date(int(found[2] or found[4]), _number_of(found[1]), 1), end)


def _months_to(found: re.Match[str], _: str) -> Months | None:
    length = int(found["months"] or 0) or 12 * int(found["years"] or 1)
    end = 12 * int(found["year"]) + _number_of(found["month"]) - length
    return (date(end // 12, end % 12 + 1, 1), length) if length < 240 else None


def _days_between(found: re.Match[str], _: str) -> Months | None:
    """Return a period printed by its first and its last day, where it is whole months."""
    first_day, last_day = int(found[1]), int(found[4])
    end = date(int(found[6]), _number_of(found[5]), 1)
    is_last = last_day == _days_of(end)
    return (
        _window(date(int(found[3] or found[6]), _number_of(found[2]), 1), end) if first_day == 1 and is_last else None
    )


def _numbers_between(found: re.Match[str], _: str) -> Months | None:
    first_day, first_month, first_year, last_day, last_month, last_year = map(int, found.groups())
    if not (1 <= first_month <= 12 and 1 <= last_month <= 12):
        return None
    end = date(last_year, last_month, 1)
    return _window(date(first_year, first_month, 1), end) if first_day == 1 and last_day == _days_of(end) else None


def _days_of(month: date) -> int:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return (following - month).days


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Months | None]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"({_YEAR})", _year),
        (rf"({_SPLIT})", _split),
        (rf"({_SPLIT}){_TO}((?:19|20)?\d\d(?: ?/ ?(?:19|20)?\d\d)?)", _split_window),
        (rf"({_YEAR}){_TO}((?:19|20)?\d\d)", _years),
        (rf"(?P<year>{_SPLIT}|{_YEAR}) ?q(?:uarter )?(?P<quarter>[1-4])", _quarter),
        (rf"q(?:uarter )?(?P<quarter>[1-4]),? (?P<year>{_SPLIT}|{_YEAR})", _quarter),
        (
            rf"(?P<year1>{_SPLIT}|{_YEAR}) q(?P<quarter1>[1-4]){_TO}(?P<year2>{_SPLIT}|{_YEAR}) q(?P<quarter2>[1-4])",
            _quarters,
        ),
        (rf"(?P<year>{_SPLIT}|{_YEAR}) q(?P<quarter1>[1-4]){_TO}q(?P<quarter2>[1-4])", _quarters_of_year),
        (rf"({_MONTH})[ -]({_YEAR})", _month),
        (rf"({_YEAR})-(\d\d)-?m?", _iso_month),
        (rf"({_MONTH})(?:[ -]({_YEAR}))?{_TO}({_MONTH})[ -]({_YEAR})", _months),
        (
            rf"{_LENGTH} (?:(?:to|ending|ended|end|until) )?{_LAST_DAY}(?P<month>{_MONTH}),? (?P<year>{_YEAR})",
            _months_to,
        ),
        (
            rf"(\d{{1,2}})(?:st)? ({_MONTH})(?: ({_YEAR}))?{_TO}(\d{{1,2}})(?:st|th)? ({_MONTH}) ({_YEAR})",
            _days_between,
        ),
        (rf"(\d\d)/(\d\d)/({_YEAR}){_TO}(\d\d)/(\d\d)/({_YEAR})", _numbers_between),
    )
)
_DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH}) ({_YEAR})")
_ISO_DAY = re.compile(rf"({_YEAR})-(\d\d)-(\d\d)(?: 00:00:00)?")
_MIDDLE = re.compile(rf"mid[- ]({_YEAR})")


def _read_days(plain: str, printed: str) -> Span | None:
    """Return a single day; None where the text names none."""
    try:
        if found := _ISO_DAY.fullmatch(plain):
            return Span(date(int(found[1]), int(found[2]), int(found[3])), "P1D", "")
        if found := _DAY.fullmatch(plain):
            return Span(date(int(found[3]), _number_of(found[2]), int(found[1])), "P1D", printed)
    except ValueError:
        return None
    found = _MIDDLE.fullmatch(plain)
    return Span(date(int(found[1]), 6, 30), "P1D", printed) if found else None
