"""The years that a text names, those of a period, and the one way to write how long a period is."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from builder.model.measures import Period

_YEARS = re.compile(r"\b((?:19|20)[0-9]{2})(?:\s*(?:/|-|\N{EN DASH}|to)\s*((?:19|20)?[0-9]{2}))?\b")
"""A year, or a year and the next, as in 2023/24."""
_CENTURY = 100


def years_in(words: str) -> frozenset[int]:
    """Return the years that a text names: 2023 and 2024 for 2023/24."""
    return frozenset(int(year) for match in _YEARS.finditer(words) for year in _both(match))


def years_of(start: date, duration: str) -> frozenset[int]:
    """Return the years in which a period begins and ends."""
    return frozenset({start.year, Period(start, duration).last_day.year})


@cache
def plain_length(start: date, duration: str) -> str:
    """Return how long a period is, in the largest unit that fits: P1Y for P12M, and for the 366 days of a leap year.

    A period without a length, or that ends on no day of the calendar, stays as it is.
    """
    if not duration:
        return duration
    try:
        beyond = Period(start, duration).last_day + timedelta(days=1)
    except (ValueError, OverflowError):
        return duration
    if beyond.day != start.day:
        return f"P{(beyond - start).days}D"
    years, months = divmod(12 * (beyond.year - start.year) + beyond.month - start.month, 12)
    return f"P{12 * years + months}M" if months else f"P{years}Y"


def _both(match: re.Match[str]) -> Iterator[int]:
    first, second = int(match[1]), match[2]
    yield first
    if second:
        yield int(second) if len(second) > len("24") else first - first % _CENTURY + int(second)
