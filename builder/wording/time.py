"""Days and periods in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from builder.model.measures import Metric, Observation, Partnership, Period, newest_source
from builder.wording.numbers import listed


def day(value: date) -> str:
    """Return a date such as 30 January 2025."""
    return f"{value.day} {value:%B %Y}"


@cache
def period(value: Period) -> str:
    """Return a period as readers say it: 2022, March 2024, 2020 to 2021, 12 months to April 2024.

    A financial year is "2020 to 2021", and two calendar years are "2020 and 2021", so that they are not mixed up.
    Another window of whole years is named by its end. One without dates is "earlier period" or "later period", or
    "no period named" where there is one figure only.
    """
    if value.order is not None:
        return f"{value.order} period" if value.order else "no period named"
    start, last = value.start, value.last_day
    if value.unit == "D" and value.count == 1:
        return day(start)
    if value.months is None:
        return f"{day(start)} to {day(last)}"
    if value.months == 1:
        return f"{start:%B %Y}"
    if value.months % 12:
        first = f"{start:%B}" if start.year == last.year else f"{start:%B %Y}"
        return f"{first} to {last:%B %Y}"
    if start.month == 1:
        joined = " and " if value.months == 24 else " to "
        return str(start.year) if value.months == 12 else f"{start.year}{joined}{last.year}"
    if value.months == 12:
        return f"{start.year} to {last.year}" if start.month == 4 else f"12 months to {last:%B %Y}"
    return f"{value.months // 12} years to {last:%B %Y}"


def span(periods: Sequence[Period]) -> str:
    """Return the time that periods cover, oldest first: "2001 to 2020", "12 months to December 2021 up to June 2024".

    Windows that roll on, from month to month or from quarter to quarter, are all named by their ends. Of periods
    without dates it says that none are printed.
    """
    first, last = periods[0], periods[-1]
    if not first.is_dated:
        return f"{listed(tuple(dict.fromkeys((period(first), period(last)))))} (dates not printed)"
    words, until = period(first), period(last)
    if is_rolling(periods) and first.months and first.months == last.months:
        length = f"{first.months} months" if first.months == 12 else f"{first.months // 12} years"
        return f"{length} to {first.last_day:%B %Y} up to {last.last_day:%B %Y}"
    if first == last:
        return words
    if len(periods) == 2:
        return f"{words} and {until}"
    if first.months == last.months == 12 and first.start.month == last.start.month == 1:
        return f"{words} to {until}"
    return f"{words} up to {until}"


def earlier_rows(periods: Iterable[Period]) -> str:
    """Return the words of a fold with the rows of earlier periods; empty where there are none."""
    ordered = sorted(periods)
    return f"Earlier figures: {span(ordered)}" if ordered else ""


def is_rolling(periods: Sequence[Period]) -> bool:
    """Return whether periods are windows of whole years that start at ever other times of the year."""
    whole = all(one.months and one.months % 12 == 0 for one in periods)
    return whole and len({one.start.month for one in periods}) > 2


def why_then(partnership: Partnership) -> str:
    """Return why things are judged on the day that a partnership's pages speak of, after that day and a comma."""
    if partnership.day == partnership.newest_source:
        return "the date of its newest paper"
    return "the day this site was brought up to date"


def as_of(partnership: Partnership) -> str:
    """Return of which day a partnership's pages speak, as a sentence, or as two where its newest paper is older."""
    spoken = f"This page speaks as of {day(partnership.day)}"
    if partnership.day == partnership.newest_source:
        return f"{spoken}, the date of the newest paper."
    return f"{spoken}. The newest paper is {age(partnership.newest_source, partnership.day)} old."


def newest_paper(partnership: Partnership) -> str:
    """Return when the newest paper of a partnership came out and, on a later day, how old it is, as a sentence.

    Empty where none of its papers has a date.
    """
    if newest_source(partnership.package) is None:
        return ""
    published = f"The newest paper is dated {day(partnership.newest_source)}"
    if partnership.day == partnership.newest_source:
        return f"{published}."
    return f"{published}, and is {age(partnership.newest_source, partnership.day)} old."


def age(born: date, today: date) -> str:
    """Return how much time has passed, in whole days, months or, from two years on, years."""
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    if months >= 24:
        return f"{months // 12} years"
    number, unit = (months, "month") if months else ((today - born).days, "day")
    return f"{number} {unit}{'s' if number != 1 else ''}"


def next_update(metric: Metric, today: date) -> str:
    """Return when new figures of a metric are due, or were, as a sentence."""
    due = metric.next_update
    if due is None:
        return "Not published."
    return f"{day(due)}." if due > today else f"It was due on {day(due)}, and is not here yet."


def observed_in(observation: Observation) -> str:
    """Return the period of an observation for a table: "2022", or "about 2022" where the source names none.

    Where nothing says which dates are meant it is "later period", and its page says once that they are not printed.
    """
    words = period(observation.period)
    return words if observation.period_stated or not observation.period.is_dated else f"about {words}"


def within(observation: Observation) -> str:
    """Return the period of an observation after a preposition: "in 2022", "from June to December 2024".

    Where the source does not name the period it is "around 2022", or "as reported on 30 January 2025"; without
    dates, "in the later period".
    """
    value = observation.period
    if value.order is not None:
        return f"in the {value.order} period" if value.order else "in a period without dates"
    words = period(value)
    if value.duration == "P1D":
        return f"on {words}" if observation.period_stated else f"as reported on {words}"
    window = bool(value.months) and words[0].isdigit() and not words[:4].isdigit()
    if window:
        return f"in the {words}" if observation.period_stated else f"in about the {words}"
    if not observation.period_stated:
        return f"around {words}"
    spans_months = value.months is None or (value.months > 1 and value.months % 12)
    return f"from {words}" if spans_months else f"in {words}"
