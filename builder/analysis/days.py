"""Arithmetic with days: what lies a number of months or years later."""

from calendar import monthrange
from datetime import date, timedelta


def later(day: date, duration: str) -> date:
    """Return the day that lies an ISO 8601 duration such as P3Y, P6M, P2W or P10D after another.

    A day that its month does not have becomes the last day of that month: a year after 29 February
    is 28 February.
    """
    count, unit = int(duration[1:-1]), duration[-1]
    match unit:
        case "D":
            return day + timedelta(days=count)
        case "W":
            return day + timedelta(weeks=count)
        case _:
            months = day.month - 1 + count * (12 if unit == "Y" else 1)
            year, month = day.year + months // 12, months % 12 + 1
            return date(year, month, min(day.day, monthrange(year, month)[1]))
