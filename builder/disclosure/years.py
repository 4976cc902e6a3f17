"""The years that a text names, and those of a period."""

import re
from collections.abc import Iterator
from datetime import date

from builder.model import Period

_YEARS = re.compile(r"\b((?:19|20)[0-9]{2})(?:\s*(?:/|-|\N{EN DASH}|to)\s*((?:19|20)?[0-9]{2}))?\b")
"""A year, or a year and the next, as in 2023/24."""
_CENTURY = 100


def years_in(words: str) -> frozenset[int]:
    """Return the years that a text names: 2023 and 2024 for 2023/24."""
    return frozenset(int(year) for match in _YEARS.finditer(words) for year in _both(match))


def years_of(start: date, duration: str) -> frozenset[int]:
    """Return the years in which a period begins and ends."""
    return frozenset({start.year, Period(start, duration).last_day.year})


def _both(match: re.Match[str]) -> Iterator[int]:
    first, second = int(match[1]), match[2]
    yield first
    if second:
        yield int(second) if len(second) > len("24") else first - first % _CENTURY + int(second)
