"""Days and periods in words."""

from datetime import date

from builder.model import Metric, Observation, Partnership, Period, newest_source


def day(value: date) -> str:
    """Return a date such as 30 January 2025."""
    return f"{value.day} {value:%B %Y}"


def period(value: Period) -> str:
    """Return a period as readers say it: 2022, March 2024, 2020 to 2021, May 2023 to April 2024.

    A financial year is "2020 to 2021"; several years name their months, so that the two are not mixed up.
    One without dates is "earlier period" or "later period", or "no period named" where there is one figure only.
    """
    if value.order is not None:
        return f"{value.order} period" if value.order else "no period named"
    start, last = value.start, value.last_day
    if value.unit == "D" and value.count == 1:
        return day(start)
    if value.unit in "DW":
        return f"{day(start)} to {day(last)}"
    if (start.year, start.month) == (last.year, last.month):
        return f"{start:%B %Y}"
    if value.duration == "P1Y" and start.month == 1:
        return str(start.year)
    if value.duration == "P1Y" and start.month == 4:
        return f"{start.year} to {last.year}"
    return f"{start:%B %Y} to {last:%B %Y}"


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
    """Return the period of an observation for a table: "2022", or "2022 (our reading)" where the source names none.

    Where nothing says which dates are meant it is "later period (dates not printed)".
    """
    words = period(observation.period)
    if not observation.period.is_dated:
        return f"{words} (dates not printed)"
    return words if observation.period_stated else f"{words} (our reading)"


def within(observation: Observation) -> str:
    """Return the period of an observation after a preposition: "in 2022", "from May 2023 to April 2024".

    Where the source does not name the period it is "around 2022", or "as reported on 30 January 2025"; without
    dates, "in the later period".
    """
    value = observation.period
    if value.order is not None:
        return f"in the {value.order} period" if value.order else "in a period without dates"
    words = period(value)
    if value.duration == "P1D":
        return f"on {words}" if observation.period_stated else f"as reported on {words}"
    if not observation.period_stated:
        return f"around {words}"
    named = value.duration == "P1Y" and value.start.month in {1, 4}
    one_month = (value.start.year, value.start.month) == (value.last_day.year, value.last_day.month)
    return f"in {words}" if named or one_month else f"from {words}"
