"""The rule that a period of months or years begins on the first day of a month."""

from collections.abc import Iterator, Mapping

from builder.checking.typed import TypedRow
from builder.model import Period
from builder.problems import Problem

_PERIODS = {
    "observations": ("period",),
    "revisions": ("period",),
    "claims": ("from_period", "to_period"),
    "targets": ("baseline_period",),
}
"""For each table, the columns of its periods, without "_start" and "_duration"."""


def find_period_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for every period that begins in the middle of a month and should not."""
    for name, periods in _PERIODS.items():
        for row in tables.get(name, ()):
            for columns in periods:
                period = _period(row, columns)
                if period and not _begins_well(period):
                    day = period.start.isoformat()
                    first = period.start.replace(day=1).isoformat()
                    yield row.problem(
                        f"{columns}_start",
                        "period-start",
                        f'A period of "{period.duration}" begins on the first day of a month, and not on {day}.',
                        f"Correct the day, such as {first}, or the length of the period.",
                    )


def sound_period(row: TypedRow, columns: str = "period") -> Period | None:
    """Return a period of a row if it is there and has a last day."""
    period = _period(row, columns)
    return period if period and _begins_well(period) else None


def _period(row: TypedRow, columns: str) -> Period | None:
    start, duration = row.day(f"{columns}_start"), row.text(f"{columns}_duration")
    return Period(start, duration) if start and duration else None


def _begins_well(period: Period) -> bool:
    return period.start.day == 1 or period.unit not in "YM"
