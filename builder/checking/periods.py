"""Rules about periods: those with dates begin where they should, and those without have words in place of dates."""

from collections.abc import Iterable, Iterator, Mapping

from builder.model.measures import Period, PeriodBasis
from builder.project.problems import Problem
from builder.project.typed import TypedRow

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


def find_basis_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for every period whose dates, words or order do not fit what the row says of them."""
    for row in tables.get("observations", ()):
        yield from _find_undated_problems(row, ("period",)) if _is_undated(row) else _find_dated_problems(row, "period")
        if _is_undated(row) and not row.text("period_printed"):
            yield row.problem(
                "period_printed",
                "undated-without-words",
                "The period is unknown, and the source's own words for it are missing.",
                'Copy them, such as "since the last reporting period".',
            )
        elif row.text("period_order") and not _is_undated(row):
            yield row.problem(
                "period_order",
                "order-of-dates",
                f'This cell says "{row.text("period_order")}", but the dates say it already.',
                'Empty this cell, or write "unknown" in "period_basis" and empty the dates.',
            )
    for row in tables.get("claims", ()):
        if _is_undated(row):
            yield from _find_undated_problems(row, ("from_period", "to_period"))
        else:
            yield from _find_dated_problems(row, "to_period")


def _is_undated(row: TypedRow) -> bool:
    return row.text("period_basis") == PeriodBasis.UNKNOWN


def _find_undated_problems(row: TypedRow, periods: Iterable[str]) -> Iterator[Problem]:
    for field in (f"{columns}_{end}" for columns in periods for end in ("start", "duration")):
        if row[field]:
            yield row.problem(
                field,
                "dates-of-unknown",
                "The period is unknown, but this cell is filled.",
                'Empty the dates and lengths of this row, or correct "period_basis".',
            )
            return


def _find_dated_problems(row: TypedRow, columns: str) -> Iterator[Problem]:
    for field in (f"{columns}_start", f"{columns}_duration"):
        if not row[field]:
            yield row.problem(
                field,
                "no-period",
                "This cell is empty.",
                'Fill it in. If nothing says which dates are meant, write "unknown" in "period_basis".',
            )
            return


def sound_period(row: TypedRow, columns: str = "period") -> Period | None:
    """Return a period of a row if it is there and has a last day."""
    period = _period(row, columns)
    return period if period and _begins_well(period) else None


def _period(row: TypedRow, columns: str) -> Period | None:
    start, duration = row.day(f"{columns}_start"), row.text(f"{columns}_duration")
    return Period(start, duration) if start and duration else None


def _begins_well(period: Period) -> bool:
    return period.start.day == 1 or period.unit not in "YM"
